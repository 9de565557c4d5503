"""What a saisine becomes: steps, log, the child's file, the agreement."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from parcours.beneficiaires.access import dossiers_visibles
from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, Lieu, SaisieAccord, SituationQuartier
from parcours.comptes.models import Habilitation
from parcours.parcours_individuels.access import motifs_visibles, parcours_avec_personne
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours, SaisieEtat
from parcours.parcours_individuels.services import changer_etat
from parcours.reunions.rules import Decision
from parcours.saisines import queries, services
from parcours.saisines.access import etapes_de_cette_saisine, recits_visibles, saisines_visibles
from parcours.saisines.models import RecitDeSaisine, Saisine
from parcours.saisines.rules import (
    AvisDeLEnfant,
    CriteresDeListe,
    EtatSaisine,
    Exigence,
    Par,
    SaisieIssue,
    SaisieRencontre,
    transition,
)
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.personnes import acteur, agent, beneficiaire
from tests.fabriques.rencontres import reunion, situation
from tests.fabriques.saisines import brouillon, demande, ecole, saisine

INCONNU = Lieu(SituationQuartier.INCONNU)
E = EtatSaisine


@pytest.fixture
def coordination(session: Session) -> Acteur:
    return acteur(agent(Role.COORDINATEUR_PRE))


def _dossier(session: Session, qui: Acteur, ligne: Saisine) -> Beneficiaire:
    session.flush()
    session.expire_all()
    return session.scalars(dossiers_visibles(qui).where(Beneficiaire.id == ligne.beneficiaire_id)).unique().one()


def _parcours(session: Session, qui: Acteur, ligne: Saisine) -> Parcours:
    return session.scalars(parcours_avec_personne(qui).where(Parcours.id == ligne.parcours_id)).one()


def _rencontrer(ligne: Saisine, qui: Acteur) -> None:
    services.rencontrer(ligne, SaisieRencontre(aujourd_hui(), "École", "La mère", "D’accord."), par=qui)


def _accorder(session: Session, ligne: Saisine, qui: Acteur, **valeurs: object) -> None:
    personne = _dossier(session, qui, ligne)
    choix = {"donne_le": aujourd_hui(), "forme": FormeAccord.ECRIT, "portee_eps": True, "structures": (), **valeurs}
    saisie = SaisieAccord(etat=EtatAccord.CONFIRME, contact_id=personne.contacts[0].id, **choix)  # type: ignore[arg-type]
    services.enregistrer_accord(ligne, personne, None, saisie, AvisDeLEnfant.FAVORABLE, par=qui)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    depart=st.sampled_from(list(EtatSaisine)),
    pas=st.lists(
        st.tuples(st.sampled_from(list(EtatSaisine)), st.sampled_from(list(Par)), st.sets(st.sampled_from(list(Exigence)))),
        max_size=8,
    ),
)
def test_toute_etape_hors_de_la_table_est_refusee_et_l_histoire_est_complete(
    session: Session, coordination: Acteur, depart: EtatSaisine, pas: list[tuple[EtatSaisine, Par, set[Exigence]]]
) -> None:
    """Whatever is tried, the state only moves along a declared line whose requirements are met, one log row a step."""
    with session.begin_nested() as essai:
        ligne = Saisine(
            reference="AAA-AAA",
            etat=depart,
            etape_le=aujourd_hui(),
            demande_le=aujourd_hui(),
            prescripteur_nom="X",
            nom="N",
            prenom="P",
            cle_recherche="",
            cle_tri="",
        )
        session.add(ligne)
        session.flush()
        faits = []
        for vers, comme, preuves in pas:
            avant = ligne.etat
            ligne_de_la_table = transition(avant, vers, comme)
            if ligne_de_la_table is not None and ligne_de_la_table.exige <= preuves:
                services.passer(ligne, vers, comme, par=coordination, preuves=preuves)
                assert ligne.etat is vers
                faits.append((avant, vers))
            else:
                with pytest.raises(TransitionRefusee):
                    services.passer(ligne, vers, comme, par=coordination, preuves=preuves)
                assert ligne.etat is avant
        assert [(e.de, e.vers) for e in session.scalars(etapes_de_cette_saisine(ligne.id))] == faits
        essai.rollback()


def test_une_saisine_incomplete_ne_part_pas(session: Session, coordination: Acteur) -> None:
    chez = ecole()
    ligne = brouillon(coordination, chez, classe=None)
    with pytest.raises(ErreurDuDomaine, match="classe"):
        services.transmettre(ligne, queries.recit_de(coordination, ligne), demande(chez, classe=None), par=coordination)
    assert ligne.etat is E.BROUILLON


def test_les_recits_sont_chiffres_dans_la_base(session: Session, coordination: Acteur) -> None:
    ligne = saisine(coordination, ecole())
    recit = session.scalars(recits_visibles(coordination).where(RecitDeSaisine.saisine_id == ligne.id)).unique().one()
    assert recit.faits == "Ne lit pas encore en novembre."
    assert "lit pas" not in str(recit.faits_chiffre)


def test_recevable_ouvre_la_fiche_le_parcours_les_parents_et_les_motifs_sans_rien_retaper(
    session: Session, coordination: Acteur
) -> None:
    ligne = saisine(coordination, ecole())
    services.declarer_recevable(ligne, None, INCONNU, par=coordination)
    personne = _dossier(session, coordination, ligne)
    assert (personne.nom, personne.prenom, personne.classe, personne.adresse) == ("Renault", "Léa", "CE2", "12 rue du Moulin")
    mere, pere = personne.contacts
    assert (mere.nom_affiche, mere.rang, mere.langue) == ("Alexandrie RENAULT", 1, "Arabe, avec interprète")
    assert (pere.rang, pere.contact_autorise) == (2, False)
    assert pere.restriction == "Un jugement restreint le contact. Pas d’adresse."
    parcours = _parcours(session, coordination, ligne)
    assert (parcours.etat, parcours.demande_le, parcours.oriente_par) == (EtatParcours.DEMANDE, ligne.demande_le, "École")
    motifs = sorted(session.scalars(motifs_visibles(coordination)), key=lambda m: not m.principal)
    assert [(m.code, m.principal) for m in motifs] == [("resultats_scolaires", True), ("isolement", False)]
    assert ligne.etat is E.RECEVABLE


def test_une_fiche_connue_est_rejointe_et_un_nouveau_parcours_s_ouvre(session: Session, coordination: Acteur) -> None:
    connue = beneficiaire(classe="CP", telephone="+33600000000")
    ligne = saisine(coordination, ecole())
    ligne.beneficiaire_id = connue.id
    personne = _dossier(session, coordination, ligne)
    services.declarer_recevable(ligne, personne, INCONNU, par=coordination)
    personne = _dossier(session, coordination, ligne)
    assert personne.id == connue.id and personne.classe == "CE2" and personne.telephone == "+33600000000"
    assert _parcours(session, coordination, ligne).etat is EtatParcours.DEMANDE
    assert len(list(session.scalars(dossiers_visibles(coordination)).unique())) == 1


def test_un_critere_non_rempli_demande_une_raison(session: Session, coordination: Acteur) -> None:
    ligne = saisine(coordination, ecole())
    with pytest.raises(ErreurDuDomaine, match="dites pourquoi"):
        services.declarer_recevable(ligne, None, INCONNU, derogation_due=True, par=coordination)
    services.declarer_recevable(ligne, None, INCONNU, derogation="Scolarité à finir", derogation_due=True, par=coordination)
    assert ligne.derogation == "Scolarité à finir"


def test_une_fiche_d_un_autre_dispositif_ne_se_rejoint_pas(session: Session, coordination: Acteur) -> None:
    ligne = saisine(coordination, ecole())
    with pytest.raises(ErreurDuDomaine, match="pas du PRE"):
        services.declarer_recevable(ligne, beneficiaire(dispositif=Dispositif.SANTE), INCONNU, par=coordination)


def test_l_accord_va_dans_la_fiche_et_la_saisine_suit_le_parcours(session: Session, coordination: Acteur) -> None:
    ligne = saisine(coordination, ecole())
    services.declarer_recevable(ligne, None, INCONNU, par=coordination)
    _rencontrer(ligne, coordination)
    _accorder(session, ligne, coordination)
    accord = _dossier(session, coordination, ligne).accords[0]
    assert (accord.etat, accord.portee_eps, accord.forme) == (EtatAccord.CONFIRME, True, FormeAccord.ECRIT)
    assert (ligne.etat, ligne.avis_enfant) == (E.ACCORD_OBTENU, AvisDeLEnfant.FAVORABLE)
    changer_etat(_parcours(session, coordination, ligne), SaisieEtat(EtatParcours.A_DEMARRER, aujourd_hui()), par=coordination)
    session.flush()
    assert queries.etat_effectif_de(coordination, ligne) is E.DECIDEE


def test_une_saisine_inscrite_a_l_eps_se_voit_puis_attend_de_nouveau_si_elle_est_ajournee(
    session: Session, coordination: Acteur
) -> None:
    ligne = saisine(coordination, ecole())
    services.declarer_recevable(ligne, None, INCONNU, par=coordination)
    _rencontrer(ligne, coordination)
    _accorder(session, ligne, coordination)
    inscription = situation(reunion(3), _parcours(session, coordination, ligne))
    assert queries.etat_effectif_de(coordination, ligne) is E.INSCRITE_EPS
    page = queries.chercher(coordination, CriteresDeListe(), 15)
    assert (page.comptes["en-attente"], page.comptes["a-traiter"]) == (1, 0)
    inscription.decision = Decision.AJOURNEE
    session.flush()
    assert queries.etat_effectif_de(coordination, ligne) is E.ACCORD_OBTENU


def test_un_accord_date_d_avant_la_saisine_est_refuse(session: Session, coordination: Acteur) -> None:
    ligne = saisine(coordination, ecole())
    services.declarer_recevable(ligne, None, INCONNU, par=coordination)
    _rencontrer(ligne, coordination)
    for jour in (ligne.demande_le - timedelta(days=1), aujourd_hui() + timedelta(days=1)):
        with pytest.raises(ErreurDuDomaine, match="date de l’accord"):
            _accorder(session, ligne, coordination, donne_le=jour)


def test_un_retrait_clot_la_demande_et_une_famille_qui_revient_ouvre_un_nouveau_parcours(
    session: Session, coordination: Acteur
) -> None:
    ligne = saisine(coordination, ecole())
    services.declarer_recevable(ligne, None, INCONNU, par=coordination)
    _rencontrer(ligne, coordination)
    _accorder(session, ligne, coordination)
    premier = _parcours(session, coordination, ligne)
    personne = _dossier(session, coordination, ligne)
    services.refuser(ligne, premier, personne, E.REFUS_FAMILLE, "La mère a changé d’avis.", par=coordination)
    assert premier.etat is EtatParcours.NON_RETENU
    personne = _dossier(session, coordination, ligne)
    assert [a.etat for a in personne.accords] == [EtatAccord.RETIRE]
    services.rouvrir(ligne, personne, "Elle a rappelé.", par=coordination)
    assert ligne.etat is E.RECEVABLE and ligne.parcours_id != premier.id
    assert _parcours(session, coordination, ligne).etat is EtatParcours.DEMANDE


def test_ecarter_une_saisine_demande_un_motif_et_se_corrige(session: Session, coordination: Acteur) -> None:
    ligne = saisine(coordination, ecole())
    with pytest.raises(ErreurDuDomaine, match="motif"):
        services.terminer(ligne, E.IRRECEVABLE, SaisieIssue(None, None, "trop loin"), par=coordination)
    services.terminer(ligne, E.IRRECEVABLE, SaisieIssue("age", "Âge hors du PRE", None), par=coordination)
    assert list(session.scalars(etapes_de_cette_saisine(ligne.id)))[-1].motif == "Âge hors du PRE"
    services.terminer(ligne, E.RECUE, SaisieIssue(None, None, "Erreur de date."), par=coordination)
    assert ligne.etat is E.RECUE


def test_une_rencontre_a_venir_n_est_pas_une_rencontre(session: Session, coordination: Acteur) -> None:
    ligne = saisine(coordination, ecole())
    services.declarer_recevable(ligne, None, INCONNU, par=coordination)
    with pytest.raises(ErreurDuDomaine, match="pas encore eu lieu"):
        services.rencontrer(ligne, SaisieRencontre(aujourd_hui() + timedelta(days=1), "École", "Mère", None), par=coordination)
    _rencontrer(ligne, coordination)
    _rencontrer(ligne, coordination)
    assert len(queries.rencontres_de(coordination, ligne)) == 2
    assert [e.vers for e in session.scalars(etapes_de_cette_saisine(ligne.id))].count(E.FAMILLE_RENCONTREE) == 1


def test_un_brouillon_s_efface_une_saisine_transmise_non(session: Session, coordination: Acteur) -> None:
    chez = ecole()
    ligne = brouillon(coordination, chez)
    services.supprimer_brouillon(ligne, queries.recit_de(coordination, ligne), par=coordination)
    session.flush()
    assert list(session.scalars(saisines_visibles(coordination))) == []
    envoyee = saisine(coordination, chez)
    with pytest.raises(TransitionRefusee):
        services.supprimer_brouillon(envoyee, queries.recit_de(coordination, envoyee), par=coordination)
    with pytest.raises(TransitionRefusee):
        services.enregistrer_brouillon(envoyee, queries.recit_de(coordination, envoyee), demande(chez), par=coordination)


def test_qui_travaille_aussi_a_la_mediation_sante_n_apprend_rien_d_elle_ici(session: Session) -> None:
    deux = agent(Role.COORDINATEUR_PRE)
    session.add(Habilitation(agent_id=deux.id, role=Role.MEDIATEUR_SANTE, dispositif=Dispositif.SANTE, debut=aujourd_hui()))
    session.flush()
    qui = acteur(deux)
    assert qui.roles == {Role.COORDINATEUR_PRE, Role.MEDIATEUR_SANTE}
    ligne = saisine(qui, ecole())
    beneficiaire("Renault", "Léa", Dispositif.SANTE, date_naissance=ligne.date_naissance)
    seuils = {"age_minimum_pre": 2, "age_maximum_pre": 16}
    assert queries.examiner(qui, ligne, queries.recit_de(qui, ligne), seuils).ressemblants == ()


def test_examiner_dit_chaque_fait_et_ne_montre_que_le_pre(session: Session, coordination: Acteur) -> None:
    beneficiaire("Renault", "Léa", Dispositif.SANTE)
    ligne = saisine(coordination, ecole())
    seuils = {"age_minimum_pre": 2, "age_maximum_pre": 16}
    examen = queries.examiner(coordination, ligne, queries.recit_de(coordination, ligne), seuils)
    verdicts = {c.code: c.verdict.value for c in examen.controles}
    assert verdicts == {
        "age": "oui", "territoire": "oui", "priorite": "oui", "doublon": "oui", "droit_commun": "oui",
    }  # fmt: skip
    assert examen.ressemblants == () and not examen.derogation_due
    connue = beneficiaire("Renaud", "Léa", date_naissance=ligne.date_naissance)
    seconde = saisine(coordination, ecole("École Michelet"))
    examen = queries.examiner(coordination, ligne, queries.recit_de(coordination, ligne), {**seuils, "age_maximum_pre": 5})
    assert [r.personne.id for r in examen.ressemblants] == [connue.id]
    assert [s.id for s in examen.autres_saisines] == [seconde.id]
    assert examen.derogation_due
