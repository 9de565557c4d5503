"""Whose file, and what hangs from it: each condition of the only place that says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.beneficiaires.access import (
    absorbees_par,
    accompagnements_en_vigueur,
    accords_en_vigueur,
    accords_visibles,
    beneficiaires_visibles,
    contacts_visibles,
    deplacer_vers,
    dossiers_visibles,
    du_dossier,
    etats_des_accords,
    gardee_apres_fusion,
    rattachements_visibles,
)
from parcours.beneficiaires.models import Accord, Contact, QuartierConstate
from parcours.beneficiaires.queries import devant
from parcours.beneficiaires.rules import EtatAccord, OrigineQuartier, SituationQuartier
from parcours.comptes.models import Habilitation
from parcours.socle.droits import Dispositif, Droit, Role
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.personnes import acteur, agent, beneficiaire, rattacher
from tests.fabriques.rencontres import accord, mere
from tests.fabriques.voisinage import ABSORBEE, Voisinage, portee_de, voisinage

HIER = timedelta(days=1)


def ouvertes(session: Session, v: Voisinage) -> set[str]:
    """Codes of the files this person may open."""
    return v.codes(fiche.id for fiche in session.scalars(beneficiaires_visibles(v.acteur)))


@pytest.mark.parametrize("role", Role)
def test_chaque_role_n_ouvre_que_les_fiches_de_sa_portee(session: Session, role: Role) -> None:
    v = voisinage(role)
    assert ouvertes(session, v) == portee_de(role)
    assert v.codes(fiche.id for fiche in session.scalars(dossiers_visibles(v.acteur)).unique()) == portee_de(role)


def test_qui_n_a_aucune_habilitation_n_ouvre_aucune_fiche(session: Session) -> None:
    assert ouvertes(session, voisinage(None)) == set()


@pytest.mark.parametrize("role", [Role.COORDINATEUR_PRE, Role.REFERENT_PRE, Role.REFERENT_INSERTION, Role.MEDIATEUR_SANTE])
def test_une_habilitation_finie_hier_n_ouvre_plus_rien(session: Session, role: Role) -> None:
    assert ouvertes(session, voisinage(role, fin=aujourd_hui() - HIER)) == set()


@pytest.mark.parametrize("role", [Role.COORDINATEUR_PRE, Role.REFERENT_PRE, Role.REFERENT_INSERTION, Role.MEDIATEUR_SANTE])
def test_une_habilitation_de_demain_n_ouvre_encore_rien(session: Session, role: Role) -> None:
    assert ouvertes(session, voisinage(role, debut=aujourd_hui() + HIER)) == set()


def test_un_referent_pre_ne_voit_pas_la_fiche_d_un_autre_dispositif_ou_son_nom_figure(session: Session) -> None:
    karim = agent(Role.REFERENT_PRE)
    enfant = beneficiaire()
    adulte = beneficiaire("Martin", "Paul", Dispositif.SANTE)
    rattacher(enfant, agent=karim)
    rattacher(adulte, agent=karim)
    assert list(session.scalars(beneficiaires_visibles(acteur(karim)))) == [enfant]


@pytest.mark.parametrize("role", Role)
def test_ce_qui_tient_a_une_fiche_hors_de_portee_ne_se_lit_pas(session: Session, role: Role) -> None:
    v = voisinage(role)
    for personne in v.fiches.values():
        session.add(Contact(beneficiaire_id=personne.id, nom="Durand", prenom="Anne"))
        session.add(Accord(beneficiaire_id=personne.id, etat=EtatAccord.CONFIRME))
        session.add(
            QuartierConstate(
                beneficiaire_id=personne.id,
                au=date(2025, 9, 1),
                situation=SituationQuartier.QPV,
                origine=OrigineQuartier.CHOISI,
            )
        )
    session.flush()
    attendues = portee_de(role, absorbees=True)
    qui = v.acteur
    for requete in (contacts_visibles(qui), accords_visibles(qui), du_dossier(QuartierConstate, qui)):
        assert v.codes(ligne.beneficiaire_id for ligne in session.scalars(requete)) == attendues
    rattachees = v.codes(ligne.beneficiaire_id for ligne in session.scalars(rattachements_visibles(qui)))
    assert rattachees == {code for code in attendues if "à personne" not in code}


def test_l_ancienne_adresse_d_une_fiche_absorbee_ne_mene_qu_a_celle_qui_l_a_absorbee(session: Session) -> None:
    v = voisinage(Role.COORDINATEUR_PRE)
    absorbee, gardee = v.fiches[f"pre {ABSORBEE}"], v.fiches["pre au référent"]
    assert session.scalars(gardee_apres_fusion(v.acteur, absorbee.id)).one() is gardee
    assert session.scalars(gardee_apres_fusion(v.acteur, gardee.id)).all() == []


def test_l_ancienne_adresse_ne_mene_pas_a_une_fiche_hors_de_portee(session: Session) -> None:
    v = voisinage(Role.COORDINATEUR_PRE)
    assert session.scalars(gardee_apres_fusion(v.acteur, v.fiches[f"sante {ABSORBEE}"].id)).all() == []


def test_les_fiches_absorbees_par_une_autre_ne_sont_pas_rendues(session: Session) -> None:
    gardee, autre = beneficiaire(), beneficiaire("Dumas", "Tom")
    absorbee = beneficiaire("Renaut", "Léa", fusionne_dans_id=gardee.id)
    beneficiaire("Dumat", "Tom", fusionne_dans_id=autre.id)
    assert session.scalars(absorbees_par(gardee.id)).all() == [absorbee]


def test_l_accord_d_une_autre_personne_ou_non_confirme_ne_compte_pas(session: Session) -> None:
    enfant, autre = beneficiaire(), beneficiaire("Dumas", "Tom")
    confirme = accord(enfant)
    accord(enfant, EtatAccord.REPRIS)
    accord(autre)
    assert session.scalars(accords_en_vigueur(enfant.id)).all() == [confirme]


def test_l_etat_des_accords_est_celui_de_cette_personne(session: Session) -> None:
    enfant, autre = beneficiaire(), beneficiaire("Dumas", "Tom")
    accord(enfant, EtatAccord.REPRIS)
    accord(autre, EtatAccord.CONFIRME)
    assert session.scalars(etats_des_accords(enfant.id)).all() == [EtatAccord.REPRIS]


def test_reunir_deux_fiches_ne_deplace_que_les_lignes_de_celle_qu_on_quitte(session: Session) -> None:
    absorbee, gardee, voisin = beneficiaire("Renaut"), beneficiaire(), beneficiaire("Dumas", "Tom")
    deplacee, sienne, voisine = mere(absorbee), mere(gardee), mere(voisin)
    deplaces: dict[str, list[str]] = {}
    deplacer_vers("beneficiaire", absorbee.id, gardee.id, deplaces)
    assert deplaces == {"contact.beneficiaire_id": [str(deplacee.id)]}
    session.expire_all()
    lus = session.scalars(contacts_visibles(acteur(agent(Role.COORDINATEUR_PRE))))
    ou = {contact.id: contact.beneficiaire_id for contact in lus}
    assert ou == {deplacee.id: gardee.id, sienne.id: gardee.id, voisine.id: voisin.id}


def test_l_accompagnement_en_vigueur_est_celui_de_cette_personne_par_cette_structure_aujourd_hui(session: Session) -> None:
    v = voisinage(None)

    def suivie(code: str) -> int:
        lignes = session.scalars(accompagnements_en_vigueur(v.fiches[code].id, v.structure.id))
        return len(lignes.all())

    assert suivie("emploi à la structure") == 1
    assert suivie("emploi repérée par la structure jusqu’à ce soir") == 0
    assert suivie("emploi à l’ancienne structure") == suivie("emploi à la structure de demain") == 0
    assert suivie("emploi à une autre") == suivie("emploi à personne") == 0


@pytest.mark.parametrize(
    ("page", "attendues"),
    [
        (Droit.BENEFICIAIRE_LIRE, portee_de(Role.SECRETARIAT_PRE)),
        (Droit.BENEFICIAIRE_ECRIRE, portee_de(Role.REFERENT_PRE)),
        (Droit.PARCOURS_LIRE, portee_de(Role.REFERENT_PRE)),
        (Droit.REFERENT_ECRIRE, set()),
    ],
)
def test_une_page_n_ouvre_que_les_fiches_des_roles_qui_ont_son_droit(
    session: Session, page: Droit, attendues: set[str]
) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    session.flush()
    assert ouvertes(session, v) == portee_de(Role.SECRETARIAT_PRE)
    lues = session.scalars(beneficiaires_visibles(replace(v.acteur, page=page)))
    assert v.codes(fiche.id for fiche in lues) == attendues


def test_devant_une_fiche_on_n_a_que_les_roles_qui_l_ouvrent(session: Session) -> None:
    v = voisinage(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    session.flush()
    assert devant(v.acteur, v.fiches["pre au référent"]).roles == {Role.SECRETARIAT_PRE, Role.REFERENT_PRE}
    assert devant(v.acteur, v.fiches["pre à une autre"]).roles == {Role.SECRETARIAT_PRE}
