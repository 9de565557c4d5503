"""The steps of a saisine, all through one door, `passer`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from parcours.journal.services import noter
from parcours.saisines.models import ComplementDeSaisine, RencontreFamille, Saisine, TransitionSaisine
from parcours.saisines.rules import EtatSaisine, Exigence, Par, SaisieIssue, SaisieRencontre, transition
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.horloge import aujourd_hui, maintenant


def passer(
    saisine: Saisine,
    vers: EtatSaisine,
    comme: Par,
    *,
    par: Acteur | None,
    preuves: Collection[Exigence] = (),
    le: date | None = None,
    motif: str | None = None,
    precision: str | None = None,
) -> TransitionSaisine:
    """Take one step of the declared table and log it: the only way a state changes.

    Args:
        saisine: loaded through its scope.
        vers: next state.
        comme: in which quality the step is taken.
        par: who takes it; None for a prescripteur without an account.
        preuves: what the caller has verified or recorded for this step.
        le: its date, today by default.
        motif: words of the reason.
        precision: what is added to it; sealed.

    Raises:
        TransitionRefusee: the table does not allow the step, or something it requires is missing.
    """
    de: EtatSaisine | None = getattr(saisine, "etat", None)
    pas = transition(de, vers, comme)
    if pas is None:
        avant = de.libelle if de else "nouvelle"
        raise TransitionRefusee(
            f"Cette saisine est « {avant} » : elle ne peut pas devenir « {vers.libelle} ». Rouvrez-la pour voir où elle en est."
        )
    if pas.exige - set(preuves):
        raise TransitionRefusee(f"Il manque de quoi passer à « {vers.libelle} ».")
    saisine.etat, saisine.etape_le = vers, le or aujourd_hui()
    etape = TransitionSaisine(
        saisine_id=saisine.id,
        de=de,
        vers=vers,
        a_la_date=saisine.etape_le,
        agent_id=par.agent_id if par else None,
        motif=motif,
        precision=precision,
    )
    if par is not None:
        saisine.modifie_par_id = par.agent_id
    db.session.add(saisine)
    db.session.flush()
    db.session.add(etape)
    db.session.flush()
    noter("changer_etat", saisine, par=par, detail=f"{de.value if de else 'nouvelle'} → {vers.value}")
    return etape


def demander_un_complement(saisine: Saisine, question: str, *, par: Acteur) -> ComplementDeSaisine:
    """Ask the prescripteur something before deciding.

    Raises:
        TransitionRefusee: the saisine is not being examined.
    """
    passer(saisine, EtatSaisine.A_COMPLETER, Par.INSTRUCTION, par=par, preuves={Exigence.QUESTION})
    complement = ComplementDeSaisine(saisine_id=saisine.id, question=question, cree_par_id=par.agent_id)
    db.session.add(complement)
    db.session.flush()
    return complement


def repondre_au_complement(saisine: Saisine, complement: ComplementDeSaisine, reponse: str, *, par: Acteur | None) -> None:
    """Record the answer, typed by the coordination (`par`) or by the prescripteur (None); the saisine is examined again.

    Raises:
        ErreurDuDomaine: already answered.
    """
    if complement.repondu_le is not None:
        raise ErreurDuDomaine("Cette question a déjà sa réponse.")
    comme = Par.INSTRUCTION if par else Par.PRESCRIPTEUR
    passer(saisine, EtatSaisine.RECUE, comme, par=par, preuves={Exigence.REPONSE})
    complement.reponse, complement.repondu_le = reponse, maintenant()
    complement.modifie_par_id = par.agent_id if par else None


def terminer(saisine: Saisine, vers: EtatSaisine, issue: SaisieIssue, *, par: Acteur) -> None:
    """Say that it stops here before the family is met, or take a wrong decision back.

    Raises:
        ErreurDuDomaine: without a reason.
    """
    preuves = {Exigence.MOTIF} if issue.code else set()
    preuves |= {Exigence.PRECISION} if issue.precision else set()
    if vers in (EtatSaisine.IRRECEVABLE, EtatSaisine.REORIENTEE) and not issue.code:
        raise ErreurDuDomaine("Choisissez un motif.")
    passer(saisine, vers, Par.INSTRUCTION, par=par, preuves=preuves, motif=issue.libelle, precision=issue.precision)


def rencontrer(saisine: Saisine, saisie: SaisieRencontre, *, par: Acteur) -> RencontreFamille:
    """Record a meeting with the family; the first one moves the saisine on, the next ones are added.

    Raises:
        ErreurDuDomaine: in the future, or before the saisine.
    """
    if saisie.le > aujourd_hui():
        raise ErreurDuDomaine("Cette rencontre n’a pas encore eu lieu : enregistrez-la après.")
    if saisie.le < saisine.demande_le:
        raise ErreurDuDomaine("Cette date précède la saisine.")
    if saisine.etat is not EtatSaisine.FAMILLE_RENCONTREE:
        passer(saisine, EtatSaisine.FAMILLE_RENCONTREE, Par.INSTRUCTION, par=par, preuves={Exigence.RENCONTRE}, le=saisie.le)
    rencontre = RencontreFamille(
        saisine_id=saisine.id,
        le=saisie.le,
        lieu=saisie.lieu,
        participants=saisie.participants,
        compte_rendu=saisie.compte_rendu,
        cree_par_id=par.agent_id,
    )
    db.session.add(rencontre)
    db.session.flush()
    noter("rencontrer", saisine, par=par)
    return rencontre
