"""The PRE's own screens, through the routes."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.beneficiaires.rules import NatureRattachement
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.parcours_individuels.rules import EtatParcours
from parcours.pre.models import Scolarite
from parcours.pre.rules import annee_de_rentree
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from parcours.socle.perimetre import Perimetre
from parcours.territoire.models import Etablissement
from tests.client import ClientVerifie
from tests.fabriques import personnes
from tests.formulaires import champs_du_formulaire

ANNEE = annee_de_rentree(aujourd_hui())


@pytest.fixture(autouse=True)
def _referentiels(session: Session, client: ClientVerifie) -> None:
    charger_les_referentiels()
    personnes.connecter(client, personnes.agent(Role.COORDINATEUR_PRE))
    session.commit()


def enfant(
    session: Session, nom: str, classe: str | None, niveau: str | None = None, age: int = 8, **champs: object
) -> Beneficiaire:
    """A child in a pathway, in the first school of this level."""
    ecole = (
        session.scalars(
            select(Etablissement).where(Etablissement.niveau.startswith(niveau)).order_by(Etablissement.nom)
        ).first()
        if niveau
        else None
    )
    ligne = personnes.beneficiaire(
        nom,
        "Lou",
        classe=classe,
        etablissement_id=ecole.id if ecole else None,
        date_naissance=aujourd_hui().replace(year=ANNEE - age, month=3, day=5),
    )
    personnes.parcours(ligne, EtatParcours.EN_COURS, demande_le=aujourd_hui() - timedelta(days=200), **champs)
    session.commit()
    return ligne


def relu(session: Session, ligne: Beneficiaire) -> Beneficiaire:
    """The file as it is now."""
    session.expire_all()
    return session.scalars(select(Beneficiaire).where(Beneficiaire.id == ligne.id).options(Perimetre(Beneficiaire))).one()


def scolarites(session: Session, ligne: Beneficiaire) -> dict[int, str | None]:
    """Year → class."""
    lignes = session.scalars(select(Scolarite).where(Scolarite.beneficiaire_id == ligne.id).options(Perimetre(Scolarite)))
    return {s.annee: s.classe for s in lignes}


def la_rentree(client: ClientVerifie) -> dict[str, str]:
    """The form as the page shows it."""
    return champs_du_formulaire(client.voir("/pre/rentree").text, "/pre/rentree")


def test_la_rentree_fait_passer_tout_le_fichier_et_garde_l_annee_passee(client, session) -> None:
    une, deux = enfant(session, "Une", "CE1", "elementaire", 8), enfant(session, "Deux", "CP", "elementaire", 7)
    assert client.post("/pre/rentree", data=la_rentree(client)).status_code == 303
    assert (relu(session, une).classe, relu(session, deux).classe) == ("CE2", "CE1")
    assert scolarites(session, une) == {ANNEE - 1: "CE1", ANNEE: "CE2"}
    page = client.voir("/pre/rentree").text
    assert "La rentrée est faite" in page and "2\u00a0enfants sont déjà passés" in page
    assert f"{ANNEE}-{ANNEE + 1}" in client.voir(f"/pre/famille/{une.id}").text


def test_un_enfant_decoche_ne_bouge_pas(client, session) -> None:
    une = enfant(session, "Une", "CE1", "elementaire")
    champs = la_rentree(client)
    del champs["surs-0-faire"]
    client.post("/pre/rentree", data=champs)
    assert relu(session, une).classe == "CE1"
    assert scolarites(session, une) == {}


def test_un_enfant_de_cm2_attend_qu_on_choisisse_son_college(client, session) -> None:
    une = enfant(session, "Une", "CM2", "elementaire", 11)
    champs = la_rentree(client)
    assert champs["douteux-0-classe"] == "6e"
    client.post("/pre/rentree", data=champs)
    assert relu(session, une).classe == "CM2"
    champs = la_rentree(client)
    college = session.scalars(select(Etablissement).where(Etablissement.niveau == "college")).first()
    champs["douteux-0-ecole"] = str(college.id)
    client.post("/pre/rentree", data=champs)
    assert (relu(session, une).classe, relu(session, une).etablissement_id) == ("6e", college.id)


def test_un_maintien_se_note(client, session) -> None:
    une = enfant(session, "Une", "ULIS", "elementaire")
    champs = la_rentree(client)
    champs |= {"douteux-0-classe": "ULIS", "douteux-0-ecole": "ailleurs"}
    client.post("/pre/rentree", data=champs)
    ligne = session.scalars(select(Scolarite).where(Scolarite.annee == ANNEE).options(Perimetre(Scolarite))).one()
    assert ligne.maintien and ligne.beneficiaire_id == une.id


def test_une_fiche_changee_entre_temps_n_est_pas_ecrasee(client, session) -> None:
    une = enfant(session, "Une", "CE1", "elementaire")
    champs = la_rentree(client)
    relu(session, une).adresse = "12 rue Neuve"
    session.commit()
    client.post("/pre/rentree", data=champs)
    assert relu(session, une).classe == "CE1"
    assert "Lou UNE" in client.voir("/pre/rentree").text


def test_envoyer_deux_fois_la_rentree_ne_fait_passer_qu_une_fois(client, session) -> None:
    une = enfant(session, "Une", "CE1", "elementaire")
    champs = la_rentree(client)
    client.post("/pre/rentree", data=champs)
    assert client.post("/pre/rentree", data=champs).status_code == 303
    assert client.post("/pre/rentree", data={**champs, "numero_envoi": str(uuid.uuid4())}).status_code == 303
    assert relu(session, une).classe == "CE2"


def test_un_identifiant_change_a_la_main_ne_touche_personne(client, session) -> None:
    une = enfant(session, "Une", "CE1", "elementaire")
    etranger = personnes.beneficiaire("Autre", "Ana", personnes.Dispositif.SANTE, classe="CE1")
    session.commit()
    champs = la_rentree(client) | {"surs-0-enfant": str(etranger.id)}
    client.post("/pre/rentree", data=champs)
    assert relu(session, etranger).classe == "CE1" and relu(session, une).classe == "CE1"
    client.post("/pre/rentree", data=la_rentree(client) | {"surs-0-enfant": "pas-un-identifiant"})
    assert relu(session, une).classe == "CE1"


def test_les_places_disent_qui_attend_et_qui_suit_combien_d_enfants(client, session) -> None:
    suit = personnes.agent(Role.REFERENT_PRE, prenom="Ines", nom="Vasseur")
    une = enfant(session, "Une", "CE1", debut_le=aujourd_hui() - timedelta(days=700))
    enfant(session, "Deux", "CE1")
    personnes.rattacher(une, agent=suit, debut=aujourd_hui() - timedelta(days=30))
    attend = personnes.beneficiaire("Attend", "Léo")
    personnes.parcours(attend, EtatParcours.DEMANDE, demande_le=aujourd_hui() - timedelta(days=40))
    session.commit()
    texte = client.voir("/pre/places").text
    assert "Léo ATTEND" in texte and "40\u00a0jours" in texte
    assert "Ines Vasseur" in texte and "Sans référent" in texte
    assert "24 mois de parcours" in texte


def _confier(client: ClientVerifie, referent: object, **champs: str) -> object:
    adresse = f"/pre/passation/{referent.id}"
    return client.post(adresse, data=champs_du_formulaire(client.voir(adresse).text, adresse) | champs)


def test_les_enfants_d_un_referent_qui_part_changent_de_main_a_la_date_dite(client, session) -> None:
    part, vient = personnes.agent(Role.REFERENT_PRE, nom="Part"), personnes.agent(Role.REFERENT_PRE, nom="Vient")
    une = enfant(session, "Une", "CE1")
    personnes.rattacher(une, agent=part, debut=aujourd_hui() - timedelta(days=30))
    session.commit()
    assert _confier(client, part, vers=str(vient.id)).status_code == 303
    session.expire_all()
    periodes = session.scalars(select(Rattachement).order_by(Rattachement.debut).options(Perimetre(Rattachement))).all()
    assert [(p.agent_id, p.nature) for p in periodes] == [
        (part.id, NatureRattachement.REFERENT),
        (vient.id, NatureRattachement.REFERENT),
    ]
    assert periodes[0].fin == aujourd_hui() - timedelta(days=1)


def test_une_absence_ouvre_un_remplacement_qui_finit_seul(client, session) -> None:
    absent, remplace = personnes.agent(Role.REFERENT_PRE, nom="Absent"), personnes.agent(Role.REFERENT_PRE, nom="Remplace")
    une = enfant(session, "Une", "CE1")
    personnes.rattacher(une, agent=absent, debut=aujourd_hui() - timedelta(days=30))
    session.commit()
    retour = aujourd_hui() + timedelta(days=14)
    reponse = _confier(client, absent, duree="absence", jusqu_au=retour.strftime("%d/%m/%Y"), vers=str(remplace.id))
    assert reponse.status_code == 303
    session.expire_all()
    nouveau = session.scalars(
        select(Rattachement).where(Rattachement.agent_id == remplace.id).options(Perimetre(Rattachement))
    ).one()
    assert (nouveau.nature, nouveau.fin) == (NatureRattachement.COREFERENT, retour)


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({}, "au moins un enfant"),
        ({"duree": "absence"}, "dernier jour du remplacement"),
        ({"duree": "absence", "jusqu_au": "01/01/2020"}, "ne peut pas précéder"),
        ({"a_partir_du": ""}, "obligatoire"),
    ],
)
def test_une_passation_incomplete_dit_ce_qui_manque(client, session, champs: dict[str, str], message: str) -> None:
    part, vient = personnes.agent(Role.REFERENT_PRE, nom="Part"), personnes.agent(Role.REFERENT_PRE, nom="Vient")
    une = enfant(session, "Une", "CE1")
    personnes.rattacher(une, agent=part, debut=aujourd_hui() - timedelta(days=30))
    session.commit()
    reponse = _confier(client, part, **({"vers": str(vient.id)} if champs else {}), **champs)
    assert reponse.status_code == 422
    assert message in reponse.text


def test_un_referent_sans_enfant_n_a_rien_a_confier(client) -> None:
    assert client.get(f"/pre/passation/{personnes.agent(Role.REFERENT_PRE, nom='Personne').id}").status_code == 404
