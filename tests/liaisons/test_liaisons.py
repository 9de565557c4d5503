"""Two files are tied on two agreements; without them nothing tells that the other one exists."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Accord, Beneficiaire, Contact, PorteeDispositif
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, LienFamilial
from parcours.comptes.models import Agent
from parcours.liaisons.models import Liaison
from parcours.liaisons.rules import JOURS_POUR_REPONDRE, EtatLiaison
from parcours.parcours_individuels.models import Parcours
from parcours.socle.courrier import Courrier
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.perimetre import Perimetre
from tests.client import ClientVerifie
from tests.fabriques.personnes import agent, beneficiaire, connecter, parcours, rattacher

NAISSANCE = date(2016, 3, 8)


@dataclass
class Ville:
    """A child followed by the PRE, whose mother is followed by the Cité de l'Emploi."""

    referente: Agent
    coordination: Agent
    enfant: Beneficiaire
    mere: Contact


@pytest.fixture
def ville(session: Session) -> Ville:
    referente = agent(
        Role.REFERENT_PRE, prenom="Lucie", nom="Martin", telephone="+33321000001", fonction="Référente de parcours"
    )
    coordination = agent(Role.COORDINATEUR_CITE, prenom="Anne", nom="Leroy", telephone="+33321000002")
    enfant = beneficiaire("Benali", "Inès", date_naissance=NAISSANCE)
    rattacher(enfant, agent=referente)
    mere = Contact(
        beneficiaire_id=enfant.id, nom="Benali", prenom="Nadia", lien=LienFamilial.MERE, telephone="+33643240035", rang=1
    )
    session.add(mere)
    session.flush()
    return Ville(referente, coordination, enfant, mere)


def accorder(session: Session, fiche: Beneficiaire, vers: Dispositif, par: Contact | None = None) -> Accord:
    accord = Accord(
        beneficiaire_id=fiche.id,
        contact_id=par.id if par else None,
        etat=EtatAccord.CONFIRME,
        forme=FormeAccord.ORAL,
        donne_le=aujourd_hui(),
    )
    session.add(accord)
    session.flush()
    session.add(PorteeDispositif(accord_id=accord.id, dispositif=vers))
    session.commit()
    return accord


def suivie_ailleurs(session: Session) -> Beneficiaire:
    """The mother's own file, in the Cité de l'Emploi."""
    fiche = beneficiaire(
        "Benali",
        "Nadia",
        Dispositif.EMPLOI,
        date_naissance=date(1990, 5, 2),
        telephone="+33643240035",
        observations="SECRET-EMPLOI",
    )
    parcours(fiche)
    return fiche


def demander(client: ClientVerifie, ville: Ville) -> None:
    connecter(client, ville.referente)
    reponse = client.envoyer(
        f"/liaisons/de/{ville.enfant.id}/demande", data={"vers": "emploi", "contact_id": str(ville.mere.id)}
    )
    assert reponse.status_code == 303, reponse.text
    client.get("/")  # the message « La demande est faite » is read once


def la_liaison(session: Session) -> Liaison:
    session.expire_all()
    return session.scalars(select(Liaison).options(Perimetre(Liaison))).one()


def relier(client: ClientVerifie, session: Session, ville: Ville) -> tuple[Liaison, Beneficiaire]:
    """The whole story: two agreements, a request, a file recognised."""
    accorder(session, ville.enfant, Dispositif.EMPLOI, ville.mere)
    fiche = suivie_ailleurs(session)
    accorder(session, fiche, Dispositif.PRE)
    demander(client, ville)
    liaison = la_liaison(session)
    connecter(client, ville.coordination)
    assert (
        client.envoyer(f"/liaisons/{liaison.id}/lier/{fiche.id}", depuis=f"/liaisons/{liaison.id}/reponse").status_code == 303
    )
    return la_liaison(session), fiche


def test_avec_deux_accords_chaque_suivi_voit_qui_appeler_chez_l_autre_et_rien_de_plus(
    client: ClientVerifie, session: Session, ville: Ville
) -> None:
    liaison, fiche = relier(client, session, ville)
    assert liaison.etat is EtatLiaison.LIEE and liaison.famille
    cote_emploi = client.voir(f"/liaisons/de/{fiche.id}").text
    assert "Lucie Martin" in cote_emploi and "03 21 00 00 01" in cote_emploi.replace("\u00a0", " ")
    assert "Inès" not in cote_emploi, "l’enfant n’est pas nommée au suivi de sa mère"
    connecter(client, ville.referente)
    cote_pre = client.voir(f"/liaisons/de/{ville.enfant.id}").text
    assert "Anne Leroy" in cote_pre and "Cité de l’Emploi" in cote_pre
    assert "SECRET-EMPLOI" not in cote_pre and str(fiche.id) not in cote_pre
    assert client.get(f"/beneficiaires/{fiche.id}").status_code == 404


def test_la_coordination_reconnait_la_mere_par_son_nom_et_l_enfant_par_sa_mere(
    client: ClientVerifie, session: Session, ville: Ville
) -> None:
    accorder(session, ville.enfant, Dispositif.EMPLOI, ville.mere)
    fiche = suivie_ailleurs(session)
    demander(client, ville)
    connecter(client, ville.coordination)
    page = client.voir(f"/liaisons/{la_liaison(session).id}/reponse").text
    assert "parcours.liaisons" not in page, "la recherche du bandeau n’est pas celle de la page"
    assert "BENALI Nadia" in page and "Enregistrer un accord" in page, "sans accord de son côté, rien à relier"
    assert (
        client.envoyer(
            f"/liaisons/{la_liaison(session).id}/lier/{fiche.id}", depuis=f"/liaisons/{la_liaison(session).id}/reponse"
        ).status_code
        == 303
    )
    assert la_liaison(session).etat is EtatLiaison.PROPOSEE
    # The other way round: the mother is known of the Cité, the PRE finds her among the relatives of the child.
    accorder(session, fiche, Dispositif.PRE)
    reponse = client.envoyer(f"/liaisons/de/{fiche.id}/demande", data={"vers": "pre", "contact_id": ""})
    assert reponse.status_code == 303
    session.expire_all()
    retour = session.scalars(select(Liaison).where(Liaison.vers == Dispositif.PRE).options(Perimetre(Liaison))).one()
    connecter(client, agent(Role.COORDINATEUR_PRE, prenom="Paul", nom="Roy"))
    assert "BENALI Inès" in client.voir(f"/liaisons/{retour.id}/reponse").text


def test_sans_accord_de_ce_parent_rien_ne_se_demande(client: ClientVerifie, session: Session, ville: Ville) -> None:
    pere = Contact(beneficiaire_id=ville.enfant.id, nom="Benali", prenom="Karim", lien=LienFamilial.PERE, rang=2)
    session.add(pere)
    session.flush()
    accorder(session, ville.enfant, Dispositif.EMPLOI, pere)
    connecter(client, ville.referente)
    reponse = client.envoyer(
        f"/liaisons/de/{ville.enfant.id}/demande", data={"vers": "emploi", "contact_id": str(ville.mere.id)}
    )
    assert reponse.status_code == 422 and "Nadia" in reponse.text
    assert session.scalar(select(Liaison.id).options(Perimetre(Liaison))) is None


@pytest.mark.parametrize("de_qui", ["demandeur", "repondeur"])
def test_un_accord_retire_d_un_cote_ou_de_l_autre_defait_le_lien_a_l_instant(
    client: ClientVerifie, session: Session, ville: Ville, de_qui: str
) -> None:
    _, fiche = relier(client, session, ville)
    de = ville.enfant.id if de_qui == "demandeur" else fiche.id
    session.execute(
        update(Accord).where(Accord.beneficiaire_id == de).values(etat=EtatAccord.RETIRE).options(Perimetre(Accord))
    )
    session.commit()
    assert "Lucie Martin" not in client.voir(f"/liaisons/de/{fiche.id}").text
    connecter(client, ville.referente)
    assert "Anne Leroy" not in client.voir(f"/liaisons/de/{ville.enfant.id}").text


def test_defaire_le_lien_le_defait_pour_les_deux(client: ClientVerifie, session: Session, ville: Ville) -> None:
    liaison, fiche = relier(client, session, ville)
    client.voir(f"/liaisons/{liaison.id}/rupture")
    assert client.envoyer(f"/liaisons/{liaison.id}/rupture", data={}).headers["Location"].endswith(str(fiche.id))
    connecter(client, ville.referente)
    assert "Aucun lien" in client.voir(f"/liaisons/de/{ville.enfant.id}").text
    assert client.get(f"/liaisons/{liaison.id}/rupture").status_code == 404


def lues(client: ClientVerifie, ville: Ville) -> dict[str, str]:
    """Every page of the side that asks that might tell something, without what changes at each opening."""
    base = f"/beneficiaires/{ville.enfant.id}"
    adresses = [
        base, f"{base}/situation", f"{base}/historique", f"{base}/accords/nouveau", f"/liaisons/de/{ville.enfant.id}",
        f"/liaisons/de/{ville.enfant.id}/demande", "/beneficiaires/", "/beneficiaires/?q=benali", "/beneficiaires/?q=nadia", "/",
    ]  # fmt: skip
    pages = {adresse: client.get(adresse).text for adresse in adresses}
    tape = {"nom": "Benali", "prenom": "Nadia", "date_naissance": "02/05/1990", "dispositif": "pre"}
    pages["doublon"] = client.envoyer("/beneficiaires/nouveau", data={**tape, "quartier": "faux"}).text
    pages["encore"] = client.envoyer(
        f"/liaisons/de/{ville.enfant.id}/demande", data={"vers": "emploi", "contact_id": str(ville.mere.id)}
    ).text
    return {adresse: sans_le_hasard(texte) for adresse, texte in pages.items()}


def sans_le_hasard(texte: str) -> str:
    texte = re.sub(r'nonce="[^"]*"', "", texte)
    texte = re.sub(r'(name="(?:csrf_token|numero_envoi)"[^>]*value=")[^"]*', r"\1", texte)
    return re.sub(r'(value=")[^"]*("[^>]*name="(?:csrf_token|numero_envoi)")', r"\1\2", texte)


def test_une_page_est_la_meme_a_l_octet_que_l_autre_fiche_existe_ou_non_et_quoi_qu_elle_ait_repondu(
    client: ClientVerifie, session: Session, ville: Ville
) -> None:
    """The proof of « nothing leaks »: no file, then a file of the same name, date and phone, then a request put aside."""
    connecter(client, ville.referente)
    sans_demande = lues(client, ville)
    fiche = suivie_ailleurs(session)
    session.commit()
    assert lues(client, ville) == sans_demande
    # With the agreement of this side only: asked, while the other file exists or not, agrees or not, answers or not.
    effacer(session, fiche)
    accorder(session, ville.enfant, Dispositif.EMPLOI, ville.mere)
    demander(client, ville)
    personne = lues(client, ville)
    fiche = suivie_ailleurs(session)
    session.commit()
    assert lues(client, ville) == personne
    accorder(session, fiche, Dispositif.PRE)
    session.commit()
    assert lues(client, ville) == personne
    liaison = la_liaison(session).id
    connecter(client, ville.coordination)
    assert client.envoyer(f"/liaisons/{liaison}/ecarter", depuis=f"/liaisons/{liaison}/reponse").status_code == 303
    client.get("/")
    connecter(client, ville.referente)
    assert lues(client, ville) == personne
    client.voir(f"/liaisons/{liaison}/rupture")


def effacer(session: Session, fiche: Beneficiaire) -> None:
    """As if that file had never been."""
    qui = fiche.id
    session.execute(delete(Parcours).where(Parcours.beneficiaire_id == qui).options(Perimetre(Parcours)))
    session.execute(delete(Beneficiaire).where(Beneficiaire.id == qui).options(Perimetre(Beneficiaire)))
    session.commit()


def test_au_bout_de_trente_jours_la_demande_se_ferme_des_deux_cotes(
    client: ClientVerifie, session: Session, ville: Ville
) -> None:
    accorder(session, ville.enfant, Dispositif.EMPLOI, ville.mere)
    demander(client, ville)
    liaison = la_liaison(session)
    liaison.proposee_le = maintenant() - timedelta(days=JOURS_POUR_REPONDRE, minutes=1)
    session.commit()
    assert "Sans réponse" in client.voir(f"/liaisons/de/{ville.enfant.id}").text
    demander(client, ville)
    connecter(client, ville.coordination)
    assert client.get(f"/liaisons/{liaison.id}/reponse").status_code == 404


def test_le_courriel_ne_nomme_ni_la_personne_ni_qui_demande(client: ClientVerifie, session: Session, ville: Ville) -> None:
    accorder(session, ville.enfant, Dispositif.EMPLOI, ville.mere)
    demander(client, ville)
    courrier = session.scalars(select(Courrier)).one()
    texte = f"{courrier.objet} {courrier.texte}"
    assert courrier.destinataire == ville.coordination.courriel
    assert not re.search(r"Benali|Nadia|Inès|éussite|PRE\b", texte)


def test_un_referent_ne_repond_pas_et_une_autre_coordination_ne_voit_pas_la_demande(
    client: ClientVerifie, session: Session, ville: Ville
) -> None:
    accorder(session, ville.enfant, Dispositif.EMPLOI, ville.mere)
    demander(client, ville)
    adresse = f"/liaisons/{la_liaison(session).id}/reponse"
    assert client.get(adresse).status_code == 403
    connecter(client, agent(Role.MEDIATEUR_SANTE, prenom="Zoé", nom="Petit"))
    assert client.get(adresse).status_code == 404
    assert "Benali" not in client.voir("/liaisons/").text
