"""A mediator writes an accompaniment in a few seconds, corrects it, and nobody else reads its health side."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from parcours.accompagnements.models import Echange
from parcours.accompagnements.rules import Canal
from parcours.comptes.models import Agent
from parcours.mediation_sante.access import actes_complets, echanges_de_mediation
from parcours.mediation_sante.models import ActeDeMediation
from parcours.nomenclatures.services import charger_reference
from parcours.parcours_individuels.models import Parcours
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques import personnes
from tests.requetes import compteur_de_requetes


@pytest.fixture
def parcours(session: Session) -> Parcours:
    return personnes.parcours(personnes.beneficiaire(dispositif=Dispositif.SANTE))


@pytest.fixture
def mediatrice(session: Session, client: ClientVerifie, parcours: Parcours) -> Agent:
    charger_reference()
    agent = personnes.agent(Role.MEDIATEUR_SANTE)
    personnes.connecter(client, agent)
    return agent


DONNEES: dict[str, str | list[str]] = {
    "a_la_date": "hier",
    "lieu": "Hôpital",
    "duree_min": "90",
    "type": "soins",
    "besoins": ["Spécialiste", "Carte Vitale"],
    "obstacles": ["Éloignement, transport"],
    "resultat": "Soin réalisé",
    "professionnel": "Ophtalmologue de l’hôpital",
    "suite": "Rendez-vous fixé",
    "accompagnement_physique": "y",
    "interlocuteur": "personne",
    "abouti": "oui",
    "texte": "La salle d’attente l’inquiétait",
}


def _adresse(parcours: Parcours) -> str:
    return f"/mediation-sante/parcours/{parcours.id}/accompagnements/nouveau"


def _ecrire(client: ClientVerifie, parcours: Parcours, **champs: str) -> None:
    assert client.envoyer(_adresse(parcours), data={**DONNEES, **champs}).status_code == 303


def test_un_accompagnement_s_ecrit_depuis_la_fiche_et_se_lit_dans_le_fil(
    client: ClientVerifie, session: Session, mediatrice: Agent, parcours: Parcours
) -> None:
    fiche = f"/beneficiaires/{parcours.beneficiaire_id}"
    page = client.voir(fiche).text
    assert "Ajouter un accompagnement" in page and _adresse(parcours) in page and "Ajouter un échange" not in page
    _ecrire(client, parcours, rappel_le="demain")
    page = client.voir(fiche).text
    for mots in (
        "Besoins",
        "Spécialiste",
        "Carte Vitale",
        "Éloignement, transport",
        "Soin réalisé",
        "Rendez-vous fixé",
        "salle d’attente",
        "30",
    ):
        assert mots in page
    acte = session.scalars(actes_complets(personnes.acteur(mediatrice))).unique().one()
    assert acte.accompagnement_physique and acte.echange.canal is Canal.ACCOMPAGNEMENT and acte.echange.duree_min == 90


@pytest.mark.parametrize(
    ("lieu", "canal"),
    [
        ("Téléphone", Canal.APPEL),
        ("Domicile", Canal.VISITE),
        ("Permanence", Canal.PERMANENCE),
        ("Autre lieu", Canal.RENDEZ_VOUS),
    ],
)
def test_le_lieu_dit_a_lui_seul_comment_l_echange_s_est_fait(
    client: ClientVerifie, session: Session, mediatrice: Agent, parcours: Parcours, lieu: str, canal: Canal
) -> None:
    donnees = {cle: v for cle, v in DONNEES.items() if cle != "accompagnement_physique"}
    assert client.envoyer(_adresse(parcours), data={**donnees, "lieu": lieu}).status_code == 303
    assert session.scalars(echanges_de_mediation(personnes.acteur(mediatrice))).one().canal is canal


def test_le_lieu_et_la_date_suffisent_a_noter_un_appel_sans_reponse(
    client: ClientVerifie, session: Session, mediatrice: Agent, parcours: Parcours
) -> None:
    reponse = client.envoyer(
        _adresse(parcours), data={"a_la_date": "hier", "lieu": "Téléphone", "interlocuteur": "personne", "abouti": "non"}
    )
    assert reponse.status_code == 303
    assert "sans réponse" in client.voir(f"/beneficiaires/{parcours.beneficiaire_id}").text


def test_sans_lieu_la_saisie_est_gardee_et_expliquee(client: ClientVerifie, mediatrice: Agent, parcours: Parcours) -> None:
    reponse = client.envoyer(_adresse(parcours), data={**DONNEES, "lieu": ""})
    assert reponse.status_code == 422
    assert "Choisissez le lieu." in reponse.text and "salle d’attente" in reponse.text and "selected" in reponse.text


def test_les_cases_rares_sont_repliees_et_celles_deja_cochees_restent_sous_les_yeux(
    client: ClientVerifie, mediatrice: Agent, parcours: Parcours
) -> None:
    page = client.envoyer(_adresse(parcours), data={**DONNEES, "lieu": "", "besoins": ["Vaccination"]}).text
    montre, replie = page.split("Autres besoins (", 1)
    assert 'value="Médecin traitant"' in montre and 'value="Vaccination"' in montre
    assert 'value="Vaccination"' not in replie and 'value="Audition"' in replie


def test_une_correction_garde_ce_que_disait_le_cote_sante(
    client: ClientVerifie, session: Session, mediatrice: Agent, parcours: Parcours
) -> None:
    _ecrire(client, parcours)
    echange = session.scalars(echanges_de_mediation(personnes.acteur(mediatrice))).one()
    adresse = f"/mediation-sante/accompagnements/{echange.id}/correction"
    page = client.voir(adresse).text
    assert "Ophtalmologue de l’hôpital" in page
    assert client.envoyer(adresse, data={**DONNEES, "resultat": "Rendez-vous non honoré"}).status_code == 303
    fiche = client.voir(f"/beneficiaires/{parcours.beneficiaire_id}").text
    assert "Rendez-vous non honoré" in fiche and "Soin réalisé" not in fiche.split('id="fil"')[1]
    versions = client.voir(f"/accompagnements/echanges/{echange.id}/versions").text
    assert "Soin réalisé" in versions


def test_deux_corrections_en_meme_temps_ne_s_effacent_pas(
    client: ClientVerifie, session: Session, mediatrice: Agent, parcours: Parcours
) -> None:
    _ecrire(client, parcours)
    echange = session.scalars(echanges_de_mediation(personnes.acteur(mediatrice))).one()
    adresse = f"/mediation-sante/accompagnements/{echange.id}/correction"
    assert client.envoyer(adresse, data={**DONNEES, "resultat": "En attente"}).status_code == 303
    reponse = client.envoyer(adresse, data={**DONNEES, "resultat": "Dossier déposé", "version": "1"})
    assert reponse.status_code == 409 and "En attente" in reponse.text and "Dossier déposé" in reponse.text


def test_un_accompagnement_importe_se_corrige_avec_ses_propres_mots(
    client: ClientVerifie, session: Session, mediatrice: Agent, parcours: Parcours
) -> None:
    echange = Echange(parcours_id=parcours.id, a_la_date=aujourd_hui(), canal=Canal.RENCONTRE, duree_min=25, importe=True)
    session.add(echange)
    session.flush()
    session.add(ActeDeMediation(echange_id=echange.id, lieu="marché du samedi", besoin="lunettes"))
    session.commit()
    adresse = f"/mediation-sante/accompagnements/{echange.id}/correction"
    page = client.voir(adresse).text
    assert "marché du samedi" in page and "lunettes" in page and "25" in page
    donnees = {
        "a_la_date": "hier",
        "lieu": "marché du samedi",
        "besoins": "lunettes",
        "duree_min": "25",
        "interlocuteur": "personne",
    }
    assert client.envoyer(adresse, data={**donnees, "abouti": "oui", "texte": "Corrigé"}).status_code == 303
    session.refresh(echange)
    assert echange.canal is Canal.RENCONTRE and echange.duree_min == 25


def test_plusieurs_besoins_et_obstacles_se_cochent_se_corrigent_et_s_effacent(
    client: ClientVerifie, session: Session, mediatrice: Agent, parcours: Parcours
) -> None:
    _ecrire(client, parcours)

    def acte() -> ActeDeMediation:
        session.expire_all()
        return session.scalars(actes_complets(personnes.acteur(mediatrice))).unique().one()

    assert set(acte().besoins) == {"Spécialiste", "Carte Vitale"} and acte().obstacles == ("Éloignement, transport",)
    adresse = f"/mediation-sante/accompagnements/{acte().echange_id}/correction"
    page = client.voir(adresse).text
    assert page.count('name="besoins"') > 10 and page.count('name="obstacles"') > 10
    coches = {**DONNEES, "besoins": ["Vaccination"], "obstacles": ["Langue", "Éloignement, transport"]}
    assert client.envoyer(adresse, data=coches).status_code == 303
    assert acte().besoins == ("Vaccination",) and set(acte().obstacles) == {"Langue", "Éloignement, transport"}
    rien = {cle: valeur for cle, valeur in DONNEES.items() if cle not in ("besoins", "obstacles")}
    assert client.envoyer(adresse, data=rien).status_code == 303
    assert acte().besoins == acte().obstacles == ()
    versions = client.voir(f"/accompagnements/echanges/{acte().echange_id}/versions").text
    assert "Carte Vitale" in versions and "Langue" in versions


def test_un_besoin_qui_n_est_pas_propose_est_refuse(client: ClientVerifie, mediatrice: Agent, parcours: Parcours) -> None:
    reponse = client.envoyer(_adresse(parcours), data={**DONNEES, "besoins": ["Spécialiste", "Diabète"]})
    assert reponse.status_code == 422
    assert "Choisissez parmi les propositions." in reponse.text and "Diabète" not in reponse.text


def test_deux_agents_qui_cochent_autrement_voient_les_deux_choix_en_mots(
    client: ClientVerifie, mediatrice: Agent, session: Session, parcours: Parcours
) -> None:
    _ecrire(client, parcours)
    echange = session.scalars(echanges_de_mediation(personnes.acteur(mediatrice))).one()
    adresse = f"/mediation-sante/accompagnements/{echange.id}/correction"
    assert client.envoyer(adresse, data={**DONNEES, "besoins": ["Vaccination"]}).status_code == 303
    reponse = client.envoyer(adresse, data={**DONNEES, "besoins": ["Vaccination", "Bilan de santé"], "version": "1"})
    assert reponse.status_code == 409 and "Vaccination, Bilan de santé" in reponse.text and "(&#39;" not in reponse.text


@pytest.mark.parametrize("role", [Role.COORDINATEUR_PRE, Role.COORDINATEUR_CITE, Role.SECRETARIAT_PRE, Role.ADMINISTRATEUR])
def test_personne_d_autre_n_atteint_le_formulaire_de_mediation(
    client: ClientVerifie, session: Session, parcours: Parcours, role: Role
) -> None:
    personnes.connecter(client, personnes.agent(role))
    assert client.get(_adresse(parcours)).status_code == 403


def test_la_mediation_n_ecrit_pas_dans_le_parcours_d_un_enfant_du_pre(
    client: ClientVerifie, session: Session, mediatrice: Agent
) -> None:
    enfant = personnes.parcours(personnes.beneficiaire())
    session.commit()
    assert client.get(_adresse(enfant)).status_code == 404


def test_la_fiche_et_son_formulaire_tiennent_en_dix_lectures(
    client: ClientVerifie, session: Session, mediatrice: Agent, parcours: Parcours
) -> None:
    _ecrire(client, parcours)
    fiche = f"/beneficiaires/{parcours.beneficiaire_id}"
    with compteur_de_requetes() as lectures:
        client.voir(fiche)
    assert len(lectures) <= 10
