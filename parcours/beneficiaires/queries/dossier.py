"""One person's file: who is attached, where they live, what changed, what the timeline tells of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from parcours.annuaire.models import Structure
from parcours.beneficiaires.access import (
    accords_visibles,
    beneficiaires_visibles,
    dossiers_visibles,
    du_dossier,
    gardee_apres_fusion,
)
from parcours.beneficiaires.models import (
    Accord,
    Beneficiaire,
    PorteeAccord,
    PorteeDispositif,
    QuartierConstate,
    Rattachement,
)
from parcours.beneficiaires.rules import EtatAccord, NatureRattachement
from parcours.comptes.access import habilitations_en_vigueur
from parcours.comptes.models import Agent, Habilitation
from parcours.journal.models import EvenementJournal
from parcours.socle.base import db
from parcours.socle.dossier import Lecture
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.fil import Evenement
from parcours.socle.horloge import a_paris, aujourd_hui

ROLES_REFERENTS: dict[Dispositif, tuple[Role, ...]] = {
    Dispositif.PRE: (Role.REFERENT_PRE, Role.COORDINATEUR_PRE),
    Dispositif.SANTE: (Role.MEDIATEUR_SANTE,),
    Dispositif.EMPLOI: (Role.COORDINATEUR_CITE, Role.REFERENT_INSERTION),
}
"""Who may be named référent, by dispositif."""


def dossier(acteur: Acteur) -> Select[Beneficiaire]:
    """The scoped statement that loads one whole file (given to the loader)."""
    return dossiers_visibles(acteur)


def un_dossier(acteur: Acteur, beneficiaire_id: uuid.UUID) -> Beneficiaire | None:
    """One whole file, for the contributors of the timeline."""
    return db.session.scalars(dossiers_visibles(acteur).where(Beneficiaire.id == beneficiaire_id)).unique().one_or_none()


def devant(acteur: Acteur, personne: Beneficiaire) -> Acteur:
    """The same person with the habilitations that open this file only: somebody who is secrétariat and référent reads
    as the secrétariat the files of the children of others.
    """
    if len(acteur.habilitations) < 2:
        return acteur
    siennes = tuple(h for h in acteur.habilitations if _ouvre(replace(acteur, habilitations=(h,)), personne.id))
    return replace(acteur, habilitations=siennes)


def _ouvre(acteur: Acteur, beneficiaire_id: uuid.UUID) -> bool:
    requete = beneficiaires_visibles(acteur).where(Beneficiaire.id == beneficiaire_id)
    return db.session.scalar(requete.with_only_columns(Beneficiaire.id)) is not None


def gardee(acteur: Acteur, absorbe_id: uuid.UUID) -> Beneficiaire | None:
    """The file that absorbed this one, when within reach."""
    return db.session.scalars(gardee_apres_fusion(acteur, absorbe_id)).one_or_none()


def quartiers_constates(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[QuartierConstate]:
    """The districts of a person over time, latest first."""
    return list(
        db.session.scalars(
            du_dossier(QuartierConstate, acteur)
            .where(QuartierConstate.beneficiaire_id == beneficiaire_id)
            .options(joinedload(QuartierConstate.quartier))
            .order_by(QuartierConstate.au.desc(), QuartierConstate.cree_le.desc())
        )
    )


def partenaires_par_accord(acteur: Acteur, beneficiaire_id: uuid.UUID) -> dict[uuid.UUID, list[str]]:
    """Names of the partners each agreement of a person covers, then of the dispositifs it lets this file be linked with."""
    requete = (
        accords_visibles(acteur)
        .where(Accord.beneficiaire_id == beneficiaire_id)
        .outerjoin(Accord.portees)
        .outerjoin(PorteeAccord.structure)
        .outerjoin(Accord.portees_dispositif)
        .with_only_columns(Accord.id, Structure, PorteeDispositif.dispositif)
        .order_by(Structure.cle_recherche, PorteeDispositif.dispositif)
    )
    noms: dict[uuid.UUID, dict[str, None]] = {}
    lies: dict[uuid.UUID, dict[str, None]] = {}
    for accord_id, structure, dispositif in db.session.execute(requete):
        if structure is not None:
            noms.setdefault(accord_id, {})[structure.libelle] = None
        if dispositif is not None:
            lies.setdefault(accord_id, {})[dispositif.libelle] = None
    return {i: [*noms.get(i, {}), *lies.get(i, {})] for i in {*noms, *lies}}


@dataclass(frozen=True)
class Referents:
    """Who follows the person today, and who did."""

    principal: Rattachement | None
    co_referents: list[Rattachement]
    autres: list[Rattachement]
    passes: list[Rattachement]
    a_venir: list[Rattachement]


def referents(personne: Beneficiaire, jour: date | None = None) -> Referents:
    """Sort the attachments of a loaded file by what they are on a day."""
    quand = jour or aujourd_hui()
    presents = [r for r in personne.rattachements if r.debut <= quand and (r.fin is None or r.fin >= quand)]
    principaux = [r for r in presents if r.nature is NatureRattachement.REFERENT]
    return Referents(
        principal=principaux[-1] if principaux else None,
        co_referents=[r for r in presents if r.nature is NatureRattachement.COREFERENT],
        autres=[r for r in presents if r.nature not in (NatureRattachement.REFERENT, NatureRattachement.COREFERENT)],
        passes=[r for r in personne.rattachements if r.fin is not None and r.fin < quand],
        a_venir=[r for r in personne.rattachements if r.debut > quand],
    )


def agents_referents(dispositif: Dispositif) -> list[Agent]:
    """Active accounts that may be named référent in this dispositif today."""
    habilites = habilitations_en_vigueur(aujourd_hui()).where(
        Habilitation.role.in_(ROLES_REFERENTS[dispositif]),
        or_(Habilitation.dispositif.is_(None), Habilitation.dispositif == dispositif),
    )
    return list(
        db.session.scalars(
            select(Agent)
            .where(Agent.actif, Agent.id.in_(habilites.with_only_columns(Habilitation.agent_id)))
            .order_by(Agent.nom, Agent.prenom)
        )
    )


@dataclass(frozen=True)
class Changement:
    """One line of « Historique »: what was done, on what, by whom; never a value."""

    instant: datetime
    action: str
    objet: str
    qui: str
    champs: str


ACTIONS = {
    "creer": "Création",
    "corriger": "Correction",
    "constater": "Quartier constaté",
    "confirmer": "Accord confirmé",
    "refuser": "Accord refusé",
    "retirer": "Accord retiré",
    "nommer": "Référent nommé",
    "clore": "Fin de période",
    "fusionner": "Fusion de deux fiches",
    "importer": "Import",
}
OBJETS = {"beneficiaire": "Identité", "contact": "Contact", "accord": "Accord", "rattachement": "Référent", "fusion": "Fiche"}


def historique(personne: Beneficiaire, combien: int = 100) -> list[Changement]:
    """Changes of a loaded file, latest first, read in the journal."""
    ids = [
        personne.id,
        *(c.id for c in personne.contacts),
        *(a.id for a in personne.accords),
        *(r.id for r in personne.rattachements),
    ]
    requete = (
        select(EvenementJournal, Agent)
        .outerjoin(Agent, Agent.id == EvenementJournal.agent_id)
        .where(EvenementJournal.objet_id.in_(ids), EvenementJournal.action != "lire")
        .order_by(EvenementJournal.instant.desc(), EvenementJournal.id.desc())
        .limit(combien)
    )
    return [
        Changement(
            e.instant,
            ACTIONS.get(e.action, e.action.replace("_", " ").capitalize()),
            OBJETS.get(e.objet, e.objet.replace("_", " ").capitalize()),
            agent.nom_court if agent else "",
            (e.detail or "") if e.action == "corriger" else "",
        )
        for e, agent in db.session.execute(requete)
    ]


def evenements_du_fil(lecture: Lecture) -> list[Evenement]:
    """Agreements and changes of référent, as the timeline tells them."""
    personne = lecture.une_fois(un_dossier)
    if personne is None:
        return []
    evenements = [_accord(accord) for accord in personne.accords]
    for r in personne.rattachements:
        if r.nature not in (NatureRattachement.REFERENT, NatureRattachement.COREFERENT):
            continue
        evenements.append(
            Evenement(
                r.debut, "person-badge", f"{r.nature.libelle} : {r.nom}", a_venir=r.debut > aujourd_hui(), instant=r.cree_le
            )
        )
    return evenements


def _accord(accord: Accord) -> Evenement:
    mots = {
        EtatAccord.EN_ATTENTE: ("Accord demandé", ""),
        EtatAccord.REPRIS: ("Accord repris du tableur, à confirmer", "attention"),
        EtatAccord.CONFIRME: ("Accord confirmé", "reussite"),
        EtatAccord.REFUSE: ("Accord refusé", "attention"),
        EtatAccord.RETIRE: ("Accord retiré", "attention"),
    }
    quoi, ton = mots[accord.etat]
    forme = f"Forme : {accord.forme.libelle.lower()}" if accord.donne_le and accord.etat is EtatAccord.CONFIRME else ""
    return Evenement(
        accord.donne_le or a_paris(accord.cree_le).date(),
        "check2-circle" if accord.etat is EtatAccord.CONFIRME else "file-earmark-text",
        quoi,
        qui=accord.contact.nom_affiche if accord.contact else "",
        texte=forme,
        ton=ton,
        instant=accord.cree_le,
    )
