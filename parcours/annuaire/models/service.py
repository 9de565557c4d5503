"""Services of a structure (data·inclusion v1): what one may be referred to."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, event, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from parcours.annuaire.models.commun import FicheDAnnuaire
from parcours.annuaire.models.structure import Structure
from parcours.annuaire.rules.recherche import repere_de_recherche
from parcours.socle.base import Base, Versionnee
from parcours.socle.recherche import cle_de_recherche


class Service(FicheDAnnuaire, Versionnee, Base):
    """What a structure offers: for which need, to whom, where, and how one gets in."""

    __tablename__ = "service"
    __journal__ = "service"

    structure_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("structure.id"), index=True)
    type: Mapped[str | None] = mapped_column(String(60))
    thematiques: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    frais: Mapped[str | None] = mapped_column(String(60))
    frais_precisions: Mapped[str | None] = mapped_column(Text)
    publics: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True), comment="empty: everybody")
    publics_precisions: Mapped[str | None] = mapped_column(Text)
    conditions_acces: Mapped[str | None] = mapped_column(Text)
    modes_accueil: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    zone_eligibilite: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True), comment="INSEE codes; empty: not said")
    contact_nom_prenom: Mapped[str | None] = mapped_column(String(160))
    lien_mobilisation: Mapped[str | None] = mapped_column(String(500))
    modes_mobilisation: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    mobilisable_par: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    mobilisation_precisions: Mapped[str | None] = mapped_column(Text)
    volume_horaire_hebdomadaire: Mapped[float | None]
    nombre_semaines: Mapped[int | None]
    orientable: Mapped[bool] = mapped_column(default=True, server_default=true(), comment="accepts referrals made here")
    cle_recherche: Mapped[str] = mapped_column(String(500), default="", index=True)
    reperes: Mapped[str] = mapped_column(Text, default="", comment="|thematique:…|public:…|mode:…|zone:…|, for filters")
    structure: Mapped[Structure] = relationship()


@event.listens_for(Service, "before_insert")
@event.listens_for(Service, "before_update")
def _cles(_mappeur: Any, _connexion: Any, service: Service) -> None:
    """Keep the keys of search beside what they are made of, wherever the row is made or changed."""
    service.cle_recherche = cle_de_recherche(service.nom)[:500]
    service.reperes = repere_de_recherche(
        thematique=service.thematiques, public=service.publics, mode=service.modes_accueil, zone=service.zone_eligibilite
    )
