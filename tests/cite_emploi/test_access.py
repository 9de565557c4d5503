"""Whose repérage somebody reads: all of them for the coordination, those of their structure for a partner."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from parcours.cite_emploi.access import (
    freins_de,
    freins_de_ce_parcours,
    freins_du_reperage,
    freins_visibles,
    membre_de,
    membres_visibles,
    offres_visibles,
    parcours_de_la_cohorte,
    parcours_par_etape,
    parcours_vers_l_emploi,
    pas_visibles,
    reperages_visibles,
    suivis_apres_sortie_visibles,
    tout_du_parcours,
    un_seul,
)
from parcours.cite_emploi.models import (
    Cohorte,
    DiagnosticEmploi,
    Frein,
    FreinDiagnostic,
    MembreDeCohorte,
    OffreMobilisee,
    PasEmploi,
    Reperage,
    SortieEmploi,
    SuiviApresSortie,
    SuiviEmploi,
)
from parcours.cite_emploi.rules import CategorieSortie, EtapeEmploi, EtatOffre, NiveauFrein
from parcours.comptes.models import Habilitation
from parcours.parcours_individuels.models import Parcours
from parcours.socle.droits import Acteur, Dispositif, HabilitationDuJour, Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.personnes import beneficiaire, parcours
from tests.fabriques.voisinage import ABSORBEE, Voisinage, portee_de, voisinage

REPEREES_CHEZ_MOI = {"emploi à une autre", "emploi à personne"}
"""Spotted by one's structure, which nothing else ties to the file."""


def lus(session: Session, v: Voisinage) -> set[str]:
    """Codes of the files whose repérage is read, when each has one."""
    for code, ligne in v.parcours.items():
        chez = v.structure if code in REPEREES_CHEZ_MOI or ABSORBEE in code else v.ailleurs
        session.add(Reperage(parcours_id=ligne.id, structure_id=chez.id))
    session.flush()
    return v.codes(reperage.parcours_id for reperage in session.scalars(reperages_visibles(v.acteur)))


def test_la_coordination_lit_tous_les_reperages_de_son_dispositif(session: Session) -> None:
    assert lus(session, voisinage(Role.COORDINATEUR_CITE)) == portee_de(Role.COORDINATEUR_CITE)


def test_un_partenaire_ne_lit_que_les_reperages_de_sa_structure(session: Session) -> None:
    assert lus(session, voisinage(Role.PARTENAIRE)) == REPEREES_CHEZ_MOI


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATEUR_CITE, Role.PARTENAIRE}))
def test_aucun_autre_role_ne_lit_un_reperage_meme_membre_de_la_structure(session: Session, role: Role) -> None:
    assert lus(session, voisinage(role)) == set()


def test_qui_n_a_aucune_habilitation_ne_lit_aucun_reperage(session: Session) -> None:
    assert lus(session, voisinage(None)) == set()


@pytest.mark.parametrize("role", [Role.COORDINATEUR_CITE, Role.PARTENAIRE])
def test_une_habilitation_finie_hier_ne_donne_plus_aucun_reperage(session: Session, role: Role) -> None:
    assert lus(session, voisinage(role, fin=aujourd_hui() - timedelta(days=1))) == set()


def test_un_partenaire_qui_a_change_de_structure_ne_lit_que_les_reperages_de_la_nouvelle(session: Session) -> None:
    v = voisinage(Role.PARTENAIRE, fin=aujourd_hui() - timedelta(days=1))
    session.add(
        Habilitation(
            agent_id=v.agent.id, role=Role.PARTENAIRE, dispositif=None, structure_id=v.ailleurs.id, debut=aujourd_hui()
        )
    )
    a_moi_avant = REPEREES_CHEZ_MOI | {code for code in v.fiches if ABSORBEE in code}
    assert lus(session, v) == set(v.fiches) - a_moi_avant


def suivis_lus(session: Session, v: Voisinage, lecteur: Acteur | None = None) -> list[set[str]]:
    """Codes of the files whose pathway, obstacles, offers, news, steps and cohorts are read, when each has one of each."""
    jour, lecteur = aujourd_hui(), lecteur or v.acteur
    cohorte = Cohorte(nom="Automne", debut_le=jour)
    session.add(cohorte)
    session.flush()
    for p in v.parcours.values():
        session.add_all(
            (
                FreinDiagnostic(parcours_id=p.id, code="mobilite", libelle="Mobilité", niveau=NiveauFrein.FREIN),
                OffreMobilisee(parcours_id=p.id, code="pmsmp", libelle="Immersion", etat=EtatOffre.ENVISAGEE),
                SuiviApresSortie(parcours_id=p.id, mois=3, prevu_le=jour),
                PasEmploi(parcours_id=p.id, vers=EtapeEmploi.CONTACTE, a_la_date=jour),
                MembreDeCohorte(cohorte_id=cohorte.id, parcours_id=p.id, entre_le=jour),
            )
        )
    session.flush()
    lus = [
        v.codes(p.id for p in session.scalars(visibles(lecteur))) for visibles in (parcours_vers_l_emploi, parcours_par_etape)
    ]
    for visibles in (freins_visibles, offres_visibles, suivis_apres_sortie_visibles, pas_visibles, membres_visibles):
        lus.append(v.codes(ligne.parcours_id for ligne in session.scalars(visibles(lecteur)).unique()))
    return lus


@pytest.mark.parametrize("role", [Role.COORDINATEUR_CITE, Role.REFERENT_INSERTION])
def test_le_suivi_vers_l_emploi_se_lit_comme_la_fiche(session: Session, role: Role) -> None:
    v = voisinage(role)
    attendu = {code for code in portee_de(role) if v.parcours[code].dispositif is Dispositif.EMPLOI}
    for lus_ici in suivis_lus(session, v):
        assert lus_ici == attendu


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.COORDINATEUR_CITE, Role.REFERENT_INSERTION})])
def test_aucun_autre_role_ne_lit_le_suivi_vers_l_emploi(session: Session, role: Role | None) -> None:
    assert suivis_lus(session, voisinage(role)) == [set()] * 7


@pytest.mark.parametrize(
    ("role", "ailleurs"), [(Role.COORDINATEUR_CITE, Dispositif.PRE), (Role.COORDINATEUR_PRE, Dispositif.EMPLOI)]
)
def test_une_habilitation_donnee_par_erreur_n_ouvre_aucun_suivi(session: Session, role: Role, ailleurs: Dispositif) -> None:
    egaree = Acteur(uuid.uuid4(), "Mal habilitée", (HabilitationDuJour(role, ailleurs, None),))
    assert suivis_lus(session, voisinage(None), egaree) == [set()] * 7


@pytest.fixture
def deux(session: Session) -> tuple[Parcours, Parcours, Cohorte]:
    """Two pathways with everything twice where it may be, in a cohort today and in the one of last year."""
    jour = aujourd_hui()
    cohorte, ancienne = Cohorte(nom="Automne", debut_le=jour), Cohorte(nom="Printemps", debut_le=jour)
    v = voisinage(None)
    session.add_all((cohorte, ancienne))
    session.flush()
    lignes = (
        parcours(beneficiaire("Dumas", "Tom", Dispositif.EMPLOI)),
        parcours(beneficiaire("Renault", "Léa", Dispositif.EMPLOI)),
    )
    for p in lignes:
        reperage = Reperage(parcours_id=p.id, structure_id=v.structure.id)
        session.add(reperage)
        session.flush()
        for code in ("mobilite", "logement"):
            session.add(Frein(reperage_id=reperage.id, code=code, libelle=code))
            session.add(FreinDiagnostic(parcours_id=p.id, code=code, libelle=code, niveau=NiveauFrein.FREIN))
        session.add_all(
            (
                OffreMobilisee(parcours_id=p.id, code="pmsmp", libelle="Immersion", etat=EtatOffre.ENVISAGEE),
                SuiviApresSortie(parcours_id=p.id, mois=3, prevu_le=jour),
                PasEmploi(parcours_id=p.id, vers=EtapeEmploi.CONTACTE, a_la_date=jour),
                MembreDeCohorte(cohorte_id=cohorte.id, parcours_id=p.id, entre_le=jour),
                MembreDeCohorte(cohorte_id=ancienne.id, parcours_id=p.id, entre_le=jour, sorti_le=jour),
                SuiviEmploi(parcours_id=p.id, etape=EtapeEmploi.CONTACTE, depuis_le=jour),
                DiagnosticEmploi(parcours_id=p.id, fait_le=jour),
                SortieEmploi(parcours_id=p.id, motif="cdi", libelle="CDI", categorie=next(iter(CategorieSortie))),
            )
        )
    session.flush()
    return *lignes, cohorte


def test_tout_un_parcours_vient_en_autant_de_lignes_que_de_choses(
    session: Session, deux: tuple[Parcours, Parcours, Cohorte]
) -> None:
    # Two obstacles, an offer, a news, a step, the cohort of today, two obstacles said at the repérage.
    assert len(session.execute(tout_du_parcours(deux[0].id)).all()) == 8


@pytest.mark.parametrize("modele", [SuiviEmploi, DiagnosticEmploi, SortieEmploi])
def test_ce_qu_un_parcours_n_a_qu_une_fois_est_a_lui(
    session: Session, deux: tuple[Parcours, Parcours, Cohorte], modele: Any
) -> None:
    assert [ligne.parcours_id for ligne in session.scalars(un_seul(modele, deux[0].id))] == [deux[0].id]


def test_les_freins_lus_sont_ceux_de_ce_parcours(session: Session, deux: tuple[Parcours, Parcours, Cohorte]) -> None:
    sien = deux[0].id
    for requete in (freins_de([sien]), freins_de_ce_parcours(sien)):
        assert [frein.parcours_id for frein in session.scalars(requete).unique()] == [sien, sien]
    assert len(session.scalars(freins_du_reperage(sien)).all()) == 2


def test_une_cohorte_ne_compte_que_ses_membres_du_jour_et_retrouve_ceux_d_hier(
    session: Session, deux: tuple[Parcours, Parcours, Cohorte]
) -> None:
    sien, autre, cohorte = deux
    membre = session.scalars(membre_de(cohorte.id, [autre.id])).one()
    assert (membre.cohorte_id, membre.parcours_id) == (cohorte.id, autre.id)
    membre.sorti_le = aujourd_hui()
    suivante = Cohorte(nom="Hiver", debut_le=aujourd_hui())
    session.add(suivante)
    session.flush()
    session.add(MembreDeCohorte(cohorte_id=suivante.id, parcours_id=autre.id, entre_le=aujourd_hui()))
    session.flush()
    assert session.scalars(parcours_de_la_cohorte(cohorte.id)).all() == [sien.id]
    assert session.scalars(membre_de(cohorte.id, [autre.id])).one() is membre
