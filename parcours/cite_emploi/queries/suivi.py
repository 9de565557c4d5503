"""One pathway towards work in full, and what its forms start from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from sqlalchemy.orm import joinedload

from parcours.cite_emploi.access import freins_de_ce_parcours, freins_du_reperage, tout_du_parcours, un_seul
from parcours.cite_emploi.models import (
    Cohorte,
    DiagnosticEmploi,
    Frein,
    FreinDiagnostic,
    OffreMobilisee,
    PasEmploi,
    Reperage,
    SortieEmploi,
    SuiviApresSortie,
    SuiviEmploi,
)
from parcours.cite_emploi.rules import (
    EtapeEmploi,
    NiveauFrein,
    contrat_avant_le,
    etape_de,
    suites,
)
from parcours.nomenclatures import queries as nomenclatures
from parcours.orientations.access import orientations_du_dossier
from parcours.orientations.models import Orientation
from parcours.parcours_individuels.access import actions_visibles
from parcours.parcours_individuels.models import Action, Parcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.typographie import date_courte

_LISTES = ("situation_emploi", "niveau_etude", "organisme_referent")


@dataclass
class Suivi:
    """Everything the page of a pathway shows."""

    parcours: Parcours
    suivi: SuiviEmploi | None = None
    diagnostic: DiagnosticEmploi | None = None
    sortie: SortieEmploi | None = None
    reperage: Reperage | None = None
    freins: list[FreinDiagnostic] = field(default_factory=list)
    reponses: dict[uuid.UUID, int] = field(default_factory=dict)
    offres: list[OffreMobilisee] = field(default_factory=list)
    nouvelles: list[SuiviApresSortie] = field(default_factory=list)
    pas: list[PasEmploi] = field(default_factory=list)
    cohortes: list[Cohorte] = field(default_factory=list)
    dits: list[Frein] = field(default_factory=list)
    """What the partner said of the obstacles."""

    @property
    def etape(self) -> EtapeEmploi:
        """Where the person stands."""
        dynamique = bool(self.sortie and self.sortie.categorie.dynamique)
        return etape_de(self.parcours.etat, self.suivi.etape if self.suivi else None, dynamique=dynamique)

    @property
    def suites(self) -> list[EtapeEmploi]:
        """Steps that may follow."""
        return suites(self.parcours.etat, self.etape)

    @property
    def contrat_avant_le(self) -> date | None:
        """Last day to sign the contrat d'engagement, while it is not signed."""
        d = self.diagnostic
        return contrat_avant_le(d.orientation_notifiee_le) if d and not d.contrat_signe_le else None

    @property
    def poses(self) -> list[FreinDiagnostic]:
        """Obstacles still there, blocking ones first."""
        return [f for f in self.freins if f.niveau.pose]


_ORDRE = [NiveauFrein.BLOQUANT, NiveauFrein.FREIN, NiveauFrein.LEVE, NiveauFrein.PAS_UN_FREIN, NiveauFrein.NON_ABORDE]


def suivi_complet(parcours: Parcours) -> Suivi:
    """Everything that hangs from a loaded pathway, in one statement."""
    lignes = db.session.execute(tout_du_parcours(parcours.id)).unique().all()
    par_colonne = [list({ligne[rang].id: ligne[rang] for ligne in lignes if ligne[rang]}.values()) for rang in range(7)]
    freins, offres, nouvelles, pas, cohortes, dits, reponses = par_colonne
    suivi, diagnostic, sortie, reperage = lignes[0][7:]
    comptes: dict[uuid.UUID, int] = {}
    for reponse in reponses:
        comptes[reponse.frein_id] = comptes.get(reponse.frein_id, 0) + 1
    return Suivi(
        parcours, suivi, diagnostic, sortie, reperage,
        sorted((f for f in freins if f.niveau is not NiveauFrein.NON_ABORDE), key=lambda f: (_ORDRE.index(f.niveau), f.libelle)),
        comptes,
        sorted(offres, key=lambda o: o.cree_le, reverse=True),
        sorted(nouvelles, key=lambda n: n.mois),
        sorted(pas, key=lambda p: p.instant, reverse=True),
        cohortes,
        sorted(dits, key=lambda f: f.libelle),
    )  # fmt: skip


def mots_du_diagnostic() -> dict[str, dict[str, str]]:
    """Words of the lists a diagnostic uses, ended ones included."""
    return nomenclatures.libelles_de_plusieurs(*_LISTES)


DiagnosticEcrit = SimpleNamespace
"""A diagnostic as its form shows it: the row, and a level for each obstacle."""


def diagnostic_ecrit(parcours: Parcours, nom_du_champ: Any) -> tuple[DiagnosticEcrit | None, dict[str, str]]:
    """(what is saved, or None; level of each obstacle). Before the diagnostic, what the partner said is proposed."""
    niveaux = {f.code: f.niveau.value for f in db.session.scalars(freins_de_ce_parcours(parcours.id)).unique()}
    diagnostic: DiagnosticEmploi | None = db.session.scalar(un_seul(DiagnosticEmploi, parcours.id))
    if diagnostic is None:
        dits = {f.code: NiveauFrein.FREIN.value for f in db.session.scalars(freins_du_reperage(parcours.id))}
        return None, dits | niveaux
    colonnes = {c.key: getattr(diagnostic, c.key) for c in DiagnosticEmploi.__mapper__.column_attrs}
    en_mots = {
        champ: {None: "", True: "oui", False: "non"}[colonnes[champ]] for champ in ("inscrit_ft", "rsa", "rqth", "parent_isole")
    }
    type_parcours = diagnostic.type_parcours.value if diagnostic.type_parcours else ""
    listes = {champ: colonnes[champ] or "" for champ in ("situation", "niveau_etude", "organisme")}
    textes = {"projet": diagnostic.projet, "type_parcours": type_parcours}
    champs = {nom_du_champ(code): niveau for code, niveau in niveaux.items()}
    return DiagnosticEcrit(**{**colonnes, **en_mots, **listes, **textes, **champs}), niveaux


def sortie_ecrite(parcours: Parcours) -> tuple[SortieEmploi | None, bool]:
    """(the exit recorded, whether news are to be taken after it)."""
    sortie: SortieEmploi | None = db.session.scalar(un_seul(SortieEmploi, parcours.id))
    suivre = db.session.scalars(un_seul(SuiviApresSortie, parcours.id)).first() is not None if sortie else True
    return sortie, suivre


def reponses_possibles(acteur: Acteur, parcours: Parcours) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(actions, referrals) of a loaded pathway: (id, words)."""
    actions = db.session.scalars(
        actions_visibles(acteur).where(Action.parcours_id == parcours.id).order_by(Action.cree_le.desc())
    )
    orientations = db.session.scalars(
        orientations_du_dossier(acteur, parcours.beneficiaire_id)
        .where(Orientation.parcours_id == parcours.id)
        .options(joinedload(Orientation.structure))
    )
    return (
        [(str(a.id), f"{a.libelle} ({a.etat.libelle.lower()})") for a in actions],
        [(str(o.id), f"{o.structure.libelle}, {date_courte(o.envoyee_le or o.cree_le.date())}") for o in orientations],
    )
