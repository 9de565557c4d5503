"""Which workshops and which participants an acting person may read.

Coordinators: every workshop of their dispositif. Référents: the workshops where somebody of theirs is enrolled, and only
the names of their own.
"""

from __future__ import annotations

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from parcours.actions_collectives.models import Atelier, Participant, PresenceAtelier, SeanceAtelier
from parcours.beneficiaires.access import portee
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.parcours_individuels.access import TABLES_DU_PARCOURS, parcours_visibles
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import OUVERTS
from parcours.socle.droits import Acteur, Dispositif, Droit, Role
from parcours.socle.perimetre import Perimetre

_TABLES = (Atelier, SeanceAtelier, Participant, PresenceAtelier, Beneficiaire, Rattachement, *TABLES_DU_PARCOURS)


def dispositifs_organises(acteur: Acteur) -> list[Dispositif]:
    """Dispositifs whose workshops this person organises."""
    return sorted(acteur.au_titre_de(Droit.ATELIER_ECRIRE).dispositifs_de(*Role))


def ateliers_visibles(acteur: Acteur) -> Select[Atelier]:
    """Workshops one may open."""
    lecteur = acteur.au_titre_de(Droit.ATELIER_LIRE)
    avec_les_miens = (
        select(Participant.atelier_id).join(Participant.parcours).join(Parcours.beneficiaire).where(portee(lecteur))
    )
    return (
        select(Atelier)
        .where(or_(Atelier.dispositif.in_(dispositifs_organises(acteur)), Atelier.id.in_(avec_les_miens)))
        .options(Perimetre(*_TABLES), joinedload(Atelier.operateur))
    )


def ateliers_a_organiser(acteur: Acteur) -> Select[Atelier]:
    """Workshops one may change."""
    dispositifs = dispositifs_organises(acteur)
    condition = Atelier.dispositif.in_(dispositifs) if dispositifs else false()
    return select(Atelier).where(condition).options(Perimetre(*_TABLES), joinedload(Atelier.operateur))


def seances_visibles(acteur: Acteur) -> Select[SeanceAtelier]:
    """Dates of the workshops one may open."""
    ids = ateliers_visibles(acteur).with_only_columns(Atelier.id)
    return _seances().where(SeanceAtelier.atelier_id.in_(ids))


def seances_a_organiser(acteur: Acteur) -> Select[SeanceAtelier]:
    """Dates of the workshops one may change."""
    ids = ateliers_a_organiser(acteur).with_only_columns(Atelier.id)
    return _seances().where(SeanceAtelier.atelier_id.in_(ids))


def _seances() -> Select[SeanceAtelier]:
    return select(SeanceAtelier).join(SeanceAtelier.atelier).options(Perimetre(*_TABLES), contains_eager(SeanceAtelier.atelier))


def participants_visibles(acteur: Acteur) -> Select[Participant]:
    """Participants one may name, with their person and their action."""
    return (
        select(Participant)
        .join(Participant.parcours)
        .join(Parcours.beneficiaire)
        .join(Participant.action)
        .where(portee(acteur.au_titre_de(Droit.ATELIER_LIRE)))
        .options(
            Perimetre(*_TABLES),
            contains_eager(Participant.parcours).contains_eager(Parcours.beneficiaire),
            contains_eager(Participant.action),
        )
    )


def participants_a_organiser(acteur: Acteur) -> Select[Participant]:
    """Participants of the workshops one may change, with their workshop."""
    ids = ateliers_a_organiser(acteur).with_only_columns(Atelier.id)
    return (
        participants_visibles(acteur)
        .join(Participant.atelier)
        .where(Participant.atelier_id.in_(ids))
        .options(contains_eager(Participant.atelier))
    )


def presences_visibles(acteur: Acteur) -> Select[PresenceAtelier]:
    """Attendances of the participants one may name."""
    ids = participants_visibles(acteur).with_only_columns(Participant.id)
    return select(PresenceAtelier).where(PresenceAtelier.participant_id.in_(ids)).options(Perimetre(*_TABLES))


def parcours_a_inscrire(acteur: Acteur, atelier: Atelier) -> Select[Parcours]:
    """Open pathways of the dispositif of a workshop, within reach of who organises it."""
    return (
        parcours_visibles(acteur.au_titre_de(Droit.ATELIER_ECRIRE))
        .where(Parcours.dispositif == atelier.dispositif, Parcours.etat.in_(OUVERTS))
        .options(contains_eager(Parcours.beneficiaire))
    )
