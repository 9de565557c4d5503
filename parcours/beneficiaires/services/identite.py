"""Create a file, correct an identity, record a district as at a date, keep contacts."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from parcours.beneficiaires.models import Beneficiaire, Contact, QuartierConstate, Rattachement
from parcours.beneficiaires.rules import (
    Lieu,
    NatureRattachement,
    OrigineQuartier,
    SaisieContact,
    SaisieIdentite,
    SituationQuartier,
)
from parcours.journal.services import noter
from parcours.socle.base import Base, db
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import cle_de_recherche, cle_de_tri
from parcours.territoire.models import TypeQuartier
from parcours.territoire.queries import proposer_quartier


def creer(saisie: SaisieIdentite, lieu: Lieu, dispositif: Dispositif, *, par: Acteur) -> Beneficiaire:
    """Open a file. Who creates it can always open it again: a référent is attached to it from today."""
    personne = Beneficiaire(dispositif=dispositif, cle_recherche="", cle_tri="", cree_par_id=par.agent_id, **asdict(saisie))
    _renouveler_les_cles(personne)
    db.session.add(personne)
    db.session.flush()
    noter("creer", personne, par=par)
    constater_quartier(personne, lieu, aujourd_hui(), par=par)
    _attacher_le_createur(personne, par)
    return personne


def _attacher_le_createur(personne: Beneficiaire, par: Acteur) -> None:
    valeurs: dict[str, Any] = {}
    if personne.dispositif is Dispositif.PRE and Role.COORDINATEUR_PRE not in par.roles and Role.REFERENT_PRE in par.roles:
        valeurs = {"nature": NatureRattachement.REFERENT, "agent_id": par.agent_id}
    elif personne.dispositif is Dispositif.EMPLOI and Role.COORDINATEUR_CITE not in par.roles:
        structures = sorted(par.structures_de(Role.REFERENT_INSERTION))
        valeurs = {"nature": NatureRattachement.ACCOMPAGNEMENT, "structure_id": structures[0]} if structures else {}
    if valeurs:
        rattachement = Rattachement(beneficiaire_id=personne.id, debut=aujourd_hui(), cree_par_id=par.agent_id, **valeurs)
        db.session.add(rattachement)
        db.session.flush()
        noter("nommer", rattachement, par=par)


def corriger_identite(personne: Beneficiaire, saisie: SaisieIdentite, *, par: Acteur) -> None:
    """Replace the identity by what was typed; search and sort keys follow."""
    _remplacer(personne, asdict(saisie), "corriger", par)
    _renouveler_les_cles(personne)


def _renouveler_les_cles(personne: Beneficiaire) -> None:
    personne.cle_recherche = cle_de_recherche(personne.nom, personne.prenom, personne.nom_naissance)
    personne.cle_tri = cle_de_tri(personne.nom, personne.prenom)


def constater_quartier(personne: Beneficiaire, lieu: Lieu, au: date, *, par: Acteur) -> QuartierConstate:
    """Record where the person lives as at a date; the present copy follows the latest date.

    A proposal from the table of streets that recognises nothing is « inconnu », never « hors quartier ».
    """
    situation, quartier_id, origine = lieu.situation, lieu.quartier_id, OrigineQuartier.CHOISI
    if lieu.propose:
        origine = OrigineQuartier.PROPOSE
        proposition = proposer_quartier(personne.adresse, personne.commune_id, au)
        situation, quartier_id = SituationQuartier.INCONNU, None
        if proposition is not None:
            quartier = proposition.quartier
            situation = SituationQuartier.HORS
            if quartier is not None:
                quartier_id = quartier.id
                situation = SituationQuartier.QPV if quartier.type is TypeQuartier.QPV else SituationQuartier.FRAGILE
    constat = QuartierConstate(
        beneficiaire_id=personne.id,
        au=au,
        situation=situation,
        quartier_id=quartier_id,
        origine=origine,
        cree_par_id=par.agent_id,
    )
    db.session.add(constat)
    db.session.flush()
    personne.situation_quartier, personne.quartier_id = situation, quartier_id
    personne.modifie_par_id = par.agent_id
    noter("constater", personne, par=par)
    return constat


def enregistrer_contact(personne: Beneficiaire, contact: Contact | None, saisie: SaisieContact, *, par: Acteur) -> Contact:
    """Add or correct a contact."""
    if contact is None:
        rang = max((c.rang for c in personne.contacts), default=0) + 1
        contact = Contact(beneficiaire_id=personne.id, rang=rang, cree_par_id=par.agent_id, **asdict(saisie))
        db.session.add(contact)
        db.session.flush()
        noter("creer", contact, par=par)
        return contact
    _remplacer(contact, asdict(saisie), "corriger", par)
    return contact


def _remplacer(ligne: Base, valeurs: dict[str, Any], action: str, par: Acteur) -> None:
    """Set the values, and note the names of the fields that changed (never the values)."""
    changes = [nom for nom, valeur in valeurs.items() if getattr(ligne, nom) != valeur]
    if not changes:
        return
    for nom in changes:
        setattr(ligne, nom, valeurs[nom])
    ligne.modifie_par_id = par.agent_id  # type: ignore[attr-defined]
    noter(action, ligne, par=par, detail=", ".join(changes))
