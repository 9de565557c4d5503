"""Who reaches an import: the roles that import, in their dispositif only."""

from __future__ import annotations

from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.imports import services
from parcours.imports.access import lignes_visibles
from parcours.imports.models import Lot
from parcours.socle.droits import Role
from parcours.socle.perimetre import Perimetre
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, connecter, structure

TABLEAU = b"NOM Prenom;Date naissance;Classe;QPV\nRENAULT L\xc3\xa9a;16/01/2018;CE2;oui\n"


@pytest.fixture
def lot(session: Session) -> Lot:
    charger_les_referentiels()
    return services.deposer(TABLEAU, "suivi.csv", None, par=acteur(agent(Role.COORDINATEUR_PRE)))


def adresses(session: Session, lot: Lot) -> tuple[list[str], list[str]]:
    par = acteur(agent(Role.COORDINATEUR_PRE, nom="Autre"))
    ligne = session.scalars(lignes_visibles(par)).first()
    assert ligne is not None
    base, la_ligne = f"/imports/{lot.id}", f"/imports/{lot.id}/lignes/{ligne.id}"
    lues = [base, f"{base}/colonnes", f"{base}/annuler", la_ligne]
    ecrites = [f"{base}/{g}" for g in ("appliquer", "annuler", "abandonner", "colonnes")]
    return lues, ecrites + [f"{la_ligne}/{g}" for g in ("corriger", "decider", "choisir")]


@pytest.mark.parametrize(
    "role", [r for r in Role if r not in {Role.COORDINATEUR_PRE, Role.MEDIATEUR_SANTE, Role.COORDINATEUR_CITE}]
)
def test_un_autre_role_n_importe_pas(client: ClientVerifie, session: Session, lot: Lot, role: Role) -> None:
    lues, ecrites = adresses(session, lot)
    connecter(client, agent(role, structure=structure()))
    assert {client.get(a).status_code for a in [*lues, "/imports"]} == {403}
    assert {client.envoyer(a, depuis="/", data={"version": "1"}).status_code for a in ecrites} == {403}
    envoi = client.envoyer(
        "/imports", depuis="/", data={"fichier": (BytesIO(TABLEAU), "a.csv")}, content_type="multipart/form-data"
    )
    assert envoi.status_code == 403


@pytest.mark.parametrize("role", [Role.MEDIATEUR_SANTE, Role.COORDINATEUR_CITE])
def test_l_import_d_un_autre_dispositif_n_existe_pas(client: ClientVerifie, session: Session, lot: Lot, role: Role) -> None:
    lues, ecrites = adresses(session, lot)
    connecter(client, agent(role))
    assert {client.get(a).status_code for a in lues} == {404}
    assert {client.envoyer(a, depuis="/imports", data={"version": "1"}).status_code for a in ecrites} == {404}
    assert "suivi.csv" not in client.voir("/imports").text
    assert len(session.scalars(select(Lot).options(Perimetre(Lot))).all()) == 1


def test_un_ancien_coordinateur_n_ouvre_plus_ses_imports(client: ClientVerifie, session: Session, lot: Lot) -> None:
    qui = agent(Role.COORDINATEUR_PRE, nom="Partie")
    connecter(client, qui)
    client.voir(f"/imports/{lot.id}")
    for habilitation in qui.habilitations:
        session.delete(habilitation)
    session.commit()
    assert client.get(f"/imports/{lot.id}").status_code == 403
