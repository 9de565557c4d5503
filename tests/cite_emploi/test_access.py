"""Whose repérage somebody reads: all of them for the coordination, those of their structure for a partner."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.cite_emploi.access import (
    freins_visibles,
    membres_visibles,
    offres_visibles,
    parcours_vers_l_emploi,
    pas_visibles,
    reperages_visibles,
    suivis_apres_sortie_visibles,
)
from parcours.cite_emploi.models import (
    Cohorte,
    FreinDiagnostic,
    MembreDeCohorte,
    OffreMobilisee,
    PasEmploi,
    Reperage,
    SuiviApresSortie,
)
from parcours.cite_emploi.rules import EtapeEmploi, EtatOffre, NiveauFrein
from parcours.comptes.models import Habilitation
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.voisinage import ABSORBEE, Voisinage, portee_de, voisinage

REPEREES_CHEZ_MOI = {"emploi à une autre", "emploi à personne"}
"""Spotted by one's structure, which nothing else ties to the file."""


def lus(session: Session, v: Voisinage) -> set[str]:
    """Codes of the files whose repérage is read, when each has one."""
    for code, parcours in v.parcours.items():
        chez = v.structure if code in REPEREES_CHEZ_MOI or ABSORBEE in code else v.ailleurs
        session.add(Reperage(parcours_id=parcours.id, structure_id=chez.id))
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


def suivis_lus(session: Session, v: Voisinage) -> list[set[str]]:
    """Codes of the files whose pathway, obstacles, offers, news, steps and cohorts are read, when each has one of each."""
    jour = aujourd_hui()
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
    lus = [v.codes(p.id for p in session.scalars(parcours_vers_l_emploi(v.acteur)))]
    for visibles in (freins_visibles, offres_visibles, suivis_apres_sortie_visibles, pas_visibles, membres_visibles):
        lus.append(v.codes(ligne.parcours_id for ligne in session.scalars(visibles(v.acteur)).unique()))
    return lus


@pytest.mark.parametrize("role", [Role.COORDINATEUR_CITE, Role.REFERENT_INSERTION])
def test_le_suivi_vers_l_emploi_se_lit_comme_la_fiche(session: Session, role: Role) -> None:
    v = voisinage(role)
    attendu = {code for code in portee_de(role) if v.parcours[code].dispositif is Dispositif.EMPLOI}
    for lus_ici in suivis_lus(session, v):
        assert lus_ici == attendu


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.COORDINATEUR_CITE, Role.REFERENT_INSERTION})])
def test_aucun_autre_role_ne_lit_le_suivi_vers_l_emploi(session: Session, role: Role | None) -> None:
    assert suivis_lus(session, voisinage(role)) == [set()] * 6
