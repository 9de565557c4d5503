"""The figures against an independent recount of the raw rows, in SQL that shares nothing with the report."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Accord
from parcours.beneficiaires.rules import EtatAccord, FormeAccord
from parcours.bilan_annuel.queries.bilan import bilan_annuel, enfants_derriere
from parcours.bilan_annuel.rules.periodes import GenreDAnnee, Periode
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.parcours_individuels.models import (
    Action,
    Bilan,
    ContratEngagement,
    EvaluationDomaine,
    MotifDeDemande,
    SeanceAction,
    TransitionParcours,
)
from parcours.parcours_individuels.rules import EtatParcours, Moment, Situation, Suite, TypeBilan
from parcours.pre.models import Fratrie, MembreDeFratrie
from parcours.socle.base import db
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.territoire.models import Commune, Etablissement, Quartier
from tests.fabriques import personnes

PERIODES = (Periode(GenreDAnnee.SCOLAIRE, 2025), Periode(GenreDAnnee.CIVILE, 2026), Periode(GenreDAnnee.CIVILE, 2024))


@pytest.fixture
def fichier(session: Session) -> None:
    """Eighty children over three years, some of them twice, and people of the other dispositifs who must not count."""
    charger_les_referentiels()
    hasard = random.Random(20260901)
    communes = session.scalars(select(Commune).order_by(Commune.code_insee)).all()
    ecoles = session.scalars(select(Etablissement).order_by(Etablissement.nom)).all()
    quartiers = session.scalars(select(Quartier).order_by(Quartier.code)).all()
    fratrie = Fratrie()
    session.add(fratrie)
    session.flush()
    for rang in range(80):
        dispositif = Dispositif.PRE if rang % 10 else Dispositif.SANTE
        enfant = personnes.beneficiaire(
            f"Nom{rang}",
            "Lou",
            dispositif,
            date_naissance=date(2008, 1, 1) + timedelta(days=hasard.randrange(5000)),
            classe=hasard.choice([None, "CP", "CE1", "6e", "ULIS"]),
            commune_id=hasard.choice([None, *(c.id for c in communes[:3])]),
            etablissement_id=hasard.choice([None, *(e.id for e in ecoles[:4])]),
            quartier_id=hasard.choice([None, *(q.id for q in quartiers[:2])]),
        )
        enfant.sexe = hasard.choice(["F", "M", "inconnu"])
        if rang % 3 == 0:
            forme = FormeAccord.ECRIT if rang % 2 else FormeAccord.ORAL
            session.add(Accord(beneficiaire_id=enfant.id, etat=EtatAccord.CONFIRME, forme=forme, donne_le=date(2023, 5, 1)))
        if rang % 7 == 1:
            session.add(MembreDeFratrie(fratrie_id=fratrie.id, beneficiaire_id=enfant.id))
        for _ in range(1 + (rang % 5 == 0)):
            _un_parcours(session, hasard, enfant)
    session.commit()


def _un_parcours(session: Session, hasard: random.Random, enfant) -> None:
    debut = date(2023, 6, 1) + timedelta(days=hasard.randrange(1200)) if hasard.random() < 0.9 else None
    sortie = debut + timedelta(days=hasard.randrange(20, 900)) if debut and hasard.random() < 0.5 else None
    parcours = personnes.parcours(
        enfant,
        EtatParcours.SORTI if sortie else EtatParcours.EN_COURS if debut else EtatParcours.DEMANDE,
        demande_le=debut - timedelta(days=hasard.randrange(120)) if debut else date(2025, 10, 1),
        debut_le=debut,
        sortie_le=sortie,
        motif_sortie=hasard.choice(["objectifs_atteints", "demenagement", None]) if sortie else None,
        profil=hasard.choice([None, "profil_1", "profil_3"]),
        oriente_par=hasard.choice([None, "École", "Famille"]),
    )
    for rang, code in enumerate(hasard.sample(["langage", "isolement", "sante"], hasard.randrange(3))):
        session.add(MotifDeDemande(parcours_id=parcours.id, code=code, libelle=code, principal=rang == 0))
    if debut:
        if hasard.random() < 0.6:
            session.add(ContratEngagement(parcours_id=parcours.id, signe_le=debut, signe_parents=hasard.random() < 0.7))
        le = debut + timedelta(days=90)
        qui = {"present_mere": hasard.random() < 0.6, "present_pere": hasard.random() < 0.3}
        session.add(Bilan(parcours_id=parcours.id, le=le, type=TypeBilan.INITIAL, suite=Suite.CONTINUER, **qui))
        for moment in (Moment.ENTREE, Moment.SORTIE):
            session.add(
                EvaluationDomaine(
                    parcours_id=parcours.id, moment=moment, le=le, domaine="sante", note=hasard.randrange(1, 5),
                    situation=hasard.choice(list(Situation)) if moment is Moment.SORTIE else None,
                )
            )  # fmt: skip
        _des_actions(session, hasard, parcours, debut)
        if hasard.random() < 0.2:
            session.add(
                TransitionParcours(
                    parcours_id=parcours.id, de=EtatParcours.EN_COURS, vers=EtatParcours.SUSPENDU, a_la_date=debut + timedelta(days=60)
                )
            )  # fmt: skip


def _des_actions(session: Session, hasard: random.Random, parcours, debut: date) -> None:
    for type_ in hasard.sample(["clas", "orthophonie", "aide_exceptionnelle"], hasard.randrange(4)):
        action = Action(
            parcours_id=parcours.id, type=type_, libelle=type_, collective=hasard.random() < 0.3, cout_paye=hasard.choice([None, 1250, 40000])
        )  # fmt: skip
        session.add(action)
        session.flush()
        for _ in range(hasard.randrange(4)):
            session.add(
                SeanceAction(
                    action_id=action.id, le=debut + timedelta(days=hasard.randrange(300)), faite=hasard.random() < 0.7,
                    duree_min=hasard.choice([None, 60, 90]), annulee=hasard.random() < 0.1,
                )
            )  # fmt: skip


def compte(requete: str, periode: Periode, **valeurs: object) -> int:
    """One number out of raw SQL; {debut} and {fin} are the ends of the year."""
    bornes = {"debut": f"'{periode.debut}'", "fin": f"'{periode.fin}'", **valeurs}
    return int(db.session.connection().exec_driver_sql(requete.format(**bornes)).scalar() or 0)


PRE = "FROM parcours p JOIN beneficiaire b ON b.id = p.beneficiaire_id WHERE lower(b.dispositif) = 'pre'"
ACTIF = f"{PRE} AND p.debut_le <= {{fin}} AND (p.sortie_le IS NULL OR p.sortie_le >= {{debut}})"
SORTI = f"{PRE} AND p.debut_le IS NOT NULL AND p.sortie_le BETWEEN {{debut}} AND {{fin}}"
ENFANTS = "SELECT count(DISTINCT p.beneficiaire_id)"

SEANCES = (
    "FROM seance_action s JOIN action a ON a.id = s.action_id WHERE s.le BETWEEN {debut} AND {fin} AND NOT s.annulee"
    f" AND a.parcours_id IN (SELECT p.id {PRE})"
)
CLAS = "SELECT a.parcours_id FROM action a JOIN seance_action s ON s.action_id = a.id WHERE a.type = 'clas' AND NOT s.annulee AND s.le BETWEEN {debut} AND {fin}"

RECOMPTES = {
    "seances.faites": f"SELECT count(*) {SEANCES} AND s.faite",
    "seances.manquees": f"SELECT count(*) {SEANCES} AND NOT s.faite",
    "action.Accompagnement à la scolarité (CLAS)": f"{ENFANTS} {PRE} AND p.id IN ({CLAS})",
    "cout.paye": "SELECT sum(cout_paye) / 100 FROM action a WHERE EXISTS (SELECT 1 FROM seance_action s WHERE s.action_id = a.id AND NOT s.annulee"
    f" AND s.le BETWEEN {{debut}} AND {{fin}}) AND a.parcours_id IN (SELECT p.id {PRE})",
    "file_active": f"{ENFANTS} {ACTIF}",
    "entrees": f"SELECT count(*) {PRE} AND p.debut_le BETWEEN {{debut}} AND {{fin}}",
    "sorties": f"SELECT count(*) {SORTI}",
    "premier_jour": f"{ENFANTS} {PRE} AND p.debut_le <= {{debut}} AND (p.sortie_le IS NULL OR p.sortie_le >= {{debut}})",
    "dernier_jour": f"{ENFANTS} {PRE} AND p.debut_le <= {{fin}} AND (p.sortie_le IS NULL OR p.sortie_le >= {{fin}})",
    "suspendus": f"SELECT count(DISTINCT p.id) {ACTIF} AND EXISTS (SELECT 1 FROM transition_parcours t WHERE t.parcours_id = p.id"
    " AND lower(t.vers) = 'suspendu' AND t.a_la_date BETWEEN {debut} AND {fin})",
    "sexe.Filles": f"{ENFANTS} {ACTIF} AND b.sexe IN ('F', 'FEMININ')",
    "commune.Non renseigné": f"{ENFANTS} {ACTIF} AND b.commune_id IS NULL",
    "profil.Profil 3, des difficultés importantes qui se cumulent": f"{ENFANTS} {ACTIF} AND p.profil = 'profil_3'",
    "motif_principal.Langage": f"{ENFANTS} {ACTIF} AND EXISTS (SELECT 1 FROM motif_de_demande m WHERE m.parcours_id = p.id"
    " AND m.code = 'langage' AND m.principal)",
    "motif.Isolement": f"{ENFANTS} {ACTIF} AND EXISTS (SELECT 1 FROM motif_de_demande m WHERE m.parcours_id = p.id AND m.code = 'isolement')",
    "ep.REP+": f"{ENFANTS} {ACTIF} AND b.etablissement_id IN (SELECT id FROM etablissement WHERE education_prioritaire IN ('REP+', 'REP_PLUS'))",
    "niveau.Élémentaire": f"{ENFANTS} {ACTIF} AND b.classe IN ('CP', 'CE1')",
    "orienteur_tous.École": f"{ENFANTS} {ACTIF} AND p.oriente_par = 'École'",
    "motif_sortie.Déménagement": f"SELECT count(*) {SORTI} AND p.motif_sortie = 'demenagement'",
    "bilans": f"SELECT count(*) FROM bilan WHERE le BETWEEN {{debut}} AND {{fin}} AND parcours_id IN (SELECT p.id {ACTIF})",
    "bilans.pere": f"SELECT count(*) FROM bilan WHERE le BETWEEN {{debut}} AND {{fin}} AND present_pere AND NOT present_mere"
    f" AND parcours_id IN (SELECT p.id {ACTIF})",
    "evolution.sante.mieux": f"SELECT count(*) {SORTI} AND (SELECT note FROM evaluation_domaine e WHERE e.parcours_id = p.id AND lower(moment) = 'sortie')"
    " > (SELECT note FROM evaluation_domaine e WHERE e.parcours_id = p.id AND lower(moment) = 'entree')",
    "situation.sante.Améliorée": f"SELECT count(*) {SORTI} AND EXISTS (SELECT 1 FROM evaluation_domaine e WHERE e.parcours_id = p.id"
    " AND lower(e.situation) = 'amelioree')",
    "domaine.Santé et bien-être": f"{ENFANTS} {PRE} AND p.id IN (" + CLAS.replace("'clas'", "'orthophonie'") + ")",
    "soin.commence": f"{ENFANTS} {PRE} AND p.id IN (" + CLAS.replace("'clas'", "'orthophonie' AND s.faite") + ")",
    "ep.Hors éducation prioritaire": f"{ENFANTS} {ACTIF} AND b.etablissement_id IN (SELECT id FROM etablissement WHERE education_prioritaire IN ('hors EP', 'HORS'))",
    "contrat.signe": f"{ENFANTS} {ACTIF} AND EXISTS (SELECT 1 FROM contrat_engagement c WHERE c.parcours_id = p.id AND c.signe_le BETWEEN {{debut}} AND {{fin}})",
    "contrat.parents": f"{ENFANTS} {ACTIF} AND EXISTS (SELECT 1 FROM contrat_engagement c WHERE c.parcours_id = p.id AND c.signe_parents AND c.signe_le BETWEEN {{debut}} AND {{fin}})",
    "accord.ecrit": f"{ENFANTS} {ACTIF} AND p.debut_le BETWEEN {{debut}} AND {{fin}} AND b.id IN (SELECT beneficiaire_id FROM accord WHERE lower(etat) = 'confirme' AND lower(forme) = 'ecrit')",
    "fratries.enfants": f"{ENFANTS} {ACTIF} AND b.id IN (SELECT beneficiaire_id FROM membre_de_fratrie)",
}
"""Key of the report → raw recount."""


@pytest.mark.parametrize("periode", PERIODES, ids=lambda p: p.code)
def test_chaque_chiffre_est_celui_d_un_recomptage_independant(fichier: None, periode: Periode) -> None:
    bilan = bilan_annuel(personnes.acteur(personnes.agent(Role.COORDINATEUR_PRE)), periode)
    lus = {x.cle: x.valeur for r in bilan.rubriques for t in r.tableaux for x in t.lignes}
    attendus = {cle: compte(requete, periode) for cle, requete in RECOMPTES.items()}
    assert {cle: int(lus.get(cle) or 0) for cle in attendus} == attendus
    assert attendus["file_active"] > 10


def test_la_liste_derriere_un_chiffre_a_autant_d_enfants_que_lui(fichier: None) -> None:
    acteur = personnes.acteur(personnes.agent(Role.COORDINATEUR_PRE))
    bilan = bilan_annuel(acteur, PERIODES[0])
    for rubrique in bilan.rubriques:
        for tableau in rubrique.tableaux:
            for ligne in tableau.lignes:
                if ligne.parcours:
                    enfants = enfants_derriere(acteur, ligne)
                    assert {e.id for e in enfants} == {p.beneficiaire_id for p in ligne.parcours}
                    assert len(enfants) <= (ligne.valeur or 0), ligne.cle


def test_les_autres_roles_ne_comptent_personne(fichier: None) -> None:
    for role in (Role.REFERENT_PRE, Role.SECRETARIAT_PRE, Role.PILOTE, Role.MEDIATEUR_SANTE):
        bilan = bilan_annuel(personnes.acteur(personnes.agent(role)), PERIODES[0])
        ligne = bilan.ligne("file_active")
        assert ligne is not None and ligne.valeur == 0


def test_les_membres_de_l_eps_se_comptent_avec_la_charte_signee_dans_l_annee(fichier: None) -> None:
    jour = aujourd_hui()
    for prenom, charte in (("Inès", jour - timedelta(days=30)), ("Luc", jour - timedelta(days=400)), ("Zoé", None)):
        personnes.agent(
            Role.MEMBRE_EPS, prenom=prenom, structure=personnes.structure(f"École de {prenom}"), charte_signee_le=charte
        )
    acteur = personnes.acteur(personnes.agent(Role.COORDINATEUR_PRE))
    bilan = bilan_annuel(acteur, Periode(GenreDAnnee.CIVILE, jour.year))
    lus = {x.cle: x.valeur for r in bilan.rubriques for t in r.tableaux for x in t.lignes if x.cle.startswith("charte.")}
    assert lus == {"charte.membres": 3, "charte.signees": 1, "charte.chez.École de Inès": 1}
