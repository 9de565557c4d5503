"""Reading the journal."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, current_app, request, url_for
from flask.typing import ResponseReturnValue

from parcours.journal import queries
from parcours.journal.forms import FiltreDuJournalForm
from parcours.journal.rules import action_en_mots, objet_en_mots
from parcours.socle.csv_sur import ecrire_csv
from parcours.socle.droits import Droit, exige
from parcours.socle.horloge import a_paris, aujourd_hui
from parcours.socle.navigation import Entree
from parcours.socle.transaction import tracer
from parcours.socle.web import acteur, rendre

bp = Blueprint("journal", __name__, url_prefix="/journal")
NAVIGATION = (Entree("Journal", "journal.liste", "journal-text", Droit.JOURNAL_LIRE, 80, "/journal"),)

JOURS_PAR_EXPORT = 366


def _filtre() -> tuple[FiltreDuJournalForm, dict[uuid.UUID, str]]:
    # Names of agents come from a domain above this one, through the application.
    noms: dict[uuid.UUID, str] = current_app.extensions["noms_des_agents"]()
    form = FiltreDuJournalForm(request.args)
    form.proposer(noms)
    return form, noms


@bp.get("")
@exige(Droit.JOURNAL_LIRE)
def liste() -> ResponseReturnValue:
    form, noms = _filtre()
    valide = form.validate()
    lignes, suivante = queries.page(acteur(), queries.Filtre(**form.saisie()), _cle()) if valide else ([], None)
    if valide:
        tracer("lire", "journal")
    return _page(form, noms, lignes, suivante)


def _page(form: FiltreDuJournalForm, noms: dict[uuid.UUID, str], lignes: list[Any], suivante: uuid.UUID | None) -> Response:
    garde: dict[str, Any] = {c: request.args[c] for c in ("du", "au", "agent", "objet") if request.args.get(c)}
    return rendre(
        "journal/liste.html",
        bloc="resultats",
        form=form,
        noms=noms,
        action_en_mots=action_en_mots,
        objet_en_mots=objet_en_mots,
        lignes=lignes,
        filtre_en_cours=bool(garde),
        suite_url=url_for(".liste", **garde, avant=suivante) if suivante else "",
        export_url=url_for(".exporter", **garde) if form.du.data and form.au.data and not form.errors else "",
    )


def _cle() -> uuid.UUID | None:
    try:
        return uuid.UUID(request.args.get("avant", ""))
    except ValueError:
        return None


@bp.get("/export.csv")
@exige(Droit.JOURNAL_LIRE)
def exporter() -> ResponseReturnValue:
    form, noms = _filtre()
    if form.validate():
        du, au = form.du.data, form.au.data
        if du is None or au is None:
            form.du.errors = ["Écrivez le premier et le dernier jour à exporter."]
        elif (au - du).days >= JOURS_PAR_EXPORT:
            form.au.errors = ["Un an au plus par fichier."]
        elif queries.trop_pour_un_export(acteur(), queries.Filtre(**form.saisie())):
            form.au.errors = ["Cette période compte trop de lignes pour un seul fichier\u00a0: raccourcissez-la."]
    if form.errors:
        return _page(form, noms, [], None)
    tracer("exporter", "journal", detail=f"{form.du.data} {form.au.data}")
    lignes = queries.a_exporter(acteur(), queries.Filtre(**form.saisie()))
    contenu = ecrire_csv(
        [
            ("Instant (Paris)", "Agent", "Identifiant de l’agent", "Action", "Objet", "Identifiant de l’objet", "Détail"),
            *(
                (
                    a_paris(e.instant).strftime("%Y-%m-%d %H:%M:%S"),
                    noms.get(e.agent_id, "") if e.agent_id else "Système",
                    e.agent_id,
                    e.action,
                    e.objet,
                    e.objet_id,
                    e.detail,
                )
                for e in lignes
            ),
        ]
    )
    nom = f"journal_{form.du.data}_{form.au.data}_fait_le_{aujourd_hui()}.csv"
    return Response(contenu, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{nom}"'})
