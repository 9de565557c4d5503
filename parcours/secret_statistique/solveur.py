"""HiGHS behind one door: a model is solved to the end or the run is refused.

Traps known: the time limit of one instance adds up over its runs, so none is set here; every status other than
optimal, infeasible or unbounded is a refusal; one thread everywhere, since the instances of a process share it.
"""

from __future__ import annotations

import os
import sys
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from .erreurs import SolveurInterrompu
from .matrice import Entiers, Matrice

Reels = NDArray[np.float64]
INFINI = float(highspy.kHighsInf)


DOUTEUX = (
    highspy.HighsModelStatus.kUnknown,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)
"""Answers believed only when given twice, the second time from scratch."""


REPRISES_DE_BASE = 50
"""Updates of a basis before it is factored afresh, for the attacks: a few pivots each, they would otherwise drag thousands."""


class Infaisable(Exception):
    """No point satisfies the constraints (a normal answer, not a failure)."""


class NonBorne(Exception):
    """The objective grows without limit (a normal answer)."""


def _sans_banniere() -> None:
    """Build the first instance of the process with the standard output turned away.

    The constructor of that instance prints two lines of licence on descriptor 1 before any option can be set; a
    command whose output is piped to a file must not carry them. Done once, at import, before any thread solves.
    """
    sys.stdout.flush()
    try:
        sortie = os.dup(1)
    except OSError:  # no standard output (a service): nothing to keep clean
        return
    rien = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(rien, 1)
        _instance()
    finally:
        os.dup2(sortie, 1)
        os.close(rien)
        os.close(sortie)


def _instance() -> Any:
    fabrique: Any = highspy.Highs
    h = fabrique()
    h.silent()
    for option, valeur in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("mip_rel_gap", 0.0)):
        h.setOptionValue(option, valeur)
    return h


_sans_banniere()


class Modele:
    """A persistent linear model: minimise cost @ z, rows between bounds, columns between bounds.

    Kept between calls so that the next solve starts from the last basis. `entier`: all columns integer; `primal`: only
    the objective changes from one solve to the next.
    """

    def __init__(
        self,
        matrice: Matrice,
        lignes: tuple[Reels, Reels],
        colonnes: tuple[Reels, Reels],
        entier: bool = False,
        primal: bool = False,
    ):
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = matrice.forme
        lp.row_lower_, lp.row_upper_ = lignes
        lp.col_lower_, lp.col_upper_ = colonnes
        lp.col_cost_ = np.zeros(matrice.forme[1])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = matrice.debuts.astype(np.int32)
        lp.a_matrix_.index_ = matrice.indices.astype(np.int32)
        lp.a_matrix_.value_ = matrice.coefs.astype(np.float64)
        if entier:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * matrice.forme[1]
        self.colonnes = matrice.forme[1]
        self._tout = np.arange(self.colonnes, dtype=np.int32)
        self._h = _instance()
        if not entier:
            self._h.setOptionValue("presolve", "off")
            self._h.setOptionValue("simplex_strategy", 4 if primal else 1)
        if primal:
            self._h.setOptionValue("simplex_update_limit", REPRISES_DE_BASE)
        self._exiger(self._h.passModel(lp))

    def _exiger(self, statut: Any) -> None:
        if statut == highspy.HighsStatus.kError:
            raise SolveurInterrompu("HiGHS a refusé le modèle")

    def option(self, nom: str, valeur: object) -> None:
        """Set a HiGHS option (used by the tests to make it stop early)."""
        self._exiger(self._h.setOptionValue(nom, valeur))

    def borner_ligne(self, rang: int, bas: float, haut: float) -> None:
        """Change the bounds of one row."""
        self._exiger(self._h.changeRowBounds(int(rang), bas, haut))

    def borner_lignes(self, rangs: Entiers, bas: Reels, haut: Reels) -> None:
        """Change the bounds of several rows."""
        if len(rangs):
            self._exiger(self._h.changeRowsBounds(len(rangs), rangs.astype(np.int32), bas, haut))

    def borner_colonnes(self, rangs: Entiers, bas: Reels, haut: Reels) -> None:
        """Change the bounds of several columns."""
        self._exiger(self._h.changeColsBounds(len(rangs), rangs.astype(np.int32), bas, haut))

    def couter(self, cout: Reels, rangs: Entiers | None = None) -> None:
        """Set the cost of all columns, or of some."""
        ou = self._tout if rangs is None else rangs.astype(np.int32)
        self._exiger(self._h.changeColsCost(len(ou), ou, cout))

    def oublier(self) -> None:
        """Start the next solve from scratch, not from the last basis."""
        self._exiger(self._h.clearSolver())

    def multiplicateurs(self) -> Reels:
        """Row duals of the last optimum."""
        return np.array(self._h.getSolution().row_dual)

    def minimiser(self) -> tuple[float, Reels]:
        """Optimal value and point. Raises Infaisable, NonBorne, or SolveurInterrompu for anything else."""
        self._exiger(self._h.run())
        statut = self._h.getModelStatus()
        if statut in DOUTEUX:  # a stale basis can mislead the simplex: ask again from scratch
            self._h.clearSolver()
            self._h.setOptionValue("presolve", "off")
            self._exiger(self._h.run())
            statut = self._h.getModelStatus()
        if statut == highspy.HighsModelStatus.kInfeasible:
            raise Infaisable
        if statut == highspy.HighsModelStatus.kUnbounded:
            raise NonBorne
        if statut != highspy.HighsModelStatus.kOptimal:
            raise SolveurInterrompu(f"HiGHS s’est arrêté avant la fin : {self._h.modelStatusToString(statut)}")
        return float(self._h.getObjectiveValue()), np.array(self._h.getSolution().col_value)
