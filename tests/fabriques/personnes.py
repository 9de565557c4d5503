"""Agents signed in, structures, files, pathways."""

from __future__ import annotations

from datetime import date
from typing import Any

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.beneficiaires.rules import NatureRattachement
from parcours.comptes.access import acteur_de
from parcours.comptes.models import Agent, Habilitation
from parcours.comptes.services import ouvrir_session
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import cle_de_recherche, cle_de_tri
from tests.client import ClientVerifie

PHRASE = "une phrase longue pour les tests"


def structure(nom: str = "MIPE", **valeurs: Any) -> Structure:
    """A structure of the directory."""
    ligne = Structure(nom=nom, cle_recherche=cle_de_recherche(nom), **valeurs)
    db.session.add(ligne)
    db.session.flush()
    return ligne


def agent(role: Role | None = None, prenom: str = "Camille", nom: str = "Delattre", **valeurs: Any) -> Agent:
    """An account, with one habilitation in force when a role is given (`structure`, `debut`, `fin` are its own)."""
    appartenance: Structure | None = valeurs.pop("structure", None)
    debut, fin = valeurs.pop("debut", date(2025, 1, 1)), valeurs.pop("fin", None)
    charte = valeurs.pop("charte_signee_le", None)
    ligne = Agent(
        prenom=prenom, nom=nom, **{"courriel": f"{prenom}.{nom}.{role}@exemple.fr".lower().replace(" ", ""), **valeurs}
    )
    db.session.add(ligne)
    db.session.flush()
    if role is not None:
        db.session.add(
            Habilitation(
                agent_id=ligne.id,
                role=role,
                dispositif=role.dispositif,
                structure_id=appartenance.id if appartenance else None,
                debut=debut,
                fin=fin,
                charte_signee_le=charte,
            )
        )
        db.session.flush()
    return ligne


def acteur(qui: Agent) -> Acteur:
    """The acting person behind an account."""
    db.session.refresh(qui)
    return acteur_de(qui, list(qui.habilitations))


def connecter(client: ClientVerifie, qui: Agent) -> ClientVerifie:
    """Sign `qui` in without paying the price of the hash."""
    secret = ouvrir_session(qui)
    db.session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = secret
        cookie["_fresh"] = True
    return client


def beneficiaire(
    nom: str = "Renault", prenom: str = "Léa", dispositif: Dispositif = Dispositif.PRE, **valeurs: Any
) -> Beneficiaire:
    """A file."""
    ligne = Beneficiaire(
        nom=nom,
        prenom=prenom,
        dispositif=dispositif,
        cle_recherche=cle_de_recherche(nom, prenom),
        cle_tri=cle_de_tri(nom, prenom),
        **{"date_naissance": date(2018, 1, 16), **valeurs},
    )
    db.session.add(ligne)
    db.session.flush()
    return ligne


def parcours(personne: Beneficiaire, etat: EtatParcours = EtatParcours.EN_COURS, **valeurs: Any) -> Parcours:
    """A pathway of that file."""
    ligne = Parcours(
        beneficiaire_id=personne.id,
        dispositif=personne.dispositif,
        etat=etat,
        **{"demande_le": date(2025, 10, 6), "debut_le": date(2025, 12, 5), **valeurs},
    )
    db.session.add(ligne)
    db.session.flush()
    return ligne


def rattacher(
    personne: Beneficiaire, *, agent: Agent | None = None, structure: Structure | None = None, **valeurs: Any
) -> Rattachement:
    """Attach an agent (référent) or a structure (accompaniment) to a file."""
    nature = NatureRattachement.REFERENT if agent else NatureRattachement.ACCOMPAGNEMENT
    ligne = Rattachement(
        beneficiaire_id=personne.id,
        agent_id=agent.id if agent else None,
        structure_id=structure.id if structure else None,
        **{"nature": nature, "debut": aujourd_hui(), **valeurs},
    )
    db.session.add(ligne)
    db.session.flush()
    return ligne
