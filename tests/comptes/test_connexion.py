"""Signing in, being kept out, being signed out."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from parcours.comptes.models import Agent, SessionOuverte, TentativeDeConnexion
from parcours.comptes.services import fermer_les_sessions, hacher
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.client import ClientVerifie
from tests.fabriques.personnes import PHRASE, agent, connecter

FAUX = "ceci ne va pas du tout"


@cache
def _empreinte() -> str:
    return hacher(PHRASE)


@pytest.fixture
def camille(session: Session) -> Agent:
    qui = agent(Role.COORDINATEUR_PRE, empreinte=_empreinte(), courriel="camille@ville.fr")
    session.commit()
    return qui


def test_on_se_connecte_et_on_arrive_a_l_adresse_demandee(client: ClientVerifie, camille: Agent) -> None:
    depart = client.get("/mon-compte/phrase")
    assert depart.status_code == 302
    reponse = client.envoyer(depart.location, data={"courriel": " Camille@Ville.fr", "phrase": PHRASE})
    assert (reponse.status_code, reponse.location) == (303, "/mon-compte/phrase")
    client.voir("/mon-compte")


def test_une_adresse_de_retour_etrangere_est_ignoree(client: ClientVerifie, camille: Agent) -> None:
    reponse = client.envoyer("/connexion?suite=//pirate.example/", data={"courriel": camille.courriel, "phrase": PHRASE})
    assert reponse.location == "/"


def test_qui_n_a_plus_d_habilitation_arrive_sur_son_compte_et_peut_se_deconnecter(
    client: ClientVerifie, session: Session
) -> None:
    qui = agent(Role.PILOTE, empreinte=_empreinte(), fin=aujourd_hui() - timedelta(days=1))
    session.commit()
    assert client.connecter(qui.courriel, PHRASE).location == "/mon-compte"
    assert client.get("/").status_code == 403
    assert client.envoyer("/deconnexion", depuis="/mon-compte").status_code == 303


def test_un_compte_inconnu_recoit_la_meme_reponse_qu_une_phrase_fausse(client: ClientVerifie, camille: Agent) -> None:
    connu = client.connecter(camille.courriel, FAUX)
    inconnu = client.connecter("personne@ville.fr", FAUX)
    assert connu.status_code == inconnu.status_code == 422
    assert (
        connu.text.count("ne correspond à aucun compte ouvert") == inconnu.text.count("ne correspond à aucun compte ouvert") > 0
    )
    assert FAUX not in connu.text


def test_un_compte_desactive_ou_seulement_invite_ne_se_connecte_pas(client: ClientVerifie, session: Session) -> None:
    ferme = agent(Role.PILOTE, empreinte=_empreinte(), actif=False)
    invite = agent(Role.DPO)
    session.commit()
    assert client.connecter(ferme.courriel, PHRASE).status_code == 422
    assert client.connecter(invite.courriel, PHRASE).status_code == 422


def test_onze_phrases_fausses_sont_arretees_avant_la_dixieme_et_la_bonne_attend_aussi(
    client: ClientVerifie, session: Session, camille: Agent
) -> None:
    codes = [client.connecter(camille.courriel, FAUX).status_code for _ in range(11)]
    assert codes[:5] == [422] * 5
    assert codes[5:] == [429] * 6
    bloquee = client.connecter(camille.courriel, PHRASE)
    assert bloquee.status_code == 429
    assert int(bloquee.headers["Retry-After"]) == 60
    assert "1\u00a0minute" in bloquee.text
    assert session.scalar(select(func.count()).select_from(TentativeDeConnexion)) == 5


def test_les_autres_comptes_ne_sont_pas_touches(client: ClientVerifie, session: Session, camille: Agent) -> None:
    autre = agent(Role.PILOTE, empreinte=_empreinte(), courriel="autre@ville.fr")
    session.commit()
    for _ in range(6):
        client.connecter(camille.courriel, FAUX)
    assert client.connecter(autre.courriel, PHRASE).status_code == 303


def test_un_compte_inconnu_est_freine_comme_un_autre(client: ClientVerifie, camille: Agent) -> None:
    assert [client.connecter("personne@ville.fr", FAUX).status_code for _ in range(6)] == [422] * 5 + [429]


def test_apres_l_attente_la_bonne_phrase_ouvre(client: ClientVerifie, camille: Agent) -> None:
    for _ in range(6):
        client.connecter(camille.courriel, FAUX)
    with time_machine.travel(maintenant() + timedelta(minutes=2), tick=False):
        assert client.connecter(camille.courriel, PHRASE).status_code == 303


def test_la_table_des_essais_ne_dit_pas_qui_a_essaye(client: ClientVerifie, session: Session, camille: Agent) -> None:
    client.connecter(camille.courriel, FAUX)
    compte = session.scalar(select(TentativeDeConnexion.compte))
    assert compte is not None and len(compte) == 64
    assert "camille" not in compte


def test_la_connexion_change_de_session_et_ferme_celle_que_le_navigateur_portait(
    client: ClientVerifie, session: Session, camille: Agent
) -> None:
    connecter(client, camille)
    page = client.get("/mon-compte").text
    with client.session_transaction() as cookie:
        ancien, jeton = cookie["_user_id"], cookie.get("csrf_token")
    jeton_de_page = page.split('name="csrf_token" value="')[1].split('"')[0]
    client.post("/connexion", data={"csrf_token": jeton_de_page, "courriel": camille.courriel, "phrase": PHRASE})
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != ancien
        assert cookie.get("csrf_token") != jeton
        cookie["_user_id"] = ancien
    assert client.get("/mon-compte").status_code == 302


def test_un_ancien_cookie_est_refuse_apres_la_deconnexion(client: ClientVerifie, camille: Agent) -> None:
    connecter(client, camille)
    with client.session_transaction() as cookie:
        ancien = cookie["_user_id"]
    client.envoyer("/deconnexion", depuis="/mon-compte")
    with client.session_transaction() as cookie:
        cookie["_user_id"] = ancien
    assert client.get("/mon-compte").status_code == 302


@pytest.mark.parametrize("cause", ["fermeture", "desactivation"])
def test_une_session_finit_a_la_requete_suivante(client: ClientVerifie, session: Session, camille: Agent, cause: str) -> None:
    connecter(client, camille)
    client.voir("/mon-compte")
    qui = session.scalars(select(Agent).where(Agent.courriel == "camille@ville.fr")).one()
    if cause == "fermeture":
        fermer_les_sessions(qui)
    else:
        qui.actif = False
    session.commit()
    assert client.get("/mon-compte").status_code == 302


@pytest.mark.parametrize(("role", "minutes"), [(Role.COORDINATEUR_PRE, 60), (Role.ADMINISTRATEUR, 30)])
def test_l_inactivite_ferme_la_session(client: ClientVerifie, session: Session, role: Role, minutes: int) -> None:
    qui = agent(role)
    session.commit()
    connecter(client, qui)
    depart = maintenant()
    with time_machine.travel(depart + timedelta(minutes=minutes - 1), tick=False):
        assert client.get("/mon-compte").status_code == 200
    with time_machine.travel(depart + timedelta(minutes=2 * minutes - 2), tick=False):
        assert client.get("/mon-compte").status_code == 200, "la lecture a prolongé la session"
    with time_machine.travel(depart + timedelta(minutes=3 * minutes), tick=False):
        assert client.get("/mon-compte").status_code == 302


def test_une_session_ne_dure_pas_plus_de_douze_heures_meme_active(
    client: ClientVerifie, session: Session, camille: Agent
) -> None:
    connecter(client, camille)
    ligne = session.scalars(select(SessionOuverte)).one()
    ligne.ouverte_le, ligne.vue_le = maintenant() - timedelta(hours=12, minutes=1), maintenant()
    session.commit()
    assert client.get("/mon-compte").status_code == 302


def test_une_session_expiree_repond_401_a_htmx_avec_la_page_de_connexion(client: ClientVerifie) -> None:
    reponse = client.get("/comptes", headers={"HX-Request": "true"})
    assert reponse.status_code == 401
    assert reponse.headers["HX-Redirect"].startswith("/connexion")


def test_la_connexion_sans_jeton_est_refusee(client: ClientVerifie, camille: Agent) -> None:
    assert client.post("/connexion", data={"courriel": camille.courriel, "phrase": PHRASE}).status_code == 400


def test_un_cookie_invente_n_ouvre_rien(client: ClientVerifie, camille: Agent) -> None:
    for secret in ("", "x", "x" * 43, str(camille.id)):
        with client.session_transaction() as cookie:
            cookie["_user_id"] = secret
        assert client.get("/mon-compte").status_code == 302


def test_une_lecture_ne_prend_pas_la_place_d_ecriture(app: Flask, client: ClientVerifie, camille: Agent) -> None:
    """Who is signed in is read before the view: that read must already be declared as one."""
    from parcours.socle.transaction import _lecture_seule

    vus: list[bool] = []
    app.before_request_funcs[None].insert(0, lambda: vus.append(_lecture_seule.get()))
    try:
        connecter(client, camille)
        client.get("/mon-compte")
    finally:
        app.before_request_funcs[None].pop(0)
    assert vus == [True]


def test_le_journal_garde_la_connexion(client: ClientVerifie, session: Session, camille: Agent) -> None:
    from parcours.journal.models import EvenementJournal

    client.connecter(camille.courriel, PHRASE)
    ligne = session.scalars(select(EvenementJournal).where(EvenementJournal.action == "se_connecter")).one()
    assert isinstance(ligne.instant, datetime) and ligne.agent_id is not None and ligne.detail is None
