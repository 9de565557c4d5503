"""Whose imports an acting person may open: those of the dispositifs in which they may import."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Select, select

from parcours.accompagnements.models import Echange
from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.beneficiaires.models import Accord, Beneficiaire, Contact, Rattachement
from parcours.cite_emploi.models import Frein, Reperage
from parcours.imports.models import LigneImport, Lot, TraceImport
from parcours.mediation_sante.models import ActeDeMediation, ChoixEnPlus
from parcours.orientations.models import Orientation
from parcours.parcours_individuels.models import Action, MotifDeDemande, Parcours, TransitionParcours
from parcours.socle.droits import DROITS, Acteur, Dispositif, Droit
from parcours.socle.perimetre import Perimetre


def dispositifs_importables(acteur: Acteur) -> frozenset[Dispositif]:
    """Dispositifs in which one of today's roles may import."""
    return acteur.dispositifs_de(*(role for role, droits in DROITS.items() if Droit.IMPORT_ECRIRE in droits))


def dispositifs_lisibles(acteur: Acteur) -> frozenset[Dispositif]:
    """Dispositifs whose imports may be read."""
    return acteur.dispositifs_de(*(role for role, droits in DROITS.items() if Droit.IMPORT_LIRE in droits))


def lots_visibles(acteur: Acteur) -> Select[Lot]:
    """Imports of the dispositifs in which this person holds the right to read imports."""
    return select(Lot).where(Lot.dispositif.in_(sorted(dispositifs_lisibles(acteur)))).options(Perimetre(Lot))


def lignes_visibles(acteur: Acteur) -> Select[LigneImport]:
    """Lines of these imports."""
    lots = lots_visibles(acteur).with_only_columns(Lot.id)
    return select(LigneImport).where(LigneImport.lot_id.in_(lots)).options(Perimetre(LigneImport, Lot))


def traces_visibles(acteur: Acteur) -> Select[TraceImport]:
    """What these imports created or changed."""
    lots = lots_visibles(acteur).with_only_columns(Lot.id)
    return select(TraceImport).where(TraceImport.lot_id.in_(lots)).options(Perimetre(TraceImport, Lot))


def dossiers_du_dispositif(acteur: Acteur, dispositif: Dispositif) -> Select[Beneficiaire]:
    """Files in which duplicates are looked for: those this person may open, in that dispositif only."""
    return beneficiaires_visibles(acteur).where(Beneficiaire.dispositif == dispositif)


_DU_DOSSIER = (
    Contact, Accord,
    Parcours, TransitionParcours, MotifDeDemande, Action, Rattachement, Echange, ActeDeMediation, ChoixEnPlus, Reperage, Frein,
    Orientation, Beneficiaire,
)  # fmt: skip


def rattaches_aux_dossiers(modele: type[Any], beneficiaires: Select[Any]) -> Select[Any]:
    """Rows of a table hanging from files already scoped by the caller, to compare them with a file brought again.

    Args:
        modele: a model with `beneficiaire_id`, `parcours_id` or `echange_id`.
        beneficiaires: ids of the files, from `dossiers_du_dispositif`.
    """
    if hasattr(modele, "beneficiaire_id"):
        condition = modele.beneficiaire_id.in_(beneficiaires)
    else:
        parcours = select(Parcours.id).where(Parcours.beneficiaire_id.in_(beneficiaires))
        if hasattr(modele, "parcours_id"):
            condition = modele.parcours_id.in_(parcours)
        else:
            condition = modele.echange_id.in_(select(Echange.id).where(Echange.parcours_id.in_(parcours)))
    return select(modele).where(condition).options(Perimetre(*_DU_DOSSIER))


def ids(beneficiaires: Select[Beneficiaire], parmi: list[uuid.UUID]) -> Select[Any]:
    """Ids of some of these files, as a statement."""
    return beneficiaires.with_only_columns(Beneficiaire.id).where(Beneficiaire.id.in_(parmi)).order_by(None)
