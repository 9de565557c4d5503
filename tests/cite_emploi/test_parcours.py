"""From the call to the news after the exit, through the pages of the coordination."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Rattachement
from parcours.beneficiaires.rules import NatureRattachement
from parcours.cite_emploi.access import freins_visibles, offres_visibles, suivis_apres_sortie_visibles, un_seul
from parcours.cite_emploi.models import Cohorte, DiagnosticEmploi, SortieEmploi, SuiviEmploi
from parcours.cite_emploi.queries import personnes_par_etape
from parcours.cite_emploi.rules import CategorieSortie, EtapeEmploi, NiveauFrein
from parcours.comptes.models import Agent
from parcours.nomenclatures.services import charger_reference
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, structure
from tests.formulaires import champs_du_formulaire

JOUR = aujourd_hui()


@pytest.fixture
def coordination(session: Session, client: ClientVerifie) -> Agent:
    charger_reference()
    qui = agent(Role.COORDINATEUR_CITE, prenom="Anne", nom="Leroy")
    connecter(client, qui)
    return qui


def une_personne(nom: str = "Benali", etat: EtatParcours = EtatParcours.DEMANDE) -> Parcours:
    personne = beneficiaire(nom, "Nadia", Dispositif.EMPLOI, telephone="+33643240035")
    commence = etat in (EtatParcours.EN_COURS, EtatParcours.SUSPENDU)
    il_y_a = JOUR - timedelta(days=40)
    p = parcours(personne, etat, demande_le=il_y_a, debut_le=il_y_a if commence else None)
    db.session.commit()
    return p


def adresse(p: Parcours, page: str = "") -> str:
    return f"/vers-l-emploi/{p.id}" + (f"/{page}" if page else "")


def envoyer(client: ClientVerifie, page: str, **changements: object) -> int:
    """The form of this page, as it is shown, with these answers."""
    champs = dict(champs_du_formulaire(client.voir(page).text, page))
    return client.envoyer(page, data={**champs, **changements}).status_code


def relire(session: Session, p: Parcours) -> Parcours:
    session.expire_all()
    return session.merge(p)


def etape(session: Session, p: Parcours) -> EtapeEmploi:
    suivi: SuiviEmploi = session.scalars(un_seul(SuiviEmploi, p.id)).one()
    return suivi.etape


def test_de_l_appel_a_l_accompagnement_chaque_etape_se_note_en_un_ecran(
    client: ClientVerifie, session: Session, coordination: Agent
) -> None:
    p = une_personne()
    assert "BENALI Nadia" in client.voir("/vers-l-emploi").text
    assert envoyer(client, adresse(p, "etape"), vers="injoignable") == 303
    assert (etape(session, p), relire(session, p).etat) == (EtapeEmploi.INJOIGNABLE, EtatParcours.DEMANDE)
    assert envoyer(client, adresse(p, "etape"), vers="contacte") == 303
    assert envoyer(client, adresse(p, "diagnostic"), metier="Cuisinière", frein_mobilite="bloquant") == 303
    assert etape(session, p) is EtapeEmploi.DIAGNOSTIC
    assert envoyer(client, adresse(p, "etape"), vers="en_coordination") == 303
    assert "BENALI Nadia" in client.voir("/vers-l-emploi?etape=coordination").text
    assert envoyer(client, adresse(p, "etape"), vers="accompagne") == 303
    relu = relire(session, p)
    assert (relu.etat, relu.debut_le) == (EtatParcours.EN_COURS, JOUR)
    page = client.voir(adresse(p)).text
    assert "Cuisinière" in page and "Frein bloquant" in page and "Injoignable" in page
    assert f'hx-get="{adresse(p)}"' in client.voir(f"/beneficiaires/{p.beneficiaire_id}").text
    carte = client.get(adresse(p), headers={"HX-Request": "true"}).text
    assert "(bloquant)" in carte and "Tout voir" in carte and "<main" not in carte


def test_une_etape_que_la_table_ne_permet_pas_est_refusee(client: ClientVerifie, session: Session, coordination: Agent) -> None:
    p = une_personne()
    champs = dict(champs_du_formulaire(client.voir(adresse(p, "etape")).text, adresse(p, "etape")))
    for vers in ("accompagne", "sorti_positif", "en_veille"):
        assert client.envoyer(adresse(p, "etape"), data={**champs, "vers": vers, "raison": "Oui."}).status_code == 422
    assert relire(session, p).etat is EtatParcours.DEMANDE


@pytest.mark.parametrize("vers", ["en_veille", "rupture"])
def test_une_veille_ou_une_rupture_dit_pourquoi(
    client: ClientVerifie, session: Session, coordination: Agent, vers: str
) -> None:
    p = une_personne(etat=EtatParcours.EN_COURS)
    demain = (JOUR + timedelta(days=30)).strftime("%d/%m/%Y")
    assert envoyer(client, adresse(p, "etape"), vers=vers, retour_le=demain) == 422
    assert envoyer(client, adresse(p, "etape"), vers=vers, retour_le=demain, raison="Attend un enfant.") == 303
    assert relire(session, p).etat is EtatParcours.SUSPENDU
    assert envoyer(client, adresse(p, "etape"), vers="accompagne") == 303


def test_non_aborde_ne_s_enregistre_pas_et_pas_un_frein_oui(
    client: ClientVerifie, session: Session, coordination: Agent
) -> None:
    p = une_personne()
    envoyer(client, adresse(p, "diagnostic"), frein_sante="pas_un_frein", frein_logement="frein")
    freins = {f.code: f for f in session.scalars(freins_visibles(acteur(coordination))).unique()}
    assert set(freins) == {"sante", "logement"}
    assert (freins["sante"].ouvert_le, freins["logement"].ouvert_le) == (None, JOUR)
    assert envoyer(client, f"/vers-l-emploi/freins/{freins['logement'].id}", niveau="leve", precision="Relogée.") == 303
    session.expire_all()
    leve = session.scalars(freins_visibles(acteur(coordination)).where()).unique().all()
    assert {f.code: (f.niveau, f.leve_le) for f in leve}["logement"] == (NiveauFrein.LEVE, JOUR)


def test_un_frein_se_relie_aux_actions_de_la_personne_et_a_aucune_autre(
    client: ClientVerifie, session: Session, coordination: Agent
) -> None:
    from parcours.parcours_individuels.models import Action
    from parcours.parcours_individuels.rules import EtatAction

    p, autre = une_personne(), une_personne("Autre")
    sienne = Action(parcours_id=p.id, type="aide_mobilite", libelle="Permis", etat=EtatAction.PREVUE)
    celle_d_une_autre = Action(parcours_id=autre.id, type="aide_mobilite", libelle="Vélo", etat=EtatAction.PREVUE)
    session.add_all((sienne, celle_d_une_autre))
    session.commit()
    envoyer(client, adresse(p, "diagnostic"), frein_mobilite="frein")
    frein = session.scalars(freins_visibles(acteur(coordination))).unique().one()
    page = f"/vers-l-emploi/freins/{frein.id}"
    assert "Permis" in client.voir(page).text and "Vélo" not in client.voir(page).text
    assert envoyer(client, page, actions=[str(celle_d_une_autre.id)]) == 422
    assert envoyer(client, page, actions=[str(sienne.id)]) == 303
    assert "1\u00a0réponse en cours" in client.voir(adresse(p)).text


def test_deux_agents_qui_changent_le_meme_frein_voient_les_deux_reponses(
    client: ClientVerifie, session: Session, coordination: Agent
) -> None:
    p = une_personne()
    envoyer(client, adresse(p, "diagnostic"), frein_mobilite="frein")
    page = adresse(p, "diagnostic")
    avant = dict(champs_du_formulaire(client.voir(page).text, page))
    assert envoyer(client, page, frein_mobilite="leve") == 303
    reponse = client.envoyer(page, data={**avant, "frein_mobilite": "bloquant"})
    assert reponse.status_code == 409 and "Levé" in reponse.text and "Frein bloquant" in reponse.text


def test_le_contrat_d_engagement_se_signe_dans_le_mois_de_la_notification(
    client: ClientVerifie, session: Session, coordination: Agent
) -> None:
    p = une_personne()
    notifiee = JOUR - timedelta(days=45)
    envoyer(client, adresse(p, "diagnostic"), orientation_notifiee_le=notifiee.strftime("%d/%m/%Y"))
    assert "Contrat d’engagement à signer" in client.voir(adresse(p)).text
    envoyer(client, adresse(p, "diagnostic"), contrat_signe_le="aujourd’hui", heures_semaine="15", identifiant_ft="1234567A")
    diagnostic: DiagnosticEmploi = session.scalars(un_seul(DiagnosticEmploi, p.id)).one()
    assert (diagnostic.contrat_signe_le, diagnostic.heures_semaine, diagnostic.identifiant_ft) == (JOUR, 15, "1234567A")
    assert "à signer" not in client.voir(adresse(p)).text


def test_une_offre_fermee_ne_se_propose_plus_et_reste_dans_l_histoire(
    client: ClientVerifie, session: Session, coordination: Agent
) -> None:
    from parcours.cite_emploi.models import OffreMobilisee
    from parcours.cite_emploi.rules import EtatOffre

    p = une_personne(etat=EtatParcours.EN_COURS)
    nouvelle = client.voir(adresse(p, "offres/nouvelle")).text
    assert "Immersion" in nouvelle and "Emploi franc" not in nouvelle and "AFPR" not in nouvelle
    assert envoyer(client, adresse(p, "offres/nouvelle"), code="pmsmp", etat="commencee") == 422
    assert envoyer(client, adresse(p, "offres/nouvelle"), code="pmsmp", etat="commencee", debut_le="aujourd’hui") == 303
    session.add(OffreMobilisee(parcours_id=p.id, code="emploi_franc", libelle="Emploi franc", etat=EtatOffre.TERMINEE))
    session.commit()
    offres = {o.code: o for o in session.scalars(offres_visibles(acteur(coordination)))}
    assert offres["pmsmp"].libelle.startswith("Immersion")
    assert "Emploi franc" in client.voir(f"/vers-l-emploi/offres/{offres['emploi_franc'].id}").text


def test_un_cdi_est_une_sortie_dynamique_suivie_a_trois_et_six_mois_puis_close(
    client: ClientVerifie, session: Session, coordination: Agent
) -> None:
    p = une_personne(etat=EtatParcours.EN_COURS)
    envoyer(client, adresse(p, "etape"), vers="en_veille", raison="Essai.", retour_le=JOUR.strftime("%d/%m/%Y"))
    assert envoyer(client, adresse(p, "sortie"), motif="cdi", metier="Cuisinière", employeur="Lycée") == 303
    sortie: SortieEmploi = session.scalars(un_seul(SortieEmploi, p.id)).one()
    assert (sortie.categorie, sortie.libelle) == (CategorieSortie.EMPLOI_DURABLE, "CDI")
    relu = relire(session, p)
    assert (relu.etat, relu.motif_sortie, etape(session, p)) == (EtatParcours.SORTI, "cdi", EtapeEmploi.SORTI_POSITIF)
    suivis = sorted(session.scalars(suivis_apres_sortie_visibles(acteur(coordination))), key=lambda s: s.mois)
    assert [s.mois for s in suivis] == [3, 6]
    assert "Nouvelles à prendre" not in client.voir("/vers-l-emploi").text
    suivis[0].prevu_le = JOUR
    session.commit()
    assert "Nouvelles à prendre" in client.voir("/vers-l-emploi").text
    for suivi in [s.id for s in suivis]:
        assert envoyer(client, f"/vers-l-emploi/nouvelles/{suivi}", situation="meme_emploi") == 303
    assert relire(session, p).etat is EtatParcours.CLOS
    assert envoyer(client, adresse(p, "sortie"), motif="abandon") == 303
    assert etape(session, p) is EtapeEmploi.SORTI_AUTRE


def test_une_sortie_reprise_d_un_tableau_compte_comme_elle_etait_dite(
    client: ClientVerifie, session: Session, coordination: Agent
) -> None:
    p = une_personne(etat=EtatParcours.SORTI)
    p.motif_sortie, p.sortie_le = "abandon", JOUR
    session.commit()
    assert "Autre sortie" in client.voir("/vers-l-emploi?etape=terminees").text


def test_chaque_onglet_compte_les_siens_que_leur_etape_soit_notee_ou_non(
    client: ClientVerifie, session: Session, coordination: Agent
) -> None:
    une_personne(), une_personne("Deux"), une_personne("Trois", EtatParcours.EN_COURS)
    notee = une_personne("Quatre")
    envoyer(client, adresse(notee, "etape"), vers="injoignable")
    resultat = personnes_par_etape(acteur(coordination), "a-appeler")
    assert (resultat.comptes["a-appeler"], resultat.comptes["accompagnees"], resultat.total) == (3, 1, 3)
    assert len(resultat.lignes) == 3


def test_une_cohorte_montre_ou_en_est_chacune(client: ClientVerifie, session: Session, coordination: Agent) -> None:
    p, autre = une_personne(), une_personne("Autre")
    assert envoyer(client, "/vers-l-emploi/cohortes/nouvelle", nom="Printemps") == 303
    cohorte = session.scalars(select(Cohorte)).one()
    page = f"/vers-l-emploi/cohortes/{cohorte.id}"
    assert envoyer(client, f"{page}/membres?q=benali", parcours=[str(p.id)]) == 303
    montree = client.voir(page).text
    assert "BENALI Nadia" in montree and "AUTRE" not in montree and "Printemps" in client.voir(adresse(p)).text
    assert client.envoyer(f"{page}/membres/{p.id}/retirer", data={}).status_code == 303
    assert "BENALI" not in client.voir(page).text
    assert client.envoyer(f"{page}/membres/{autre.id}/retirer", data={}).status_code == 303


def test_un_referent_ne_voit_que_les_siens_et_ne_fait_pas_de_cohorte(
    client: ClientVerifie, session: Session, coordination: Agent
) -> None:
    sienne, autre = une_personne(etat=EtatParcours.EN_COURS), une_personne("Autre", EtatParcours.EN_COURS)
    referent = agent(Role.REFERENT_INSERTION, prenom="Rachid", nom="Martin", structure=structure("MIPE"))
    session.add(
        Rattachement(
            beneficiaire_id=sienne.beneficiaire_id, agent_id=referent.id, nature=NatureRattachement.REFERENT, debut=JOUR
        )
    )
    session.commit()
    connecter(client, referent)
    page = client.voir("/vers-l-emploi?etape=accompagnees").text
    assert "BENALI" in page and "AUTRE" not in page
    assert client.get(adresse(autre)).status_code == 404
    assert client.get(adresse(sienne)).status_code == 200
    assert client.get("/vers-l-emploi/cohortes/nouvelle").status_code == 403


def test_un_parcours_d_un_autre_dispositif_n_a_pas_ces_pages(
    client: ClientVerifie, session: Session, coordination: Agent
) -> None:
    enfant = parcours(beneficiaire("Lefebvre", "Lou", Dispositif.PRE), EtatParcours.EN_COURS)
    session.commit()
    assert client.get(adresse(enfant)).status_code == 404
