"""A partner reads what their structure sends, as long as they belong to it, and acts on none of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.comptes.models import Agent, Habilitation
from parcours.orientations.models import Orientation
from parcours.orientations.rules import EtatOrientation
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, structure
from tests.fabriques.rencontres import orientation


@dataclass
class Envoi:
    """A référent d'insertion of the ESCAL, their colleague with the role of partner, what the first one sent."""

    referente: Agent
    collegue: Agent
    envoyee: Orientation


@pytest.fixture
def envoi(session: Session) -> Envoi:
    escal = structure("ESCAL")
    referente = agent(Role.REFERENT_INSERTION, prenom="Anne", nom="Leroy", structure=escal)
    collegue = agent(Role.PARTENAIRE, prenom="Marc", nom="Petit", structure=escal)
    suivi = parcours(beneficiaire("Dupont", "Lou", Dispositif.EMPLOI, observations="SECRET"))
    return Envoi(
        referente, collegue, orientation(suivi, structure("France Travail"), emetteur_id=referente.id, personne_nom="Dupont")
    )


def test_un_partenaire_lit_ce_que_sa_structure_envoie_sans_pouvoir_y_toucher(client: ClientVerifie, envoi: Envoi) -> None:
    connecter(client, envoi.collegue)
    assert "DUPONT" in client.voir("/orientations/?vue=envoyees").text
    page = client.voir(f"/orientations/{envoi.envoyee.id}").text
    assert "SECRET" not in page and "/beneficiaires/" not in page
    for geste in (f"/orientations/{envoi.envoyee.id}/reponse/acceptee", f"/orientations/{envoi.envoyee.id}/suivi/annulee"):
        assert client.envoyer(geste, "/orientations/").status_code in {403, 404}


def test_quitter_la_structure_ferme_aussi_ce_qu_elle_envoie(client: ClientVerifie, session: Session, envoi: Envoi) -> None:
    connecter(client, envoi.collegue)
    adresse = f"/orientations/{envoi.envoyee.id}"
    client.voir(adresse)
    sienne = session.scalars(select(Habilitation).where(Habilitation.agent_id == envoi.collegue.id)).one()
    sienne.structure_id = structure("Ailleurs").id
    session.commit()
    assert client.get(adresse).status_code == 404
    assert "DUPONT" not in client.voir("/orientations/?vue=envoyees").text


def test_ce_qu_un_referent_envoie_apres_son_depart_n_est_plus_de_la_structure(
    client: ClientVerifie, session: Session, envoi: Envoi
) -> None:
    sienne = session.scalars(select(Habilitation).where(Habilitation.agent_id == envoi.referente.id)).one()
    sienne.fin = aujourd_hui() - timedelta(days=400)
    connecter(client, envoi.collegue)
    assert client.get(f"/orientations/{envoi.envoyee.id}").status_code == 404


def test_ni_un_brouillon_ni_une_orientation_d_un_autre_dispositif_ne_se_lisent_ainsi(
    client: ClientVerifie, session: Session, envoi: Envoi
) -> None:
    vers, de = structure("CCAS"), envoi.referente.id
    ecrite = orientation(parcours(beneficiaire("Martin", "Zoé", Dispositif.EMPLOI)), vers, emetteur_id=de)
    ecrite.etat = EtatOrientation.BROUILLON  # whatever its dates say
    du_pre = orientation(parcours(beneficiaire("Bernard", "Tom")), vers, emetteur_id=de)
    connecter(client, envoi.collegue)
    for autre in (ecrite, du_pre):
        assert client.get(f"/orientations/{autre.id}").status_code == 404


def test_ce_qu_il_a_envoye_avant_d_arriver_ou_a_un_autre_titre_n_est_pas_de_la_structure(
    client: ClientVerifie, session: Session, envoi: Envoi
) -> None:
    sienne = session.scalars(select(Habilitation).where(Habilitation.agent_id == envoi.referente.id)).one()
    adresse = f"/orientations/{envoi.envoyee.id}"
    connecter(client, envoi.collegue)
    assert client.get(adresse).status_code == 200
    depuis = sienne.debut
    sienne.debut = aujourd_hui() + timedelta(days=1)
    session.commit()
    assert client.get(adresse).status_code == 404
    sienne.debut, sienne.role = depuis, Role.PARTENAIRE
    session.commit()
    assert client.get(adresse).status_code == 404
