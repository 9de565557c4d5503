"""Appointments of a referral: given, moved, missed, given again; each change goes to both professionals' calendars."""

from __future__ import annotations

from parcours.comptes.models import Agent
from parcours.editique.calendrier import TYPE_MIME, Methode, evenement_ics
from parcours.journal.services import noter
from parcours.orientations.access import rendez_vous_de
from parcours.orientations.models import Orientation, RendezVousOrientation
from parcours.orientations.rules import NON_VENUES, EtatOrientation, IssueRendezVous, SaisieRendezVous
from parcours.orientations.services.avis import Expedition, suiveurs
from parcours.orientations.services.lien_de_reponse import repond_par_lien
from parcours.socle.base import db
from parcours.socle.courrier import PieceJointe, deposer
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import a_paris, maintenant
from parcours.socle.typographie import date_longue, heure


def prevu(orientation: Orientation) -> RendezVousOrientation | None:
    """The appointment that holds."""
    requete = rendez_vous_de(orientation).where(RendezVousOrientation.issue == IssueRendezVous.PREVU)
    return db.session.scalars(requete.order_by(RendezVousOrientation.debut.desc()).limit(1)).first()


def fixer(
    orientation: Orientation, saisie: SaisieRendezVous, expedition: Expedition | None, *, par: Acteur | None
) -> RendezVousOrientation:
    """Give an appointment, or move the one that holds; the same one given twice changes nothing."""
    tenu = prevu(orientation)
    if tenu is not None and (tenu.debut, tenu.minutes, tenu.lieu) == (saisie.debut, saisie.minutes, saisie.lieu):
        return tenu
    verbe = "Rendez-vous déplacé" if tenu else "Rendez-vous"
    if tenu is None:
        tenu = RendezVousOrientation(orientation_id=orientation.id, cree_par_id=par.agent_id if par else None)
        db.session.add(tenu)
    else:
        tenu.sequence += 1
    tenu.debut, tenu.minutes, tenu.lieu = saisie.debut, saisie.minutes, saisie.lieu
    orientation.rendez_vous_le = saisie.debut
    noter("fixer", orientation, par=par, detail="rendez-vous")
    _ecrire_a_chacun(orientation, tenu, verbe, "REQUEST", expedition)
    return tenu


def noter_la_suite(
    orientation: Orientation,
    issue: IssueRendezVous | None,
    nouveau: SaisieRendezVous | None,
    expedition: Expedition | None,
    *,
    par: Acteur | None,
) -> None:
    """What became of the appointment, and the next one when there is one; without an issue, the appointment is given or moved.

    Raises:
        ErreurDuDomaine: the referral is not accepted, nothing is said, or there is no appointment to miss.
    """
    if orientation.etat is not EtatOrientation.ACCEPTEE:
        raise ErreurDuDomaine("Un rendez-vous se donne sur une orientation acceptée et pas encore démarrée.")
    if issue is None and nouveau is None:
        raise ErreurDuDomaine("Écrivez la date et l’heure du rendez-vous.")
    if issue is not None:
        if issue not in NON_VENUES:
            raise ErreurDuDomaine("Si la personne est venue, indiquez que l’accompagnement a démarré.")
        tenu = prevu(orientation)
        if tenu is None:
            raise ErreurDuDomaine("Ce rendez-vous est déjà noté.")
        _clore(orientation, tenu, issue, expedition, par)
    if nouveau is not None:
        fixer(orientation, nouveau, expedition, par=par)


def solder(orientation: Orientation, *, venue: bool, expedition: Expedition | None, par: Acteur | None) -> None:
    """The referral ends or starts: its appointment is no longer awaited."""
    tenu = prevu(orientation)
    if tenu is not None:
        _clore(orientation, tenu, IssueRendezVous.HONORE if venue else IssueRendezVous.ANNULE, expedition, par)


def _clore(
    orientation: Orientation,
    tenu: RendezVousOrientation,
    issue: IssueRendezVous,
    expedition: Expedition | None,
    par: Acteur | None,
) -> None:
    tenu.issue, tenu.issue_le = issue, maintenant()
    orientation.rendez_vous_le = orientation.rendez_vous_le if issue is IssueRendezVous.HONORE else None
    noter("noter", orientation, par=par, detail=f"rendez-vous : {issue.value}")
    if issue is not IssueRendezVous.HONORE and tenu.debut > maintenant():
        tenu.sequence += 1
        _ecrire_a_chacun(orientation, tenu, "Rendez-vous annulé", "CANCEL", expedition)


def _ecrire_a_chacun(
    orientation: Orientation, rdv: RendezVousOrientation, verbe: str, methode: Methode, expedition: Expedition | None
) -> None:
    """To who sent and follows, and to who receives: never the person's name, the calendar of a phone is read by others."""
    if expedition is None:
        return
    quand = f"{date_longue(a_paris(rdv.debut).date(), jour_de_semaine=True)} à {heure(rdv.debut)}"
    boite = orientation.structure.courriel_orientations if repond_par_lien(orientation) else None
    for courriel in _adresses(orientation, rdv):
        contenu = evenement_ics(
            uid=f"orientation-{rdv.id}@{expedition.expediteur.rpartition('@')[2]}",
            titre="Premier rendez-vous d’une orientation",
            debut=rdv.debut,
            fin=rdv.fin,
            lieu=rdv.lieu or "",
            lien="" if courriel == boite else expedition.adresse,
            sequence=rdv.sequence,
            methode=methode,
            organisateur=expedition.expediteur,
            destinataire=courriel,
        )
        deposer(
            courriel,
            f"{verbe} : {quand}",
            f"Bonjour,\n\n{verbe} pour une orientation, le {quand}. Elle se lit dans l’application :\n{expedition.adresse}\n\n"
            "Le fichier joint met votre agenda à jour.\n",
            PieceJointe("rendez-vous.ics", f"{TYPE_MIME}; method={methode}", contenu.decode()),
        )


def _adresses(orientation: Orientation, rdv: RendezVousOrientation) -> list[str]:
    """Both professionals: the sending side, and the agent who gave the appointment, or the structure's mailbox."""
    envoyeurs = suiveurs(orientation)
    donneur = db.session.get(Agent, rdv.cree_par_id) if rdv.cree_par_id else None
    chez_eux = (
        donneur.courriel if donneur is not None and donneur not in envoyeurs else orientation.structure.courriel_orientations
    )
    return list(dict.fromkeys([*(a.courriel for a in envoyeurs), *([chez_eux] if chez_eux else [])]))
