"""The command line, the report and the ledger file: the library used alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from parcours.secret_statistique import Registre, proteger
from parcours.secret_statistique.__main__ import Barre, main
from parcours.secret_statistique.lecture import lire_declaration

from .instances import GRAINE, comptages, instance_a, par_mois

pytestmark = pytest.mark.sans_base
RACINE = Path(__file__).parents[2]
TABLES = """
population = "essai"
effectif = "n"

[[variables]]
nom = "quartier"
modalites = ["A", "B", "C", "HQ"]
total = "COM"
[variables.groupes]
COM = ["QPV", "HQ"]
QPV = ["A", "B", "C"]

[[variables]]
nom = "dispositif"
modalites = ["PRE", "SANTE"]
sensible = true

[[tables]]
nom = "quartier_dispositif"
dimensions = ["quartier", "dispositif"]

[[seuils]]
seuil = 11
ou = { dispositif = ["SANTE"] }
"""
DONNEES = """quartier;dispositif;n
A;PRE;12
A;SANTE;31
B;PRE;3
B;SANTE;14
C;PRE;22
C;SANTE;9
HQ;PRE;18
HQ;SANTE;40
"""


@pytest.fixture
def fichiers(tmp_path):
    (tmp_path / "tables.toml").write_text(TABLES, encoding="utf-8")
    (tmp_path / "donnees.csv").write_text(DONNEES, encoding="utf-8")
    return tmp_path


def lancer(dossier, *options):
    return main([str(dossier / "tables.toml"), str(dossier / "donnees.csv"), "--sortie", str(dossier / "sortie"), *options])


def test_deux_fichiers_suffisent_pour_publier(fichiers, capsys):
    assert lancer(fichiers) == 0
    ecran = capsys.readouterr()
    assert "Table quartier_dispositif" in ecran.out
    assert "protection" in ecran.err
    sortie = fichiers / "sortie"
    table = (sortie / "1-quartier_dispositif.csv").read_text(encoding="utf-8")
    assert table.startswith("quartier,dispositif,valeur,statut,OBS_STATUS,CONF_STATUS\n")
    assert "B,PRE,,s,Q,C" in table
    assert "C,SANTE,,s,Q,C" in table
    assert (sortie / "1-certificat.secret.json").stat().st_mode & 0o077 == 0
    assert (sortie / "graine.secret").stat().st_mode & 0o077 == 0
    machine = json.loads((sortie / "1-rapport.json").read_text(encoding="utf-8"))
    assert machine["tables"][0]["cellules"] == 18


def test_la_barre_d_avancement_suit_chaque_etape_sur_un_terminal(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    barre = Barre()
    for fait in (1, 2):
        barre("protection", fait, 2)
    barre("recherche", 1, 3)
    barre.finir()
    avancement = capsys.readouterr().err
    assert avancement.count("\r") == 2
    assert f"[{'#' * 30}] 2/2" in avancement
    assert "recherche      [##########" in avancement
    assert avancement.endswith("\n")


def test_une_seconde_parution_suit_la_premiere_et_la_republie_a_l_identique(fichiers):
    assert lancer(fichiers) == 0
    assert lancer(fichiers) == 0
    sortie = fichiers / "sortie"
    tables = [(sortie / f"{n}-quartier_dispositif.csv").read_text(encoding="utf-8") for n in (1, 2)]
    assert tables[0] == tables[1]
    assert len(Registre.lire(sortie / "registre.jsonl").parutions) == 2


@pytest.mark.parametrize(
    ("fichier", "avant", "apres"),
    [
        ("tables.toml", 'effectif = "n"', "seuil = 3"),
        ("tables.toml", "[[tables]]", "[[tableaux]]"),
        ("tables.toml", "population", "population = = "),
        ("donnees.csv", "HQ;PRE;18", "HQ;PRE;-18"),
        ("donnees.csv", "HQ;PRE", "ailleurs;PRE"),
    ],
)
def test_un_fichier_fautif_est_refuse_et_rien_n_est_ecrit(fichiers, capsys, fichier, avant, apres):
    chemin = fichiers / fichier
    chemin.write_text(chemin.read_text(encoding="utf-8").replace(avant, apres), encoding="utf-8")
    assert lancer(fichiers) == 1
    assert "rien ne doit être publié" in capsys.readouterr().err
    assert not list(fichiers.glob("sortie/*.csv"))


def test_un_registre_sans_sa_graine_est_refuse(fichiers, capsys):
    assert lancer(fichiers) == 0
    (fichiers / "sortie" / "graine.secret").unlink()
    assert lancer(fichiers) == 1
    assert "graine secrète introuvable" in capsys.readouterr().err


def test_une_valeur_changee_apres_parution_est_refusee(fichiers, capsys):
    assert lancer(fichiers) == 0
    chemin = fichiers / "donnees.csv"
    chemin.write_text(chemin.read_text(encoding="utf-8").replace("A;PRE;12", "A;PRE;13"), encoding="utf-8")
    assert lancer(fichiers) == 1
    assert "ne se recalcule plus" in capsys.readouterr().err


def test_la_bibliotheque_ne_charge_que_numpy_et_highspy():
    code = "import sys; import parcours.secret_statistique.__main__; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    sortie = subprocess.run([sys.executable, "-c", code], cwd=RACINE, capture_output=True, text=True, check=True).stdout
    charges = set(sortie.split())
    assert {"numpy", "highspy"} <= charges
    assert not charges & {"flask", "sqlalchemy", "scipy", "pandas", "polars"}


def test_la_sortie_ne_porte_que_le_rapport(fichiers):
    """The solver prints a banner on descriptor 1 at its first instance: a piped report must not start with it."""
    commande = [sys.executable, "-m", "parcours.secret_statistique", "tables.toml", "donnees.csv"]
    resultat = subprocess.run(
        commande, cwd=fichiers, env={"PYTHONPATH": str(RACINE)}, capture_output=True, text=True, check=True
    )
    assert "HiGHS" not in resultat.stdout + resultat.stderr
    assert resultat.stdout.startswith("Secret statistique")


def test_la_declaration_lue_est_celle_qu_on_aurait_ecrite(fichiers):
    declaration, effectif = lire_declaration(fichiers / "tables.toml")
    assert effectif == "n"
    assert declaration.variables["quartier"].niveau == {"COM": 0, "QPV": 1, "HQ": 1, "A": 2, "B": 2, "C": 2}
    assert declaration.seuil_de({"dispositif": "SANTE"}) == 11


def test_le_rapport_propose_des_tables_moins_detaillees_quand_trop_est_masque():
    declaration = instance_a()
    rapport = proteger(declaration, comptages(declaration), graine=GRAINE, tours=0).rapport
    essais = {e.description: e.part_masquee for e in rapport.tables[0].essais}
    assert "sans « sex »" in essais
    assert "tranches de « age » regroupées deux à deux" in essais
    assert min(essais.values()) < rapport.tables[0].part_masquee
    texte = rapport.texte()
    assert "Plus de 30\u00a0%" in texte
    assert "primaire" not in texte + rapport.json()


def test_le_rapport_d_un_mois_trop_masque_propose_de_publier_moins_souvent():
    declaration = par_mois((("district", "scheme"),))
    chiffres = comptages(declaration, "mois_500.csv")
    registre = Registre()
    for periode in ("m01", "m02", "m03"):
        publication = proteger(declaration, chiffres, registre, graine=GRAINE, parution=periode, tours=0)
        registre = publication.registre
    bilan = publication.rapport.tables[0]
    assert bilan.a_refondre
    assert "toutes les 3 périodes" in {e.description for e in bilan.essais}
