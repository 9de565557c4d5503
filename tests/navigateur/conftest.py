"""A real Chromium before a real server: one town per session, one signed-in browser context per role and width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from parcours.socle.droits import Role
from tests.conftest import MOTEUR
from tests.fabriques.monde import Monde
from tests.moteurs import adresse_de_test
from tests.serveur import application_neuve, monde_enregistre, serveur
from tools.navigateur import trouver

SANS_NAVIGATEUR = (
    "Aucun navigateur Chromium ici : installez le paquet « chromium » (Debian : apt-get install chromium) "
    "ou donnez son chemin dans CHROMIUM. Les essais dans un navigateur ne sont jamais sautés."
)
# Two of these suites run side by side on two cores: what is slow is not yet wrong.
expect.set_options(timeout=15_000)
LARGEURS = {"ordinateur": (1280, 800), "téléphone": (360, 740)}

# Says aloud what the content security policy blocked; runs before the page's own scripts.
GUET = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", e => window.__violations.push(`${e.violatedDirective} ${e.blockedURI}`));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder opens a browser."""
    for item in items:
        if "/navigateur/" in item.path.as_posix():
            item.add_marker(pytest.mark.navigateur)


@dataclass
class Site:
    """The running server and the town it serves."""

    adresse: str
    monde: Monde


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """gunicorn on a temporary base of the chosen engine."""
    dossier = tmp_path_factory.mktemp("site")
    with adresse_de_test(MOTEUR, dossier, "navigateur") as base:
        app = application_neuve(dossier, base)
        monde = monde_enregistre(app)
        with serveur(dossier, base) as ouvert:
            yield Site(ouvert.adresse, monde)


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    """The installed Chromium."""
    chemin = trouver()
    if chemin is None:
        pytest.fail(SANS_NAVIGATEUR)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chemin, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


@dataclass
class Fenetre:
    """A tab that remembers everything that went wrong in it."""

    page: Page
    adresse: str
    plaintes: list[str] = field(default_factory=list)

    def ecouter(self) -> None:
        """Remember every error of the console and of the scripts."""
        self.page.on("console", lambda m: self.plaintes.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.plaintes.append(str(e)))

    def ouvrir(self, chemin: str) -> Page:
        """Go to a path of the site."""
        self.page.goto(self.adresse + chemin)
        return self.page

    def rien_a_redire(self, *, sauf: Callable[[str], bool] = lambda _: False) -> None:
        """Fail when the console complained, a script failed, or the policy blocked something."""
        self.plaintes += [f"politique de contenu : {v}" for v in self.page.evaluate("window.__violations || []")]
        plaintes, self.plaintes[:] = [p for p in self.plaintes if not sauf(p)], []
        assert plaintes == [], f"{self.page.url} : {plaintes}"


OuvrirFenetre = Callable[..., Fenetre]


@pytest.fixture
def fenetre(navigateur: Browser, site: Site) -> Iterator[OuvrirFenetre]:
    """Make tabs: `fenetre(Role.X, largeur="téléphone", javascript=False)`."""
    contextes: list[BrowserContext] = []

    def ouvrir(role: Role | None = None, largeur: str = "ordinateur", *, javascript: bool = True) -> Fenetre:
        large, haut = LARGEURS[largeur]
        contexte = navigateur.new_context(
            viewport={"width": large, "height": haut}, locale="fr-FR", java_script_enabled=javascript, reduced_motion="reduce"
        )
        contextes.append(contexte)
        if role is not None:
            nom, _, valeur = site.monde.temoin_de_session(role).partition("=")
            contexte.add_cookies([{"name": nom, "value": valeur, "url": site.adresse}])
        contexte.add_init_script(GUET)
        onglet = Fenetre(contexte.new_page(), site.adresse)
        onglet.ecouter()
        return onglet

    yield ouvrir
    for contexte in contextes:
        contexte.close()
