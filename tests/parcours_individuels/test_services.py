"""Opening, moving on, objectives, actions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Accord
from parcours.beneficiaires.rules import EtatAccord
from parcours.journal.models import EvenementJournal
from parcours.parcours_individuels import services
from parcours.parcours_individuels.access import parcours_visibles
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import (
    EtatAction,
    EtatObjectif,
    EtatParcours,
    SaisieAction,
    SaisieContrat,
    SaisieEtat,
    SaisieObjectif,
    SaisieOuverture,
    Signataire,
)
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.exceptions import ErreurDuDomaine, TransitionRefusee
from parcours.socle.horloge import aujourd_hui
from tests.fabriques import personnes


@pytest.fixture
def coordinatrice(session: Session) -> Acteur:
    return personnes.acteur(personnes.agent(Role.COORDINATEUR_PRE))


def _relu(session: Session, acteur: Acteur, parcours: Parcours) -> Parcours:
    return session.scalars(parcours_visibles(acteur).where(Parcours.id == parcours.id)).one()


def test_chaque_pas_refuse_par_la_table_est_refuse_par_le_service(session: Session, coordinatrice: Acteur) -> None:
    parcours = personnes.parcours(personnes.beneficiaire(), etat=EtatParcours.SORTI)
    with pytest.raises(TransitionRefusee):
        services.changer_etat(
            _relu(session, coordinatrice, parcours), SaisieEtat(EtatParcours.EN_COURS, aujourd_hui()), par=coordinatrice
        )


def test_un_parcours_du_pre_ne_commence_pas_sans_accord(session: Session, coordinatrice: Acteur) -> None:
    enfant = personnes.beneficiaire()
    parcours = _relu(session, coordinatrice, personnes.parcours(enfant, etat=EtatParcours.DEMANDE, debut_le=None))
    entree = SaisieEtat(EtatParcours.EN_COURS, aujourd_hui())
    with pytest.raises(ErreurDuDomaine, match="accord"):
        services.changer_etat(parcours, entree, par=coordinatrice)
    session.add(Accord(beneficiaire_id=enfant.id, etat=EtatAccord.REPRIS))
    session.flush()
    session.expire_all()
    with pytest.raises(ErreurDuDomaine, match="contrat"):
        services.changer_etat(_relu(session, coordinatrice, parcours), entree, par=coordinatrice)
    services.signer_le_contrat(
        _relu(session, coordinatrice, parcours), SaisieContrat(aujourd_hui(), frozenset(Signataire)), par=coordinatrice
    )
    assert parcours.etat is EtatParcours.EN_COURS
    assert parcours.debut_le == aujourd_hui()
    assert parcours.prochain_bilan_le is not None


def test_une_sortie_garde_son_motif_et_sa_date_et_laisse_une_trace(session: Session, coordinatrice: Acteur) -> None:
    parcours = personnes.parcours(personnes.beneficiaire())
    services.changer_etat(
        _relu(session, coordinatrice, parcours),
        SaisieEtat(EtatParcours.SORTI, aujourd_hui(), "demenagement", "Déménagement"),
        par=coordinatrice,
    )
    session.flush()
    assert (parcours.sortie_le, parcours.motif_sortie) == (aujourd_hui(), "demenagement")
    trace = session.scalars(select(EvenementJournal).where(EvenementJournal.objet_id == parcours.id)).one()
    assert (trace.action, trace.detail) == ("changer_etat", "en_cours → sorti")


def test_un_retour_est_un_nouveau_parcours(session: Session, coordinatrice: Acteur) -> None:
    adulte = personnes.beneficiaire(dispositif=Dispositif.SANTE)
    ancien = personnes.parcours(adulte)
    mediatrice = personnes.acteur(personnes.agent(Role.MEDIATEUR_SANTE, prenom="Nadia"))
    saisie = SaisieOuverture(aujourd_hui() - timedelta(days=3), debut_le=aujourd_hui())
    with pytest.raises(ErreurDuDomaine, match="déjà ouvert"):
        services.ouvrir(adulte, saisie, par=mediatrice)
    services.changer_etat(
        _relu(session, mediatrice, ancien), SaisieEtat(EtatParcours.SORTI, aujourd_hui(), "deces"), par=mediatrice
    )
    nouveau = services.ouvrir(adulte, saisie, par=mediatrice)
    assert nouveau.id != ancien.id
    assert nouveau.etat is EtatParcours.EN_COURS


def test_trois_objectifs_au_plus_sont_ouverts_a_la_fois(session: Session, coordinatrice: Acteur) -> None:
    parcours = _relu(session, coordinatrice, personnes.parcours(personnes.beneficiaire()))
    saisie = SaisieObjectif("Lire", None, EtatObjectif.EN_COURS, date(2026, 1, 5), None)
    premier = services.enregistrer_objectif(parcours, None, saisie, par=coordinatrice)
    for _ in range(2):
        services.enregistrer_objectif(parcours, None, saisie, par=coordinatrice)
    with pytest.raises(ErreurDuDomaine, match="Trois objectifs"):
        services.enregistrer_objectif(parcours, None, saisie, par=coordinatrice)
    atteint = SaisieObjectif("Lire", None, EtatObjectif.ATTEINT, date(2026, 1, 5), None)
    services.enregistrer_objectif(parcours, premier, atteint, par=coordinatrice)
    assert premier.atteint_le == aujourd_hui()
    services.enregistrer_objectif(parcours, None, saisie, par=coordinatrice)


def test_une_action_faite_sans_date_est_faite_aujourd_hui(session: Session, coordinatrice: Acteur) -> None:
    parcours = _relu(session, coordinatrice, personnes.parcours(personnes.beneficiaire()))
    saisie = SaisieAction("clas", "CLAS du lundi", EtatAction.FAITE, None, None, None, None)
    assert services.enregistrer_action(parcours, None, saisie, par=coordinatrice).faite_le == aujourd_hui()
