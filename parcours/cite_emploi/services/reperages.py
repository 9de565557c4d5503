"""Spot a person: one file, one request, one agreement, and the structure attached to it."""

from __future__ import annotations

from parcours.beneficiaires.models import Accord, Beneficiaire, PorteeAccord, Rattachement
from parcours.beneficiaires.rules import EtatAccord, NatureRattachement
from parcours.cite_emploi.models import Frein, Reperage
from parcours.cite_emploi.rules import SaisieReperage
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours, TransitionParcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import cle_de_recherche, cle_de_tri


def reperer(saisie: SaisieReperage, *, par: Acteur) -> Reperage:
    """Record a person whom a partner spotted.

    Always a new file: to look for an existing one would tell the partner that the person is already followed
    (architecture, « Roles and who sees what »); the coordination merges.

    Raises:
        ErreurDuDomaine: the structure is not the partner's.
    """
    if saisie.structure_id not in par.structures_de(Role.PARTENAIRE):
        raise ErreurDuDomaine("Vous ne pouvez repérer une personne qu’au nom de votre structure.")
    jour = aujourd_hui()
    personne = Beneficiaire(
        dispositif=Dispositif.EMPLOI,
        nom=saisie.nom,
        prenom=saisie.prenom,
        telephone=saisie.telephone,
        cle_recherche=cle_de_recherche(saisie.nom, saisie.prenom),
        cle_tri=cle_de_tri(saisie.nom, saisie.prenom),
        cree_par_id=par.agent_id,
    )
    parcours = Parcours(
        beneficiaire_id=personne.id,
        dispositif=Dispositif.EMPLOI,
        etat=EtatParcours.DEMANDE,
        demande_le=jour,
        cree_par_id=par.agent_id,
    )
    reperage = Reperage(
        parcours_id=parcours.id, structure_id=saisie.structure_id, repere_le=jour, mot=saisie.mot, cree_par_id=par.agent_id
    )
    accord = Accord(
        beneficiaire_id=personne.id,
        etat=EtatAccord.CONFIRME,
        forme=saisie.accord,
        donne_le=jour,
        portee_eps=saisie.comite,
        cree_par_id=par.agent_id,
    )
    for ligne in (
        personne,
        parcours,
        TransitionParcours(parcours_id=parcours.id, vers=EtatParcours.DEMANDE, a_la_date=jour, agent_id=par.agent_id),
        reperage,
        *(Frein(reperage_id=reperage.id, code=code, libelle=libelle) for code, libelle in saisie.freins),
        accord,
        PorteeAccord(accord_id=accord.id, structure_id=saisie.structure_id),
        Rattachement(
            beneficiaire_id=personne.id,
            nature=NatureRattachement.REPERAGE,
            structure_id=saisie.structure_id,
            debut=jour,
            cree_par_id=par.agent_id,
        ),
    ):
        # One flush a row: rows are tied by ids, not by relationships, and foreign keys want their order.
        db.session.add(ligne)
        db.session.flush()
    noter("reperer", reperage, par=par)
    return reperage
