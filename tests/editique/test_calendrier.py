"""The .ics entries, read back by a parser that follows RFC 5545 to the letter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parcours.editique.calendrier import EvenementImpossible, evenement_ics

pytestmark = pytest.mark.sans_base

PARIS = ZoneInfo("Europe/Paris")
REUNION: dict[str, Any] = {
    "uid": "reunion-1@parcours.example",
    "titre": "Équipe pluridisciplinaire de soutien",
    "debut": datetime(2026, 11, 24, 14, 0, tzinfo=PARIS),
    "fin": datetime(2026, 11, 24, 16, 30, tzinfo=PARIS),
}


def lire(contenu: bytes) -> dict[str, str]:
    """Unfold, check every physical line, undo the escapes; the properties by their full name."""
    lignes = contenu.split(b"\r\n")
    assert lignes.pop() == b"", "le fichier finit par une fin de ligne"
    assert all(len(ligne) <= 75 and b"\n" not in ligne and b"\r" not in ligne for ligne in lignes)
    for ligne in lignes:
        ligne.decode()  # une lettre coupée en deux ne se lirait plus
    deplie = contenu.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert (deplie[0], deplie[5], deplie[-2], deplie[-1]) == ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR")
    proprietes = {}
    for ligne in deplie:
        nom, _, valeur = ligne.partition(":") if not ligne.startswith("ATTENDEE") else ligne.partition(":mailto")
        proprietes[nom] = valeur
    return proprietes


def defaire(valeur: str) -> str:
    """The text as a calendar shows it."""
    sortie, lettres = "", iter(valeur)
    for lettre in lettres:
        if lettre == "\\":
            suivante = next(lettres)
            assert suivante in "\\;,n"
            sortie += "\n" if suivante == "n" else suivante
        else:
            assert lettre not in ";,", "ces lettres sont toujours échappées"
            sortie += lettre
    return sortie


def test_l_heure_de_paris_est_ecrite_en_temps_universel_hiver_comme_ete():
    hiver = lire(evenement_ics(**REUNION))
    ete = lire(
        evenement_ics(
            **REUNION | {"debut": datetime(2026, 6, 30, 14, 0, tzinfo=PARIS), "fin": datetime(2026, 6, 30, 15, 0, tzinfo=PARIS)}
        )
    )
    assert (hiver["DTSTART"], hiver["DTEND"]) == ("20261124T130000Z", "20261124T153000Z")
    assert ete["DTSTART"] == "20260630T120000Z"


def test_une_simple_information_est_complete():
    lu = lire(evenement_ics(**REUNION, lieu="Salle Descartes, Saint-Omer", organisateur="pre@parcours.example"))
    assert lu["METHOD"] == "PUBLISH" and lu["STATUS"] == "CONFIRMED" and lu["CLASS"] == "PRIVATE"
    assert defaire(lu["LOCATION"]) == "Salle Descartes, Saint-Omer"
    assert lu["UID"] == "reunion-1@parcours.example" and lu["SEQUENCE"] == "0" and lu["DTSTAMP"].endswith("Z")
    assert not any(nom.startswith("ATTENDEE") for nom in lu)


def test_un_changement_puis_une_annulation_visent_la_meme_reunion():
    avance = lire(evenement_ics(**REUNION, sequence=3))
    annule = lire(evenement_ics(**REUNION, sequence=4, methode="CANCEL"))
    assert avance["UID"] == annule["UID"] and (avance["SEQUENCE"], annule["SEQUENCE"]) == ("3", "4")
    assert (annule["METHOD"], annule["STATUS"]) == ("CANCEL", "CANCELLED")


def test_une_invitation_porte_ses_deux_adresses():
    contenu = evenement_ics(
        **REUNION, methode="REQUEST", organisateur="pre@parcours.example", destinataire="ecole@parcours.example"
    )
    deplie = contenu.replace(b"\r\n ", b"").decode()
    assert "ORGANIZER:mailto:pre@parcours.example\r\n" in deplie
    assert ":mailto:ecole@parcours.example\r\n" in deplie


@pytest.mark.parametrize(
    "changement",
    [
        {"uid": " "},
        {"debut": datetime(2026, 11, 24, 14, 0)},  # noqa: DTZ001 - c’est la faute que l’on cherche
        {"fin": datetime(2026, 11, 24, 12, 0, tzinfo=UTC)},
        {"methode": "REQUEST", "organisateur": "pre@parcours.example"},
        {"methode": "PUBLISH", "destinataire": "ecole@parcours.example"},
        {"organisateur": "pre@parcours.example\r\nX-PIEGE:oui"},
        {"organisateur": "Prénom Nom"},
    ],
)
def test_un_evenement_mal_forme_est_refuse(changement):
    with pytest.raises(EvenementImpossible):
        evenement_ics(**REUNION | changement)


@given(st.text(max_size=300))
def test_n_importe_quel_texte_revient_tel_qu_il_a_ete_ecrit(texte):
    attendu = "".join(
        lettre
        for lettre in texte.replace("\r\n", "\n").replace("\r", "\n")
        if lettre in "\t\n" or (ord(lettre) >= 32 and ord(lettre) != 127)
    )
    lu = lire(evenement_ics(**REUNION, description=f"»{texte}"))
    assert defaire(lu["DESCRIPTION"]) == f"»{attendu}"


def test_une_fin_de_ligne_dans_le_titre_n_ajoute_aucune_propriete():
    lu = lire(evenement_ics(**REUNION | {"titre": "EPS\r\nATTENDEE:mailto:intrus@parcours.example\nX-A:b"}))
    assert set(lu) <= {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY",
        "STATUS", "CLASS", "TRANSP",
    }  # fmt: skip


def test_une_autre_bibliotheque_lit_la_meme_reunion():
    contenu = evenement_ics(
        **REUNION, lieu="Salle Descartes ; 1er étage", description="Ligne 1\nLigne 2, " + "é" * 90, lien="https://x.example/r/1"
    )
    (lu,) = icalendar.Calendar.from_ical(contenu).walk("VEVENT")
    assert str(lu["SUMMARY"]) == REUNION["titre"] and str(lu["LOCATION"]) == "Salle Descartes ; 1er étage"
    assert str(lu["DESCRIPTION"]) == "Ligne 1\nLigne 2, " + "é" * 90
    assert (lu.decoded("DTSTART"), lu.decoded("DTEND")) == (REUNION["debut"], REUNION["fin"])
    assert str(lu["URL"]) == "https://x.example/r/1"
