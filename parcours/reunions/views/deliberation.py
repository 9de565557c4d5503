"""One situation in the meeting: its sheet, who is in the room, what is noted, field by field."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from parcours.reunions import queries
from parcours.reunions.forms.deliberation import DeliberationForm
from parcours.reunions.forms.seance import SalleForm
from parcours.reunions.queries import deliberation as lectures
from parcours.reunions.queries import seance as conduites
from parcours.reunions.rules.deliberation import ChampNote, champs, empreinte
from parcours.reunions.services import deliberation as deliberations
from parcours.reunions.services import seance as seances
from parcours.reunions.services.deliberation import SituationIncomplete
from parcours.reunions.views.blueprint import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant
from parcours.socle.rendu import varier, veut_un_fragment
from parcours.socle.transaction import garder_malgre_refus
from parcours.socle.typographie import heure
from parcours.socle.web import acteur, rendre, reserver_a, suite, un_ou_404


@dataclass(frozen=True)
class EtatDeChamp:
    """What is said beside a field: saved, refused, or written by somebody else too."""

    genre: str = ""
    """Empty, « enregistre », « refuse » or « conflit »."""
    message: str = ""
    enregistre: str = ""
    """In a conflict: what is saved, as the field shows it."""
    valeur: str = ""
    """In a conflict: the same, as the field sends it."""
    actuelle: str = ""
    """In a conflict: fingerprint of what is saved."""


@bp.get("/situations/<uuid:situation_id>/seance")
@exige(Droit.SITUATION_LIRE)
def en_seance(situation_id: uuid.UUID) -> ResponseReturnValue:
    reserver_a(Droit.REUNION_ECRIRE)
    ligne = un_ou_404(lectures.situations_en_seance(acteur()), situation_id)
    return _page(ligne, None, {})


@bp.get("/situations/<uuid:situation_id>/projection")
@exige(Droit.SITUATION_LIRE)
def projection(situation_id: uuid.UUID) -> ResponseReturnValue:
    """The sheet alone, large, with the name of no other child: what the whole room may look at."""
    reserver_a(Droit.REUNION_ECRIRE)
    ligne = un_ou_404(lectures.situations_en_seance(acteur()), situation_id)
    note = lectures.deliberation(ligne, acteur())
    conduite = conduites.conduite(acteur(), ligne.reunion)
    precedente, suivante = conduite.voisines(ligne.id)
    return rendre(
        "reunions/seance/projection.html",
        situation=ligne,
        fiche=queries.situations.fiche(ligne),
        referent=lectures.referent_actuel(ligne),
        objectifs_en_cours=lectures.objectifs_en_cours(ligne, note),
        note=note,
        conduite=conduite,
        precedente=precedente,
        suivante=suivante,
        ici=ligne.id,
    )


def _page(ligne: Any, form: DeliberationForm | None, etats: dict[str, EtatDeChamp], statut: int = 200) -> Response:
    """The page of a situation; `form` is given when something of it was refused."""
    note = lectures.deliberation(ligne, acteur())
    conduite = conduites.conduite(acteur(), ligne.reunion)
    salle = conduites.salle(ligne)
    precedente, suivante = conduite.voisines(ligne.id)
    refuses = [nom for nom, etat in etats.items() if etat.genre in ("refuse", "conflit")]
    if form is None:
        form = DeliberationForm()
        _proposer(form, ligne, note, [p.agent for p in salle if p.agent is not None])
    for nom in refuses:
        form[nom].errors = [etats[nom].message]
    form.montrer({nom: lectures.valeur(note, nom) for nom in champs()}, sauf=refuses)
    presents = SalleForm()
    presents.proposer([(p.id, p.libelle, p.present) for p in salle])
    reponse = rendre(
        "reunions/seance/situation.html",
        situation=ligne,
        fiche=queries.situations.fiche(ligne),
        referent=lectures.referent_actuel(ligne),
        objectifs_en_cours=lectures.objectifs_en_cours(ligne, note),
        note=note,
        form=form,
        types_d_action={c.value: c.label for c in form["action_1_type"].choices},
        presents=presents,
        salle=salle,
        etats=etats,
        conduite=conduite,
        precedente=precedente,
        suivante=suivante,
        ici=ligne.id,
        a_venir=conduites.avant_la_reunion(ligne.reunion),
    )
    reponse.status_code = statut
    return reponse


def _proposer(form: DeliberationForm, ligne: Any, note: Any, presents: list[Any]) -> None:
    form.proposer(lectures.choix_du_formulaire(ligne, presents), note)
    form.parler_de(ligne.reunion.dispositif)


def _recevoir(situation_id: uuid.UUID) -> tuple[Any, DeliberationForm]:
    """The situation, held until the answer leaves, and the form that was sent."""
    ligne = un_ou_404(lectures.situations_a_noter(acteur()), situation_id, trace=False)
    form = DeliberationForm()
    presents = [p.agent for p in conduites.salle(ligne) if p.agent is not None]
    _proposer(form, ligne, lectures.deliberation(ligne, acteur()), presents)
    form.validate_on_submit()
    return ligne, form


def _etats(ligne: Any, form: DeliberationForm, dessus: list[ChampNote]) -> dict[str, EtatDeChamp]:
    """What to say beside each field that was sent."""
    note = lectures.deliberation(ligne, acteur())
    etats = {}
    conflits = {champ.nom for champ in dessus}
    for nom in form.envoyes():
        if form[nom].errors:
            etats[nom] = EtatDeChamp("refuse", " ".join(str(e) for e in form[nom].errors))
        elif nom in conflits:
            actuelle = lectures.valeur(note, nom)
            choix = [(str(c.value), str(c.label)) for c in getattr(form[nom], "choices", None) or []]
            mots = lectures.en_mots(actuelle, choix)
            etats[nom] = EtatDeChamp(
                "conflit",
                "Quelqu’un a changé ce champ en même temps que vous.",
                enregistre=mots or "(vide)",
                valeur=mots if not choix else lectures.en_mots(actuelle),
                actuelle=empreinte(actuelle),
            )
        else:
            etats[nom] = EtatDeChamp("enregistre", f"Enregistré à {heure(maintenant())}")
    return etats


@bp.post("/situations/<uuid:situation_id>/seance")
@exige(Droit.REUNION_ECRIRE)
def noter_en_seance(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne, form = _recevoir(situation_id)
    try:
        dessus = deliberations.noter(ligne, form.notes(), par=acteur())
    except ErreurDuDomaine as refus:
        return _tout_refuser(ligne, form, str(refus))
    etats = _etats(ligne, form, dessus)
    statut = 409 if dessus else 422 if any(e.genre == "refuse" for e in etats.values()) else 200
    if statut != 200:
        garder_malgre_refus()  # the fields that could be written are written
    if veut_un_fragment():
        return _fragment(ligne, form, etats, statut)
    if statut != 200:
        return _page(_relire(ligne), form, etats, statut)
    flash(f"Tout est enregistré à {heure(maintenant())}.", "succes")
    return suite(url_for(".en_seance", situation_id=ligne.id))


def _tout_refuser(ligne: Any, form: DeliberationForm, message: str) -> Response:
    etats = {nom: EtatDeChamp("refuse", message) for nom in form.envoyes()}
    if veut_un_fragment():
        return _fragment(ligne, form, etats, 422)
    form.form_errors.append(message)
    return _page(_relire(ligne), form, etats, 422)


def _relire(ligne: Any) -> Any:
    return un_ou_404(lectures.situations_en_seance(acteur()), ligne.id)


def _fragment(ligne: Any, form: DeliberationForm, etats: dict[str, EtatDeChamp], statut: int) -> Response:
    """What to put beside the field that was sent alone."""
    nom = next(iter(etats), "decision")
    etat = etats.get(nom, EtatDeChamp())
    note = lectures.deliberation(ligne, acteur())
    # In a conflict the field keeps the fingerprint it came with: writing over somebody else is a choice.
    avant = form[f"avant_{nom}"].data if etat.genre == "conflit" else empreinte(lectures.valeur(note, nom))
    html = render_template("reunions/seance/_etat.html", nom=nom, etat=etat, avant=avant)
    return varier(make_response(html, statut))


@bp.post("/situations/<uuid:situation_id>/seance/conclure")
@exige(Droit.REUNION_ECRIRE)
def conclure(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne, form = _recevoir(situation_id)
    try:
        dessus = deliberations.noter(ligne, form.notes(), par=acteur())
    except ErreurDuDomaine as refus:
        return _tout_refuser(ligne, form, str(refus))
    etats = {nom: e for nom, e in _etats(ligne, form, dessus).items() if e.genre != "enregistre"}
    if not etats:
        try:
            deliberations.conclure(ligne, par=acteur())
        except SituationIncomplete as refus:
            etats = {nom: EtatDeChamp("refuse", manque) for nom, manque in refus.par_champ.items()}
        except ErreurDuDomaine as refus:
            form.form_errors.append(str(refus))
    if etats or form.form_errors:
        garder_malgre_refus()  # what was typed is noted; only the conclusion waits
        conflit = any(e.genre == "conflit" for e in etats.values())
        return _page(_relire(ligne), form, etats, 409 if conflit else 422)
    apres = conduites.conduite(acteur(), ligne.reunion).a_voir(ligne.id)
    flash("La situation est conclue\u00a0: sa décision est portée au parcours.", "succes")
    if apres is None:
        return suite(url_for(".seance", reunion_id=ligne.reunion_id))
    return suite(url_for(".en_seance", situation_id=apres.id))


@bp.post("/situations/<uuid:situation_id>/seance/reprendre")
@exige(Droit.REUNION_ECRIRE)
def reprendre(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(lectures.situations_a_noter(acteur()), situation_id)
    deliberations.reprendre(ligne, par=acteur())
    return suite(url_for(".en_seance", situation_id=ligne.id))


@bp.post("/situations/<uuid:situation_id>/seance/salle")
@exige(Droit.REUNION_ECRIRE)
def noter_la_salle(situation_id: uuid.UUID) -> ResponseReturnValue:
    ligne = un_ou_404(lectures.situations_a_noter(acteur()), situation_id)
    form = SalleForm()
    form.proposer([(p.id, p.libelle, p.present) for p in conduites.salle(ligne)], montrer=False)
    if form.validate_on_submit():
        seances.noter_la_salle(ligne, form.avant(), form.dans_la_salle.data or [], par=acteur())
    if veut_un_fragment():
        salle = conduites.salle(ligne)
        form.proposer([(p.id, p.libelle, p.present) for p in salle])
        html = render_template(
            "reunions/seance/_salle.html", presents=form, salle=salle, situation=ligne, enregistre=heure(maintenant())
        )
        return varier(make_response(html))
    return suite(url_for(".en_seance", situation_id=ligne.id))
