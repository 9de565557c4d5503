"""The partner reads the orientation and nothing else of the file."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.comptes.models import Agent, Habilitation
from parcours.orientations.access import (
    dossier_oriente,
    etapes_de,
    orientations_du_dossier,
    orientations_envoyees,
    orientations_recues,
    orientations_visibles,
    parcours_a_orienter,
)
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.orientations.rules import EtatOrientation
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.perimetre import PerimetreManquant
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, rattacher, structure
from tests.fabriques.rencontres import mere, orientation
from tests.fabriques.voisinage import Voisinage, portee_de, voisinage

CANARI = "TemoinDuDossier"


@pytest.fixture
def partenaire(session: Session) -> Agent:
    return agent(Role.PARTENAIRE, prenom="Marc", nom="Petit", structure=structure("MIPE"))


def chez(qui: Agent, etat: EtatOrientation = EtatOrientation.ENVOYEE, **valeurs: Any) -> Orientation:
    """A referral of the mother of a child to the structure of `qui`."""
    personne = beneficiaire(CANARI, "Léa", observations=CANARI, adresse=CANARI)
    maman = mere(personne, restriction=CANARI)
    structures = acteur(qui).structures_de(Role.PARTENAIRE)
    from parcours.annuaire.models import Structure
    from parcours.socle.base import db

    vers = db.session.get_one(Structure, next(iter(structures)))
    return orientation(parcours(personne), vers, etat, contact_id=maman.id, **valeurs)


def test_le_partenaire_voit_l_orientation_et_rien_d_autre_du_dossier(client: ClientVerifie, partenaire: Agent) -> None:
    recue = chez(partenaire, motif="Aide à la garde d’enfants.", personne_telephone="+33643240035")
    connecter(client, partenaire)
    liste, detail = client.voir("/orientations/").text, client.voir(f"/orientations/{recue.id}").text
    assert "RENAULT Alexandrie" in liste and "Aide à la garde" in detail and "06\xa043\xa024\xa000\xa035" in detail
    for page in (liste, detail):
        assert CANARI not in page and CANARI.upper() not in page and "/beneficiaires/" not in page
    for adresse in (
        f"/beneficiaires/{recue.parcours_id}",
        f"/orientations/du-beneficiaire/{recue.parcours_id}",
        f"/orientations/nouvelle/{recue.parcours_id}",
        f"/orientations/{recue.id}/modifier",
    ):
        reponse = client.get(adresse)
        assert reponse.status_code in {403, 404} and CANARI not in reponse.text


def test_une_orientation_recue_n_ouvre_pas_le_dossier_meme_par_le_code(session: Session, partenaire: Agent) -> None:
    chez(partenaire)
    session.expire_all()
    recue = session.scalars(orientations_recues(acteur(partenaire))).one()
    with pytest.raises(PerimetreManquant):
        _ = recue.parcours
    session.rollback()
    visible = session.scalars(orientations_visibles(acteur(partenaire))).one()
    with pytest.raises(PerimetreManquant):
        _ = visible.parcours


@pytest.mark.parametrize("etat", [EtatOrientation.BROUILLON, EtatOrientation.ANNULEE])
def test_un_brouillon_meme_abandonne_n_est_jamais_vu_du_partenaire(
    client: ClientVerifie, partenaire: Agent, etat: EtatOrientation
) -> None:
    jamais_partie = chez(partenaire, etat, envoyee_le=None, envoyee_jour=None)
    connecter(client, partenaire)
    assert client.get(f"/orientations/{jamais_partie.id}").status_code == 404
    assert "RENAULT" not in client.voir("/orientations/").text


def test_un_partenaire_ne_voit_pas_les_orientations_d_une_autre_structure(client: ClientVerifie, partenaire: Agent) -> None:
    ailleurs = orientation(parcours(beneficiaire()), structure("ESCAL"))
    connecter(client, partenaire)
    assert client.get(f"/orientations/{ailleurs.id}").status_code == 404
    assert client.envoyer(f"/orientations/{ailleurs.id}/reponse/acceptee", "/orientations/").status_code == 404


def test_quitter_la_structure_ferme_tout_aussitot(client: ClientVerifie, session: Session, partenaire: Agent) -> None:
    recue = chez(partenaire)
    connecter(client, partenaire)
    client.voir(f"/orientations/{recue.id}")
    habilitation = session.scalars(select(Habilitation).where(Habilitation.agent_id == partenaire.id)).one()
    habilitation.structure_id = structure("Ailleurs").id
    session.commit()
    assert client.get(f"/orientations/{recue.id}").status_code == 404
    habilitation.fin = aujourd_hui() - timedelta(days=1)
    session.commit()
    assert client.get("/orientations/").status_code == 403


def test_un_referent_ne_suit_que_les_orientations_de_ses_enfants(client: ClientVerifie, session: Session) -> None:
    qui, vers = agent(Role.REFERENT_PRE), structure("MIPE")
    enfant = beneficiaire("Dumas", "Tom")
    rattacher(enfant, agent=qui)
    mienne = orientation(parcours(enfant), vers, personne_nom="Dumas", personne_prenom="Tom")
    autre = orientation(parcours(beneficiaire("Bernard", "Zoé")), vers, personne_nom="Bernard")
    connecter(client, qui)
    page = client.voir("/orientations/?vue=envoyees").text
    assert "DUMAS" in page and "BERNARD" not in page
    client.voir(f"/orientations/{mienne.id}")
    assert client.get(f"/orientations/{autre.id}").status_code == 404


@pytest.mark.parametrize("role", [Role.SECRETARIAT_PRE, Role.MEMBRE_EPS, Role.PILOTE, Role.ADMINISTRATEUR, Role.DPO])
def test_les_autres_metiers_n_ont_pas_les_orientations(client: ClientVerifie, session: Session, role: Role) -> None:
    ligne = orientation(parcours(beneficiaire()), structure("MIPE"))
    connecter(client, agent(role, structure=structure("Mairie")))
    assert client.get("/orientations/").status_code == 403
    assert client.get(f"/orientations/{ligne.id}").status_code == 403


def test_le_secretariat_qui_est_aussi_referent_ne_suit_que_ses_enfants(client: ClientVerifie, session: Session) -> None:
    qui = agent(Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=qui.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    ligne = orientation(parcours(beneficiaire()), structure("MIPE"))
    connecter(client, qui)
    assert client.get(f"/orientations/{ligne.id}").status_code == 404


def voisinage_oriente(session: Session, role: Role | None, **habilitation: Any) -> Voisinage:
    """Each file has one referral, to somebody else's structure."""
    v = voisinage(role, **habilitation)
    for ligne in v.parcours.values():
        session.add(
            Orientation(
                parcours_id=ligne.id,
                structure_id=v.ailleurs.id,
                etat=EtatOrientation.ENVOYEE,
                envoyee_jour=aujourd_hui(),
                personne_nom="Renault",
                personne_prenom="Alexandrie",
            )
        )
    session.flush()
    return v


def visibles(session: Session, v: Voisinage) -> set[str]:
    """Codes of the files whose referral is read."""
    return v.codes(o.parcours_id for o in session.scalars(orientations_visibles(v.acteur)))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT_PRE}))
def test_chaque_role_ne_suit_que_les_orientations_des_fiches_de_sa_portee(session: Session, role: Role) -> None:
    v, attendues = voisinage_oriente(session, role), portee_de(role, absorbees=True)
    assert visibles(session, v) == attendues
    assert v.codes(o.parcours_id for o in session.scalars(orientations_envoyees(v.acteur))) == attendues
    assert v.codes(p.id for p in session.scalars(parcours_a_orienter(v.acteur))) == portee_de(role)
    assert session.scalars(orientations_recues(v.acteur)).all() == []


@pytest.mark.parametrize("role", [None, Role.SECRETARIAT_PRE])
def test_qui_n_oriente_personne_ne_suit_aucune_orientation(session: Session, role: Role | None) -> None:
    v = voisinage_oriente(session, role)
    assert visibles(session, v) == set()
    assert session.scalars(parcours_a_orienter(v.acteur)).all() == []


@pytest.mark.parametrize("role", [Role.COORDINATEUR_PRE, Role.REFERENT_PRE, Role.REFERENT_INSERTION])
def test_une_habilitation_finie_hier_ne_donne_plus_aucune_orientation(session: Session, role: Role) -> None:
    assert visibles(session, voisinage_oriente(session, role, fin=aujourd_hui() - timedelta(days=1))) == set()


def test_le_secretariat_qui_est_aussi_referent_n_oriente_que_ses_enfants(session: Session) -> None:
    v = voisinage_oriente(session, Role.SECRETARIAT_PRE)
    session.add(Habilitation(agent_id=v.agent.id, role=Role.REFERENT_PRE, dispositif=None, debut=aujourd_hui()))
    assert visibles(session, v) == portee_de(Role.REFERENT_PRE, absorbees=True)
    assert v.codes(p.id for p in session.scalars(parcours_a_orienter(v.acteur))) == portee_de(Role.REFERENT_PRE)


def test_les_orientations_d_un_dossier_sont_les_siennes_et_seulement_dans_la_portee(session: Session) -> None:
    v = voisinage_oriente(session, Role.REFERENT_PRE)
    mienne = session.scalars(orientations_du_dossier(v.acteur, v.fiches["pre au référent"].id))
    assert v.codes(o.parcours_id for o in mienne) == {"pre au référent"}
    assert session.scalars(orientations_du_dossier(v.acteur, v.fiches["pre à une autre"].id)).all() == []


@pytest.mark.parametrize("preuve", [{"envoyee_le": maintenant()}, {"envoyee_jour": aujourd_hui()}, {"importee": True}])
def test_seule_une_orientation_partie_est_recue_et_jamais_un_brouillon(
    session: Session, partenaire: Agent, preuve: dict[str, Any]
) -> None:
    rien: dict[str, Any] = {"envoyee_le": None, "envoyee_jour": None}
    partie = chez(partenaire, **(rien | preuve))
    chez(partenaire, EtatOrientation.BROUILLON, **(rien | preuve))
    chez(partenaire, EtatOrientation.ANNULEE, **rien)
    for requete in (orientations_recues(acteur(partenaire)), orientations_visibles(acteur(partenaire))):
        assert [o.id for o in session.scalars(requete)] == [partie.id]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PARTENAIRE}))
def test_etre_d_une_structure_sous_un_autre_role_n_en_ouvre_pas_les_orientations(session: Session, role: Role) -> None:
    v = voisinage(role)
    orientation(parcours(beneficiaire("Dumas", "Tom", Dispositif.SANTE)), v.structure)
    assert session.scalars(orientations_recues(v.acteur)).all() == []


def test_les_etapes_sont_celles_de_cette_orientation(session: Session) -> None:
    sienne, autre = (orientation(parcours(beneficiaire(nom)), structure(nom)) for nom in ("Renault", "Dumas"))
    for ligne in (sienne, autre):
        session.add(TransitionOrientation(orientation_id=ligne.id, de=None, vers=EtatOrientation.ENVOYEE))
    session.flush()
    assert [etape.orientation_id for etape in session.scalars(etapes_de(sienne))] == [sienne.id]


def test_le_dossier_derriere_une_orientation_est_le_sien(session: Session) -> None:
    siens = [parcours(beneficiaire(nom)) for nom in ("Renault", "Dumas")]
    oriente, _ = (orientation(suivi, structure("MIPE")) for suivi in siens)
    assert [tuple(ligne) for ligne in session.execute(dossier_oriente(oriente))] == [(siens[0].beneficiaire_id, Dispositif.PRE)]
