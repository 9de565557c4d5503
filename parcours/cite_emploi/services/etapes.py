"""One step of a pathway towards work: the step is noted, and the state common to the three dispositifs follows."""

from __future__ import annotations

from parcours.cite_emploi.access import un_seul
from parcours.cite_emploi.models import PasEmploi, SortieEmploi, SuiviEmploi
from parcours.cite_emploi.rules import AVEC_RAISON, TABLE, EtapeEmploi, SaisieEtape, etape_de, etat_vise
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import SaisieEtat
from parcours.parcours_individuels.services import changer_etat
from parcours.parcours_individuels.services.etapes import verifier_la_date
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.typographie import INSECABLE


def etape_actuelle(parcours: Parcours) -> EtapeEmploi:
    """Step of a loaded pathway."""
    suivi = db.session.scalar(un_seul(SuiviEmploi, parcours.id))
    sortie = db.session.scalar(un_seul(SortieEmploi, parcours.id))
    return etape_de(parcours.etat, suivi.etape if suivi else None, dynamique=bool(sortie and sortie.categorie.dynamique))


def avancer(parcours: Parcours, saisie: SaisieEtape, *, par: Acteur) -> SuiviEmploi:
    """Take one step of the declared table.

    Raises:
        TransitionRefusee: the table does not allow the step, or another dispositif.
        ErreurDuDomaine: no reason where one is needed, or a date that cannot be.
    """
    de, vers = etape_actuelle(parcours), saisie.vers
    if parcours.dispositif is not Dispositif.EMPLOI:
        raise TransitionRefusee("Ces étapes n’existent que dans la Cité de l’Emploi.")
    etat = etat_vise(parcours.etat, vers)
    if vers not in TABLE[de] or etat is None:
        guillemets = f"«{INSECABLE}{{}}{INSECABLE}»"
        raise TransitionRefusee(
            f"De l’étape {guillemets.format(de.libelle)}, on ne passe pas à {guillemets.format(vers.libelle)}."
        )
    if vers in AVEC_RAISON and not saisie.raison:
        raise ErreurDuDomaine("Dites pourquoi, en une phrase.")
    verifier_la_date(parcours, saisie.le)
    if etat is not parcours.etat:
        changer_etat(parcours, SaisieEtat(etat, saisie.le, prevu_le=saisie.retour_le), par=par)
    return noter_l_etape(parcours, de, saisie, par=par)


def noter_l_etape(parcours: Parcours, de: EtapeEmploi, saisie: SaisieEtape, *, par: Acteur) -> SuiviEmploi:
    """Keep the step and where it came from; the state has been changed by the caller."""
    suivi: SuiviEmploi | None = db.session.scalar(un_seul(SuiviEmploi, parcours.id))
    if suivi is None:
        suivi = SuiviEmploi(parcours_id=parcours.id, cree_par_id=par.agent_id)
        db.session.add(suivi)
    suivi.etape, suivi.depuis_le, suivi.modifie_par_id = saisie.vers, saisie.le, par.agent_id
    db.session.flush()
    db.session.add(
        PasEmploi(
            parcours_id=parcours.id,
            de=de,
            vers=saisie.vers,
            a_la_date=saisie.le,
            agent_id=par.agent_id,
            raison=saisie.raison,
        )
    )
    db.session.flush()
    noter("changer_etape", suivi, par=par, detail=f"{de.value} → {saisie.vers.value}")
    return suivi
