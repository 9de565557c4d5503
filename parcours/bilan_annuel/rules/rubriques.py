"""The figures of the yearly report (pre.md §2.2, §2.3): each line carries the pathways it counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import mean, median

from parcours.bilan_annuel.rules.faits import ActionComptee, Faits, ParcoursCompte, SaisineComptee
from parcours.bilan_annuel.rules.periodes import Periode
from parcours.territoire.rules import CLASSES

INCONNU = "Non renseigné"
AGES = (("2-5", 2, 5), ("6-10", 6, 10), ("11-16", 11, 16), ("17 et plus", 17, 99))
DUREES = (
    ("Moins de 6 mois", 0, 6),
    ("6 à 12 mois", 6, 12),
    ("12 à 18 mois", 12, 18),
    ("18 à 24 mois", 18, 24),
    ("Plus de 24 mois", 24, 999),
)
NIVEAUX = (("Maternelle", CLASSES[:4]), ("Élémentaire", CLASSES[4:9]), ("Collège", CLASSES[9:13]), ("Lycée", CLASSES[13:]))

HORS_EP = "Hors éducation prioritaire"


@dataclass(frozen=True)
class Ligne:
    """One figure. `parcours` are those it counts, empty when nobody in particular is behind it."""

    cle: str
    libelle: str
    valeur: float | None
    unite: str = ""
    parcours: tuple[ParcoursCompte, ...] = field(default=(), repr=False)
    saisines: tuple[SaisineComptee, ...] = field(default=(), repr=False)
    """The same, when requests are counted."""

    @property
    def entier(self) -> bool:
        """True for a count."""
        return self.valeur is None or float(self.valeur).is_integer()


@dataclass(frozen=True)
class Tableau:
    """Figures that go together."""

    titre: str
    lignes: list[Ligne]
    note: str = ""
    dessine: bool = False
    """Worth a chart."""


@dataclass(frozen=True)
class Rubrique:
    """One part of the report."""

    code: str
    titre: str
    tableaux: list[Tableau]


def rubriques(faits: Faits, periode: Periode) -> list[Rubrique]:
    """The whole report of a year."""
    file_active = [p for p in faits.parcours if p.ouvert_pendant(periode)]
    sortis = [p for p in faits.parcours if p.debut_le is not None and periode.contient(p.sortie_le)]
    return [
        Rubrique("activite", "Activité", _activite(faits, periode, file_active, sortis)),
        Rubrique("profil", "Enfants suivis dans l’année", _profil(faits, file_active)),
        Rubrique("reperage", "Qui a repéré", _reperage(faits, periode, file_active)),
        Rubrique("actions", "Actions", _actions(faits, periode)),
        Rubrique("fonctionnement", "Fonctionnement", _fonctionnement(faits, periode, file_active)),
        Rubrique("sorties", "Sorties", _sorties(faits, sortis)),
    ]


def _enfants(cle: str, libelle: str, parcours: Iterable[ParcoursCompte]) -> Ligne:
    """Distinct children."""
    liste = tuple(parcours)
    return Ligne(cle, libelle, len({p.beneficiaire_id for p in liste}), parcours=liste)


def _parcours(cle: str, libelle: str, parcours: Iterable[ParcoursCompte]) -> Ligne:
    """Pathways: a child who comes back within the year counts twice."""
    liste = tuple(parcours)
    return Ligne(cle, libelle, len(liste), parcours=liste)


def _saisines(cle: str, libelle: str, saisines: Iterable[SaisineComptee]) -> Ligne:
    """Requests."""
    liste = tuple(saisines)
    return Ligne(cle, libelle, len(liste), saisines=liste)


def _ventiler(
    cle: str, parcours: Sequence[ParcoursCompte], quoi: Callable[[ParcoursCompte], str | None], ordre: Sequence[str] = ()
) -> list[Ligne]:
    """Children by value: in the given order, else from the most to the least frequent; unknown last."""
    groupes: dict[str, list[ParcoursCompte]] = defaultdict(list)
    for p in parcours:
        groupes[quoi(p) or INCONNU].append(p)
    noms = [n for n in ordre if n in groupes or n != INCONNU]
    noms += sorted((n for n in groupes if n not in noms), key=lambda n: (n == INCONNU, -len(groupes[n]), n))
    return [_enfants(f"{cle}.{nom}", nom, groupes.get(nom, [])) for nom in noms]


def _delai(cle: str, libelle: str, jours: Iterable[tuple[ParcoursCompte | SaisineComptee, int | None]]) -> list[Ligne]:
    """Median and mean of the known delays, with the children or the requests they are computed from."""
    connus = [(de, j) for de, j in jours if j is not None and j >= 0]
    if not connus:
        return [Ligne(cle, f"{libelle}, durée médiane", None, "jours")]
    parcours = tuple(de for de, _ in connus if isinstance(de, ParcoursCompte))
    saisines = tuple(de for de, _ in connus if isinstance(de, SaisineComptee))
    durees = [j for _, j in connus]
    return [
        Ligne(
            f"{cle}.{nom}", f"{libelle}, durée {mot}", round(calcul(durees), 1), "jours", parcours=parcours, saisines=saisines
        )
        for nom, mot, calcul in (("mediane", "médiane", median), ("moyenne", "moyenne", mean))
    ]


# --- A. Activity ------------------------------------------------------------------------------------------------------


def _activite(faits: Faits, periode: Periode, file_active: list[ParcoursCompte], sortis: list[ParcoursCompte]) -> list[Tableau]:
    recues = [s for s in faits.saisines if periode.contient(s.demande_le)]
    par_id = {p.id: p for p in faits.parcours}
    entres = [p for p in faits.parcours if periode.contient(p.debut_le)]
    suivies = [s for s in recues if s.parcours_id in par_id]
    ecartees = [s for s in recues if s.etat in ("irrecevable", "reorientee")]
    refus = [s for s in recues if s.etat in ("refus_famille", "famille_injoignable")]
    vues = {s.id for s in (*suivies, *ecartees, *refus)}
    fratries = Counter(p.fratrie_id for p in {p.beneficiaire_id: p for p in file_active}.values() if p.fratrie_id)
    groupes = [n for n in fratries.values() if n > 1]
    return [
        Tableau(
            "Saisines",
            [
                _saisines("saisines.recues", "Saisines reçues", recues),
                _saisines("saisines.recevables", "Recevables", suivies),
                _saisines("saisines.ecartees", "Irrecevables ou réorientées", ecartees),
                _saisines("saisines.refus", "Refus de la famille, ou famille injoignable", refus),
                _saisines("saisines.en_cours", "En cours d’instruction", (s for s in recues if s.id not in vues)),
                _enfants(
                    "saisines.sans_parcours",
                    "Enfants vus en demande, sans entrée en parcours",
                    (par_id[s.parcours_id] for s in suivies if s.parcours_id and par_id[s.parcours_id].debut_le is None),
                ),
            ],
            note="D’après les saisines écrites dans Parcours\u00a0; celles d’un tableau repris ne sont comptées que par leur date de demande.",
        ),
        Tableau(
            "Enfants en parcours",
            [
                _enfants("file_active", "File active (enfants suivis au moins un jour)", file_active),
                _enfants("premier_jour", "Présents le premier jour", (p for p in faits.parcours if p.ouvert_le(periode.debut))),
                _parcours("entrees", "Entrées de l’année", entres),
                _parcours("sorties", "Sorties de l’année", sortis),
                _enfants("dernier_jour", "Présents le dernier jour", (p for p in faits.parcours if p.ouvert_le(periode.fin))),
                _parcours(
                    "renouveles",
                    "Parcours renouvelés",
                    (p for p in file_active if any(map(periode.contient, p.renouvellements))),
                ),
                _parcours(
                    "suspendus",
                    "Parcours suspendus dans l’année",
                    (p for p in file_active if any(map(periode.contient, p.suspensions))),
                ),
            ],
            dessine=True,
        ),
        Tableau(
            "Fratries",
            [
                Ligne("fratries", "Fratries suivies (au moins deux enfants)", len(groupes)),
                _enfants(
                    "fratries.enfants",
                    "Enfants de ces fratries",
                    (p for p in file_active if p.fratrie_id and fratries[p.fratrie_id] > 1),
                ),
            ],
        ),
        Tableau(
            "Délais",
            [
                *_delai(
                    "delai.rencontre",
                    "De la saisine à la rencontre avec la famille",
                    ((s, (s.rencontree_le - s.demande_le).days if s.rencontree_le else None) for s in recues),
                ),
                *_delai(
                    "delai.eps",
                    "De la demande à l’EPS",
                    ((p, (p.eps_le - p.demande_le).days if p.eps_le and p.demande_le else None) for p in entres),
                ),
                *_delai(
                    "delai.entree",
                    "De la demande à l’entrée en parcours",
                    ((p, (p.debut_le - p.demande_le).days if p.debut_le and p.demande_le else None) for p in entres),
                ),
            ],
        ),
    ]


# --- B. Profile -------------------------------------------------------------------------------------------------------


def _profil(faits: Faits, parcours: list[ParcoursCompte]) -> list[Tableau]:
    sexes = {"F": "Filles", "M": "Garçons"}
    quartiers = {"qpv": "En quartier prioritaire", "quartier_fragile": "En quartier fragile", "hors_quartier": "Hors quartier"}
    motifs = faits.mots.get("motif_saisine", {})
    par_motif: dict[str, list[ParcoursCompte]] = defaultdict(list)
    for p in parcours:
        for code in p.motifs:
            par_motif[motifs.get(code, code)].append(p)
    vie = {s.parcours_id: s.vit_avec for s in faits.saisines if s.parcours_id}
    connus = {s.parcours_id: "Oui" if s.service_social else "Non" for s in faits.saisines if s.parcours_id}
    return [
        Tableau("Sexe", _ventiler("sexe", parcours, lambda p: sexes.get(p.sexe), ("Filles", "Garçons")), dessine=True),
        Tableau("Âge à l’entrée", _ventiler("age", parcours, lambda p: _tranche(p.age_a_l_entree()), [nom for nom, *_ in AGES]), dessine=True, note="Tranches de l’enquête nationale."),
        Tableau("Niveau scolaire", _ventiler("niveau", parcours, lambda p: _niveau(p.classe), [nom for nom, _ in NIVEAUX]), dessine=True),
        Tableau("Éducation prioritaire", _ventiler("ep", parcours, lambda p: HORS_EP if p.education_prioritaire == "hors EP" else p.education_prioritaire, ("REP+", "REP", HORS_EP))),
        Tableau("Établissement", _ventiler("ecole", parcours, lambda p: p.ecole)),
        Tableau("Quartier à l’entrée", _ventiler("situation", parcours, lambda p: quartiers.get(p.situation_quartier), tuple(quartiers.values())), dessine=True),
        Tableau("Nom du quartier", _ventiler("quartier", [p for p in parcours if p.quartier], lambda p: p.quartier)),
        Tableau("Commune", _ventiler("commune", parcours, lambda p: p.commune)),
        Tableau("Avec qui vit l’enfant", _ventiler("vit_avec", parcours, lambda p: faits.mots.get("vit_avec", {}).get(vie.get(p.id, ""), None)), note="Connu des saisines écrites dans Parcours."),
        Tableau("Déjà connus d’un service social", _ventiler("social", parcours, lambda p: connus.get(p.id), ("Oui", "Non")), note="Connu des saisines écrites dans Parcours, d’après les aides déjà sollicitées."),
        Tableau("Motif principal", _ventiler("motif_principal", parcours, lambda p: motifs.get(p.motif_principal or "", p.motif_principal)), dessine=True),
        Tableau("Tous les motifs", [_enfants(f"motif.{nom}", nom, liste) for nom, liste in sorted(par_motif.items(), key=lambda m: (-len(m[1]), m[0]))], note="Un enfant peut avoir plusieurs motifs."),
        Tableau("Profil (enquête nationale)", _ventiler("profil", parcours, lambda p: faits.mots.get("profil_pre", {}).get(p.profil or ""), tuple(faits.mots.get("profil_pre", {}).values()))),
    ]  # fmt: skip


def _tranche(age: int | None) -> str | None:
    return next((nom for nom, de, a in AGES if age is not None and de <= age <= a), None)


def _niveau(classe: str | None) -> str | None:
    if not classe:
        return None
    return next(
        (nom for nom, classes in NIVEAUX if classe.split("/", maxsplit=1)[0] in classes), "Autre (ULIS, SEGPA, non scolarisé…)"
    )


# --- C. Who spotted ---------------------------------------------------------------------------------------------------


def _reperage(faits: Faits, periode: Periode, parcours: list[ParcoursCompte]) -> list[Tableau]:
    entres = [p for p in parcours if periode.contient(p.debut_le)]
    recues: dict[str, list[SaisineComptee]] = defaultdict(list)
    for s in faits.saisines:
        if periode.contient(s.demande_le):
            recues[s.orienteur or INCONNU].append(s)
    return [
        Tableau(
            "Orienteur des enfants entrés dans l’année", _ventiler("orienteur", entres, lambda p: p.orienteur), dessine=True
        ),
        Tableau("Orienteur de tous les enfants suivis", _ventiler("orienteur_tous", parcours, lambda p: p.orienteur)),
        Tableau(
            "Orienteur des saisines reçues",
            [_saisines(f"saisine_de.{nom}", nom, liste) for nom, liste in sorted(recues.items(), key=lambda x: -len(x[1]))],
        ),
    ]


# --- D. Actions -------------------------------------------------------------------------------------------------------


def _actions(faits: Faits, periode: Periode) -> list[Tableau]:
    par_id = {p.id: p for p in faits.parcours}
    faites = [a for a in faits.actions if a.parcours_id in par_id and a.a_lieu_pendant(periode)]
    types = _par(faites, lambda a: faits.mots.get("type_action", {}).get(a.type, a.type))
    domaine = faits.mots.get("domaine_d_action", {})
    domaines = _par(faites, lambda a: faits.mots.get("type_action", {}).get(domaine.get(a.type, ""), INCONNU))
    soignes = (par_id[a.parcours_id] for a in faites if domaine.get(a.type) == "sante" and (a.seances_faites or a.faite_le))
    operateurs = _par(faites, lambda a: a.operateur or "Sans opérateur")
    financements = _par(faites, lambda a: faits.mots.get("financement", {}).get(a.financement or "", INCONNU))

    def enfants(cle: str, groupes: dict[str, list[ActionComptee]]) -> list[Ligne]:
        lignes = [_enfants(f"{cle}.{nom}", nom, (par_id[a.parcours_id] for a in liste)) for nom, liste in groupes.items()]
        return sorted(lignes, key=lambda ligne: (-(ligne.valeur or 0), ligne.libelle))

    def derriere(cle: str, libelle: str, combien: Compte, parmi: Iterable[ActionComptee] = faites) -> Ligne:
        comptees = [(int(combien(a)), par_id[a.parcours_id]) for a in parmi]
        return Ligne(cle, libelle, sum(n for n, _ in comptees), parcours=_une_fois(p for n, p in comptees if n))

    def euros(cle: str, libelle: str, combien: Compte, parmi: Iterable[ActionComptee] = faites) -> Ligne:
        ligne = derriere(cle, libelle, combien, parmi)
        return replace(ligne, valeur=(ligne.valeur or 0) / 100, unite="€")

    return [
        Tableau(
            "Enfants par domaine d’action",
            [*enfants("domaine", domaines), _enfants("soin.commence", "Enfants dont un soin a commencé", soignes)],
            dessine=True,
        ),
        Tableau("Enfants par type d’action", enfants("action", types)),
        Tableau(
            "Nombre d’actions",
            [
                derriere("actions.total", "Actions de l’année", lambda _: 1),
                derriere("actions.collectives", "Collectives", lambda a: a.collective),
                derriere("actions.individuelles", "Individuelles", lambda a: not a.collective),
            ],
        ),
        Tableau(
            "Séances",
            [
                derriere("seances.faites", "Séances faites", lambda a: a.seances_faites),
                derriere("seances.manquees", "Séances manquées", lambda a: a.seances_manquees),
                replace(
                    derriere("seances.heures", "Heures notées", lambda a: a.minutes),
                    valeur=round(sum(a.minutes for a in faites) / 60, 1),
                    unite="h",
                ),
                *(
                    derriere(f"seances.{nom}", f"Séances faites, {nom}", lambda a: a.seances_faites, liste)
                    for nom, liste in sorted(types.items())
                    if any(a.seances_faites for a in liste)
                ),
            ],
        ),
        Tableau("Enfants par financement", enfants("financement", financements)),
        Tableau("Enfants par opérateur", enfants("operateur", operateurs)),
        Tableau(
            "Coût des actions",
            [
                euros("cout.prevu", "Prévu", lambda a: a.cout_prevu),
                euros("cout.engage", "Engagé", lambda a: a.cout_engage),
                euros("cout.paye", "Payé", lambda a: a.cout_paye),
            ],
        ),
        Tableau(
            "Coût payé par type d’action",
            [
                euros(f"cout.paye.{nom}", nom, lambda a: a.cout_paye, liste)
                for nom, liste in sorted(types.items())
                if any(a.cout_paye for a in liste)
            ],
        ),
    ]


def _par(actions: Iterable[ActionComptee], quoi: Callable[[ActionComptee], str]) -> dict[str, list[ActionComptee]]:
    groupes: dict[str, list[ActionComptee]] = defaultdict(list)
    for action in actions:
        groupes[quoi(action)].append(action)
    return groupes


Compte = Callable[[ActionComptee], int]


def _une_fois(parcours: Iterable[ParcoursCompte]) -> tuple[ParcoursCompte, ...]:
    """The pathways behind a figure, each once."""
    return tuple({p.id: p for p in parcours}.values())


# --- E. Functioning ---------------------------------------------------------------------------------------------------


def _fonctionnement(faits: Faits, periode: Periode, parcours: list[ParcoursCompte]) -> list[Tableau]:
    par_genre: dict[str, Counter[str]] = defaultdict(Counter)
    reunions: dict[str, set[object]] = defaultdict(set)
    for c in faits.eps:
        par_genre[c.genre][c.code] += c.nombre
        reunions[c.type_reunion].add(c.reunion_id)
    bilans = [(p, presents) for p in parcours for jour, presents in p.bilans if periode.contient(jour)]
    venus = Counter(presents for _, presents in bilans)
    signes = [(p, p.contrat[1]) for p in parcours if p.contrat and periode.contient(p.contrat[0])]
    presents_le = [p for p in parcours if p.ouvert_le(min(periode.fin, max(periode.debut, periode.fin)))]
    titres = faits.mots.get("genre_de_chiffre", {})
    return [
        Tableau("Réunions tenues", [Ligne(f"reunion.{code}", faits.mots.get("type_de_reunion", {}).get(code, code), len(ids)) for code, ids in sorted(reunions.items())], note="Réunions dont la séance est close."),
        Tableau(
            "Membres de l’EPS et charte",
            [
                Ligne("charte.membres", "Membres", len(faits.chartes)),
                Ligne("charte.signees", "dont la charte est signée dans l’année", sum(valide for _, valide in faits.chartes)),
                *(Ligne(f"charte.chez.{nom}", f"Charte signée, {nom}", n) for nom, n in sorted(Counter(chez or INCONNU for chez, valide in faits.chartes if valide).items())),
            ],
            note="Au dernier jour de l’année, ou aujourd’hui si elle n’est pas finie.",
        ),
        *(
            Tableau(titres.get(genre, genre), [Ligne(f"eps.{genre}.{code}", faits.mots.get(genre, {}).get(code, code), n) for code, n in compte.most_common()])
            for genre, compte in sorted(par_genre.items())
        ),
        Tableau(
            "Rencontres, accords et contrats",
            [
                _saisines("familles.rencontrees", "Familles rencontrées après une saisine", (s for s in faits.saisines if periode.contient(s.rencontree_le))),
                _enfants("accord.ecrit", "Enfants entrés dans l’année avec un accord écrit", (p for p in parcours if p.accord_ecrit and periode.contient(p.debut_le))),
                _enfants("contrat.signe", "Enfants dont le contrat est signé dans l’année", (p for p, _ in signes)),
                _enfants("contrat.parents", "dont contrat signé par les parents", (p for p, parents in signes if parents)),
            ],
        ),
        Tableau(
            "Parents aux bilans",
            [
                Ligne("bilans", "Bilans faits", len(bilans), parcours=_une_fois(p for p, _ in bilans)),
                *(
                    Ligne(f"bilans.{qui}", mots, venus[qui], parcours=_une_fois(p for p, presents in bilans if presents == qui))
                    for qui, mots in (("mere", "Mère seule présente"), ("pere", "Père seul présent"), ("deux", "Les deux parents présents"), ("aucun", "Aucun parent présent"))
                ),
                _enfants("bilans.avec_parents", "Enfants dont un parent est venu à un bilan", (p for p, presents in bilans if presents != "aucun")),
            ],
        ),
        Tableau("Enfants par référent, le dernier jour", _ventiler("referent", presents_le, lambda p: p.referent or "Sans référent")),
    ]  # fmt: skip


# --- F. Exits ---------------------------------------------------------------------------------------------------------


def _sorties(faits: Faits, sortis: list[ParcoursCompte]) -> list[Tableau]:
    mots = faits.mots
    dates = tuple(p for p in sortis if p.mois() is not None)
    durees = [m for p in dates if (m := p.mois()) is not None]
    bandes = [
        _parcours(f"duree.{nom}", nom, (p for p in sortis if (m := p.mois()) is not None and de <= m < a))
        for nom, de, a in DUREES
    ]
    tableaux = [
        Tableau("Motif de sortie", _parcours_par("motif_sortie", sortis, lambda p: mots.get("motif_sortie", {}).get(p.motif_sortie or "")), dessine=True),
        Tableau(
            "Durée des parcours finis",
            [
                Ligne("duree.moyenne", "Durée moyenne", round(mean(durees), 1) if durees else None, "mois", parcours=dates),
                Ligne("duree.mediane", "Durée médiane", round(median(durees), 1) if durees else None, "mois", parcours=dates),
                *bandes,
            ],
            dessine=True,
        ),
        Tableau("Relais", _parcours_par("relais", sortis, lambda p: mots.get("relais", {}).get(p.relais or ""))),
        Tableau("Satisfaction de la famille", _parcours_par("satisfaction", sortis, lambda p: mots.get("satisfaction", {}).get(p.satisfaction or ""))),
    ]  # fmt: skip
    domaines = mots.get("domaine_situation", {})
    for domaine in sorted({d for p in sortis for d in p.situations}, key=lambda d: domaines.get(d, d)):
        tableaux.append(
            Tableau(
                f"Situation à la sortie : {domaines.get(domaine, domaine)}".replace(" :", "\u00a0:"),
                _parcours_par(f"situation.{domaine}", sortis, _situation_en(domaine, mots.get("situation", {}))),
            )
        )
    evolutions = []
    for domaine, nom in domaines.items():
        notes = [
            (p, n["entree"], n["sortie"]) for p in sortis if {"entree", "sortie"} <= (n := p.notes.get(domaine, {})).keys()
        ]
        if notes:
            evolutions += [
                _parcours(f"evolution.{domaine}.mieux", f"{nom}\u00a0: mieux", (p for p, e, s in notes if s > e)),
                _parcours(f"evolution.{domaine}.pareil", f"{nom}\u00a0: pareil", (p for p, e, s in notes if s == e)),
                _parcours(f"evolution.{domaine}.moins", f"{nom}\u00a0: moins bien", (p for p, e, s in notes if s < e)),
            ]
    tableaux.append(
        Tableau(
            "Évolution des notes, de l’entrée à la sortie",
            evolutions,
            note="Indicateur du programme 147 : difficulté persistante ou améliorée à la sortie.".replace(" :", "\u00a0:"),
        )
    )
    return [t for t in tableaux if t.lignes]


def _situation_en(domaine: str, mots: dict[str, str]) -> Callable[[ParcoursCompte], str | None]:
    return lambda p: mots.get(p.situations.get(domaine, ""))


def _parcours_par(cle: str, parcours: Sequence[ParcoursCompte], quoi: Callable[[ParcoursCompte], str | None]) -> list[Ligne]:
    groupes: dict[str, list[ParcoursCompte]] = defaultdict(list)
    for p in parcours:
        groupes[quoi(p) or INCONNU].append(p)
    noms = sorted(groupes, key=lambda n: (n == INCONNU, -len(groupes[n]), n))
    return [_parcours(f"{cle}.{nom}", nom, groupes[nom]) for nom in noms]
