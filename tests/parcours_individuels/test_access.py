"""Whose pathway somebody reads, and what hangs from it: each condition of the access functions."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import exists
from sqlalchemy.orm import Session

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.comptes.models import Habilitation
from parcours.parcours_individuels.access import (
    actions_visibles,
    bilans_de_ce_parcours,
    contrat_de_ce_parcours,
    etats_des_parcours,
    evaluations_de_ce_parcours,
    motifs_de_ce_parcours,
    motifs_visibles,
    objectifs_de_ce_parcours,
    objectifs_visibles,
    parcours_avec_personne,
    parcours_complets,
    parcours_de_la_ligne,
    parcours_visibles,
    progres_de_ce_bilan,
    seances_visibles,
    sortie_de_ce_parcours,
)
from parcours.parcours_individuels.models import (
    Action,
    Bilan,
    ContratEngagement,
    EvaluationDomaine,
    MotifDeDemande,
    Objectif,
    Parcours,
    ProgresObjectif,
    SeanceAction,
    SortieDeParcours,
)
from parcours.parcours_individuels.rules import EtatObjectif, EtatParcours, Moment, Suite, TypeBilan
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.personnes import acteur, agent, beneficiaire, parcours
from tests.fabriques.voisinage import Voisinage, portee_de, voisinage


def lus(session: Session, v: Voisinage) -> set[str]:
    """Codes of the files whose pathway is read."""
    return v.codes(ligne.id for ligne in session.scalars(parcours_visibles(v.acteur)))


def portee_du_parcours(role: Role, *, absorbees: bool = False) -> set[str]:
    """The files this role reaches, none for the secrétariat: it opens files and reads no pathway."""
    return set() if role is Role.SECRETARIAT_PRE else portee_de(role, absorbees=absorbees)


def test_le_secretariat_qui_est_aussi_referent_ne_lit_que_les_parcours_de_ses_enfants(session: Session) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    for ligne in v.parcours.values():
        session.add(Objectif(parcours_id=ligne.id, texte="Reprendre confiance", depuis_le=aujourd_hui()))
        action = Action(parcours_id=ligne.id, type="aide", libelle="Aide aux devoirs")
        session.add(action)
        session.flush()
        session.add(SeanceAction(action_id=action.id, le=aujourd_hui(), faite=True))
    session.flush()
    assert lus(session, v) == portee_de(Role.REFERENT_PRE)
    siens = portee_de(Role.REFERENT_PRE, absorbees=True)
    assert v.codes(ligne.parcours_id for ligne in session.scalars(objectifs_visibles(v.acteur))) == siens
    assert v.codes(s.action.parcours_id for s in session.scalars(seances_visibles(v.acteur))) == siens


@pytest.mark.parametrize("role", Role)
def test_chaque_role_ne_lit_que_les_parcours_des_fiches_de_sa_portee(session: Session, role: Role) -> None:
    v = voisinage(role)
    assert lus(session, v) == portee_du_parcours(role)
    for requete in (parcours_avec_personne(v.acteur), parcours_complets(v.acteur)):
        assert v.codes(ligne.id for ligne in session.scalars(requete).unique()) == portee_du_parcours(role)


@pytest.mark.parametrize("role", Role)
def test_ce_qui_tient_a_un_parcours_hors_de_portee_ne_se_lit_pas(session: Session, role: Role) -> None:
    v = voisinage(role)
    for ligne in v.parcours.values():
        session.add(Objectif(parcours_id=ligne.id, texte="Reprendre confiance", depuis_le=aujourd_hui()))
        session.add(Action(parcours_id=ligne.id, type="aide", libelle="Aide aux devoirs"))
        session.add(MotifDeDemande(parcours_id=ligne.id, code="scolaire", libelle="Difficultés scolaires"))
    session.flush()
    for requete in (objectifs_visibles(v.acteur), actions_visibles(v.acteur), motifs_visibles(v.acteur)):
        assert v.codes(ligne.parcours_id for ligne in session.scalars(requete)) == portee_du_parcours(role, absorbees=True)


def test_qui_n_a_aucune_habilitation_ne_lit_aucun_parcours(session: Session) -> None:
    v = voisinage(None)
    assert lus(session, v) == set()


@pytest.mark.parametrize("role", [Role.COORDINATEUR_PRE, Role.REFERENT_PRE, Role.REFERENT_INSERTION])
def test_une_habilitation_finie_hier_ne_donne_plus_aucun_parcours(session: Session, role: Role) -> None:
    assert lus(session, voisinage(role, fin=aujourd_hui() - timedelta(days=1))) == set()


def test_le_parcours_pose_sur_une_ligne_est_celui_de_sa_personne(session: Session) -> None:
    suivie, sans_parcours = beneficiaire(), beneficiaire("Dumas", "Tom")
    parcours(suivie)
    requete = beneficiaires_visibles(acteur(agent(Role.COORDINATEUR_PRE))).where(exists(parcours_de_la_ligne()))
    assert session.scalars(requete).all() == [suivie]
    assert sans_parcours not in session.scalars(requete).all()


def test_l_etat_d_un_parcours_est_celui_de_cette_personne(session: Session) -> None:
    enfant, autre = beneficiaire(), beneficiaire("Dumas", "Tom")
    parcours(enfant, EtatParcours.SUSPENDU)
    parcours(autre, EtatParcours.EN_COURS)
    assert session.scalars(etats_des_parcours(enfant.id)).all() == [EtatParcours.SUSPENDU]


def _remplir(session: Session, parcours_id: uuid.UUID) -> None:
    """Two objectives, a reason, a bilan, a rating, a contract and an exit for one pathway."""
    for texte in ("Reprendre confiance", "Dormir"):
        session.add(Objectif(parcours_id=parcours_id, texte=texte, depuis_le=aujourd_hui()))
    session.add(MotifDeDemande(parcours_id=parcours_id, code="scolaire", libelle="Difficultés scolaires"))
    session.add(Bilan(parcours_id=parcours_id, le=aujourd_hui(), type=next(iter(TypeBilan)), suite=next(iter(Suite))))
    session.add(
        EvaluationDomaine(parcours_id=parcours_id, moment=next(iter(Moment)), le=aujourd_hui(), domaine="scolarite", note=3)
    )
    session.add(ContratEngagement(parcours_id=parcours_id, signe_le=aujourd_hui()))
    session.add(SortieDeParcours(parcours_id=parcours_id))
    session.flush()


@pytest.mark.parametrize(
    ("requete", "nombre"),
    [
        (objectifs_de_ce_parcours, 2),
        (motifs_de_ce_parcours, 1),
        (bilans_de_ce_parcours, 1),
        (evaluations_de_ce_parcours, 1),
        (contrat_de_ce_parcours, 1),
        (sortie_de_ce_parcours, 1),
    ],
)
def test_ce_qui_tient_a_un_parcours_est_bien_de_ce_parcours(session: Session, requete: Any, nombre: int) -> None:
    sien, autre = parcours(beneficiaire()), parcours(beneficiaire("Dumas", "Tom"))
    for ligne in (sien, autre):
        _remplir(session, ligne.id)
    assert [ligne.parcours_id for ligne in session.scalars(requete(sien.id))] == [sien.id] * nombre


def test_un_parcours_complet_vient_en_autant_de_lignes_que_de_choses_sans_les_multiplier(session: Session) -> None:
    sien = parcours(beneficiaire())
    _remplir(session, sien.id)
    requete = parcours_complets(acteur(agent(Role.COORDINATEUR_PRE)))
    lignes = session.execute(requete.with_only_columns(Parcours.id, maintain_column_froms=True)).all()
    # Transitions and actions: one empty row each; two objectives, one bilan, one rating.
    assert len(lignes) == 6


def test_les_progres_lus_sont_ceux_de_ce_bilan(session: Session) -> None:
    ligne = parcours(beneficiaire())
    _remplir(session, ligne.id)
    objectif = session.scalars(objectifs_de_ce_parcours(ligne.id)).first()
    assert objectif is not None
    bilans = [Bilan(parcours_id=ligne.id, le=aujourd_hui(), type=TypeBilan.INTERMEDIAIRE, suite=Suite.CONTINUER) for _ in "ab"]
    session.add_all(bilans)
    session.flush()
    session.add_all(
        ProgresObjectif(bilan_id=bilan.id, objectif_id=objectif.id, etat=next(iter(EtatObjectif)), note=3) for bilan in bilans
    )
    session.flush()
    assert [p.bilan_id for p in session.scalars(progres_de_ce_bilan(bilans[0].id))] == [bilans[0].id]
