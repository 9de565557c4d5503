"""Offer a transfer, answer it, take it back. Nothing moves before the receiving structure accepts."""

from __future__ import annotations

from datetime import timedelta

from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import NatureRattachement, SaisieReferent
from parcours.beneficiaires.services import accompagner, nommer_referent
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.transferts.access import DES_STRUCTURES, en_attente, fiche_du, rattachements_du_jour
from parcours.transferts.models import Transfert
from parcours.transferts.queries import accord_couvre, referents_de, structures_de_depart
from parcours.transferts.rules import EtatTransfert, SaisieReponse, SaisieTransfert


class AccordManquant(ErreurDuDomaine):
    """The person has not agreed to the structure that would receive them."""

    def __init__(self) -> None:
        super().__init__("Aucun accord confirmé de la personne ne nomme cette structure.")


def proposer(personne: Beneficiaire, saisie: SaisieTransfert, *, par: Acteur) -> Transfert:
    """Offer a person to another structure; the caller loaded the file through its own scope.

    Raises:
        AccordManquant: the person has not agreed to it.
        ErreurDuDomaine: the structure that would be left does not follow the person, or is the same, or a transfer waits.
    """
    if personne.dispositif is not Dispositif.EMPLOI:
        raise ErreurDuDomaine("Seule une personne suivie par la Cité de l’Emploi se transfère d’une structure à l’autre.")
    if saisie.de_structure_id not in {s.id for s in structures_de_depart(par, personne)}:
        raise ErreurDuDomaine("Cette structure n’accompagne pas cette personne aujourd’hui.")
    if saisie.de_structure_id == saisie.vers_structure_id:
        raise ErreurDuDomaine("Choisissez une autre structure que celle qui accompagne la personne.")
    if db.session.scalars(en_attente(personne.id)).first() is not None:
        raise ErreurDuDomaine("Un transfert attend déjà une réponse pour cette personne.")
    if not accord_couvre(personne.id, saisie.vers_structure_id):
        raise AccordManquant
    transfert = Transfert(
        beneficiaire_id=personne.id,
        de_structure_id=saisie.de_structure_id,
        vers_structure_id=saisie.vers_structure_id,
        personne_nom=personne.nom,
        personne_prenom=personne.prenom,
        personne_telephone=personne.telephone,
        motif=saisie.motif,
        cree_par_id=par.agent_id,
    )
    db.session.add(transfert)
    db.session.flush()
    noter("proposer", transfert, par=par)
    for agent in referents_de(saisie.vers_structure_id):
        deposer(
            agent.courriel,
            "Une personne est proposée à votre structure",
            "Bonjour,\n\nUne structure partenaire vous propose d’accompagner une personne à sa suite, avec son accord.\n"
            "La proposition est dans Parcours, sur la page « À faire ».\n",
        )
    return transfert


def retirer(transfert: Transfert, *, par: Acteur) -> None:
    """Take back an offer that has not been answered; the caller's scope only gives those."""
    transfert.etat, transfert.modifie_par_id = EtatTransfert.ANNULE, par.agent_id
    noter("annuler", transfert, par=par)


def repondre(transfert: Transfert, saisie: SaisieReponse, *, par: Acteur) -> None:
    """Accept or refuse; the caller loaded the transfer among those to answer.

    Accepting closes the former structure at once, its référents included, and opens the new one from today.

    Raises:
        AccordManquant: withdrawn since the offer.
        ErreurDuDomaine: a refusal without its reason.
    """
    if not saisie.accepte and not saisie.texte:
        raise ErreurDuDomaine("Dites pourquoi, en quelques mots : la personne doit savoir.")
    if saisie.accepte and not accord_couvre(transfert.beneficiaire_id, transfert.vers_structure_id):
        raise AccordManquant
    transfert.etat = EtatTransfert.ACCEPTE if saisie.accepte else EtatTransfert.REFUSE
    transfert.reponse = saisie.texte
    transfert.repondu_le, transfert.repondu_par_id = maintenant(), par.agent_id
    transfert.modifie_par_id = par.agent_id
    noter("accepter" if saisie.accepte else "refuser", transfert, par=par)
    if not saisie.accepte:
        return
    _quitter(transfert, par)
    accompagner(transfert.beneficiaire_id, transfert.vers_structure_id, par=par)
    if saisie.referent and Role.REFERENT_INSERTION in par.roles:
        personne = db.session.scalars(fiche_du(transfert)).unique().one()
        choix = SaisieReferent(NatureRattachement.REFERENT, par.agent_id, aujourd_hui())
        nommer_referent(personne, choix, par=par)


def _quitter(transfert: Transfert, par: Acteur) -> None:
    """The structure left, and its référents, end the day before: the very next page is closed to them."""
    partants = {a.id for a in referents_de(transfert.de_structure_id)}
    restent = {a.id for a in referents_de(transfert.vers_structure_id)}
    for rattachement in db.session.scalars(rattachements_du_jour(transfert.beneficiaire_id)):
        de_la_structure = rattachement.nature in DES_STRUCTURES and rattachement.structure_id == transfert.de_structure_id
        if de_la_structure or rattachement.agent_id in partants - restent:
            rattachement.fin = aujourd_hui() - timedelta(days=1)
            rattachement.modifie_par_id = par.agent_id
            noter("clore", rattachement, par=par)
    db.session.flush()
