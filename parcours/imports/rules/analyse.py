"""The whole reading of a workbook: a verdict on every line, the people proposed, and the figures."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from parcours.imports.rules.champs import PAR_CODE, Forme, Genre
from parcours.imports.rules.classeur import Cellule, Classeur, lettre_colonne
from parcours.imports.rules.controles import surprises
from parcours.imports.rules.correspondance import Correspondance, FeuilleProposee, proposer
from parcours.imports.rules.dates import EtatDate
from parcours.imports.rules.doublons import Identite, Rapprochement, comparer, paires_a_comparer
from parcours.imports.rules.lecture import Contexte, LigneLue, identite_lue, lire_ligne, sexe_lu
from parcours.imports.rules.lignes import LIBELLES, NatureLigne, nature
from parcours.imports.rules.messages import Gravite, Message
from parcours.imports.rules.noms import Ordre, ordre_de_la_colonne
from parcours.imports.rules.propositions import Personne
from parcours.imports.rules.rassemblement import identite_de, rassembler
from parcours.imports.rules.referentiel import Referentiel
from parcours.imports.rules.textes import cle, texte_de

Place = tuple[str, int]
"""A line: sheet name and row number (from 1)."""


class Verdict(StrEnum):
    """What happens to a line if the import is applied now."""

    CREER = "creer"
    FUSIONNER = "fusionner"
    DOUTE = "doute"
    ECARTEE = "ecartee"
    IGNOREE = "ignoree"
    REFUSEE = "refusee"


@dataclass(frozen=True)
class Decision:
    """A person's choice on one line: `action` is "creer", "fusionner" (then `avec` names the other line) or "ecarter"."""

    action: str
    avec: Place | None = None


@dataclass(frozen=True)
class LigneAnalysee:
    """One line of the file with its verdict. `raison` is French; `avec` is the line it joins or is confused with."""

    feuille: str
    numero: int
    verdict: Verdict
    raison: str
    libelle: str = ""
    avec: Place | None = None
    messages: tuple[Message, ...] = ()
    textes: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Sheet and row."""
        return self.feuille, self.numero


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
        _lire_feuille(classeur, proposee, choix, referentiel, aujourd_hui, par_ligne, analysees, lues, autres)
    _juger(lues, choix, decisions or {}, analysees)
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


def _lire_feuille(
    classeur: Classeur,
    proposee: FeuilleProposee,
    choix: Correspondance,
    referentiel: Referentiel,
    aujourd_hui: dt.date,
    corrections: Mapping[Place, Mapping[str, Any]],
    analysees: dict[Place, LigneAnalysee],
    lues: dict[Place, LigneLue],
    autres: dict[Place, list[tuple[str, str]]],
) -> None:
    feuille = classeur.feuille(proposee.nom)
    champs = proposee.champs()
    titres = {c.indice: c.titre for c in proposee.colonnes}
    libres = [(c.indice, c.titre or f"Colonne {c.lettre}") for c in proposee.colonnes if not c.champ]
    rangees = feuille.lignes[proposee.ligne_entetes :]
    contexte = Contexte(choix.dispositif, referentiel, aujourd_hui, champs, feuille.nom, _ordres(champs, titres, rangees))
    for numero, rangee in enumerate(rangees, proposee.ligne_entetes + 1):
        place = (feuille.nom, numero)
        genre = nature(rangee, champs, titres)
        if genre is NatureLigne.VIDE:
            continue
        if genre is not NatureLigne.DONNEES:
            texte = next(t for v in rangee if (t := texte_de(v)))
            analysees[place] = LigneAnalysee(*place, Verdict.IGNOREE, LIBELLES[genre], texte[:80])
            continue
        lues[place] = lire_ligne(numero, rangee, contexte, corrections.get(place, {}))
        autres[place] = [(t, x) for i, t in libres if i < len(rangee) and (x := texte_de(rangee[i]))]
        analysees[place] = LigneAnalysee(*place, Verdict.CREER, "", textes=lues[place].textes)


def _ordres(champs: Mapping[str, int], titres: Mapping[int, str], rangees: Sequence[tuple[Cellule, ...]]) -> dict[str, Ordre]:
    """Order of the names in each column of full names: what the cells show, else what the heading says."""
    ordres = {}
    for code, colonne in champs.items():
        if PAR_CODE[code].genre is Genre.NOM_COMPLET:
            mots = cle(titres.get(colonne, "")).split()
            inverse = "prenom" in mots and "nom" in mots and mots.index("prenom") < mots.index("nom")
            textes = (texte_de(r[colonne]) for r in rangees if colonne < len(r))
            ordres[code] = ordre_de_la_colonne(textes, Ordre.PRENOM_NOM if inverse else Ordre.NOM_PRENOM)
    return ordres


def _juger(
    lues: Mapping[Place, LigneLue],
    choix: Correspondance,
    decisions: Mapping[Place, Decision],
    analysees: dict[Place, LigneAnalysee],
) -> None:
    """Set the verdict of each data line."""
    identites: dict[Place, Identite] = {}
    for place, ligne in lues.items():
        identite = identite_de(ligne)
        messages = list(ligne.messages)
        if sexe_lu(ligne, identite_lue(ligne))[1]:
            messages.append(_dire(ligne, choix, "sexe_contradictoire", "le sexe et la civilité se contredisent", "sexe"))
        verdict, raison = _verdict_seul(ligne, identite, decisions.get(place))
        libelle = f"{identite.nom} {identite.prenom}".strip()
        analysees[place] = replace(analysees[place], verdict=verdict, raison=raison, libelle=libelle, messages=tuple(messages))
        if verdict is Verdict.CREER:
            identites[place] = identite
    _rapprocher(identites, choix, decisions, analysees)


def _verdict_seul(ligne: LigneLue, identite: Identite, decision: Decision | None) -> tuple[Verdict, str]:
    if decision and decision.action == "ecarter":
        return Verdict.ECARTEE, "écartée par décision"
    if not identite.mots:
        return Verdict.REFUSEE, "ni nom ni prénom sur cette ligne"
    if decision:
        return Verdict.CREER, ""
    if ligne.naissance in (EtatDate.PARTIELLE, EtatDate.IMPOSSIBLE, EtatDate.ILLISIBLE):
        motif = next((m for m in ligne.messages if m.champ == "date_naissance"), None)
        return (
            Verdict.ECARTEE,
            f"{motif.reference or ''} « {motif.valeur} » : {motif.texte}".strip() if motif else "date de naissance illisible",
        )
    if not identite.nom or not identite.prenom:
        return Verdict.DOUTE, "le nom ou le prénom manque"
    return Verdict.CREER, ""


def _rapprocher(
    identites: Mapping[Place, Identite],
    choix: Correspondance,
    decisions: Mapping[Place, Decision],
    analysees: dict[Place, LigneAnalysee],
) -> None:
    racine = _racines(identites, choix, decisions)
    liens: dict[Place, list[tuple[Rapprochement, Place, str]]] = defaultdict(list)
    uniques = [p for p in identites if racine[p] == p]
    for a, b in paires_a_comparer([identites[p] for p in uniques]):
        lien, raison = comparer(identites[uniques[a]], identites[uniques[b]])
        if lien is not Rapprochement.AUTRE:
            liens[uniques[b]].append((lien, uniques[a], raison))
            if choix.forme is Forme.JOURNAL and not identites[uniques[a]].naissance and identites[uniques[b]].naissance:
                liens[uniques[a]].append((lien, uniques[b], raison))
    verdicts = {place: _lier(place, liens, identites, choix, decisions.get(place), racine, analysees) for place in uniques}
    for place in identites:
        tete = place if place in verdicts else _tete(racine, place)
        verdict, avec, raison = verdicts.get(tete, (Verdict.CREER, None, ""))
        if place != tete and verdict is Verdict.CREER:
            verdict, avec, raison = Verdict.FUSIONNER, tete, "même nom et même date de naissance"
        if avec and verdict is Verdict.FUSIONNER:
            avec = _tete(racine, avec)
            raison = f"{raison} que la ligne {avec[1]}" if avec[0] == place[0] else f"{raison} que {avec[0]}, ligne {avec[1]}"
        analysees[place] = replace(analysees[place], verdict=verdict, avec=avec, raison=raison)
    for place in identites:  # a line merged into one that itself waits, waits with it
        ligne = analysees[place]
        if ligne.verdict is Verdict.FUSIONNER and ligne.avec and analysees[ligne.avec].verdict is not Verdict.CREER:
            analysees[place] = replace(ligne, verdict=Verdict.DOUTE, raison=analysees[ligne.avec].raison)


def _racines(
    identites: Mapping[Place, Identite], choix: Correspondance, decisions: Mapping[Place, Decision]
) -> dict[Place, Place]:
    """First line of each group of lines that are exactly one identity, or that a person joined."""
    representants: dict[Identite, Place] = {}
    racine: dict[Place, Place] = {}
    for place, identite in identites.items():
        exacte = Identite(
            " ".join(identite.mots),
            "",
            identite.naissance,
            identite.sexe,
            identite.numero if choix.forme is Forme.PERSONNES else "",
        )
        seule = decisions.get(place)
        if seule and seule.action == "creer":
            racine[place] = place
        elif seule and seule.avec and seule.avec in identites:
            racine[place] = racine.get(seule.avec, seule.avec)
        elif identite.naissance or choix.forme is Forme.JOURNAL:
            racine[place] = representants.setdefault(exacte, place)
        else:
            racine[place] = place
    return racine


def _tete(racine: Mapping[Place, Place], place: Place) -> Place:
    vues = {place}
    while (suivante := racine.get(place, place)) != place and suivante not in vues:
        vues.add(suivante)
        place = suivante
    return place


def _lier(
    place: Place,
    liens: Mapping[Place, Sequence[tuple[Rapprochement, Place, str]]],
    identites: Mapping[Place, Identite],
    choix: Correspondance,
    decision: Decision | None,
    racine: dict[Place, Place],
    analysees: dict[Place, LigneAnalysee],
) -> tuple[Verdict, Place | None, str]:
    """Verdict of one representative line from its links to the others."""
    if decision and decision.action == "creer":
        return Verdict.CREER, None, ""
    siens = liens.get(place, ())
    meme = next((lien for lien in siens if lien[0] is Rapprochement.MEME), None)
    if meme:
        racine[place] = meme[1]
        return Verdict.FUSIONNER, meme[1], meme[2]
    doutes = [lien for lien in siens if lien[0] is Rapprochement.DOUTE]
    if doutes and choix.forme is Forme.JOURNAL and not identites[place].naissance:
        dates = {identites[autre].naissance for _, autre, _ in doutes if identites[autre].naissance}
        if len(dates) == 1:
            autre = next(autre for _, autre, _ in doutes if identites[autre].naissance)
            racine[place] = autre
            _ajouter(
                analysees,
                place,
                "rattachee_sans_date",
                "sans date de naissance : rattachée à la seule personne de ce nom",
            )
            return Verdict.FUSIONNER, autre, "même nom, date de naissance absente,"
    if choix.forme is Forme.JOURNAL and identites[place].naissance:
        doutes = [lien for lien in doutes if identites[lien[1]].naissance]
    if doutes:
        _, avec, raison = doutes[0]
        return Verdict.DOUTE, avec, f"{raison} (ligne {avec[1]})"
    for _, avec, _raison in siens[:1]:
        if siens[0][0] is Rapprochement.HOMONYME:
            _ajouter(
                analysees,
                place,
                "homonyme",
                f"même nom que la ligne {avec[1]}, avec une autre date de naissance : deux personnes",
            )
    return Verdict.CREER, None, ""


def _ajouter(analysees: dict[Place, LigneAnalysee], place: Place, code: str, texte: str) -> None:
    message = Message(*place, code, texte, Gravite.ATTENTION)
    analysees[place] = replace(analysees[place], messages=(*analysees[place].messages, message))


def _dire(ligne: LigneLue, choix: Correspondance, code: str, texte: str, champ: str) -> Message:
    colonne = next((f.champs().get(champ) for f in choix.retenues if f.nom == ligne.feuille), None)
    reference = None if colonne is None else f"{lettre_colonne(colonne)}{ligne.numero}"
    return Message(
        ligne.feuille,
        ligne.numero,
        code,
        f"{PAR_CODE[champ].libelle} : {texte}",
        Gravite.ATTENTION,
        champ,
        reference,
        ligne.textes.get(champ, ""),
    )


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
        _dire(lignes[0], choix, r.code, r.texte, champ)
        for champ, r in surprises(personne, choix.dispositif, referentiel, aujourd_hui)
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
            _ajouter(
                analysees,
                place,
                "numero_partage",
                f"le numéro {numero} est aussi celui de la ligne {premier[1]}, pour une autre personne",
            )
