"""A data·inclusion file: read, kept until somebody has seen what it changes, then written or dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from parcours.annuaire.models import Arrivage, EtatArrivage, Service, Structure
from parcours.annuaire.queries.arrivages import apercu
from parcours.annuaire.queries.publication import communes_par_code, services_par_identifiant, structures_par_identifiant
from parcours.annuaire.rules import schema
from parcours.annuaire.rules.differences import Sort
from parcours.annuaire.rules.lecture import FichierIllisible, Lecture, lire
from parcours.annuaire.rules.zones import EPCI, departement
from parcours.annuaire.services.structures import cle
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.territoire.models import Commune


def recevoir(fichiers: Sequence[tuple[str, bytes]], *, territoire: bool, par: Acteur) -> Arrivage:
    """Read the files and keep what they hold, without writing anything of it in the directory.

    Args:
        fichiers: (name, content) of one or two files.
        territoire: keep only what concerns the communes of the territory (the national file holds 100,000 structures).
        par: who brought it.
    """
    try:
        lecture = lire(fichiers)
    except FichierIllisible as erreur:
        raise ErreurDuDomaine(str(erreur)) from erreur
    if territoire:
        _reduire(lecture)
        if not lecture.structures and not lecture.services:
            raise ErreurDuDomaine("Rien dans ce fichier ne concerne le territoire. Décochez la case pour le lire en entier.")
    arrivage = Arrivage(
        fichiers=", ".join(nom for nom, _ in fichiers)[:320],
        empreinte=hashlib.sha256(b"".join(contenu for _, contenu in fichiers)).hexdigest(),
        contenu={"structures": lecture.structures, "services": lecture.services},
        avertissements=lecture.avertissements[:500],
        cree_par_id=par.agent_id,
    )
    db.session.add(arrivage)
    db.session.flush()
    noter("deposer", arrivage, par=par)
    return arrivage


def _reduire(lecture: Lecture) -> None:
    """Keep the structures of our communes, and those that open a service to them from within the département."""
    communes = communes_par_code()
    postaux = {c.code_postal for c in communes.values()}
    departements = {departement(code) for code in communes}

    def ouvert_ici(service: dict[str, Any]) -> bool:
        zone = set(service["zone_eligibilite"] or ())
        return bool(zone & ({EPCI} | communes.keys()))

    desservies = {s["structure_id"] for s in lecture.services if ouvert_ici(s)}
    lecture.structures = [
        s
        for s in lecture.structures
        if s["code_insee"] in communes
        or s["code_postal"] in postaux
        or (s["id"] in desservies and (not s["code_insee"] or departement(s["code_insee"]) in departements))
    ]
    gardees = {s["id"] for s in lecture.structures} | structures_par_identifiant().keys()
    lecture.services = [s for s in lecture.services if s["structure_id"] in gardees]


def appliquer(arrivage: Arrivage, *, fermer_les_absentes: bool, par: Acteur) -> dict[str, int]:
    """Write the differences seen; what the teams added to a row (district, mailbox, note) is left as it is.

    Args:
        arrivage: the file, still to be applied.
        fermer_les_absentes: rows of the same source that the file no longer holds end today; otherwise they are marked.
        par: who applies it.
    """
    _encore_ouvert(arrivage)
    vue = apercu(arrivage)
    changees = {(d.genre, d.identifiant) for d in vue.differences if d.sort in (Sort.NOUVELLE, Sort.MODIFIEE)}
    revenues = {(d.genre, d.identifiant) for d in vue.differences if d.sort is not Sort.ABSENTE}
    contenu, communes = arrivage.contenu or {}, communes_par_code()
    structures, services = structures_par_identifiant(), services_par_identifiant()
    for ligne in contenu.get("structures", []):
        if ("structure", ligne["id"]) in changees:
            structures[ligne["id"]] = _ecrire_structure(structures.get(ligne["id"]), ligne, communes)
        else:
            _dater(structures[ligne["id"]], ligne)
    db.session.flush()
    for ligne in contenu.get("services", []):
        if ("service", ligne["id"]) in changees:
            _ecrire_service(services.get(ligne["id"]), ligne, structures[ligne["structure_id"]], communes)
        elif ligne["id"] in services:
            _dater(services[ligne["id"]], ligne)
    for genre, fiches in (("structure", structures), ("service", services)):
        for identifiant, fiche in fiches.items():
            if (genre, identifiant) in revenues and fiche.a_revoir:
                fiche.a_revoir = False
    for absente in vue.de(Sort.ABSENTE):
        fiche = structures[absente.identifiant] if absente.genre == "structure" else services[absente.identifiant]
        fiche.a_revoir = True
        if fermer_les_absentes and fiche.valide_au is None:
            fiche.valide_au = aujourd_hui()
    bilan = {sort.value: vue.compte.get(sort, 0) for sort in Sort}
    arrivage.etat, arrivage.applique_le, arrivage.contenu = EtatArrivage.APPLIQUE, maintenant(), None
    arrivage.bilan, arrivage.modifie_par_id = bilan, par.agent_id
    db.session.flush()
    noter("appliquer", arrivage, par=par, detail=f"{bilan['nouvelle']} nouvelles, {bilan['modifiee']} modifiées")
    return bilan


def abandonner(arrivage: Arrivage, *, par: Acteur) -> None:
    """Forget the file: nothing of it was written."""
    _encore_ouvert(arrivage)
    arrivage.etat, arrivage.contenu, arrivage.modifie_par_id = EtatArrivage.ABANDONNE, None, par.agent_id
    db.session.flush()
    noter("abandonner", arrivage, par=par)


def _encore_ouvert(arrivage: Arrivage) -> None:
    if arrivage.etat is not EtatArrivage.APERCU:
        raise ErreurDuDomaine("Ce fichier a déjà été traité.")


def _ecrire_structure(structure: Structure | None, ligne: dict[str, Any], communes: dict[str, Commune]) -> Structure:
    if structure is None:
        # What comes from elsewhere receives no referral until somebody here has given its mailbox.
        structure = Structure(
            nom=ligne["nom"], cle_recherche="", source=ligne["source"], identifiant=ligne["id"], orientable=False
        )
        db.session.add(structure)
    _recopier(structure, ligne, schema.STRUCTURE, communes)
    structure.cle_recherche = cle(structure.nom, structure.sigle)
    return structure


def _ecrire_service(
    service: Service | None, ligne: dict[str, Any], structure: Structure, communes: dict[str, Commune]
) -> Service:
    if service is None:
        service = Service(structure_id=structure.id, nom=ligne["nom"], source=ligne["source"], identifiant=ligne["id"])
        db.session.add(service)
    service.structure_id = structure.id
    _recopier(service, ligne, schema.SERVICE, communes)
    return service


def _recopier(fiche: Structure | Service, ligne: dict[str, Any], champs: tuple[str, ...], communes: dict[str, Commune]) -> None:
    """Write what the producer publishes, and find our commune behind its code."""
    for champ in champs:
        if champ in ("id", "source", "structure_id", "date_maj"):
            continue
        setattr(fiche, champ, ligne[champ])
    _dater(fiche, ligne)
    fiche.autres_champs = ligne["autres_champs"]
    fiche.a_revoir = False
    commune = communes.get(ligne["code_insee"] or "")
    fiche.commune_id = commune.id if commune else None


def _dater(fiche: Structure | Service, ligne: dict[str, Any]) -> None:
    """Keep the producer's own date; a row made here is dated by what is done here."""
    fiche.date_maj = date.fromisoformat(ligne["date_maj"]) if ligne["date_maj"] and not fiche.locale else None
