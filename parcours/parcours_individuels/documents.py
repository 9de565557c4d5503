"""What a pathway prints: contrat d’engagement, attestation, bilan individuel."""

from __future__ import annotations

from collections.abc import Sequence

from parcours.beneficiaires.models import Beneficiaire, Contact
from parcours.beneficiaires.rules import Sexe
from parcours.editique.document import Document
from parcours.parcours_individuels.models import Action, Bilan, Parcours
from parcours.parcours_individuels.rules import EtatAction, EtatObjectif, note_en_mots
from parcours.socle.horloge import aujourd_hui
from parcours.socle.maison import Maison
from parcours.socle.typographie import age, date_courte, date_longue
from parcours.textes.queries import texte


def _identite(document: Document, parcours: Parcours, referent: str, *suite: tuple[str, object]) -> None:
    personne = parcours.beneficiaire
    document.identite(
        [
            ("Enfant", personne.nom_affiche),
            ("Âge", age(personne.date_naissance)),
            ("Classe", personne.classe),
            ("École", personne.etablissement.nom if personne.etablissement else ""),
            ("Référent", referent),
            *suite,
        ]
    )


def _signatures(document: Document, parcours: Parcours, titulaires: Sequence[Contact], referent: str) -> None:
    parents = [("Titulaire de l’autorité parentale", c.nom_affiche) for c in titulaires]
    with document.ensemble():
        document.section("Signatures")
        document.signatures(
            [
                ("L’enfant", parcours.beneficiaire.nom_affiche),
                *(parents or [("Titulaire de l’autorité parentale", "")]),
                ("Référent de parcours", referent),
                ("Coordination du programme", ""),
            ]
        )


def contrat(parcours: Parcours, titulaires: Sequence[Contact], referent: str, maison: Maison) -> bytes:
    """Contrat d’engagement: what is aimed at, what will be done, who promises what, who signs (pre.md §1.1, step 7)."""
    document = Document("Contrat d’engagement", maison, le=aujourd_hui())
    document.entete("Contrat d’engagement", "Programme de réussite éducative")
    debut = parcours.contrat.signe_le if parcours.contrat is not None else parcours.debut_le
    _identite(
        document,
        parcours,
        referent,
        ("Début", date_longue(debut)),
        ("Terme", date_longue(parcours.terme_le)),
        ("Premier bilan", date_longue(parcours.prochain_bilan_le)),
    )
    valeurs = {"enfant": parcours.beneficiaire.nom_affiche, "referent": referent or "à désigner"}
    document.texte(texte("contrat_preambule", maison.service, valeurs))
    document.section("Nos objectifs et ce que nous allons faire")
    _objectifs_et_actions(document, parcours)
    document.section("Nos engagements")
    document.texte(texte("contrat_engagements", maison.service, valeurs))
    _signatures(document, parcours, titulaires, referent)
    return document.octets()


def _objectifs_et_actions(document: Document, parcours: Parcours) -> None:
    objectifs = [o for o in parcours.objectifs if o.etat is EtatObjectif.EN_COURS]
    actions = [a for a in parcours.actions if a.etat is EtatAction.PREVUE]
    for rang, objectif in enumerate(objectifs, 1):
        document.sous_section(f"{rang}. {objectif.texte or 'Objectif'}")
        _actions_prevues(document, [a for a in actions if a.objectif_id == objectif.id])
    libres = [a for a in actions if a.objectif_id not in {o.id for o in objectifs}]
    if libres:
        if objectifs:
            document.sous_section("Autres actions")
        _actions_prevues(document, libres)
    if not objectifs:
        document.paragraphe("Objectifs et actions, à écrire ensemble\u00a0:", "note")
        document.lignes_a_ecrire(7)


def _actions_prevues(document: Document, actions: Sequence[Action]) -> None:
    if actions:
        document.tableau(
            ["Action", "Avec", "Prévue le"],
            [(a.libelle, a.operateur.libelle if a.operateur else "", date_courte(a.prevue_le)) for a in actions],
            largeurs=(5, 3, 1.5),
        )


def _accord(personne: Beneficiaire) -> str:
    """The ending of a participle about the child: both when the sex is not recorded."""
    return {Sexe.FEMININ: "e", Sexe.MASCULIN: ""}.get(personne.sexe, "(e)")


def attestation(parcours: Parcours, maison: Maison) -> bytes:
    """Says that a child is in the programme, never why."""
    document = Document("Attestation", maison, le=aujourd_hui(), confidentiel=False)
    document.entete("Attestation", "Programme de réussite éducative")
    document.espace(20)
    personne = parcours.beneficiaire
    document.texte(
        texte(
            "attestation",
            maison.service,
            {
                "enfant": personne.nom_affiche,
                "naissance": date_longue(personne.date_naissance) or "……………………",
                "depuis": date_longue(parcours.debut_le),
                "ne": f"né{_accord(personne)}",
                "accompagne": f"accompagné{_accord(personne)}",
            },
        )
    )
    document.espace(20)
    document.signatures([("Pour la coordination du programme", "")], hauteur=70)
    return document.octets()


def bilan_individuel(
    parcours: Parcours, bilan: Bilan | None, titulaires: Sequence[Contact], referent: str, maison: Maison
) -> bytes:
    """Where the pathway stands: objectives, actions, what was said, what follows; read and signed with the family."""
    document = Document("Bilan individuel", maison, le=aujourd_hui())
    document.entete(bilan.type.libelle if bilan is not None else "Bilan", "Programme de réussite éducative")
    _identite(
        document,
        parcours,
        referent,
        ("Entrée", date_longue(parcours.debut_le)),
        ("Bilan du", date_longue(bilan.le) if bilan is not None else ""),
        ("Présents", ", ".join(p.libelle for p in bilan.presents) if bilan is not None else ""),
    )
    valeurs = {"enfant": parcours.beneficiaire.nom_affiche, "referent": referent, "depuis": date_longue(parcours.debut_le)}
    document.texte(texte("bilan_individuel", maison.service, valeurs))
    document.section("Objectifs")
    document.tableau(
        ["Objectif", "Où nous en sommes", "Au début", "Aujourd’hui"],
        [(o.texte, o.etat.libelle, note_en_mots(o.note_debut), note_en_mots(o.note_fin)) for o in parcours.objectifs],
        largeurs=(5, 2, 1.7, 1.7),
        vide="Aucun objectif n’est encore écrit.",
    )
    document.section("Actions")
    document.tableau(
        ["Action", "Avec", "Où nous en sommes"],
        [(a.libelle, a.operateur.libelle if a.operateur else "", _ou_en_est(a)) for a in parcours.actions],
        largeurs=(5, 3, 2.5),
        vide="Aucune action n’est encore écrite.",
    )
    _paroles_et_suite(document, parcours, bilan)
    _signatures(document, parcours, titulaires, referent)
    return document.octets()


def _ou_en_est(action: Action) -> str:
    if action.faite_le:
        return f"{action.etat.libelle} le {date_courte(action.faite_le)}"
    prevue = f" pour le {date_courte(action.prevue_le)}" if action.prevue_le and action.etat is EtatAction.PREVUE else ""
    return f"{action.etat.libelle}{prevue}"


def _paroles_et_suite(document: Document, parcours: Parcours, bilan: Bilan | None) -> None:
    document.section("Ce que disent l’enfant et sa famille")
    if bilan is not None and bilan.paroles:
        document.texte(bilan.paroles)
    else:
        document.lignes_a_ecrire(4)
    document.section("Ce que nous constatons")
    if bilan is not None and bilan.constat:
        document.texte(bilan.constat)
    else:
        document.lignes_a_ecrire(4)
    if bilan is not None:
        document.section("La suite")
        document.paragraphe(f"{bilan.suite.libelle}.")
    prochain = bilan.prochain_bilan_le if bilan is not None and bilan.prochain_bilan_le else parcours.prochain_bilan_le
    if prochain and prochain > aujourd_hui():
        document.paragraphe(f"Prochain bilan\u00a0: {date_longue(prochain)}.")
