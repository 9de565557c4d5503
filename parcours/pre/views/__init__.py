"""Places and référents, hand-over, new school year; one module per screen."""

from parcours.pre.queries.rentree import scolarites_de
from parcours.pre.views import capacite, passation, rentree
from parcours.pre.views.blueprint import bp
from parcours.socle import dossier
from parcours.socle.droits import Droit
from parcours.socle.navigation import Entree

NAVIGATION = (Entree("Places du PRE", "pre.capacite", "mortarboard", Droit.PRE_LIRE, 45, "/pre"),)


def _scolarite(lecture: dossier.Lecture) -> dict[str, object] | None:
    annees = lecture.une_fois(scolarites_de)
    return {"annees": annees} if annees else None


dossier.ajouter_un_panneau(dossier.Panneau("situation", 20, Droit.PARCOURS_LIRE, "pre/_scolarite.html", _scolarite))

__all__ = ["NAVIGATION", "bp", "capacite", "passation", "rentree"]
