"""Who may do what: dispositifs, roles, rights, and the only table that ties them (architecture: closed by default).

A right ends in `:lire` or `:ecrire`; a route that changes something cannot be declared under a reading right.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask


class Dispositif(StrEnum):
    """The three schemes that follow people one by one."""

    PRE = "pre"
    SANTE = "sante"
    EMPLOI = "emploi"

    @property
    def libelle(self) -> str:
        """Full name shown on screen."""
        return {"pre": "Réussite éducative", "sante": "Médiation santé", "emploi": "Cité de l’Emploi"}[self.value]

    @property
    def sigle(self) -> str:
        """Short label for badges."""
        return {"pre": "PRE", "sante": "Santé", "emploi": "Emploi"}[self.value]


class Role(StrEnum):
    """Roles of architecture.md; a habilitation is role x dispositif x structure, dated."""

    COORDINATEUR_PRE = "coordinateur_pre"
    REFERENT_PRE = "referent_pre"
    SECRETARIAT_PRE = "secretariat_pre"
    MEMBRE_EPS = "membre_eps"
    MEDIATEUR_SANTE = "mediateur_sante"
    COORDINATEUR_CITE = "coordinateur_cite"
    REFERENT_INSERTION = "referent_insertion"
    PARTENAIRE = "partenaire"
    PILOTE = "pilote"
    OBSERVATEUR = "observateur"
    ADMINISTRATEUR = "administrateur"
    DPO = "dpo"

    @property
    def libelle(self) -> str:
        """Name shown on screen."""
        return LIBELLES_DES_ROLES[self]

    @property
    def dispositif(self) -> Dispositif | None:
        """The scheme this role belongs to, when it belongs to one only."""
        return DISPOSITIF_DU_ROLE.get(self)


LIBELLES_DES_ROLES: dict[Role, str] = {
    Role.COORDINATEUR_PRE: "Coordination PRE",
    Role.REFERENT_PRE: "Référent de parcours PRE",
    Role.SECRETARIAT_PRE: "Secrétariat PRE",
    Role.MEMBRE_EPS: "Membre de l’EPS",
    Role.MEDIATEUR_SANTE: "Médiation santé",
    Role.COORDINATEUR_CITE: "Coordination Cité de l’Emploi",
    Role.REFERENT_INSERTION: "Référent d’insertion",
    Role.PARTENAIRE: "Partenaire",
    Role.PILOTE: "Pilotage du contrat de ville",
    Role.OBSERVATEUR: "Observation",
    Role.ADMINISTRATEUR: "Administration",
    Role.DPO: "Protection des données",
}

DISPOSITIF_DU_ROLE: dict[Role, Dispositif] = {
    Role.COORDINATEUR_PRE: Dispositif.PRE,
    Role.REFERENT_PRE: Dispositif.PRE,
    Role.SECRETARIAT_PRE: Dispositif.PRE,
    Role.MEMBRE_EPS: Dispositif.PRE,
    Role.MEDIATEUR_SANTE: Dispositif.SANTE,
    Role.COORDINATEUR_CITE: Dispositif.EMPLOI,
    Role.REFERENT_INSERTION: Dispositif.EMPLOI,
}

ROLES_A_STRUCTURE = frozenset({Role.PARTENAIRE, Role.REFERENT_INSERTION, Role.MEMBRE_EPS})
"""Roles whose perimeter is a structure: their habilitation must name one."""


class Droit(StrEnum):
    """What a route asks for."""

    COMPTE_LIRE = "compte:lire"
    COMPTE_ECRIRE = "compte:ecrire"
    ACCUEIL_LIRE = "accueil:lire"
    BENEFICIAIRE_LIRE = "beneficiaire:lire"
    BENEFICIAIRE_ECRIRE = "beneficiaire:ecrire"
    PARCOURS_LIRE = "parcours:lire"
    PARCOURS_ECRIRE = "parcours:ecrire"
    BILAN_LIRE = "bilan:lire"
    BILAN_ECRIRE = "bilan:ecrire"
    REFERENT_ECRIRE = "referent:ecrire"
    ECHANGE_LIRE = "echange:lire"
    ECHANGE_ECRIRE = "echange:ecrire"
    MEDIATION_LIRE = "mediation:lire"
    MEDIATION_ECRIRE = "mediation:ecrire"
    ATELIER_LIRE = "atelier:lire"
    ATELIER_ECRIRE = "atelier:ecrire"
    PRESENCE_ECRIRE = "presence:ecrire"
    PIECE_LIRE = "piece:lire"
    PIECE_ECRIRE = "piece:ecrire"
    TEXTE_LIRE = "texte:lire"
    TEXTE_ECRIRE = "texte:ecrire"
    SAISINE_LIRE = "saisine:lire"
    SAISINE_ECRIRE = "saisine:ecrire"
    SAISINE_RECIT_LIRE = "saisine_recit:lire"
    SAISINE_INSTRUCTION_ECRIRE = "saisine_instruction:ecrire"
    PRE_LIRE = "pre:lire"
    PRE_ECRIRE = "pre:ecrire"
    FRATRIE_ECRIRE = "fratrie:ecrire"
    REUNION_LIRE = "reunion:lire"
    REUNION_ECRIRE = "reunion:ecrire"
    SITUATION_LIRE = "situation:lire"
    MEMBRE_EPS_LIRE = "membre_eps:lire"
    MEMBRE_EPS_ECRIRE = "membre_eps:ecrire"
    ORIENTATION_LIRE = "orientation:lire"
    ORIENTATION_ECRIRE = "orientation:ecrire"
    ORIENTATION_REPONSE_ECRIRE = "orientation_reponse:ecrire"
    LIAISON_LIRE = "liaison:lire"
    LIAISON_ECRIRE = "liaison:ecrire"
    LIAISON_REPONSE_LIRE = "liaison_reponse:lire"
    LIAISON_REPONSE_ECRIRE = "liaison_reponse:ecrire"
    TRANSFERT_LIRE = "transfert:lire"
    TRANSFERT_ECRIRE = "transfert:ecrire"
    REPERAGE_LIRE = "reperage:lire"
    REPERAGE_ECRIRE = "reperage:ecrire"
    SUIVI_EMPLOI_LIRE = "suivi_emploi:lire"
    SUIVI_EMPLOI_ECRIRE = "suivi_emploi:ecrire"
    COHORTE_ECRIRE = "cohorte:ecrire"
    ALERTE_LIRE = "alerte:lire"
    IMPORT_LIRE = "import:lire"
    IMPORT_ECRIRE = "import:ecrire"
    BILAN_ANNUEL_LIRE = "bilan_annuel:lire"
    BILAN_ANNUEL_ECRIRE = "bilan_annuel:ecrire"
    INDICATEUR_LIRE = "indicateur:lire"
    PUBLICATION_LIRE = "publication:lire"
    PUBLICATION_ECRIRE = "publication:ecrire"
    ANNUAIRE_LIRE = "annuaire:lire"
    ANNUAIRE_ECRIRE = "annuaire:ecrire"
    REFERENTIEL_LIRE = "referentiel:lire"
    REFERENTIEL_ECRIRE = "referentiel:ecrire"
    VOIE_ECRIRE = "voie:ecrire"
    AGENT_LIRE = "agent:lire"
    AGENT_ECRIRE = "agent:ecrire"
    REGLAGE_LIRE = "reglage:lire"
    REGLAGE_ECRIRE = "reglage:ecrire"
    COURRIER_LIRE = "courrier:lire"
    COURRIER_ECRIRE = "courrier:ecrire"
    JOURNAL_LIRE = "journal:lire"

    @property
    def ecrit(self) -> bool:
        """True for a right to change something."""
        return self.value.endswith(":ecrire")


_TOUS = frozenset({Droit.COMPTE_LIRE, Droit.COMPTE_ECRIRE, Droit.ACCUEIL_LIRE})
_DOSSIER_LIRE = frozenset(
    {
        Droit.BENEFICIAIRE_LIRE,
        Droit.PARCOURS_LIRE,
        Droit.PIECE_LIRE,
        Droit.ECHANGE_LIRE,
        Droit.ORIENTATION_LIRE,
        Droit.ALERTE_LIRE,
        Droit.ANNUAIRE_LIRE,
        Droit.LIAISON_LIRE,
    }
)
_DOSSIER = _DOSSIER_LIRE | {
    Droit.BENEFICIAIRE_ECRIRE,
    Droit.PARCOURS_ECRIRE,
    Droit.PIECE_ECRIRE,
    Droit.ECHANGE_ECRIRE,
    Droit.ORIENTATION_ECRIRE,
    Droit.LIAISON_ECRIRE,
}
_COORDINATION = _DOSSIER | {
    Droit.REFERENT_ECRIRE,
    Droit.IMPORT_LIRE,
    Droit.IMPORT_ECRIRE,
    Droit.REFERENTIEL_LIRE,
    Droit.VOIE_ECRIRE,
    Droit.LIAISON_REPONSE_LIRE,
    Droit.LIAISON_REPONSE_ECRIRE,
}
_TRANSFERT = frozenset({Droit.TRANSFERT_LIRE, Droit.TRANSFERT_ECRIRE})
"""A person of the Cité de l'Emploi passes from one structure to another."""
_TEXTES = frozenset({Droit.TEXTE_LIRE, Droit.TEXTE_ECRIRE})
"""Sentences of the documents: worded by the coordination of the PRE and by the administration."""
_APPEL = frozenset({Droit.ATELIER_LIRE, Droit.PRESENCE_ECRIRE})
"""Workshops where somebody of theirs is enrolled, and the attendance of these."""
_ATELIERS = _APPEL | {Droit.ATELIER_ECRIRE}
_SAISINE = frozenset({Droit.SAISINE_LIRE, Droit.SAISINE_ECRIRE})
_EPS = frozenset({Droit.REUNION_LIRE, Droit.SITUATION_LIRE})
_SUIVI_PRE = frozenset({Droit.BILAN_LIRE, Droit.BILAN_ECRIRE, Droit.FRATRIE_ECRIRE})
"""The contract, the bilans and the exit of a PRE pathway; the brothers and sisters of its child."""
_SUIVI_EMPLOI = frozenset({Droit.SUIVI_EMPLOI_LIRE, Droit.SUIVI_EMPLOI_ECRIRE, Droit.REUNION_LIRE, Droit.SITUATION_LIRE})
"""The steps, the diagnostic, the offers and the exit of a pathway towards work; the comité de coordination."""

DROITS: dict[Role, frozenset[Droit]] = {
    Role.COORDINATEUR_PRE: _TOUS
    | _COORDINATION
    | _EPS
    | _SUIVI_PRE
    | _SAISINE
    | _TEXTES
    | {Droit.SAISINE_RECIT_LIRE, Droit.SAISINE_INSTRUCTION_ECRIRE, Droit.REUNION_ECRIRE, Droit.INDICATEUR_LIRE}
    | {Droit.MEMBRE_EPS_LIRE, Droit.MEMBRE_EPS_ECRIRE}
    | _ATELIERS
    | {Droit.PRE_LIRE, Droit.PRE_ECRIRE, Droit.BILAN_ANNUEL_LIRE, Droit.BILAN_ANNUEL_ECRIRE},
    Role.REFERENT_PRE: _TOUS | _DOSSIER | _EPS | _SUIVI_PRE | _APPEL,
    Role.SECRETARIAT_PRE: _TOUS | _SAISINE | {Droit.BENEFICIAIRE_LIRE, Droit.REUNION_LIRE, Droit.ANNUAIRE_LIRE},
    Role.MEMBRE_EPS: _TOUS | _EPS,
    Role.MEDIATEUR_SANTE: _TOUS | _COORDINATION | {Droit.MEDIATION_LIRE, Droit.MEDIATION_ECRIRE},
    Role.COORDINATEUR_CITE: _TOUS
    | _COORDINATION
    | _TRANSFERT
    | _ATELIERS
    | _SUIVI_EMPLOI
    | {Droit.COHORTE_ECRIRE, Droit.REUNION_ECRIRE, Droit.REPERAGE_LIRE, Droit.INDICATEUR_LIRE},
    Role.REFERENT_INSERTION: _TOUS | _DOSSIER | _TRANSFERT | _APPEL | _SUIVI_EMPLOI,
    Role.PARTENAIRE: _TOUS
    | {
        Droit.ORIENTATION_LIRE,
        Droit.ORIENTATION_REPONSE_ECRIRE,
        Droit.REPERAGE_LIRE,
        Droit.REPERAGE_ECRIRE,
        Droit.ANNUAIRE_LIRE,
    },
    Role.PILOTE: _TOUS
    | {Droit.INDICATEUR_LIRE, Droit.PUBLICATION_LIRE, Droit.PUBLICATION_ECRIRE, Droit.REFERENTIEL_LIRE, Droit.ANNUAIRE_LIRE},
    Role.OBSERVATEUR: _TOUS | {Droit.PUBLICATION_LIRE},
    Role.ADMINISTRATEUR: _TOUS
    | _TEXTES
    | {
        Droit.AGENT_LIRE,
        Droit.AGENT_ECRIRE,
        Droit.ANNUAIRE_LIRE,
        Droit.ANNUAIRE_ECRIRE,
        Droit.REFERENTIEL_LIRE,
        Droit.REFERENTIEL_ECRIRE,
        Droit.VOIE_ECRIRE,
        Droit.REGLAGE_LIRE,
        Droit.REGLAGE_ECRIRE,
        Droit.COURRIER_LIRE,
        Droit.COURRIER_ECRIRE,
    },
    Role.DPO: _TOUS | {Droit.JOURNAL_LIRE},
}


SANS_HABILITATION = frozenset({Droit.COMPTE_LIRE, Droit.COMPTE_ECRIRE})
"""One's own account stays open when every habilitation has ended: to sign out, to read what one holds."""


@dataclass(frozen=True)
class HabilitationDuJour:
    """One habilitation in force today."""

    role: Role
    dispositif: Dispositif | None
    structure_id: uuid.UUID | None


@dataclass(frozen=True)
class Acteur:
    """Who acts, with what they hold today: computed at each request from the habilitations, never stored."""

    agent_id: uuid.UUID
    nom: str
    habilitations: tuple[HabilitationDuJour, ...]
    page: Droit | None = None
    """The right of the page being answered: files are reached through the roles that hold it (`pour_la_page`)."""

    @property
    def roles(self) -> frozenset[Role]:
        """Roles held today."""
        return frozenset(h.role for h in self.habilitations)

    @property
    def libelle_role(self) -> str:
        """Roles in words, for the foot of the rail."""
        return ", ".join(dict.fromkeys(h.role.libelle for h in self.habilitations)) or "Aucune habilitation"

    def peut(self, droit: Droit) -> bool:
        """True when one of today's roles gives `droit`."""
        return droit in SANS_HABILITATION or any(droit in DROITS[role] for role in self.roles)

    def au_titre_de(self, droit: Droit) -> Acteur:
        """The same person with only the habilitations that give `droit`: the perimeter of a right is that of its own roles."""
        return replace(self, habilitations=tuple(h for h in self.habilitations if droit in DROITS[h.role]))

    def pour_la_page(self) -> Acteur:
        """The same person as the page being answered sees them: one role never borrows the perimeter of another."""
        return self.au_titre_de(self.page) if self.page else self

    def dispositifs_de(self, *roles: Role) -> frozenset[Dispositif]:
        """Schemes in which one of `roles` is held."""
        return frozenset(d for h in self.habilitations if h.role in roles and (d := h.dispositif or h.role.dispositif))

    def structures_de(self, *roles: Role) -> frozenset[uuid.UUID]:
        """Structures for which one of `roles` is held."""
        return frozenset(h.structure_id for h in self.habilitations if h.role in roles and h.structure_id)


Vue = TypeVar("Vue", bound=Callable[..., Any])


def exige(droit: Droit) -> Callable[[Vue], Vue]:
    """Declare the right a view asks for."""

    def poser(vue: Vue) -> Vue:
        vue.droit = droit  # type: ignore[attr-defined]
        return vue

    return poser


def public(raison: str) -> Callable[[Vue], Vue]:
    """Declare a view open without signing in, and why."""

    def poser(vue: Vue) -> Vue:
        vue.public = raison  # type: ignore[attr-defined]
        return vue

    return poser


class RouteSansDroit(Exception):
    """A route declares no right, or changes something under a reading right: the application does not start."""


METHODES_DE_LECTURE = frozenset({"GET", "HEAD", "OPTIONS"})


def verifier_les_routes(app: Flask) -> None:
    """Refuse to start when a route is open by omission (first lock).

    Raises:
        RouteSansDroit: no declared right, or a writing method under a `:lire` right.
    """
    for regle in app.url_map.iter_rules():
        vue = app.view_functions[regle.endpoint]
        droit: Droit | None = getattr(vue, "droit", None)
        if droit is None and getattr(vue, "public", None) is None:
            raise RouteSansDroit(f"La route {regle.rule} ({regle.endpoint}) ne déclare aucun droit.")
        ecrit = bool((regle.methods or set()) - METHODES_DE_LECTURE)
        if droit is not None and ecrit != droit.ecrit:
            raise RouteSansDroit(f"La route {regle.rule} ({regle.endpoint}) mêle lecture et écriture sous {droit}.")
