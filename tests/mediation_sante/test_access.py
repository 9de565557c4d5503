"""Who reads the health side of an échange: the médiation santé, for its own files, nobody else."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.accompagnements.models import Echange
from parcours.accompagnements.rules import Canal
from parcours.comptes.models import Habilitation
from parcours.mediation_sante.access import actes_visibles, echanges_de_mediation, parcours_de_mediation
from parcours.mediation_sante.models import ActeDeMediation
from parcours.parcours_individuels.access import parcours_visibles
from parcours.socle.droits import Acteur, Dispositif, HabilitationDuJour, Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.voisinage import Voisinage, portee_de, voisinage


def actes_lus(session: Session, v: Voisinage) -> set[str]:
    """Codes of the files whose act is read, when each file of every dispositif has one."""
    echange_de = {}
    for code, parcours in v.parcours.items():
        echange = Echange(parcours_id=parcours.id, a_la_date=aujourd_hui(), canal=Canal.APPEL)
        session.add(echange)
        session.flush()
        session.add(ActeDeMediation(echange_id=echange.id, besoin="Ouvrir ses droits"))
        echange_de[echange.id] = code
    session.flush()
    return {echange_de[acte.echange_id] for acte in session.scalars(actes_visibles(v.acteur))}


def test_la_mediation_lit_les_actes_de_toutes_ses_fiches_et_d_aucune_autre(session: Session) -> None:
    assert actes_lus(session, voisinage(Role.MEDIATEUR_SANTE)) == portee_de(Role.MEDIATEUR_SANTE, absorbees=True)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MEDIATEUR_SANTE}))
def test_aucun_autre_role_ne_lit_un_acte_meme_d_une_fiche_qu_il_ouvre(session: Session, role: Role) -> None:
    assert actes_lus(session, voisinage(role)) == set()


def test_qui_n_a_aucune_habilitation_ne_lit_aucun_acte(session: Session) -> None:
    assert actes_lus(session, voisinage(None)) == set()


def test_une_mediatrice_partie_hier_ne_lit_plus_aucun_acte(session: Session) -> None:
    assert actes_lus(session, voisinage(Role.MEDIATEUR_SANTE, fin=aujourd_hui() - timedelta(days=1))) == set()


def test_la_mediatrice_qui_coordonne_aussi_le_pre_ne_lit_que_les_actes_de_la_mediation(session: Session) -> None:
    v = voisinage(Role.MEDIATEUR_SANTE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.COORDINATEUR_PRE, dispositif=None, debut=aujourd_hui()))
    assert actes_lus(session, v) == portee_de(Role.MEDIATEUR_SANTE, absorbees=True)
    assert v.codes(p.id for p in session.scalars(parcours_de_mediation(v.acteur))) == portee_de(Role.MEDIATEUR_SANTE)
    echanges = session.scalars(echanges_de_mediation(v.acteur))
    assert v.codes(e.parcours_id for e in echanges) == portee_de(Role.MEDIATEUR_SANTE, absorbees=True)


@pytest.mark.parametrize(
    ("role", "dispositif"), [(Role.MEDIATEUR_SANTE, Dispositif.PRE), (Role.COORDINATEUR_PRE, Dispositif.SANTE)]
)
def test_une_habilitation_donnee_par_erreur_sur_un_autre_dispositif_n_ouvre_rien_de_la_sante(
    session: Session, role: Role, dispositif: Dispositif
) -> None:
    actes_lus(session, voisinage(Role.MEDIATEUR_SANTE))
    egaree = Acteur(uuid.uuid4(), "Mal habilitée", (HabilitationDuJour(role, dispositif, None),))
    assert session.scalars(parcours_visibles(egaree)).all(), "son habilitation lui ouvre bien des fiches"
    assert session.scalars(parcours_de_mediation(egaree)).all() == []
    assert session.scalars(echanges_de_mediation(egaree)).all() == []
