"""Verbs on a saisine: type, send, examine, meet the family, record the agreement."""

from parcours.saisines.services.etapes import (
    demander_un_complement,
    passer,
    rencontrer,
    repondre_au_complement,
    terminer,
)
from parcours.saisines.services.liens import (
    COMPLEMENT,
    DEMANDE,
    complement_attendu,
    deja_recue,
    ecrire_le_lien,
    inviter,
    lire_invitation,
    relancer_le_complement,
    repondre_par_lien,
    revoquer,
    transmettre_par_lien,
)
from parcours.saisines.services.recevabilite import declarer_recevable, enregistrer_accord, refuser, rouvrir
from parcours.saisines.services.saisie import commencer, enregistrer_brouillon, supprimer_brouillon, transmettre

__all__ = [
    "COMPLEMENT",
    "DEMANDE",
    "commencer",
    "complement_attendu",
    "declarer_recevable",
    "deja_recue",
    "demander_un_complement",
    "ecrire_le_lien",
    "enregistrer_accord",
    "enregistrer_brouillon",
    "inviter",
    "lire_invitation",
    "passer",
    "refuser",
    "relancer_le_complement",
    "rencontrer",
    "repondre_au_complement",
    "repondre_par_lien",
    "revoquer",
    "rouvrir",
    "supprimer_brouillon",
    "terminer",
    "transmettre",
    "transmettre_par_lien",
]
