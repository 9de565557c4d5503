"""Attaching and taking away pieces."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Beneficiaire
from parcours.pieces import queries, services
from parcours.pieces.access import contenu_de
from parcours.pieces.models import ContenuDePiece
from parcours.pieces.rules import TAILLE_MAXIMUM, FormatPiece, NaturePiece, SaisiePiece
from parcours.pieces.services import PieceRefusee
from parcours.socle.chiffrement import TexteIllisible
from parcours.socle.droits import Role
from parcours.socle.perimetre import Perimetre
from tests.fabriques import personnes

PDF = b"%PDF-1.7\n<< /Type /Page >>\n%%EOF\n"


def photo(format_: str = "JPEG", taille: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """A small picture."""
    sortie = io.BytesIO()
    Image.new("RGB", taille, "white").save(sortie, format_, **options)
    return sortie.getvalue()


def saisie(octets: bytes = PDF) -> SaisiePiece:
    """A signed agreement as sent."""
    return SaisiePiece(octets, NaturePiece.ACCORD, "signé par la mère", None)


@pytest.fixture
def enfant(session: Session) -> Beneficiaire:
    """A child."""
    ligne = personnes.beneficiaire("Renault", "Léa")
    session.commit()
    return ligne


@pytest.fixture
def coordinatrice(session: Session):
    """Who attaches."""
    qui = personnes.agent(Role.COORDINATEUR_PRE)
    session.commit()
    return personnes.acteur(qui)


def test_une_piece_est_scellee_et_rendue_telle_quelle(session: Session, enfant, coordinatrice) -> None:
    piece = services.deposer(enfant, saisie(), par=coordinatrice)
    session.commit()
    contenu = session.scalar(contenu_de(piece))
    assert contenu is not None and b"%PDF" not in contenu.scelle
    assert queries.octets(piece) == PDF


def test_des_octets_copies_sur_une_autre_ligne_ne_se_lisent_pas(session: Session, enfant, coordinatrice) -> None:
    une = services.deposer(enfant, saisie(), par=coordinatrice)
    autre = services.deposer(enfant, saisie(PDF + b" "), par=coordinatrice)
    source, cible = session.scalar(contenu_de(une)), session.scalar(contenu_de(autre))
    cible.scelle = source.scelle
    with pytest.raises(TexteIllisible):
        _ = cible.octets


def test_le_meme_fichier_envoye_deux_fois_ne_fait_qu_une_piece(session: Session, enfant, coordinatrice) -> None:
    une = services.deposer(enfant, saisie(), par=coordinatrice)
    assert services.deposer(enfant, saisie(), par=coordinatrice).id == une.id
    assert len(queries.du_dossier(coordinatrice, enfant.id)) == 1


def test_une_photo_perd_sa_position_et_sa_queue_cachee(session: Session, enfant, coordinatrice) -> None:
    exif = Image.Exif()
    exif[0x010E] = "TemoinAdresse"
    piece = services.deposer(enfant, saisie(photo(exif=exif) + b"<script>queue</script>"), par=coordinatrice)
    octets = queries.octets(piece)
    assert piece.format is FormatPiece.JPEG
    assert octets is not None and b"TemoinAdresse" not in octets and b"queue" not in octets
    assert Image.open(io.BytesIO(octets)).size == (60, 40)


def test_une_photo_de_telephone_est_ramenee_a_une_taille_lisible(session: Session, enfant, coordinatrice) -> None:
    piece = services.deposer(enfant, saisie(photo("PNG", (4000, 3000))), par=coordinatrice)
    assert max(Image.open(io.BytesIO(queries.octets(piece))).size) == 2600


@pytest.mark.parametrize(
    ("octets", "mot"),
    [
        (b"", "vide"),
        (b"PK\x03\x04 macro", "ni un PDF"),
        (b"<svg/onload=alert(1)>", "ni un PDF"),
        (b"\xff\xd8\xff" + b"x" * 50, "abîmée"),
        (b"%PDF-1.7 /JavaScript %%EOF", "programme"),
        (b"%PDF-1.4" + b"0" * TAILLE_MAXIMUM, "dépasse"),
    ],
)
def test_un_fichier_hostile_ou_casse_est_refuse_avec_sa_raison(session, enfant, coordinatrice, octets: bytes, mot: str) -> None:
    with pytest.raises(PieceRefusee, match=mot):
        services.deposer(enfant, saisie(octets), par=coordinatrice)
    assert not queries.du_dossier(coordinatrice, enfant.id)


def test_une_image_aux_dimensions_folles_est_refusee_sans_etre_ouverte(session, enfant, coordinatrice) -> None:
    bombe = bytearray(photo("PNG"))
    bombe[16:24] = (60000).to_bytes(4, "big") * 2
    with pytest.raises(PieceRefusee):
        services.deposer(enfant, saisie(bytes(bombe)), par=coordinatrice)


def test_retirer_efface_les_octets_et_garde_la_trace(session: Session, enfant, coordinatrice) -> None:
    piece = services.deposer(enfant, saisie(), par=coordinatrice)
    session.commit()
    services.retirer(piece, par=coordinatrice)
    session.commit()
    assert not session.scalars(select(ContenuDePiece).options(Perimetre(ContenuDePiece))).all()
    assert piece.retiree_le is not None and piece.titre is None
    assert queries.octets(piece) is None
