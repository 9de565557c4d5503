"""The PRE pathway through its pages: contract, bilans, suspension, renewal, exit, watch, withdrawal."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from parcours.beneficiaires.models import Beneficiaire
from parcours.beneficiaires.rules import EtatAccord
from parcours.exploitation.referentiels import charger_les_referentiels
from parcours.parcours_individuels.access import (
    bilans_visibles,
    evaluations_de_ce_parcours,
    objectifs_visibles,
    parcours_complets,
    parcours_visibles,
    progres_de_ce_bilan,
)
from parcours.parcours_individuels.models import Bilan, EvaluationDomaine, Objectif, Parcours
from parcours.parcours_individuels.rules import (
    EtatObjectif,
    EtatParcours,
    Moment,
    Present,
    Relais,
    Satisfaction,
    Situation,
    Suite,
    TypeBilan,
    table,
)
from parcours.socle.droits import Acteur, Dispositif, Role
from parcours.socle.horloge import aujourd_hui
from tests.client import ClientVerifie
from tests.fabriques.personnes import acteur, agent, beneficiaire, connecter, parcours, rattacher
from tests.fabriques.rencontres import accord

E = EtatParcours


def jour(le: date) -> str:
    return le.strftime("%d/%m/%Y")


class Scene:
    """A child of the PRE, its pathway, and the référent signed in."""

    def __init__(self, client: ClientVerifie, session: Session) -> None:
        charger_les_referentiels()
        self.client, self.session = client, session
        self.agent = agent(Role.REFERENT_PRE, prenom="Karim", nom="Benali")
        self.acteur: Acteur = acteur(self.agent)
        self.enfant: Beneficiaire = beneficiaire()
        rattacher(self.enfant, agent=self.agent, debut=date(2025, 1, 1))
        connecter(client, self.agent)

    def avec(self, etat: EtatParcours = E.EN_COURS, **valeurs: object) -> Parcours:
        """A pathway in that state, its agreement recorded."""
        defauts = {"demande_le": aujourd_hui() - timedelta(days=200), "debut_le": aujourd_hui() - timedelta(days=150)}
        if etat in (E.DEMANDE, E.A_DEMARRER):
            defauts["debut_le"] = None  # type: ignore[assignment]
        ligne = parcours(self.enfant, etat, **{**defauts, **valeurs})
        accord(self.enfant)
        return ligne

    def relu(self, parcours: Parcours) -> Parcours:
        self.session.expire_all()
        return self.session.scalars(parcours_complets(self.acteur).where(Parcours.id == parcours.id)).unique().one()

    def bilans(self) -> list[Bilan]:
        self.session.expire_all()
        return list(self.session.scalars(bilans_visibles(self.acteur)))

    def poster(self, parcours: Parcours, page: str, attendu: int = 303, **champs: object) -> str:
        reponse = self.client.envoyer(f"/parcours/{parcours.id}/{page}", data=champs)
        erreurs = re.findall(r'class="erreur".*?</p>', reponse.text, re.DOTALL)
        assert reponse.status_code == attendu, erreurs
        return str(reponse.headers.get("Location") or " ".join(erreurs))

    def bilan(self, parcours: Parcours, attendu: int = 303, **champs: object) -> str:
        valeurs = {
            "le": jour(aujourd_hui()),
            "type": "initial",
            "suite": "continuer",
            "prochain_bilan_le": jour(aujourd_hui() + timedelta(days=100)),
        }
        return self.poster(parcours, "bilans/nouveau", attendu, **{**valeurs, **champs})


@pytest.fixture
def scene(client: ClientVerifie, session: Session) -> Scene:
    return Scene(client, session)


def test_le_contrat_signe_ouvre_le_parcours_et_dit_qui_a_signe(scene: Scene) -> None:
    parcours = scene.avec(E.A_DEMARRER)
    page = scene.client.voir(f"/parcours/{parcours.id}/contrat").text
    assert "Le parcours commence le jour de la signature" in page
    signe = aujourd_hui() - timedelta(days=2)
    scene.poster(
        parcours, "contrat", signe_le=jour(signe), signe_enfant="y", signe_parents="y", profil="profil_2", note_scolarite="1"
    )
    relu = scene.relu(parcours)
    assert (relu.etat, relu.debut_le, relu.profil) == (E.EN_COURS, signe, "profil_2")
    assert relu.contrat and [s.value for s in relu.contrat.signataires] == ["enfant", "parents"]
    assert relu.prochain_bilan_le and relu.terme_le and relu.terme_le > relu.prochain_bilan_le > signe
    note = scene.session.scalars(evaluations_de_ce_parcours(parcours.id)).one()
    assert (note.moment, note.domaine, note.note) == (Moment.ENTREE, "scolarite", 1)
    fiche = scene.client.voir(f"/beneficiaires/{scene.enfant.id}").text
    assert "Entrée en parcours" in fiche and "l’enfant, les parents" in fiche
    assert "Saisine → accord" in fiche or "Accord → contrat" in fiche or "→ contrat" in fiche


def test_sans_accord_enregistre_le_contrat_est_refuse(scene: Scene) -> None:
    parcours_sans = parcours(scene.enfant, E.A_DEMARRER, debut_le=None)
    scene.session.commit()
    texte = scene.poster(parcours_sans, "contrat", 422, signe_le=jour(aujourd_hui()))
    assert "Aucun accord des parents" in texte
    assert scene.relu(parcours_sans).etat is E.A_DEMARRER


def test_un_parcours_du_pre_ne_commence_pas_par_un_simple_choix(scene: Scene) -> None:
    parcours = scene.avec(E.A_DEMARRER)
    page = scene.client.voir(f"/parcours/{parcours.id}/etat").text
    assert "Enregistrer le contrat signé" in page and 'value="en_cours"' not in page
    scene.poster(parcours, "etat", 422, vers="en_cours", le=jour(aujourd_hui()))
    assert scene.relu(parcours).etat is E.A_DEMARRER


def test_le_contrat_se_corrige_et_l_entree_suit_sa_date(scene: Scene) -> None:
    parcours = scene.avec(E.A_DEMARRER)
    scene.poster(parcours, "contrat", signe_le=jour(aujourd_hui()))
    version = scene.relu(parcours).contrat.version  # type: ignore[union-attr]
    hier = aujourd_hui() - timedelta(days=1)
    scene.poster(parcours, "contrat", signe_le=jour(hier), signe_referent="y", version=version)
    relu = scene.relu(parcours)
    assert relu.debut_le == hier and relu.contrat and relu.contrat.signe_referent
    scene.poster(parcours, "contrat", 409, signe_le=jour(aujourd_hui()), version=version)


def test_un_bilan_s_ecrit_sur_un_ecran(scene: Scene) -> None:
    parcours = scene.avec()
    objectif = Objectif(parcours_id=parcours.id, texte="Lire seul", depuis_le=date(2026, 1, 5), note_debut=1)
    scene.session.add(objectif)
    scene.session.commit()
    page = scene.client.voir(f"/parcours/{parcours.id}/bilans/nouveau").text
    assert "Lire seul" in page and "Qui a participé" in page and "bilan initial" in page
    prochain = aujourd_hui() + timedelta(days=60)
    cle = f"objectif_{objectif.id.hex}"
    scene.bilan(
        parcours,
        present_mere="y",
        present_enfant="y",
        paroles="Il lit le soir à sa sœur.",
        constat="La lecture avance.",
        note_scolarite="3",
        prochain_bilan_le=jour(prochain),
        **{f"{cle}_etat": "atteint", f"{cle}_note": "4"},
    )
    bilan = scene.bilans()[0]
    assert (bilan.type, bilan.suite, bilan.presents) == (TypeBilan.INITIAL, Suite.CONTINUER, [Present.MERE, Present.ENFANT])
    assert (bilan.paroles, bilan.constat) == ("Il lit le soir à sa sœur.", "La lecture avance.")
    assert "Il lit" not in (bilan.paroles_chiffre or "")
    assert [(p.objectif_id, p.etat, p.note) for p in scene.session.scalars(progres_de_ce_bilan(bilan.id))] == [
        (objectif.id, EtatObjectif.ATTEINT, 4)
    ]
    relu = scene.relu(parcours)
    assert relu.prochain_bilan_le == prochain
    assert (relu.objectifs[0].etat, relu.objectifs[0].note_fin, relu.objectifs[0].atteint_le) == (
        EtatObjectif.ATTEINT,
        4,
        aujourd_hui(),
    )
    fiche = scene.client.voir(f"/beneficiaires/{scene.enfant.id}").text
    assert "Il lit le soir à sa sœur." in fiche and "Bilan initial" in fiche and "Plutôt bien" in fiche


def test_un_bilan_se_corrige_et_deux_saisies_montrent_les_deux_textes(scene: Scene) -> None:
    parcours = scene.avec()
    scene.bilan(parcours, paroles="Premier texte.")
    bilan = scene.bilans()[0]
    adresse, version = f"/parcours/bilans/{bilan.id}", bilan.version
    champs = {
        "le": jour(bilan.le), "type": "initial", "suite": "continuer", "version": version,
        "prochain_bilan_le": jour(bilan.prochain_bilan_le or aujourd_hui()),
    }  # fmt: skip
    assert scene.client.envoyer(adresse, data={**champs, "paroles": "Second texte."}).status_code == 303
    assert scene.bilans()[0].paroles == "Second texte."
    conflit = scene.client.envoyer(adresse, data={**champs, "paroles": "Troisième texte."})
    assert conflit.status_code == 409 and "Second texte." in conflit.text and "Troisième texte." in conflit.text


def test_deux_saisies_des_notes_d_un_bilan_montrent_les_deux_et_n_en_ecrasent_aucune(scene: Scene) -> None:
    parcours = scene.avec()
    objectif = Objectif(parcours_id=parcours.id, texte="Lire seul", depuis_le=date(2026, 1, 5))
    scene.session.add(objectif)
    scene.session.commit()
    cle = f"objectif_{objectif.id.hex}"
    scene.bilan(parcours, note_scolarite="1", **{f"{cle}_etat": "en_cours", f"{cle}_note": "1"})
    bilan = scene.bilans()[0]
    adresse = f"/parcours/bilans/{bilan.id}"
    champs: dict[str, object] = {
        "le": jour(bilan.le), "type": "initial", "suite": "continuer", "version": bilan.version,
        "prochain_bilan_le": jour(bilan.prochain_bilan_le or aujourd_hui()), f"{cle}_etat": "en_cours", f"{cle}_note": "1",
    }  # fmt: skip
    assert scene.client.envoyer(adresse, data={**champs, "note_scolarite": "4", f"{cle}_note": "3"}).status_code == 303
    conflit = scene.client.envoyer(adresse, data={**champs, "note_scolarite": "2"})
    assert conflit.status_code == 409
    differences = conflit.text.partition('class="carte conflit"')[2].partition("<form")[0]
    for mot in ("4, bien", "2, difficile", "3, plutôt bien", "1, très difficile"):
        assert mot in differences, mot
    scene.session.expire_all()
    notes = [e.note for e in scene.session.scalars(evaluations_de_ce_parcours(parcours.id))]
    assert notes == [4]


def test_le_prochain_bilan_est_obligatoire(scene: Scene) -> None:
    parcours = scene.avec(prochain_bilan_le=aujourd_hui())
    assert "Écrivez la date du prochain bilan." in scene.bilan(parcours, 422, prochain_bilan_le="")
    assert "vient après" in scene.bilan(parcours, 422, prochain_bilan_le=jour(aujourd_hui() - timedelta(days=1)))
    version = scene.relu(parcours).version
    refus = scene.poster(parcours, "modification", 422, prochain_bilan_le="", motif_principal="", profil="", version=version)
    assert "toujours une date de prochain bilan" in refus


def test_un_bilan_avant_l_entree_ou_sur_un_parcours_pas_commence_est_refuse(scene: Scene) -> None:
    parcours = scene.avec()
    scene.bilan(parcours, 422, le=jour(aujourd_hui() - timedelta(days=190)))
    pas_commence = scene.avec(E.A_DEMARRER)
    scene.bilan(pas_commence, 422)
    assert scene.bilans() == []


@pytest.mark.parametrize(("suite", "page"), [("renouveler", "renouvellement"), ("suspendre", "suspension")])
def test_apres_le_bilan_la_page_suivante_est_celle_de_sa_suite(scene: Scene, suite: str, page: str) -> None:
    parcours = scene.avec()
    assert scene.bilan(parcours, suite=suite).endswith(f"/parcours/{parcours.id}/{page}")


def test_un_bilan_peut_proposer_la_sortie(scene: Scene) -> None:
    parcours = scene.avec()
    scene.bilan(parcours, suite="sortie")
    assert scene.relu(parcours).etat is E.SORTIE_PROPOSEE
    assert "Enregistrer la sortie" in scene.client.voir(f"/beneficiaires/{scene.enfant.id}").text
    assert "bilan final" in scene.client.voir(f"/parcours/{parcours.id}/bilans/nouveau").text


def test_une_suspension_a_un_motif_et_un_retour_prevu_puis_le_parcours_reprend(scene: Scene) -> None:
    parcours = scene.avec()
    retour = aujourd_hui() + timedelta(days=40)
    assert "Choisissez le motif." in scene.poster(parcours, "suspension", 422, le=jour(aujourd_hui()))
    scene.poster(parcours, "suspension", 422, le=jour(aujourd_hui()), motif="sante", retour_le=jour(aujourd_hui()))
    scene.poster(parcours, "suspension", le=jour(aujourd_hui()), motif="sante", retour_le=jour(retour), texte="Opération.")
    relu = scene.relu(parcours)
    assert (relu.etat, relu.retour_prevu_le, relu.prochain_bilan_le) == (E.SUSPENDU, retour, retour)
    pas = relu.transitions[-1]
    assert (pas.motif, pas.prevu_le, pas.texte) == ("sante", retour, "Opération.")
    scene.poster(parcours, "etat", vers="en_cours", le=jour(aujourd_hui()))
    assert (scene.relu(parcours).etat, scene.relu(parcours).retour_prevu_le) == (E.EN_COURS, None)
    assert "Reprise du parcours" in scene.client.voir(f"/beneficiaires/{scene.enfant.id}").text


def test_un_renouvellement_a_une_raison_et_un_nouveau_terme(scene: Scene) -> None:
    terme = aujourd_hui() + timedelta(days=30)
    parcours = scene.avec(debut_le=aujourd_hui() - timedelta(days=800), demande_le=None, terme_le=terme)
    assert "se motive" in scene.client.voir(f"/parcours/{parcours.id}/renouvellement").text
    nouveau = terme + timedelta(days=180)
    scene.poster(parcours, "renouvellement", 422, le=jour(aujourd_hui()), terme_le=jour(nouveau), raison=" ")
    scene.poster(parcours, "renouvellement", 422, le=jour(aujourd_hui()), terme_le=jour(terme), raison="Encore un trimestre.")
    scene.poster(parcours, "renouvellement", le=jour(aujourd_hui()), terme_le=jour(nouveau), raison="Encore un trimestre.")
    relu = scene.relu(parcours)
    assert (relu.etat, relu.terme_le) == (E.EN_COURS, nouveau)
    assert (relu.transitions[-1].de, relu.transitions[-1].vers, relu.transitions[-1].prevu_le) == (
        E.EN_COURS,
        E.EN_COURS,
        nouveau,
    )
    fiche = scene.client.voir(f"/beneficiaires/{scene.enfant.id}").text
    assert "Parcours renouvelé" in fiche and "Encore un trimestre." in fiche


def test_la_sortie_dit_la_situation_le_relais_et_ce_que_dit_la_famille(scene: Scene) -> None:
    parcours = scene.avec(E.SORTIE_PROPOSEE)
    veille = aujourd_hui() + timedelta(days=120)
    scene.poster(parcours, "sortie", 422, sortie_le=jour(aujourd_hui()))
    scene.poster(
        parcours,
        "sortie",
        sortie_le=jour(aujourd_hui()),
        motif_sortie="objectifs_atteints",
        situation_scolarite="amelioree",
        note_scolarite="4",
        relais="oui",
        relais_vers="Centre social",
        satisfaction="tres",
        relu_avec_parents_le=jour(aujourd_hui()),
        mots_enfant="Je lis tout seul.",
        mots_parents="On respire.",
        veille_le=jour(veille),
    )
    relu = scene.relu(parcours)
    assert (relu.etat, relu.sortie_le, relu.motif_sortie) == (E.VEILLE, aujourd_hui(), "objectifs_atteints")
    assert [p.vers for p in relu.transitions] == [E.SORTI, E.VEILLE]
    assert relu.sortie and (relu.sortie.relais, relu.sortie.satisfaction) == (Relais.OUI, Satisfaction.TRES)
    assert (relu.sortie.mots_enfant, relu.sortie.mots_parents) == ("Je lis tout seul.", "On respire.")
    assert "On respire" not in (relu.sortie.mots_parents_chiffre or "")
    note = scene.session.scalars(evaluations_de_ce_parcours(parcours.id)).one()
    assert (note.moment, note.note, note.situation) == (Moment.SORTIE, 4, Situation.AMELIOREE)
    fiche = scene.client.voir(f"/beneficiaires/{scene.enfant.id}").text
    assert "Regards croisés" in fiche and "Je lis tout seul." in fiche and "Prendre des nouvelles" in fiche


def test_la_situation_a_la_sortie_est_proposee_d_apres_les_notes(scene: Scene) -> None:
    parcours = scene.avec()
    for moment, note in ((Moment.ENTREE, 2), (Moment.BILAN, 1)):
        le = aujourd_hui() - timedelta(days=100 if moment is Moment.ENTREE else 5)
        scene.session.add(EvaluationDomaine(parcours_id=parcours.id, moment=moment, le=le, domaine="sante", note=note))
    scene.session.commit()
    page = scene.client.voir(f"/parcours/{parcours.id}/sortie").text
    assert '<option selected value="degradee">' in page


def test_la_veille_se_termine_par_des_nouvelles_et_clot_le_parcours(scene: Scene) -> None:
    parcours = scene.avec(E.VEILLE, sortie_le=aujourd_hui() - timedelta(days=120), motif_sortie="objectifs_atteints")
    scene.poster(parcours, "veille", 422, le=jour(aujourd_hui()))
    scene.poster(parcours, "veille", le=jour(aujourd_hui()), situation="stable", texte="Tout va bien.")
    relu = scene.relu(parcours)
    assert relu.etat is E.CLOS and relu.sortie and relu.sortie.veille_situation is Situation.STABLE
    assert "Tout va bien." in scene.client.voir(f"/beneficiaires/{scene.enfant.id}").text


def test_apres_un_retrait_de_l_accord_rien_ne_s_ecrit_sauf_la_cloture(scene: Scene) -> None:
    parcours = scene.avec()
    page = scene.client.voir(f"/parcours/{parcours.id}/sortie?retrait=1").text
    assert '<option selected value="retrait_accord">' in page
    scene.poster(
        parcours,
        "sortie",
        sortie_le=jour(aujourd_hui()),
        motif_sortie="retrait_accord",
        veille_le=jour(aujourd_hui() + timedelta(days=120)),
    )
    relu = scene.relu(parcours)
    assert (relu.etat, relu.motif_sortie) == (E.SORTI, "retrait_accord")
    assert relu.sortie is not None
    version = relu.sortie.version
    _refuse_tout(scene, parcours)
    refus = scene.poster(
        parcours,
        "sortie",
        422,
        sortie_le=jour(aujourd_hui()),
        motif_sortie="demenagement",
        relais_structure_id="",
        satisfaction="",
        version=version,
    )
    assert "clore" in refus
    scene.poster(parcours, "etat", vers="clos", le=jour(aujourd_hui()))
    assert scene.relu(parcours).etat is E.CLOS


def test_un_accord_retire_ferme_la_saisie_d_un_parcours_encore_ouvert(scene: Scene) -> None:
    ouvert = parcours(scene.enfant, E.EN_COURS)
    accord(scene.enfant, EtatAccord.RETIRE)
    _refuse_tout(scene, ouvert)
    fiche = scene.client.voir(f"/beneficiaires/{scene.enfant.id}").text
    assert "accord retiré" in fiche and "Faire un bilan" not in fiche
    scene.poster(ouvert, "sortie", sortie_le=jour(aujourd_hui()), motif_sortie="retrait_accord")
    assert scene.relu(ouvert).etat is E.SORTI


def _refuse_tout(scene: Scene, parcours: Parcours) -> None:
    """Bilan, objective, action, échange, correction: none is written."""
    scene.bilan(parcours, 422)
    scene.poster(parcours, "objectifs/nouveau", 422, texte="Lire", depuis_le=jour(aujourd_hui()), etat="en_cours")
    scene.poster(parcours, "renouvellement", 422, le=jour(aujourd_hui()), terme_le="01/01/2030", raison="Encore")
    scene.poster(
        parcours, "suspension", 422, le=jour(aujourd_hui()), motif="sante", retour_le=jour(aujourd_hui() + timedelta(days=9))
    )
    version = scene.relu(parcours).version
    scene.poster(
        parcours, "modification", 422, prochain_bilan_le=jour(aujourd_hui()), motif_principal="", profil="", version=version
    )
    scene.session.expire_all()
    assert scene.bilans() == []
    assert scene.session.scalars(objectifs_visibles(scene.acteur)).all() == []


def test_un_retour_est_un_nouveau_parcours_sur_la_meme_fiche(scene: Scene) -> None:
    ancien = scene.avec(E.VEILLE, sortie_le=aujourd_hui(), motif_sortie="objectifs_atteints")
    page = f"/parcours/personnes/{scene.enfant.id}/ouverture"
    champs = {"demande_le": jour(aujourd_hui()), "commence": "non", "oriente_par": "", "motif_principal": ""}
    assert scene.client.envoyer(page, data=champs).status_code == 303
    tous = scene.session.scalars(parcours_visibles(scene.acteur)).all()
    assert {(p.id == ancien.id, p.etat) for p in tous} == {(True, E.VEILLE), (False, E.DEMANDE)}


@pytest.mark.parametrize("etat", list(EtatParcours))
def test_chaque_pas_interdit_est_refuse_par_la_page(scene: Scene, etat: EtatParcours) -> None:
    debut = None if etat in (E.DEMANDE, E.A_DEMARRER, E.NON_RETENU) else aujourd_hui() - timedelta(days=30)
    parcours = scene.avec(etat, debut_le=debut)
    permis = table(Dispositif.PRE)[etat]
    for vers in EtatParcours:
        if vers in permis and vers is not E.EN_COURS:
            continue
        if vers is E.EN_COURS and etat in (E.SUSPENDU, E.SORTIE_PROPOSEE):
            continue
        scene.poster(parcours, "etat", 422, vers=vers.value, le=jour(aujourd_hui()), motif="demenagement")
        assert scene.relu(parcours).etat is etat
    assert scene.relu(parcours).transitions == []


def test_les_ecrans_du_pre_n_existent_pas_pour_les_autres_dispositifs(client: ClientVerifie, session: Session) -> None:
    mediatrice = agent(Role.MEDIATEUR_SANTE, prenom="Nadia")
    sante = parcours(beneficiaire(dispositif=Dispositif.SANTE))
    connecter(client, mediatrice)
    for page in ("contrat", "bilans/nouveau", "suspension", "renouvellement", "sortie", "veille"):
        assert client.get(f"/parcours/{sante.id}/{page}").status_code == 403
    fiche = client.voir(f"/beneficiaires/{sante.beneficiaire_id}").text
    assert "Faire un bilan" not in fiche and "Faire avancer" in fiche
