"""`flask importer`: same report as the screen, exit code other than 0 when refused."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Beneficiaire
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.imports.models import Lot
from parcours.socle.droits import Role
from parcours.socle.perimetre import Perimetre
from tests.fabriques.personnes import agent

DONNEES = Path(__file__).parent.parent / "donnees"


def lancer(app: Flask, *arguments: str) -> tuple[int, str]:
    resultat = app.test_cli_runner().invoke(args=["importer", *arguments])
    return resultat.exit_code, resultat.output


def personnes(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Beneficiaire).options(Perimetre(Beneficiaire))) or 0


def test_l_apercu_dit_tout_et_n_ecrit_rien(app: Flask, session: Session) -> None:
    charger_les_referentiels()
    session.commit()
    code, dit = lancer(app, str(DONNEES / "suivi_pre.xlsx"), "--apercu")
    assert code == 0 and "146" in dit and "ligne 17, MOREL Diane\u00a0: C17" in dit and "rien n’a été écrit" in dit
    assert personnes(session) == 0
    assert session.scalar(select(func.count()).select_from(Lot).options(Perimetre(Lot))) == 0


def test_l_application_cree_les_fiches_au_nom_d_un_agent(app: Flask, session: Session) -> None:
    charger_les_referentiels()
    camille = agent(Role.COORDINATEUR_PRE)
    session.commit()
    code, dit = lancer(app, str(DONNEES / "suivi_pre.xlsx"), "--appliquer", "--dispositif", "pre", "--agent", camille.courriel)
    assert code == 0 and "Import appliqué" in dit
    assert personnes(session) == 146
    code, dit = lancer(app, str(DONNEES / "suivi_pre.xlsx"), "--appliquer")
    assert code == 1 and "rien à importer" in dit and personnes(session) == 146


def test_un_refus_donne_un_code_de_sortie(app: Flask, session: Session) -> None:
    session.commit()
    for arguments in (
        (str(DONNEES / "attendu.json"), "--apercu"),
        (str(DONNEES / "suivi_pre.xlsx"), "--appliquer"),
        (str(DONNEES / "suivi_pre.xlsx"), "--appliquer", "--agent", "personne@exemple.fr"),
    ):
        code, dit = lancer(app, *arguments)
        assert code == 1 and "Refusé" in dit
    assert personnes(session) == 0
