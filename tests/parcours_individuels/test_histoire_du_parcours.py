"""Whatever is tried in whatever order, the table is obeyed and the history says it all."""

from __future__ import annotations

import contextlib
import uuid
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from parcours.parcours_individuels import services
from parcours.parcours_individuels.access import du_parcours, parcours_visibles
from parcours.parcours_individuels.models import Parcours, TransitionParcours
from parcours.parcours_individuels.rules import (
    EtatParcours,
    SaisieContrat,
    SaisieEtat,
    SaisieRenouvellement,
    SaisieSortie,
    SaisieSuspension,
    SaisieVeille,
    Situation,
    bilan_suivant,
    delais,
    fin_de_l_annee_scolaire,
    situation_proposee,
    table,
)
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from tests.fabriques import personnes
from tests.fabriques.rencontres import accord

VERBES = ("contrat", "suspendre", "renouveler", "sortir", "sortir_avec_veille", "veille", *EtatParcours)


def _essayer(parcours: Parcours, verbe: str, par: Acteur) -> None:
    jour = aujourd_hui()
    plus_tard = max(parcours.terme_le or jour, jour) + timedelta(days=60)
    if verbe == "contrat":
        services.signer_le_contrat(parcours, SaisieContrat(jour, frozenset()), par=par)
    elif verbe == "suspendre":
        services.suspendre(parcours, SaisieSuspension(jour, "sante", plus_tard), par=par)
    elif verbe == "renouveler":
        services.renouveler(parcours, SaisieRenouvellement(jour, plus_tard, "Encore un peu."), par=par)
    elif verbe.startswith("sortir"):
        veille = plus_tard if verbe.endswith("veille") else None
        services.sortir(parcours, SaisieSortie(jour, "demenagement", veille_le=veille), par=par)
    elif verbe == "veille":
        services.prendre_des_nouvelles(parcours, SaisieVeille(jour, Situation.STABLE), par=par)
    else:
        services.changer_etat(parcours, SaisieEtat(EtatParcours(verbe), jour, "demenagement"), par=par)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(VERBES), max_size=14))
def test_l_histoire_suit_la_table_et_ne_perd_aucun_pas(session: Session, verbes: list[str]) -> None:
    coordinatrice = personnes.acteur(personnes.agent(Role.COORDINATEUR_PRE, courriel=f"{uuid.uuid4().hex}@exemple.fr"))
    enfant = personnes.beneficiaire()
    ligne = personnes.parcours(enfant, EtatParcours.DEMANDE, debut_le=None)
    accord(enfant)
    parcours = session.scalars(parcours_visibles(coordinatrice).where(Parcours.id == ligne.id)).one()
    etats = [parcours.etat]
    for verbe in verbes:
        avant = parcours.etat
        with contextlib.suppress(ErreurDuDomaine):
            _essayer(parcours, verbe, coordinatrice)
        if parcours.etat is not avant or verbe == "renouveler":
            etats.append(parcours.etat)
    pas = session.scalars(
        du_parcours(TransitionParcours, coordinatrice)
        .where(TransitionParcours.parcours_id == parcours.id)
        .order_by(TransitionParcours.instant, TransitionParcours.id)
    ).all()
    assert all(p.de is not None and p.vers in table(Dispositif.PRE)[p.de] for p in pas)
    assert [p.de for p in pas[1:]] == [p.vers for p in pas[:-1]]
    assert (pas[-1].vers if pas else EtatParcours.DEMANDE) is parcours.etat
    assert not parcours.etat.actif or parcours.prochain_bilan_le is not None
    assert (parcours.sortie_le is None) is (
        parcours.etat not in (EtatParcours.SORTI, EtatParcours.VEILLE, EtatParcours.CLOS)
    ) or (parcours.etat is EtatParcours.CLOS)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(3, 6))
def test_un_bilan_vient_toujours_avant_la_fin_de_l_annee_scolaire(depuis: date, mois: int) -> None:
    prochain = bilan_suivant(depuis, mois)
    assert prochain > depuis
    fin = fin_de_l_annee_scolaire(depuis)
    if fin - depuis >= timedelta(days=30):
        assert prochain <= fin
    assert prochain.month not in (7, 8)


def test_les_delais_se_comptent_entre_les_dates_connues() -> None:
    trouves = delais(
        [("saisine", date(2026, 1, 1)), ("accord", None), ("EPS", date(2026, 1, 22)), ("contrat", date(2026, 1, 20))]
    )
    assert [(d.de, d.vers, d.jours) for d in trouves] == [("saisine", "EPS", 21), ("EPS", "contrat", 0)]


def test_la_situation_proposee_compare_l_entree_et_la_derniere_note() -> None:
    assert situation_proposee(2, 3) is Situation.AMELIOREE
    assert situation_proposee(2, 2) is Situation.STABLE
    assert situation_proposee(3, 1) is Situation.DEGRADEE
    assert situation_proposee(None, 1) is Situation.NON_EVALUABLE
