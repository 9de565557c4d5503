"""Ruin and recreate: publish a few secondaries, protect again at noisy prices, keep the mask if it is no dearer."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from .attaquant import Prix
from .erreurs import ProtectionImpossible
from .matrice import Entiers
from .protection import Protection

MARGE = 6.0
"""A round whose mask gets heavier than this is given up before the clean-up."""
BRUIT = 0.5
"""Width of the secret noise on prices while recreating."""
TAILLE = 8
"""Most cells ruined in one round."""
FROID, CHAUD, DESCENTE = 0.25, 1.0, 100
"""A mask heavier by one inner cell is kept with probability exp(-1 / temperature): go down for DESCENTE rounds, then wander."""

NEUF = 0.3
"""Part of the targets protected again by a new world (a linear program) rather than by one already met."""
FONDS = 500
"""Worlds to have met before any serves again: a smaller pool would only repeat the first mask."""


def ameliorer(protection: Protection, tours: int, budget_s: float | None = None) -> None:
    """Run `tours` rounds, or stop after `budget_s` seconds of processor (then the mask depends on the machine).

    Leaves the lightest mask met. Every mask kept is safe; an unfinished round is undone.
    """
    fin = time.process_time() + budget_s if budget_s is not None else None
    meilleur, moindre = protection.masque.copy(), protection.cout
    for tour in range(tours):
        if (fin is not None and time.process_time() > fin) or not len(protection.secondaires):
            break
        _tour(protection, int(protection.hasard.integers(1, TAILLE + 1)), FROID if tour < DESCENTE else CHAUD)
        if protection.cout < moindre - 1e-9:
            meilleur, moindre = protection.masque.copy(), protection.cout
        protection.mondes.elaguer(5000)
        protection.coupes.oublier(6000)
        protection.suivi("recherche", tour + 1, tours)
    protection.retablir(meilleur)
    for cible in protection.mondes.manquantes():  # worlds of an older mask may have been forgotten since
        protection.couvrir(int(cible), protection.bloc_global)


def _tour(protection: Protection, taille: int, temperature: float) -> None:
    """One round: ruin, recreate, clean up, and keep or undo."""
    avant, hasard = protection.masque.copy(), protection.hasard
    unite = float(protection.probleme.poids[protection.secondaires].min())
    plafond = protection.cout - temperature * unite * float(np.log(hasard.random()))
    ruine = _ruine(protection, taille)
    surcout = np.zeros(len(avant))
    surcout[ruine] = hasard.uniform(0.2, 3.0, len(ruine))
    for classe in ruine:
        protection.publier(int(classe))
    evites = ruine[hasard.random(len(ruine)) < 0.5]
    if not _recreer(protection, protection.prix_bruites(BRUIT, surcout), evites, plafond + MARGE * unite):
        protection.retablir(avant)
        return
    if (protection.masque & ~avant).any():
        protection.nettoyer(protection.secondaires)
    if protection.cout > plafond + 1e-9:
        protection.retablir(avant)


def _recreer(protection: Protection, prix: Prix, evites: Entiers, plafond: float) -> bool:
    """Protect again what the ruin exposed; False when it costs too much."""
    reste, neuf = protection.mondes.manquantes(), NEUF if protection.mondes.nombre > FONDS else 1.0
    while len(reste):
        cible, hasard = int(protection.hasard.choice(reste)), protection.hasard
        try:
            if hasard.random() < neuf or not protection.reprendre(cible, BRUIT, evites, plafond - protection.cout):
                protection.proteger_cible(cible, prix)
        except ProtectionImpossible:
            return False
        if protection.cout > plafond:
            return False
        reste = protection.mondes.manquantes()
    return True


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
