"""What was noted about one situation, field by field, and what its form offers."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import contains_eager

from parcours.annuaire import queries as annuaire
from parcours.beneficiaires.models import Beneficiaire, Rattachement
from parcours.beneficiaires.queries import agents_referents
from parcours.beneficiaires.rules import NatureRattachement
from parcours.comptes.models import Agent
from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import BILAN_APRES_MOIS, EtatObjectif, dans_des_mois
from parcours.reunions.access import deliberation_de, situations_visibles
from parcours.reunions.models import ActionProposee, Deliberation, ObjectifPropose, Situation
from parcours.reunions.rules.deliberation import DELAI_D_ANNONCE, Notes, Place, place
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte

Choix = list[tuple[str, str]]


def _situations(acteur: Acteur) -> Select[Situation]:
    return (
        situations_visibles(acteur.au_titre_de(Droit.REUNION_ECRIRE))
        .outerjoin(Beneficiaire.rattachements)
        .options(
            contains_eager(Situation.reunion),
            contains_eager(Situation.parcours)
            .contains_eager(Parcours.beneficiaire)
            .options(contains_eager(Beneficiaire.rattachements).joinedload(Rattachement.agent)),
        )
    )


def situations_en_seance(acteur: Acteur) -> Select[Situation]:
    """Situations one holds the meeting of, with what the sheet shows, in one statement."""
    return (
        _situations(acteur)
        .outerjoin(Parcours.objectifs)
        .outerjoin(Parcours.motifs)
        .options(
            contains_eager(Situation.parcours).options(
                contains_eager(Parcours.objectifs),
                contains_eager(Parcours.motifs),
                contains_eager(Parcours.beneficiaire).joinedload(Beneficiaire.etablissement),
            )
        )
    )


def situations_a_noter(acteur: Acteur) -> Select[Situation]:
    """The same, held until the end of the request: two noters of one situation write one after the other."""
    return _situations(acteur).with_for_update(of=Situation)


def referent_actuel(situation: Situation, jour: date | None = None) -> Rattachement | None:
    """Who is référent of the child on a day."""
    quand = jour or aujourd_hui()
    presents = [
        r
        for r in situation.parcours.beneficiaire.rattachements
        if r.nature is NatureRattachement.REFERENT and r.debut <= quand and (r.fin is None or r.fin >= quand)
    ]
    return max(presents, key=lambda r: r.debut, default=None)


def deliberation(situation: Situation, par: Acteur) -> Deliberation:
    """What was noted; when nothing was, a new note with its usual answers, not yet in the base."""
    notee = db.session.scalars(deliberation_de(situation)).unique().one_or_none()
    return notee or _nouvelle(situation, par)


def _nouvelle(situation: Situation, par: Acteur) -> Deliberation:
    """Defaults: review in three months, family told within eight days by the référent, else by whoever holds the meeting."""
    jour, suivi = situation.reunion.jour, referent_actuel(situation)
    referent_id = suivi.agent_id if suivi is not None else None
    note = Deliberation(
        situation_id=situation.id,
        decision=situation.decision,
        raison=situation.raison,
        prochain_bilan_le=situation.prochain_bilan_le or dans_des_mois(jour, BILAN_APRES_MOIS),
        referent_id=referent_id,
        referent_depuis=jour,
        annonce_par_id=referent_id or par.agent_id,
        annonce_avant_le=jour + DELAI_D_ANNONCE,
        conclue_le=situation.decidee_le,
    )
    note.objectifs, note.actions = [], []
    return note


def ligne_de(note: Deliberation, ou: Place) -> Deliberation | ObjectifPropose | ActionProposee | None:
    """The row a field is written on."""
    if not ou.genre:
        return note
    lignes: list[Any] = list(note.objectifs if ou.genre == "objectif" else note.actions)
    return next((ligne for ligne in lignes if ligne.rang == ou.rang), None)


def valeur(note: Deliberation, nom: str) -> Any:
    """What a field says now."""
    ou = place(nom)
    ligne = ligne_de(note, ou)
    return getattr(ligne, ou.attribut) if ligne is not None else None


def objectifs_en_cours(situation: Situation, note: Deliberation) -> list[str]:
    """Objectives of the pathway that run and do not come from this note."""
    proposes = {o.objectif_id for o in note.objectifs}
    objectifs = situation.parcours.objectifs
    return [o.texte or "" for o in objectifs if o.etat is EtatObjectif.EN_COURS and o.id not in proposes]


def notes(situation: Situation, note: Deliberation) -> Notes:
    """The same note as the rules look at it."""
    return Notes(
        decision=note.decision,
        crip_le=note.crip_le,
        raison=note.raison,
        prochain_bilan_le=note.prochain_bilan_le,
        referent_id=note.referent_id,
        annonce_par_id=note.annonce_par_id,
        annonce_avant_le=note.annonce_avant_le,
        objectifs=len([o for o in note.objectifs if o.texte]),
        objectifs_en_cours=len(objectifs_en_cours(situation, note)),
        actions_sans_type=tuple(a.rang for a in note.actions if not a.type and (a.libelle or a.operateur_id)),
    )


def choix_du_formulaire(situation: Situation, presents: list[Agent]) -> dict[str, Choix]:
    """What the lists of the note offer: domains, actions, structures, référents, and those who may tell the family."""
    listes = nomenclatures.choix_de_plusieurs("domaine_objectif", "type_action")
    referents = agents_referents(situation.reunion.dispositif)
    connus = {a.id for a in referents}
    return {
        **{liste: [(code, mots.replace(" : ", "\u00a0: ")) for code, mots in valeurs] for liste, valeurs in listes.items()},
        "operateur": [(str(s.id), s.libelle) for s in annuaire.choix()],
        "referent": [(str(a.id), a.nom_complet) for a in referents],
        "annonce": [(str(a.id), a.nom_complet) for a in [*referents, *(p for p in presents if p.id not in connus)]],
    }


def peut_recevoir_un_rappel(situation: Situation, agent_id: uuid.UUID | None) -> bool:
    """True for somebody who follows children of this dispositif: members of the EPS have no list of things to do here."""
    return agent_id in {a.id for a in agents_referents(situation.reunion.dispositif)}


def en_mots(valeur_notee: Any, choix: Choix | None = None) -> str:
    """A noted value as its field shows it, to set two versions side by side."""
    if isinstance(valeur_notee, date):
        return date_courte(valeur_notee)
    code = str(valeur_notee.value if hasattr(valeur_notee, "value") else valeur_notee or "")
    return dict(choix or []).get(code, code)


def choisi_hors_liste(note: Deliberation) -> dict[str, Agent | None]:
    """Agents chosen in a note, to keep them in a list they have left since."""
    return {"referent": note.referent, "annonce": note.annonce_par}


__all__ = [
    "choisi_hors_liste",
    "choix_du_formulaire",
    "deliberation",
    "en_mots",
    "ligne_de",
    "notes",
    "objectifs_en_cours",
    "peut_recevoir_un_rappel",
    "referent_actuel",
    "situations_a_noter",
    "situations_en_seance",
    "valeur",
]
