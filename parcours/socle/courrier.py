"""Outbox: an e-mail is a row of the same transaction as the act; the worker sends it afterwards (ADR 0004)."""

from __future__ import annotations

import enum
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, Text, select
from sqlalchemy.orm import Mapped, defer, mapped_column

from parcours.socle.base import Base, compter, db
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.horloge import maintenant


class EtatCourrier(enum.StrEnum):
    """Life of an e-mail."""

    A_ENVOYER = "a_envoyer"
    ENVOYE = "envoye"
    ABANDONNE = "abandonne"


class Courrier(Base):
    """One e-mail to send; its text never names a followed person, and is erased once sent (it may hold a link)."""

    __tablename__ = "courrier"

    destinataire: Mapped[str] = mapped_column(comment="professional address")
    objet: Mapped[str]
    texte_chiffre: Mapped[str | None] = mapped_column(Text)
    texte = TexteSecret("texte_chiffre")
    piece_nom: Mapped[str | None] = mapped_column(comment="name of the attached file: never a person's")
    piece_type: Mapped[str | None] = mapped_column(comment="MIME type, with its parameters")
    piece_chiffree: Mapped[str | None] = mapped_column(Text)
    piece = TexteSecret("piece_chiffree")
    etat: Mapped[EtatCourrier] = mapped_column(default=EtatCourrier.A_ENVOYER, index=True)
    cree_le: Mapped[datetime] = mapped_column(default=maintenant)
    prochain_essai_le: Mapped[datetime] = mapped_column(default=maintenant, index=True)
    essais: Mapped[int] = mapped_column(default=0)
    envoye_le: Mapped[datetime | None]
    derniere_erreur: Mapped[str | None] = mapped_column(comment="class of the SMTP error, without its text")
    nature: Mapped[str | None] = mapped_column(String(40), comment="what it is about: orientation, relance, recapitulatif, …")
    concerne_id: Mapped[uuid.UUID | None] = mapped_column(index=True, comment="row it is about, to tell there that it is stuck")


@dataclass(frozen=True)
class PieceJointe:
    """A small text file that goes with an e-mail (a calendar entry); its content is sealed like the text."""

    nom: str
    type_mime: str
    contenu: str


def deposer(
    destinataire: str,
    objet: str,
    texte: str,
    piece: PieceJointe | None = None,
    *,
    nature: str | None = None,
    concerne_id: uuid.UUID | None = None,
) -> Courrier:
    """Put an e-mail in the outbox of the current transaction. Never a name, a birth date or a note in it.

    Args:
        destinataire: professional address.
        objet: subject.
        texte: plain text.
        piece: a small file that goes with it.
        nature: what it is about, for whoever watches the outbox.
        concerne_id: the row it is about.
    """
    courrier = Courrier(destinataire=destinataire, objet=objet, texte=texte, nature=nature, concerne_id=concerne_id)
    if piece is not None:
        courrier.piece_nom, courrier.piece_type, courrier.piece = piece.nom, piece.type_mime, piece.contenu
    db.session.add(courrier)
    return courrier


def effacer_le_contenu(courrier: Courrier) -> None:
    """Once sent or given up, neither the text nor the attached file is kept."""
    courrier.texte, courrier.piece = None, None


def reessayer(identifiant: uuid.UUID) -> bool | None:
    """Let a stuck e-mail leave with the next round.

    Returns:
        False when it has left, was given up, or is in the hands of a worker; None when there is no such e-mail.
    """
    courrier = db.session.scalar(select(Courrier).where(Courrier.id == identifiant).with_for_update())
    if courrier is None:
        return None
    if courrier.etat is not EtatCourrier.A_ENVOYER or courrier.derniere_erreur is None:
        return False
    courrier.prochain_essai_le = maintenant()
    return True


PAR_PAGE = 50


def page_des_courriers(etat: EtatCourrier | None, page: int, *, en_peine: bool = False) -> tuple[list[Courrier], int]:
    """The outbox as the administrator watches it, the most recent first, and how many there are; never the text.

    Args:
        etat: only those in this state.
        page: from 1.
        en_peine: only those that failed at least once and are still tried.
    """
    requete = select(Courrier).options(
        defer(Courrier.texte_chiffre, raiseload=True), defer(Courrier.piece_chiffree, raiseload=True)
    )
    if etat is not None:
        requete = requete.where(Courrier.etat == etat)
    if en_peine:
        requete = requete.where(Courrier.etat == EtatCourrier.A_ENVOYER, Courrier.essais > 0)
    total = compter(requete)
    lignes = db.session.scalars(requete.order_by(Courrier.id.desc()).limit(PAR_PAGE).offset((page - 1) * PAR_PAGE))
    return list(lignes), total
