"""The September roll-over: class and school of the whole file in one gesture, the past year kept (pre.md §4)."""

from __future__ import annotations

from collections.abc import Iterable

from parcours.beneficiaires.models import Beneficiaire
from parcours.journal.services import noter
from parcours.pre.access import scolarites_visibles
from parcours.pre.models import Scolarite
from parcours.pre.queries.rentree import preparer
from parcours.pre.rules import BilanDeRentree, DecisionDeRentree
from parcours.socle.base import db
from parcours.socle.droits import Acteur


def basculer(decisions: Iterable[DecisionDeRentree], annee: int, *, par: Acteur) -> BilanDeRentree:
    """Move children to their new class and school. A child already moved, or whose file changed since, is left alone.

    Args:
        decisions: what was decided, child by child; those outside the file of the acteur are ignored.
        annee: year in which the school year begins.
        par: who decides.
    """
    rentree = preparer(par, annee)
    lignes = {ligne.personne.id: ligne.personne for ligne in (*rentree.surs, *rentree.douteux)}
    anciennes = set(
        db.session.scalars(
            scolarites_visibles(par).where(Scolarite.annee == annee - 1).with_only_columns(Scolarite.beneficiaire_id)
        )
    )
    bilan = BilanDeRentree()
    for decision in decisions:
        personne = lignes.pop(decision.beneficiaire_id, None)
        if personne is None:
            continue
        if personne.version != decision.version:
            bilan.changes.append(personne.nom_affiche)
            continue
        _faire_passer(personne, decision, annee, garder_l_ancienne=personne.id not in anciennes, par=par)
        bilan.faits += 1
    return bilan


def _faire_passer(
    personne: Beneficiaire, decision: DecisionDeRentree, annee: int, *, garder_l_ancienne: bool, par: Acteur
) -> None:
    base = {"beneficiaire_id": personne.id}
    if garder_l_ancienne and (personne.classe or personne.etablissement_id):
        db.session.add(Scolarite(**base, annee=annee - 1, classe=personne.classe, etablissement_id=personne.etablissement_id))
    db.session.add(
        Scolarite(
            **base,
            annee=annee,
            classe=decision.classe,
            etablissement_id=decision.etablissement_id,
            maintien=decision.classe == personne.classe,
        )
    )
    personne.classe, personne.etablissement_id = decision.classe, decision.etablissement_id
    personne.modifie_par_id = par.agent_id
    noter("passer_de_classe", personne, par=par, detail=f"rentrée {annee}")
