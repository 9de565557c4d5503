"""Attendance can cost somebody their income (décret 2025-478): it never leaves in a file that names people.

Proved by difference: every file the application hands over is read with everybody present, then with everybody absent.
A file that changes says something of attendance; then it must name nobody.
"""

from __future__ import annotations

import inspect
import re
from datetime import timedelta

from sqlalchemy import Connection, insert, select, update

from parcours.actions_collectives.models import Participant, PresenceAtelier
from parcours.actions_collectives.rules import Assiduite
from parcours.parcours_individuels.models import SeanceAction
from parcours.parcours_individuels.rules import ManqueePar
from parcours.socle.base import nouvel_identifiant
from parcours.socle.droits import Role
from parcours.socle.horloge import aujourd_hui, maintenant
from tests.fabriques.monde import Monde
from tests.isolement import essai
from tests.transverses.exemplaires import dossier_ici
from tests.transverses.marche import matrice, methode, texte_de
from tests.transverses.test_matrice import ENDPOINTS, _adresse, _regle

PAS_DES_FICHIERS = {"text/html", "text/css"}
DONNE_UN_FICHIER = re.compile(r"telecharger|Content-Disposition|mimetype|send_file|make_response")


def _peut_donner_un_fichier(monde: Monde, endpoint: str) -> bool:
    """Its module has what it takes to answer something else than a page."""
    module = inspect.getmodule(inspect.unwrap(monde.app.view_functions[endpoint]))
    return module is not None and bool(DONNE_UN_FICHIER.search(inspect.getsource(module)))


def _fichiers(monde: Monde) -> dict[tuple[str, Role], str]:
    """Text of every file that a role may take away, by address and role."""
    lus: dict[tuple[str, Role], str] = {}
    for endpoint in ENDPOINTS:
        regle, ligne = _regle(monde.app, endpoint), matrice()[endpoint]
        if methode(regle) != "GET" or ligne.public or not _peut_donner_un_fichier(monde, endpoint):
            continue
        for role in sorted(ligne.roles):
            reponse = monde.client(role).get(_adresse(monde, regle, role, dossier_ici(monde, role)))
            if reponse.mimetype in PAS_DES_FICHIERS:
                break  # the same for every role: a page
            lus[endpoint, role] = texte_de(reponse)
    return lus


def _noter_les_presences(connexion: Connection, monde: Monde, presents: bool) -> None:
    """Everybody came, or nobody did, to every séance of their workshop and of their own actions."""
    assiduite = Assiduite.PRESENT if presents else Assiduite.ABSENT
    manquee = None if presents else ManqueePar.ENFANT
    connexion.execute(update(SeanceAction.__table__).values(faite=presents, manquee_par=manquee, excusee=False))
    for atelier in monde.ateliers.values():
        action = connexion.scalar(select(Participant.action_id).where(Participant.id == atelier.participant))
        ligne, instant = nouvel_identifiant(), maintenant()
        connexion.execute(
            insert(SeanceAction.__table__).values(
                id=ligne, action_id=action, le=aujourd_hui() - timedelta(days=2), faite=presents, manquee_par=manquee,
                excusee=False, annulee=False, cree_le=instant, modifie_le=instant, version=1,
            )
        )  # fmt: skip
        connexion.execute(
            insert(PresenceAtelier.__table__).values(
                id=nouvel_identifiant(), seance_id=atelier.seance, participant_id=atelier.participant, assiduite=assiduite,
                seance_action_id=ligne, cree_le=instant, modifie_le=instant,
            )
        )  # fmt: skip


def test_aucun_fichier_nominatif_ne_dit_qui_est_venu(monde: Monde, connexion: Connection) -> None:
    lus = []
    for presents in (True, False):
        with essai(connexion):
            _noter_les_presences(connexion, monde, presents)
            lus.append(_fichiers(monde))
    venus, absents = lus
    assert ("actions_collectives.appel_pdf", Role.COORDINATEUR_PRE) in venus and len({e for e, _ in venus}) >= 5
    noms = {d.beneficiaire.nom.upper() for d in monde.dossiers.values()}
    for cle, texte in venus.items():
        if texte != absents[cle]:
            nommes = [nom for nom in noms if nom in texte.upper() or nom in absents[cle].upper()]
            assert not nommes, f"{cle} dit qui est venu, et nomme {nommes}"
