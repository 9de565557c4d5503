"""Saisines of one child, as the record shows them."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import contains_eager

from parcours.saisines.access import saisines_visibles
from parcours.saisines.models import Saisine, TransitionSaisine
from parcours.saisines.queries.etats import etat_effectif
from parcours.saisines.rules import EtatSaisine
from parcours.socle.base import db
from parcours.socle.dossier import Geste, Lecture
from parcours.socle.droits import Acteur, Droit
from parcours.socle.fil import Evenement


def saisines_de(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Saisine]:
    """Saisines of one child with their steps, latest first."""
    requete = (
        saisines_visibles(acteur)
        .where(Saisine.beneficiaire_id == beneficiaire_id)
        .outerjoin(Saisine.etapes)
        .options(contains_eager(Saisine.parcours), contains_eager(Saisine.etapes))
        .order_by(Saisine.demande_le.desc(), Saisine.id.desc(), TransitionSaisine.instant)
    )
    return list(db.session.scalars(requete).unique())


def contexte_du_panneau(lecture: Lecture) -> dict[str, Any] | None:
    """Requests that led here; nothing when the child came in another way."""
    saisines = lecture.une_fois(saisines_de)
    if not saisines:
        return None
    return {"lignes": [(s, etat_effectif(s, s.parcours, inscrit=False)) for s in saisines]}


VERBES: dict[EtatSaisine, tuple[str, str, str]] = {
    EtatSaisine.RECUE: ("inbox", "Saisine reçue", ""),
    EtatSaisine.A_COMPLETER: ("chat-left-text", "Complément demandé au prescripteur", ""),
    EtatSaisine.RECEVABLE: ("clipboard-check", "Saisine jugée recevable", ""),
    EtatSaisine.FAMILLE_RENCONTREE: ("people", "Famille rencontrée", ""),
    EtatSaisine.REFUS_FAMILLE: ("x-circle", "La famille refuse", "attention"),
    EtatSaisine.FAMILLE_INJOIGNABLE: ("telephone-x", "Famille injoignable", "attention"),
}
"""Steps the timeline tells: icon, words, tone. The agreement is told by the file itself."""


def evenements_du_fil(lecture: Lecture) -> list[Evenement]:
    """Steps of the saisines of this child."""
    evenements = []
    for saisine in lecture.une_fois(saisines_de):
        ouvrir = (Geste("Ouvrir la saisine", "saisines.detail", {"saisine_id": saisine.id}),)
        for etape in saisine.etapes:
            if etape.vers not in VERBES:
                continue
            icone, quoi, ton = VERBES[etape.vers]
            premiere = etape.de in (None, EtatSaisine.BROUILLON)
            evenements.append(
                Evenement(
                    etape.a_la_date,
                    icone,
                    quoi if premiere or etape.vers is not EtatSaisine.RECUE else "Saisine reprise",
                    qui=saisine.prescripteur if premiere else "",
                    texte=(etape.precision or "") if lecture.acteur.peut(Droit.SAISINE_RECIT_LIRE) else "",
                    ton=ton,
                    instant=etape.instant,
                    visible_de="Coordination du PRE" if etape.precision else "",
                    gestes=ouvrir if premiere else (),
                )
            )
    return evenements
