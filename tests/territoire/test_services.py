"""Reference data of the territory: loaded once, then owned by those who edit it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.socle.droits import Role
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.recherche import normaliser
from parcours.territoire import queries, services
from parcours.territoire.models import Appellation, Commune, Etablissement, Quartier, Voie
from parcours.territoire.rules import SaisieQuartier, SaisieVoie
from tests.fabriques.personnes import acteur, agent

ECRITURES = {
    "saint-exupery-leon-blum": ("ST EX", "St-Ex / Blum", "St Exupéry/L. Blum", "saint exupery leon blum"),
    "quai-du-commerce-saint-sepulcre": ("QC/SS", "Quai du Commerce", "St Sépulcre", "quai du commerce st sepulcre"),
    "centre-historique": ("CH", "Centre historique Aire", "Centre Historique"),
}


def test_les_donnees_du_contrat_se_chargent_une_fois(session: Session) -> None:
    premier = charger_les_referentiels()
    assert premier["communes"] == 4
    assert premier["quartiers"] == 6
    assert premier["établissements"] == 16
    assert premier["objectifs du contrat"] == 36
    assert premier["structures"] == 34
    assert charger_les_referentiels() == premier


def test_ce_qui_a_ete_modifie_a_l_ecran_n_est_pas_recharge(session: Session) -> None:
    charger_les_referentiels()
    ecole = session.scalars(select(Etablissement).where(Etablissement.nom == "Primaire George Sand")).one()
    ecole.nom = "École George Sand"
    commune = session.scalars(select(Commune).where(Commune.code_insee == "62040")).one()
    commune.code_postal = "62511"
    session.flush()
    figures = charger_les_referentiels()
    assert figures["établissements"] == 16
    assert session.get(Commune, commune.id).code_postal == "62511"
    assert session.get(Etablissement, ecole.id).nom == "École George Sand"


@pytest.mark.parametrize(("code", "ecriture"), [(c, e) for c, ecritures in ECRITURES.items() for e in ecritures])
def test_chaque_ecriture_des_tableaux_designe_son_quartier(session: Session, code: str, ecriture: str) -> None:
    services.charger_reference()
    ecrit_ainsi = select(Quartier.code).join(Quartier.appellations).where(Appellation.texte == normaliser(ecriture))
    assert session.scalars(ecrit_ainsi).all() == [code]


def test_une_residence_connue_propose_son_quartier(session: Session) -> None:
    services.charger_reference()
    arques = session.scalars(select(Commune).where(Commune.code_insee == "62040")).one()
    proposition = queries.proposer_quartier("Bât. B, 12 rés. Danvers", arques.id)
    assert proposition is not None
    assert proposition.quartier is not None
    assert proposition.quartier.code == "residence-danvers"


def test_une_adresse_inconnue_ne_propose_rien(session: Session) -> None:
    services.charger_reference()
    assert queries.proposer_quartier("94 avenue Véronique Payet") is None
    assert queries.proposer_quartier("") is None
    assert queries.proposer_quartier(None) is None


def test_un_perimetre_qui_n_est_pas_encore_en_vigueur_n_est_pas_propose(session: Session) -> None:
    services.charger_reference()
    assert queries.proposer_quartier("Résidence Danvers", au=date(2023, 12, 31)) is None


def test_une_rue_partagee_propose_selon_le_numero(session: Session) -> None:
    services.charger_reference()
    qui = acteur(agent(Role.ADMINISTRATEUR))
    omer = session.scalars(select(Commune).where(Commune.code_insee == "62765")).one()
    qpv = session.scalars(select(Quartier).where(Quartier.code == "quai-du-commerce-saint-sepulcre")).one()
    services.enregistrer_voie(None, SaisieVoie("Rue de Dunkerque", omer.id, qpv.id, 1, 49), par=qui)
    services.enregistrer_voie(None, SaisieVoie("Rue de Dunkerque", omer.id, None, 50, None), par=qui)
    dedans = queries.proposer_quartier("12 bis, rue de Dunkerque", omer.id)
    dehors = queries.proposer_quartier("74 r. de Dunkerque", omer.id)
    assert dedans is not None and dedans.quartier is qpv
    assert dehors is not None and dehors.quartier is None
    assert queries.proposer_quartier("rue de Dunkerque", omer.id) is None


def test_une_voie_ne_s_ecrit_pas_deux_fois(session: Session) -> None:
    services.charger_reference()
    qui = acteur(agent(Role.ADMINISTRATEUR))
    danvers = session.scalars(select(Voie).where(Voie.cle == "residence danvers")).one()
    with pytest.raises(ErreurDuDomaine):
        services.enregistrer_voie(
            None, SaisieVoie("rés. Danvers", danvers.commune_id, danvers.quartier_id, None, None), par=qui
        )


def test_un_nouveau_perimetre_garde_l_ancien_pour_l_histoire(session: Session) -> None:
    services.charger_reference()
    qui = acteur(agent(Role.ADMINISTRATEUR))
    ancien = session.scalars(select(Quartier).where(Quartier.code == "centre-historique")).one()
    communes = tuple(c.id for c in ancien.communes)
    services.enregistrer_quartier(
        ancien, SaisieQuartier(ancien.nom, "qpv", ancien.valide_du, date(2026, 12, 31), communes, ("CH",)), par=qui
    )
    nouveau = services.enregistrer_quartier(
        None, SaisieQuartier(ancien.nom, "qpv", date(2027, 1, 1), None, communes, ()), par=qui
    )
    codes = {q.code for q in queries.quartiers(date(2026, 12, 31))}
    assert ancien.code in codes and nouveau.code not in codes
    codes = {q.code for q in queries.quartiers(date(2027, 1, 1))}
    assert nouveau.code in codes and ancien.code not in codes


def test_deux_quartiers_ne_partagent_pas_une_ecriture(session: Session) -> None:
    services.charger_reference()
    qui = acteur(agent(Role.ADMINISTRATEUR))
    with pytest.raises(ErreurDuDomaine):
        services.enregistrer_quartier(None, SaisieQuartier("Autre", "qpv", date(2026, 1, 1), None, (), ("ST EX",)), par=qui)
