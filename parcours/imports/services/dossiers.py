"""Files already recorded, with all that a file brought again may change; read in a few statements for any number."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import selectinload

from parcours.accompagnements.models import Echange
from parcours.beneficiaires.models import Accord, Beneficiaire, Contact, Rattachement
from parcours.beneficiaires.rules import NatureRattachement
from parcours.cite_emploi.models import Reperage
from parcours.imports.access import dossiers_du_dispositif, ids, rattaches_aux_dossiers
from parcours.mediation_sante.models import ActeDeMediation
from parcours.orientations.models import Orientation
from parcours.parcours_individuels.models import Action, MotifDeDemande, Parcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif

PAQUET = 300


@dataclass
class Dossier:
    """One file and what hangs from it."""

    personne: Beneficiaire
    contacts: list[Contact] = field(default_factory=list)
    accords: list[Accord] = field(default_factory=list)
    referents: list[Rattachement] = field(default_factory=list)
    parcours: Parcours | None = None
    motifs: list[MotifDeDemande] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    orientations: list[Orientation] = field(default_factory=list)
    reperage: Reperage | None = None
    actes: list[tuple[Echange, ActeDeMediation | None]] = field(default_factory=list)


def lire_les_dossiers(acteur: Acteur, dispositif: Dispositif, voulus: Iterable[uuid.UUID]) -> dict[uuid.UUID, Dossier]:
    """Files by id; only those within reach come back."""
    liste = list(voulus)
    dossiers: dict[uuid.UUID, Dossier] = {}
    for debut in range(0, len(liste), PAQUET):
        dossiers.update(_lire(acteur, dispositif, liste[debut : debut + PAQUET]))
    return dossiers


def _lire(acteur: Acteur, dispositif: Dispositif, voulus: list[uuid.UUID]) -> dict[uuid.UUID, Dossier]:
    portee = dossiers_du_dispositif(acteur, dispositif)
    choisis = ids(portee, voulus)
    dossiers = {p.id: Dossier(p) for p in db.session.scalars(portee.where(Beneficiaire.id.in_(voulus)))}

    def lus(modele: type[Any], affiner: Callable[[Select[Any]], Select[Any]] = lambda r: r) -> list[Any]:
        return list(db.session.scalars(affiner(rattaches_aux_dossiers(modele, choisis))))

    for contact in lus(Contact, lambda r: r.order_by(Contact.rang)):
        dossiers[contact.beneficiaire_id].contacts.append(contact)
    for accord in lus(Accord, lambda r: r.order_by(Accord.cree_le)):
        dossiers[accord.beneficiaire_id].accords.append(accord)
    referent = Rattachement.nature == NatureRattachement.REFERENT
    for ligne in lus(
        Rattachement, lambda r: r.where(referent).options(selectinload(Rattachement.agent)).order_by(Rattachement.debut)
    ):
        dossiers[ligne.beneficiaire_id].referents.append(ligne)
    par_parcours: dict[uuid.UUID, Dossier] = {}
    for parcours in lus(Parcours, lambda r: r.order_by(Parcours.cree_le)):
        dossier = dossiers[parcours.beneficiaire_id]
        dossier.parcours = parcours  # the most recent one is the one the team's spreadsheet speaks of
        par_parcours[parcours.id] = dossier
    for modele, nom in ((MotifDeDemande, "motifs"), (Action, "actions"), (Orientation, "orientations")):
        for ligne in lus(modele):
            getattr(par_parcours[ligne.parcours_id], nom).append(ligne)
    if dispositif is Dispositif.EMPLOI:
        for reperage in lus(Reperage):
            par_parcours[reperage.parcours_id].reperage = reperage
    if dispositif is Dispositif.SANTE:
        actes = {a.echange_id: a for a in lus(ActeDeMediation, lambda r: r.options(selectinload(ActeDeMediation.en_plus)))}
        for echange in lus(Echange, lambda r: r.where(Echange.annule_le.is_(None))):
            par_parcours[echange.parcours_id].actes.append((echange, actes.get(echange.id)))
    return dossiers
