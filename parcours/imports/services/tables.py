"""Reference data an import leans on, read once: territory, directory, lists, team."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

from sqlalchemy import select

from parcours.annuaire.queries import ouvertes
from parcours.comptes.access import habilitations_en_vigueur
from parcours.comptes.models import Agent, Habilitation
from parcours.imports.rules.listes import AgentConnu, StructureConnue, agent_nomme, code_de_liste, structure_nommee
from parcours.imports.rules.referentiel import CommuneConnue, EcoleConnue, QuartierConnu, Referentiel
from parcours.nomenclatures.models import ValeurDeListe
from parcours.socle.base import db
from parcours.socle.droits import Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from parcours.territoire.models import Commune, EducationPrioritaire, Etablissement, Quartier, TypeQuartier
from parcours.territoire.queries import communes, etablissements, quartiers_de_tout_temps

EQUIPES: dict[Dispositif, tuple[Role, ...]] = {
    Dispositif.PRE: (Role.REFERENT_PRE, Role.COORDINATEUR_PRE),
    Dispositif.SANTE: (Role.MEDIATEUR_SANTE,),
    Dispositif.EMPLOI: (Role.REFERENT_INSERTION, Role.COORDINATEUR_CITE),
}
"""Roles among which a name written in the file is looked for."""


@dataclass
class Tables:
    """What names in the file may designate."""

    dispositif: Dispositif
    communes: dict[str, Commune] = field(default_factory=dict)
    quartiers: dict[str, Quartier] = field(default_factory=dict)
    ecoles: dict[str, Etablissement] = field(default_factory=dict)
    structures: list[StructureConnue] = field(default_factory=list)
    equipe: list[AgentConnu] = field(default_factory=list)
    listes: dict[str, dict[str, str]] = field(default_factory=dict)
    noms_communes: dict[uuid.UUID, str] = field(default_factory=dict)
    _agents: dict[str, uuid.UUID | None] = field(default_factory=dict)
    _structures: dict[str, StructureConnue | None] = field(default_factory=dict)

    def referentiel(self) -> Referentiel:
        """The same lists in the engine's own terms."""
        return Referentiel(
            tuple(
                QuartierConnu(
                    q.code,
                    q.nom,
                    q.type is TypeQuartier.QPV,
                    tuple(c.nom for c in q.communes),
                    tuple(a.texte for a in q.appellations),
                )
                for q in self.quartiers.values()
                if q.valide_au is None or q.valide_au >= aujourd_hui()
            ),
            tuple(CommuneConnue(c.code_insee, c.nom, c.code_postal, c.dans_perimetre_pre) for c in self.communes.values()),
            tuple(
                EcoleConnue(
                    code,
                    e.nom,
                    e.niveau,
                    self.noms_communes.get(e.commune_id, "") if e.commune_id else "",
                    e.education_prioritaire is not EducationPrioritaire.HORS,
                )
                for code, e in self.ecoles.items()
            ),
        )

    def agent(self, texte: str) -> uuid.UUID | None:
        """Account of the one member of the team written this way."""
        if texte not in self._agents:
            trouve = agent_nomme(texte, self.equipe)
            self._agents[texte] = uuid.UUID(trouve.id) if trouve else None
        return self._agents[texte]

    def structure(self, texte: str) -> StructureConnue | None:
        """The one structure of the directory written this way."""
        if texte not in self._structures:
            self._structures[texte] = structure_nommee(texte, self.structures)
        return self._structures[texte]

    def code(self, liste: str, texte: str) -> str | None:
        """Code of an editable list."""
        return code_de_liste(liste, texte, self.listes.get(liste, {}))


def lire_les_tables(dispositif: Dispositif) -> Tables:
    """Read everything (seven statements, whatever the file)."""
    tables = Tables(dispositif)
    tables.communes = {c.code_insee: c for c in communes()}
    tables.noms_communes = {c.id: c.nom for c in tables.communes.values()}
    tables.quartiers = {q.code: q for q in quartiers_de_tout_temps()}
    tables.ecoles = {str(e.id): e for e in etablissements()}
    tables.structures = [StructureConnue(str(s.id), s.nom, s.sigle or "") for s in db.session.scalars(ouvertes())]
    tables.equipe = [
        AgentConnu(str(i), prenom, nom)
        for i, prenom, nom in db.session.execute(
            habilitations_en_vigueur(aujourd_hui())
            .join(Agent, Agent.id == Habilitation.agent_id)
            .where(Habilitation.role.in_(EQUIPES[dispositif]), Agent.actif.is_(True))
            .with_only_columns(Agent.id, Agent.prenom, Agent.nom)
            .distinct()
        )
    ]
    for liste, code, libelle in db.session.execute(
        select(ValeurDeListe.liste, ValeurDeListe.code, ValeurDeListe.libelle).order_by(ValeurDeListe.rang)
    ):
        tables.listes.setdefault(liste, {})[code] = libelle
    parents = set(db.session.scalars(select(ValeurDeListe.parent).where(ValeurDeListe.liste == "type_action").distinct()))
    actions = tables.listes.get("type_action", {})
    tables.listes["type_action"] = {code: libelle for code, libelle in actions.items() if code not in parents}
    return tables
