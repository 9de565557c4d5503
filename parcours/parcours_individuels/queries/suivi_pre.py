"""What a PRE pathway shows on the record: its bilans, its ratings, its delays, and what may be done next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from parcours.beneficiaires.queries import un_dossier
from parcours.beneficiaires.rules import EtatAccord
from parcours.parcours_individuels.models import Bilan, EvaluationDomaine, Parcours
from parcours.parcours_individuels.queries.parcours import courant, parcours_de
from parcours.parcours_individuels.rules import RETRAITS, Delai, EtatParcours, delais, domaine_en_mots, note_en_mots
from parcours.socle.dossier import Geste, Lecture
from parcours.socle.droits import Dispositif, Droit
from parcours.socle.fil import Evenement
from parcours.socle.horloge import aujourd_hui

E = EtatParcours
_VERS = "parcours_individuels."
_CONTRAT = ("Enregistrer le contrat signé", "contrat", "pencil-square")
_BILAN = ("Faire un bilan", "nouveau_bilan", "clipboard-check")
_RENOUVELER = ("Renouveler", "renouvellement", "arrow-counterclockwise")
_SUSPENDRE = ("Suspendre", "suspension", "hourglass-split")
_SORTIE = ("Enregistrer la sortie", "sortie", "box-arrow-right")
GESTES_PAR_ETAT: dict[EtatParcours, tuple[tuple[str, str, str], ...]] = {
    E.DEMANDE: (_CONTRAT,),
    E.A_DEMARRER: (_CONTRAT,),
    E.EN_COURS: (_BILAN, _RENOUVELER, _SUSPENDRE, _SORTIE),
    E.SUSPENDU: (_BILAN, _SORTIE),
    E.SORTIE_PROPOSEE: (_SORTIE, _BILAN),
    E.SORTI: (("Compléter la sortie", "sortie", "pencil-square"),),
    E.VEILLE: (("Prendre des nouvelles", "veille", "telephone"), ("Compléter la sortie", "sortie", "pencil-square")),
}
"""Steps of the PRE that have their own screen, the most frequent first."""


def gestes_du_pre(parcours: Parcours, *, retrait: bool) -> list[Geste]:
    """Screens that move this pathway on; once the agreement is withdrawn, only the exit."""
    arguments: dict[str, Any] = {"parcours_id": parcours.id}
    if retrait:
        ouvert = parcours.etat.actif
        sortie = Geste("Sortie\u00a0: accord retiré", _VERS + "sortie", arguments | {"retrait": 1}, "box-arrow-right", True)
        return [sortie] if ouvert else []
    return [
        Geste(mots, _VERS + page, arguments, icone, rang == 0)
        for rang, (mots, page, icone) in enumerate(GESTES_PAR_ETAT.get(parcours.etat, ()))
    ]


def retrait_connu(parcours: Parcours, accords: Iterable[Any]) -> bool:
    """The same as services.accord_retire, on agreements already read."""
    etats = {a.etat for a in accords}
    restants = etats & {EtatAccord.CONFIRME, EtatAccord.REPRIS, EtatAccord.EN_ATTENTE}
    return parcours.motif_sortie in RETRAITS or (EtatAccord.RETIRE in etats and not restants)


def retrait_de_l_accord(lecture: Lecture, parcours: Parcours) -> bool:
    """True when nothing more is written in this PRE pathway."""
    personne = lecture.une_fois(un_dossier)
    return parcours.dispositif is Dispositif.PRE and retrait_connu(parcours, personne.accords if personne else ())


def _du_pre(lecture: Lecture) -> Parcours | None:
    parcours = courant(lecture)
    lisible = parcours is not None and parcours.dispositif is Dispositif.PRE and lecture.acteur.peut(Droit.BILAN_LIRE)
    return parcours if lisible else None


def delais_de(lecture: Lecture, parcours: Parcours, accord: date | None) -> list[Delai]:
    """Delays between the steps of a PRE pathway."""
    if _du_pre(lecture) is None:
        return []
    bilans = [b.le for b in parcours.bilans]
    return delais(
        [
            ("saisine", parcours.demande_le),
            ("accord", accord),
            ("EPS", parcours.eps_le),
            ("contrat", parcours.debut_le),
            ("premier bilan", min(bilans, default=None)),
        ]
    )


@dataclass(frozen=True)
class Evolution:
    """A domain between its first and its latest rating."""

    domaine: str
    debut: str
    fin: str
    sens: int
    """-1 worse, 0 the same, 1 better."""


def contexte_des_bilans(lecture: Lecture) -> dict[str, Any] | None:
    """Bilans beside the timeline, the next one first; nothing before the pathway starts."""
    parcours = _du_pre(lecture)
    if parcours is None or parcours.debut_le is None:
        return None
    retrait = retrait_de_l_accord(lecture, parcours)
    return {
        "parcours": parcours,
        "bilans": parcours.bilans,
        "retard": bool(parcours.etat.actif and parcours.prochain_bilan_le and parcours.prochain_bilan_le < aujourd_hui()),
        "evolutions": _evolutions(parcours.evaluations),
        "retrait": retrait,
        "ecrit": lecture.acteur.peut(Droit.BILAN_ECRIRE) and parcours.etat.actif and not retrait,
    }


def _evolutions(evaluations: Iterable[EvaluationDomaine]) -> list[Evolution]:
    notes: dict[str, list[int]] = {}
    for e in evaluations:
        if e.note is not None:
            notes.setdefault(e.domaine, []).append(e.note)
    return [
        Evolution(
            domaine_en_mots(code),
            note_en_mots(suite[0]),
            note_en_mots(suite[-1]),
            (suite[-1] > suite[0]) - (suite[-1] < suite[0]),
        )
        for code, suite in notes.items()
    ]


def bilans_du_fil(lecture: Lecture) -> list[Evenement]:
    """Bilans held, words of the exit, news taken afterwards."""
    if _du_pre(lecture) is None:
        return []
    evenements: list[Evenement] = []
    for parcours in lecture.une_fois(parcours_de):
        evenements += [*(_bilan(b) for b in parcours.bilans), *_sortie(parcours)]
    return evenements


def _bilan(bilan: Bilan) -> Evenement:
    presents = ", ".join(p.libelle.lower() for p in bilan.presents)
    details = [("Ce qu’on retient", bilan.constat), ("Suite", bilan.suite.libelle)]
    return Evenement(
        bilan.le,
        "clipboard-check",
        bilan.type.libelle,
        qui=f"avec {presents}" if presents else "",
        texte=bilan.paroles or "",
        instant=bilan.cree_le,
        details=tuple((nom, mots) for nom, mots in details if mots),
        gestes=(Geste("Ouvrir", _VERS + "bilan", {"bilan_id": bilan.id}),),
        id=bilan.id,
    )


def _sortie(parcours: Parcours) -> list[Evenement]:
    sortie = parcours.sortie
    if sortie is None or parcours.sortie_le is None:
        return []
    evenements = []
    paroles = [("L’enfant", sortie.mots_enfant), ("Les parents", sortie.mots_parents)]
    details = tuple((qui, mots) for qui, mots in paroles if mots)
    if details or sortie.satisfaction:
        satisfaction = f"La famille est {sortie.satisfaction.libelle.lower()}." if sortie.satisfaction else ""
        evenements.append(
            Evenement(
                parcours.sortie_le, "chat-left-text", "Regards croisés à la sortie", texte=satisfaction, details=details,
                instant=sortie.cree_le,
            )
        )  # fmt: skip
    if sortie.veille_faite_le and sortie.veille_situation:
        evenements.append(
            Evenement(
                sortie.veille_faite_le,
                "telephone",
                f"Nouvelles après la sortie\u00a0: situation {sortie.veille_situation.libelle.lower()}",
                texte=sortie.veille_texte or "",
                instant=sortie.modifie_le,
            )
        )
    elif sortie.veille_le and parcours.etat is E.VEILLE:
        evenements.append(
            Evenement(
                sortie.veille_le, "telephone", "Prendre des nouvelles", a_venir=True,
                ton="attention" if sortie.veille_le < aujourd_hui() else "",
                gestes=(Geste("Noter les nouvelles", _VERS + "veille", {"parcours_id": parcours.id}),),
            )
        )  # fmt: skip
    return evenements
