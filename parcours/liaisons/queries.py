"""Links of a file as one side reads them, and requests to answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.beneficiaires.models import Beneficiaire, Contact
from parcours.beneficiaires.queries.couverture import accord_a_completer, couverture
from parcours.beneficiaires.queries.liste import selon_la_recherche
from parcours.beneficiaires.rules import Couverture, proximite
from parcours.comptes.access import habilitations_en_vigueur
from parcours.comptes.models import Agent, Habilitation
from parcours.liaisons.access import (
    ROLES_QUI_REPONDENT,
    demandes_recues,
    fiches_a_lier,
    fiches_par_un_proche,
    liaisons_visibles,
    referents_de_l_autre_cote,
)
from parcours.liaisons.models import Liaison
from parcours.liaisons.rules import EtatLiaison, demandees_depuis
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Droit
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.recherche import normaliser

__all__ = [
    "accord_a_completer",
    "couverture",
    "de_la_famille",
    "de_mon_cote",
    "demandes",
    "demandes_recues",
    "fiches_a_lier",
    "fiches_proposees",
    "liaisons_visibles",
    "liens_de",
    "qui_repond",
]


@dataclass(frozen=True)
class Interlocuteur:
    """Whom to call on the other side."""

    nom: str
    fonction: str
    telephone: str | None
    courriel: str | None


@dataclass(frozen=True)
class Lien:
    """One link, or one request, as the file that is open shows it."""

    id: uuid.UUID
    dispositif: Dispositif
    pour: str
    """Whom a request is about; empty on the side that answered: it is the person of its own file."""
    famille: bool
    le: datetime
    tenu: bool
    close: bool
    interlocuteurs: tuple[Interlocuteur, ...] = ()


def liens_de(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Lien]:
    """Links and requests of one file within reach, in three statements at most."""
    requete = liaisons_visibles(acteur).where(
        or_(Liaison.beneficiaire_id == beneficiaire_id, Liaison.autre_id == beneficiaire_id)
    )
    lignes = list(db.session.scalars(requete.order_by(Liaison.proposee_le.desc())))
    autres = {
        ligne.id: ligne.autre_id if ligne.beneficiaire_id == beneficiaire_id else ligne.beneficiaire_id
        for ligne in lignes
        if ligne.etat is EtatLiaison.LIEE
    }
    suivis = _referents([f for f in autres.values() if f is not None])
    demandeur = {ligne.id: ligne.beneficiaire_id == beneficiaire_id for ligne in lignes}
    vers = {ligne.id: ligne.vers if demandeur[ligne.id] else ligne.depuis for ligne in lignes}
    sans_referent = {vers[i] for i, fiche in autres.items() if fiche is not None and not suivis.get(fiche)}
    coordination = _coordinations(sans_referent)
    limite = demandees_depuis(maintenant())
    return [
        Lien(
            id=ligne.id,
            dispositif=vers[ligne.id],
            pour=ligne.personne if demandeur[ligne.id] and ligne.contact_id else "",
            famille=ligne.famille,
            le=(ligne.repondue_le if ligne.id in autres else None) or ligne.proposee_le,
            tenu=ligne.id in autres,
            close=ligne.id not in autres and ligne.proposee_le < limite,
            interlocuteurs=_de_l_autre_cote(ligne, autres, suivis, coordination.get(vers[ligne.id], ())),
        )
        for ligne in lignes
    ]


def _de_l_autre_cote(
    ligne: Liaison,
    autres: dict[uuid.UUID, uuid.UUID | None],
    suivis: dict[uuid.UUID, list[Interlocuteur]],
    coordination: Sequence[Interlocuteur],
) -> tuple[Interlocuteur, ...]:
    fiche = autres.get(ligne.id)
    return tuple(suivis.get(fiche) or coordination) if fiche is not None else ()


def _referents(fiches: list[uuid.UUID]) -> dict[uuid.UUID, list[Interlocuteur]]:
    """Référents of the other files of links that hold."""
    resultat: dict[uuid.UUID, list[Interlocuteur]] = {}
    if fiches:
        for fiche, libelle, agent in db.session.execute(referents_de_l_autre_cote(fiches)):
            qui = _interlocuteur(agent) if agent is not None else Interlocuteur(libelle or "", "", None, None)
            resultat.setdefault(fiche, []).append(qui)
    return resultat


def _interlocuteur(agent: Agent) -> Interlocuteur:
    return Interlocuteur(agent.nom_complet, agent.fonction or "", agent.telephone, agent.courriel)


def _coordinations(dispositifs: set[Dispositif]) -> dict[Dispositif, list[Interlocuteur]]:
    """Whom to call when nobody is named yet: the coordination of the dispositif."""
    if not dispositifs:
        return {}
    roles = [r for r in ROLES_QUI_REPONDENT if r.dispositif in dispositifs]
    habilites = habilitations_en_vigueur(aujourd_hui()).where(Habilitation.role.in_(roles))
    requete = (
        habilites.join(Habilitation.agent)
        .where(Agent.actif)
        .with_only_columns(Habilitation.role, Agent)
        .order_by(Agent.cle_tri, Agent.id)
    )
    resultat: dict[Dispositif, list[Interlocuteur]] = {}
    for role, agent in db.session.execute(requete):
        if role.dispositif is not None:
            resultat.setdefault(role.dispositif, []).append(_interlocuteur(agent))
    return resultat


def demandes(acteur: Acteur, au_plus: int | None = None) -> list[Liaison]:
    """Requests to answer, the oldest first."""
    return list(db.session.scalars(demandes_recues(acteur).order_by(Liaison.proposee_le).limit(au_plus)))


@dataclass(frozen=True)
class FicheProposee:
    """A file that may be the person's, or that of a child of theirs; why, and whether its agreement covers the link."""

    personne: Beneficiaire
    pourquoi: str
    couverture: Couverture
    accord_id: uuid.UUID | None


def fiches_proposees(acteur: Acteur, demande: Liaison, q: str) -> list[FicheProposee]:
    """Files of the dispositif asked that look like the person of the request, or answer the words typed."""
    trouvees = _cherchees(acteur, demande, q) if q.strip() else _ressemblantes(acteur, demande)
    return [
        FicheProposee(
            personne,
            pourquoi,
            couverture(acteur, personne.id, dispositif=demande.depuis),
            accord_a_completer(acteur, personne.id),
        )
        for personne, pourquoi in trouvees[:3]
    ]


def _cherchees(acteur: Acteur, demande: Liaison, q: str) -> list[tuple[Beneficiaire, str]]:
    requete = selon_la_recherche(fiches_a_lier(acteur).where(Beneficiaire.dispositif == demande.vers), q)
    return [(p, "trouvée par votre recherche") for p in db.session.scalars(requete.order_by(Beneficiaire.cle_tri).limit(3))]


def _ressemblantes(acteur: Acteur, demande: Liaison) -> list[tuple[Beneficiaire, str]]:
    """By the name of the person, then by that of one of the relatives written in the file, then by the phone."""
    nom, prenom, naissance = demande.personne_nom, demande.personne_prenom, demande.personne_naissance
    debuts = [m[:3] for m in normaliser(f"{nom} {prenom}").split() if len(m) > 1]
    trouvees: dict[uuid.UUID, tuple[Beneficiaire, str]] = {}
    des_siennes = fiches_a_lier(acteur).where(Beneficiaire.dispositif == demande.vers).options(joinedload(Beneficiaire.commune))
    meme_nom = [Beneficiaire.cle_recherche.like(f"% {d}%") for d in debuts]
    for p in db.session.scalars(des_siennes.where(or_(False, *meme_nom)).limit(2000)):
        if pourquoi := proximite((nom, prenom, naissance), (p.nom, p.prenom, p.date_naissance)):
            trouvees[p.id] = (p, pourquoi)
    proches = (
        fiches_par_un_proche(acteur)
        .where(Beneficiaire.dispositif == demande.vers)
        .add_columns(Contact.nom, Contact.prenom, Contact.telephone)
    )
    memes = [Contact.nom == nom]
    if demande.personne_telephone:
        memes.append(Contact.telephone == demande.personne_telephone)
    for p, nom_du_proche, prenom_du_proche, telephone in db.session.execute(proches.where(or_(*memes)).limit(200)):
        meme = normaliser(f"{nom_du_proche} {prenom_du_proche}") == normaliser(f"{nom} {prenom}")
        if meme or (telephone and telephone == demande.personne_telephone):
            trouvees.setdefault(p.id, (p, f"{prenom_du_proche} {nom_du_proche.upper()} y figure parmi les proches"))
    if demande.personne_telephone:
        for p in db.session.scalars(des_siennes.where(Beneficiaire.telephone == demande.personne_telephone).limit(5)):
            trouvees.setdefault(p.id, (p, "même téléphone"))
    return list(trouvees.values())


def de_mon_cote(acteur: Acteur, liaison: Liaison) -> uuid.UUID:
    """The file of a link that this person opens."""
    ids = [i for i in (liaison.beneficiaire_id, liaison.autre_id) if i is not None]
    requete = beneficiaires_visibles(acteur.au_titre_de(Droit.LIAISON_LIRE)).where(Beneficiaire.id.in_(ids))
    ouvertes = set(db.session.scalars(requete.with_only_columns(Beneficiaire.id)))
    return next(i for i in ids if i in ouvertes)


def de_la_famille(demande: Liaison, fiche: Beneficiaire) -> bool:
    """True when the file recognised is not that of the person named, but of somebody of the family."""
    une = (demande.personne_nom, demande.personne_prenom, demande.personne_naissance)
    return demande.contact_id is not None or proximite(une, (fiche.nom, fiche.prenom, fiche.date_naissance)) is None


def qui_repond(dispositif: Dispositif) -> list[Agent]:
    """Active accounts that may answer for this dispositif today."""
    roles = [r for r in ROLES_QUI_REPONDENT if r.dispositif is dispositif]
    habilites = habilitations_en_vigueur(aujourd_hui()).where(Habilitation.role.in_(roles))
    ids = habilites.with_only_columns(Habilitation.agent_id)
    return list(db.session.scalars(select(Agent).where(Agent.actif, Agent.id.in_(ids)).order_by(Agent.cle_tri, Agent.id)))
