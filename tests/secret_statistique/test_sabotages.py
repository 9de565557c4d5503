"""Sabotage: whatever is taken away or altered, the engine refuses rather than publishes."""

import json
from dataclasses import replace

import pytest

from parcours.secret_statistique import (
    CertificatInvalide,
    Comptages,
    ComptagesInvalides,
    DeclarationInvalide,
    Registre,
    RegistreIncoherent,
    SolveurInterrompu,
    Variable,
    controler,
    moteur,
    protection,
    proteger,
    solveur,
)
from parcours.secret_statistique.certification import Monde

from .instances import GRAINE, UNE_VOIE, comptages, instance_a, instance_b, par_mois, petite

pytestmark = pytest.mark.sans_base


def publier(declaration, chiffres, **options):
    return proteger(declaration, chiffres, **{"graine": GRAINE, "tours": 0, "refonte": False} | options)


@pytest.fixture(scope="module")
def reussie():
    declaration = instance_a()
    chiffres = comptages(declaration)
    return declaration, chiffres, publier(declaration, chiffres)


def recontroler(reussie, cellules=None, mondes=None):
    declaration, chiffres, publication = reussie
    controler(
        declaration, chiffres, [], cellules or publication.cellules, publication.certificat if mondes is None else mondes, None
    )


def test_la_publication_intacte_passe_le_controle(reussie):
    recontroler(reussie)


def test_chaque_monde_du_certificat_est_necessaire_ou_remplacable(reussie):
    """Dropping all certificates, or any half of them, leaves a sensitive cell without proof."""
    mondes = reussie[2].certificat
    for gardes in ((), mondes[: len(mondes) // 2], mondes[len(mondes) // 2 :]):
        with pytest.raises(CertificatInvalide):
            recontroler(reussie, mondes=gardes)


def test_un_monde_retouche_est_refuse(reussie):
    premier, *autres = reussie[2].certificat
    (cle, ecart), *suite = premier.ecarts
    for faux in (
        Monde(((cle, ecart + 1), *suite)),
        Monde(tuple(suite)),
        Monde(((cle, -1000), *suite)),
        Monde(((("Q9", *cle[1:]), ecart), *suite)),
        Monde(((cle, ecart + 0.5), *suite)),
    ):
        with pytest.raises(CertificatInvalide):
            recontroler(reussie, mondes=[faux, *autres])


def test_deux_cellules_echangees_sont_refusees(reussie):
    """A hidden cell becomes public, a public one hidden: same number of 's', no more proof."""
    cellules = list(reussie[2].cellules)
    refus = 0
    cachees = [i for i, c in enumerate(cellules) if c.statut == "s"]
    montree = next(i for i, c in enumerate(cellules) if (c.valeur or 0) > 20)
    vraies = {c.noeuds: c.valeur for c in moteur.Systeme(*reussie[:2]).cellules}
    for i in cachees[::9]:
        echange = list(cellules)
        echange[i] = replace(cellules[i], valeur=vraies[cellules[i].noeuds], statut="A")
        echange[montree] = replace(cellules[montree], valeur=None, statut="s")
        with pytest.raises(CertificatInvalide):
            recontroler(reussie, cellules=echange)
        refus += 1
    assert refus > 10


def test_une_valeur_publiee_fausse_est_refusee(reussie):
    cellules = list(reussie[2].cellules)
    i = next(i for i, c in enumerate(cellules) if (c.valeur or 0) > 20)
    cellules[i] = replace(cellules[i], valeur=cellules[i].valeur + 1)
    with pytest.raises(CertificatInvalide):
        recontroler(reussie, cellules=cellules)


def test_un_petit_effectif_publie_tel_quel_est_refuse(reussie):
    declaration, chiffres, publication = reussie
    brutes = [replace(c, valeur=v, statut="A") if c.statut == "s" else c
              for c, v in zip(publication.cellules, (x.valeur for x in moteur.Systeme(declaration, chiffres).cellules), strict=True)]  # fmt: skip
    with pytest.raises(CertificatInvalide):
        recontroler(reussie, cellules=brutes)


@pytest.mark.parametrize("option", [("simplex_iteration_limit", 2), ("time_limit", 1e-9)])
def test_un_solveur_arrete_trop_tot_ne_donne_aucun_masque(monkeypatch, option):
    fabriquer = solveur._instance

    def presse():
        h = fabriquer()
        h.setOptionValue(*option)
        return h

    monkeypatch.setattr(solveur, "_instance", presse)
    declaration = instance_b()
    with pytest.raises(SolveurInterrompu):
        publier(declaration, comptages(declaration))


def test_un_programme_entier_arrete_trop_tot_ne_donne_aucun_masque(monkeypatch):
    ordinaire = solveur.Modele.__init__

    def presse(self, matrice, lignes, colonnes, entier=False, primal=False):
        ordinaire(self, matrice, lignes, colonnes, entier, primal)
        if entier:
            self.option("time_limit", 0.0)

    monkeypatch.setattr(solveur.Modele, "__init__", presse)
    declaration = instance_b()
    with pytest.raises(SolveurInterrompu):
        publier(declaration, comptages(declaration))


def test_une_recherche_qui_oublie_une_cible_est_arretee_par_le_controle(monkeypatch):
    """The checker does not trust the search: a target left out is refused."""
    monkeypatch.setattr(protection.Protection, "premier_masque", lambda self: None)
    monkeypatch.setattr(moteur, "certifier", lambda p: None)
    monkeypatch.setattr(moteur, "certificat", lambda p: ())
    declaration = instance_a()
    with pytest.raises(CertificatInvalide):
        publier(declaration, comptages(declaration))


@pytest.fixture(scope="module")
def deux_mois():
    declaration = par_mois(UNE_VOIE)
    chiffres = comptages(declaration, "mois_500.csv")
    registre = publier(declaration, chiffres, parution="m01").registre
    return declaration, chiffres, publier(declaration, chiffres, registre=registre, parution="m02").registre


def test_un_registre_retouche_est_refuse(deux_mois):
    declaration, chiffres, registre = deux_mois
    for rang, ligne in enumerate(registre.lignes):
        if ligne["type"] != "cellule":
            continue
        for faux in ({"valeur": "s"}, {"valeur": 99}, {"seuil": 1}):
            lignes = list(registre.lignes)
            if all(ligne[c] == v for c, v in faux.items()):
                continue
            lignes[rang] = {**ligne, **faux}
            with pytest.raises(RegistreIncoherent, match="sceau"):
                publier(declaration, chiffres, registre=Registre(tuple(lignes)), parution="m03")


def test_une_ligne_retiree_ajoutee_ou_deplacee_du_registre_est_refusee(deux_mois):
    declaration, chiffres, registre = deux_mois
    lignes = list(registre.lignes)
    for faux in (lignes[:3] + lignes[4:], lignes[:-1], [*lignes, lignes[-1]], [lignes[1], lignes[0], *lignes[2:]], lignes[1:]):
        with pytest.raises(RegistreIncoherent):
            publier(declaration, chiffres, registre=Registre(tuple(faux)), parution="m03")


def test_un_registre_recopie_sans_la_graine_est_refuse(deux_mois):
    declaration, chiffres, registre = deux_mois
    with pytest.raises(RegistreIncoherent, match="sceau"):
        publier(declaration, chiffres, registre=registre, parution="m03", graine=b"la graine d'un autre")


def test_un_registre_rescelle_avec_un_chiffre_faux_est_refuse(deux_mois):
    """Even who knows the seed cannot make a published number say something else."""
    declaration, chiffres, registre = deux_mois
    refait = Registre()
    for parution in registre.parutions:
        entete = {c: v for c, v in parution.items() if c not in ("sceau", "type", "cellules")}
        cellules = [{c: v for c, v in x.items() if c not in ("sceau", "type")} for x in registre.lignes
                    if x["type"] == "cellule" and x["parution"] == parution["code"]]  # fmt: skip
        publiee = next(c for c in cellules if isinstance(c["valeur"], int) and c["valeur"] > 5)
        publiee["valeur"] += 1
        refait = refait.avec(entete, cellules, GRAINE)
    with pytest.raises(RegistreIncoherent, match="ne se recalcule plus"):
        publier(declaration, chiffres, registre=refait, parution="m03")


def test_un_registre_tronque_sur_le_disque_est_refuse(deux_mois, tmp_path):
    declaration, chiffres, registre = deux_mois
    chemin = tmp_path / "registre.jsonl"
    registre.ecrire(chemin)
    assert Registre.lire(chemin) == registre
    chemin.write_text(chemin.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    with pytest.raises(RegistreIncoherent):
        publier(declaration, chiffres, registre=Registre.lire(chemin), parution="m03")


def test_un_seuil_abaisse_est_refuse():
    declaration = instance_a(11)
    chiffres = comptages(declaration)
    registre = Registre().avec(
        {"code": "1", "population": "A", "periode": None, "seuil": 11, "moteur": "1", "empreinte": declaration.empreinte},
        [],
        GRAINE,
    )
    with pytest.raises(RegistreIncoherent, match="abaissé"):
        publier(instance_a(5), chiffres, registre=registre)
    for k in (0, 1, 4):
        with pytest.raises(DeclarationInvalide):
            instance_a(k)
    with pytest.raises(DeclarationInvalide):
        replace(instance_a(), regle_fournisseur=11)
    with pytest.raises(DeclarationInvalide):
        replace(instance_a(11), seuils=(({"scheme": frozenset(["PRE"])}, 5),))


def test_une_autre_nomenclature_que_celle_du_registre_est_refusee(deux_mois):
    declaration, chiffres, registre = deux_mois
    autre = replace(declaration, zeros_structurels=())
    with pytest.raises(RegistreIncoherent, match="nomenclature"):
        publier(autre, chiffres, registre=registre, parution="m03")


def test_une_graine_trop_courte_est_refusee():
    declaration = instance_a()
    for graine in (b"", b"courte", "pas des octets, du texte"):
        with pytest.raises(RegistreIncoherent, match="16 octets"):
            publier(declaration, comptages(declaration), graine=graine)


@pytest.mark.parametrize(
    "ligne",
    [
        {"district": "Q1", "sex": "F", "age": "50+", "scheme": "PRE", "n": 1},
        {"district": "Q1", "sex": "F", "age": "00-05", "scheme": "PRE", "n": -1},
        {"district": "Q1", "sex": "F", "age": "00-05", "scheme": "PRE", "n": "1,5"},
        {"district": "Q9", "sex": "F", "age": "00-05", "scheme": "PRE", "n": 1},
        {"district": "Q1", "sex": "F", "age": "00-05", "n": 1},
    ],
)
def test_des_comptages_qui_contredisent_la_declaration_sont_refuses(ligne):
    with pytest.raises(ComptagesInvalides):
        Comptages.depuis_lignes(instance_a(), [ligne])


def test_un_effectif_sensible_deja_publie_est_refuse():
    """Nothing can hide again what an unsafe release gave away: the engine says so."""
    declaration, chiffres = petite({("A",): 3, ("B",): 30}, Variable("quartier", ("A", "B")))
    entete = {
        "code": "0",
        "population": "petite",
        "periode": None,
        "seuil": 5,
        "moteur": "0",
        "empreinte": declaration.empreinte,
    }
    fuite = {"parution": "0", "table": "t", "noeuds": [["quartier", "A"]], "seuil": 5, "valeur": 3}
    registre = Registre().avec(entete, [fuite], GRAINE)
    with pytest.raises(RegistreIncoherent, match="déjà publié"):
        publier(declaration, chiffres, registre=registre)


def test_le_certificat_se_relit_hors_du_programme(reussie):
    """What the command line keeps is enough to check again later."""
    relus = [
        Monde(tuple((tuple(c), e) for c, e in ecarts))
        for ecarts in json.loads(json.dumps([m.ecarts for m in reussie[2].certificat]))
    ]
    recontroler(reussie, mondes=relus)
