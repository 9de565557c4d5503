"""The shared diagnostic: the person's situation, and each obstacle with its level and what is done about it."""

from __future__ import annotations

from dataclasses import asdict

from parcours.cite_emploi.access import freins_de_ce_parcours, un_seul
from parcours.cite_emploi.models import DiagnosticEmploi, FreinDiagnostic, ReponseAuFrein
from parcours.cite_emploi.rules import (
    EtapeEmploi,
    NiveauFrein,
    SaisieDiagnostic,
    SaisieEtape,
    SaisieFrein,
    SaisieFreins,
)
from parcours.cite_emploi.services.etapes import avancer, etape_actuelle
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.services.etapes import verifier_la_date
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui, maintenant

AVANT_LE_DIAGNOSTIC = frozenset({EtapeEmploi.REPERE, EtapeEmploi.INJOIGNABLE, EtapeEmploi.CONTACTE})


def enregistrer_diagnostic(
    parcours: Parcours, saisie: SaisieDiagnostic, freins: SaisieFreins | None = None, *, par: Acteur
) -> DiagnosticEmploi:
    """Write or correct the diagnostic and its obstacles; a person only called until then is now in diagnostic.

    Raises:
        ErreurDuDomaine: dates that cannot be.
    """
    if parcours.debut_le is None:
        verifier_la_date(parcours, saisie.fait_le)
    if saisie.contrat_revu_le and not saisie.contrat_signe_le:
        raise ErreurDuDomaine("Un contrat revu a d’abord été signé : écrivez la date de signature.")
    if saisie.contrat_signe_le and saisie.contrat_revu_le and saisie.contrat_revu_le < saisie.contrat_signe_le:
        raise ErreurDuDomaine("Le contrat est revu après sa signature.")
    diagnostic: DiagnosticEmploi | None = db.session.scalar(un_seul(DiagnosticEmploi, parcours.id))
    nouveau = diagnostic is None
    if diagnostic is None:
        diagnostic = DiagnosticEmploi(parcours_id=parcours.id, cree_par_id=par.agent_id)
        db.session.add(diagnostic)
    for champ, valeur in asdict(saisie).items():
        setattr(diagnostic, champ, valeur)
    diagnostic.modifie_par_id = par.agent_id
    db.session.flush()
    noter("creer" if nouveau else "corriger", diagnostic, par=par)
    if freins is not None and enregistrer_freins(parcours, freins, par=par) and not nouveau:
        diagnostic.modifie_le = maintenant()  # two agents who change the obstacles only still meet
        db.session.flush()
    if etape_actuelle(parcours) in AVANT_LE_DIAGNOSTIC:
        le = max(saisie.fait_le, parcours.demande_le or saisie.fait_le)
        avancer(parcours, SaisieEtape(EtapeEmploi.DIAGNOSTIC, le), par=par)
    return diagnostic


def enregistrer_freins(parcours: Parcours, saisie: SaisieFreins, *, par: Acteur) -> int:
    """Write the levels of all obstacles at once; returns how many changed."""
    connus = {f.code: f for f in db.session.scalars(freins_de_ce_parcours(parcours.id)).unique()}
    changes = 0
    for code, (libelle, niveau) in saisie.niveaux.items():
        frein = connus.get(code)
        if (frein.niveau if frein else NiveauFrein.NON_ABORDE) is niveau:
            continue
        if frein is None:
            frein = FreinDiagnostic(parcours_id=parcours.id, code=code, libelle=libelle, cree_par_id=par.agent_id)
            db.session.add(frein)
        _poser(frein, niveau, par)
        changes += 1
        db.session.flush()
        noter("changer_niveau", frein, par=par, detail=niveau.value)
    return changes


def enregistrer_frein(frein: FreinDiagnostic, saisie: SaisieFrein, *, par: Acteur) -> None:
    """Write one obstacle in detail: its level, a sentence, the actions and referrals meant to lift it.

    The caller offers only actions and referrals of this pathway.
    """
    if saisie.niveau is not frein.niveau:
        _poser(frein, saisie.niveau, par)
    frein.precision, frein.modifie_par_id = saisie.precision, par.agent_id
    gardees = {("action", r) for r in saisie.actions} | {("orientation", r) for r in saisie.orientations}
    for reponse in list(frein.reponses):
        cle = ("action", reponse.action_id) if reponse.action_id else ("orientation", reponse.orientation_id)
        if cle in gardees:
            gardees.discard(cle)
        else:
            frein.reponses.remove(reponse)
    frein.reponses.extend(
        ReponseAuFrein(action_id=qui if genre == "action" else None, orientation_id=None if genre == "action" else qui)
        for genre, qui in sorted(gardees, key=str)
    )
    db.session.flush()
    noter("corriger", frein, par=par, detail=saisie.niveau.value)


def _poser(frein: FreinDiagnostic, niveau: NiveauFrein, par: Acteur) -> None:
    """The day it became an obstacle is kept once lifted; an obstacle that comes back opens again."""
    jour = aujourd_hui()
    if niveau.pose:
        frein.ouvert_le = jour if frein.ouvert_le is None or frein.leve_le else frein.ouvert_le
        frein.leve_le = None
    elif niveau is NiveauFrein.LEVE:
        frein.ouvert_le, frein.leve_le = frein.ouvert_le or jour, jour
    else:
        frein.ouvert_le = frein.leve_le = None
    frein.niveau, frein.modifie_par_id = niveau, par.agent_id
