"""A partner spots a person in one minute, then knows where they stand and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.access import beneficiaires_visibles, du_dossier
from parcours.beneficiaires.models import Accord, Beneficiaire, Rattachement
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, NatureRattachement
from parcours.cite_emploi.access import reperages_visibles
from parcours.cite_emploi.rules import etat_pour_le_partenaire
from parcours.comptes.models import Agent, Habilitation
from parcours.journal.models import EvenementJournal
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, connecter, structure
from tests.fabriques.rencontres import valeur

TAPE = {"prenom": "Nadia", "nom": "Benali", "telephone": "06 43 24 00 35", "accord": "oral", "freins": ["mobilite", "langue"]}


@pytest.fixture
def partenaire(session: Session) -> Agent:
    valeur("frein", "mobilite", "Mobilité")
    valeur("frein", "langue", "Langue")
    return agent(Role.PARTENAIRE, prenom="Marc", nom="Petit", structure=structure("ESCAL"))


@pytest.fixture
def coordination(session: Session) -> Agent:
    return agent(Role.COORDINATEUR_CITE, prenom="Anne", nom="Leroy")


def dossier(session: Session, qui: Agent) -> Beneficiaire:
    session.expire_all()
    return session.scalars(beneficiaires_visibles(acteur(qui))).one()


def test_un_reperage_ouvre_une_demande_un_accord_et_un_rattachement(
    client: ClientVerifie, session: Session, partenaire: Agent, coordination: Agent
) -> None:
    connecter(client, partenaire)
    reponse = client.envoyer("/cite-emploi/reperer", data=TAPE)
    assert reponse.status_code == 303
    personne = dossier(session, coordination)
    assert (personne.nom_affiche, personne.telephone, personne.dispositif) == (
        "Nadia BENALI",
        "+33643240035",
        Dispositif.EMPLOI,
    )
    accord = session.scalars(du_dossier(Accord, acteur(coordination))).one()
    assert (accord.etat, accord.forme, accord.donne_le) == (EtatAccord.CONFIRME, FormeAccord.ORAL, aujourd_hui())
    rattachement = session.scalars(du_dossier(Rattachement, acteur(coordination))).one()
    assert rattachement.nature is NatureRattachement.REPERAGE
    reperage = session.scalars(reperages_visibles(acteur(coordination))).one()
    assert {f.code for f in reperage.freins} == {"mobilite", "langue"}
    assert reperage.parcours.etat is EtatParcours.DEMANDE
    assert session.scalars(select(EvenementJournal).where(EvenementJournal.action == "reperer")).one() is not None


@pytest.mark.parametrize(
    ("champ", "valeur_tapee"),
    [("accord", ""), ("nom", " "), ("telephone", "06 43"), ("telephone", ""), ("freins", ["inconnu"])],
)
def test_un_reperage_incomplet_est_refuse(
    client: ClientVerifie, session: Session, partenaire: Agent, coordination: Agent, champ: str, valeur_tapee: object
) -> None:
    connecter(client, partenaire)
    reponse = client.envoyer("/cite-emploi/reperer", data={**TAPE, champ: valeur_tapee})
    assert reponse.status_code == 422 and "Nadia" in reponse.text
    assert session.scalars(beneficiaires_visibles(acteur(coordination))).all() == []


def test_le_partenaire_ne_voit_que_les_siennes_avec_leur_etat(
    client: ClientVerifie, session: Session, partenaire: Agent, coordination: Agent
) -> None:
    ailleurs = agent(Role.PARTENAIRE, prenom="Luc", nom="Blanc", structure=structure("CIDFF"))
    connecter(client, ailleurs)
    client.envoyer("/cite-emploi/reperer", data={**TAPE, "nom": "Durand"})
    connecter(client, partenaire)
    client.envoyer("/cite-emploi/reperer", data=TAPE)
    page = client.voir("/cite-emploi/").text
    assert "BENALI Nadia" in page and "pas encore appelée" in page
    assert "DURAND" not in page and "06" not in page.split("<main")[1] and "/beneficiaires/" not in page
    personnes = session.scalars(beneficiaires_visibles(acteur(coordination))).all()
    for personne in personnes:
        assert client.get(f"/beneficiaires/{personne.id}").status_code in {403, 404}


def test_la_coordination_voit_toutes_les_nouvelles(
    client: ClientVerifie, session: Session, partenaire: Agent, coordination: Agent
) -> None:
    connecter(client, partenaire)
    client.envoyer("/cite-emploi/reperer", data=TAPE)
    connecter(client, coordination)
    page = client.voir("/cite-emploi/").text
    personne = dossier(session, coordination)
    assert "BENALI Nadia" in page and "ESCAL" in page and f"/beneficiaires/{personne.id}" in page
    reperage = session.scalars(reperages_visibles(acteur(coordination))).one()
    parcours: Parcours = reperage.parcours
    parcours.etat = EtatParcours.EN_COURS
    session.commit()
    assert "BENALI" not in client.voir("/cite-emploi/").text
    assert "BENALI" in client.voir("/cite-emploi/?vue=tous").text
    assert client.get("/cite-emploi/reperer").status_code == 403


def test_quitter_la_structure_ferme_la_liste(client: ClientVerifie, session: Session, partenaire: Agent) -> None:
    connecter(client, partenaire)
    client.envoyer("/cite-emploi/reperer", data=TAPE)
    habilitation = session.scalars(select(Habilitation).where(Habilitation.agent_id == partenaire.id)).one()
    habilitation.structure_id = structure("Ailleurs").id
    session.commit()
    assert "BENALI" not in client.voir("/cite-emploi/").text
    habilitation.fin = aujourd_hui() - timedelta(days=1)
    session.commit()
    assert client.get("/cite-emploi/").status_code == 403


def test_un_partenaire_ne_repere_pas_au_nom_d_une_autre_structure(
    client: ClientVerifie, session: Session, partenaire: Agent, coordination: Agent
) -> None:
    autre = structure("CIDFF")
    session.commit()
    connecter(client, partenaire)
    client.envoyer("/cite-emploi/reperer", data={**TAPE, "structure": str(autre.id)})
    reperages = session.scalars(reperages_visibles(acteur(coordination))).all()
    assert all(r.structure_id != autre.id for r in reperages)


@pytest.mark.parametrize("role", [Role.COORDINATEUR_PRE, Role.MEDIATEUR_SANTE, Role.REFERENT_INSERTION, Role.PILOTE])
def test_les_autres_metiers_n_ont_pas_les_reperages(client: ClientVerifie, session: Session, role: Role) -> None:
    connecter(client, agent(role, structure=structure("Mairie")))
    assert client.get("/cite-emploi/").status_code == 403


def test_chaque_etat_a_des_mots_pour_le_partenaire() -> None:
    assert all(etat_pour_le_partenaire(etat)[0] for etat in EtatParcours)
    assert etat_pour_le_partenaire(EtatParcours.SUSPENDU) == etat_pour_le_partenaire(EtatParcours.EN_COURS)
