"""« Appliquer »: everything the preview promised, in the one transaction of the request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from parcours.imports.models import EtatLot, Lot
from parcours.imports.services.chantier import Chantier
from parcours.imports.services.lecture import Lecture, chiffres, enregistrer, lecture_texte_accord, lire
from parcours.imports.services.mise_a_jour import MiseAJour
from parcours.journal.services import noter
from parcours.socle.base import db
from parcours.socle.droits import Acteur
from parcours.socle.exceptions import ConflitDeVersion, ErreurDuDomaine
from parcours.socle.horloge import maintenant

Avancement = Callable[[int, int], None]


def appliquer(lot: Lot, version: int, *, par: Acteur, avancement: Avancement | None = None) -> bool:
    """Create and change what the preview says. False when it had been applied already: a second press does nothing.

    Args:
        lot: in preview, loaded through the acteur's scope.
        version: of the preview that was on screen.
        par: who applies.
        avancement: called with (done, total), for the command line.

    Raises:
        ConflitDeVersion: the preview is no longer the one on screen.
        ErreurDuDomaine: nothing to do, or the import was dropped.
    """
    if lot.etat is EtatLot.APPLIQUE:
        return False
    if lot.etat is not EtatLot.APERCU:
        raise ErreurDuDomaine("Cet import a été abandonné\u00a0: déposez le fichier de nouveau.")
    if lot.version != version:
        raise ConflitDeVersion("Cet aperçu vient de changer. Rechargez la page, vérifiez les chiffres, puis appliquez.")
    lecture = lire(lot, par=par)
    acceptes = _acceptes(lecture)
    nouvelles = lecture.nouvelles
    if not nouvelles and not acceptes:
        raise ErreurDuDomaine("Il n’y a rien à importer\u00a0: toutes les lignes sont déjà enregistrées ou de côté.")
    # The lot is written first: of two simultaneous applications, the second meets a version that moved.
    lot.etat, lot.applique_le = EtatLot.APPLIQUE, maintenant()
    lot.modifie_par_id = par.agent_id
    db.session.flush()
    chantier = Chantier(lot, lecture.tables, lecture.titres(), par)
    accords = {ligne.place: ligne.textes.get("accord", "") for ligne in lecture.analyse.lignes}
    total = len(nouvelles) + len(acceptes)
    for rang, personne in enumerate(nouvelles, 1):
        chantier.creer(personne, accords.get(personne.sources[0], ""))
        if avancement:
            avancement(rang, total)
    par_place = {p.sources[0]: p for p in lecture.analyse.personnes}
    for rang, (place, cles) in enumerate(acceptes.items(), len(nouvelles) + 1):
        dossier = lecture.dossiers[lecture.existantes[place]]
        MiseAJour(chantier, par_place[place], lecture_texte_accord(lecture.analyse, place), dossier).appliquer(cles)
        if avancement:
            avancement(rang, total)
    figures: dict[str, Any] = chiffres(lecture)
    chantier.ecrire()
    enregistrer(lot, lecture)
    lot.contenu = None
    lot.bilan = {**lot.bilan, "applique": figures}
    db.session.flush()
    noter("appliquer", lot, par=par, detail=f"{len(nouvelles)} créations, {len(acceptes)} mises à jour")
    return True


def _acceptes(lecture: Lecture) -> dict[tuple[str, int], set[str]]:
    """Accepted changes by line."""
    trouves = {}
    for place in lecture.existantes:
        contenu = lecture.contenus[place]
        cles = {c["cle"] for c in contenu.changements if contenu.choix.get(c["cle"]) == "accepte"}
        if cles:
            trouves[place] = cles
    return trouves
