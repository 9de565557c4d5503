"""What the Cité de l'Emploi brings to a person's record: its buttons, its steps in the timeline; its card is read after."""

from __future__ import annotations

import uuid
from typing import Any

from parcours.cite_emploi.access import pas_visibles
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.queries import courant
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.dossier import Geste, Lecture
from parcours.socle.droits import Dispositif, Droit
from parcours.socle.fil import Evenement

_GESTES: dict[EtatParcours, tuple[str, str, str, bool]] = {
    EtatParcours.DEMANDE: ("Noter l’appel", "cite_emploi.etape", "telephone", True),
    EtatParcours.A_DEMARRER: ("Diagnostic", "cite_emploi.diagnostic", "clipboard-check", True),
    EtatParcours.EN_COURS: ("Enregistrer la sortie", "cite_emploi.sortie", "box-arrow-right", False),
}


def parcours_montre(lecture: Lecture) -> uuid.UUID | None:
    """The pathway towards work of this person, from the reading the record shares; None in another dispositif."""
    parcours = courant(lecture)
    return parcours.id if parcours is not None and parcours.dispositif is Dispositif.EMPLOI else None


def gestes(lecture: Lecture) -> list[Geste]:
    """The gesture of the moment: call, diagnose, record the exit."""
    parcours = courant(lecture)
    if parcours is None or parcours.dispositif is not Dispositif.EMPLOI or not lecture.acteur.peut(Droit.SUIVI_EMPLOI_ECRIRE):
        return []
    geste = _GESTES.get(parcours.etat)
    if geste is None:
        return []
    mots, page, icone, principal = geste
    arguments: dict[str, Any] = {"parcours_id": parcours.id}
    return [Geste(mots, page, arguments, icone, principal)]


def etapes_du_fil(lecture: Lecture) -> list[Evenement]:
    """The steps, when the timeline is reduced to them: its main steps are told by the pathway itself."""
    requete = pas_visibles(lecture.acteur).where(Parcours.beneficiaire_id == lecture.beneficiaire_id)
    return [
        Evenement(pas.a_la_date, "signpost-split", pas.vers.libelle, texte=pas.raison or "", instant=pas.instant, id=pas.id)
        for pas in db.session.scalars(requete)
    ]
