"""The list of saisines, and one saisine."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from parcours.saisines import queries
from parcours.saisines.access import saisines_completes
from parcours.saisines.forms import FiltreForm
from parcours.saisines.rules import ISSUES, EtatSaisine, Par, possibles
from parcours.saisines.views import bp
from parcours.socle.droits import Droit, exige
from parcours.socle.horloge import aujourd_hui
from parcours.socle.reglages import reglage
from parcours.socle.web import acteur, rendre, un_ou_404

TRIS = ("date", "nom", "ecole", "etat", "etape")
_CHEMINS = {
    EtatSaisine.RECEVABLE: "saisines.recevabilite",
    EtatSaisine.A_COMPLETER: "saisines.complement",
    EtatSaisine.FAMILLE_RENCONTREE: "saisines.rencontre",
    EtatSaisine.ACCORD_OBTENU: "saisines.accord",
}
_PRINCIPAUX = {
    EtatSaisine.RECUE: EtatSaisine.RECEVABLE,
    EtatSaisine.RECEVABLE: EtatSaisine.FAMILLE_RENCONTREE,
    EtatSaisine.FAMILLE_RENCONTREE: EtatSaisine.ACCORD_OBTENU,
}
_MOTS = {
    EtatSaisine.RECEVABLE: "Vérifier la recevabilité",
    EtatSaisine.A_COMPLETER: "Demander un complément",
    EtatSaisine.FAMILLE_RENCONTREE: "Noter la rencontre",
    EtatSaisine.ACCORD_OBTENU: "Enregistrer l’accord",
}


@bp.get("/")
@exige(Droit.SAISINE_LIRE)
def liste() -> ResponseReturnValue:
    form = FiltreForm(request.args)
    form.proposer([(code, mot) for code, (mot, _) in queries.AGES.items()])
    tri = request.args.get("tri", "date")
    criteres = form.criteres(
        request.args.get("vue", ""),
        tri if tri in TRIS else "date",
        "desc" if request.args.get("sens") == "desc" else "asc",
        request.args.get("page", 1, type=int),
    )
    delai = reglage("saisine_en_attente")
    resultat = queries.chercher(acteur(), criteres, delai)

    def adresse(**changements: Any) -> str:
        garde = {"vue": resultat.vue, "etat": criteres.etat, "age": criteres.age, "q": criteres.q}
        garde |= {"tri": criteres.tri, "sens": criteres.sens}
        return url_for(".liste", **{nom: v for nom, v in {**garde, **changements}.items() if v})

    def tri_de(cle: str) -> tuple[str, str]:
        """Address and present direction of a column."""
        ici = criteres.tri == cle
        return adresse(tri=cle, sens="desc" if ici and criteres.sens == "asc" else "asc"), criteres.sens if ici else ""

    return rendre(
        "saisines/liste.html",
        bloc="resultats",
        filtres=form,
        criteres=criteres,
        resultat=resultat,
        vues=[
            (mot, adresse(vue=code, page=None), resultat.comptes[code], code == resultat.vue)
            for code, (mot, _) in queries.VUES.items()
            if code != "terminees" or acteur().peut(Droit.SAISINE_RECIT_LIRE)
        ],
        adresse=adresse,
        tri_de=tri_de,
        delai=delai,
        par_page=queries.PAR_PAGE,
    )


@bp.get("/<uuid:saisine_id>")
@exige(Droit.SAISINE_LIRE)
def detail(saisine_id: uuid.UUID) -> ResponseReturnValue:
    saisine = un_ou_404(saisines_completes(acteur()), saisine_id)
    etat = queries.etat_effectif_de(acteur(), saisine)
    instruit = acteur().peut(Droit.SAISINE_INSTRUCTION_ECRIRE)
    complements = queries.complements_de(acteur(), saisine) if instruit else []
    attendu = next((c for c in complements if c.repondu_le is None), None)
    brouillon = etat is EtatSaisine.BROUILLON
    recit = queries.recit_de(acteur(), saisine) if brouillon or acteur().peut(Droit.SAISINE_RECIT_LIRE) else None
    return rendre(
        "saisines/detail.html",
        saisine=saisine,
        etat=etat,
        recit=recit,
        etapes=queries.etapes_de(acteur(), saisine),
        complements=complements,
        invitation=queries.invitation_de(acteur(), attendu),
        rencontres=queries.rencontres_de(acteur(), saisine) if instruit else [],
        gestes=_gestes(saisine, etat) if instruit else [],
        a_completer=attendu is not None,
        jours=(aujourd_hui() - saisine.demande_le).days,
        peut_ecrire=brouillon and recit is not None,
        instruit=instruit,
    )


def _gestes(saisine: Any, etat: EtatSaisine) -> list[tuple[str, str, bool]]:
    """Buttons of the coordination: words, address, whether it is the expected one."""
    gestes = []
    for pas in possibles(etat, Par.INSTRUCTION):
        reponse = (pas.de, pas.vers) == (EtatSaisine.A_COMPLETER, EtatSaisine.RECUE)
        par_motif = pas.vers in ISSUES and (pas.vers is not EtatSaisine.RECEVABLE or pas.de is not EtatSaisine.RECUE)
        if reponse:
            gestes.append(("Écrire la réponse", url_for("saisines.reponse", saisine_id=saisine.id), True))
        elif par_motif:
            gestes.append((ISSUES[pas.vers][0], url_for("saisines.issue", saisine_id=saisine.id, vers=pas.vers.value), False))
        else:
            adresse = url_for(_CHEMINS[pas.vers], saisine_id=saisine.id)
            gestes.append((_MOTS[pas.vers], adresse, pas.vers is _PRINCIPAUX.get(etat)))
    if etat is EtatSaisine.FAMILLE_RENCONTREE:
        gestes.append(("Ajouter une rencontre", url_for("saisines.rencontre", saisine_id=saisine.id), False))
    if etat is EtatSaisine.ACCORD_OBTENU:
        gestes.append(("Inscrire à l’EPS", url_for("reunions.depuis_la_fiche", beneficiaire_id=saisine.beneficiaire_id), True))
    return sorted(gestes, key=lambda g: not g[2])
