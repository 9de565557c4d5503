"""Documents of a whole meeting: none of them names a child (pre.md §3.2, §3.5 rule 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from parcours.comptes.models import Agent
from parcours.editique.document import Document
from parcours.reunions.models import Presence, Reunion
from parcours.reunions.queries.agenda import Agenda, LigneAgenda
from parcours.reunions.queries.seance import LigneDeSeance
from parcours.reunions.rules.deliberation import EtatDeSituation
from parcours.reunions.rules.documents import AUTRES_SUITES, initiales
from parcours.reunions.rules.seance import Decision
from parcours.socle.horloge import aujourd_hui
from parcours.socle.maison import Maison
from parcours.socle.typographie import date_longue, heure, pluriel
from parcours.textes.queries import redacteur, texte


def _valeurs(reunion: Reunion, situations: int) -> dict[str, str]:
    return {
        "reunion": reunion.titre,
        "jour": date_longue(reunion.jour, jour_de_semaine=True),
        "heure": heure(reunion.debut),
        "lieu": reunion.lieu or "",
        "nombre": pluriel(situations, "situation"),
    }


def convocations(reunion: Reunion, convoques: Sequence[Agent], situations: int, maison: Maison) -> bytes:
    """One letter a member convened; a blank one when nobody is yet."""
    document = Document("Convocation", maison, le=aujourd_hui(), confidentiel=False)
    rediger = redacteur("convocation", maison.service)
    for rang, agent in enumerate(convoques or [None]):
        if rang:
            document.nouvelle_page()
        document.entete("Convocation", reunion.titre)
        if agent is not None:
            document.identite([("Pour", agent.nom_complet), ("Fonction", agent.fonction)])
        document.identite(
            [
                ("Le", date_longue(reunion.jour, jour_de_semaine=True)),
                ("De", f"{heure(reunion.debut)} à {heure(reunion.fin)}"),
                ("Lieu", reunion.lieu),
            ]
        )
        valeurs = _valeurs(reunion, situations) | {"membre": agent.nom_complet if agent else "Madame, Monsieur"}
        document.texte(rediger(valeurs | {"lieu": reunion.lieu or "lieu à préciser"}))
    return document.octets()


def ordre_du_jour(reunion: Reunion, agenda: Agenda, maison: Maison) -> bytes:
    """The agenda for the table: a number, initials, a reason, a slot."""
    document = Document("Ordre du jour", maison, le=aujourd_hui())
    document.entete("Ordre du jour", reunion.titre)
    document.identite(
        [
            ("Le", date_longue(reunion.jour, jour_de_semaine=True)),
            ("De", f"{heure(reunion.debut)} à {heure(reunion.fin)}"),
            ("Lieu", reunion.lieu),
            ("À examiner", pluriel(agenda.situations, "situation")),
        ]
    )
    document.encadre(texte("ordre_du_jour", maison.service, _valeurs(reunion, agenda.situations)))
    lignes = [
        (rang, heure(ligne.creneau), initiales(ligne.nom), ligne.motif.libelle)
        if isinstance(ligne, LigneAgenda)
        else (
            rang,
            heure(ligne.creneau),
            "–",
            f"Appui à la pratique, sans nom\u00a0: {ligne.question or ''}".rstrip(" :\u00a0"),
        )
        for rang, ligne in enumerate(agenda.lignes, 1)
    ]
    document.tableau(
        ["N°", "Vers", "Initiales", "Objet"],
        lignes,
        largeurs=(0.7, 1, 1.2, 6),
        nombres=(0,),
        vide="L’ordre du jour est encore vide.",
    )
    return document.octets()


def emargement(
    reunion: Reunion,
    lignes: Sequence[LigneDeSeance],
    personnes: Sequence[tuple[str, str]],
    sorties: dict[object, frozenset[str]],
    maison: Maison,
) -> bytes:
    """One table to sign for each situation: attendance is by situation, not by meeting.

    Args:
        personnes: (name, institution) of those expected or present.
        sorties: situation -> names of those who left the room for it.
    """
    document = Document("Feuille d’émargement", maison, le=aujourd_hui())
    document.entete("Feuille d’émargement", f"{reunion.titre}, par situation")
    document.encadre(texte("emargement", maison.service, _valeurs(reunion, len(lignes))))
    attendus = list(personnes) or [("", "")] * 8
    if not lignes:
        document.paragraphe("L’ordre du jour est encore vide.", "note")
    for rang, ligne in enumerate(lignes, 1):
        dehors = sorties.get(ligne.id, frozenset())
        with document.ensemble():
            document.section(f"Situation {rang}\u00a0: {initiales(ligne.nom)}")
            document.tableau(
                ["Nom", "Institution", "Signature"],
                [(nom, chez, "Hors de la salle pour cette situation" if nom in dehors else "") for nom, chez in attendus],
                largeurs=(3, 3, 3),
                hauteur=24,
            )
    return document.octets()


def compte_rendu(
    reunion: Reunion, lignes: Sequence[LigneDeSeance], presents: Sequence[Presence], points: int, maison: Maison
) -> bytes:
    """Nameless minutes that may be sent round: counts only.

    No line per situation: with the numbers and initials of the agenda, it would say which decision is whose. A
    transmission to the CRIP is counted among other outcomes, for the same reason (pre.md §3.3).
    """
    document = Document("Compte rendu", maison, le=aujourd_hui(), confidentiel=False)
    document.entete("Compte rendu", reunion.titre)
    conclues = [ligne for ligne in lignes if ligne.etat is EtatDeSituation.CONCLUE and ligne.decision is not None]
    document.identite(
        [
            ("Le", date_longue(reunion.jour, jour_de_semaine=True)),
            ("Lieu", reunion.lieu),
            ("Inscrites", pluriel(len(lignes), "situation")),
            ("Examinées", pluriel(len(conclues), "situation")),
        ]
    )
    document.texte(texte("compte_rendu", maison.service, _valeurs(reunion, len(lignes))))
    document.section("Institutions présentes")
    institutions = Counter(p.institution or "Autre" for p in presents)
    _comptes(document, "Institution", "Personnes", institutions, "La séance n’a pas encore été ouverte.")
    document.section("Situations examinées")
    _comptes(document, "Motif d’inscription", "Situations", Counter(ligne.motif.libelle for ligne in conclues))
    document.section("Décisions")
    _comptes(document, "Décision", "Situations", Counter(_suite(ligne.decision) for ligne in conclues))
    if points:
        document.section("Appui à la pratique")
        document.paragraphe(f"{pluriel(points, 'question étudiée', 'questions étudiées')} sans désigner de famille.")
    return document.octets()


def _suite(decision: Decision | None) -> str:
    return decision.libelle if decision is not None and decision is not Decision.TRANSMISSION_CRIP else AUTRES_SUITES


def _comptes(
    document: Document, quoi: str, combien: str, comptes: Counter[str], vide: str = "Aucune situation n’est encore conclue."
) -> None:
    lignes: list[tuple[object, ...]] = [*comptes.most_common()]
    if lignes:
        lignes.append(("Total", comptes.total()))
    document.tableau([quoi, combien], lignes, largeurs=(5, 1), nombres=(1,), vide=vide, total=True)
