"""What is broken, where, and which checks must see it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

RACINE = Path(__file__).resolve().parents[2]
MATRICE = "tests/transverses/test_matrice.py"
_T = "tests/transverses"
CONTRATS = ("lint-imports",)
DROIT_DEMANDE = ("pytest", MATRICE, "-k", "droit_demande")
"""When the row lock refuses as well, the answer does not tell which lock did: these tests read the declared right itself."""
DEMARRAGE = ("pytest", "tests/transverses/test_acces_de_base.py")


@dataclass(frozen=True)
class Mutation:
    """One break: the file, its new text, and the checks to try in order until one sees it."""

    nom: str
    fichier: str
    texte: str
    verifications: tuple[tuple[str, ...], ...] = field(repr=False)
    famille: str = ""


def toutes(*, tout: bool = False) -> list[Mutation]:
    """Every mutation of architecture.md, generated from the sources of the day."""
    mutations = [replace(mutation, famille=nom) for nom, famille in FAMILLES.items() for mutation in famille()]
    if tout:
        return mutations
    # One view of each domain for each way of opening it: every view goes through the same lock.
    return list({re.sub(r" \(parcours/\w+/views.*\)$", "", m.nom): m for m in mutations}.values())


def _lire(chemin: str) -> str:
    return (RACINE / chemin).read_text(encoding="utf-8")


def _domaines(fichier: str) -> list[tuple[str, str]]:
    """(domain, path) of every module of this name, in one file or in a folder of files."""
    chemins = [*(RACINE / "parcours").glob(f"*/{fichier}.py"), *(RACINE / "parcours").glob(f"*/{fichier}/*.py")]
    relatifs = [c.relative_to(RACINE) for c in sorted(chemins)]
    return [(c.parts[1], c.as_posix()) for c in relatifs if c.parts[1] != "socle"]


def _du_domaine(domaine: str) -> tuple[tuple[str, ...], ...]:
    """The matrix on the domain's own routes, then on the pages every domain adds to, its own tests, the whole matrix.

    The first failure is enough.
    """
    essais: list[tuple[str, ...]] = [
        ("pytest", MATRICE, "-k", f"{domaine} and (hors_perimetre or lecture_admise or ancien or remplace)"),
        ("pytest", MATRICE, "-k", "(beneficiaires.fiche or beneficiaires.liste or accueil.page) and lecture_admise"),
    ]
    if (RACINE / "tests" / domaine).is_dir():
        essais.append(("pytest", f"tests/{domaine}"))
    return (*essais, ("pytest", MATRICE, "-k", "hors_perimetre or lecture_admise or ancien or remplace"))


def _directs(domaine: str) -> tuple[tuple[str, ...], ...]:
    """The domain's own tests of its access functions: a few seconds, before anything slower."""
    fichiers = sorted((RACINE / "tests" / domaine).glob("test_access*.py"))
    return (("pytest", *(f.relative_to(RACINE).as_posix() for f in fichiers)),) if fichiers else ()


def _vues_qui_exigent(domaine: str, source: str, droit: str) -> str:
    """Names of the routes of a file of views under a right, as pytest selects them."""
    trouvees = re.findall(rf"^@exige\(Droit\.{droit}\)\n(?:@.*\n)*def (\w+)", source, re.MULTILINE)
    return " or ".join(f"{domaine}.{vue}" for vue in trouvees)


# --- the row lock: each condition of each access function ---------------------------------------------------------


def perimetres_affaiblis() -> Iterator[Mutation]:
    """Remove, one at a time, each condition of each function of each access.py."""
    for domaine, chemin in _domaines("access"):
        source = _lire(chemin)
        for fonction in ast.parse(source).body:
            if isinstance(fonction, ast.FunctionDef):
                for rang, (texte, quoi) in enumerate(_sans_chaque_condition(source, fonction), 1):
                    nom = f"{domaine}.access.{fonction.name} n° {rang} : {quoi}"
                    yield Mutation(nom, chemin, texte, (*_directs(domaine), *_du_domaine(domaine)))


def _sans_chaque_condition(source: str, fonction: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    debuts = [0]
    for ligne in source.splitlines(keepends=True):
        debuts.append(debuts[-1] + len(ligne.encode()))
    octets = source.encode()

    def position(noeud: ast.expr, fin: bool = False) -> int:
        if fin:
            return debuts[(noeud.end_lineno or 1) - 1] + (noeud.end_col_offset or 0)
        return debuts[noeud.lineno - 1] + noeud.col_offset

    def remplacer(debut: int, fin: int, par: str) -> str:
        return (octets[:debut] + par.encode() + octets[fin:]).decode()

    for noeud in ast.walk(fonction):
        if not isinstance(noeud, ast.Call):
            continue
        nom = getattr(noeud.func, "attr", getattr(noeud.func, "id", ""))
        if nom == "where" and isinstance(noeud.func, ast.Attribute) and len(noeud.args) == 1:
            texte = remplacer(position(noeud.func.value, fin=True), position(noeud, fin=True), "")
            yield texte, f"sans « where({ast.unparse(noeud.args[0])[:70]}) »"
        elif nom in {"where", "and_"} and len(noeud.args) > 1:
            for argument in noeud.args:
                reste = ", ".join(ast.unparse(a) for a in noeud.args if a is not argument)
                texte = remplacer(position(noeud.args[0]), position(noeud.args[-1], fin=True), reste)
                yield texte, f"sans « {ast.unparse(argument)[:70]} »"
        elif nom == "au_titre_de" and isinstance(noeud.func, ast.Attribute):
            texte = remplacer(position(noeud.func.value, fin=True), position(noeud, fin=True), "")
            yield texte, f"sans « {ast.unparse(noeud)[-70:]} »"
        elif nom == "false" and not noeud.args:
            yield remplacer(position(noeud), position(noeud, fin=True), "~false()"), "rien devient tout"


# --- the route lock -----------------------------------------------------------------------------------------------


def droits_retires() -> Iterator[Mutation]:
    """A view loses its @exige; a view asks a right of the other kind: the application must not start."""
    for domaine, chemin in _domaines("views"):
        source = _lire(chemin)
        if trouve := re.search(r"^@exige\(.*\)\n", source, re.MULTILINE):
            yield Mutation(f"{domaine} : @exige retiré ({chemin})", chemin, source.replace(trouve[0], "", 1), (DEMARRAGE,))
        for verbe, voulu, pris in (("get", "LIRE", "ECRIRE"), ("post", "ECRIRE", "LIRE")):
            motif = re.compile(rf"(@bp\.{verbe}\([^\n]*\)\n(?:@\w+[^\n]*\n)*?@exige\(Droit\.)\w+_{voulu}\)")
            if motif.search(source):
                texte = motif.sub(rf"\1COMPTE_{pris})", source, count=1)
                yield Mutation(f"{domaine} : {verbe} sous un droit « {pris.lower()} » ({chemin})", chemin, texte, (DEMARRAGE,))


def droits_affaiblis() -> Iterator[Mutation]:
    """A view asks only what everybody holds: the matrix must see it."""
    for domaine, chemin in _domaines("views"):
        source = _lire(chemin)
        for sens in ("LIRE", "ECRIRE"):
            motif = re.compile(rf"^@exige\(Droit\.(?!COMPTE_|ACCUEIL_)\w+_{sens}\)\n((?:@.*\n)*)def (\w+)", re.MULTILINE)
            if trouve := motif.search(source):
                texte = motif.sub(rf"@exige(Droit.COMPTE_{sens})\n\1def \2", source, count=1)
                essais = (("pytest", MATRICE, "-k", f"{domaine}.{trouve[2]} and non_admis"), DROIT_DEMANDE)
                yield Mutation(f"{domaine} : droit affaibli en « compte:{sens.lower()} » ({chemin})", chemin, texte, essais)


def routes_sans_ligne() -> Iterator[Mutation]:
    """A new route that nobody reviewed."""
    chemin = "parcours/accueil/views.py"
    ajout = (
        '\n\n@bp.get("/nouvelle")\n@exige(Droit.ACCUEIL_LIRE)\ndef nouvelle() -> ResponseReturnValue:\n    return "nouvelle"\n'
    )
    yield Mutation("route absente de la matrice", chemin, _lire(chemin) + ajout, (("pytest", MATRICE, "-k", "chaque_route"),))


TROP = {
    "SECRETARIAT_PRE": ("ECHANGE_LIRE", "PARCOURS_LIRE"),
    "MEMBRE_EPS": ("BENEFICIAIRE_LIRE",),
    "PARTENAIRE": ("BENEFICIAIRE_LIRE", "ORIENTATION_ECRIRE"),
    "PILOTE": ("BENEFICIAIRE_LIRE", "REUNION_LIRE"),
    "OBSERVATEUR": ("INDICATEUR_LIRE",),
    "ADMINISTRATEUR": ("BENEFICIAIRE_LIRE", "JOURNAL_LIRE"),
    "DPO": ("BENEFICIAIRE_LIRE", "AGENT_LIRE"),
    "REFERENT_PRE": ("IMPORT_LIRE", "AGENT_ECRIRE"),
    "MEDIATEUR_SANTE": ("REUNION_LIRE",),
    "COORDINATEUR_CITE": ("REUNION_ECRIRE",),
    "COORDINATEUR_PRE": ("AGENT_ECRIRE", "JOURNAL_LIRE"),
    "REFERENT_INSERTION": ("IMPORT_ECRIRE",),
}
"""A right too many, for each role."""


def roles_trop_larges() -> Iterator[Mutation]:
    """One role holds a right that architecture.md does not give it."""
    chemin = "parcours/socle/droits.py"
    source = _lire(chemin)
    for role, droits in TROP.items():
        for droit in droits:
            routes = [_vues_qui_exigent(domaine, _lire(vue), droit) for domaine, vue in _domaines("views")]
            if not any(routes):
                continue  # no route asks for it
            texte = source.replace(f"    Role.{role}: _TOUS", f"    Role.{role}: frozenset({{Droit.{droit}}}) | _TOUS", 1)
            essais = (("pytest", MATRICE, "-k", f"({' or '.join(filter(None, routes))}) and non_admis"), DROIT_DEMANDE)
            yield Mutation(f"{role} reçoit {droit}", chemin, texte, essais)


def _cloisonne(domaine: str, modele: str) -> bool:
    modeles = "\n".join(_lire(chemin) for qui, chemin in _domaines("models") if qui == domaine)
    corps = re.search(rf"^class {modele}\(.*?(?=^class |\Z)", modeles, re.MULTILINE | re.DOTALL)
    return corps is not None and "    __cloisonne__ = True" in corps[0]


def requetes_hors_acces() -> Iterator[Mutation]:
    """A query reads a partitioned table without going through access: the row lock refuses it at the first test."""
    for _, chemin in _domaines("queries"):
        domaine = chemin.split("/")[1]
        source = _lire(chemin)
        modeles = re.search(rf"^from parcours\.{domaine}\.models(?:\.\w+)? import (?:\(([^)]+)\)|(.+))$", source, re.MULTILINE)
        appel = re.search(r"\b\w+_visibles\(acteur\)", source)
        if not modeles or not appel:
            continue
        cloisonnes = [nom for nom in re.findall(r"\w+", modeles[1] or modeles[2]) if _cloisonne(domaine, nom)]
        if not cloisonnes:
            continue  # not a partitioned table (accounts, journal): the row lock has nothing to say of it
        modele = next((nom for nom in cloisonnes if appel[0].startswith(nom.lower()[:3])), cloisonnes[0])
        texte = source.replace(appel[0], f"__import__('sqlalchemy').select({modele})", 1)
        yield Mutation(f"{domaine} : {appel[0]} contourné ({chemin})", chemin, texte, _du_domaine(domaine))


# --- the import lock ----------------------------------------------------------------------------------------------

_IMPORTS = {
    "une vue importe un modèle": ("parcours/beneficiaires/views.py", "from parcours.beneficiaires.models import Beneficiaire"),
    "une vue importe SQLAlchemy": ("parcours/reunions/views/calendrier.py", "from sqlalchemy import select"),
    "une vue importe la session": ("parcours/alertes/views.py", "from parcours.socle.base import db"),
    "le marqueur posé hors d’access": ("parcours/journal/services.py", "from parcours.socle.perimetre import Perimetre"),
    "un domaine importe plus haut que lui": ("parcours/beneficiaires/rules.py", "import parcours.orientations.rules"),
    "un service importe Flask": ("parcours/journal/services.py", "import flask"),
    "une règle importe la base": ("parcours/reunions/rules/preparation.py", "import sqlalchemy"),
    "un util.py": ("parcours/reunions/util.py", '"""Anything."""'),
    "un dossier sans place": ("parcours/divers/__init__.py", '"""Anything."""'),
}


def contrats_rompus() -> Iterator[Mutation]:
    """Each import contract, broken once."""
    for nom, (module, ligne) in _IMPORTS.items():
        paquet = module.removesuffix(".py")
        chemin = f"{paquet}/__init__.py" if (RACINE / paquet).is_dir() else module
        texte = (_lire(chemin) if (RACINE / chemin).exists() else "") + f"\n{ligne}\n"
        yield Mutation(nom, chemin, texte, (CONTRATS, ("pytest", f"{_T}/test_detours_interdits.py")))


# --- the foundations ----------------------------------------------------------------------------------------------

_SOCLE: tuple[tuple[str, str, str, str, tuple[tuple[str, ...], ...]], ...] = (
    ("un_ou_404 ne laisse plus de trace", "parcours/socle/web.py", "if trace and modele.__journal__:", "if False:",
     (("pytest", MATRICE, "-k", "lecture_admise"),)),
    ("hors périmètre répond 403", "parcours/socle/web.py", "        abort(404)", "        abort(403)", (("pytest", MATRICE, "-k", "hors_perimetre"),)),
    ("une route sans droit est admise", "parcours/socle/securite.py", "    if not qui.peut(droit):\n        abort(403)", "    pass",
     (("pytest", MATRICE, "-k", "non_admis"),)),
    ("plus de jeton anti-CSRF", "parcours/application.py", "    CSRFProtect(app)", "    pass", (("pytest", MATRICE, "-k", "sans_jeton"),)),
    ("l’origine n’est plus vérifiée", "parcours/socle/securite.py", "        if origine and _hote(origine) != request.host:", "        if False:",
     (("pytest", MATRICE, "-k", "sans_jeton"), ("pytest", f"{_T}/test_entetes.py"))),
    ("le verrou de ligne se tait", "parcours/socle/perimetre.py", "        raise PerimetreManquant(table)", "        pass",
     (("pytest", f"{_T}/test_perimetre.py"),)),
    ("la base garde les écritures d’un refus", "parcours/socle/transaction.py", "reponse.status_code >= 400", "reponse.status_code >= 600",
     (("pytest", f"{_T}/test_transaction.py"),)),
    ("un GET garde ce qu’il a changé", "parcours/socle/transaction.py", "            if lecture:\n", "            if False:\n",
     (("pytest", f"{_T}/test_transaction.py"),)),
    ("WAL partout", "parcours/socle/transaction.py", 'return "WAL" if sure else "DELETE"', 'return "WAL"', (("pytest", f"{_T}/test_garde_du_moteur.py"),)),
    ("BEGIN différé pour les écrivains", "parcours/socle/transaction.py", '"BEGIN IMMEDIATE"', '"BEGIN"', (("pytest", f"{_T}/test_ecrivains.py"),)),
    ("un retour en arrière reçoit un fragment", "parcours/socle/rendu.py", '        and entetes.get("HX-History-Restore-Request") != "true"\n', "",
     (("pytest", f"{_T}/test_rendu_page_ou_fragment.py"),)),
    ("Vary oublié", "parcours/socle/rendu.py", "    return varier(reponse)\n\n\ndef varier", "    return reponse\n\n\ndef varier",
     (("pytest", f"{_T}/test_rendu_page_ou_fragment.py"),)),
    ("politique de contenu relâchée", "parcours/socle/securite.py", "script-src 'self';", "script-src 'self' 'unsafe-inline';",
     (("pytest", f"{_T}/test_entetes.py"),)),
    ("pages gardées en cache", "parcours/socle/securite.py", 'reponse.headers["Cache-Control"] = "no-store"', "pass", (("pytest", f"{_T}/test_entetes.py"),)),
    ("une table étroite jointe d’office", "parcours/accompagnements/models.py", 'relationship(back_populates="echange"', 'relationship(lazy="joined", back_populates="echange"',
     (("pytest", f"{_T}/test_liens_entre_modeles.py"),)),
    ("du SQL brut dans un domaine", "parcours/journal/services.py", "from parcours.journal.models", "from sqlalchemy import text\n\nfrom parcours.journal.models",
     (("pytest", f"{_T}/test_detours_interdits.py"),)),
    ("du HTML non échappé", "templates/accueil/page.html", "{% block contenu %}", "{% block contenu %}{{ acteur.nom | safe }}",
     (("pytest", f"{_T}/test_detours_interdits.py"),)),
    ("deux envois créent deux fois", "parcours/socle/envois.py", "        db.session.add(EnvoiRecu(id=numero))", "        return None", (("pytest", f"{_T}/test_ecrivains.py"),)),
)  # fmt: skip


def fondations() -> Iterator[Mutation]:
    """The pieces of `socle` that everything stands on."""
    for nom, chemin, avant, apres, essais in _SOCLE:
        source = _lire(chemin)
        # A catalogue that no longer matches the sources must be seen too: the text comes out unchanged, and survives.
        yield Mutation(nom, chemin, source.replace(avant, apres, 1), essais)


FAMILLES: dict[str, Callable[[], Iterator[Mutation]]] = {
    famille.__name__: famille
    for famille in (
        perimetres_affaiblis,
        droits_retires,
        droits_affaiblis,
        routes_sans_ligne,
        roles_trop_larges,
        requetes_hors_acces,
        contrats_rompus,
        fondations,
    )
}
