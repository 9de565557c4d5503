"""Who reads which link: only what a recorded agreement covers today, on both files (ADR 12).

The side that asks never learns what the other one did with the request before the link holds.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from parcours.beneficiaires.access import beneficiaires_visibles, en_vigueur, portee
from parcours.beneficiaires.models import Accord, Beneficiaire, Contact, PorteeDispositif, Rattachement
from parcours.beneficiaires.rules import EtatAccord, NatureRattachement
from parcours.comptes.models import Agent
from parcours.liaisons.models import Liaison
from parcours.liaisons.rules import EtatLiaison, demandees_depuis
from parcours.socle.droits import Acteur, Droit, Role
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.perimetre import Perimetre

_LIAISON = (Liaison, Accord, PorteeDispositif, Beneficiaire, Rattachement)
ROLES_QUI_REPONDENT = (Role.COORDINATEUR_PRE, Role.MEDIATEUR_SANTE, Role.COORDINATEUR_CITE)
"""They see every file of their dispositif: whoever recognises a person must be able to look for them all."""


def _accord_de_qui_demande() -> ColumnElement[bool]:
    """The file that asks holds an agreement for the dispositif asked; about a parent, this parent's own."""
    return exists(
        select(Accord.id)
        .join(Accord.portees_dispositif)
        .where(
            Accord.beneficiaire_id == Liaison.beneficiaire_id,
            Accord.etat == EtatAccord.CONFIRME,
            PorteeDispositif.dispositif == Liaison.vers,
            or_(Liaison.contact_id.is_(None), Accord.contact_id == Liaison.contact_id),
        )
    )


def _accord_de_qui_repond() -> ColumnElement[bool]:
    """The file recognised holds an agreement for the dispositif that asks."""
    return exists(
        select(Accord.id)
        .join(Accord.portees_dispositif)
        .where(
            Accord.beneficiaire_id == Liaison.autre_id,
            Accord.etat == EtatAccord.CONFIRME,
            PorteeDispositif.dispositif == Liaison.depuis,
        )
    )


def tient() -> ColumnElement[bool]:
    """Condition on `Liaison`: the link holds today. An agreement withdrawn on either file unties it at once, by itself."""
    return and_(Liaison.etat == EtatLiaison.LIEE, _accord_de_qui_demande(), _accord_de_qui_repond())


def _a_ma_portee(acteur: Acteur) -> Select[Any]:
    """Files within reach of whoever may link them; the marker stays on this inner statement."""
    ouvertes = portee(acteur.au_titre_de(Droit.LIAISON_LIRE))
    return select(Beneficiaire.id).where(ouvertes).options(Perimetre(Beneficiaire, Rattachement))


def liaisons_visibles(acteur: Acteur) -> Select[Liaison]:
    """Requests made from the files within reach, and links that hold with these files.

    A request put aside by the other side stays in the list: were it to vanish, its absence would be an answer.
    """
    siens = _a_ma_portee(acteur)
    sans_reponse = Liaison.etat.in_((EtatLiaison.PROPOSEE, EtatLiaison.ECARTEE))
    return (
        select(Liaison)
        .where(
            or_(
                and_(Liaison.beneficiaire_id.in_(siens), or_(sans_reponse, tient())),
                and_(Liaison.autre_id.in_(siens), tient()),
            )
        )
        .options(Perimetre(*_LIAISON))
    )


def demandes_recues(acteur: Acteur) -> Select[Liaison]:
    """Requests to answer: made to a dispositif one coordinates, still open, still covered by the agreement of who asks."""
    dispositifs = acteur.au_titre_de(Droit.LIAISON_REPONSE_LIRE).dispositifs_de(*Role)
    return (
        select(Liaison)
        .where(
            Liaison.vers.in_(sorted(dispositifs)),
            Liaison.etat == EtatLiaison.PROPOSEE,
            Liaison.proposee_le >= demandees_depuis(maintenant()),
            _accord_de_qui_demande(),
        )
        .options(Perimetre(*_LIAISON))
    )


def fiches_a_lier(acteur: Acteur) -> Select[Beneficiaire]:
    """Files one may recognise: those of the dispositifs one coordinates."""
    dispositifs = acteur.au_titre_de(Droit.LIAISON_REPONSE_LIRE).dispositifs_de(*Role)
    return beneficiaires_visibles(acteur).where(Beneficiaire.dispositif.in_(sorted(dispositifs)))


def fiches_par_un_proche(acteur: Acteur) -> Select[Beneficiaire]:
    """The same, with one of their contacts joined: a child is recognised by a parent's name."""
    return fiches_a_lier(acteur).join(Beneficiaire.contacts).options(Perimetre(Contact))


def entre_les_memes(liaison: Liaison, autre_id: uuid.UUID) -> Select[Liaison]:
    """Links that already tie the two files of a request loaded through its scope: they give way to the new one."""
    deux = (liaison.beneficiaire_id, autre_id)
    return (
        select(Liaison)
        .where(
            Liaison.etat == EtatLiaison.LIEE,
            Liaison.id != liaison.id,
            Liaison.beneficiaire_id.in_(deux),
            Liaison.autre_id.in_(deux),
        )
        .options(Perimetre(Liaison))
    )


def ouvertes_depuis(beneficiaire_id: uuid.UUID) -> Select[Liaison]:
    """Requests of a file already loaded through its scope, put aside or not: whether to ask again must not tell them apart."""
    return (
        select(Liaison)
        .where(
            Liaison.beneficiaire_id == beneficiaire_id,
            or_(
                and_(
                    Liaison.etat.in_((EtatLiaison.PROPOSEE, EtatLiaison.ECARTEE)),
                    Liaison.proposee_le >= demandees_depuis(maintenant()),
                ),
                tient(),
            ),
        )
        .options(Perimetre(*_LIAISON))
    )


def referents_de_l_autre_cote(fiches: Sequence[uuid.UUID]) -> Select[uuid.UUID, str | None, Agent]:
    """Who follows the other file of links that hold, loaded through their scope: the only thing read beyond one's own side."""
    return (
        select(Rattachement.beneficiaire_id, Rattachement.libelle, Agent)
        .outerjoin(Agent, Agent.id == Rattachement.agent_id)
        .where(
            Rattachement.beneficiaire_id.in_(fiches),
            Rattachement.nature == NatureRattachement.REFERENT,
            en_vigueur(aujourd_hui()),
        )
        .options(Perimetre(Rattachement))
    )
