"""Whose imports, and which files an import compares itself with: each condition, straight on the access functions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from parcours.accompagnements.models import Echange
from parcours.accompagnements.rules import Canal
from parcours.comptes.models import Habilitation
from parcours.imports.access import (
    dossiers_du_dispositif,
    ids,
    lignes_visibles,
    lots_visibles,
    rattaches_aux_dossiers,
    traces_visibles,
)
from parcours.imports.models import LigneImport, Lot, TraceImport
from parcours.mediation_sante.models import ActeDeMediation
from parcours.parcours_individuels.models import Action
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.personnes import acteur, agent, beneficiaire, parcours
from tests.fabriques.rencontres import mere
from tests.fabriques.voisinage import portee_de, voisinage

IMPORTENT = {
    Role.COORDINATEUR_PRE: Dispositif.PRE,
    Role.MEDIATEUR_SANTE: Dispositif.SANTE,
    Role.COORDINATEUR_CITE: Dispositif.EMPLOI,
}


@pytest.fixture
def lots(session: Session) -> dict[Any, Dispositif]:
    """One import of each dispositif, with a line and a trace: its dispositif by id."""
    dispositif_de = {}
    for dispositif in Dispositif:
        lot = Lot(dispositif=dispositif, fichier="suivi.csv", empreinte=dispositif.value)
        session.add(lot)
        session.flush()
        session.add(LigneImport(lot_id=lot.id, feuille="Suivi", numero=1, verdict="creer"))
        session.add(TraceImport(lot_id=lot.id, rang=1, table="beneficiaire", ligne_id=lot.id))
        dispositif_de[lot.id] = dispositif
    session.flush()
    return dispositif_de


def lus(session: Session, lots: dict[Any, Dispositif], qui: Acteur) -> tuple[list[Dispositif], ...]:
    """Dispositifs of the imports, of the lines and of the traces read."""
    return (
        [lots[lot.id] for lot in session.scalars(lots_visibles(qui))],
        [lots[ligne.lot_id] for ligne in session.scalars(lignes_visibles(qui))],
        [lots[trace.lot_id] for trace in session.scalars(traces_visibles(qui))],
    )


@pytest.mark.parametrize("role", Role)
def test_on_ne_lit_que_les_imports_du_dispositif_ou_l_on_importe(
    session: Session, lots: dict[Any, Dispositif], role: Role
) -> None:
    attendus = [IMPORTENT[role]] if role in IMPORTENT else []
    assert lus(session, lots, acteur(agent(role))) == (attendus, attendus, attendus)


def test_qui_n_a_aucune_habilitation_ne_lit_aucun_import(session: Session, lots: dict[Any, Dispositif]) -> None:
    assert lus(session, lots, acteur(agent())) == ([], [], [])


@pytest.mark.parametrize("role", sorted(IMPORTENT))
def test_une_habilitation_finie_hier_ne_donne_plus_aucun_import(
    session: Session, lots: dict[Any, Dispositif], role: Role
) -> None:
    assert lus(session, lots, voisinage(role, fin=aujourd_hui() - timedelta(days=1)).acteur) == ([], [], [])


def test_les_doublons_ne_se_cherchent_que_dans_le_dispositif_importe(session: Session) -> None:
    v = voisinage(Role.COORDINATEUR_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.MEDIATEUR_SANTE, dispositif=None, debut=aujourd_hui()))
    for role in (Role.COORDINATEUR_PRE, Role.MEDIATEUR_SANTE):
        fiches = session.scalars(dossiers_du_dispositif(v.acteur, IMPORTENT[role]))
        assert v.codes(fiche.id for fiche in fiches) == portee_de(role)
    assert session.scalars(dossiers_du_dispositif(v.acteur, Dispositif.EMPLOI)).all() == []


def test_seules_les_fiches_demandees_et_a_portee_sont_comparees(session: Session) -> None:
    v = voisinage(Role.COORDINATEUR_PRE)
    voulues = [v.fiches["pre à une autre"].id, v.fiches["sante à une autre"].id]
    lues = session.scalars(ids(dossiers_du_dispositif(v.acteur, Dispositif.PRE), voulues))
    assert v.codes(lues) == {"pre à une autre"}


def test_ce_qui_est_compare_tient_aux_fiches_demandees_et_a_aucune_autre(session: Session) -> None:
    enfant, voisin = beneficiaire(), beneficiaire("Dumas", "Tom")
    attendus: dict[type[Any], Any] = {}
    for personne in (voisin, enfant):
        contact, suivi = mere(personne), parcours(personne)
        action = Action(parcours_id=suivi.id, type="aide", libelle="Aide aux devoirs")
        echange = Echange(parcours_id=suivi.id, a_la_date=aujourd_hui(), canal=Canal.APPEL)
        session.add_all([action, echange])
        session.flush()
        acte = ActeDeMediation(echange_id=echange.id, besoin="Ouvrir ses droits")
        session.add(acte)
        session.flush()
        attendus = {type(ligne): ligne for ligne in (contact, action, echange, acte)}
    qui = acteur(agent(Role.COORDINATEUR_PRE))
    choisis = ids(dossiers_du_dispositif(qui, Dispositif.PRE), [enfant.id])
    for modele, ligne in attendus.items():
        assert session.scalars(rattaches_aux_dossiers(modele, choisis)).all() == [ligne], modele.__name__
