"""What a file brought again would change in a file already recorded: proposed one by one, nothing by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from parcours.beneficiaires.rules import EtatAccord, Sexe, SituationQuartier
from parcours.imports.rules.propositions import Personne
from parcours.imports.rules.textes import cle
from parcours.imports.services import elements, valeurs
from parcours.imports.services.dossiers import Dossier
from parcours.imports.services.tables import Tables
from parcours.socle.droits import Dispositif
from parcours.socle.typographie import telephone as telephone_lisible

LIBELLES = {
    "nom": "Nom",
    "prenom": "Prénom",
    "nom_naissance": "Nom de naissance",
    "sexe": "Sexe",
    "date_naissance": "Date de naissance",
    "telephone": "Téléphone",
    "courriel": "Courriel",
    "adresse": "Adresse",
    "commune_id": "Commune",
    "etablissement_id": "École",
    "classe": "Classe",
    "demande_le": "Date de la demande",
    "oriente_par": "Orienté par",
    "eps_le": "Date de l’EPS",
    "debut_le": "Date d’entrée",
    "prochain_bilan_le": "Prochain bilan",
    "sortie_le": "Date de sortie",
    "motif_sortie_texte": "Motif de sortie",
}


@dataclass(frozen=True)
class Changement:
    """One difference. `cle` names what to change; the texts are for the screen."""

    cle: str
    libelle: str
    ancien: str
    nouveau: str

    def en_dict(self) -> dict[str, str]:
        """For the sealed content of the line."""
        return {"cle": self.cle, "libelle": self.libelle, "ancien": self.ancien, "nouveau": self.nouveau}


def differences(personne: Personne, accord: str, dossier: Dossier, tables: Tables) -> list[Changement]:
    """All differences, in the order of the record. An empty cell never proposes to erase."""
    return [
        *_identite(personne, dossier, tables),
        *_contacts(personne, dossier),
        *_accord(personne, accord, dossier),
        *_parcours(personne, dossier, tables),
        *_observations(personne, dossier),
    ]


def _identite(personne: Personne, dossier: Dossier, tables: Tables) -> Iterator[Changement]:
    lues = valeurs.identite(personne, tables)
    for champ in ("nom", "prenom", "nom_naissance", "sexe", "date_naissance", "telephone", "courriel", "adresse", "classe"):
        ancien, nouveau = getattr(dossier.personne, champ), lues[champ]
        if not nouveau or nouveau is Sexe.INCONNU or nouveau == ancien:
            continue
        if champ in ("nom", "prenom") and cle(nouveau) == cle(ancien):
            continue  # an accent or a capital is not a change
        yield Changement(f"identite.{champ}", LIBELLES[champ], en_mots(ancien), en_mots(nouveau))
    noms: dict[Any, str] = {e.id: e.nom for e in tables.ecoles.values()} | tables.noms_communes
    for champ in ("commune_id", "etablissement_id"):
        ancien, nouveau = getattr(dossier.personne, champ), lues[champ]
        if nouveau and nouveau != ancien:
            yield Changement(f"identite.{champ}", LIBELLES[champ], noms.get(ancien, ""), noms.get(nouveau, ""))
    avant = (dossier.personne.situation_quartier, dossier.personne.quartier_id)
    apres = (lues["situation_quartier"], lues["quartier_id"])
    if apres[0] is not SituationQuartier.INCONNU and apres != avant:
        quartiers: dict[Any, str] = {q.id: q.nom for q in tables.quartiers.values()}
        yield Changement(
            "identite.quartier",
            "Quartier",
            quartiers.get(avant[1], avant[0].libelle),
            quartiers.get(apres[1], apres[0].libelle),
        )


def _contacts(personne: Personne, dossier: Dossier) -> Iterator[Changement]:
    par_nom = {tuple(sorted(cle(f"{c.nom} {c.prenom}").split())): c for c in dossier.contacts}
    for responsable in personne.responsables:
        voulu = elements.contact(personne, responsable, "", dossier.personne.id)
        if voulu is None:
            continue
        connu = par_nom.get(tuple(sorted(cle(f"{voulu.nom} {voulu.prenom}").split())))
        if connu is None:
            yield Changement(f"contact.{responsable.rang}", "Nouveau contact", "", voulu.nom_affiche)
        elif voulu.telephone and voulu.telephone != connu.telephone:
            yield Changement(
                f"contact_telephone.{responsable.rang}",
                f"Téléphone de {connu.nom_affiche}",
                telephone_lisible(connu.telephone),
                telephone_lisible(voulu.telephone),
            )


def _accord(personne: Personne, texte: str, dossier: Dossier) -> Iterator[Changement]:
    voulu = elements.accord(personne, texte, dossier.personne.id)
    if voulu is None or any(
        a.etat is EtatAccord.CONFIRME or (a.etat is voulu.etat and a.texte_origine) for a in dossier.accords
    ):
        return
    dernier = dossier.accords[-1].etat.libelle if dossier.accords else ""
    yield Changement("accord", "Accord", dernier, voulu.etat.libelle)


def _parcours(personne: Personne, dossier: Dossier, tables: Tables) -> Iterator[Changement]:
    if dossier.parcours is None:
        return
    lues = valeurs.parcours(personne, tables)
    for champ in ("demande_le", "oriente_par", "eps_le", "debut_le", "prochain_bilan_le", "sortie_le", "motif_sortie_texte"):
        ancien, nouveau = getattr(dossier.parcours, champ), lues[champ]
        if not nouveau or nouveau == ancien or (champ == "demande_le" and tables.dispositif is Dispositif.SANTE and ancien):
            continue
        if champ == "motif_sortie_texte" and lues["motif_sortie"] and lues["motif_sortie"] == dossier.parcours.motif_sortie:
            continue
        yield Changement(f"parcours.{champ}", LIBELLES[champ], en_mots(ancien), en_mots(nouveau))
    yield from _referent(personne, dossier, tables)
    for liste, textes, connus in (
        ("motif", personne.parcours.motifs, {cle(m.libelle) for m in dossier.motifs}),
        ("action", personne.parcours.actions, {cle(a.libelle) for a in dossier.actions}),
    ):
        for texte in textes:
            if cle(texte[:200]) not in connus:
                yield Changement(
                    f"{liste}.{texte[:80]}", {"motif": "Nouveau motif", "action": "Nouvelle action"}[liste], "", texte
                )
    yield from _actes(personne, dossier, tables)
    yield from _orientations(personne, dossier, tables)


def _referent(personne: Personne, dossier: Dossier, tables: Tables) -> Iterator[Changement]:
    nom = personne.parcours.referent
    if not nom:
        return
    voulu = tables.agent(nom)
    if any((voulu and r.agent_id == voulu) or cle(r.libelle or "") == cle(nom) for r in dossier.referents):
        return
    yield Changement("referent", "Référent", dossier.referents[-1].nom if dossier.referents else "", nom)


def actes_nouveaux(personne: Personne, dossier: Dossier, tables: Tables) -> dict[str, elements.ActeEnTable]:
    """Acts of the file that are not recorded yet, by the key of their change. Two identical lines are two acts."""
    deja = Counter(elements.signature(e, a) for e, a in dossier.actes)
    nouveaux: dict[str, elements.ActeEnTable] = {}
    for lu in valeurs.actes_dates(personne):
        acte = elements.acte(lu, tables)
        if deja[acte.signature]:
            deja[acte.signature] -= 1
        else:
            nouveaux[f"acte.{lu.source[0]}!{lu.source[1]}"[:120]] = acte
    return nouveaux


def _actes(personne: Personne, dossier: Dossier, tables: Tables) -> Iterator[Changement]:
    for cle_acte, acte in actes_nouveaux(personne, dossier, tables).items():
        besoin = elements.en_un_mot(acte.besoins) or acte.acte["type"] or ""
        yield Changement(cle_acte, "Nouvel accompagnement", "", f"{en_mots(acte.echange['a_la_date'])} {besoin}".strip())


def _orientations(personne: Personne, dossier: Dossier, tables: Tables) -> Iterator[Changement]:
    for rang, une in enumerate(personne.orientations):
        connue = tables.structure(une.vers)
        memes = [
            o for o in dossier.orientations if o.envoyee_jour == une.le and (connue is None or str(o.structure_id) == connue.id)
        ]
        if not memes:
            yield Changement(f"orientation.{rang}", "Nouvelle orientation", "", f"{une.vers}, {en_mots(une.le)}".strip(", "))
            continue
        voulu = elements.REPONSES.get(une.reponse or "")
        if voulu and memes[0].importee and memes[0].etat.attend_une_reponse:
            yield Changement(f"orientation_reponse.{rang}", f"Réponse de {une.vers}", memes[0].etat.libelle, voulu.libelle)


def _observations(personne: Personne, dossier: Dossier) -> Iterator[Changement]:
    voulues = valeurs.observations(personne)
    connues = dossier.personne.observations or ""
    nouvelles = [ligne for ligne in voulues.splitlines() if ligne and ligne not in connues]
    if nouvelles:
        yield Changement("observations", "Observations, à ajouter", "", "\n".join(nouvelles))


def en_mots(valeur: Any) -> str:
    """A value as the screen shows it."""
    if valeur is None or valeur == "":
        return ""
    if isinstance(valeur, date):
        return f"{valeur:%d/%m/%Y}"
    if isinstance(valeur, Sexe):
        return valeur.libelle
    texte = str(valeur)
    return telephone_lisible(texte) if texte.startswith("+") else texte
