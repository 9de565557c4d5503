"""Drawing up the figures of a month: counted once, masked, checked, frozen."""

from __future__ import annotations

from typing import Any

from parcours.beneficiaires.rules import Sexe, SituationQuartier
from parcours.indicateurs import rules
from parcours.indicateurs.models import PublicationMensuelle
from parcours.indicateurs.queries import publication
from parcours.indicateurs.rules import FRAGILES, HORS, INCONNU, LIBELLES, Mois
from parcours.indicateurs.system import effectifs
from parcours.journal.services import noter
from parcours.secret_statistique import VERSION, Comptages, SecretStatistiqueError, proteger
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.reglages import reglages
from parcours.territoire.models import Quartier, TypeQuartier
from parcours.territoire.queries import quartiers

TOURS = 60
"""Rounds of search for a lighter mask: about a second for these two tables."""


def etablir(mois: Mois, *, graine: bytes, par: Acteur) -> PublicationMensuelle:
    """Freeze the masked figures of a month; one already frozen is returned as it is, so that two exports never differ.

    Args:
        graine: secret of the installation that orders the search for a mask.

    Raises:
        ErreurDuDomaine: the month has not begun, or the figures cannot be protected (nothing is then kept).
    """
    if deja := publication(mois):
        return deja
    jour = aujourd_hui()
    if mois.premier_jour > jour:
        raise ErreurDuDomaine("Ce mois n’a pas commencé.")
    arretee_au = min(mois.dernier_jour, jour)
    connus = quartiers(arretee_au)
    qpv = tuple(q.code for q in connus if q.type is TypeQuartier.QPV)
    lignes = [_ranger(ligne, qpv) for ligne in effectifs(mois.premier_jour, arretee_au)]
    valeurs = reglages()
    declaration = rules.declarer(
        qpv,
        seuil=valeurs["seuil_publication"],
        seuil_sante=valeurs["seuil_publication_sante"],
        vides=_impossibles(connus, lignes),
    )
    try:
        resultat = proteger(declaration, Comptages.depuis_lignes(declaration, lignes), graine=graine, tours=TOURS)
    except SecretStatistiqueError:
        raise ErreurDuDomaine("Ces chiffres ne peuvent pas être protégés pour l’instant : rien n’est publié.") from None
    ligne = PublicationMensuelle(
        mois=mois.code,
        arretee_au=arretee_au,
        cellules=[{"table": c.table, **dict(c.noeuds), "valeur": c.valeur, "statut": c.statut} for c in resultat.cellules],
        libelles={**LIBELLES, **{q.code: q.nom for q in connus if q.code in qpv}},
        note=resultat.note(),
        moteur=VERSION,
        etablie_par_id=par.agent_id,
    )
    db.session.add(ligne)
    db.session.flush()
    noter("etablir", ligne, par=par, detail=mois.code)
    return ligne


def _ranger(ligne: dict[str, Any], qpv: tuple[str, ...]) -> dict[str, Any]:
    """Put a count in its finest cell. A priority district left unnamed, or not valid that month, is unknown."""
    situation: SituationQuartier = ligne["situation"]
    if situation is SituationQuartier.QPV:
        quartier = ligne["quartier"] if ligne["quartier"] in qpv else INCONNU
    else:
        quartier = {SituationQuartier.FRAGILE: FRAGILES, SituationQuartier.HORS: HORS}.get(situation, INCONNU)
    sexe = Sexe(ligne["sexe"])
    return {
        "dispositif": Dispositif(ligne["dispositif"]).value,
        "quartier": quartier,
        "sexe": "sexe_inconnu" if sexe is Sexe.INCONNU else sexe.value,
        "n": ligne["n"],
    }


def _impossibles(connus: list[Quartier], lignes: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Priority districts wholly outside the PRE's communes, when nobody of the PRE lives there: everybody knows it is zero."""
    pre = Dispositif.PRE.value
    presents = {ligne["quartier"] for ligne in lignes if ligne["dispositif"] == pre}
    return [
        {"dispositif": pre, "quartier": q.code}
        for q in connus
        if q.type is TypeQuartier.QPV
        and q.communes
        and not any(c.dans_perimetre_pre for c in q.communes)
        and q.code not in presents
    ]
