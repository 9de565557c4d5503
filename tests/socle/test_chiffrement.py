"""Sealed texts: bound to table, column and row; any change is refused."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

from parcours.socle.chiffrement import TexteIllisible, Trousseau
from parcours.socle.courrier import Courrier
from parcours.socle.envois import EnvoiRecu

ICI = "echange|texte_chiffre|01890000-0000-7000-8000-000000000000"


@pytest.fixture
def trousseau() -> Trousseau:
    return Trousseau("k1", {"k1": os.urandom(32)})


@pytest.mark.parametrize("texte", ["", "Élève en difficulté", "x" * 5000, "emoji 🎈 et\nlignes\r\n"])
def test_un_texte_scelle_se_relit_a_sa_place(trousseau: Trousseau, texte: str) -> None:
    jeton = trousseau.chiffrer(texte, ICI)
    assert not texte or texte not in jeton
    assert trousseau.dechiffrer(jeton, ICI) == texte


def test_un_octet_change_est_toujours_refuse(trousseau: Trousseau) -> None:
    for numero in range(200):
        version, nom, corps = trousseau.chiffrer(f"Texte secret numéro {numero}", ICI).split(".")
        octets = bytearray(base64.b64decode(corps))
        octets[numero % len(octets)] ^= 1 + numero % 255
        with pytest.raises(TexteIllisible):
            trousseau.dechiffrer(f"{version}.{nom}.{base64.b64encode(octets).decode()}", ICI)


@pytest.mark.parametrize(
    "ailleurs",
    [ICI.replace("echange", "note"), ICI.replace("texte_", "motif_"), ICI[:-1] + "1"],
    ids=["autre table", "autre colonne", "autre ligne"],
)
def test_un_texte_deplace_est_refuse(trousseau: Trousseau, ailleurs: str) -> None:
    with pytest.raises(TexteIllisible):
        trousseau.dechiffrer(trousseau.chiffrer("secret", ICI), ailleurs)


@pytest.mark.parametrize("jeton", ["", "v1", "v1.k1", "v1.k1.!!!", "v2.k1.AAAA", "v1.k9.AAAA", "v1.k1.", "v1.k1.AAAA"])
def test_un_jeton_mal_forme_est_refuse_sans_autre_erreur(trousseau: Trousseau, jeton: str) -> None:
    with pytest.raises(TexteIllisible):
        trousseau.dechiffrer(jeton, ICI)


def test_deux_textes_egaux_ne_se_ressemblent_pas(trousseau: Trousseau) -> None:
    assert trousseau.chiffrer("secret", ICI) != trousseau.chiffrer("secret", ICI)


def test_une_ancienne_cle_lit_encore_et_la_nouvelle_ecrit(trousseau: Trousseau) -> None:
    ancien = trousseau.chiffrer("secret", ICI)
    renouvele = Trousseau("k2", {**trousseau.cles, "k2": os.urandom(32)})
    assert renouvele.dechiffrer(ancien, ICI) == "secret"
    assert renouvele.chiffrer("secret", ICI).startswith("v1.k2.")


def test_deux_lignes_echangees_dans_la_base_sont_refusees(app: object) -> None:
    un, autre = (
        Courrier(destinataire="a@x.fr", objet="o", texte="un"),
        Courrier(destinataire="b@x.fr", objet="o", texte="autre"),
    )
    un.texte_chiffre, autre.texte_chiffre = autre.texte_chiffre, un.texte_chiffre
    with pytest.raises(TexteIllisible):
        _ = un.texte


def test_un_texte_inchange_garde_son_jeton(app: object) -> None:
    courrier = Courrier(destinataire="a@x.fr", objet="o", texte="un")
    jeton = courrier.texte_chiffre
    courrier.texte = "un"
    assert courrier.texte_chiffre == jeton
    courrier.texte = None
    assert courrier.texte_chiffre is None


def test_le_trousseau_n_est_lisible_que_de_son_proprietaire_et_n_est_jamais_remplace(tmp_path: Path) -> None:
    chemin = tmp_path / "trousseau.json"
    Trousseau.creer(chemin)
    assert chemin.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        Trousseau.creer(chemin)
    assert "cles" not in repr(Trousseau.lire(chemin))


def test_un_attribut_inconnu_est_refuse() -> None:
    with pytest.raises(TypeError):
        EnvoiRecu(nimporte="quoi")
