"""What the clock has done and will do to a referral that waits, for the sending side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from parcours.orientations.access import relances_de
from parcours.orientations.models import Orientation
from parcours.orientations.models.relance import Relance
from parcours.orientations.rules.delais import Delais, echeance, prochaine
from parcours.socle.base import db
from parcours.socle.courrier import Courrier, EtatCourrier
from parcours.socle.horloge import a_paris, aujourd_hui
from parcours.socle.reglages import reglages


@dataclass(frozen=True)
class SuiviDesRelances:
    """Reminders sent, the next one, the end; and whether the last e-mail reached the mailbox."""

    faites: list[date]
    prochaine: date | None
    expire_le: date
    courriel_perdu: bool


def suivi_des_relances(orientation: Orientation) -> SuiviDesRelances | None:
    """Of a referral already loaded through its scope, waiting for an answer."""
    envoi = orientation.jour_envoi
    if envoi is None:
        return None
    delais = Delais.des_reglages(reglages())
    faites = {
        r.rang: a_paris(r.faite_le).date()
        for r in db.session.scalars(relances_de(orientation).where(Relance.envoi_du == envoi).order_by(Relance.rang))
    }
    return SuiviDesRelances(
        list(faites.values()),
        prochaine(envoi, orientation.etat, faites, delais, aujourd_hui()),
        echeance(envoi, delais.expiration),
        _perdu(orientation),
    )


def _perdu(orientation: Orientation) -> bool:
    """True when the last e-mail to the structure's mailbox was given up: nobody there knows."""
    dernier = (
        select(Courrier.etat)
        .where(Courrier.concerne_id == orientation.id, Courrier.destinataire == orientation.structure.courriel_orientations)
        .order_by(Courrier.id.desc())
        .limit(1)
    )
    return db.session.scalar(dernier) is EtatCourrier.ABANDONNE
