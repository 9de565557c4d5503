"""The codes of the journal, in the words of the reader; a code without words here is shown as it stands."""

from __future__ import annotations

OBJETS = {
    "acces_reponse": "lien de réponse à une orientation",
    "agent": "compte",
    "atelier": "atelier",
    "beneficiaire": "fiche",
    "cohorte": "cohorte",
    "courrier": "courriel",
    "deliberation": "notes de séance",
    "diagnostic_emploi": "diagnostic vers l’emploi",
    "echange": "échange",
    "etablissement": "établissement",
    "exercice_du_pre": "moyens de l’année",
    "frein_diagnostic": "frein à l’emploi",
    "habilitation": "habilitation",
    "import": "import d’un tableau",
    "invitation_saisine": "lien de saisine",
    "journal": "journal",
    "offre_mobilisee": "offre pour l’emploi",
    "participant": "participant à un atelier",
    "photo_de_bilan": "bilan figé",
    "piece": "pièce jointe",
    "point_anonyme": "point sans nom",
    "publication": "chiffres publiés",
    "reglage": "réglage",
    "reperage": "repérage",
    "reunion": "réunion",
    "seance": "séance de réunion",
    "seance_action": "séance d’une action",
    "seance_atelier": "séance d’un atelier",
    "situation": "situation en EPS",
    "sortie_emploi": "sortie vers l’emploi",
    "suivi_apres_sortie": "nouvelles après la sortie",
    "suivi_emploi": "étape vers l’emploi",
    "texte_type": "texte d’un document",
    "type_de_reunion": "type de réunion",
    "vacances_scolaires": "vacances scolaires",
    "valeur_de_liste": "valeur de liste",
    "voie": "voie ou résidence",
}
ACTIONS = {
    "annuler_lien": "annuler un lien",
    "changer_etat": "changer d’état",
    "changer_etape": "changer d’étape",
    "changer_niveau": "changer le niveau",
    "choisir_les_colonnes": "choisir les colonnes",
    "convoquer": "convoquer",
    "creer": "créer",
    "decision_eps": "écrire la décision",
    "deplacer": "déplacer",
    "deposer": "déposer",
    "desactiver": "désactiver",
    "editer": "imprimer un document",
    "entrer_en_cohorte": "faire entrer dans une cohorte",
    "entrer_par_code": "ouvrir par un code",
    "envoyer_code": "envoyer un code",
    "etablir": "arrêter les chiffres",
    "faire": "marquer comme fait",
    "faire_l_appel": "faire l’appel",
    "figer": "figer",
    "inscrire": "inscrire",
    "nommer": "nommer référent",
    "noter_la_salle": "noter qui sort de la salle",
    "nouvelles": "prendre des nouvelles",
    "ordonner": "changer l’ordre",
    "passer_de_classe": "faire passer de classe",
    "quitter_la_cohorte": "faire sortir d’une cohorte",
    "reactiver": "réactiver",
    "reessayer": "réessayer l’envoi",
    "refuser_code": "refuser un code",
    "regler": "régler",
    "relancer": "relancer sans réponse",
    "relier": "relier",
    "rencontrer": "rencontrer la famille",
    "renouveler_charte": "noter la charte signée",
    "renvoyer_lien": "renvoyer un lien",
    "reperer": "repérer",
    "repondre": "répondre",
    "se_connecter": "se connecter",
    "separer": "séparer",
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
