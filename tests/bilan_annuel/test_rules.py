"""Years, bands and tables of the yearly report."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from parcours.bilan_annuel.rules.faits import Faits, ParcoursCompte
from parcours.bilan_annuel.rules.periodes import GenreDAnnee, Periode, lire_periode, periodes_offertes
from parcours.bilan_annuel.rules.rubriques import rubriques

pytestmark = pytest.mark.sans_base
ANNEE = Periode(GenreDAnnee.SCOLAIRE, 2025)


def un(debut: date | None, sortie: date | None = None, **champs: object) -> ParcoursCompte:
    """A pathway."""
    return ParcoursCompte(uuid.uuid4(), uuid.uuid4(), date(2025, 6, 1), None, debut, sortie, **champs)  # type: ignore[arg-type]


def valeurs(*parcours: ParcoursCompte, mots: dict[str, dict[str, str]] | None = None) -> dict[str, float | None]:
    """Key → value of every line."""
    toutes = rubriques(Faits(list(parcours), [], [], [], mots or {}), ANNEE)
    return {x.cle: x.valeur for r in toutes for t in r.tableaux for x in t.lignes}


def test_l_annee_scolaire_va_de_septembre_a_aout_et_l_annee_civile_de_janvier_a_decembre() -> None:
    assert (ANNEE.debut, ANNEE.fin) == (date(2025, 9, 1), date(2026, 8, 31))
    civile = Periode(GenreDAnnee.CIVILE, 2026)
    assert (civile.debut, civile.fin) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("code", ["", "scolaire", "scolaire-", "scolaire-99999", "autre-2025", "civile-1800", "scolaire--1"])
def test_une_adresse_illisible_donne_la_derniere_annee_commencee(code: str) -> None:
    assert lire_periode(code, date(2026, 11, 23)) == Periode(GenreDAnnee.SCOLAIRE, 2026)


def test_en_septembre_on_regarde_encore_l_annee_qui_vient_de_finir() -> None:
    assert lire_periode("", date(2026, 9, 15)).annee == 2025
    assert periodes_offertes(date(2026, 9, 15))[0].annee == 2026


def test_un_parcours_compte_s_il_est_ouvert_au_moins_un_jour() -> None:
    v = valeurs(
        un(date(2024, 1, 1), date(2025, 8, 31)),
        un(date(2024, 1, 1), date(2025, 9, 1)),
        un(date(2026, 8, 31)),
        un(date(2026, 9, 1)),
        un(None),
    )
    assert (v["file_active"], v["entrees"], v["sorties"]) == (2, 1, 1)
    assert (v["premier_jour"], v["dernier_jour"]) == (1, 1)


def test_un_enfant_revenu_dans_l_annee_compte_une_fois_et_entre_deux_fois() -> None:
    une = un(date(2025, 9, 10), date(2025, 12, 1))
    encore = un(date(2026, 3, 1))
    encore.beneficiaire_id = une.beneficiaire_id
    v = valeurs(une, encore)
    assert (v["file_active"], v["entrees"]) == (1, 2)


def test_les_tranches_d_age_sont_celles_de_l_enquete_a_la_date_d_entree() -> None:
    v = valeurs(
        un(date(2025, 10, 1), naissance=date(2019, 10, 2)),
        un(date(2025, 10, 1), naissance=date(2019, 10, 1)),
        un(date(2025, 10, 1), naissance=date(2008, 1, 1)),
        un(date(2025, 10, 1)),
    )
    assert (v["age.2-5"], v["age.6-10"], v["age.11-16"], v["age.17 et plus"], v["age.Non renseigné"]) == (1, 1, 0, 1, 1)


def test_la_duree_se_range_en_bandes_et_se_resume() -> None:
    v = valeurs(un(date(2025, 1, 1), date(2025, 10, 1)), un(date(2024, 1, 1), date(2026, 6, 1)))
    assert (v["duree.6 à 12 mois"], v["duree.Plus de 24 mois"]) == (1, 1)
    assert v["duree.moyenne"] == 19.0


def test_l_evolution_des_notes_compare_l_entree_et_la_sortie() -> None:
    mieux = un(date(2025, 1, 1), date(2025, 10, 1), notes={"sante": {"entree": 1, "sortie": 3}})
    moins = un(date(2025, 1, 1), date(2025, 10, 1), notes={"sante": {"entree": 3, "sortie": 2}})
    sans = un(date(2025, 1, 1), date(2025, 10, 1), notes={"sante": {"entree": 3}})
    v = valeurs(mieux, moins, sans, mots={"domaine_situation": {"sante": "Santé"}})
    assert (v["evolution.sante.mieux"], v["evolution.sante.pareil"], v["evolution.sante.moins"]) == (1, 0, 1)


def test_chaque_ventilation_a_pour_somme_la_file_active() -> None:
    parcours = [un(date(2025, 10, 1), sexe="FMinconnu"[i % 2], commune=("Arques", None)[i % 2]) for i in range(7)]
    for rubrique in rubriques(Faits(parcours, [], [], [], {}), ANNEE):
        for tableau in rubrique.tableaux:
            if tableau.titre in {"Sexe", "Âge à l’entrée", "Niveau scolaire", "Commune", "Éducation prioritaire"}:
                assert sum(x.valeur or 0 for x in tableau.lignes) == 7, tableau.titre


def test_deux_lignes_n_ont_jamais_la_meme_cle() -> None:
    lignes = [
        x.cle for r in rubriques(Faits([un(date(2025, 10, 1))], [], [], [], {}), ANNEE) for t in r.tableaux for x in t.lignes
    ]
    assert len(lignes) == len(set(lignes))
