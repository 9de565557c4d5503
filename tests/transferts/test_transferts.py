"""A person passes from one structure to another with their agreement, and the first one sees nothing more, at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Accord, Beneficiaire, PorteeAccord, Rattachement
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, NatureRattachement
from parcours.comptes.models import Agent, Habilitation
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.perimetre import Perimetre
from parcours.transferts.models import Transfert
from parcours.transferts.rules import EtatTransfert
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, rattacher, structure


@dataclass
class Ville:
    """Two structures, a référent in each, a person followed by the first."""

    escal: Structure
    mipe: Structure
    marc: Agent
    anne: Agent
    personne: Beneficiaire


@pytest.fixture
def ville(session: Session) -> Ville:
    escal, mipe = structure("ESCAL"), structure("MIPE")
    marc = agent(Role.REFERENT_INSERTION, prenom="Marc", nom="Petit", structure=escal)
    anne = agent(Role.REFERENT_INSERTION, prenom="Anne", nom="Leroy", structure=mipe)
    personne = beneficiaire("Benali", "Nadia", Dispositif.EMPLOI, telephone="+33643240035")
    parcours(personne)
    rattacher(personne, structure=escal, debut=date(2026, 9, 1), nature=NatureRattachement.REPERAGE)
    rattacher(personne, agent=marc, debut=date(2026, 9, 1))
    return Ville(escal, mipe, marc, anne, personne)


def accorder(session: Session, ville: Ville) -> None:
    accord = Accord(beneficiaire_id=ville.personne.id, etat=EtatAccord.CONFIRME, forme=FormeAccord.ORAL, donne_le=aujourd_hui())
    session.add(accord)
    session.flush()
    session.add(PorteeAccord(accord_id=accord.id, structure_id=ville.mipe.id))
    session.commit()


def proposer(client: ClientVerifie, ville: Ville) -> None:
    connecter(client, ville.marc)
    choix = {
        "de_structure_id": str(ville.escal.id),
        "vers_structure_id": str(ville.mipe.id),
        "motif": "Plus près de chez elle.",
    }
    reponse = client.envoyer(f"/transferts/de/{ville.personne.id}", data=choix)
    assert reponse.status_code == 303, reponse.text


def le_transfert(session: Session) -> Transfert:
    session.expire_all()
    return session.scalars(select(Transfert).options(Perimetre(Transfert))).one()


def test_accepter_ouvre_la_fiche_a_l_une_et_la_ferme_a_l_autre_dans_la_meme_minute(
    client: ClientVerifie, session: Session, ville: Ville
) -> None:
    accorder(session, ville)
    proposer(client, ville)
    fiche = f"/beneficiaires/{ville.personne.id}"
    assert "En attente" in client.voir(f"{fiche}/situation").text
    transfert = le_transfert(session)
    de_marc = client
    connecter(de_marc, ville.marc)
    d_anne = client.application.test_client()
    connecter(d_anne, ville.anne)  # type: ignore[arg-type]
    assert d_anne.get(fiche).status_code == 404, "avant de répondre, elle ne lit que la proposition"
    page = d_anne.voir(f"/transferts/{transfert.id}").text  # type: ignore[attr-defined]
    assert "Nadia BENALI" in page and "Plus près de chez elle." in page
    assert "Nadia BENALI" in d_anne.voir("/transferts/").text  # type: ignore[attr-defined]
    reponse = d_anne.envoyer(f"/transferts/{transfert.id}", data={"accepte": "oui", "referent": "y"})  # type: ignore[attr-defined]
    assert reponse.status_code == 303, reponse.text
    assert d_anne.get(fiche).status_code == 200
    assert de_marc.get(fiche).status_code == 404, "sa session était ouverte : la page suivante est déjà fermée"
    assert de_marc.get(f"/transferts/{transfert.id}").status_code == 404
    session.expire_all()
    en_cours = select(Rattachement).where(Rattachement.fin.is_(None)).options(Perimetre(Rattachement))
    assert {(r.nature, r.structure_id or r.agent_id) for r in session.scalars(en_cours)} == {
        (NatureRattachement.ACCOMPAGNEMENT, ville.mipe.id),
        (NatureRattachement.REFERENT, ville.anne.id),
    }


def test_sans_accord_de_la_personne_rien_ne_part_et_un_accord_retire_entre_temps_arrete_tout(
    client: ClientVerifie, session: Session, ville: Ville
) -> None:
    connecter(client, ville.marc)
    choix = {"de_structure_id": str(ville.escal.id), "vers_structure_id": str(ville.mipe.id), "motif": "Plus près."}
    refus = client.envoyer(f"/transferts/de/{ville.personne.id}", data=choix)
    assert refus.status_code == 422 and "Aucun accord confirmé" in refus.text
    accorder(session, ville)
    proposer(client, ville)
    session.execute(update(Accord).values(etat=EtatAccord.RETIRE).options(Perimetre(Accord)))
    session.commit()
    connecter(client, ville.anne)
    assert client.envoyer(f"/transferts/{le_transfert(session).id}", data={"accepte": "oui"}).status_code == 422
    assert le_transfert(session).etat is EtatTransfert.PROPOSE
    assert client.get(f"/beneficiaires/{ville.personne.id}").status_code == 404


def test_refuser_demande_une_raison_et_ne_change_rien(client: ClientVerifie, session: Session, ville: Ville) -> None:
    accorder(session, ville)
    proposer(client, ville)
    connecter(client, ville.anne)
    adresse = f"/transferts/{le_transfert(session).id}"
    assert client.envoyer(adresse, data={"accepte": "non"}).status_code == 422
    assert client.envoyer(adresse, data={"accepte": "non", "texte": "Nous sommes complets."}).status_code == 303
    connecter(client, ville.marc)
    assert "Nous sommes complets." in client.voir(f"/beneficiaires/{ville.personne.id}/situation").text


def test_une_proposition_retiree_ne_se_lit_plus_chez_l_autre(client: ClientVerifie, session: Session, ville: Ville) -> None:
    accorder(session, ville)
    proposer(client, ville)
    adresse = f"/transferts/{le_transfert(session).id}"
    situation = f"/beneficiaires/{ville.personne.id}/situation"
    assert client.envoyer(f"{adresse}/retrait", depuis=situation).status_code == 303
    connecter(client, ville.anne)
    assert client.get(adresse).status_code == 404 and "BENALI" not in client.voir("/transferts/").text


def test_le_courriel_ne_dit_pas_qui(client: ClientVerifie, session: Session, ville: Ville) -> None:
    accorder(session, ville)
    proposer(client, ville)
    courrier = session.scalars(select(Courrier)).one()
    assert courrier.destinataire == ville.anne.courriel
    assert not any(mot in f"{courrier.objet} {courrier.texte}" for mot in ("Benali", "BENALI", "Nadia", "ESCAL"))


def test_la_coordination_repond_pour_une_structure_qui_n_a_pas_de_compte(
    client: ClientVerifie, session: Session, ville: Ville
) -> None:
    session.execute(update(Habilitation).where(Habilitation.agent_id == ville.anne.id).values(fin=aujourd_hui() - timedelta(1)))
    accorder(session, ville)
    proposer(client, ville)
    connecter(client, agent(Role.COORDINATEUR_CITE, prenom="Paul", nom="Roy"))
    assert client.envoyer(f"/transferts/{le_transfert(session).id}", data={"accepte": "oui"}).status_code == 303
    assert le_transfert(session).etat is EtatTransfert.ACCEPTE
