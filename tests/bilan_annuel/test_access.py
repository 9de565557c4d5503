"""Who counts what in the yearly report, access function by access function."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from sqlalchemy.orm import Session

from parcours.bilan_annuel.access import (
    actions_du_bilan,
    evenements_du_bilan,
    parcours_du_bilan,
    photos_visibles,
    saisines_du_bilan,
)
from parcours.bilan_annuel.models import PhotoDeBilan
from parcours.parcours_individuels.access import parcours_visibles
from parcours.parcours_individuels.models import Action, MotifDeDemande
from parcours.parcours_individuels.rules import EtatParcours
from parcours.saisines.models import Saisine
from parcours.saisines.rules import EtatSaisine
from parcours.socle.droits import ROLES_A_STRUCTURE, Acteur, Dispositif, HabilitationDuJour, Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques import personnes

AUTRES = [role for role in Role if role is not Role.COORDINATEUR_PRE]


@pytest.fixture
def annee(session: Session) -> None:
    """A child of the PRE and a patient with a pathway, a reason and an action each; a saisine; a frozen report."""
    for dispositif in (Dispositif.PRE, Dispositif.SANTE):
        parcours = personnes.parcours(
            personnes.beneficiaire(dispositif.value, "Lou", dispositif), EtatParcours.EN_COURS, debut_le=date(2025, 10, 1)
        )
        session.add(MotifDeDemande(parcours_id=parcours.id, code="langage", libelle="Langage", principal=True))
        session.add(Action(parcours_id=parcours.id, type="clas", libelle="CLAS"))
    session.add(
        Saisine(
            reference="S-1", etat=EtatSaisine.RECUE, etape_le=aujourd_hui(), demande_le=aujourd_hui(), prescripteur_nom="Mme Lemaire",
            nom="Renault", prenom="Léa", cle_recherche="renault lea", cle_tri="renault lea",
        )
    )  # fmt: skip
    session.add(PhotoDeBilan(periode="scolaire-2025", contenu="[]", empreinte="x"))
    session.commit()


def lus(session: Session, acteur: Acteur) -> tuple[int, int, int, int, int]:
    """Pathways, events, actions, saisines and frozen reports counted."""
    return (
        len(session.scalars(parcours_du_bilan(acteur)).all()),
        len(session.execute(evenements_du_bilan(acteur)).all()),
        len(session.scalars(actions_du_bilan(acteur)).all()),
        len(session.scalars(saisines_du_bilan(acteur)).all()),
        len(session.scalars(photos_visibles(acteur)).all()),
    )


def double(*roles: Role) -> Acteur:
    """Somebody who holds several roles."""
    return Acteur(uuid.uuid4(), "Deux rôles", tuple(HabilitationDuJour(role, role.dispositif, None) for role in roles))


def test_la_coordination_compte_tout_le_pre_et_rien_d_un_autre_dispositif(session: Session, annee: None) -> None:
    assert lus(session, personnes.acteur(personnes.agent(Role.COORDINATEUR_PRE))) == (1, 1, 1, 1, 1)


@pytest.mark.parametrize("role", AUTRES)
def test_aucun_autre_role_ne_compte_rien(session: Session, annee: None, role: Role) -> None:
    structure = personnes.structure("MIPE") if role in ROLES_A_STRUCTURE else None
    assert lus(session, personnes.acteur(personnes.agent(role, structure=structure))) == (0, 0, 0, 0, 0)


def test_coordonner_la_cite_et_tenir_le_secretariat_du_pre_n_ouvre_pas_le_bilan(session: Session, annee: None) -> None:
    assert lus(session, double(Role.COORDINATEUR_CITE, Role.SECRETARIAT_PRE)) == (0, 0, 0, 0, 0)


def test_coordonner_le_pre_et_la_sante_ne_compte_que_le_pre(session: Session, annee: None) -> None:
    assert lus(session, double(Role.COORDINATEUR_PRE, Role.MEDIATEUR_SANTE)) == (1, 1, 1, 1, 1)


def test_une_coordination_du_pre_habilitee_par_erreur_sur_la_sante_ne_compte_pas_les_patients(
    session: Session, annee: None
) -> None:
    egaree = Acteur(uuid.uuid4(), "Mal habilitée", (HabilitationDuJour(Role.COORDINATEUR_PRE, Dispositif.SANTE, None),))
    assert lus(session, egaree)[:3] == (0, 0, 0)


def test_un_referent_ne_compte_pas_meme_l_enfant_qu_il_suit(session: Session, annee: None) -> None:
    lea = personnes.agent(Role.REFERENT_PRE)
    enfant = personnes.beneficiaire("Suivi", "Tom")
    personnes.parcours(enfant, EtatParcours.EN_COURS, debut_le=date(2025, 10, 1))
    personnes.rattacher(enfant, agent=lea)
    session.commit()
    assert len(session.scalars(parcours_visibles(personnes.acteur(lea))).all()) == 1
    assert lus(session, personnes.acteur(lea)) == (0, 0, 0, 0, 0)
