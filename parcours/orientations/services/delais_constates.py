"""How long each structure takes to answer, told to the directory, which sits below and cannot ask."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable

from parcours.annuaire.rules.delais import DelaiDeReponse, mediane
from parcours.orientations.system import delais
from parcours.socle.horloge import a_paris


def par_structure(structures: Iterable[uuid.UUID]) -> dict[uuid.UUID, DelaiDeReponse]:
    """Delay of each structure, in calendar days; those that were sent nothing are absent."""
    jours: dict[uuid.UUID, list[int]] = {}
    attentes: Counter[uuid.UUID] = Counter()
    for envoi in delais.derniers_envois(structures):
        if envoi.attend:
            attentes[envoi.structure_id] += 1
        elif envoi.repondue_le is not None:
            ecart = a_paris(envoi.repondue_le).date() - a_paris(envoi.envoyee_le).date()
            jours.setdefault(envoi.structure_id, []).append(max(0, ecart.days))
    return {
        structure: DelaiDeReponse(len(jours.get(structure, [])), mediane(jours.get(structure, [])), attentes[structure])
        for structure in jours.keys() | attentes.keys()
    }
