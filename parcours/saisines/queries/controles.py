"""The checks of admissibility, each read from the saisine and the territory; and who in the PRE looks like this child."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select

from parcours.beneficiaires.queries import ressemblants
from parcours.beneficiaires.queries.doublons import Ressemblance
from parcours.beneficiaires.rules import proximite
from parcours.saisines.access import saisines_visibles
from parcours.saisines.models import RecitDeSaisine, Saisine
from parcours.saisines.rules import (
    EN_COURS,
    Controle,
    Verdict,
    controle_d_age,
    controle_de_priorite,
    controle_du_territoire,
)
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Droit
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import pluriel
from parcours.territoire.models import Quartier, TypeQuartier
from parcours.territoire.queries import proposer_quartier


@dataclass(frozen=True)
class Examen:
    """Checks of one saisine, and the files it may join."""

    controles: tuple[Controle, ...]
    ressemblants: tuple[Ressemblance, ...]
    autres_saisines: tuple[Saisine, ...]

    @property
    def derogation_due(self) -> bool:
        """True when going on needs a stated reason."""
        return any(c.derogation for c in self.controles)


def examiner(acteur: Acteur, saisine: Saisine, recit: RecitDeSaisine | None, seuils: dict[str, int]) -> Examen:
    """Compute the checks; they inform, the coordination decides."""
    # Under the right of the saisines only: somebody who also works elsewhere learns nothing here of another dispositif.
    du_pre = acteur.au_titre_de(Droit.SAISINE_INSTRUCTION_ECRIRE)
    semblables = ressemblants(du_pre, Dispositif.PRE, saisine.nom, saisine.prenom, saisine.date_naissance)
    autres = _autres_saisines(du_pre, saisine)
    proposition = proposer_quartier(saisine.adresse, saisine.commune_id, saisine.demande_le)
    quartier = proposition.quartier if proposition else None
    ecole = saisine.etablissement
    controles = (
        controle_d_age(saisine.date_naissance, saisine.demande_le, seuils["age_minimum_pre"], seuils["age_maximum_pre"]),
        controle_du_territoire(
            saisine.commune.nom if saisine.commune else None,
            bool(saisine.commune and saisine.commune.dans_perimetre_pre),
            ecole.nom if ecole else None,
            bool(ecole and ecole.commune and ecole.commune.dans_perimetre_pre),
        ),
        controle_de_priorite(
            quartier.nom if quartier is not None and quartier.type is TypeQuartier.QPV else None,
            proposition is not None,
            ecole.nom if ecole else None,
            ecole.education_prioritaire.value if ecole else "",
        ),
        _doublons(semblables, autres),
        _droit_commun(recit),
    )
    return Examen(controles, tuple(semblables), tuple(autres))


def _doublons(semblables: list[Ressemblance], autres: list[Saisine]) -> Controle:
    if not semblables and not autres:
        return Controle("doublon", "Déjà connu du PRE", Verdict.OUI, "Aucune fiche du PRE ne ressemble à celle de cet enfant.")
    faits = []
    if semblables:
        faits.append(pluriel(len(semblables), "fiche ressemble", "fiches ressemblent") + " : " + semblables[0].pourquoi + ".")
    if autres:
        faits.append(
            pluriel(len(autres), "autre saisine en cours", "autres saisines en cours") + " pour un enfant du même nom."
        )
    return Controle("doublon", "Déjà connu du PRE", Verdict.A_VERIFIER, " ".join(faits))


def _droit_commun(recit: RecitDeSaisine | None) -> Controle:
    """Ordinary services come first (pre.md §1.1)."""
    libelle = "Droit commun déjà sollicité"
    if recit is not None and recit.aides:
        return Controle("droit_commun", libelle, Verdict.OUI, ", ".join(a.libelle for a in recit.aides) + ".")
    if recit is not None and recit.aides_precision:
        return Controle("droit_commun", libelle, Verdict.A_VERIFIER, "Voir la précision du prescripteur.")
    return Controle("droit_commun", libelle, Verdict.NON, "Aucune aide n’est indiquée : demandez un complément ou réorientez.")


def _autres_saisines(acteur: Acteur, saisine: Saisine) -> list[Saisine]:
    """Other requests in progress for what looks like the same child."""
    moi = (saisine.nom, saisine.prenom, saisine.date_naissance)
    requete = saisines_visibles(acteur).where(Saisine.id != saisine.id, Saisine.etat.in_(EN_COURS)).limit(500)
    return [s for s in db.session.scalars(requete) if proximite(moi, (s.nom, s.prenom, s.date_naissance))][:5]


def quartiers_du_jour() -> list[Quartier]:
    """Districts valid today, QPV first, without their communes and other names."""
    jour = aujourd_hui()
    en_vigueur = Quartier.valide_du <= jour, or_(Quartier.valide_au.is_(None), Quartier.valide_au >= jour)
    return list(db.session.scalars(select(Quartier).where(*en_vigueur).order_by(Quartier.type, Quartier.nom)))
