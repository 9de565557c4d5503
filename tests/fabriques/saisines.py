"""Saisines of the PRE at any step of their life, and the form that makes one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from parcours.beneficiaires.rules import FormeAccord, LienFamilial, Sexe
from parcours.nomenclatures.models import ValeurDeListe
from parcours.saisines.access import saisines_completes
from parcours.saisines.models import Saisine
from parcours.saisines.queries import recit_de
from parcours.saisines.rules import (
    DonneurDAccord,
    EtatSaisine,
    SaisieAccordPrealable,
    SaisieDemande,
    SaisieEnfant,
    SaisiePrescripteur,
    SaisieProfessionnel,
    SaisieRecit,
    SaisieTitulaire,
)
from parcours.saisines.services import commencer, transmettre
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import aujourd_hui
from parcours.territoire.models import Commune, EducationPrioritaire, Etablissement


def ecole(nom: str = "École Anatole France", **valeurs: Any) -> Etablissement:
    """A school of a commune of the PRE."""
    commune = Commune(nom="Longuenesse", code_insee=f"9{len(nom):04d}", code_postal="62219", dans_perimetre_pre=True)
    db.session.add(commune)
    db.session.flush()
    ligne = Etablissement(
        nom=nom,
        niveau="elementaire",
        commune_id=commune.id,
        **{"education_prioritaire": EducationPrioritaire.REP_PLUS, **valeurs},
    )
    db.session.add(ligne)
    db.session.flush()
    return ligne


def listes() -> None:
    """One value of each list that the form asks for."""
    for liste, code, libelle in (
        ("motif_saisine", "resultats_scolaires", "Résultats scolaires insuffisants"),
        ("motif_saisine", "isolement", "Isolement"),
        ("aide_tentee", "rased", "RASED"),
        ("orienteur", "ecole", "École"),
        ("motif_irrecevabilite", "age", "Âge hors du PRE"),
    ):
        db.session.add(ValeurDeListe(liste=liste, code=code, libelle=libelle))
    db.session.commit()


def demande(chez: Etablissement, **enfant: Any) -> SaisieDemande:
    """A complete saisine, as a head would type it."""
    valeurs = {"nom": "Renault", "prenom": "Léa", "sexe": Sexe.FEMININ, "date_naissance": aujourd_hui() - timedelta(days=2900)}
    valeurs |= {"adresse": "12 rue du Moulin", "commune_id": chez.commune_id, "etablissement_id": chez.id, "classe": "CE2"}
    return SaisieDemande(
        demande_le=aujourd_hui() - timedelta(days=4),
        prescripteur=SaisiePrescripteur("Mme Lemaire", "directrice", "École Anatole France", "École", courriel="ecole@exemple.fr"),
        enfant=SaisieEnfant(**{**valeurs, **enfant}),
        titulaires=(
            SaisieTitulaire("Renault", "Alexandrie", LienFamilial.MERE, "+33643240035", langue="Arabe", interprete=True),
            SaisieTitulaire("Renault", "Paul", LienFamilial.PERE, contact_autorise=False, jugement=True, restriction="Pas d’adresse."),
        ),
        motifs=(("resultats_scolaires", "Résultats scolaires insuffisants"), ("isolement", "Isolement")),
        aides=(("rased", "RASED"),),
        recit=SaisieRecit(faits="Ne lit pas encore en novembre.", appreciation="Semble fatiguée."),
        professionnels=(SaisieProfessionnel("M. Durand", "MIPE", True), SaisieProfessionnel("Mme Petit", "CMP", False)),
        accord=SaisieAccordPrealable(
            aujourd_hui() - timedelta(days=6), None, FormeAccord.ORAL, DonneurDAccord.PREMIER, notice_remise=True
        ),
    )  # fmt: skip


def brouillon(par: Acteur, chez: Etablissement, **enfant: Any) -> Saisine:
    """A draft, all its fields filled in."""
    return relire(commencer(demande(chez, **enfant), par=par), par)


def saisine(par: Acteur, chez: Etablissement, **enfant: Any) -> Saisine:
    """A saisine sent, ready to be examined."""
    contenu = demande(chez, **enfant)
    ligne = relire(commencer(contenu, par=par), par)
    transmettre(ligne, recit_de(par, ligne), contenu, par=par)
    return relire(ligne, par)


def relire(ligne: Saisine, par: Acteur) -> Saisine:
    """Commit, and read the saisine again as a page would: through its scope."""
    db.session.commit()
    requete = saisines_completes(par).where(Saisine.id == ligne.id).execution_options(populate_existing=True)
    return db.session.scalars(requete).unique().one()


def placer(ligne: Saisine, etat: EtatSaisine) -> Saisine:
    """Put a saisine in a state directly, as if it had come there."""
    ligne.etat = etat
    db.session.commit()
    return ligne
