"""axe on a page or after a swap, with the rules of RGAA's own base (WCAG 2.2 AA) and its good practices."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ETIQUETTES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_axe = Axe()


def violations(page: Page) -> list[str]:
    """What axe complains of: rule, number of elements, the first of them."""
    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": ETIQUETTES}, "resultTypes": ["violations"]}
    trouvees = _axe.run(page, options=options).response["violations"]
    return [f"{v['id']} × {len(v['nodes'])} : {v['nodes'][0]['html'][:200]} {v['nodes'][0]['target']}" for v in trouvees]


def sans_violation(page: Page) -> None:
    """Fail with what axe complains of."""
    trouvees = violations(page)
    assert trouvees == [], f"{page.url} :\n" + "\n".join(trouvees)


def tient_en_largeur(page: Page) -> None:
    """Nothing makes the page scroll sideways (WCAG 1.4.10); a table may scroll inside its own frame."""
    trop = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert trop <= 0, f"{page.url} déborde de {trop} pixels"
