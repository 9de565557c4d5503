"""Search and filters of the directory, in its list and when one chooses where to refer."""

from __future__ import annotations

import uuid

from wtforms import BooleanField, StringField

from parcours.annuaire.rules import TYPES, CriteresAnnuaire, referentiels
from parcours.socle.formulaires import FormulaireDeFiltre


def _identifiant(texte: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(texte or "")
    except ValueError:
        return None


class RechercheForm(FormulaireDeFiltre):
    """What is looked for; an unknown value filters nothing."""

    q = StringField("Chercher")
    type = StringField("Type")
    commune = StringField("Commune")
    besoin = StringField("Besoin")
    public = StringField("Public")
    mode = StringField("Accueil")
    quartier = StringField("Quartier")
    fermees = BooleanField("Avec les structures fermées")

    def saisie(self, *, orientables: bool = False) -> CriteresAnnuaire:
        """What is asked."""
        return CriteresAnnuaire(
            (self.q.data or "").replace("\0", "").strip()[:100],
            self.type.data if self.type.data in TYPES else "",
            _identifiant(self.commune.data),
            self.fermees.data,
            besoin=(self.besoin.data or "") if referentiels.besoin_en_mots(self.besoin.data or "") else "",
            public=self.public.data if self.public.data in dict(referentiels.en_vigueur("public")) else "",
            mode=self.mode.data if self.mode.data in dict(referentiels.en_vigueur("mode_accueil")) else "",
            quartier_id=_identifiant(self.quartier.data),
            orientables=orientables,
        )
