"""Applying the changes a person accepted on files already recorded; each one leaves what it replaced."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from parcours.beneficiaires.models import Beneficiaire
from parcours.imports.rules.propositions import Personne
from parcours.imports.services import elements, valeurs
from parcours.imports.services.changements import actes_nouveaux
from parcours.imports.services.chantier import Chantier
from parcours.imports.services.dossiers import Dossier
from parcours.journal.services import noter
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours, transition_permise
from parcours.socle.base import db
from parcours.socle.recherche import cle_de_recherche, cle_de_tri


class MiseAJour:
    """Accepted changes of one person."""

    def __init__(self, chantier: Chantier, personne: Personne, accord: str, dossier: Dossier) -> None:
        self.chantier, self.personne, self.accord, self.dossier = chantier, personne, accord, dossier
        self.identite = valeurs.identite(personne, chantier.tables)
        self.colonnes = valeurs.parcours(personne, chantier.tables)
        self._avant: dict[uuid.UUID, tuple[Any, dict[str, Any]]] = {}

    def appliquer(self, cles: set[str]) -> None:
        """Make the changes, in their order; the file's trace comes first so that undoing keeps them together."""
        self._suivre(self.dossier.personne)
        for cle in sorted(cles):
            genre, _, reste = cle.partition(".")
            getattr(self, f"_{genre}")(reste, cle)
        self._etat()
        db.session.flush()
        for ligne, avant in self._avant.values():
            self.chantier.tracer(ligne, ligne.version, avant)
            if avant:
                noter("modifier", ligne, par=self.chantier.par, detail=", ".join(sorted(avant)))
        self._avant.clear()

    def _suivre(self, ligne: Any) -> dict[str, Any]:
        return self._avant.setdefault(ligne.id, (ligne, {}))[1]

    def _poser(self, ligne: Any, champ: str, valeur: Any) -> None:
        avant = self._suivre(ligne)
        ancien = getattr(ligne, champ)
        if ancien != valeur:
            avant.setdefault(champ, ancien)
            setattr(ligne, champ, valeur)
            ligne.modifie_par_id = self.chantier.par.agent_id

    def _identite(self, champ: str, _cle: str) -> None:
        personne: Beneficiaire = self.dossier.personne
        if champ == "quartier":
            self._poser(personne, "situation_quartier", self.identite["situation_quartier"])
            self._poser(personne, "quartier_id", self.identite["quartier_id"])
            self.chantier.constater(personne)
            return
        self._poser(personne, champ, self.identite[champ])
        if champ in ("nom", "prenom", "nom_naissance"):
            cles = cle_de_recherche(personne.nom, personne.prenom, personne.nom_naissance)[:300]
            self._poser(personne, "cle_recherche", cles)
            self._poser(personne, "cle_tri", cle_de_tri(personne.nom, personne.prenom))

    def _contact(self, rang: str, _cle: str) -> None:
        responsable = next(r for r in self.personne.responsables if str(r.rang) == rang)
        titre = self.chantier.titres.get(f"responsable_{rang}", "")
        if parent := elements.contact(self.personne, responsable, titre, self.dossier.personne.id):
            parent.rang = len(self.dossier.contacts) + 1
            self.chantier.ajouter(parent)

    def _contact_telephone(self, rang: str, _cle: str) -> None:
        responsable = next(r for r in self.personne.responsables if str(r.rang) == rang)
        voulu = elements.contact(self.personne, responsable, "", self.dossier.personne.id)
        if voulu is None:
            return
        for contact in self.dossier.contacts:
            if contact.nom_affiche.casefold() == voulu.nom_affiche.casefold():
                self._poser(contact, "telephone", voulu.telephone)

    def _accord(self, _reste: str, _cle: str) -> None:
        if donne := elements.accord(self.personne, self.accord, self.dossier.personne.id):
            self.chantier.ajouter(donne)

    def _parcours(self, champ: str, _cle: str) -> None:
        if self.dossier.parcours is not None:
            self._poser(self.dossier.parcours, champ, self.colonnes[champ])
            if champ == "motif_sortie_texte":
                self._poser(self.dossier.parcours, "motif_sortie", self.colonnes["motif_sortie"])

    def _etat(self) -> None:
        """A new date of entry or exit moves the pathway, one permitted step after another."""
        parcours = self.dossier.parcours
        if parcours is None:
            return
        jour = self.chantier.jour
        pas: list[valeurs.Etape] = []
        etat = parcours.etat
        for vers, quand in ((EtatParcours.EN_COURS, parcours.debut_le), (EtatParcours.SORTI, parcours.sortie_le)):
            if quand and quand <= jour and etat is not vers and transition_permise(etat, vers):
                pas.append((vers, quand, valeurs.REPRIS))
                etat = vers
        if pas:
            self.chantier.franchir(parcours.id, parcours.etat, pas)
            self._poser(parcours, "etat", etat)

    def _referent(self, _reste: str, _cle: str) -> None:
        jour = self.chantier.jour
        for ligne in self.dossier.referents:
            if ligne.fin is None:
                self._poser(ligne, "fin", max(ligne.debut, jour))
        fin = self.colonnes["sortie_le"]
        nouveau = elements.referent(self.personne.parcours.referent, self.chantier.tables, self.dossier.personne.id, jour, fin)
        self.chantier.ajouter(nouveau)

    def _motif(self, texte: str, _cle: str) -> None:
        if self.dossier.parcours is not None:
            entier = next(m for m in self.personne.parcours.motifs if m[:80] == texte)
            self.chantier.ajouter(elements.motif(entier, 1, self.chantier.tables, self.dossier.parcours.id))

    def _action(self, texte: str, _cle: str) -> None:
        parcours = self.dossier.parcours
        if parcours is not None:
            entier = next(a for a in self.personne.parcours.actions if a[:80] == texte)
            self.chantier.ajouter(elements.action(entier, self.colonnes, parcours.etat, self.chantier.tables, parcours.id))

    def _acte(self, _reste: str, cle: str) -> None:
        parcours: Parcours | None = self.dossier.parcours
        acte = actes_nouveaux(self.personne, self.dossier, self.chantier.tables).get(cle)
        if parcours is not None and acte is not None:
            for ligne in acte.lignes(parcours.id):
                self.chantier.ajouter(ligne)

    def _orientation(self, rang: str, _cle: str) -> None:
        if self.dossier.parcours is not None:
            une = self.personne.orientations[int(rang)]
            self.chantier.orienter(une, self.personne, self.dossier.personne.id, self.dossier.parcours.id, None)

    def _orientation_reponse(self, rang: str, _cle: str) -> None:
        une = self.personne.orientations[int(rang)]
        etat = elements.REPONSES[une.reponse or ""]
        for ligne in self.dossier.orientations:
            if ligne.importee and ligne.envoyee_jour == une.le and ligne.etat.attend_une_reponse:
                self._poser(ligne, "etat", etat)
                self._poser(ligne, "repondue_le", elements.instant(une.reponse_le) if une.reponse_le else None)
                return

    def _observations(self, _reste: str, _cle: str) -> None:
        connues = self.dossier.personne.observations or ""
        nouvelles = [li for li in valeurs.observations(self.personne).splitlines() if li and li not in connues]
        avant = self._suivre(self.dossier.personne)
        avant.setdefault("observations", connues)
        self.dossier.personne.observations = "\n".join([*([connues] if connues else []), *nouvelles])


def valeur_d_avant(colonne: Any, texte: Any) -> Any:
    """A former value read back from its JSON: dates, ids and enums have become text."""
    if texte is None or not isinstance(texte, str):
        return texte
    genre = getattr(colonne.type, "python_type", str)
    if genre is date:
        return date.fromisoformat(texte[:10])
    if genre is uuid.UUID:
        return uuid.UUID(texte)
    if hasattr(colonne.type, "enum_class") and colonne.type.enum_class is not None:
        return colonne.type.enum_class(texte)
    return texte
