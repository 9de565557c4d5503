"""Every step of the table, on each side, through the routes; delays; what leaves by e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.comptes.models import Agent
from parcours.journal.models import EvenementJournal
from parcours.orientations.access import etapes_de
from parcours.orientations.models import Orientation
from parcours.orientations.queries import sans_reponse_depuis
from parcours.orientations.rules import Cote, EtatOrientation, transition
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, structure
from tests.fabriques.rencontres import mere, orientation, valeur

S = EtatOrientation


@dataclass
class Envoi:
    """A referral, who sent it, who receives it."""

    orientation: Orientation
    emetteur: Agent
    receveur: Agent

    def qui(self, cote: Cote) -> Agent:
        return self.emetteur if cote is Cote.EMETTEUR else self.receveur

    def adresse(self, cote: Cote, vers: S) -> str:
        geste = "suivi" if cote is Cote.EMETTEUR else "reponse"
        return f"/orientations/{self.orientation.id}/{geste}/{vers.value}"


def un_envoi(etat: S = S.ENVOYEE, **valeurs: object) -> Envoi:
    mipe = structure("MIPE", courriel_orientations="accueil@mipe.exemple")
    emetteur = agent(Role.COORDINATEUR_PRE, prenom="Ève", nom="Roux")
    receveur = agent(Role.PARTENAIRE, prenom="Marc", nom="Petit", structure=mipe)
    valeur("motif_refus_orientation", "hors_public", "Hors public")
    personne = beneficiaire()
    maman = mere(personne)
    ligne = orientation(parcours(personne), mipe, etat, emetteur_id=emetteur.id, contact_id=maman.id, **valeurs)
    return Envoi(ligne, emetteur, receveur)


@pytest.mark.parametrize("cote", list(Cote))
@pytest.mark.parametrize("vers", list(S))
@pytest.mark.parametrize("de", list(S))
def test_chaque_pas_suit_la_table(client: ClientVerifie, session: Session, de: S, vers: S, cote: Cote) -> None:
    envoi = un_envoi(de)
    connecter(client, envoi.qui(cote))
    data = {"texte": "Pour telle raison.", "motif_refus": "hors_public"}
    reponse = client.envoyer(envoi.adresse(cote, vers), "/orientations/", data=data)
    session.expire_all()
    permis = transition(de, vers, cote) is not None
    sans_accord = (de, vers) == (S.BROUILLON, S.ENVOYEE)
    if permis and not sans_accord:
        assert reponse.status_code == 303
        assert envoi.orientation.etat is vers
        pas = session.scalars(etapes_de(envoi.orientation)).one()
        assert (pas.de, pas.vers, pas.agent_id) == (de, vers, envoi.qui(cote).id)
        assert session.scalars(select(EvenementJournal).where(EvenementJournal.action == "passer")).one() is not None
    else:
        brouillon_chez_le_partenaire = de is S.BROUILLON and cote is Cote.RECEVEUR
        assert reponse.status_code == (404 if brouillon_chez_le_partenaire else 303 if permis else 422)
        assert envoi.orientation.etat is de
        assert session.scalars(etapes_de(envoi.orientation)).all() == []


@pytest.mark.parametrize(
    ("cote", "de", "vers"),
    [
        (Cote.RECEVEUR, S.ENVOYEE, S.REFUSEE),
        (Cote.RECEVEUR, S.ACCEPTEE, S.SANS_SUITE),
        (Cote.EMETTEUR, S.VUE, S.ANNULEE),
        (Cote.EMETTEUR, S.ACCEPTEE, S.SANS_SUITE),
    ],
)
def test_un_pas_qui_demande_un_motif_est_refuse_sans_motif(
    client: ClientVerifie, session: Session, cote: Cote, de: S, vers: S
) -> None:
    envoi = un_envoi(de)
    connecter(client, envoi.qui(cote))
    assert client.envoyer(envoi.adresse(cote, vers), "/orientations/").status_code == 422
    session.expire_all()
    assert envoi.orientation.etat is de


def test_chaque_cote_ne_prend_que_ses_propres_gestes(client: ClientVerifie) -> None:
    envoi = un_envoi()
    connecter(client, envoi.receveur)
    assert client.envoyer(envoi.adresse(Cote.EMETTEUR, S.ANNULEE), "/orientations/").status_code == 403
    connecter(client, envoi.emetteur)
    assert client.envoyer(envoi.adresse(Cote.RECEVEUR, S.ACCEPTEE), "/orientations/").status_code == 403


def test_une_acceptation_porte_un_message_et_un_rendez_vous(client: ClientVerifie, session: Session) -> None:
    envoi = un_envoi()
    connecter(client, envoi.receveur)
    page = f"/orientations/{envoi.orientation.id}/etape/acceptee"
    incomplet = client.envoyer(envoi.adresse(Cote.RECEVEUR, S.ACCEPTEE), page, data={"heure": "14h30"})
    assert incomplet.status_code == 422 and "Écrivez aussi la date" in incomplet.text
    jour = aujourd_hui() + timedelta(days=9)
    data = {"texte": "Nous l’attendons.", "jour": f"{jour:%d/%m/%Y}", "heure": "14h30"}
    reponse = client.envoyer(envoi.adresse(Cote.RECEVEUR, S.ACCEPTEE), page, data=data)
    detail = client.voir(reponse.location).text
    assert "Nous l’attendons." in detail and "14\xa0h\xa030" in detail
    courrier = session.scalars(select(Courrier)).one()
    assert courrier.destinataire == envoi.emetteur.courriel
    assert "renault" not in (courrier.objet + courrier.texte).lower()


def test_un_refus_dit_sa_raison_en_mots(client: ClientVerifie) -> None:
    envoi = un_envoi()
    connecter(client, envoi.receveur)
    page = f"/orientations/{envoi.orientation.id}/etape/refusee"
    assert "Hors public" in client.voir(page).text
    assert client.envoyer(envoi.adresse(Cote.RECEVEUR, S.REFUSEE), page, data={"motif_refus": "inconnu"}).status_code == 422
    client.envoyer(envoi.adresse(Cote.RECEVEUR, S.REFUSEE), page, data={"motif_refus": "hors_public", "texte": ""})
    assert "Hors public" in client.voir(f"/orientations/{envoi.orientation.id}").text


def test_regarder_une_orientation_ne_la_marque_pas_vue(client: ClientVerifie, session: Session) -> None:
    envoi = un_envoi()
    connecter(client, envoi.receveur)
    assert "J’en prends connaissance" in client.voir(f"/orientations/{envoi.orientation.id}").text
    session.expire_all()
    assert envoi.orientation.etat is S.ENVOYEE


@pytest.mark.parametrize(("il_y_a", "attendue"), [(9, False), (10, True), (30, True)])
def test_une_orientation_sans_reponse_se_signale_au_jour_dit(session: Session, il_y_a: int, attendue: bool) -> None:
    envoi = un_envoi(il_y_a=il_y_a)
    trouvees = session.scalars(sans_reponse_depuis(acteur(envoi.emetteur), 10, aujourd_hui())).all()
    assert (envoi.orientation in trouvees) is attendue


@pytest.mark.parametrize("etat", [e for e in S if not e.attend_une_reponse])
def test_une_orientation_repondue_ou_terminee_ne_se_signale_pas(session: Session, etat: S) -> None:
    envoi = un_envoi(etat, il_y_a=40)
    assert session.scalars(sans_reponse_depuis(acteur(envoi.emetteur), 10, aujourd_hui())).all() == []


def test_l_historique_d_un_tableur_ne_se_signale_jamais(session: Session) -> None:
    envoi = un_envoi(il_y_a=400, importee=True)
    assert session.scalars(sans_reponse_depuis(acteur(envoi.emetteur), 10, aujourd_hui())).all() == []


def test_le_partenaire_ne_recoit_pas_les_alertes_de_l_emetteur(session: Session) -> None:
    envoi = un_envoi(il_y_a=40)
    assert session.scalars(sans_reponse_depuis(acteur(envoi.receveur), 10, aujourd_hui())).all() == []
