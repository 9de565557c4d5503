"""Signed one-time links: random secret shown once, its hash kept, one use, an end date, revocable."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base, db
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant


class LienInvalide(ErreurDuDomaine):
    """Unknown, altered, used, revoked or expired: always the same sentence."""

    def __init__(self) -> None:
        super().__init__("Ce lien n’est plus valable : il a déjà servi, a expiré ou a été remplacé. Demandez-en un nouveau.")


class LienSigne(Base):
    """A link sent to somebody for one purpose on one object."""

    __tablename__ = "lien_signe"

    usage: Mapped[str] = mapped_column(comment="invitation, mot_de_passe, …")
    objet_id: Mapped[uuid.UUID] = mapped_column(index=True)
    empreinte: Mapped[str] = mapped_column(unique=True, comment="SHA-256 of the secret")
    cree_le: Mapped[datetime] = mapped_column(default=maintenant)
    expire_le: Mapped[datetime]
    utilise_le: Mapped[datetime | None]
    revoque_le: Mapped[datetime | None]


def _empreinte(jeton: str) -> str:
    return hashlib.sha256(jeton.encode()).hexdigest()


def creer(usage: str, objet_id: uuid.UUID, duree: timedelta) -> str:
    """Make a link, revoke the earlier ones of the same purpose and object, and return its secret (43 characters)."""
    revoquer(usage, objet_id)
    jeton = secrets.token_urlsafe(32)
    db.session.add(LienSigne(usage=usage, objet_id=objet_id, empreinte=_empreinte(jeton), expire_le=maintenant() + duree))
    return jeton


def revoquer(usage: str, objet_id: uuid.UUID) -> int:
    """End the live links of one purpose on one object; returns how many there were."""
    vivants = db.session.scalars(
        select(LienSigne).where(
            LienSigne.usage == usage,
            LienSigne.objet_id == objet_id,
            LienSigne.utilise_le.is_(None),
            LienSigne.revoque_le.is_(None),
        )
    ).all()
    for lien in vivants:
        lien.revoque_le = maintenant()
    return len(vivants)


def lire(usage: str, jeton: str) -> LienSigne:
    """The live link behind a secret.

    Raises:
        LienInvalide: in every other case, without saying which.
    """
    empreinte = _empreinte(jeton)
    lien = db.session.scalar(select(LienSigne).where(LienSigne.empreinte == empreinte))
    if (
        lien is None
        or not hmac.compare_digest(lien.empreinte, empreinte)
        or lien.usage != usage
        or lien.utilise_le is not None
        or lien.revoque_le is not None
        or lien.expire_le <= maintenant()
    ):
        raise LienInvalide
    return lien


def retrouver(usage: str, jeton: str) -> uuid.UUID | None:
    """The object of a link, even ended: to send a fresh one to the address on file, never to open anything."""
    lien = db.session.scalar(select(LienSigne).where(LienSigne.empreinte == _empreinte(jeton)))
    return lien.objet_id if lien is not None and lien.usage == usage else None


def consommer(usage: str, jeton: str) -> uuid.UUID:
    """Use the link once and return the id of its object.

    Raises:
        LienInvalide: as `lire`.
    """
    # The row is locked first: of two sendings at the same moment, the second one reads what the first one wrote.
    db.session.scalar(
        select(LienSigne)
        .where(LienSigne.empreinte == _empreinte(jeton))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    lien = lire(usage, jeton)
    lien.utilise_le = maintenant()
    return lien.objet_id
