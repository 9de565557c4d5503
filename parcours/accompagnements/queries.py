"""Échanges and reminders of one person, or of one agent; last contacts of many people."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from parcours.accompagnements.access import echanges_visibles, rappels_visibles
from parcours.accompagnements.models import Echange, Rappel
from parcours.accompagnements.rules import Interlocuteur, icone, pages_de_saisie, titre
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.dossier import Lecture
from parcours.socle.droits import Acteur, Dispositif, Droit
from parcours.socle.fil import Evenement, Geste
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import minutes

EQUIPES = {
    Dispositif.PRE: "l’équipe PRE",
    Dispositif.SANTE: "l’équipe de médiation santé",
    Dispositif.EMPLOI: "l’équipe de la Cité de l’Emploi",
}


def echanges_de(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Echange]:
    """Échanges of one person, latest first."""
    requete = echanges_visibles(acteur).where(Parcours.beneficiaire_id == beneficiaire_id)
    return list(
        db.session.scalars(
            requete.options(joinedload(Echange.auteur), contains_eager(Echange.parcours)).order_by(
                Echange.a_la_date.desc(), Echange.id.desc()
            )
        )
    )


def echange_complet(acteur: Acteur) -> Select[Echange]:
    """Scoped statement of one échange with its author and its earlier versions, for the loader."""
    return echanges_visibles(acteur).options(
        joinedload(Echange.auteur),
        contains_eager(Echange.parcours).contains_eager(Parcours.beneficiaire),
        selectinload(Echange.versions),
    )


def rappel_complet(acteur: Acteur) -> Select[Rappel]:
    """Scoped statement of one reminder with its person, for the loader."""
    return rappels_visibles(acteur).options(contains_eager(Rappel.parcours).contains_eager(Parcours.beneficiaire))


def rappels_de(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Rappel]:
    """Reminders of one person still to be done, soonest first."""
    requete = rappels_visibles(acteur).where(Parcours.beneficiaire_id == beneficiaire_id, Rappel.fait_le.is_(None))
    return list(db.session.scalars(requete.options(joinedload(Rappel.agent)).order_by(Rappel.pour_le, Rappel.id)))


def rappels_a_faire(acteur: Acteur, jusqu_au: date | None = None) -> list[Rappel]:
    """Reminders of this agent, and those of nobody, still to be done, soonest first."""
    requete = rappels_visibles(acteur).where(
        Rappel.fait_le.is_(None), or_(Rappel.agent_id == acteur.agent_id, Rappel.agent_id.is_(None))
    )
    if jusqu_au is not None:
        requete = requete.where(Rappel.pour_le <= jusqu_au)
    requete = requete.options(contains_eager(Rappel.parcours).contains_eager(Parcours.beneficiaire))
    return list(db.session.scalars(requete.order_by(Rappel.pour_le, Rappel.id)))


def dernier_contact(acteur: Acteur, parmi: Sequence[uuid.UUID] | None = None) -> Select[Any]:
    """(beneficiaire_id, valeur): day of the last contact made with the person or the family; attempts do not count."""
    requete: Any = echanges_visibles(acteur).where(
        Echange.abouti,
        Echange.annule_le.is_(None),
        Echange.interlocuteur.in_([i for i in Interlocuteur if i.compte_comme_contact]),
    )
    if parmi is not None:
        requete = requete.where(Parcours.beneficiaire_id.in_(parmi))
    groupee: Select[Any] = requete.with_only_columns(
        Parcours.beneficiaire_id, func.max(Echange.a_la_date).label("valeur")
    ).group_by(Parcours.beneficiaire_id)
    return groupee


def peut_corriger(acteur: Acteur, echange: Echange) -> bool:
    """Only the author or the coordination corrects an échange."""
    return acteur.peut(Droit.ECHANGE_ECRIRE) and (echange.auteur_id == acteur.agent_id or acteur.peut(Droit.REFERENT_ECRIRE))


def evenements_du_fil(lecture: Lecture) -> list[Evenement]:
    """Échanges made or tried, and reminders to come."""
    evenements = [_echange(lecture.acteur, e) for e in lecture.une_fois(echanges_de)]
    for rappel in lecture.une_fois(rappels_de):
        retard = rappel.pour_le < aujourd_hui()
        evenements.append(
            Evenement(
                rappel.pour_le,
                "bell",
                "À rappeler",
                qui=rappel.agent.nom_court if rappel.agent else "",
                texte=rappel.objet or "",
                ton="attention" if retard else "",
                a_venir=True,
            )
        )
    return evenements


def _echange(acteur: Acteur, echange: Echange) -> Evenement:
    dispositif = echange.parcours.dispositif
    gestes: list[Geste] = []
    if echange.annule_le is None and peut_corriger(acteur, echange):
        gestes.append(Geste("Corriger", pages_de_saisie(dispositif).correction, {"echange_id": echange.id}))
    if echange.version > 1:
        gestes.append(Geste("Voir les versions", "accompagnements.versions", {"echange_id": echange.id}))
    etiquettes: list[tuple[str, str]] = []
    if echange.annule_le is not None:
        etiquettes.append(("Annulé", "neutre"))
    elif echange.version > 1:
        etiquettes.append(("Corrigé", "neutre"))
    if not echange.interlocuteur.compte_comme_contact and echange.annule_le is None:
        etiquettes.append(("Sans contact avec la famille" if dispositif is Dispositif.PRE else "Sans contact direct", "neutre"))
    return Evenement(
        echange.a_la_date,
        icone(echange.canal, abouti=echange.abouti),
        titre(echange.canal, echange.interlocuteur, abouti=echange.abouti, enfant=dispositif is Dispositif.PRE),
        qui=echange.auteur.nom_court if echange.auteur else echange.auteur_libelle or "",
        texte=echange.texte or "",
        annule=echange.annule_le is not None,
        instant=echange.cree_le,
        visible_de=EQUIPES[dispositif] if echange.texte else "",
        gestes=tuple(gestes),
        etiquettes=tuple(etiquettes),
        details=(("Durée", minutes(echange.duree_min)),) if echange.duree_min else (),
        id=echange.id,
    )
