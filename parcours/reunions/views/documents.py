"""Documents of a meeting and of its situations, each under the right of the page it is on."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue

from parcours.reunions import queries
from parcours.reunions.access import reunions_visibles
from parcours.reunions.documents import reunion as de_la_reunion
from parcours.reunions.documents import situation as de_la_situation
from parcours.reunions.queries import deliberation as deliberations
from parcours.reunions.queries import documents as lectures
from parcours.reunions.queries import seance as seances
from parcours.reunions.rules.seance import Decision
from parcours.reunions.views.blueprint import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.telechargement import maison, telecharger
from parcours.socle.transaction import tracer
from parcours.socle.web import acteur, reserver_a, un_ou_404


def _rendre(contenu: bytes, genre: str, objet: Any, jour: Any, nom_de_l_objet: str) -> ResponseReturnValue:
    """Hand over the file under a name that says what and when, and trace that it left."""
    tracer("editer", nom_de_l_objet, objet.id, genre)
    return telecharger(contenu, f"{genre}-{jour.isoformat()}.pdf")


@bp.get("/<uuid:reunion_id>/convocations.pdf")
@exige(Droit.REUNION_LIRE)
def convocations_pdf(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    nombre = queries.agenda.agenda(acteur(), reunion).situations
    contenu = de_la_reunion.convocations(reunion, queries.membres.convoques(reunion), nombre, maison())
    return _rendre(contenu, "convocation", reunion, reunion.jour, "reunion")


@bp.get("/<uuid:reunion_id>/ordre-du-jour.pdf")
@exige(Droit.REUNION_LIRE)
def ordre_du_jour_pdf(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reunion = un_ou_404(reunions_visibles(acteur()), reunion_id)
    contenu = de_la_reunion.ordre_du_jour(reunion, queries.agenda.agenda(acteur(), reunion), maison())
    return _rendre(contenu, "ordre-du-jour", reunion, reunion.jour, "reunion")


@bp.get("/<uuid:reunion_id>/emargement.pdf")
@exige(Droit.REUNION_LIRE)
def emargement_pdf(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    contenu = de_la_reunion.emargement(
        reunion,
        seances.conduite(acteur(), reunion).lignes,
        lectures.a_faire_signer(reunion),
        lectures.sorties_de_salle(reunion),
        maison(),
    )
    return _rendre(contenu, "emargement", reunion, reunion.jour, "reunion")


@bp.get("/<uuid:reunion_id>/compte-rendu.pdf")
@exige(Droit.REUNION_LIRE)
def compte_rendu_pdf(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    conduite = seances.conduite(acteur(), reunion)
    contenu = de_la_reunion.compte_rendu(reunion, conduite.lignes, seances.presents(reunion), len(conduite.points), maison())
    return _rendre(contenu, "compte-rendu", reunion, reunion.jour, "reunion")


@bp.get("/<uuid:reunion_id>/fiches.pdf")
@exige(Droit.REUNION_LIRE)
def fiches_pdf(reunion_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    reunion = un_ou_404(queries.calendrier.reunions_a_preparer(acteur()), reunion_id)
    situations = lectures.situations_de_la_reunion(acteur(), reunion)
    contenu = de_la_situation.fiches([(s, queries.situations.fiche(s)) for s in situations], maison())
    return _rendre(contenu, "fiches-de-situation", reunion, reunion.jour, "reunion")


@bp.get("/situations/<uuid:situation_id>/fiche.pdf")
@exige(Droit.SITUATION_LIRE)
def fiche_pdf(situation_id: uuid.UUID) -> ResponseReturnValue:
    situation = _a_editer(situation_id)
    contenu = de_la_situation.fiches([(situation, queries.situations.fiche(situation))], maison())
    return _rendre(contenu, "fiche-de-situation", situation, situation.reunion.jour, "situation")


@bp.get("/situations/<uuid:situation_id>/releve-de-decision.pdf")
@exige(Droit.SITUATION_LIRE)
def releve_pdf(situation_id: uuid.UUID) -> ResponseReturnValue:
    situation = _a_editer(situation_id)
    note = lectures.note_conclue(situation)
    releve = de_la_situation.Releve(
        note,
        _referent(situation, note),
        tuple(p.libelle for p in seances.salle(situation) if p.present),
        lectures.types_d_action() if note.actions else {},
    )
    contenu = de_la_situation.releve(situation, queries.situations.fiche(situation), releve, maison())
    return _rendre(contenu, "releve-de-decision", situation, situation.reunion.jour, "situation")


@bp.get("/situations/<uuid:situation_id>/lettre-a-la-famille.pdf")
@exige(Droit.SITUATION_LIRE)
def lettre_pdf(situation_id: uuid.UUID) -> ResponseReturnValue:
    situation = _a_editer(situation_id)
    if situation.decision is Decision.TRANSMISSION_CRIP:
        abort(404)  # what parents are told then does not go through this letter (pre.md §3.3)
    personne = situation.parcours.beneficiaire
    destinataires = [
        de_la_situation.Destinataire(c.nom_affiche, c.adresse or personne.adresse or "")
        for c in lectures.a_qui_ecrire(acteur(), personne.id)
    ]
    fiche = queries.situations.fiche(situation)
    referent = _referent(situation, lectures.note_conclue(situation))
    contenu = de_la_situation.lettres(situation, fiche, referent, destinataires, maison())
    return _rendre(contenu, "lettre-a-la-famille", situation, situation.reunion.jour, "situation")


def _a_editer(situation_id: uuid.UUID) -> Any:
    """A situation one may take away on paper: those who follow the child, not a member of the EPS (pre.md §3.5, rule 3)."""
    reserver_a(Droit.PARCOURS_LIRE)
    return un_ou_404(lectures.situations_a_emporter(acteur()), situation_id)


def _referent(situation: Any, note: Any) -> str:
    suivi = deliberations.referent_actuel(situation)
    return lectures.nom_de_l_agent(note.referent_id or (suivi.agent_id if suivi is not None else None))
