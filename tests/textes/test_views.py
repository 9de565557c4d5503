"""Texts of the documents on screen."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.journal.models import EvenementJournal
from parcours.socle.droits import Role
from parcours.textes import queries
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, connecter

ADRESSE = "/textes/lettre_famille"


@pytest.fixture
def coordination(client: ClientVerifie, session: Session) -> ClientVerifie:
    return connecter(client, agent(Role.COORDINATEUR_PRE, prenom="Nadia", nom="Coordo"))


def test_la_coordination_recrit_un_texte_puis_reprend_celui_d_origine(coordination: ClientVerifie) -> None:
    assert "D’origine" in coordination.voir("/textes/").text
    page = coordination.voir(ADRESSE).text
    assert "{prochain_bilan}" in page and "Camille EXEMPLE" in page and "Historique" not in page
    assert coordination.envoyer(ADRESSE, data={"contenu": "Bonjour, {enfant} est accueilli."}).status_code == 303
    assert queries.contenu("lettre_famille") == "Bonjour, {enfant} est accueilli."
    page = coordination.voir(ADRESSE).text
    assert "Version 1" in page and "Nadia" in page and "Bonjour, Camille EXEMPLE est accueilli." in page
    assert coordination.envoyer(ADRESSE + "/origine", depuis=ADRESSE, data={}).status_code == 303
    assert queries.contenu("lettre_famille") == queries.texte_d_origine("lettre_famille")
    assert "retour au texte d’origine" in coordination.voir(ADRESSE).text
    premiere = queries.versions("lettre_famille")[-1]
    assert coordination.envoyer(f"{ADRESSE}/versions/{premiere.id}", depuis=ADRESSE, data={}).status_code == 303
    assert queries.contenu("lettre_famille") == "Bonjour, {enfant} est accueilli."
    assert [v.numero for v in queries.versions("lettre_famille")] == [3, 2, 1]


def test_un_champ_inconnu_est_explique_et_rien_n_est_perdu(coordination: ClientVerifie) -> None:
    reponse = coordination.envoyer(ADRESSE, data={"contenu": "Bonjour {prenom_du_chat}"})
    assert reponse.status_code == 422
    assert "Ce champ n’existe pas" in reponse.text and "Bonjour {prenom_du_chat}" in reponse.text
    assert queries.versions("lettre_famille") == []
    assert coordination.envoyer(ADRESSE, data={"contenu": " "}).status_code == 422


def test_l_apercu_montre_le_texte_tape_sans_l_enregistrer(coordination: ClientVerifie) -> None:
    essai = {"contenu": "Chère famille de {enfant},\n\n- le {date} <b>"}
    reponse = coordination.envoyer(ADRESSE + "/apercu", depuis=ADRESSE, data=essai)
    assert reponse.status_code == 200 and "pas encore enregistré" in reponse.text
    assert "Chère famille de Camille EXEMPLE," in reponse.text and "&lt;b&gt;" in reponse.text
    assert queries.versions("lettre_famille") == []
    assert coordination.envoyer(ADRESSE + "/apercu", depuis=ADRESSE, data={"contenu": "{x}"}).status_code == 422


def test_apres_l_apercu_le_meme_formulaire_s_enregistre(coordination: ClientVerifie) -> None:
    champs = {"contenu": "Bonjour {enfant}.", "numero_envoi": "5b0d7c0e-1f0e-4b64-9d0b-0f6f3c0f6a11"}
    for _ in range(2):
        assert coordination.envoyer(ADRESSE + "/apercu", depuis=ADRESSE, data=champs).status_code == 200
    reponse = coordination.envoyer(ADRESSE, data=champs)
    assert reponse.status_code == 303 and reponse.location == ADRESSE
    assert queries.contenu("lettre_famille") == "Bonjour {enfant}."


def test_l_apercu_imprimable_dit_le_texte_enregistre(coordination: ClientVerifie) -> None:
    coordination.envoyer(ADRESSE, data={"contenu": "L'œuvre de {enfant} : « voilà » !"})
    reponse = coordination.get(ADRESSE + "/apercu.pdf")
    assert reponse.headers["Content-Disposition"] == 'attachment; filename="apercu-lettre-famille.pdf"'
    texte = pypdf.PdfReader(BytesIO(reponse.data)).pages[0].extract_text()
    assert "L’œuvre de Camille EXEMPLE : « voilà » !" in texte.replace("\u00a0", " ")


def test_deux_personnes_en_meme_temps_voient_les_deux_textes(coordination: ClientVerifie) -> None:
    coordination.voir(ADRESSE)
    assert coordination.envoyer(ADRESSE, data={"contenu": "Première version."}).status_code == 303
    reponse = coordination.envoyer(ADRESSE, data={"contenu": "Seconde version.", "version": ""})
    assert reponse.status_code == 409 and "Première version." in reponse.text and "Seconde version." in reponse.text


def test_remettre_les_mots_d_origine_n_ajoute_pas_de_version(coordination: ClientVerifie) -> None:
    origine = queries.texte_d_origine("lettre_famille").replace("\n", "\r\n") + "  \r\n"
    assert coordination.envoyer(ADRESSE, data={"contenu": "Autre."}).status_code == 303
    assert coordination.envoyer(ADRESSE, data={"contenu": origine}).status_code == 303
    assert coordination.envoyer(ADRESSE, data={"contenu": origine}).status_code == 303
    assert [v.contenu for v in queries.versions("lettre_famille")] == [None, "Autre."]


def test_un_texte_inconnu_n_existe_pas_et_un_referent_ne_les_modifie_pas(client: ClientVerifie, session: Session) -> None:
    connecter(client, agent(Role.REFERENT_PRE))
    assert client.get(ADRESSE).status_code == 403
    assert client.envoyer(ADRESSE, depuis="/", data={"contenu": "x"}).status_code == 403
    note = client.get("/textes/note-information.pdf")
    assert note.status_code == 200 and "CNIL" in pypdf.PdfReader(BytesIO(note.data)).pages[0].extract_text()


def test_un_code_invente_est_une_page_absente(coordination: ClientVerifie) -> None:
    assert coordination.get("/textes/inconnu").status_code == 404
    assert coordination.get("/textes/inconnu/apercu.pdf").status_code == 404


def test_chaque_pdf_laisse_sa_trace_au_journal(coordination: ClientVerifie, session: Session) -> None:
    assert coordination.get(ADRESSE + "/apercu.pdf").status_code == 200
    assert coordination.get("/textes/note-information.pdf").status_code == 200
    traces = session.scalars(select(EvenementJournal).where(EvenementJournal.action == "editer"))
    assert {(t.objet, t.detail) for t in traces} == {("texte_type", "lettre_famille"), ("texte_type", "note_information")}
