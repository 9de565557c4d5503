"""Verbs on the agenda: put on, move, take off, write the sheet."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from parcours.beneficiaires.queries.couverture import couverture
from parcours.beneficiaires.rules import Couverture
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours
from parcours.reunions.access import inscription_retiree, ordre_du_jour, points_de
from parcours.reunions.models import PointAnonyme, Reunion, Situation
from parcours.reunions.rules.mots import DU_PRE, Mots
from parcours.reunions.rules.preparation import MotifInscription
from parcours.reunions.services.anonymat import NomDansUnTexte, verifier_que_rien_ne_nomme
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant
from parcours.socle.recherche import normaliser

REFUS = {
    Couverture.A_CONFIRMER: "L’accord de la famille est encore à confirmer : dites quand et sous quelle forme il a été donné, "
    "et s’il couvre l’EPS. La situation pourra ensuite être inscrite.",
    Couverture.HORS_PORTEE: "La famille a donné un accord qui ne couvre pas l’EPS : demandez-lui si la situation peut y être "
    "examinée, puis complétez l’accord.",
    Couverture.ABSENTE: "Sans accord de la famille, la situation ne peut pas être inscrite sous son nom (loi du "
    "18 janvier 2005, art. 128).",
}


class AccordManquant(ErreurDuDomaine):
    """No confirmed agreement covers the EPS (pre.md §3.5, rule 1)."""

    def __init__(self, etat: Couverture, mots: Mots) -> None:
        phrase = REFUS[etat]
        if mots is not DU_PRE:
            phrase = phrase.replace("de la famille", f"de {mots.entourage}").replace("La famille", "La personne")
            phrase = phrase.replace("l’EPS", mots.instance).partition(" (loi du")[0].removesuffix(".") + "."
        super().__init__(phrase)
        self.etat = etat


def inscrire(
    reunion: Reunion, parcours: Parcours, motif: MotifInscription, resume: str | None = None, *, par: Acteur
) -> Situation:
    """Put a situation at the end of the agenda.

    Raises:
        AccordManquant: no confirmed agreement covers the EPS.
        ErreurDuDomaine: already there, another dispositif, a meeting cancelled or where nobody is named.
    """
    if parcours.dispositif is not reunion.dispositif:
        raise ErreurDuDomaine("Cette réunion est celle d’un autre dispositif.")
    if reunion.annulee_le is not None:
        raise ErreurDuDomaine("Cette réunion est annulée\u00a0: choisissez-en une autre.")
    if not reunion.type.sur_situations:
        raise ErreurDuDomaine("Cette réunion n’examine aucune situation nommée.")
    etat = couverture(par, parcours.beneficiaire_id, eps=True)
    if etat is not Couverture.CONFIRMEE:
        raise AccordManquant(etat, reunion.mots)
    situation = db.session.scalar(inscription_retiree(reunion, parcours))
    if situation is not None and situation.retiree_le is None:
        raise ErreurDuDomaine("Cette situation est déjà à l’ordre du jour de cette réunion.")
    rang = len(_lignes(reunion)) + 1
    if situation is None:
        situation = Situation(reunion_id=reunion.id, parcours_id=parcours.id, rang=rang, motif=motif)
        situation.cree_par_id = par.agent_id
        db.session.add(situation)
    situation.rang, situation.motif, situation.retiree_le = rang, motif, None
    situation.resume = resume
    noter("inscrire", situation, par=par)
    return situation


def construire(reunion: Reunion, choisis: Iterable[tuple[Parcours, MotifInscription]], *, par: Acteur) -> int:
    """Put what was chosen on the agenda in one gesture; returns how many situations. Each is checked like one put by hand.

    Raises:
        AccordManquant: no confirmed agreement covers the EPS for one of them.
        ErreurDuDomaine: as `inscrire`.
    """
    return len([inscrire(reunion, parcours, motif, par=par) for parcours, motif in choisis])


def ajouter_un_point(reunion: Reunion, question: str, enfant: Parcours | None = None, *, par: Acteur) -> PointAnonyme:
    """Put an anonymous point at the end of the agenda; nothing ties it to a child.

    Args:
        reunion: the meeting.
        question: what the members are asked, without any name.
        enfant: pathway the page was opened from, whose first name and name the question must not hold.
        par: who adds it.

    Raises:
        NomDansUnTexte: the question names somebody.
    """
    if reunion.annulee_le is not None:
        raise ErreurDuDomaine("Cette réunion est annulée\u00a0: choisissez-en une autre.")
    verifier_que_rien_ne_nomme(question, par=par)
    if enfant is not None and _nomme(question, enfant):
        raise NomDansUnTexte
    point = PointAnonyme(reunion_id=reunion.id, rang=len(_lignes(reunion)) + 1)
    point.question = question
    point.cree_par_id = par.agent_id
    db.session.add(point)
    noter("creer", point, par=par)
    return point


def _nomme(question: str, parcours: Parcours) -> bool:
    mots = f" {normaliser(question)} "
    personne = parcours.beneficiaire
    return any(f" {normaliser(nom)} " in mots for nom in (personne.nom, personne.prenom))


def retirer_le_point(point: PointAnonyme, *, par: Acteur) -> None:
    """Take an anonymous point off the agenda."""
    point.retire_le = maintenant()
    _numeroter([ligne for ligne in _lignes(point.reunion) if ligne is not point])
    noter("retirer", point, par=par)


def deplacer(situation: Situation, pas: int, *, par: Acteur) -> None:
    """Move a situation up (-1) or down (+1); numbers the whole agenda again."""
    lignes = _lignes(situation.reunion)
    place = lignes.index(situation)
    cible = min(max(place + pas, 0), len(lignes) - 1)
    lignes.insert(cible, lignes.pop(place))
    _numeroter(lignes)
    noter("deplacer", situation, par=par)


def ordonner(reunion: Reunion, ids: Iterable[uuid.UUID], *, par: Acteur) -> None:
    """Give the agenda this order; a line added meanwhile by somebody else stays, after the others."""
    voulus = {identifiant: place for place, identifiant in enumerate(ids)}
    _numeroter(sorted(_lignes(reunion), key=lambda ligne: (voulus.get(ligne.id, len(voulus)), ligne.rang)))
    noter("ordonner", reunion, par=par)


def _lignes(reunion: Reunion) -> list[Situation | PointAnonyme]:
    """Every line of the agenda, situations and anonymous points, in their order."""
    lignes = [*db.session.scalars(ordre_du_jour(reunion)), *db.session.scalars(points_de(reunion))]
    return sorted(lignes, key=lambda ligne: ligne.rang)


def _numeroter(lignes: Sequence[Situation | PointAnonyme]) -> None:
    for rang, ligne in enumerate(lignes, start=1):
        ligne.rang = rang


def retirer(situation: Situation, *, par: Acteur) -> None:
    """Take a situation off the agenda; refused once it has been decided."""
    if situation.decision is not None:
        raise ErreurDuDomaine("Une décision est enregistrée pour cette situation : corrigez-la plutôt que de la retirer.")
    situation.retiree_le = maintenant()
    _numeroter([ligne for ligne in _lignes(situation.reunion) if ligne is not situation])
    noter("retirer", situation, par=par)


def resumer(situation: Situation, motif: MotifInscription, resume: str | None, *, par: Acteur) -> None:
    """Write the one-page sheet."""
    situation.motif, situation.resume = motif, resume
    situation.modifie_par_id = par.agent_id
    noter("modifier", situation, par=par, detail="motif, résumé")
