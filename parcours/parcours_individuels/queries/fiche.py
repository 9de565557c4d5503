"""What pathways bring to the list and to the record: tabs, steps, card, buttons."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, case, func

from parcours.beneficiaires.queries import un_dossier
from parcours.beneficiaires.rules import EtatAccord
from parcours.nomenclatures import queries as nomenclatures
from parcours.parcours_individuels.access import parcours_de_la_ligne
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.queries.parcours import courant, motifs_de, parcours_de
from parcours.parcours_individuels.queries.suivi_pre import delais_de, gestes_du_pre, retrait_de_l_accord
from parcours.parcours_individuels.rules import ACTIFS, OUVERTS, PAGES_D_ETAPE, TERMINES, EtatParcours, duree_en_mots, etapes
from parcours.socle.dossier import Geste, Lecture, Vue, Vues
from parcours.socle.droits import Dispositif, Droit
from parcours.socle.horloge import aujourd_hui
from parcours.socle.typographie import date_courte

E = EtatParcours


def _numero_de_vue() -> ScalarSelect[Any]:
    """Tab of a person: the most present state wins when there are several pathways."""
    numero = case(
        (Parcours.etat.in_((E.EN_COURS, E.SORTIE_PROPOSEE)), 4),
        (Parcours.etat == E.SUSPENDU, 3),
        (Parcours.etat.in_((E.DEMANDE, E.A_DEMARRER)), 2),
        else_=1,
    )
    return parcours_de_la_ligne().with_only_columns(func.max(numero)).scalar_subquery()


VUES = Vues(
    (
        Vue("en-parcours", "En parcours", 4, "en parcours"),
        Vue("demandes", "Demandes", 2, "en attente"),
        Vue("suspendus", "Suspendus", 3, "en suspens"),
        Vue("sortis", "Sortis", 1, "de la file des sorties"),
    ),
    _numero_de_vue,
    sans_ligne=2,
)
"""A file without any pathway waits among the requests."""


def contexte_des_etapes(lecture: Lecture) -> dict[str, Any] | None:
    """Steps drawn under the name."""
    parcours = courant(lecture)
    if parcours is None:
        return {"etapes": [], "parcours": None, "delais": []}
    personne = lecture.une_fois(un_dossier)
    accord = None
    if personne is not None:
        dates = [a.donne_le for a in personne.accords if a.etat in (EtatAccord.CONFIRME, EtatAccord.REPRIS) and a.donne_le]
        accord = max(dates, default=None)
    return {"etapes": _etapes(parcours, accord), "parcours": parcours, "delais": delais_de(lecture, parcours, accord)}


def _etapes(parcours: Parcours, accord: date | None) -> list[tuple[str, str, str]]:
    """(words, when, « fait » | « ici » | empty) for each step of the dispositif."""
    noms = etapes(parcours.dispositif)
    fini = parcours.etat in TERMINES
    quand: dict[str, date | None] = {
        "Saisine": parcours.demande_le,
        "Premier contact": parcours.demande_le,
        "Repérage": parcours.demande_le,
        "Accord": accord,
        "EPS": parcours.eps_le,
        "En parcours": parcours.debut_le,
        "En accompagnement": parcours.debut_le,
    }
    faits = {nom: date_courte(quand.get(nom)) for nom in noms}
    dedans = next(nom for nom in noms if nom.startswith("En "))
    fin = noms[-1]
    if parcours.debut_le and parcours.etat in ACTIFS:
        duree = duree_en_mots(parcours.debut_le, aujourd_hui())
        faits[dedans] = f"suspendu, {duree}" if parcours.etat is E.SUSPENDU else duree
    if "Bilan" in faits and parcours.prochain_bilan_le:
        faits["Bilan"] = f"prévu le {date_courte(parcours.prochain_bilan_le)}"
    if fini:
        faits[fin] = date_courte(parcours.sortie_le) or parcours.etat.libelle.lower()
    elif parcours.etat is E.SORTIE_PROPOSEE:
        faits[fin] = "proposée"
    ici = (
        fin if fini else dedans if parcours.etat in ACTIFS else next(n for n in reversed(noms) if quand.get(n) or n == noms[0])
    )
    rang = noms.index(ici)
    return [
        (nom, faits[nom], "ici" if nom == ici else "fait" if i < rang and (quand.get(nom) or i == 0) else "")
        for i, nom in enumerate(noms)
    ]


def contexte_du_parcours(lecture: Lecture) -> dict[str, Any] | None:
    """Pathways, their dates and reasons, in « Situation »."""
    motifs = lecture.une_fois(motifs_de)
    tous = lecture.une_fois(parcours_de)
    return {
        "tous": tous,
        "motifs": motifs,
        "profils": nomenclatures.libelles("profil_pre") if any(p.profil for p in tous) else {},
        "ecrit": lecture.acteur.peut(Droit.PARCOURS_ECRIRE),
    }


def gestes(lecture: Lecture) -> list[Geste]:
    """Opening a pathway, or moving it on."""
    parcours = courant(lecture)
    if parcours is None or parcours.etat not in OUVERTS:
        return [
            Geste(
                "Ouvrir un parcours",
                "parcours_individuels.ouverture",
                {"beneficiaire_id": lecture.beneficiaire_id},
                icone="signpost-split",
                principal=parcours is None,
            )
        ]
    page = PAGES_D_ETAPE.get(parcours.dispositif, "parcours_individuels.etat")
    avancer = Geste("Faire avancer", page, {"parcours_id": parcours.id}, icone="arrow-right")
    if parcours.dispositif is not Dispositif.PRE or not lecture.acteur.peut(Droit.BILAN_ECRIRE):
        return [avancer]
    return [*gestes_du_pre(parcours, retrait=retrait_de_l_accord(lecture, parcours))[:1], avancer]
