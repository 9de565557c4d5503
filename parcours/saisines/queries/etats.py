"""The state shown: the one written on the saisine, then what the pathway and the agenda of the EPS say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, false

from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.saisines.models import Saisine
from parcours.saisines.rules import EtatSaisine
from parcours.socle.dossier import inscriptions
from parcours.socle.droits import Acteur

E = EtatSaisine
DEPUIS_LE_PARCOURS = (E.RECEVABLE, E.FAMILLE_RENCONTREE, E.ACCORD_OBTENU)


def avec_etat(requete: Select[Any], acteur: Acteur) -> tuple[Select[Any], ColumnElement[str]]:
    """The statement joined to the agenda of the EPS, and the column of the state shown.

    A pathway that left « demande » was decided; one on an agenda not yet decided is « inscrite »; adjourned, it waits again.
    """
    inscrits = inscriptions(acteur)
    inscrit: ColumnElement[bool] = false()
    if inscrits is not None:
        table = inscrits.subquery()
        requete = requete.outerjoin(table, table.c.parcours_id == Saisine.parcours_id)
        inscrit = table.c.parcours_id.is_not(None)
    decide = Parcours.etat != EtatParcours.DEMANDE
    etat = case(
        (and_(Saisine.etat.in_(DEPUIS_LE_PARCOURS), decide), E.DECIDEE.value),
        (and_(Saisine.etat == E.ACCORD_OBTENU, inscrit), E.INSCRITE_EPS.value),
        else_=cast(Saisine.etat, String),
    )
    return requete, etat


def etat_effectif(saisine: Saisine, parcours: Parcours | None, inscrit: bool) -> EtatSaisine:
    """The same for one loaded saisine."""
    if saisine.etat in DEPUIS_LE_PARCOURS and parcours is not None and parcours.etat is not EtatParcours.DEMANDE:
        return E.DECIDEE
    return E.INSCRITE_EPS if saisine.etat is E.ACCORD_OBTENU and inscrit else saisine.etat
