"""Kinds of meetings, series, cancelling; e-mails and calendar entries read by another library; nobody is ever named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.comptes.models import Agent
from parcours.reunions.models import Reunion, TypeDeReunion
from parcours.reunions.rules import Decision
from parcours.reunions.services.types import charger_reference
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.perimetre import Perimetre
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, structure
from tests.fabriques.rencontres import convoquer, reunion, situation


@pytest.fixture
def coordination(client: ClientVerifie, session: Session) -> ClientVerifie:
    charger_reference()
    return connecter(client, agent(Role.COORDINATEUR_PRE, prenom="Ève", nom="Roux"))


def membre(prenom: str = "Inès") -> Agent:
    return agent(
        Role.MEMBRE_EPS, prenom=prenom, nom="Morel", structure=structure(f"École {prenom}"), charte_signee_le=aujourd_hui()
    )


def courriers(session: Session) -> list[Courrier]:
    session.expire_all()
    return list(session.scalars(select(Courrier).order_by(Courrier.id)))


def evenement(courrier: Courrier) -> tuple[str, Any]:
    """METHOD and event of the attached entry, as icalendar reads them."""
    agenda = Calendar.from_ical(courrier.piece)
    return str(agenda["METHOD"]), agenda.walk("VEVENT")[0]


def reunions(session: Session) -> list[Reunion]:
    session.expire_all()
    return list(session.scalars(select(Reunion).order_by(Reunion.debut).options(Perimetre(Reunion))))


def changer(client: ClientVerifie, de: Reunion, **valeurs: str) -> Any:
    data = {
        "type": de.type_code, "jour": f"{de.jour:%d/%m/%Y}", "heure": f"{de.heure:%H:%M}", "lieu": de.lieu or "",
        "duree_minutes": str(de.duree_minutes), "minutes_par_situation": str(de.minutes_par_situation),
        "version": str(de.version), **valeurs,
    }  # fmt: skip
    return client.envoyer(f"/reunions/{de.id}/modifier", data=data)


def test_la_convocation_le_changement_et_l_annulation_se_suivent_dans_l_agenda_du_membre(
    coordination: ClientVerifie, session: Session
) -> None:
    prevue, qui = reunion(), membre()
    situation(prevue, parcours(beneficiaire()))
    coordination.envoyer(f"/reunions/{prevue.id}/convocations", data={"membres": [str(qui.id)]})
    changer(coordination, prevue, heure="16h", lieu="Mairie de Longuenesse")
    coordination.envoyer(f"/reunions/{prevue.id}/annuler")
    lus = [evenement(c) for c in courriers(session)]
    assert [methode for methode, _ in lus] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(e["UID"]) for _, e in lus}) == 1
    assert [int(e["SEQUENCE"]) for _, e in lus] == [0, 1, 2]
    premier, change, annule = (e for _, e in lus)
    assert premier["SUMMARY"] == "EPS plénière" and premier["LOCATION"] == "Salle du conseil"
    assert change["DTSTART"].dt - premier["DTSTART"].dt == timedelta(hours=2) and change["LOCATION"] == "Mairie de Longuenesse"
    assert change["DTEND"].dt - change["DTSTART"].dt == timedelta(minutes=120)
    assert annule["STATUS"] == "CANCELLED" and str(premier["ATTENDEE"]) == f"mailto:{qui.courriel}"
    assert "Annulée" in coordination.voir("/reunions/").text


def test_un_changement_qui_ne_touche_pas_l_agenda_ne_derange_personne(coordination: ClientVerifie, session: Session) -> None:
    prevue = reunion()
    convoquer(prevue, membre())
    assert changer(coordination, prevue, minutes_par_situation="20").status_code == 303
    assert courriers(session) == []


def test_un_membre_deconvoque_voit_la_reunion_partir_de_son_agenda(coordination: ClientVerifie, session: Session) -> None:
    prevue, reste, part = reunion(), membre(), membre("Paul")
    convoquer(prevue, reste)
    convoquer(prevue, part)
    coordination.envoyer(f"/reunions/{prevue.id}/convocations", data={"membres": [str(reste.id)]})
    (seul,) = courriers(session)
    assert (seul.destinataire, evenement(seul)[0]) == (part.courriel, "CANCEL")


def test_aucun_courriel_ni_rendez_vous_ne_nomme_un_enfant(coordination: ClientVerifie, session: Session) -> None:
    prevue, qui, personne = reunion(), membre(), beneficiaire("Ostéodiamant", "Zéphyrine")
    situation(prevue, parcours(personne), resume="Zéphyrine Ostéodiamant lit mieux.")
    coordination.envoyer(f"/reunions/{prevue.id}/convocations", data={"membres": [str(qui.id)]})
    changer(coordination, prevue, heure="16h")
    coordination.envoyer(f"/reunions/{prevue.id}/convocations", data={})
    assert len(courriers(session)) == 3
    for courrier in courriers(session):
        tout = " ".join((courrier.objet, courrier.texte, courrier.piece, courrier.piece_nom or "", courrier.piece_type or ""))
        assert not any(mot in tout.lower() for mot in ("osté", "zéphyrine", " z. ", "zo"))
        assert courrier.piece_nom == "reunion.ics"


@pytest.mark.parametrize("lieu", ["Chez Léa Renault", "RENAULT Lea, 3 rue des Dunes"])
def test_un_lieu_qui_nomme_un_enfant_est_refuse(coordination: ClientVerifie, session: Session, lieu: str) -> None:
    beneficiaire("Renault", "Léa")
    session.commit()
    jour = f"{aujourd_hui() + timedelta(days=5):%d/%m/%Y}"
    refus = coordination.envoyer("/reunions/nouvelle", data={"type": "pleniere", "jour": jour, "heure": "9h", "lieu": lieu})
    assert refus.status_code == 422 and "sans nom" in refus.text and lieu in refus.text
    assert reunions(session) == []


def test_la_piece_jointe_est_scellee_dans_la_base(coordination: ClientVerifie, session: Session) -> None:
    prevue, qui = reunion(), membre()
    session.commit()
    coordination.envoyer(f"/reunions/{prevue.id}/convocations", data={"membres": [str(qui.id)]})
    assert "VEVENT" not in (courriers(session)[0].piece_chiffree or "VEVENT")


def test_une_reunion_tenue_ou_deja_annulee_ne_s_annule_pas(coordination: ClientVerifie, session: Session) -> None:
    tenue = reunion(0)
    situation(tenue, parcours(beneficiaire()), decision=Decision.VEILLE)
    refus = coordination.envoyer(f"/reunions/{tenue.id}/annuler")
    assert refus.status_code == 422 and "elle a eu lieu" in refus.text
    annulee = reunion(annulee_le=maintenant())
    assert coordination.envoyer(f"/reunions/{annulee.id}/annuler", f"/reunions/{tenue.id}/annuler").status_code == 422
    assert coordination.envoyer(f"/reunions/{annulee.id}/convocations", data={"membres": [str(membre().id)]}).status_code == 422


def test_les_membres_habituels_d_un_type_sont_coches_d_avance(coordination: ClientVerifie, session: Session) -> None:
    habituel, autre = membre(), membre("Paul")
    pleniere = session.scalars(select(TypeDeReunion).where(TypeDeReunion.code == "pleniere")).one()
    data = {
        "libelle": "EPS plénière", "dispositif": "pre", "duree_minutes": "150", "minutes_par_situation": "10",
        "lieu": "Maison de l’agglomération", "sur_situations": "y", "actif": "y", "membres": [str(habituel.id)],
        "version": str(pleniere.version),
    }  # fmt: skip
    session.commit()
    assert coordination.envoyer(f"/reunions/types/{pleniere.id}", data=data).status_code == 303
    jour = f"{aujourd_hui() + timedelta(days=5):%d/%m/%Y}"
    coordination.envoyer("/reunions/nouvelle", data={"type": "pleniere", "jour": jour, "heure": "9h"})
    (creee,) = reunions(session)
    assert (creee.duree_minutes, creee.minutes_par_situation, creee.lieu) == (150, 10, "Maison de l’agglomération")
    page = coordination.voir(f"/reunions/{creee.id}/convocations").text
    assert f'value="{habituel.id}"' in page
    cases = [morceau for morceau in page.split("<input") if 'name="membres"' in morceau]
    assert [("checked" in c) for c in cases if str(habituel.id) in c or str(autre.id) in c].count(True) == 1


def test_un_type_se_cree_se_retire_et_ne_porte_pas_deux_fois_le_meme_nom(coordination: ClientVerifie, session: Session) -> None:
    data = {
        "libelle": "Équipe du mardi",
        "dispositif": "pre",
        "duree_minutes": "60",
        "minutes_par_situation": "15",
        "actif": "y",
    }
    assert coordination.envoyer("/reunions/types/nouveau", data=data).status_code == 303
    assert "Équipe du mardi" in coordination.voir("/reunions/nouvelle").text
    double = coordination.envoyer("/reunions/types/nouveau", data={**data, "libelle": "equipe du Mardi"})
    assert double.status_code == 422 and "porte déjà ce nom" in double.text
    cree = session.scalars(select(TypeDeReunion).where(TypeDeReunion.libelle == "Équipe du mardi")).one()
    del data["actif"]
    coordination.envoyer(f"/reunions/types/{cree.id}", data={**data, "version": str(cree.version)})
    assert "Équipe du mardi" not in coordination.voir("/reunions/nouvelle").text


def test_les_types_d_un_autre_dispositif_ne_se_voient_ni_ne_se_changent(coordination: ClientVerifie, session: Session) -> None:
    cite = session.scalars(select(TypeDeReunion).where(TypeDeReunion.code == "comite_coordination")).one()
    assert "Comité de coordination" not in coordination.voir("/reunions/types").text
    assert coordination.get(f"/reunions/types/{cite.id}").status_code == 404


def test_deux_reglages_simultanes_d_un_type_ne_s_ecrasent_pas(coordination: ClientVerifie, session: Session) -> None:
    type_ = session.scalars(select(TypeDeReunion).where(TypeDeReunion.code == "restreinte")).one()
    adresse, version = f"/reunions/types/{type_.id}", type_.version
    data = {
        "libelle": "EPS restreinte", "dispositif": "pre", "duree_minutes": "90", "minutes_par_situation": "20",
        "sur_situations": "y", "actif": "y", "version": str(version),
    }  # fmt: skip
    session.commit()
    coordination.envoyer(adresse, data=data)
    conflit = coordination.envoyer(adresse, data={**data, "duree_minutes": "45"})
    assert conflit.status_code == 409 and "90" in conflit.text and "45" in conflit.text


def test_une_serie_saute_les_vacances_et_chacune_se_modifie_seule(coordination: ClientVerifie, session: Session) -> None:
    premiere = aujourd_hui() + timedelta(days=7)
    vacances = premiere + timedelta(days=14)
    lignes = f"Pause\u00a0: {vacances:%d/%m/%Y} au {vacances + timedelta(days=6):%d/%m/%Y}"
    assert coordination.envoyer("/reunions/vacances", data={"lignes": lignes}).status_code == 303
    demande = {
        "type": "restreinte", "heure": "9h", "premiere": f"{premiere:%d/%m/%Y}",
        "jusqu_au": f"{premiere + timedelta(days=28):%d/%m/%Y}", "rythme": "semaines", "semaines": "1",
        "lieu": "", "duree_minutes": "", "minutes_par_situation": "",
    }  # fmt: skip
    apercu = coordination.voir("/reunions/serie?" + "&".join(f"{k}={v}" for k, v in demande.items())).text
    assert "vacances\xa0: Pause" in apercu and apercu.count('name="jours"') == 5
    assert apercu.count('checked class="form-check-input" id="jours-') == 4 or apercu.count(" checked") >= 4
    jours = [(premiere + timedelta(weeks=n)).isoformat() for n in (0, 1, 3)]
    reponse = coordination.envoyer("/reunions/serie", data={**demande, "jours": jours})
    assert reponse.status_code == 303
    creees = reunions(session)
    assert [r.jour.isoformat() for r in creees] == jours
    changer(coordination, creees[1], lieu="Ailleurs")
    coordination.envoyer(f"/reunions/{creees[2].id}/annuler")
    assert [(r.lieu, r.annulee_le is None) for r in reunions(session)] == [(None, True), ("Ailleurs", True), (None, False)]


@pytest.mark.parametrize("lignes", ["Noël du 19 au 3", "Noël : 03/01/2027 au 19/12/2026", "Noël : 31/02/2027 au 1/03/2027"])
def test_des_vacances_illisibles_sont_refusees_et_gardees(coordination: ClientVerifie, lignes: str) -> None:
    refus = coordination.envoyer("/reunions/vacances", data={"lignes": lignes})
    assert refus.status_code == 422 and lignes in refus.text


def test_une_serie_sans_date_gardee_ou_hors_de_la_demande_est_refusee(coordination: ClientVerifie, session: Session) -> None:
    premiere = aujourd_hui() + timedelta(days=7)
    demande = {
        "type": "restreinte", "heure": "9h", "premiere": f"{premiere:%d/%m/%Y}", "jusqu_au": f"{premiere:%d/%m/%Y}",
        "rythme": "semaines", "semaines": "1",
    }  # fmt: skip
    for jours in ([], [(premiere + timedelta(days=1)).isoformat()]):
        assert coordination.envoyer("/reunions/serie", data={**demande, "jours": jours}).status_code == 422
    assert reunions(session) == []
