"""A whole small town for the tests that walk every route: one agent per role, files inside and outside each perimeter.

Every text of a file is a canary: a word that says which file and which part of it, so that a leak names itself.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select
from werkzeug.test import TestResponse

from parcours.accompagnements.models import Echange, Rappel, VersionEchange
from parcours.accompagnements.rules import Canal, Interlocuteur
from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Accord, Beneficiaire, Contact, PorteeAccord, QuartierConstate, Rattachement
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, LienFamilial, OrigineQuartier, SituationQuartier
from parcours.bilan_annuel.models import PhotoDeBilan
from parcours.cite_emploi.models import Frein, Reperage
from parcours.comptes.models import Agent
from parcours.comptes.services.agents import nouveau_lien
from parcours.comptes.services.sessions import ouvrir_session
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.imports.models import LigneImport, Lot
from parcours.imports.services.lots import deposer
from parcours.mediation_sante.models import ActeDeMediation
from parcours.nomenclatures import queries as nomenclatures
from parcours.nomenclatures.models import ValeurDeListe
from parcours.orientations.models import Orientation
from parcours.orientations.rules import EtatOrientation
from parcours.parcours_individuels.models import Action, MotifDeDemande, Objectif, Parcours, TransitionParcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.pieces.models import ContenuDePiece, Piece
from parcours.pieces.rules import FormatPiece, NaturePiece
from parcours.reunions.models import (
    Convocation,
    Deliberation,
    PointAnonyme,
    Presence,
    Reunion,
    Seance,
    Situation,
    TypeDeReunion,
)
from parcours.reunions.rules import PLENIERE, MotifInscription
from parcours.socle import courrier as boite_d_envoi
from parcours.socle.base import db
from parcours.socle.droits import ROLES_A_STRUCTURE, Dispositif, Role
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.perimetre import Perimetre
from parcours.territoire.models import Commune, Etablissement, Quartier, Voie
from parcours.textes.models import TexteType, VersionDeTexte
from tests.client import ClientVerifie
from tests.fabriques import annuaire, personnes
from tests.fabriques.ateliers import AtelierDuMonde, atelier_du_monde
from tests.fabriques.emploi_du_monde import EmploiDuMonde, emploi_du_monde
from tests.fabriques.orientations_du_monde import orientations_du_monde
from tests.fabriques.relais_du_monde import Relais, relais_du_monde
from tests.fabriques.saisines_du_monde import saisines_du_monde
from tests.fabriques.suivi_du_monde import bilan_du_monde, veille_du_monde

ZONES = (
    "nom", "prenom", "telephone", "adresse", "observations", "contact", "contacttel", "restriction", "objectif", "action",
    "echange", "ancienechange", "rappel", "situation", "raison", "orientation", "orientationtel", "motif", "reponse",
    "ligne", "mediation", "reperage", "annonce", "saisine", "faits", "decidee", "piece", "seanceaction", "resultat", "atelier", "bilan",
    "liaison", "transfert",
)  # fmt: skip
"""Parts of a file that a role may or may not read."""

TELEPHONES = frozenset({"telephone", "contacttel", "orientationtel"})
DOSSIERS = ("preici", "preailleurs", "santeici", "santeailleurs", "emploiici", "emploiailleurs")


def temoin(dossier: str, zone: str) -> str:
    """The word, or the phone number, planted in one part of one file."""
    if zone in TELEPHONES:
        rang = DOSSIERS.index(dossier) * len(ZONES) + ZONES.index(zone)
        return f"+336418{rang:05d}"
    return f"Temoin{dossier}{zone}"


@dataclass
class Dossier:
    """One person's file with one row of everything that may hang from it."""

    code: str
    beneficiaire: Beneficiaire
    contact: Contact
    accord: Accord
    referent: Rattachement
    accompagnement: Rattachement
    parcours: Parcours
    objectif: Objectif
    action: Action
    echange: Echange
    rappel: Rappel
    reunion: Reunion
    situation: Situation
    orientation: Orientation
    brouillon: Orientation
    lot: Lot
    ligne: LigneImport
    piece: Piece
    orientations: dict[str, uuid.UUID]


class ClientSepare(ClientVerifie):
    """A browser whose every request has its own context and session, as on a real server."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """One request, nothing shared with the one before."""
        with self.application.app_context():
            return super().open(*args, **kwargs)


@dataclass
class Monde:
    """The town: agents by role, their cookies, files by code, structures."""

    app: Flask
    agents: dict[Role, Agent] = field(default_factory=dict)
    autres: dict[str, Agent] = field(default_factory=dict)
    secrets: dict[Role, str] = field(default_factory=dict)
    structures: dict[str, Structure] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    figurants: list[Dossier] = field(default_factory=list)
    habilitations: dict[Role, uuid.UUID] = field(default_factory=dict)
    suppleants: dict[str, Agent] = field(default_factory=dict)
    doublons: dict[str, Beneficiaire] = field(default_factory=dict)
    a_inscrire: dict[str, uuid.UUID] = field(default_factory=dict)
    secondes: dict[str, uuid.UUID] = field(default_factory=dict)
    ateliers: dict[str, AtelierDuMonde] = field(default_factory=dict)
    points: dict[str, uuid.UUID] = field(default_factory=dict)
    saisines: dict[str, uuid.UUID] = field(default_factory=dict)
    bilans: dict[str, uuid.UUID] = field(default_factory=dict)
    veilles: dict[str, uuid.UUID] = field(default_factory=dict)
    emplois: dict[str, EmploiDuMonde] = field(default_factory=dict)
    relais: Relais = field(default_factory=Relais)
    type_d_action: str = ""
    references: dict[str, uuid.UUID] = field(default_factory=dict)
    role: Role | None = None
    """Role of the case being tried: some examples depend on it."""
    formulaires: dict[tuple[str, Role, str], dict[str, Any]] = field(default_factory=dict)
    """Forms already filled in for a route, a role and a file: the town does not move between two cases."""

    def client(self, role: Role | None) -> ClientVerifie:
        """A browser signed in under `role`, or nobody's."""
        client = ClientSepare(self.app, self.app.response_class, use_cookies=True)
        if role is not None:
            with client.session_transaction() as cookie:
                cookie["_user_id"] = self.secrets[role]
                cookie["_fresh"] = True
                cookie["csrf_token"] = "jeton-de-test"
        return client

    def temoin_de_session(self, role: Role) -> str:
        """The cookie of somebody signed in under `role`, for a real browser or a real HTTP client: `name=value`."""
        contenu = {"_user_id": self.secrets[role], "_fresh": True, "csrf_token": "jeton-de-test"}
        signeur = SecureCookieSessionInterface().get_signing_serializer(self.app)
        assert signeur is not None
        return f"{self.app.config['SESSION_COOKIE_NAME']}={signeur.dumps(contenu)}"

    def saisine(self, dossier: Dossier, etat: str) -> uuid.UUID:
        """A saisine in that state; they are those of the PRE: of nothing that exists for another file."""
        return self.saisines[etat] if dossier.code == "preici" else uuid.UUID(int=0)

    def jeton(self) -> str:
        """The CSRF token that goes with the clients above."""
        return str(URLSafeTimedSerializer(self.app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps("jeton-de-test"))


def creer_le_monde(app: Flask, *, figurants: int = 6) -> Monde:
    """Build the town and commit it.

    Args:
        app: the application.
        figurants: ordinary files added to each dispositif, so that a query per row shows.
    """
    charger_les_referentiels()
    monde = Monde(app)
    for modele in (Commune, Quartier, Voie, ValeurDeListe, TypeDeReunion):
        monde.references[modele.__tablename__] = (
            db.session.scalars(select(modele.id).order_by(modele.id)).first() or uuid.uuid4()
        )
    monde.references["comite"] = db.session.scalars(
        select(TypeDeReunion.id).where(TypeDeReunion.code == "comite_coordination")
    ).one()
    monde.references["version_de_texte"] = _texte_recrit()
    monde.references["courrier"] = _courriel_en_peine()
    fige = PhotoDeBilan(periode="scolaire-2025", contenu="[]", empreinte=hashlib.sha256(b"[]").hexdigest())
    _ajouter(fige)
    monde.references["photo_de_bilan"] = fige.id
    monde.type_d_action = nomenclatures.choix("type_action")[0][0]
    for code, nom in (("mipe", "MIPE"), ("insertion", "Structure d’insertion"), ("autre", "Autre structure")):
        monde.structures[code] = personnes.structure(nom, courriel_orientations=f"{code}@exemple.fr")
    monde.references["service"] = annuaire.service(monde.structures["mipe"]).id
    monde.references["arrivage"] = annuaire.arrivage().id
    for role in Role:
        structure = None
        if role in ROLES_A_STRUCTURE:
            structure = monde.structures["insertion" if role is Role.REFERENT_INSERTION else "mipe"]
        monde.agents[role] = personnes.agent(
            role, prenom="Agent", nom=role.value, structure=structure, charte_signee_le=aujourd_hui() - timedelta(days=20)
        )
    _autres_agents(monde)
    for code in DOSSIERS:
        monde.dossiers[code] = _dossier(monde, code, temoins=True)
        _compagnons(monde, monde.dossiers[code])
        if _dispositif(code) is Dispositif.PRE:
            monde.bilans[code] = bilan_du_monde(monde.dossiers[code].parcours, partial(temoin, code))
            monde.veilles[code] = veille_du_monde(monde.doublons[code], partial(temoin, code))
        if _dispositif(code) is Dispositif.EMPLOI:
            monde.emplois[code] = emploi_du_monde(monde.dossiers[code].parcours, partial(temoin, code))
    monde.relais = relais_du_monde(monde, temoin)
    for rang in range(figurants):
        for dispositif in ("preici", "santeici", "emploiici"):
            monde.figurants.append(_dossier(monde, dispositif, temoins=False, rang=rang))
    suivi = monde.dossiers["preici"]
    monde.saisines = saisines_du_monde(
        personnes.acteur(monde.agents[Role.COORDINATEUR_PRE]),
        personnes.acteur(monde.agents[Role.SECRETARIAT_PRE]),
        next(iter(db.session.scalars(select(Etablissement).order_by(Etablissement.nom)))),
        (suivi.beneficiaire, suivi.parcours),
        lambda zone: temoin("preici", zone),
    )
    for role, agent in monde.agents.items():
        monde.secrets[role] = ouvrir_session(agent)
    db.session.commit()
    # Rows stay readable (ids above all) once detached from this session.
    for ligne in list(db.session):
        db.session.refresh(ligne)
    db.session.remove()
    return monde


def _courriel_en_peine() -> uuid.UUID:
    """An e-mail that failed once and waits for its next try."""
    courrier = boite_d_envoi.deposer("agent@exemple.fr", "Une nouvelle", "Bonjour,\n")
    courrier.essais, courrier.derniere_erreur = 1, "SMTPDataError"
    db.session.flush()
    return courrier.id


def _texte_recrit() -> uuid.UUID:
    """A text worded twice by the service: its first version may be taken again."""
    texte = TexteType(code="attestation", contenu="Atteste que {enfant} est accompagné.")
    premiere = VersionDeTexte(texte_id=texte.id, numero=1, contenu="Atteste pour {enfant}.", auteur="Quelqu’un")
    _ajouter(texte, premiere, VersionDeTexte(texte_id=texte.id, numero=2, contenu=texte.contenu, auteur="Quelqu’un"))
    return premiere.id


def _autres_agents(monde: Monde) -> None:
    """Colleagues of the town's agents: another référent, another member, somebody to name, somebody gone."""
    monde.autres["referent"] = personnes.agent(Role.REFERENT_PRE, prenom="Autre", nom="Référent")
    monde.autres["membre"] = personnes.agent(
        Role.MEMBRE_EPS, prenom="Autre", nom="Membre", structure=monde.structures["autre"], charte_signee_le=aujourd_hui()
    )
    monde.autres["mediateur"] = personnes.agent(Role.MEDIATEUR_SANTE, prenom="Autre", nom="Médiateur")
    monde.autres["insertion"] = personnes.agent(
        Role.REFERENT_INSERTION, prenom="Autre", nom="Insertion", structure=monde.structures["insertion"]
    )
    nouveau_lien(monde.agents[Role.PARTENAIRE], par=None)
    monde.autres["inactif"] = personnes.agent(Role.OBSERVATEUR, prenom="Ancien", nom="Observateur", actif=False)
    for role, agent in monde.agents.items():
        monde.habilitations[role] = _habilitation_de(agent)
    for code in DOSSIERS:
        qui = {Dispositif.PRE: "referent", Dispositif.SANTE: "mediateur", Dispositif.EMPLOI: "insertion"}[_dispositif(code)]
        monde.suppleants[code] = monde.autres[qui]


def _compagnons(monde: Monde, dossier: Dossier) -> None:
    """Three more files reached like this one: one to merge, one to put on the agenda, one already second on it."""
    ici, dispositif = dossier.code.endswith("ici"), dossier.beneficiaire.dispositif

    def fiche(suffixe: str) -> Beneficiaire:
        ligne = personnes.beneficiaire(
            temoin(dossier.code, "nom") + suffixe, "Lou", dispositif, date_naissance=date(2015, 5, 5)
        )
        personnes.rattacher(ligne, agent=_referent(monde, dispositif, ici), debut=aujourd_hui() - timedelta(days=60))
        personnes.rattacher(ligne, structure=monde.structures["insertion" if ici else "autre"], debut=date(2025, 9, 1))
        return ligne

    monde.doublons[dossier.code] = fiche("double")
    libre, second = fiche("libre"), fiche("second")
    _ajouter(
        Accord(
            beneficiaire_id=libre.id, etat=EtatAccord.CONFIRME, forme=FormeAccord.ECRIT, donne_le=aujourd_hui(), portee_eps=True
        )
    )
    monde.a_inscrire[dossier.code] = personnes.parcours(libre, prochain_bilan_le=aujourd_hui()).id
    situation = Situation(
        reunion_id=dossier.reunion.id, parcours_id=personnes.parcours(second).id, rang=2, motif=MotifInscription.BILAN
    )
    _ajouter(situation)
    monde.secondes[dossier.code] = situation.id
    point = PointAnonyme(reunion_id=dossier.reunion.id, rang=3)
    point.question = "Comment parler des écrans aux parents\u00a0?"
    _ajouter(point)
    monde.points[dossier.code] = point.id


def _dispositif(code: str) -> Dispositif:
    return next(d for d in Dispositif if code.startswith(d.value))


def _dossier(monde: Monde, code: str, *, temoins: bool, rang: int = 0) -> Dossier:
    """One file; `ici` files hang from the agents and structures of the town's roles, `ailleurs` ones from the others."""

    def t(zone: str, ordinaire: str = "Ordinaire") -> str:
        if temoins:
            return temoin(code, zone)
        return f"+336000{rang:05d}" if zone in TELEPHONES else f"{ordinaire}{'abcdefghijkl'[rang % 12]}"

    ici, dispositif, jour = code.endswith("ici"), _dispositif(code), aujourd_hui()
    moi = _referent(monde, dispositif, ici)
    chez = monde.structures["insertion" if ici else "autre"]
    vers = monde.structures["mipe" if ici else "autre"]
    personne = personnes.beneficiaire(
        t("nom", "Durand"),
        t("prenom", "Zoé"),
        dispositif,
        date_naissance=date(2016, 3, 1) + timedelta(days=37 * rang + 5 * DOSSIERS.index(code)),
        telephone=t("telephone"),
        adresse=t("adresse"),
        observations=t("observations"),
    )
    base = {"beneficiaire_id": personne.id}
    contact = Contact(
        **base,
        nom=t("contact", "Parent"),
        prenom="Maman",
        lien=LienFamilial.MERE,
        telephone=t("contacttel"),
        restriction=t("restriction"),
    )
    accord = Accord(
        **base, etat=EtatAccord.CONFIRME, forme=FormeAccord.ECRIT, donne_le=jour - timedelta(days=40), portee_eps=True
    )
    debut = jour - timedelta(days=60)
    referent = personnes.rattacher(personne, agent=moi, debut=debut)
    accompagnement = personnes.rattacher(personne, structure=chez, debut=debut)
    parcours = personnes.parcours(personne, EtatParcours.EN_COURS, demande_le=debut, debut_le=debut + timedelta(days=20))
    fil = {"parcours_id": parcours.id}
    _ajouter(contact, accord)
    objectif = Objectif(**fil, texte=t("objectif"), depuis_le=debut)
    action = Action(**fil, type="aide", libelle=t("action"), prevue_le=jour, resultat=t("resultat"))
    echange = Echange(
        **fil,
        a_la_date=jour - timedelta(days=50),
        canal=Canal.APPEL,
        interlocuteur=Interlocuteur.MERE,
        texte=t("echange"),
        auteur_id=moi.id,
    )
    rappel = Rappel(**fil, agent_id=moi.id, pour_le=jour, objet=t("rappel"))
    # Members read a situation from 7 days before the meeting to 7 days after.
    genre = "comite_coordination" if dispositif is Dispositif.EMPLOI else PLENIERE
    reunion = Reunion(dispositif=dispositif, type_code=genre, debut=maintenant(), lieu="Hôtel communautaire")
    _ajouter(objectif, action, echange, rappel, reunion)
    db.session.add(
        VersionEchange(
            echange_id=echange.id, a_la_date=echange.a_la_date, canal=Canal.APPEL, interlocuteur=Interlocuteur.MERE, abouti=True,
            texte=t("ancienechange"),
        )
    )  # fmt: skip
    membre = monde.agents[Role.MEMBRE_EPS] if code == "preici" else monde.autres["membre"]
    db.session.add(Convocation(reunion_id=reunion.id, agent_id=membre.id))
    situation = Situation(
        reunion_id=reunion.id, **fil, rang=1, motif=MotifInscription.BILAN, resume=t("situation"), raison=t("raison")
    )
    envoi = {"structure_id": vers.id, "contact_id": contact.id, "emetteur_id": moi.id, "personne_prenom": "Maman"}
    orientation = Orientation(
        **fil, **envoi, etat=EtatOrientation.ENVOYEE, personne_nom=t("orientation", "Parent"), personne_telephone=t("orientationtel"),
        motif=t("motif"), reponse=t("reponse"), envoyee_le=maintenant() - timedelta(days=20), envoyee_jour=jour - timedelta(days=20),
    )  # fmt: skip
    brouillon = Orientation(
        **fil, **envoi, personne_nom=t("orientation", "Parent"), personne_telephone=t("orientationtel"), motif=t("motif")
    )
    _ajouter(situation, orientation, brouillon, *_seance(reunion, membre, situation, t))
    if temoins:
        monde.ateliers[code] = atelier_du_monde(parcours, action, t)
    lot, ligne = _lot(monde, dispositif, t("ligne"))
    _ajouter(*_complements(dispositif, personne, parcours, echange, chez, accord, vers, t))
    piece = _piece(personne, moi, t("piece"))
    return Dossier(
        code, personne, contact, accord, referent, accompagnement, parcours, objectif, action, echange, rappel, reunion, situation,
        orientation, brouillon, lot, ligne, piece, orientations_du_monde(orientation, piece, t),
    )  # fmt: skip


def _piece(personne: Beneficiaire, par: Agent, titre: str) -> Piece:
    """A scanned agreement attached to the file."""
    sortie = BytesIO()
    feuille = Canvas(sortie)
    feuille.drawString(72, 700, titre)
    feuille.save()
    octets = sortie.getvalue()
    piece = Piece(
        beneficiaire_id=personne.id, nature=NaturePiece.ACCORD, format=FormatPiece.PDF, taille=len(octets), titre=titre,
        empreinte=uuid.uuid4().hex, deposee_par_id=par.id,
    )  # fmt: skip
    contenu = ContenuDePiece(piece_id=piece.id)
    contenu.octets = octets
    _ajouter(piece)
    _ajouter(contenu)
    return piece


def _seance(reunion: Reunion, membre: Agent, situation: Situation, t: Any) -> list[Any]:
    """The meeting has begun: one member there, something noted about the situation."""
    return [
        Seance(reunion_id=reunion.id),
        Presence(reunion_id=reunion.id, agent_id=membre.id, institution="Collège"),
        Deliberation(situation_id=situation.id, raison=t("raison"), annonce=t("annonce"), annonce_avant_le=aujourd_hui()),
    ]


def _lot(monde: Monde, dispositif: Dispositif, nom: str) -> tuple[Lot, LigneImport]:
    """A spreadsheet of one line, read by the real engine and waiting for a decision."""
    role = {
        Dispositif.PRE: Role.COORDINATEUR_PRE, Dispositif.SANTE: Role.MEDIATEUR_SANTE, Dispositif.EMPLOI: Role.COORDINATEUR_CITE,
    }[dispositif]  # fmt: skip
    fichier = f"Nom;Prénom;Date de naissance;Téléphone\n{nom};Lou;31/02/2015;\n{nom};Line;05/05/2015;\n"
    lot = deposer(fichier.encode(), f"suivi-{nom[:20]}.csv", dispositif, par=personnes.acteur(monde.agents[role]))
    db.session.flush()
    lignes = select(LigneImport).where(LigneImport.lot_id == lot.id).order_by(LigneImport.numero)
    return lot, next(iter(db.session.scalars(lignes.options(Perimetre(LigneImport)))))


def _complements(
    dispositif: Dispositif,
    personne: Beneficiaire,
    parcours: Parcours,
    echange: Echange,
    chez: Structure,
    accord: Accord,
    vers: Structure,
    t: Any,
) -> list[Any]:
    """Rows that hang from the file without being the argument of a route."""
    lignes: list[Any] = [
        QuartierConstate(
            beneficiaire_id=personne.id, au=date(2025, 9, 1), situation=SituationQuartier.QPV, origine=OrigineQuartier.CHOISI
        ),
        PorteeAccord(accord_id=accord.id, structure_id=vers.id),
        MotifDeDemande(parcours_id=parcours.id, code="scolaire", libelle="Difficultés scolaires", principal=True),
        TransitionParcours(
            parcours_id=parcours.id, de=EtatParcours.A_DEMARRER, vers=EtatParcours.EN_COURS, a_la_date=date(2025, 12, 5)
        ),
    ]
    if dispositif is Dispositif.SANTE:
        lignes.append(ActeDeMediation(echange_id=echange.id, besoin=t("mediation")))
    if dispositif is Dispositif.EMPLOI:
        reperage = Reperage(
            parcours_id=parcours.id, structure_id=chez.id, statut_origine=t("reperage"), repere_le=date(2025, 10, 1)
        )
        lignes += [reperage, Frein(reperage_id=reperage.id, code="mobilite", libelle="Mobilité")]
    return lignes


def _referent(monde: Monde, dispositif: Dispositif, ici: bool) -> Agent:
    """Who follows the file."""
    if dispositif is Dispositif.PRE:
        return monde.agents[Role.REFERENT_PRE] if ici else monde.autres["referent"]
    if dispositif is Dispositif.SANTE:
        return monde.agents[Role.MEDIATEUR_SANTE]
    return monde.agents[Role.REFERENT_INSERTION] if ici else monde.agents[Role.COORDINATEUR_CITE]


def _habilitation_de(agent: Agent) -> uuid.UUID:
    db.session.refresh(agent)
    return agent.habilitations[0].id


def _ajouter(*lignes: Any) -> None:
    # One flush per row keeps the order of foreign keys without relationships.
    for ligne in lignes:
        db.session.add(ligne)
        db.session.flush()


__all__ = ["DOSSIERS", "TELEPHONES", "ZONES", "Dossier", "Monde", "creer_le_monde", "temoin"]
