"""Traps of the field, one test each: what published tables and the tools in use are known to give away."""

from dataclasses import replace

import pytest

from parcours.secret_statistique import Comptages, Temps, Variable, proteger, table
from parcours.secret_statistique.auditeur import Auditeur, auditer, vues
from parcours.secret_statistique.diffusion import CellulePubliee
from parcours.secret_statistique.systeme import Systeme

from .instances import GRAINE, UNE_VOIE, comptages, instance_a, par_mois, petite

pytestmark = pytest.mark.sans_base
QUARTIER = Variable("quartier", ("A", "B", "C", "D"))


def publier(declaration, chiffres, **options):
    return proteger(declaration, chiffres, graine=GRAINE, tours=20, refonte=False, **options)


@pytest.fixture(scope="module")
def instance_publiee():
    declaration = instance_a()
    chiffres = comptages(declaration)
    return declaration, chiffres, proteger(declaration, chiffres, graine=GRAINE, tours=0, refonte=False)


def sure(declaration, chiffres, registre) -> bool:
    return auditer(declaration, chiffres, registre, entier=True).sure


def seuil_seul(declaration, chiffres, publication) -> list[CellulePubliee]:
    """What most tools print: cells under the threshold hidden, everything else shown."""
    systeme = Systeme(declaration, chiffres)
    vraies = {(c.table, c.noeuds): c.valeur for c in systeme.cellules}
    return [
        replace(c, valeur=v if c.statut != "–" and not 0 < (v := vraies[c.table, c.noeuds]) < c.seuil else None)
        for c in publication.cellules
    ]


def test_masquer_les_seuls_petits_effectifs_les_laisse_tous_retrouver(instance_publiee):
    declaration, chiffres, publication = instance_publiee
    naif = Auditeur(
        declaration, [("", dict(c.noeuds), c.valeur, c.seuil) for c in seuil_seul(declaration, chiffres, publication)]
    )
    audit = naif.attaquer(chiffres)
    assert (len(audit.constats), audit.exactes) == (84, 84)


def test_deux_hierarchies_qui_se_chevauchent_ne_se_trahissent_pas():
    """sdcTools/UserSupport 136: linked tables protected one after the other."""
    zones = {"Est": ("A", "B"), "Nord": ("B", "C"), "Sud": ("C", "D", "E")}
    lieu = Variable("lieu", ("A", "B", "C", "D", "E"), zones)
    sexe = Variable("sexe", ("F", "M"))
    effectifs = {("A", "F"): 2, ("A", "M"): 9, ("B", "F"): 11, ("B", "M"): 3, ("C", "F"): 7, ("C", "M"): 6}
    effectifs |= {("D", "F"): 1, ("D", "M"): 14, ("E", "F"): 8, ("E", "M"): 20}
    declaration, chiffres = petite(effectifs, lieu, sexe)
    assert sure(declaration, chiffres, publier(declaration, chiffres).registre)


def test_trois_singletons_sous_un_total_ne_se_trahissent_pas():
    """sdcTools/UserSupport 135: 1 + 1 + 1 = 3 under a published total."""
    declaration, chiffres = petite({("A",): 1, ("B",): 1, ("C",): 1, ("D",): 40}, QUARTIER)
    publication = publier(declaration, chiffres)
    assert sure(declaration, chiffres, publication.registre)
    visibles = {dict(c.noeuds)["quartier"] for c in publication.cellules if c.valeur is not None}
    assert {"D", "Total"} - visibles


@pytest.mark.parametrize(
    ("valeurs", "total"), [((10, 5, 0, 0), 15), ((10, 3, 1, 1), 15), ((0, 0, 0, 0), 0), ((5, 6, 2, 2), 15)]
)
def test_un_total_publie_ne_rend_pas_ce_qu_on_a_masque(valeurs, total):
    """sdcTools/UserSupport 194: 0 = x + x + 0, 15 = 10 + 5 + x + x, 15 = 10 + 3 + x + x."""
    declaration, chiffres = petite({(q,): n for q, n in zip("ABCD", valeurs, strict=True)}, QUARTIER)
    publication = publier(declaration, chiffres)
    assert sure(declaration, chiffres, publication.registre)
    cachees = [c for c in publication.cellules if c.statut == "s"]
    assert (publication.cellule("t", {}).valeur == total) or cachees
    if not any(0 < v < 5 for v in valeurs):
        assert cachees == []


def test_un_zero_n_est_jamais_masque_pour_en_proteger_un_autre(instance_publiee):
    publication = instance_publiee[2]
    zeros = [c for c in publication.cellules if c.valeur == 0]
    assert zeros
    assert all(c.statut == "A" for c in zeros)


def test_une_case_pleine_ne_dit_plus_que_tout_le_groupe_est_dans_la_meme_modalite():
    """sdcTools/UserSupport 88: 30 people of B, all in SANTE."""
    dispositif = Variable("dispositif", ("PRE", "SANTE", "EMPLOI"), sensible=True)
    effectifs = {("A", "PRE"): 12, ("A", "SANTE"): 9, ("A", "EMPLOI"): 8, ("B", "SANTE"): 30, ("C", "PRE"): 7}
    effectifs |= {("C", "EMPLOI"): 9, ("D", "SANTE"): 6, ("D", "PRE"): 10, ("D", "EMPLOI"): 5}
    declaration, chiffres = petite(effectifs, QUARTIER, dispositif)
    publication = publier(declaration, chiffres)
    assert publication.cellule("t", {"quartier": "B", "dispositif": "SANTE"}).statut == "s"
    assert sure(declaration, chiffres, publication.registre)
    indifferente = replace(declaration, variables={**declaration.variables, "dispositif": replace(dispositif, sensible=False)})
    assert publier(indifferente, chiffres).masque == frozenset()


def test_une_combinaison_impossible_ne_sert_jamais_de_couverture(instance_publiee):
    publication = instance_publiee[2]
    impossibles = [c for c in publication.cellules if dict(c.noeuds)["scheme"] == "PRE" and dict(c.noeuds)["age"] == "50+"]
    assert impossibles
    assert all(c.statut == "–" and c.valeur is None for c in impossibles)
    assert "–,M,F" in publication.csv("t")


def test_la_commune_moins_le_qpv_ne_rend_pas_le_hors_qpv():
    lieu = Variable("lieu", ("Q1", "Q2", "HQ"), {"COM": ("QPV", "HQ"), "QPV": ("Q1", "Q2")}, "COM")
    montres = replace(table("t", ["lieu"]), dimensions=(replace(table("t", ["lieu"]).dimensions[0], omis=frozenset(["HQ"])),))
    declaration, chiffres = petite({("Q1",): 20, ("Q2",): 30, ("HQ",): 3}, lieu, tables=(montres,))
    publication = publier(declaration, chiffres)
    assert {c.statut for c in publication.cellules if dict(c.noeuds)["lieu"] in ("COM", "QPV")} >= {"s"}
    assert sure(declaration, chiffres, publication.registre)


def test_un_mois_moins_le_precedent_ne_rend_pas_les_nouveaux():
    declaration = par_mois((("scheme",),))
    lignes = {("Q1", "F", "26-49", "SANTE", "m01"): 20, ("Q1", "F", "26-49", "SANTE", "m02"): 2}
    lignes |= {("Q1", "F", "26-49", "EMPLOI", "m01"): 15, ("Q1", "F", "26-49", "EMPLOI", "m02"): 9}
    chiffres = Comptages(lignes)
    janvier = publier(declaration, chiffres, parution="m01")
    assert janvier.masque == frozenset()
    fevrier = publier(declaration, chiffres, registre=janvier.registre, parution="m02")
    assert fevrier.cellule("scheme", {"scheme": "SANTE"}).statut == "s"
    assert sure(declaration, chiffres, fevrier.registre)


@pytest.mark.parametrize("ecart", [2, -2])
def test_une_correction_ne_rend_pas_la_personne_corrigee(ecart):
    """A frozen 20 corrected into 22 or 18: the difference is a cell of two people."""
    declaration = par_mois((("scheme",),), corrections=("m01-corrige",))
    declaration = replace(declaration, temps=Temps("month", ("m01", "m01-corrige", "m02"), frozenset(["m01-corrige"])))
    ligne = ("Q1", "F", "26-49", "SANTE")
    chiffres = Comptages({(*ligne, "m01"): 20, (*ligne, "m01-corrige"): ecart, ("Q1", "F", "26-49", "EMPLOI", "m01"): 15})
    premiere = publier(declaration, chiffres, parution="m01")
    assert premiere.masque == frozenset()
    corrigee = publier(declaration, chiffres, registre=premiere.registre, parution="m01-corrige")
    assert corrigee.cellule("scheme", {"scheme": "SANTE"}).statut == "s"
    audit = auditer(declaration, chiffres, corrigee.registre)
    assert audit.constats
    assert audit.sure


def test_une_personne_ajoutee_sans_declarer_de_correction_est_refusee():
    declaration = par_mois((("scheme",),))
    avant = Comptages({("Q1", "F", "26-49", "SANTE", "m01"): 20})
    registre = publier(declaration, avant, parution="m01").registre
    apres = Comptages({("Q1", "F", "26-49", "SANTE", "m01"): 21})
    with pytest.raises(Exception, match="ne se recalcule plus"):
        publier(declaration, apres, registre=registre, parution="m02")


def test_deux_formats_d_un_meme_chiffre_portent_le_meme_masque():
    """A second table of the same people, coarser, released later: it may not give back what the first hid."""
    lieu = Variable("lieu", ("A", "B", "C", "D"), {"Nord": ("A", "B"), "Sud": ("C", "D")})
    sexe = Variable("sexe", ("F", "M"))
    effectifs = {("A", "F"): 3, ("A", "M"): 12, ("B", "F"): 9, ("B", "M"): 8, ("C", "F"): 11, ("C", "M"): 7}
    effectifs |= {("D", "F"): 6, ("D", "M"): 2}
    fine, chiffres = petite(effectifs, lieu, sexe)
    premiere = publier(fine, chiffres)
    autre = replace(fine, tables=(table("par_lieu", ["lieu"]), table("par_sexe", ["sexe", "lieu@1"])))
    seconde = publier(autre, chiffres, registre=premiere.registre)
    assert sure(autre, chiffres, seconde.registre)
    for c in seconde.cellules:
        try:
            connue = premiere.cellule("t", dict(c.noeuds))
        except KeyError:
            continue
        assert (c.valeur, c.statut) == (connue.valeur, connue.statut)


def test_une_table_hors_registre_est_attaquee_avec_tout_ce_qui_est_deja_public():
    declaration = par_mois(UNE_VOIE)
    chiffres = comptages(declaration, "mois_500.csv")
    registre = publier(declaration, chiffres, parution="m01").registre
    hors = CellulePubliee("ad_hoc", (("scheme", "PRE"), ("district", "Q1")), 2, "A", 5)
    vraie = sum(n for (d, _, _, s, m), n in chiffres.effectifs.items() if (d, s, m) == ("Q1", "PRE", "m01"))
    assert 0 < vraie < 5
    audit = auditer(declaration, chiffres, registre, [replace(hors, valeur=vraie)], "m01")
    assert audit.exactes >= 1


def test_un_pourcentage_d_une_cellule_masquee_n_existe_pas():
    declaration, chiffres = petite({("A",): 3, ("B",): 21, ("C",): 8, ("D",): 40}, QUARTIER)
    publication = publier(declaration, chiffres)
    assert publication.cellule("t", {"quartier": "A"}).statut == "s"
    assert publication.part("t", {"quartier": "A"}, {}) is None
    assert publication.somme("t", [{"quartier": "A"}, {"quartier": "D"}]) is None
    visibles = [q for q in "BCD" if publication.cellule("t", {"quartier": q}).valeur is not None]
    assert visibles
    if publication.cellule("t", {}).valeur:
        assert publication.part("t", {"quartier": visibles[0]}, {}) is not None


def test_un_graphique_n_ecrit_que_s_a_la_place_d_une_cellule_masquee():
    declaration, chiffres = petite({("A",): 3, ("B",): 21, ("C",): 8, ("D",): 40}, QUARTIER)
    publication = publier(declaration, chiffres)
    etiquettes = {c.texte() for c in publication.cellules if c.statut == "s"}
    assert etiquettes == {"s"}
    assert all(c.valeur is None for c in publication.cellules if c.statut == "s")


def test_le_public_ne_distingue_pas_une_petite_cellule_d_une_cellule_qui_la_couvre(instance_publiee):
    publication = instance_publiee[2]
    lignes = publication.csv("t").splitlines()
    masquees = {ligne.split(",", 4)[4] for ligne in lignes[1:] if ",s," in ligne}
    assert masquees == {",s,Q,C"}
    assert "s\u00a0: secret statistique" in publication.note()


def test_l_historique_complet_sert_a_chaque_attaque():
    declaration = par_mois(UNE_VOIE)
    chiffres = comptages(declaration, "mois_500.csv")
    premiere = publier(declaration, chiffres, parution="m01")
    seconde = publier(declaration, chiffres, registre=premiere.registre, parution="m02")
    assert len(vues(seconde.registre)) == len(premiere.cellules) + len(seconde.cellules)
    assert Auditeur(declaration, vues(seconde.registre), "m02").possible()
