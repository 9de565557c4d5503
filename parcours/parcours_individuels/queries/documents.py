"""What the documents of a pathway need: the pathway whole, who signs, the latest bilan."""

from __future__ import annotations

import uuid

from sqlalchemy import Select
from sqlalchemy.orm import contains_eager

from parcours.beneficiaires.access import du_dossier
from parcours.beneficiaires.models import Beneficiaire, Contact, Rattachement
from parcours.beneficiaires.queries import referents
from parcours.parcours_individuels.access import bilans_visibles, parcours_complets
from parcours.parcours_individuels.models import Bilan, Parcours
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif


def parcours_a_editer(acteur: Acteur) -> Select[Parcours]:
    """Pathways of the PRE whose documents one may print: those one follows."""
    personne = contains_eager(Parcours.beneficiaire)
    return (
        parcours_complets(acteur)
        .where(Parcours.dispositif == Dispositif.PRE)
        .options(
            personne.joinedload(Beneficiaire.etablissement),
            personne.selectinload(Beneficiaire.rattachements).joinedload(Rattachement.agent),
        )
    )


def titulaires(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[Contact]:
    """Holders of parental authority who may be met: they sign (restrictions of contact are respected)."""
    requete = (
        du_dossier(Contact, acteur)
        .where(Contact.beneficiaire_id == beneficiaire_id, Contact.autorite_parentale, Contact.contact_autorise)
        .order_by(Contact.rang, Contact.id)
    )
    return list(db.session.scalars(requete))


def nom_du_referent(parcours: Parcours) -> str:
    """Name of the référent of the child today, empty when there is none."""
    principal = referents(parcours.beneficiaire).principal
    return principal.agent.nom_complet if principal is not None and principal.agent is not None else ""


def dernier_bilan(acteur: Acteur, parcours: Parcours) -> Bilan | None:
    """The latest bilan of a loaded pathway."""
    requete = bilans_visibles(acteur).where(Bilan.parcours_id == parcours.id).order_by(Bilan.le.desc(), Bilan.id.desc())
    return db.session.scalars(requete.limit(1)).first()
