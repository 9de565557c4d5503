"""Agreements: confirmed, refused, withdrawn, with who, when, which form and which partners (pre.md §3.5)."""

from __future__ import annotations

from parcours.beneficiaires.models import Accord, Beneficiaire, PorteeAccord, PorteeDispositif
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, SaisieAccord
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui

_VERBES = {EtatAccord.CONFIRME: "confirmer", EtatAccord.REFUSE: "refuser", EtatAccord.RETIRE: "retirer"}


def enregistrer_accord(personne: Beneficiaire, accord: Accord | None, saisie: SaisieAccord, *, par: Acteur) -> Accord:
    """Write down an agreement. A refusal or a withdrawal covers nothing any more.

    Raises:
        ErreurDuDomaine: confirmed without a date or a form, or a contact of another file.
    """
    if saisie.etat is EtatAccord.CONFIRME and (saisie.donne_le is None or saisie.forme is FormeAccord.INCONNUE):
        raise ErreurDuDomaine("Un accord confirmé a une date et une forme (orale ou écrite).")
    if saisie.contact_id is not None and saisie.contact_id not in {c.id for c in personne.contacts}:
        raise ErreurDuDomaine("Ce contact n’est pas dans cette fiche.")
    couvre = saisie.etat is EtatAccord.CONFIRME
    if accord is None:
        accord = Accord(beneficiaire_id=personne.id, etat=saisie.etat, cree_par_id=par.agent_id)
        db.session.add(accord)
    accord.etat, accord.contact_id, accord.forme = saisie.etat, saisie.contact_id, saisie.forme
    accord.donne_le = saisie.donne_le or (aujourd_hui() if saisie.etat in (EtatAccord.REFUSE, EtatAccord.RETIRE) else None)
    accord.portee_eps = couvre and saisie.portee_eps
    accord.modifie_par_id = par.agent_id
    voulues = set(saisie.structures) if couvre else set()
    accord.portees = [p for p in accord.portees if p.structure_id in voulues]
    for structure_id in sorted(voulues - {p.structure_id for p in accord.portees}):
        accord.portees.append(PorteeAccord(structure_id=structure_id))
    lies = set(saisie.dispositifs) - {personne.dispositif} if couvre else set()
    accord.portees_dispositif = [p for p in accord.portees_dispositif if p.dispositif in lies]
    for dispositif in sorted(lies - {p.dispositif for p in accord.portees_dispositif}):
        accord.portees_dispositif.append(PorteeDispositif(dispositif=dispositif))
    db.session.flush()
    noter(_VERBES.get(saisie.etat, "corriger"), accord, par=par, detail=saisie.etat.value)
    return accord
