"""What a line of an import keeps, as JSON: what was read, what is proposed, what a person decided."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from parcours.imports.rules.analyse import Decision, Verdict


class Sort(StrEnum):
    """What happens to a line: the engine's verdicts, and those that need the base."""

    CREER = "creer"
    SIGNALEE = "signalee"
    MODIFIER = "modifier"
    IDENTIQUE = "identique"
    FUSIONNER = "fusionner"
    DOUTE = "doute"
    ECARTEE = "ecartee"
    IGNOREE = "ignoree"
    REFUSEE = "refusee"

    @property
    def libelle(self) -> str:
        """Words on screen, for one line."""
        return _LIBELLES[self]

    @property
    def libelle_apres(self) -> str:
        """The same once the import is applied."""
        return _APRES.get(self, _LIBELLES[self])

    @property
    def ton(self) -> str:
        """Tone of its label."""
        if self in (Sort.DOUTE, Sort.ECARTEE, Sort.REFUSEE):
            return "urgent"
        return "attention" if self in (Sort.SIGNALEE, Sort.MODIFIER) else "reussite" if self is Sort.CREER else "neutre"

    @property
    def cree(self) -> bool:
        """True when the line creates a file."""
        return self in (Sort.CREER, Sort.SIGNALEE)


_LIBELLES = {
    Sort.CREER: "Sera créée",
    Sort.SIGNALEE: "Sera créée, à vérifier",
    Sort.MODIFIER: "Déjà enregistrée, à mettre à jour",
    Sort.IDENTIQUE: "Déjà enregistrée",
    Sort.FUSIONNER: "Réunie à une autre ligne",
    Sort.DOUTE: "À décider",
    Sort.ECARTEE: "De côté",
    Sort.IGNOREE: "Ignorée",
    Sort.REFUSEE: "Refusée",
}

_APRES = {
    Sort.CREER: "Créée",
    Sort.SIGNALEE: "Créée, à vérifier",
    Sort.MODIFIER: "Déjà enregistrée, changements proposés",
    Sort.DOUTE: "Non importée",
    Sort.ECARTEE: "Non importée",
}
GROUPES_APRES: dict[str, tuple[str, str]] = {
    "decider": ("Non importées", "Ces lignes sont restées de côté. Pour les reprendre, apportez de nouveau le fichier."),
    "decidees": ("Réglées par vous", "Vos corrections et vos choix, tels qu’ils ont été appliqués."),
    "verifier": ("À vérifier", "Ces personnes ont leur fiche\u00a0: vérifiez-y ce que le tableau avait de surprenant."),
    "modifier": ("Changements", "Seuls les changements acceptés ont été faits."),
    "reunies": ("Doublons réunis", "Ces lignes parlent d’une personne déjà présente plus haut\u00a0: une seule fiche existe."),
    "creer": ("Sans remarque", "Ces lignes ont été importées."),
}
"""Words of the same tabs once the import is applied."""

REUNIES_AU_JOURNAL = (
    "Personnes revenues",
    "Une ligne de plus pour une personne déjà présente plus haut\u00a0: une seule fiche.",
)
"""In a table with one line for each act, the same person twice is no mistake."""

GROUPES: dict[str, tuple[str, str, tuple[Sort, ...]]] = {
    "decider": ("À décider", "Ces lignes attendent votre décision\u00a0: sans elle, elles ne seront pas importées.", (Sort.DOUTE, Sort.ECARTEE)),
    "verifier": (
        "À vérifier",
        "Ces lignes seront importées telles quelles\u00a0: jetez-y un œil, puis corrigez ce qui est faux.",
        (Sort.SIGNALEE,),
    ),
    "modifier": (
        "Changements",
        "Ces personnes sont déjà enregistrées et le fichier dit autre chose\u00a0: rien ne change sans votre accord.",
        (Sort.MODIFIER,),
    ),
    "reunies": ("Doublons réunis", "Ces lignes parlent d’une personne déjà présente plus haut\u00a0: une seule fiche sera créée.", (Sort.FUSIONNER,)),
    "creer": ("Sans remarque", "Ces lignes seront importées, il n’y a rien à en dire.", (Sort.CREER,)),
    "identiques": ("Déjà enregistrées", "Ces personnes ont déjà leur fiche, avec les mêmes informations\u00a0: rien ne sera fait.", (Sort.IDENTIQUE,)),
    "ignorees": (
        "Laissées",
        "Titres, totaux, séparations, ou lignes sans nom\u00a0: elles ne désignent personne.",
        (Sort.IGNOREE, Sort.REFUSEE),
    ),
}  # fmt: skip
"""Tabs of the preview: code -> words, explanation, sorts."""

PAS_POUR_LE_MOTEUR = frozenset({"meme_personne", "autre_personne"})
"""Decisions about a file already in the base; the others are about the spreadsheet alone."""


@dataclass
class Contenu:
    """The sealed part of a line."""

    libelle: str = ""
    raison: str = ""
    avec: tuple[str, int] | None = None
    messages: list[dict[str, Any]] = field(default_factory=list)
    textes: dict[str, str] = field(default_factory=dict)
    corrections: dict[str, str] = field(default_factory=dict)
    automatiques: dict[str, str] = field(default_factory=dict)
    """Cells taken from the file already in the base (a date corrected at the first import)."""
    action: str = ""
    avec_decide: tuple[str, int] | None = None
    sur_la_base: str = ""
    choix: dict[str, str] = field(default_factory=dict)
    """field -> "accepte" or "refuse", for each change proposed."""
    existante: dict[str, str] | None = None
    """id and name of the file already in the base."""
    changements: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def depuis(cls, texte: str | None) -> Contenu:
        """Back from JSON; unknown keys are left aside."""
        lu = json.loads(texte) if texte else {}
        contenu = cls(**{nom: lu[nom] for nom in cls.__dataclass_fields__ if nom in lu})
        contenu.avec = tuple(contenu.avec) if contenu.avec else None  # type: ignore[assignment]
        contenu.avec_decide = tuple(contenu.avec_decide) if contenu.avec_decide else None  # type: ignore[assignment]
        return contenu

    def en_json(self) -> str:
        """Text to seal."""
        return json.dumps(vars(self), ensure_ascii=False, sort_keys=True)

    @property
    def decidee(self) -> bool:
        """True when a person decided or corrected something on this line."""
        return bool(self.action or self.sur_la_base or self.corrections or self.choix)

    @property
    def a_regler(self) -> list[dict[str, Any]]:
        """Messages that ask for attention, those of a cell first; plain information is left out."""
        graves = [m for m in self.messages if m["gravite"] != "info"]
        return sorted(graves, key=lambda m: m["reference"] is None)

    @property
    def mot_de_la_decision(self) -> str | None:
        """What the person did on this line, in one word; None when nothing."""
        if self.action or self.sur_la_base:
            return self.action or self.sur_la_base
        return "corrigee" if self.corrections else "choisie" if self.choix else None

    def decision(self) -> Decision | None:
        """What the engine is told."""
        return Decision(self.action, self.avec_decide) if self.action else None


def francais(texte: str) -> str:
    """The engine's plain sentences as they go on screen: typographic apostrophes and unbreakable spaces."""
    texte = texte.replace("'", "’")
    for signe in ":;!?»":
        texte = texte.replace(f" {signe}", f"\u00a0{signe}")
    return texte.replace("« ", "«\u00a0")


def sort_de(verdict: Verdict, messages: list[dict[str, Any]]) -> Sort:
    """The sort of a line before the base is looked at."""
    if verdict is Verdict.CREER and any(m["gravite"] in ("attention", "doute") for m in messages):
        return Sort.SIGNALEE
    return Sort(verdict.value)
