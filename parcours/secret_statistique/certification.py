"""Certification: whole-people worlds for every sensitive cell, and the selection kept as certificate (S7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .attaquant import Bloc
from .erreurs import CertificatInvalide
from .mondes import TOLERANCE
from .protection import Protection


@dataclass(frozen=True)
class Monde:
    """One alternative world, as differences from the true counts.

    Keys: (leaf of each variable…, period or "", sign) with sign "+" for entries, "-" for removals of a correction.
    Internal and confidential: it is written from the true counts.
    """

    ecarts: tuple[tuple[tuple[str, ...], int], ...]


def certifier(protection: Protection) -> None:
    """Give every target whole-people worlds, hiding more where only fractions of people protected it.

    Raises CertificatInvalide when a target has none, SolveurInterrompu when the solver stops early.
    """
    mondes, p = protection.mondes, protection.probleme
    reste = mondes.manquantes(entiers=True)
    total = len(reste)
    while len(reste):
        cible = int(reste[0])
        if not _entiers(protection, cible):
            _reparer(protection, cible)
        if len(mondes.manquantes(True, np.array([cible]))):
            raise CertificatInvalide(f"aucun monde entier pour une cellule sensible (rang {p.cibles[cible]})")
        reste = mondes.manquantes(entiers=True)
        protection.suivi("certification", total - len(reste), total)


def _entiers(protection: Protection, cible: int) -> bool:
    """Try the columns the fractional worlds use, then the window, then everything."""
    p, mondes = protection.probleme, protection.mondes
    classe, y = int(p.cibles[cible]), int(p.y[p.cibles[cible]])
    ou = np.array([cible])
    for bloc in protection.blocs(classe):
        bloc.suivre(protection.masque)
        for colonnes in (_colonnes_utiles(protection, cible, bloc), None):
            for _ in range(2):
                bas, haut = (int(t[0]) for t in mondes.intervalles(ou, entiers=True))
                monte = max(int(p.plancher[cible]), bas + int(p.etendue[cible])) - y
                if haut - y < monte:
                    _ajouter(protection, bloc, bloc.entier(classe, 1, monte, colonnes, max(haut - y, 0) + 1))
                    haut = int(mondes.intervalles(ou, entiers=True)[1][0])
                descend = y - min(int(p.plafond[cible]), haut - int(p.etendue[cible]))
                if len(mondes.manquantes(True, ou)) and haut >= p.plancher[cible] and y - bas < descend:
                    _ajouter(protection, bloc, bloc.entier(classe, -1, descend, colonnes, max(y - bas, 0) + 1))
                if not len(mondes.manquantes(True, ou)):
                    return True
    return False


def _colonnes_utiles(protection: Protection, cible: int, bloc: Bloc) -> NDArray[np.intp]:
    mondes = protection.mondes
    valeurs = mondes.valeurs(cible)
    vrai = protection.probleme.y[protection.probleme.cibles[cible]]
    utiles = np.flatnonzero(mondes.vivant & (np.abs(valeurs - vrai) > TOLERANCE))
    bouge = np.zeros(len(protection.probleme.depart), dtype=bool)
    for monde in utiles[-8:]:
        bouge[mondes.differences[monde][0]] = True
    return np.flatnonzero(bouge[bloc.colonnes])


def _ajouter(protection: Protection, bloc: Bloc, d: NDArray[np.float64] | None) -> None:
    if d is not None:
        protection.mondes.ajouter(bloc.colonnes, d)


def _reparer(protection: Protection, cible: int) -> None:
    """Integer gap: hide what the cheapest whole-people worlds move."""
    p = protection.probleme
    bloc = protection.bloc_global
    bloc.suivre(protection.masque)
    classe, y = int(p.cibles[cible]), int(p.y[p.cibles[cible]])
    sommet = max(int(p.plancher[cible]), y + int(p.etendue[cible])) - y
    for sens, distance in ((1, sommet), (-1, y - int(p.plafond[cible]))):
        d = bloc.renfort_entier(classe, sens, distance) if distance > 0 else None
        if d is not None:
            for touchee in bloc.mouvement(d):
                protection.masquer(int(touchee))
            bloc.suivre(protection.masque)
            protection.mondes.ajouter(bloc.colonnes, d)


def certificat(protection: Protection) -> tuple[Monde, ...]:
    """A small set of worlds covering every target (greedy), in the words of the declaration."""
    mondes, p = protection.mondes, protection.probleme
    utilisables = np.flatnonzero(mondes.vivant & mondes.entier)
    _bas, _haut = mondes.intervalles(entiers=True)
    choisis: list[int] = []
    vu_bas = p.y[p.cibles].astype(float)
    vu_haut = vu_bas.copy()
    valeurs = np.stack([mondes.valeurs(c) for c in range(len(p.cibles))], axis=1)[utilisables] if len(p.cibles) else None
    while valeurs is not None:
        manque = (vu_haut < p.plancher) | (vu_bas > p.plafond) | (vu_haut - vu_bas < p.etendue)
        if not manque.any():
            break
        gain = (np.maximum(vu_haut, valeurs) - vu_haut + vu_bas - np.minimum(vu_bas, valeurs))[:, manque]
        plafonne = np.minimum(gain, np.maximum(p.etendue, 1)[manque])
        meilleur = int(np.argmax(plafonne.sum(axis=1)))
        if plafonne[meilleur].sum() <= 0:
            raise CertificatInvalide("mondes insuffisants")
        choisis.append(int(utilisables[meilleur]))
        vu_bas, vu_haut = np.minimum(vu_bas, valeurs[meilleur]), np.maximum(vu_haut, valeurs[meilleur])
    return tuple(_monde(protection, m) for m in choisis)


def _monde(protection: Protection, numero: int) -> Monde:
    systeme, p = protection.probleme.systeme, protection.probleme
    ou, ecarts = protection.mondes.differences[numero]
    lignes = []
    for colonne, ecart in zip(p.colonnes[ou], ecarts, strict=True):
        bloc, rang = divmod(int(colonne), systeme.base)
        nombre = len(systeme.periodes)
        periode = systeme.periodes[bloc] if bloc < nombre else systeme.periodes[systeme.corrections[bloc - nombre]]
        signe = "+" if bloc < nombre else "-"
        lignes.append(((*systeme.croisements[rang], periode or "", signe), int(ecart)))
    return Monde(tuple(lignes))
