"""Texts of the documents: read, reworded, previewed, taken back."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.socle.conflits import a_reprendre
from parcours.socle.droits import Droit, exige
from parcours.socle.envois import rendre_le_numero
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.navigation import Entree
from parcours.socle.telechargement import maison, telecharger
from parcours.socle.transaction import tracer
from parcours.socle.web import acteur, rendre, suite, un_ou_404
from parcours.textes import documents, queries, services
from parcours.textes.forms import TexteForm
from parcours.textes.rules import MODELES, Bloc, ModeleDeTexte, TexteIncorrect, blocs, normaliser, remplir, verifier

bp = Blueprint("textes", __name__, url_prefix="/textes")
CODE = f"<any({', '.join(MODELES)}):texte_code>"
"""A code of the rules: any other address does not exist."""
NAVIGATION = (Entree("Textes des documents", "textes.liste", "file-earmark-text", Droit.TEXTE_ECRIRE, 82, "/textes"),)


@bp.get("/")
@exige(Droit.TEXTE_LIRE)
def liste() -> ResponseReturnValue:
    return rendre("textes/liste.html", lignes=queries.liste())


@bp.get(f"/{CODE}")
@exige(Droit.TEXTE_LIRE)
def detail(texte_code: str) -> ResponseReturnValue:
    modele = MODELES[texte_code]
    ligne = queries.ligne(modele.code)
    contenu = queries.contenu(modele.code)
    form = TexteForm(data={"contenu": contenu, "version": ligne.version if ligne else ""})
    return _page(modele, form, apercu=blocs(remplir(contenu, modele.exemples)))


@bp.post(f"/{CODE}")
@exige(Droit.TEXTE_ECRIRE)
def enregistrer(texte_code: str) -> ResponseReturnValue:
    modele, form = MODELES[texte_code], TexteForm()
    if (differences := a_reprendre(form, queries.ligne(modele.code))) is not None:
        return _page(modele, form, differences=differences)
    try:
        services.modifier(modele.code, form.saisie(), par=acteur())
    except ErreurDuDomaine as erreur:
        form.contenu.errors = [str(erreur)]
        return _page(modele, form)
    flash(f"Le texte « {modele.titre} » est enregistré. Les prochains documents l’utiliseront.", "succes")
    return suite(url_for(".detail", texte_code=modele.code))


@bp.post(f"/{CODE}/apercu")
@exige(Droit.TEXTE_ECRIRE)
def apercu(texte_code: str) -> ResponseReturnValue:
    modele, form = MODELES[texte_code], TexteForm()
    if not form.validate_on_submit():
        return _page(modele, form)
    try:
        verifier(modele, form.saisie().contenu)
    except TexteIncorrect as erreur:
        form.contenu.errors = [str(erreur)]
        return _page(modele, form)
    rendre_le_numero()  # nothing was saved: the same form is sent again to save
    return _page(modele, form, apercu=blocs(remplir(normaliser(form.saisie().contenu), modele.exemples)), essai=True)


@bp.get(f"/{CODE}/apercu.pdf")
@exige(Droit.TEXTE_LIRE)
def apercu_pdf(texte_code: str) -> ResponseReturnValue:
    modele = MODELES[texte_code]
    tracer("editer", "texte_type", None, modele.code)
    return telecharger(documents.apercu(modele, maison()), f"apercu-{modele.code.replace('_', '-')}.pdf")


@bp.post(f"/{CODE}/origine")
@exige(Droit.TEXTE_ECRIRE)
def reprendre_l_origine(texte_code: str) -> ResponseReturnValue:
    modele = MODELES[texte_code]
    services.reprendre_l_origine(modele.code, par=acteur())
    flash("Le texte d’origine est de nouveau utilisé. Le vôtre reste dans l’historique.", "succes")
    return suite(url_for(".detail", texte_code=modele.code))


@bp.post(f"/{CODE}/versions/<uuid:version_id>")
@exige(Droit.TEXTE_ECRIRE)
def reprendre_une_version(texte_code: str, version_id: uuid.UUID) -> ResponseReturnValue:
    modele = MODELES[texte_code]
    version = un_ou_404(queries.versions_de(modele.code), version_id)
    services.reprendre_une_version(modele.code, version, par=acteur())
    flash(f"La version {version.numero} est de nouveau utilisée.", "succes")
    return suite(url_for(".detail", texte_code=modele.code))


@bp.get("/note-information.pdf")
@exige(Droit.BENEFICIAIRE_LIRE)
def note_d_information() -> ResponseReturnValue:
    tracer("editer", "texte_type", None, "note_information")
    return telecharger(documents.note_d_information(maison()), "note-information.pdf")


def _page(
    modele: ModeleDeTexte, form: TexteForm, *, apercu: list[Bloc] | None = None, essai: bool = False, differences: Any = ()
) -> Response:
    return rendre(
        "textes/detail.html",
        texte=modele,
        form=form,
        apercu=apercu or [],
        essai=essai,
        differences=differences,
        versions=queries.versions(modele.code),
        origine=blocs(remplir(queries.texte_d_origine(modele.code), modele.exemples)),
        lignes=max(8, (form.contenu.data or "").count("\n") + 4),
    )
