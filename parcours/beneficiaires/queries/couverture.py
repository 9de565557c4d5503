"""How the agreements of a file cover an act to come: what meetings and orientations ask before they name anybody."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from parcours.beneficiaires.access import accords_en_vigueur, du_dossier
from parcours.beneficiaires.models import Accord, PorteeAccord, PorteeDispositif
from parcours.beneficiaires.rules import Couverture, EtatAccord, couverture_selon
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif


def couverture(
    acteur: Acteur,
    beneficiaire_id: uuid.UUID,
    *,
    structure_id: uuid.UUID | None = None,
    eps: bool = False,
    dispositif: Dispositif | None = None,
    contact_id: uuid.UUID | None = None,
) -> Couverture:
    """Confirmed for this act, to be confirmed, of another scope, or none."""
    requete = accords_en_vigueur(beneficiaire_id)
    if eps:
        requete = requete.where(Accord.portee_eps)
    if structure_id is not None:
        requete = requete.where(Accord.id.in_(select(PorteeAccord.accord_id).where(PorteeAccord.structure_id == structure_id)))
    if dispositif is not None:
        lies = select(PorteeDispositif.accord_id).where(PorteeDispositif.dispositif == dispositif)
        requete = requete.where(Accord.id.in_(lies))
    if contact_id is not None:
        requete = requete.where(Accord.contact_id == contact_id)
    if db.session.scalar(requete.with_only_columns(Accord.id).limit(1)) is not None:
        return Couverture.CONFIRMEE
    des_siens = du_dossier(Accord, acteur).where(Accord.beneficiaire_id == beneficiaire_id).with_only_columns(Accord.etat)
    return couverture_selon(set(db.session.scalars(des_siens)))


def structures_couvertes(beneficiaire_id: uuid.UUID) -> set[uuid.UUID]:
    """Partners that a confirmed agreement of this file names."""
    requete = accords_en_vigueur(beneficiaire_id).join(Accord.portees).with_only_columns(PorteeAccord.structure_id)
    return set(db.session.scalars(requete))


def accord_a_completer(acteur: Acteur, beneficiaire_id: uuid.UUID) -> uuid.UUID | None:
    """The agreement to confirm or to extend, when there is one: a confirmed one first, else one that waits."""
    utiles = (EtatAccord.CONFIRME, EtatAccord.REPRIS, EtatAccord.EN_ATTENTE)
    requete = du_dossier(Accord, acteur).where(Accord.beneficiaire_id == beneficiaire_id, Accord.etat.in_(utiles))
    accords = list(db.session.scalars(requete.order_by(Accord.cree_le.desc())))
    accords.sort(key=lambda a: a.etat is not EtatAccord.CONFIRME)
    return accords[0].id if accords else None
