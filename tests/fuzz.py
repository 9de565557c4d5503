"""`python -m tests.fuzz --nombre 10000`: malformed requests over every route, signed in or not; no answer may be a 5xx.

Each request starts from the same town and is rolled back, so a failure is replayed by its seed and number alone.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import re
import sys
import tempfile
import time
import urllib.parse
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask, url_for
from sqlalchemy import Connection
from werkzeug.routing import Rule

from parcours.socle.droits import Role
from parcours.socle.envois import CHAMP
from tests.fabriques.monde import Dossier, Monde, creer_le_monde
from tests.isolement import essai, transaction_annulee
from tests.serveur import application_neuve
from tests.transverses import marche
from tests.transverses.exemplaires import CHARGES, arguments

METHODES = ("GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "INVENTEE")
TEXTES = (
    "", " ", "\x00", "a\x00b", "\ud83d", "é" * 300, "x" * 20000, "'; DROP TABLE agent; --", "<script>alert(1)</script>", "{{7*7}}",
    "%00", "%", "../../etc/passwd", "\r\nSet-Cookie: a=b", "\u202e\u200b", "NaN", "-1", "0", "99999999999999999999999", "1e309", "1.5",
    "31/02/2026", "00/00/0000", "29/02/2024", "9999-12-31", "0001-01-01", "-5000-01-01", "8/3/99", "demain", "true", "None", "on",
    "+33", "06 12 34 56 78", "a@b", "a@b.fr", "=1+1", "https://ailleurs.example", "//ailleurs", "\\\\x", "pre", "sante", "emploi",
    "اَلْعَرَبِيَّةُ", "İ", "ﬀ", "０６", "٣", "²", "e\u0301", "\uffff", "\U0010ffff", "1" * 4301,
)  # fmt: skip
PARAMETRES = (
    "q",
    "page",
    "tri",
    "ordre",
    "suite",
    "etat",
    "dispositif",
    "du",
    "au",
    "mois",
    "referent",
    "quartier",
    "par_page",
    "filtre",
)
TYPES = (
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=x", "application/json", "text/plain", "image/png", "", "é/è",
)  # fmt: skip
ENTETES = {
    "HX-Request": ("true", "TRUE", ""), "HX-Boosted": ("true",), "HX-History-Restore-Request": ("true",), "HX-Target": ("#x", "é"),
    "HX-Current-URL": ("http://[", "x"), "Accept": ("*/*", "application/json", "text/csv;q=zzz", ";"), "Accept-Language": ("xx", "é", ";q=5"),
    "Accept-Encoding": ("gzip", "é"), "Range": ("bytes=0-0", "bytes=9-1", "lignes=a"), "If-None-Match": ("*", '"'), "If-Modified-Since": ("hier",),
    "Origin": ("http://[", "null", "https://ailleurs.example"), "Referer": ("é", "http://["), "Sec-Fetch-Site": ("cross-site", "none"),
    "X-Forwarded-For": ("é", "1.2.3.4" * 50), "X-Forwarded-Proto": ("gopher",), "User-Agent": ("", "z" * 5000, "é\x7f"),
    "Cookie": ("parcours=abc.def.ghi", "=;;;", "parcours=" + "x" * 3000), "X-HTTP-Method-Override": ("DELETE",), "Content-Encoding": ("gzip",),
}  # fmt: skip


@dataclass
class Bilan:
    """What came back."""

    nombre: int
    graine: int
    codes: Counter[int] = field(default_factory=Counter)
    echecs: list[str] = field(default_factory=list)
    durees: list[float] = field(default_factory=list)

    @property
    def p99(self) -> float:
        """99th percentile of the duration of a request, in milliseconds."""
        return sorted(self.durees)[int(len(self.durees) * 0.99)] * 1000 if self.durees else 0.0

    def __str__(self) -> str:
        serveur = sum(n for code, n in self.codes.items() if code >= 500)
        codes = ", ".join(f"{code} : {n}" for code, n in sorted(self.codes.items()))
        return (
            f"{sum(self.codes.values())} requêtes malformées (graine {self.graine}), {serveur} erreur(s) du serveur, "
            f"{len(self.echecs)} échec(s). p99 {self.p99:.0f} ms. Réponses : {codes}."
        )


def eprouver(app: Flask, monde: Monde, connexion: Connection, nombre: int, graine: int, seulement: int | None = None) -> Bilan:
    """Send the requests; each one depends only on the seed and on its number."""
    bilan = Bilan(nombre, graine)
    champs = _champs_des_formulaires(monde)
    regles = sorted(marche.regles(app), key=lambda r: (r.endpoint, r.rule))
    for numero in range(nombre) if seulement is None else [seulement]:
        hasard = random.Random(f"{graine}-{numero}")
        regle = hasard.choice(regles)
        # Mostly somebody the route admits: a refusal at the door proves little.
        admis = sorted(marche.matrice()[regle.endpoint].roles)
        role = hasard.choice(admis) if admis and hasard.random() < 0.7 else hasard.choice([None, *Role, *Role])
        requete = _requete(hasard, monde, regle, champs, role)
        debut = time.perf_counter()
        with essai(connexion):
            try:
                reponse = monde.client(role).open(**requete, buffered=True)
            except Exception as erreur:
                bilan.echecs.append(f"n° {numero} {role} {_en_clair(requete)} : {type(erreur).__name__} {erreur}")
                continue
        bilan.durees.append(time.perf_counter() - debut)
        bilan.codes[reponse.status_code] += 1
        corps = reponse.get_data(as_text=False)
        if reponse.status_code >= 500:
            bilan.echecs.append(f"n° {numero} {role} {_en_clair(requete)} → {reponse.status_code}")
        elif b"Traceback (most recent call last)" in corps or b"sqlalchemy" in corps.lower():
            bilan.echecs.append(f"n° {numero} {role} {_en_clair(requete)} : trace technique dans la réponse")
        elif "Content-Security-Policy" not in reponse.headers:
            bilan.echecs.append(f"n° {numero} {role} {_en_clair(requete)} : réponse sans en-têtes de sécurité")
        elif fuites := marche.fuites(role, reponse):
            bilan.echecs.append(f"n° {numero} {role} {_en_clair(requete)} : lit {fuites}")
    return bilan


def _champs_des_formulaires(monde: Monde) -> list[str]:
    """Names of fields learnt from every form shown to anybody."""
    noms = {nom for remplir in CHARGES.values() for nom in remplir(monde, Role.COORDINATEUR_PRE, monde.dossiers["preici"])}
    for role in Role:
        for endpoint, ligne in marche.matrice().items():
            if role in ligne.roles and marche.methode(marche.regle_de(monde, endpoint)) == "GET":
                with contextlib.suppress(Exception):
                    html = (
                        monde.client(role).get(_adresse(monde, marche.regle_de(monde, endpoint), monde.dossiers["preici"])).text
                    )
                    noms |= set(re.findall(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"', html))
    return sorted(noms - {"csrf_token"})


def _adresse(monde: Monde, regle: Rule, dossier: Dossier) -> str:
    with monde.app.test_request_context():
        return url_for(regle.endpoint, **arguments(monde, regle.endpoint, set(regle.arguments), dossier))


def _requete(hasard: random.Random, monde: Monde, regle: Rule, champs: list[str], role: Role | None) -> dict[str, Any]:
    """One request, more or less malformed."""
    chemin = _adresse(monde, regle, hasard.choice(list(monde.dossiers.values())))
    if regle.arguments and hasard.random() < 0.3:
        chemin = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", lambda _: _morceau(hasard), chemin)
    if hasard.random() < 0.08:
        chemin = "/" + "/".join(_morceau(hasard) for _ in range(hasard.randint(1, 4)))
    methode = marche.methode(regle) if hasard.random() < 0.75 else hasard.choice(METHODES)
    requete: dict[str, Any] = {"path": chemin, "method": methode, "headers": _entetes(hasard)}
    if hasard.random() < 0.5:
        requete["query_string"] = _parametres(hasard, [*PARAMETRES, *champs])
    if methode not in {"GET", "HEAD", "OPTIONS", "TRACE"}:
        requete.update(_corps(hasard, monde, regle, champs, role))
    return requete


def _morceau(hasard: random.Random) -> str:
    texte = hasard.choice([*TEXTES, str(uuid.UUID(int=hasard.getrandbits(128))), "0" * 36])
    return urllib.parse.quote(texte.encode("utf-8", "surrogatepass")[:2000], safe="") or "-"


def _parametres(hasard: random.Random, noms: list[str]) -> str:
    paires = [(hasard.choice([*noms, ""]), hasard.choice(TEXTES)) for _ in range(hasard.randint(0, 5))]
    brut = "&".join(f"{n}={urllib.parse.quote(v.encode('utf-8', 'surrogatepass'), safe='')}" for n, v in paires)
    return brut + hasard.choice(["", "&", "=", "&%zz=%", "%ff%fe", "&page=2&page=3"])


def _entetes(hasard: random.Random) -> list[tuple[str, str]]:
    noms = hasard.sample(sorted(ENTETES), hasard.choice([0, 0, 1, 2, 3]))
    return [(nom, hasard.choice(ENTETES[nom]).encode().decode("latin-1")) for nom in noms]


def _corps(hasard: random.Random, monde: Monde, regle: Rule, champs: list[str], role: Role | None) -> dict[str, Any]:
    """A body: a good form with some wrong fields, a file, or bytes under any type."""
    genre = hasard.random()
    if genre < 0.12:
        return {"data": hasard.randbytes(hasard.choice([0, 1, 500])), "content_type": hasard.choice(TYPES)}
    dossier = monde.dossiers[hasard.choice(["preici", "preici", "santeici", "emploiici"])]
    remplir = CHARGES.get(regle.endpoint)
    charge: dict[str, Any] = dict(remplir(monde, role or Role.COORDINATEUR_PRE, dossier)) if remplir else {}
    if hasard.random() < 0.9:
        charge["csrf_token"] = monde.jeton()
    for nom in list(charge):
        if nom != "csrf_token" and hasard.random() < 0.3:
            if hasard.random() < 0.2:
                del charge[nom]
            else:
                charge[nom] = hasard.choice(TEXTES)
    for _ in range(hasard.randint(0, 6)):
        charge[hasard.choice([*champs, CHAMP, "version"])] = hasard.choice([*TEXTES, str(uuid.uuid4())])
    if genre < 0.25 or any(not isinstance(v, str | int) for v in charge.values()):
        charge = {n: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for n, v in charge.items()}
        contenu = hasard.choice(
            [b"", b"PK\x03\x04" + hasard.randbytes(200), b"nom;prenom\n\xff\xfe;\x00", hasard.randbytes(300), b"%PDF-1.4"]
        )
        nom = hasard.choice(["suivi.xlsx", "a.csv", "../../x.ods", "é\x00.xls", "", "x" * 300 + ".csv"])
        charge[hasard.choice(["fichier", "piece"])] = (BytesIO(contenu), nom)
        return {"data": charge, "content_type": "multipart/form-data"}
    brut = "&".join(f"{urllib.parse.quote(n)}={urllib.parse.quote(_octets(v), safe='')}" for n, v in charge.items())
    return {"data": brut.encode("ascii"), "content_type": TYPES[0] if hasard.random() < 0.9 else hasard.choice(TYPES)}


def _octets(valeur: Any) -> bytes:
    return str(valeur).encode("utf-8", "surrogatepass")


def _en_clair(requete: dict[str, Any]) -> str:
    return f"{requete['method']} {requete['path'][:150]}?{str(requete.get('query_string', ''))[:200]} {requete['headers']} {str(requete.get('data', ''))[:600]}"


@contextlib.contextmanager
def monde_jetable() -> Iterator[tuple[Flask, Monde, Connection]]:
    """The town on a temporary SQLite base, with the real error pages."""
    with tempfile.TemporaryDirectory(prefix="parcours-") as dossier:
        app = application_neuve(Path(dossier), f"sqlite:///{dossier}/essai.db")
        with transaction_annulee(app) as connexion:
            yield app, creer_le_monde(app, figurants=1), connexion


def principal() -> int:
    """Run and print the figure; 1 when anything failed."""
    arguments_ = argparse.ArgumentParser(description=__doc__)
    arguments_.add_argument("--nombre", type=int, default=10000)
    arguments_.add_argument("--graine", type=int, default=20261123)
    arguments_.add_argument("--seulement", type=int, help="replay one request by its number")
    choix = arguments_.parse_args()
    with monde_jetable() as (app, monde, connexion):
        bilan = eprouver(app, monde, connexion, choix.nombre, choix.graine, choix.seulement)
    for echec in bilan.echecs[:40]:
        print(echec, file=sys.stderr)
    print(bilan)
    return 1 if bilan.echecs else 0


if __name__ == "__main__":
    raise SystemExit(principal())
