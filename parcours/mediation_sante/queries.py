"""Health side of the échanges: under each of them on the timeline, and in the form that corrects it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select
from sqlalchemy.orm import contains_eager, joinedload

from parcours.accompagnements.models import Echange
from parcours.accompagnements.rules import Interlocuteur
from parcours.mediation_sante.access import actes_complets, echanges_de_mediation
from parcours.mediation_sante.models import ActeDeMediation
from parcours.mediation_sante.rules import SaisieActe
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.dossier import Lecture
from parcours.socle.droits import Acteur
from parcours.socle.fil import Details

CHAMPS = ("lieu", "type", "besoins", "obstacles", "accompagnement_physique", "professionnel", "resultat", "suite")


def details_du_fil(lecture: Lecture) -> dict[uuid.UUID, Details]:
    """(label, words) of each act, by échange."""
    requete = actes_complets(lecture.acteur).where(Parcours.beneficiaire_id == lecture.beneficiaire_id)
    return {acte.echange_id: comme_saisi(acte).en_mots() for acte in db.session.scalars(requete).unique()}


def comme_saisi(acte: ActeDeMediation | None) -> SaisieActe:
    """What an act says, as a form would give it; an échange written without one says nothing."""
    return SaisieActe(**{champ: getattr(acte, champ) for champ in CHAMPS}) if acte else SaisieActe()


def echange_de_mediation(acteur: Acteur) -> Select[Echange]:
    """Scoped statement of one échange with its author and its person, for the loader."""
    return echanges_de_mediation(acteur).options(
        joinedload(Echange.auteur), contains_eager(Echange.parcours).contains_eager(Parcours.beneficiaire)
    )


def acte_de(acteur: Acteur, echange_id: uuid.UUID) -> ActeDeMediation | None:
    """Health side of one échange."""
    return db.session.scalars(actes_complets(acteur).where(ActeDeMediation.echange_id == echange_id)).unique().one_or_none()


@dataclass(frozen=True)
class AccompagnementEcrit:
    """An accompaniment as its form shows it: filled from two rows, compared with what was typed when two agents correct it."""

    version: int
    a_la_date: date
    interlocuteur: Interlocuteur
    abouti: str
    duree_min: str
    texte: str
    lieu: str
    type: str
    besoins: tuple[str, ...]
    obstacles: tuple[str, ...]
    accompagnement_physique: bool
    professionnel: str
    resultat: str
    suite: str


def accompagnement_ecrit(echange: Echange, acte: ActeDeMediation | None) -> AccompagnementEcrit:
    """The same, of an échange already loaded."""
    lu = comme_saisi(acte)
    return AccompagnementEcrit(
        version=echange.version,
        a_la_date=echange.a_la_date,
        interlocuteur=echange.interlocuteur,
        abouti="oui" if echange.abouti else "non",
        duree_min=str(echange.duree_min or ""),
        texte=echange.texte or "",
        lieu=lu.lieu or "",
        type=lu.type or "",
        besoins=lu.besoins,
        obstacles=lu.obstacles,
        accompagnement_physique=bool(lu.accompagnement_physique),
        professionnel=lu.professionnel or "",
        resultat=lu.resultat or "",
        suite=lu.suite or "",
    )
