"""One saisine: its narrative when one may read it, its steps with the delay between them, questions and meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from parcours.saisines.access import du_recit, etapes_de_cette_saisine, invitations_visibles, recits_visibles, saisines_visibles
from parcours.saisines.models import (
    ComplementDeSaisine,
    InvitationSaisine,
    RecitDeSaisine,
    RencontreFamille,
    Saisine,
)
from parcours.saisines.queries.etats import avec_etat
from parcours.saisines.rules import EtatSaisine
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit

Recit = RecitDeSaisine


def recit_de(acteur: Acteur, saisine: Saisine) -> RecitDeSaisine | None:
    """The narrative of a loaded saisine, when this person may read it."""
    requete = recits_visibles(acteur).where(RecitDeSaisine.saisine_id == saisine.id)
    return db.session.scalars(requete).unique().one_or_none()


@dataclass(frozen=True)
class Etape:
    """One step, and how long it took."""

    etat: EtatSaisine
    le: date
    instant: datetime
    par: str
    motif: str
    precision: str
    apres: int | None
    """Days since the step before; None for the first."""


def etapes_de(acteur: Acteur, saisine: Saisine) -> list[Etape]:
    """Steps of a loaded saisine, oldest first. What was written with a step is read with the narratives only."""
    lisible = acteur.peut(Droit.SAISINE_RECIT_LIRE)
    etapes: list[Etape] = []
    avant: date | None = None
    for e in db.session.scalars(etapes_de_cette_saisine(saisine.id)):
        etapes.append(
            Etape(
                e.vers,
                e.a_la_date,
                e.instant,
                e.agent.nom_court if e.agent else "Le prescripteur, par son lien",
                e.motif or "",
                (e.precision or "") if lisible else "",
                None if avant is None else max(0, (e.a_la_date - avant).days),
            )
        )
        avant = e.a_la_date
    return etapes


def complements_de(acteur: Acteur, saisine: Saisine) -> list[ComplementDeSaisine]:
    """Questions asked to the prescripteur and their answers, latest first."""
    requete = du_recit(ComplementDeSaisine, acteur).where(ComplementDeSaisine.saisine_id == saisine.id)
    return list(db.session.scalars(requete.order_by(ComplementDeSaisine.cree_le.desc(), ComplementDeSaisine.id.desc())))


def complement_en_attente(acteur: Acteur, saisine: Saisine) -> ComplementDeSaisine | None:
    """The question still without an answer."""
    return next((c for c in complements_de(acteur, saisine) if c.repondu_le is None), None)


def rencontres_de(acteur: Acteur, saisine: Saisine) -> list[RencontreFamille]:
    """Meetings with the family, latest first."""
    requete = du_recit(RencontreFamille, acteur).where(RencontreFamille.saisine_id == saisine.id)
    return list(db.session.scalars(requete.order_by(RencontreFamille.le.desc(), RencontreFamille.id.desc())))


def etat_effectif_de(acteur: Acteur, saisine: Saisine) -> EtatSaisine:
    """The state shown: the pathway and the agenda of the EPS may have moved on."""
    requete, etat = avec_etat(saisines_visibles(acteur).where(Saisine.id == saisine.id), acteur)
    return EtatSaisine(db.session.scalar(requete.with_only_columns(etat)) or saisine.etat)


def invitation_de(acteur: Acteur, complement: ComplementDeSaisine | None) -> InvitationSaisine | None:
    """The link that answers a question, when one was made."""
    if complement is None:
        return None
    return db.session.scalar(invitations_visibles(acteur).where(InvitationSaisine.complement_id == complement.id))


def liens_recents(acteur: Acteur, au_plus: int = 60) -> list[InvitationSaisine]:
    """Links made lately, latest first."""
    requete = invitations_visibles(acteur).order_by(InvitationSaisine.modifie_le.desc(), InvitationSaisine.id.desc())
    return list(db.session.scalars(requete.limit(au_plus)))


def valeurs_du_formulaire(saisine: Saisine, recit: RecitDeSaisine | None) -> dict[str, Any]:
    """What is saved, under the names of the form's fields."""
    colonnes = (
        "demande_le", "prescripteur_nom", "prescripteur_fonction", "prescripteur_institution", "prescripteur_telephone",
        "prescripteur_courriel", "prescripteur_lien", "nom", "prenom", "sexe", "date_naissance", "adresse", "commune_id",
        "etablissement_id", "classe", "vit_avec", "fratrie", "fratrie_suivie", "information_le", "information_par",
        "accord_forme", "accord_par", "avis_enfant", "notice_remise", "orienteur",
    )  # fmt: skip
    valeurs: dict[str, Any] = {nom: getattr(saisine, nom) for nom in colonnes}
    valeurs |= {nom: str(valeurs[nom] or "") for nom in ("commune_id", "etablissement_id")}
    valeurs |= {nom: valeurs[nom].value for nom in ("sexe", "vit_avec", "accord_forme", "avis_enfant")}
    valeurs["accord_par"] = saisine.accord_par.value if saisine.accord_par else ""
    valeurs["orienteur"] = saisine.orienteur or ""
    valeurs["a_redouble"] = {None: "", True: "oui", False: "non"}[saisine.a_redouble]
    for titulaire in saisine.titulaires:
        for nom in (
            "nom",
            "prenom",
            "telephone",
            "adresse",
            "langue",
            "interprete",
            "contact_autorise",
            "jugement",
            "restriction",
        ):
            valeurs[f"titulaire{titulaire.rang}_{nom}"] = getattr(titulaire, nom)
        valeurs[f"titulaire{titulaire.rang}_lien"] = titulaire.lien.value
    codes = [m.code for m in saisine.motifs]
    principal = [m.code for m in saisine.motifs if m.rang == 0]
    valeurs |= {"motif_principal": principal[0] if principal else "", "autres_motifs": [c for c in codes if c not in principal]}
    if recit is not None:
        for nom in (
            "faits", "appreciation", "atouts", "souhaits_enfant", "souhaits_parents", "aides_precision", "avis_enfant_texte",
        ):  # fmt: skip
            valeurs[nom] = getattr(recit, nom)
        valeurs["aides"] = [a.code for a in recit.aides]
        for qui in recit.professionnels:
            valeurs |= {
                f"pro{qui.rang}_nom": qui.nom,
                f"pro{qui.rang}_service": qui.service,
                f"pro{qui.rang}_accord": qui.accord,
            }
    return valeurs
