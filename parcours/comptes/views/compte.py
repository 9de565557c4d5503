"""« Mon compte »: what I hold, my pass-phrase, my open sessions, my keyboard."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue

from parcours.comptes import queries
from parcours.comptes.connexion import agent_connecte, compte_de, session_courante
from parcours.comptes.forms import ChangerPhraseForm, MonTelephoneForm, RaccourcisForm, RythmeForm
from parcours.comptes.services import essais
from parcours.comptes.services.avis import choisir_le_rythme
from parcours.comptes.services.phrases import choisir_phrase, empreinte_juste, motif_de_refus
from parcours.comptes.services.sessions import (
    fermer_les_sessions,
    fermer_une_session,
    regler_le_telephone,
    regler_les_raccourcis,
)
from parcours.comptes.views.blueprint import bp, configuration
from parcours.comptes.views.connexion import page_d_attente
from parcours.socle.droits import Droit, exige
from parcours.socle.formulaires import refuser_dans
from parcours.socle.horloge import aujourd_hui
from parcours.socle.transaction import garder_malgre_refus
from parcours.socle.web import rendre, suite


@bp.get("/mon-compte")
@exige(Droit.COMPTE_LIRE)
def mon_compte() -> ResponseReturnValue:
    agent = agent_connecte()
    config = configuration()
    return rendre(
        "comptes/mon_compte.html",
        agent=agent,
        raccourcis_form=RaccourcisForm(raccourcis=agent.raccourcis),
        rythme_form=RythmeForm(rythme=agent.rythme.value),
        sessions=queries.sessions_ouvertes(
            agent.id, inactivite=timedelta(minutes=config.inactivite_minutes), duree=timedelta(hours=config.session_heures)
        ),
        session_id=session_courante().id,
        jour=aujourd_hui(),
    )


@bp.get("/mon-compte/phrase")
@exige(Droit.COMPTE_LIRE)
def ma_phrase() -> ResponseReturnValue:
    return rendre("comptes/ma_phrase.html", form=ChangerPhraseForm())


@bp.post("/mon-compte/phrase")
@exige(Droit.COMPTE_ECRIRE)
def changer_ma_phrase() -> ResponseReturnValue:
    form = ChangerPhraseForm()
    agent = agent_connecte()
    if not form.validate_on_submit():
        return rendre("comptes/ma_phrase.html", form=form)
    actuelle, nouvelle = form.saisie()
    compte = compte_de(agent.courriel)
    essais.attendre_son_tour(compte)
    fin = essais.fin_d_attente(compte)
    if fin:
        return page_d_attente(fin)
    if not empreinte_juste(agent.empreinte, actuelle):
        essais.noter_essai(compte, reussi=False)
        garder_malgre_refus()
        refuser_dans(form.actuelle, "Ce n’est pas votre phrase de passe actuelle.")
        return rendre("comptes/ma_phrase.html", form=form)
    motif = motif_de_refus(agent, nouvelle)
    if motif or actuelle == nouvelle:
        refuser_dans(form.nouvelle, motif or "C’est votre phrase de passe actuelle\u00a0: choisissez-en une autre.")
        return rendre("comptes/ma_phrase.html", form=form)
    choisir_phrase(agent, nouvelle, sauf=session_courante())
    flash("Votre phrase de passe est changée. Vos autres sessions sont fermées.", "succes")
    return suite(url_for("comptes.mon_compte"))


@bp.get("/mon-compte/telephone")
@exige(Droit.COMPTE_LIRE)
def mon_telephone() -> ResponseReturnValue:
    return rendre("comptes/mon_telephone.html", form=MonTelephoneForm(telephone=agent_connecte().telephone))


@bp.post("/mon-compte/telephone")
@exige(Droit.COMPTE_ECRIRE)
def regler_telephone() -> ResponseReturnValue:
    form = MonTelephoneForm()
    if not form.validate_on_submit():
        return rendre("comptes/mon_telephone.html", form=form)
    regler_le_telephone(agent_connecte(), form.saisie())
    flash("Votre téléphone est enregistré.", "succes")
    return suite(url_for("comptes.mon_compte"))


@bp.post("/mon-compte/raccourcis")
@exige(Droit.COMPTE_ECRIRE)
def regler_raccourcis() -> ResponseReturnValue:
    form = RaccourcisForm()
    if not form.validate_on_submit():
        abort(400)
    regler_les_raccourcis(agent_connecte(), form.saisie())
    flash("Votre réglage est enregistré.", "succes")
    return suite(url_for("comptes.mon_compte"))


@bp.post("/mon-compte/courriels")
@exige(Droit.COMPTE_ECRIRE)
def regler_les_courriels() -> ResponseReturnValue:
    form = RythmeForm()
    if not form.validate_on_submit():
        abort(400)
    choisir_le_rythme(agent_connecte(), form.saisie())
    flash("Votre réglage est enregistré.", "succes")
    return suite(url_for("comptes.mon_compte"))


@bp.post("/mon-compte/sessions/<uuid:session_id>/fermer")
@exige(Droit.COMPTE_ECRIRE)
def fermer_ma_session(session_id: uuid.UUID) -> ResponseReturnValue:
    if not fermer_une_session(agent_connecte().id, session_id):
        abort(404)
    flash("Cette session est fermée.", "succes")
    return suite(url_for("comptes.mon_compte"))


@bp.post("/mon-compte/sessions/fermer-les-autres")
@exige(Droit.COMPTE_ECRIRE)
def fermer_mes_autres_sessions() -> ResponseReturnValue:
    fermer_les_sessions(agent_connecte(), sauf=session_courante())
    flash("Vos autres sessions sont fermées.", "succes")
    return suite(url_for("comptes.mon_compte"))
