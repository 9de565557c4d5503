"""The search: cheaper masks, never weaker ones."""

import numpy as np
import pytest

from parcours.secret_statistique import Poids, Registre, SolveurInterrompu, Variable, moteur, proteger
from parcours.secret_statistique.auditeur import Auditeur, auditer, vues
from parcours.secret_statistique.certification import _reparer, certifier
from parcours.secret_statistique.fenetres import fenetres
from parcours.secret_statistique.matrice import Matrice
from parcours.secret_statistique.moteur import conclure, preparer
from parcours.secret_statistique.recherche import ameliorer
from parcours.secret_statistique.solveur import INFINI, Infaisable, Modele, NonBorne

from .instances import DONNEES, GRAINE, autre_population, comptages, distinctes, grande, instance_a, instance_b, petite

pytestmark = pytest.mark.sans_base


def preparee(declaration, chiffres, graine=GRAINE):
    protection = preparer(declaration, chiffres, [], "1", graine)
    protection.premier_masque()
    protection.nettoyer()
    return protection


def test_la_recherche_ne_rend_jamais_un_masque_plus_lourd_ni_moins_sur():
    declaration = instance_a()
    chiffres = autre_population(declaration, 5)
    protection = preparee(declaration, chiffres)
    avant = protection.cout
    protection.autres_departs(1)
    ameliorer(protection, 15)
    assert protection.cout <= avant
    assert not len(protection.mondes.manquantes())
    certifier(protection)
    publication = conclure(protection, Registre(), [], chiffres, "1", GRAINE)
    assert auditer(declaration, chiffres, publication.registre).sure


def test_le_nettoyage_ne_laisse_aucune_cellule_masquee_pour_rien():
    """No secondary can be published alone: the attack with one cell more always finds somebody."""
    declaration = instance_b()
    chiffres = comptages(declaration)
    protection = preparee(declaration, chiffres)
    certifier(protection)
    publication = conclure(protection, Registre(), [], chiffres, "1", GRAINE)
    vraies = {(c.table, c.noeuds): c.valeur for c in protection.probleme.systeme.cellules}
    for classe in protection.secondaires[::7]:
        rangs = {r for r, c in protection.probleme.classe_de.items() if c == classe}
        devoilees = {(c.table, c.noeuds) for c in protection.probleme.systeme.cellules if c.rang in rangs}
        cellules = [("", dict(c.noeuds), vraies[c.table, c.noeuds] if (c.table, c.noeuds) in devoilees else v, k)
                    for c, (_, _, v, k) in zip(publication.cellules, vues(publication.registre), strict=True)]  # fmt: skip
        assert not Auditeur(declaration, cellules).attaquer(chiffres).sure


def test_un_monde_deja_rencontre_ressert_sans_nouvelle_attaque_dans_la_limite_donnee():
    """Publishing a secondary exposes somebody; a world already met covers them again, within the limit or not at all."""
    declaration = instance_a()
    protection = preparee(declaration, comptages(declaration))
    personne = np.zeros(0, dtype=np.int64)
    reprises = 0
    for classe in protection.secondaires:
        protection.publier(int(classe))
        for cible in protection.mondes.manquantes():
            if not protection.manque(int(cible)):
                continue  # covered meanwhile by the world of another target
            appels, avant = protection.appels, protection.cout
            assert not protection.reprendre(int(cible), 0.0, personne, -1.0)
            assert protection.cout == avant
            if protection.reprendre(int(cible), 0.0, personne, 5.0):
                reprises += 1
                assert protection.etat_de(int(cible))[2]
                assert avant < protection.cout
            assert protection.appels == appels
        protection.masquer(int(classe))
    assert reprises


def test_une_coupe_n_interdit_que_ce_que_l_attaque_confirme():
    declaration = instance_a()
    protection = preparee(declaration, comptages(declaration))
    interdites = [int(c) for c in protection.secondaires if protection.coupes.interdit(int(c))]
    assert interdites
    for classe in interdites[::6]:
        protection.publier(classe)
        manquantes = protection.mondes.manquantes()
        assert not all(protection.couvrir(int(c), protection.bloc_global) for c in manquantes)
        protection.masquer(classe)


def test_une_grande_table_se_protege_par_zones_et_se_certifie():
    declaration = grande(DONNEES / "grand_2130.csv")
    chiffres = comptages(declaration, "grand_2130.csv")
    protection = preparee(declaration, chiffres)
    assert len(fenetres(protection.probleme)) == 4
    certifier(protection)
    publication = conclure(protection, Registre(), [], chiffres, "1", GRAINE)
    masquees, montrees = distinctes(declaration, publication.cellules)
    assert montrees == 2130
    assert masquees <= 135


def test_un_total_pese_plus_qu_une_cellule_interieure():
    quartier = Variable("quartier", tuple("ABCDEF"))
    sexe = Variable("sexe", ("F", "M"))
    effectifs = {(q, s): 9 + 3 * i for i, (q, s) in enumerate((q, s) for q in "ABCDEF" for s in "FM")}
    declaration, chiffres = petite({**effectifs, ("A", "F"): 2}, quartier, sexe)
    lourde = type(declaration)(declaration.population, declaration.variables, declaration.tables, poids=Poids())
    publication = proteger(lourde, chiffres, graine=GRAINE, tours=20)
    masquees = [dict(c.noeuds) for c in publication.cellules if c.statut == "s"]
    assert len(masquees) == 4
    assert not any(n["quartier"] == "Total" and n["sexe"] == "Total" for n in masquees)


def test_une_cellule_deja_masquee_le_reste_de_preference():
    assert Poids().stabilite < 1
    assert moteur._precedent([]) == {}


def test_le_solveur_distingue_un_non_d_un_arret():
    un = np.ones(1, dtype=np.int64)
    zero = np.zeros(1, dtype=np.int64)
    matrice = Matrice([(zero, un)], 1)
    impossible = Modele(matrice, (np.array([2.0]), np.array([2.0])), (np.array([0.0]), np.array([1.0])))
    with pytest.raises(Infaisable):
        impossible.minimiser()
    ouvert = Modele(matrice, (np.array([0.0]), np.array([INFINI])), (np.array([0.0]), np.array([INFINI])))
    ouvert.couter(np.array([-1.0]))
    with pytest.raises(NonBorne):
        ouvert.minimiser()
    assert not issubclass(Infaisable, SolveurInterrompu)


def test_un_trou_entre_les_reels_et_les_entiers_se_repare():
    """When no whole-people world exists for a target, the certification hides more rather than give up."""
    declaration = instance_a()
    protection = preparer(declaration, comptages(declaration), [], "1", GRAINE)
    cible = int(protection.mondes.manquantes(entiers=True)[0])
    _reparer(protection, cible)
    assert cible not in protection.mondes.manquantes(entiers=True)
    assert protection.cout > 0
