"""What an administrator does with accounts, and what one-time links allow."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.comptes.models import Agent, Habilitation
from parcours.comptes.services import hacher
from parcours.comptes.services.agents import code_d_installation
from parcours.journal.models import EvenementJournal
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.liens import LienSigne
from tests.client import ClientVerifie, verifier_la_page
from tests.fabriques.personnes import PHRASE, agent, connecter, structure

CHOISIE = "quatre girafes boivent du thé"


@cache
def _empreinte() -> str:
    return hacher(PHRASE)


@pytest.fixture
def admin(session: Session) -> Agent:
    qui = agent(Role.ADMINISTRATEUR, prenom="Anne", nom="Brunet", empreinte=_empreinte(), courriel="anne@ville.fr")
    session.commit()
    return qui


@pytest.fixture
def bureau(client: ClientVerifie, admin: Agent) -> ClientVerifie:
    return connecter(client, admin)


@pytest.fixture
def visiteur(app: Flask) -> ClientVerifie:
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def avec_courriel(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    reglee = app.extensions["configuration"].model_copy(update={"smtp_hote": "smtp.exemple.fr"})
    monkeypatch.setitem(app.extensions, "configuration", reglee)


def _inviter(bureau: ClientVerifie, **champs: str) -> str:
    data = {
        "prenom": "Léa", "nom": "Marchand", "courriel": "lea.marchand@ville.fr", "fonction": "Référente", "role": "pilote",
        "dispositif": "", "structure_id": "", "debut": aujourd_hui().strftime("%d/%m/%Y"), "fin": "", "charte_signee_le": "",
    } | champs  # fmt: skip
    reponse = bureau.envoyer("/comptes/inviter", data=data)
    bureau.derniere = reponse  # type: ignore[attr-defined]
    trouve = re.search(r'value="http://[^"]+?(/(?:invitation|nouvelle-phrase)\?cle=[^"]+)"', reponse.text)
    return trouve.group(1) if trouve else ""


def _choisir(visiteur: ClientVerifie, lien: str, phrase: str = CHOISIE) -> int:
    return visiteur.envoyer(lien.partition("?")[0], depuis=lien, data={"nouvelle": phrase}).status_code


def test_une_invitation_affiche_un_lien_qui_ouvre_le_compte_une_seule_fois(
    bureau: ClientVerifie, visiteur: ClientVerifie, session: Session
) -> None:
    lien = _inviter(bureau)
    assert lien
    verifier_la_page(bureau.derniere.text, "lien")  # type: ignore[attr-defined]
    visiteur.voir(lien)
    assert _choisir(visiteur, lien) == 303
    assert visiteur.connecter("lea.marchand@ville.fr", CHOISIE).status_code == 303
    visiteur.voir("/mon-compte")
    assert visiteur.get(lien).status_code == 404
    actions = set(session.scalars(select(EvenementJournal.action)))
    assert {"inviter", "habiliter", "changer_phrase", "se_connecter"} <= actions


def test_le_lien_est_montre_une_fois_et_n_est_pas_garde_en_clair(bureau: ClientVerifie, session: Session) -> None:
    secret = _inviter(bureau).partition("cle=")[2]
    ligne = session.scalars(select(LienSigne)).one()
    assert secret not in (ligne.empreinte, str(ligne.objet_id)) and len(ligne.empreinte) == 64
    qui = session.scalars(select(Agent).where(Agent.courriel == "lea.marchand@ville.fr")).one()
    assert secret not in bureau.voir(f"/comptes/{qui.id}").text


def test_une_invitation_expire_au_bout_de_sept_jours(bureau: ClientVerifie, visiteur: ClientVerifie) -> None:
    lien = _inviter(bureau)
    with time_machine.travel(maintenant() + timedelta(days=7, minutes=1), tick=False):
        assert visiteur.get(lien).status_code == 404


def test_une_phrase_refusee_ne_consomme_pas_le_lien(bureau: ClientVerifie, visiteur: ClientVerifie) -> None:
    lien = _inviter(bureau)
    assert _choisir(visiteur, lien, "léa marchand 2026") == 422
    assert _choisir(visiteur, lien) == 303


def test_refaire_l_invitation_eteint_la_premiere(bureau: ClientVerifie, visiteur: ClientVerifie, session: Session) -> None:
    premier = _inviter(bureau)
    qui = session.scalars(select(Agent).where(Agent.courriel == "lea.marchand@ville.fr")).one()
    reponse = bureau.envoyer(f"/comptes/{qui.id}/lien", depuis=f"/comptes/{qui.id}")
    assert reponse.status_code == 200 and "/invitation?cle=" in reponse.text
    assert visiteur.get(premier).status_code == 404


def test_annuler_le_lien_l_eteint(bureau: ClientVerifie, visiteur: ClientVerifie, session: Session) -> None:
    lien = _inviter(bureau)
    qui = session.scalars(select(Agent).where(Agent.courriel == "lea.marchand@ville.fr")).one()
    assert bureau.envoyer(f"/comptes/{qui.id}/lien/annuler", depuis=f"/comptes/{qui.id}").status_code == 303
    assert visiteur.get(lien).status_code == 404


def test_un_lien_ne_sert_pas_a_autre_chose_que_son_usage(bureau: ClientVerifie, visiteur: ClientVerifie) -> None:
    lien = _inviter(bureau)
    assert visiteur.get(lien.replace("/invitation", "/nouvelle-phrase")).status_code == 404
    assert visiteur.get(lien[:-1] + ("A" if lien[-1] != "A" else "B")).status_code == 404


def test_une_invitation_envoyee_deux_fois_n_ouvre_qu_un_compte(bureau: ClientVerifie, session: Session) -> None:
    page = bureau.get("/comptes/inviter").text
    caches = {}
    for nom in ("csrf_token", "numero_envoi"):
        champ = next(c for c in re.findall(r"<input[^>]*>", page) if f'name="{nom}"' in c)
        caches[nom] = re.search(r'value="([^"]*)"', champ).group(1)  # type: ignore[union-attr]
    data = caches | {
        "prenom": "Léa", "nom": "Marchand", "courriel": "lea@ville.fr", "role": "pilote", "debut": "aujourd'hui",
        "dispositif": "", "structure_id": "",
    }  # fmt: skip
    assert bureau.post("/comptes/inviter", data=data).status_code == 200
    deuxieme = bureau.post("/comptes/inviter", data=data)
    assert deuxieme.status_code == 303 and deuxieme.location.startswith("/comptes/")
    assert len(session.scalars(select(Agent).where(Agent.courriel == "lea@ville.fr")).all()) == 1


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"courriel": "anne@ville.fr"}, "existe déjà"),
        ({"courriel": "pas une adresse"}, "n’est pas complète"),
        ({"role": "partenaire"}, "nommer une structure"),
        ({"role": ""}, "obligatoire"),
        ({"debut": "01/01/2020"}, "ne commence pas avant"),
        ({"fin": "01/01/2020"}, "La fin vient avant le début"),
        ({"role": "dpo", "dispositif": "pre"}, "ne dépend d’aucun dispositif"),
        ({"role": "coordinateur_pre", "dispositif": "sante"}, "relève de"),
    ],
)
def test_une_invitation_impossible_est_refusee_avec_la_raison_et_n_ouvre_rien(
    bureau: ClientVerifie, session: Session, champs: dict[str, str], message: str
) -> None:
    assert _inviter(bureau, **champs) == ""
    reponse = bureau.derniere  # type: ignore[attr-defined]
    assert reponse.status_code == 422 and message in reponse.text
    verifier_la_page(reponse.text, "inviter")
    assert session.scalars(select(Agent)).all() == [
        session.scalars(select(Agent).where(Agent.courriel == "anne@ville.fr")).one()
    ]


def test_avec_un_serveur_de_courriel_le_lien_part_par_la_boite_d_envoi_et_ne_s_affiche_pas(
    bureau: ClientVerifie, visiteur: ClientVerifie, session: Session, avec_courriel: None
) -> None:
    assert _inviter(bureau) == ""
    courrier = session.scalars(select(Courrier)).one()
    assert courrier.destinataire == "lea.marchand@ville.fr"
    assert courrier.texte_chiffre and "cle=" not in courrier.texte_chiffre
    lien = re.search(r"(/invitation\?cle=\S+)", courrier.texte).group(1)  # type: ignore[union-attr]
    assert "Léa" not in courrier.texte and "Marchand" not in courrier.texte
    assert _choisir(visiteur, lien) == 303


def test_une_nouvelle_phrase_par_lien_ferme_les_sessions_et_oublie_les_essais(
    bureau: ClientVerifie, app: Flask, visiteur: ClientVerifie, session: Session
) -> None:
    qui = agent(Role.PILOTE, empreinte=_empreinte(), courriel="p@ville.fr")
    session.commit()
    ailleurs = connecter(app.test_client(), qui)  # type: ignore[arg-type]
    for _ in range(6):
        visiteur.connecter("p@ville.fr", "ceci ne va pas du tout")
    reponse = bureau.envoyer(f"/comptes/{qui.id}/lien", depuis=f"/comptes/{qui.id}")
    lien = re.search(r"(/nouvelle-phrase\?cle=[^\"]+)", reponse.text).group(1)  # type: ignore[union-attr]
    assert _choisir(visiteur, lien) == 303
    assert ailleurs.get("/mon-compte").status_code == 302
    assert visiteur.connecter("p@ville.fr", CHOISIE).status_code == 303


def test_phrase_oubliee_repond_la_meme_chose_a_toutes_les_adresses(
    visiteur: ClientVerifie, session: Session, admin: Agent, avec_courriel: None
) -> None:
    connue = visiteur.envoyer("/phrase-oubliee", data={"courriel": "anne@ville.fr"})
    inconnue = visiteur.envoyer("/phrase-oubliee", data={"courriel": "inconnu@ville.fr"})
    assert connue.status_code == inconnue.status_code == 200
    assert connue.text == inconnue.text
    assert [c.destinataire for c in session.scalars(select(Courrier))] == ["anne@ville.fr"]
    for _ in range(6):
        visiteur.envoyer("/phrase-oubliee", data={"courriel": "anne@ville.fr"})
    assert len(session.scalars(select(Courrier)).all()) == 3, "trois demandes par heure au plus"


def test_sans_serveur_de_courriel_phrase_oubliee_renvoie_vers_l_administrateur(visiteur: ClientVerifie, admin: Agent) -> None:
    assert "administrateur" in visiteur.voir("/phrase-oubliee").text


def test_donner_une_habilitation_prend_effet_a_la_requete_suivante_et_y_mettre_fin_aussi(
    bureau: ClientVerifie, app: Flask, session: Session
) -> None:
    qui = agent(Role.OBSERVATEUR, courriel="x@ville.fr")
    session.commit()
    eux = connecter(app.test_client(), qui)  # type: ignore[arg-type]
    assert eux.get("/journal").status_code == 403
    adresse = f"/comptes/{qui.id}/habilitations/nouvelle"
    donnee = bureau.envoyer(adresse, data={"role": "dpo", "dispositif": "", "structure_id": "", "debut": "aujourd'hui"})
    assert donnee.status_code == 303
    assert eux.get("/journal").status_code == 200
    habilitation = session.scalars(select(Habilitation).where(Habilitation.role == Role.DPO)).one()
    fin = f"/comptes/habilitations/{habilitation.id}/terminer"
    assert bureau.envoyer(fin, data={"quand": "tout_de_suite"}).status_code == 303
    assert eux.get("/journal").status_code == 403
    bureau.voir(f"/comptes/{qui.id}")


def test_une_habilitation_finie_a_la_fin_du_jour_vaut_encore_ce_jour(bureau: ClientVerifie, session: Session) -> None:
    qui = agent(Role.DPO, courriel="x@ville.fr")
    session.commit()
    habilitation = session.scalars(select(Habilitation).where(Habilitation.agent_id == qui.id)).one()
    fin = f"/comptes/habilitations/{habilitation.id}/terminer"
    assert bureau.envoyer(fin, data={"quand": "a_une_date", "dernier_jour": ""}).status_code == 422
    assert bureau.envoyer(fin, data={"quand": "a_une_date", "dernier_jour": "01/01/2020"}).status_code == 422
    assert bureau.envoyer(fin, data={"quand": "a_une_date", "dernier_jour": "aujourd'hui"}).status_code == 303
    session.refresh(habilitation)
    assert habilitation.fin == aujourd_hui()


def test_une_habilitation_modifiee_entre_temps_repond_409(bureau: ClientVerifie, session: Session) -> None:
    qui = agent(Role.DPO, courriel="x@ville.fr")
    session.commit()
    habilitation = session.scalars(select(Habilitation).where(Habilitation.agent_id == qui.id)).one()
    fin = f"/comptes/habilitations/{habilitation.id}/terminer"
    assert bureau.envoyer(fin, data={"quand": "tout_de_suite", "version": "99"}).status_code == 409


def test_le_dernier_administrateur_ne_peut_etre_ni_desactive_ni_prive_de_son_role(
    bureau: ClientVerifie, session: Session, admin: Agent
) -> None:
    agent(Role.ADMINISTRATEUR, prenom="Invité", courriel="jamais-venu@ville.fr")
    agent(Role.ADMINISTRATEUR, prenom="Bientôt", courriel="part@ville.fr", empreinte=_empreinte(), fin=aujourd_hui())
    session.commit()
    refuse = bureau.envoyer(f"/comptes/{admin.id}/desactiver", depuis=f"/comptes/{admin.id}")
    assert refuse.status_code == 422 and "dernier administrateur" in refuse.text
    habilitation = session.scalars(select(Habilitation).where(Habilitation.agent_id == admin.id)).one()
    assert (
        bureau.envoyer(f"/comptes/habilitations/{habilitation.id}/terminer", data={"quand": "tout_de_suite"}).status_code == 422
    )
    agent(Role.ADMINISTRATEUR, prenom="Relève", courriel="releve@ville.fr", empreinte=_empreinte())
    session.commit()
    assert bureau.envoyer(f"/comptes/{admin.id}/desactiver", depuis=f"/comptes/{admin.id}").status_code == 303
    assert bureau.get("/comptes").status_code == 302


def test_desactiver_ferme_tout_et_reactiver_rouvre(bureau: ClientVerifie, app: Flask, session: Session) -> None:
    qui = agent(Role.PILOTE, empreinte=_empreinte(), courriel="p@ville.fr")
    session.commit()
    eux = connecter(app.test_client(), qui)  # type: ignore[arg-type]
    page = f"/comptes/{qui.id}"
    lien = re.search(r"(/nouvelle-phrase\?cle=[^\"]+)", bureau.envoyer(f"{page}/lien", depuis=page).text)
    assert bureau.envoyer(f"{page}/desactiver", depuis=page).status_code == 303
    assert eux.get("/mon-compte").status_code == 302
    assert eux.get(lien.group(1)).status_code == 404  # type: ignore[union-attr]
    assert bureau.envoyer(f"{page}/lien", depuis=page).status_code == 422
    assert bureau.envoyer(f"{page}/reactiver", depuis=page).status_code == 303
    assert eux.connecter("p@ville.fr", PHRASE).status_code == 303


def test_deux_administrateurs_qui_corrigent_un_compte_voient_leurs_deux_textes(bureau: ClientVerifie, session: Session) -> None:
    qui = agent(Role.PILOTE, courriel="p@ville.fr", fonction="Chargée de mission")
    session.commit()
    adresse = f"/comptes/{qui.id}/modifier"
    champs = {"prenom": "Camille", "nom": "Delattre", "courriel": "p@ville.fr"}
    assert bureau.envoyer(adresse, data=champs | {"fonction": "Cheffe de projet"}).status_code == 303
    conflit = bureau.envoyer(adresse, data=champs | {"fonction": "Directrice", "version": "1"})
    assert conflit.status_code == 409
    assert "Cheffe de projet" in conflit.text and "Directrice" in conflit.text
    verifier_la_page(conflit.text, "conflit")


def test_la_liste_se_cherche_sans_accent_et_se_filtre(bureau: ClientVerifie, session: Session) -> None:
    agent(
        Role.PARTENAIRE,
        prenom="Hélène",
        nom="Œuvrard",
        courriel="h@mipe.fr",
        structure=structure("MIPE"),
        empreinte=_empreinte(),
    )
    agent(Role.PILOTE, prenom="Paul", nom="Martin", courriel="m@ville.fr", actif=False)
    session.commit()
    assert "UVRARD" in bureau.voir("/comptes?q=oeuv+hele").text
    assert "UVRARD" not in bureau.voir("/comptes?q=martin").text
    assert "MARTIN" not in bureau.voir("/comptes?role=partenaire").text
    assert "MARTIN" in bureau.voir("/comptes?etat=desactive").text
    assert "Aucun compte ne répond" in bureau.voir("/comptes?q=zzz").text
    bureau.voir("/comptes?etat=nimporte&role=quoi&page=999999999999")
    fragment = bureau.get("/comptes?q=oeuv", headers={"HX-Request": "true"}).text
    assert "<h1" not in fragment and "UVRARD" in fragment


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.ADMINISTRATEUR])
def test_seul_un_administrateur_gere_les_comptes(client: ClientVerifie, session: Session, role: Role) -> None:
    qui = agent(role, structure=structure("S"))
    session.commit()
    connecter(client, qui)
    assert client.get("/comptes").status_code == 403
    assert client.get(f"/comptes/{qui.id}").status_code == 403
    assert client.get("/exploitation/courriels").status_code == 403


def test_mon_compte_dit_mes_habilitations_et_ferme_mes_autres_sessions(
    app: Flask, client: ClientVerifie, session: Session
) -> None:
    qui = agent(Role.PARTENAIRE, structure=structure("MIPE"), empreinte=_empreinte())
    session.commit()
    autre = connecter(app.test_client(), qui)  # type: ignore[arg-type]
    connecter(client, qui)
    page = client.voir("/mon-compte").text
    assert "Partenaire, MIPE" in page and "Cette session" in page
    adresse = re.search(r'action="(/mon-compte/sessions/[^"]+/fermer)"', page).group(1)  # type: ignore[union-attr]
    assert client.envoyer(adresse, depuis="/mon-compte").status_code == 303
    assert autre.get("/mon-compte").status_code == 302
    assert client.get("/mon-compte").status_code == 200
    etranger = agent(Role.PILOTE, courriel="e@ville.fr")
    session.commit()
    eux = connecter(app.test_client(), etranger)  # type: ignore[arg-type]
    assert eux.envoyer(adresse, depuis="/mon-compte").status_code == 404


def test_changer_sa_phrase_demande_l_actuelle_et_ferme_les_autres_sessions(
    app: Flask, client: ClientVerifie, session: Session
) -> None:
    qui = agent(Role.PILOTE, empreinte=_empreinte(), courriel="p@ville.fr")
    session.commit()
    autre = connecter(app.test_client(), qui)  # type: ignore[arg-type]
    connecter(client, qui)
    page = client.voir("/mon-compte/phrase").text
    numero = re.search(r'name="numero_envoi"[^>]*value="([^"]*)"', page).group(1)  # type: ignore[union-attr]
    fausse = client.envoyer(
        "/mon-compte/phrase", data={"actuelle": "autre chose que la mienne", "nouvelle": CHOISIE, "numero_envoi": numero}
    )
    assert fausse.status_code == 422
    courte = client.envoyer("/mon-compte/phrase", data={"actuelle": PHRASE, "nouvelle": "trop court", "numero_envoi": numero})
    assert courte.status_code == 422, "le même formulaire corrigé peut repartir"
    bonne = client.envoyer("/mon-compte/phrase", data={"actuelle": PHRASE, "nouvelle": CHOISIE, "numero_envoi": numero})
    assert (bonne.status_code, bonne.location) == (303, "/mon-compte")
    assert client.get("/mon-compte").status_code == 200
    assert autre.get("/mon-compte").status_code == 302


def test_les_raccourcis_se_coupent(client: ClientVerifie, session: Session) -> None:
    qui = agent(Role.PILOTE)
    session.commit()
    connecter(client, qui)
    assert client.envoyer("/mon-compte/raccourcis", depuis="/mon-compte", data={}).status_code == 303
    assert 'data-raccourcis="non"' in client.voir("/mon-compte").text


def test_la_premiere_installation_demande_le_code_puis_se_ferme_pour_toujours(
    visiteur: ClientVerifie, session: Session
) -> None:
    code = code_d_installation()
    session.commit()
    assert code
    visiteur.voir("/premiere-installation")
    assert "/premiere-installation" in visiteur.voir("/connexion").text
    champs = {"prenom": "Anne", "nom": "Brunet", "courriel": "anne@ville.fr", "fonction": "", "nouvelle": CHOISIE}
    assert visiteur.envoyer("/premiere-installation", data=champs | {"code": "faux"}).status_code == 422
    assert visiteur.envoyer("/premiere-installation", data=champs | {"code": code, "nouvelle": "court"}).status_code == 422
    assert visiteur.envoyer("/premiere-installation", data=champs | {"code": f" {code} "}).status_code == 303
    assert visiteur.get("/premiere-installation").status_code == 404
    assert code_d_installation() is None
    assert visiteur.connecter("anne@ville.fr", CHOISIE).status_code == 303
    visiteur.voir("/comptes")


def test_la_charte_d_un_membre_de_l_eps_se_renouvelle(bureau: ClientVerifie, session: Session) -> None:
    qui = agent(Role.MEMBRE_EPS, structure=structure("École"))
    session.commit()
    habilitation = session.scalars(select(Habilitation).where(Habilitation.agent_id == qui.id)).one()
    bureau.voir(f"/comptes/{qui.id}")
    bureau.voir(f"/comptes/habilitations/{habilitation.id}/charte")
    assert bureau.envoyer(f"/comptes/habilitations/{habilitation.id}/charte", data={"signee_le": "hier"}).status_code == 303
    session.refresh(habilitation)
    assert habilitation.charte_signee_le == aujourd_hui() - timedelta(days=1)
