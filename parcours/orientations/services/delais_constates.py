"""How long each structure takes to answer, told to the directory, which sits below and cannot ask."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from parcours.annuaire.rules.delais import DelaiDeReponse, mediane
from parcours.orientations.system import delais
from parcours.socle.horloge import a_paris


def par_structure(structures: Iterable[uuid.UUID]) -> dict[uuid.UUID, DelaiDeReponse]:
    """Delay of each structure, in calendar days; those that were sent nothing are absent."""
    ids = list(structures)
    jours: dict[uuid.UUID, list[int]] = {}
    for structure, envoyee, repondue in delais.reponses(ids):
        jours.setdefault(structure, []).append(max(0, (a_paris(repondue).date() - a_paris(envoyee).date()).days))
    attentes = delais.en_attente(ids)
    return {
        structure: DelaiDeReponse(len(jours.get(structure, [])), mediane(jours.get(structure, [])), attentes.get(structure, 0))
        for structure in jours.keys() | attentes.keys()
    }
