"""Pathways of a person in one dispositif; every step is a logged transition."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.beneficiaires.models import Beneficiaire
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret
from parcours.socle.droits import Dispositif
from parcours.socle.horloge import maintenant

if TYPE_CHECKING:
    from parcours.parcours_individuels.models.actions import Action
    from parcours.parcours_individuels.models.bilans import Bilan, EvaluationDomaine
    from parcours.parcours_individuels.models.contrats import ContratEngagement
    from parcours.parcours_individuels.models.objectifs import Objectif
    from parcours.parcours_individuels.models.sorties import SortieDeParcours


class Parcours(Versionnee, Base):
    """One pathway: from the request to the exit. Dates are facts; the state follows rules.TRANSITIONS."""

    __tablename__ = "parcours"
    __cloisonne__ = True
    __journal__ = "parcours"
    __table_args__ = (
        Index(None, "beneficiaire_id", "etat", "id"),  # with the id: a scope is read without a row
        Index(None, "dispositif", "etat"),
        Index(None, "dispositif", "prochain_bilan_le"),
    )

    beneficiaire_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("beneficiaire.id"))
    dispositif: Mapped[Dispositif]
    etat: Mapped[EtatParcours]
    demande_le: Mapped[date | None] = mapped_column(comment="saisine (PRE), first contact (santé), repérage (emploi)")
    oriente_par: Mapped[str | None] = mapped_column(String(120), comment="prescripteur, as written")
    eps_le: Mapped[date | None]
    debut_le: Mapped[date | None] = mapped_column(comment="entry into the pathway")
    prochain_bilan_le: Mapped[date | None]
    terme_le: Mapped[date | None] = mapped_column(comment="end of the term of the contract, moved by a renewal (PRE)")
    retour_prevu_le: Mapped[date | None] = mapped_column(comment="expected return, while suspended")
    profil: Mapped[str | None] = mapped_column(String(80), comment="code of list profil_pre (1 to 4, national survey)")
    sortie_le: Mapped[date | None]
    motif_sortie: Mapped[str | None] = mapped_column(String(80), comment="code of list motif_sortie")
    motif_sortie_texte: Mapped[str | None] = mapped_column(String(160), comment="as written in the spreadsheet")
    beneficiaire: Mapped[Beneficiaire] = relationship()
    objectifs: Mapped[list[Objectif]] = relationship(back_populates="parcours", order_by="Objectif.rang")
    actions: Mapped[list[Action]] = relationship(back_populates="parcours", order_by="Action.cree_le")
    transitions: Mapped[list[TransitionParcours]] = relationship(order_by="TransitionParcours.instant", viewonly=True)
    contrat: Mapped[ContratEngagement | None] = relationship(back_populates="parcours")
    sortie: Mapped[SortieDeParcours | None] = relationship(back_populates="parcours")
    bilans: Mapped[list[Bilan]] = relationship(viewonly=True, order_by="Bilan.le.desc()")
    evaluations: Mapped[list[EvaluationDomaine]] = relationship(viewonly=True, order_by="EvaluationDomaine.le")
    motifs: Mapped[list[MotifDeDemande]] = relationship(back_populates="parcours", order_by="MotifDeDemande.principal.desc()")


class TransitionParcours(Base):
    """One step of a pathway: from, to, when, by whom."""

    __tablename__ = "transition_parcours"
    __cloisonne__ = True

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), index=True)
    de: Mapped[EtatParcours | None]
    vers: Mapped[EtatParcours]
    a_la_date: Mapped[date]
    instant: Mapped[datetime] = mapped_column(default=maintenant)
    agent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agent.id"))
    motif: Mapped[str | None] = mapped_column(String(160))
    prevu_le: Mapped[date | None] = mapped_column(comment="expected return of a suspension, new term of a renewal")
    texte_chiffre: Mapped[str | None] = mapped_column(Text)
    texte = TexteSecret("texte_chiffre")


class MotifDeDemande(Base):
    """A reason of the request, from the editable list `motif_saisine`; one is the main one."""

    __tablename__ = "motif_de_demande"
    __cloisonne__ = True

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), index=True)
    code: Mapped[str] = mapped_column(String(80))
    libelle: Mapped[str] = mapped_column(String(200))
    principal: Mapped[bool] = mapped_column(default=False)
    parcours: Mapped[Parcours] = relationship(back_populates="motifs")
