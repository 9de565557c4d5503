"""The instances of the specification: nothing leaks, and less is hidden than by the tools in use."""

import pytest

from parcours.secret_statistique import Comptages, Registre, Temps, proteger, table
from parcours.secret_statistique.auditeur import auditer

from .instances import (
    DEUX_VOIES,
    GRAINE,
    MOIS,
    UNE_VOIE,
    autre_population,
    comptages,
    distinctes,
    instance_a,
    instance_b,
    par_mois,
)

pytestmark = pytest.mark.sans_base


def publier(declaration, chiffres, tours=0, **options):
    return proteger(declaration, chiffres, graine=GRAINE, tours=tours, refonte=False, **options)


def test_l_instance_a_ne_laisse_rien_retrouver_et_masque_peu():
    declaration = instance_a()
    chiffres = comptages(declaration)
    publication = publier(declaration, chiffres, tours=30)
    masquees, montrees = distinctes(declaration, publication.cellules)
    audit = auditer(declaration, chiffres, publication.registre)
    assert (montrees, len(audit.constats)) == (396, 84)
    assert (audit.exactes, audit.sous_seuil, audit.etroites) == (0, 0, 0)
    assert masquees <= 195


def test_les_cases_pleines_de_l_instance_a_sont_protegees_aussi():
    declaration = instance_a(sensible=True)
    chiffres = comptages(declaration)
    audit = auditer(declaration, chiffres, publier(declaration, chiffres).registre)
    assert sum(c.plafond is not None for c in audit.constats) == 8
    assert audit.sure


def test_l_instance_b_ne_laisse_rien_retrouver_et_masque_peu():
    declaration = instance_b()
    chiffres = comptages(declaration)
    publication = publier(declaration, chiffres)
    masquees, montrees = distinctes(declaration, publication.cellules)
    audit = auditer(declaration, chiffres, publication.registre)
    assert (montrees, len(audit.constats)) == (384, 44)
    assert audit.sure
    assert masquees <= 102


def test_l_attaque_entiere_ne_trouve_rien_de_plus_que_l_attaque_lineaire():
    declaration = instance_a()
    chiffres = comptages(declaration)
    registre = publier(declaration, chiffres).registre
    assert auditer(declaration, chiffres, registre, entier=True).sure


@pytest.mark.parametrize("declaration", [instance_a(), instance_b()], ids=["A", "B"])
def test_une_autre_population_est_protegee_aussi(declaration):
    chiffres = autre_population(declaration, 21)
    assert auditer(declaration, chiffres, publier(declaration, chiffres).registre).sure


def cumuler(declaration, chiffres, periodes):
    registre, masquees, montrees = Registre(), 0, 0
    for periode in periodes:
        publication = publier(declaration, chiffres, tours=10, registre=registre, parution=periode)
        registre = publication.registre
        cachees, toutes = distinctes(declaration, publication.cellules)
        masquees, montrees = masquees + cachees, montrees + toutes
    return registre, masquees / montrees


@pytest.mark.parametrize(
    ("croisements", "tous_les", "plafond"),
    [(UNE_VOIE, 1, 0.167), (UNE_VOIE, 3, 0.0), (DEUX_VOIES, 3, 0.22), (DEUX_VOIES, 6, 0.08)],
)
def test_aucun_petit_accroissement_ne_se_retrouve_d_une_parution_a_l_autre(croisements, tous_les, plafond):
    declaration = par_mois(croisements, tous_les)
    chiffres = comptages(declaration, "mois_500.csv")
    registre, part = cumuler(declaration, chiffres, MOIS[tous_les - 1 :: tous_les])
    assert auditer(declaration, chiffres, registre).sure
    assert part <= plafond


def test_chaque_mois_reste_protege_par_ce_que_les_suivants_publient():
    declaration = par_mois(DEUX_VOIES)
    chiffres = comptages(declaration, "mois_500.csv")
    registre, _ = cumuler(declaration, chiffres, MOIS[:4])
    assert auditer(declaration, chiffres, registre).sure


def test_la_meme_graine_donne_le_meme_masque_et_une_autre_un_autre():
    declaration = instance_a()
    chiffres = comptages(declaration)
    premier = publier(declaration, chiffres, tours=2)
    assert premier.masque == publier(declaration, chiffres, tours=2).masque
    autre = proteger(declaration, chiffres, graine=b"une tout autre graine", tours=2, refonte=False)
    assert premier.masque != autre.masque


def test_une_population_sans_petit_effectif_ne_masque_rien():
    declaration = instance_a()
    publication = publier(declaration, comptages(declaration, "micro_100000.csv"))
    assert publication.masque == frozenset()
    assert publication.certificat == ()


def test_une_personne_seule_ou_aucune_se_publie_sans_erreur():
    declaration = instance_a()
    assert publier(declaration, Comptages({})).masque == frozenset()
    seule = Comptages({("Q1", "F", "26-49", "SANTE"): 1})
    publication = publier(declaration, seule)
    assert publication.cellule("t", {}).valeur is None
    assert auditer(declaration, seule, publication.registre).sure


def test_la_sante_a_son_seuil_de_onze_dans_une_table_a_cinq():
    declaration = instance_a()
    seuils = (({"scheme": frozenset(["SANTE"])}, 11),)
    declaration = type(declaration)(
        **{c: getattr(declaration, c) for c in ("population", "variables", "tables", "zeros_structurels", "poids")},
        seuils=seuils,
    )
    chiffres = comptages(declaration)
    publication = publier(declaration, chiffres)
    for c in publication.cellules:
        if dict(c.noeuds)["scheme"] == "SANTE" and c.valeur:
            assert c.valeur >= 11
    assert auditer(declaration, chiffres, publication.registre).sure


def test_une_table_sans_temps_se_republie_sous_d_autres_croisements():
    declaration = instance_b()
    chiffres = comptages(declaration)
    premiere = type(declaration)(
        **{c: getattr(declaration, c) for c in ("population", "variables", "zeros_structurels", "poids")},
        tables=(table("t4", ["district", "action"]),),
    )
    registre = publier(premiere, chiffres).registre
    seconde = publier(declaration, chiffres, registre=registre)
    assert auditer(declaration, chiffres, seconde.registre).sure
    avant = {c.noeuds: c.valeur for c in publier(premiere, chiffres).cellules}
    for c in seconde.cellules:
        if c.table == "t4":
            assert c.valeur == avant[c.noeuds]


def test_une_periode_inconnue_ou_anterieure_est_refusee():
    declaration = par_mois(UNE_VOIE)
    chiffres = comptages(declaration, "mois_500.csv")
    registre = publier(declaration, chiffres, parution="m02").registre
    for periode in ("m01", "m02", "m99", None):
        with pytest.raises(Exception, match="parution"):
            publier(declaration, chiffres, registre=registre, parution=periode)
    assert isinstance(declaration.temps, Temps)
