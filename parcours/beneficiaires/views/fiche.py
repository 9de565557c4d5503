"""One person's record: identity, then sections that are plain addresses."""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from parcours.beneficiaires import queries
from parcours.beneficiaires.rules import EtatAccord, Sexe
from parcours.beneficiaires.views import bp
from parcours.socle import dossier, fil
from parcours.socle.dossier import Lecture
from parcours.socle.droits import Dispositif, Droit, exige
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import age, date_courte, date_longue, telephone
from parcours.socle.web import acteur, agir_comme, rendre, suite, un_ou_404

SECTIONS = (("suivi", "Suivi", "fiche"), ("situation", "Situation", "situation"), ("historique", "Historique", "historique"))
FRAGMENTS = (
    ("orientations.du_beneficiaire", "Orientations", Droit.ORIENTATION_LIRE),
    ("reunions.du_beneficiaire", "Réunions", Droit.REUNION_LIRE),
    ("liaisons.du_beneficiaire", "Autres suivis", Droit.LIAISON_LIRE),
)
"""Sections that other domains answer under their own right, once they exist."""
AU_PLUS_DANS_LE_FIL = 20
"""Facts shown at once; the others are one link away."""


def charger(beneficiaire_id: uuid.UUID) -> Any:
    """The whole file, or 404."""
    personne = un_ou_404(queries.dossier(acteur()), beneficiaire_id)
    agir_comme(queries.devant(acteur(), personne))
    return personne


def details(personne: Any) -> list[tuple[str, ...]]:
    """What the identity bar says: born, class, district, référent, phones."""
    lignes: list[tuple[str, ...]] = []
    if personne.date_naissance:
        ne = {Sexe.FEMININ: "Née le", Sexe.MASCULIN: "Né le"}.get(personne.sexe, "Naissance")
        lignes.append((ne, f"{date_courte(personne.date_naissance)}, {age(personne.date_naissance)}"))
    else:
        lignes.append(("Naissance", "date inconnue"))
    if ecole := ecole_en_mots(personne):
        lignes.append(("Classe" if personne.classe else "Établissement", ecole))
    lignes.append(("Quartier", quartier_en_mots(personne)))
    if acteur().peut(Droit.PARCOURS_LIRE):
        qui = queries.referents(personne)
        if qui.principal:
            lignes.append(("Référent", f"{qui.principal.nom} depuis le {date_longue(qui.principal.debut)}"))
        else:
            lignes.append(("Référent", "aucun"))
    if personne.telephone:
        lignes.append(("Téléphone", telephone(personne.telephone), f"tel:{personne.telephone}"))
    for contact in personne.contacts:
        if contact.telephone and contact.contact_autorise:
            lien = contact.lien.libelle if contact.lien.value in ("mere", "pere") else contact.nom_affiche
            lignes.append((lien, telephone(contact.telephone), f"tel:{contact.telephone}"))
    return lignes


def ecole_en_mots(personne: Any) -> str:
    """« CE2, George Sand (REP+) »."""
    nom = ""
    if personne.etablissement:
        ep = personne.etablissement.education_prioritaire.value
        nom = personne.etablissement.nom + (f" ({ep})" if ep != "hors EP" else "")
    return ", ".join(m for m in (personne.classe, nom) if m)


def quartier_en_mots(personne: Any) -> str:
    """The district's name, else the situation in words."""
    return str(personne.quartier.nom if personne.quartier else personne.situation_quartier.libelle.removeprefix("Quartier "))


def cadre(personne: Any, section: str) -> dict[str, Any]:
    """What every section's page shows around it."""
    qui, lecture = acteur(), Lecture(acteur(), personne.id)
    lecture.deja_lu(queries.un_dossier, personne)
    etats = dossier.etats_de_la_fiche(lecture) if section == "suivi" else []
    if any(a.etat is EtatAccord.REPRIS for a in personne.accords) and not any(
        a.etat is EtatAccord.CONFIRME for a in personne.accords
    ):
        etats = [*etats, ("Accord à confirmer", "attention")]
    return {
        "personne": personne,
        "lecture": lecture,
        "details": details(personne),
        "etats": etats,
        "section": section,
        "sections": [
            (code, mot, url_for(f"beneficiaires.{vue}", beneficiaire_id=personne.id))
            for code, mot, vue in SECTIONS
            if code == "situation" or qui.peut(Droit.PARCOURS_LIRE)
        ],
        "etapes": dossier.panneaux(lecture, "etapes"),
        "gestes": dossier.gestes(lecture),
        "jour": aujourd_hui(),
        "enfant": personne.dispositif is Dispositif.PRE,
    }


def _fragments(beneficiaire_id: uuid.UUID) -> list[tuple[str, str]]:
    """Sections answered by domains above, when they are there: (words, address)."""
    return [
        (mot, url_for(endpoint, beneficiaire_id=beneficiaire_id))
        for endpoint, mot, droit in FRAGMENTS
        if endpoint in current_app.view_functions and acteur().peut(droit)
    ]


@bp.get("/<uuid:beneficiaire_id>")
@exige(Droit.BENEFICIAIRE_LIRE)
def fiche(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    try:
        personne = charger(beneficiaire_id)
    except NotFound:
        if (gardee := queries.gardee(acteur(), beneficiaire_id)) is not None:
            return suite(url_for("beneficiaires.fiche", beneficiaire_id=gardee.id))
        raise
    if not acteur().peut(Droit.PARCOURS_LIRE):
        return _situation(personne)
    contexte = cadre(personne, "suivi")
    lecture, genre = contexte["lecture"], request.args.get("fil", "")[:30]
    a_venir, passes = fil.evenements(lecture, genre)
    limite = None if "tout" in request.args else AU_PLUS_DANS_LE_FIL
    return rendre(
        "beneficiaires/fiche.html",
        "fil_seul" if "fil" in request.args else "section",
        **contexte,
        a_venir=a_venir,
        passes=passes[:limite],
        autres=max(0, len(passes) - (limite or len(passes))),
        genre=genre,
        genres=fil.genres(lecture),
        ajouts=dossier.panneaux(lecture, "ajout"),
        cotes=dossier.panneaux(lecture, "cote"),
        fragments=_fragments(personne.id),
    )


@bp.get("/<uuid:beneficiaire_id>/situation")
@exige(Droit.BENEFICIAIRE_LIRE)
def situation(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    return _situation(charger(beneficiaire_id))


def _situation(personne: Any) -> ResponseReturnValue:
    contexte = cadre(personne, "situation")
    return rendre(
        "beneficiaires/situation.html",
        "section",
        **contexte,
        quartiers=queries.quartiers_constates(acteur(), personne.id),
        referents=queries.referents(personne),
        partenaires=queries.partenaires_par_accord(acteur(), personne.id) if acteur().peut(Droit.PARCOURS_LIRE) else {},
        ecole=ecole_en_mots(personne),
        panneaux_situation=dossier.panneaux(contexte["lecture"], "situation"),
    )


@bp.get("/<uuid:beneficiaire_id>/historique")
@exige(Droit.PARCOURS_LIRE)
def historique(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = charger(beneficiaire_id)
    return rendre(
        "beneficiaires/historique.html", "section", **cadre(personne, "historique"), changements=queries.historique(personne)
    )
