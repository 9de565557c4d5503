"""axe on a page or after a swap, with the rules of RGAA's own base (WCAG 2.2 AA) and its good practices."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ETIQUETTES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {"runOnly": {"type": "tag", "values": ETIQUETTES}, "resultTypes": ["violations"]}
# Only what is said of a fault comes back: the whole report is long to carry.
_PASSER = """options => axe.run(document, options).then(r => r.violations.map(
  v => `${v.id} × ${v.nodes.length} : ${v.nodes[0].html.slice(0, 200)} ${v.nodes[0].target}`))"""
_axe = Axe()


def violations(page: Page) -> list[str]:
    """What axe complains of: rule, number of elements, the first of them. Its script is put once in a page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe.axe_script)
    trouvees: list[str] = page.evaluate(_PASSER, _OPTIONS)
    return trouvees


def sans_violation(page: Page) -> None:
    """Fail with what axe complains of."""
    trouvees = violations(page)
    assert trouvees == [], f"{page.url} :\n" + "\n".join(trouvees)


def tient_en_largeur(page: Page) -> None:
    """Nothing makes the page scroll sideways (WCAG 1.4.10); a table may scroll inside its own frame."""
    page.wait_for_load_state()  # between two pages the document has no element yet
    trop = page.locator("html").evaluate("racine => racine.scrollWidth - racine.clientWidth")
    assert trop <= 0, f"{page.url} déborde de {trop} pixels"
