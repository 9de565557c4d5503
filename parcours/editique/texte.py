"""French typography of what goes on paper, and the little markup that reportlab reads."""

from __future__ import annotations

import re
from html import escape

from parcours.editique.polices import dessinable
from parcours.socle.typographie import insecables

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def francais(texte: str) -> str:
    """Curly apostrophes, unbreakable spaces before « : ; ! ? » and inside « »."""
    return insecables(_APOSTROPHE.sub("’", texte))


def simple(texte: object) -> str:
    """Plain text for a drawing or a heading: one line, drawable."""
    return dessinable(francais(" ".join(str(texte).split(" ")))).replace("\n", " ")


def balise(texte: object) -> str:
    """Text typed by somebody, as reportlab's paragraph reads it: nothing of it is markup, its line ends are kept."""
    propre = dessinable(francais(str(texte).replace("\r\n", "\n").replace("\r", "\n")))
    return escape(propre, quote=False).replace("\n", "<br/>")
