"""The declared table of a referral."""

from __future__ import annotations

from parcours.orientations.rules import EN_ATTENTE, GESTES, TRANSITIONS, Cote, EtatOrientation, Exigence, possibles, transition


def test_chaque_pas_de_la_table_a_ses_mots() -> None:
    assert all((t.vers, t.cote) in GESTES for t in TRANSITIONS if t.cote is not Cote.ROBOT)


def test_rien_ne_repart_d_une_orientation_terminee_sans_la_coordination() -> None:
    fins = set(EtatOrientation) - {EtatOrientation.BROUILLON, EtatOrientation.ACCEPTEE, *EN_ATTENTE}
    assert all(possibles(etat, cote) == [] for etat in fins for cote in Cote if cote is not Cote.COORDINATION)
    rouvertes = {t.de for t in TRANSITIONS if t.cote is Cote.COORDINATION}
    assert rouvertes == {EtatOrientation.EXPIREE, EtatOrientation.REFUSEE}


def test_la_structure_ne_peut_ni_envoyer_ni_annuler() -> None:
    interdits = {EtatOrientation.ENVOYEE, EtatOrientation.ANNULEE, EtatOrientation.REFUS_PERSONNE}
    assert not [t for t in TRANSITIONS if t.cote is Cote.RECEVEUR and t.vers in interdits]


def test_l_emetteur_ne_peut_pas_repondre_a_la_place_de_la_structure() -> None:
    reponses = {EtatOrientation.VUE, EtatOrientation.EN_COURS, EtatOrientation.ACCEPTEE, EtatOrientation.REFUSEE}
    assert not [t for t in TRANSITIONS if t.cote is Cote.EMETTEUR and t.vers in reponses]
    assert transition(EtatOrientation.ENVOYEE, EtatOrientation.ACCEPTEE, Cote.EMETTEUR) is None


def test_l_horloge_ne_fait_qu_expirer_ce_qui_attend() -> None:
    robot = [t for t in TRANSITIONS if t.cote is Cote.ROBOT]
    assert {t.de for t in robot} == set(EN_ATTENTE) and {t.vers for t in robot} == {EtatOrientation.EXPIREE}


def test_rien_ne_part_vers_une_structure_sans_accord() -> None:
    assert all(Exigence.ACCORD in t.exige for t in TRANSITIONS if t.vers is EtatOrientation.ENVOYEE)
