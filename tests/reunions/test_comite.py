"""The comité de coordination of the Cité de l'Emploi: the engine of the EPS, with its own people and words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Accord
from parcours.beneficiaires.rules import EtatAccord, FormeAccord
from parcours.comptes.models import Agent
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.reunions.models import Reunion, Situation
from parcours.reunions.rules.preparation import MotifInscription
from parcours.reunions.services.types import charger_reference
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import PARIS, aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, rattacher, structure
from tests.formulaires import champs_du_formulaire


@pytest.fixture
def comite(session: Session) -> Reunion:
    charger_reference()
    jour = aujourd_hui()
    reunion = Reunion(
        dispositif=Dispositif.EMPLOI,
        type_code="comite_coordination",
        debut=datetime(jour.year, jour.month, jour.day, 9, tzinfo=PARIS),
    )
    session.add(reunion)
    session.commit()
    return reunion


@pytest.fixture
def coordination(client: ClientVerifie) -> Agent:
    qui = agent(Role.COORDINATEUR_CITE, prenom="Anne", nom="Leroy")
    connecter(client, qui)
    return qui


def une_personne(session: Session, nom: str = "Benali", *, accord: bool = True) -> Parcours:
    personne = beneficiaire(nom, "Nadia", Dispositif.EMPLOI)
    debut = aujourd_hui() - timedelta(days=20)
    p = parcours(personne, EtatParcours.A_DEMARRER, demande_le=debut, debut_le=None)
    if accord:
        session.add(
            Accord(
                beneficiaire_id=personne.id,
                etat=EtatAccord.CONFIRME,
                forme=FormeAccord.ORAL,
                donne_le=aujourd_hui(),
                portee_eps=True,
            )
        )
    session.commit()
    return p


def test_la_coordination_inscrit_une_personne_d_accord_et_la_decision_ouvre_l_accompagnement(
    client: ClientVerifie, session: Session, comite: Reunion, coordination: Agent
) -> None:
    p = une_personne(session)
    page = f"/reunions/inscrire/{p.id}"
    champs = dict(champs_du_formulaire(client.voir(page).text, page))
    reponse = client.envoyer(page, data={**champs, "motif": "premier_examen", "resume": "Point.", "reunion": str(comite.id)})
    assert reponse.status_code == 303
    detail = client.voir(f"/reunions/{comite.id}").text
    assert "BENALI" in detail and "enfant" not in detail.split("<main")[1]


def test_sans_accord_pour_le_comite_la_situation_n_y_est_pas_nommee(
    client: ClientVerifie, session: Session, comite: Reunion, coordination: Agent
) -> None:
    p = une_personne(session, accord=False)
    assert client.envoyer(f"/reunions/inscrire/{p.id}", data={"reunion": str(comite.id), "motif": "bilan"}).status_code == 422
    assert "BENALI" not in client.voir(f"/reunions/{comite.id}").text


def test_une_entree_decidee_au_comite_commence_l_accompagnement_et_rien_ne_se_transmet_a_la_crip(
    client: ClientVerifie, session: Session, comite: Reunion, coordination: Agent
) -> None:
    p = une_personne(session)
    ligne = Situation(reunion_id=comite.id, parcours_id=p.id, rang=1, motif=MotifInscription.PREMIER_EXAMEN)
    session.add(ligne)
    session.commit()
    page = f"/reunions/situations/{ligne.id}"
    html = client.voir(page).text
    assert "transmission_crip" not in html and "CRIP" not in html
    action = f"{page}/decision"
    champs = dict(champs_du_formulaire(html, action))
    reponse = client.envoyer(action, data={**champs, "decision": "entree", "raison": "Motivée."})
    assert reponse.status_code == 303
    session.expire_all()
    assert session.merge(p).etat is EtatParcours.EN_COURS
    assert "Accompagnée" in client.voir(f"/vers-l-emploi/{p.id}").text


def test_on_y_convoque_les_referents_d_insertion_sans_charte_et_jamais_un_membre_de_l_eps(
    client: ClientVerifie, session: Session, comite: Reunion, coordination: Agent
) -> None:
    referent = agent(Role.REFERENT_INSERTION, prenom="Rachid", nom="Martin", structure=structure("MIPE"))
    membre = agent(Role.MEMBRE_EPS, prenom="Inès", nom="Morel", structure=structure("Collège"), charte_signee_le=aujourd_hui())
    session.commit()
    page = f"/reunions/{comite.id}/convocations"
    html = client.voir(page).text
    assert "Rachid Martin" in html and "Morel" not in html
    champs = dict(champs_du_formulaire(html, page))
    assert client.envoyer(page, data={**champs, "membres": [str(membre.id)]}).status_code == 422
    assert client.envoyer(page, data={**champs, "membres": [str(referent.id)]}).status_code == 303
    connecter(client, referent)
    assert client.get(f"/reunions/{comite.id}").status_code == 200


def test_un_referent_ne_voit_a_l_ordre_du_jour_que_les_siens(
    client: ClientVerifie, session: Session, comite: Reunion, coordination: Agent
) -> None:
    sienne, autre = beneficiaire("Benali", "Nadia", Dispositif.EMPLOI), beneficiaire("Autre", "Zoé", Dispositif.EMPLOI)
    referent = agent(Role.REFERENT_INSERTION, prenom="Rachid", nom="Martin", structure=structure("MIPE"))
    rattacher(sienne, agent=referent)
    for rang, personne in enumerate((sienne, autre), 1):
        session.add(
            Situation(reunion_id=comite.id, parcours_id=parcours(personne).id, rang=rang, motif=MotifInscription.PREMIER_EXAMEN)
        )
        session.flush()
    session.commit()
    connecter(client, referent)
    page = client.voir(f"/reunions/{comite.id}").text
    assert "BENALI" in page and "AUTRE" not in page


def test_la_coordination_de_l_emploi_ne_voit_aucune_reunion_du_pre(
    client: ClientVerifie, session: Session, comite: Reunion, coordination: Agent
) -> None:
    eps = Reunion(dispositif=Dispositif.PRE, type_code="pleniere", debut=comite.debut)
    session.add(eps)
    session.commit()
    assert client.get(f"/reunions/{eps.id}").status_code == 404
    assert "plénière" not in client.voir("/reunions/").text
