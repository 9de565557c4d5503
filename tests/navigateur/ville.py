"""An empty installation with its reference lists and its accounts, nobody in it: where the story begins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import func, select, update

from parcours.accompagnements.models import Echange, Rappel
from parcours.beneficiaires.models import Beneficiaire
from parcours.exploitation.demonstration.atelier import ouvrir
from parcours.exploitation.demonstration.comptes import PHRASE
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.orientations.models import Orientation
from parcours.socle.base import Base, db
from parcours.socle.droits import Role
from tests.conftest import MOTEUR
from tests.moteurs import adresse_de_test
from tests.navigateur.conftest import GUET, LARGEURS, Fenetre
from tests.navigateur.objets import PageDeConnexion
from tests.serveur import application_neuve, serveur

_DATES: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Beneficiaire, ("importe_le",)),
    (Echange, ("a_la_date",)),
    (Rappel, ("pour_le",)),
    (Orientation, ("envoyee_le", "envoyee_jour")),
)
"""What the clocks of alerts and reminders start from."""


@dataclass
class Ville:
    """A running site, its base, and the tabs of the people who use it."""

    adresse: str
    app: Flask
    navigateur: Browser
    javascript: bool
    _contextes: list[BrowserContext] = field(default_factory=list)
    _onglets: dict[str, Fenetre] = field(default_factory=dict)

    def fenetre(self, largeur: str = "ordinateur") -> Fenetre:
        """A new tab in a browser of its own."""
        large, haut = LARGEURS[largeur]
        contexte = self.navigateur.new_context(
            viewport={"width": large, "height": haut},
            locale="fr-FR",
            java_script_enabled=self.javascript,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self._contextes.append(contexte)
        contexte.add_init_script(GUET)
        contexte.set_default_timeout(30_000)
        onglet = Fenetre(contexte.new_page(), self.adresse)
        onglet.ecouter()
        return onglet

    def comme(self, role: Role, largeur: str = "ordinateur") -> Page:
        """The page of the demonstration's account of this role, signed in through the sign-in page."""
        return self.avec(f"{role.value.replace('_', '.')}@parcours.example", largeur)

    def avec(self, courriel: str, largeur: str = "ordinateur") -> Page:
        """The page of the account of this address, signed in through the sign-in page."""
        cle = f"{courriel} {largeur}"
        if cle not in self._onglets:
            self._onglets[cle] = self.fenetre(largeur)
            PageDeConnexion(self._onglets[cle].page, self.adresse).se_connecter(courriel, PHRASE)
        return self._onglets[cle].page

    def rien_a_redire(self) -> None:
        """No tab complained; an expected refusal is not a complaint."""
        for onglet in self._onglets.values():
            onglet.rien_a_redire(sauf=lambda plainte: any(code in plainte for code in ("403", "404", "409", "422")))

    def laisser_passer(self, jours: int) -> None:
        """The same base, as if everything in it had been done this many days earlier."""
        with self.app.app_context():
            with db.engine.begin() as connexion:
                for modele, noms in _DATES:
                    table = modele.__table__
                    for ligne in connexion.execute(select(table)).mappings().all():
                        reculees = {nom: ligne[nom] - timedelta(days=jours) for nom in noms if ligne[nom] is not None}
                        if reculees:
                            connexion.execute(update(table).where(table.c.id == ligne["id"]).values(reculees))
            db.engine.dispose()

    def compter(self, modele: type[Base]) -> int:
        """How many rows the base holds."""
        with self.app.app_context():
            with db.engine.connect() as connexion:
                nombre = connexion.scalar(select(func.count()).select_from(modele.__table__))
            db.engine.dispose()
            return int(nombre or 0)

    def fermer(self) -> None:
        """Close every browser."""
        for contexte in self._contextes:
            contexte.close()


@contextmanager
def ville_neuve(navigateur: Browser, dossier: Path, *, javascript: bool) -> Iterator[Ville]:
    """Reference lists and accounts only, on a base of the chosen engine."""
    with adresse_de_test(MOTEUR, dossier, "histoire") as base:
        app = application_neuve(dossier, base)
        with app.app_context():
            charger_les_referentiels()
            ouvrir().deposer()
            db.session.commit()
            db.engine.dispose()
        with serveur(dossier, base) as ouvert:
            ville = Ville(ouvert.adresse, app, navigateur, javascript)
            yield ville
            ville.fermer()
