"""Verbs on the services of a structure."""

from __future__ import annotations

from sqlalchemy import func, select

from parcours.annuaire.models import Service, Structure
from parcours.annuaire.rules import AjoutsAuService, SaisieService
from parcours.annuaire.services.structures import poser
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui


def enregistrer(
    service: Service | None, structure: Structure, saisie: SaisieService, ajouts: AjoutsAuService, *, par: Acteur
) -> Service:
    """Create or correct a service made here; a structure published elsewhere may offer one that only we know."""
    if service is not None and not service.locale:
        raise ErreurDuDomaine(f"Cette fiche vient de {service.source}\u00a0: elle se corrige chez qui la publie.")
    memes = db.session.scalars(
        select(Service.id).where(Service.structure_id == structure.id, func.lower(Service.nom) == saisie.nom.lower())
    )
    if any(service is None or meme != service.id for meme in memes):
        raise ErreurDuDomaine("Cette structure a déjà un service de ce nom.")
    creation = service is None
    if service is None:
        service = Service(structure_id=structure.id, nom=saisie.nom, cree_par_id=par.agent_id)
        db.session.add(service)
    return _finir(service, poser(service, saisie) + poser(service, ajouts), par=par, creation=creation)


def completer(service: Service, ajouts: AjoutsAuService, *, par: Acteur) -> Service:
    """Write what the teams decide of a service published elsewhere."""
    return _finir(service, poser(service, ajouts), par=par, creation=False)


def verifier(service: Service, *, par: Acteur) -> None:
    """Say that the row was checked today."""
    service.verifie_le, service.a_revoir = aujourd_hui(), False
    _finir(service, ["verifie_le"], par=par, creation=False)


def _finir(service: Service, changes: list[str], *, par: Acteur, creation: bool) -> Service:
    service.modifie_par_id = par.agent_id
    db.session.flush()
    noter("creer" if creation else "modifier", service, par=par, detail=None if creation else " ".join(sorted(changes)))
    return service
