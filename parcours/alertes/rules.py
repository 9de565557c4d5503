"""When a pathway may be breaking: pure rules, each alert says the fact, its dates and the threshold.

Sources: contrat de ville (« abandon » shows as loss of contact; « transition ratée » as an unanswered referral),
sante_emploi.md §5.2. Delays are calendar days. History from a spreadsheet raises nothing by itself: the clock of a file
brought in starts on the day of the import (architecture.md, decisions).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date

from parcours.parcours_individuels.rules import EtatParcours, dans_des_mois, duree_en_mots
from parcours.socle.typographie import INSECABLE, age_en_annees, date_courte, date_longue, pluriel


class Motif(enum.StrEnum):
    """Why somebody is told."""

    CONTACT = "contact"
    ORIENTATION = "orientation"
    BILAN = "bilan"
    DUREE = "duree"
    AGE = "age"
    CONTRAT = "contrat"
    SORTIE = "sortie"
    VEILLE = "veille"

    @property
    def libelle(self) -> str:
        """Words of the label."""
        return {
            "contact": "Perte de contact",
            "orientation": "Orientation sans réponse",
            "bilan": "Bilan en retard",
            "duree": "Parcours long",
            "age": "Limite d’âge proche",
            "contrat": "Contrat à signer",
            "sortie": "Sortie à enregistrer",
            "veille": "Nouvelles à prendre",
        }[self.value]

    @property
    def ton(self) -> str:
        """Red only where somebody may be lost."""
        return "urgent" if self in (Motif.CONTACT, Motif.ORIENTATION) else "attention"


@dataclass(frozen=True)
class Alerte:
    """One alert, explained."""

    motif: Motif
    depuis: date
    jours: int
    fait: str
    precisions: str


class Depart(enum.StrEnum):
    """What started the clock."""

    CONTACT = "contact"
    ENTREE = "entree"
    IMPORT = "import"


@dataclass(frozen=True)
class FaitsDeContact:
    """What is known of the contacts of one active pathway.

    `dernier_contact`: last échange that succeeded with the person or the family. `tentatives`: number of attempts
    without success since then, the last one on `derniere_tentative`; they are told and do not reset the clock.
    """

    entree: date
    importe_le: date | None = None
    dernier_contact: date | None = None
    tentatives: int = 0
    derniere_tentative: date | None = None


def depart_de_l_horloge(faits: FaitsDeContact) -> tuple[date, Depart]:
    """The latest of the entry, the day of the import and the last contact."""
    departs = [(faits.entree, Depart.ENTREE)]
    if faits.importe_le:
        departs.append((faits.importe_le, Depart.IMPORT))
    if faits.dernier_contact:
        departs.append((faits.dernier_contact, Depart.CONTACT))
    return max(departs, key=lambda d: d[0])


def sans_contact(faits: FaitsDeContact, *, seuil: int, au: date) -> Alerte | None:
    """Loss of contact: `seuil` days or more without a contact."""
    depuis, depart = depart_de_l_horloge(faits)
    jours = (au - depuis).days
    if jours < seuil:
        return None
    combien = pluriel(jours, "jour")
    fait = {
        Depart.CONTACT: f"Aucun contact depuis {combien}.",
        Depart.ENTREE: f"Aucun contact depuis l’entrée, il y a {combien}.",
        Depart.IMPORT: f"Aucun contact noté depuis la reprise du tableau, il y a {combien}.",
    }[depart]
    return Alerte(Motif.CONTACT, depuis, jours, fait, _precisions_de_contact(faits, depuis, seuil, au))


def _precisions_de_contact(faits: FaitsDeContact, depuis: date, seuil: int, au: date) -> str:
    dernier = (
        f"Dernier échange {le(faits.dernier_contact, au)}" if faits.dernier_contact else f"Départ du compte {le(depuis, au)}"
    )
    if faits.tentatives and faits.derniere_tentative:
        essais = pluriel(faits.tentatives, "tentative")
        suite = ", la dernière" if faits.tentatives > 1 else ""
        dernier += f"{INSECABLE}; {essais} sans succès depuis{suite} {le(faits.derniere_tentative, au)}"
    return f"{dernier}. Seuil{INSECABLE}: {pluriel(seuil, 'jour')}."


def orientation_sans_reponse(envoyee: date, structure: str, *, vue: bool, seuil: int, au: date) -> Alerte | None:
    """A referral sent `seuil` days ago or more and not answered."""
    jours = (au - envoyee).days
    if jours < seuil:
        return None
    lue = "ouverte, sans réponse" if vue else "pas encore ouverte"
    return Alerte(
        Motif.ORIENTATION,
        envoyee,
        jours,
        f"{structure} n’a pas répondu depuis {pluriel(jours, 'jour')}.",
        f"Envoyée {le(envoyee, au)}, {lue}. Seuil{INSECABLE}: {pluriel(seuil, 'jour')}.",
    )


def bilan_en_retard(prevu: date | None, *, importe_le: date | None, au: date) -> Alerte | None:
    """A review whose day has passed; one that was already late in the spreadsheet belongs to the list « Reprise »."""
    if prevu is None or prevu >= au or (importe_le is not None and prevu < importe_le):
        return None
    jours = (au - prevu).days
    return Alerte(
        Motif.BILAN, prevu, jours, f"Le bilan était prévu {le(prevu, au)}.", f"En retard de {pluriel(jours, 'jour')}."
    )


def parcours_long(entree: date | None, *, alerte: int, plafond: int, au: date) -> Alerte | None:
    """A PRE pathway past the first length, then past the soft ceiling, to be motivated in EPS (pre.md §1.5).

    Args:
        entree: first day of the pathway.
        alerte: months after which the team is told.
        plafond: months after which a renewal has to be motivated.
        au: today.
    """
    if entree is None or (premier := dans_des_mois(entree, alerte)) > au:
        return None
    maximum = dans_des_mois(entree, plafond)
    passe = maximum <= au
    depuis = maximum if passe else premier
    duree = duree_en_mots(entree, au)
    suite = "à motiver en EPS" if passe else f"{plafond}{INSECABLE}mois le {date_courte(maximum)}"
    return Alerte(
        Motif.DUREE,
        depuis,
        (au - depuis).days,
        f"Le parcours dure depuis {duree}.",
        f"Entrée {le(entree, au)}{INSECABLE}; {suite}.",
    )


def age_proche(naissance: date | None, *, mois: int, au: date) -> Alerte | None:
    """A child of the PRE near the end of the age it helps (15 and a half, pre.md §1.5): the relay is to be prepared."""
    if naissance is None or (jour := dans_des_mois(naissance, mois)) > au:
        return None
    return Alerte(
        Motif.AGE,
        jour,
        (au - jour).days,
        f"L’enfant a {age_en_annees(naissance, au)}{INSECABLE}ans.",
        "Le relais est à préparer.",
    )


A_FRANCHIR: dict[EtatParcours, tuple[Motif, str]] = {
    EtatParcours.A_DEMARRER: (Motif.CONTRAT, "Le contrat d’engagement est à signer."),
    EtatParcours.SORTIE_PROPOSEE: (Motif.SORTIE, "La sortie est proposée, elle est à enregistrer."),
    EtatParcours.VEILLE: (Motif.VEILLE, "Des nouvelles sont à prendre après la sortie."),
}
"""States of the PRE in which nothing goes on until somebody acts (pre.md §1.1, steps 7, 10 and 11)."""


def etape_a_franchir(etat: EtatParcours, depuis: date, *, au: date) -> Alerte | None:
    """What the next step waits for, from the day it could be taken."""
    if etat not in A_FRANCHIR or depuis > au:
        return None
    motif, fait = A_FRANCHIR[etat]
    quand = "Prévu" if motif is Motif.VEILLE else "Depuis"
    return Alerte(motif, depuis, (au - depuis).days, fait, f"{quand} {le(depuis, au)}.")


def a_reprendre(
    faits: FaitsDeContact, *, bilan: date | None, orientation_le: date | None, seuil: int, seuil_orientation: int
) -> list[str]:
    """What was already late on the day of the import, in words; empty when nothing is, or when it was dealt with since."""
    jour = faits.importe_le
    if jour is None:
        return []
    raisons = []
    contact_avant = faits.dernier_contact or faits.entree
    if contact_avant <= jour and (jour - contact_avant).days >= seuil:
        raisons.append(
            f"dernier échange connu le {date_courte(contact_avant)}"
            if faits.dernier_contact
            else f"entré le {date_courte(contact_avant)}, aucun échange dans le tableau"
        )
    if bilan is not None and bilan < jour:
        raisons.append(f"bilan prévu le {date_courte(bilan)}")
    if orientation_le is not None and (jour - orientation_le).days >= seuil_orientation:
        raisons.append(f"orientation du {date_courte(orientation_le)} sans réponse")
    return raisons


def le(jour: date, au: date) -> str:
    """« le 7 octobre », with its year when it is not this one."""
    texte = date_longue(jour)
    return f"le {texte.rsplit(' ', 1)[0] if jour.year == au.year else texte}"
