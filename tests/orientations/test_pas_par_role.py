"""Every step of the table in the Cité de l'Emploi, sending and reopening included: who takes it, who is refused."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from parcours.orientations.rules import TRANSITIONS, Cote
from parcours.socle.droits import ROLES_A_STRUCTURE, Dispositif, Role
from tests.client import ClientVerifie, verifier_la_page
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, rattacher, structure
from tests.fabriques.rencontres import accord, orientation, valeur

GESTES = {Cote.EMETTEUR: "suivi", Cote.RECEVEUR: "reponse", Cote.COORDINATION: "coordination"}
COTES: dict[tuple[Role, str], set[Cote]] = {
    (Role.COORDINATEUR_CITE, "de loin"): {Cote.EMETTEUR, Cote.COORDINATION},
    (Role.COORDINATEUR_CITE, "de près"): {Cote.EMETTEUR, Cote.COORDINATION},
    (Role.REFERENT_INSERTION, "de près"): {Cote.EMETTEUR},
    (Role.PARTENAIRE, "de près"): {Cote.RECEVEUR},
}
"""Sides a role holds: « de près », the référent of the person or somebody of the receiving structure. All the others: none."""


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("place", ["de loin", "de près"])
def test_dans_la_cite_chacun_ne_prend_que_les_pas_de_son_cote(
    client: ClientVerifie, session: Session, role: Role, place: str
) -> None:
    mipe = structure("MIPE", courriel_orientations="accueil@mipe.exemple")
    valeur("motif_refus_orientation", "hors_public", "Hors public")
    personne = beneficiaire(dispositif=Dispositif.EMPLOI)
    accord(personne, structures=[mipe])
    fil = parcours(personne)
    chez = mipe if place == "de près" else structure("ESCAL")
    qui = agent(role, prenom="Tiers", nom="Martin", structure=chez if role in ROLES_A_STRUCTURE else None)
    if role is Role.REFERENT_INSERTION and place == "de près":
        rattacher(personne, agent=qui)
    envoyeur = agent(Role.COORDINATEUR_CITE, prenom="Ève", nom="Roux")
    connecter(client, qui)
    jeton = verifier_la_page(client.get("/").text, "/").jetons["csrf_token"]
    data = {"csrf_token": jeton, "texte": "Ainsi.", "motif_refus": "hors_public"}
    tenus = COTES.get((role, place), set())
    for t in TRANSITIONS:
        if t.cote is Cote.ROBOT:
            continue
        ligne = orientation(
            fil, mipe, t.de, emetteur_id=envoyeur.id, personne_nom="Renault", personne_prenom="Léa",
            motif="Besoin d’un accompagnement.",
        )  # fmt: skip
        code = client.post(f"/orientations/{ligne.id}/{GESTES[t.cote]}/{t.vers.value}", data=data).status_code
        session.expire_all()
        cas = f"{role.value}, {place} : {t.cote.value} {t.de.value} → {t.vers.value} : {code}"
        if t.cote in tenus:
            assert (code, ligne.etat) == (303, t.vers), cas
        else:
            assert code in (403, 404) and ligne.etat is t.de, cas
