"""Lines known to be one person, gathered into one proposal: the first line rules, the others complete it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from parcours.imports.rules.champs import PAR_CODE, Dispositif, Forme
from parcours.imports.rules.doublons import Identite
from parcours.imports.rules.lecture import LigneLue, cle_numero, identite_lue, sexe_lu
from parcours.imports.rules.lieux import CommuneLue, EtatQuartier, QuartierLu, en_quartier_prioritaire
from parcours.imports.rules.messages import Gravite, Message
from parcours.imports.rules.noms import NomLu, en_nom
from parcours.imports.rules.propositions import (
    Acte,
    Coordonnees,
    OrientationProposee,
    ParcoursPropose,
    Personne,
    Reperage,
    Responsable,
    Scolarite,
)
from parcours.imports.rules.referentiel import EcoleConnue, Referentiel

PAR_ACTE = frozenset(
    {
        "date_acte",
        "mediateur",
        "lieu",
        "type_acte",
        "besoin",
        "frein_renoncement",
        "accompagnement_physique",
        "duree",
        "professionnel",
        "resultat",
        "suite",
        "observations",
        "oriente_par",
    }
)
_PAR_ORIENTATION = frozenset({"oriente_vers", "date_orientation", "reponse", "date_reponse"})
_REUNIS = frozenset({"telephone", "telephone_responsable_1", "telephone_responsable_2", "actions", "motif", "freins"})


def identite_de(ligne: LigneLue) -> Identite:
    """The identity a row gives."""
    nom = identite_lue(ligne)
    sexe, _ = sexe_lu(ligne, nom)
    return Identite(
        nom.nom,
        nom.prenom,
        ligne.valeurs.get("date_naissance"),
        sexe,
        cle_numero(ligne.textes.get("numero", "")),
        nom.nom_naissance,
    )


def rassembler(
    lignes: Sequence[LigneLue],
    dispositif: Dispositif,
    forme: Forme,
    referentiel: Referentiel,
    autres: Sequence[tuple[str, str]] = (),
) -> tuple[Personne, list[Message]]:
    """One person from their lines, and a message for each value on which two lines disagree (the first is kept)."""
    valeurs, messages = _fusionner(lignes, forme)
    identites = [identite_de(ligne) for ligne in lignes]
    # The same name with its accents is the better spelling ("Sébastien" over "Sebastien").
    mieux = max(
        (i for i in identites if i.mots == identites[0].mots), key=lambda i: sum(ord(c) > 127 for c in i.nom + i.prenom)
    )
    identite = replace(
        identites[0],
        nom=mieux.nom,
        prenom=mieux.prenom,
        naissance=next((i.naissance for i in identites if i.naissance), None),
        sexe=next((i.sexe for i in identites if i.sexe), None),
        numero=next((i.numero for i in identites if i.numero), ""),
        nom_naissance=next((i.nom_naissance for i in identites if i.nom_naissance), ""),
    )
    return Personne(
        sources=tuple((ligne.feuille, ligne.numero) for ligne in lignes),
        identite=identite,
        coordonnees=_coordonnees(valeurs, referentiel),
        scolarite=_scolarite(valeurs, lignes),
        responsables=_responsables(valeurs),
        accord=valeurs.get("accord"),
        parcours=ParcoursPropose(
            valeurs.get("date_saisine"),
            valeurs.get("oriente_par", ""),
            valeurs.get("motif", ()),
            valeurs.get("date_eps"),
            valeurs.get("referent", ""),
            valeurs.get("date_entree"),
            valeurs.get("actions", ()),
            valeurs.get("prochain_bilan"),
            valeurs.get("date_sortie"),
            valeurs.get("motif_sortie", ""),
            valeurs.get("statut", ""),
        ),
        reperage=Reperage(
            valeurs.get("repere_par", ""),
            valeurs.get("date_reperage"),
            valeurs.get("rsa"),
            valeurs.get("inscrit_ft"),
            valeurs.get("freins", ()),
        ),
        orientations=_orientations(lignes) if dispositif is Dispositif.EMPLOI else (),
        actes=tuple(map(_acte, lignes)) if forme is Forme.JOURNAL else (),
        observations="\n".join(dict.fromkeys(t for ligne in lignes if (t := ligne.textes.get("observations", "")))),
        autres=tuple(autres),
    ), messages


def _fusionner(lignes: Sequence[LigneLue], forme: Forme) -> tuple[dict[str, Any], list[Message]]:
    valeurs: dict[str, Any] = {}
    messages: list[Message] = []
    for ligne in lignes:
        for code, valeur in ligne.valeurs.items():
            if valeur is None or (isinstance(valeur, QuartierLu) and valeur.etat is EtatQuartier.INCONNU):
                continue
            if code not in valeurs:
                valeurs[code] = valeur
            elif code in _REUNIS:
                valeurs[code] = tuple(dict.fromkeys((*valeurs[code], *valeur)))
            elif (
                forme is Forme.PERSONNES
                and code not in _PAR_ORIENTATION | {"observations", "numero"}
                and not _pareils(valeurs[code], valeur)
            ):
                messages.append(
                    Message(
                        ligne.feuille,
                        ligne.numero,
                        "valeurs_differentes",
                        f"{PAR_CODE[code].libelle} : « {ligne.textes.get(code, '')} » diffère de la ligne {lignes[0].numero}, dont la valeur est gardée",
                        Gravite.ATTENTION,
                        code,
                        ligne.reference(code),
                        ligne.textes.get(code, ""),
                    )
                )
    return valeurs, messages


def _pareils(a: Any, b: Any) -> bool:
    if isinstance(a, NomLu) and isinstance(b, NomLu):
        return Identite(a.nom, a.prenom).mots == Identite(b.nom, b.prenom).mots
    if isinstance(a, CommuneLue) and isinstance(b, CommuneLue):
        return (a.code_insee or a.nom) == (b.code_insee or b.nom)
    if isinstance(a, str) and isinstance(b, str):
        return Identite(a, "").mots == Identite(b, "").mots
    return bool(a == b)


def _coordonnees(v: dict[str, Any], referentiel: Referentiel) -> Coordonnees:
    commune = v.get("commune") or CommuneLue()
    quartier = v.get("quartier") or QuartierLu(EtatQuartier.INCONNU)
    return Coordonnees(
        v.get("adresse", ""),
        v.get("code_postal") or commune.code_postal,
        commune.nom,
        commune.code_insee,
        quartier.etat.value,
        quartier.code,
        en_quartier_prioritaire(quartier.code, referentiel),
        v.get("telephone", ()),
        v.get("courriel", ""),
    )


def _scolarite(v: dict[str, Any], lignes: Sequence[LigneLue]) -> Scolarite:
    ecole = v.get("ecole")
    texte = next((t for ligne in lignes if (t := ligne.textes.get("ecole", ""))), "")
    if isinstance(ecole, EcoleConnue):
        return Scolarite(ecole.code, texte, v.get("classe", ""), ecole.education_prioritaire)
    return Scolarite(None, texte, v.get("classe", ""))


def _responsables(v: dict[str, Any]) -> tuple[Responsable, ...]:
    trouves = []
    for rang in (1, 2):
        nom, telephones = v.get(f"responsable_{rang}"), v.get(f"telephone_responsable_{rang}", ())
        prenom = v.get(f"prenom_responsable_{rang}", "")
        if isinstance(nom, NomLu) or telephones or prenom:
            lu = nom if isinstance(nom, NomLu) else NomLu("", "")
            if prenom:  # the first name has its own column: the other holds the surname whole
                lu = NomLu(en_nom(f"{lu.nom} {lu.prenom}"), prenom)
            trouves.append(Responsable(rang, lu.nom, lu.prenom, telephones))
    return tuple(trouves)


def _orientations(lignes: Sequence[LigneLue]) -> tuple[OrientationProposee, ...]:
    vues: dict[tuple[Any, ...], OrientationProposee] = {}
    for ligne in lignes:
        premiere = {**ligne.valeurs, "texte": ligne.textes.get("reponse", "")}
        for v in (premiere, *ligne.orientations):
            if v.get("oriente_vers") or v.get("date_orientation"):
                une = OrientationProposee(
                    v.get("oriente_vers") or "",
                    v.get("date_orientation"),
                    v.get("reponse"),
                    v.get("texte", ""),
                    v.get("date_reponse"),
                    (ligne.feuille, ligne.numero),
                )
                vues.setdefault((une.vers, une.le, une.reponse, une.reponse_le), une)
    return tuple(vues.values())


def _acte(ligne: LigneLue) -> Acte:
    v = ligne.valeurs
    return Acte(
        (ligne.feuille, ligne.numero),
        v.get("date_acte"),
        v.get("mediateur", ""),
        v.get("lieu", ""),
        v.get("type_acte", ""),
        v.get("besoin", ()),
        v.get("frein_renoncement", ()),
        v.get("accompagnement_physique"),
        v.get("duree"),
        v.get("professionnel", ""),
        v.get("resultat", ""),
        v.get("suite", ""),
    )
