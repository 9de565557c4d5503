"""Verbs on the agenda: put on, move, take off, write the sheet."""

from __future__ import annotations

from parcours.beneficiaires.queries.couverture import couverture
from parcours.beneficiaires.rules import Couverture
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours
from parcours.reunions.access import inscription_retiree, ordre_du_jour
from parcours.reunions.models import Reunion, Situation
from parcours.reunions.rules.preparation import MotifInscription
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant

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

    def __init__(self, etat: Couverture) -> None:
        super().__init__(REFUS[etat])
        self.etat = etat


def inscrire(
    reunion: Reunion, parcours: Parcours, motif: MotifInscription, resume: str | None = None, *, par: Acteur
) -> Situation:
    """Put a situation at the end of the agenda.

    Raises:
        AccordManquant: no confirmed agreement covers the EPS.
        ErreurDuDomaine: already there, or another dispositif.
    """
    if parcours.dispositif is not reunion.dispositif:
        raise ErreurDuDomaine("Cette réunion est celle d’un autre dispositif.")
    etat = couverture(par, parcours.beneficiaire_id, eps=True)
    if etat is not Couverture.CONFIRMEE:
        raise AccordManquant(etat)
    situation = db.session.scalar(inscription_retiree(reunion, parcours))
    if situation is not None and situation.retiree_le is None:
        raise ErreurDuDomaine("Cette situation est déjà à l’ordre du jour de cette réunion.")
    rang = len(list(db.session.scalars(ordre_du_jour(reunion)))) + 1
    if situation is None:
        situation = Situation(reunion_id=reunion.id, parcours_id=parcours.id, rang=rang, motif=motif)
        situation.cree_par_id = par.agent_id
        db.session.add(situation)
    situation.rang, situation.motif, situation.retiree_le = rang, motif, None
    situation.resume = resume
    noter("inscrire", situation, par=par)
    return situation


def deplacer(situation: Situation, pas: int, *, par: Acteur) -> None:
    """Move a situation up (-1) or down (+1); numbers the whole agenda again."""
    lignes = list(db.session.scalars(ordre_du_jour(situation.reunion)))
    place = lignes.index(situation)
    cible = min(max(place + pas, 0), len(lignes) - 1)
    lignes.insert(cible, lignes.pop(place))
    _numeroter(lignes)
    noter("deplacer", situation, par=par)


def _numeroter(lignes: list[Situation]) -> None:
    for rang, ligne in enumerate(lignes, start=1):
        ligne.rang = rang


def retirer(situation: Situation, *, par: Acteur) -> None:
    """Take a situation off the agenda; refused once it has been decided."""
    if situation.decision is not None:
        raise ErreurDuDomaine("Une décision est enregistrée pour cette situation : corrigez-la plutôt que de la retirer.")
    situation.retiree_le = maintenant()
    _numeroter([s for s in db.session.scalars(ordre_du_jour(situation.reunion)) if s.id != situation.id])
    noter("retirer", situation, par=par)


def resumer(situation: Situation, motif: MotifInscription, resume: str | None, *, par: Acteur) -> None:
    """Write the one-page sheet."""
    situation.motif, situation.resume = motif, resume
    situation.modifie_par_id = par.agent_id
    noter("modifier", situation, par=par, detail="motif, résumé")
