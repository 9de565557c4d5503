"""Agreements, meetings, situations and referrals."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Accord, Beneficiaire, Contact, PorteeAccord
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, LienFamilial
from parcours.comptes.models import Agent
from parcours.nomenclatures.models import ValeurDeListe
from parcours.orientations.models import Orientation
from parcours.orientations.rules import EtatOrientation
from parcours.parcours_individuels.models import Parcours
from parcours.reunions.models import Convocation, Reunion, Situation
from parcours.reunions.rules import PLENIERE, MotifInscription
from parcours.reunions.services.types import charger_reference
from parcours.socle.base import db
from parcours.socle.droits import Dispositif
from parcours.socle.horloge import PARIS, aujourd_hui, maintenant


def _poser(ligne: Any) -> Any:
    # Committed: a page read by the test's client rolls back what is only flushed.
    db.session.add(ligne)
    db.session.commit()
    return ligne


def accord(personne: Beneficiaire, etat: EtatAccord = EtatAccord.CONFIRME, **valeurs: Any) -> Accord:
    """An agreement; `structures` are the partners it names."""
    structures = valeurs.pop("structures", ())
    ligne: Accord = _poser(
        Accord(
            beneficiaire_id=personne.id,
            etat=etat,
            **{"forme": FormeAccord.ECRIT, "donne_le": date(2026, 1, 5), **valeurs},
        )
    )
    for structure in structures:
        _poser(PorteeAccord(accord_id=ligne.id, structure_id=structure.id))
    return ligne


def mere(personne: Beneficiaire, nom: str = "Renault", prenom: str = "Alexandrie", **valeurs: Any) -> Contact:
    """The mother."""
    defauts = {"lien": LienFamilial.MERE, "telephone": "+33643240035"}
    ligne: Contact = _poser(Contact(beneficiaire_id=personne.id, nom=nom, prenom=prenom, **{**defauts, **valeurs}))
    return ligne


def reunion(dans: int = 3, **valeurs: Any) -> Reunion:
    """An EPS in so many days (negative: so many days ago)."""
    charger_reference()
    debut = datetime.combine(aujourd_hui() + timedelta(days=dans), time(14, 0), PARIS)
    defauts = {"dispositif": Dispositif.PRE, "type_code": PLENIERE, "lieu": "Salle du conseil"}
    ligne: Reunion = _poser(Reunion(debut=debut, **{**defauts, **valeurs}))
    return ligne


def situation(de: Reunion, parcours: Parcours, rang: int = 1, **valeurs: Any) -> Situation:
    """A line of the agenda."""
    ligne: Situation = _poser(
        Situation(reunion=de, parcours=parcours, rang=rang, **{"motif": MotifInscription.BILAN, **valeurs})
    )
    return ligne


def convoquer(de: Reunion, agent: Agent) -> Convocation:
    """A member convened."""
    ligne: Convocation = _poser(Convocation(reunion_id=de.id, agent_id=agent.id))
    return ligne


def orientation(
    parcours: Parcours, vers: Structure, etat: EtatOrientation = EtatOrientation.ENVOYEE, *, il_y_a: int = 2, **valeurs: Any
) -> Orientation:
    """A referral sent so many days ago (a draft is not)."""
    if etat is not EtatOrientation.BROUILLON:
        instant = maintenant() - timedelta(days=il_y_a)
        valeurs = {"envoyee_le": instant, "envoyee_jour": instant.astimezone(PARIS).date(), **valeurs}
    defauts = {"personne_nom": "Renault", "personne_prenom": "Alexandrie", "motif": "Besoin d’un accompagnement."}
    ligne: Orientation = _poser(Orientation(parcours_id=parcours.id, structure=vers, etat=etat, **{**defauts, **valeurs}))
    return ligne


def valeur(liste: str, code: str, libelle: str) -> ValeurDeListe:
    """A value of an editable list."""
    ligne: ValeurDeListe = _poser(ValeurDeListe(liste=liste, code=code, libelle=libelle))
    return ligne
