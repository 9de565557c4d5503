"""The story of a child of the PRE in a real browser, whole: from the head's link to the closing and the yearly figures.

Every page is reached by a link or a button that can be seen; addresses are typed only to check that they are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from parcours.socle.droits import Role
from tests.navigateur.scenes import pre_eps, pre_saisine, pre_suivi
from tests.navigateur.ville import Ville, ville_neuve


@pytest.fixture
def ville(navigateur: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ville]:
    """A site that nobody has used yet."""
    with ville_neuve(navigateur, tmp_path_factory.mktemp("histoire-pre"), javascript=True) as neuve:
        yield neuve


def test_l_histoire_d_un_enfant_tient_de_la_saisine_au_bilan_annuel(ville: Ville, tmp_path: Path) -> None:
    page = ville.comme(Role.COORDINATEUR_PRE)
    lien = pre_saisine.elle_remet_un_lien_a_la_directrice(page)
    pre_saisine.la_directrice_presente_l_enfant_de_son_telephone(ville, lien)
    pre_saisine.l_accueil_dit_l_etape_puis_la_suivante(page)
    pre_saisine.l_accord_signe_se_joint_sans_rien_retaper(page, tmp_path)
    saisine, enfant = pre_saisine.les_adresses(page)
    chacun_n_en_voit_que_sa_part(ville, saisine, enfant)

    reunion = pre_eps.elle_prepare_l_eps_de_ce_qui_attend(page)
    pre_eps.un_membre_est_convoque_sans_aucun_nom(ville, page)
    tablette = pre_eps.la_seance_se_tient_sur_une_tablette(ville, reunion)
    pre_eps.le_releve_se_lit(tablette, tmp_path)
    membre = pre_eps.le_membre_lit_la_situation_pas_le_dossier(ville)
    _refusees(ville, membre, [enfant, saisine])

    pre_suivi.le_contrat_signe_ouvre_le_parcours(page)
    pre_suivi.le_referent_note_une_seance_et_un_appel(ville)
    pre_suivi.le_parcours_se_suspend_reprend_et_se_renouvelle(page)
    pre_suivi.la_rentree_passe_l_enfant_dans_la_classe_suivante(page)
    pre_suivi.le_bilan_propose_la_sortie(page)
    pre_suivi.l_enfant_sort_avec_un_relais_puis_le_parcours_se_clot(page)
    pre_suivi.l_enfant_est_derriere_le_chiffre_du_bilan_annuel(page)
    ville.rien_a_redire()


def chacun_n_en_voit_que_sa_part(ville: Ville, saisine: str, enfant: str) -> None:
    """The secrétariat follows the request without its story; the others do not know that it exists."""
    secretariat = ville.comme(Role.SECRETARIAT_PRE)
    secretariat.goto(ville.adresse + saisine)
    expect(secretariat.get_by_role("main")).to_contain_text(pre_saisine.NOM)
    expect(secretariat.get_by_role("main")).not_to_contain_text(pre_saisine.FAITS)
    for role in (Role.REFERENT_PRE, Role.MEMBRE_EPS, Role.PARTENAIRE, Role.PILOTE):
        _refusees(ville, ville.comme(role), [saisine, enfant, "/bilan-annuel"])


def _refusees(ville: Ville, page: Page, adresses: list[str]) -> None:
    ici = page.url
    for adresse in adresses:
        reponse = page.goto(ville.adresse + urlsplit(adresse).path)
        assert reponse is not None
        assert reponse.status in {403, 404}, f"{adresse} : {reponse.status}"
        expect(page.locator("body")).not_to_contain_text(pre_saisine.NOM)
    page.goto(ici)
