"""Actions of a pathway, and their séances."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models import Structure
from parcours.parcours_individuels.models.objectifs import Objectif
from parcours.parcours_individuels.models.parcours import Parcours
from parcours.parcours_individuels.rules import EtatAction, Financement, ManqueePar, Rythme
from parcours.socle.base import Base, Versionnee
from parcours.socle.chiffrement import TexteSecret


class Action(Versionnee, Base):
    """Something done or to be done for the person, from the dated list `type_action`."""

    __tablename__ = "action"
    __cloisonne__ = True
    __journal__ = "action"

    parcours_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("parcours.id"), index=True)
    objectif_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("objectif.id"))
    type: Mapped[str] = mapped_column(String(80), index=True, comment="code of list type_action")
    libelle: Mapped[str] = mapped_column(String(200))
    unite: Mapped[str | None] = mapped_column(String(20), comment="heures, séances, euros: that of the type when it was chosen")
    etat: Mapped[EtatAction] = mapped_column(default=EtatAction.PREVUE)
    prevue_le: Mapped[date | None] = mapped_column(comment="planned on, or from")
    prevue_au: Mapped[date | None] = mapped_column(comment="planned until")
    prochaine_le: Mapped[date | None] = mapped_column(comment="next séance")
    rythme: Mapped[Rythme | None]
    frequence: Mapped[str | None] = mapped_column(String(120), comment="in words: le mercredi à 14 h")
    prevu: Mapped[int | None] = mapped_column(comment="planned: séances, or minutes when the unit is hours")
    collective: Mapped[bool] = mapped_column(default=False, server_default=false())
    en_atelier: Mapped[bool] = mapped_column(
        default=False, server_default=false(), comment="its séances come from the attendance of a group"
    )
    financement: Mapped[Financement | None]
    cout_prevu: Mapped[int | None] = mapped_column(comment="cents")
    cout_engage: Mapped[int | None] = mapped_column(comment="cents")
    cout_paye: Mapped[int | None] = mapped_column(comment="cents")
    resultat_chiffre: Mapped[str | None] = mapped_column(Text)
    resultat = TexteSecret("resultat_chiffre")
    faite_le: Mapped[date | None]
    operateur_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"))
    parcours: Mapped[Parcours] = relationship(back_populates="actions")
    objectif: Mapped[Objectif | None] = relationship()
    operateur: Mapped[Structure | None] = relationship()
    seances: Mapped[list[SeanceAction]] = relationship(viewonly=True, order_by="SeanceAction.le")


class SeanceAction(Versionnee, Base):
    """One dated occurrence of an action: done, or missed and by whom. Struck rather than erased."""

    __tablename__ = "seance_action"
    __cloisonne__ = True
    __journal__ = "seance_action"
    __table_args__ = (Index(None, "action_id", "le"),)

    action_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("action.id"))
    le: Mapped[date] = mapped_column(index=True)
    faite: Mapped[bool]
    manquee_par: Mapped[ManqueePar | None]
    excusee: Mapped[bool] = mapped_column(default=False)
    duree_min: Mapped[int | None]
    commentaire_chiffre: Mapped[str | None] = mapped_column(Text)
    commentaire = TexteSecret("commentaire_chiffre")
    annulee: Mapped[bool] = mapped_column(default=False, comment="noted by mistake: counts no more")
    action: Mapped[Action] = relationship()
