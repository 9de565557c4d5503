"""Who reads which saisine, and which part of it: the PRE only, the narratives for the coordination only."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.saisines.models import (
    AideTentee,
    ComplementDeSaisine,
    InvitationSaisine,
    MotifDeSaisine,
    ProfessionnelDeSaisine,
    RecitDeSaisine,
    RencontreFamille,
    Saisine,
    TitulaireDeSaisine,
    TransitionSaisine,
)
from parcours.saisines.rules import EN_COURS, EtatSaisine
from parcours.socle.droits import Acteur, Dispositif, Droit, Role
from parcours.socle.perimetre import Perimetre
from parcours.territoire.models import Etablissement

_IDENTITE = (Saisine, TitulaireDeSaisine, MotifDeSaisine, TransitionSaisine, Parcours)
_RECITS = (RecitDeSaisine, AideTentee, ProfessionnelDeSaisine, ComplementDeSaisine, RencontreFamille)


def _portee(acteur: Acteur) -> ColumnElement[bool]:
    """Coordination: all. Secrétariat: until the decision (architecture, « Roles and who sees what »). Others: none."""
    if Dispositif.PRE in acteur.dispositifs_de(Role.COORDINATEUR_PRE):
        return true()
    if Dispositif.PRE in acteur.dispositifs_de(Role.SECRETARIAT_PRE):
        attend = or_(Parcours.id.is_(None), Parcours.etat == EtatParcours.DEMANDE)
        return and_(Saisine.etat.in_(EN_COURS), attend)
    return false()


def saisines_visibles(acteur: Acteur) -> Select[Saisine]:
    """Saisines one may read, without their narratives; the pathway is joined, for its state."""
    return select(Saisine).outerjoin(Saisine.parcours).where(_portee(acteur)).options(Perimetre(*_IDENTITE))


def saisines_completes(acteur: Acteur) -> Select[Saisine]:
    """The same with the holders of parental authority and the reasons, in one statement: what a page shows."""
    return (
        saisines_visibles(acteur)
        .outerjoin(Saisine.titulaires)
        .outerjoin(Saisine.motifs)
        .options(
            contains_eager(Saisine.parcours),
            contains_eager(Saisine.titulaires),
            contains_eager(Saisine.motifs),
            joinedload(Saisine.commune),
            joinedload(Saisine.etablissement).joinedload(Etablissement.commune),
        )
        .order_by(TitulaireDeSaisine.rang, MotifDeSaisine.rang)
    )


def etapes_de_cette_saisine(saisine_id: uuid.UUID) -> Select[TransitionSaisine]:
    """Steps of a saisine the caller has already loaded through its own scope, oldest first, with who took them."""
    return (
        select(TransitionSaisine)
        .where(TransitionSaisine.saisine_id == saisine_id)
        .order_by(TransitionSaisine.instant, TransitionSaisine.id)
        .options(joinedload(TransitionSaisine.agent), Perimetre(TransitionSaisine))
    )


def _peut_lire_le_recit(acteur: Acteur) -> ColumnElement[bool]:
    """The coordination; and who types a draft, as long as it is theirs: the paper is before their eyes."""
    if acteur.au_titre_de(Droit.SAISINE_RECIT_LIRE).habilitations:
        return true()
    return and_(Saisine.etat == EtatSaisine.BROUILLON, Saisine.cree_par_id == acteur.agent_id)


def recits_visibles(acteur: Acteur) -> Select[RecitDeSaisine]:
    """Narratives one may read, with the help tried and the professionals, in one statement."""
    return (
        du_recit(RecitDeSaisine, acteur)
        .outerjoin(RecitDeSaisine.aides)
        .outerjoin(RecitDeSaisine.professionnels)
        .options(contains_eager(RecitDeSaisine.aides), contains_eager(RecitDeSaisine.professionnels))
        .order_by(AideTentee.rang, ProfessionnelDeSaisine.rang)
    )


def du_recit(modele: type[Any], acteur: Acteur) -> Select[Any]:
    """Rows that only the coordination reads: narratives, questions, meetings with the family.

    Args:
        modele: a model with a `saisine_id` column.
    """
    lisibles = (
        select(Saisine.id)
        .outerjoin(Saisine.parcours)
        .where(_portee(acteur), _peut_lire_le_recit(acteur))
        .options(Perimetre(Saisine, Parcours))
    )
    return select(modele).where(modele.saisine_id.in_(lisibles)).options(Perimetre(*_RECITS))


def saisines_a_instruire(acteur: Acteur) -> Select[Saisine]:
    """Saisines whose next step one may decide: those of the coordination.."""
    return saisines_completes(acteur.au_titre_de(Droit.SAISINE_INSTRUCTION_ECRIRE))


def brouillons_a_ecrire(acteur: Acteur) -> Select[Saisine]:
    """Drafts one may type: one's own, and all of them for the coordination."""
    requete = saisines_completes(acteur).where(Saisine.etat == EtatSaisine.BROUILLON)
    if not acteur.au_titre_de(Droit.SAISINE_RECIT_LIRE).habilitations:
        requete = requete.where(Saisine.cree_par_id == acteur.agent_id)
    return requete


def invitations_visibles(acteur: Acteur) -> Select[InvitationSaisine]:
    """One-time links made by the coordination: they name a prescripteur, never a child."""
    ouvert = Dispositif.PRE in acteur.dispositifs_de(Role.COORDINATEUR_PRE)
    return select(InvitationSaisine).where(true() if ouvert else false())


def a_ecrire(requete: Select[Saisine]) -> Select[Saisine]:
    """Lock the row until the end of the request: two keystrokes saved at once queue instead of colliding."""
    return requete.with_for_update(of=Saisine)
