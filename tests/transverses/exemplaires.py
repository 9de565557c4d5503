"""One value inside and one outside the perimeter for each argument of an address; a form filled in for each write.

A new argument without an example, or a new write without its form, fails the matrix.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

from flask import url_for

from parcours.socle.droits import Dispositif, Role
from parcours.socle.envois import CHAMP
from parcours.socle.horloge import aujourd_hui
from tests.fabriques.monde import Dossier, Monde
from tests.fabriques.relais_du_monde import VERS
from tests.formulaires import champs_du_formulaire
from tests.transverses.lisible import AILLEURS, ICI

INCONNU = uuid.UUID("01890000-0000-7000-8000-000000000000")
"""An id that no row has."""

Exemple = Callable[[Monde, Dossier], Any]
Charge = Callable[[Monde, Role, Dossier], dict[str, Any]]

EXEMPLAIRES: dict[str, Exemple] = {
    "beneficiaire_id": lambda monde, d: d.beneficiaire.id,
    "autre_id": lambda monde, d: monde.doublons[d.code].id,
    "contact_id": lambda monde, d: d.contact.id,
    "accord_id": lambda monde, d: d.accord.id,
    "rattachement_id": lambda monde, d: d.referent.id,
    "parcours_id": lambda monde, d: d.parcours.id,
    "objectif_id": lambda monde, d: d.objectif.id,
    "action_id": lambda monde, d: d.action.id,
    "bilan_id": lambda monde, d: monde.bilans.get(d.code, INCONNU),
    "seance_id": lambda monde, d: monde.ateliers[d.code].seance_action,
    "atelier_id": lambda monde, d: monde.ateliers[d.code].atelier,
    "seance_atelier_id": lambda monde, d: monde.ateliers[d.code].seance,
    "participant_id": lambda monde, d: monde.ateliers[d.code].participant,
    "echange_id": lambda monde, d: d.echange.id,
    "rappel_id": lambda monde, d: d.rappel.id,
    "photo_id": lambda monde, d: monde.references["photo_de_bilan"],
    "referent_id": lambda monde, d: d.referent.agent_id,
    "piece_id": lambda monde, d: d.piece.id,
    "reunion_id": lambda monde, d: d.reunion.id,
    "situation_id": lambda monde, d: d.situation.id,
    "orientation_id": lambda monde, d: d.orientation.id,
    "lot_id": lambda monde, d: d.lot.id,
    "ligne_id": lambda monde, d: d.ligne.id,
    "agent_id": lambda monde, d: monde.agents[Role.PARTENAIRE].id,
    "habilitation_id": lambda monde, d: monde.habilitations[Role.MEMBRE_EPS],
    "session_id": lambda monde, d: INCONNU,
    "structure_id": lambda monde, d: monde.structures["mipe"].id,
    "service_id": lambda monde, d: monde.references["service"],
    "arrivage_id": lambda monde, d: monde.references["arrivage"],
    "vers": lambda monde, d: "acceptee" if monde.role is Role.PARTENAIRE else "refus_personne",
    "courrier_id": lambda monde, d: monde.references["courrier"],
    "saisine_id": lambda monde, d: monde.saisine(d, "recue"),
    "invitation_id": lambda monde, d: monde.saisine(monde.dossiers["preici"], "invitation"),
    "genre": lambda monde, d: "quartiers",
    "code": lambda monde, d: "type_action",
    "valeur_id": lambda monde, d: monde.references["valeur_de_liste"],
    "type_id": lambda monde, d: monde.references["comite" if monde.role is Role.COORDINATEUR_CITE else "type_de_reunion"],
    "point_id": lambda monde, d: monde.points[d.code],
    "territoire_id": lambda monde, d: monde.references["quartier"],
    "texte_code": lambda monde, d: "attestation",
    "liaison_id": lambda monde, d: monde.relais.liaisons[d.code],
    "transfert_id": lambda monde, d: monde.relais.transferts.get(d.code, INCONNU),
    "version_id": lambda monde, d: monde.references["version_de_texte"],
    "frein_id": lambda monde, d: monde.emplois[d.code].frein if d.code in monde.emplois else INCONNU,
    "offre_id": lambda monde, d: monde.emplois[d.code].offre if d.code in monde.emplois else INCONNU,
    "suivi_id": lambda monde, d: monde.emplois[d.code].suivi if d.code in monde.emplois else INCONNU,
    "cohorte_id": lambda monde, d: monde.emplois["emploiici"].cohorte,
}
"""Argument of an address -> its value for a file."""

PARTICULIERS: dict[tuple[str, str], Exemple] = {
    ("orientations.formulaire", "orientation_id"): lambda monde, d: d.brouillon.id,
    ("orientations.corriger", "orientation_id"): lambda monde, d: d.brouillon.id,
    ("orientations.etape", "cote"): lambda monde, d: "receveur" if monde.role is Role.PARTENAIRE else "emetteur",
    ("orientations.rouvrir", "orientation_id"): lambda monde, d: d.orientations["expiree"],
    ("orientations.rouvrir", "vers"): lambda monde, d: "envoyee",
    **{
        (f"orientations.{route}", "orientation_id"): lambda monde, d: d.orientations["acceptee"]
        for route in ("rendez_vous", "donner_rendez_vous", "noter_rendez_vous")
    },
    ("territoire.corriger_voie", "territoire_id"): lambda monde, d: monde.references["voie"],
    **{
        (f"saisines.{route}", "saisine_id"): lambda monde, d, etat=etat: monde.saisine(d, etat)
        for etat, routes in {
            "brouillon": ("saisir", "transmettre", "garder_le_brouillon", "suppression", "supprimer"),
            "questionnee": ("reponse", "repondre", "relancer"),
            "recevable": ("rencontre", "rencontrer"),
            "rencontree": ("accord", "enregistrer_l_accord"),
        }.items()
        for route in routes
    },
    ("saisines.issue", "vers"): lambda monde, d: "irrecevable",
    ("saisines.terminer", "vers"): lambda monde, d: "irrecevable",
    **{
        (f"liaisons.{route}", "liaison_id"): lambda monde, d: monde.relais.recues[d.code]
        for route in ("reponse", "lier", "ecarter")
    },
    **{
        (f"transferts.{route}", "transfert_id"): lambda monde, d: monde.relais.offerts.get(d.code, INCONNU)
        for route in ("reponse", "repondre")
    },
    **{
        (f"transferts.{route}", "beneficiaire_id"): lambda monde, d: monde.doublons[d.code].id
        for route in ("proposition", "proposer")
    },
    ("reunions.inscription", "parcours_id"): lambda monde, d: monde.a_inscrire[d.code],
    ("reunions.inscrire", "parcours_id"): lambda monde, d: monde.a_inscrire[d.code],
    ("reunions.descendre", "situation_id"): lambda monde, d: d.situation.id,
    ("reunions.monter", "situation_id"): lambda monde, d: monde.secondes[d.code],
    ("parcours_individuels.ouverture", "beneficiaire_id"): lambda monde, d: monde.doublons[d.code].id,
    ("parcours_individuels.ouvrir", "beneficiaire_id"): lambda monde, d: monde.doublons[d.code].id,
    ("parcours_individuels.veille", "parcours_id"): lambda monde, d: monde.veilles.get(d.code, d.parcours.id),
    ("parcours_individuels.prendre_des_nouvelles", "parcours_id"): lambda monde, d: monde.veilles.get(d.code, d.parcours.id),
    ("comptes.reactiver", "agent_id"): lambda monde, d: monde.autres["inactif"].id,
}
"""(endpoint, argument) -> value, where the state of the ordinary example would refuse the act."""


def adresse(monde: Monde, endpoint: str, dossier: Dossier) -> str:
    """Address of a route for a file."""
    regle = next(iter(monde.app.url_map.iter_rules(endpoint)))
    with monde.app.test_request_context():
        return url_for(endpoint, **arguments(monde, endpoint, set(regle.arguments), dossier))


_ANNUAIRE = b'[{"id": "dora--1", "source": "dora", "nom": "Un jardin", "date_maj": "2026-01-05"}]'


def rempli(ecriture: str, page: str, **changements: Any) -> Charge:
    """The form that `page` shows for `ecriture`, sent back with these changes (a value, or a function of world and file)."""

    def remplir(monde: Monde, role: Role, dossier: Dossier) -> dict[str, Any]:
        monde.role = role
        cle = (ecriture, role, dossier.code)
        if cle not in monde.formulaires:
            monde.formulaires[cle] = lire(monde, role, dossier)
        return monde.formulaires[cle] | {nom: v(monde, dossier) if callable(v) else v for nom, v in changements.items()}

    def lire(monde: Monde, role: Role, dossier: Dossier) -> dict[str, Any]:
        html = monde.client(role).get(adresse(monde, page, dossier)).text
        try:
            champs: dict[str, Any] = dict(champs_du_formulaire(html, adresse(monde, ecriture, dossier)))
        except LookupError:
            champs = {}  # this role is not shown the form: the refusal must not depend on it
        champs.pop("csrf_token", None)
        champs.pop(CHAMP, None)  # the same filled form serves several cases: it must not look like a double sending
        return champs

    return remplir


def vide(monde: Monde, role: Role, dossier: Dossier) -> dict[str, Any]:
    """A button alone."""
    return {}


def _qui_mene(monde: Monde, dossier: Dossier) -> uuid.UUID:
    """Who leads the meetings of the dispositif of this file."""
    emploi = dossier.beneficiaire.dispositif is Dispositif.EMPLOI
    return monde.agents[Role.COORDINATEUR_CITE if emploi else Role.COORDINATEUR_PRE].id


def _genre_de_reunion(dossier: Dossier) -> str:
    """Kind of meeting of the dispositif of this file."""
    return "comite_coordination" if dossier.beneficiaire.dispositif is Dispositif.EMPLOI else "pleniere"


_B, _A, _P, _O, _R, _C = "beneficiaires.", "accompagnements.", "parcours_individuels.", "orientations.", "reunions.", "comptes."
_AC = "actions_collectives."
_CE = "cite_emploi."
_IM, _T, _N, _M = "imports.", "territoire.", "nomenclatures.", "mediation_sante."
_JOUR = aujourd_hui()
_DANS_DIX_JOURS = (_JOUR + timedelta(days=10)).strftime("%d/%m/%Y")

_S = "saisines."

_SUIVI = "Nom;Prénom;Date de naissance\nNouveau;Lou;05/05/2015\n".encode()

CHARGES: dict[str, Charge] = {
    _A + "ajouter_echange": rempli(_A + "ajouter_echange", _A + "nouvel_echange", texte="Appel pour le bilan.", canal="appel"),
    _A + "corriger": rempli(_A + "corriger", _A + "correction", texte="Appel corrigé."),
    _A + "annuler": vide,
    _A + "marquer_fait": vide,
    _A + "reporter": rempli(_A + "reporter", _A + "report", pour_le=_DANS_DIX_JOURS),
    _M + "accompagner": rempli(
        _M + "accompagner", _M + "nouvel_accompagnement", lieu="Domicile", texte="Papiers de la mutuelle."
    ),
    _M + "corriger": rempli(_M + "corriger", _M + "correction", lieu="Domicile", texte="Accompagnement corrigé."),
    _B + "creer": rempli(_B + "creer", _B + "nouveau", nom="Nouvelle", prenom="Personne", date_naissance="08/03/2018"),
    _B + "corriger_identite": rempli(_B + "corriger_identite", _B + "identite", adresse="12 rue Neuve"),
    _B + "constater_quartier": rempli(_B + "constater_quartier", _B + "quartier", quartier="hors_quartier"),
    _B + "ajouter_contact": rempli(_B + "ajouter_contact", _B + "nouveau_contact", nom="Proche", prenom="Nouveau", lien="pere"),
    _B + "corriger_contact": rempli(_B + "corriger_contact", _B + "contact", langue="Arabe"),
    _B + "ajouter_accord": rempli(
        _B + "ajouter_accord", _B + "nouvel_accord", etat="confirme", forme="oral", donne_le="aujourd’hui"
    ),
    _B + "corriger_accord": rempli(_B + "corriger_accord", _B + "accord", etat="retire"),
    _B + "nommer_referent": rempli(
        _B + "nommer_referent", _B + "referent", agent_id=lambda monde, d: str(monde.suppleants[d.code].id), nature="coreferent"
    ),
    _B + "finir_rattachement": rempli(_B + "finir_rattachement", _B + "fin_de_rattachement"),
    _B + "fusionner": rempli(_B + "fusionner", _B + "confirmer_la_fusion"),
    "cite_emploi.reperer": rempli(
        "cite_emploi.reperer",
        "cite_emploi.formulaire",
        prenom="Une",
        nom="Personne",
        telephone="06 12 34 56 78",
        accord="oral",
        structure=lambda monde, d: str(monde.structures["mipe"].id),
    ),
    **{
        _CE + ecriture: rempli(_CE + ecriture, _CE + page, **champs)
        for ecriture, (page, champs) in {
            "avancer": ("etape", {"vers": "en_veille", "raison": "Naissance.", "retour_le": _DANS_DIX_JOURS}),
            "diagnostiquer": ("diagnostic", {"metier": "Cuisinière"}),
            "preciser_le_frein": ("frein", {"niveau": "bloquant"}),
            "ajouter_une_offre": ("nouvelle_offre", {"code": "pmsmp"}),
            "suivre_une_offre": ("offre", {"etat": "demandee"}),
            "sortir": ("sortie", {"motif": "cdi"}),
            "noter_les_nouvelles": ("nouvelles", {"situation": "meme_emploi"}),
            "creer_une_cohorte": ("nouvelle_cohorte", {"nom": "Cohorte de printemps"}),
            "modifier_une_cohorte": ("modification_de_cohorte", {"presentation": "Douze semaines."}),
            "ajouter_a_la_cohorte": ("candidats", {"parcours": lambda monde, d: [str(monde.a_inscrire[d.code])]}),
        }.items()
    },
    _CE + "retirer_de_la_cohorte": vide,
    "liaisons.demander": rempli(
        "liaisons.demander",
        "liaisons.demande",
        vers=lambda monde, d: next(
            v.value for v in Dispositif if v not in (d.beneficiaire.dispositif, VERS[d.beneficiaire.dispositif])
        ),
        contact_id="",
    ),
    "liaisons.rompre": vide,
    "liaisons.lier": vide,
    "liaisons.ecarter": vide,
    "transferts.proposer": rempli(
        "transferts.proposer",
        "transferts.proposition",
        vers_structure_id=lambda monde, d: str(monde.structures["mipe"].id),
        motif="Plus près de chez elle.",
    ),
    "transferts.retirer": vide,
    "transferts.repondre": rempli("transferts.repondre", "transferts.reponse", accepte="non", texte="Nous sommes complets."),
    _C + "se_deconnecter": vide,
    _C + "changer_ma_phrase": vide,
    "exploitation.relancer_un_courriel": vide,
    _C + "regler_raccourcis": vide,
    _C + "regler_telephone": rempli(_C + "regler_telephone", _C + "mon_telephone", telephone="03 21 00 00 00"),
    _C + "regler_les_courriels": rempli(_C + "regler_les_courriels", _C + "mon_compte", rythme="chaque_jour"),
    _C + "fermer_ma_session": vide,
    _C + "fermer_mes_autres_sessions": vide,
    _C + "envoyer_invitation": rempli(
        _C + "envoyer_invitation", _C + "inviter", prenom="Une", nom="Invitée", courriel="une.invitee@exemple.fr", role="dpo"
    ),
    _C + "enregistrer": rempli(_C + "enregistrer", _C + "modifier", fonction="Chargée de mission"),
    _C + "envoyer_lien": vide,
    _C + "annuler_lien": vide,
    _C + "desactiver": rempli(_C + "desactiver", _C + "fiche", version=1),
    _C + "reactiver": rempli(_C + "reactiver", _C + "fiche", version=1),
    _C + "donner_habilitation": rempli(_C + "donner_habilitation", _C + "nouvelle_habilitation", role="observateur"),
    _C + "terminer_habilitation": rempli(_C + "terminer_habilitation", _C + "fin_d_habilitation", quand="tout_de_suite"),
    _C + "renouveler_charte": rempli(_C + "renouveler_charte", _C + "charte"),
    "indicateurs.etablir": lambda monde, role, d: {"mois": "jamais"},
    _O + "creer": rempli(
        _O + "creer", _O + "nouvelle", motif="Aide à l’emploi.", pour=lambda monde, d: str(d.contact.id), garder="oui"
    ),
    _O + "corriger": rempli(_O + "corriger", _O + "formulaire", motif="Aide au logement.", garder="oui"),
    _O + "fermer_le_lien": vide,
    _O + "renvoyer_le_lien": vide,
    _O + "repondre": rempli(_O + "repondre", _O + "etape", texte="Nous la recevrons."),
    _O + "suivre": vide,
    _O + "faire_des_envoyees": lambda monde, role, d: {"choisies": [str(d.orientation.id)], "geste": "relancer"},
    _O + "faire_des_recues": lambda monde, role, d: {"choisies": [str(d.orientation.id)], "geste": "examiner"},
    _O + "rouvrir": lambda monde, role, d: {"texte": "La structure a rappelé."},
    _O + "donner_rendez_vous": rempli(_O + "donner_rendez_vous", _O + "rendez_vous", jour=_DANS_DIX_JOURS, heure="14h30"),
    _O + "noter_rendez_vous": rempli(_O + "noter_rendez_vous", _O + "rendez_vous", jour=_DANS_DIX_JOURS, heure="14h30"),
    _P + "ouvrir": rempli(_P + "ouvrir", _P + "ouverture"),
    _P + "changer_etat": rempli(_P + "changer_etat", _P + "etat", vers="sortie_proposee"),
    _P + "signer": rempli(_P + "signer", _P + "contrat", signe_le=lambda monde, d: d.parcours.debut_le.strftime("%d/%m/%Y")),
    _P + "suspendre": rempli(_P + "suspendre", _P + "suspension", motif="sante", retour_le=_DANS_DIX_JOURS),
    _P + "renouveler": rempli(_P + "renouveler", _P + "renouvellement", raison="La lecture demande encore un trimestre."),
    _P + "ajouter_bilan": rempli(_P + "ajouter_bilan", _P + "nouveau_bilan", paroles="Il lit le soir."),
    _P + "corriger_bilan": rempli(_P + "corriger_bilan", _P + "bilan", paroles="Il lit tous les soirs."),
    _P + "sortir": rempli(_P + "sortir", _P + "sortie", motif_sortie="objectifs_atteints"),
    _P + "prendre_des_nouvelles": rempli(_P + "prendre_des_nouvelles", _P + "veille", situation="stable"),
    _P + "modifier": rempli(_P + "modifier", _P + "modification", prochain_bilan_le=_DANS_DIX_JOURS),
    _P + "ajouter_objectif": rempli(_P + "ajouter_objectif", _P + "nouvel_objectif", texte="Reprendre confiance."),
    _P + "corriger_objectif": rempli(_P + "corriger_objectif", _P + "objectif", texte="Reprendre confiance en classe."),
    _P + "ajouter_action": rempli(
        _P + "ajouter_action", _P + "nouvelle_action", type=lambda monde, d: monde.type_d_action, libelle="Judo"
    ),
    _P + "corriger_action": rempli(_P + "corriger_action", _P + "action", libelle="Judo, le mercredi"),
    _P + "c_est_fait": vide,
    _P + "manquee": lambda monde, role, d: {"par": "famille"},
    _P + "noter_seance": rempli(_P + "noter_seance", _P + "nouvelle_seance", commentaire="À l’heure."),
    _P + "corriger_seance": rempli(_P + "corriger_seance", _P + "seance", commentaire="En retard."),
    _P + "annuler_seance": vide,
    _AC + "creer": rempli(_AC + "creer", _AC + "nouveau", nom="Cuisine", type=lambda monde, d: monde.type_d_action),
    _AC + "modifier": rempli(_AC + "modifier", _AC + "modification", lieu="Centre social"),
    _AC + "ajouter_des_seances": rempli(_AC + "ajouter_des_seances", _AC + "nouvelles_seances", nombre="3"),
    _AC + "inscrire": lambda monde, role, d: {"parcours": str(monde.a_inscrire[d.code])},
    _AC + "retirer": vide,
    _AC + "faire_l_appel": rempli(_AC + "faire_l_appel", _AC + "appel"),
    _AC + "deplacer_la_seance": rempli(_AC + "deplacer_la_seance", _AC + "seance", heure="14 h"),
    _AC + "annuler_la_seance": vide,
    "annuaire.creer": rempli("annuaire.creer", "annuaire.nouvelle", nom="Nouvelle structure"),
    "annuaire.corriger": rempli("annuaire.corriger", "annuaire.modifier", sigle="MIPE"),
    "annuaire.verifier": vide,
    "annuaire.creer_service": rempli("annuaire.creer_service", "annuaire.nouveau_service", nom="Nouveau service"),
    "annuaire.corriger_service": rempli("annuaire.corriger_service", "annuaire.modifier_service", frais="gratuit"),
    "annuaire.verifier_service": vide,
    "annuaire.deposer": lambda monde, role, d: {"fichiers": (BytesIO(_ANNUAIRE), "annuaire.json")},
    "annuaire.appliquer": rempli("annuaire.appliquer", "annuaire.arrivage"),
    "annuaire.abandonner": vide,
    _IM + "deposer": lambda monde, role, d: {
        "fichier": (BytesIO(_SUIVI), "suivi.csv"),
        "dispositif": d.beneficiaire.dispositif.value,
    },
    _IM + "abandonner": rempli(_IM + "abandonner", _IM + "apercu"),
    _IM + "annuler": rempli(_IM + "annuler", _IM + "confirmer_l_annulation"),
    _IM + "appliquer": rempli(_IM + "appliquer", _IM + "apercu"),
    _IM + "changer_les_colonnes": rempli(_IM + "changer_les_colonnes", _IM + "colonnes"),
    _IM + "choisir": rempli(_IM + "choisir", _IM + "ligne", version=1, cle="x", choix="accepte"),
    _IM + "corriger": rempli(_IM + "corriger", _IM + "ligne", version=1, champ="date_naissance", valeur="05/05/2015"),
    _IM + "decider": rempli(_IM + "decider", _IM + "ligne", version=1, action="ecarter"),
    "mediation_sante.accompagner": rempli(
        "mediation_sante.accompagner", "mediation_sante.nouvel_accompagnement", lieu="Permanence", texte="Permanence."
    ),
    "mediation_sante.corriger": rempli(
        "mediation_sante.corriger", "mediation_sante.correction", lieu="Permanence", texte="Permanence corrigée."
    ),
    "bilan_annuel.figer": vide,
    "bilan_annuel.enregistrer_moyens": rempli("bilan_annuel.enregistrer_moyens", "bilan_annuel.moyens"),
    "pieces.ajouter": lambda monde, role, d: {
        "fichier": (BytesIO(b"%PDF-1.4 Accord %%EOF"), "accord.pdf"),
        "nature": "accord",
    },
    "pieces.retirer": vide,
    "pre.relier": lambda monde, role, d: {"enfants": [str(monde.doublons[d.code].id)]},
    "pre.separer": vide,
    "pre.passer": rempli("pre.passer", "pre.rentree", **{"douteux-0-classe": "CE1", "douteux-0-ecole": "ailleurs"}),
    "pre.confier": rempli("pre.confier", "pre.passation", vers=lambda monde, d: str(monde.autres["referent"].id)),
    "textes.apercu": lambda monde, role, d: {"contenu": "Bonjour {enfant}."},
    "textes.enregistrer": rempli("textes.enregistrer", "textes.detail", contenu="Bonjour {enfant}."),
    "textes.reprendre_l_origine": vide,
    "textes.reprendre_une_version": vide,
    _N + "ajouter": rempli(_N + "ajouter", _N + "nouvelle", libelle="Nouvelle valeur"),
    _N + "corriger": rempli(_N + "corriger", _N + "modifier", libelle="Valeur corrigée"),
    "reglages.enregistrer": rempli("reglages.enregistrer", "reglages.page"),
    _T + "creer": rempli(_T + "creer", _T + "nouveau", nom="Nouveau quartier", type="qpv", valide_du="01/01/2026"),
    _T + "corriger": rempli(_T + "corriger", _T + "modifier"),
    _T + "creer_voie": lambda monde, role, d: {"nom": "rue Nouvelle", "commune_id": str(monde.references["commune"])},
    _T + "corriger_voie": lambda monde, role, d: {
        "nom": "rue Corrigée",
        "commune_id": str(monde.references["commune"]),
        "version": "1",
    },
    _S + "commencer": rempli(_S + "commencer", _S + "nouvelle", prenom="Lou", nom="Nouvelle", prescripteur_nom="Mme Lemaire"),
    _S + "transmettre": rempli(_S + "transmettre", _S + "saisir"),
    _S + "garder_le_brouillon": rempli(_S + "transmettre", _S + "saisir", classe="CM1"),
    _S + "supprimer": vide,
    _S + "declarer_recevable": rempli(
        _S + "declarer_recevable", _S + "recevabilite", fiche="nouvelle", derogation="Vu avec l’école."
    ),
    _S + "demander_un_complement": rempli(
        _S + "demander_un_complement", _S + "complement", question="Depuis quand ?", moyen="main"
    ),
    _S + "relancer": vide,
    _S + "repondre": rempli(_S + "repondre", _S + "reponse", reponse="Depuis la rentrée."),
    _S + "rencontrer": rempli(_S + "rencontrer", _S + "rencontre", lieu="École", participants="La mère"),
    _S + "enregistrer_l_accord": rempli(_S + "enregistrer_l_accord", _S + "accord", portee_eps="oui"),
    _S + "terminer": rempli(_S + "terminer", _S + "issue", motif="age"),
    _S + "inviter": rempli(_S + "inviter", _S + "nouveau_lien", nom="Mme Lemaire"),
    _S + "revoquer": vide,
    _R + "creer": rempli(
        _R + "creer", _R + "nouvelle", type=lambda monde, d: _genre_de_reunion(d), jour=_DANS_DIX_JOURS, heure="14h"
    ),
    _R + "modifier": rempli(_R + "modifier", _R + "formulaire", lieu="Salle des mariages"),
    _R + "inscrire": rempli(
        _R + "inscrire", _R + "inscription", motif="bilan", resume="Point d’étape.", reunion=lambda monde, d: str(d.reunion.id)
    ),
    _R + "decider": rempli(_R + "decider", _R + "situation", decision="poursuite", raison="Les progrès continuent."),
    _R + "faire_l_appel": lambda monde, role, d: {"presents": str(_qui_mene(monde, d)), "invites": "Paul"},
    _R + "noter_en_seance": rempli(_R + "noter_en_seance", _R + "en_seance", raison="Les progrès continuent."),
    _R + "noter_la_salle": rempli(_R + "noter_la_salle", _R + "en_seance"),
    _R + "conclure": rempli(
        _R + "noter_en_seance",
        _R + "en_seance",
        decision="ajournee",
        raison="Un complément est demandé.",
        annonce_par_id=lambda monde, d: str(_qui_mene(monde, d)),
        annonce_avant_le=_DANS_DIX_JOURS,
    ),
    _R + "reprendre": vide,
    _R + "annonce_faite": vide,
    _R + "clore": lambda monde, role, d: {"sans_decision": "y"},
    _R + "rouvrir": vide,
    _R + "resumer": rempli(_R + "resumer", _R + "fiche", resume="Point d’étape."),
    _R + "annuler": vide,
    _R + "creer_une_serie": lambda monde, role, d: {
        "type": _genre_de_reunion(d),
        "heure": "14h",
        "premiere": _DANS_DIX_JOURS,
        "jusqu_au": _DANS_DIX_JOURS,
        "rythme": "semaines",
        "semaines": "1",
        "jours": (_JOUR + timedelta(days=10)).isoformat(),
    },
    _R + "creer_un_type": rempli(_R + "creer_un_type", _R + "nouveau_type", libelle="Réunion de rentrée"),
    _R + "modifier_un_type": rempli(_R + "modifier_un_type", _R + "type_de_reunion", lieu="Salle des mariages"),
    _R + "ecrire_les_vacances": lambda monde, role, d: {"lignes": "Noël : 19/12/2026 au 3/01/2027"},
    _R + "signer_les_chartes": lambda monde, role, d: {
        "signataires": [str(monde.habilitations[Role.MEMBRE_EPS])],
        "signee_le": "aujourd’hui",
    },
    _R + "retirer_un_membre": lambda monde, role, d: {"version": "1"},
    _R + "apercu_des_membres": lambda monde, role, d: {"liste": "Zoé Neuve ; MIPE ; zoe.neuve@exemple.fr"},
    _R + "ajouter_des_membres": lambda monde, role, d: {
        "liste": "Zoé Neuve ; MIPE ; zoe.neuve@exemple.fr",
        "personnes-0-structure": str(monde.structures["mipe"].id),
    },
    _R + "construire": lambda monde, role, d: {"parcours": [str(monde.a_inscrire[d.code])]},
    _R + "ajouter_un_point": lambda monde, role, d: {"question": "Comment parler des écrans aux parents\u00a0?"},
    _R + "retirer_le_point": vide,
    _R + "ordonner": lambda monde, role, d: {"ordre": f"{monde.secondes[d.code]},{d.situation.id}"},
    _R + "monter": vide,
    _R + "descendre": vide,
    _R + "retirer": vide,
    _R + "convoquer": rempli(_R + "convoquer", _R + "convocations", membres=lambda monde, d: [str(monde.autres["membre"].id)]),
}
"""Form that each write accepts."""

NOTER_UN_ECHANGE = _A + "ajouter_echange"
"""The write that the fault tests repeat."""

REQUETES: dict[str, tuple[str, ...]] = {
    "beneficiaires.choisir_la_fusion": ("?nom=temoin", "?nom=te"),
    "orientations.suivi": ("?vue=envoyees&qui=equipe&tranche=20", "?vue=recues&tranche=20"),
    "orientations.liste": ("?vue=envoyees", "?vue=recues&q=temoin"),
    "cite_emploi.liste": ("?vue=tous",),
    "beneficiaires.fiche": ("?fil=echange&tout",),
}
"""Other query strings to try on a reading page: searches that would find the outside files."""


def dossier_ici(monde: Monde, role: Role) -> Dossier:
    """The file this role reaches (any file for a role that reaches none: the address must exist all the same)."""
    return monde.dossiers[ICI.get(role, "preici")]


def dossiers_ailleurs(monde: Monde, role: Role) -> list[Dossier]:
    """Files this role must not know of."""
    return [monde.dossiers[code] for code in AILLEURS.get(role, ("preici",))]


def arguments(monde: Monde, endpoint: str, noms: set[str], dossier: Dossier) -> dict[str, Any]:
    """Values of the arguments of one address.

    Raises:
        KeyError: an argument has no example.
    """
    return {nom: (PARTICULIERS.get((endpoint, nom)) or EXEMPLAIRES[nom])(monde, dossier) for nom in noms}
