"""Secondary suppression: hide the fewest other cells until every sensitive cell has living worlds.

A target counts as covered when living worlds show its protection interval; `certification` then makes them whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from .attaquant import Bloc, Prix
from .coupes import Coupes
from .erreurs import ProtectionImpossible
from .matrice import Entiers
from .mondes import TOLERANCE, Mondes
from .probleme import LIBRE, MASQUEE, Probleme
from .solveur import Reels

Suivi = Callable[[str, int, int], None]
"""Progress: (stage, done, total)."""


def silence(etape: str, fait: int, total: int) -> None:
    """Progress shown to nobody."""


class Protection:
    """A mask under construction. `masque` (C,) True where hidden; `mondes` the worlds that prove it."""

    def __init__(
        self, probleme: Probleme, hasard: np.random.Generator, fenetres: Sequence[Entiers] = (), suivi: Suivi = silence
    ) -> None:
        self.probleme = probleme
        self.hasard = hasard
        self.suivi = suivi
        self.masque: NDArray[np.bool_] = probleme.etat == MASQUEE
        self.mondes = Mondes(probleme, self.masque)
        self.coupes = Coupes(self.masque)
        self._fenetres = [Bloc(probleme, f, self.masque) for f in fenetres]
        self._global: Bloc | None = None
        self._temoin = np.full(len(self.masque), -1)
        """(C,) target last known to need each class hidden: the first one attacked when the class is tried in public."""
        self.appels = 0

    # -- mask ------------------------------------------------------------------------------------------------
    @property
    def cout(self) -> float:
        """Weight of the free classes hidden."""
        p = self.probleme
        return float(p.poids[self.masque & (p.etat == LIBRE)].sum())

    @property
    def secondaires(self) -> NDArray[np.intp]:
        """Classes hidden by decision, that could be published again."""
        return np.flatnonzero(self.masque & (self.probleme.etat == LIBRE))

    def masquer(self, classe: int, pour: int | None = None) -> None:
        """Hide a class, `pour` the sake of a target when there is one."""
        if not self.masque[classe]:
            self.masque[classe] = True
            if pour is not None:
                self._temoin[classe] = pour
            self.mondes.masquer(classe)
            self.coupes.masquer(classe)

    def publier(self, classe: int) -> None:
        if self.masque[classe]:
            self.masque[classe] = False
            self.mondes.publier(classe)
            self.coupes.publier(classe)

    def retablir(self, masque: NDArray[np.bool_]) -> None:
        """Come back to an earlier mask."""
        for classe in np.flatnonzero(self.masque != masque):
            if masque[classe]:
                self.masquer(int(classe))
            else:
                self.publier(int(classe))

    # -- blocks ----------------------------------------------------------------------------------------------
    def blocs(self, classe: int) -> list[Bloc]:
        """Blocks where the class can move: the window that holds it whole first, everything last."""
        indices, _ = self.probleme.matrice.ligne(classe)
        locaux = []
        for bloc in self._fenetres:
            rang = bloc.rang_de[classe]
            if rang >= 0 and len(bloc.matrice.ligne(int(rang))[0]) == len(indices):
                locaux.append(bloc)
        return [*locaux[:1], self.bloc_global]

    @property
    def bloc_global(self) -> Bloc:
        if self._global is None:
            self._global = Bloc(self.probleme, np.arange(len(self.probleme.depart)), self.masque)
        return self._global

    # -- one target ------------------------------------------------------------------------------------------
    def etat_de(self, cible: int) -> tuple[float, float, bool]:
        """(lowest, highest, covered) over the living worlds."""
        return self.mondes.etat_de(cible)

    def couvrir(self, cible: int, bloc: Bloc) -> bool:
        """Look for worlds covering the target without hiding anything more; a failure leaves a cut."""
        p = self.probleme
        classe, y = int(p.cibles[cible]), int(p.y[p.cibles[cible]])
        bloc.suivre(self.masque)
        bas, haut, couverte = self.etat_de(cible)
        preuves = []
        if not couverte and (haut < p.plancher[cible] - TOLERANCE or haut - bas < p.etendue[cible] - TOLERANCE):
            preuves.append(self._attaquer(bloc, classe, 1, max(float(p.plancher[cible]), bas + p.etendue[cible]) - y))
            bas, haut, couverte = self.etat_de(cible)
        if not couverte and haut >= p.plancher[cible] - TOLERANCE:
            preuves.append(self._attaquer(bloc, classe, -1, y - min(float(p.plafond[cible]), haut - p.etendue[cible])))
            couverte = self.etat_de(cible)[2]
        if not couverte and bloc is self._global:
            self.coupes.ajouter(np.unique(np.concatenate(preuves)))
        return couverte

    def _attaquer(self, bloc: Bloc, classe: int, sens: int, butoir: float) -> Entiers:
        self.appels += 1
        d = bloc.extremum(classe, sens, butoir)
        if d is None:
            return np.zeros(0, dtype=np.int64)
        if np.abs(d).max(initial=0.0) > TOLERANCE:
            self.mondes.ajouter(bloc.colonnes, d)
        return bloc.preuve()

    def manque(self, cible: int) -> list[tuple[int, float]]:
        """What would bring the target closer to its interval: alternatives (direction, value); none when covered."""
        p = self.probleme
        bas, haut, couverte = self.etat_de(cible)
        if couverte:
            return []
        if haut < p.plancher[cible] - TOLERANCE:
            return [(1, float(p.plancher[cible]))]
        if haut - bas < p.etendue[cible] - TOLERANCE:
            return [(1, bas + float(p.etendue[cible])), (-1, haut - float(p.etendue[cible]))]
        return [(-1, float(p.plafond[cible]))]

    def reprendre(self, cible: int, bruit: float, evites: Entiers, limite: float) -> bool:
        """Cover the target by hiding what a world already met moves: no attack, no linear program.

        The cheapest at prices noisy by `bruit`, raised for the classes `evites`; False when none costs at most `limite`.
        """
        for _ in range(4):
            offres = self.manque(cible)
            if not offres:
                return True
            choix = []
            for sens, valeur in offres:
                mondes, prix, detour = self.mondes.offres(cible, sens, valeur, evites)
                abordables = prix <= limite
                if abordables.any():
                    prix = (prix + detour)[abordables] * (1.0 + bruit * self.hasard.random(int(abordables.sum())))
                    moindre = int(np.argmin(prix))
                    choix.append((float(prix[moindre]), int(mondes[abordables][moindre])))
            if not choix:
                return False
            for touchee in self.mondes.touches(min(choix)[1]):
                self.masquer(int(touchee), cible)
        return not self.manque(cible)

    def renforcer(self, cible: int, bloc: Bloc, prix: Prix) -> bool:
        """Hide the cheapest cells that let the target move as required. False if this block cannot."""
        p = self.probleme
        classe, y = int(p.cibles[cible]), int(p.y[p.cibles[cible]])
        for _ in range(6):
            bloc.suivre(self.masque)
            offres = self.manque(cible)
            if not offres:
                return True
            choix = []
            for sens, valeur in offres:
                self.appels += 1
                distance = sens * (valeur - y)
                reponse = bloc.renfort(classe, sens, distance, prix)
                if reponse is not None:
                    choix.append((reponse[1], sens, distance, reponse[0]))
            if not choix:
                return False
            _, sens, distance, d = min(choix, key=lambda c: c[:3])
            for touchee in bloc.mouvement(d):
                self.masquer(int(touchee), cible)
            self.mondes.ajouter(bloc.colonnes, d)
        return self.couvrir(cible, bloc)

    def proteger_cible(self, cible: int, prix: Prix) -> None:
        """Cover one target, hiding more if needed. Raises ProtectionImpossible as a last resort."""
        blocs = self.blocs(int(self.probleme.cibles[cible]))
        for bloc in blocs:
            if self.couvrir(cible, bloc) or self.renforcer(cible, bloc, prix):
                return
        raise ProtectionImpossible("une cellule sensible reste exposée quoi qu’on masque")

    # -- whole mask ------------------------------------------------------------------------------------------
    def premier_masque(self) -> None:
        """Protect every target in turn, the smallest counts first, equal ones at random.

        In a single table with its margins, the targets of most crossings come before (measured): what hides them
        serves the inner cells too.
        """
        prix = self.prix_bruites(0.05)
        p = self.probleme
        rang = p.y[p.cibles] + self.hasard.random(len(p.cibles))
        if len(p.systeme.declaration.tables) == 1:
            rang -= 10.0 * np.diff(p.matrice.debuts)[p.cibles]
        reste = self.mondes.manquantes()
        total = len(reste)
        while len(reste):
            self.proteger_cible(int(reste[np.argmin(rang[reste])]), prix)
            reste = self.mondes.manquantes()
            self.suivi("protection", total - len(reste), total)

    def autres_departs(self, nombre: int) -> None:
        """Build as many masks again from nothing, in other orders, and keep the lightest.

        The worlds and the cuts met so far spare most attacks: the second mask takes half the time of the first.
        """
        vierge = self.probleme.etat == MASQUEE
        for _ in range(nombre):
            meilleur, moindre = self.masque.copy(), self.cout
            self.retablir(vierge)
            self.premier_masque()
            self.nettoyer()
            if self.cout >= moindre:
                self.retablir(meilleur)

    def prix_bruites(self, bruit: float, surcout: Reels | None = None) -> Prix:
        """Prices with a secret random part, and an extra for some classes: another seed gives another mask."""

        facteur = 1.0 + bruit * self.hasard.random(len(self.masque))
        if surcout is not None:
            facteur += surcout

        def prix(poids: Reels, classes: Entiers) -> Reels:
            return poids * facteur[classes]

        return prix

    def peut_publier(self, classe: int) -> bool:
        """Publish the class if every target stays covered; otherwise leave the mask as it was."""
        if self.coupes.interdit(classe):
            return False
        self.publier(classe)
        exposees = self.mondes.manquantes()
        for cible in exposees[np.argsort(exposees != self._temoin[classe], kind="stable")]:
            if not any(self.couvrir(int(cible), b) for b in self.blocs(int(self.probleme.cibles[cible]))):
                self.masquer(classe, int(cible))
                return False
        return True

    def nettoyer(self, classes: Entiers | None = None) -> None:
        """Try to publish each secondary again: the heaviest first, then those of most crossings, then at random."""
        candidates = self.secondaires if classes is None else classes
        etendue = np.diff(self.probleme.matrice.debuts)[candidates]
        ordre = np.lexsort((self.hasard.random(len(candidates)), -etendue, -self.probleme.poids[candidates]))
        for rang, classe in enumerate(candidates[ordre], 1):
            self.peut_publier(int(classe))
            self.suivi("nettoyage", rang, len(candidates))
