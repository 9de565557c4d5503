"""Verbs on the workshops: organise, enrol, take the roll once for the whole group."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date

from parcours.actions_collectives.access import (
    dispositifs_organises,
    parcours_a_inscrire,
    participants_visibles,
    seances_visibles,
)
from parcours.actions_collectives.models import Atelier, Participant, PresenceAtelier, SeanceAtelier
from parcours.actions_collectives.queries import liste_d_appel, nombre_d_inscrits, presences_de
from parcours.actions_collectives.rules import Assiduite, SaisieAtelier, SaisieSeanceAtelier, SaisieSeances
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatAction, ManqueePar, PlanAction, SaisieAction, SaisieSeance
from parcours.parcours_individuels.services import enregistrer_action, pointer
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui, maintenant


def creer(dispositif: Dispositif, saisie: SaisieAtelier, *, par: Acteur) -> Atelier:
    """Open a workshop.

    Raises:
        ErreurDuDomaine: another dispositif than one’s own.
    """
    if dispositif not in dispositifs_organises(par):
        raise ErreurDuDomaine("Vous n’organisez pas les ateliers de ce dispositif.")
    atelier = Atelier(dispositif=dispositif, cree_par_id=par.agent_id, **asdict(saisie))
    db.session.add(atelier)
    db.session.flush()
    noter("creer", atelier, par=par)
    return atelier


def modifier(atelier: Atelier, saisie: SaisieAtelier, *, par: Acteur) -> None:
    """Change what a workshop says; its end ends the actions of its participants, its reopening opens them again."""
    for nom, valeur in asdict(saisie).items():
        setattr(atelier, nom, valeur)
    atelier.modifie_par_id = par.agent_id
    db.session.flush()
    _mettre_a_jour_les_actions(atelier, par=par)
    noter("modifier", atelier, par=par, detail="termine" if atelier.termine_le else "")


def ajouter_des_seances(atelier: Atelier, saisie: SaisieSeances, *, par: Acteur) -> int:
    """Add dates; a day that already has one is left alone. Returns how many were added.

    Raises:
        ErreurDuDomaine: the workshop has ended.
    """
    if atelier.termine_le is not None:
        raise ErreurDuDomaine("Cet atelier est terminé : effacez sa date de fin pour y ajouter des séances.")
    deja = {s.le for s in _seances(atelier, par)}
    nouvelles = [jour for jour in saisie.dates() if jour not in deja]
    for jour in nouvelles:
        db.session.add(
            SeanceAtelier(
                atelier_id=atelier.id, le=jour, heure=saisie.heure, duree_min=saisie.duree_min, cree_par_id=par.agent_id
            )
        )
    db.session.flush()
    _mettre_a_jour_les_actions(atelier, par=par)
    noter("modifier", atelier, par=par, detail=f"{len(nouvelles)} séances ajoutées")
    return len(nouvelles)


def deplacer_une_seance(seance: SeanceAtelier, saisie: SaisieSeanceAtelier, *, par: Acteur) -> None:
    """Change the day, the time or the length; the lines already written in the records follow."""
    seance.le, seance.heure, seance.duree_min = saisie.le, saisie.heure, saisie.duree_min
    seance.modifie_par_id = par.agent_id
    for presence in presences_de(par, seance):
        presence.seance_action.le = saisie.le
        presence.seance_action.duree_min = saisie.duree_min if presence.seance_action.faite else None
    db.session.flush()
    _mettre_a_jour_les_actions(seance.atelier, par=par)
    noter("modifier", seance, par=par)


def annuler_une_seance(seance: SeanceAtelier, *, par: Acteur) -> None:
    """The séance did not take place, for nobody: it counts for nobody. Doing it twice changes nothing."""
    if seance.annulee:
        return
    seance.annulee = True
    seance.modifie_par_id = par.agent_id
    for presence in presences_de(par, seance):
        presence.seance_action.annulee = True
    db.session.flush()
    _mettre_a_jour_les_actions(seance.atelier, par=par)
    noter("annuler", seance, par=par)


def inscrire(atelier: Atelier, parcours_ids: Iterable[uuid.UUID], *, par: Acteur) -> int:
    """Enrol people of the dispositif, each with an action in their record; returns how many.

    Raises:
        ErreurDuDomaine: the workshop has ended or has no place left, or somebody’s agreement was withdrawn.
    """
    if atelier.termine_le is not None:
        raise ErreurDuDomaine("Cet atelier est terminé.")
    connus = {p.parcours_id: p for p in _participants(atelier, par)}
    admis = db.session.scalars(parcours_a_inscrire(par, atelier).where(Parcours.id.in_(list(parcours_ids)))).all()
    nouveaux = [p for p in admis if p.id not in connus or connus[p.id].sorti_le is not None]
    if atelier.capacite is not None:
        libres = atelier.capacite - nombre_d_inscrits(par, atelier)
        if len(nouveaux) > libres:
            reste = "aucune place" if libres <= 0 else "une place" if libres == 1 else f"{libres} places"
            raise ErreurDuDomaine(f"Il reste {reste} sur {atelier.capacite} dans cet atelier.")
    for parcours in nouveaux:
        _inscrire(atelier, parcours, connus.get(parcours.id), par=par)
    db.session.flush()
    _mettre_a_jour_les_actions(atelier, par=par)
    return len(nouveaux)


def _inscrire(atelier: Atelier, parcours: Parcours, ancien: Participant | None, *, par: Acteur) -> None:
    if ancien is not None:
        ancien.sorti_le = None
        noter("inscrire", ancien, par=par)
        return
    plan = PlanAction(collective=True, financement=atelier.financement)
    saisie = SaisieAction(atelier.type, atelier.nom, EtatAction.PREVUE, None, atelier.operateur_id, aujourd_hui(), None, plan)
    action = enregistrer_action(parcours, None, saisie, par=par)
    action.en_atelier = True
    participant = Participant(
        atelier_id=atelier.id,
        parcours_id=parcours.id,
        action_id=action.id,
        inscrit_le=_jour_d_inscription(atelier, par),
        cree_par_id=par.agent_id,
    )
    db.session.add(participant)
    db.session.flush()
    noter("inscrire", participant, par=par)


def _jour_d_inscription(atelier: Atelier, par: Acteur) -> date:
    """Today; the last date when all have passed: a job dating of yesterday is written down with those who came to it."""
    return min(aujourd_hui(), max((s.le for s in _seances(atelier, par)), default=aujourd_hui()))


def retirer(participant: Participant, *, par: Acteur) -> None:
    """Somebody leaves the group: what was noted stays in their record. Doing it twice changes nothing."""
    if participant.sorti_le is not None:
        return
    participant.sorti_le = aujourd_hui()
    participant.modifie_par_id = par.agent_id
    db.session.flush()
    _mettre_a_jour_les_actions(participant.atelier, par=par)
    noter("retirer", participant, par=par)


def faire_l_appel(seance: SeanceAtelier, assiduites: Mapping[uuid.UUID, Assiduite], *, par: Acteur) -> int:
    """Write the attendance of the group in one go, each line in the record of its person; returns how many.

    Only the participants within reach of who calls are written: a référent notes their own.

    Raises:
        ErreurDuDomaine: the séance is cancelled or has not come yet.
    """
    if seance.annulee:
        raise ErreurDuDomaine("Cette séance est annulée : il n’y a pas d’appel à faire.")
    if seance.le > aujourd_hui():
        raise ErreurDuDomaine("Cette séance n’a pas encore eu lieu.")
    notees = {p.participant_id: p for p in presences_de(par, seance)}
    ecrites = 0
    for ligne in liste_d_appel(par, seance).lignes:
        assiduite = assiduites.get(ligne.participant.id)
        if assiduite is not None:
            _pointer(seance, ligne.participant, assiduite, notees.get(ligne.participant.id), par=par)
            ecrites += 1
    seance.modifie_par_id, seance.modifie_le = par.agent_id, maintenant()
    db.session.flush()
    _mettre_a_jour_les_actions(seance.atelier, par=par)
    noter("faire_l_appel", seance, par=par, detail=str(ecrites))
    return ecrites


def _pointer(
    seance: SeanceAtelier, participant: Participant, assiduite: Assiduite, deja: PresenceAtelier | None, *, par: Acteur
) -> None:
    present = assiduite is Assiduite.PRESENT
    saisie = SaisieSeance(
        seance.le,
        present,
        None if present else ManqueePar.ENFANT,
        assiduite is Assiduite.EXCUSE,
        seance.duree_min if present else None,
    )
    ligne = pointer(participant.action, deja.seance_action if deja else None, saisie, par=par)
    if deja is None:
        db.session.add(
            PresenceAtelier(
                seance_id=seance.id,
                participant_id=participant.id,
                assiduite=assiduite,
                seance_action_id=ligne.id,
                cree_par_id=par.agent_id,
            )
        )
    elif deja.assiduite is not assiduite:
        deja.assiduite, deja.modifie_par_id = assiduite, par.agent_id


def _seances(atelier: Atelier, par: Acteur) -> list[SeanceAtelier]:
    requete = seances_visibles(par).where(SeanceAtelier.atelier_id == atelier.id, SeanceAtelier.annulee.is_(False))
    return list(db.session.scalars(requete.order_by(SeanceAtelier.le)))


def _participants(atelier: Atelier, par: Acteur) -> list[Participant]:
    return list(db.session.scalars(participants_visibles(par).where(Participant.atelier_id == atelier.id)))


def _mettre_a_jour_les_actions(atelier: Atelier, *, par: Acteur) -> None:
    """What each record says of the workshop: how many séances, the next one, and whether it is over for this person."""
    dates = [s.le for s in _seances(atelier, par)]
    for participant in _participants(atelier, par):
        action, sorti = participant.action, participant.sorti_le or atelier.termine_le
        siennes = [d for d in dates if d >= participant.inscrit_le and (sorti is None or d <= sorti)]
        prochaine = next((d for d in siennes if d >= aujourd_hui()), None) if sorti is None else None
        nouveau = {
            "libelle": atelier.nom,
            "type": atelier.type,
            "operateur_id": atelier.operateur_id,
            "financement": atelier.financement,
            "prevu": len(siennes) or None,
            "prevue_le": min(siennes, default=participant.inscrit_le),
            "prevue_au": max(siennes, default=None),
            "prochaine_le": prochaine,
            **_fin(action.etat, sorti),
        }
        if action.unite == "heures":
            del nouveau["prevu"]
        if any(getattr(action, nom) != valeur for nom, valeur in nouveau.items()):
            for nom, valeur in nouveau.items():
                setattr(action, nom, valeur)
            action.modifie_par_id = par.agent_id
    db.session.flush()


def _fin(etat: EtatAction, sorti: date | None) -> dict[str, object]:
    """State once the group or the person has stopped; open again when they come back."""
    if sorti is None:
        rouverte = {EtatAction.FAITE: EtatAction.EN_COURS, EtatAction.NON_REALISEE: EtatAction.PREVUE}
        return {"etat": rouverte.get(etat, etat), "faite_le": None}
    fini = EtatAction.FAITE if etat in (EtatAction.EN_COURS, EtatAction.FAITE) else EtatAction.NON_REALISEE
    return {"etat": fini, "faite_le": sorti if fini is EtatAction.FAITE else None}
