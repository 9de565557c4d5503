"""Preparing a meeting through its pages."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.rules import EtatAccord
from parcours.journal.models import EvenementJournal
from parcours.parcours_individuels.rules import EtatParcours
from parcours.reunions.access import ordre_du_jour
from parcours.reunions.models import Reunion, Situation
from parcours.reunions.queries.calendrier import reunions
from parcours.reunions.rules.preparation import MotifInscription
from parcours.reunions.rules.seance import Decision
from parcours.reunions.services.types import charger_reference
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, structure
from tests.fabriques.rencontres import accord, convoquer, reunion, situation


@pytest.fixture
def coordination(client: ClientVerifie, session: Session) -> ClientVerifie:
    charger_reference()
    return connecter(client, agent(Role.COORDINATEUR_PRE, prenom="Ève", nom="Roux"))


def lignes(session: Session, de: Reunion) -> list[Situation]:
    session.expire_all()
    return list(session.scalars(ordre_du_jour(de)))


def test_une_reunion_se_cree_avec_une_date_et_une_heure_tapees_librement(coordination: ClientVerifie, session: Session) -> None:
    jour = aujourd_hui() + timedelta(days=10)
    reponse = coordination.envoyer(
        "/reunions/nouvelle", data={"type": "restreinte", "jour": f"{jour:%d%m%Y}", "heure": "9h05", "lieu": "Salle 2"}
    )
    assert reponse.status_code == 303
    page = coordination.voir(reponse.location).text
    assert "EPS restreinte" in page and "9\xa0h\xa005" in page and "Salle 2" in page
    assert "Salle 2" in coordination.voir("/reunions/").text
    assert session.scalars(select(EvenementJournal).where(EvenementJournal.objet == "reunion")).first() is not None


def test_une_reunion_sans_date_lisible_est_refusee_et_garde_ce_qui_est_tape(coordination: ClientVerifie) -> None:
    reponse = coordination.envoyer("/reunions/nouvelle", data={"type": "pleniere", "jour": "31/02/2027", "heure": "25h"})
    assert reponse.status_code == 422
    assert "n’existe pas" in reponse.text and "31/02/2027" in reponse.text and "25h" in reponse.text


def test_sans_accord_confirme_la_page_n_offre_rien_a_ecrire_qui_serait_perdu(coordination: ClientVerifie) -> None:
    personne = beneficiaire()
    accord(personne, EtatAccord.REPRIS)
    reunion()
    page = coordination.voir(f"/reunions/inscrire/{parcours(personne).id}").text
    assert "Confirmer l’accord" in page and "une fois l’accord confirmé" in page and "<textarea" not in page


@pytest.mark.parametrize(
    ("etat", "eps", "mot"),
    [
        (EtatAccord.REPRIS, False, "Confirmer l’accord"),
        (EtatAccord.REPRIS, True, "Confirmer l’accord"),
        (EtatAccord.EN_ATTENTE, True, "Confirmer l’accord"),
        (EtatAccord.CONFIRME, False, "Compléter l’accord"),
        (EtatAccord.REFUSE, True, "Enregistrer un accord"),
        (EtatAccord.RETIRE, True, "Enregistrer un accord"),
        (None, False, "Enregistrer un accord"),
    ],
)
def test_sans_accord_confirme_qui_couvre_l_eps_rien_n_est_inscrit(
    coordination: ClientVerifie, session: Session, etat: EtatAccord | None, eps: bool, mot: str
) -> None:
    personne = beneficiaire()
    dossier, prevue = parcours(personne), reunion()
    if etat is not None:
        accord(personne, etat, portee_eps=eps)
    adresse = f"/reunions/inscrire/{dossier.id}"
    assert mot in coordination.voir(f"{adresse}?reunion={prevue.id}").text
    reponse = coordination.envoyer(adresse, data={"reunion": str(prevue.id), "motif": "bilan", "resume": "TexteTape"})
    assert reponse.status_code == 422
    assert mot in reponse.text and "TexteTape" in reponse.text
    assert lignes(session, prevue) == []


def test_un_enfant_s_inscrit_depuis_la_reunion_par_deux_lettres(coordination: ClientVerifie, session: Session) -> None:
    personne = beneficiaire("Lefèvre", "Émilie")
    dossier, prevue = parcours(personne), reunion()
    accord(personne, portee_eps=True)
    page = coordination.voir(f"/reunions/{prevue.id}/inscrire?q=le").text
    assert "LEFÈVRE Émilie" in page and "Accord confirmé" in page
    assert "LEFÈVRE" not in coordination.voir(f"/reunions/{prevue.id}/inscrire?q=zz").text
    reponse = coordination.envoyer(
        f"/reunions/inscrire/{dossier.id}", data={"reunion": str(prevue.id), "motif": "bilan", "resume": "Lit mieux."}
    )
    assert reponse.status_code == 303
    assert [(s.parcours_id, s.rang, s.resume) for s in lignes(session, prevue)] == [(dossier.id, 1, "Lit mieux.")]
    again = coordination.envoyer(f"/reunions/inscrire/{dossier.id}", data={"reunion": str(prevue.id), "motif": "bilan"})
    assert again.status_code == 422 and "déjà à l’ordre du jour" in again.text


def test_une_situation_retiree_peut_etre_inscrite_de_nouveau(coordination: ClientVerifie, session: Session) -> None:
    personne, prevue = beneficiaire(), reunion()
    ligne = situation(prevue, parcours(personne))
    accord(personne, portee_eps=True)
    coordination.envoyer(f"/reunions/situations/{ligne.id}/retirer", f"/reunions/{prevue.id}")
    assert lignes(session, prevue) == []
    reponse = coordination.envoyer(
        f"/reunions/inscrire/{ligne.parcours_id}", data={"reunion": str(prevue.id), "motif": "urgence"}
    )
    assert reponse.status_code == 303
    assert [s.motif for s in lignes(session, prevue)] == [MotifInscription.URGENCE]


def test_l_ordre_se_change_par_des_boutons(coordination: ClientVerifie, session: Session) -> None:
    prevue = reunion()
    a, b, c = (situation(prevue, parcours(beneficiaire(nom)), rang) for rang, nom in enumerate(("Un", "Deux", "Trois"), 1))
    ids = a.id, b.id, c.id
    coordination.envoyer(f"/reunions/situations/{c.id}/monter", f"/reunions/{prevue.id}")
    assert [s.id for s in lignes(session, prevue)] == [ids[0], ids[2], ids[1]]
    coordination.envoyer(f"/reunions/situations/{ids[0]}/descendre", f"/reunions/{prevue.id}")
    assert [s.id for s in lignes(session, prevue)] == [ids[2], ids[0], ids[1]]
    fragment = coordination.envoyer(
        f"/reunions/situations/{ids[2]}/monter", f"/reunions/{prevue.id}", headers={"HX-Request": "true"}
    )
    assert fragment.status_code == 200 and "<html" not in fragment.text and 'id="ordre-du-jour"' in fragment.text
    assert [s.rang for s in lignes(session, prevue)] == [1, 2, 3]


def test_seuls_les_membres_a_la_charte_valide_sont_convoques_et_le_courriel_ne_nomme_personne(
    coordination: ClientVerifie, session: Session
) -> None:
    chez = structure("Collège La Morinie")
    bon = agent(Role.MEMBRE_EPS, prenom="Inès", nom="Morel", structure=chez, charte_signee_le=aujourd_hui())
    vieux = agent(
        Role.MEMBRE_EPS, prenom="Paul", nom="Vieux", structure=chez, charte_signee_le=aujourd_hui() - timedelta(days=400)
    )
    prevue = reunion()
    situation(prevue, parcours(beneficiaire()))
    page = coordination.voir(f"/reunions/{prevue.id}/convocations").text
    assert "Inès Morel, Collège La Morinie" in page and "Charte à signer ou à renouveler" in page
    refus = coordination.envoyer(f"/reunions/{prevue.id}/convocations", data={"membres": [str(vieux.id)]})
    assert refus.status_code == 422
    assert coordination.envoyer(f"/reunions/{prevue.id}/convocations", data={"membres": [str(bon.id)]}).status_code == 303
    assert "Inès Morel" in coordination.voir(f"/reunions/{prevue.id}").text
    courriers = list(session.scalars(select(Courrier)))
    assert [c.destinataire for c in courriers] == [bon.courriel]
    assert courriers[0].piece_nom == "reunion.ics"
    assert "renault" not in (courriers[0].texte + courriers[0].objet).lower() and f"/reunions/{prevue.id}" in courriers[0].texte
    coordination.envoyer(f"/reunions/{prevue.id}/convocations", data={"membres": [str(bon.id)]})
    assert len(list(session.scalars(select(Courrier)))) == 1
    coordination.envoyer(f"/reunions/{prevue.id}/convocations", data={})
    assert "Personne n’est encore convoqué" in coordination.voir(f"/reunions/{prevue.id}").text


def decision(version: int, **valeurs: str) -> dict[str, str]:
    return {
        "decision": "poursuite",
        "raison": "Progrès en lecture.",
        "prochain_bilan_le": "",
        "version": str(version),
        **valeurs,
    }


@pytest.mark.parametrize(
    ("choix", "avant", "apres"),
    [
        (Decision.ENTREE, EtatParcours.DEMANDE, EtatParcours.A_DEMARRER),
        (Decision.SORTIE, EtatParcours.EN_COURS, EtatParcours.SORTIE_PROPOSEE),
        (Decision.NON_RETENUE, EtatParcours.DEMANDE, EtatParcours.NON_RETENU),
        (Decision.POURSUITE, EtatParcours.EN_COURS, EtatParcours.EN_COURS),
        (Decision.ENTREE, EtatParcours.EN_COURS, EtatParcours.EN_COURS),
        (Decision.NON_RETENUE, EtatParcours.EN_COURS, EtatParcours.EN_COURS),
    ],
)
def test_une_decision_avance_le_parcours_quand_la_table_le_permet(
    coordination: ClientVerifie, session: Session, choix: Decision, avant: EtatParcours, apres: EtatParcours
) -> None:
    prevue, dossier = reunion(0), parcours(beneficiaire(), avant, debut_le=None)
    ligne = situation(prevue, dossier)
    adresse = f"/reunions/situations/{ligne.id}"
    reponse = coordination.envoyer(
        f"{adresse}/decision", adresse, data=decision(ligne.version, decision=choix.value, prochain_bilan_le="1/3/2027")
    )
    assert reponse.status_code == 303
    session.expire_all()
    ligne = lignes(session, prevue)[0]
    assert (ligne.decision, ligne.raison, ligne.prochain_bilan_le) == (choix, "Progrès en lecture.", date(2027, 3, 1))
    assert (dossier.etat, dossier.eps_le, dossier.prochain_bilan_le) == (apres, aujourd_hui(), date(2027, 3, 1))


def test_la_decision_ne_precede_pas_le_jour_de_la_reunion(coordination: ClientVerifie, session: Session) -> None:
    demain, dossier = reunion(1), parcours(beneficiaire(), EtatParcours.EN_COURS)
    ligne = situation(demain, dossier)
    adresse = f"/reunions/situations/{ligne.id}"
    page = coordination.voir(adresse).text
    assert "s’enregistrera ici à partir du jour de la réunion" in page and "Enregistrer la décision" not in page
    refus = coordination.envoyer(f"{adresse}/decision", adresse, data=decision(ligne.version))
    assert refus.status_code == 422
    assert "sa décision s’enregistre à partir de ce jour" in refus.text and "Progrès en lecture." in refus.text
    session.expire_all()
    assert (ligne.decision, dossier.eps_le) == (None, None)


@pytest.mark.parametrize("il_y_a", [0, 3])
def test_la_decision_s_enregistre_le_jour_meme_et_apres(coordination: ClientVerifie, session: Session, il_y_a: int) -> None:
    tenue, dossier = reunion(-il_y_a), parcours(beneficiaire(), EtatParcours.EN_COURS)
    ligne = situation(tenue, dossier)
    adresse = f"/reunions/situations/{ligne.id}"
    assert coordination.envoyer(f"{adresse}/decision", adresse, data=decision(ligne.version)).status_code == 303
    session.expire_all()
    assert (ligne.decision, dossier.eps_le) == (Decision.POURSUITE, tenue.jour)


def test_une_decision_se_corrige_et_deux_corrections_simultanees_ne_s_ecrasent_pas(
    coordination: ClientVerifie, session: Session
) -> None:
    prevue, personne = reunion(0), beneficiaire()
    ligne = situation(prevue, parcours(personne))
    adresse = f"/reunions/situations/{ligne.id}"
    ancienne = ligne.version
    coordination.envoyer(f"{adresse}/decision", adresse, data=decision(ancienne))
    conflit = coordination.envoyer(
        f"{adresse}/decision", adresse, data=decision(ancienne, decision="veille", raison="Autre avis.")
    )
    assert conflit.status_code == 409
    assert "Autre avis." in conflit.text and "Progrès en lecture." in conflit.text
    session.expire_all()
    assert lignes(session, prevue)[0].decision is Decision.POURSUITE
    version = lignes(session, prevue)[0].version
    assert coordination.envoyer(f"{adresse}/decision", adresse, data=decision(version, decision="veille")).status_code == 303
    assert lignes(session, prevue)[0].decision is Decision.VEILLE


def test_une_transmission_a_la_crip_ne_garde_que_le_fait(coordination: ClientVerifie, session: Session) -> None:
    prevue, personne = reunion(0), beneficiaire()
    ligne = situation(prevue, parcours(personne))
    adresse = f"/reunions/situations/{ligne.id}"
    refus = coordination.envoyer(f"{adresse}/decision", adresse, data=decision(ligne.version, decision="transmission_crip"))
    assert refus.status_code == 422
    reponse = coordination.envoyer(
        f"{adresse}/decision", adresse, data=decision(ligne.version, decision="transmission_crip", raison="")
    )
    assert reponse.status_code == 303
    assert lignes(session, prevue)[0].raison is None


def test_une_situation_decidee_ne_se_retire_plus(coordination: ClientVerifie, session: Session) -> None:
    prevue, personne = reunion(0), beneficiaire()
    ligne = situation(prevue, parcours(personne), decision=Decision.VEILLE)
    reponse = coordination.envoyer(f"/reunions/situations/{ligne.id}/retirer", f"/reunions/{ligne.reunion_id}")
    assert reponse.status_code == 422
    assert len(lignes(session, prevue)) == 1


def test_les_reunions_sont_a_venir_ou_passees(coordination: ClientVerifie, session: Session) -> None:
    qui = acteur(agent(Role.COORDINATEUR_PRE, prenom="Autre"))
    hier, ce_jour, demain = reunion(-1), reunion(0), reunion(1)
    assert [ligne.reunion.id for ligne in reunions(qui, passees=False)] == [ce_jour.id, demain.id]
    assert [ligne.reunion.id for ligne in reunions(qui, passees=True)] == [hier.id]


def test_la_fiche_se_lit_sur_la_page_de_l_enfant(coordination: ClientVerifie, session: Session) -> None:
    prevue, personne = reunion(), beneficiaire()
    ligne = situation(prevue, parcours(personne))
    convoquer(prevue, agent(Role.MEMBRE_EPS, prenom="Inès", structure=structure("École")))
    page = coordination.voir(f"/reunions/du-beneficiaire/{personne.id}").text
    assert f"/reunions/situations/{ligne.id}" in page and f"/reunions/inscrire/{ligne.parcours_id}" in page


@pytest.mark.parametrize(
    ("etat", "motif"),
    [
        (EtatParcours.DEMANDE, "premier_examen"),
        (EtatParcours.EN_COURS, "bilan"),
        (EtatParcours.SORTIE_PROPOSEE, "sortie"),
    ],
)
def test_l_inscription_propose_le_motif_probable_et_ramene_a_la_fiche(
    coordination: ClientVerifie, etat: EtatParcours, motif: str
) -> None:
    personne = beneficiaire()
    accord(personne, portee_eps=True)
    reunion()
    page = coordination.voir(f"/reunions/inscrire/{parcours(personne, etat=etat).id}").text
    assert re.search(rf'<input checked[^>]* value="{motif}"', page)
    assert f'<a class="btn btn-discret" href="/beneficiaires/{personne.id}">Annuler</a>' in page


def test_le_bouton_de_la_fiche_mene_a_l_inscription_et_le_fil_raconte_la_decision(
    coordination: ClientVerifie, session: Session
) -> None:
    prevue, personne = reunion(0), beneficiaire()
    ligne = situation(prevue, parcours(personne))
    adresse, fiche = f"/reunions/situations/{ligne.id}", f"/beneficiaires/{personne.id}"
    page = coordination.voir(fiche).text
    assert f"/reunions/depuis-la-fiche/{personne.id}" in page
    assert coordination.get(f"/reunions/depuis-la-fiche/{personne.id}").location == f"/reunions/inscrire/{ligne.parcours_id}"
    coordination.envoyer(f"{adresse}/decision", adresse, data=decision(ligne.version))
    page = coordination.voir(fiche).text
    assert "poursuite du parcours" in page and "Progrès en lecture." in page
