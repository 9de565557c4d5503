"""The data·inclusion v1 schema: names of the fields, what is required, lengths (gip-inclusion/data-inclusion-schema, v1)."""

from __future__ import annotations

SOURCE_LOCALE = "capso"
"""`source` of the rows made here."""

ADRESSE = ("commune", "code_postal", "code_insee", "adresse", "complement_adresse", "longitude", "latitude")

STRUCTURE = (
    *("source", "id", "nom", "description", "date_maj"),
    "siret",
    *ADRESSE,
    *("telephone", "courriel", "site_web", "horaires_accueil", "accessibilite_lieu", "reseaux_porteurs"),
)
"""Fields of a structure, in the order of the schema."""

SERVICE = (
    *("source", "structure_id", "id", "nom", "description", "date_maj"),
    *("type", "thematiques", "frais", "frais_precisions", "publics", "publics_precisions", "conditions_acces"),
    *ADRESSE,
    *("telephone", "courriel", "modes_accueil", "zone_eligibilite", "contact_nom_prenom"),
    *("lien_mobilisation", "modes_mobilisation", "mobilisable_par", "mobilisation_precisions"),
    *("volume_horaire_hebdomadaire", "nombre_semaines", "horaires_accueil"),
)
"""Fields of a service, in the order of the schema."""

REQUIS = ("source", "id", "nom", "description", "date_maj")
ENSEMBLES = frozenset(
    {
        "reseaux_porteurs",
        "thematiques",
        "publics",
        "modes_accueil",
        "zone_eligibilite",
        "modes_mobilisation",
        "mobilisable_par",
    }
)
"""Fields that hold several values; an empty one is written null, as the schema asks."""

NOMBRES = frozenset({"longitude", "latitude", "volume_horaire_hebdomadaire", "nombre_semaines"})
NOM_AU_MOINS, NOM_AU_PLUS = 3, 150
DESCRIPTION_AU_MOINS, DESCRIPTION_AU_PLUS = 50, 2000


def manques(nom: str, description: str | None) -> list[str]:
    """Why a row cannot be published, in words; empty when it can."""
    texte = (description or "").strip()
    raisons = []
    if not NOM_AU_MOINS <= len(nom.strip()) <= NOM_AU_PLUS:
        raisons.append(f"le nom compte de {NOM_AU_MOINS} à {NOM_AU_PLUS} caractères")
    elif nom.strip().endswith("."):
        raisons.append("le nom ne finit pas par un point")
    if not texte:
        raisons.append("la description manque")
    elif len(texte) < DESCRIPTION_AU_MOINS:
        raisons.append(f"la description compte {len(texte)} caractères, il en faut au moins {DESCRIPTION_AU_MOINS}")
    elif len(texte) > DESCRIPTION_AU_PLUS:
        raisons.append(f"la description compte {len(texte)} caractères, {DESCRIPTION_AU_PLUS} au plus")
    return raisons
