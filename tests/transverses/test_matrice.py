"""Every route, for every role, inside and outside the perimeter (architecture, fourth lock).

`matrice.toml` says who is admitted; `lisible.py` says what they may read; `exemplaires.py` fills addresses and forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, update
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from parcours.beneficiaires.models import Rattachement
from parcours.comptes.models import Habilitation
from parcours.socle.droits import DROITS, SANS_HABILITATION, Droit, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import verifier_la_page
from tests.fabriques.monde import Dossier, Monde
from tests.isolement import essai
from tests.requetes import compteur_de_requetes
from tests.transverses import marche
from tests.transverses.exemplaires import (
    CHARGES,
    INCONNU,
    REQUETES,
    arguments,
    dossier_ici,
    dossiers_ailleurs,
)
from tests.transverses.marche import Contenu, matrice, methode

LECTURES_AU_PLUS = 10
FRAGMENT = {"HX-Request": "true"}
RECHERCHES = ("?q=temoin", "?q=te", "?q=0641800&page=1&tri=nom")
"""Searches that find the outside files wherever the scope is forgotten."""
OFFERT_A_LA_STRUCTURE = {"transferts.reponse", "transferts.repondre"}
"""Read as somebody of the structure it is offered to, not as somebody attached to the file."""
ENDPOINTS = sorted(matrice())
ECRITURES = {"POST", "PUT", "PATCH", "DELETE"}


def _regle(app: Flask, endpoint: str) -> Rule:
    regles = list(app.url_map.iter_rules(endpoint)) if endpoint in app.view_functions else []
    assert regles, f"{endpoint} est dans matrice.toml, mais n’existe pas"
    return regles[0]


_QUI_N_EXISTE_PAS: dict[str, Any] = {"UUIDConverter": INCONNU, "UnicodeConverter": "inconnu"}


def _genre(regle: Rule, argument: str) -> str:
    """Kind of an argument of an address."""
    return regle._converters[argument].__class__.__name__


def _adresse(monde: Monde, regle: Rule, role: Role | None, dossier: Dossier | None, suffixe: str = "") -> str:
    """Address of a route for a role and a file; of nothing that exists when there is none."""
    monde.role = role
    valeurs = arguments(monde, regle.endpoint, set(regle.arguments), dossier or monde.dossiers["preici"])
    if dossier is None:
        valeurs |= {nom: _QUI_N_EXISTE_PAS[genre] for nom in valeurs if (genre := _genre(regle, nom)) in _QUI_N_EXISTE_PAS}
    with monde.app.test_request_context():
        from flask import url_for

        return url_for(regle.endpoint, **valeurs) + suffixe


def _appeler(
    monde: Monde, regle: Rule, role: Role | None, adresse: str, *, entetes: dict[str, str] | None = None, jeton: bool = True
) -> TestResponse:
    """Call a route as its own page would: with the token and a filled form when it writes."""
    client = monde.client(role)
    if methode(regle) == "GET":
        return client.get(adresse, headers=entetes)
    remplir = CHARGES.get(regle.endpoint) if role in matrice()[regle.endpoint].roles else None
    charge = remplir(monde, role, dossier_ici(monde, role)) if remplir and role else {}
    if jeton:
        charge = {"csrf_token": monde.jeton(), **charge}
    return client.open(adresse, method=methode(regle), data=charge, headers=entetes)


def _sans_fuite(role: Role | None, reponse: TestResponse, ou: str) -> None:
    fuites = marche.fuites(role, reponse)
    assert not fuites, f"{ou} : {role or 'un visiteur'} lit {fuites}"


@pytest.fixture
def regle(request: pytest.FixtureRequest, monde: Monde) -> Rule:
    return _regle(monde.app, request.param)


@pytest.fixture(scope="module")
def contenu(connexion: Connection) -> Contenu:
    return Contenu(connexion)


@pytest.fixture(autouse=True)
def _chaque_cas_s_efface(connexion: Connection, contenu: Contenu) -> Iterator[None]:
    with essai(connexion):
        yield
    contenu.neuf()


def toutes_les_routes(fonction: Any) -> Any:
    """One test per line of the matrix."""
    return pytest.mark.parametrize("regle", ENDPOINTS, indirect=True)(fonction)


def test_ce_qui_change_dans_la_base_se_voit_et_son_effacement_aussi(
    monde: Monde, connexion: Connection, contenu: Contenu
) -> None:
    avant = contenu.lire()
    with essai(connexion):
        connexion.execute(update(Habilitation.__table__).values(fin=aujourd_hui()))
        assert marche.ecarts(avant, contenu.lire()) == ["habilitation"]
    assert marche.ecarts(avant, contenu.lire()) == []


def test_chaque_route_est_dans_la_matrice_et_chaque_ligne_a_sa_route(application: Flask) -> None:
    routes = {r.endpoint for r in marche.regles(application)}
    assert sorted(routes - set(ENDPOINTS)) == [], "routes absentes de matrice.toml"
    assert sorted(set(ENDPOINTS) - routes) == [], "lignes de matrice.toml sans route"


def test_une_route_n_a_qu_une_methode_et_une_adresse(application: Flask) -> None:
    for endpoint in {r.endpoint for r in marche.regles(application)}:
        regles = list(application.url_map.iter_rules(endpoint))
        assert len(regles) == 1, f"{endpoint} a plusieurs adresses"
        assert len((regles[0].methods or set()) - {"HEAD", "OPTIONS"}) == 1, f"{endpoint} mêle plusieurs méthodes"


def test_chaque_ecriture_a_son_formulaire_d_exemple(application: Flask) -> None:
    ecritures = {r.endpoint for r in marche.regles(application, lecture=False) if not matrice()[r.endpoint].public}
    assert sorted(ecritures - set(CHARGES)) == []
    assert sorted(set(CHARGES) - ecritures) == []


def _qui_ont_le_droit(app: Flask, endpoint: str) -> set[Role]:
    """Roles that hold the right a view asks for."""
    droit: Droit = app.view_functions[endpoint].droit  # type: ignore[attr-defined]
    return {role for role in Role if droit in DROITS[role]}


def test_le_droit_demande_par_une_ecriture_n_est_qu_aux_roles_de_sa_ligne(application: Flask) -> None:
    """The row lock would refuse anyway: the first lock must hold alone."""
    for endpoint in sorted({r.endpoint for r in marche.regles(application, lecture=False)} & set(ENDPOINTS)):
        if not matrice()[endpoint].public:
            assert _qui_ont_le_droit(application, endpoint) == matrice()[endpoint].roles, endpoint


def test_le_droit_demande_par_une_lecture_n_est_a_tous_que_si_la_page_est_a_tous(application: Flask) -> None:
    """A view may narrow its right (a form, for those who may send it), never start from what everybody holds."""
    for endpoint in sorted({r.endpoint for r in marche.regles(application, lecture=True)} & set(ENDPOINTS)):
        ligne = matrice()[endpoint]
        if not ligne.public:
            qui = _qui_ont_le_droit(application, endpoint)
            assert ligne.roles <= qui and (qui != set(Role) or ligne.roles == set(Role)), endpoint


@toutes_les_routes
def test_un_visiteur_est_conduit_a_la_connexion(regle: Rule, monde: Monde, connexion: Connection, contenu: Contenu) -> None:
    ligne, adresse = matrice()[regle.endpoint], _adresse(monde, regle, None, monde.dossiers["preici"])
    avant = contenu.lire()
    reponse = _appeler(monde, regle, None, adresse, jeton=False)
    fragment = _appeler(monde, regle, None, adresse, jeton=False, entetes=FRAGMENT)
    _sans_fuite(None, reponse, adresse)
    if ligne.public:
        assert reponse.status_code == (400 if methode(regle) in ECRITURES else ligne.statut), adresse
    else:
        assert reponse.status_code == 302 and reponse.location.startswith("/connexion"), adresse
        assert fragment.status_code == 401 and fragment.headers["HX-Redirect"].startswith("/connexion")
    assert marche.ecarts(avant, contenu.lire()) == []


@toutes_les_routes
def test_un_role_non_admis_est_refuse_et_rien_ne_bouge(regle: Rule, monde: Monde, contenu: Contenu) -> None:
    ligne = matrice()[regle.endpoint]
    avant = contenu.lire()
    for role in sorted(set(Role) - ligne.roles):
        for dossier in (dossier_ici(monde, role), monde.dossiers["emploiailleurs"])[: 2 if regle.arguments else 1]:
            adresse = _adresse(monde, regle, role, dossier)
            reponse = _appeler(monde, regle, role, adresse)
            # A page that names a file may also answer that it does not exist: it says no more.
            refus = {403, 404} if ligne.perimetre else {403}
            assert reponse.status_code in refus, f"{role} sur {methode(regle)} {adresse} → {reponse.status_code}"
            _sans_fuite(role, reponse, adresse)
    assert marche.ecarts(avant, contenu.lire()) == []


@toutes_les_routes
def test_hors_perimetre_n_existe_pas(regle: Rule, monde: Monde, contenu: Contenu) -> None:
    """Outside and unknown give the same answer, 404, and change nothing."""
    ligne = matrice()[regle.endpoint]
    if ligne.public or not {_genre(regle, nom) for nom in regle.arguments} & set(_QUI_N_EXISTE_PAS):
        return
    avant = contenu.lire()
    for role in sorted(ligne.roles):
        dehors: list[Dossier | None] = [None]
        if ligne.perimetre:
            dehors += dossiers_ailleurs(monde, role)
        for dossier in dehors:
            adresse = _adresse(monde, regle, role, dossier)
            for entetes in ({}, FRAGMENT):
                reponse = _appeler(monde, regle, role, adresse, entetes=entetes)
                code = dossier.code if dossier else "inconnu"
                assert reponse.status_code == 404, f"{role} sur {adresse} ({code}) → {reponse.status_code}"
                _sans_fuite(role, reponse, adresse)
    assert marche.ecarts(avant, contenu.lire()) == [], f"{regle.endpoint} change la base hors du périmètre"


@toutes_les_routes
def test_une_lecture_admise_repond_sans_fuite_et_laisse_sa_trace(
    regle: Rule, monde: Monde, connexion: Connection, contenu: Contenu
) -> None:
    """Page and fragment, searches included; a GET changes nothing but the journal, and at most ten statements read."""
    ligne = matrice()[regle.endpoint]
    if methode(regle) != "GET":
        return
    roles: list[Role | None] = [*sorted(ligne.roles)] if not ligne.public else [None, *Role]
    avant = contenu.lire()
    for role in roles:
        adresse = _adresse(monde, regle, role, dossier_ici(monde, role) if role else monde.dossiers["preici"])
        with essai(connexion):
            journal = len(marche.lignes_du_journal(connexion))
            with compteur_de_requetes() as lectures:
                reponse = _appeler(monde, regle, role, adresse)
            attendu = {ligne.statut, 303} if ligne.public and role else {ligne.statut}
            assert reponse.status_code in attendu, f"{role} sur {adresse} → {reponse.status_code}"
            _sans_fuite(role, reponse, adresse)
            if reponse.mimetype == "text/html" and reponse.status_code == 200:
                verifier_la_page(reponse.text, f"{adresse} ({role})")
            assert len(lectures) <= LECTURES_AU_PLUS, f"{role} sur {adresse} : {len(lectures)} lectures\n" + "\n".join(lectures)
            nouvelles = {action for action, _ in marche.lignes_du_journal(connexion)[journal:]}
            assert not ligne.trace or ligne.trace in nouvelles, f"{role} sur {adresse} : trace « {ligne.trace} » absente"
            recherches = () if regle.arguments else RECHERCHES
            for suffixe in ("", *recherches, *REQUETES.get(regle.endpoint, ())):
                fragment = _appeler(monde, regle, role, adresse + suffixe, entetes=FRAGMENT)
                assert fragment.status_code in {ligne.statut, 200, 204, 303, 422}, (
                    f"{role} sur {adresse}{suffixe} → {fragment.status_code}"
                )
                _sans_fuite(role, fragment, adresse + suffixe)
            assert marche.ecarts(avant, contenu.lire()) == [], f"{role} : GET {adresse} change la base"


@toutes_les_routes
def test_une_ecriture_sans_jeton_est_refusee(regle: Rule, monde: Monde, contenu: Contenu) -> None:
    if methode(regle) == "GET":
        return
    avant = contenu.lire()
    for role in sorted(matrice()[regle.endpoint].roles):
        adresse = _adresse(monde, regle, role, dossier_ici(monde, role))
        reponse = _appeler(monde, regle, role, adresse, jeton=False)
        assert reponse.status_code == 400, f"{role} sur {adresse} sans jeton → {reponse.status_code}"
    etranger = {"Origin": "https://ailleurs.example"}
    role = min(matrice()[regle.endpoint].roles)
    reponse = _appeler(monde, regle, role, _adresse(monde, regle, role, dossier_ici(monde, role)), entetes=etranger)
    assert reponse.status_code == 403
    assert marche.ecarts(avant, contenu.lire()) == []


@toutes_les_routes
def test_une_ecriture_admise_aboutit_et_entre_au_journal(regle: Rule, monde: Monde, connexion: Connection) -> None:
    ligne = matrice()[regle.endpoint]
    if methode(regle) == "GET" or ligne.public:
        return
    for role in sorted(ligne.roles):
        adresse = _adresse(monde, regle, role, dossier_ici(monde, role))
        for entetes in ({}, FRAGMENT):
            with essai(connexion):
                avant = len(marche.lignes_du_journal(connexion))
                reponse = _appeler(monde, regle, role, adresse, entetes=entetes)
                attendus = {ligne.statut} if not entetes else {ligne.statut, 200, 204, 303}
                assert reponse.status_code in attendus, f"{role} sur {adresse} → {reponse.status_code}\n{reponse.text[:3000]}"
                _sans_fuite(role, reponse, adresse)
                nouvelles = {action for action, _ in marche.lignes_du_journal(connexion)[avant:]}
                if ligne.trace:
                    assert ligne.trace in nouvelles, f"{role} sur {adresse} : trace « {ligne.trace} » absente de {nouvelles}"


@toutes_les_routes
def test_un_ancien_collegue_ne_voit_plus_rien(regle: Rule, monde: Monde, connexion: Connection, contenu: Contenu) -> None:
    """Habilitations ended yesterday: every page but one's own account refuses, whatever the open session."""
    ligne = matrice()[regle.endpoint]
    if ligne.public or monde.app.view_functions[regle.endpoint].droit in SANS_HABILITATION:  # type: ignore[attr-defined]
        return
    hier = aujourd_hui() - timedelta(days=1)
    connexion.execute(update(Habilitation.__table__).values(fin=hier))
    avant = contenu.lire()
    for role in sorted(ligne.roles):
        adresse = _adresse(monde, regle, role, dossier_ici(monde, role))
        reponse = _appeler(monde, regle, role, adresse)
        assert reponse.status_code in {403, 404}, f"ancien {role} sur {adresse} → {reponse.status_code}"
        _sans_fuite(Role.DPO, reponse, adresse)
    assert marche.ecarts(avant, contenu.lire()) == []


@toutes_les_routes
def test_un_referent_remplace_ne_retrouve_plus_l_enfant(regle: Rule, monde: Monde, connexion: Connection) -> None:
    """The habilitation stays, the attachment ended yesterday: what belonged to the file is 404."""
    ligne = matrice()[regle.endpoint]
    roles = ligne.roles & {Role.REFERENT_PRE, Role.REFERENT_INSERTION}
    if not ligne.perimetre or not roles or regle.endpoint in OFFERT_A_LA_STRUCTURE:
        return
    hier = aujourd_hui() - timedelta(days=1)
    connexion.execute(update(Rattachement.__table__).values(fin=hier))
    for role in sorted(roles):
        adresse = _adresse(monde, regle, role, dossier_ici(monde, role))
        reponse = _appeler(monde, regle, role, adresse)
        assert reponse.status_code == 404, f"ancien référent ({role}) sur {adresse} → {reponse.status_code}"
        _sans_fuite(Role.DPO, reponse, adresse)
