"""Rows to create for one person: pure assembly, nothing is added to the session here."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from parcours.accompagnements.models import Echange
from parcours.accompagnements.rules import Canal
from parcours.beneficiaires.models import Accord, Contact, Rattachement
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, LienFamilial, NatureRattachement
from parcours.imports.rules.listes import canal_du_lieu, type_d_acte
from parcours.imports.rules.propositions import Acte, OrientationProposee, Personne, Responsable
from parcours.imports.rules.textes import cle
from parcours.imports.services.tables import Tables
from parcours.mediation_sante.models import ActeDeMediation, ChoixEnPlus
from parcours.mediation_sante.rules import GenreDeChoix
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.orientations.rules import EtatOrientation
from parcours.parcours_individuels.models import Action, MotifDeDemande
from parcours.parcours_individuels.rules import EtatAction, EtatParcours
from parcours.socle.horloge import PARIS

ACCORDS = {"repris_a_confirmer": EtatAccord.REPRIS, "refus": EtatAccord.REFUSE, "en_attente": EtatAccord.EN_ATTENTE}
REPONSES = {
    "acceptee": EtatOrientation.ACCEPTEE,
    "refusee": EtatOrientation.REFUSEE,
    "pas_venu": EtatOrientation.SANS_SUITE,
}
SANS_STRUCTURE = "Structure non précisée"


def instant(jour: dt.date) -> dt.datetime:
    """Noon of a day in Paris, for history known by the day only."""
    return dt.datetime.combine(jour, dt.time(12), PARIS)


def contact(personne: Personne, responsable: Responsable, titre: str, beneficiaire_id: uuid.UUID) -> Contact | None:
    """A parent. The family's phone goes to the first one when the file gives them none of their own."""
    if not (responsable.nom or responsable.prenom):
        return None
    nommes = [r for r in personne.responsables if r.nom or r.prenom]
    telephones = responsable.telephones
    if not telephones and nommes and nommes[0] is responsable:
        telephones = personne.coordonnees.telephones
    mots = cle(titre).split()
    lien = LienFamilial.TITULAIRE
    if {"mere", "maman"} & set(mots):
        lien = LienFamilial.MERE
    elif {"pere", "papa"} & set(mots):
        lien = LienFamilial.PERE
    return Contact(
        beneficiaire_id=beneficiaire_id,
        rang=responsable.rang,
        lien=lien,
        nom=responsable.nom[:120],
        prenom=responsable.prenom[:120],
        telephone=telephones[0] if telephones else None,
    )


def accord(personne: Personne, texte: str, beneficiaire_id: uuid.UUID) -> Accord | None:
    """What the spreadsheet says of the agreement: a tick in a cell is not an agreement (architecture, decisions)."""
    if personne.accord is None:
        return None
    formes = {"ecrit": FormeAccord.ECRIT, "oral": FormeAccord.ORAL}
    return Accord(
        beneficiaire_id=beneficiaire_id,
        etat=ACCORDS[personne.accord.etat],
        forme=formes.get(personne.accord.forme or "", FormeAccord.INCONNUE),
        texte_origine=texte[:60] or None,
    )


def referent(nom: str, tables: Tables, beneficiaire_id: uuid.UUID, debut: dt.date, fin: dt.date | None) -> Rattachement:
    """The référent: an account when exactly one of the team answers to that name, else the name alone."""
    agent_id = tables.agent(nom)
    return Rattachement(
        beneficiaire_id=beneficiaire_id,
        nature=NatureRattachement.REFERENT,
        agent_id=agent_id,
        libelle=None if agent_id else nom[:120],
        debut=debut,
        fin=fin if fin is None or fin >= debut else debut,
    )


def motif(texte: str, rang: int, tables: Tables, parcours_id: uuid.UUID) -> MotifDeDemande:
    """A reason, under its code when recognised; the words stay those of the file."""
    code = tables.code("motif_saisine", texte) or "autre"
    return MotifDeDemande(parcours_id=parcours_id, code=code, libelle=texte[:200], principal=rang == 0)


def action(texte: str, colonnes: dict[str, Any], etat: EtatParcours, tables: Tables, parcours_id: uuid.UUID) -> Action:
    """An action: done once the pathway is over, under way during it, planned before it."""
    if colonnes["sortie_le"] and not etat.actif:
        faite = EtatAction.FAITE
    else:
        faite = EtatAction.EN_COURS if etat.actif else EtatAction.PREVUE
    return Action(
        parcours_id=parcours_id,
        type=tables.code("type_action", texte) or "a_preciser",
        libelle=texte[:200],
        etat=faite,
        faite_le=colonnes["sortie_le"] if faite is EtatAction.FAITE else None,
    )


@dataclass(frozen=True)
class ActeEnTable:
    """One line of a journal as two rows, before they are made."""

    echange: dict[str, Any]
    acte: dict[str, Any]
    besoins: tuple[str, ...]
    obstacles: tuple[str, ...]

    @property
    def signature(self) -> tuple[Any, ...]:
        """What makes two lines the same act."""
        e, a = self.echange, self.acte
        mots = (en_un_mot(self.besoins), en_un_mot(self.obstacles))
        return (e["a_la_date"], e["duree_min"], *mots, *(a[c] for c in COLONNES_D_ACTE))

    def lignes(self, parcours_id: uuid.UUID) -> list[Echange | ActeDeMediation | ChoixEnPlus]:
        """The two rows, then one for each further need or obstacle."""
        echange = Echange(parcours_id=parcours_id, importe=True, **self.echange)
        acte = ActeDeMediation(
            echange_id=echange.id,
            besoin=next(iter(self.besoins), None),
            obstacle=next(iter(self.obstacles), None),
            **self.acte,
        )
        en_plus = [
            ChoixEnPlus(acte_id=acte.id, genre=genre, rang=rang, libelle=libelle)
            for genre, lus in ((GenreDeChoix.BESOIN, self.besoins), (GenreDeChoix.OBSTACLE, self.obstacles))
            for rang, libelle in enumerate(lus[1:], 1)
        ]
        return [echange, acte, *en_plus]


def en_un_mot(choisis: Iterable[str]) -> str:
    """Needs or obstacles in one text: acts imported when there was room for one only compare equal to what they are now."""
    return ", ".join(choisis)[:120]


COLONNES_D_ACTE = ("lieu", "type", "accompagnement_physique", "professionnel", "resultat", "suite")


def signature(echange: Echange, acte: ActeDeMediation | None) -> tuple[Any, ...]:
    """The same, of an act already recorded."""
    mots = (en_un_mot(acte.besoins), en_un_mot(acte.obstacles)) if acte else ("", "")
    return (echange.a_la_date, echange.duree_min, *mots, *(getattr(acte, c) if acte else None for c in COLONNES_D_ACTE))


def acte(lu: Acte, tables: Tables) -> ActeEnTable:
    """One line of the médiation journal."""
    auteur = tables.agent(lu.mediateur)
    genre = type_d_acte(lu.type)
    return ActeEnTable(
        {
            "a_la_date": lu.le,
            "canal": Canal(canal_du_lieu(lu.lieu, lu.accompagnement_physique)),
            "duree_min": lu.duree_minutes,
            "auteur_id": auteur,
            "auteur_libelle": None if auteur else lu.mediateur[:120] or None,
            "texte": f"Type d’accompagnement : {lu.type}" if lu.type and not genre else None,
        },
        {
            "lieu": lu.lieu[:80] or None,
            "type": genre,
            "accompagnement_physique": lu.accompagnement_physique,
            "professionnel": lu.professionnel[:160] or None,
            "resultat": lu.resultat[:120] or None,
            "suite": lu.suite[:120] or None,
        },
        besoins=tuple(mot[:120] for mot in dict.fromkeys(lu.besoins) if mot),
        obstacles=tuple(mot[:120] for mot in dict.fromkeys(lu.freins) if mot),
    )


def orientation(
    lue: OrientationProposee, personne: Personne, structure_id: uuid.UUID, parcours_id: uuid.UUID
) -> tuple[Orientation, list[TransitionOrientation]]:
    """A referral of the past: no alert, no reminder, an unanswered one stays as sent."""
    etat = REPONSES.get(lue.reponse or "", EtatOrientation.ENVOYEE)
    ligne = Orientation(
        parcours_id=parcours_id,
        structure_id=structure_id,
        etat=etat,
        personne_nom=personne.identite.nom[:120],
        personne_prenom=personne.identite.prenom[:120],
        personne_telephone=personne.coordonnees.telephones[0] if personne.coordonnees.telephones else None,
        reponse=lue.reponse_texte or None,
        motif_refus="non_presentee" if lue.reponse == "pas_venu" else None,
        envoyee_jour=lue.le,
        envoyee_le=instant(lue.le) if lue.le else None,
        repondue_le=instant(lue.reponse_le) if lue.reponse_le else None,
        importee=True,
    )
    pas = [TransitionOrientation(orientation_id=ligne.id, de=None, vers=EtatOrientation.ENVOYEE, **_quand(lue.le))]
    if etat is not EtatOrientation.ENVOYEE:
        pas.append(
            TransitionOrientation(
                orientation_id=ligne.id, de=EtatOrientation.ENVOYEE, vers=etat, **_quand(lue.reponse_le or lue.le)
            )
        )
    return ligne, pas


def _quand(jour: dt.date | None) -> dict[str, dt.datetime]:
    return {"instant": instant(jour)} if jour else {}
