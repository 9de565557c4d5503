"""Settings a coordinator or an administrator changes on screen; each has a type, a unit, a default and guard rails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from parcours.socle.base import Base, db
from parcours.socle.horloge import maintenant


@dataclass(frozen=True)
class DefinitionDeReglage:
    """A whole-number setting: what it means, its unit, its default and its limits."""

    cle: str
    libelle: str
    unite: str
    defaut: int
    minimum: int
    maximum: int
    source: str


REGLAGES: dict[str, DefinitionDeReglage] = {
    r.cle: r
    for r in (
        DefinitionDeReglage("sans_contact_pre", "Alerte sans contact, PRE", "jours", 30, 7, 180, "note sante_emploi §5.2"),
        DefinitionDeReglage(
            "sans_contact_autres", "Alerte sans contact, autres dispositifs", "jours", 45, 7, 180, "note sante_emploi §5.2"
        ),
        DefinitionDeReglage(
            "orientation_sans_reponse", "Alerte orientation sans réponse", "jours", 10, 3, 60, "note sante_emploi §3.1"
        ),
        DefinitionDeReglage(
            "relance_1", "Première relance d’une orientation non ouverte", "jours", 3, 2, 7, "note sante_emploi §3.7"
        ),
        DefinitionDeReglage("relance_2", "Deuxième relance d’une orientation", "jours", 10, 8, 15, "note sante_emploi §3.7"),
        DefinitionDeReglage("relance_3", "Dernière relance d’une orientation", "jours", 20, 16, 25, "note sante_emploi §3.7"),
        DefinitionDeReglage(
            "expiration_orientation", "Expiration d’une orientation sans réponse", "jours", 30, 26, 90, "note sante_emploi §3.7"
        ),
        DefinitionDeReglage("age_minimum_pre", "Âge minimum du PRE", "ans", 2, 0, 10, "note pre §1.5"),
        DefinitionDeReglage("age_maximum_pre", "Âge maximum du PRE, sans dérogation", "ans", 16, 10, 25, "note pre §1.5"),
        DefinitionDeReglage("saisine_en_attente", "Alerte demande au PRE sans suite", "jours", 15, 3, 90, "note pre §3.2"),
        DefinitionDeReglage("bilan_initial_pre", "Premier bilan du PRE après", "mois", 3, 1, 6, "note pre §1.5"),
        DefinitionDeReglage("bilan_suivant_pre", "Bilans suivants du PRE tous les", "mois", 4, 3, 6, "note pre §1.5"),
        DefinitionDeReglage("duree_contrat_pre", "Terme d’un contrat d’engagement", "mois", 12, 3, 24, "note pre §1.5"),
        DefinitionDeReglage("duree_alerte_pre", "Alerte sur la durée du parcours PRE", "mois", 18, 6, 36, "note pre §1.5"),
        DefinitionDeReglage("duree_plafond_pre", "Durée maximale à motiver, PRE", "mois", 24, 12, 48, "note pre §1.5"),
        DefinitionDeReglage("age_alerte_pre", "Alerte sur l’âge, PRE", "mois", 186, 120, 216, "15 ans et demi, note pre §1.5"),
        DefinitionDeReglage("veille_pre", "Nouvelles à prendre après la sortie du PRE", "mois", 4, 3, 6, "note pre §1.1"),
        DefinitionDeReglage("places_pre", "Places du PRE", "enfants", 130, 1, 2000, "contrat de ville, 2023"),
        DefinitionDeReglage(
            "eps_fenetre_avant", "Un membre lit les situations avant la réunion", "jours", 7, 0, 30, "pre.md §3.5"
        ),
        DefinitionDeReglage(
            "eps_fenetre_apres", "Un membre lit les situations après la réunion", "jours", 7, 0, 30, "pre.md §3.5"
        ),
        DefinitionDeReglage("seuil_publication", "Seuil de publication", "personnes", 5, 5, 50, "secret statistique, S3"),
        DefinitionDeReglage(
            "seuil_publication_sante", "Seuil de publication, santé", "personnes", 11, 11, 50, "secret statistique, S3"
        ),
    )
}


class Reglage(Base):
    """Value that replaces the default of one setting."""

    __tablename__ = "reglage"

    cle: Mapped[str] = mapped_column(unique=True)
    valeur: Mapped[int]
    modifie_le: Mapped[datetime] = mapped_column(default=maintenant, onupdate=maintenant)


def reglages() -> dict[str, int]:
    """Every setting with its present value (one statement)."""
    valeurs = {cle: definition.defaut for cle, definition in REGLAGES.items()}
    for ligne in db.session.scalars(select(Reglage)):
        if ligne.cle in valeurs:
            valeurs[ligne.cle] = ligne.valeur
    return valeurs


def reglage(cle: str) -> int:
    """Present value of one setting."""
    valeur = db.session.scalar(select(Reglage.valeur).where(Reglage.cle == cle))
    return REGLAGES[cle].defaut if valeur is None else valeur


def changer(cle: str, valeur: int) -> None:
    """Change a setting within its guard rails.

    Raises:
        ValueError: outside the limits of its definition.
    """
    definition = REGLAGES[cle]
    if not definition.minimum <= valeur <= definition.maximum:
        raise ValueError(f"Entre {definition.minimum} et {definition.maximum} {definition.unite}.")
    ligne = db.session.scalar(select(Reglage).where(Reglage.cle == cle))
    if ligne is None:
        db.session.add(Reglage(cle=cle, valeur=valeur))
    else:
        ligne.valeur = valeur
