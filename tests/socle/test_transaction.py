"""One transaction per request; a form sent twice; what a refusal keeps."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from parcours.comptes.models import Agent
from parcours.journal.models import EvenementJournal
from parcours.socle.droits import Role
from parcours.socle.envois import EnvoiRecu, purger
from parcours.socle.horloge import aujourd_hui
from parcours.socle.transaction import mode_de_journal
from tests.client import ClientVerifie, _Page
from tests.fabriques.personnes import agent, connecter


@pytest.fixture
def bureau(client: ClientVerifie, session: Session) -> ClientVerifie:
    qui = agent(Role.ADMINISTRATEUR)
    session.commit()
    return connecter(client, qui)


def _formulaire(bureau: ClientVerifie, **champs: str) -> dict[str, str]:
    page = _Page()
    page.feed(bureau.get("/comptes/inviter").text)
    vide = {"dispositif": "", "structure_id": "", "role": "pilote", "debut": aujourd_hui().strftime("%d/%m/%Y")}
    return {**page.jetons, **vide, "prenom": "Léa", "nom": "Marchand", "courriel": "lea@ville.fr", **champs}


def _compter(session: Session, modele: Any) -> int:
    return session.scalar(select(func.count()).select_from(modele)) or 0


def test_un_formulaire_envoye_cinq_fois_cree_une_fiche_et_mene_au_meme_endroit(bureau: ClientVerifie, session: Session) -> None:
    data = _formulaire(bureau)
    reponses = [bureau.post("/comptes/inviter", data=data) for _ in range(5)]
    assert len({r.location for r in reponses[1:]}) == 1
    assert _compter(session, Agent) == 2


def test_un_envoi_refuse_rend_son_numero_et_le_formulaire_corrige_passe(bureau: ClientVerifie, session: Session) -> None:
    data = _formulaire(bureau, nom="")
    assert bureau.post("/comptes/inviter", data=data).status_code == 422
    assert _compter(session, EnvoiRecu) == 0
    assert bureau.post("/comptes/inviter", data={**data, "nom": "Marchand"}).status_code == 200
    assert _compter(session, Agent) == 2


def test_un_double_envoi_par_htmx_redirige_la_page_entiere(bureau: ClientVerifie) -> None:
    data = _formulaire(bureau)
    bureau.post("/comptes/inviter", data=data)
    deuxieme = bureau.post("/comptes/inviter", data=data, headers={"HX-Request": "true"})
    assert deuxieme.status_code == 204 and deuxieme.headers["HX-Redirect"].startswith("/comptes/")


def test_deux_formulaires_affiches_ont_deux_numeros(bureau: ClientVerifie) -> None:
    assert _formulaire(bureau)["numero_envoi"] != _formulaire(bureau)["numero_envoi"]


@pytest.mark.parametrize("numero", ["", "pas un numéro", "x" * 5000, "\x00"])
def test_un_numero_illisible_ne_casse_rien(bureau: ClientVerifie, numero: str) -> None:
    assert bureau.post("/comptes/inviter", data=_formulaire(bureau, numero_envoi=numero)).status_code in (200, 422)


def test_un_refus_annule_tout_ce_que_la_requete_avait_ecrit(bureau: ClientVerifie, session: Session) -> None:
    """The account is written before its habilitation is refused: neither remains."""
    avant = _compter(session, EvenementJournal)
    assert bureau.post("/comptes/inviter", data=_formulaire(bureau, role="dpo", dispositif="pre")).status_code == 422
    assert _compter(session, Agent) == 1
    assert _compter(session, EvenementJournal) == avant


def test_une_erreur_imprevue_annule_tout_et_repond_500_sans_donnee(
    app: Flask, bureau: ClientVerifie, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from parcours.comptes.services import agents

    def tomber(*_: Any, **__: Any) -> None:
        raise RuntimeError("Léa Marchand, secret")

    monkeypatch.setattr(agents.liens, "creer", tomber)
    monkeypatch.setitem(app.config, "PROPAGER", False)
    monkeypatch.setitem(app.config, "TESTING", False)
    reponse = bureau.post("/comptes/inviter", data=_formulaire(bureau))
    assert reponse.status_code == 500
    assert "Marchand" not in reponse.text and "RuntimeError" not in reponse.text
    assert _compter(session, Agent) == 1


def test_les_vieux_numeros_sont_oublies(session: Session) -> None:
    from datetime import timedelta

    from parcours.socle.horloge import maintenant

    session.add_all([EnvoiRecu(recu_le=maintenant() - timedelta(days=3)), EnvoiRecu()])
    session.flush()
    purger()
    assert _compter(session, EnvoiRecu) == 1


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"), ((3, 46, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 44, 5), "DELETE"), ((3, 50, 6), "DELETE"),
        ((3, 44, 6), "WAL"), ((3, 50, 7), "WAL"), ((3, 51, 3), "WAL"), ((3, 52, 0), "WAL"),
    ],
)  # fmt: skip
def test_le_mode_de_journal_suit_la_version_de_sqlite(version: tuple[int, int, int], mode: str) -> None:
    assert mode_de_journal(version) == mode
