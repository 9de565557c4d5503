"""The list of people and the suggestions of the search box."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires import queries
from parcours.beneficiaires.queries import Criteres
from parcours.beneficiaires.views import bp
from parcours.socle import dossier
from parcours.socle.droits import Dispositif, Droit, Role, exige
from parcours.socle.rendu import veut_un_fragment
from parcours.socle.web import acteur, rendre, suite

FILTRES = {"quartier": "Quartier", "commune": "Commune", "referent": "Référent", "etablissement": "Établissement"}
_DEFAUTS = {"tri": "nom", "sens": "asc", "page": 1}


def _criteres() -> Criteres:
    lus = {nom: request.args.get(nom, "")[:100] for nom in ("q", "vue", *FILTRES)}
    page = request.args.get("page", "1")
    return Criteres(
        **lus,
        tri=request.args.get("tri", "nom")[:30],
        sens="desc" if request.args.get("sens") == "desc" else "asc",
        page=int(page) if page.isdecimal() and len(page) < 7 else 1,
    )


def _adresses(criteres: Criteres, vue: str) -> Callable[..., str]:
    """Address of the list with some criteria changed: only what differs from the default is written."""

    def adresse(**changes: str | int) -> str:
        valeurs = {**vars(criteres), "vue": criteres.vue and vue, "page": 1, **changes}
        return url_for("beneficiaires.liste", **{k: v for k, v in valeurs.items() if v and _DEFAUTS.get(k) != v})

    return adresse


def mot_pour(dispositifs: set[Dispositif]) -> str:
    """« enfant » for the PRE alone, « personne » else."""
    return "enfant" if dispositifs == {Dispositif.PRE} else "personne"


def dispositifs_du_moment() -> set[Dispositif]:
    """Dispositifs in which the acting person holds a role that opens files."""
    roles = (
        Role.COORDINATEUR_PRE, Role.REFERENT_PRE, Role.SECRETARIAT_PRE, Role.MEDIATEUR_SANTE, Role.COORDINATEUR_CITE,
        Role.REFERENT_INSERTION,
    )  # fmt: skip
    return set(acteur().dispositifs_de(*roles))


@bp.get("")
@exige(Droit.BENEFICIAIRE_LIRE)
def liste() -> ResponseReturnValue:
    criteres = _criteres()
    page = queries.chercher(acteur(), criteres)
    options = queries.options_de_filtre(acteur())
    adresse = _adresses(criteres, page.vue)
    vues = dossier.vues()
    dispositifs = dispositifs_du_moment()
    return rendre(
        "beneficiaires/liste.html",
        "resultats",
        criteres=criteres,
        page=page,
        options=options,
        adresse=adresse,
        vues=vues.liste if vues else (),
        filtres=FILTRES,
        puces=_puces(criteres, options, adresse),
        mot=mot_pour(dispositifs),
        scolaire=dispositifs == {Dispositif.PRE},
        plusieurs=len(dispositifs) > 1,
        recherche=criteres.q,
        importer=url_for("imports.liste") if "imports.liste" in current_app.view_functions else "",
    )


def _puces(criteres: Criteres, options: queries.Options, adresse: Callable[..., str]) -> list[tuple[str, str]]:
    puces = [(f"Recherche : {criteres.q}", adresse(q=""))] if criteres.q else []
    for filtre, libelle in FILTRES.items():
        if valeur := getattr(criteres, filtre):
            puces.append((f"{libelle} : {options.libelle(filtre, valeur)}", adresse(**{filtre: ""})))
    return puces


@bp.get("/suggestions")
@exige(Droit.BENEFICIAIRE_LIRE)
def suggestions() -> ResponseReturnValue:
    q = request.args.get("q", "")[:100]
    if not veut_un_fragment():
        return suite(url_for("beneficiaires.liste", q=q))
    return rendre("beneficiaires/_suggestions.html", personnes=queries.suggestions(acteur(), q), q=q.strip())
