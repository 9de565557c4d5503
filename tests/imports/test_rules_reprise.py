"""The same file brought again creates nothing; a changed one proposes its changes one by one."""

import dataclasses
import datetime as dt
import json

from parcours.imports.rules.analyse import analyser
from parcours.imports.rules.classeur import lire_classeur
from parcours.imports.rules.doublons import Identite, Rapprochement
from parcours.imports.rules.propositions import Personne
from parcours.imports.rules.reprise import Changement, Connu, a_plat, changements, reconnaitre
from tests.imports.fichiers import AUJOURD_HUI, DONNEES, REFERENTIEL, en_csv


def personnes(*lignes: list[str]) -> tuple[Personne, ...]:
    tete = ["N°", "Nom", "Prénom", "DDN", "Classe", "Date entrée"]
    return analyser(lire_classeur(en_csv([tete, *lignes]), "a.csv"), REFERENTIEL, AUJOURD_HUI).personnes


def test_le_meme_fichier_rapporte_ne_cree_ni_ne_change_rien() -> None:
    for nom in ("suivi_pre.xlsx", "mediation_sante.xlsx", "cite_emploi.csv"):
        lues = analyser(lire_classeur((DONNEES / nom).read_bytes(), nom), REFERENTIEL, AUJOURD_HUI).personnes
        connus = [Connu(p.cle, p.identite) for p in lues]
        assert [r.candidats for r in reconnaitre(lues, connus) if r.lien is Rapprochement.MEME] == [(p.cle,) for p in lues]
        assert all(changements(json.loads(json.dumps(a_plat(p))), p) == [] for p in lues)


def test_un_fichier_modifie_propose_ses_changements_un_par_un() -> None:
    (avant,) = personnes(["7", "MARTIN", "Zoé", "05/03/2016", "CM1", "01/09/2025"])
    (apres,) = personnes(["7", "MARTIN", "Zoé", "06/03/2016", "CM2", ""])
    (vue,) = reconnaitre([apres], [Connu("z", avant.identite)])
    assert (vue.lien, vue.candidats) == (Rapprochement.MEME, ("z",))
    assert changements(a_plat(avant), apres) == [
        Changement("identite.naissance", "2016-03-05", "2016-03-06"),
        Changement("scolarite.classe", "CM1", "CM2"),
    ]


def test_un_numero_repris_pour_un_autre_enfant_ne_le_fait_pas_reconnaitre() -> None:
    (neuf,) = personnes(["7", "DURAND", "Tom", "01/01/2018", "CP", ""])
    connu = Connu("z", Identite("MARTIN", "Zoé", dt.date(2016, 3, 5), "F", "7"))
    assert reconnaitre([neuf], [connu])[0].lien is Rapprochement.AUTRE


def test_deux_dossiers_qui_conviennent_autant_font_un_doute() -> None:
    (zoe,) = personnes(["", "MARTIN", "Zoé", "05/03/2016", "CM1", ""])
    deux = [Connu(r, dataclasses.replace(zoe.identite)) for r in ("a", "b")]
    assert reconnaitre([zoe], deux)[0].lien is Rapprochement.DOUTE
