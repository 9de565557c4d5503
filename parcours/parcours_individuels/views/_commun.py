"""One pathway within reach, its page, a refusal."""

from __future__ import annotations

import uuid
from typing import Any

from flask import url_for

from parcours.parcours_individuels.access import parcours_avec_personne
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.web import acteur, un_ou_404


def suivi(beneficiaire_id: uuid.UUID) -> str:
    return url_for("beneficiaires.fiche", beneficiaire_id=beneficiaire_id)


def un_parcours(parcours_id: uuid.UUID) -> Any:
    return un_ou_404(parcours_avec_personne(acteur()), parcours_id)


def refuser(champ: Any, refus: ErreurDuDomaine) -> None:
    champ.errors = [*champ.errors, str(refus)]
