"""What pathways bring to the timeline."""

from __future__ import annotations

from parcours.parcours_individuels.models import Parcours, TransitionParcours
from parcours.parcours_individuels.queries.actions import evenements_des_actions
from parcours.parcours_individuels.queries.parcours import parcours_de
from parcours.parcours_individuels.rules import ACTIFS, VERBES, EtatObjectif, EtatParcours
from parcours.socle.dossier import Geste, Lecture
from parcours.socle.droits import Dispositif, Droit
from parcours.socle.fil import Evenement
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_longue

E = EtatParcours


def evenements_du_fil(lecture: Lecture) -> list[Evenement]:
    """Steps, objectives and actions, as the timeline tells them."""
    evenements = []
    for parcours in lecture.une_fois(parcours_de):
        for pas in parcours.transitions:
            if pas.de is E.EN_COURS and pas.vers is E.EN_COURS:
                quoi = "Parcours renouvelé"
            elif pas.de is E.SUSPENDU and pas.vers is E.EN_COURS:
                quoi = "Reprise du parcours"
            elif pas.vers is E.EN_COURS and parcours.dispositif is not Dispositif.PRE:
                quoi = "Début de l’accompagnement"
            else:
                quoi = VERBES[pas.vers]
            evenements.append(
                Evenement(
                    pas.a_la_date,
                    "signpost-split",
                    quoi,
                    texte=pas.texte or _motif(parcours, pas.motif),
                    instant=pas.instant,
                    details=_details(parcours, pas),
                )
            )
        for objectif in parcours.objectifs:
            if objectif.etat is not EtatObjectif.EN_COURS and objectif.atteint_le:
                ton = "reussite" if objectif.etat is EtatObjectif.ATTEINT else ""
                quoi = f"Objectif {objectif.etat.libelle.lower()}"
                evenements.append(Evenement(objectif.atteint_le, "flag", quoi, texte=objectif.texte or "", ton=ton))
        if parcours.prochain_bilan_le and parcours.etat in ACTIFS:
            retard = parcours.prochain_bilan_le < aujourd_hui()
            evenements.append(
                Evenement(
                    parcours.prochain_bilan_le,
                    "calendar-check",
                    "Bilan à faire" if retard else "Bilan prévu",
                    ton="attention" if retard else "",
                    a_venir=True,
                    gestes=_gestes_du_bilan(parcours) if lecture.acteur.peut(Droit.PARCOURS_ECRIRE) else (),
                )
            )
    return evenements + evenements_des_actions(lecture)


def _gestes_du_bilan(parcours: Parcours) -> tuple[Geste, ...]:
    arguments = {"parcours_id": parcours.id}
    changer = Geste("Changer la date", "parcours_individuels.modification", arguments)
    if parcours.dispositif is not Dispositif.PRE:
        return (changer,)
    return (Geste("Faire le bilan", "parcours_individuels.nouveau_bilan", arguments), changer)


def _details(parcours: Parcours, pas: TransitionParcours) -> tuple[tuple[str, str], ...]:
    """Who signed, until when, expected when."""
    if pas.vers is E.EN_COURS and parcours.contrat and pas.a_la_date == parcours.contrat.signe_le:
        signataires = ", ".join(s.libelle.lower() for s in parcours.contrat.signataires)
        return (("Contrat signé par", signataires),) if signataires else ()
    if pas.prevu_le is None:
        return ()
    mots = {E.SUSPENDU: "Retour prévu", E.VEILLE: "Nouvelles à prendre"}.get(pas.vers, "Nouveau terme")
    return ((mots, f"le {date_longue(pas.prevu_le)}"),)


def _motif(parcours: Parcours, motif: str | None) -> str:
    return motif.replace("_", " ").capitalize() if motif and motif == parcours.motif_sortie else motif or ""
