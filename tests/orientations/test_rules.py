"""The declared table of a referral."""

from __future__ import annotations

from parcours.orientations.rules import GESTES, TRANSITIONS, Cote, EtatOrientation, possibles, transition


def test_chaque_pas_de_la_table_a_ses_mots() -> None:
    assert all((t.vers, t.cote) in GESTES for t in TRANSITIONS if t.vers is not EtatOrientation.EXPIREE)


def test_rien_ne_repart_d_une_orientation_terminee() -> None:
    fins = (EtatOrientation.REFUSEE, EtatOrientation.ANNULEE, EtatOrientation.REFUS_PERSONNE, EtatOrientation.SANS_SUITE)
    assert all(possibles(etat, cote) == [] for etat in fins for cote in Cote)


def test_la_structure_ne_peut_ni_envoyer_ni_annuler() -> None:
    interdits = {EtatOrientation.ENVOYEE, EtatOrientation.ANNULEE, EtatOrientation.REFUS_PERSONNE}
    assert not [t for t in TRANSITIONS if t.cote is Cote.RECEVEUR and t.vers in interdits]


def test_l_emetteur_ne_peut_pas_repondre_a_la_place_de_la_structure() -> None:
    reponses = {EtatOrientation.VUE, EtatOrientation.EN_COURS, EtatOrientation.ACCEPTEE, EtatOrientation.REFUSEE}
    assert not [t for t in TRANSITIONS if t.cote is Cote.EMETTEUR and t.vers in reponses]
    assert transition(EtatOrientation.ENVOYEE, EtatOrientation.ACCEPTEE, Cote.EMETTEUR) is None
