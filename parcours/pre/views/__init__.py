"""Places and référents, hand-over, new school year; one module per screen."""

from flask import url_for

from parcours.beneficiaires.queries import un_dossier
from parcours.pre.views import capacite, fratrie, passation, rentree
from parcours.pre.views.blueprint import bp
from parcours.socle import dossier
from parcours.socle.droits import Dispositif, Droit
from parcours.socle.navigation import Entree

NAVIGATION = (Entree("Places du PRE", "pre.capacite", "mortarboard", Droit.PRE_LIRE, 45, "/pre"),)


def _famille(lecture: dossier.Lecture) -> dict[str, object] | None:
    personne = lecture.une_fois(un_dossier)
    if personne is None or personne.dispositif is not Dispositif.PRE:
        return None
    return {"titre": "Frères, sœurs et scolarité", "adresse": url_for("pre.famille", beneficiaire_id=personne.id)}


dossier.ajouter_un_panneau(
    dossier.Panneau("situation", 15, Droit.PARCOURS_LIRE, "beneficiaires/_panneau_differe.html", _famille)
)

__all__ = ["NAVIGATION", "bp", "capacite", "fratrie", "passation", "rentree"]
