"""The clocks of the alerts, in a table."""

from __future__ import annotations

from datetime import date

import pytest

from parcours.alertes.rules import (
    Depart,
    FaitsDeContact,
    a_reprendre,
    bilan_en_retard,
    depart_de_l_horloge,
    orientation_sans_reponse,
    sans_contact,
)

AU = date(2026, 11, 23)


def test_l_horloge_part_du_plus_recent_de_l_entree_de_l_import_et_du_contact() -> None:
    entree, importe, contact = date(2025, 9, 1), date(2026, 11, 1), date(2026, 10, 7)
    assert depart_de_l_horloge(FaitsDeContact(entree)) == (entree, Depart.ENTREE)
    assert depart_de_l_horloge(FaitsDeContact(entree, dernier_contact=contact)) == (contact, Depart.CONTACT)
    assert depart_de_l_horloge(FaitsDeContact(entree, importe, contact)) == (importe, Depart.IMPORT)


@pytest.mark.parametrize(("contact", "attendue"), [(date(2026, 10, 24), True), (date(2026, 10, 25), False)])
def test_l_alerte_se_leve_le_jour_du_seuil_et_pas_la_veille(contact: date, attendue: bool) -> None:
    alerte = sans_contact(FaitsDeContact(date(2025, 9, 1), dernier_contact=contact), seuil=30, au=AU)
    assert (alerte is not None) is attendue


def test_l_alerte_dit_le_fait_les_dates_et_le_seuil() -> None:
    faits = FaitsDeContact(date(2025, 9, 1), None, date(2026, 10, 7), 2, date(2026, 10, 27))
    alerte = sans_contact(faits, seuil=30, au=AU)
    assert alerte is not None
    assert alerte.fait == "Aucun contact depuis 47\u00a0jours."
    assert alerte.precisions == (
        "Dernier échange le 7\u00a0octobre\u00a0; 2\u00a0tentatives sans succès depuis, la dernière le 27\u00a0octobre."
        " Seuil\u00a0: 30\u00a0jours."
    )


def test_une_date_d_une_autre_annee_dit_son_annee() -> None:
    alerte = sans_contact(FaitsDeContact(date(2025, 9, 1)), seuil=30, au=AU)
    assert alerte is not None
    assert "1er\u00a0septembre 2025" in alerte.precisions


def test_l_orientation_se_signale_au_dixieme_jour() -> None:
    assert orientation_sans_reponse(date(2026, 11, 14), "MIPE", vue=False, seuil=10, au=AU) is None
    alerte = orientation_sans_reponse(date(2026, 11, 13), "MIPE", vue=True, seuil=10, au=AU)
    assert alerte is not None
    assert alerte.fait == "MIPE n’a pas répondu depuis 10\u00a0jours."


def test_un_bilan_deja_en_retard_dans_le_tableau_n_est_pas_une_alerte() -> None:
    assert bilan_en_retard(date(2026, 5, 6), importe_le=date(2026, 11, 20), au=AU) is None
    assert bilan_en_retard(date(2026, 11, 22), importe_le=date(2026, 11, 20), au=AU) is not None
    assert bilan_en_retard(AU, importe_le=None, au=AU) is None
    assert bilan_en_retard(None, importe_le=None, au=AU) is None


def test_la_reprise_dit_ce_qui_etait_en_retard_et_rien_de_plus() -> None:
    importe = date(2026, 11, 20)
    options = {"seuil": 30, "seuil_orientation": 10}
    tardif = FaitsDeContact(date(2025, 9, 1), importe)
    raisons = a_reprendre(tardif, bilan=date(2026, 5, 6), orientation_le=date(2026, 10, 1), **options)
    assert len(raisons) == 3
    repris = FaitsDeContact(date(2025, 9, 1), importe, dernier_contact=date(2026, 11, 21))
    assert a_reprendre(repris, bilan=date(2026, 12, 6), orientation_le=None, **options) == []
    assert a_reprendre(FaitsDeContact(date(2025, 9, 1)), bilan=date(2026, 5, 6), orientation_le=None, **options) == []
