"""Editable lists: values are dated, never erased."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from parcours.nomenclatures import queries, services
from parcours.nomenclatures.rules import LISTES, SaisieValeur
from parcours.socle.droits import Role
from parcours.socle.exceptions import ErreurDuDomaine
from tests.fabriques.personnes import acteur, agent


def test_chaque_liste_livree_a_des_valeurs(session: Session) -> None:
    services.charger_reference()
    assert set(queries.nombres()) == set(LISTES)


def test_les_motifs_du_tableau_du_pre_sont_dans_la_liste(session: Session) -> None:
    services.charger_reference()
    assert {"resultats_scolaires", "isolement", "absenteisme", "comportement", "langage", "sante", "parentalite",
            "estime_de_soi", "loisirs"} <= set(queries.libelles("motif_saisine"))  # fmt: skip


def test_une_action_reprise_sans_type_reconnu_a_un_code_de_la_liste(session: Session) -> None:
    services.charger_reference()
    assert queries.libelles("type_action")["a_preciser"] == "À préciser"


def test_une_valeur_renommee_n_est_pas_remplacee_au_rechargement(session: Session) -> None:
    services.charger_reference()
    qui = acteur(agent(Role.ADMINISTRATEUR))
    valeur = queries.valeurs("frein")[0]
    services.modifier(valeur, SaisieValeur("Se déplacer", valeur.rang), par=qui)
    services.charger_reference()
    assert queries.libelles("frein")[valeur.code] == "Se déplacer"


def test_une_valeur_finie_n_est_plus_proposee_mais_garde_ses_mots(session: Session) -> None:
    services.charger_reference()
    qui = acteur(agent(Role.ADMINISTRATEUR))
    valeur = queries.valeurs("frein")[0]
    services.modifier(valeur, SaisieValeur(valeur.libelle, valeur.rang, valide_au=date(2026, 6, 30)), par=qui)
    avant, apres = date(2026, 6, 30), date(2026, 7, 1)
    assert valeur.code in dict(queries.choix("frein", au=avant))
    assert valeur.code not in dict(queries.choix("frein", au=apres))
    assert valeur.code in dict(queries.choix("frein", au=apres, garde=valeur.code))
    assert queries.libelles("frein")[valeur.code] == valeur.libelle


def test_le_premier_niveau_ne_se_choisit_pas(session: Session) -> None:
    services.charger_reference()
    choix = dict(queries.choix("type_action"))
    assert "scolarite" not in choix
    assert choix["clas"] == "Scolarité : Accompagnement à la scolarité (CLAS)"


def test_deux_valeurs_ne_portent_pas_le_meme_nom(session: Session) -> None:
    services.charger_reference()
    qui = acteur(agent(Role.ADMINISTRATEUR))
    with pytest.raises(ErreurDuDomaine):
        services.ajouter("frein", SaisieValeur("Mobilité", 5), par=qui)


def test_une_valeur_ajoutee_prend_un_code_libre(session: Session) -> None:
    services.charger_reference()
    qui = acteur(agent(Role.ADMINISTRATEUR))
    valeur = services.ajouter("orienteur", SaisieValeur("École !", 5), par=qui)
    assert valeur.code == "ecole_2"


def test_une_valeur_qui_en_contient_reste_au_premier_niveau(session: Session) -> None:
    services.charger_reference()
    qui = acteur(agent(Role.ADMINISTRATEUR))
    scolarite = next(v for v in queries.valeurs("type_action") if v.code == "scolarite")
    with pytest.raises(ErreurDuDomaine):
        services.modifier(scolarite, SaisieValeur("Scolarité", 10, parent="sante"), par=qui)
