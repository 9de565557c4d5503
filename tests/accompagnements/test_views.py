"""Writing an échange, correcting it, reminders, through the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.accompagnements import queries
from parcours.accompagnements.access import echanges_visibles, rappels_visibles
from parcours.accompagnements.models import Echange
from parcours.accompagnements.rules import Canal, Interlocuteur
from parcours.comptes.models import Agent
from parcours.mediation_sante.models import ActeDeMediation
from parcours.parcours_individuels.models import Parcours
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques import personnes
from tests.requetes import compteur_de_requetes


@pytest.fixture
def coordinatrice(session: Session) -> Agent:
    return personnes.agent(Role.COORDINATEUR_PRE)


@pytest.fixture
def parcours(session: Session) -> Parcours:
    return personnes.parcours(personnes.beneficiaire())


def _ecrire(client: ClientVerifie, parcours: Parcours, **champs: str) -> None:
    donnees = {"canal": "appel", "interlocuteur": "mere", "abouti": "oui", "texte": "Demande un rendez-vous", **champs}
    adresse = f"/accompagnements/parcours/{parcours.id}/echanges/nouveau"
    assert client.envoyer(adresse, data={"a_la_date": "hier", **donnees}).status_code == 303


def test_un_echange_et_son_rappel_s_ecrivent_en_un_seul_envoi(
    client: ClientVerifie, session: Session, coordinatrice: Agent, parcours: Parcours
) -> None:
    personnes.connecter(client, coordinatrice)
    _ecrire(client, parcours, rappel_le="demain", rappel_objet="Confirmer le lieu")
    page = client.voir(f"/beneficiaires/{parcours.beneficiaire_id}").text
    assert "Appel avec la mère" in page and "Demande un rendez-vous" in page and "Confirmer le lieu" in page
    rappel = session.scalars(rappels_visibles(personnes.acteur(coordinatrice))).one()
    assert rappel.pour_le == aujourd_hui() + timedelta(days=1)
    assert "Léa RENAULT" in client.voir("/accompagnements/rappels").text
    adresse = f"/accompagnements/rappels/{rappel.id}/fait"
    assert client.envoyer(adresse, depuis="/accompagnements/rappels").status_code == 303
    assert "Personne à rappeler" in client.voir("/accompagnements/rappels").text


def test_une_date_illisible_garde_la_saisie_et_explique(
    client: ClientVerifie, coordinatrice: Agent, parcours: Parcours
) -> None:
    personnes.connecter(client, coordinatrice)
    adresse = f"/accompagnements/parcours/{parcours.id}/echanges/nouveau"
    donnees = {"a_la_date": "31/02/2026", "canal": "appel", "interlocuteur": "mere", "texte": "Texte à garder"}
    reponse = client.envoyer(adresse, data=donnees)
    assert reponse.status_code == 422
    assert "n’existe pas" in reponse.text and "Texte à garder" in reponse.text


def test_une_correction_garde_ce_qui_etait_ecrit(
    client: ClientVerifie, session: Session, coordinatrice: Agent, parcours: Parcours
) -> None:
    personnes.connecter(client, coordinatrice)
    _ecrire(client, parcours)
    echange = session.scalars(echanges_visibles(personnes.acteur(coordinatrice))).one()
    adresse = f"/accompagnements/echanges/{echange.id}/correction"
    donnees = {"a_la_date": "hier", "canal": "visite", "interlocuteur": "pere", "abouti": "oui", "texte": "Chez le père"}
    assert client.envoyer(adresse, data=donnees).status_code == 303
    versions = client.voir(f"/accompagnements/echanges/{echange.id}/versions").text
    assert "Chez le père" in versions and "Demande un rendez-vous" in versions
    fiche = client.voir(f"/beneficiaires/{parcours.beneficiaire_id}").text
    assert "Demande un rendez-vous" not in fiche and "Voir les versions" in fiche


def test_deux_corrections_simultanees_montrent_les_deux_textes(
    client: ClientVerifie, session: Session, coordinatrice: Agent, parcours: Parcours
) -> None:
    personnes.connecter(client, coordinatrice)
    _ecrire(client, parcours)
    echange = session.scalars(echanges_visibles(personnes.acteur(coordinatrice))).one()
    adresse = f"/accompagnements/echanges/{echange.id}/correction"
    donnees = {"a_la_date": "hier", "canal": "appel", "interlocuteur": "mere", "abouti": "oui"}
    assert client.envoyer(adresse, data={**donnees, "texte": "Premier texte"}).status_code == 303
    reponse = client.envoyer(adresse, data={**donnees, "texte": "Second texte", "version": "1"})
    assert reponse.status_code == 409
    assert "Premier texte" in reponse.text and "Second texte" in reponse.text


def test_un_echange_annule_reste_barre_et_ne_compte_plus(
    client: ClientVerifie, session: Session, coordinatrice: Agent, parcours: Parcours
) -> None:
    personnes.connecter(client, coordinatrice)
    acteur = personnes.acteur(coordinatrice)
    _ecrire(client, parcours)
    assert session.execute(queries.dernier_contact(acteur)).all()
    echange = session.scalars(echanges_visibles(acteur)).one()
    assert client.envoyer(f"/accompagnements/echanges/{echange.id}/annulation").status_code == 303
    assert "annule" in client.voir(f"/beneficiaires/{parcours.beneficiaire_id}").text
    assert session.execute(queries.dernier_contact(acteur)).all() == []


def test_un_appel_sans_reponse_ou_avec_l_ecole_n_est_pas_un_contact(
    session: Session, coordinatrice: Agent, parcours: Parcours
) -> None:
    hier = aujourd_hui() - timedelta(days=1)
    session.add(Echange(parcours_id=parcours.id, a_la_date=hier, canal=Canal.APPEL, abouti=False))
    session.add(Echange(parcours_id=parcours.id, a_la_date=hier, canal=Canal.APPEL, interlocuteur=Interlocuteur.ECOLE))
    session.flush()
    assert session.execute(queries.dernier_contact(personnes.acteur(coordinatrice))).all() == []


def test_seuls_l_auteur_et_la_coordination_corrigent(
    client: ClientVerifie, session: Session, coordinatrice: Agent, parcours: Parcours
) -> None:
    referent = personnes.agent(Role.REFERENT_PRE, prenom="Karim")
    enfant = personnes.beneficiaire(prenom="Noé")
    parcours = personnes.parcours(enfant)
    personnes.rattacher(enfant, agent=referent)
    echange = Echange(parcours_id=parcours.id, a_la_date=aujourd_hui(), canal=Canal.APPEL, auteur_id=coordinatrice.id)
    session.add(echange)
    session.flush()
    personnes.connecter(client, referent)
    assert client.get(f"/accompagnements/echanges/{echange.id}/correction").status_code == 403
    assert f"/echanges/{echange.id}/correction" not in client.voir(f"/beneficiaires/{parcours.beneficiaire_id}").text


def test_le_secretariat_ne_lit_aucun_echange(client: ClientVerifie, session: Session, parcours: Parcours) -> None:
    session.add(Echange(parcours_id=parcours.id, a_la_date=aujourd_hui(), canal=Canal.APPEL, texte="TEMOIN"))
    session.flush()
    personnes.connecter(client, personnes.agent(Role.SECRETARIAT_PRE))
    page = client.voir(f"/beneficiaires/{parcours.beneficiaire_id}").text
    assert "TEMOIN" not in page and "RENAULT" in page


def test_la_mediation_sante_lit_le_besoin_sous_son_echange(client: ClientVerifie, session: Session) -> None:
    parcours = personnes.parcours(personnes.beneficiaire(dispositif=Dispositif.SANTE))
    echange = Echange(parcours_id=parcours.id, a_la_date=aujourd_hui(), canal=Canal.RENDEZ_VOUS)
    session.add(echange)
    session.flush()
    session.add(ActeDeMediation(echange_id=echange.id, type="droits", besoin="Carte Vitale"))
    session.flush()
    personnes.connecter(client, personnes.agent(Role.MEDIATEUR_SANTE))
    adresse = f"/beneficiaires/{parcours.beneficiaire_id}"
    with compteur_de_requetes() as lectures:
        assert "Carte Vitale" in client.voir(adresse).text
    assert len(lectures) <= 10
