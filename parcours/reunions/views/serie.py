"""A whole calendar in one gesture: asked for, looked at, then made; each meeting then lives its own life."""

from __future__ import annotations

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.reunions import queries, services
from parcours.reunions.forms.calendrier import ApercuDeSerieForm, SerieForm
from parcours.reunions.rules.recurrence import JourPropose, Rythme, jours_de_la_serie, proposer
from parcours.reunions.views.blueprint import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.typographie import pluriel
from parcours.socle.web import acteur, rendre, reserver_a, suite


@bp.get("/serie")
@exige(Droit.REUNION_LIRE)
def serie() -> ResponseReturnValue:
    """The question; with an answer in the address, the days it makes."""
    reserver_a(Droit.REUNION_ECRIRE)
    demande = ApercuDeSerieForm(request.args or None)
    demande.proposer(queries.types.choix(acteur()))
    if not request.args or not demande.validate():
        return rendre("reunions/serie.html", form=demande, demande=demande, garder=None)
    garder = SerieForm(formdata=None, data=demande.data)
    _completer(garder, demande)
    return rendre("reunions/serie.html", form=demande, demande=demande, garder=garder)


@bp.post("/serie")
@exige(Droit.REUNION_ECRIRE)
def creer_une_serie() -> ResponseReturnValue:
    garder = SerieForm()
    _completer(garder, garder)
    demande = ApercuDeSerieForm(formdata=None, data=garder.data)
    demande.proposer(queries.types.choix(acteur()))
    if not garder.validate_on_submit():
        return rendre("reunions/serie.html", form=garder, garder=garder, demande=demande)
    try:
        reunions = services.calendrier.creer_une_serie(*garder.saisie(), par=acteur())
    except ErreurDuDomaine as refus:
        garder.form_errors.append(str(refus))
        return rendre("reunions/serie.html", form=garder, garder=garder, demande=demande)
    flash(f"{pluriel(len(reunions), 'réunion créée', 'réunions créées')}. Chacune se modifie ou s’annule seule.", "succes")
    return suite(url_for(".liste"))


def _completer(garder: SerieForm, demande: ApercuDeSerieForm | SerieForm) -> None:
    garder.proposer(queries.types.choix(acteur()))
    garder.proposer_les_jours(_jours(demande))


def _jours(demande: ApercuDeSerieForm | SerieForm) -> list[JourPropose]:
    """Days the answers make; none while they are not readable."""
    premiere, fin, rythme = demande.premiere.data, demande.jusqu_au.data, demande.rythme.data
    if not premiere or not fin or rythme not in set(Rythme):
        return []
    semaines = max(demande.semaines.data or 1, 1)
    return proposer(jours_de_la_serie(premiere, fin, Rythme(rythme), semaines), queries.types.vacances())
