"""The verdict on each line: create, join another, ask, set aside, refuse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from parcours.imports.rules.champs import PAR_CODE, Forme
from parcours.imports.rules.correspondance import Correspondance
from parcours.imports.rules.dates import EtatDate
from parcours.imports.rules.doublons import Identite, Rapprochement, comparer, paires_a_comparer
from parcours.imports.rules.lecture import LigneLue, identite_lue, sexe_lu
from parcours.imports.rules.messages import Gravite, Message
from parcours.imports.rules.rassemblement import identite_de
from parcours.imports.rules.verdicts import Decision, LigneAnalysee, Place, Verdict


def juger(
    lues: Mapping[Place, LigneLue],
    choix: Correspondance,
    decisions: Mapping[Place, Decision],
    analysees: dict[Place, LigneAnalysee],
) -> None:
    """Set the verdict of each data line."""
    identites: dict[Place, Identite] = {}
    dernier: tuple[Place, str] | None = None
    for place, ligne in lues.items():
        identite = identite_de(ligne)
        if identite.nom:
            dernier = (place, identite.nom)
        messages = list(ligne.messages)
        if sexe_lu(ligne, identite_lue(ligne))[1]:
            messages.append(dire(ligne, "sexe_contradictoire", "le sexe et la civilité se contredisent", "sexe"))
        verdict, raison = _verdict_seul(ligne, identite, decisions.get(place))
        if verdict is Verdict.DOUTE and not identite.nom and dernier and dernier[0][0] == place[0]:
            raison = f"le nom manque : est-ce « {dernier[1]} », comme à la ligne {dernier[0][1]} ?"
        libelle = f"{identite.nom} {identite.prenom}".strip()
        analysees[place] = replace(analysees[place], verdict=verdict, raison=raison, libelle=libelle, messages=tuple(messages))
        if verdict is Verdict.CREER:
            identites[place] = identite
    _rapprocher(identites, choix, decisions, analysees)


def _verdict_seul(ligne: LigneLue, identite: Identite, decision: Decision | None) -> tuple[Verdict, str]:
    if decision and decision.action == "ecarter":
        return Verdict.ECARTEE, "écartée par décision"
    if not identite.mots:
        return Verdict.REFUSEE, "ni nom ni prénom sur cette ligne"
    if decision:
        return Verdict.CREER, ""
    if ligne.naissance in (EtatDate.PARTIELLE, EtatDate.IMPOSSIBLE, EtatDate.ILLISIBLE):
        motif = next((m for m in ligne.messages if m.champ == "date_naissance"), None)
        return (
            Verdict.ECARTEE,
            f"{motif.reference or ''} « {motif.valeur} » : {motif.texte}".strip() if motif else "date de naissance illisible",
        )
    if not identite.nom or not identite.prenom:
        return Verdict.DOUTE, "le nom manque" if not identite.nom else "le prénom manque"
    if all(len(mot) == 1 for mot in identite.mots):
        return Verdict.DOUTE, "des initiales seules : de qui s’agit-il ?"
    if ligne.seul_un_nom:
        return Verdict.DOUTE, "rien d’autre qu’un nom sur cette ligne : est-ce une personne ?"
    return Verdict.CREER, ""


def _rapprocher(
    identites: Mapping[Place, Identite],
    choix: Correspondance,
    decisions: Mapping[Place, Decision],
    analysees: dict[Place, LigneAnalysee],
) -> None:
    racine = _racines(identites, choix, decisions)
    liens: dict[Place, list[tuple[Rapprochement, Place, str]]] = defaultdict(list)
    uniques = [p for p in identites if racine[p] == p]
    for a, b in paires_a_comparer([identites[p] for p in uniques]):
        lien, raison = comparer(identites[uniques[a]], identites[uniques[b]])
        if lien is not Rapprochement.AUTRE:
            liens[uniques[b]].append((lien, uniques[a], raison))
            if choix.forme is Forme.JOURNAL and not identites[uniques[a]].naissance and identites[uniques[b]].naissance:
                liens[uniques[a]].append((lien, uniques[b], raison))
    verdicts = {place: _lier(place, liens, identites, choix, decisions.get(place), racine, analysees) for place in uniques}
    for place in identites:
        tete = place if place in verdicts else _tete(racine, place)
        verdict, avec, raison = verdicts.get(tete, (Verdict.CREER, None, ""))
        if place != tete and verdict is Verdict.CREER:
            verdict, avec, raison = Verdict.FUSIONNER, tete, "même nom et même date de naissance"
        if avec and verdict is Verdict.FUSIONNER:
            avec = _tete(racine, avec)
            raison = f"{raison} que la ligne {avec[1]}" if avec[0] == place[0] else f"{raison} que {avec[0]}, ligne {avec[1]}"
        analysees[place] = replace(analysees[place], verdict=verdict, avec=avec, raison=raison)
    for place in identites:  # a line merged into one that itself waits, waits with it
        ligne = analysees[place]
        if ligne.verdict is Verdict.FUSIONNER and ligne.avec and analysees[ligne.avec].verdict is not Verdict.CREER:
            analysees[place] = replace(ligne, verdict=Verdict.DOUTE, raison=analysees[ligne.avec].raison)


def _racines(
    identites: Mapping[Place, Identite], choix: Correspondance, decisions: Mapping[Place, Decision]
) -> dict[Place, Place]:
    """First line of each group of lines that are exactly one identity, or that a person joined."""
    representants: dict[Identite, Place] = {}
    racine: dict[Place, Place] = {}
    for place, identite in identites.items():
        exacte = Identite(
            " ".join(identite.mots),
            "",
            identite.naissance,
            identite.sexe,
            identite.numero if choix.forme is Forme.PERSONNES else "",
        )
        seule = decisions.get(place)
        if seule and seule.action == "creer":
            racine[place] = place
        elif seule and seule.avec and seule.avec in identites:
            racine[place] = racine.get(seule.avec, seule.avec)
        elif identite.naissance or choix.forme is Forme.JOURNAL:
            racine[place] = representants.setdefault(exacte, place)
        else:
            racine[place] = place
    return racine


def _tete(racine: Mapping[Place, Place], place: Place) -> Place:
    vues = {place}
    while (suivante := racine.get(place, place)) != place and suivante not in vues:
        vues.add(suivante)
        place = suivante
    return place


def _lier(
    place: Place,
    liens: Mapping[Place, Sequence[tuple[Rapprochement, Place, str]]],
    identites: Mapping[Place, Identite],
    choix: Correspondance,
    decision: Decision | None,
    racine: dict[Place, Place],
    analysees: dict[Place, LigneAnalysee],
) -> tuple[Verdict, Place | None, str]:
    """Verdict of one representative line from its links to the others."""
    if decision and decision.action == "creer":
        return Verdict.CREER, None, ""
    siens = liens.get(place, ())
    meme = next((lien for lien in siens if lien[0] is Rapprochement.MEME), None)
    if meme:
        racine[place] = meme[1]
        return Verdict.FUSIONNER, meme[1], meme[2]
    doutes = [lien for lien in siens if lien[0] is Rapprochement.DOUTE]
    if doutes and choix.forme is Forme.JOURNAL and not identites[place].naissance:
        dates = {identites[autre].naissance for _, autre, _ in doutes if identites[autre].naissance}
        if len(dates) == 1:
            autre = next(autre for _, autre, _ in doutes if identites[autre].naissance)
            racine[place] = autre
            ajouter(
                analysees,
                place,
                "rattachee_sans_date",
                "sans date de naissance : rattachée à la seule personne de ce nom",
            )
            return Verdict.FUSIONNER, autre, "même nom, date de naissance absente,"
    if choix.forme is Forme.JOURNAL and identites[place].naissance:
        doutes = [lien for lien in doutes if identites[lien[1]].naissance]
    if doutes:
        _, avec, raison = doutes[0]
        return Verdict.DOUTE, avec, f"{raison} (ligne {avec[1]})"
    for _, avec, _raison in siens[:1]:
        if siens[0][0] is Rapprochement.HOMONYME:
            ajouter(
                analysees,
                place,
                "homonyme",
                f"même nom que la ligne {avec[1]}, avec une autre date de naissance : deux personnes",
            )
    return Verdict.CREER, None, ""


def ajouter(analysees: dict[Place, LigneAnalysee], place: Place, code: str, texte: str) -> None:
    """Say something of a whole line."""
    message = Message(*place, code, texte, Gravite.ATTENTION)
    analysees[place] = replace(analysees[place], messages=(*analysees[place].messages, message))


def dire(ligne: LigneLue, code: str, texte: str, champ: str) -> Message:
    """A surprise at the cell of a field."""
    reference = ligne.reference(champ)
    return Message(
        ligne.feuille,
        ligne.numero,
        code,
        f"{PAR_CODE[champ].libelle} : {texte}",
        Gravite.ATTENTION,
        champ,
        reference,
        ligne.textes.get(champ, ""),
    )
