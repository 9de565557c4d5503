"""Thresholds on screen."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.journal.models import EvenementJournal
from parcours.socle.droits import Role
from parcours.socle.reglages import REGLAGES, reglages
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, connecter

DEFAUTS = {cle: str(r.defaut) for cle, r in REGLAGES.items()}


def test_l_administration_change_un_seuil_et_le_journal_le_garde(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    client.voir("/reglages/")
    assert client.envoyer("/reglages/", data={**DEFAUTS, "sans_contact_pre": "21"}).status_code == 303
    assert reglages()["sans_contact_pre"] == 21
    details = session.scalars(select(EvenementJournal.detail).where(EvenementJournal.objet == "reglage")).all()
    assert details == ["sans_contact_pre 30 21"]


def test_le_seuil_de_publication_ne_descend_pas_sous_la_regle(client: ClientVerifie) -> None:
    connecter(client, agent(Role.ADMINISTRATEUR))
    for cle, valeur in (("seuil_publication", "4"), ("seuil_publication_sante", "10"), ("sans_contact_pre", "bientôt")):
        assert client.envoyer("/reglages/", data={**DEFAUTS, cle: valeur}).status_code == 422
        assert reglages()[cle] == REGLAGES[cle].defaut


def test_personne_d_autre_ne_change_les_reglages(client: ClientVerifie) -> None:
    for role in (Role.COORDINATEUR_PRE, Role.PILOTE, Role.DPO):
        connecter(client, agent(role))
        assert client.get("/reglages/").status_code == 403
