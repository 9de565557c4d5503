"""A base of any size made from the demonstration: its 769 people, then believable copies inserted in bulk."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Table, select

from parcours.exploitation.demonstration.commande import remplir as remplir_la_demonstration
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.socle.base import Base, db, nouvel_identifiant
from parcours.socle.chiffrement import trousseau
from parcours.socle.recherche import cle_de_recherche, cle_de_tri

A_COPIER = (
    "beneficiaire", "quartier_constate", "contact", "accord", "portee_accord", "rattachement", "parcours", "transition_parcours",
    "motif_de_demande", "objectif", "action", "echange", "rappel", "orientation", "transition_orientation", "acte_de_mediation",
    "reperage", "frein",
)  # fmt: skip
"""Tables of a file, in the order of their foreign keys; meetings are not copied (one a month whatever the size)."""
PAR_PAQUET = 5000
FOIS = {"orientation": 3}
"""Copies of each row of a table for one copy of a file: three times the referrals of the demonstration, 100,000 for 100,000 people."""


def remplir(app: Flask, personnes: int) -> int:
    """Fill an empty base with about `personnes` people; returns how many.

    Args:
        app: an application whose tables exist and are empty.
        personnes: 770 for the demonstration alone.
    """
    with app.app_context():
        charger_les_referentiels()
        db.session.commit()
        remplir_la_demonstration()
        db.session.commit()
        db.session.remove()
        with db.engine.begin() as connexion:
            _copier(connexion, personnes)
            if connexion.dialect.name == "postgresql":
                connexion.exec_driver_sql("ANALYZE")
        db.engine.dispose()
        return _compter()


def _compter() -> int:
    table = Base.metadata.tables["beneficiaire"]
    with db.engine.connect() as connexion:
        return len(connexion.execute(select(table.c.id)).all())


def _copier(connexion: Connection, personnes: int) -> None:
    tables = [Base.metadata.tables[nom] for nom in A_COPIER]
    modeles = {table.name: [dict(ligne._mapping) for ligne in connexion.execute(table.select())] for table in tables}
    gens = modeles["beneficiaire"]
    hasard = random.Random(7)
    noms, prenoms = [g["nom"] for g in gens], [(g["prenom"], g["sexe"]) for g in gens]
    fois = max(0, round(personnes / len(gens)) - 1)
    attente: dict[str, list[dict[str, Any]]] = {nom: [] for nom in A_COPIER}
    for _ in range(fois):
        identifiants: dict[uuid.UUID, uuid.UUID] = {}
        for table in tables:
            for ligne in modeles[table.name] * FOIS.get(table.name, 1):
                copie = _copie(table, ligne, identifiants)
                if table.name == "beneficiaire":
                    copie["nom"] = (
                        f"{hasard.choice(noms)}-{hasard.choice(noms)}" if hasard.random() < 0.2 else hasard.choice(noms)
                    )
                    copie["prenom"], copie["sexe"] = hasard.choice(prenoms)
                    copie["cle_recherche"] = cle_de_recherche(copie["nom"], copie["prenom"])
                    copie["cle_tri"] = cle_de_tri(copie["nom"], copie["prenom"])
                attente[table.name].append(copie)
        if len(attente["beneficiaire"]) >= PAR_PAQUET:
            _deposer(connexion, tables, attente)
    _deposer(connexion, tables, attente)


def _copie(table: Table, ligne: dict[str, Any], identifiants: dict[uuid.UUID, uuid.UUID]) -> dict[str, Any]:
    """The same row under new ids, its sealed texts sealed again for their new place."""
    copie = dict(ligne)
    for colonne in table.c:
        valeur = ligne[colonne.key]
        if isinstance(valeur, uuid.UUID) and valeur in identifiants:
            copie[colonne.key] = identifiants[valeur]
    copie["id"] = identifiants[ligne["id"]] = nouvel_identifiant()
    for nom in _scelles(table):
        if ligne[nom] is not None:
            clair = trousseau().dechiffrer(ligne[nom], f"{table.name}|{nom}|{ligne['id']}")
            copie[nom] = trousseau().chiffrer(clair, f"{table.name}|{nom}|{copie['id']}")
    return copie


def _scelles(table: Table) -> Iterator[str]:
    return (c.key for c in table.c if c.key.endswith("_chiffre"))


def _deposer(connexion: Connection, tables: list[Table], attente: dict[str, list[dict[str, Any]]]) -> None:
    for table in tables:
        if attente[table.name]:
            connexion.execute(table.insert(), attente[table.name])
            attente[table.name].clear()
