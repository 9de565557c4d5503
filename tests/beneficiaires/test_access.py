"""Whose file, and what hangs from it: conditions that no page alone would show to be missing."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from parcours.beneficiaires.access import beneficiaires_visibles, du_dossier
from parcours.beneficiaires.models import Contact, Rattachement
from parcours.socle.droits import Dispositif, Role
from tests.fabriques.personnes import acteur, agent, beneficiaire, rattacher


def test_un_referent_pre_ne_voit_pas_la_fiche_d_un_autre_dispositif_ou_son_nom_figure(session: Session) -> None:
    karim = agent(Role.REFERENT_PRE)
    enfant = beneficiaire()
    adulte = beneficiaire("Martin", "Paul", Dispositif.SANTE)
    rattacher(enfant, agent=karim)
    rattacher(adulte, agent=karim)
    assert list(session.scalars(beneficiaires_visibles(acteur(karim)))) == [enfant]


@pytest.mark.parametrize("modele", [Contact, Rattachement])
def test_ce_qui_tient_a_une_fiche_hors_de_portee_ne_se_lit_pas(session: Session, modele: type[Contact | Rattachement]) -> None:
    coordinatrice = agent(Role.COORDINATEUR_PRE)
    enfant = beneficiaire()
    adulte = beneficiaire("Martin", "Paul", Dispositif.SANTE)
    for personne in (enfant, adulte):
        rattacher(personne, agent=coordinatrice)
        session.add(Contact(beneficiaire_id=personne.id, nom="Durand", prenom="Anne"))
    session.flush()
    lus = list(session.scalars(du_dossier(modele, acteur(coordinatrice))))
    assert [ligne.beneficiaire_id for ligne in lus] == [enfant.id]
