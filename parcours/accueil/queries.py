"""What waits for somebody today. Each piece starts from the `access` of its own domain and costs one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from parcours.accompagnements.access import rappels_visibles
from parcours.accompagnements.models import Rappel
from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Beneficiaire
from parcours.comptes.models import Agent, Habilitation
from parcours.journal.models import EvenementJournal
from parcours.nomenclatures.models import ValeurDeListe
from parcours.orientations.access import orientations_recues
from parcours.orientations.models import Orientation
from parcours.orientations.rules import EtatOrientation
from parcours.parcours_individuels.access import parcours_visibles
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import ACTIFS, EtatParcours
from parcours.reunions.access import reunions_visibles
from parcours.reunions.models import Reunion
from parcours.socle.base import db
from parcours.socle.courrier import Courrier, EtatCourrier
from parcours.socle.droits import Acteur, Dispositif, Droit
from parcours.socle.horloge import PARIS, aujourd_hui, maintenant
from parcours.territoire.models import Quartier

ATTENDENT = (EtatParcours.DEMANDE, EtatParcours.A_DEMARRER)


def rappels_dus(acteur: Acteur, au_plus: int) -> list[Rappel]:
    """Reminders whose day has come: mine, and those left to whoever coordinates."""
    pour_moi = [Rappel.agent_id == acteur.agent_id]
    if acteur.peut(Droit.REFERENT_ECRIRE):
        pour_moi.append(Rappel.agent_id.is_(None))
    requete = (
        rappels_visibles(acteur)
        .where(Rappel.fait_le.is_(None), Rappel.pour_le <= aujourd_hui(), or_(*pour_moi))
        .options(contains_eager(Rappel.parcours).contains_eager(Parcours.beneficiaire))
        .order_by(Rappel.pour_le)
        .limit(au_plus)
    )
    return list(db.session.scalars(requete))


@dataclass(frozen=True)
class Places:
    """The PRE against its capacity, and who waits."""

    suivis: int
    demandes: int
    plus_ancienne: date | None
    repris: bool = False
    """Some of them came from a spreadsheet."""


def places_du_pre(acteur: Acteur) -> Places:
    """Children in a pathway and requests waiting, of the files within reach."""
    attend = Parcours.etat.in_(ATTENDENT)
    requete = (
        parcours_visibles(acteur.au_titre_de(Droit.REFERENT_ECRIRE))
        .where(Parcours.dispositif == Dispositif.PRE, Parcours.etat.in_([*ACTIFS, *ATTENDENT]))
        .with_only_columns(
            func.count(func.distinct(case((Parcours.etat.in_(ACTIFS), Parcours.beneficiaire_id)))),
            func.count(case((attend, Parcours.id))),
            func.min(case((attend, Parcours.demande_le))),
            func.count(Beneficiaire.importe_le),
        )
    )
    suivis, demandes, plus_ancienne, repris = db.session.execute(requete).one()
    return Places(suivis, demandes, plus_ancienne, repris > 0)


def agenda(acteur: Acteur, au_plus: int = 5) -> list[Reunion]:
    """Next meetings, today's included."""
    ce_matin = datetime.combine(aujourd_hui(), time.min, PARIS)
    return list(
        db.session.scalars(
            reunions_visibles(acteur)
            .where(Reunion.debut >= ce_matin, Reunion.annulee_le.is_(None))
            .order_by(Reunion.debut)
            .limit(au_plus)
        )
    )


def orientations_a_repondre(acteur: Acteur, au_plus: int) -> list[Orientation]:
    """Referrals received that wait for an answer, the oldest first."""
    return list(
        db.session.scalars(
            orientations_recues(acteur)
            .where(Orientation.etat.in_([e for e in EtatOrientation if e.attend_une_reponse]), Orientation.importee.is_(False))
            .options(joinedload(Orientation.structure), joinedload(Orientation.emetteur))
            .order_by(Orientation.envoyee_le)
            .limit(au_plus)
        )
    )


@dataclass(frozen=True)
class Installation:
    """State of the installation, figures only."""

    agents: int
    invites: int
    sans_habilitation: int
    structures: int
    quartiers: int
    valeurs: int
    courriels_en_peine: int
    courriels_abandonnes: int


def installation() -> Installation:
    """What an administrator watches over (one statement)."""
    jour = aujourd_hui()
    habilites = select(Habilitation.agent_id).where(
        Habilitation.debut <= jour, or_(Habilitation.fin.is_(None), Habilitation.fin >= jour)
    )

    def compte(colonne: Any, *conditions: Any) -> Any:
        return select(func.count(colonne)).where(*conditions).scalar_subquery()

    ligne = db.session.execute(
        select(
            compte(Agent.id, Agent.actif, Agent.empreinte.is_not(None)),
            compte(Agent.id, Agent.actif, Agent.empreinte.is_(None)),
            compte(Agent.id, Agent.actif, Agent.id.not_in(habilites)),
            compte(Structure.id, or_(Structure.valide_au.is_(None), Structure.valide_au >= jour)),
            compte(Quartier.id, or_(Quartier.valide_au.is_(None), Quartier.valide_au >= jour)),
            compte(ValeurDeListe.id),
            compte(
                Courrier.id,
                Courrier.etat == EtatCourrier.A_ENVOYER,
                or_(Courrier.essais > 0, Courrier.cree_le < maintenant() - timedelta(minutes=30)),
            ),
            compte(Courrier.id, Courrier.etat == EtatCourrier.ABANDONNE),
        )
    ).one()
    return Installation(*ligne)


def lectures_de_la_semaine() -> int:
    """Files opened in the last seven days, as the journal kept them."""
    return (
        db.session.scalar(
            select(func.count(EvenementJournal.id)).where(
                EvenementJournal.action == "lire", EvenementJournal.instant >= maintenant() - timedelta(days=7)
            )
        )
        or 0
    )


def dossiers_repris(acteur: Acteur) -> bool:
    """True when some file within reach came from a spreadsheet."""
    requete = (
        parcours_visibles(acteur.au_titre_de(Droit.ALERTE_LIRE))
        .where(Beneficiaire.importe_le.is_not(None))
        .with_only_columns(Parcours.id)
        .limit(1)
    )
    return db.session.scalar(requete) is not None
