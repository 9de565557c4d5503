"""A saisine as it was received; narratives apart, in a table fewer people read (architecture, principle 7)."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.beneficiaires.rules import FormeAccord, LienFamilial, Sexe
from parcours.comptes.models import Agent
from parcours.parcours_individuels.models import Parcours
from parcours.saisines.rules import AvisDeLEnfant, DonneurDAccord, EtatSaisine, Origine, VitAvec
from parcours.socle.base import Base, Horodatee, Versionnee
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.horloge import maintenant
from parcours.territoire.models import Commune, Etablissement


class Saisine(Versionnee, Base):
    """Who refers, which child, which agreement. It keeps what was received, whatever becomes of the child's file."""

    __tablename__ = "saisine"
    __cloisonne__ = True
    __journal__ = "saisine"
    __table_args__ = (Index(None, "etat", "etape_le"),)

    reference: Mapped[str] = mapped_column(String(12), unique=True, comment="said on the phone in the place of a name")
    etat: Mapped[EtatSaisine] = mapped_column(comment="follows rules.TRANSITIONS")
    etape_le: Mapped[date] = mapped_column(comment="day of the present state")
    origine: Mapped[Origine] = mapped_column(default=Origine.SAISIE)
    demande_le: Mapped[date]
    prescripteur_nom: Mapped[str] = mapped_column(String(120))
    prescripteur_fonction: Mapped[str | None] = mapped_column(String(120))
    prescripteur_institution: Mapped[str | None] = mapped_column(String(160))
    prescripteur_telephone: Mapped[str | None] = mapped_column(String(20), comment="E.164")
    prescripteur_courriel: Mapped[str | None] = mapped_column(String(200))
    prescripteur_lien: Mapped[str | None] = mapped_column(String(120), comment="how they know the child")
    orienteur: Mapped[str | None] = mapped_column(String(120), comment="words of list orienteur")
    nom: Mapped[str] = mapped_column(String(120))
    prenom: Mapped[str] = mapped_column(String(120))
    cle_recherche: Mapped[str] = mapped_column(String(300))
    cle_tri: Mapped[str] = mapped_column(String(240), index=True)
    sexe: Mapped[Sexe] = mapped_column(default=Sexe.INCONNU)
    date_naissance: Mapped[date | None]
    adresse: Mapped[str | None] = mapped_column(String(200))
    commune_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("commune.id"))
    etablissement_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("etablissement.id"))
    classe: Mapped[str | None] = mapped_column(String(20))
    a_redouble: Mapped[bool | None]
    vit_avec: Mapped[VitAvec] = mapped_column(default=VitAvec.INCONNU)
    fratrie: Mapped[str | None] = mapped_column(String(200))
    fratrie_suivie: Mapped[bool] = mapped_column(default=False, comment="a sibling is followed by the PRE, as told")
    information_le: Mapped[date | None] = mapped_column(comment="the family was told of the PRE")
    information_par: Mapped[str | None] = mapped_column(String(120))
    accord_forme: Mapped[FormeAccord] = mapped_column(default=FormeAccord.INCONNUE)
    accord_par: Mapped[DonneurDAccord | None]
    avis_enfant: Mapped[AvisDeLEnfant] = mapped_column(default=AvisDeLEnfant.NON_RECUEILLI)
    notice_remise: Mapped[bool] = mapped_column(default=False, comment="data-protection leaflet handed over")
    derogation_chiffre: Mapped[str | None] = mapped_column(Text)
    derogation = TexteSecret("derogation_chiffre")
    """Why it is admissible in spite of a check (age, territory)."""
    beneficiaire_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("beneficiaire.id"), index=True)
    parcours_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("parcours.id"), index=True)
    commune: Mapped[Commune | None] = relationship()
    etablissement: Mapped[Etablissement | None] = relationship()
    parcours: Mapped[Parcours | None] = relationship()
    titulaires: Mapped[list[TitulaireDeSaisine]] = relationship(
        back_populates="saisine", order_by="TitulaireDeSaisine.rang", cascade="all, delete-orphan"
    )
    motifs: Mapped[list[MotifDeSaisine]] = relationship(
        back_populates="saisine", order_by="MotifDeSaisine.rang", cascade="all, delete-orphan"
    )
    etapes: Mapped[list[TransitionSaisine]] = relationship(
        back_populates="saisine", order_by="TransitionSaisine.instant", cascade="all, delete-orphan"
    )

    @property
    def nom_affiche(self) -> str:
        """« Léa RENAULT »."""
        return f"{self.prenom} {self.nom.upper()}".strip()

    @property
    def nom_liste(self) -> str:
        """« RENAULT Léa »."""
        return f"{self.nom.upper()} {self.prenom}".strip()

    @property
    def prescripteur(self) -> str:
        """« Mme Lemaire, directrice, école Anatole France »."""
        return ", ".join(
            mot for mot in (self.prescripteur_nom, self.prescripteur_fonction, self.prescripteur_institution) if mot
        )


class TitulaireDeSaisine(Base):
    """A holder of parental authority, each with their own address, phone, language and restrictions."""

    __tablename__ = "titulaire_de_saisine"
    __cloisonne__ = True

    saisine_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("saisine.id"), index=True)
    rang: Mapped[int]
    lien: Mapped[LienFamilial] = mapped_column(default=LienFamilial.TITULAIRE)
    nom: Mapped[str] = mapped_column(String(120))
    prenom: Mapped[str] = mapped_column(String(120), default="")
    telephone: Mapped[str | None] = mapped_column(String(20), comment="E.164")
    adresse: Mapped[str | None] = mapped_column(String(200), comment="empty: the child's own")
    langue: Mapped[str | None] = mapped_column(String(60))
    interprete: Mapped[bool] = mapped_column(default=False)
    contact_autorise: Mapped[bool] = mapped_column(default=True)
    jugement: Mapped[bool] = mapped_column(default=False, comment="a judgement restricts contact")
    restriction_chiffre: Mapped[str | None] = mapped_column(Text)
    restriction = TexteSecret("restriction_chiffre")
    saisine: Mapped[Saisine] = relationship(back_populates="titulaires")

    @property
    def nom_affiche(self) -> str:
        """« Alexandrie RENAULT »."""
        return f"{self.prenom} {self.nom.upper()}".strip()


class MotifDeSaisine(Base):
    """A reason, from the editable list `motif_saisine`; the first is the main one."""

    __tablename__ = "motif_de_saisine"
    __cloisonne__ = True

    saisine_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("saisine.id"), index=True)
    rang: Mapped[int]
    code: Mapped[str] = mapped_column(String(80))
    libelle: Mapped[str] = mapped_column(String(200))
    saisine: Mapped[Saisine] = relationship(back_populates="motifs")


class RecitDeSaisine(Horodatee, Base):
    """What was observed, what the prescripteur makes of it, what the family wishes: all sealed."""

    __tablename__ = "recit_de_saisine"
    __cloisonne__ = True

    saisine_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("saisine.id"), unique=True)
    faits_chiffre: Mapped[str | None] = mapped_column(Text)
    faits = TexteSecret("faits_chiffre")
    appreciation_chiffre: Mapped[str | None] = mapped_column(Text)
    appreciation = TexteSecret("appreciation_chiffre")
    atouts_chiffre: Mapped[str | None] = mapped_column(Text)
    atouts = TexteSecret("atouts_chiffre")
    souhaits_enfant_chiffre: Mapped[str | None] = mapped_column(Text)
    souhaits_enfant = TexteSecret("souhaits_enfant_chiffre")
    souhaits_parents_chiffre: Mapped[str | None] = mapped_column(Text)
    souhaits_parents = TexteSecret("souhaits_parents_chiffre")
    aides_precision_chiffre: Mapped[str | None] = mapped_column(Text)
    aides_precision = TexteSecret("aides_precision_chiffre")
    avis_enfant_texte_chiffre: Mapped[str | None] = mapped_column(Text)
    avis_enfant_texte = TexteSecret("avis_enfant_texte_chiffre")
    aides: Mapped[list[AideTentee]] = relationship(
        back_populates="recit", order_by="AideTentee.rang", cascade="all, delete-orphan"
    )
    professionnels: Mapped[list[ProfessionnelDeSaisine]] = relationship(
        back_populates="recit", order_by="ProfessionnelDeSaisine.rang", cascade="all, delete-orphan"
    )


class AideTentee(Base):
    """Help of droit commun already tried, from the editable list `aide_tentee`."""

    __tablename__ = "aide_tentee"
    __cloisonne__ = True

    recit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("recit_de_saisine.id"), index=True)
    rang: Mapped[int]
    code: Mapped[str] = mapped_column(String(80))
    libelle: Mapped[str] = mapped_column(String(200))
    recit: Mapped[RecitDeSaisine] = relationship(back_populates="aides")


class ProfessionnelDeSaisine(Base):
    """Somebody already around the child: one agreement of the parents each."""

    __tablename__ = "professionnel_de_saisine"
    __cloisonne__ = True

    recit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("recit_de_saisine.id"), index=True)
    rang: Mapped[int]
    nom: Mapped[str] = mapped_column(String(120))
    service: Mapped[str] = mapped_column(String(160))
    accord: Mapped[bool] = mapped_column(default=False, comment="the parents agree that the PRE contacts them")
    recit: Mapped[RecitDeSaisine] = relationship(back_populates="professionnels")


class TransitionSaisine(Base):
    """One step of a saisine, logged. `agent_id` is empty when a prescripteur took it through a link."""

    __tablename__ = "transition_saisine"
    __cloisonne__ = True

    saisine_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("saisine.id"), index=True)
    de: Mapped[EtatSaisine | None]
    vers: Mapped[EtatSaisine]
    a_la_date: Mapped[date]
    instant: Mapped[datetime] = mapped_column(default=maintenant)
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    motif: Mapped[str | None] = mapped_column(String(200), comment="words of list motif_irrecevabilite")
    precision_chiffre: Mapped[str | None] = mapped_column(Text)
    precision = TexteSecret("precision_chiffre")
    saisine: Mapped[Saisine] = relationship(back_populates="etapes")
    agent: Mapped[Agent | None] = relationship()


class ComplementDeSaisine(Horodatee, Base):
    """A question to the prescripteur, and the answer."""

    __tablename__ = "complement_de_saisine"
    __cloisonne__ = True

    saisine_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("saisine.id"), index=True)
    question_chiffre: Mapped[str | None] = mapped_column(Text)
    question = TexteSecret("question_chiffre")
    reponse_chiffre: Mapped[str | None] = mapped_column(Text)
    reponse = TexteSecret("reponse_chiffre")
    repondu_le: Mapped[datetime | None]


class RencontreFamille(Horodatee, Base):
    """A meeting with the family before the EPS: where, who took part, what was said."""

    __tablename__ = "rencontre_famille"
    __cloisonne__ = True

    saisine_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("saisine.id"), index=True)
    le: Mapped[date]
    lieu: Mapped[str] = mapped_column(String(160))
    participants: Mapped[str] = mapped_column(String(300))
    compte_rendu_chiffre: Mapped[str | None] = mapped_column(Text)
    compte_rendu = TexteSecret("compte_rendu_chiffre")


class InvitationSaisine(Horodatee, Base):
    """A named prescripteur and their one-time link; about nobody until it is used.

    With `complement_id`, the link answers a question on a saisine already received.
    """

    __tablename__ = "invitation_saisine"
    __journal__ = "invitation_saisine"

    nom: Mapped[str] = mapped_column(String(120))
    fonction: Mapped[str | None] = mapped_column(String(160))
    courriel: Mapped[str | None] = mapped_column(String(200))
    complement_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("complement_de_saisine.id"), unique=True, comment="empty: a new saisine"
    )
    expire_le: Mapped[datetime]
    utilisee_le: Mapped[datetime | None]
    revoquee_le: Mapped[datetime | None]
    numero_envoi: Mapped[uuid.UUID | None] = mapped_column(
        unique=True, comment="number of the form received: the same form sent twice is one saisine"
    )
    reference: Mapped[str | None] = mapped_column(String(12), comment="of the saisine received, for the receipt")
