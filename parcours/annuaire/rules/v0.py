"""Rows written in data·inclusion v0, said again in v1 (mapping of the schema's own change log, version 1.0.0)."""

from __future__ import annotations

from typing import Any

from parcours.annuaire.rules import referentiels
from parcours.annuaire.rules.zones import DEPARTEMENTS_DES_REGIONS

CHAMPS_DE_STRUCTURE = frozenset(
    {"presentation_resume", "presentation_detail", "typologie", "labels_nationaux", "labels_autres", "horaires_ouverture"}
    | {"accessibilite", "antenne", "rna", "lien_source"}
)
CHAMPS_DE_SERVICE = frozenset(
    {"presentation_resume", "presentation_detail", "types", "profils", "zone_diffusion_type", "zone_diffusion_code"}
    | {"modes_orientation_beneficiaire", "modes_orientation_accompagnateur", "pre_requis", "justificatifs"}
    | {"formulaire_en_ligne", "prise_rdv", "frais_autres", "cumulable"}
)

RESEAU_DES_TYPOLOGIES = {
    "ACI": "siae",
    "EI": "siae",
    "AI": "siae",
    "ETTI": "siae",
    "EITI": "siae",
    "GEIQ": "geiq",
    "CAF": "caf",
    "CPAM": "cpam",
    "MSA": "mutualite-sociale-agricole",
    "CAP_EMPLOI": "cap-emploi-reseau-cheops",
    "CCAS": "unccas",
    "CIAS": "unccas",
    "CHRS": "chrs",
    "CIDFF": "cidff",
    "CS": "fcsf",
    "DEPT": "departements",
    "CD": "departements",
    "E2C": "ecoles-de-la-deuxieme-chance",
    "EPIDE": "epide",
    "FJT": "residences-fjt",
    "FT": "france-travail",
    "PE": "france-travail",
    "MDE": "maisons-de-l-emploi",
    "MDS": "maisons-des-solidarites",
    "MJC": "mjc",
    "ML": "mission-locale",
    "MSAP": "msap",
    "MUNI": "communes",
    "PIMMS": "pimms-mediation",
    "PJJ": "pjj",
    "PLIE": "plie",
    "REG": "regions",
    "RS_FJT": "residences-fjt",
    "SPIP": "spip",
}


def est_v0(ligne: dict[str, Any], *, service: bool) -> bool:
    """True when the row carries a name that v1 dropped."""
    return bool((CHAMPS_DE_SERVICE if service else CHAMPS_DE_STRUCTURE) & ligne.keys())


def en_liste(valeur: Any) -> list[str]:
    """Several values, however they were written."""
    if valeur is None or valeur == "":
        return []
    return [str(v) for v in valeur if v not in (None, "")] if isinstance(valeur, list | tuple | set) else [str(valeur)]


def structure_en_v1(ligne: dict[str, Any]) -> dict[str, Any]:
    """A v0 structure under the names of v1; what has no place there keeps its name and is kept aside by the reader."""
    v1 = dict(ligne)
    _renommer(v1, horaires_ouverture="horaires_accueil", accessibilite="accessibilite_lieu")
    _decrire(v1)
    reseaux = en_liste(v1.get("reseaux_porteurs"))
    typologie = v1.pop("typologie", None)
    if typologie in RESEAU_DES_TYPOLOGIES:
        reseaux.append(RESEAU_DES_TYPOLOGIES[typologie])
    elif typologie:
        v1["typologie"] = typologie
    for champ in ("labels_nationaux", "labels_autres"):
        labels = en_liste(v1.pop(champ, None))
        reseaux += [label for label in labels if referentiels.connue("reseaux_porteurs", label)]
        if autres := [label for label in labels if not referentiels.connue("reseaux_porteurs", label)]:
            v1[champ] = autres
    v1["reseaux_porteurs"] = list(dict.fromkeys(reseaux)) or None
    return v1


def service_en_v1(ligne: dict[str, Any]) -> dict[str, Any]:
    """A v0 service under the names of v1."""
    v1 = dict(ligne)
    _decrire(v1)
    types = [_remplacer("type", valeur)[0] for valeur in en_liste(v1.pop("types", None))]
    if types:
        v1["type"] = types[0]
        if autres := [t for t in dict.fromkeys(types) if t != types[0]]:
            v1["types"] = autres
    _publics(v1)
    v1["thematiques"] = _dedoubler(_remplacer("thematiques", t)[0] for t in en_liste(v1.get("thematiques")))
    _frais(v1)
    conditions = [*en_liste(v1.pop("pre_requis", None)), *en_liste(v1.pop("justificatifs", None))]
    v1["conditions_acces"] = v1.get("conditions_acces") or "\n".join(conditions) or None
    v1["zone_eligibilite"] = _zone(v1)
    _mobilisation(v1)
    if v1.get("nombre_semaines") in (0, "0"):
        v1["nombre_semaines"] = 1  # v0 allowed 0; v1 says at least one
    return v1


def _renommer(ligne: dict[str, Any], **noms: str) -> None:
    for ancien, nouveau in noms.items():
        valeur = ligne.pop(ancien, None)
        if valeur and not ligne.get(nouveau):
            ligne[nouveau] = valeur


def _decrire(ligne: dict[str, Any]) -> None:
    resume, detail = ligne.pop("presentation_resume", None) or "", ligne.pop("presentation_detail", None) or ""
    if not ligne.get("description"):
        debut = resume.rstrip(" .…")
        morceaux = [detail] if detail and debut in detail else [resume, detail]
        ligne["description"] = "\n\n".join(m.strip() for m in morceaux if m.strip()) or None


def _remplacer(champ: str, valeur: str) -> tuple[str, bool]:
    """The value of v1, and whether the former one says more than it."""
    trouvee = referentiels.liste(referentiels.LISTE_DU_CHAMP[champ]).get(valeur)
    if trouvee is None or not trouvee.remplace_par:
        return valeur, False
    return trouvee.remplace_par, True


def _dedoubler(valeurs: Any) -> list[str] | None:
    return list(dict.fromkeys(valeurs)) or None


def _publics(ligne: dict[str, Any]) -> None:
    """`profils` → `publics`; the words of a value that v1 no longer tells apart go to the precisions."""
    publics, precisions = [], en_liste(ligne.pop("profils_precisions", None) or ligne.get("publics_precisions"))
    for profil in en_liste(ligne.pop("profils", None)):
        valeur, remplacee = _remplacer("publics", profil)
        if valeur == referentiels.TOUT_LE_MONDE:
            continue
        connue = referentiels.liste("public").get(profil)
        if connue is not None and connue.obsolete and (not remplacee or valeur != profil):
            precisions.append(connue.libelle)
        if remplacee or connue is None or not connue.obsolete:
            publics.append(valeur)
    ligne["publics"] = _dedoubler([*en_liste(ligne.get("publics")), *publics])
    ligne["publics_precisions"] = ". ".join(dict.fromkeys(precisions)) or None


def _frais(ligne: dict[str, Any]) -> None:
    anciens = en_liste(ligne.get("frais"))
    remplaces = {_remplacer("frais", valeur)[0] for valeur in anciens}
    inconnus = [v for v in remplaces if not referentiels.connue("frais", v)]
    precisions = en_liste(ligne.pop("frais_autres", None) or ligne.get("frais_precisions"))
    precisions += [referentiels.mot("frais", v) for v in anciens if not referentiels.connue("frais", v)]
    ligne["frais"] = "payant" if "payant" in remplaces else "gratuit" if "gratuit" in remplaces else next(iter(inconnus), None)
    ligne["frais_precisions"] = ". ".join(dict.fromkeys(precisions)) or None


def _zone(ligne: dict[str, Any]) -> list[str] | None:
    genre, code = ligne.pop("zone_diffusion_type", None), ligne.pop("zone_diffusion_code", None)
    if deja := en_liste(ligne.get("zone_eligibilite")):
        return deja
    if genre == "pays":
        ligne.pop("zone_diffusion_nom", None)
        return ["france"]
    if not code:
        if genre:
            ligne["zone_diffusion_type"] = genre
        return None
    ligne.pop("zone_diffusion_nom", None)
    return list(DEPARTEMENTS_DES_REGIONS.get(str(code), (str(code),))) if genre == "region" else [str(code)]


def _mobilisation(ligne: dict[str, Any]) -> None:
    beneficiaire = en_liste(ligne.pop("modes_orientation_beneficiaire", None))
    accompagnateur = en_liste(ligne.pop("modes_orientation_accompagnateur", None))
    qui = [*(["usagers"] if beneficiaire else []), *(["professionnels"] if accompagnateur else [])]
    modes = [_remplacer("modes_mobilisation", mode)[0] for mode in (*beneficiaire, *accompagnateur) if mode != "autre"]
    precisions = [
        texte
        for champ in ("modes_orientation_beneficiaire_autres", "modes_orientation_accompagnateur_autres")
        if (texte := ligne.pop(champ, None))
    ]
    liens = [lien for champ in ("formulaire_en_ligne", "prise_rdv") if (lien := ligne.pop(champ, None))]
    if liens and not ligne.get("lien_mobilisation"):
        ligne["lien_mobilisation"] = liens.pop(0)
        modes.append("utiliser-lien-mobilisation")
    ligne["modes_mobilisation"] = _dedoubler([*en_liste(ligne.get("modes_mobilisation")), *modes])
    ligne["mobilisable_par"] = _dedoubler([*en_liste(ligne.get("mobilisable_par")), *qui])
    ligne["mobilisation_precisions"] = "\n".join(dict.fromkeys([*precisions, *liens])) or ligne.get("mobilisation_precisions")
