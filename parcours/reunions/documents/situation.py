"""Documents of one situation: they name the child, and are for the file, the room and the family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from parcours.editique.document import Document
from parcours.reunions.models import Deliberation, Situation
from parcours.reunions.queries.situations import FicheDeSituation
from parcours.reunions.rules.deliberation import AVEC_PROPOSITIONS
from parcours.reunions.rules.seance import Decision
from parcours.socle.horloge import aujourd_hui
from parcours.socle.maison import Maison
from parcours.socle.typographie import date_longue, pluriel
from parcours.textes.queries import texte

A_ECRIRE = "…………………………………………"


@dataclass(frozen=True)
class Destinataire:
    """A holder of parental authority a letter is sent to."""

    nom: str
    adresse: str


@dataclass(frozen=True)
class Releve:
    """What a decision sheet says besides the situation itself."""

    note: Deliberation
    referent: str
    presents: tuple[str, ...] = ()
    types_d_action: dict[str, str] = field(default_factory=dict)


def fiches(situations: Iterable[tuple[Situation, FicheDeSituation]], maison: Maison) -> bytes:
    """One-page sheets, each on its own page: what members need, nothing else of the file (pre.md §3.2)."""
    document = Document("Fiche de situation", maison, le=aujourd_hui())
    rappels: dict[str, str] = {}
    for situation, fiche in situations:
        if rappels:
            document.nouvelle_page()
        titre = situation.reunion.titre
        if titre not in rappels:
            rappels[titre] = texte("fiche_situation", maison.service, {"reunion": titre})
        _fiche(document, situation, fiche, rappels[titre])
    if not rappels:
        document.entete("Fiche de situation")
        document.paragraphe("Aucune situation n’est inscrite à l’ordre du jour.", "note")
    return document.octets()


def _fiche(document: Document, situation: Situation, fiche: FicheDeSituation, rappel: str) -> None:
    document.entete(fiche.nom, f"Situation {situation.rang}, {situation.reunion.titre}")
    document.encadre(rappel)
    document.identite(
        [
            ("Inscrite pour", situation.motif.libelle),
            ("Âge", pluriel(fiche.age, "an") if fiche.age is not None else ""),
            ("Classe", fiche.classe),
            ("École", fiche.ecole),
            ("Dernier bilan", date_longue(fiche.dernier_bilan_le)),
        ]
    )
    document.section("Motifs de la demande")
    document.liste(fiche.motifs)
    if not fiche.motifs:
        document.paragraphe("Non renseignés.", "note")
    document.section("Objectifs en cours")
    document.liste(fiche.objectifs)
    if not fiche.objectifs:
        document.paragraphe("Aucun pour l’instant.", "note")
    document.section("Ce qu’il faut savoir")
    document.texte(situation.resume, vide="Rien n’est encore écrit.")


def releve(situation: Situation, fiche: FicheDeSituation, lu: Releve, maison: Maison) -> bytes:
    """Decision sheet of one child, for their file only; with ruled lines to write on while nothing is decided."""
    document = Document("Relevé de décision", maison, le=aujourd_hui())
    document.entete("Relevé de décision", situation.reunion.titre)
    document.identite(
        [
            (situation.reunion.mots.qui.capitalize(), fiche.nom),
            ("Âge", pluriel(fiche.age, "an") if fiche.age is not None else ""),
            ("Classe", fiche.classe),
            ("École", fiche.ecole),
            ("Inscrite pour", situation.motif.libelle),
            ("Référent", lu.referent),
        ]
    )
    document.texte(texte("releve_decision", maison.service, {"enfant": fiche.nom, "reunion": situation.reunion.titre}))
    if situation.decision is None:
        _a_remplir(document)
    else:
        _decidee(document, situation, lu)
    if lu.presents:
        document.section("Présents pour cette situation")
        document.liste(lu.presents)
    document.signatures([("Pour l’équipe pluridisciplinaire de soutien, la coordination", "")], hauteur=40)
    return document.octets()


def _decidee(document: Document, situation: Situation, lu: Releve) -> None:
    decision, note = situation.decision, lu.note
    assert decision is not None
    document.section("Décision")
    date_crip = f" le {date_longue(note.crip_le)}" if note.crip_le and decision is Decision.TRANSMISSION_CRIP else ""
    document.paragraphe(f"{decision.libelle}{date_crip}.")
    if decision is Decision.TRANSMISSION_CRIP:
        return  # only the fact and its date are kept (pre.md §3.3)
    document.texte(situation.raison)
    if situation.prochain_bilan_le:
        document.paragraphe(f"Prochain bilan\u00a0: {date_longue(situation.prochain_bilan_le)}.")
    if decision in AVEC_PROPOSITIONS:
        _propositions(document, lu)
    if note.annonce_par is not None:
        document.section("Information de la famille")
        avant = f", avant le {date_longue(note.annonce_avant_le)}" if note.annonce_avant_le else ""
        document.paragraphe(f"Par {note.annonce_par.nom_complet}{avant}.")
        document.texte(note.annonce)


def _propositions(document: Document, lu: Releve) -> None:
    objectifs = [o.texte for o in lu.note.objectifs if o.texte]
    if objectifs:
        document.section("Objectifs")
        document.liste(objectifs)
    actions = [a for a in lu.note.actions if a.type or a.libelle]
    if actions:
        document.section("Actions proposées")
        document.tableau(
            ["Action", "Précision", "Structure"],
            [
                (lu.types_d_action.get(a.type or "", a.type), a.libelle, a.operateur.libelle if a.operateur else "")
                for a in actions
            ],
            largeurs=(3, 4, 3),
        )


def _a_remplir(document: Document) -> None:
    """The same sheet by hand: for a room without network."""
    document.section("Décision")
    document.cases([d.libelle for d in Decision if d is not Decision.TRANSMISSION_CRIP])
    document.section("Raison, en une ligne")
    document.lignes_a_ecrire(2)
    document.section("Objectifs, trois au plus")
    document.lignes_a_ecrire(3)
    document.section("Actions, référent, prochain bilan, qui informe la famille et avant quand")
    document.lignes_a_ecrire(5)


def lettres(
    situation: Situation, fiche: FicheDeSituation, referent: str, destinataires: Sequence[Destinataire], maison: Maison
) -> bytes:
    """One letter for each holder of parental authority who may be written to, each at their own address."""
    document = Document("Lettre à la famille", maison, le=aujourd_hui())
    bilan, decision = situation.prochain_bilan_le, situation.decision
    valeurs = {
        "enfant": fiche.nom,
        "reunion": situation.reunion.titre,
        "decision": decision.libelle[:1].lower() + decision.libelle[1:] if decision else A_ECRIRE,
        "referent": referent,
        "prochain_bilan": date_longue(bilan) if bilan else "",
    }
    corps = texte("lettre_famille", maison.service, valeurs)
    for rang, vers in enumerate(destinataires or [Destinataire(f"Aux parents de {fiche.nom}", "")]):
        if rang:
            document.nouvelle_page()
        document.entete("Programme de réussite éducative", "Lettre à la famille")
        document.paragraphe(f"{vers.nom}\n{vers.adresse}".strip(), "droite")
        document.paragraphe(f"Le {date_longue(aujourd_hui())}", "droite")
        document.espace(14)
        document.texte(corps)
        document.espace(14)
        with document.ensemble():
            document.paragraphe("Pour la coordination du programme de réussite éducative", "droite")
    return document.octets()
