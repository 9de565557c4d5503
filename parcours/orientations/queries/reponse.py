"""Where the answer without an account stands, for the sending side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from parcours.orientations.access import acces_de_reponse
from parcours.orientations.models import AccesReponse, Orientation
from parcours.orientations.rules import Cote, possibles
from parcours.socle.base import db
from parcours.socle.horloge import maintenant


@dataclass(frozen=True)
class LienDeReponse:
    """The signed link of one referral, as its sender sees it."""

    boite: str | None
    envoye_le: datetime | None
    expire_le: datetime | None
    ouvert_le: datetime | None
    ferme: bool
    attend: bool
    """True while the structure still has a step to take: a link may be sent."""

    @property
    def vivant(self) -> bool:
        """True when the link in the mailbox opens the page today."""
        return self.attend and not self.ferme and self.expire_le is not None and self.expire_le > maintenant()


def lien_de_reponse(orientation: Orientation) -> LienDeReponse:
    """The link of a referral already loaded through its scope; empty when none was sent."""
    acces: AccesReponse | None = db.session.scalar(acces_de_reponse(orientation))
    return LienDeReponse(
        orientation.structure.courriel_orientations,
        acces.envoye_le if acces else None,
        acces.expire_le if acces else None,
        acces.ouvert_le if acces else None,
        acces is not None and (acces.revoque_le is not None),
        bool(possibles(orientation.etat, Cote.RECEVEUR)),
    )
