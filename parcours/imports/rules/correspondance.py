"""The mapping: which sheets, which heading row, which column is which field. It is data, proposed then edited."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from parcours.imports.rules.affectation import affecter
from parcours.imports.rules.champs import MULTIPLES, NUMEROTES, PAR_CODE, Dispositif, Forme
from parcours.imports.rules.classeur import Classeur, Feuille, lettre_colonne
from parcours.imports.rules.entetes import Contenu, ajuster, candidats, cle_entete, observer
from parcours.imports.rules.lignes_titres import Entetes, trouver_entetes
from parcours.imports.rules.textes import texte_de

_CARNET = frozenset({"nom", "prenom", "nom_prenom", "civilite", "telephone", "courriel", "adresse", "code_postal", "commune"})
POIDS_DES_AGES = 0.8
"""What the ages weigh in telling a children's file from an adults', a heading of one dispositif alone weighing 1."""


@dataclass(frozen=True)
class Colonne:
    """One column: `champ` is a field code, or None when it is left aside. `confiance` is 1 once a person chose it."""

    indice: int
    titre: str
    champ: str | None
    confiance: float = 0.0
    exemples: tuple[str, ...] = ()

    @property
    def lettre(self) -> str:
        """The column's letters in the file."""
        return lettre_colonne(self.indice)


@dataclass(frozen=True)
class FeuilleProposee:
    """One sheet: kept or not, and why; `ligne_entetes` (from 1, 0 if none) is the last row of headings."""

    nom: str
    retenue: bool
    raison: str
    ligne_entetes: int = 0
    colonnes: tuple[Colonne, ...] = ()
    lignes: int = 0

    def champs(self) -> dict[str, int]:
        """Column index of each mapped field, the first one when several columns feed it."""
        return {c.champ: c.indice for c in reversed(self.colonnes) if c.champ}

    def suites(self) -> dict[str, tuple[int, ...]]:
        """Further columns of the fields that several columns feed."""
        premieres = self.champs()
        trouvees: dict[str, tuple[int, ...]] = {}
        for c in self.colonnes:
            if c.champ and premieres[c.champ] != c.indice:
                trouvees[c.champ] = (*trouvees.get(c.champ, ()), c.indice)
        return trouvees


@dataclass(frozen=True)
class Correspondance:
    """The whole mapping of a workbook. `en_dict`/`depuis_dict` go through JSON."""

    dispositif: Dispositif
    forme: Forme
    feuilles: tuple[FeuilleProposee, ...]
    confiance_dispositif: float = 1.0

    @property
    def retenues(self) -> tuple[FeuilleProposee, ...]:
        """Sheets to be read."""
        return tuple(f for f in self.feuilles if f.retenue)

    def signature(self) -> str:
        """Fingerprint of the headings, whatever their order and the sheets' names: the key of a remembered mapping."""
        titres = sorted({cle_entete(c.titre) for f in self.retenues for c in f.colonnes if c.titre})
        return hashlib.sha256("\n".join(titres).encode()).hexdigest()[:32]

    def memoire(self) -> dict[str, Any]:
        """What to remember for the next file with the same headings: field by heading key, dispositif and shape."""
        titres = {cle_entete(c.titre): c.champ for f in self.retenues for c in f.colonnes if c.titre}
        return {"dispositif": self.dispositif.value, "forme": self.forme.value, "champs": titres}

    def avec_memoire(self, memoire: Mapping[str, Any]) -> Correspondance:
        """This mapping with the remembered choices applied to the headings they name."""
        connus: Mapping[str, str | None] = memoire.get("champs", {})
        feuilles = tuple(
            replace(
                f,
                colonnes=tuple(
                    replace(c, champ=_champ_valide(connus[cle_entete(c.titre)]), confiance=1.0)
                    if c.titre and cle_entete(c.titre) in connus
                    else c
                    for c in f.colonnes
                ),
            )
            for f in self.feuilles
        )
        return replace(
            self,
            dispositif=Dispositif(memoire["dispositif"]),
            forme=Forme(memoire["forme"]),
            feuilles=feuilles,
            confiance_dispositif=1.0,
        )

    def avec_feuilles(self, choix: Mapping[str, bool]) -> Correspondance:
        """This mapping with the sheets a person keeps or leaves; a sheet without headings cannot be read."""

        def feuille(f: FeuilleProposee) -> FeuilleProposee:
            voulue = choix.get(f.nom, f.retenue) and f.ligne_entetes > 0
            return f if voulue == f.retenue else replace(f, retenue=voulue, raison="choisie" if voulue else "laissée de côté")

        return replace(self, feuilles=tuple(map(feuille, self.feuilles)))

    def modifier(self, feuille: str, choix: Mapping[int, str | None]) -> Correspondance:
        """This mapping with the given columns of one sheet set by a person (None leaves a column aside).

        Raises ValueError for an unknown field, and for a field given to two columns of the sheet.
        """

        def colonne(c: Colonne) -> Colonne:
            return replace(c, champ=_champ_valide(choix[c.indice], strict=True), confiance=1.0) if c.indice in choix else c

        feuilles = tuple(replace(f, colonnes=tuple(map(colonne, f.colonnes))) if f.nom == feuille else f for f in self.feuilles)
        for f in feuilles:
            pris = [c.champ for c in f.colonnes if c.champ]
            doubles = sorted({PAR_CODE[c].libelle for c in pris if pris.count(c) > 1 and c not in MULTIPLES | NUMEROTES})
            if doubles:
                raise ValueError(f"Deux colonnes ne peuvent pas être « {doubles[0]} ».")
        return replace(self, feuilles=feuilles)

    def en_dict(self) -> dict[str, Any]:
        """JSON-able form."""
        return {
            "dispositif": self.dispositif.value,
            "forme": self.forme.value,
            "confiance_dispositif": self.confiance_dispositif,
            "feuilles": [
                {
                    "nom": f.nom,
                    "retenue": f.retenue,
                    "raison": f.raison,
                    "ligne_entetes": f.ligne_entetes,
                    "lignes": f.lignes,
                    "colonnes": [
                        {
                            "indice": c.indice,
                            "titre": c.titre,
                            "champ": c.champ,
                            "confiance": c.confiance,
                            "exemples": list(c.exemples),
                        }
                        for c in f.colonnes
                    ],
                }
                for f in self.feuilles
            ],
        }

    @classmethod
    def depuis_dict(cls, donnees: Mapping[str, Any]) -> Correspondance:
        """Back from `en_dict`; an unknown field is left aside."""
        return cls(
            Dispositif(donnees["dispositif"]),
            Forme(donnees["forme"]),
            tuple(
                FeuilleProposee(
                    f["nom"],
                    bool(f["retenue"]),
                    f["raison"],
                    int(f["ligne_entetes"]),
                    tuple(
                        Colonne(
                            int(c["indice"]),
                            c["titre"],
                            _champ_valide(c["champ"]),
                            float(c["confiance"]),
                            tuple(c["exemples"]),
                        )
                        for c in f["colonnes"]
                    ),
                    int(f["lignes"]),
                )
                for f in donnees["feuilles"]
            ),
            float(donnees["confiance_dispositif"]),
        )


def _champ_valide(code: str | None, *, strict: bool = False) -> str | None:
    if code and code not in PAR_CODE:
        if strict:
            raise ValueError(f"Le champ « {code} » n’existe pas.")
        return None
    return code or None


def proposer(classeur: Classeur, aujourd_hui: dt.date, *, dispositif: Dispositif | None = None) -> Correspondance:
    """Propose a mapping for a workbook; `dispositif` forces what the file is for."""
    vues = [(feuille, trouver_entetes(feuille)) for feuille in classeur.feuilles]
    seule = sum(1 for _, trouve in vues if trouve) <= 1
    observes = [(f, t, _observer(f, t[0], t[1], aujourd_hui) if t else {}) for f, t in vues]
    choisi, confiance = (dispositif, 1.0) if dispositif else _deviner_dispositif(observes)
    feuilles = tuple(_proposer_feuille(f, t, contenus, choisi, seule) for f, t, contenus in observes)
    feuilles = _sans_carnets(feuilles)
    journal = any("date_acte" in f.champs() for f in feuilles if f.retenue)
    return Correspondance(choisi, Forme.JOURNAL if journal else Forme.PERSONNES, feuilles, confiance)


def _sans_carnets(feuilles: tuple[FeuilleProposee, ...]) -> tuple[FeuilleProposee, ...]:
    """Sheets that hold names and ways to reach them only, beside sheets of people born some day: an address book."""
    if not any("date_naissance" in f.champs() for f in feuilles if f.retenue):
        return feuilles
    raison = "des noms et des coordonnées seulement : un carnet d’adresses, et non un suivi"
    return tuple(
        replace(f, retenue=False, raison=raison) if f.retenue and f.champs().keys() <= _CARNET else f for f in feuilles
    )


def _observer(feuille: Feuille, ligne_entetes: int, titres: tuple[str, ...], aujourd_hui: dt.date) -> dict[int, Contenu]:
    largeur = max([len(titres), *(len(rangee) for rangee in feuille.lignes[ligne_entetes : ligne_entetes + 400])])
    return {
        colonne: observer(
            [r[colonne] for r in feuille.lignes[ligne_entetes : ligne_entetes + 400] if colonne < len(r)], aujourd_hui
        )
        for colonne in range(largeur)
    }


def _deviner_dispositif(observes: list[tuple[Feuille, Entetes | None, dict[int, Contenu]]]) -> tuple[Dispositif, float]:
    notes = dict.fromkeys(Dispositif, 0.0)
    for feuille, trouve, contenus in observes:
        if not trouve or not feuille.visible:
            continue
        for colonne, titre in enumerate(trouve[1]):
            poids: dict[Dispositif, float] = {}
            for code, note in candidats(titre):
                champ = PAR_CODE[code]
                juste = ajuster(code, note, contenus[colonne]) if colonne in contenus else note
                for d in champ.propre_a:
                    poids[d] = max(poids.get(d, 0.0), juste / len(champ.propre_a))
            if any(not PAR_CODE[code].propre_a and note >= 0.99 for code, note in candidats(titre)):
                continue
            for d, valeur in poids.items():
                notes[d] += max(0.0, valeur - 0.5 * max((v for autre, v in poids.items() if autre is not d), default=0.0))
    enfants = _parts_d_enfants(observes)
    if enfants:
        notes[Dispositif.PRE] += POIDS_DES_AGES * ((max(enfants) >= 0.8) - (max(enfants) <= 0.2))
    ordre = sorted(notes, key=lambda d: -notes[d])
    if notes[ordre[0]] < 0.5:
        return (Dispositif.PRE if not enfants or max(enfants) >= 0.5 else Dispositif.EMPLOI), 0.3
    ecart = notes[ordre[0]] - notes[ordre[1]]
    return ordre[0], round(min(1.0, 0.5 + ecart / (2 * notes[ordre[0]])), 2)


def _parts_d_enfants(observes: list[tuple[Feuille, Entetes | None, dict[int, Contenu]]]) -> list[float]:
    """For each column of birth dates, the share that are children's."""
    return [
        c.naissances_enfant
        for _, t, contenus in observes
        if t
        for i, c in contenus.items()
        if c.dates and i < len(t[1]) and (candidats(t[1][i]) or (("", 0.0),))[0][0] == "date_naissance"
    ]


def _proposer_feuille(
    feuille: Feuille, trouve: Entetes | None, contenus: dict[int, Contenu], dispositif: Dispositif, seule: bool
) -> FeuilleProposee:
    if not feuille.lignes:
        return FeuilleProposee(feuille.nom, False, "feuille vide")
    if trouve is None:
        return FeuilleProposee(feuille.nom, False, "aucune ligne de titres de colonnes reconnue")
    ligne, titres = trouve
    champs = affecter(titres, contenus, dispositif)
    colonnes = []
    for indice in range(max(len(titres), len(contenus))):
        titre = titres[indice] if indice < len(titres) else ""
        remplis = contenus.get(indice, Contenu(0)).nombre
        if not titre and not remplis:
            continue
        exemples = tuple(
            dict.fromkeys(t for r in feuille.lignes[ligne : ligne + 12] if indice < len(r) and (t := texte_de(r[indice])))
        )[:3]
        code, confiance = champs.get(indice, (None, 0.0))
        colonnes.append(Colonne(indice, titre, code, round(min(1.0, confiance), 2), exemples))
    lignes = sum(any(texte_de(v) for v in r) for r in feuille.lignes[ligne:])
    if not feuille.visible and not seule:
        return FeuilleProposee(feuille.nom, False, "feuille masquée", ligne, tuple(colonnes), lignes)
    if not lignes:
        return FeuilleProposee(feuille.nom, False, "aucune ligne sous les titres", ligne, tuple(colonnes), 0)
    if not {"nom_prenom", "nom", "prenom"} & {c for c, _ in champs.values()}:
        return FeuilleProposee(feuille.nom, False, "aucune colonne de noms", ligne, tuple(colonnes), lignes)
    return FeuilleProposee(feuille.nom, True, "titres reconnus", ligne, tuple(colonnes), lignes)
