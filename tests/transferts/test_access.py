"""Who reads a transfer: whoever opens the file, and the référents of the structure it is offered to."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.socle.droits import Acteur, Dispositif, HabilitationDuJour, Role
from parcours.socle.horloge import aujourd_hui
from parcours.transferts.access import (
    en_attente,
    fiche_du,
    rattachements_du_jour,
    transferts_a_repondre,
    transferts_a_retirer,
    transferts_visibles,
)
from parcours.transferts.models import Transfert
from parcours.transferts.rules import EtatTransfert
from tests.fabriques.personnes import acteur, agent, beneficiaire, rattacher, structure


@dataclass
class Ville:
    """Nadia passes from the ESCAL to the MIPE; Tom, whom nobody here follows, from one other structure to another."""

    escal: Structure
    mipe: Structure
    nadia: Beneficiaire
    tom: Beneficiaire
    sien: Transfert
    refuse: Transfert
    autre: Transfert


def _transfert(session: Session, personne: Beneficiaire, de: Structure, vers: Structure, **valeurs: Any) -> Transfert:
    ligne = Transfert(
        beneficiaire_id=personne.id,
        de_structure_id=de.id,
        vers_structure_id=vers.id,
        personne_nom=personne.nom,
        personne_prenom=personne.prenom,
        **valeurs,
    )
    session.add(ligne)
    session.flush()
    return ligne


@pytest.fixture
def ville(session: Session) -> Ville:
    escal, mipe, ici, la = (structure(nom) for nom in ("ESCAL", "MIPE", "Ici", "Là"))
    nadia, tom = (beneficiaire(nom, prenom, Dispositif.EMPLOI) for nom, prenom in (("Benali", "Nadia"), ("Dumas", "Tom")))
    rattacher(nadia, structure=escal)
    return Ville(
        escal,
        mipe,
        nadia,
        tom,
        _transfert(session, nadia, escal, mipe),
        _transfert(session, nadia, escal, mipe, etat=EtatTransfert.REFUSE),
        _transfert(session, tom, ici, la),
    )


def lus(session: Session, requete: Any, qui: Acteur) -> set[uuid.UUID]:
    return {ligne.id for ligne in session.scalars(requete(qui))}


def test_la_structure_qui_propose_lit_ses_transferts_et_reprend_celui_qui_attend(session: Session, ville: Ville) -> None:
    marc = acteur(agent(Role.REFERENT_INSERTION, structure=ville.escal))
    assert lus(session, transferts_visibles, marc) == {ville.sien.id, ville.refuse.id}
    assert lus(session, transferts_a_retirer, marc) == {ville.sien.id}
    assert lus(session, transferts_a_repondre, marc) == set()


def test_la_structure_qui_recoit_lit_ce_qui_lui_est_offert_et_repond_a_ce_qui_attend(session: Session, ville: Ville) -> None:
    anne = acteur(agent(Role.REFERENT_INSERTION, structure=ville.mipe))
    assert lus(session, transferts_visibles, anne) == {ville.sien.id, ville.refuse.id}
    assert lus(session, transferts_a_repondre, anne) == {ville.sien.id}
    assert lus(session, transferts_a_retirer, anne) == set()


def test_la_coordination_de_la_cite_lit_repond_et_reprend_pour_tous(session: Session, ville: Ville) -> None:
    coordination = acteur(agent(Role.COORDINATEUR_CITE))
    assert lus(session, transferts_visibles, coordination) == {ville.sien.id, ville.refuse.id, ville.autre.id}
    for requete in (transferts_a_repondre, transferts_a_retirer):
        assert lus(session, requete, coordination) == {ville.sien.id, ville.autre.id}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.REFERENT_INSERTION, Role.COORDINATEUR_CITE}))
def test_aucun_autre_role_ne_lit_un_transfert_meme_dans_la_structure(session: Session, ville: Ville, role: Role) -> None:
    qui = acteur(agent(role, structure=ville.mipe))
    for requete in (transferts_visibles, transferts_a_repondre, transferts_a_retirer):
        assert lus(session, requete, qui) == set()


@pytest.mark.parametrize("dispositif", Dispositif)
def test_une_habilitation_donnee_par_erreur_ne_montre_aucun_transfert(
    session: Session, ville: Ville, dispositif: Dispositif
) -> None:
    """A coordination of the PRE has no transfer to read; that of the Cité, sent elsewhere, has nothing to pass on there."""
    role = Role.COORDINATEUR_PRE if dispositif is Dispositif.EMPLOI else Role.COORDINATEUR_CITE
    enfant = beneficiaire("Renault", "Léa", dispositif)
    if dispositif is not Dispositif.EMPLOI:
        _transfert(session, enfant, ville.escal, ville.mipe)
    egaree = Acteur(uuid.uuid4(), "Mal habilitée", (HabilitationDuJour(role, dispositif, None),))
    for requete in (transferts_visibles, transferts_a_repondre, transferts_a_retirer):
        assert lus(session, requete, egaree) == set()


def test_un_seul_transfert_attend_pour_une_personne(session: Session, ville: Ville) -> None:
    assert session.scalars(en_attente(ville.nadia.id)).all() == [ville.sien]


def test_accepter_ne_touche_que_les_rattachements_en_vigueur_de_cette_personne(session: Session, ville: Ville) -> None:
    hier = aujourd_hui() - timedelta(days=1)
    rattacher(ville.nadia, structure=ville.mipe, debut=hier - timedelta(days=9), fin=hier)
    rattacher(ville.tom, structure=ville.escal)
    lignes: list[Rattachement] = list(session.scalars(rattachements_du_jour(ville.nadia.id)))
    assert [(ligne.beneficiaire_id, ligne.structure_id) for ligne in lignes] == [(ville.nadia.id, ville.escal.id)]
    assert session.scalars(fiche_du(ville.sien)).unique().all() == [ville.nadia]
