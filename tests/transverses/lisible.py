"""Second opinion, by hand, on who may read what (architecture, « Roles and who sees what »): files, and parts of a file."""

from __future__ import annotations

from parcours.socle.droits import Role
from tests.fabriques.monde import DOSSIERS, ZONES

_TOUT = frozenset(ZONES)
_IDENTITE = frozenset({"nom", "prenom", "telephone", "adresse", "contact", "contacttel", "restriction"})
_LIEN = frozenset({"liaison"})
_ENVOI = frozenset({"orientation", "orientationtel", "motif", "reponse", "piece"})
"""What was written on a referral, and the piece its sender joined to it."""

LISIBLE: dict[Role, dict[str, frozenset[str]]] = {
    # A link asked of a dispositif, with the person's agreement, names the person to those who answer for it: PRE to
    # médiation santé, médiation santé to Cité de l'Emploi, Cité de l'Emploi to PRE in the town of the tests.
    # Every PRE file; no médiation santé, no Cité de l'Emploi.
    Role.COORDINATEUR_PRE: {"preici": _TOUT, "preailleurs": _TOUT, "emploiici": _LIEN, "emploiailleurs": _LIEN},
    # The children they are (co-)référent of.
    Role.REFERENT_PRE: {"preici": _TOUT - {"ligne", "saisine", "faits", "decidee"}},
    # Identity and agenda; no échange, no bilan, no free text.
    # The saisines until their decision, without their narratives.
    Role.SECRETARIAT_PRE: {"preici": _IDENTITE | {"saisine"}, "preailleurs": _IDENTITE},
    # The one-page sheet (who, why, the objectives) of the situations of the meetings they are convened to.
    Role.MEMBRE_EPS: {"preici": frozenset({"nom", "prenom", "situation", "raison", "objectif"})},
    Role.MEDIATEUR_SANTE: {"santeici": _TOUT, "santeailleurs": _TOUT, "preici": _LIEN, "preailleurs": _LIEN},
    Role.COORDINATEUR_CITE: {"emploiici": _TOUT, "emploiailleurs": _TOUT, "santeici": _LIEN, "santeailleurs": _LIEN},
    # The people their structure spotted or accompanies.
    # The name and the reason of a transfer offered to it by another structure.
    Role.REFERENT_INSERTION: {"emploiici": _TOUT - {"ligne"}, "emploiailleurs": frozenset({"transfert"})},
    # The orientations sent to their structure; nothing else of the file.
    Role.PARTENAIRE: {"preici": _ENVOI, "santeici": _ENVOI, "emploiici": _ENVOI},
    # Counts only, accounts only, journal only: no name, ever.
    Role.PILOTE: {},
    Role.OBSERVATEUR: {},
    Role.ADMINISTRATEUR: {},
    Role.DPO: {},
}

ICI: dict[Role, str] = {
    Role.COORDINATEUR_PRE: "preici",
    Role.REFERENT_PRE: "preici",
    Role.SECRETARIAT_PRE: "preici",
    Role.MEMBRE_EPS: "preici",
    Role.MEDIATEUR_SANTE: "santeici",
    Role.COORDINATEUR_CITE: "emploiici",
    Role.REFERENT_INSERTION: "emploiici",
    Role.PARTENAIRE: "preici",
}
"""A file each role reaches, for the arguments of addresses."""

AILLEURS: dict[Role, tuple[str, ...]] = {
    Role.COORDINATEUR_PRE: ("santeici", "emploiici"),
    Role.REFERENT_PRE: ("preailleurs", "santeici", "emploiici"),
    Role.SECRETARIAT_PRE: ("santeici", "emploiici"),
    Role.MEMBRE_EPS: ("preailleurs", "santeici"),
    Role.MEDIATEUR_SANTE: ("preici", "emploiici"),
    Role.COORDINATEUR_CITE: ("preici", "santeici"),
    Role.REFERENT_INSERTION: ("emploiailleurs", "preici", "santeici"),
    Role.PARTENAIRE: ("preailleurs", "emploiailleurs"),
}
"""Files each role must not even know of."""


def interdits(role: Role | None) -> list[tuple[str, str]]:
    """Every (file, part) that no answer to this role may carry."""
    permis = LISIBLE[role] if role else {}
    return [(dossier, zone) for dossier in DOSSIERS for zone in ZONES if zone not in permis.get(dossier, frozenset())]
