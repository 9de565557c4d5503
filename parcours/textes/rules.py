"""Which texts exist, which fields each may use, and how a text is filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from parcours.socle.typographie import insecables


@dataclass(frozen=True)
class Champ:
    """One field between braces: what it becomes, and what the preview shows in its place."""

    nom: str
    aide: str
    exemple: str


@dataclass(frozen=True)
class ModeleDeTexte:
    """One editable text: the document it goes into, where it stands in it, the fields it may use."""

    code: str
    titre: str
    aide: str
    champs: tuple[Champ, ...] = ()

    @property
    def noms(self) -> frozenset[str]:
        """Names of the fields allowed."""
        return frozenset(c.nom for c in self.champs)

    @property
    def exemples(self) -> dict[str, str]:
        """What the preview writes."""
        return {c.nom: c.exemple for c in self.champs}


_SERVICE = Champ("service", "Nom du service", "Communauté d’agglomération du Pays de Saint-Omer")
_DATE = Champ("date", "Date d’édition", "24\u00a0novembre 2026")
_ENFANT = Champ("enfant", "Prénom et nom de l’enfant", "Camille EXEMPLE")
_REUNION = Champ("reunion", "Nature et date de la réunion", "EPS plénière du 24\u00a0novembre 2026")
_NOMBRE = Champ("nombre", "Nombre de situations", "12\u00a0situations")
_REFERENT = Champ("referent", "Personne référente du parcours", "Dominique MODÈLE")
_TOUJOURS = (_SERVICE, _DATE)

MODELES: dict[str, ModeleDeTexte] = {
    m.code: m
    for m in (
        ModeleDeTexte(
            "convocation",
            "Convocation",
            "Lettre remise ou envoyée à chaque membre de l’EPS\u00a0; aucun nom d’enfant n’y est possible.",
            (
                Champ("membre", "Prénom et nom du membre", "Claude SPÉCIMEN"),
                _REUNION,
                Champ("jour", "Jour de la réunion", "mardi 24\u00a0novembre 2026"),
                Champ("heure", "Heure de début", "14\u00a0h"),
                Champ("lieu", "Lieu de la réunion", "salle du conseil, Saint-Omer"),
                _NOMBRE,
                *_TOUJOURS,
            ),
        ),
        ModeleDeTexte(
            "ordre_du_jour", "Ordre du jour", "Rappel en tête de l’ordre du jour papier.", (_REUNION, _NOMBRE, *_TOUJOURS)
        ),
        ModeleDeTexte(
            "fiche_situation", "Fiche de situation", "Rappel en tête de la fiche d’une page.", (_REUNION, *_TOUJOURS)
        ),
        ModeleDeTexte(
            "emargement", "Feuille d’émargement", "Ce que chacun confirme en signant.", (_REUNION, _NOMBRE, *_TOUJOURS)
        ),
        ModeleDeTexte(
            "releve_decision",
            "Relevé de décision",
            "Rappel en tête du relevé classé dans le dossier de l’enfant.",
            (_ENFANT, _REUNION, *_TOUJOURS),
        ),
        ModeleDeTexte(
            "compte_rendu",
            "Compte rendu de la réunion",
            "Introduction du compte rendu sans nom.",
            (_REUNION, _NOMBRE, *_TOUJOURS),
        ),
        ModeleDeTexte(
            "contrat_preambule",
            "Contrat d’engagement\u00a0: préambule",
            "Avant les objectifs.",
            (_ENFANT, _REFERENT, *_TOUJOURS),
        ),
        ModeleDeTexte(
            "contrat_engagements",
            "Contrat d’engagement\u00a0: engagements",
            "Entre les objectifs et les signatures.",
            (_ENFANT, _REFERENT, *_TOUJOURS),
        ),
        ModeleDeTexte(
            "note_information",
            "Note d’information aux parents",
            "Remise avec l’accord\u00a0: données personnelles, durée, droits. À faire relire par le délégué à la protection des données.",
            _TOUJOURS,
        ),
        ModeleDeTexte(
            "attestation",
            "Attestation",
            "Dit qu’un enfant est accompagné, jamais pourquoi.",
            (
                _ENFANT,
                Champ("naissance", "Date de naissance", "8\u00a0mars 2018"),
                Champ("depuis", "Date d’entrée en parcours", "1er\u00a0décembre 2026"),
                Champ("ne", "né, née, ou né(e) quand le sexe n’est pas renseigné", "née"),
                Champ("accompagne", "accompagné, accompagnée, ou accompagné(e)", "accompagnée"),
                *_TOUJOURS,
            ),
        ),
        ModeleDeTexte(
            "lettre_famille",
            "Lettre à la famille",
            "Après l’examen de la situation par l’EPS.",
            (
                _ENFANT,
                _REUNION,
                Champ("decision", "Décision, en minuscules", "entrée en parcours"),
                _REFERENT,
                Champ("prochain_bilan", "Date du prochain bilan", "1er\u00a0mars 2027"),
                *_TOUJOURS,
            ),
        ),
        ModeleDeTexte(
            "bilan_individuel",
            "Bilan individuel",
            "Introduction du bilan remis à la famille.",
            (_ENFANT, Champ("depuis", "Date d’entrée en parcours", "1er\u00a0décembre 2026"), _REFERENT, *_TOUJOURS),
        ),
        ModeleDeTexte(
            "liste_appel",
            "Liste d’appel d’un atelier",
            "Rappel en bas de la liste.",
            (Champ("atelier", "Nom de l’atelier", "Coup de pouce lecture"), *_TOUJOURS),
        ),
        ModeleDeTexte(
            "bilan_annuel",
            "Bilan annuel du PRE",
            "Introduction du rapport chiffré.",
            (Champ("periode", "Année scolaire ou civile", "Année scolaire 2026-2027"), *_TOUJOURS),
        ),
    )
}
"""Every text of every document, in the order of the year of a pathway."""

LONGUEUR_MAXIMALE = 6000

_APOSTROPHE = re.compile(r"(?<=\w)'(?=[\w{])")
_CHAMP = re.compile(r"\{([^{}\n]*)\}")
_PARAGRAPHES = re.compile(r"\n[ \t]*\n+")


class TexteIncorrect(ValueError):
    """A text that could not be printed; the sentence says what to correct."""


def verifier(modele: ModeleDeTexte, contenu: str) -> None:
    """Refuse a field that this document does not know, and a brace left open.

    Raises:
        TexteIncorrect: with the words to correct and the fields allowed.
    """
    if not contenu.strip():
        raise TexteIncorrect("Écrivez le texte, ou reprenez celui d’origine.")
    inconnus = [nom for nom in dict.fromkeys(_CHAMP.findall(contenu)) if nom not in modele.noms]
    if inconnus:
        permis = ", ".join(f"{{{c.nom}}}" for c in modele.champs)
        lesquels = ", ".join(f"{{{nom}}}" for nom in inconnus)
        mot = "Ce champ n’existe pas" if len(inconnus) == 1 else "Ces champs n’existent pas"
        raise TexteIncorrect(f"{mot} dans ce document\u00a0: {lesquels}. Champs possibles\u00a0: {permis}.")
    reste = _CHAMP.sub("", contenu)
    if "{" in reste or "}" in reste:
        raise TexteIncorrect("Une accolade est restée seule\u00a0: un champ s’écrit {enfant}, avec ses deux accolades.")


def remplir(contenu: str, valeurs: Mapping[str, str]) -> str:
    """The text with its fields filled in; a paragraph (or a list line) that needs a value we do not have is left out."""

    def possible(bloc: str) -> bool:
        return all(valeurs.get(nom) for nom in _CHAMP.findall(bloc))

    gardes = []
    for paragraphe in _PARAGRAPHES.split(contenu.replace("\r\n", "\n").strip()):
        lignes = paragraphe.split("\n")
        if any(ligne.lstrip().startswith(("-", "•")) for ligne in lignes):
            lignes = [ligne for ligne in lignes if possible(ligne)]
        elif not possible(paragraphe):
            continue
        if lignes:
            gardes.append("\n".join(lignes))
    return _CHAMP.sub(lambda trouve: valeurs[trouve[1]], "\n\n".join(gardes))


@dataclass(frozen=True)
class SaisieTexte:
    """A text as typed."""

    contenu: str


def normaliser(contenu: str) -> str:
    """French signs, one kind of line end, no space left at the end of a line: two texts that look the same are the same."""
    lignes = contenu.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return insecables(_APOSTROPHE.sub("’", "\n".join(ligne.rstrip() for ligne in lignes).strip()))


@dataclass(frozen=True)
class Bloc:
    """A piece of a text as a page shows it: a paragraph, or the lines of a list."""

    lignes: tuple[str, ...]
    liste: bool


def blocs(texte: str) -> list[Bloc]:
    """A filled text, cut as it prints: empty lines part paragraphs, lines that begin with a dash are a list."""
    resultat: list[Bloc] = []
    for paragraphe in _PARAGRAPHES.split(normaliser(texte)):
        courant: list[str] = []
        points: list[str] = []
        for ligne in paragraphe.split("\n"):
            if point := re.match(r"\s*[-–•]\s+(.*)", ligne):
                points.append(point[1])
            elif points:
                points[-1] += f" {ligne.strip()}"
            else:
                courant.append(ligne)
        if any(ligne.strip() for ligne in courant):
            resultat.append(Bloc(tuple(courant), liste=False))
        if points:
            resultat.append(Bloc(tuple(points), liste=True))
    return resultat
