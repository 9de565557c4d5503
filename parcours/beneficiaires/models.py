"""A person's file in ONE dispositif, its contacts, agreements, and who is attached to it.

A person followed by two dispositifs has two files: that the other one exists is itself confidential (architecture,
« Roles »); files are linked only on a recorded agreement.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models import Structure
from parcours.beneficiaires.rules import (
    EtatAccord,
    FormeAccord,
    LienFamilial,
    NatureRattachement,
    OrigineQuartier,
    Sexe,
    SituationQuartier,
)
from parcours.comptes.models import Agent
from parcours.socle.base import Base, Horodatee, Versionnee
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.droits import Dispositif
from parcours.socle.horloge import maintenant
from parcours.territoire.models import Commune, Etablissement, Quartier


class Beneficiaire(Versionnee, Base):
    """Identity of one person, as one dispositif knows it."""

    __tablename__ = "beneficiaire"
    __cloisonne__ = True
    __journal__ = "beneficiaire"
    __table_args__ = (
        Index(None, "dispositif", "fusionne_dans_id", "cle_tri", "id"),
        Index(None, "dispositif", "quartier_id"),
        Index(None, "dispositif", "commune_id"),
        Index(None, "dispositif", "etablissement_id"),
        Index(None, "dispositif", "date_naissance"),
        Index(None, "dispositif", "numero_origine"),
    )

    dispositif: Mapped[Dispositif]
    nom: Mapped[str] = mapped_column(String(120))
    prenom: Mapped[str] = mapped_column(String(120))
    nom_naissance: Mapped[str | None] = mapped_column(String(120))
    sexe: Mapped[Sexe] = mapped_column(default=Sexe.INCONNU)
    date_naissance: Mapped[date | None]
    telephone: Mapped[str | None] = mapped_column(String(20), comment="E.164")
    courriel: Mapped[str | None] = mapped_column(String(200))
    adresse: Mapped[str | None] = mapped_column(String(200))
    commune_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("commune.id"))
    etablissement_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("etablissement.id"))
    classe: Mapped[str | None] = mapped_column(String(20))
    situation_quartier: Mapped[SituationQuartier] = mapped_column(
        default=SituationQuartier.INCONNU, comment="present value; history in quartier_constate"
    )
    quartier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("quartier.id"))
    observations_chiffre: Mapped[str | None] = mapped_column(Text)
    observations = TexteSecret("observations_chiffre")
    numero_origine: Mapped[str | None] = mapped_column(String(40), comment="line number in the spreadsheet it came from")
    importe_le: Mapped[date | None] = mapped_column(comment="clocks of alerts start on this day")
    fusionne_dans_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("beneficiaire.id"), comment="set when this file was merged"
    )
    cle_recherche: Mapped[str] = mapped_column(String(300))
    cle_tri: Mapped[str] = mapped_column(String(240))

    commune: Mapped[Commune | None] = relationship()
    etablissement: Mapped[Etablissement | None] = relationship()
    quartier: Mapped[Quartier | None] = relationship()
    contacts: Mapped[list[Contact]] = relationship(back_populates="beneficiaire", order_by="Contact.rang")
    accords: Mapped[list[Accord]] = relationship(back_populates="beneficiaire", order_by="Accord.cree_le")
    rattachements: Mapped[list[Rattachement]] = relationship(back_populates="beneficiaire", order_by="Rattachement.debut")

    @property
    def nom_affiche(self) -> str:
        """« Léa RENAULT »."""
        return f"{self.prenom} {self.nom.upper()}".strip()

    @property
    def nom_liste(self) -> str:
        """« RENAULT Léa »."""
        return f"{self.nom.upper()} {self.prenom}".strip()

    @property
    def initiales(self) -> str:
        """« LR », for e-mails, agendas and the round of the record."""
        return (self.prenom[:1] + self.nom[:1]).upper()


class QuartierConstate(Horodatee, Base):
    """The district of a person as at a date: a perimeter or an address may change, this line does not."""

    __tablename__ = "quartier_constate"
    __cloisonne__ = True

    beneficiaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"), index=True)
    au: Mapped[date]
    situation: Mapped[SituationQuartier]
    quartier_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("quartier.id"))
    origine: Mapped[OrigineQuartier]
    quartier: Mapped[Quartier | None] = relationship()


class Contact(Versionnee, Base):
    """A holder of parental authority or another contact, with their own phone and restrictions."""

    __tablename__ = "contact"
    __cloisonne__ = True
    __journal__ = "contact"

    beneficiaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"), index=True)
    rang: Mapped[int] = mapped_column(default=1)
    lien: Mapped[LienFamilial] = mapped_column(default=LienFamilial.TITULAIRE)
    autorite_parentale: Mapped[bool] = mapped_column(default=True)
    nom: Mapped[str] = mapped_column(String(120))
    prenom: Mapped[str] = mapped_column(String(120))
    telephone: Mapped[str | None] = mapped_column(String(20), comment="E.164")
    courriel: Mapped[str | None] = mapped_column(String(200))
    adresse: Mapped[str | None] = mapped_column(String(200), comment="empty: the person's own")
    langue: Mapped[str | None] = mapped_column(String(60))
    contact_autorise: Mapped[bool] = mapped_column(default=True)
    restriction_chiffre: Mapped[str | None] = mapped_column(Text)
    restriction = TexteSecret("restriction_chiffre")
    beneficiaire: Mapped[Beneficiaire] = relationship(back_populates="contacts")

    @property
    def nom_affiche(self) -> str:
        """« Alexandrie RENAULT »."""
        return f"{self.prenom} {self.nom.upper()}".strip()


class Accord(Versionnee, Base):
    """Agreement of the family (PRE) or of the person: who, when, which form, which scope, informed by whom."""

    __tablename__ = "accord"
    __cloisonne__ = True
    __journal__ = "accord"

    beneficiaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"), index=True)
    contact_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("contact.id"), comment="who agreed; empty: the person")
    etat: Mapped[EtatAccord]
    forme: Mapped[FormeAccord] = mapped_column(default=FormeAccord.INCONNUE)
    donne_le: Mapped[date | None]
    texte_origine: Mapped[str | None] = mapped_column(String(60), comment="what the spreadsheet's cell said")
    portee_eps: Mapped[bool] = mapped_column(default=False, comment="agrees that the situation is discussed in EPS")
    beneficiaire: Mapped[Beneficiaire] = relationship(back_populates="accords")
    contact: Mapped[Contact | None] = relationship()
    portees: Mapped[list[PorteeAccord]] = relationship(back_populates="accord", cascade="all, delete-orphan")
    portees_dispositif: Mapped[list[PorteeDispositif]] = relationship(back_populates="accord", cascade="all, delete-orphan")


class PorteeAccord(Base):
    """One partner the agreement covers: a partner not listed cannot be a recipient (pre.md §3.5)."""

    __tablename__ = "portee_accord"
    __cloisonne__ = True

    accord_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accord.id"), index=True)
    structure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("structure.id"))
    accord: Mapped[Accord] = relationship(back_populates="portees")
    structure: Mapped[Structure] = relationship()


class PorteeDispositif(Base):
    """Another dispositif the agreement lets this one be linked with (ADR 12): contacts only, never a note."""

    __tablename__ = "portee_dispositif"
    __cloisonne__ = True

    accord_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("accord.id"), index=True)
    dispositif: Mapped[Dispositif]
    accord: Mapped[Accord] = relationship(back_populates="portees_dispositif")


class Rattachement(Versionnee, Base):
    """An agent or a structure attached to a file between two dates: it opens access, and tells who the référent is.

    Either an agent, or a structure, or only a name taken from a spreadsheet (`libelle`).
    """

    __tablename__ = "rattachement"
    __cloisonne__ = True
    __journal__ = "rattachement"
    __table_args__ = (Index(None, "agent_id", "nature"), Index(None, "structure_id", "nature"))

    beneficiaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"), index=True)
    nature: Mapped[NatureRattachement]
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"))
    libelle: Mapped[str | None] = mapped_column(String(120))
    debut: Mapped[date]
    fin: Mapped[date | None] = mapped_column(comment="last day")
    beneficiaire: Mapped[Beneficiaire] = relationship(back_populates="rattachements")
    agent: Mapped[Agent | None] = relationship(foreign_keys=[agent_id])
    structure: Mapped[Structure | None] = relationship()

    @property
    def nom(self) -> str:
        """Who it is, on screen."""
        if self.agent is not None:
            return self.agent.nom_court
        return self.structure.libelle if self.structure is not None else self.libelle or ""


class Fusion(Base):
    """A merge of two files: which was absorbed, when, by whom; the absorbed row stays and points to the kept one."""

    __tablename__ = "fusion"
    __cloisonne__ = True
    __journal__ = "fusion"

    garde_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"), index=True)
    absorbe_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"), index=True)
    fusionne_le: Mapped[datetime] = mapped_column(default=maintenant)
    par_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    deplaces: Mapped[str] = mapped_column(Text, comment="JSON: ids moved, per table, to be able to undo by hand")
