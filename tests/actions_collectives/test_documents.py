"""The roll of a séance on paper."""

from __future__ import annotations

from sqlalchemy.orm import Session

from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import db
from parcours.socle.droits import Role
from tests.client import ClientVerifie
from tests.fabriques.ateliers import atelier, participant, seance
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, rattacher
from tests.lecture_pdf import pdf_de


def test_la_liste_d_appel_dit_les_noms_et_rien_du_dossier(client: ClientVerifie, session: Session) -> None:
    groupe = atelier("Lire ensemble")
    prochaine = seance(groupe, 2)
    enfants = [beneficiaire(nom, "Noé", classe="CE2", telephone="+33643240035") for nom in ("Durand", "Vandenbroucke")]
    for enfant in enfants:
        participant(groupe, parcours(enfant, EtatParcours.EN_COURS))
    referente = agent(Role.REFERENT_PRE, prenom="Inès", nom="Morel")
    rattacher(enfants[0], agent=referente)
    db.session.commit()
    adresse = f"/ateliers/seances/{prochaine.id}/appel"
    connecter(client, agent(Role.COORDINATEUR_PRE))
    assert f"{adresse}.pdf" in client.voir(adresse).text
    lu = pdf_de(client.get(f"{adresse}.pdf"), "liste-d-appel-")
    assert "DURAND Noé" in lu.texte and "VANDENBROUCKE Noé" in lu.texte and "Lire ensemble" in lu.texte
    assert "06 43" not in lu.texte and "CE2" not in lu.texte and lu.texte.count("☐") == 3 * (2 + 3)
    connecter(client, referente)
    lu = pdf_de(client.get(f"{adresse}.pdf"), "liste-d-appel-")
    assert "DURAND" in lu.texte and "VANDENBROUCKE" not in lu.texte
