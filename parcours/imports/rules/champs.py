"""The fields a column can be, as data: name, kind, dispositifs, and the wordings teams give them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Dispositif(StrEnum):
    """What a file is for."""

    PRE = "pre"
    SANTE = "sante"
    EMPLOI = "emploi"


class Forme(StrEnum):
    """One line per person, or one line per act (a journal)."""

    PERSONNES = "personnes"
    JOURNAL = "journal"


class Genre(StrEnum):
    """Kind of value: decides how a cell is read, and what a column's content should look like."""

    TEXTE = "texte"
    NUMERO = "numero"
    NOM_COMPLET = "nom_complet"
    NOM = "nom"
    DATE = "date"
    NAISSANCE = "naissance"
    SEXE = "sexe"
    TELEPHONE = "telephone"
    COURRIEL = "courriel"
    COMMUNE = "commune"
    QUARTIER = "quartier"
    ECOLE = "ecole"
    CLASSE = "classe"
    ACCORD = "accord"
    OUI_NON = "oui_non"
    DUREE = "duree"
    REPONSE = "reponse"
    LISTE = "liste"
    AGE = "age"


@dataclass(frozen=True)
class Champ:
    """One field. `propre_a` names the dispositifs it tells of; empty means any. `alias` are compared as keys
    (no accents, case or punctuation), the first being the plainest."""

    code: str
    libelle: str
    genre: Genre
    alias: tuple[str, ...]
    propre_a: frozenset[Dispositif] = frozenset()


def _c(code: str, libelle: str, genre: Genre, alias: str, *propre_a: Dispositif) -> Champ:
    return Champ(code, libelle, genre, tuple(a.strip() for a in alias.split("|")), frozenset(propre_a))


_P, _S, _E = Dispositif.PRE, Dispositif.SANTE, Dispositif.EMPLOI
_G = Genre

CHAMPS: tuple[Champ, ...] = (
    _c(
        "numero",
        "Numéro",
        _G.NUMERO,
        "n|no|num|numero|id|identifiant|n dossier|numero dossier|dossier|ref|reference|n ordre|n enfant|matricule|code",
    ),
    _c(
        "nom_prenom",
        "Nom et prénom",
        _G.NOM_COMPLET,
        "nom prenom|nom et prenom|noms prenoms|noms et prenoms|nom prenoms|prenom nom|prenom et nom|nom complet|identite|enfant|eleve|jeune|beneficiaire|usager|personne|patient|nom de l enfant|enfant nom prenom|nom usuel prenom|personne accompagnee|nom du jeune|nom de l eleve|participant|stagiaire|habitant",
    ),
    _c(
        "nom",
        "Nom",
        _G.NOM,
        "nom|nom de famille|nom enfant|nom de l enfant|nom usuel|nom d usage|nom usage|nom usager|nom beneficiaire|nom eleve|nom jeune|patronyme|noms|nom personne|nom patient",
    ),
    _c(
        "prenom",
        "Prénom",
        _G.NOM,
        "prenom|prenoms|prenom s|prenom enfant|prenom de l enfant|prenom usager|prenom beneficiaire|prenom eleve|prenom jeune|prenom personne|pren",
    ),
    _c(
        "nom_naissance",
        "Nom de naissance",
        _G.NOM,
        "nom de naissance|nom naissance|nom jeune fille|nom de jeune fille|njf|nee|ne e nom",
    ),
    _c(
        "date_naissance",
        "Date de naissance",
        _G.NAISSANCE,
        "date de naissance|date naissance|ne e le|ne le|nee le|nele|ddn|dn|dob|d naissance|date naiss|naissance|date de naiss|dt naissance|dnaiss|ne|ne ou nee le|nee ou ne le|date nais|jour de naissance",
    ),
    _c("age", "Âge", _G.AGE, "age|age enfant|ans|age a l entree"),
    _c(
        "sexe",
        "Sexe",
        _G.SEXE,
        "sexe|genre|f m|m f|h f|f h|g f|f g|fille garcon|garcon fille|s|sexe enfant|homme femme|femme homme|m ou f|f ou m|fille|garcon|femme|homme|filles|garcons|femmes|hommes",
    ),
    _c("civilite", "Civilité", _G.SEXE, "civilite|civ|titre|m mme|mme m|mme mr|mr mme"),
    _c(
        "adresse",
        "Adresse",
        _G.TEXTE,
        "adresse|adresse postale|adr|domicile|rue|adresse famille|adresse du domicile|adresse parents|adresse complete|voie|lieu de vie",
    ),
    _c(
        "commune",
        "Commune",
        _G.COMMUNE,
        "commune|ville|cp commune|cp ville|code postal ville|code postal commune|code postal et ville|localite|commune de residence|ville de residence|residence|cp et commune|commune residence|cp et ville|domiciliation",
    ),
    _c("code_postal", "Code postal", _G.COMMUNE, "code postal|cp|c p|postal|code insee|insee"),
    _c(
        "quartier",
        "Quartier",
        _G.QUARTIER,
        "quartier|qpv|quartier prioritaire|en qpv|qpv hors qpv|quartier qpv|quartier de residence|secteur|zone|quartier politique de la ville|qp|nom du quartier|quartier d habitation|territoire|hors qpv|resident qpv",
    ),
    _c(
        "telephone",
        "Téléphone",
        _G.TELEPHONE,
        "telephone|tel|portable|mobile|numero de telephone|n telephone|n de telephone|num tel|tel portable|telephone portable|coordonnees|contact|tel famille|telephone famille|gsm|telephones|tels|tel mobile|tel fixe|n tel|joignable au|phone|coordonnees telephoniques",
    ),
    _c(
        "telephone_responsable_1",
        "Téléphone du responsable légal 1",
        _G.TELEPHONE,
        "tel mere|tel resp legal 1|tel responsable 1|telephone mere|telephone parents|tel parents|tel parent|tel parent 1|telephone responsable legal 1|tel rl1|telephone parent 1|portable mere|mere tel|mere telephone|tel maman|portable maman|responsable legal 1 tel|tel des parents|tel responsable legal|telephone responsable legal|telephone du responsable legal|portable parent 1|portable parents",
        _P,
    ),
    _c(
        "telephone_responsable_2",
        "Téléphone du responsable légal 2",
        _G.TELEPHONE,
        "tel pere|tel resp legal 2|tel responsable 2|telephone pere|tel parent 2|telephone responsable legal 2|tel rl2|telephone parent 2|portable pere|pere tel|tel papa|responsable legal 2 tel|tel responsable legal 2|pere telephone|portable parent 2",
        _P,
    ),
    _c(
        "courriel",
        "Courriel",
        _G.COURRIEL,
        "courriel|mail|email|e mail|adresse mail|adresse electronique|mel|adresse email|mail famille|mail parents",
    ),
    _c(
        "observations",
        "Observations",
        _G.TEXTE,
        "observations|observation|remarques|remarque|commentaires|commentaire|notes|note|infos|informations|divers|precisions|complement|a savoir|info|situation|obs|comm|com",
    ),
    _c(
        "referent",
        "Référent",
        _G.TEXTE,
        "referent|referente|referent e|referent de parcours|referent pre|referent parcours|suivi par|accompagne par|ref parcours|coordo|intervenant|referent famille|ref|accompagnateur|conseiller|conseillere|referent unique|accompagnant",
    ),
    _c(
        "ecole",
        "École",
        _G.ECOLE,
        "ecole|etablissement|etablissement scolaire|ecole college|ecole etablissement|etab|scolarite|ecole frequentee|college|lieu de scolarisation|etablissement frequente|etabl",
        _P,
    ),
    _c(
        "classe",
        "Classe",
        _G.CLASSE,
        "classe|niveau|niveau scolaire|classe niveau|niveau classe|cl|section|niv|classe 2025 2026|classe actuelle",
        _P,
    ),
    _c(
        "responsable_1",
        "Responsable légal 1",
        _G.NOM_COMPLET,
        "resp legal 1|responsable legal 1|responsable 1|resp legal|responsable legal|mere|nom mere|parent 1|parent|parents|rl1|rl 1|representant legal|representant legal 1|nom des parents|nom du parent|tuteur|nom de la mere|maman|responsable|titulaire autorite parentale|famille|nom du responsable legal|nom responsable legal|resp 1|mere nom prenom|nom prenom mere|nom parent 1|nom responsable legal 1|nom responsable 1|nom rl1|nom resp legal 1|responsables legaux|nom et prenom de la mere|nom parents",
        _P,
    ),
    _c(
        "responsable_2",
        "Responsable légal 2",
        _G.NOM_COMPLET,
        "resp legal 2|responsable legal 2|responsable 2|pere|nom pere|parent 2|rl2|rl 2|representant legal 2|nom du pere|papa|resp 2|pere nom prenom|nom prenom pere|nom parent 2|nom responsable legal 2|nom responsable 2|nom rl2|nom resp legal 2|nom et prenom du pere|autre parent",
        _P,
    ),
    _c(
        "prenom_responsable_1",
        "Prénom du responsable légal 1",
        _G.NOM,
        "prenom mere|prenom de la mere|prenom responsable legal 1|prenom responsable legal|prenom du responsable legal|prenom responsable|prenom parent|prenom parent 1|prenom rl1|prenom resp legal 1|mere prenom|prenom maman|prenom responsable 1|responsable legal 1 prenom|parent 1 prenom",
        _P,
    ),
    _c(
        "prenom_responsable_2",
        "Prénom du responsable légal 2",
        _G.NOM,
        "prenom pere|prenom du pere|prenom responsable legal 2|prenom parent 2|prenom rl2|prenom resp legal 2|pere prenom|prenom papa|prenom responsable 2|responsable legal 2 prenom|parent 2 prenom",
        _P,
    ),
    _c(
        "accord",
        "Accord",
        _G.ACCORD,
        "accord parents|accord|accord parental|accord des parents|accord famille|autorisation parentale|autorisation|consentement|accord signe|charte signee|engagement|accord de la famille|accord parent|autorisation parents|signature parents|accord ecrit|adhesion|consentement rgpd|accord usager",
    ),
    _c(
        "date_saisine",
        "Date de saisine",
        _G.DATE,
        "date saisine|date de saisine|saisine|saisine le|date de la saisine|saisi le|date demande|date de la demande|date fiche|date signalement|date de signalement|recu le|fiche de liaison|date reception|date fiche de saisine|date d orientation vers le pre|demande le|date de demande",
        _P,
    ),
    _c(
        "oriente_par",
        "Orienté par",
        _G.TEXTE,
        "oriente par|orienteur|prescripteur|origine|origine de la saisine|origine saisine|origine demande|origine de la demande|saisi par|signale par|qui oriente|source|partenaire orienteur|saisine par|demandeur|structure orienteuse|provenance|adresse par|envoye par",
        _P,
        _S,
    ),
    _c(
        "motif",
        "Motif",
        _G.LISTE,
        "motif|motifs|motif saisine|motif de saisine|motif de la saisine|problematique|problematiques|motif orientation|motif d orientation|raison|difficultes|difficultes reperees|besoins reperes|motif s|motif de la demande|motif demande|motif d entree",
        _P,
    ),
    _c(
        "date_eps",
        "Date de l’EPS",
        _G.DATE,
        "eps du|eps|date eps|passage eps|date de l eps|passage en eps|eps le|date passage eps|commission|date commission|equipe pluridisciplinaire|commission du|date d eps|presentation eps|date eps de validation|reunion eps",
        _P,
    ),
    _c(
        "date_entree",
        "Date d’entrée",
        _G.DATE,
        "date entree|date d entree|entree|entree le|date d entree dans le parcours|debut|date debut|date de debut|debut accompagnement|debut de parcours|date d entree pre|entree pre|debut parcours|date debut parcours|date integration|debut suivi|debut du suivi|demarrage|demarrage du parcours|date demarrage|date de demarrage|demarrage parcours|date d inclusion|integre le|date entree pre|entree parcours|date debut suivi|date debut accompagnement|debut de l accompagnement|entre le|date d arrivee|date arrivee|arrivee le",
        _P,
        _S,
    ),
    _c(
        "actions",
        "Actions",
        _G.LISTE,
        "actions|action|actions mises en place|action s|accompagnements|parcours propose|actions proposees|dispositifs|actions engagees|accompagnement propose|parcours|activites|mises en place|actions du parcours|accompagnement s|preconisations|accompagnement mis en place|action mise en place",
        _P,
    ),
    _c(
        "prochain_bilan",
        "Prochain bilan",
        _G.DATE,
        "prochain bilan|date prochain bilan|bilan|bilan le|date bilan|date de bilan|prochain point|bilan prevu|bilan prevu le|echeance|prochaine eps|date du prochain bilan|bilan a faire|date revision|a revoir le|prochaine echeance|point d etape|point etape|bilan d etape|bilan intermediaire",
        _P,
    ),
    _c(
        "date_sortie",
        "Date de sortie",
        _G.DATE,
        "date sortie|date de sortie|sortie|sortie le|fin|date fin|date de fin|fin de parcours|date fin parcours|sorti le|fin accompagnement|date de fin de parcours|fin de suivi|sortie du dispositif|date cloture|cloture|cloture le|date fin accompagnement|date de fin d accompagnement|fin du suivi",
    ),
    _c(
        "motif_sortie",
        "Motif de sortie",
        _G.TEXTE,
        "motif sortie|motif de sortie|motif de fin|raison sortie|raison de la fin|raison fin|raison de fin|situation a la sortie|situation sortie|issue du parcours|raison de sortie|motif fin|motif cloture|cause sortie|type de sortie|motif de la sortie|sortie motif|motif de cloture|sortie|nature sortie|resultat sortie",
    ),
    _c(
        "date_acte",
        "Date",
        _G.DATE,
        "date|date rdv|date acte|date du rdv|date de l acte|jour|date rendez vous|date entretien|date de l entretien|date intervention|date accompagnement|date contact|date de rencontre|date rencontre|le|date d intervention|date de l accompagnement|date du rendez vous|date de contact|date visite",
        _S,
    ),
    _c(
        "mediateur",
        "Médiateur",
        _G.TEXTE,
        "mediateur|mediatrice|mediateur trice|mediateur sante|mediateur rice|mediateur en sante|professionnel mediateur|agent|intervenant|qui|initiales|nom du mediateur",
        _S,
    ),
    _c(
        "lieu",
        "Lieu",
        _G.TEXTE,
        "lieu|lieu rdv|lieu de rencontre|lieu d intervention|lieu de l entretien|ou|lieu du rdv|lieu entretien|modalite|canal|lieu d accueil|lieu rencontre",
        _S,
    ),
    _c(
        "type_acte",
        "Type",
        _G.TEXTE,
        "type|type d accompagnement|type de demande|nature|nature de l accompagnement|type d acte|categorie|thematique|theme|type accompagnement|nature acte|domaine|type intervention|type d intervention|nature de la demande|axe",
        _S,
    ),
    _c(
        "besoin",
        "Besoin",
        _G.LISTE,
        "besoin|besoins|demande|motif|motifs|objet|motif du rdv|motif de la demande|besoin exprime|besoin identifie|besoin sante|motif de rencontre|sujet|problematique sante|objet de la demande|demande exprimee|besoin repere|besoins identifies",
        _S,
    ),
    _c(
        "frein_renoncement",
        "Frein ou renoncement",
        _G.LISTE,
        "frein renoncement|frein|renoncement|freins renoncement|motif de renoncement|cause renoncement|obstacle|renoncement aux soins|cause du renoncement|difficulte d acces|raison du renoncement|obstacles|motif renoncement",
        _S,
    ),
    _c(
        "accompagnement_physique",
        "Accompagnement physique",
        _G.OUI_NON,
        "accompagnement physique|acc physique|accomp physique|accompagne physiquement|accompagnement sur place|presence physique|acct physique|physique|deplacement|accompagnement rdv",
        _S,
    ),
    _c(
        "duree",
        "Durée",
        _G.DUREE,
        "duree|temps|tps|temps passe|duree min|duree minutes|duree en minutes|temps min|duree entretien|duree h|duree heures|temps consacre|duree mn|nb minutes|minutes",
        _S,
    ),
    _c(
        "professionnel",
        "Professionnel ou structure",
        _G.TEXTE,
        "professionnel structure|professionnel|structure|partenaire|professionnel de sante|structure partenaire|professionnel ou structure|medecin|orientation|oriente vers|professionnel contacte|pro structure|structure contactee|partenaires|orientation vers",
        _S,
    ),
    _c(
        "resultat",
        "Résultat",
        _G.TEXTE,
        "resultat|resultats|issue|aboutissement|effet|resultat obtenu|bilan acte|realise",
        _S,
    ),
    _c(
        "suite",
        "Suite",
        _G.TEXTE,
        "suite|suites|suite a donner|suites a donner|suite donnee|a faire|prochaine etape|suite donnee a la demande|suites donnees",
        _S,
    ),
    _c(
        "repere_par",
        "Repéré par",
        _G.TEXTE,
        "repere par|reperage|reperage par|structure de reperage|structure reperage|origine reperage|structure|repere e par|partenaire reperage|orienteur|prescripteur|oriente par|repereur|structure d origine|structure reperante",
        _E,
    ),
    _c(
        "date_reperage",
        "Date de repérage",
        _G.DATE,
        "date reperage|date de reperage|repere le|date du reperage|reperage le|date premier contact|date 1er contact|date de premier contact|1er contact|premier contact|date d entree|date entree",
        _E,
    ),
    _c("rsa", "RSA", _G.OUI_NON, "rsa|brsa|beneficiaire rsa|beneficiaire du rsa|allocataire rsa|bene rsa", _E),
    _c(
        "inscrit_ft",
        "Inscrit France Travail",
        _G.OUI_NON,
        "inscrit ft|ft|france travail|inscrit france travail|inscrit pole emploi|pole emploi|inscrit pe|de inscrit|inscription france travail|inscription ft|demandeur d emploi|inscrit a france travail|inscrit e france travail|pe",
        _E,
    ),
    _c(
        "freins",
        "Freins",
        _G.LISTE,
        "freins|freins identifies|freins a l emploi|freins emploi|frein|problematiques|difficultes|freins reperes|frein s|freins peripheriques|besoins",
        _E,
    ),
    _c(
        "oriente_vers",
        "Orienté vers",
        _G.TEXTE,
        "oriente vers|orientation|orientation vers|structure d orientation|orientation proposee|oriente e vers|partenaire|structure orientation|vers|structure d accueil|orientation structure|orientation partenaire|dispositif|oriente a",
        _E,
    ),
    _c(
        "date_orientation",
        "Date d’orientation",
        _G.DATE,
        "date orientation|date d orientation|oriente le|orientation le|date de l orientation|date d envoi|orientation date|envoye le",
        _E,
    ),
    _c(
        "reponse",
        "Réponse",
        _G.REPONSE,
        "reponse|retour|reponse partenaire|retour partenaire|reponse structure|acceptation|suite orientation|reponse du partenaire|resultat orientation|retour structure|decision",
        _E,
    ),
    _c(
        "date_reponse",
        "Date de réponse",
        _G.DATE,
        "date reponse|date de reponse|repondu le|reponse le|date retour|date de retour|retour le|date de la reponse|reponse date",
        _E,
    ),
    _c(
        "statut",
        "Statut",
        _G.TEXTE,
        "statut|etat|situation actuelle|etat du suivi|position|statut parcours|avancement|etat du parcours|statut actuel",
        _E,
    ),
)
PAR_CODE: dict[str, Champ] = {champ.code: champ for champ in CHAMPS}
DATES = tuple(champ.code for champ in CHAMPS if champ.genre in (Genre.DATE, Genre.NAISSANCE))
MULTIPLES = frozenset(
    {"sexe", "quartier", "telephone", "telephone_responsable_1", "telephone_responsable_2", "motif", "actions"}
    | {"besoin", "frein_renoncement", "freins", "observations"}
)
"""Fields that several columns may feed together ("Motif 1", "Motif 2"; QPV and Quartier)."""
NUMEROTES = frozenset({"oriente_vers", "date_orientation", "reponse", "date_reponse"})
"""Fields that come back under a number ("Orientation 2"): each number is one more referral."""
