"""Members by the dozen and their charters: what the coordination may do with accounts, and nothing more (ADR 0009)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.comptes.models import Agent, Habilitation
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, connecter, structure


@pytest.fixture
def coordination(client: ClientVerifie, session: Session) -> ClientVerifie:
    return connecter(client, agent(Role.COORDINATEUR_PRE, prenom="Ève", nom="Roux"))


def roles(session: Session, courriel: str) -> set[Role]:
    session.expire_all()
    requete = select(Habilitation.role).join(Agent, Agent.id == Habilitation.agent_id).where(Agent.courriel == courriel)
    return set(session.scalars(requete))


LISTE = "Nom;Institution;E-mail\nInès MOREL;Collège La Morinie;ines@college.fr\nPaul Vieux;Inconnue;paul@inconnue.fr\n"


def test_une_liste_collee_se_verifie_puis_invite_chacun_par_un_lien_unique(
    coordination: ClientVerifie, session: Session
) -> None:
    college = structure("Collège La Morinie")
    session.commit()
    apercu = coordination.envoyer("/reunions/membres/apercu", "/reunions/membres/ajouter", data={"liste": LISTE})
    assert apercu.status_code == 200
    assert "Inès Morel" in apercu.text and "Sera invité" in apercu.text and "Inconnue" in apercu.text
    assert session.scalars(select(Agent).where(Agent.courriel == "ines@college.fr")).first() is None
    data = {"liste": LISTE, "personnes-0-structure": str(college.id), "personnes-1-structure": ""}
    assert coordination.envoyer("/reunions/membres/ajouter", data=data).status_code == 303
    assert roles(session, "ines@college.fr") == {Role.MEMBRE_EPS}
    assert roles(session, "paul@inconnue.fr") == set()
    (courrier,) = session.scalars(select(Courrier))
    assert courrier.destinataire == "ines@college.fr" and "cle=" in courrier.texte
    page = coordination.voir("/reunions/membres").text
    assert "Inès Morel" in page and "Invitation en attente" in page and "À signer" in page


def test_un_compte_existant_devient_membre_sans_rien_perdre_ni_changer(coordination: ClientVerifie, session: Session) -> None:
    college = structure("MIPE")
    agent(Role.PARTENAIRE, prenom="Vrai", nom="Nom", courriel="deja@ville.fr", structure=college)
    session.commit()
    liste = "Faux Prénom;MIPE;Deja@ville.fr"
    apercu = coordination.envoyer("/reunions/membres/apercu", "/reunions/membres/ajouter", data={"liste": liste}).text
    assert "A déjà un compte" in apercu
    coordination.envoyer("/reunions/membres/ajouter", data={"liste": liste, "personnes-0-structure": str(college.id)})
    assert roles(session, "deja@ville.fr") == {Role.PARTENAIRE, Role.MEMBRE_EPS}
    compte = session.scalars(select(Agent).where(Agent.courriel == "deja@ville.fr")).one()
    assert compte.nom_complet == "Vrai Nom" and list(session.scalars(select(Courrier))) == []


def test_un_compte_desactive_n_est_pas_rouvert_par_la_liste(coordination: ClientVerifie, session: Session) -> None:
    mipe = structure("MIPE")
    agent(prenom="Parti", nom="Loin", courriel="parti@ville.fr", actif=False)
    session.commit()
    data = {"liste": "Parti Loin;MIPE;parti@ville.fr", "personnes-0-structure": str(mipe.id)}
    refus = coordination.envoyer("/reunions/membres/ajouter", data=data)
    assert refus.status_code == 422 and "désactivé" in refus.text
    assert roles(session, "parti@ville.fr") == set()


def test_la_liste_ne_donne_que_le_role_de_membre_et_la_coordination_ne_gere_pas_les_comptes(
    coordination: ClientVerifie, session: Session
) -> None:
    mipe = structure("MIPE")
    session.commit()
    data = {
        "liste": "Rusée Personne;MIPE;rusee@ville.fr", "personnes-0-structure": str(mipe.id), "role": "administrateur",
        "personnes-0-role": "administrateur",
    }  # fmt: skip
    coordination.envoyer("/reunions/membres/ajouter", data=data)
    assert roles(session, "rusee@ville.fr") == {Role.MEMBRE_EPS}
    assert coordination.get("/comptes").status_code == 403


@pytest.mark.parametrize("role", [Role.REFERENT_PRE, Role.SECRETARIAT_PRE, Role.MEMBRE_EPS])
def test_les_autres_roles_n_ajoutent_aucun_membre(client: ClientVerifie, session: Session, role: Role) -> None:
    mipe = structure("MIPE")
    connecter(client, agent(role, structure=mipe))
    assert client.get("/reunions/membres").status_code == 403
    data = {"liste": "Une Personne;MIPE;une@ville.fr", "personnes-0-structure": str(mipe.id)}
    assert client.envoyer("/reunions/membres/ajouter", "/", data=data).status_code == 403


def test_la_signature_de_plusieurs_chartes_s_enregistre_en_une_fois_et_ouvre_la_convocation(
    coordination: ClientVerifie, session: Session
) -> None:
    chez = structure("École")
    ids = []
    for prenom in ("Inès", "Paul"):
        qui = agent(Role.MEMBRE_EPS, prenom=prenom, structure=chez, charte_signee_le=aujourd_hui() - timedelta(days=400))
        ids.append(str(session.scalars(select(Habilitation.id).where(Habilitation.agent_id == qui.id)).one()))
    session.commit()
    assert "2\xa0chartes à signer" in coordination.voir("/reunions/membres").text
    reponse = coordination.envoyer(
        "/reunions/membres/chartes", "/reunions/membres", data={"signataires": ids, "signee_le": "hier"}
    )
    assert reponse.status_code == 303
    session.expire_all()
    signees = set(session.scalars(select(Habilitation.charte_signee_le).where(Habilitation.role == Role.MEMBRE_EPS)))
    assert signees == {aujourd_hui() - timedelta(days=1)}
    demain = f"{aujourd_hui() + timedelta(days=1):%d/%m/%Y}"
    refus = coordination.envoyer(
        "/reunions/membres/chartes", "/reunions/membres", data={"signataires": ids, "signee_le": demain}
    )
    assert refus.status_code == 422 and "futur" in refus.text


def test_la_signature_ne_touche_que_des_habilitations_de_membre(coordination: ClientVerifie, session: Session) -> None:
    autre = agent(Role.ADMINISTRATEUR, prenom="Ada")
    identifiant = session.scalars(select(Habilitation.id).where(Habilitation.agent_id == autre.id)).one()
    session.commit()
    refus = coordination.envoyer(
        "/reunions/membres/chartes", "/reunions/membres", data={"signataires": [str(identifiant)], "signee_le": "hier"}
    )
    assert refus.status_code == 422
    assert coordination.envoyer(f"/reunions/membres/{identifiant}/retirer", "/reunions/membres").status_code == 404


def test_un_membre_retire_garde_son_compte_et_ses_autres_roles(coordination: ClientVerifie, session: Session) -> None:
    qui = agent(Role.MEMBRE_EPS, prenom="Inès", nom="Morel", structure=structure("École"), charte_signee_le=aujourd_hui())
    ligne = session.scalars(select(Habilitation).where(Habilitation.agent_id == qui.id)).one()
    adresse, version = f"/reunions/membres/{ligne.id}/retirer", ligne.version
    session.commit()
    assert coordination.envoyer(adresse, "/reunions/membres", data={"version": "99"}).status_code == 409
    assert coordination.envoyer(adresse, "/reunions/membres", data={"version": str(version)}).status_code == 303
    assert "Inès Morel" not in coordination.voir("/reunions/membres").text
    session.expire_all()
    assert session.scalars(select(Agent.actif).where(Agent.id == qui.id)).one()
