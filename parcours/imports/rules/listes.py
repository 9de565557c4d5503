"""Words of a cell recognised among an editable list, the directory or the team; what hesitates is left as written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parcours.imports.rules.textes import cle

HABITUDES: dict[str, tuple[tuple[str, str], ...]] = {
    "type_action": (
        (r"\bclas\b|accompagnement a la scolarite", "clas"),
        (r"coup de pouce", "coup_de_pouce"),
        (r"scolaire indiv|accompagnement scolaire|soutien scolaire|aide aux devoirs|\betude\b", "scolarite_individuel"),
        (r"langage|\bfle\b|francais", "langage"),
        (r"orthophon", "orthophonie"),
        (r"psychomot|ergother", "psychomotricite"),
        (r"\bpsy", "psychologue"),
        (r"\bvue\b|audition|dents?\b|dentaire|ophtalmo|lunettes|bilan de sante", "bilan_sante"),
        (r"mediation ecole|ecole famille", "mediation_ecole_famille"),
        (r"(?:atelier|groupe)s? (?:de )?parents?", "groupe_parents"),
        (r"visite", "visite_domicile"),
        (r"entretien.*(?:parent|famille)|soutien.*parent|parentalite", "entretien_parents"),
        (r"vacances|sejour|colonie", "vacances"),
        (r"\bclub\b|\bsport|loisirs?\b|inscription", "inscription_activite"),
        (r"\bsorties?\b", "sortie"),
        (r"transport", "transport"),
        (r"equipe educative|\bess\b", "equipe_educative"),
        (r"synthese", "synthese"),
    ),
    "motif_saisine": (
        (r"resultats? scolaires?|niveau scolaire", "resultats_scolaires"),
        (r"langage|orthophon", "langage"),
        (r"apprentissage", "apprentissage"),
        (r"absent|decroch", "absenteisme"),
        (r"comportement", "comportement"),
        (r"isolement", "isolement"),
        (r"estime de soi|bien etre|confiance", "estime_de_soi"),
        (r"\bsante\b|\bvue\b|dents?\b|audition|sommeil", "sante"),
        (r"parentalite|parents", "parentalite"),
        (r"ecole.*famille|famille.*ecole", "relation_ecole_famille"),
        (r"loisirs?|culture", "loisirs"),
        (r"numerique", "numerique"),
        (r"logement|ressources|social", "difficulte_sociale"),
    ),
    "motif_sortie": (
        (r"partiel|relais|droit commun", "relais_droit_commun"),
        (r"objectifs? (?:est |sont )?atteints?", "objectifs_atteints"),
        (r"demenag", "demenagement"),
        (r"refus", "refus_famille"),
        (r"perdue? de vue|plus de nouvelle", "perdu_de_vue"),
        (r"limite d age|age limite", "limite_age"),
        (r"fin de prise en charge|duree", "fin_prise_en_charge"),
        (r"\bcdi\b|\bcdd (?:de )?(?:6|12|18|24) mois", "emploi_durable"),
        (r"chantier|\biae\b|insertion par|interim|\bcdd\b", "emploi_transition"),
        (r"formation", "formation"),
        (r"deces|decede", "deces"),
    ),
    "frein": (
        (r"mobilite|permis|transport", "mobilite"),
        (r"garde", "famille_garde"),
        (r"sante mentale|addiction|psy", "sante_psy_addict"),
        (r"handicap|rqth", "handicap"),
        (r"\bsante\b", "sante"),
        (r"langue|francais|illettr", "langue"),
        (r"logement|hebergement", "logement"),
        (r"budget|dettes?|ressources", "budget"),
        (r"numerique", "numerique"),
        (r"isolement|confiance", "isolement"),
        (r"formation|qualification", "formation"),
        (r"demarches|administrati|titre de sejour", "administratif"),
        (r"projet", "projet"),
    ),
}
"""Usual wordings of the teams (the CAPSO's three spreadsheets); used only when the code still is in the list."""


def code_de_liste(liste: str, texte: str, valeurs: Mapping[str, str]) -> str | None:
    """Code of the value that `texte` names: its own words first, then the teams' habits; None when nothing fits.

    Args:
        liste: name of the list.
        texte: the cell.
        valeurs: code -> words of the list, as it stands.
    """
    plat = cle(texte)
    if not plat:
        return None
    exact = [code for code, libelle in valeurs.items() if plat in (cle(libelle), cle(code))]
    if exact:
        return exact[0]
    return next((c for motif, c in HABITUDES.get(liste, ()) if c in valeurs and re.search(motif, plat)), None)


_VIDES = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "agence", "antenne"})


def _mots(texte: str) -> frozenset[str]:
    return frozenset(cle(texte).split()) - _VIDES


@dataclass(frozen=True)
class StructureConnue:
    """A structure of the directory, by its id."""

    id: str
    nom: str
    sigle: str = ""


def structure_nommee(texte: str, structures: Iterable[StructureConnue]) -> StructureConnue | None:
    """The one structure a team writes this way: its name, its sigle, or a sigle before a dash ("MIPE - PLIE").

    None when two could be meant: "CCAS" alone says nothing of which commune.
    """
    connues = list(structures)
    debut = re.split(r"\s+[-–—/:]\s*|\s*[(:]", texte, maxsplit=1)[0]
    for essai in dict.fromkeys((texte, debut)):
        plat, mots = cle(essai), _mots(essai)
        if not mots:
            continue
        trouvees = [s for s in connues if plat in (cle(s.nom), cle(s.sigle)) or mots in (_mots(s.nom), _mots(s.sigle))]
        if len({s.id for s in trouvees}) == 1:
            return trouvees[0]
        if trouvees:
            return None
    return None


@dataclass(frozen=True)
class AgentConnu:
    """Somebody of the team, by the id of their account."""

    id: str
    prenom: str
    nom: str


def agent_nomme(texte: str, agents: Iterable[AgentConnu]) -> AgentConnu | None:
    """The one agent a team writes this way: "Camille D.", "Camille Delattre", "DELATTRE Camille", "C. Delattre",
    "Camille", "CD". None when nobody, or when two answer to it."""
    plat = " ".join(m for m in cle(texte).split() if m not in {"mme", "m", "mr", "madame", "monsieur"})
    if not plat:
        return None
    trouves = {a.id: a for a in agents if plat in _ecritures(a)}
    return next(iter(trouves.values())) if len(trouves) == 1 else None


def _ecritures(agent: AgentConnu) -> set[str]:
    prenom, nom = cle(agent.prenom), cle(agent.nom)
    initiales = "".join(m[0] for m in f"{prenom} {nom}".split())
    return {
        f"{prenom} {nom}",
        f"{nom} {prenom}",
        f"{prenom} {nom[:1]}",
        f"{prenom[:1]} {nom}",
        f"{nom} {prenom[:1]}",
        prenom,
        nom,
        initiales,
    } - {""}


_TYPES_D_ACTE = ((r"droit", "droits"), (r"prevent|depist|vaccin", "prevention"), (r"soin", "soins"))


def type_d_acte(texte: str) -> str | None:
    """Droits, soins or prévention (art. D.1110-5 CSP), else None: the text stays in the exchange."""
    return next((code for motif, code in _TYPES_D_ACTE if re.search(motif, cle(texte))), None)


def canal_du_lieu(lieu: str, physique: bool | None) -> str:
    """How the exchange took place, told from the place."""
    plat = cle(lieu)
    if re.search(r"telephone|\btel\b|appel", plat):
        return "appel"
    if re.search(r"mail|courriel", plat):
        return "courriel"
    if re.search(r"sms|message|whatsapp", plat):
        return "message"
    if physique:
        return "accompagnement"
    for motif, canal in (
        (r"domicile", "visite"),
        (r"\brue\b|exterieur|marche|maraude", "rencontre"),
        (r"permanence", "permanence"),
    ):
        if re.search(motif, plat):
            return canal
    return "rendez_vous"
