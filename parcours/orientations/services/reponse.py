"""Answer without an account: two proofs, the link then a one-time code, and the same steps as with an account."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from dataclasses import dataclass

from parcours.journal.services import noter
from parcours.orientations.models import AccesReponse, BoiteProuvee, Orientation
from parcours.orientations.rules import (
    Cote,
    EtatOrientation,
    IssueRendezVous,
    SaisieEtape,
    SaisieRendezVous,
    possibles,
    transition,
)
from parcours.orientations.rules.reponse import (
    CHIFFRES,
    DUREE_DE_LA_PREUVE,
    DUREE_DU_CODE,
    ECHECS_PAR_LIEN,
    ESSAIS_PAR_CODE,
    chiffres_du_code,
    masquer,
    meme_boite,
)
from parcours.orientations.services.avis import Expedition
from parcours.orientations.services.etapes import RIEN, passer
from parcours.orientations.services.lien_de_reponse import USAGE
from parcours.orientations.services.rendez_vous import noter_la_suite
from parcours.orientations.system import reponse as system
from parcours.socle import liens
from parcours.socle.base import db
from parcours.socle.courrier import deposer
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import maintenant
from parcours.socle.liens import LienInvalide


class CodeRefuse(ErreurDuDomaine):
    """Wrong, used up or too old."""


class BoiteInconnue(ErreurDuDomaine):
    """This browser has not proved that it reads the mailbox, or no longer."""

    def __init__(self) -> None:
        super().__init__("Demandez un code pour continuer : il arrive dans la boîte aux lettres de votre structure.")


@dataclass(frozen=True)
class Porte:
    """A live link: its door and its referral. Nothing of the referral is shown before the second proof."""

    acces: AccesReponse
    orientation: Orientation

    @property
    def boite(self) -> str:
        """« a…@defi-mobilite.fr »."""
        return masquer(self.acces.courriel)

    @property
    def code_en_route(self) -> bool:
        """True when a code was sent and may still be typed."""
        acces = self.acces
        return bool(
            acces.code_chiffre
            and acces.code_expire_le
            and acces.code_expire_le > maintenant()
            and acces.code_essais < ESSAIS_PAR_CODE
        )


def pousser_la_porte(jeton: str, *, a_ecrire: bool = False) -> Porte:
    """The door behind a live link.

    Raises:
        LienInvalide: unknown, altered, expired, replaced, closed; mailbox changed since; another structure; referral ended.
    """
    acces = system.acces(liens.lire(USAGE, jeton).objet_id)
    if acces is None or acces.revoque_le is not None or acces.echecs >= ECHECS_PAR_LIEN:
        raise LienInvalide
    orientation = system.orientation_de(acces, a_ecrire=a_ecrire)
    if orientation is None or not possibles(orientation.etat, Cote.RECEVEUR):
        raise LienInvalide
    if not meme_boite(acces.courriel, orientation.structure.courriel_orientations):
        raise LienInvalide
    return Porte(acces, orientation)


def envoyer_un_code(porte: Porte) -> None:
    """Send a one-time code to the mailbox on file; the earlier one no longer counts."""
    acces = system.acces_a_ecrire(porte.acces.id)
    acces.code = f"{secrets.randbelow(10**CHIFFRES):0{CHIFFRES}}"
    acces.code_expire_le, acces.code_essais = maintenant() + DUREE_DU_CODE, 0
    noter("envoyer_code", acces, par=None)
    deposer(
        acces.courriel,
        "Votre code pour lire une orientation",
        f"Bonjour,\n\nVotre code : {acces.code}\n\nÉcrivez-le dans la page ouverte par le lien reçu. Il sert une seule fois, "
        "pendant quinze minutes.\n\nVous n’avez rien demandé ? Ne le donnez à personne, et ne faites rien : sans ce code, "
        "la page ne s’ouvre pas.\n",
    )


def prouver(porte: Porte, texte: str) -> str:
    """Check the code; returns the secret by which this browser is known afterwards.

    Raises:
        CodeRefuse: wrong, used up, too old; the try is counted.
        LienInvalide: too many wrong codes, the link has just died.
    """
    acces = system.acces_a_ecrire(porte.acces.id)
    if not porte.code_en_route:
        raise CodeRefuse("Ce code ne sert plus. Demandez-en un autre.")
    acces.code_essais += 1
    if not hmac.compare_digest(str(acces.code), chiffres_du_code(texte)):
        _compter_l_echec(acces)
        reste = ESSAIS_PAR_CODE - acces.code_essais
        if reste <= 0:
            raise CodeRefuse("Ce code n’est pas le bon, et il ne sert plus. Demandez-en un autre.")
        raise CodeRefuse(f"Ce code n’est pas le bon. Encore {reste} {'essais' if reste > 1 else 'essai'}.")
    acces.code = acces.code_expire_le = None
    acces.ouvert_le = acces.ouvert_le or maintenant()
    noter("entrer_par_code", acces, par=None)
    if transition(porte.orientation.etat, EtatOrientation.VUE, Cote.RECEVEUR) is not None:
        passer(porte.orientation, EtatOrientation.VUE, Cote.RECEVEUR, par=None)
    return _retenir(acces)


def _compter_l_echec(acces: AccesReponse) -> None:
    acces.echecs += 1
    noter("refuser_code", acces, par=None)
    if acces.echecs >= ECHECS_PAR_LIEN:
        liens.revoquer(USAGE, acces.id)
        raise LienInvalide


def _retenir(acces: AccesReponse) -> str:
    secret = secrets.token_urlsafe(32)
    db.session.add(
        BoiteProuvee(
            structure_id=acces.structure_id,
            courriel=acces.courriel,
            empreinte=_empreinte(secret),
            expire_le=maintenant() + DUREE_DE_LA_PREUVE,
        )
    )
    return secret


def _empreinte(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def est_reconnu(porte: Porte, secret: str | None) -> bool:
    """True when this browser proved, not long ago, that it reads the mailbox of this very structure."""
    preuve = system.boite_prouvee(_empreinte(secret)) if secret else None
    return (
        preuve is not None
        and preuve.fermee_le is None
        and preuve.expire_le > maintenant()
        and preuve.structure_id == porte.acces.structure_id
        and meme_boite(preuve.courriel, porte.acces.courriel)
    )


def oublier(secret: str | None) -> None:
    """Close the page on this device."""
    preuve = system.boite_prouvee(_empreinte(secret)) if secret else None
    if preuve is not None and preuve.fermee_le is None:
        preuve.fermee_le = maintenant()


def deja_recue(numero: uuid.UUID | None) -> bool:
    """True when this very form was already received: its button was pressed twice."""
    return numero is not None and system.acces_deja_servi(numero) is not None


def noter_le_rendez_vous(
    porte: Porte,
    secret: str | None,
    issue: IssueRendezVous | None,
    nouveau: SaisieRendezVous | None,
    *,
    expedition: Expedition,
) -> None:
    """Give or move the appointment, or say that the person did not come.

    Raises:
        BoiteInconnue: as `repondre`.
        ErreurDuDomaine: as `noter_la_suite`.
    """
    if not est_reconnu(porte, secret):
        raise BoiteInconnue
    noter_la_suite(porte.orientation, issue, nouveau, expedition, par=None)
    noter("repondre", porte.acces, par=None, detail="rendez-vous")


def repondre(
    porte: Porte,
    secret: str | None,
    vers: EtatOrientation,
    saisie: SaisieEtape = RIEN,
    *,
    numero: uuid.UUID | None,
    expedition: Expedition,
) -> None:
    """Make one step for the structure, as a partner with an account would.

    Raises:
        BoiteInconnue: the second proof is missing or has ended.
        TransitionRefusee: the table does not allow this step.
    """
    if not est_reconnu(porte, secret):
        raise BoiteInconnue
    passer(porte.orientation, vers, Cote.RECEVEUR, par=None, saisie=saisie, expedition=expedition)
    porte.acces.numero_envoi = numero
    noter("repondre", porte.acces, par=None, detail=vers.value)
    if not possibles(vers, Cote.RECEVEUR):
        liens.revoquer(USAGE, porte.acces.id)
