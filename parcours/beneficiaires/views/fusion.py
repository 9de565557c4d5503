"""Two files of one person: choose the second, compare, confirm, merge."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from parcours.beneficiaires import queries, services
from parcours.beneficiaires.rules import CHAMPS_A_FUSIONNER
from parcours.beneficiaires.views import bp
from parcours.beneficiaires.views.fiche import charger, ecole_en_mots, quartier_en_mots
from parcours.socle import dossier
from parcours.socle.droits import Droit, exige
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.formulaires import Formulaire
from parcours.socle.typographie import date_courte, telephone
from parcours.socle.web import acteur, rendre, suite

LIBELLES = {
    "nom": "Nom",
    "prenom": "Prénom",
    "nom_naissance": "Nom de naissance",
    "sexe": "Sexe",
    "date_naissance": "Date de naissance",
    "telephone": "Téléphone",
    "courriel": "Adresse électronique",
    "adresse": "Adresse",
    "quartier": "Quartier",
    "ecole": "Classe et établissement",
    "observations": "Observations",
}


def _mots(personne: Any, champ: str) -> str:
    """One line of the comparison."""
    valeurs: dict[str, Callable[[], str]] = {
        "sexe": lambda: personne.sexe.libelle,
        "date_naissance": lambda: date_courte(personne.date_naissance),
        "telephone": lambda: telephone(personne.telephone),
        "adresse": lambda: ", ".join(m for m in (personne.adresse, personne.commune.nom if personne.commune else "") if m),
        "quartier": lambda: quartier_en_mots(personne),
        "ecole": lambda: ecole_en_mots(personne),
    }
    return (valeurs[champ]() if champ in valeurs else getattr(personne, champ)) or ""


def _lignes(garde: Any, absorbe: Any) -> list[dict[str, str]]:
    lignes = []
    for champ in CHAMPS_A_FUSIONNER:
        gauche, droite = _mots(garde, champ), _mots(absorbe, champ)
        propose = "droite" if gauche in ("", "inconnu", "Non renseigné") and droite else "gauche"
        lignes.append({"libelle": LIBELLES[champ], "gauche": gauche, "droite": droite, "nom": champ, "choix": propose})
    return lignes


def _deux(beneficiaire_id: uuid.UUID, autre_id: uuid.UUID) -> tuple[Any, Any]:
    garde, absorbe = charger(beneficiaire_id), charger(autre_id)
    if garde.id == absorbe.id or garde.dispositif is not absorbe.dispositif:
        raise ErreurDuDomaine("Choisissez deux fiches différentes du même dispositif.")
    return garde, absorbe


@bp.get("/<uuid:beneficiaire_id>/fusion")
@exige(Droit.PARCOURS_LIRE)
def choisir_la_fusion(beneficiaire_id: uuid.UUID) -> ResponseReturnValue:
    personne = charger(beneficiaire_id)
    q = request.args.get("nom", "")[:100]
    candidats = queries.candidats_a_la_fusion(acteur(), personne, q)
    return rendre("beneficiaires/fusion_choix.html", personne=personne, candidats=candidats, q=q)


@bp.get("/<uuid:beneficiaire_id>/fusion/<uuid:autre_id>")
@exige(Droit.PARCOURS_LIRE)
def comparer(beneficiaire_id: uuid.UUID, autre_id: uuid.UUID) -> ResponseReturnValue:
    garde, absorbe = _deux(beneficiaire_id, autre_id)
    return rendre("beneficiaires/fusion_comparaison.html", garde=garde, absorbe=absorbe, lignes=_lignes(garde, absorbe))


def _choix(valeurs: Any) -> dict[str, str]:
    return {champ: valeurs[champ] for champ in CHAMPS_A_FUSIONNER if valeurs.get(champ) in ("gauche", "droite")}


@bp.get("/<uuid:beneficiaire_id>/fusion/<uuid:autre_id>/confirmation")
@exige(Droit.PARCOURS_LIRE)
def confirmer_la_fusion(beneficiaire_id: uuid.UUID, autre_id: uuid.UUID) -> ResponseReturnValue:
    garde, absorbe = _deux(beneficiaire_id, autre_id)
    choix = _choix(request.args)
    retenus = [
        (ligne["libelle"], ligne[choix.get(ligne["nom"], ligne["choix"])])
        for ligne in _lignes(garde, absorbe)
        if ligne["gauche"] or ligne["droite"]
    ]
    return rendre(
        "beneficiaires/fusion_confirmation.html",
        garde=garde,
        absorbe=absorbe,
        retenus=retenus,
        choix=choix,
        form=Formulaire(),
        avertissements=dossier.avertissements_de_fusion(acteur(), garde.id, absorbe.id),
    )


@bp.post("/<uuid:beneficiaire_id>/fusion/<uuid:autre_id>/confirmation")
@exige(Droit.BENEFICIAIRE_ECRIRE)
def fusionner(beneficiaire_id: uuid.UUID, autre_id: uuid.UUID) -> ResponseReturnValue:
    garde, absorbe = _deux(beneficiaire_id, autre_id)
    services.fusionner(garde, absorbe, _choix(request.form), par=acteur())
    flash("Les deux fiches sont réunies.", "succes")
    return suite(url_for(".fiche", beneficiaire_id=beneficiaire_id))
