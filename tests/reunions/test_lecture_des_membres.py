"""A pasted list of members, in the writings people use."""

from __future__ import annotations

import pytest

from parcours.reunions.rules.membres import lire_la_liste


@pytest.mark.parametrize(
    "ligne",
    [
        "Inès MOREL ; Collège La Morinie ; ines.morel@ac-lille.fr",
        "Mme MOREL Inès\tCollège La Morinie\tInes.Morel@ac-lille.fr",
        "Inès Morel, Collège La Morinie, ines.morel@ac-lille.fr",
        "ines.morel@ac-lille.fr ; Inès Morel ; Collège La Morinie",
        "Inès MOREL - Collège La Morinie - ines.morel@ac-lille.fr",
        "Morel\tInès\tCollège La Morinie\tines.morel@ac-lille.fr",
        "MOREL ; Inès ; Collège La Morinie ; ines.morel@ac-lille.fr",
    ],
)
def test_une_personne_se_lit_dans_les_ecritures_courantes(ligne: str) -> None:
    (lue,) = lire_la_liste(ligne)
    assert (lue.prenom, lue.nom, lue.institution, lue.courriel, lue.defaut) == (
        "Inès", "Morel", "Collège La Morinie", "ines.morel@ac-lille.fr", "",
    )  # fmt: skip


def test_un_courriel_colle_entre_chevrons_se_lit() -> None:
    (lue,) = lire_la_liste("Inès Morel <ines.morel@ac-lille.fr>")
    assert (lue.prenom, lue.nom, lue.courriel) == ("Inès", "Morel", "ines.morel@ac-lille.fr")


def test_les_titres_et_les_lignes_vides_sont_passes_et_les_defauts_dits() -> None:
    lues = lire_la_liste(
        "Nom;Institution;E-mail\n\nInès Morel;MIPE;i.morel@ville.fr\n ; ;\nPaul Vieux;CCAS\nInès M;MIPE;I.MOREL@ville.fr\nseul;x@y.fr\n"
    )
    assert [(p.nom, p.defaut) for p in lues] == [
        ("Morel", ""),
        ("Vieux", "adresse électronique absente"),
        ("M", "déjà plus haut dans la liste"),
        ("seul", "nom ou prénom illisible"),
    ]
