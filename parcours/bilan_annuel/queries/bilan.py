"""The report of a year, the lists behind its figures, the means, the frozen ones."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy.orm import joinedload

from parcours.beneficiaires.access import beneficiaires_visibles
from parcours.beneficiaires.models import Beneficiaire
from parcours.bilan_annuel.access import exercices, moyens, photos_visibles, saisines_du_bilan
from parcours.bilan_annuel.models import ExerciceDuPre, Moyen, PhotoDeBilan
from parcours.bilan_annuel.queries.faits import faits
from parcours.bilan_annuel.rules.faits import Faits
from parcours.bilan_annuel.rules.moyens import GenreDeMoyen
from parcours.bilan_annuel.rules.periodes import Periode
from parcours.bilan_annuel.rules.rubriques import Ligne, Rubrique, Tableau, rubriques
from parcours.nomenclatures.queries import valeurs
from parcours.saisines.models import Saisine
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Droit


@dataclass(frozen=True)
class BilanAnnuel:
    """The live report."""

    periode: Periode
    rubriques: list[Rubrique]

    def ligne(self, cle: str) -> Ligne | None:
        """The line of this key."""
        return next((x for r in self.rubriques for t in r.tableaux for x in t.lignes if x.cle == cle), None)


def bilan_annuel(acteur: Acteur, periode: Periode) -> BilanAnnuel:
    """Every figure of a year."""
    comptes = faits(acteur, periode)
    return BilanAnnuel(periode, [*rubriques(comptes, periode), _moyens(comptes, periode)])


def _moyens(comptes: Faits, periode: Periode) -> Rubrique:
    """G. Staff and money as typed, and the cost of a child."""
    lus = db.session.execute(
        moyens()
        .join(ExerciceDuPre, ExerciceDuPre.id == Moyen.exercice_id)
        .where(ExerciceDuPre.periode == periode.code)
        .with_only_columns(Moyen.genre, Moyen.code, Moyen.centiemes)
    )
    montants = {(genre, code): centiemes / 100 for genre, code, centiemes in lus}
    tableaux = []
    for genre in GenreDeMoyen:
        mots = comptes.mots.get(genre.value, {})
        lignes = [
            Ligne(f"moyens.{genre.value}.{code}", mots.get(code, code), montant, genre.unite)
            for (g, code), montant in sorted(
                montants.items(), key=lambda m: list(mots).index(m[0][1]) if m[0][1] in mots else 99
            )
            if g is genre
        ]
        if lignes:
            total = round(sum(ligne.valeur or 0 for ligne in lignes), 2)
            tableaux.append(Tableau(genre.libelle, [*lignes, Ligne(f"moyens.{genre.value}", "Total", total, genre.unite)]))
    enfants = len({p.beneficiaire_id for p in comptes.parcours if p.ouvert_pendant(periode)})
    depenses = sum(m for (g, _), m in montants.items() if g is GenreDeMoyen.NATURE)
    if enfants and depenses:
        tableaux.append(
            Tableau(
                "Coût par enfant", [Ligne("moyens.par_enfant", "Dépenses par enfant suivi", round(depenses / enfants, 2), "€")]
            )
        )
    return Rubrique("moyens", "Moyens", tableaux)


def enfants_derriere(acteur: Acteur, ligne: Ligne) -> list[Beneficiaire]:
    """The files a figure counts, those of this acteur only, in the order of names."""
    ids = {p.beneficiaire_id for p in ligne.parcours}
    requete = beneficiaires_visibles(acteur.au_titre_de(Droit.BILAN_ANNUEL_LIRE)).where(Beneficiaire.id.in_(ids))
    return list(db.session.scalars(requete.order_by(Beneficiaire.cle_tri, Beneficiaire.id)))


def saisines_derriere(acteur: Acteur, ligne: Ligne) -> list[Saisine]:
    """The requests a figure counts, in the order of names."""
    requete = saisines_du_bilan(acteur).where(Saisine.id.in_({s.id for s in ligne.saisines}))
    return list(db.session.scalars(requete.order_by(Saisine.cle_tri, Saisine.id)))


def exercice(periode: Periode) -> ExerciceDuPre | None:
    """Means of a year, to be corrected."""
    return db.session.scalars(
        exercices().where(ExerciceDuPre.periode == periode.code).options(joinedload(ExerciceDuPre.moyens))
    ).unique().one_or_none()  # fmt: skip


def lignes_de_moyens() -> dict[GenreDeMoyen, list[tuple[str, str]]]:
    """(code, words) that may be typed, list by list."""
    return {genre: [(v.code, v.libelle) for v in valeurs(genre.value)] for genre in GenreDeMoyen}


def photos(acteur: Acteur, periode: Periode) -> list[PhotoDeBilan]:
    """Frozen reports of a year, the latest first."""
    return list(
        db.session.scalars(
            photos_visibles(acteur)
            .where(PhotoDeBilan.periode == periode.code)
            .options(joinedload(PhotoDeBilan.prise_par))
            .order_by(PhotoDeBilan.prise_le.desc())
        )
    )


def photo(acteur: Acteur, identifiant: uuid.UUID) -> PhotoDeBilan | None:
    """One frozen report."""
    return db.session.scalars(photos_visibles(acteur).where(PhotoDeBilan.id == identifiant)).one_or_none()
