"""Rows made by an import, written in batches, each with the trace that lets the import be undone."""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from parcours.accompagnements.models import Echange
from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Accord, Beneficiaire, Contact, QuartierConstate, Rattachement
from parcours.beneficiaires.rules import NatureRattachement, OrigineQuartier
from parcours.cite_emploi.models import Frein, Reperage
from parcours.imports.models import Lot, TraceImport
from parcours.imports.rules.propositions import OrientationProposee, Personne
from parcours.imports.services import elements, valeurs
from parcours.imports.services.tables import Tables
from parcours.journal.services import noter
from parcours.mediation_sante.models import ActeDeMediation, ChoixEnPlus
from parcours.orientations.models import Orientation, TransitionOrientation
from parcours.parcours_individuels.models import Action, MotifDeDemande, Parcours, TransitionParcours
from parcours.parcours_individuels.rules import EtatParcours
from parcours.socle.base import Base, db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.horloge import aujourd_hui, maintenant
from parcours.socle.recherche import cle_de_recherche, cle_de_tri

ORDRE: tuple[type[Base], ...] = (
    Structure, Beneficiaire, Contact, Accord, QuartierConstate, Rattachement, Parcours, TransitionParcours, MotifDeDemande,
    Action, Reperage, Frein, Orientation, TransitionOrientation, Echange, ActeDeMediation, ChoixEnPlus, TraceImport,
)  # fmt: skip
"""Each table after those it points to: written table by table, a batch goes in a few statements."""
PAQUET = 250


class Chantier:
    """One application of one lot. Traces of one person follow each other, the person's file first."""

    def __init__(self, lot: Lot, tables: Tables, titres: dict[str, str], par: Acteur) -> None:
        self.lot, self.tables, self.titres, self.par = lot, tables, titres, par
        self.jour, self.instant = aujourd_hui(), maintenant()
        self._attente: dict[type[Base], list[Any]] = defaultdict(list)
        self._personnes = self._rang = 0
        self._ajoutees: dict[str, uuid.UUID] = {}

    def ajouter(self, ligne: Any) -> Any:
        """A row to create, and its trace."""
        modele = type(ligne)
        if hasattr(modele, "cree_par_id"):
            ligne.cree_par_id = self.par.agent_id
        self._attente[modele].append(ligne)
        self.tracer(ligne, 1 if hasattr(modele, "version") else None)
        return ligne

    def tracer(self, ligne: Any, version: int | None, avant: dict[str, Any] | None = None) -> None:
        """Remember a row created, or changed when `avant` is given."""
        self._rang += 1
        trace = TraceImport(
            lot_id=self.lot.id, rang=self._rang, table=type(ligne).__tablename__, ligne_id=ligne.id, version=version
        )
        if avant is not None:
            trace.avant = json.dumps(avant, default=str)
        self._attente[TraceImport].append(trace)

    def ecrire(self) -> None:
        """Send what waits, table by table, and let the rows go: a large file stays small in memory."""
        for modele in ORDRE:
            lignes = self._attente.pop(modele, [])
            if lignes:
                db.session.add_all(lignes)
                db.session.flush()
                for ligne in lignes:
                    db.session.expunge(ligne)
        self._personnes = 0

    def creer(self, personne: Personne, accord: str) -> Beneficiaire:
        """A file, its contacts, agreement, pathway and history.

        Args:
            personne: as read in the file.
            accord: the cell of the agreement, as written.
        """
        colonnes = valeurs.identite(personne, self.tables)
        ligne = Beneficiaire(
            dispositif=self.tables.dispositif,
            **colonnes,
            observations=valeurs.observations(personne),
            numero_origine=personne.identite.numero[:40] or None,
            importe_le=self.jour,
            cle_recherche=cle_de_recherche(colonnes["nom"], colonnes["prenom"], colonnes["nom_naissance"])[:300],
            cle_tri=cle_de_tri(colonnes["nom"], colonnes["prenom"]),
        )
        self.ajouter(ligne)
        noter("creer", ligne, par=self.par, detail="import")
        self.constater(ligne)
        for responsable in personne.responsables:
            if parent := elements.contact(
                personne, responsable, self.titres.get(f"responsable_{responsable.rang}", ""), ligne.id
            ):
                self.ajouter(parent)
        if donne := elements.accord(personne, accord, ligne.id):
            self.ajouter(donne)
        self._parcours(personne, ligne)
        self._personnes += 1
        if self._personnes >= PAQUET:
            self.ecrire()
        return ligne

    def constater(self, ligne: Beneficiaire) -> None:
        """The district as at the day of the import: the file says no older date."""
        self.ajouter(
            QuartierConstate(
                beneficiaire_id=ligne.id,
                au=self.jour,
                situation=ligne.situation_quartier,
                quartier_id=ligne.quartier_id,
                origine=OrigineQuartier.IMPORTE,
            )
        )

    def _parcours(self, personne: Personne, ligne: Beneficiaire) -> None:
        colonnes = valeurs.parcours(personne, self.tables)
        etapes = valeurs.etapes(personne, colonnes, self.tables.dispositif, self.jour)
        etat, dernier, _ = etapes[-1]
        parcours = self.ajouter(Parcours(beneficiaire_id=ligne.id, dispositif=ligne.dispositif, etat=etat, **colonnes))
        self.franchir(parcours.id, None, etapes)
        fin = dernier if etat is EtatParcours.SORTI else None
        if personne.parcours.referent:
            debut = colonnes["debut_le"] or colonnes["demande_le"] or self.jour
            self.ajouter(elements.referent(personne.parcours.referent, self.tables, ligne.id, debut, fin))
        for rang, motif in enumerate(personne.parcours.motifs):
            self.ajouter(elements.motif(motif, rang, self.tables, parcours.id))
        for action in personne.parcours.actions:
            self.ajouter(elements.action(action, colonnes, etat, self.tables, parcours.id))
        if self.tables.dispositif is Dispositif.EMPLOI:
            self._reperage(personne, ligne, parcours.id, fin)
        for acte in valeurs.actes_dates(personne):
            for rangee in elements.acte(acte, self.tables).lignes(parcours.id):
                self.ajouter(rangee)
        if self.tables.dispositif is Dispositif.SANTE and not personne.parcours.referent:
            self._mediateur(personne, ligne, colonnes["debut_le"], fin)

    def franchir(self, parcours_id: uuid.UUID, de: EtatParcours | None, etapes: Iterable[valeurs.Etape]) -> None:
        """Log the steps that the dates tell."""
        for vers, jour, motif in etapes:
            self.ajouter(
                TransitionParcours(
                    parcours_id=parcours_id, de=de, vers=vers, a_la_date=jour, agent_id=self.par.agent_id, motif=motif
                )
            )
            de = vers

    def _mediateur(self, personne: Personne, ligne: Beneficiaire, debut: date | None, fin: date | None) -> None:
        """Who holds the last act follows the person, when it is one of the team."""
        actes = valeurs.actes_dates(personne)
        if actes and debut and actes[-1].mediateur:
            self.ajouter(elements.referent(actes[-1].mediateur, self.tables, ligne.id, debut, fin))

    def _reperage(self, personne: Personne, ligne: Beneficiaire, parcours_id: uuid.UUID, fin: date | None) -> None:
        lu = personne.reperage
        connue = self.tables.structure(lu.par) if lu.par else None
        structure_id = uuid.UUID(connue.id) if connue else None
        reperage = self.ajouter(
            Reperage(
                parcours_id=parcours_id,
                structure_id=structure_id,
                structure_libelle=lu.par[:120] or None,
                repere_le=lu.le,
                rsa=lu.rsa,
                inscrit_france_travail=lu.inscrit_france_travail,
                statut_origine=personne.parcours.statut[:80] or None,
            )
        )
        for frein in lu.freins:
            self.ajouter(Frein(reperage_id=reperage.id, code=self.tables.code("frein", frein) or "autre", libelle=frein[:120]))
        if structure_id:
            self._rattacher(ligne.id, NatureRattachement.REPERAGE, structure_id, lu.le or self.jour, fin)
        for une in personne.orientations:
            self.orienter(une, personne, ligne.id, parcours_id, fin)

    def orienter(
        self, une: OrientationProposee, personne: Personne, beneficiaire_id: uuid.UUID, parcours_id: uuid.UUID, fin: date | None
    ) -> None:
        """A referral; a structure unknown to the directory is added to it, closed to new referrals, as the preview said."""
        structure_id = self.structure(une.vers)
        orientation, pas = elements.orientation(une, personne, structure_id, parcours_id)
        self.ajouter(orientation)
        for un in pas:
            self.ajouter(un)
        if une.reponse == "acceptee":
            self._rattacher(
                beneficiaire_id, NatureRattachement.ACCOMPAGNEMENT, structure_id, une.reponse_le or une.le or self.jour, fin
            )

    def _rattacher(
        self, beneficiaire_id: uuid.UUID, nature: NatureRattachement, structure_id: uuid.UUID, debut: date, fin: date | None
    ) -> None:
        self.ajouter(
            Rattachement(
                beneficiaire_id=beneficiaire_id,
                nature=nature,
                structure_id=structure_id,
                debut=debut,
                fin=fin if fin is None or fin >= debut else debut,
            )
        )

    def structure(self, texte: str) -> uuid.UUID:
        """Id of the structure written this way, added to the directory when it is not there."""
        nom = texte or elements.SANS_STRUCTURE
        connue = self.tables.structure(nom)
        if connue:
            return uuid.UUID(connue.id)
        if nom not in self._ajoutees:
            ligne = Structure(
                nom=nom[:150],
                cle_recherche=cle_de_recherche(nom)[:300],
                source="import",
                orientable=False,
                note_interne="Ajoutée par un import : à vérifier, à compléter ou à réunir à une structure connue.",
            )
            self._ajoutees[nom] = self.ajouter(ligne).id
        return self._ajoutees[nom]
