"""What is due at a meeting: requests to examine, bilans, exits; and what cannot be named there, with the reason."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, case, or_
from sqlalchemy.orm import contains_eager

from parcours.beneficiaires.access import du_dossier
from parcours.beneficiaires.models import Accord, Beneficiaire
from parcours.beneficiaires.rules import Couverture, EtatAccord, couverture_selon
from parcours.parcours_individuels.access import parcours_visibles
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import ACTIFS, EtatParcours
from parcours.reunions.access import debut_de_journee, inscriptions_visibles
from parcours.reunions.models import Reunion, Situation
from parcours.reunions.rules.preparation import A_EXAMINER, MotifInscription, motif_propose
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_longue

EN_SUIVI = frozenset(ACTIFS) - {EtatParcours.SORTIE_PROPOSEE}
_A_COMPLETER = (EtatAccord.CONFIRME, EtatAccord.REPRIS, EtatAccord.EN_ATTENTE)


@dataclass(frozen=True)
class Echeance:
    """A situation due at a meeting."""

    parcours: Parcours
    motif: MotifInscription
    depuis: str
    couverture: Couverture
    accord_id: uuid.UUID | None
    """The agreement to complete when one is already recorded."""
    ailleurs: str | None
    """The coming meeting it is already on."""


@dataclass(frozen=True)
class Echeances:
    """What may be put on the agenda by name, by reason, and what may not."""

    par_motif: list[tuple[MotifInscription, list[Echeance]]]
    sans_accord: list[Echeance]

    def qui_tiennent(self, places: int) -> list[str]:
        """What to tick first, by id of the pathway, within the time left: exits and requests before bilans, oldest first."""
        libres = [e for _, groupe in self.par_motif for e in groupe if e.ailleurs is None]
        return [str(e.parcours.id) for e in sorted(libres, key=lambda e: e.motif is MotifInscription.BILAN)[: max(places, 0)]]

    @property
    def nommables(self) -> dict[str, Echeance]:
        """Situations that may be named, by id of their pathway."""
        return {str(e.parcours.id): e for _, groupe in self.par_motif for e in groupe}


def echeances(acteur: Acteur, reunion: Reunion) -> Echeances:
    """Everything due on the day of the meeting that is not on its agenda yet."""
    deja, ailleurs = _inscriptions(acteur, reunion)
    dus = [p for p in db.session.scalars(_dus(acteur, reunion)) if p.id not in deja]
    accords = accords_de(acteur, [p.beneficiaire_id for p in dus])
    lignes = [_echeance(p, accords.get(p.beneficiaire_id, []), ailleurs.get(p.id)) for p in dus]
    nommables = [e for e in lignes if e.couverture is Couverture.CONFIRMEE]
    groupes = [(motif, [e for e in nommables if e.motif is motif]) for motif in MotifInscription]
    return Echeances(
        [(motif, groupe) for motif, groupe in groupes if groupe],
        [e for e in lignes if e.couverture is not Couverture.CONFIRMEE],
    )


def _dus(acteur: Acteur, reunion: Reunion) -> Select[Parcours]:
    """Requests, exits proposed, bilans due by the meeting; a request put off to a later day comes back on that day."""
    echus = Parcours.prochain_bilan_le <= reunion.jour
    a_examiner = A_EXAMINER.get(reunion.dispositif, frozenset())
    return (
        parcours_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE))
        .where(
            Parcours.dispositif == reunion.dispositif,
            or_(
                and_(Parcours.etat.in_(sorted(a_examiner)), or_(Parcours.prochain_bilan_le.is_(None), echus)),
                Parcours.etat == EtatParcours.SORTIE_PROPOSEE,
                and_(Parcours.etat.in_(sorted(EN_SUIVI)), echus),
            ),
        )
        .options(contains_eager(Parcours.beneficiaire))
        .order_by(
            case((Parcours.etat.in_(sorted(a_examiner)), Parcours.demande_le), else_=Parcours.prochain_bilan_le),
            Beneficiaire.cle_tri,
        )
    )


def _inscriptions(acteur: Acteur, reunion: Reunion) -> tuple[set[uuid.UUID], dict[uuid.UUID, str]]:
    """Pathways on this agenda; those on the agenda of another coming meeting, with its title."""
    requete = (
        inscriptions_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE))
        .where(
            or_(
                Situation.reunion_id == reunion.id,
                and_(
                    Reunion.debut >= debut_de_journee(aujourd_hui()),
                    Reunion.annulee_le.is_(None),
                    Situation.decision.is_(None),
                ),
            )
        )
        .options(contains_eager(Situation.reunion))
    )
    situations = list(db.session.scalars(requete))
    deja = {s.parcours_id for s in situations if s.reunion_id == reunion.id}
    return deja, {s.parcours_id: s.reunion.titre for s in situations if s.reunion_id != reunion.id}


def accords_de(acteur: Acteur, beneficiaires: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Accord]]:
    """Agreements of several files, latest first, in one statement."""
    accords: dict[uuid.UUID, list[Accord]] = {}
    requete = du_dossier(Accord, acteur).where(Accord.beneficiaire_id.in_(beneficiaires)).order_by(Accord.cree_le.desc())
    for accord in db.session.scalars(requete):
        accords.setdefault(accord.beneficiaire_id, []).append(accord)
    return accords


def couverture_eps(accords: Sequence[Accord]) -> Couverture:
    """What the agreements of one file say of the EPS."""
    if any(a.etat is EtatAccord.CONFIRME and a.portee_eps for a in accords):
        return Couverture.CONFIRMEE
    return couverture_selon({a.etat for a in accords})


def _echeance(parcours: Parcours, accords: Sequence[Accord], ailleurs: str | None) -> Echeance:
    a_completer = sorted((a for a in accords if a.etat in _A_COMPLETER), key=lambda a: a.etat is not EtatAccord.CONFIRME)
    return Echeance(
        parcours,
        motif_propose(parcours.dispositif, parcours.etat),
        _depuis(parcours),
        couverture_eps(accords),
        a_completer[0].id if a_completer else None,
        ailleurs,
    )


def _depuis(parcours: Parcours) -> str:
    if motif_propose(parcours.dispositif, parcours.etat) is MotifInscription.PREMIER_EXAMEN:
        return f"Demande du {date_longue(parcours.demande_le)}" if parcours.demande_le else "Demande sans date"
    if parcours.etat is EtatParcours.SORTIE_PROPOSEE:
        return "Sortie proposée"
    return f"Bilan prévu le {date_longue(parcours.prochain_bilan_le)}"
