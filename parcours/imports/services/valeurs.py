"""A person as read in the file, in the terms of the tables: used to create, and to compare with what is recorded."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from parcours.beneficiaires.rules import Sexe, SituationQuartier
from parcours.imports.rules.propositions import Acte, Personne
from parcours.imports.rules.textes import cle
from parcours.imports.services.tables import Tables
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.droits import Dispositif
from parcours.territoire.models import TypeQuartier

REPRIS = "Repris du tableau"
Etape = tuple[EtatParcours, dt.date, str]


def identite(personne: Personne, tables: Tables) -> dict[str, Any]:
    """Columns of the person's file; None where the file says nothing."""
    i, lieu, ecole = personne.identite, personne.coordonnees, personne.scolarite
    commune = tables.communes.get(lieu.code_insee or "")
    return {
        "nom": i.nom[:120],
        "prenom": i.prenom[:120],
        "nom_naissance": i.nom_naissance[:120] or None,
        "sexe": {"F": Sexe.FEMININ, "M": Sexe.MASCULIN}.get(i.sexe or "", Sexe.INCONNU),
        "date_naissance": i.naissance,
        "telephone": telephone(personne, tables),
        "courriel": lieu.courriel[:200] or None,
        "adresse": lieu.adresse[:200] or None,
        "commune_id": commune.id if commune else None,
        "etablissement_id": tables.ecoles[ecole.etablissement].id if ecole.etablissement in tables.ecoles else None,
        "classe": ecole.classe[:20] or None,
        **quartier(personne, tables),
    }


def quartier(personne: Personne, tables: Tables) -> dict[str, Any]:
    """District situation: an empty cell is unknown, never outside."""
    lieu = personne.coordonnees
    trouve = tables.quartiers.get(lieu.quartier or "")
    if lieu.etat_quartier == "dans" and (trouve is not None or lieu.en_qpv):
        fragile = trouve is not None and trouve.type is TypeQuartier.FRAGILE
        return {
            "situation_quartier": SituationQuartier.FRAGILE if fragile else SituationQuartier.QPV,
            "quartier_id": trouve.id if trouve else None,
        }
    hors = lieu.etat_quartier == "hors"
    return {"situation_quartier": SituationQuartier.HORS if hors else SituationQuartier.INCONNU, "quartier_id": None}


def telephone(personne: Personne, tables: Tables) -> str | None:
    """The person's own phone; a child's is the parents', unless the file names no parent."""
    telephones = personne.coordonnees.telephones
    if not telephones or (tables.dispositif is Dispositif.PRE and any(r.nom or r.prenom for r in personne.responsables)):
        return None
    return telephones[0]


def observations(personne: Personne) -> str:
    """Everything the file says that no column of ours holds: nothing is lost."""
    lignes = [personne.observations] if personne.observations else []
    lignes += [f"{titre} : {texte}" for titre, texte in personne.autres]
    lieu = personne.coordonnees
    if lieu.commune and not lieu.code_insee:
        lignes.append(f"Commune (tableau) : {f'{lieu.code_postal} {lieu.commune}'.strip()}")
    if personne.scolarite.texte and not personne.scolarite.etablissement:
        lignes.append(f"École (tableau) : {personne.scolarite.texte}")
    deja = 1 if lieu.telephones else 0
    for numero in lieu.telephones[deja:]:
        lignes.append(f"Autre téléphone\u00a0: {numero}")
    for responsable in personne.responsables:
        for numero in responsable.telephones[1:]:
            lignes.append(f"Autre téléphone ({responsable.prenom} {responsable.nom}) : {numero}")
    return "\n".join(lignes)


def actes_dates(personne: Personne) -> list[Acte]:
    """Acts that carry a date, the oldest first."""
    return sorted((a for a in personne.actes if a.le), key=lambda a: (a.le or dt.date.min, a.source))


def _fin_de_mediation(personne: Personne) -> Acte | None:
    actes = actes_dates(personne)
    dernier = actes[-1] if actes else None
    return dernier if dernier and re.match(r"(?:fin|termine|clos|cloture)\b", cle(dernier.suite)) else None


def parcours(personne: Personne, tables: Tables) -> dict[str, Any]:
    """Columns of the pathway. Dates are facts: one that the file does not give stays empty."""
    p = personne.parcours
    demande, debut, sortie = p.saisine_le, p.entree_le, p.sortie_le
    if tables.dispositif is Dispositif.SANTE:
        actes = actes_dates(personne)
        demande = demande or (actes[0].le if actes else None)
        debut = debut or demande
        fin = _fin_de_mediation(personne)
        sortie = sortie or (fin.le if fin else None)
    elif tables.dispositif is Dispositif.EMPLOI:
        demande = personne.reperage.le or demande
    oriente_par = p.oriente_par or (personne.reperage.par if tables.dispositif is Dispositif.EMPLOI else "")
    return {
        "demande_le": demande,
        "oriente_par": oriente_par[:120] or None,
        "eps_le": p.eps_le,
        "debut_le": debut,
        "prochain_bilan_le": p.prochain_bilan_le,
        "sortie_le": sortie,
        "motif_sortie": tables.code("motif_sortie", p.motif_sortie),
        "motif_sortie_texte": p.motif_sortie[:160] or None,
    }


def etapes(personne: Personne, colonnes: dict[str, Any], dispositif: Dispositif, jour: dt.date) -> list[Etape]:
    """The steps of the pathway that the dates tell, in the order of the declared table; never empty."""
    demande, eps, debut, sortie = (colonnes[c] for c in ("demande_le", "eps_le", "debut_le", "sortie_le"))
    pas: list[Etape] = []
    if demande:
        pas.append((EtatParcours.DEMANDE, demande, REPRIS))
    en_cours, sorti = debut is not None and debut <= jour, sortie is not None and sortie <= jour
    depuis = debut
    if dispositif is Dispositif.EMPLOI:
        statut, acceptee = cle(personne.parcours.statut), [o for o in personne.orientations if o.reponse == "acceptee"]
        sorti = sorti or statut.startswith("sorti")
        en_cours = en_cours or bool(acceptee) or sorti or "cours" in statut
        connues = [d for o in personne.orientations for d in (o.reponse_le, o.le) if d]
        depuis = debut or (min(connues) if connues else demande)
        sortie = sortie or (max(connues) if connues else demande)
    if (eps and eps <= jour and not sorti) or (eps and en_cours):
        pas.append((EtatParcours.A_DEMARRER, eps, REPRIS))
    elif debut and not en_cours:
        pas.append((EtatParcours.A_DEMARRER, demande or jour, REPRIS))
    if en_cours:
        pas.append((EtatParcours.EN_COURS, depuis or jour, REPRIS))
    if sorti:
        inconnue = colonnes["sortie_le"] is None
        fin = EtatParcours.SORTI if en_cours else EtatParcours.NON_RETENU
        if not pas:
            pas.append((EtatParcours.DEMANDE, sortie or jour, REPRIS))
        pas.append((fin, sortie or jour, f"{REPRIS}, date de sortie inconnue" if inconnue else REPRIS))
    return pas or [(EtatParcours.DEMANDE, jour, f"{REPRIS}, sans date")]
