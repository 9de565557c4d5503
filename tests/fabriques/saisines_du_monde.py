"""Saisines of the town of the tests: one in each state that a route asks for, and one already decided."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import Lieu, SituationQuartier
from parcours.parcours_individuels.models import Parcours
from parcours.saisines import services
from parcours.saisines.models import Saisine
from parcours.saisines.queries import recit_de
from parcours.saisines.rules import EtatSaisine, SaisieDemande, SaisieInvitation, SaisieRecit, SaisieRencontre
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.horloge import aujourd_hui
from parcours.territoire.models import Etablissement
from tests.fabriques.saisines import demande, relire

INCONNU = Lieu(SituationQuartier.INCONNU)


def saisines_du_monde(
    coordination: Acteur,
    secretariat: Acteur,
    chez: Etablissement,
    suivi: tuple[Beneficiaire, Parcours],
    temoin: Callable[[str], str],
) -> dict[str, uuid.UUID]:
    """Make them; returns their ids by what they serve, and the id of a link."""

    def contenu(prenom: str, zone: str, faits: str) -> SaisieDemande:
        complet = demande(chez)
        return replace(
            complet,
            enfant=replace(complet.enfant, nom=temoin(zone), prenom=prenom),
            recit=SaisieRecit(faits=faits),
        )

    def envoyee(prenom: str, zone: str = "saisine") -> Saisine:
        dit = contenu(prenom, zone, temoin("faits"))
        ligne = relire(services.commencer(dit, par=coordination), coordination)
        services.transmettre(ligne, recit_de(coordination, ligne), dit, par=coordination)
        return relire(ligne, coordination)

    # Typed by the secrétariat, which reads what it types: no canary in its narrative.
    brouillon = services.commencer(contenu("Brouillon", "saisine", "Recopié du papier."), par=secretariat)
    recue, questionnee = envoyee("Recue"), envoyee("Questionnee")
    complement = services.demander_un_complement(questionnee, temoin("faits"), par=coordination)
    services.relancer_le_complement(questionnee, complement, None, par=coordination)
    recevable, rencontree = envoyee("Recevable"), envoyee("Rencontree")
    for ligne in (recevable, rencontree):
        services.declarer_recevable(ligne, None, INCONNU, derogation=temoin("faits"), par=coordination)
    services.rencontrer(rencontree, SaisieRencontre(aujourd_hui(), "École", "La mère", temoin("faits")), par=coordination)
    decidee = envoyee("Decidee", "decidee")
    personne, parcours = suivi
    decidee.etat, decidee.beneficiaire_id, decidee.parcours_id = EtatSaisine.ACCORD_OBTENU, personne.id, parcours.id
    invitation, _ = services.inviter(SaisieInvitation("Mme Lemaire", None, None), par=coordination)
    db.session.commit()
    return {
        "brouillon": brouillon.id,
        "recue": recue.id,
        "questionnee": questionnee.id,
        "recevable": recevable.id,
        "rencontree": rencontree.id,
        "decidee": decidee.id,
        "invitation": invitation.id,
    }
