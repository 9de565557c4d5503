"""The codes of the journal, in the words of the reader; a code without words here is shown as it stands."""

from __future__ import annotations

OBJETS = {
    "agent": "compte",
    "atelier": "atelier",
    "beneficiaire": "fiche",
    "participant": "participant à un atelier",
    "seance_action": "séance d’une action",
    "seance_atelier": "séance d’un atelier",
    "echange": "échange",
    "etablissement": "établissement",
    "import": "import d’un tableau",
    "journal": "journal",
    "invitation_saisine": "lien de saisine",
    "piece": "pièce jointe",
    "publication": "chiffres publiés",
    "reglage": "réglage",
    "reperage": "repérage",
    "reunion": "réunion",
    "situation": "situation en EPS",
    "texte_type": "texte d’un document",
    "valeur_de_liste": "valeur de liste",
    "voie": "voie ou résidence",
}
ACTIONS = {
    "annuler_lien": "annuler un lien",
    "changer_etat": "changer d’état",
    "choisir_les_colonnes": "choisir les colonnes",
    "creer": "créer",
    "decision_eps": "écrire la décision",
    "deplacer": "déplacer",
    "deposer": "déposer",
    "desactiver": "désactiver",
    "editer": "imprimer un document",
    "etablir": "arrêter les chiffres",
    "faire": "marquer comme fait",
    "faire_l_appel": "faire l’appel",
    "inscrire": "inscrire",
    "nommer": "nommer référent",
    "passer_de_classe": "faire passer de classe",
    "reactiver": "réactiver",
    "regler": "régler",
    "relier": "relier",
    "renouveler_charte": "demander de relire la charte",
    "renvoyer_lien": "renvoyer un lien",
    "reperer": "repérer",
    "rencontrer": "rencontrer la famille",
    "separer": "séparer",
    "se_connecter": "se connecter",
}


def en_mots(code: str, mots: dict[str, str]) -> str:
    """Words of a code."""
    return mots.get(code, code.replace("_", " "))


def action_en_mots(code: str) -> str:
    """« créer », « se connecter »."""
    return en_mots(code, ACTIONS)


def objet_en_mots(code: str) -> str:
    """« fiche », « échange »."""
    return en_mots(code, OBJETS)
