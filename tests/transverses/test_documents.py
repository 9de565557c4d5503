"""Documents generated from the code are up to date."""

from __future__ import annotations

import pytest

from tools.matrice_en_doc import principal

pytestmark = pytest.mark.sans_base


def test_le_tableau_qui_voit_quoi_est_a_jour() -> None:
    assert principal(["--verifier"]) == 0, "lancer : python tools/matrice_en_doc.py"
