"""Reading a lot: the file it keeps, the decisions on its lines, and the base; writes what each line will do."""

from __future__ import annotations

import base64
import uuid
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from parcours.imports.access import lignes_visibles
from parcours.imports.models import LigneImport, Lot
from parcours.imports.rules import champs
from parcours.imports.rules.analyse import Analyse, LigneAnalysee, Place, Verdict, analyser
from parcours.imports.rules.classeur import Classeur, lire_classeur
from parcours.imports.rules.contenu import Contenu, Sort, francais, sort_de
from parcours.imports.rules.correspondance import Correspondance, proposer
from parcours.imports.rules.doublons import Rapprochement
from parcours.imports.rules.lecture import cle_numero
from parcours.imports.rules.propositions import Personne
from parcours.imports.services.changements import differences
from parcours.imports.services.dossiers import Dossier, lire_les_dossiers
from parcours.imports.services.rapprochement import Existante, Fichier, fichier, identite_de_la_personne
from parcours.imports.services.tables import Tables, lire_les_tables
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import a_paris


@dataclass
class Lecture:
    """One reading of a lot: the engine's analysis, and what the base says of each person."""

    classeur: Classeur
    tables: Tables
    analyse: Analyse
    lignes: dict[Place, LigneImport]
    contenus: dict[Place, Contenu]
    existantes: dict[Place, uuid.UUID]
    sorts: dict[Place, Sort]
    dossiers: dict[uuid.UUID, Dossier]

    @property
    def nouvelles(self) -> list[Personne]:
        """People to create."""
        return [p for p in self.analyse.personnes if self.sorts[p.sources[0]].cree]

    def titres(self) -> dict[str, str]:
        """Heading of each mapped field, as the team wrote it."""
        return {c.champ: c.titre for f in self.analyse.correspondance.retenues for c in f.colonnes if c.champ}


def classeur_du_lot(lot: Lot) -> Classeur:
    """The file as brought; an ended import keeps none."""
    return lire_classeur(base64.b64decode(lot.contenu or ""), lot.fichier)


def correspondance_du_lot(lot: Lot, classeur: Classeur) -> Correspondance:
    """The mapping in force, with examples taken again from the file: samples of cells are not stored in clear."""
    proposee = proposer(classeur, jour_du_lot(lot), dispositif=champs.Dispositif(lot.dispositif.value))
    if not lot.correspondance.get("feuilles"):
        return proposee
    gardee = Correspondance.depuis_dict(lot.correspondance)
    exemples = {(f.nom, c.indice): c.exemples for f in proposee.feuilles for c in f.colonnes}
    return replace(
        gardee,
        feuilles=tuple(
            replace(f, colonnes=tuple(replace(c, exemples=exemples.get((f.nom, c.indice), ())) for c in f.colonnes))
            for f in gardee.feuilles
        ),
    )


def garder_la_correspondance(lot: Lot, choix: Correspondance) -> None:
    """Keep a mapping, without its examples: they name people."""
    donnees = choix.en_dict()
    for feuille in donnees["feuilles"]:
        for colonne in feuille["colonnes"]:
            colonne["exemples"] = []
    lot.correspondance = donnees


def jour_du_lot(lot: Lot) -> Any:
    """The day the file was brought: ages and two-digit years are read as on that day, whenever it is applied."""
    return a_paris(lot.cree_le).date()


def lire(lot: Lot, *, par: Acteur) -> Lecture:
    """Read the lot whole, without writing anything."""
    classeur = classeur_du_lot(lot)
    choix = correspondance_du_lot(lot, classeur)
    tables = lire_les_tables(lot.dispositif)
    lignes = {
        (ligne.feuille, ligne.numero): ligne
        for ligne in db.session.scalars(lignes_visibles(par).where(LigneImport.lot_id == lot.id))
    }
    contenus = {place: Contenu.depuis(ligne.contenu) for place, ligne in lignes.items()}
    connus = fichier(par, lot.dispositif)
    analyse = _analyser(lot, classeur, choix, tables, contenus)
    if _reprendre_les_dates(analyse, connus, contenus):
        analyse = _analyser(lot, classeur, choix, tables, contenus)
    lecture = Lecture(classeur, tables, analyse, lignes, contenus, {}, {}, {})
    _rapprocher(lecture, connus, lot, par)
    return lecture


def _analyser(lot: Lot, classeur: Classeur, choix: Correspondance, tables: Tables, contenus: dict[Place, Contenu]) -> Analyse:
    corrections = {
        (*place, champ): valeur
        for place, contenu in contenus.items()
        for champ, valeur in {**contenu.automatiques, **contenu.corrections}.items()
    }
    decisions = {place: decision for place, contenu in contenus.items() if (decision := contenu.decision())}
    return analyser(
        classeur,
        tables.referentiel(),
        jour_du_lot(lot),
        correspondance=choix,
        corrections=corrections,
        decisions=decisions,
    )


def _reprendre_les_dates(analyse: Analyse, connus: Fichier, contenus: dict[Place, Contenu]) -> bool:
    """A birth date that was corrected on screen at a first import is not asked again."""
    reprises = False
    for ligne in analyse.de_verdict(Verdict.ECARTEE):
        contenu = contenus.setdefault(ligne.place, Contenu())
        if contenu.decidee or contenu.automatiques:
            continue
        connue = connus.naissance_connue(cle_numero(ligne.textes.get("numero", "")), ligne.libelle)
        if connue and connue.identite.naissance:
            contenu.automatiques = {"date_naissance": f"{connue.identite.naissance:%d/%m/%Y}"}
            reprises = True
    return reprises


def _rapprocher(lecture: Lecture, connus: Fichier, lot: Lot, par: Acteur) -> None:
    """Set the sort of each line, looking in the base for the people who would be created."""
    doutes: dict[Place, tuple[Existante, str]] = {}
    memes: dict[Place, tuple[Existante, str]] = {}
    premieres = {p.sources[0]: p for p in lecture.analyse.personnes}
    for ligne in lecture.analyse.lignes:
        contenu = lecture.contenus.setdefault(ligne.place, Contenu())
        _reporter(ligne, contenu)
        lecture.sorts[ligne.place] = sort_de(ligne.verdict, contenu.messages)
        personne = premieres.get(ligne.place)
        if personne is None:
            continue
        lien, existante, raison = connus.chercher(*identite_de_la_personne(personne))
        if existante is None:
            continue
        if lien is Rapprochement.MEME or contenu.sur_la_base == "meme_personne":
            connus.prendre(existante.id)
            memes[ligne.place] = (existante, raison)
        elif contenu.sur_la_base != "autre_personne":
            doutes[ligne.place] = (existante, raison)
    lecture.dossiers = lire_les_dossiers(par, lot.dispositif, (e.id for e, _ in memes.values()))
    for place, (existante, raison) in memes.items():
        contenu, personne = lecture.contenus[place], premieres[place]
        textes = lecture_texte_accord(lecture.analyse, place)
        ecarts = differences(personne, textes, lecture.dossiers[existante.id], lecture.tables)
        contenu.changements = [c.en_dict() for c in ecarts]
        contenu.existante = {"id": str(existante.id), "libelle": existante.libelle}
        contenu.raison = francais(raison)
        lecture.existantes[place] = existante.id
        lecture.sorts[place] = Sort.MODIFIER if ecarts else Sort.IDENTIQUE
    for place, (existante, raison) in doutes.items():
        contenu = lecture.contenus[place]
        contenu.existante = {"id": str(existante.id), "libelle": existante.libelle}
        contenu.raison = francais(f"{raison} que {existante.libelle}, déjà enregistrée")
        lecture.sorts[place] = Sort.DOUTE


def lecture_texte_accord(analyse: Analyse, place: Place) -> str:
    """The cell of the agreement on a line."""
    return next((li.textes.get("accord", "") for li in analyse.lignes if li.place == place), "")


def _reporter(ligne: LigneAnalysee, contenu: Contenu) -> None:
    contenu.libelle, contenu.raison, contenu.avec = ligne.libelle, francais(ligne.raison), ligne.avec
    contenu.textes = {champ: texte for champ, texte in ligne.textes.items() if texte}
    contenu.messages = [
        {
            "code": m.code,
            "texte": francais(m.texte),
            "gravite": m.gravite.value,
            "champ": m.champ,
            "reference": m.reference,
            "valeur": m.valeur,
        }
        for m in ligne.messages
    ]
    contenu.existante, contenu.changements = None, []


def enregistrer(lot: Lot, lecture: Lecture) -> list[LigneImport]:
    """Write what each line will do, and the figures; returns the lines that changed."""
    changees: list[LigneImport] = []
    for place, sort in lecture.sorts.items():
        contenu = lecture.contenus[place]
        texte, decision = contenu.en_json(), contenu.mot_de_la_decision
        ligne = lecture.lignes.get(place)
        if ligne is None:
            ligne = LigneImport(lot_id=lot.id, feuille=place[0], numero=place[1], verdict=sort.value, contenu=texte)
            ligne.decision = decision
            db.session.add(ligne)
            lecture.lignes[place] = ligne
        elif (ligne.verdict, ligne.decision, ligne.contenu) != (sort.value, decision, texte):
            ligne.verdict, ligne.decision, ligne.contenu = sort.value, decision, texte
            changees.append(ligne)
    for place in lecture.lignes.keys() - lecture.sorts.keys():  # a sheet that is no longer read
        db.session.delete(lecture.lignes.pop(place))
    lot.bilan = {**lot.bilan, "apercu": chiffres(lecture)}
    db.session.flush()
    return changees


def chiffres(lecture: Lecture) -> dict[str, Any]:
    """Figures of what would be created now, and of what waits."""
    nouvelles = lecture.nouvelles
    sorts = Counter(lecture.sorts.values())
    hors = Counter(
        o.vers or "(sans nom)" for p in nouvelles for o in p.orientations if lecture.tables.structure(o.vers) is None
    )
    return {
        **replace(lecture.analyse, personnes=tuple(nouvelles)).bilan(),
        "sorts": {sort.value: sorts[sort] for sort in Sort},
        "changements": sum(len(lecture.contenus[p].changements) for p in lecture.existantes),
        "acceptes": sum(
            lecture.contenus[p].choix.get(c["cle"]) == "accepte"
            for p in lecture.existantes
            for c in lecture.contenus[p].changements
        ),
        "hors_annuaire": dict(hors.most_common(20)),
        "referents_inconnus": sorted({n for p in nouvelles for n in _suivis(p) if lecture.tables.agent(n) is None})[:20],
    }


def _suivis(personne: Personne) -> list[str]:
    return [n for n in {personne.parcours.referent, *(a.mediateur for a in personne.actes)} if n]
