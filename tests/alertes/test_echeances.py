"""Long pathways of the PRE and children near the age limit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from parcours.alertes import queries, rules
from parcours.alertes.rules import Motif
from parcours.parcours_individuels.models import SortieDeParcours
from parcours.parcours_individuels.rules import EtatParcours, dans_des_mois
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.reglages import changer
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, rattacher

AU = date(2026, 11, 23)


@given(st.dates(date(2020, 1, 1), AU))
def test_un_parcours_alerte_a_dix_huit_mois_puis_a_vingt_quatre(entree: date) -> None:
    alerte = rules.parcours_long(entree, alerte=18, plafond=24, au=AU)
    assert (alerte is not None) is (dans_des_mois(entree, 18) <= AU)
    if alerte:
        assert ("à motiver" in alerte.precisions) is (dans_des_mois(entree, 24) <= AU)


def test_l_alerte_d_age_vient_a_quinze_ans_et_demi() -> None:
    assert rules.age_proche(date(2011, 5, 23), mois=186, au=AU) is not None
    assert rules.age_proche(date(2011, 5, 24), mois=186, au=AU) is None
    assert rules.age_proche(None, mois=186, au=AU) is None


@pytest.mark.parametrize(
    ("dispositif", "etat", "attendus"),
    [
        (Dispositif.PRE, EtatParcours.EN_COURS, {Motif.DUREE, Motif.AGE}),
        (Dispositif.PRE, EtatParcours.SUSPENDU, set()),
        (Dispositif.SANTE, EtatParcours.EN_COURS, set()),
    ],
)
def test_seuls_les_parcours_du_pre_en_cours_alertent_sur_la_duree_et_l_age(
    session: Session, dispositif: Dispositif, etat: EtatParcours, attendus: set[Motif]
) -> None:
    jeune = beneficiaire(dispositif=dispositif, date_naissance=aujourd_hui() - timedelta(days=5800))
    parcours(jeune, etat, debut_le=aujourd_hui() - timedelta(days=600))
    role = Role.COORDINATEUR_PRE if dispositif is Dispositif.PRE else Role.MEDIATEUR_SANTE
    motifs = {a.alerte.motif for a in queries.alertes_de(acteur(agent(role)), [jeune.id]).get(jeune.id, [])}
    assert motifs & {Motif.DUREE, Motif.AGE} == attendus


def test_la_page_des_echeances_suit_le_reglage_et_mene_au_renouvellement(client: ClientVerifie, session: Session) -> None:
    enfant = beneficiaire()
    ligne = parcours(enfant, debut_le=aujourd_hui() - timedelta(days=400))
    connecter(client, agent(Role.COORDINATEUR_PRE))
    assert "Rien à regarder" in client.voir("/alertes/echeances").text
    changer("duree_alerte_pre", 12)
    session.commit()
    page = client.voir("/alertes/echeances").text
    assert "Parcours long" in page and f"/parcours/{ligne.id}/renouvellement" in page


def test_un_bilan_en_retard_mene_a_l_ecran_du_bilan(client: ClientVerifie, session: Session) -> None:
    ligne = parcours(
        beneficiaire(), prochain_bilan_le=aujourd_hui() - timedelta(days=3), debut_le=aujourd_hui() - timedelta(days=9)
    )
    session.commit()
    connecter(client, agent(Role.COORDINATEUR_PRE))
    assert f"/parcours/{ligne.id}/bilans/nouveau" in client.voir("/").text


@pytest.mark.parametrize(
    ("etat", "fait", "page"),
    [
        (EtatParcours.A_DEMARRER, "Le contrat d’engagement est à signer", "contrat"),
        (EtatParcours.SORTIE_PROPOSEE, "elle est à enregistrer", "sortie"),
        (EtatParcours.VEILLE, "Des nouvelles sont à prendre", "veille"),
    ],
)
def test_l_accueil_dit_le_contrat_la_sortie_ou_les_nouvelles_qui_attendent(
    client: ClientVerifie, session: Session, etat: EtatParcours, fait: str, page: str
) -> None:
    ligne = parcours(beneficiaire(), etat, eps_le=aujourd_hui() - timedelta(days=4))
    session.add(SortieDeParcours(parcours_id=ligne.id, veille_le=aujourd_hui()))
    session.commit()
    connecter(client, agent(Role.COORDINATEUR_PRE))
    for adresse in ("/", "/alertes/"):
        lu = client.voir(adresse).text
        assert fait in lu and f"/parcours/{ligne.id}/{page}" in lu


def test_une_veille_a_venir_deja_faite_ou_reprise_d_un_tableau_n_alerte_pas(session: Session) -> None:
    demain, hier = aujourd_hui() + timedelta(days=1), aujourd_hui() - timedelta(days=1)
    for veille in ({"veille_le": demain}, {"veille_le": hier, "veille_faite_le": hier}):
        session.add(SortieDeParcours(parcours_id=parcours(beneficiaire(), EtatParcours.VEILLE).id, **veille))
    parcours(beneficiaire(importe_le=aujourd_hui()), EtatParcours.A_DEMARRER, eps_le=hier)
    assert queries.etapes_a_franchir(acteur(agent(Role.COORDINATEUR_PRE))) == []


def test_un_referent_n_est_alerte_que_des_etapes_de_ses_enfants(session: Session) -> None:
    lui = agent(Role.REFERENT_PRE)
    sien, autre = beneficiaire(), beneficiaire("Autre")
    rattacher(sien, agent=lui)
    for enfant in (sien, autre):
        parcours(enfant, EtatParcours.A_DEMARRER, eps_le=aujourd_hui())
    assert [a.beneficiaire_id for a in queries.etapes_a_franchir(acteur(lui))] == [sien.id]
