"""One row read: each mapped cell through the rule of its kind, every remark kept with its cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from parcours.imports.rules import lieux, scolarite, valeurs
from parcours.imports.rules.affectation import rang_du_titre
from parcours.imports.rules.champs import MULTIPLES, NUMEROTES, PAR_CODE, Dispositif, Genre
from parcours.imports.rules.classeur import Cellule, lettre_colonne
from parcours.imports.rules.colonnes_multiples import Case, lire_cases
from parcours.imports.rules.dates import EtatDate, Sens, age, lire_date
from parcours.imports.rules.deductions import deduire, remettre_a_l_endroit
from parcours.imports.rules.messages import Gravite, Message, Remarque
from parcours.imports.rules.noms import NomLu, Ordre, en_nom, en_prenom, lire_nom_complet
from parcours.imports.rules.referentiel import Referentiel
from parcours.imports.rules.textes import cle, decouper_liste, texte_de

_SANS_NOM = frozenset(
    [
        "",
        "x",
        "xx",
        "xxx",
        "nc",
        "nr",
        "n c",
        "n r",
        "inconnu",
        "inconnue",
        "anonyme",
        "anonymes",
        "sans nom",
        "sans prenom",
        "idem",
        "non renseigne",
        "a completer",
        "nsp",
        "neant",
    ]
)
"""What people type where a name is missing; a line is never given such a name."""


_DEUX_NOMS = re.compile(r"(?<=\W)(?:N[ÉE]E?|[ÉE]P(?:OUSE|SE)?\.?|VEUVE|VVE)(?= )")


@dataclass(frozen=True)
class Contexte:
    """What reading a row depends on, besides the row."""

    dispositif: Dispositif
    referentiel: Referentiel
    aujourd_hui: dt.date
    champs: Mapping[str, int]
    feuille: str
    ordres: Mapping[str, Ordre] = field(default_factory=dict)
    suites: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Further columns of a field (`colonnes_multiples`)."""
    titres: Mapping[int, str] = field(default_factory=dict)
    defauts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """What the sheet or the section says for all its lines (`deductions`)."""
    americaines: frozenset[str] = frozenset()
    """Date fields whose column is month first."""

    @property
    def sens_naissance(self) -> Sens:
        """Births of an employment file are adults'."""
        return Sens.NAISSANCE_ADULTE if self.dispositif is Dispositif.EMPLOI else Sens.NAISSANCE


@dataclass(frozen=True)
class LigneLue:
    """Values by field (absent when the cell is empty or unreadable), and what is to be said.

    `naissance` tells an empty birth date from a partial or impossible one, which sets the line aside.
    """

    feuille: str
    numero: int
    valeurs: Mapping[str, Any]
    textes: Mapping[str, str]
    messages: tuple[Message, ...]
    naissance: EtatDate
    orientations: tuple[Mapping[str, Any], ...] = ()
    """Further referrals of the row ("Orientation 2"), as values by field, the answer's text under "texte"."""
    colonnes: Mapping[str, int] = field(default_factory=dict)
    seul_un_nom: bool = False
    """Nothing but a name, in a sheet whose lines say much more."""

    def reference(self, code: str) -> str | None:
        """The cell of a field, None when no column gives it."""
        colonne = self.colonnes.get(code)
        return None if colonne is None else f"{lettre_colonne(colonne)}{self.numero}"


def lire_ligne(numero: int, rangee: tuple[Cellule, ...], contexte: Contexte, corrections: Mapping[str, Any]) -> LigneLue:
    """Read row `numero`. `corrections` replaces this row's cells, as field -> typed value or free text."""
    lues: dict[str, Any] = {}
    textes: dict[str, str] = {}
    messages: list[Message] = []
    naissance = EtatDate.VIDE
    bruts: dict[str, Any] = {}
    for code, colonne in contexte.champs.items():
        bruts[code] = rangee[colonne] if colonne < len(rangee) else ""
    bruts.update(corrections)
    deductions = deduire(bruts, contexte.referentiel.communes, contexte.defauts)
    messages += [_message(contexte, numero, code, r, texte_de(bruts[code])) for code, r in deductions]
    for code in contexte.americaines - corrections.keys():
        bruts[code], remarques = remettre_a_l_endroit(bruts[code])
        messages += [_message(contexte, numero, code, r, texte_de(bruts[code])) for r in remarques]
    for code, brut in bruts.items():
        if code in MULTIPLES and code not in corrections:
            textes[code], lues[code], siens = _lire_colonnes(code, numero, rangee, contexte)
            messages += siens
            continue
        texte = texte_de(brut) if not isinstance(brut, dt.date) else f"{brut:%d/%m/%Y}"
        textes[code] = texte
        if code == "date_naissance":
            lue = lire_date(brut, contexte.sens_naissance, contexte.aujourd_hui)
            naissance, lues[code], remarques = lue.etat, lue.valeur, lue.remarques
        elif code == "ecole":
            continue
        else:
            lues[code], remarques = lire_valeur(code, brut, texte, contexte)
        messages += [_message(contexte, numero, code, r, texte) for r in remarques]
    lues = {code: valeur for code, valeur in lues.items() if valeur not in (None, "", ())}
    messages += _age_contraire(lues, textes, numero, contexte)
    if textes.get("ecole"):
        lues["ecole"], remarques = scolarite.lire_ecole(
            textes["ecole"], lues.get("classe", ""), _nom_commune(lues), contexte.referentiel.ecoles
        )
        messages += [_message(contexte, numero, "ecole", r, textes["ecole"]) for r in remarques]
    return LigneLue(
        contexte.feuille,
        numero,
        lues,
        textes,
        tuple(messages),
        naissance,
        _orientations_suivantes(rangee, contexte),
        contexte.champs,
    )


def _lire_colonnes(code: str, numero: int, rangee: tuple[Cellule, ...], contexte: Contexte) -> tuple[str, Any, list[Message]]:
    """Text, value and messages of a field that several columns may feed."""
    colonnes = [c for c in (contexte.champs.get(code), *contexte.suites.get(code, ())) if c is not None]
    cases = [Case(contexte.titres.get(c, ""), rangee[c] if c < len(rangee) else "") for c in colonnes]
    pleines = [case.texte for case in cases if case.texte]
    if not pleines and code != "quartier":
        return "", None, []
    valeur, remarques = lire_cases(code, cases, contexte.referentiel)
    return (
        " ; ".join(pleines),
        valeur,
        [_message(contexte, numero, code, r, cases[rang].texte, colonnes[rang]) for rang, r in remarques],
    )


def _orientations_suivantes(rangee: tuple[Cellule, ...], contexte: Contexte) -> tuple[Mapping[str, Any], ...]:
    par_rang: dict[int, dict[str, Any]] = {}
    for code in NUMEROTES:
        for colonne in contexte.suites.get(code, ()):
            brut = rangee[colonne] if colonne < len(rangee) else ""
            valeur, _ = lire_valeur(code, brut, texte_de(brut), contexte)
            siennes = par_rang.setdefault(rang_du_titre(contexte.titres.get(colonne, "")), {})
            siennes[code] = valeur
            if code == "reponse":
                siennes["texte"] = texte_de(brut)
    return tuple(par_rang[rang] for rang in sorted(par_rang))


def _age_contraire(lues: Mapping[str, Any], textes: Mapping[str, str], numero: int, contexte: Contexte) -> list[Message]:
    ecrit, naissance = re.match(r"(\d{1,3})(?!\d)", textes.get("age", "")), lues.get("date_naissance")
    if not ecrit or not isinstance(naissance, dt.date):
        return []
    ans = age(naissance, contexte.aujourd_hui)
    if abs(ans - int(ecrit[1])) <= 1:
        return []
    texte = f"{ecrit[1]} ans écrits, mais la date de naissance en donne {ans}"
    return [_message(contexte, numero, "age", Remarque("age_contradictoire", texte, Gravite.ATTENTION), textes["age"])]


def _nom_commune(lues: Mapping[str, Any]) -> str:
    commune = lues.get("commune")
    return commune.nom if isinstance(commune, lieux.CommuneLue) else ""


def _message(contexte: Contexte, numero: int, code: str, remarque: Remarque, texte: str, colonne: int | None = None) -> Message:
    colonne = contexte.champs.get(code) if colonne is None else colonne
    reference = None if colonne is None else f"{lettre_colonne(colonne)}{numero}"
    gravite = (
        Gravite.BLOQUANT
        if code == "date_naissance" and remarque.gravite is Gravite.ATTENTION and remarque.code != "date_dans_texte"
        else remarque.gravite
    )
    return Message(
        contexte.feuille,
        numero,
        remarque.code,
        f"{PAR_CODE[code].libelle} : {remarque.texte}",
        gravite,
        code,
        reference,
        texte,
    )


def lire_valeur(code: str, brut: Any, texte: str, contexte: Contexte) -> tuple[Any, tuple[Remarque, ...]]:
    """The value of a cell for one field, by the rule of the field's kind, and remarks."""
    genre = PAR_CODE[code].genre
    if not texte and not isinstance(brut, (dt.date, dt.time, dt.timedelta)):
        return (lieux.lire_quartier("", contexte.referentiel.quartiers), ()) if genre is Genre.QUARTIER else (None, ())
    if genre is Genre.DATE:
        lue = lire_date(brut, Sens.EVENEMENT, contexte.aujourd_hui)
        return lue.valeur, lue.remarques
    if genre is Genre.TELEPHONE:
        return valeurs.lire_telephones(brut)
    if genre is Genre.DUREE:
        return valeurs.lire_duree(brut)
    if genre is Genre.QUARTIER:
        quartier = lieux.lire_quartier(texte, contexte.referentiel.quartiers)
        return quartier, quartier.remarques
    if genre is Genre.COMMUNE:
        if code == "code_postal":
            return texte, ()
        commune = lieux.lire_commune(texte, contexte.referentiel.communes)
        return commune, commune.remarques
    if genre in (Genre.NOM_COMPLET, Genre.NOM):
        return _lire_nom(code, genre, texte, contexte)
    simples: dict[Genre, Callable[[str], tuple[Any, tuple[Remarque, ...]]]] = {
        Genre.SEXE: valeurs.lire_sexe,
        Genre.OUI_NON: valeurs.lire_oui_non,
        Genre.ACCORD: valeurs.lire_accord,
        Genre.REPONSE: valeurs.lire_reponse,
        Genre.COURRIEL: valeurs.lire_courriel,
        Genre.CLASSE: scolarite.lire_classe,
    }
    if genre in simples:
        return simples[genre](texte)
    if genre is Genre.LISTE:
        return decouper_liste(str(brut) if isinstance(brut, str) else texte), ()
    return texte, ()


def _lire_nom(code: str, genre: Genre, texte: str, contexte: Contexte) -> tuple[Any, tuple[Remarque, ...]]:
    texte = re.sub(r"^\s*\d{1,3}\s*[.)\-–]\s*(?=[^\W\d_])", "", texte)  # "1. BRUN": a list's number
    if cle(texte) in _SANS_NOM:
        return None, ()
    if genre is Genre.NOM_COMPLET:
        nom = lire_nom_complet(texte, contexte.ordres.get(code, Ordre.NOM_PRENOM))
        return nom, (*nom.remarques, *_signes(texte)) if code == "nom_prenom" else ()
    return (en_prenom(texte) if code.startswith("prenom") else en_nom(texte)), _signes(texte)


def _signes(texte: str) -> tuple[Remarque, ...]:
    if not re.search(r"[\d()?/:;+@\"]", texte):
        return ()
    return (Remarque("nom_a_verifier", "ce nom contient des chiffres ou des signes inattendus", Gravite.ATTENTION),)


def identite_lue(ligne: LigneLue) -> NomLu:
    """Surname and first name of a row, whether the file gives them in one column or two."""
    v = ligne.valeurs
    complet = v.get("nom_prenom")
    if isinstance(complet, NomLu):
        return replace(complet, nom_naissance=complet.nom_naissance or v.get("nom_naissance", ""))
    nom, naissance = str(v.get("nom", "")), str(v.get("nom_naissance", ""))
    if _DEUX_NOMS.search(nom):
        coupe = lire_nom_complet(_DEUX_NOMS.sub(lambda m: m[0].lower(), nom) + " x")
        nom, naissance = coupe.nom or nom, coupe.nom_naissance or naissance
    return NomLu(nom, str(v.get("prenom", "")), naissance)


def sexe_lu(ligne: LigneLue, nom: NomLu) -> tuple[str | None, bool]:
    """The sex, and whether column, title and name disagree."""
    dits = {s for s in (ligne.valeurs.get("sexe"), ligne.valeurs.get("civilite"), nom.sexe) if s}
    premier = ligne.valeurs.get("sexe") or ligne.valeurs.get("civilite") or nom.sexe
    return premier, len(dits) > 1


def cle_numero(texte: str) -> str:
    """A team's own number made comparable: "07 " and "7.0" are 7."""
    plat = cle(texte)
    return plat.lstrip("0") or plat
