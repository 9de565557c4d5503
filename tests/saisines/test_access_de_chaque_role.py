"""Who reads which saisine and which part of it: each condition, straight on the access functions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Select
from sqlalchemy.orm import Session

from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.saisines.access import (
    brouillons_a_ecrire,
    etapes_de_cette_saisine,
    invitations_visibles,
    recits_visibles,
    saisines_a_instruire,
    saisines_completes,
    saisines_visibles,
)
from parcours.saisines.models import InvitationSaisine, RecitDeSaisine, Saisine, TransitionSaisine
from parcours.saisines.rules import EN_COURS, EtatSaisine
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.fabriques.personnes import beneficiaire, parcours
from tests.fabriques.voisinage import Voisinage, voisinage

LISENT = {Role.COORDINATEUR_PRE, Role.SECRETARIAT_PRE}
A_MOI, D_UN_AUTRE, SUIVIE = "brouillon à moi", "brouillon d’un autre", "recevable, parcours commencé"
TOUTES = {*(etat.value for etat in EtatSaisine if etat is not EtatSaisine.BROUILLON), A_MOI, D_UN_AUTRE, SUIVIE}
JUSQU_A_LA_DECISION = {etat.value for etat in EN_COURS if etat is not EtatSaisine.BROUILLON} | {A_MOI, D_UN_AUTRE}


def poser(session: Session, v: Voisinage) -> None:
    """One saisine in each state, a draft of this person's, and one whose pathway has begun; each with its narrative."""

    def une(code: str, etat: EtatSaisine, suivi: Parcours | None = None) -> None:
        ligne = Saisine(
            reference=f"S-{len(code)}-{sum(map(ord, code))}", etat=etat, etape_le=aujourd_hui(), demande_le=aujourd_hui(),
            prescripteur_nom="Directrice", nom=code, prenom="Léa", cle_recherche=code, cle_tri=code,
            parcours_id=suivi.id if suivi else None, cree_par_id=v.agent.id if code == A_MOI else None,
        )  # fmt: skip
        session.add(ligne)
        session.flush()
        session.add(RecitDeSaisine(saisine_id=ligne.id, faits="Il dort en classe."))

    for etat in EtatSaisine:
        demande = parcours(beneficiaire(etat.value), EtatParcours.DEMANDE) if etat is EtatSaisine.RECEVABLE else None
        une(D_UN_AUTRE if etat is EtatSaisine.BROUILLON else etat.value, etat, demande)
    une(A_MOI, EtatSaisine.BROUILLON)
    une(SUIVIE, EtatSaisine.RECEVABLE, parcours(beneficiaire("Suivie"), EtatParcours.EN_COURS))
    session.flush()


def lues(session: Session, requete: Select[Saisine]) -> set[str]:
    """Codes of the saisines of a statement."""
    return {ligne.nom for ligne in session.scalars(requete).unique()}


def recits(session: Session, v: Voisinage) -> set[str]:
    """Codes of the saisines whose narrative is read."""
    requete = recits_visibles(v.acteur)
    ids = {recit.saisine_id for recit in session.scalars(requete).unique()}
    return {ligne.nom for ligne in session.scalars(saisines_visibles(v.acteur)) if ligne.id in ids} if ids else set()


def test_la_coordination_lit_toutes_les_saisines_et_leurs_recits(session: Session) -> None:
    v = voisinage(Role.COORDINATEUR_PRE)
    poser(session, v)
    assert lues(session, saisines_visibles(v.acteur)) == lues(session, saisines_completes(v.acteur)) == TOUTES
    assert recits(session, v) == lues(session, saisines_a_instruire(v.acteur)) == TOUTES
    assert lues(session, brouillons_a_ecrire(v.acteur)) == {A_MOI, D_UN_AUTRE}


def test_le_secretariat_lit_jusqu_a_la_decision_et_le_recit_de_son_seul_brouillon(session: Session) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    poser(session, v)
    assert lues(session, saisines_visibles(v.acteur)) == lues(session, saisines_completes(v.acteur)) == JUSQU_A_LA_DECISION
    assert recits(session, v) == lues(session, brouillons_a_ecrire(v.acteur)) == {A_MOI}
    assert lues(session, saisines_a_instruire(v.acteur)) == set()


def test_le_recit_d_une_saisine_decidee_ne_revient_pas_a_qui_l_a_tapee(session: Session) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    poser(session, v)
    requete = saisines_completes(v.acteur).where(Saisine.nom == A_MOI)
    sienne = session.scalars(requete).unique().one()
    sienne.etat = EtatSaisine.RECUE
    session.flush()
    assert recits(session, v) == set()


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - LISENT)])
def test_aucun_autre_role_ne_lit_une_saisine_meme_la_sienne(session: Session, role: Role | None) -> None:
    v = voisinage(role)
    poser(session, v)
    for requete in (saisines_visibles(v.acteur), saisines_a_instruire(v.acteur), brouillons_a_ecrire(v.acteur)):
        assert lues(session, requete) == set()
    assert session.scalars(recits_visibles(v.acteur)).unique().all() == []


@pytest.mark.parametrize("role", sorted(LISENT))
def test_une_habilitation_finie_hier_ne_donne_plus_aucune_saisine(session: Session, role: Role) -> None:
    v = voisinage(role, fin=aujourd_hui() - timedelta(days=1))
    poser(session, v)
    assert lues(session, saisines_visibles(v.acteur)) == set()
    assert session.scalars(recits_visibles(v.acteur)).unique().all() == []


@pytest.mark.parametrize("role", [None, *Role])
def test_seule_la_coordination_voit_les_invitations(session: Session, role: Role | None) -> None:
    v = voisinage(role)
    session.add(InvitationSaisine(nom="Directrice", expire_le=maintenant() + timedelta(days=7)))
    session.flush()
    assert len(session.scalars(invitations_visibles(v.acteur)).all()) == (1 if role is Role.COORDINATEUR_PRE else 0)


def test_les_etapes_sont_celles_de_cette_saisine(session: Session) -> None:
    v = voisinage(Role.COORDINATEUR_PRE)
    poser(session, v)
    une, autre = list(session.scalars(saisines_visibles(v.acteur)))[:2]
    for ligne in (une, autre):
        session.add(TransitionSaisine(saisine_id=ligne.id, de=None, vers=ligne.etat, a_la_date=aujourd_hui()))
    session.flush()
    assert [etape.saisine_id for etape in session.scalars(etapes_de_cette_saisine(une.id))] == [une.id]
