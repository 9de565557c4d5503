"""Links asked and transfers offered in the town of the tests: each file asks another dispositif, each one is asked."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from parcours.beneficiaires.models import Accord, PorteeAccord, PorteeDispositif
from parcours.beneficiaires.rules import EtatAccord, FormeAccord
from parcours.liaisons.models import Liaison
from parcours.socle.base import db
from parcours.socle.droits import Dispositif
from parcours.socle.horloge import aujourd_hui
from parcours.transferts.models import Transfert

if TYPE_CHECKING:
    from tests.fabriques.monde import Monde

VERS = {Dispositif.PRE: Dispositif.SANTE, Dispositif.SANTE: Dispositif.EMPLOI, Dispositif.EMPLOI: Dispositif.PRE}
"""Whom each dispositif of the town asks."""


@dataclass
class Relais:
    """By code of file: the request it made, one its dispositif received, its transfer, one offered to its structure."""

    liaisons: dict[str, uuid.UUID] = field(default_factory=dict)
    recues: dict[str, uuid.UUID] = field(default_factory=dict)
    transferts: dict[str, uuid.UUID] = field(default_factory=dict)
    offerts: dict[str, uuid.UUID] = field(default_factory=dict)


def relais_du_monde(monde: Monde, temoin: Any) -> Relais:
    """Once every file is there. The copy of the name is a canary of the file that asks."""
    relais = Relais()
    for code, dossier in monde.dossiers.items():
        personne, ou = dossier.beneficiaire, "ici" if code.endswith("ici") else "ailleurs"
        for autre in Dispositif:
            if autre is not personne.dispositif:
                _ajouter(PorteeDispositif(accord_id=dossier.accord.id, dispositif=autre))
        vers = VERS[personne.dispositif]
        liaison = Liaison(
            beneficiaire_id=personne.id,
            depuis=personne.dispositif,
            vers=vers,
            personne_nom=temoin(code, "liaison"),
            personne_prenom="Lou",
        )
        _ajouter(liaison)
        relais.liaisons[code] = relais.recues[vers.value + ou] = liaison.id
    chez = {"emploiici": monde.structures["insertion"], "emploiailleurs": monde.structures["autre"]}
    for code, offert, vers_structure in (
        ("emploiici", "emploiailleurs", monde.structures["mipe"]),
        ("emploiailleurs", "emploiici", monde.structures["insertion"]),
    ):
        dossier = monde.dossiers[code]
        transfert = Transfert(
            beneficiaire_id=dossier.beneficiaire.id,
            de_structure_id=chez[code].id,
            vers_structure_id=vers_structure.id,
            personne_nom=temoin(code, "transfert"),
            personne_prenom="Lou",
            motif=temoin(code, "transfert"),
        )
        _ajouter(transfert)
        relais.transferts[code] = relais.offerts[offert] = transfert.id
        accord = Accord(
            beneficiaire_id=monde.doublons[code].id,
            etat=EtatAccord.CONFIRME,
            forme=FormeAccord.ORAL,
            donne_le=aujourd_hui(),
        )
        _ajouter(accord)
        _ajouter(PorteeAccord(accord_id=accord.id, structure_id=monde.structures["mipe"].id))
    return relais


def _ajouter(ligne: Any) -> None:
    db.session.add(ligne)
    db.session.flush()
