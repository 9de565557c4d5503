"""The exit of a pathway towards work, and the news taken three and six months after."""

from __future__ import annotations

from parcours.cite_emploi.access import un_seul
from parcours.cite_emploi.models import SortieEmploi, SuiviApresSortie
from parcours.cite_emploi.rules import (
    EtapeEmploi,
    SaisieEtape,
    SaisieNouvelles,
    SaisieSortieEmploi,
    etat_vise,
    suivis_prevus,
)
from parcours.cite_emploi.services.etapes import etape_actuelle, noter_l_etape
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours, SaisieEtat
from parcours.parcours_individuels.services import changer_etat
from parcours.parcours_individuels.services.etapes import verifier_la_date
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee

_CORRIGEABLES = frozenset({EtatParcours.SORTI, EtatParcours.VEILLE, EtatParcours.CLOS})


def sortir(parcours: Parcours, saisie: SaisieSortieEmploi, *, par: Acteur) -> SortieEmploi:
    """Record the exit and plan the news; on a pathway already out, correct what was written.

    Raises:
        TransitionRefusee: another dispositif, or a pathway that never started.
        ErreurDuDomaine: a date that cannot be.
    """
    if parcours.dispositif is not Dispositif.EMPLOI:
        raise TransitionRefusee("Cette page de sortie n’existe que dans la Cité de l’Emploi.")
    vers = EtapeEmploi.SORTI_POSITIF if saisie.categorie.dynamique else EtapeEmploi.SORTI_AUTRE
    de = etape_actuelle(parcours)
    if parcours.etat in _CORRIGEABLES:
        verifier_la_date(parcours, saisie.le)
        parcours.sortie_le, parcours.motif_sortie = saisie.le, saisie.motif
        parcours.motif_sortie_texte = saisie.libelle[:160]
    elif etat_vise(parcours.etat, vers) is None:
        raise TransitionRefusee("L’accompagnement n’a pas commencé : il n’y a pas de sortie à enregistrer.")
    else:
        changer_etat(parcours, SaisieEtat(EtatParcours.SORTI, saisie.le, saisie.motif, saisie.libelle), par=par)
    sortie: SortieEmploi | None = db.session.scalar(un_seul(SortieEmploi, parcours.id))
    nouvelle = sortie is None
    if sortie is None:
        sortie = SortieEmploi(parcours_id=parcours.id, cree_par_id=par.agent_id)
        db.session.add(sortie)
    for champ in ("motif", "libelle", "categorie", "metier", "employeur", "heures_semaine", "precision"):
        setattr(sortie, champ, getattr(saisie, champ))
    sortie.modifie_par_id = parcours.modifie_par_id = par.agent_id
    db.session.flush()
    noter("creer" if nouvelle else "corriger", sortie, par=par, detail=saisie.categorie.value)
    if de is not vers:
        noter_l_etape(parcours, de, SaisieEtape(vers, saisie.le), par=par)
    _prevoir_les_nouvelles(parcours, saisie)
    return sortie


def _prevoir_les_nouvelles(parcours: Parcours, saisie: SaisieSortieEmploi) -> None:
    """News not taken yet move with the date of the exit, or are no longer expected; those taken stay."""
    connus = {s.mois: s for s in db.session.scalars(un_seul(SuiviApresSortie, parcours.id))}
    for mois, jour in suivis_prevus(saisie.le):
        suivi = connus.get(mois)
        if suivi is None and saisie.suivre:
            db.session.add(SuiviApresSortie(parcours_id=parcours.id, mois=mois, prevu_le=jour))
        elif suivi is not None and suivi.fait_le is None:
            if saisie.suivre:
                suivi.prevu_le = jour
            else:
                db.session.delete(suivi)
    db.session.flush()


def prendre_des_nouvelles(suivi: SuiviApresSortie, saisie: SaisieNouvelles, *, par: Acteur) -> None:
    """Write what was learnt; the last news close the pathway.

    Raises:
        ErreurDuDomaine: a date before the exit.
    """
    parcours = suivi.parcours
    if parcours.sortie_le and saisie.le < parcours.sortie_le:
        raise ErreurDuDomaine("Cette date précède la sortie.")
    suivi.fait_le, suivi.situation, suivi.libelle, suivi.texte = saisie.le, saisie.situation, saisie.libelle, saisie.texte
    suivi.modifie_par_id = par.agent_id
    db.session.flush()
    noter("nouvelles", suivi, par=par, detail=f"{suivi.mois} mois")
    restent = [s for s in db.session.scalars(un_seul(SuiviApresSortie, parcours.id)) if s.fait_le is None]
    if not restent and parcours.etat is EtatParcours.SORTI:
        changer_etat(parcours, SaisieEtat(EtatParcours.CLOS, saisie.le, precision="Dernières nouvelles prises"), par=par)
