"""What an accepted referral opens, and to whom (ADR 2): the structure's référents d'insertion in the Cité de l'Emploi, nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.access import rattachements_visibles
from parcours.beneficiaires.models import Rattachement
from parcours.beneficiaires.rules import NatureRattachement
from parcours.journal.models import EvenementJournal
from parcours.orientations.models import Orientation
from parcours.orientations.rules import EtatOrientation
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, rattacher, structure
from tests.fabriques.rencontres import mere, orientation

COORDINATION = {Dispositif.EMPLOI: Role.COORDINATEUR_CITE, Dispositif.PRE: Role.COORDINATEUR_PRE}


class Scene:
    """A person referred to the MIPE, its partner, its référente d'insertion, and the coordination."""

    def __init__(
        self, client: ClientVerifie, session: Session, dispositif: Dispositif, *, pour_un_proche: bool = False
    ) -> None:
        self.client, self.session = client, session
        self.mipe = structure("MIPE")
        self.partenaire = agent(Role.PARTENAIRE, structure=self.mipe)
        self.referente = agent(Role.REFERENT_INSERTION, structure=self.mipe)
        self.coordination = agent(COORDINATION[dispositif])
        self.personne = beneficiaire("Dossier", "Lu", dispositif=dispositif)
        contact: dict[str, Any] = {"contact_id": mere(self.personne).id} if pour_un_proche else {}
        self.orientation: Orientation = orientation(parcours(self.personne), self.mipe, **contact)

    def accepter(self) -> None:
        connecter(self.client, self.partenaire)
        page = f"/orientations/{self.orientation.id}/etape/acceptee"
        reponse = self.client.envoyer(f"/orientations/{self.orientation.id}/reponse/acceptee", page, data={"texte": ""})
        assert reponse.status_code == 303

    def rattachements(self) -> list[Rattachement]:
        self.session.expire_all()
        return list(
            self.session.scalars(
                rattachements_visibles(acteur(self.coordination)).where(
                    Rattachement.nature == NatureRattachement.ACCOMPAGNEMENT, Rattachement.structure_id == self.mipe.id
                )
            )
        )

    def ouvre(self, qui: object) -> int:
        connecter(self.client, qui)  # type: ignore[arg-type]
        return int(self.client.get(f"/beneficiaires/{self.personne.id}").status_code)


def test_dans_la_cite_la_structure_qui_accepte_accompagne_la_personne(client: ClientVerifie, session: Session) -> None:
    scene = Scene(client, session, Dispositif.EMPLOI)
    assert scene.ouvre(scene.referente) == 404
    scene.accepter()
    (lien,) = scene.rattachements()
    assert (lien.debut, lien.fin) == (aujourd_hui(), None)
    assert session.scalars(select(EvenementJournal).where(EvenementJournal.objet == "rattachement")).one().action == "nommer"
    assert scene.ouvre(scene.referente) == 200


def test_le_partenaire_qui_accepte_ne_voit_toujours_que_l_orientation(client: ClientVerifie, session: Session) -> None:
    scene = Scene(client, session, Dispositif.EMPLOI)
    scene.accepter()
    assert scene.ouvre(scene.partenaire) in {403, 404}
    client.voir(f"/orientations/{scene.orientation.id}")


@pytest.mark.parametrize(
    ("dispositif", "pour_un_proche"), [(Dispositif.PRE, True), (Dispositif.PRE, False), (Dispositif.EMPLOI, True)]
)
def test_ailleurs_une_acceptation_ne_rattache_personne(
    client: ClientVerifie, session: Session, dispositif: Dispositif, pour_un_proche: bool
) -> None:
    scene = Scene(client, session, dispositif, pour_un_proche=pour_un_proche)
    scene.accepter()
    assert scene.rattachements() == []
    assert scene.ouvre(scene.referente) == 404


@pytest.mark.parametrize("vers", [EtatOrientation.SANS_SUITE, EtatOrientation.REFUS_PERSONNE])
def test_une_suite_abandonnee_clot_ce_que_l_acceptation_avait_ouvert(
    client: ClientVerifie, session: Session, vers: EtatOrientation
) -> None:
    scene = Scene(client, session, Dispositif.EMPLOI)
    scene.accepter()
    connecter(client, scene.coordination)
    page = f"/orientations/{scene.orientation.id}/etape/{vers.value}"
    client.envoyer(f"/orientations/{scene.orientation.id}/suivi/{vers.value}", page, data={"texte": "Plus de nouvelles."})
    (lien,) = scene.rattachements()
    assert lien.fin == aujourd_hui()


def test_un_accompagnement_plus_ancien_reste_tel_qu_il_est(client: ClientVerifie, session: Session) -> None:
    scene = Scene(client, session, Dispositif.EMPLOI)
    rattacher(scene.personne, structure=scene.mipe, debut=aujourd_hui() - timedelta(days=30))
    session.commit()
    scene.accepter()
    connecter(client, scene.coordination)
    page = f"/orientations/{scene.orientation.id}/etape/sans_suite"
    client.envoyer(f"/orientations/{scene.orientation.id}/suivi/sans_suite", page, data={"texte": "Fini."})
    (lien,) = scene.rattachements()
    assert (lien.debut, lien.fin) == (aujourd_hui() - timedelta(days=30), None)
