"""Référent periods, agreements, merge."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.accompagnements.access import echanges_visibles
from parcours.accompagnements.models import Echange
from parcours.accompagnements.rules import Canal
from parcours.beneficiaires import queries, services
from parcours.beneficiaires.access import dossiers_visibles
from parcours.beneficiaires.models import Accord, Beneficiaire, Contact
from parcours.beneficiaires.rules import (
    EtatAccord,
    FormeAccord,
    Lieu,
    NatureRattachement,
    SaisieAccord,
    SaisieReferent,
    SituationQuartier,
)
from parcours.journal.models import EvenementJournal
from parcours.socle.droits import Acteur, Role
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from tests.fabriques import personnes


@pytest.fixture
def coordinatrice(session: Session) -> Acteur:
    return personnes.acteur(personnes.agent(Role.COORDINATEUR_PRE))


def _dossier(session: Session, acteur: Acteur, personne: Beneficiaire) -> Beneficiaire:
    session.flush()
    identifiant = personne.id
    session.expunge_all()
    return session.scalars(dossiers_visibles(acteur).where(Beneficiaire.id == identifiant)).unique().one()


def test_un_nouveau_referent_ferme_la_periode_precedente_la_veille(session: Session, coordinatrice: Acteur) -> None:
    ancien, nouveau = personnes.agent(Role.REFERENT_PRE, prenom="Karim"), personnes.agent(Role.REFERENT_PRE, prenom="Sophie")
    enfant = personnes.beneficiaire()
    personnes.rattacher(enfant, agent=ancien, debut=date(2026, 1, 5))
    nouveau_id = nouveau.id
    dossier = _dossier(session, coordinatrice, enfant)
    services.nommer_referent(
        dossier, SaisieReferent(NatureRattachement.REFERENT, nouveau_id, date(2026, 9, 1)), par=coordinatrice
    )
    relu = queries.referents(_dossier(session, coordinatrice, dossier))
    assert relu.principal is not None and relu.principal.agent_id == nouveau_id
    assert [r.fin for r in relu.passes] == [date(2026, 8, 31)]


def test_un_referent_ne_se_nomme_pas_avant_une_periode_deja_ecrite(session: Session, coordinatrice: Acteur) -> None:
    karim, sophie = personnes.agent(Role.REFERENT_PRE, prenom="Karim"), personnes.agent(Role.REFERENT_PRE, prenom="Sophie")
    enfant, qui = personnes.beneficiaire(), sophie.id
    personnes.rattacher(enfant, agent=karim, debut=date(2026, 9, 1))
    dossier = _dossier(session, coordinatrice, enfant)
    with pytest.raises(ErreurDuDomaine, match="01/09/2026"):
        services.nommer_referent(dossier, SaisieReferent(NatureRattachement.REFERENT, qui, date(2026, 3, 1)), par=coordinatrice)


def _saisie(etat: EtatAccord, **valeurs: object) -> SaisieAccord:
    base = {"contact_id": None, "forme": FormeAccord.ECRIT, "donne_le": aujourd_hui(), "portee_eps": True, "structures": ()}
    return SaisieAccord(etat, **{**base, **valeurs})  # type: ignore[arg-type]


def test_un_accord_confirme_ne_couvre_que_les_partenaires_coches(session: Session, coordinatrice: Acteur) -> None:
    mipe, ccas = personnes.structure("MIPE").id, personnes.structure("CCAS").id
    dossier = _dossier(session, coordinatrice, personnes.beneficiaire())
    accord = services.enregistrer_accord(dossier, None, _saisie(EtatAccord.CONFIRME, structures=(mipe,)), par=coordinatrice)
    assert queries.accord_confirme(dossier.id, structure_id=mipe, eps=True)
    assert not queries.accord_confirme(dossier.id, structure_id=ccas)
    services.enregistrer_accord(dossier, accord, _saisie(EtatAccord.RETIRE), par=coordinatrice)
    assert not queries.accord_confirme(dossier.id)


def test_un_accord_repris_du_tableur_n_est_pas_un_accord_confirme(session: Session, coordinatrice: Acteur) -> None:
    enfant = personnes.beneficiaire()
    session.add(Accord(beneficiaire_id=enfant.id, etat=EtatAccord.REPRIS, portee_eps=True))
    session.flush()
    assert not queries.accord_confirme(enfant.id, eps=True)
    with pytest.raises(ErreurDuDomaine):
        services.enregistrer_accord(enfant, None, _saisie(EtatAccord.CONFIRME, donne_le=None), par=coordinatrice)


def test_une_adresse_inconnue_donne_un_quartier_inconnu_jamais_hors_quartier(session: Session, coordinatrice: Acteur) -> None:
    dossier = _dossier(session, coordinatrice, personnes.beneficiaire(adresse="12 rue que personne ne connaît"))
    constat = services.constater_quartier(
        dossier, Lieu(SituationQuartier.INCONNU, propose=True), aujourd_hui(), par=coordinatrice
    )
    assert constat.situation is dossier.situation_quartier is SituationQuartier.INCONNU


def test_une_fusion_reunit_tout_et_laisse_une_adresse_qui_mene_a_la_fiche_gardee(
    session: Session, coordinatrice: Acteur
) -> None:
    karim, sophie = personnes.agent(Role.REFERENT_PRE, prenom="Karim"), personnes.agent(Role.REFERENT_PRE, prenom="Sophie")
    garde = personnes.beneficiaire(nom="Renault", prenom="Léa", telephone=None)
    absorbe = personnes.beneficiaire(nom="Renaut", prenom="Lea", telephone="+33643240035")
    parcours = personnes.parcours(absorbe)
    session.add(Echange(parcours_id=parcours.id, a_la_date=aujourd_hui(), canal=Canal.APPEL, texte="Suit la fiche"))
    for fiche, telephone in ((garde, None), (absorbe, "+33639981400")):
        session.add(Contact(beneficiaire_id=fiche.id, nom="Renault", prenom="Alex", telephone=telephone))
    mere = Contact(beneficiaire_id=absorbe.id, nom="Autre", prenom="Parent")
    session.add(mere)
    session.flush()
    session.add(Accord(beneficiaire_id=absorbe.id, contact_id=mere.id, etat=EtatAccord.REPRIS))
    personnes.rattacher(garde, agent=karim)
    personnes.rattacher(absorbe, agent=sophie, debut=aujourd_hui() - timedelta(days=9))
    ids = garde.id, absorbe.id
    session.flush()
    session.expunge_all()
    deux = [session.scalars(dossiers_visibles(coordinatrice).where(Beneficiaire.id == i)).unique().one() for i in ids]
    fusion = services.fusionner(deux[0], deux[1], {"prenom": "gauche"}, par=coordinatrice)
    deplaces = json.loads(fusion.deplaces)
    session.flush()
    session.expunge_all()
    relu = session.scalars(dossiers_visibles(coordinatrice).where(Beneficiaire.id == ids[0])).unique().one()
    assert (relu.nom, relu.prenom, relu.telephone) == ("Renault", "Léa", "+33643240035")
    assert sorted((c.prenom, c.telephone) for c in relu.contacts) == [("Alex", "+33639981400"), ("Parent", None)]
    assert len(relu.accords) == 1
    assert sorted(r.nature.value for r in relu.rattachements) == ["coreferent", "referent"]
    assert [e.texte for e in session.scalars(echanges_visibles(coordinatrice))] == ["Suit la fiche"]
    assert "parcours.beneficiaire_id" in deplaces
    gardee = queries.gardee(coordinatrice, ids[1])
    assert gardee is not None and gardee.id == ids[0]
    assert session.scalars(select(EvenementJournal).where(EvenementJournal.action == "fusionner")).all()
