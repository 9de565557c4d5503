"""Who reads which repérage: the coordination all of them, a partner those of its structure and nothing behind them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, false, or_, select

from parcours.beneficiaires.models import Beneficiaire
from parcours.cite_emploi.models import Frein, Reperage
from parcours.parcours_individuels.models import Parcours
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.perimetre import Perimetre


def reperages_visibles(acteur: Acteur) -> Select[Reperage]:
    """All of them for the coordination; those of one's structure, as long as one belongs to it, for a partner.

    The pathway and the person are joined for their state and name only: queries select columns, never the file.
    """
    conditions: list[ColumnElement[bool]] = []
    if Dispositif.EMPLOI in acteur.dispositifs_de(Role.COORDINATEUR_CITE):
        conditions.append(Parcours.dispositif == Dispositif.EMPLOI)
    if structures := acteur.structures_de(Role.PARTENAIRE):
        conditions.append(Reperage.structure_id.in_(structures))
    return (
        select(Reperage)
        .join(Reperage.parcours)
        .join(Parcours.beneficiaire)
        .where(or_(*conditions) if conditions else false(), Beneficiaire.fusionne_dans_id.is_(None))
        .options(Perimetre(Reperage, Frein, Parcours, Beneficiaire))
    )
