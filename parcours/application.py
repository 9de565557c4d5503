"""`create_app`: the only file that knows every domain."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from flask import Flask, Response, g, request
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from jinja2 import StrictUndefined
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix

import parcours.accompagnements.views
import parcours.accueil.views
import parcours.actions_collectives.views
import parcours.alertes.views
import parcours.annuaire.views
import parcours.beneficiaires.views
import parcours.bilan_annuel.views
import parcours.cite_emploi.views
import parcours.comptes.connexion
import parcours.comptes.views
import parcours.exploitation.modeles
import parcours.exploitation.views
import parcours.imports.views
import parcours.indicateurs.views
import parcours.journal.views
import parcours.liaisons.views
import parcours.mediation_sante.views
import parcours.nomenclatures.views
import parcours.orientations.views
import parcours.parcours_individuels.views
import parcours.pieces.views
import parcours.pre.views
import parcours.reunions.views
import parcours.saisines.views
import parcours.territoire.views
import parcours.textes.views
import parcours.transferts.views
from parcours.exploitation import commandes, commandes_des_comptes, travailleur
from parcours.journal.services import ecrire_traces
from parcours.socle import (
    chiffrement,
    composants,
    envois,
    erreurs,
    navigation,
    pages,
    pages_reglages,
    securite,
    typographie,
)
from parcours.socle.base import db
from parcours.socle.droits import Dispositif, Droit, Role, public, verifier_les_routes
from parcours.socle.horloge import maintenant
from parcours.socle.transaction import Application, Trace, proteger_sqlite, verifier_postgresql
from parcours.socle.web import acteur_ou_rien

RACINE = Path(__file__).resolve().parent.parent

DOMAINES = (
    parcours.comptes.views,
    parcours.accueil.views,
    parcours.beneficiaires.views,
    parcours.parcours_individuels.views,
    parcours.pieces.views,
    parcours.liaisons.views,
    parcours.transferts.views,
    parcours.accompagnements.views,
    parcours.actions_collectives.views,
    parcours.saisines.views,
    parcours.reunions.views,
    parcours.pre.views,
    parcours.orientations.views,
    parcours.cite_emploi.views,
    parcours.mediation_sante.views,
    parcours.alertes.views,
    parcours.indicateurs.views,
    parcours.bilan_annuel.views,
    parcours.imports.views,
    parcours.annuaire.views,
    parcours.territoire.views,
    parcours.nomenclatures.views,
    parcours.textes.views,
    parcours.journal.views,
    parcours.exploitation.views,
)


class Configuration(Protocol):
    """What the application needs of the settings (`config.Config`)."""

    database_url: str
    territoire: str
    nom: str
    service: str
    logo: str | None
    couleur_marque: str
    couleur_marque_foncee: str
    taille_envoi_mo: int
    inactivite_minutes: int
    inactivite_administrateur_minutes: int
    session_heures: int
    mandataires: int
    url_publique: str

    @property
    def secret_key(self) -> str: ...
    @property
    def chemin_trousseau(self) -> Path: ...
    @property
    def production(self) -> bool: ...
    @property
    def demonstration(self) -> bool: ...
    @property
    def test(self) -> bool: ...


def create_app(config: Configuration) -> Flask:
    """Build the application; it does not start with a route that declares no right, or without its keys."""
    app = Application("parcours", static_folder=str(RACINE / "static"), template_folder=str(RACINE / "templates"))
    https = config.production
    app.config.update(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_options_du_moteur(config.database_url),
        SESSION_COOKIE_NAME="__Host-parcours" if https else "parcours",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=config.taille_envoi_mo * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=5000,
        SEND_FILE_MAX_AGE_DEFAULT=31536000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=https,
        TESTING=config.test,
        PROPAGER=config.test,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.extensions["configuration"] = config
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    if config.mandataires:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.mandataires, x_proto=config.mandataires)  # type: ignore[method-assign]

    chiffrement.installer(chiffrement.Trousseau.lire(config.chemin_trousseau))
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            proteger_sqlite(db.engine)
        else:
            verifier_postgresql(db.engine)

    def _ecrire(traces: list[Trace]) -> None:
        qui = acteur_ou_rien()
        ecrire_traces(traces, qui.agent_id if qui else None)

    app.ecrire_traces = _ecrire
    parcours.comptes.connexion.enregistrer(app, config)
    securite.enregistrer(app, https=https)
    CSRFProtect(app)
    Htmx(app)
    envois.enregistrer(app)
    typographie.enregistrer(app)
    erreurs.enregistrer(app)
    for domaine in DOMAINES:
        app.register_blueprint(domaine.bp)
        navigation.declarer(app, *getattr(domaine, "NAVIGATION", ()))
    app.register_blueprint(pages.bp)
    app.register_blueprint(pages_reglages.bp)
    navigation.declarer(app, *pages_reglages.NAVIGATION)
    if not config.production:
        app.register_blueprint(pages.bp_de_style)
    app.view_functions["static"] = public("own files: style, scripts, icons")(app.view_functions["static"])
    _contexte_des_pages(app, config)
    composants.installer(app)
    commandes.enregistrer(app, config)
    commandes_des_comptes.enregistrer(app)
    travailleur.enregistrer(app, config)
    verifier_les_routes(app)
    return app


def _options_du_moteur(adresse: str) -> dict[str, Any]:
    if adresse.startswith("sqlite"):
        return {"connect_args": {"check_same_thread": False, "timeout": 15}}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 10, "isolation_level": "READ COMMITTED"}


def _contexte_des_pages(app: Flask, config: Configuration) -> None:
    """Names every template may use."""

    @cache
    def empreinte(chemin: str) -> str:
        fichier = RACINE / "static" / chemin
        return hashlib.sha256(fichier.read_bytes()).hexdigest()[:10] if fichier.is_file() else "0"

    def statique(chemin: str) -> str:
        return f"/static/{chemin}?v={empreinte(chemin)}"

    def icone(nom: str) -> Markup:
        return Markup('<svg class="ico" aria-hidden="true"><use href="{}#{}"></use></svg>').format(
            statique("vendor/icons.svg"), nom
        )

    app.jinja_env.globals.update(
        Droit=Droit,
        Role=Role,
        Dispositif=Dispositif,
        icone=icone,
        statique=statique,
        actif=lambda adresse: request.path == adresse,
        marque={
            "nom": config.nom,
            "territoire": config.territoire,
            "service": config.service,
            "logo_url": statique(config.logo) if config.logo else None,
        },
        demonstration=config.demonstration,
    )

    @app.context_processor
    def _de_la_requete() -> dict[str, Any]:
        qui = acteur_ou_rien()
        return {
            "acteur": qui,
            "navigation": navigation.navigation(app, g.get("acteur_entier") or qui),
            "maintenant": maintenant(),
            "session_expire_dans": g.get("session_expire_dans"),
            "raccourcis": g.get("raccourcis", True),
        }

    @app.get("/theme.css")
    @public("two colours of the town")
    def theme() -> Response:
        css = f":root{{--marque:{config.couleur_marque};--marque-fonce:{config.couleur_marque_foncee}}}\n"
        return Response(css, mimetype="text/css")
