"""Signed one-time links."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.socle import liens
from parcours.socle.horloge import maintenant

OBJET = uuid.UUID("01890000-0000-7000-8000-000000000000")
JOUR = timedelta(days=1)


def test_un_lien_sert_une_fois(session: Session) -> None:
    jeton = liens.creer("invitation", OBJET, JOUR)
    assert liens.lire("invitation", jeton).objet_id == OBJET
    assert liens.consommer("invitation", jeton) == OBJET
    with pytest.raises(liens.LienInvalide):
        liens.consommer("invitation", jeton)


def test_le_secret_n_est_pas_dans_la_base(session: Session) -> None:
    jeton = liens.creer("invitation", OBJET, JOUR)
    assert len(jeton) == 43
    assert session.scalars(select(liens.LienSigne)).one().empreinte != jeton


def test_un_lien_expire_a_l_heure_dite(session: Session) -> None:
    jeton = liens.creer("invitation", OBJET, JOUR)
    with time_machine.travel(maintenant() + JOUR, tick=False), pytest.raises(liens.LienInvalide):
        liens.lire("invitation", jeton)


def test_un_nouveau_lien_remplace_l_ancien_du_meme_usage_et_du_meme_objet_seulement(session: Session) -> None:
    ancien = liens.creer("invitation", OBJET, JOUR)
    autre_usage, autre_objet = liens.creer("mot_de_passe", OBJET, JOUR), liens.creer("invitation", uuid.uuid4(), JOUR)
    liens.creer("invitation", OBJET, JOUR)
    with pytest.raises(liens.LienInvalide):
        liens.lire("invitation", ancien)
    liens.lire("mot_de_passe", autre_usage)
    liens.lire("invitation", autre_objet)


@pytest.mark.parametrize("jeton", ["", "x", "x" * 43, "é", "\x00"])
def test_un_secret_invente_est_refuse_de_la_meme_facon(session: Session, jeton: str) -> None:
    liens.creer("invitation", OBJET, JOUR)
    with pytest.raises(liens.LienInvalide) as refus:
        liens.lire("invitation", jeton)
    assert "n’est plus valable" in str(refus.value)


def test_un_lien_revoque_ne_sert_plus(session: Session) -> None:
    jeton = liens.creer("invitation", OBJET, JOUR)
    assert liens.revoquer("invitation", OBJET) == 1
    assert liens.revoquer("invitation", OBJET) == 0
    with pytest.raises(liens.LienInvalide):
        liens.lire("invitation", jeton)
