"""Counting tries per account name, without keeping the name (securite §1.4)."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from parcours.comptes.models import TentativeDeConnexion
from parcours.comptes.rules import DEMANDES_PAR_HEURE
from parcours.comptes.rules.attente import FENETRE, Essai, fin_de_l_attente
from parcours.socle.base import db
from parcours.socle.horloge import maintenant


def attendre_son_tour(compte: str) -> None:
    """Make simultaneous tries on one account count one after the other (SQLite writers already queue)."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(int(compte[:15], 16))))


def fin_d_attente(compte: str) -> datetime | None:
    """When this account may be tried again, or None when it may be now."""
    lignes = db.session.execute(
        select(TentativeDeConnexion.instant, TentativeDeConnexion.reussie).where(
            TentativeDeConnexion.compte == compte, TentativeDeConnexion.instant > maintenant() - FENETRE
        )
    )
    return fin_de_l_attente([Essai(instant, reussie) for instant, reussie in lignes], maintenant())


def noter_essai(compte: str, *, reussi: bool) -> None:
    """Count one try."""
    db.session.add(TentativeDeConnexion(compte=compte, reussie=reussi))


def oublier_les_essais(compte: str) -> None:
    """Start afresh: a new pass-phrase was chosen through a link."""
    db.session.execute(delete(TentativeDeConnexion).where(TentativeDeConnexion.compte == compte))


def trop_d_essais(compte: str, par_heure: int) -> bool:
    """True when this name was counted that many times within the hour; counts nothing."""
    recents = db.session.scalar(
        select(func.count())
        .select_from(TentativeDeConnexion)
        .where(TentativeDeConnexion.compte == compte, TentativeDeConnexion.instant > maintenant() - timedelta(hours=1))
    )
    return (recents or 0) >= par_heure


def peut_encore(compte: str, par_heure: int) -> bool:
    """Count one try, and say whether it may be answered."""
    attendre_son_tour(compte)
    trop = trop_d_essais(compte, par_heure)
    noter_essai(compte, reussi=False)
    return not trop


def peut_demander_un_lien(compte: str) -> bool:
    """Count one request for a link, and say whether it may be answered; written whether the account exists or not."""
    return peut_encore(compte, DEMANDES_PAR_HEURE)


def purger() -> None:
    """Forget tries older than two days."""
    db.session.execute(delete(TentativeDeConnexion).where(TentativeDeConnexion.instant < maintenant() - 2 * FENETRE))
