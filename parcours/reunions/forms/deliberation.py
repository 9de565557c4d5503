"""What is noted about one situation: every field may be sent alone, with the fingerprint of what it said when shown."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from parcours.reunions.rules.deliberation import ACTIONS, OBJECTIFS, ChampNote, champs, empreinte
from parcours.reunions.rules.mots import mots_de
from parcours.reunions.rules.seance import Decision, decisions_de
from parcours.socle.droits import Dispositif
from parcours.socle.formulaires import DateField, Formulaire, TexteField

Couples = Iterable[tuple[str, str]]
IDENTIFIANTS = ("referent_id", "annonce_par_id", "operateur_id")


def _liste(libelle: str) -> SelectField:
    return SelectField(libelle, choices=[], default="")


def _offrir(vide: str, couples: Couples, garde: tuple[str, str] | None = None) -> list[SelectChoice]:
    """Choices of a list; what was chosen and has left the list since stays in it."""
    tous = dict(couples)
    if garde is not None and garde[0]:
        tous.setdefault(*garde)
    return [SelectChoice(value="", label=vide), *(SelectChoice(value=code, label=mots) for code, mots in tous.items())]


class DeliberationForm(Formulaire):
    """The note of one situation."""

    decision = SelectField("Décision", choices=_offrir("Choisir…", ((d.value, d.libelle) for d in Decision)), default="")
    raison = TexteField("Raison, en une ligne", validators=[Length(max=240)])
    crip_le = DateField("Date de la transmission", validators=[Optional()], passee=True)
    prochain_bilan_le = DateField("Prochain bilan", validators=[Optional()])
    referent_id = _liste("Référent de parcours")
    referent_depuis = DateField("À partir du", validators=[Optional()])
    annonce_par_id = _liste("Qui informe la famille")
    annonce_avant_le = DateField("Avant le", validators=[Optional()])
    annonce = TextAreaField("Ce qui lui sera dit", validators=[Length(max=600)])

    def proposer(self, choix: dict[str, list[tuple[str, str]]], note: Any) -> None:
        """Offer the lists, with what `note` already holds."""
        referent, annonceur = note.referent, note.annonce_par
        self["referent_id"].choices = _offrir("Non précisé", choix["referent"], _agent(referent))
        self["annonce_par_id"].choices = _offrir("Non précisé", choix["annonce"], _agent(annonceur))
        for rang in OBJECTIFS:
            self[f"objectif_{rang}_domaine"].choices = _offrir("Domaine", choix["domaine_objectif"])
        actions = {action.rang: action for action in note.actions}
        for rang in ACTIONS:
            action = actions.get(rang)
            type_note = (action.type or "", action.type or "") if action else None
            operateur = (str(action.operateur.id), action.operateur.libelle) if action and action.operateur else None
            self[f"action_{rang}_type"].choices = _offrir("Type d’action", choix["type_action"], type_note)
            self[f"action_{rang}_operateur_id"].choices = _offrir("Structure", choix["operateur"], operateur)

    def parler_de(self, dispositif: Dispositif) -> None:
        """The words of the dispositif; only children are reported to the CRIP."""
        self["annonce_par_id"].label.text = f"Qui informe {mots_de(dispositif).entourage}"
        self["decision"].choices = _offrir("Choisir…", decisions_de(dispositif))

    def montrer(self, valeurs: dict[str, Any], *, sauf: Iterable[str] = ()) -> None:
        """Show what is noted, and its fingerprints; the fields of `sauf` keep what was just typed."""
        gardes = set(sauf)
        for nom, valeur in valeurs.items():
            self[f"avant_{nom}"].data = empreinte(valeur)
            self[f"avant_{nom}"].raw_data = None
            if nom not in gardes:
                champ = self[nom]
                champ.raw_data = None
                champ.data = valeur if isinstance(champ, DateField) else _texte(valeur)

    def notes(self) -> list[ChampNote]:
        """The fields that were sent and can be read."""
        return [
            ChampNote(nom, self._valeur(nom), self[f"avant_{nom}"].data or "") for nom in self.envoyes() if not self[nom].errors
        ]

    def envoyes(self) -> list[str]:
        """Names of the fields that were sent."""
        return [nom for nom in champs() if self[nom].raw_data]

    def _valeur(self, nom: str) -> Any:
        valeur = self[nom].data
        if not valeur:
            return None
        if nom == "decision":
            return Decision(valeur)
        if nom.endswith(IDENTIFIANTS):
            return uuid.UUID(valeur)
        return valeur.replace("\r\n", "\n").strip() if isinstance(valeur, str) else valeur


def _texte(valeur: Any) -> str:
    return str(getattr(valeur, "value", valeur) or "")


def _agent(agent: Any) -> tuple[str, str] | None:
    return (str(agent.id), agent.nom_complet) if agent is not None else None


for _rang in OBJECTIFS:
    setattr(DeliberationForm, f"objectif_{_rang}_domaine", _liste(f"Domaine {_rang}"))
    setattr(DeliberationForm, f"objectif_{_rang}_texte", TexteField(f"Objectif {_rang}", validators=[Length(max=500)]))
for _rang in ACTIONS:
    setattr(DeliberationForm, f"action_{_rang}_type", _liste(f"Action {_rang}"))
    setattr(DeliberationForm, f"action_{_rang}_operateur_id", _liste(f"Structure de l’action {_rang}"))
    setattr(
        DeliberationForm, f"action_{_rang}_libelle", TexteField(f"Précision de l’action {_rang}", validators=[Length(max=200)])
    )
for _nom in champs():
    setattr(DeliberationForm, f"avant_{_nom}", HiddenField())
