"""From an admissible saisine to the agreement: the child's file, the pathway, the contacts, nothing typed twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from parcours.beneficiaires import services as beneficiaires
from parcours.beneficiaires.access import dossiers_visibles
from parcours.beneficiaires.models import Accord, Beneficiaire, Contact
from parcours.beneficiaires.rules import EtatAccord, FormeAccord, Lieu, SaisieAccord, SaisieContact, SaisieIdentite
from parcours.journal.services import noter
from parcours.parcours_individuels import services as parcours_individuels
from parcours.parcours_individuels.models import Parcours
from parcours.parcours_individuels.rules import EtatParcours, SaisieEtat, SaisieOuverture
from parcours.saisines.models import Saisine, TitulaireDeSaisine
from parcours.saisines.rules import AvisDeLEnfant, EtatSaisine, Exigence, Par
from parcours.saisines.services.etapes import passer
from parcours.socle.base import db
from parcours.socle.droits import Acteur, Dispositif
from parcours.socle.exceptions import ErreurDuDomaine
from parcours.socle.horloge import aujourd_hui
from parcours.socle.recherche import normaliser


def declarer_recevable(
    saisine: Saisine,
    personne: Beneficiaire | None,
    lieu: Lieu,
    *,
    derogation: str | None = None,
    derogation_due: bool = False,
    par: Acteur,
) -> Beneficiaire:
    """Open the child's file, or join the one that exists, and a pathway in state « demande ».

    Args:
        saisine: being examined.
        personne: the file to join, loaded whole through its scope; None to open one.
        lieu: district, chosen or to be proposed from the address.
        derogation: why, in spite of a check.
        derogation_due: a check asks for that reason.
        par: the coordination.

    Raises:
        ErreurDuDomaine: the reason is missing, the file is of another dispositif, or a pathway is already open.
    """
    if derogation_due and not derogation:
        raise ErreurDuDomaine("Un critère n’est pas rempli : dites pourquoi la saisine est tout de même recevable.")
    if personne is None:
        creee = beneficiaires.creer(_identite(saisine), lieu, Dispositif.PRE, par=par)
        personne = _relire(creee, par)
    else:
        if personne.dispositif is not Dispositif.PRE:
            raise ErreurDuDomaine("Cette fiche n’est pas du PRE.")
        _completer(personne, saisine, par)
        if lieu.propose or lieu.quartier_id != personne.quartier_id or lieu.situation is not personne.situation_quartier:
            beneficiaires.constater_quartier(personne, lieu, aujourd_hui(), par=par)
    _reporter_les_parents(personne, saisine, par)
    saisine.derogation = derogation
    saisine.beneficiaire_id = personne.id
    saisine.parcours_id = _ouvrir(personne, saisine, par).id
    passer(saisine, EtatSaisine.RECEVABLE, Par.INSTRUCTION, par=par, preuves={Exigence.FICHE}, precision=derogation)
    return personne


def _relire(creee: Beneficiaire, par: Acteur) -> Beneficiaire:
    """The new file with its lists, read through its scope."""
    requete = dossiers_visibles(par).where(Beneficiaire.id == creee.id).execution_options(populate_existing=True)
    return db.session.scalars(requete).unique().one()


def _identite(saisine: Saisine) -> SaisieIdentite:
    return SaisieIdentite(
        nom=saisine.nom,
        prenom=saisine.prenom,
        nom_naissance=None,
        sexe=saisine.sexe,
        date_naissance=saisine.date_naissance,
        telephone=None,
        courriel=None,
        adresse=saisine.adresse,
        commune_id=saisine.commune_id,
        etablissement_id=saisine.etablissement_id,
        classe=saisine.classe,
    )


def _completer(personne: Beneficiaire, saisine: Saisine, par: Acteur) -> None:
    """School, class and address are as at the saisine; of the rest, only what the file lacked is filled in."""
    recue = _identite(saisine)
    beneficiaires.corriger_identite(
        personne,
        replace(
            recue,
            nom=personne.nom,
            prenom=personne.prenom,
            nom_naissance=personne.nom_naissance,
            sexe=recue.sexe if personne.sexe.value == "inconnu" else personne.sexe,
            date_naissance=personne.date_naissance or recue.date_naissance,
            telephone=personne.telephone,
            courriel=personne.courriel,
            adresse=recue.adresse or personne.adresse,
            commune_id=recue.commune_id or personne.commune_id,
            etablissement_id=recue.etablissement_id or personne.etablissement_id,
            classe=recue.classe or personne.classe,
            observations=personne.observations,
        ),
        par=par,
    )


def _reporter_les_parents(personne: Beneficiaire, saisine: Saisine, par: Acteur) -> None:
    """Each holder of parental authority becomes a contact; one already known keeps what the saisine does not say."""
    connus = {_cle(c.nom, c.prenom): c for c in personne.contacts}
    for titulaire in saisine.titulaires:
        connu = connus.get(_cle(titulaire.nom, titulaire.prenom))
        contact = beneficiaires.enregistrer_contact(personne, connu, _contact(titulaire, connu), par=par)
        if contact not in personne.contacts:
            personne.contacts.append(contact)


def _cle(nom: str, prenom: str) -> tuple[str, ...]:
    return tuple(sorted(normaliser(f"{nom} {prenom}").split()))


def _contact(titulaire: TitulaireDeSaisine, connu: Contact | None) -> SaisieContact:
    langue = titulaire.langue
    if titulaire.interprete:
        langue = f"{langue}, avec interprète" if langue else "Interprète nécessaire"
    restriction = titulaire.restriction
    if titulaire.jugement:
        restriction = "Un jugement restreint le contact." + (f" {restriction}" if restriction else "")
    return SaisieContact(
        lien=titulaire.lien,
        autorite_parentale=True,
        nom=connu.nom if connu else titulaire.nom,
        prenom=connu.prenom if connu else titulaire.prenom,
        telephone=titulaire.telephone or (connu.telephone if connu else None),
        courriel=connu.courriel if connu else None,
        adresse=titulaire.adresse or (connu.adresse if connu else None),
        langue=(langue or (connu.langue if connu else None) or "")[:60] or None,
        contact_autorise=titulaire.contact_autorise,
        restriction=restriction or (connu.restriction if connu else None),
    )


def _ouvrir(personne: Beneficiaire, saisine: Saisine, par: Acteur) -> Parcours:
    motifs = tuple((m.code, m.libelle) for m in saisine.motifs)
    oriente_par = (saisine.orienteur or saisine.prescripteur)[:120]
    return parcours_individuels.ouvrir(personne, SaisieOuverture(saisine.demande_le, oriente_par, None, motifs), par=par)


def enregistrer_accord(
    saisine: Saisine,
    personne: Beneficiaire,
    attendu: Accord | None,
    saisie: SaisieAccord,
    avis: AvisDeLEnfant,
    *,
    par: Acteur,
) -> Accord:
    """Record the agreement of the family: who, when, how, partner by partner, the EPS or not, and the child's view.

    Raises:
        ErreurDuDomaine: dated in the future or before the saisine, or without a form.
    """
    if saisie.donne_le is None or not saisine.demande_le <= saisie.donne_le <= aujourd_hui():
        raise ErreurDuDomaine("La date de l’accord est entre celle de la saisine et aujourd’hui.")
    accord = beneficiaires.enregistrer_accord(personne, attendu, saisie, par=par)
    saisine.avis_enfant = avis
    passer(saisine, EtatSaisine.ACCORD_OBTENU, Par.INSTRUCTION, par=par, preuves={Exigence.ACCORD}, le=saisie.donne_le)
    return accord


def refuser(
    saisine: Saisine,
    parcours: Parcours | None,
    personne: Beneficiaire | None,
    vers: EtatSaisine,
    precision: str | None,
    *,
    par: Acteur,
) -> None:
    """The family refuses, or cannot be reached: the pathway ends, and an agreement already given is withdrawn."""
    retrait = saisine.etat is EtatSaisine.ACCORD_OBTENU
    preuves = {Exigence.PRECISION} if precision else set()
    passer(saisine, vers, Par.INSTRUCTION, par=par, preuves=preuves, precision=precision)
    if parcours is not None and parcours.etat is EtatParcours.DEMANDE:
        le = max(aujourd_hui(), parcours.demande_le or date.min)
        parcours_individuels.changer_etat(parcours, SaisieEtat(EtatParcours.NON_RETENU, le, precision=vers.libelle), par=par)
    if retrait and personne is not None:
        for accord in [a for a in personne.accords if a.etat is EtatAccord.CONFIRME]:
            saisie = SaisieAccord(EtatAccord.RETIRE, accord.contact_id, FormeAccord(accord.forme), aujourd_hui(), False, ())
            beneficiaires.enregistrer_accord(personne, accord, saisie, par=par)


def rouvrir(saisine: Saisine, personne: Beneficiaire, precision: str | None, *, par: Acteur) -> None:
    """The family comes back: a new pathway opens on the same file."""
    preuves = {Exigence.FICHE, *({Exigence.PRECISION} if precision else ())}
    passer(saisine, EtatSaisine.RECEVABLE, Par.INSTRUCTION, par=par, preuves=preuves, precision=precision)
    saisine.parcours_id = _ouvrir(personne, saisine, par).id
    noter("rouvrir", saisine, par=par)
