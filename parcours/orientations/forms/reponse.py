"""Forms of the page reached by a signed link."""

from __future__ import annotations

import uuid

from wtforms.validators import Length

from parcours.socle.formulaires import Formulaire, Obligatoire, TexteField


class GesteForm(Formulaire):
    """A button alone: only the number that makes pressing it twice harmless."""

    def numero(self) -> uuid.UUID | None:
        """One-use number of the form."""
        return numero_de(self)


class CodeForm(Formulaire):
    """The code received in the mailbox."""

    code = TexteField("Code à six chiffres", [Obligatoire("Écrivez le code reçu."), Length(max=40)])

    def saisie(self) -> str:
        """What was typed."""
        return self.code.data or ""


def numero_de(form: Formulaire) -> uuid.UUID | None:
    """One-use number of a form, None when it was altered."""
    try:
        return uuid.UUID(form.numero_envoi.data or "")
    except ValueError:
        return None
