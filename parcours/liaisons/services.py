"""Ask for a link, recognise a file, put a request aside, untie."""

from __future__ import annotations

from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import Couverture
from parcours.comptes.models import Agent
from parcours.journal.services import noter
from parcours.liaisons.access import entre_les_memes, ouvertes_depuis
from parcours.liaisons.models import Liaison
from parcours.liaisons.queries import couverture, de_la_famille, qui_repond
from parcours.liaisons.rules import LA, EtatLiaison, SaisieLiaison
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant


class AccordManquant(ErreurDuDomaine):
    """No agreement covers the link: it says what to record first."""


class DejaDemandee(ErreurDuDomaine):
    """The same request is open, or the link holds."""


def demander(personne: Beneficiaire, saisie: SaisieLiaison, *, par: Acteur) -> Liaison:
    """Ask another dispositif whether it follows this person, or a relative of theirs; the caller loaded the file.

    Nothing is looked for on the other side here: the answer to this act is the same whether a file exists or not.

    Raises:
        AccordManquant: the person, or the relative, has not agreed.
        DejaDemandee: asked less than thirty days ago, or linked.
        ErreurDuDomaine: own dispositif, or a contact of another file.
    """
    if saisie.vers is personne.dispositif:
        raise ErreurDuDomaine("Choisissez un autre suivi que celui de cette fiche.")
    contact = next((c for c in personne.contacts if c.id == saisie.contact_id), None)
    if saisie.contact_id is not None and contact is None:
        raise ErreurDuDomaine("Ce contact n’est pas dans cette fiche.")
    if couverture(par, personne.id, dispositif=saisie.vers, contact_id=saisie.contact_id) is not Couverture.CONFIRMEE:
        qui = contact.nom_affiche if contact else personne.nom_affiche
        raise AccordManquant(f"Aucun accord enregistré {'de ' if contact else 'pour '}{qui} ne couvre {LA[saisie.vers]}.")
    for autre in db.session.scalars(ouvertes_depuis(personne.id)):
        if autre.beneficiaire_id == personne.id and (autre.vers, autre.contact_id) == (saisie.vers, saisie.contact_id):
            raise DejaDemandee("C’est déjà demandé pour cette personne.")
    liaison = Liaison(
        beneficiaire_id=personne.id,
        depuis=personne.dispositif,
        vers=saisie.vers,
        contact_id=saisie.contact_id,
        famille=contact is not None,
        personne_nom=contact.nom if contact else personne.nom,
        personne_prenom=contact.prenom if contact else personne.prenom,
        personne_naissance=None if contact else personne.date_naissance,
        personne_telephone=contact.telephone if contact else personne.telephone,
        cree_par_id=par.agent_id,
    )
    db.session.add(liaison)
    db.session.flush()
    noter("demander", liaison, par=par, detail=saisie.vers.value)
    _prevenir(qui_repond(saisie.vers), saisie.vers)
    return liaison


def _prevenir(agents: list[Agent], vers: Dispositif) -> None:
    """Tell the coordination asked, without a name nor the dispositif that asks."""
    for agent in agents:
        deposer(
            agent.courriel,
            "Un lien entre deux suivis vous est demandé",
            f"Bonjour,\n\nUn autre suivi demande, avec l’accord d’une personne, à être mis en relation avec {LA[vers]}.\n"
            "La demande est dans Parcours, sur la page « À faire ». Sans réponse, elle se ferme d’elle-même au bout de "
            "trente jours.\n",
        )


def lier(liaison: Liaison, fiche: Beneficiaire, *, par: Acteur) -> None:
    """Recognise the file; the caller loaded both through its own scope. From now on each side sees whom to call.

    Raises:
        AccordManquant: the file recognised holds no agreement for the dispositif that asks.
        ErreurDuDomaine: already answered, or a file of another dispositif.
    """
    if liaison.etat is not EtatLiaison.PROPOSEE or fiche.dispositif is not liaison.vers:
        raise ErreurDuDomaine("Cette demande a déjà reçu une réponse.")
    if couverture(par, fiche.id, dispositif=liaison.depuis) is not Couverture.CONFIRMEE:
        raise AccordManquant(f"L’accord enregistré dans cette fiche ne couvre pas {LA[liaison.depuis]}.")
    for ancienne in db.session.scalars(entre_les_memes(liaison, fiche.id)):
        _rompre(ancienne, par)
    liaison.autre_id, liaison.etat, liaison.repondue_le = fiche.id, EtatLiaison.LIEE, maintenant()
    liaison.famille = de_la_famille(liaison, fiche)
    liaison.modifie_par_id = par.agent_id
    noter("lier", liaison, par=par)


def ecarter(liaison: Liaison, *, par: Acteur) -> None:
    """Put a request aside: nobody of that name, or no agreement. The side that asked is told nothing."""
    if liaison.etat is EtatLiaison.PROPOSEE:
        liaison.etat, liaison.repondue_le, liaison.modifie_par_id = EtatLiaison.ECARTEE, maintenant(), par.agent_id
        noter("ecarter", liaison, par=par)


def rompre(liaison: Liaison, *, par: Acteur) -> None:
    """Untie, or take back a request: done at once for both sides, whatever its state was."""
    if liaison.etat is not EtatLiaison.ROMPUE:
        _rompre(liaison, par)


def _rompre(liaison: Liaison, par: Acteur) -> None:
    liaison.etat, liaison.rompue_le, liaison.modifie_par_id = EtatLiaison.ROMPUE, maintenant(), par.agent_id
    noter("rompre", liaison, par=par)
