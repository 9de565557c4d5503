"""Who reads a link: condition by condition, what an agreement covers on each file and who holds each side."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Accord, Beneficiaire, Contact, PorteeDispositif
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, LienFamilial, NatureRattachement
from parcours.liaisons.access import (
    demandes_recues,
    entre_les_memes,
    fiches_a_lier,
    liaisons_visibles,
    ouvertes_depuis,
    referents_de_l_autre_cote,
)
from parcours.liaisons.models import Liaison
from parcours.liaisons.rules import EtatLiaison
from parcours.socle.droits import Acteur, Dispositif, HabilitationDuJour, Role
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.fabriques.personnes import acteur, agent, beneficiaire, rattacher

QUI_REPOND = {Role.COORDINATEUR_PRE, Role.MEDIATEUR_SANTE, Role.COORDINATEUR_CITE}


def accord(session: Session, fiche: Beneficiaire, vers: Dispositif, par: Contact | None = None) -> Accord:
    ligne = Accord(
        beneficiaire_id=fiche.id,
        contact_id=par.id if par else None,
        etat=EtatAccord.CONFIRME,
        forme=FormeAccord.ORAL,
        donne_le=aujourd_hui(),
        portees_dispositif=[PorteeDispositif(dispositif=vers)],
    )
    session.add(ligne)
    session.flush()
    return ligne


@dataclass
class Deux:
    """A child of the PRE and a mother of the Cité de l’Emploi, tied, with an agreement on each file."""

    enfant: Beneficiaire
    mere: Beneficiaire
    accord_demande: Accord
    accord_reponse: Accord
    liaison: Liaison


@pytest.fixture
def deux(session: Session) -> Deux:
    enfant, mere = beneficiaire("Benali", "Inès"), beneficiaire("Benali", "Nadia", Dispositif.EMPLOI)
    demande, reponse = accord(session, enfant, Dispositif.EMPLOI), accord(session, mere, Dispositif.PRE)
    return Deux(enfant, mere, demande, reponse, lier(session, enfant, mere))


def lier(session: Session, enfant: Beneficiaire, mere: Beneficiaire | None, **valeurs: Any) -> Liaison:
    ligne = Liaison(
        **{
            "beneficiaire_id": enfant.id,
            "depuis": Dispositif.PRE,
            "vers": Dispositif.EMPLOI,
            "autre_id": mere.id if mere else None,
            "etat": EtatLiaison.LIEE if mere else EtatLiaison.PROPOSEE,
            "personne_nom": "Benali",
            "personne_prenom": "Nadia",
            **valeurs,
        }
    )
    session.add(ligne)
    session.flush()
    return ligne


def vues(session: Session, role: Role) -> list[Liaison]:
    return list(session.scalars(liaisons_visibles(acteur(agent(role)))))


@pytest.mark.parametrize("role", [Role.COORDINATEUR_PRE, Role.COORDINATEUR_CITE])
def test_un_lien_se_lit_des_deux_cotes(session: Session, deux: Deux, role: Role) -> None:
    assert vues(session, role) == [deux.liaison]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATEUR_PRE, Role.COORDINATEUR_CITE}))
def test_qui_n_ouvre_aucune_des_deux_fiches_ne_lit_pas_le_lien(session: Session, deux: Deux, role: Role) -> None:
    assert vues(session, role) == []


def test_un_referent_ne_lit_que_les_liens_de_ses_enfants(session: Session, deux: Deux) -> None:
    lucie, marc = agent(Role.REFERENT_PRE), agent(Role.REFERENT_PRE, nom="Petit")
    rattacher(deux.enfant, agent=lucie)
    assert session.scalars(liaisons_visibles(acteur(lucie))).all() == [deux.liaison]
    assert session.scalars(liaisons_visibles(acteur(marc))).all() == []


def test_le_secretariat_qui_est_aussi_referent_ne_lit_que_les_liens_de_ses_enfants(session: Session, deux: Deux) -> None:
    double = Acteur(
        uuid.uuid4(),
        "Deux rôles",
        (HabilitationDuJour(Role.SECRETARIAT_PRE, Dispositif.PRE, None), HabilitationDuJour(Role.REFERENT_PRE, None, None)),
    )
    assert session.scalars(liaisons_visibles(double)).all() == []


@pytest.mark.parametrize("cote", ["accord_demande", "accord_reponse"])
@pytest.mark.parametrize("defaut", ["retire", "pour un autre dispositif", "sur une autre fiche"])
def test_sans_l_accord_de_chaque_fiche_pour_l_autre_dispositif_le_lien_ne_tient_pas(
    session: Session, deux: Deux, cote: str, defaut: str
) -> None:
    ligne: Accord = getattr(deux, cote)
    if defaut == "retire":
        ligne.etat = EtatAccord.RETIRE
    elif defaut == "sur une autre fiche":
        ligne.beneficiaire_id = beneficiaire("Dumas", "Tom").id
    else:
        for portee in ligne.portees_dispositif:
            portee.dispositif = Dispositif.SANTE
    session.flush()
    assert vues(session, Role.COORDINATEUR_PRE) == vues(session, Role.COORDINATEUR_CITE) == []


def test_une_demande_au_sujet_d_un_parent_veut_l_accord_de_ce_parent(session: Session) -> None:
    enfant = beneficiaire("Benali", "Inès")
    mere, pere = (
        Contact(beneficiaire_id=enfant.id, nom="Benali", prenom=prenom, lien=lien, rang=rang)
        for rang, (prenom, lien) in enumerate([("Nadia", LienFamilial.MERE), ("Karim", LienFamilial.PERE)])
    )
    session.add_all((mere, pere))
    session.flush()
    accord(session, enfant, Dispositif.EMPLOI, pere)
    lier(session, enfant, None, contact_id=mere.id)
    sienne = lier(session, enfant, None, contact_id=pere.id)
    coordination = acteur(agent(Role.COORDINATEUR_CITE))
    assert session.scalars(demandes_recues(coordination)).all() == [sienne]


def test_qui_coordonne_recoit_les_demandes_ouvertes_faites_a_son_dispositif_et_couvertes(session: Session) -> None:
    couvert, decouvert = beneficiaire("Benali", "Inès"), beneficiaire("Dumas", "Tom")
    accord(session, couvert, Dispositif.EMPLOI)
    accord(session, couvert, Dispositif.SANTE)
    recue = lier(session, couvert, None)
    lier(session, couvert, None, etat=EtatLiaison.ECARTEE)
    lier(session, couvert, None, vers=Dispositif.SANTE)
    lier(session, decouvert, None)
    coordination = acteur(agent(Role.COORDINATEUR_CITE))
    assert session.scalars(demandes_recues(coordination)).all() == [recue]
    habilitations = tuple(HabilitationDuJour(role, Dispositif.EMPLOI, None) for role in set(Role) - QUI_REPOND)
    assert session.scalars(demandes_recues(Acteur(uuid.uuid4(), "Tous les autres rôles", habilitations))).all() == []


def test_une_demande_sans_reponse_reste_lue_de_qui_l_a_faite_et_jamais_de_l_autre_cote(session: Session) -> None:
    enfant = beneficiaire("Benali", "Inès")
    faite = lier(session, enfant, None)
    assert vues(session, Role.COORDINATEUR_PRE) == [faite]
    assert vues(session, Role.COORDINATEUR_CITE) == []
    assert session.scalars(ouvertes_depuis(enfant.id)).all() == [faite]


def test_on_ne_reconnait_que_les_fiches_des_dispositifs_que_l_on_coordonne(session: Session, deux: Deux) -> None:
    deux_roles = Acteur(
        uuid.uuid4(),
        "Coordonne la Cité, tient le secrétariat du PRE",
        (
            HabilitationDuJour(Role.COORDINATEUR_CITE, Dispositif.EMPLOI, None),
            HabilitationDuJour(Role.SECRETARIAT_PRE, Dispositif.PRE, None),
        ),
    )
    assert session.scalars(fiches_a_lier(deux_roles)).all() == [deux.mere]


def test_un_lien_renoue_remplace_l_ancien_entre_les_deux_memes_fiches(session: Session, deux: Deux) -> None:
    nouvelle, tom = lier(session, deux.enfant, deux.mere), beneficiaire("Dumas", "Tom")
    lier(session, tom, deux.mere)
    lier(session, deux.enfant, tom)
    lier(session, deux.enfant, deux.mere, etat=EtatLiaison.ROMPUE)
    assert session.scalars(entre_les_memes(nouvelle, deux.mere.id)).all() == [deux.liaison]


def test_on_ne_redemande_pas_ce_que_cette_fiche_attend_encore_ou_tient_deja(session: Session, deux: Deux) -> None:
    attend, ecartee = lier(session, deux.enfant, None), lier(session, deux.enfant, None, etat=EtatLiaison.ECARTEE)
    lier(session, deux.enfant, None, etat=EtatLiaison.ROMPUE)
    lier(session, deux.enfant, None, proposee_le=maintenant() - timedelta(days=90))
    lier(session, beneficiaire("Dumas", "Tom"), None)
    ouvertes = {ligne.id for ligne in session.scalars(ouvertes_depuis(deux.enfant.id))}
    assert ouvertes == {attend.id, ecartee.id, deux.liaison.id}


def test_de_l_autre_fiche_on_ne_lit_que_qui_la_suit_aujourd_hui(session: Session, deux: Deux) -> None:
    hier = aujourd_hui() - timedelta(days=1)
    rattacher(deux.mere, agent=agent(nom="Ancien"), debut=hier, fin=hier)
    rattacher(deux.mere, agent=agent(nom="Second"), nature=NatureRattachement.COREFERENT)
    rattacher(deux.enfant, agent=agent(nom="Autre"))
    suit = agent(nom="Petit")
    rattacher(deux.mere, agent=suit)
    lus = session.execute(referents_de_l_autre_cote([deux.mere.id])).all()
    assert [(fiche, qui) for fiche, _, qui in lus] == [(deux.mere.id, suit)]
