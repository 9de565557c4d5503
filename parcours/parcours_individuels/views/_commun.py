"""One pathway within reach, its page, the choices of a list."""

from __future__ import annotations

import uuid
from typing import Any

from flask import url_for
from wtforms.fields.choices import SelectChoice

from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels.access import parcours_avec_personne
from parcours.socle.droits import Droit
from parcours.socle.typographie import insecables
from parcours.socle.web import acteur, un_ou_404


def suivi(beneficiaire_id: uuid.UUID) -> str:
    return url_for("beneficiaires.fiche", beneficiaire_id=beneficiaire_id)


def un_parcours(parcours_id: uuid.UUID) -> Any:
    return un_ou_404(parcours_avec_personne(acteur()), parcours_id)


def un_parcours_du_pre(parcours_id: uuid.UUID) -> Any:
    """A pathway reached through a role that follows bilans: those of the PRE only."""
    return un_ou_404(parcours_avec_personne(acteur().au_titre_de(Droit.BILAN_LIRE)), parcours_id)


def liste(code: str, vide: str, garde: str | None = None) -> list[SelectChoice]:
    """What an editable list offers, after an empty choice."""
    offerts = nomenclatures.choix(code, garde=garde)
    return [SelectChoice(value="", label=vide), *(SelectChoice(value=c, label=insecables(mot)) for c, mot in offerts)]
