"""Ruin and recreate: publish a few secondaries, protect again at noisy prices, keep the mask if it is no dearer."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from .erreurs import ProtectionImpossible
from .protection import Protection
from .systeme import Entiers


def ameliorer(protection: Protection, tours: int, budget_s: float | None = None) -> None:
    """Run `tours` rounds, or stop earlier after `budget_s` seconds (then the mask depends on the machine).

    The mask is safe at every moment a round ends; an unfinished round is undone.
    """
    fin = time.monotonic() + budget_s if budget_s is not None else None
    for tour in range(tours):
        if (fin is not None and time.monotonic() > fin) or not len(protection.secondaires):
            return
        _tour(protection, int(protection.hasard.integers(1, 9)))
        protection.mondes.elaguer(3000)
        protection.coupes.oublier(6000)
        protection.suivi("recherche", tour + 1, tours)


def _tour(protection: Protection, taille: int) -> str:
    """One round; says how it ended: mieux, pareil or abandon."""
    avant, cout, hasard = protection.masque.copy(), protection.cout, protection.hasard
    ruine = _ruine(protection, taille)
    surcout = np.zeros(len(avant))
    surcout[ruine] = hasard.uniform(0.2, 3.0, len(ruine))
    for classe in ruine:
        protection.publier(int(classe))
    prix = protection.prix_bruites(0.5, surcout)
    try:
        reste = protection.mondes.manquantes()
        while len(reste):
            protection.proteger_cible(int(hasard.choice(reste)), prix)
            if protection.cout > cout + 4:
                raise ProtectionImpossible
            reste = protection.mondes.manquantes()
    except ProtectionImpossible:
        protection.retablir(avant)
        return "abandon"
    nouvelles = np.flatnonzero(protection.masque & ~avant)
    if len(nouvelles):
        protection.nettoyer(protection.secondaires)
    if protection.cout > cout + 1e-9:
        protection.retablir(avant)
        return "abandon"
    return "mieux" if protection.cout < cout - 1e-9 else "pareil"


def _ruine(protection: Protection, taille: int) -> NDArray[np.intp]:
    """A random secondary and some that move with it in a living world."""
    secondaires, hasard = protection.secondaires, protection.hasard
    choisies: Entiers = hasard.choice(secondaires, 1)
    while len(choisies) < min(taille, len(secondaires)):
        voisins = protection.mondes.voisins(int(hasard.choice(choisies)))
        voisins = np.setdiff1d(np.intersect1d(voisins, secondaires), choisies)
        if not len(voisins):
            voisins = np.setdiff1d(secondaires, choisies)
        choisies = np.append(choisies, hasard.permutation(voisins)[: max(1, taille // 3)])
    return choisies[:taille]
