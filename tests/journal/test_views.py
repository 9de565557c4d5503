"""The DPO reads the journal; nobody else does."""

from __future__ import annotations

import csv
import io
import re
import uuid
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from parcours.comptes.models import Agent
from parcours.journal.models import EvenementJournal
from parcours.journal.queries import PAR_PAGE
from parcours.socle.droits import Role
from parcours.socle.horloge import PARIS, aujourd_hui, maintenant
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, connecter


@pytest.fixture
def dpo(client: ClientVerifie, session: Session) -> ClientVerifie:
    qui = agent(Role.DPO, prenom="Denis", nom="Poulain", courriel="dpo@ville.fr")
    session.commit()
    return connecter(client, qui)


def _evenement(session: Session, **valeurs: object) -> EvenementJournal:
    ligne = EvenementJournal(**{"action": "lire", "objet": "beneficiaire", "objet_id": uuid.uuid4(), **valeurs})
    session.add(ligne)
    session.commit()
    return ligne


def test_le_dpo_voit_le_nom_de_l_agent_et_l_identifiant_de_l_objet(dpo: ClientVerifie, session: Session) -> None:
    qui = agent(Role.PILOTE, prenom="Paul", nom="Martin")
    ligne = _evenement(session, agent_id=qui.id)
    page = dpo.voir("/journal").text
    assert "Martin Paul" in page and str(ligne.objet_id) in page and "fiche<small>" in page


def test_lire_le_journal_laisse_une_trace(dpo: ClientVerifie, session: Session) -> None:
    dpo.voir("/journal")
    assert session.scalars(select(EvenementJournal).where(EvenementJournal.objet == "journal")).one().action == "lire"


def test_on_filtre_par_jour_de_paris_par_agent_et_par_objet(dpo: ClientVerifie, session: Session) -> None:
    qui = agent(Role.PILOTE, prenom="Paul", nom="Martin")
    minuit_passe = datetime(2026, 7, 14, 0, 30, tzinfo=PARIS)
    garde = _evenement(session, agent_id=qui.id, instant=minuit_passe)
    autre = _evenement(session, instant=minuit_passe - timedelta(hours=1))
    jour = dpo.voir("/journal?du=14/07/2026&au=14/07/2026").text
    assert str(garde.objet_id) in jour and str(autre.objet_id) not in jour
    assert str(autre.objet_id) not in dpo.voir(f"/journal?agent={qui.id}").text
    assert str(garde.objet_id) in dpo.voir(f"/journal?objet={garde.objet_id}").text


@pytest.mark.parametrize("filtre", ["du=32/13/2026", "du=2/1/2026&au=1/1/2026", "objet=pas-un-identifiant"])
def test_un_filtre_illisible_est_explique(dpo: ClientVerifie, filtre: str) -> None:
    assert dpo.get(f"/journal?{filtre}").status_code == 422


def test_des_parametres_fous_ne_cassent_rien(dpo: ClientVerifie) -> None:
    assert dpo.get("/journal?avant=zzz&agent=zzz").status_code == 200
    assert dpo.get(f"/journal?avant={uuid.uuid4()}").status_code == 200


def test_les_pages_se_suivent_sans_trou_ni_doublon_meme_au_meme_instant(dpo: ClientVerifie, session: Session) -> None:
    instant = maintenant() - timedelta(days=1)
    lignes = [
        EvenementJournal(action="lire", objet="beneficiaire", objet_id=uuid.uuid4(), instant=instant)
        for _ in range(PAR_PAGE + 20)
    ]
    session.add_all(lignes)
    session.commit()
    attendus = {str(ligne.objet_id) for ligne in lignes}
    adresse, vus = "/journal?au=" + (aujourd_hui() - timedelta(days=1)).strftime("%d/%m/%Y"), []
    while adresse:
        page = dpo.voir(adresse).text
        vus += re.findall(r"<small>([0-9a-f-]{36})</small>", page)
        suite = re.search(r'href="(/journal\?[^"]*)" rel="next"', page)
        adresse = suite.group(1).replace("&amp;", "&") if suite else ""
    assert len(vus) == len(set(vus)) and set(vus) == attendus


def test_l_export_d_une_periode_est_un_csv_sans_formule(dpo: ClientVerifie, session: Session) -> None:
    piege = agent(Role.PILOTE, prenom="Paul", nom='=HYPERLINK("http://x")')
    _evenement(session, agent_id=piege.id, detail="@somme")
    jour = aujourd_hui().strftime("%d/%m/%Y")
    assert dpo.get("/journal/export.csv").status_code == 422
    reponse = dpo.get(f"/journal/export.csv?du={jour}&au={jour}")
    assert reponse.status_code == 200 and reponse.mimetype == "text/csv"
    assert "attachment" in reponse.headers["Content-Disposition"]
    lignes = list(csv.reader(io.StringIO(reponse.data.decode("utf-8-sig")), delimiter=";"))
    assert lignes[0][0] == "Instant (Paris)"
    assert not [c for ligne in lignes for c in ligne if c[:1] in ("=", "+", "-", "@", "\t", "\r")]
    exports = session.scalars(select(EvenementJournal).where(EvenementJournal.action == "exporter")).all()
    assert len(exports) == 1


def test_un_export_de_plus_d_un_an_est_refuse(dpo: ClientVerifie) -> None:
    assert dpo.get("/journal/export.csv?du=01/01/2024&au=01/01/2026").status_code == 422


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.DPO])
def test_personne_d_autre_ne_lit_le_journal(client: ClientVerifie, session: Session, role: Role) -> None:
    qui = agent(role)
    session.commit()
    connecter(client, qui)
    assert client.get("/journal").status_code == client.get("/journal/export.csv").status_code == 403


def test_une_ligne_du_journal_ne_se_modifie_ni_ne_s_efface(session: Session) -> None:
    _evenement(session)
    for sql in ("UPDATE evenement_journal SET action = 'rien'", "DELETE FROM evenement_journal"):
        with pytest.raises(DatabaseError, match="ajout seul"), session.begin_nested():
            session.execute(text(sql))


def test_le_journal_garde_le_nom_d_un_agent_desactive(dpo: ClientVerifie, session: Session) -> None:
    qui = agent(Role.PILOTE, prenom="Paul", nom="Martin", actif=False)
    _evenement(session, agent_id=qui.id)
    assert session.get(Agent, qui.id) is not None
    assert "Martin Paul" in dpo.voir("/journal").text
