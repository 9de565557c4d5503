"""Two files of one person become one: every row that hangs from the absorbed file moves to the kept one."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from parcours.beneficiaires.access import absorbees_par, deplacer_vers
from parcours.beneficiaires.models import Beneficiaire, Contact, Fusion
from parcours.beneficiaires.rules import CHAMPS_A_FUSIONNER, NatureRattachement
from parcours.beneficiaires.services.identite import _renouveler_les_cles
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import normaliser


def fusionner(garde: Beneficiaire, absorbe: Beneficiaire, choix: dict[str, str], *, par: Acteur) -> Fusion:
    """Merge `absorbe` into `garde`.

    Args:
        garde: the file that stays, loaded whole and within reach.
        absorbe: the file that goes; its row stays, points to the kept one, and its address leads there.
        choix: for each field of CHAMPS_A_FUSIONNER, `droite` to take the absorbed file's value; else the kept file's,
            unless it is empty.

    Raises:
        ErreurDuDomaine: same file, another dispositif, or already merged.
    """
    if garde.id == absorbe.id:
        raise ErreurDuDomaine("Choisissez deux fiches différentes.")
    if garde.dispositif is not absorbe.dispositif or absorbe.fusionne_dans_id or garde.fusionne_dans_id:
        raise ErreurDuDomaine("Ces deux fiches ne peuvent pas être réunies.")
    _reprendre_les_champs(garde, absorbe, choix)
    deplaces: dict[str, list[str]] = {}
    _reunir_les_contacts(garde, absorbe, deplaces)
    _departager_les_referents(garde, absorbe)
    db.session.flush()
    deplacer_vers("beneficiaire", absorbe.id, garde.id, deplaces, sauf=("fusion", "beneficiaire", "contact"))
    for ancienne in db.session.scalars(absorbees_par(absorbe.id)):
        ancienne.fusionne_dans_id = garde.id
    absorbe.fusionne_dans_id = garde.id
    garde.modifie_par_id = absorbe.modifie_par_id = par.agent_id
    fusion = Fusion(garde_id=garde.id, absorbe_id=absorbe.id, par_id=par.agent_id, deplaces=json.dumps(deplaces))
    db.session.add(fusion)
    db.session.flush()
    noter("fusionner", fusion, par=par)
    noter("fusionner", garde, par=par)
    noter("fusionner", absorbe, par=par)
    db.session.expire_all()
    return fusion


def _reprendre_les_champs(garde: Beneficiaire, absorbe: Beneficiaire, choix: dict[str, str]) -> None:
    for champ, attributs in CHAMPS_A_FUSIONNER.items():
        vide = all(_vide(getattr(garde, a)) for a in attributs)
        if choix.get(champ) == "droite" or (vide and choix.get(champ) != "gauche"):
            for attribut in attributs:
                setattr(garde, attribut, getattr(absorbe, attribut))
    if garde.importe_le is None:
        garde.importe_le = absorbe.importe_le
    garde.numero_origine = garde.numero_origine or absorbe.numero_origine
    _renouveler_les_cles(garde)


def _vide(valeur: Any) -> bool:
    return valeur is None or valeur in {"", "inconnu"}


def _reunir_les_contacts(garde: Beneficiaire, absorbe: Beneficiaire, deplaces: dict[str, list[str]]) -> None:
    """The same parent written in both files stays once; what hangs from the other one follows."""
    connus = {_cle(c): c for c in garde.contacts}
    rang = max((c.rang for c in garde.contacts), default=0)
    for contact in list(absorbe.contacts):
        jumeau = connus.get(_cle(contact))
        if jumeau is None:
            rang += 1
            contact.rang, contact.beneficiaire_id = rang, garde.id
            deplaces.setdefault("contact.beneficiaire_id", []).append(str(contact.id))
            continue
        for attribut in ("telephone", "courriel", "adresse", "langue", "restriction"):
            if not getattr(jumeau, attribut):
                setattr(jumeau, attribut, getattr(contact, attribut))
        deplacer_vers("contact", contact.id, jumeau.id, deplaces)


def _cle(contact: Contact) -> tuple[str, ...]:
    return tuple(sorted(normaliser(f"{contact.nom} {contact.prenom}").split()))


def _departager_les_referents(garde: Beneficiaire, absorbe: Beneficiaire) -> None:
    """One référent at a time: the absorbed file's becomes co-référent, or ends if it is the same person."""
    jour = aujourd_hui()
    presents = [r for r in garde.rattachements if r.nature is NatureRattachement.REFERENT and (r.fin is None or r.fin >= jour)]
    if not presents:
        return
    for r in absorbe.rattachements:
        if r.nature is not NatureRattachement.REFERENT or (r.fin is not None and r.fin < jour):
            continue
        if r.agent_id is not None and r.agent_id != presents[-1].agent_id:
            r.nature = NatureRattachement.COREFERENT
        else:
            r.fin = max(r.debut, jour - timedelta(days=1))
