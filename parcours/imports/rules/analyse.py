"""The whole reading of a workbook: a verdict on every line, the people proposed, and the figures."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from parcours.imports.rules.champs import PAR_CODE, Forme
from parcours.imports.rules.classeur import Classeur
from parcours.imports.rules.controles import surprises, surprises_des_actes
from parcours.imports.rules.correspondance import Correspondance, proposer
from parcours.imports.rules.feuilles import lire_feuille
from parcours.imports.rules.jugement import ajouter, dire, juger
from parcours.imports.rules.lecture import LigneLue
from parcours.imports.rules.messages import Gravite, Message
from parcours.imports.rules.propositions import Personne
from parcours.imports.rules.rassemblement import rassembler
from parcours.imports.rules.referentiel import Referentiel
from parcours.imports.rules.verdicts import Decision, LigneAnalysee, Place, Verdict

__all__ = ["Analyse", "Decision", "LigneAnalysee", "Place", "Verdict", "analyser"]


@dataclass(frozen=True)
class Analyse:
    """Result of `analyser`. `personnes` are those created at once, each with its lines; the rest waits for a person."""

    correspondance: Correspondance
    lignes: tuple[LigneAnalysee, ...]
    personnes: tuple[Personne, ...]

    @property
    def messages(self) -> tuple[Message, ...]:
        """Every message, in the file's order."""
        return tuple(m for ligne in self.lignes for m in ligne.messages)

    def de_verdict(self, *verdicts: Verdict) -> tuple[LigneAnalysee, ...]:
        """Lines under these verdicts, in the file's order."""
        return tuple(ligne for ligne in self.lignes if ligne.verdict in verdicts)

    def bilan(self) -> dict[str, int]:
        """Figures of what would be created: people, entered (entry date), left (exit date), active (entered, not left),
        women, men, in QPV, unknown district, duplicates merged, lines waiting, acts, referrals."""
        personnes = self.personnes
        verdicts = Counter(ligne.verdict for ligne in self.lignes)
        entres = [p for p in personnes if p.parcours.entree_le]
        orientations = [o for p in personnes for o in p.orientations]
        return {
            "personnes": len(personnes),
            "entres": len(entres),
            "sortis": sum(p.parcours.sortie_le is not None for p in personnes),
            "actifs": sum(p.parcours.sortie_le is None for p in entres),
            "femmes": sum(p.identite.sexe == "F" for p in personnes),
            "hommes": sum(p.identite.sexe == "M" for p in personnes),
            "en_qpv": sum(p.coordonnees.en_qpv for p in personnes),
            "hors_quartier": sum(p.coordonnees.etat_quartier == "hors" for p in personnes),
            "quartier_inconnu": sum(p.coordonnees.etat_quartier == "inconnu" for p in personnes),
            "doublons": verdicts[Verdict.FUSIONNER] if self.correspondance.forme is Forme.PERSONNES else 0,
            "doutes": verdicts[Verdict.DOUTE],
            "ecartees": verdicts[Verdict.ECARTEE],
            "ignorees": verdicts[Verdict.IGNOREE],
            "refusees": verdicts[Verdict.REFUSEE],
            "dates_impossibles": sum(
                any(m.champ == "date_naissance" and m.gravite is Gravite.BLOQUANT for m in ligne.messages)
                for ligne in self.lignes
            ),
            "actes": sum(len(p.actes) for p in personnes),
            "orientations": len(orientations),
            "orientations_acceptees": sum(o.reponse == "acceptee" for o in orientations),
        }


def analyser(
    classeur: Classeur,
    referentiel: Referentiel,
    aujourd_hui: dt.date,
    *,
    correspondance: Correspondance | None = None,
    corrections: Mapping[tuple[str, int, str], Any] | None = None,
    decisions: Mapping[Place, Decision] | None = None,
) -> Analyse:
    """Read a workbook whole.

    `correspondance` defaults to the one `proposer` finds. `corrections` replaces cells, (sheet, row, field) -> typed value
    or text as typed on screen. `decisions` settles lines under DOUTE or ECARTEE. Same arguments, same result; no error is
    raised whatever the cells hold.
    """
    choix = correspondance or proposer(classeur, aujourd_hui)
    par_ligne: dict[Place, dict[str, Any]] = defaultdict(dict)
    for (feuille, numero, champ), valeur in (corrections or {}).items():
        if champ in PAR_CODE:
            par_ligne[feuille, numero][champ] = valeur
    analysees: dict[Place, LigneAnalysee] = {}
    lues: dict[Place, LigneLue] = {}
    autres: dict[Place, list[tuple[str, str]]] = {}
    for proposee in choix.retenues:
        lire_feuille(classeur, proposee, choix, referentiel, aujourd_hui, par_ligne, analysees, lues, autres)
    juger(lues, choix, decisions or {}, analysees)
    groupes: dict[Place, list[Place]] = {}
    for place in lues:
        ligne = analysees[place]
        if ligne.verdict is Verdict.CREER:
            groupes.setdefault(place, []).insert(0, place)
        elif ligne.verdict is Verdict.FUSIONNER and ligne.avec:
            groupes.setdefault(ligne.avec, []).append(place)
    personnes = [_personne(places, lues, autres, choix, referentiel, aujourd_hui, analysees) for places in groupes.values()]
    _numeros_partages(personnes, analysees)
    return Analyse(choix, tuple(analysees.values()), tuple(personnes))


def _personne(
    places: Sequence[Place],
    lues: Mapping[Place, LigneLue],
    autres: Mapping[Place, list[tuple[str, str]]],
    choix: Correspondance,
    referentiel: Referentiel,
    aujourd_hui: dt.date,
    analysees: dict[Place, LigneAnalysee],
) -> Personne:
    lignes = [lues[place] for place in places]
    restes = list(dict.fromkeys(paire for place in places for paire in autres[place]))
    personne, messages = rassembler(lignes, choix.dispositif, choix.forme, referentiel, restes)
    messages += [
        dire(lignes[0], r.code, r.texte, champ) for champ, r in surprises(personne, choix.dispositif, referentiel, aujourd_hui)
    ]
    par_place = dict(zip(places, lignes, strict=True))
    messages += [
        dire(par_place[source], r.code, r.texte, champ)
        for source, (champ, r) in surprises_des_actes(personne, aujourd_hui)
        if r.code != "acte_sans_date" or not par_place[source].textes.get("date_acte")
    ]
    for message in messages:
        place = (message.feuille, message.ligne)
        analysees[place] = replace(analysees[place], messages=(*analysees[place].messages, message))
    return personne


def _numeros_partages(personnes: Sequence[Personne], analysees: dict[Place, LigneAnalysee]) -> None:
    """Two people under one number of the team: one of the two is mistyped."""
    vus: dict[tuple[str, str], Place] = {}
    for personne in personnes:
        place, numero = personne.sources[0], personne.identite.numero
        if not numero:
            continue
        premier = vus.setdefault((place[0], numero), place)
        if premier != place:
            ajouter(
                analysees,
                place,
                "numero_partage",
                f"le numéro {numero} est aussi celui de la ligne {premier[1]}, pour une autre personne",
            )
