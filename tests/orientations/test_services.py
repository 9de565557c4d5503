"""Every step of the table, on each side, through the routes; delays; what leaves by e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.annuaire.models import Structure
from parcours.comptes.models import Agent
from parcours.orientations.access import etapes_de
from parcours.orientations.models import Orientation
from parcours.orientations.queries import sans_reponse_depuis
from parcours.orientations.rules import TRANSITIONS, Cote, EtatOrientation, Exigence, transition
from parcours.parcours_individuels.models import Parcours
from parcours.socle.courrier import Courrier
from parcours.socle.droits import ROLES_A_STRUCTURE, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie, verifier_la_page
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, structure
from tests.fabriques.rencontres import mere, orientation, valeur

S = EtatOrientation


@dataclass
class Envoi:
    """A referral, who sent it, who receives it."""

    orientation: Orientation
    emetteur: Agent
    receveur: Agent
    fil: Parcours
    mipe: Structure

    def qui(self, cote: Cote) -> Agent:
        return self.receveur if cote is Cote.RECEVEUR else self.emetteur

    def adresse(self, cote: Cote, vers: S) -> str:
        geste = {Cote.EMETTEUR: "suivi", Cote.RECEVEUR: "reponse", Cote.COORDINATION: "coordination"}[cote]
        return f"/orientations/{self.orientation.id}/{geste}/{vers.value}"

    def page(self, cote: Cote, vers: S) -> str:
        return f"/orientations/{self.orientation.id}/etape/{cote.value}/{vers.value}"

    def remettre(self, etat: S) -> Orientation:
        """A fresh referral in this state takes the place of the one before."""
        self.orientation = orientation(
            self.fil, self.mipe, etat, emetteur_id=self.emetteur.id, contact_id=self.orientation.contact_id
        )
        return self.orientation


def un_envoi(etat: S = S.ENVOYEE, **valeurs: object) -> Envoi:
    mipe = structure("MIPE", courriel_orientations="accueil@mipe.exemple")
    emetteur = agent(Role.COORDINATEUR_PRE, prenom="Ève", nom="Roux")
    receveur = agent(Role.PARTENAIRE, prenom="Marc", nom="Petit", structure=mipe)
    valeur("motif_refus_orientation", "hors_public", "Hors public")
    personne = beneficiaire()
    maman = mere(personne)
    suivi = parcours(personne)
    ligne = orientation(suivi, mipe, etat, emetteur_id=emetteur.id, contact_id=maman.id, **valeurs)
    return Envoi(ligne, emetteur, receveur, suivi, mipe)


def _jeton(client: ClientVerifie) -> dict[str, str]:
    return {"csrf_token": verifier_la_page(client.get("/").text, "/").jetons["csrf_token"]}


PRESSES = (Cote.EMETTEUR, Cote.RECEVEUR, Cote.COORDINATION)
"""Sides that have a route; the clock has none."""


@pytest.mark.parametrize("cote", PRESSES)
def test_chaque_pas_suit_la_table(client: ClientVerifie, session: Session, cote: Cote) -> None:
    envoi = un_envoi()
    connecter(client, envoi.qui(cote))
    jeton = _jeton(client)
    for de in S:
        for vers in S:
            ligne = envoi.remettre(de)
            reponse = client.post(envoi.adresse(cote, vers), data={**jeton, "texte": "Ainsi.", "motif_refus": "hors_public"})
            session.expire_all()
            pas, cas = transition(de, vers, cote), f"{cote.value} : {de.value} → {vers.value}"
            if pas is not None and Exigence.ACCORD not in pas.exige:
                assert reponse.status_code == 303 and ligne.etat is vers, cas
                trace = session.scalars(etapes_de(ligne)).one()
                assert (trace.de, trace.vers, trace.agent_id, trace.cote) == (de, vers, envoi.qui(cote).id, cote), cas
            else:
                assert ligne.etat is de and session.scalars(etapes_de(ligne)).all() == [], cas
                assert reponse.status_code == _refus_attendu(cote, de, vers, possible=pas is not None), cas


def _refus_attendu(cote: Cote, de: S, vers: S, *, possible: bool) -> int:
    if cote is Cote.RECEVEUR and de is S.BROUILLON:
        return 404  # a draft is nobody else's business
    if de is vers:
        return 303  # pressed twice: already done
    if possible:
        return 303 if de is S.BROUILLON else 422  # without agreement: the draft is kept, the reopening refused
    return 422


@pytest.mark.parametrize("role", list(Role))
def test_chaque_role_ne_prend_que_ses_pas(client: ClientVerifie, session: Session, role: Role) -> None:
    envoi = un_envoi()
    autre = structure("ESCAL")
    qui = agent(role, prenom="Tiers", nom=role.value, structure=autre if role in ROLES_A_STRUCTURE else None)
    connecter(client, qui)
    jeton = _jeton(client)
    for t in TRANSITIONS:
        if t.cote is Cote.ROBOT or Exigence.ACCORD in t.exige:
            continue
        ligne = envoi.remettre(t.de)
        code = client.post(
            envoi.adresse(t.cote, t.vers), data={**jeton, "texte": "Ainsi.", "motif_refus": "hors_public"}
        ).status_code
        session.expire_all()
        permis = role is Role.COORDINATEUR_PRE and t.cote is not Cote.RECEVEUR
        assert (code == 303, ligne.etat is t.vers) == (permis, permis), f"{role.value} : {t}"
        assert permis or code in (403, 404), f"{role.value} : {t} → {code}"


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
    page = envoi.page(Cote.RECEVEUR, S.ACCEPTEE)
    incomplet = client.envoyer(envoi.adresse(Cote.RECEVEUR, S.ACCEPTEE), page, data={"heure": "14h30"})
    assert incomplet.status_code == 422 and "Écrivez aussi la date" in incomplet.text
    jour = aujourd_hui() + timedelta(days=9)
    data = {"texte": "Nous l’attendons.", "jour": f"{jour:%d/%m/%Y}", "heure": "14h30"}
    reponse = client.envoyer(envoi.adresse(Cote.RECEVEUR, S.ACCEPTEE), page, data=data)
    detail = client.voir(reponse.location).text
    assert "Nous l’attendons." in detail and "14\xa0h\xa030" in detail
    courriers = session.scalars(select(Courrier)).all()
    assert sorted(c.destinataire for c in courriers if c.piece) == sorted([envoi.emetteur.courriel, envoi.receveur.courriel])
    assert [c.destinataire for c in courriers if not c.piece] == [envoi.emetteur.courriel]
    assert not any("renault" in f"{c.objet} {c.texte} {c.piece}".lower() for c in courriers)


def test_un_refus_dit_sa_raison_en_mots(client: ClientVerifie) -> None:
    envoi = un_envoi()
    connecter(client, envoi.receveur)
    page = envoi.page(Cote.RECEVEUR, S.REFUSEE)
    assert "Hors public" in client.voir(page).text
    assert client.envoyer(envoi.adresse(Cote.RECEVEUR, S.REFUSEE), page, data={"motif_refus": "inconnu"}).status_code == 422
    muet = client.envoyer(envoi.adresse(Cote.RECEVEUR, S.REFUSEE), page, data={"motif_refus": "hors_public", "texte": ""})
    assert muet.status_code == 422 and "quel critère" in muet.text
    client.envoyer(
        envoi.adresse(Cote.RECEVEUR, S.REFUSEE), page, data={"motif_refus": "hors_public", "texte": "Moins de 26 ans."}
    )
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
