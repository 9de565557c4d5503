"""Applying, undoing, bringing a file again, with the database and no screen."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.accompagnements.models import Echange
from parcours.accompagnements.rules import Canal
from parcours.alertes.queries import alertes_d_orientation, alertes_de_contact
from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Accord, Beneficiaire, Contact, QuartierConstate, Rattachement
from parcours.beneficiaires.rules import EtatAccord, OrigineQuartier
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.imports import queries, services
from parcours.imports.access import lignes_visibles, lots_visibles
from parcours.imports.models import EtatLot, LigneImport, Lot, TraceImport
from parcours.parcours_individuels.models import Action, Parcours, TransitionParcours
from parcours.parcours_individuels.rules import EtatAction, EtatParcours
from parcours.socle.base import Base
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.exceptions import ConflitDeVersion
from parcours.socle.horloge import aujourd_hui
from parcours.socle.perimetre import Perimetre
from parcours.socle.reglages import reglages
from tests.fabriques.personnes import acteur, agent, beneficiaire

DONNEES = Path(__file__).parent.parent / "donnees"
ENTETES = "N°;NOM Prénom;Date naissance;Sexe;QPV;Resp. légal 1;Tél;Accord parents;Date saisine;EPS du;Référent;Date entrée;Actions;Date sortie"
LEA = (
    "1;RENAULT Léa;16/01/2018;F;St-Ex / Blum;RENAULT Anne;06 43 24 00 35;oui;06/10/2025;28/11/2025;Camille D.;05/12/2025;CLAS;"
)
PAUL = "2;MARIE Paul;03/05/2016;M;;MARIE Luc;;en attente;02/09/2025;;;;;"
HORS_COMPARAISON = {"evenement_journal", "lot_import", "ligne_import", "trace_import", "correspondance_memorisee", "envoi_recu"}


def tableau(*lignes: str) -> bytes:
    return "\n".join((ENTETES, *lignes)).encode()


def tous(session: Session, modele: type[Any], *conditions: Any) -> list[Any]:
    session.expire_all()
    return list(
        session.scalars(select(modele).where(*conditions).options(Perimetre(*(m.class_ for m in Base.registry.mappers))))
    )


def contenu_de_la_base(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    session.flush()
    session.expire_all()
    return {
        table.name: sorted(tuple(map(str, ligne)) for ligne in session.connection().execute(select(table)))
        for table in Base.metadata.sorted_tables
        if table.name not in HORS_COMPARAISON
    }


@pytest.fixture
def camille(session: Session) -> Acteur:
    charger_les_referentiels()
    return acteur(agent(Role.COORDINATEUR_PRE))


def importer(par: Acteur, contenu: bytes, nom: str = "suivi.csv") -> Lot:
    lot = services.deposer(contenu, nom, None, par=par)
    services.appliquer(lot, lot.version, par=par)
    return lot


def ligne(session: Session, lot: Lot, verdict: str, par: Acteur) -> LigneImport:
    return session.scalars(lignes_visibles(par).where(LigneImport.lot_id == lot.id, LigneImport.verdict == verdict)).one()


def test_une_ligne_donne_sa_fiche_son_parcours_et_son_histoire(session: Session, camille: Acteur) -> None:
    importer(camille, tableau(LEA, PAUL))
    lea = tous(session, Beneficiaire, Beneficiaire.prenom == "Léa")[0]
    assert (lea.numero_origine, lea.importe_le, lea.telephone) == ("1", aujourd_hui(), None)
    assert tous(session, Contact, Contact.beneficiaire_id == lea.id)[0].telephone == "+33643240035"
    accord = tous(session, Accord, Accord.beneficiaire_id == lea.id)[0]
    assert (accord.etat, accord.texte_origine, accord.donne_le) == (EtatAccord.REPRIS, "oui", None)
    constate = tous(session, QuartierConstate, QuartierConstate.beneficiaire_id == lea.id)[0]
    assert (constate.au, constate.origine) == (aujourd_hui(), OrigineQuartier.IMPORTE)
    parcours = tous(session, Parcours, Parcours.beneficiaire_id == lea.id)[0]
    assert (parcours.etat, parcours.debut_le) == (EtatParcours.EN_COURS, date(2025, 12, 5))
    pas = sorted(tous(session, TransitionParcours, TransitionParcours.parcours_id == parcours.id), key=lambda t: t.a_la_date)
    assert [t.vers for t in pas] == [EtatParcours.DEMANDE, EtatParcours.A_DEMARRER, EtatParcours.EN_COURS]
    action = tous(session, Action, Action.parcours_id == parcours.id)[0]
    assert (action.type, action.etat) == ("clas", EtatAction.EN_COURS)
    assert tous(session, Rattachement, Rattachement.beneficiaire_id == lea.id)[0].agent_id == camille.agent_id


def test_une_case_vide_est_un_quartier_inconnu_et_un_accord_attendu_reste_attendu(session: Session, camille: Acteur) -> None:
    importer(camille, tableau(PAUL))
    paul = tous(session, Beneficiaire)[0]
    assert paul.situation_quartier.value == "inconnu"
    assert tous(session, Accord)[0].etat is EtatAccord.EN_ATTENTE
    assert tous(session, Parcours)[0].etat is EtatParcours.DEMANDE


def test_un_referent_que_deux_agents_pourraient_etre_garde_son_nom(session: Session, camille: Acteur) -> None:
    agent(Role.REFERENT_PRE, nom="Dubois")
    importer(camille, tableau(LEA))
    rattachement = tous(session, Rattachement)[0]
    assert (rattachement.agent_id, rattachement.libelle) == (None, "Camille D.")


@pytest.mark.parametrize(
    ("role", "nom"),
    [
        (Role.COORDINATEUR_PRE, "suivi_pre.xlsx"),
        (Role.MEDIATEUR_SANTE, "mediation_sante.xlsx"),
        (Role.COORDINATEUR_CITE, "cite_emploi.csv"),
    ],
)
def test_annuler_laisse_la_base_comme_avant(session: Session, role: Role, nom: str) -> None:
    charger_les_referentiels()
    par = acteur(agent(role))
    beneficiaire("Ancienne", "Fiche", dispositif=Dispositif(role.dispositif))
    avant = contenu_de_la_base(session)
    lot = importer(par, (DONNEES / nom).read_bytes(), nom)
    assert contenu_de_la_base(session) != avant
    services.annuler(lot, par=par)
    assert contenu_de_la_base(session) == avant
    assert tous(session, LigneImport) == [] and tous(session, TraceImport) == []


def test_un_second_import_ne_trouve_rien_a_faire(session: Session) -> None:
    charger_les_referentiels()
    for role, nom in ((Role.MEDIATEUR_SANTE, "mediation_sante.xlsx"), (Role.COORDINATEUR_CITE, "cite_emploi.csv")):
        par = acteur(agent(role))
        contenu = (DONNEES / nom).read_bytes()
        importer(par, contenu, nom)
        second = services.deposer(contenu, nom, None, par=par)
        assert (second.bilan["apercu"]["personnes"], second.bilan["apercu"]["changements"]) == (0, 0)


def test_annuler_garde_la_fiche_modifiee_depuis_et_la_nomme(session: Session, camille: Acteur) -> None:
    lot = importer(camille, tableau(LEA, PAUL))
    tous(session, Beneficiaire, Beneficiaire.prenom == "Léa")[0].classe = "CE2"
    session.flush()
    partent, gardees = services.prevoir(lot, par=camille)
    assert partent == 1 and len(gardees) == 1
    assert services.annuler(lot, par=camille) == {"personnes_supprimees": 1, "personnes_restaurees": 0, "gardees": 1}
    assert [p.prenom for p in tous(session, Beneficiaire)] == ["Léa"]
    assert [p.nom_liste for p in queries.gardes(camille, lot)] == ["RENAULT Léa"]
    assert len(tous(session, Parcours)) == len(tous(session, Contact)) == 1, "le dossier gardé l’est entier"


def test_annuler_garde_le_dossier_qui_a_recu_un_echange(session: Session, camille: Acteur) -> None:
    lot = importer(camille, tableau(LEA, PAUL))
    lea = tous(session, Beneficiaire, Beneficiaire.prenom == "Léa")[0]
    parcours = tous(session, Parcours, Parcours.beneficiaire_id == lea.id)[0]
    session.add(Echange(parcours_id=parcours.id, a_la_date=aujourd_hui(), canal=Canal.APPEL, auteur_id=camille.agent_id))
    session.flush()
    services.annuler(lot, par=camille)
    assert [p.prenom for p in tous(session, Beneficiaire)] == ["Léa"] and len(tous(session, Echange)) == 1


def test_un_fichier_modifie_propose_ses_changements_et_n_en_fait_aucun_seul(session: Session, camille: Acteur) -> None:
    importer(camille, tableau(LEA, PAUL))
    modifie = LEA.replace("06 43 24 00 35", "06 11 22 33 44").replace("16/01/2018", "17/01/2018") + "01/09/2026"
    nouvelle = "3;DUPONT Zoé;09/09/2017;F;;DUPONT Eva;;;;;;;;"
    lot = services.deposer(tableau(modifie, PAUL, nouvelle), "suivi.csv", None, par=camille)
    assert lot.bilan["apercu"]["personnes"] == 1 and lot.bilan["apercu"]["sorts"]["identique"] == 1
    une = ligne(session, lot, "modifier", camille)
    changements = {c["cle"]: (c["ancien"], c["nouveau"]) for c in queries.afficher(une).contenu.changements}
    assert changements == {
        "identite.date_naissance": ("16/01/2018", "17/01/2018"),
        "contact_telephone.1": ("06\u00a043\u00a024\u00a000\u00a035", "06\u00a011\u00a022\u00a033\u00a044"),
        "parcours.sortie_le": ("", "01/09/2026"),
    }
    avant = contenu_de_la_base(session)
    services.choisir(lot, une, une.version, "identite.date_naissance", True, par=camille)
    services.choisir(lot, une, une.version, "contact_telephone.1", False, par=camille)
    services.choisir(lot, une, une.version, "parcours.sortie_le", True, par=camille)
    services.appliquer(lot, lot.version, par=camille)
    lea = tous(session, Beneficiaire, Beneficiaire.prenom == "Léa")[0]
    assert lea.date_naissance == date(2018, 1, 17)
    assert tous(session, Contact, Contact.beneficiaire_id == lea.id)[0].telephone == "+33643240035"
    assert tous(session, Parcours, Parcours.beneficiaire_id == lea.id)[0].etat is EtatParcours.SORTI
    services.annuler(lot, par=camille)
    apres = contenu_de_la_base(session)
    assert [p.date_naissance for p in tous(session, Beneficiaire, Beneficiaire.prenom == "Léa")] == [date(2018, 1, 16)]
    assert {t: len(v) for t, v in apres.items()} == {t: len(v) for t, v in avant.items()}
    assert tous(session, Parcours, Parcours.beneficiaire_id == lea.id)[0].etat is EtatParcours.EN_COURS


def test_une_personne_d_un_autre_dispositif_n_est_ni_rapprochee_ni_revelee(session: Session, camille: Acteur) -> None:
    beneficiaire("Renault", "Léa", dispositif=Dispositif.SANTE, date_naissance=date(2018, 1, 16), numero_origine="1")
    lot = services.deposer(tableau(LEA), "suivi.csv", None, par=camille)
    assert lot.bilan["apercu"]["personnes"] == 1
    assert queries.afficher(ligne(session, lot, "creer", camille)).contenu.existante is None


def test_une_fiche_ressemblante_demande_une_decision(session: Session, camille: Acteur) -> None:
    beneficiaire("Renaut", "Léa", date_naissance=date(2018, 1, 16))
    lot = services.deposer(tableau(LEA), "suivi.csv", None, par=camille)
    une = ligne(session, lot, "doute", camille)
    assert "RENAUT Léa" in queries.afficher(une).contenu.raison
    services.decider(lot, une, une.version, "autre_personne", par=camille)
    assert lot.bilan["apercu"]["personnes"] == 1
    services.decider(lot, une, une.version, "meme_personne", par=camille)
    assert lot.bilan["apercu"]["personnes"] == 0 and une.verdict == "modifier"
    services.annuler_le_choix(lot, une, une.version, par=camille)
    assert une.verdict == "doute"


def test_deux_agents_sur_une_ligne_le_second_est_prevenu(session: Session, camille: Acteur) -> None:
    lot = services.deposer(tableau(LEA), "suivi.csv", None, par=camille)
    une = ligne(session, lot, "creer", camille)
    version = une.version
    services.decider(lot, une, version, "ecarter", par=camille)
    with pytest.raises(ConflitDeVersion):
        services.decider(lot, une, version, "creer", par=camille)


def test_une_structure_inconnue_est_ajoutee_a_l_annuaire_fermee_puis_retiree(session: Session) -> None:
    charger_les_referentiels()
    par = acteur(agent(Role.COORDINATEUR_CITE))
    lot = importer(par, (DONNEES / "cite_emploi.csv").read_bytes(), "cite_emploi.csv")
    ajoutee = tous(session, Structure, Structure.source == "import")
    assert [(s.nom, s.orientable) for s in ajoutee] == [("chantier d'insertion", False)]
    services.annuler(lot, par=par)
    assert tous(session, Structure, Structure.source == "import") == []


def test_le_nom_des_gens_n_est_en_clair_ni_dans_le_lot_ni_dans_ses_lignes(session: Session, camille: Acteur) -> None:
    services.deposer(tableau(LEA), "suivi.csv", None, par=camille)
    session.flush()
    for table in ("lot_import", "ligne_import"):
        for rangee in session.connection().execute(select(Base.metadata.tables[table])):
            assert "renault" not in str(rangee).lower()


def test_un_lot_ne_se_voit_que_dans_son_dispositif(session: Session, camille: Acteur) -> None:
    services.deposer(tableau(LEA), "suivi.csv", None, par=camille)
    for role, combien in (
        (Role.COORDINATEUR_PRE, 1),
        (Role.COORDINATEUR_CITE, 0),
        (Role.MEDIATEUR_SANTE, 0),
        (Role.REFERENT_PRE, 0),
        (Role.ADMINISTRATEUR, 0),
        (Role.PILOTE, 0),
    ):
        autre = acteur(agent(role, nom="Autre"))
        assert len(session.scalars(lots_visibles(autre)).all()) == combien, role
        assert len(session.scalars(lignes_visibles(autre)).all()) == combien, role


def test_un_import_abandonne_efface_le_fichier_et_ses_lignes(session: Session, camille: Acteur) -> None:
    lot = services.deposer(tableau(LEA), "suivi.csv", None, par=camille)
    services.abandonner(lot, par=camille)
    assert (lot.etat, lot.contenu) == (EtatLot.ABANDONNE, None) and tous(session, LigneImport) == []


@pytest.mark.parametrize(
    ("role", "nom"),
    [
        (Role.COORDINATEUR_PRE, "suivi_pre.xlsx"),
        (Role.MEDIATEUR_SANTE, "mediation_sante.xlsx"),
        (Role.COORDINATEUR_CITE, "cite_emploi.csv"),
    ],
)
def test_des_dates_anciennes_n_alertent_personne_le_jour_de_l_import(session: Session, role: Role, nom: str) -> None:
    charger_les_referentiels()
    par = acteur(agent(role))
    importer(par, (DONNEES / nom).read_bytes(), nom)
    assert alertes_de_contact(par, reglages())[0] == []
    assert alertes_d_orientation(par, reglages()) == []


def test_149_enfants_s_importent_en_moins_de_cinq_secondes(session: Session, camille: Acteur) -> None:
    contenu = (DONNEES / "suivi_pre.xlsx").read_bytes()
    debut = time.perf_counter()
    importer(camille, contenu, "suivi_pre.xlsx")
    assert time.perf_counter() - debut < 5
