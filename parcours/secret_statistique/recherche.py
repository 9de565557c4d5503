"""Ruin and recreate: publish a few secondaries, protect again what this exposes, keep the mask if it is cheaper."""

from __future__ import annotations

import time

import numpy as np

from .erreurs import ProtectionImpossible
from .protection import Protection


def ameliorer(protection: Protection, tours: int, budget_s: float | None = None) -> None:
    """Run `tours` rounds, or stop earlier after `budget_s` seconds (then the mask depends on the machine).

    The mask is safe at every moment a round ends; an unfinished round is undone.
    """
    fin = time.monotonic() + budget_s if budget_s is not None else None
    for tour in range(tours):
        if fin is not None and time.monotonic() > fin:
            return
        _tour(protection)
        protection.suivi("recherche", tour + 1, tours)


def _tour(protection: Protection) -> None:
    hasard, avant, cout = protection.hasard, protection.masque.copy(), protection.cout
    ruine = _ruine(protection)
    if not len(ruine):
        return
    for classe in ruine:
        protection.publier(int(classe))
    interdit = np.zeros(len(protection.masque))
    interdit[ruine] = hasard.uniform(0.2, 3.0, len(ruine))

    try:
        reste = protection.mondes.manquantes()
        while len(reste):
            cible = int(hasard.choice(reste))
            protection.proteger_cible(cible, protection.prix_bruites(0.5, interdit))
            if protection.cout > cout + 3:
                raise ProtectionImpossible
            reste = protection.mondes.manquantes()
        nouvelles = np.flatnonzero(protection.masque & ~avant)
        if len(nouvelles):
            protection.nettoyer(nouvelles)
            protection.nettoyer(hasard.permutation(protection.secondaires)[:4])
    except ProtectionImpossible:
        protection.retablir(avant)
        return
    if protection.cout > cout:
        protection.retablir(avant)
    protection.mondes.elaguer(2000)


def _ruine(protection: Protection) -> np.ndarray:
    """A random secondary and some that move with it in a living world."""
    secondaires = protection.secondaires
    if not len(secondaires):
        return secondaires
    hasard = protection.hasard
    graine = int(hasard.choice(secondaires))
    nombre = int(hasard.integers(1, 6))
    voisins = protection.mondes.voisins(graine)
    voisins = voisins[np.isin(voisins, secondaires) & (voisins != graine)]
    return np.append(hasard.permutation(voisins)[: nombre - 1], graine).astype(np.int64)
