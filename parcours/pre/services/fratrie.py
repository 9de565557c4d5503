"""Link the files of brothers and sisters, or separate one."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.beneficiaires.models import Beneficiaire
from parcours.journal.services import noter
from parcours.pre.access import fratries_visibles
from parcours.pre.models import Fratrie, MembreDeFratrie
from parcours.pre.queries.fratrie import groupes_de
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif, Droit


def relier(personne: Beneficiaire, autres: Collection[uuid.UUID], *, par: Acteur) -> int:
    """Put children in one group of brothers and sisters; groups they already had become one. Returns how many were linked.

    Linking opens nothing: each file keeps its own référents and its own agreements.
    """
    admis = (
        beneficiaires_visibles(par.au_titre_de(Droit.FRATRIE_ECRIRE))
        .where(Beneficiaire.id.in_(list(autres)), Beneficiaire.dispositif == Dispositif.PRE, Beneficiaire.id != personne.id)
        .with_only_columns(Beneficiaire.id)
    )
    ids = sorted(db.session.scalars(admis))
    if not ids:
        return 0
    groupes = groupes_de(par, [personne.id, *ids])
    fratrie = Fratrie()
    db.session.add(fratrie)
    db.session.flush()
    membres = {personne.id, *ids}
    for ancien in db.session.scalars(fratries_visibles(par).where(MembreDeFratrie.fratrie_id.in_(groupes))):
        membres.add(ancien.beneficiaire_id)
        db.session.delete(ancien)
    db.session.flush()
    for identifiant in sorted(membres):
        db.session.add(MembreDeFratrie(fratrie_id=fratrie.id, beneficiaire_id=identifiant))
    db.session.flush()
    noter("relier", personne, par=par, detail=f"fratrie, {len(membres)} enfants")
    return len(ids)


def separer(personne: Beneficiaire, *, par: Acteur) -> None:
    """Take one child out of the group: it was a mistake."""
    for membre in db.session.scalars(fratries_visibles(par).where(MembreDeFratrie.beneficiaire_id == personne.id)):
        db.session.delete(membre)
    noter("separer", personne, par=par, detail="fratrie")
