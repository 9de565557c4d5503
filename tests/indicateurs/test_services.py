"""The figures of a month: masked, frozen, without a name, and nobody works out a small number from what is beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import QuartierConstate
from parcours.beneficiaires.rules import OrigineQuartier, Sexe, SituationQuartier
from parcours.indicateurs import services
from parcours.indicateurs.models import PublicationMensuelle
from parcours.indicateurs.rules import Mois
from parcours.indicateurs.system import effectifs
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.territoire.models import Quartier
from parcours.territoire.services import charger_reference
from tests.fabriques.personnes import acteur, agent, beneficiaire, parcours
from tests.indicateurs.attaquant import intervalles

GRAINE = b"graine des essais, seize octets au moins"
QPV = ("saint-exupery-leon-blum", "quai-du-commerce-saint-sepulcre", "centre-historique")
OCTOBRE = Mois(2026, 10)


@pytest.fixture(autouse=True)
def _a_la_date(session: Session) -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        charger_reference()
        yield


@pytest.fixture
def pilote(session: Session) -> Acteur:
    return acteur(agent(Role.PILOTE))


def peupler(effectif: dict[tuple[Dispositif, str], int]) -> None:
    """So many people in each dispositif and district, one in three a man."""
    codes = {q.code: q for q in db.session.scalars(select(Quartier))}
    for (dispositif, ou), nombre in effectif.items():
        for rang in range(nombre):
            quartier = codes.get(ou)
            personne = beneficiaire(
                f"Nom{rang}", f"Prénom{rang}", dispositif,
                sexe=Sexe.MASCULIN if rang % 3 == 0 else Sexe.FEMININ,
                situation_quartier=SituationQuartier.QPV if quartier else SituationQuartier(ou),
                quartier_id=quartier.id if quartier else None,
            )  # fmt: skip
            parcours(personne, debut_le=date(2026, 1, 5))


REPARTITIONS = [
    {(Dispositif.PRE, QPV[0]): 40, (Dispositif.PRE, QPV[1]): 20, (Dispositif.PRE, "inconnu"): 2,
     (Dispositif.SANTE, QPV[0]): 30, (Dispositif.SANTE, QPV[2]): 12, (Dispositif.SANTE, "hors_quartier"): 7,
     (Dispositif.EMPLOI, QPV[0]): 25, (Dispositif.EMPLOI, QPV[1]): 30, (Dispositif.EMPLOI, "hors_quartier"): 9},
    {(Dispositif.PRE, QPV[0]): 3},
    {(Dispositif.PRE, QPV[0]): 20, (Dispositif.PRE, QPV[1]): 1},
    {(Dispositif.SANTE, QPV[0]): 10, (Dispositif.PRE, QPV[0]): 10, (Dispositif.EMPLOI, QPV[0]): 10},
]  # fmt: skip


@pytest.mark.parametrize("repartition", REPARTITIONS)
def test_aucun_petit_nombre_ne_se_retrouve_par_les_totaux(
    pilote: Acteur, repartition: dict[tuple[Dispositif, str], int]
) -> None:
    peupler(repartition)
    publiee = services.etablir(OCTOBRE, graine=GRAINE, par=pilote)
    connu = intervalles(publiee.cellules, QPV)
    for c in publiee.cellules:
        cle = (c["table"], c["dispositif"], c.get("quartier") or c["sexe"])
        seuil = 11 if c["dispositif"] == "sante" else 5
        if c["statut"] == "A":
            assert c["valeur"] == 0 or c["valeur"] >= seuil, cle
        if c["statut"] == "s":
            bas, haut = connu[cle]
            assert c["valeur"] is None
            assert haut >= seuil, f"{cle} : se sait inférieure à {seuil} ({bas} à {haut})"
            assert haut - bas >= seuil - 1, f"{cle} : se sait entre {bas} et {haut}"


def test_une_seule_case_petite_n_est_jamais_masquee_seule(pilote: Acteur) -> None:
    peupler(REPARTITIONS[0])
    cellules = services.etablir(OCTOBRE, graine=GRAINE, par=pilote).cellules
    masquees = [c for c in cellules if c["statut"] == "s" and c["table"] == "dispositif_quartier"]
    for axe in ("dispositif", "quartier"):
        for valeur in {c[axe] for c in masquees}:
            assert len([c for c in masquees if c[axe] == valeur]) >= 2


def test_le_meme_mois_redonne_les_memes_chiffres_meme_si_la_base_change(pilote: Acteur) -> None:
    peupler({(Dispositif.PRE, QPV[0]): 40})
    premiere = services.etablir(OCTOBRE, graine=GRAINE, par=pilote)
    cellules = list(premiere.cellules)
    parcours(beneficiaire("Une", "De plus", situation_quartier=SituationQuartier.HORS), debut_le=date(2026, 10, 2))
    seconde = services.etablir(OCTOBRE, graine=GRAINE, par=pilote)
    assert seconde.id == premiere.id
    assert seconde.cellules == cellules
    assert len(list(db.session.scalars(select(PublicationMensuelle)))) == 1


def test_aucune_valeur_cachee_n_est_gardee_en_base(pilote: Acteur) -> None:
    peupler(REPARTITIONS[0])
    publiee = services.etablir(OCTOBRE, graine=GRAINE, par=pilote)
    assert all(c["valeur"] is None for c in publiee.cellules if c["statut"] != "A")
    assert not {k for c in publiee.cellules for k in c} - {"table", "dispositif", "quartier", "sexe", "valeur", "statut"}


@pytest.mark.parametrize(
    ("debut", "sortie", "etat", "compte"),
    [
        (date(2026, 10, 31), None, EtatParcours.EN_COURS, 1),
        (date(2026, 11, 1), None, EtatParcours.EN_COURS, 0),
        (date(2026, 1, 5), date(2026, 10, 1), EtatParcours.SORTI, 1),
        (date(2026, 1, 5), date(2026, 9, 30), EtatParcours.SORTI, 0),
        (date(2026, 1, 5), None, EtatParcours.SUSPENDU, 1),
        (None, None, EtatParcours.DEMANDE, 0),
        (date(2026, 1, 5), None, EtatParcours.NON_RETENU, 0),
    ],
)
def test_compte_qui_a_ete_suivi_au_moins_un_jour_du_mois(
    session: Session, debut: date | None, sortie: date | None, etat: EtatParcours, compte: int
) -> None:
    parcours(beneficiaire(), etat, debut_le=debut, sortie_le=sortie)
    assert sum(ligne["n"] for ligne in effectifs(OCTOBRE.premier_jour, OCTOBRE.dernier_jour)) == compte


def test_deux_parcours_d_une_personne_comptent_une_fois_et_une_fiche_fusionnee_jamais(session: Session) -> None:
    lea = beneficiaire()
    parcours(lea, EtatParcours.SORTI, debut_le=date(2026, 1, 5), sortie_le=date(2026, 10, 3))
    parcours(lea, debut_le=date(2026, 10, 20))
    double = beneficiaire("Renaut", fusionne_dans_id=lea.id)
    parcours(double)
    assert [ligne["n"] for ligne in effectifs(OCTOBRE.premier_jour, OCTOBRE.dernier_jour)] == [1]


def test_le_quartier_compte_est_celui_du_dernier_jour_du_mois(session: Session) -> None:
    quartier = session.scalars(select(Quartier).where(Quartier.code == QPV[0])).one()
    lea = beneficiaire(situation_quartier=SituationQuartier.HORS)
    parcours(lea)
    for au, situation, ou in (
        (date(2026, 1, 5), SituationQuartier.QPV, quartier.id),
        (date(2026, 11, 2), SituationQuartier.HORS, None),
    ):
        constat = QuartierConstate(
            beneficiaire_id=lea.id, au=au, situation=situation, quartier_id=ou, origine=OrigineQuartier.CHOISI
        )
        session.add(constat)
    session.flush()
    (octobre,) = effectifs(OCTOBRE.premier_jour, OCTOBRE.dernier_jour)
    (novembre,) = effectifs(date(2026, 11, 1), date(2026, 11, 30))
    assert (octobre["situation"], octobre["quartier"]) == (SituationQuartier.QPV, QPV[0])
    assert (novembre["situation"], novembre["quartier"]) == (SituationQuartier.HORS, None)


def test_un_mois_a_venir_ne_s_etablit_pas(pilote: Acteur) -> None:
    with pytest.raises(ErreurDuDomaine):
        services.etablir(Mois(2026, 12), graine=GRAINE, par=pilote)
