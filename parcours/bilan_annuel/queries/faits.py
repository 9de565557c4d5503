"""Load the rows to count, in as many statements whatever the number of children."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from parcours.annuaire.models import Structure
from parcours.beneficiaires.access import en_vigueur
from parcours.beneficiaires.models import Accord, Beneficiaire, QuartierConstate, Rattachement
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, NatureRattachement
from parcours.bilan_annuel.access import (
    CHARTE,
    actions_du_bilan,
    evenements_du_bilan,
    lexique,
    parcours_du_bilan,
    saisines_du_bilan,
)
from parcours.bilan_annuel.rules.faits import ActionComptee, ChiffreDEPS, Faits, ParcoursCompte, SaisineComptee
from parcours.bilan_annuel.rules.moyens import GenreDeMoyen
from parcours.bilan_annuel.rules.periodes import Periode
from parcours.comptes.models import Agent
from parcours.parcours_individuels.models import Action, Parcours, SeanceAction, SortieDeParcours
from parcours.parcours_individuels.rules import EtatAction, Financement, Relais, Satisfaction, Situation
from parcours.pre.models import MembreDeFratrie
from parcours.reunions.access import chiffres_de_seance
from parcours.reunions.models import ChiffreDeSeance
from parcours.reunions.rules import Decision, MotifInscription
from parcours.reunions.rules.preparation import charte_valide
from parcours.reunions.rules.seance import GenreDeChiffre
from parcours.saisines.models import AideTentee, RecitDeSaisine, RencontreFamille, Saisine
from parcours.saisines.rules import EtatSaisine, VitAvec
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import aujourd_hui
from parcours.territoire.models import Commune, Etablissement, Quartier

LISTES = (
    "motif_saisine",
    "motif_sortie",
    "type_action",
    "profil_pre",
    "domaine_situation",
    "orienteur",
    *(g.value for g in GenreDeMoyen),
)

SERVICES_SOCIAUX = ("service_social", "social_scolaire")
"""Codes of `aide_tentee`."""


def faits(acteur: Acteur, periode: Periode) -> Faits:
    """Everything that is counted for one year, of the PRE of this acteur."""
    mots, chartes = _mots(acteur, min(periode.fin, aujourd_hui()))
    parcours = _parcours(acteur, periode)
    _completer(acteur, parcours)
    orienteurs = mots["orienteur"]
    for p in parcours.values():
        p.orienteur = orienteurs.get(p.orienteur or "", p.orienteur)
    return Faits(
        list(parcours.values()),
        _saisines(acteur, orienteurs),
        _actions(acteur, periode),
        _eps(periode),
        mots,
        chartes,
    )


def _parcours(acteur: Acteur, periode: Periode) -> dict[uuid.UUID, ParcoursCompte]:
    constat = (
        select(QuartierConstate.id)
        .where(
            QuartierConstate.beneficiaire_id == Beneficiaire.id,
            QuartierConstate.au <= func.coalesce(Parcours.debut_le, periode.fin),
        )
        .order_by(QuartierConstate.au.desc(), QuartierConstate.cree_le.desc())
        .limit(1)
        .correlate(Beneficiaire, Parcours)
        .scalar_subquery()
    )
    referent = (
        select(Agent.prenom + " " + Agent.nom)
        .join(Rattachement, Rattachement.agent_id == Agent.id)
        .where(
            Rattachement.beneficiaire_id == Beneficiaire.id,
            Rattachement.nature == NatureRattachement.REFERENT,
            en_vigueur(periode.fin),
        )
        .order_by(Rattachement.debut.desc())
        .limit(1)
        .correlate(Beneficiaire)
        .scalar_subquery()
    )
    fratrie = (
        select(func.min(MembreDeFratrie.fratrie_id))
        if db.engine.dialect.name == "sqlite"
        else select(MembreDeFratrie.fratrie_id).order_by(MembreDeFratrie.fratrie_id).limit(1)
    )
    accord_ecrit = (
        select(Accord.id)
        .where(
            Accord.beneficiaire_id == Beneficiaire.id,
            Accord.etat == EtatAccord.CONFIRME,
            Accord.forme == FormeAccord.ECRIT,
        )
        .correlate(Beneficiaire)
        .exists()
    )
    vivait, present = aliased(Quartier), aliased(Quartier)
    requete = (
        parcours_du_bilan(acteur)
        .outerjoin(Etablissement, Etablissement.id == Beneficiaire.etablissement_id)
        .outerjoin(Commune, Commune.id == Beneficiaire.commune_id)
        .outerjoin(SortieDeParcours, SortieDeParcours.parcours_id == Parcours.id)
        .outerjoin(QuartierConstate, QuartierConstate.id == constat)
        .outerjoin(vivait, vivait.id == QuartierConstate.quartier_id)
        .outerjoin(present, present.id == Beneficiaire.quartier_id)
        .with_only_columns(
            Parcours.id,
            Parcours.beneficiaire_id,
            Parcours.demande_le,
            Parcours.eps_le,
            Parcours.debut_le,
            Parcours.sortie_le,
            Beneficiaire.sexe,
            Beneficiaire.date_naissance.label("naissance"),
            Beneficiaire.classe,
            Etablissement.nom.label("ecole"),
            Etablissement.niveau.label("niveau_ecole"),
            Etablissement.education_prioritaire,
            Commune.nom.label("commune"),
            func.coalesce(QuartierConstate.situation, Beneficiaire.situation_quartier).label("situation_quartier"),
            func.coalesce(vivait.nom, present.nom).label("quartier"),
            Parcours.oriente_par.label("orienteur"),
            Parcours.profil,
            Parcours.motif_sortie,
            SortieDeParcours.relais,
            SortieDeParcours.satisfaction,
            accord_ecrit.label("accord_ecrit"),
            fratrie.where(MembreDeFratrie.beneficiaire_id == Beneficiaire.id).correlate(Beneficiaire).scalar_subquery().label("fratrie_id"),
            referent.label("referent"),
        )
        .order_by(Parcours.id)
    )  # fmt: skip
    return {
        ligne.id: ParcoursCompte(**{nom: _simple(v) for nom, v in ligne._mapping.items()})
        for ligne in db.session.execute(requete)
    }


def _simple(valeur: Any) -> Any:
    """An enumeration as its code."""
    return getattr(valeur, "value", valeur)


def _completer(acteur: Acteur, parcours: dict[uuid.UUID, ParcoursCompte]) -> None:
    """Reasons, steps, bilans and ratings."""
    for genre, parcours_id, code, autre, valeur, le in db.session.execute(evenements_du_bilan(acteur)):
        p = parcours[parcours_id]
        match genre:
            case "motif":
                p.motifs.add(code)
                p.motif_principal = code if valeur or p.motif_principal is None else p.motif_principal
            case "etape" if code.lower() == "suspendu":
                p.suspensions.append(le)
            case "etape" if code.lower() == "en_cours" and (autre or "").lower() == "en_cours":
                p.renouvellements.append(le)
            case "contrat":
                p.contrat = (le, bool(valeur))
            case "bilan":
                p.bilans.append((le, code))
            case "note" if valeur:
                p.notes.setdefault(code, {})[autre.lower()] = valeur
            case "situation":
                p.situations[code] = autre.lower()


def _saisines(acteur: Acteur, orienteurs: dict[str, str]) -> list[SaisineComptee]:
    rencontre = (
        select(func.min(RencontreFamille.le))
        .where(RencontreFamille.saisine_id == Saisine.id)
        .correlate(Saisine)
        .scalar_subquery()
    )
    social = (
        select(AideTentee.id)
        .join(RecitDeSaisine, RecitDeSaisine.id == AideTentee.recit_id)
        .where(RecitDeSaisine.saisine_id == Saisine.id, AideTentee.code.in_(SERVICES_SOCIAUX))
        .correlate(Saisine)
        .exists()
    )
    requete = (
        saisines_du_bilan(acteur)
        .where(Saisine.etat != EtatSaisine.BROUILLON)
        .with_only_columns(Saisine.id, Saisine.demande_le, Saisine.etat, Saisine.parcours_id, Saisine.orienteur, Saisine.vit_avec, rencontre, social)
        .order_by(Saisine.id)
    )  # fmt: skip
    return [
        SaisineComptee(
            i, le, etat.value, parcours_id, orienteurs.get(orienteur or "", orienteur), vit_avec.value, rencontree, bool(connu)
        )
        for i, le, etat, parcours_id, orienteur, vit_avec, rencontree, connu in db.session.execute(requete)
    ]


def _actions(acteur: Acteur, periode: Periode) -> list[ActionComptee]:
    def seances(quoi: Any, *conditions: Any) -> Any:
        return (
            select(func.coalesce(quoi, 0))
            .where(
                SeanceAction.action_id == Action.id,
                SeanceAction.annulee.is_(False),
                SeanceAction.le.between(periode.debut, periode.fin),
                *conditions,
            )
            .correlate(Action)
            .scalar_subquery()
        )

    requete = (
        actions_du_bilan(acteur)
        .outerjoin(Structure, Structure.id == Action.operateur_id)
        .where(Action.etat != EtatAction.NON_REALISEE)
        .with_only_columns(
            Action.parcours_id,
            Action.type,
            Action.prevue_le,
            Action.faite_le,
            Structure.nom,
            seances(func.count(SeanceAction.id), SeanceAction.faite),
            seances(func.count(SeanceAction.id), ~SeanceAction.faite),
            seances(func.sum(SeanceAction.duree_min), SeanceAction.faite),
            Action.collective,
            Action.financement,
            Action.cout_prevu,
            Action.cout_engage,
            Action.cout_paye,
        )
        .order_by(Action.id)
    )
    comptees = []
    for ligne in db.session.execute(requete):
        parcours_id, type_, prevue, faite, operateur, faites, manquees, minutes, collective, financement, *couts = ligne
        prevu, engage, paye = (montant or 0 for montant in couts)
        comptees.append(
            ActionComptee(
                parcours_id,
                type_,
                prevue,
                faite,
                operateur,
                faites,
                manquees,
                minutes,
                collective,
                _simple(financement),
                prevu,
                engage,
                paye,
            )
        )
    return comptees


def _eps(periode: Periode) -> list[ChiffreDEPS]:
    requete = chiffres_de_seance().where(ChiffreDeSeance.jour >= periode.debut, ChiffreDeSeance.jour <= periode.fin)
    return [
        ChiffreDEPS(c.reunion_id, c.type_reunion, c.genre.value, c.code, c.nombre)
        for c in db.session.scalars(requete.order_by(ChiffreDeSeance.id))
    ]


def _mots(acteur: Acteur, jour: date) -> tuple[dict[str, dict[str, str]], list[tuple[str, bool]]]:
    """Words of the editable lists, ended values included, and of the fixed ones; members of the EPS and their charter."""
    mots: dict[str, dict[str, str]] = defaultdict(dict)
    for nom in LISTES:
        mots[nom] = {}
    chartes = []
    for liste, code, libelle, parent in db.session.execute(lexique(acteur, LISTES, jour)):
        if liste == CHARTE:
            chartes.append((libelle, charte_valide(date.fromisoformat(parent) if parent else None, jour)))
            continue
        mots[liste][code] = libelle
        if liste == "type_action" and parent:
            mots["domaine_d_action"][code] = parent
    mots["vit_avec"] = {v.value: v.libelle for v in VitAvec if v is not VitAvec.INCONNU}
    mots["relais"] = {r.value: r.libelle for r in Relais}
    mots["satisfaction"] = {r.value: r.libelle for r in Satisfaction}
    mots["situation"] = {r.value: r.libelle for r in Situation}
    mots["genre_de_chiffre"] = {g.value: g.libelle for g in GenreDeChiffre}
    mots["financement"] = {f.value: f.libelle for f in Financement}
    mots["decision"] = {d.value: d.libelle for d in Decision}
    mots["presence"] = {}
    mots[GenreDeChiffre.SITUATION.value] |= {m.value: m.libelle for m in MotifInscription}
    return dict(mots), chartes
