"""Sign-in, own account, one-time links, agents and habilitations; one module per screen."""

from parcours.comptes.views import agents, compte, connexion, habilitations, liens
from parcours.comptes.views.blueprint import bp
from parcours.socle.droits import Droit
from parcours.socle.navigation import Entree

NAVIGATION = (Entree("Comptes", "comptes.liste", "person-badge", Droit.AGENT_LIRE, 70, "/comptes"),)

__all__ = ["NAVIGATION", "agents", "bp", "compte", "connexion", "habilitations", "liens"]
