"""Typed, frozen settings read from the environment; every missing or unsafe value is named at start, in French."""

from __future__ import annotations

import stat
import sys
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

RACINE = Path(__file__).resolve().parent


class Mode(StrEnum):
    """What this installation is for; production refuses every convenience of the others."""

    DEMONSTRATION = "demonstration"
    PRODUCTION = "production"
    TEST = "test"


class Config(BaseSettings):
    """All settings. Environment names are `PARCOURS_` + the field in capitals, except DATABASE_URL."""

    model_config = SettingsConfigDict(env_prefix="PARCOURS_", frozen=True, extra="ignore", populate_by_name=True)

    mode: Mode = Mode.DEMONSTRATION
    database_url: str = Field(default=f"sqlite:///{RACINE / 'instance' / 'parcours.db'}", validation_alias="DATABASE_URL")
    instance: Path = Field(default=RACINE / "instance", description="folder of the files that belong to this installation")
    secret_fichier: Path | None = Field(default=None, description="file holding the key that signs cookies and links")
    trousseau: Path | None = Field(default=None, description="file holding the ring of keys that encrypt free texts")

    url_publique: str = Field(default="http://127.0.0.1:5000", description="address written in e-mails")
    smtp_hote: str | None = None
    smtp_port: int = 25
    smtp_tls: bool = False
    smtp_utilisateur: str | None = None
    smtp_mot_de_passe_fichier: Path | None = None
    courriel_expediteur: str = "parcours@localhost.localdomain"

    nom: str = "Parcours"
    territoire: str = "Pays de Saint-Omer"
    service: str = "Communauté d’agglomération du Pays de Saint-Omer"
    logo: str | None = Field(default=None, description="path of a logo below static/, or nothing")
    couleur_marque: str = Field(default="#14505c", pattern=r"^#[0-9a-fA-F]{6}$")
    couleur_marque_foncee: str = Field(default="#0c3a44", pattern=r"^#[0-9a-fA-F]{6}$")

    inactivite_minutes: int = Field(default=60, ge=5, le=240)
    inactivite_administrateur_minutes: int = Field(default=30, ge=5, le=60)
    session_heures: int = Field(default=12, ge=1, le=24)
    taille_envoi_mo: int = Field(default=20, ge=1, le=100)
    mandataires: int = Field(default=0, ge=0, le=3, description="reverse proxies in front of the application")

    @property
    def chemin_secret(self) -> Path:
        """File of the signing key."""
        return self.secret_fichier or self.instance / "secret"

    @property
    def chemin_trousseau(self) -> Path:
        """File of the encryption key ring."""
        return self.trousseau or self.instance / "trousseau.json"

    @cached_property
    def secret_key(self) -> str:
        """The signing key, at least 32 characters."""
        return self.chemin_secret.read_text().strip()

    @property
    def production(self) -> bool:
        """True when real people's data live here."""
        return self.mode is Mode.PRODUCTION

    @property
    def demonstration(self) -> bool:
        """True when every person is fictional."""
        return self.mode is Mode.DEMONSTRATION

    @property
    def test(self) -> bool:
        """True under the test suite."""
        return self.mode is Mode.TEST

    @model_validator(mode="after")
    def _sur(self) -> Config:
        """Refuse at start what would be unsafe later; each sentence names the setting to change."""
        problemes = [*self._fichier_prive(self.chemin_secret, "PARCOURS_SECRET_FICHIER (clé de signature)")]
        problemes += self._fichier_prive(self.chemin_trousseau, "PARCOURS_TROUSSEAU (clés de chiffrement)")
        if not problemes and len(self.chemin_secret.read_text().strip()) < 32:
            problemes.append("PARCOURS_SECRET_FICHIER : la clé de signature doit compter au moins 32 caractères.")
        if not self.database_url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            problemes.append("DATABASE_URL : seules les adresses sqlite:/// et postgresql:// sont acceptées.")
        if self.production:
            if not self.url_publique.startswith("https://"):
                problemes.append("PARCOURS_URL_PUBLIQUE : en production, l’adresse doit commencer par https://.")
            if self.smtp_hote and not self.smtp_tls:
                problemes.append("PARCOURS_SMTP_TLS : en production, l’envoi de courriels doit être chiffré.")
        if problemes:
            raise ValueError("\n".join(problemes))
        return self

    @staticmethod
    def _fichier_prive(chemin: Path, nom: str) -> list[str]:
        if not chemin.is_file():
            return [f"{nom} : le fichier {chemin} n’existe pas. Créez-le avec « make cles »."]
        if chemin.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            return [f"{nom} : le fichier {chemin} est lisible par d’autres comptes. Faites « chmod 400 {chemin} »."]
        return []


def charger() -> Config:
    """Read the settings, or stop with one French line per problem.

    Raises:
        SystemExit: when a value is missing or unsafe.
    """
    try:
        return Config()
    except ValidationError as erreur:
        print("Parcours ne démarre pas : la configuration est incomplète ou dangereuse.", file=sys.stderr)
        for detail in erreur.errors():
            nom = ".".join(str(partie) for partie in detail["loc"]).upper()
            message = str(detail.get("ctx", {}).get("error", detail["msg"]))
            for ligne in message.splitlines():
                print(f"  - {'PARCOURS_' + nom + ' : ' if nom else ''}{ligne}", file=sys.stderr)
        raise SystemExit(2) from None
