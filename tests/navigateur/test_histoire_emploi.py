"""The story of a woman of the Cité de l'Emploi in a real browser, whole: from the workshop where she is met to « CDI ».

Every page is reached by a link or a button that can be seen; addresses are typed only to check that they are refused.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from parcours.socle.droits import Role
from tests.navigateur.scenes import emploi_orientations, emploi_suivi
from tests.navigateur.ville import Ville, ville_neuve


@pytest.fixture
def ville(navigateur: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ville]:
    """A site that nobody has used yet; two partners have an account, Défi Mobilité only a mailbox."""
    with ville_neuve(navigateur, tmp_path_factory.mktemp("histoire-emploi"), javascript=True) as neuve:
        emploi_suivi.les_partenaires_de_la_cite(neuve)
        yield neuve


def test_l_histoire_d_une_femme_tient_du_reperage_au_cdi(ville: Ville) -> None:
    emploi_suivi.l_escal_la_repere_sur_un_telephone(ville)
    coordination = ville.comme(Role.COORDINATEUR_CITE)
    emploi_suivi.la_coordinatrice_l_appelle_et_fait_le_diagnostic(coordination)
    emploi_suivi.le_comite_de_coordination_lui_donne_un_referent(coordination)

    referent = ville.comme(Role.REFERENT_INSERTION)
    france_travail = emploi_orientations.le_referent_l_oriente(referent, "France Travail", "Accompagnement global")
    defi = emploi_orientations.le_referent_l_oriente(referent, "Défi Mobilité", "Passer le permis")
    emploi_orientations.france_travail_la_prend_en_charge_et_donne_un_rendez_vous(ville)
    emploi_orientations.defi_mobilite_repond_complet_d_un_telephone_sans_javascript(ville)

    emploi_orientations.le_referent_lit_les_deux_reponses_et_la_dit_venue(referent, france_travail, defi)
    emploi_suivi.la_sortie_en_cdi_compte_comme_dynamique(referent)
    emploi_orientations.personne_d_autre_ne_lit_ces_orientations(ville, [france_travail, defi])
    ville.rien_a_redire()
