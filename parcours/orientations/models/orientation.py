"""Referral of one person, or of a child's parent, to one partner; only what the partner needs is on it."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, literal
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models import Structure
from parcours.comptes.models import Agent
from parcours.orientations.rules import Cote, EtatOrientation, IssueRendezVous, MoyenContact
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.horloge import a_paris, aujourd_hui, maintenant


class Orientation(Versionnee, Base):
    """A referral. It carries its own copy of the person's name and contact: the partner reads this row, never the file."""

    __tablename__ = "orientation"
    __cloisonne__ = True
    __journal__ = "orientation"
    __table_args__ = (
        # Covers the counts of the list and of the follow-up: the wide rows stay unread.
        Index("ix_orientation_suivi", "parcours_id", "etat", "envoyee_le", "importee"),
        Index(None, "structure_id", "etat"),
        Index(None, "etat", "envoyee_le"),
    )

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"))
    contact_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("contact.id"), comment="the parent it is for; empty: the person followed"
    )
    structure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("structure.id"))
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id"), comment="chosen in the directory")
    emetteur_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"), index=True)
    etat: Mapped[EtatOrientation] = mapped_column(default=EtatOrientation.BROUILLON, comment="follows rules.TRANSITIONS")
    personne_nom: Mapped[str] = mapped_column(String(120))
    personne_prenom: Mapped[str] = mapped_column(String(120))
    personne_telephone: Mapped[str | None] = mapped_column(String(20))
    preference_contact: Mapped[str | None] = mapped_column(String(160), comment="e.g. « le matin, par message »")
    motif_chiffre: Mapped[str | None] = mapped_column(Text)
    motif = TexteSecret("motif_chiffre")
    reponse_chiffre: Mapped[str | None] = mapped_column(Text)
    reponse = TexteSecret("reponse_chiffre")
    motif_refus: Mapped[str | None] = mapped_column(String(80), comment="code of list motif_refus_orientation")
    attente_jusqu_au: Mapped[date | None] = mapped_column(comment="full: the day from which a place is hoped for")
    referent_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("agent.id"), index=True, comment="who follows the person, when it is not the sender; also told of the answer"
    )
    besoin: Mapped[str | None] = mapped_column(String(80), comment="code of list frein")
    service_nom: Mapped[str | None] = mapped_column(
        String(150), comment="service asked for, in the words of the day of sending"
    )
    personne_courriel: Mapped[str | None] = mapped_column(String(200))
    moyens_contact: Mapped[str] = mapped_column(
        String(80), default="", server_default=literal(""), comment="codes of MoyenContact, separated by spaces"
    )
    disponible_le: Mapped[date | None] = mapped_column(comment="not before this day")
    disponibilites: Mapped[str | None] = mapped_column(String(160), comment="e.g. « les matins sauf le mercredi »")
    accord_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("accord.id"), comment="the agreement under which it left, kept as proof"
    )
    suite_de_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("orientation.id"), index=True, comment="the referral this one takes over from"
    )
    envoyee_le: Mapped[datetime | None]
    repondue_le: Mapped[datetime | None]
    rendez_vous_le: Mapped[datetime | None] = mapped_column(comment="the appointment that holds; all of them in rendez_vous")
    importee: Mapped[bool] = mapped_column(default=False, comment="history from a spreadsheet: no alert, no reminder")
    envoyee_jour: Mapped[date | None] = mapped_column(comment="day of sending, for history known by the day only")
    parcours: Mapped[Parcours] = relationship()
    structure: Mapped[Structure] = relationship()
    emetteur: Mapped[Agent | None] = relationship(foreign_keys=[emetteur_id])
    referent: Mapped[Agent | None] = relationship(foreign_keys=[referent_id])

    @property
    def jour_envoi(self) -> date | None:
        """Day of sending, whether known to the second or by the day only."""
        return a_paris(self.envoyee_le).date() if self.envoyee_le else self.envoyee_jour

    @property
    def jours_d_attente(self) -> int | None:
        """Days without an answer; None when none is awaited, or when it is history from a spreadsheet."""
        if self.importee or not self.etat.attend_une_reponse or self.jour_envoi is None:
            return None
        return (aujourd_hui() - self.jour_envoi).days

    @property
    def moyens(self) -> tuple[MoyenContact, ...]:
        """How the person prefers to be reached."""
        return tuple(MoyenContact(code) for code in self.moyens_contact.split())

    @property
    def comment_joindre(self) -> str:
        """« Par téléphone, par SMS »."""
        return ", ".join(moyen.libelle for moyen in self.moyens).replace(", Par", ", par")

    @property
    def personne(self) -> str:
        """« Alexandrie RENAULT »."""
        return f"{self.personne_prenom} {self.personne_nom.upper()}".strip()


class TransitionOrientation(Base):
    """One step of a referral, logged."""

    __tablename__ = "transition_orientation"
    __cloisonne__ = True

    orientation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("orientation.id"), index=True)
    de: Mapped[EtatOrientation | None]
    vers: Mapped[EtatOrientation]
    instant: Mapped[datetime] = mapped_column(default=maintenant)
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    cote: Mapped[Cote | None] = mapped_column(comment="receveur without an agent: the structure, through its signed link")
    raison: Mapped[str | None] = mapped_column(String(80), comment="code of list motif_refus_orientation")
    motif_chiffre: Mapped[str | None] = mapped_column(Text)
    motif = TexteSecret("motif_chiffre")
    """Words that went with the step: message of the structure, reason of the sender. Both sides read them."""


class RendezVousOrientation(Versionnee, Base):
    """An appointment given by the structure, and whether the person came: each one is kept."""

    __tablename__ = "rendez_vous_orientation"
    __cloisonne__ = True
    __table_args__ = (Index(None, "issue", "debut"),)

    orientation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("orientation.id"), index=True)
    debut: Mapped[datetime]
    minutes: Mapped[int] = mapped_column(default=60)
    lieu: Mapped[str | None] = mapped_column(String(200))
    issue: Mapped[IssueRendezVous] = mapped_column(default=IssueRendezVous.PREVU)
    issue_le: Mapped[datetime | None]
    sequence: Mapped[int] = mapped_column(default=0, comment="of the calendar entry: raised when it moves or is withdrawn")

    @property
    def fin(self) -> datetime:
        """When it ends."""
        return self.debut + timedelta(minutes=self.minutes)


class PieceOrientation(Base):
    """A piece of the file that goes with a referral; the structure may download it while it has something to do with it."""

    __tablename__ = "piece_orientation"
    __cloisonne__ = True
    __table_args__ = (UniqueConstraint("orientation_id", "piece_id"),)

    orientation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("orientation.id"))
    piece_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("piece.id"), index=True)
