"""What the Cité de l'Emploi brings to a person's record: its card, its buttons, its steps in the timeline."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from parcours.cite_emploi.access import parcours_de_la_personne, pas_visibles
from parcours.cite_emploi.models import DiagnosticEmploi, FreinDiagnostic, SortieEmploi
from parcours.cite_emploi.rules import EtapeEmploi, contrat_avant_le, etape_de
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import OUVERTS, TERMINES, EtatParcours
from parcours.socle.base import db
from parcours.socle.dossier import Geste, Lecture
from parcours.socle.droits import Acteur, Droit
from parcours.socle.fil import Evenement
from parcours.socle.horloge import aujourd_hui


@dataclass(frozen=True)
class EtatVersLEmploi:
    """The open pathway of a person, else the latest, and what its card says."""

    parcours: Parcours
    etape: EtapeEmploi
    depuis_le: date | None
    diagnostic: DiagnosticEmploi | None
    sortie: SortieEmploi | None
    freins: list[FreinDiagnostic]

    @property
    def poses(self) -> list[FreinDiagnostic]:
        """Obstacles still there, blocking ones first."""
        return sorted((f for f in self.freins if f.niveau.pose), key=lambda f: (f.niveau.value, f.libelle))

    @property
    def contrat_avant_le(self) -> date | None:
        """Last day to sign the contrat d'engagement, while it is not signed."""
        diagnostic = self.diagnostic
        return contrat_avant_le(diagnostic.orientation_notifiee_le) if diagnostic and not diagnostic.contrat_signe_le else None


def vers_l_emploi(acteur: Acteur, beneficiaire_id: uuid.UUID) -> EtatVersLEmploi | None:
    """Where a person stands on the way to work; None outside this dispositif."""
    requete = parcours_de_la_personne(acteur).where(Parcours.beneficiaire_id == beneficiaire_id)
    lignes = db.session.execute(requete.order_by(Parcours.cree_le.desc(), Parcours.id.desc())).unique().all()
    if not lignes:
        return None
    tous = list(dict.fromkeys(ligne[0] for ligne in lignes))
    parcours = next((p for p in tous if p.etat in OUVERTS), tous[0])
    siennes = [ligne for ligne in lignes if ligne[0] is parcours]
    _, suivi, diagnostic, sortie, _ = siennes[0]
    etape = etape_de(parcours.etat, suivi.etape if suivi else None, dynamique=bool(sortie and sortie.categorie.dynamique))
    freins = list({ligne[4].id: ligne[4] for ligne in siennes if ligne[4]}.values())
    depuis = (
        suivi.depuis_le if suivi and suivi.etape is etape else parcours.sortie_le or parcours.debut_le or parcours.demande_le
    )
    return EtatVersLEmploi(parcours, etape, depuis, diagnostic, sortie, freins)


def contexte_du_suivi(lecture: Lecture) -> dict[str, Any] | None:
    """The card « Vers l’emploi »."""
    ou = lecture.une_fois(vers_l_emploi)
    if ou is None:
        return None
    limite = ou.contrat_avant_le
    return {"ou": ou, "limite": limite, "depassee": bool(limite and limite < aujourd_hui())}


_APPELER = frozenset({EtapeEmploi.REPERE, EtapeEmploi.INJOIGNABLE})


def gestes(lecture: Lecture) -> list[Geste]:
    """The gesture of the step: call, diagnose, record the exit."""
    ou = lecture.une_fois(vers_l_emploi)
    if ou is None or not lecture.acteur.peut(Droit.SUIVI_EMPLOI_ECRIRE) or ou.parcours.etat in TERMINES:
        return []
    arguments: dict[str, Any] = {"parcours_id": ou.parcours.id}
    if ou.etape in _APPELER:
        return [Geste("Noter l’appel", "cite_emploi.etape", arguments, "telephone", True)]
    if ou.diagnostic is None:
        return [Geste("Faire le diagnostic", "cite_emploi.diagnostic", arguments, "clipboard-check", True)]
    if ou.parcours.etat is EtatParcours.EN_COURS:
        return [Geste("Enregistrer la sortie", "cite_emploi.sortie", arguments, "box-arrow-right")]
    return []


def etapes_du_fil(lecture: Lecture) -> list[Evenement]:
    """The steps, when the timeline is reduced to them: its main steps are told by the pathway itself."""
    requete = pas_visibles(lecture.acteur).where(Parcours.beneficiaire_id == lecture.beneficiaire_id)
    return [
        Evenement(pas.a_la_date, "signpost-split", pas.vers.libelle, texte=pas.raison or "", instant=pas.instant, id=pas.id)
        for pas in db.session.scalars(requete)
    ]
