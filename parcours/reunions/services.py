"""Verbs on meetings: organise, put on the agenda, convene, decide."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from parcours.beneficiaires.queries.couverture import couverture
from parcours.beneficiaires.rules import Couverture
from parcours.comptes.models import Agent
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours, SaisieEtat
from parcours.parcours_individuels.services import changer_etat
from parcours.reunions.access import convocations_de, inscription_retiree, ordre_du_jour
from parcours.reunions.models import Convocation, Reunion, Situation
from parcours.reunions.queries import membres
from parcours.reunions.rules import (
    Decision,
    MotifInscription,
    SaisieDecision,
    SaisieReunion,
    etat_apres,
    raison_attendue,
)
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import PARIS, aujourd_hui, maintenant
from parcours.socle.typographie import date_longue, heure

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


def creer(saisie: SaisieReunion, *, par: Acteur) -> Reunion:
    """Organise a meeting."""
    reunion = Reunion(dispositif=Dispositif.PRE, type=saisie.type, debut=_instant(saisie), lieu=saisie.lieu)
    reunion.cree_par_id = par.agent_id
    db.session.add(reunion)
    noter("creer", reunion, par=par)
    return reunion


def _instant(saisie: SaisieReunion) -> datetime:
    return datetime.combine(saisie.jour, saisie.heure, PARIS)


def modifier(reunion: Reunion, saisie: SaisieReunion, *, par: Acteur) -> None:
    """Change the kind, the day or the place."""
    reunion.type, reunion.debut, reunion.lieu = saisie.type, _instant(saisie), saisie.lieu
    reunion.modifie_par_id = par.agent_id
    noter("modifier", reunion, par=par)


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


def decider(situation: Situation, saisie: SaisieDecision, *, par: Acteur) -> EtatParcours | None:
    """Record or correct the decision; returns the state the pathway moved to, None when it did not move.

    A correction never takes the pathway back: a file does not return before its entry (rules of parcours_individuels).
    """
    correction = situation.decision is not None
    situation.decision = saisie.decision
    situation.raison = saisie.raison if raison_attendue(saisie.decision) else None
    situation.prochain_bilan_le = saisie.prochain_bilan_le
    situation.decidee_le = situation.decidee_le or maintenant()
    situation.modifie_par_id = par.agent_id
    noter("corriger" if correction else "decider", situation, par=par, detail=saisie.decision.value)
    return _reporter(situation, saisie.decision, par)


def _reporter(situation: Situation, decision: Decision, par: Acteur) -> EtatParcours | None:
    """Carry the decision to the pathway: day of the EPS, next bilan, state when the table allows it."""
    parcours, jour = situation.parcours, situation.reunion.jour
    if parcours.eps_le is None or jour > parcours.eps_le:
        parcours.eps_le = jour
    if situation.prochain_bilan_le is not None:
        parcours.prochain_bilan_le = situation.prochain_bilan_le
    vers = etat_apres(decision, parcours.etat)
    if vers is not None:
        le = max(parcours.demande_le or jour, min(jour, aujourd_hui()))
        changer_etat(parcours, SaisieEtat(vers, min(le, aujourd_hui()), precision="Décision de l’EPS"), par=par)
    noter("decision_eps", parcours, par=par, detail=decision.value)
    return vers


def convoquer(reunion: Reunion, agent_ids: Collection[uuid.UUID], adresse: str, *, par: Acteur) -> list[Agent]:
    """Convene exactly these members; returns those newly convened, who receive an e-mail that names nobody.

    Args:
        reunion: the meeting.
        agent_ids: members chosen.
        adresse: absolute address of the meeting, for the e-mail.
        par: who convenes.

    Raises:
        ErreurDuDomaine: one of them is not a member whose charter is in force.
    """
    possibles = {m.agent.id: m.agent for m in membres(aujourd_hui()) if m.charte_valide}
    deja = {c.agent_id: c for c in db.session.scalars(convocations_de(reunion))}
    nouveaux = [agent_id for agent_id in dict.fromkeys(agent_ids) if agent_id not in deja]
    if any(agent_id not in possibles for agent_id in nouveaux):
        raise ErreurDuDomaine(
            "Seuls les membres dont la charte de confidentialité est signée depuis moins d’un an sont convoqués."
        )
    for agent_id, convocation in deja.items():
        if agent_id not in agent_ids:
            db.session.delete(convocation)
    for agent_id in nouveaux:
        db.session.add(Convocation(reunion_id=reunion.id, agent_id=agent_id))
        _ecrire_au_membre(possibles[agent_id], reunion, adresse)
    noter("convoquer", reunion, par=par, detail=f"{len(nouveaux)} convocations")
    return [possibles[agent_id] for agent_id in nouveaux]


def _ecrire_au_membre(membre: Agent, reunion: Reunion, adresse: str) -> None:
    """No child, no initials: the list is read in the application (pre.md §3.2)."""
    lieu = f", {reunion.lieu}" if reunion.lieu else ""
    deposer(
        membre.courriel,
        f"Réunion du {date_longue(reunion.jour)}",
        f"Bonjour,\n\nVous êtes convié à la réunion « {reunion.type.libelle} » du {date_longue(reunion.jour, jour_de_semaine=True)} "
        f"à {heure(reunion.debut)}{lieu}.\n\nL’ordre du jour se lit dans l’application, à partir de sept jours avant :\n{adresse}\n",
    )
