"""Alerts of the files within reach. The rules decide; the statements only bring facts, and few rows that cannot fire."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, not_, or_, select
from sqlalchemy.orm import aliased

from parcours.accompagnements.models import Echange
from parcours.accompagnements.rules import Interlocuteur, PagesDeSaisie, pages_de_saisie
from parcours.alertes import rules
from parcours.alertes.access import orientations_suivies, parcours_veilles
from parcours.alertes.rules import Alerte, FaitsDeContact, Motif
from parcours.annuaire.models import Structure
from parcours.beneficiaires.models import Beneficiaire, Contact
from parcours.orientations.models import Orientation
from parcours.orientations.rules import EtatOrientation
from parcours.parcours_individuels.models import Parcours
from parcours.socle.base import db
from parcours.socle.dossier import Etat, Lecture
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.horloge import PARIS, a_paris, aujourd_hui
from parcours.socle.reglages import REGLAGES, Reglage

SEUILS_DU_PRE = ("duree_alerte_pre", "duree_plafond_pre", "age_alerte_pre")
CONTACTS = [i for i in Interlocuteur if i.compte_comme_contact]
SANS_REPONSE = [e for e in EtatOrientation if e.attend_une_reponse]


Faits = Select[*tuple[Any, ...]]
"""A statement whose columns are facts, not entities."""


@dataclass(frozen=True)
class AlerteDePersonne:
    """An alert with whom it is about and how to reach them."""

    alerte: Alerte
    beneficiaire_id: uuid.UUID
    parcours_id: uuid.UUID
    nom: str
    date_naissance: date | None
    dispositif: Dispositif
    telephone: str | None
    orientation_id: uuid.UUID | None = None

    @property
    def saisie(self) -> PagesDeSaisie:
        """Where the échange that ends this alert is written."""
        return pages_de_saisie(self.dispositif)


# ------------------------------------------------------------------ pieces of statements
def _contact_reussi(echange: Any) -> ColumnElement[bool]:
    """A successful échange with the person or the family, not struck through."""
    return and_(echange.abouti, echange.annule_le.is_(None), echange.interlocuteur.in_(CONTACTS))


def _entree() -> ColumnElement[date]:
    return func.coalesce(Parcours.debut_le, Parcours.demande_le)


def _dernier_contact() -> Any:
    return (
        select(func.max(Echange.a_la_date))
        .where(Echange.parcours_id == Parcours.id, _contact_reussi(Echange))
        .correlate(Parcours)
        .scalar_subquery()
    )


def _tentatives(mesure: Any) -> Any:
    """Attempts without success after the last contact."""
    essai, apres = aliased(Echange), aliased(Echange)
    return (
        select(mesure(essai.a_la_date))
        .where(
            essai.parcours_id == Parcours.id,
            not_(essai.abouti),
            essai.annule_le.is_(None),
            essai.interlocuteur.in_(CONTACTS),
            not_(
                exists().where(
                    apres.parcours_id == essai.parcours_id, _contact_reussi(apres), apres.a_la_date >= essai.a_la_date
                )
            ),
        )
        .correlate(Parcours)
        .scalar_subquery()
    )


def telephone() -> Any:
    """For a child, the first contact who may be called; for an adult, their own phone."""
    proche = (
        select(Contact.telephone)
        .where(Contact.beneficiaire_id == Beneficiaire.id, Contact.telephone.is_not(None), Contact.contact_autorise)
        .order_by(Contact.autorite_parentale.desc(), Contact.rang)
        .limit(1)
        .correlate(Beneficiaire)
        .scalar_subquery()
    )
    return case((Parcours.dispositif == Dispositif.PRE, proche), else_=Beneficiaire.telephone)


def _seuil(cle: str) -> Any:
    """A setting read by the statement that needs it."""
    valeur = select(Reglage.valeur).where(Reglage.cle == cle).scalar_subquery()
    return func.coalesce(valeur, REGLAGES[cle].defaut)


PERSONNE = (
    Parcours.id.label("parcours_id"),
    Parcours.dispositif,
    Parcours.prochain_bilan_le,
    Parcours.debut_le,
    Beneficiaire.id.label("beneficiaire_id"),
    Beneficiaire.nom,
    Beneficiaire.prenom,
    Beneficiaire.date_naissance,
    Beneficiaire.importe_le,
)


def _avec_les_faits(requete: Select[Any]) -> Faits:
    """The facts of contact of each pathway, and the thresholds in force."""
    return requete.with_only_columns(
        *PERSONNE,
        func.coalesce(_entree(), Beneficiaire.importe_le).label("entree"),
        _dernier_contact().label("dernier_contact"),
        _tentatives(func.count).label("tentatives"),
        _tentatives(func.max).label("derniere_tentative"),
        telephone().label("telephone"),
        case((Parcours.dispositif == Dispositif.PRE, _seuil("sans_contact_pre")), else_=_seuil("sans_contact_autres")).label(
            "seuil"
        ),
        _seuil("orientation_sans_reponse").label("seuil_orientation"),
        *(_seuil(cle).label(cle) for cle in SEUILS_DU_PRE),
    )


def _faits(ligne: Row[Any], au: date) -> FaitsDeContact:
    return FaitsDeContact(
        entree=ligne.entree or au,
        importe_le=ligne.importe_le,
        dernier_contact=ligne.dernier_contact,
        tentatives=ligne.tentatives,
        derniere_tentative=ligne.derniere_tentative,
    )


def de_la_ligne(ligne: Row[Any], alerte: Alerte, orientation_id: uuid.UUID | None = None) -> AlerteDePersonne:
    return AlerteDePersonne(
        alerte,
        ligne.beneficiaire_id,
        ligne.parcours_id,
        f"{ligne.prenom} {ligne.nom.upper()}".strip(),
        ligne.date_naissance,
        ligne.dispositif,
        ligne.telephone,
        orientation_id,
    )


# ------------------------------------------------------------------ alerts
def alertes_de_contact(
    acteur: Acteur, seuils: dict[str, int], *, au_plus: int | None = None
) -> tuple[list[AlerteDePersonne], int]:
    """Pathways without contact for too long and reviews overdue, the longest silence first, and how many in all.

    Args:
        seuils: present settings (`socle.reglages.reglages()`).
    """
    au = aujourd_hui()
    ordre = (func.coalesce(_entree(), Beneficiaire.importe_le), Parcours.id)
    # Counted and cut first: the facts, dearer, are only read for the lines shown.
    choisis = (
        parcours_veilles(acteur)
        .where(or_(_peut_etre_sans_contact(seuils, au), _bilan_depasse(au)))
        .with_only_columns(Parcours.id, func.count().over().label("total"))
        .order_by(*ordre)
        .limit(au_plus)
        .subquery()
    )
    requete = _avec_les_faits(parcours_veilles(acteur)).join(choisis, choisis.c.id == Parcours.id)
    requete = requete.add_columns(choisis.c.total).order_by(*ordre)
    trouvees, total = [], 0
    for ligne in db.session.execute(requete):
        total = ligne.total
        alerte = rules.sans_contact(_faits(ligne, au), seuil=ligne.seuil, au=au) or rules.bilan_en_retard(
            ligne.prochain_bilan_le, importe_le=ligne.importe_le, au=au
        )
        if alerte:
            trouvees.append(de_la_ligne(ligne, alerte))
    return sorted(trouvees, key=lambda a: (a.alerte.motif is Motif.BILAN, -a.alerte.jours)), total


def _peut_etre_sans_contact(seuils: dict[str, int], au: date) -> ColumnElement[bool]:
    """The clock of the rule, as a condition: entry, import and contacts all before the limit."""

    def avant(limite: date) -> ColumnElement[bool]:
        recent = exists().where(Echange.parcours_id == Parcours.id, Echange.a_la_date > limite, _contact_reussi(Echange))
        return and_(
            _entree() <= limite,
            or_(Beneficiaire.importe_le.is_(None), Beneficiaire.importe_le <= limite),
            not_(recent),
        )

    pre = Parcours.dispositif == Dispositif.PRE
    return or_(
        and_(pre, avant(au - timedelta(days=seuils["sans_contact_pre"]))),
        and_(not_(pre), avant(au - timedelta(days=seuils["sans_contact_autres"]))),
    )


def _bilan_depasse(au: date) -> ColumnElement[bool]:
    return and_(
        Parcours.prochain_bilan_le < au,
        or_(Beneficiaire.importe_le.is_(None), Parcours.prochain_bilan_le >= Beneficiaire.importe_le),
    )


def _en_attente(requete: Select[Any]) -> Select[Any]:
    return requete.where(
        Orientation.etat.in_(SANS_REPONSE), Orientation.importee.is_(False), Orientation.envoyee_le.is_not(None)
    )


def _avec_la_structure(requete: Select[Any]) -> Faits:
    return requete.join(Structure, Structure.id == Orientation.structure_id).with_only_columns(
        *PERSONNE,
        Orientation.id.label("orientation_id"),
        Orientation.envoyee_le,
        Orientation.etat,
        Structure.nom.label("structure"),
        Structure.sigle,
        Structure.telephone,
        _seuil("orientation_sans_reponse").label("seuil"),
    )


def alertes_d_orientation(acteur: Acteur, seuils: dict[str, int], *, au_plus: int | None = None) -> list[AlerteDePersonne]:
    """Referrals unanswered for too long, the oldest first; history from a spreadsheet is left out."""
    limite = datetime.combine(aujourd_hui() - timedelta(days=seuils["orientation_sans_reponse"] - 1), time.min, PARIS)
    requete = _avec_la_structure(_en_attente(orientations_suivies(acteur)).where(Orientation.envoyee_le < limite))
    requete = requete.order_by(Orientation.envoyee_le).limit(au_plus)
    return [a for ligne in db.session.execute(requete) if (a := _alerte_d_orientation(ligne))]


def _alerte_d_orientation(ligne: Row[Any]) -> AlerteDePersonne | None:
    alerte = rules.orientation_sans_reponse(
        a_paris(ligne.envoyee_le).date(),
        ligne.sigle or ligne.structure,
        vue=ligne.etat is not EtatOrientation.ENVOYEE,
        seuil=ligne.seuil,
        au=aujourd_hui(),
    )
    return de_la_ligne(ligne, alerte, ligne.orientation_id) if alerte else None


# ------------------------------------------------------------------ list and record
def alertes_de(acteur: Acteur, personnes: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[AlerteDePersonne]]:
    """Every alert of several people within reach, by person: one statement for contacts and reviews, one for referrals."""
    ids = list(personnes)
    au, resultat = aujourd_hui(), dict[uuid.UUID, list[AlerteDePersonne]]()
    if not ids:
        return resultat
    for ligne in db.session.execute(_avec_les_faits(parcours_veilles(acteur).where(Beneficiaire.id.in_(ids)))):
        for alerte in (
            rules.sans_contact(_faits(ligne, au), seuil=ligne.seuil, au=au),
            rules.bilan_en_retard(ligne.prochain_bilan_le, importe_le=ligne.importe_le, au=au),
            *_du_pre(ligne, au),
        ):
            if alerte:
                resultat.setdefault(ligne.beneficiaire_id, []).append(de_la_ligne(ligne, alerte))
    requete = _avec_la_structure(_en_attente(orientations_suivies(acteur)).where(Beneficiaire.id.in_(ids)))
    for ligne in db.session.execute(requete):
        if personne := _alerte_d_orientation(ligne):
            resultat.setdefault(ligne.beneficiaire_id, []).append(personne)
    return resultat


def _du_pre(ligne: Row[Any], au: date) -> tuple[Alerte | None, ...]:
    """Length and age: of the PRE only."""
    if ligne.dispositif is not Dispositif.PRE:
        return ()
    duree = rules.parcours_long(ligne.debut_le, alerte=ligne.duree_alerte_pre, plafond=ligne.duree_plafond_pre, au=au)
    return duree, rules.age_proche(ligne.date_naissance, mois=ligne.age_alerte_pre, au=au)


def echeances(acteur: Acteur) -> list[AlerteDePersonne]:
    """Long pathways and children near the age limit, the longest first: what an EPS looks at, not what is done today."""
    au = aujourd_hui()
    requete = _avec_les_faits(parcours_veilles(acteur).where(Parcours.dispositif == Dispositif.PRE))
    trouvees = [
        de_la_ligne(ligne, alerte)
        for ligne in db.session.execute(requete.order_by(Parcours.debut_le, Parcours.id))
        for alerte in _du_pre(ligne, au)
        if alerte
    ]
    return sorted(trouvees, key=lambda a: (a.alerte.motif is not Motif.AGE, -a.alerte.jours))


def etats_par_personne(acteur: Acteur, personnes: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Etat]]:
    """Labels of the column « À savoir » and of the record: (words, tone), urgent first."""
    return {personne: _etats(alertes) for personne, alertes in alertes_de(acteur, personnes).items()}


def etats_de_la_fiche(lecture: Lecture) -> list[Etat]:
    """The same labels for the open record, from the reading its panel shares."""
    return _etats(lecture.une_fois(du_dossier))


def _etats(alertes: list[AlerteDePersonne]) -> list[Etat]:
    urgentes_d_abord = sorted(alertes, key=lambda a: a.alerte.motif.ton, reverse=True)
    return list(dict.fromkeys((a.alerte.motif.libelle, a.alerte.motif.ton) for a in urgentes_d_abord))


def du_dossier(acteur: Acteur, beneficiaire_id: uuid.UUID) -> list[AlerteDePersonne]:
    """Alerts of one person, urgent first."""
    alertes = alertes_de(acteur, [beneficiaire_id]).get(beneficiaire_id, [])
    return sorted(alertes, key=lambda a: (a.alerte.motif.ton != "urgent", -a.alerte.jours))


def panneau(lecture: Lecture) -> dict[str, Any] | None:
    """What the record shows; nothing when no alert is due."""
    alertes = lecture.une_fois(du_dossier)
    return {"alertes": alertes} if alertes else None


# ------------------------------------------------------------------ reprise
@dataclass(frozen=True)
class AReprendre:
    """A file brought in from a spreadsheet with what was already late in it."""

    beneficiaire_id: uuid.UUID
    nom: str
    date_naissance: date | None
    dispositif: Dispositif
    telephone: str | None
    importe_le: date
    raisons: list[str]


def reprise(acteur: Acteur) -> list[AReprendre]:
    """Files brought in that were already late, as long as nothing was recorded since; grouped by person, oldest first."""
    au = aujourd_hui()
    en_attente = (
        select(func.min(Orientation.envoyee_jour))
        .where(Orientation.parcours_id == Parcours.id, Orientation.importee, Orientation.etat.in_(SANS_REPONSE))
        .correlate(Parcours)
        .scalar_subquery()
    )
    requete = _avec_les_faits(parcours_veilles(acteur).where(Beneficiaire.importe_le.is_not(None)))
    requete = requete.add_columns(en_attente.label("orientation_le")).order_by(Beneficiaire.cle_tri)
    lignes = []
    for ligne in db.session.execute(requete):
        raisons = rules.a_reprendre(
            _faits(ligne, au),
            bilan=ligne.prochain_bilan_le,
            orientation_le=ligne.orientation_le,
            seuil=ligne.seuil,
            seuil_orientation=ligne.seuil_orientation,
        )
        if raisons:
            lignes.append(
                AReprendre(
                    ligne.beneficiaire_id,
                    f"{ligne.nom.upper()} {ligne.prenom}".strip(),
                    ligne.date_naissance,
                    ligne.dispositif,
                    ligne.telephone,
                    ligne.importe_le,
                    raisons,
                )
            )
    return lignes
