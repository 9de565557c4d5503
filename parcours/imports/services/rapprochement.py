"""Is a person of the file already recorded? Looked for only among the files the acteur may open, in one dispositif."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import Sexe
from parcours.imports.access import dossiers_du_dispositif
from parcours.imports.rules.doublons import Identite, Rapprochement, comparer
from parcours.imports.rules.propositions import Personne
from parcours.imports.rules.textes import cle
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif


@dataclass(frozen=True)
class Existante:
    """A file already in the base, for comparison."""

    id: uuid.UUID
    identite: Identite
    telephone: str
    adresse: str

    @property
    def libelle(self) -> str:
        """How it is named on screen."""
        naissance = f", {self.identite.naissance:%d/%m/%Y}" if self.identite.naissance else ""
        return f"{self.identite.nom.upper()} {self.identite.prenom}{naissance}"


class Fichier:
    """Files within reach, found by number, name or birth date."""

    def __init__(self, existantes: Iterable[Existante]) -> None:
        self._par: dict[object, list[Existante]] = defaultdict(list)
        self._prises: set[uuid.UUID] = set()
        for une in existantes:
            self._par["mots", une.identite.mots].append(une)
            if une.identite.numero:
                self._par["numero", une.identite.numero].append(une)
            if une.identite.naissance:
                self._par["naissance", une.identite.naissance].append(une)

    def chercher(
        self, identite: Identite, telephones: tuple[str, ...] = (), adresse: str = ""
    ) -> tuple[Rapprochement, Existante | None, str]:
        """The same person, a doubt, or nobody. A file answers to one person of the spreadsheet only."""
        proches = {
            e.id: e
            for k in (("numero", identite.numero), ("mots", identite.mots), ("naissance", identite.naissance))
            if k[1]
            for e in self._par.get(k, ())
            if e.id not in self._prises
        }
        doute: tuple[Rapprochement, Existante | None, str] = (Rapprochement.AUTRE, None, "")
        for une in proches.values():
            lien, raison = _comparer(identite, telephones, adresse, une)
            if lien is Rapprochement.MEME:
                self._prises.add(une.id)
                return lien, une, raison
            if lien is Rapprochement.DOUTE and doute[1] is None:
                doute = (lien, une, raison)
        return doute

    def prendre(self, existante: uuid.UUID) -> None:
        """A person decided that a line is this file."""
        self._prises.add(existante)

    def naissance_connue(self, numero: str, libelle: str) -> Existante | None:
        """The file of the same number and name whose birth date is known: it was corrected at the first import."""
        mots = tuple(sorted(cle(libelle).split()))
        trouvees = [
            e for e in self._par.get(("numero", numero), ()) if numero and e.identite.mots == mots and e.identite.naissance
        ]
        return trouvees[0] if len(trouvees) == 1 else None


def _comparer(identite: Identite, telephones: tuple[str, ...], adresse: str, une: Existante) -> tuple[Rapprochement, str]:
    """Former line number first, then name and birth date."""
    meme_numero = bool(identite.numero) and identite.numero == une.identite.numero
    if meme_numero and identite.mots == une.identite.mots:
        return Rapprochement.MEME, "même numéro et même nom"
    if meme_numero and identite.naissance and identite.naissance == une.identite.naissance:
        return Rapprochement.MEME, "même numéro et même date de naissance"
    lien, raison = comparer(identite, une.identite)
    if (
        lien is Rapprochement.DOUTE
        and identite.mots == une.identite.mots
        and not identite.naissance
        and not une.identite.naissance
    ):
        if une.telephone and une.telephone in telephones:
            return Rapprochement.MEME, "même nom et même téléphone"
        if une.adresse and cle(une.adresse) == cle(adresse):
            return Rapprochement.MEME, "même nom et même adresse"
    return lien, raison


def identite_de_la_personne(personne: Personne) -> tuple[Identite, tuple[str, ...], str]:
    """What `Fichier.chercher` asks."""
    return personne.identite, personne.coordonnees.telephones, personne.coordonnees.adresse


def fichier(acteur: Acteur, dispositif: Dispositif) -> Fichier:
    """Read the files within reach: one statement, only the columns compared."""
    b = Beneficiaire
    requete = dossiers_du_dispositif(acteur, dispositif).with_only_columns(
        b.id, b.nom, b.prenom, b.date_naissance, b.sexe, b.numero_origine, b.nom_naissance, b.telephone, b.adresse
    )
    return Fichier(
        Existante(
            i,
            Identite(nom, prenom, ne, None if sexe is Sexe.INCONNU else sexe.value, numero or "", naissance or ""),
            telephone or "",
            adresse or "",
        )
        for i, nom, prenom, ne, sexe, numero, naissance, telephone, adresse in db.session.execute(requete)
    )
