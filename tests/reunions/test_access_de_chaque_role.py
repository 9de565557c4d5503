"""Whose meetings and situations somebody reads: each condition of the two scopes, straight on the access functions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from parcours.comptes.models import Habilitation
from parcours.reunions.access import inscriptions_visibles, reunions_visibles, situations_visibles
from parcours.reunions.models import Convocation, Presence, Situation, SortieDeSalle
from parcours.reunions.rules import MotifInscription
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.fabriques.personnes import agent, structure
from tests.fabriques.rencontres import convoquer, reunion, situation
from tests.fabriques.voisinage import Voisinage, portee_de, voisinage

HIER = timedelta(days=1)


def avec_reunions(session: Session, v: Voisinage) -> None:
    """One meeting for each file, in a month: only the file ties it to anybody."""
    for code, parcours in v.parcours.items():
        sienne = reunion(30, dispositif=parcours.dispositif, lieu=code)
        session.add(Situation(reunion=sienne, parcours_id=parcours.id, rang=1, motif=MotifInscription.BILAN))
    session.flush()


def lus(session: Session, v: Voisinage) -> tuple[set[str], set[str], set[str]]:
    """Codes of the files whose meeting, whose line of the agenda and whose sheet are read."""
    avec_reunions(session, v)
    return (
        {str(ligne.lieu) for ligne in session.scalars(reunions_visibles(v.acteur))},
        v.codes(ligne.parcours_id for ligne in session.scalars(inscriptions_visibles(v.acteur))),
        v.codes(ligne.parcours_id for ligne in session.scalars(situations_visibles(v.acteur))),
    )


@pytest.mark.parametrize("role", [Role.COORDINATEUR_PRE, Role.COORDINATEUR_CITE])
def test_la_coordination_lit_les_reunions_et_les_situations_de_son_dispositif(session: Session, role: Role) -> None:
    tout = portee_de(role, absorbees=True)
    assert lus(session, voisinage(role)) == (tout, tout, tout)


def test_le_secretariat_lit_l_ordre_du_jour_et_aucune_situation(session: Session) -> None:
    tout = portee_de(Role.SECRETARIAT_PRE, absorbees=True)
    assert lus(session, voisinage(Role.SECRETARIAT_PRE)) == (tout, tout, set())


@pytest.mark.parametrize("role", [Role.REFERENT_PRE, Role.REFERENT_INSERTION])
def test_un_referent_lit_les_reunions_des_siens_aujourd_hui(session: Session, role: Role) -> None:
    siens = portee_de(role, absorbees=True)
    assert lus(session, voisinage(role)) == (siens, siens, siens)


def test_un_referent_d_insertion_convoque_lit_le_comite_et_jamais_une_eps(session: Session) -> None:
    v = voisinage(Role.REFERENT_INSERTION)
    comite, eps = reunion(dispositif=Dispositif.EMPLOI), reunion()
    convoquer(comite, v.agent)
    convoquer(eps, v.agent)
    assert [ligne.id for ligne in session.scalars(reunions_visibles(v.acteur))] == [comite.id]


LECTEURS = {
    Role.COORDINATEUR_PRE, Role.SECRETARIAT_PRE, Role.REFERENT_PRE, Role.COORDINATEUR_CITE, Role.REFERENT_INSERTION,
}  # fmt: skip
SANS_REUNION = sorted(set(Role) - LECTEURS)


@pytest.mark.parametrize("role", [None, *SANS_REUNION])
def test_aucun_autre_role_ne_lit_une_reunion_ou_nul_ne_l_a_convoque(session: Session, role: Role | None) -> None:
    assert lus(session, voisinage(role)) == (set(), set(), set())


@pytest.mark.parametrize("role", sorted(LECTEURS))
def test_une_habilitation_finie_hier_ne_donne_plus_aucune_reunion(session: Session, role: Role) -> None:
    assert lus(session, voisinage(role, fin=aujourd_hui() - HIER)) == (set(), set(), set())


def test_le_secretariat_qui_est_aussi_referent_ne_lit_que_les_situations_de_ses_enfants(session: Session) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    tout = portee_de(Role.SECRETARIAT_PRE, absorbees=True)
    assert lus(session, v) == (tout, tout, portee_de(Role.REFERENT_PRE, absorbees=True))


def test_etre_aussi_mediateur_n_ouvre_pas_les_reunions_des_fiches_de_la_mediation(session: Session) -> None:
    v = voisinage(Role.REFERENT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.MEDIATEUR_SANTE, dispositif=Dispositif.SANTE, debut=aujourd_hui()))
    siens = portee_de(Role.REFERENT_PRE, absorbees=True)
    assert lus(session, v) == (siens, siens, siens)


def test_une_situation_retiree_n_ouvre_ni_la_reunion_ni_la_fiche_au_referent(session: Session) -> None:
    v = voisinage(Role.REFERENT_PRE)
    situation(reunion(), v.parcours["pre au référent"], retiree_le=maintenant())
    assert session.scalars(reunions_visibles(v.acteur)).all() == []
    assert session.scalars(inscriptions_visibles(v.acteur)).all() == []
    assert session.scalars(situations_visibles(v.acteur)).all() == []


# --- the member, convened -----------------------------------------------------------------------------------------


def membre(charte_il_y_a: int | None = 20, **habilitation: Any) -> Voisinage:
    """A member of the EPS, whose charter was signed so many days ago."""
    charte = None if charte_il_y_a is None else aujourd_hui() - timedelta(days=charte_il_y_a)
    return voisinage(Role.MEMBRE_EPS, charte_signee_le=charte, **habilitation)


def lues_par_le_membre(session: Session, v: Voisinage, dans: int = 3) -> list[str]:
    """Codes of the situations read of a meeting the member is convened to, beside another they are not."""
    la_sienne, une_autre = reunion(dans), reunion(dans)
    convoquer(la_sienne, v.agent)
    session.add(Convocation(reunion_id=une_autre.id, agent_id=agent(Role.MEMBRE_EPS, nom="Autre").id))
    situation(la_sienne, v.parcours["pre à une autre"])
    situation(une_autre, v.parcours["pre à personne"])
    assert [ligne.id for ligne in session.scalars(reunions_visibles(v.acteur))] in ([la_sienne.id], [])
    return sorted(v.codes(ligne.parcours_id for ligne in session.scalars(situations_visibles(v.acteur))))


@pytest.mark.parametrize("dans", [-7, 0, 7])
def test_un_membre_lit_les_situations_de_la_reunion_ou_il_est_convoque(session: Session, dans: int) -> None:
    v = membre()
    assert lues_par_le_membre(session, v, dans) == ["pre à une autre"]
    assert len(session.scalars(reunions_visibles(v.acteur)).all()) == 1


@pytest.mark.parametrize("dans", [-8, 8])
def test_un_membre_ne_lit_rien_plus_de_sept_jours_avant_ou_apres(session: Session, dans: int) -> None:
    assert lues_par_le_membre(session, membre(), dans) == []


@pytest.mark.parametrize("charte_il_y_a", [None, -1, 366])
def test_un_membre_sans_charte_de_l_annee_ne_lit_rien(session: Session, charte_il_y_a: int | None) -> None:
    assert lues_par_le_membre(session, membre(charte_il_y_a)) == []


def test_la_charte_d_un_autre_membre_ne_vaut_pas_pour_soi(session: Session) -> None:
    agent(Role.MEMBRE_EPS, nom="Signataire", structure=structure("École"), charte_signee_le=aujourd_hui())
    assert lues_par_le_membre(session, membre(None)) == []


def test_la_charte_portee_par_une_autre_habilitation_ne_vaut_pas(session: Session) -> None:
    v = membre(None)
    session.add(
        Habilitation(
            agent_id=v.agent.id, role=Role.PARTENAIRE, structure_id=v.structure.id, debut=aujourd_hui(),
            charte_signee_le=aujourd_hui(),
        )
    )  # fmt: skip
    assert lues_par_le_membre(session, v) == []


def test_un_membre_parti_hier_ne_lit_plus_rien(session: Session) -> None:
    v = membre(fin=aujourd_hui() - HIER)
    assert lues_par_le_membre(session, v) == []
    assert session.scalars(reunions_visibles(v.acteur)).all() == []


def test_un_membre_ne_lit_pas_la_situation_pour_laquelle_il_sort_et_lit_les_autres(session: Session) -> None:
    v, autre = membre(), agent(Role.MEMBRE_EPS, nom="Autre")
    la_sienne = reunion()
    convoquer(la_sienne, v.agent)
    evitee = situation(la_sienne, v.parcours["pre à une autre"])
    lue = situation(la_sienne, v.parcours["pre à personne"], rang=2)
    for qui, ligne in ((v.agent, evitee), (autre, lue)):
        presence = Presence(reunion_id=la_sienne.id, agent_id=qui.id)
        session.add(presence)
        session.flush()
        session.add(SortieDeSalle(situation_id=ligne.id, presence_id=presence.id))
    session.flush()
    assert [ligne.id for ligne in session.scalars(situations_visibles(v.acteur))] == [lue.id]
