"""What the clock does to a referral without an answer: reminders, then the end. One call is one transaction of the worker.

A reminder names nobody; the one for a structure without an account carries a fresh link, and the earlier link dies.
"""

from __future__ import annotations

import enum
import uuid
from datetime import date

from parcours.accompagnements.services import confier
from parcours.comptes.queries import habilitations_du_jour
from parcours.comptes.services.avis import Nouvelle, aviser
from parcours.journal.services import noter
from parcours.orientations.access import parcours_oriente
from parcours.orientations.models import Orientation
from parcours.orientations.models.relance import Relance
from parcours.orientations.rules import Cote, EtatOrientation
from parcours.orientations.rules.delais import Delais, Rang, echeance, expire, relance_due
from parcours.orientations.services import textes_des_relances as textes
from parcours.orientations.services.avis import Expedition, ecrire_a_la_structure, suiveurs
from parcours.orientations.services.etapes import passer
from parcours.orientations.services.lien_de_reponse import adresse_fraiche, repond_par_lien
from parcours.orientations.system import relances as system
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.horloge import a_paris, aujourd_hui
from parcours.socle.reglages import reglages

NATURE = "relance"


class Suite(enum.StrEnum):
    """What was done."""

    RELANCEE = "relancee"
    EXPIREE = "expiree"


def a_traiter() -> list[uuid.UUID]:
    """Referrals that something is to be done about today, as far as a reading without a lock can tell."""
    au, delais = aujourd_hui(), Delais.des_reglages(reglages())
    return [
        o.id
        for o in system.en_attente_depuis(delais.premier, au)
        if expire(o.envoi, delais, au) or relance_due(o.envoi, o.etat, o.faites, delais, au) is not None
    ]


def traiter(identifiant: uuid.UUID, expedition: Expedition) -> Suite | None:
    """Remind or end one referral, read again under a lock: an answer that came meanwhile stops everything."""
    orientation, au = system.prendre(identifiant), aujourd_hui()
    if orientation is None or orientation.importee or orientation.envoyee_le is None:
        return None
    if not orientation.etat.attend_une_reponse:
        return None
    envoi, delais = a_paris(orientation.envoyee_le).date(), Delais.des_reglages(reglages())
    if expire(envoi, delais, au):
        _expirer(orientation, envoi, expedition)
        return Suite.EXPIREE
    rang = relance_due(envoi, orientation.etat, system.relances_de(orientation, envoi), delais, au)
    if rang is None or not system.accord_en_vigueur(orientation):
        return None
    _relancer(orientation, rang, envoi, echeance(envoi, delais.expiration), expedition)
    return Suite.RELANCEE


def _relancer(orientation: Orientation, rang: Rang, envoi: date, fin: date, expedition: Expedition) -> None:
    """The row first: a second reminder of the same rank is refused by the base itself."""
    db.session.add(Relance(orientation_id=orientation.id, envoi_du=envoi, rang=rang))
    db.session.flush()
    noter("relancer", orientation, par=None, detail=f"relance {rang.value}")
    jours = (aujourd_hui() - envoi).days
    prevenue = _ecrire_a_la_structure(orientation, rang, envoi, fin, expedition)
    if not prevenue:
        _ecrire_a_l_envoyeur(orientation, textes.INJOIGNABLE, textes.injoignable(jours), expedition)
    elif rang is not Rang.PREMIERE:
        _ecrire_a_l_envoyeur(orientation, textes.COPIE, textes.copie(jours, rang, fin), expedition)


def _ecrire_a_la_structure(orientation: Orientation, rang: Rang, envoi: date, fin: date, expedition: Expedition) -> bool:
    """To its mailbox, with a fresh link when nobody there has an account, and to each account; False when nobody can be told."""
    boite, objet = orientation.structure.courriel_orientations, textes.OBJETS[rang]
    if boite and repond_par_lien(orientation):
        lien = adresse_fraiche(orientation, expedition.adresse, par=None)
        if lien is None:
            return False
        deposer(boite, objet, textes.par_lien(rang, envoi, fin, lien), nature=NATURE, concerne_id=orientation.id)
        return True
    phrase = textes.attend(rang, envoi, fin)
    return ecrire_a_la_structure(orientation, Nouvelle(objet, phrase, expedition.adresse, NATURE, orientation.id))


def _ecrire_a_l_envoyeur(orientation: Orientation, objet: str, phrase: str, expedition: Expedition) -> None:
    for agent in suiveurs(orientation):
        aviser(agent, Nouvelle(objet, phrase, expedition.adresse, NATURE, orientation.id))


def _expirer(orientation: Orientation, envoi: date, expedition: Expedition) -> None:
    """Nobody answered: the referral ends and becomes something the sender has to do."""
    jours = (aujourd_hui() - envoi).days
    passer(orientation, EtatOrientation.EXPIREE, Cote.ROBOT, par=None)
    parcours = db.session.scalars(parcours_oriente(orientation)).one()
    confier(parcours, _a_qui(orientation), aujourd_hui(), textes.tache(orientation.structure.libelle, jours), par=None)
    _ecrire_a_l_envoyeur(orientation, textes.EXPIREE, textes.expiree(jours), expedition)
    if boite := orientation.structure.courriel_orientations:
        deposer(boite, textes.PLUS_ATTENDUE, textes.plus_attendue(envoi), nature=NATURE, concerne_id=orientation.id)


def _a_qui(orientation: Orientation) -> uuid.UUID | None:
    """The sender, or who follows the person; when both have left, whoever coordinates."""
    for agent in (orientation.emetteur, orientation.referent):
        if agent is not None and agent.actif and habilitations_du_jour(agent.id, aujourd_hui()):
            return agent.id
    return None
