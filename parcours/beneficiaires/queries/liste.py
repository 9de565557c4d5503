"""The list of people: search, tabs, filters, sort, pages; and the suggestions of the search box."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, String, cast, func, literal, select, union_all
from sqlalchemy.orm import joinedload

from parcours.beneficiaires.access import beneficiaires_visibles, du_dossier, en_vigueur
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.beneficiaires.rules import NatureRattachement, SituationQuartier
from parcours.comptes.models import Agent
from parcours.socle import dossier
from parcours.socle.base import db
from parcours.socle.dates import DateIllisible, lire_date
from parcours.socle.dossier import Colonne, Etat
from parcours.socle.droits import Acteur
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import motifs
from parcours.territoire.models import Commune, Etablissement, Quartier

PAR_PAGE = 25
SANS = "aucun"
"""Value of a filter that asks for people who have none (« Sans référent »)."""


@dataclass(frozen=True)
class Criteres:
    """What the address asks for."""

    q: str = ""
    vue: str = ""
    quartier: str = ""
    commune: str = ""
    referent: str = ""
    etablissement: str = ""
    tri: str = "nom"
    sens: str = "asc"
    page: int = 1

    @property
    def filtre(self) -> bool:
        """True when something narrows the list."""
        return any((self.q, self.quartier, self.commune, self.referent, self.etablissement))


@dataclass
class Ligne:
    """One person of the list."""

    personne: Beneficiaire
    referent: str = ""
    etats: list[Etat] = field(default_factory=list)
    valeurs: dict[str, date | None] = field(default_factory=dict)


@dataclass
class PageDePersonnes:
    """One page of the list, and what is said around it."""

    lignes: list[Ligne]
    total: int
    page: int
    comptes: dict[str, int]
    vue: str
    colonnes: list[Colonne]

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // PAR_PAGE))

    @property
    def debut(self) -> int:
        """Rank of the first line."""
        return (self.page - 1) * PAR_PAGE + 1

    @property
    def fin(self) -> int:
        """Rank of the last line."""
        return self.debut + len(self.lignes) - 1


def selon_la_recherche(requete: Select[Any], q: str) -> Select[Any]:
    """Keep people whose names begin with every word typed, or born on the date typed."""
    if not q.strip():
        return requete
    try:
        naissance = lire_date(q, aujourd_hui=aujourd_hui(), naissance=True)
    except DateIllisible:
        naissance = None
    if naissance is not None:
        return requete.where(Beneficiaire.date_naissance == naissance)
    if not (mots := motifs(q)):
        return requete.where(Beneficiaire.numero_origine == q.strip())
    return requete.where(*(Beneficiaire.cle_recherche.like(motif) for motif in mots))


def _identifiant(valeur: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(valeur)
    except ValueError:
        return None


def _filtrer(acteur: Acteur, criteres: Criteres) -> Select[Any]:
    requete: Select[Any] = selon_la_recherche(beneficiaires_visibles(acteur), criteres.q)
    if criteres.quartier in set(SituationQuartier):
        requete = requete.where(Beneficiaire.situation_quartier == SituationQuartier(criteres.quartier))
    elif criteres.quartier:
        requete = requete.where(Beneficiaire.quartier_id == _identifiant(criteres.quartier))
    if criteres.commune:
        requete = requete.where(Beneficiaire.commune_id == _identifiant(criteres.commune))
    if criteres.etablissement:
        requete = requete.where(Beneficiaire.etablissement_id == _identifiant(criteres.etablissement))
    if criteres.referent:
        en_cours = (
            du_dossier(Rattachement, acteur)
            .where(Rattachement.nature == NatureRattachement.REFERENT, en_vigueur(aujourd_hui()))
            .with_only_columns(Rattachement.beneficiaire_id)
        )
        if criteres.referent == SANS:
            requete = requete.where(Beneficiaire.id.not_in(en_cours))
        elif agent_id := _identifiant(criteres.referent):
            requete = requete.where(Beneficiaire.id.in_(en_cours.where(Rattachement.agent_id == agent_id)))
        else:
            requete = requete.where(Beneficiaire.id.in_(en_cours.where(Rattachement.libelle == criteres.referent)))
    return requete


def chercher(acteur: Acteur, criteres: Criteres) -> PageDePersonnes:
    """One page of the people within reach that answer the criteria."""
    requete = _filtrer(acteur, criteres)
    vues, comptes, vue = dossier.vues(), {}, ""
    if vues is not None:
        numero = func.coalesce(vues.numero(), vues.sans_ligne)
        numeros = requete.with_only_columns(numero.label("numero")).order_by(None).subquery()
        comptees = select(numeros.c.numero, func.count()).group_by(numeros.c.numero)
        par_numero = {n: combien for n, combien in db.session.execute(comptees)}
        comptes = {v.code: par_numero.get(v.numero, 0) for v in vues.liste}
        vue = _vue_choisie(criteres, comptes)
        requete = requete.where(numero == next(v.numero for v in vues.liste if v.code == vue))
        total = comptes[vue]
    else:
        total = db.session.scalar(requete.with_only_columns(func.count()).order_by(None)) or 0
    colonnes = dossier.colonnes(acteur)
    page = min(max(1, criteres.page), max(1, -(-total // PAR_PAGE)))
    personnes = (
        list(
            db.session.scalars(
                _trier(requete, acteur, criteres, colonnes)
                .options(joinedload(Beneficiaire.etablissement), joinedload(Beneficiaire.quartier))
                .limit(PAR_PAGE)
                .offset((page - 1) * PAR_PAGE)
            )
        )
        if total
        else []
    )
    return PageDePersonnes(_completer(acteur, personnes, colonnes), total, page, comptes, vue, colonnes)


def _vue_choisie(criteres: Criteres, comptes: dict[str, int]) -> str:
    """The tab asked for; a search without one opens the first tab that has an answer."""
    if criteres.vue in comptes:
        return criteres.vue
    codes = list(comptes)
    return next((code for code in codes if comptes[code]), codes[0]) if criteres.q else codes[0]


def _trier(requete: Select[Any], acteur: Acteur, criteres: Criteres, colonnes: list[Colonne]) -> Select[Any]:
    par_colonne = {c.cle: c for c in colonnes}
    cle: Any = Beneficiaire.cle_tri
    if colonne := par_colonne.get(criteres.tri):
        valeurs = colonne.requete(acteur, None).subquery()
        requete = requete.outerjoin(valeurs, valeurs.c.beneficiaire_id == Beneficiaire.id)
        cle = valeurs.c.valeur
    elif criteres.tri == "naissance":
        cle = Beneficiaire.date_naissance
    elif criteres.tri == "quartier":
        requete = requete.outerjoin(Quartier, Quartier.id == Beneficiaire.quartier_id)
        cle = func.coalesce(Quartier.nom, cast(Beneficiaire.situation_quartier, String))
    elif criteres.tri == "ecole":
        requete = requete.outerjoin(Etablissement, Etablissement.id == Beneficiaire.etablissement_id)
        cle = Etablissement.nom
    if cle is Beneficiaire.cle_tri:  # never empty: the plain order is the one of the index, no sorting
        return requete.order_by(*((c.desc() if criteres.sens == "desc" else c) for c in (cle, Beneficiaire.id)))
    ordre = cle.desc().nulls_last() if criteres.sens == "desc" else cle.asc().nulls_last()
    return requete.order_by(ordre, Beneficiaire.cle_tri, Beneficiaire.id)


def _completer(acteur: Acteur, personnes: list[Beneficiaire], colonnes: list[Colonne]) -> list[Ligne]:
    """Add to each line its référent, its labels, and the columns of the upper domains: one statement each."""
    ids = [p.id for p in personnes]
    if not ids:
        return []
    lignes = {p.id: Ligne(p) for p in personnes}
    for rattachement in db.session.scalars(
        du_dossier(Rattachement, acteur)
        .where(
            Rattachement.beneficiaire_id.in_(ids),
            Rattachement.nature == NatureRattachement.REFERENT,
            en_vigueur(aujourd_hui()),
        )
        .options(joinedload(Rattachement.agent), joinedload(Rattachement.structure))
    ):
        lignes[rattachement.beneficiaire_id].referent = rattachement.nom
    for colonne in colonnes:
        for personne_id, valeur in db.session.execute(colonne.requete(acteur, ids)):
            lignes[personne_id].valeurs[colonne.cle] = valeur
    for personne_id, etats in dossier.etats(acteur, ids).items():
        lignes[personne_id].etats = etats
    return list(lignes.values())


@dataclass
class Options:
    """What the filters offer: only what is used by the files within reach."""

    quartiers: list[tuple[str, str]]
    communes: list[tuple[str, str]]
    etablissements: list[tuple[str, str]]
    referents: list[tuple[str, str]]

    def libelle(self, filtre: str, valeur: str) -> str:
        """Words of a chosen value."""
        choix: Iterable[tuple[str, str]] = getattr(self, f"{filtre}s", ())
        return dict(choix).get(valeur, valeur)


def options_de_filtre(acteur: Acteur) -> Options:
    """Values offered by the filters, in two statements."""
    visibles = beneficiaires_visibles(acteur)
    lieux = union_all(
        *(
            select(literal(genre).label("genre"), modele.id.label("id"), modele.nom.label("nom")).where(
                visibles.where(colonne == modele.id).with_only_columns(literal(1)).correlate(modele).exists()
            )
            for genre, modele, colonne in (
                ("quartiers", Quartier, Beneficiaire.quartier_id),
                ("communes", Commune, Beneficiaire.commune_id),
                ("etablissements", Etablissement, Beneficiaire.etablissement_id),
            )
        )
    ).subquery()
    trouves: dict[str, list[tuple[str, str]]] = {"quartiers": [], "communes": [], "etablissements": []}
    for genre, identifiant, nom in db.session.execute(select(lieux.c.genre, lieux.c.id, lieux.c.nom).order_by(lieux.c.nom)):
        trouves[genre].append((str(identifiant), nom))
    qui = (
        du_dossier(Rattachement, acteur)
        .outerjoin(Agent, Agent.id == Rattachement.agent_id)
        .where(Rattachement.nature == NatureRattachement.REFERENT, en_vigueur(aujourd_hui()))
        .with_only_columns(Agent.id, Agent.prenom, Agent.nom, Rattachement.libelle)
        .distinct()
    )
    referents: set[tuple[str, str]] = set()
    for agent_id, prenom, nom, libelle in db.session.execute(qui):
        if agent_id:
            referents.add((str(agent_id), f"{prenom} {nom}"))
        elif libelle:
            referents.add((libelle, libelle))
    situations = [(s.value, s.libelle) for s in SituationQuartier if s is not SituationQuartier.HORS or trouves["quartiers"]]
    return Options(
        quartiers=[*trouves["quartiers"], *situations],
        communes=trouves["communes"],
        etablissements=trouves["etablissements"],
        referents=[*sorted(referents, key=lambda r: r[1]), (SANS, "Sans référent")],
    )


def suggestions(acteur: Acteur, q: str, combien: int = 8) -> list[Beneficiaire]:
    """A few people whose names begin with what is being typed; nothing under two letters."""
    if len(q.strip()) < 2:
        return []
    requete = selon_la_recherche(beneficiaires_visibles(acteur), q)
    return list(
        db.session.scalars(
            requete.options(joinedload(Beneficiaire.etablissement)).order_by(Beneficiaire.cle_tri).limit(combien)
        )
    )
