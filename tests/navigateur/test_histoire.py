"""The story of the house in a real browser, whole, with JavaScript and without: from the spreadsheet to the month's counts.

Nobody types an address: every page is reached by a link or a button that can be seen. Addresses are typed only to check
that they are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from parcours.socle.droits import Role
from tests.navigateur.scenes import administration, alertes, eps_et_orientation, pilotage, reprise, suivi
from tests.navigateur.ville import Ville, ville_neuve


@pytest.fixture(params=[True, False], ids=["avec JavaScript", "sans JavaScript"])
def ville(request: pytest.FixtureRequest, navigateur: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ville]:
    """A site that nobody has used yet."""
    with ville_neuve(navigateur, tmp_path_factory.mktemp("histoire"), javascript=request.param) as neuve:
        yield neuve


def test_l_histoire_tient_du_tableur_au_chiffre_du_mois(ville: Ville) -> None:
    coordinatrice = ville.comme(Role.COORDINATEUR_PRE)
    _le_tableau_devient_des_dossiers(ville)
    _un_enfant_est_suivi(ville)
    _une_reunion_et_une_orientation(ville)
    _les_alertes_viennent_et_partent(ville)
    _le_pilote_lit_des_chiffres_sans_nom(ville)
    suivi.ouvrir(coordinatrice)
    _l_administrateur_tient_les_comptes(ville, [urlsplit(coordinatrice.url).path])
    reprise.rapporter_le_meme_fichier_ne_cree_rien(ville, coordinatrice)
    reprise.annuler_l_import_retire_exactement_lui(ville, coordinatrice, [suivi.ENFANT_DANS_LES_LISTES])
    ville.rien_a_redire()


def _le_tableau_devient_des_dossiers(ville: Ville) -> None:
    page = ville.comme(Role.COORDINATEUR_PRE)
    reprise.la_coordinatrice_arrive_sur_ce_qui_est_a_faire(page)
    reprise.elle_apporte_le_tableau(page)
    reprise.l_apercu_dit_ligne_par_ligne_ce_qui_sera_cree_reuni_ou_ecarte(page)
    reprise.elle_corrige_les_trois_dates(page, javascript=ville.javascript)
    reprise.elle_applique_l_import(page)
    reprise.aucune_alerte_ne_part_des_dates_anciennes(page)


def _un_enfant_est_suivi(ville: Ville) -> None:
    page = ville.comme(Role.COORDINATEUR_PRE)
    suivi.deux_lettres_sans_accent_retrouvent_l_enfant_dans_les_deux_ordres(page, javascript=ville.javascript)
    fiche = suivi.elle_ouvre_sa_fiche(page)
    suivi.elle_note_un_appel_sans_reponse_et_un_rappel(fiche, javascript=ville.javascript)
    suivi.elle_note_une_visite(fiche)
    suivi.elle_corrige_ce_qu_elle_a_mal_ecrit_et_en_relit_l_histoire(fiche)
    suivi.elle_fixe_un_objectif_et_une_action(fiche)
    suivi.elle_reunit_deux_fiches_du_meme_enfant(fiche)
    suivi.elle_nomme_un_autre_referent_a_partir_d_aujourd_hui(page)
    suivi.elle_constate_qu_il_habite_un_quartier_fragile(fiche)


def _une_reunion_et_une_orientation(ville: Ville) -> None:
    page = ville.comme(Role.COORDINATEUR_PRE)
    eps_et_orientation.elle_prevoit_une_reunion_de_l_eps(page)
    eps_et_orientation.l_inscription_est_refusee_tant_que_l_accord_n_est_pas_confirme(page)
    eps_et_orientation.elle_confirme_l_accord_de_la_mere_et_revient_a_l_inscription(page)
    eps_et_orientation.elle_enregistre_la_decision(page)
    eps_et_orientation.elle_oriente_la_mere_vers_la_mipe(page)
    orientation = urlsplit(page.url).path
    suivi.ouvrir(page)
    dossier = urlsplit(page.url).path
    mipe = ville.comme(Role.PARTENAIRE)
    refusees = [dossier, f"{dossier}/situation", f"{dossier}/historique", f"{orientation}/modifier"]
    eps_et_orientation.la_mipe_voit_cette_orientation_et_rien_d_autre_du_dossier(ville, mipe, refusees)
    eps_et_orientation.elle_l_accepte(mipe, javascript=ville.javascript)
    eps_et_orientation.le_fil_de_l_enfant_le_raconte(page)


def _les_alertes_viennent_et_partent(ville: Ville) -> None:
    page = ville.comme(Role.COORDINATEUR_PRE)
    alertes.onze_jours_sans_reponse_de_la_mipe_alertent(ville, page)
    alertes.la_reponse_de_la_mipe_fait_disparaitre_l_alerte(ville, page)
    alertes.trente_jours_sans_contact_alertent(ville, page)
    alertes.un_echange_fait_disparaitre_l_alerte(page)


def _le_pilote_lit_des_chiffres_sans_nom(ville: Ville) -> None:
    page = ville.comme(Role.PILOTE)
    pilotage.le_pilote_arrete_les_chiffres_du_mois(page)
    pilotage.les_petits_nombres_sont_masques(page)
    pilotage.le_fichier_du_mois_porte_le_meme_avertissement(page)
    pilotage.aucun_nom_n_est_sur_aucune_page_qu_il_atteint(ville, page)


def _l_administrateur_tient_les_comptes(ville: Ville, dossiers: list[str]) -> None:
    page = ville.comme(Role.ADMINISTRATEUR)
    invitation = administration.l_administrateur_invite_une_agente(page)
    administration.elle_choisit_sa_phrase_et_se_connecte(ville, invitation)
    administration.le_lien_ne_sert_plus(ville, invitation)
    nouveau = administration.il_lui_remet_un_nouveau_lien(page)
    agente = administration.elle_choisit_sa_phrase_et_se_connecte(ville, nouveau, administration.SECONDE)
    administration.le_lien_ne_sert_plus(ville, nouveau)
    administration.une_habilitation_vaut_a_la_requete_suivante(page, agente)
    administration.tous_les_dossiers_lui_sont_refuses(ville, page, dossiers)
