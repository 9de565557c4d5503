"""Surprises: pointed out, never refused. Each is (field, remark) on one person."""

from __future__ import annotations

import datetime as dt

from parcours.imports.rules.champs import Dispositif
from parcours.imports.rules.dates import age
from parcours.imports.rules.messages import Gravite, Remarque
from parcours.imports.rules.propositions import Personne
from parcours.imports.rules.referentiel import Referentiel
from parcours.territoire.rules import AGE_A_LA_RENTREE

Surprise = tuple[str, Remarque]
AGE_PRE = (2, 16)
"""Local rule of the réussite éducative, both ages included (metier/pre.md: no hard block)."""


def surprises(personne: Personne, dispositif: Dispositif, referentiel: Referentiel, aujourd_hui: dt.date) -> list[Surprise]:
    """All surprises of one person, in the order of the file's usual columns."""
    trouvees = _dates(personne, aujourd_hui)
    naissance = personne.identite.naissance
    if naissance is None:
        trouvees.append(
            _s(
                "date_naissance",
                "naissance_absente",
                "la date de naissance manque : les doublons seront moins bien repérés",
            )
        )
    if dispositif is Dispositif.PRE:
        trouvees += _enfant(personne, referentiel, aujourd_hui)
    elif naissance and dispositif is Dispositif.EMPLOI and not 16 <= age(naissance, aujourd_hui) <= 67:
        trouvees.append(
            _s(
                "date_naissance",
                "age_surprenant",
                f"{age(naissance, aujourd_hui)} ans : inattendu pour un parcours vers l’emploi",
            )
        )
    return trouvees


def _s(champ: str, code: str, texte: str) -> Surprise:
    return champ, Remarque(code, texte, Gravite.ATTENTION)


def _enfant(personne: Personne, referentiel: Referentiel, aujourd_hui: dt.date) -> list[Surprise]:
    trouvees: list[Surprise] = []
    naissance, ecole, lieu = personne.identite.naissance, personne.scolarite, personne.coordonnees
    if naissance:
        ans = age(naissance, personne.parcours.sortie_le or aujourd_hui)
        if not AGE_PRE[0] <= ans <= AGE_PRE[1]:
            trouvees.append(
                _s(
                    "date_naissance",
                    "age_hors_pre",
                    f"{ans} ans : la réussite éducative va de {AGE_PRE[0]} à {AGE_PRE[1]} ans",
                )
            )
        premiere = ecole.classe.split("/")[0].split(" ")[0]
        if premiere in AGE_A_LA_RENTREE and "ULIS" not in ecole.classe:
            rentree = aujourd_hui.year if aujourd_hui.month >= 8 else aujourd_hui.year - 1
            ecart = rentree - naissance.year - AGE_A_LA_RENTREE[premiere]
            if abs(ecart) >= 2:
                sens = "de plus" if ecart > 0 else "de moins"
                trouvees.append(
                    _s("classe", "age_classe", f"en {ecole.classe} avec {abs(ecart)} ans {sens} que l’âge habituel")
                )
    if lieu.etat_quartier == "hors" and ecole.education_prioritaire is False:
        trouvees.append(_s("quartier", "hors_qpv_hors_rep", "hors quartier prioritaire et hors éducation prioritaire"))
    commune = next((c for c in referentiel.communes if c.code_insee == lieu.code_insee), None)
    if commune is not None and not commune.perimetre_pre:
        trouvees.append(_s("commune", "hors_perimetre", f"{commune.nom} n’est pas dans le périmètre de la réussite éducative"))
    return trouvees


_SUITES: tuple[tuple[str, str, str], ...] = (
    ("date_saisine", "date_eps", "l’EPS précède la saisine"),
    ("date_saisine", "date_entree", "l’entrée précède la saisine"),
    ("date_entree", "date_sortie", "la sortie précède l’entrée"),
    ("date_entree", "prochain_bilan", "le prochain bilan précède l’entrée"),
    ("date_reperage", "date_orientation", "l’orientation précède le repérage"),
    ("date_orientation", "date_reponse", "la réponse précède l’orientation"),
)
_FUTURES = {
    "date_saisine": "une saisine",
    "date_entree": "une entrée",
    "date_sortie": "une sortie",
    "date_reperage": "un repérage",
    "date_orientation": "une orientation",
    "date_reponse": "une réponse",
}


def _dates(personne: Personne, aujourd_hui: dt.date) -> list[Surprise]:
    p, orientation = personne.parcours, personne.orientations[0] if personne.orientations else None
    dates = {
        "date_saisine": p.saisine_le,
        "date_eps": p.eps_le,
        "date_entree": p.entree_le,
        "date_sortie": p.sortie_le,
        "prochain_bilan": p.prochain_bilan_le,
        "date_reperage": personne.reperage.le,
        "date_orientation": orientation.le if orientation else None,
        "date_reponse": orientation.reponse_le if orientation else None,
    }
    trouvees: list[Surprise] = []
    for avant, apres, texte in _SUITES:
        a, b = dates[avant], dates[apres]
        if a and b and b < a:
            trouvees.append(_s(apres, "ordre_des_dates", f"{texte} ({b:%d/%m/%Y} avant {a:%d/%m/%Y})"))
    for champ, quoi in _FUTURES.items():
        date = dates[champ]
        if date and date > aujourd_hui:
            trouvees.append(_s(champ, "date_future", f"{quoi} dans l’avenir ({date:%d/%m/%Y})"))
    naissance = personne.identite.naissance
    if naissance:
        trouvees += [
            _s(c, "avant_naissance", "date antérieure à la naissance") for c, d in dates.items() if d and d < naissance
        ]
    if p.sortie_le and not p.motif_sortie:
        trouvees.append(_s("motif_sortie", "sortie_sans_motif", "sortie sans motif"))
    if p.motif_sortie and not p.sortie_le and not personne.orientations:
        trouvees.append(_s("date_sortie", "motif_sans_sortie", "motif de sortie sans date de sortie"))
    return trouvees


def surprises_des_actes(personne: Personne, aujourd_hui: dt.date) -> list[tuple[tuple[str, int], Surprise]]:
    """Surprises of the acts, each with the line it stands on."""
    trouvees: list[tuple[tuple[str, int], Surprise]] = []
    for acte in personne.actes:
        if acte.le is None:
            trouvees.append((acte.source, _s("date_acte", "acte_sans_date", "un acte sans date")))
        elif acte.le > aujourd_hui:
            trouvees.append((acte.source, _s("date_acte", "date_future", f"un acte dans l’avenir ({acte.le:%d/%m/%Y})")))
    return trouvees
