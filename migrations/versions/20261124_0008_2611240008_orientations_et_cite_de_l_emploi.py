"""Orientations to the end, answer without account, reminders, annuaire, Cité de l'Emploi, links between schemes.

A migration works with the code of the previous release, goes up and down, and imports no model.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '2611240008'
down_revision = '2611232130'
branch_labels = None
depends_on = None


DU_CONTRAT = ("axe", "ambition", "objectif_contrat")


def upgrade() -> None:
    op.create_table('tournee',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('nom', sa.String(length=40), nullable=False),
    sa.Column('faite_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('bilan', sa.String(length=200), nullable=True, comment='figures in words'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tournee')),
    sa.UniqueConstraint('nom', name=op.f('uq_tournee_nom'))
    )
    op.create_table('arrivage_annuaire',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fichiers', sa.String(length=320), nullable=False),
    sa.Column('empreinte', sa.String(length=64), nullable=False, comment='SHA-256 of the files'),
    sa.Column('contenu', sa.JSON(none_as_null=True), nullable=True, comment='rows as v1, emptied when it ends'),
    sa.Column('avertissements', sa.JSON(), nullable=False),
    sa.Column('etat', sa.String(length=40), nullable=False),
    sa.Column('applique_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('bilan', sa.JSON(), nullable=False, comment='figures only'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_arrivage_annuaire_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_arrivage_annuaire_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_arrivage_annuaire'))
    )
    with op.batch_alter_table('arrivage_annuaire', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_arrivage_annuaire_empreinte'), ['empreinte'], unique=False)

    op.create_table('avis_en_attente',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('agent_id', sa.Uuid(), nullable=False),
    sa.Column('phrase', sa.String(length=200), nullable=False, comment='names nobody: it is the text of an e-mail'),
    sa.Column('adresse', sa.String(length=500), nullable=False, comment='page of the application where it is read'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agent_id'], ['agent.id'], name=op.f('fk_avis_en_attente_agent_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_avis_en_attente'))
    )
    with op.batch_alter_table('avis_en_attente', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_avis_en_attente_agent_id_cree_le'), ['agent_id', 'cree_le'], unique=False)

    op.create_table('cohorte',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('nom', sa.String(length=120), nullable=False),
    sa.Column('debut_le', sa.Date(), nullable=False),
    sa.Column('fin_le', sa.Date(), nullable=True),
    sa.Column('presentation', sa.Text(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_cohorte_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_cohorte_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cohorte'))
    )
    op.create_table('boite_prouvee',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('structure_id', sa.Uuid(), nullable=False),
    sa.Column('courriel', sa.String(length=200), nullable=False),
    sa.Column('empreinte', sa.String(length=64), nullable=False, comment="SHA-256 of the cookie's secret"),
    sa.Column('prouvee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expire_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('fermee_le', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_boite_prouvee_structure_id_structure')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_boite_prouvee')),
    sa.UniqueConstraint('empreinte', name=op.f('uq_boite_prouvee_empreinte'))
    )
    with op.batch_alter_table('boite_prouvee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_boite_prouvee_expire_le'), ['expire_le'], unique=False)
        batch_op.create_index(batch_op.f('ix_boite_prouvee_structure_id'), ['structure_id'], unique=False)

    op.create_table('service',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('structure_id', sa.Uuid(), nullable=False),
    sa.Column('type', sa.String(length=60), nullable=True),
    sa.Column('thematiques', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('frais', sa.String(length=60), nullable=True),
    sa.Column('frais_precisions', sa.Text(), nullable=True),
    sa.Column('publics', sa.JSON(none_as_null=True), nullable=True, comment='empty: everybody'),
    sa.Column('publics_precisions', sa.Text(), nullable=True),
    sa.Column('conditions_acces', sa.Text(), nullable=True),
    sa.Column('modes_accueil', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('zone_eligibilite', sa.JSON(none_as_null=True), nullable=True, comment='INSEE codes; empty: not said'),
    sa.Column('contact_nom_prenom', sa.String(length=160), nullable=True),
    sa.Column('lien_mobilisation', sa.String(length=500), nullable=True),
    sa.Column('modes_mobilisation', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('mobilisable_par', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('mobilisation_precisions', sa.Text(), nullable=True),
    sa.Column('volume_horaire_hebdomadaire', sa.Double(), nullable=True),
    sa.Column('nombre_semaines', sa.Integer(), nullable=True),
    sa.Column('orientable', sa.Boolean(), server_default=sa.true(), nullable=False, comment='accepts referrals made here'),
    sa.Column('cle_recherche', sa.String(length=500), nullable=False),
    sa.Column('reperes', sa.Text(), nullable=False, comment='|thematique:…|public:…|mode:…|zone:…|, for filters'),
    sa.Column('source', sa.String(length=60), nullable=False),
    sa.Column('identifiant', sa.String(length=200), nullable=True, comment='`id` of the schema, source--local; empty for a row made here, which derives it'),
    sa.Column('nom', sa.String(length=150), nullable=False),
    sa.Column('description', sa.Text(), nullable=True),
    sa.Column('date_maj', sa.Date(), nullable=True, comment='of the producer; empty for a row made here'),
    sa.Column('commune', sa.String(length=120), nullable=True, comment='as published; commune_id when it is of our table'),
    sa.Column('code_postal', sa.String(length=5), nullable=True),
    sa.Column('code_insee', sa.String(length=5), nullable=True),
    sa.Column('adresse', sa.String(length=200), nullable=True),
    sa.Column('complement_adresse', sa.String(length=200), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('telephone', sa.String(length=40), nullable=True, comment='E.164 when made here'),
    sa.Column('courriel', sa.String(length=254), nullable=True),
    sa.Column('horaires_accueil', sa.Text(), nullable=True, comment='OSM opening_hours'),
    sa.Column('autres_champs', sa.JSON(none_as_null=True), nullable=True, comment='published under a name the schema does not know: kept and given back'),
    sa.Column('commune_id', sa.Uuid(), nullable=True),
    sa.Column('verifie_le', sa.Date(), nullable=True, comment='checked by us; not exported but as date_maj'),
    sa.Column('valide_au', sa.Date(), nullable=True, comment='closed since; kept for history'),
    sa.Column('a_revoir', sa.Boolean(), server_default=sa.false(), nullable=False, comment='no longer in the last file of its source'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_service_commune_id_commune')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_service_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_service_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_service_structure_id_structure')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service')),
    sa.UniqueConstraint('identifiant', name=op.f('uq_service_identifiant'))
    )
    with op.batch_alter_table('service', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_service_cle_recherche'), ['cle_recherche'], unique=False)
        batch_op.create_index(batch_op.f('ix_service_commune_id'), ['commune_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_service_structure_id'), ['structure_id'], unique=False)

    op.create_table('structure_quartier',
    sa.Column('structure_id', sa.Uuid(), nullable=False),
    sa.Column('quartier_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['quartier_id'], ['quartier.id'], name=op.f('fk_structure_quartier_quartier_id_quartier')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_structure_quartier_structure_id_structure')),
    sa.PrimaryKeyConstraint('structure_id', 'quartier_id', name=op.f('pk_structure_quartier'))
    )
    op.create_table('transfert',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('beneficiaire_id', sa.Uuid(), nullable=False),
    sa.Column('de_structure_id', sa.Uuid(), nullable=False),
    sa.Column('vers_structure_id', sa.Uuid(), nullable=False),
    sa.Column('etat', sa.String(length=40), nullable=False),
    sa.Column('personne_nom', sa.String(length=120), nullable=False),
    sa.Column('personne_prenom', sa.String(length=120), nullable=False),
    sa.Column('personne_telephone', sa.String(length=20), nullable=True),
    sa.Column('motif_chiffre', sa.Text(), nullable=True),
    sa.Column('reponse_chiffre', sa.Text(), nullable=True),
    sa.Column('propose_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('repondu_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('repondu_par_id', sa.Uuid(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['beneficiaire_id'], ['beneficiaire.id'], name=op.f('fk_transfert_beneficiaire_id_beneficiaire')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_transfert_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['de_structure_id'], ['structure.id'], name=op.f('fk_transfert_de_structure_id_structure')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_transfert_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['repondu_par_id'], ['agent.id'], name=op.f('fk_transfert_repondu_par_id_agent')),
    sa.ForeignKeyConstraint(['vers_structure_id'], ['structure.id'], name=op.f('fk_transfert_vers_structure_id_structure')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transfert'))
    )
    with op.batch_alter_table('transfert', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_transfert_beneficiaire_id'), ['beneficiaire_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_transfert_vers_structure_id_etat'), ['vers_structure_id', 'etat'], unique=False)

    op.create_table('diagnostic_emploi',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('fait_le', sa.Date(), nullable=False),
    sa.Column('situation', sa.String(length=80), nullable=True, comment='code of list situation_emploi'),
    sa.Column('niveau_etude', sa.String(length=80), nullable=True, comment='code of list niveau_etude'),
    sa.Column('inscrit_ft', sa.Boolean(), nullable=True, comment='registered at France Travail; None: not asked'),
    sa.Column('inscrit_ft_le', sa.Date(), nullable=True),
    sa.Column('rsa', sa.Boolean(), nullable=True),
    sa.Column('rqth', sa.Boolean(), nullable=True),
    sa.Column('parent_isole', sa.Boolean(), nullable=True),
    sa.Column('metier', sa.String(length=160), nullable=True, comment='job looked for'),
    sa.Column('projet_chiffre', sa.Text(), nullable=True),
    sa.Column('organisme', sa.String(length=80), nullable=True, comment='organisme référent, code of list organisme_referent'),
    sa.Column('conseiller', sa.String(length=160), nullable=True, comment='the person who follows them there'),
    sa.Column('type_parcours', sa.String(length=40), nullable=True),
    sa.Column('orientation_notifiee_le', sa.Date(), nullable=True),
    sa.Column('contrat_signe_le', sa.Date(), nullable=True, comment='contrat d’engagement of the loi plein emploi'),
    sa.Column('contrat_revu_le', sa.Date(), nullable=True),
    sa.Column('heures_semaine', sa.Integer(), nullable=True),
    sa.Column('identifiant_ft', sa.String(length=20), nullable=True),
    sa.Column('identifiant_milo', sa.String(length=40), nullable=True),
    sa.Column('identifiant_plie', sa.String(length=40), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_diagnostic_emploi_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_diagnostic_emploi_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_diagnostic_emploi_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_diagnostic_emploi')),
    sa.UniqueConstraint('parcours_id', name=op.f('uq_diagnostic_emploi_parcours_id'))
    )
    op.create_table('frein_diagnostic',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False, comment='code of list frein'),
    sa.Column('libelle', sa.String(length=120), nullable=False, comment='its words that day'),
    sa.Column('niveau', sa.String(length=40), nullable=False),
    sa.Column('ouvert_le', sa.Date(), nullable=True, comment='first day it was an obstacle'),
    sa.Column('leve_le', sa.Date(), nullable=True),
    sa.Column('precision_chiffre', sa.Text(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_frein_diagnostic_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_frein_diagnostic_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_frein_diagnostic_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_frein_diagnostic')),
    sa.UniqueConstraint('parcours_id', 'code', name=op.f('uq_frein_diagnostic_parcours_id_code'))
    )
    with op.batch_alter_table('frein_diagnostic', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_frein_diagnostic_code'), ['code'], unique=False)

    op.create_table('liaison',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('beneficiaire_id', sa.Uuid(), nullable=False, comment='the file that asks'),
    sa.Column('depuis', sa.String(length=40), nullable=False, comment='dispositif of the file that asks'),
    sa.Column('vers', sa.String(length=40), nullable=False, comment='dispositif asked; it alone answers'),
    sa.Column('contact_id', sa.Uuid(), nullable=True, comment='the relative it is about; empty: the person of the file'),
    sa.Column('autre_id', sa.Uuid(), nullable=True, comment='file recognised by the dispositif asked'),
    sa.Column('famille', sa.Boolean(), server_default=sa.false(), nullable=False, comment='two members of one family; else one person'),
    sa.Column('etat', sa.String(length=40), nullable=False),
    sa.Column('personne_nom', sa.String(length=120), nullable=False),
    sa.Column('personne_prenom', sa.String(length=120), nullable=False),
    sa.Column('personne_naissance', sa.Date(), nullable=True),
    sa.Column('personne_telephone', sa.String(length=20), nullable=True),
    sa.Column('proposee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('repondue_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('rompue_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['autre_id'], ['beneficiaire.id'], name=op.f('fk_liaison_autre_id_beneficiaire')),
    sa.ForeignKeyConstraint(['beneficiaire_id'], ['beneficiaire.id'], name=op.f('fk_liaison_beneficiaire_id_beneficiaire')),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_liaison_contact_id_contact')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_liaison_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_liaison_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_liaison'))
    )
    with op.batch_alter_table('liaison', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_liaison_autre_id'), ['autre_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_liaison_beneficiaire_id'), ['beneficiaire_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_liaison_vers_etat_proposee_le'), ['vers', 'etat', 'proposee_le'], unique=False)

    op.create_table('membre_de_cohorte',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('cohorte_id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('entre_le', sa.Date(), nullable=False),
    sa.Column('sorti_le', sa.Date(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['cohorte_id'], ['cohorte.id'], name=op.f('fk_membre_de_cohorte_cohorte_id_cohorte')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_membre_de_cohorte_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_membre_de_cohorte_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_membre_de_cohorte_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membre_de_cohorte')),
    sa.UniqueConstraint('cohorte_id', 'parcours_id', name=op.f('uq_membre_de_cohorte_cohorte_id_parcours_id'))
    )
    with op.batch_alter_table('membre_de_cohorte', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membre_de_cohorte_parcours_id'), ['parcours_id'], unique=False)

    op.create_table('offre_mobilisee',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False, comment='code of list offre_emploi'),
    sa.Column('libelle', sa.String(length=200), nullable=False, comment='its words that day'),
    sa.Column('etat', sa.String(length=40), nullable=False),
    sa.Column('debut_le', sa.Date(), nullable=True),
    sa.Column('fin_le', sa.Date(), nullable=True),
    sa.Column('structure_id', sa.Uuid(), nullable=True),
    sa.Column('precision_chiffre', sa.Text(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_offre_mobilisee_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_offre_mobilisee_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_offre_mobilisee_parcours_id_parcours')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_offre_mobilisee_structure_id_structure')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offre_mobilisee'))
    )
    with op.batch_alter_table('offre_mobilisee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_offre_mobilisee_code_etat'), ['code', 'etat'], unique=False)
        batch_op.create_index(batch_op.f('ix_offre_mobilisee_parcours_id'), ['parcours_id'], unique=False)

    op.create_table('pas_emploi',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('de', sa.String(length=40), nullable=True),
    sa.Column('vers', sa.String(length=40), nullable=False),
    sa.Column('a_la_date', sa.Date(), nullable=False),
    sa.Column('instant', sa.DateTime(timezone=True), nullable=False),
    sa.Column('agent_id', sa.Uuid(), nullable=True),
    sa.Column('raison_chiffre', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['agent_id'], ['agent.id'], name=op.f('fk_pas_emploi_agent_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_pas_emploi_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pas_emploi'))
    )
    with op.batch_alter_table('pas_emploi', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pas_emploi_parcours_id'), ['parcours_id'], unique=False)

    op.create_table('sortie_emploi',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('motif', sa.String(length=80), nullable=False, comment='code of list sortie_emploi'),
    sa.Column('libelle', sa.String(length=200), nullable=False),
    sa.Column('categorie', sa.String(length=40), nullable=False, comment='kept as it counted that day'),
    sa.Column('metier', sa.String(length=160), nullable=True),
    sa.Column('employeur', sa.String(length=160), nullable=True),
    sa.Column('heures_semaine', sa.Integer(), nullable=True),
    sa.Column('precision_chiffre', sa.Text(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_sortie_emploi_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_sortie_emploi_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_sortie_emploi_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sortie_emploi')),
    sa.UniqueConstraint('parcours_id', name=op.f('uq_sortie_emploi_parcours_id'))
    )
    with op.batch_alter_table('sortie_emploi', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sortie_emploi_categorie'), ['categorie'], unique=False)

    op.create_table('suivi_apres_sortie',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('mois', sa.Integer(), nullable=False),
    sa.Column('prevu_le', sa.Date(), nullable=False),
    sa.Column('fait_le', sa.Date(), nullable=True),
    sa.Column('situation', sa.String(length=80), nullable=True, comment='code of list situation_apres_sortie'),
    sa.Column('libelle', sa.String(length=200), nullable=True),
    sa.Column('texte_chiffre', sa.Text(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_suivi_apres_sortie_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_suivi_apres_sortie_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_suivi_apres_sortie_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suivi_apres_sortie')),
    sa.UniqueConstraint('parcours_id', 'mois', name=op.f('uq_suivi_apres_sortie_parcours_id_mois'))
    )
    with op.batch_alter_table('suivi_apres_sortie', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_suivi_apres_sortie_prevu_le'), ['prevu_le'], unique=False)

    op.create_table('suivi_emploi',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('etape', sa.String(length=40), nullable=False),
    sa.Column('depuis_le', sa.Date(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_suivi_emploi_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_suivi_emploi_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_suivi_emploi_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suivi_emploi')),
    sa.UniqueConstraint('parcours_id', name=op.f('uq_suivi_emploi_parcours_id'))
    )
    with op.batch_alter_table('suivi_emploi', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_suivi_emploi_etape'), ['etape'], unique=False)

    op.create_table('portee_dispositif',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('accord_id', sa.Uuid(), nullable=False),
    sa.Column('dispositif', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['accord_id'], ['accord.id'], name=op.f('fk_portee_dispositif_accord_id_accord')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_portee_dispositif'))
    )
    with op.batch_alter_table('portee_dispositif', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_portee_dispositif_accord_id'), ['accord_id'], unique=False)

    op.create_table('acces_reponse',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('orientation_id', sa.Uuid(), nullable=False),
    sa.Column('structure_id', sa.Uuid(), nullable=False, comment='this structure only: a referral given to another one closes the door'),
    sa.Column('courriel', sa.String(length=200), nullable=False, comment='mailbox on file when the last link left; another one closes it'),
    sa.Column('envoye_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('envois', sa.Integer(), nullable=False),
    sa.Column('expire_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ouvert_le', sa.DateTime(timezone=True), nullable=True, comment='first opening with a right code'),
    sa.Column('revoque_le', sa.DateTime(timezone=True), nullable=True, comment='closed by the sender: no renewal from the outside'),
    sa.Column('echecs', sa.Integer(), nullable=False, comment='wrong codes since the last link left'),
    sa.Column('code_chiffre', sa.Text(), nullable=True),
    sa.Column('code_expire_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('code_essais', sa.Integer(), nullable=False),
    sa.Column('numero_envoi', sa.Uuid(), nullable=True, comment='last form received: the same press twice is one answer'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_acces_reponse_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_acces_reponse_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['orientation_id'], ['orientation.id'], name=op.f('fk_acces_reponse_orientation_id_orientation')),
    sa.ForeignKeyConstraint(['structure_id'], ['structure.id'], name=op.f('fk_acces_reponse_structure_id_structure')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acces_reponse')),
    sa.UniqueConstraint('orientation_id', name=op.f('uq_acces_reponse_orientation_id'))
    )
    with op.batch_alter_table('acces_reponse', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_acces_reponse_structure_id'), ['structure_id'], unique=False)

    op.create_table('piece_orientation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('orientation_id', sa.Uuid(), nullable=False),
    sa.Column('piece_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['orientation_id'], ['orientation.id'], name=op.f('fk_piece_orientation_orientation_id_orientation')),
    sa.ForeignKeyConstraint(['piece_id'], ['piece.id'], name=op.f('fk_piece_orientation_piece_id_piece')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_piece_orientation')),
    sa.UniqueConstraint('orientation_id', 'piece_id', name=op.f('uq_piece_orientation_orientation_id_piece_id'))
    )
    with op.batch_alter_table('piece_orientation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_piece_orientation_piece_id'), ['piece_id'], unique=False)

    op.create_table('relance',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('orientation_id', sa.Uuid(), nullable=False),
    sa.Column('envoi_du', sa.Date(), nullable=False, comment='day the referral was sent, or sent again'),
    sa.Column('rang', sa.Integer(), nullable=False, comment='1, 2 or 3: the delay itself is a setting'),
    sa.Column('faite_le', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['orientation_id'], ['orientation.id'], name=op.f('fk_relance_orientation_id_orientation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_relance')),
    sa.UniqueConstraint('orientation_id', 'envoi_du', 'rang', name=op.f('uq_relance_orientation_id_envoi_du_rang'))
    )
    op.create_table('rendez_vous_orientation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('orientation_id', sa.Uuid(), nullable=False),
    sa.Column('debut', sa.DateTime(timezone=True), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('lieu', sa.String(length=200), nullable=True),
    sa.Column('issue', sa.String(length=40), nullable=False),
    sa.Column('issue_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sequence', sa.Integer(), nullable=False, comment='of the calendar entry: raised when it moves or is withdrawn'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_rendez_vous_orientation_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_rendez_vous_orientation_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['orientation_id'], ['orientation.id'], name=op.f('fk_rendez_vous_orientation_orientation_id_orientation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rendez_vous_orientation'))
    )
    with op.batch_alter_table('rendez_vous_orientation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rendez_vous_orientation_issue_debut'), ['issue', 'debut'], unique=False)
        batch_op.create_index(batch_op.f('ix_rendez_vous_orientation_orientation_id'), ['orientation_id'], unique=False)

    op.create_table('reponse_au_frein',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('frein_id', sa.Uuid(), nullable=False),
    sa.Column('action_id', sa.Uuid(), nullable=True),
    sa.Column('orientation_id', sa.Uuid(), nullable=True),
    sa.CheckConstraint('(action_id IS NULL) <> (orientation_id IS NULL)', name=op.f('ck_reponse_au_frein_une_seule')),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_reponse_au_frein_action_id_action')),
    sa.ForeignKeyConstraint(['frein_id'], ['frein_diagnostic.id'], name=op.f('fk_reponse_au_frein_frein_id_frein_diagnostic')),
    sa.ForeignKeyConstraint(['orientation_id'], ['orientation.id'], name=op.f('fk_reponse_au_frein_orientation_id_orientation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reponse_au_frein'))
    )
    with op.batch_alter_table('reponse_au_frein', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reponse_au_frein_action_id'), ['action_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_reponse_au_frein_frein_id'), ['frein_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_reponse_au_frein_orientation_id'), ['orientation_id'], unique=False)

    with op.batch_alter_table('agent', schema=None) as batch_op:
        batch_op.add_column(sa.Column('telephone', sa.String(length=20), nullable=True, comment='E.164, of the office: shown to the sides of a link'))
        batch_op.add_column(sa.Column('rythme', sa.String(length=40), server_default='tout_de_suite', nullable=False, comment='when one is told by e-mail'))

    with op.batch_alter_table('courrier', schema=None) as batch_op:
        batch_op.add_column(sa.Column('nature', sa.String(length=40), nullable=True, comment='what it is about: orientation, relance, recapitulatif, …'))
        batch_op.add_column(sa.Column('concerne_id', sa.Uuid(), nullable=True, comment='row it is about, to tell there that it is stuck'))
        batch_op.create_index(batch_op.f('ix_courrier_concerne_id'), ['concerne_id'], unique=False)

    with op.batch_alter_table('orientation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('service_id', sa.Uuid(), nullable=True, comment='chosen in the directory'))
        batch_op.add_column(sa.Column('attente_jusqu_au', sa.Date(), nullable=True, comment='full: the day from which a place is hoped for'))
        batch_op.add_column(sa.Column('referent_id', sa.Uuid(), nullable=True, comment='who follows the person, when it is not the sender; also told of the answer'))
        batch_op.add_column(sa.Column('besoin', sa.String(length=80), nullable=True, comment='code of list frein'))
        batch_op.add_column(sa.Column('service_nom', sa.String(length=150), nullable=True, comment='service asked for, in the words of the day of sending'))
        batch_op.add_column(sa.Column('personne_courriel', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('moyens_contact', sa.String(length=80), server_default=sa.text("''"), nullable=False, comment='codes of MoyenContact, separated by spaces'))
        batch_op.add_column(sa.Column('disponible_le', sa.Date(), nullable=True, comment='not before this day'))
        batch_op.add_column(sa.Column('disponibilites', sa.String(length=160), nullable=True, comment='e.g. « les matins sauf le mercredi »'))
        batch_op.add_column(sa.Column('accord_id', sa.Uuid(), nullable=True, comment='the agreement under which it left, kept as proof'))
        batch_op.add_column(sa.Column('suite_de_id', sa.Uuid(), nullable=True, comment='the referral this one takes over from'))
        batch_op.alter_column('rendez_vous_le',
               existing_type=sa.DateTime(timezone=True),
               comment='the appointment that holds; all of them in rendez_vous',
               existing_nullable=True)
        batch_op.create_index(batch_op.f('ix_orientation_referent_id'), ['referent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_orientation_suite_de_id'), ['suite_de_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_orientation_referent_id_agent'), 'agent', ['referent_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_orientation_accord_id_accord'), 'accord', ['accord_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_orientation_suite_de_id_orientation'), 'orientation', ['suite_de_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_orientation_service_id_service'), 'service', ['service_id'], ['id'])

    with op.batch_alter_table('reperage', schema=None) as batch_op:
        batch_op.add_column(sa.Column('mot_chiffre', sa.Text(), nullable=True))

    with op.batch_alter_table('structure', schema=None) as batch_op:
        batch_op.add_column(sa.Column('siret', sa.String(length=14), nullable=True))
        batch_op.add_column(sa.Column('accessibilite_lieu', sa.String(length=500), nullable=True, comment='page of Acceslibre'))
        batch_op.add_column(sa.Column('reseaux_porteurs', sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column('contact_interne', sa.String(length=200), nullable=True, comment='whom to call: a name and a direct line; not exported'))
        batch_op.add_column(sa.Column('identifiant', sa.String(length=200), nullable=True, comment='`id` of the schema, source--local; empty for a row made here, which derives it'))
        batch_op.add_column(sa.Column('date_maj', sa.Date(), nullable=True, comment='of the producer; empty for a row made here'))
        batch_op.add_column(sa.Column('commune', sa.String(length=120), nullable=True, comment='as published; commune_id when it is of our table'))
        batch_op.add_column(sa.Column('code_postal', sa.String(length=5), nullable=True))
        batch_op.add_column(sa.Column('code_insee', sa.String(length=5), nullable=True))
        batch_op.add_column(sa.Column('complement_adresse', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('longitude', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('latitude', sa.Double(), nullable=True))
        batch_op.add_column(sa.Column('horaires_accueil', sa.Text(), nullable=True, comment='OSM opening_hours'))
        batch_op.add_column(sa.Column('autres_champs', sa.JSON(none_as_null=True), nullable=True, comment='published under a name the schema does not know: kept and given back'))
        batch_op.add_column(sa.Column('a_revoir', sa.Boolean(), server_default=sa.false(), nullable=False, comment='no longer in the last file of its source'))
        batch_op.alter_column('site_web',
               existing_type=sa.VARCHAR(length=200),
               type_=sa.String(length=500),
               existing_nullable=True)
        batch_op.alter_column('telephone',
               existing_type=sa.VARCHAR(length=20),
               type_=sa.String(length=40),
               comment='E.164 when made here',
               existing_comment='E.164',
               existing_nullable=True)
        batch_op.alter_column('courriel',
               existing_type=sa.VARCHAR(length=200),
               type_=sa.String(length=254),
               existing_nullable=True)
        batch_op.alter_column('verifie_le',
               existing_type=sa.DATE(),
               comment='checked by us; not exported but as date_maj',
               existing_nullable=True)
        batch_op.create_index(batch_op.f('ix_structure_commune_id'), ['commune_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_structure_identifiant'), ['identifiant'])

    with op.batch_alter_table('transition_orientation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cote', sa.String(length=40), nullable=True, comment='receveur without an agent: the structure, through its signed link'))
        batch_op.add_column(sa.Column('raison', sa.String(length=80), nullable=True, comment='code of list motif_refus_orientation'))

    # The contract's axes, ambitions and objectives become dated and editable; those loaded before count as made now.
    for table in DU_CONTRAT:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("valide_du", sa.Date(), nullable=True, comment="empty: since the contract was signed"))
            batch_op.add_column(sa.Column("valide_au", sa.Date(), nullable=True, comment="last day; empty while in force"))
            batch_op.add_column(sa.Column("cree_le", sa.DateTime(timezone=True), nullable=True))
            batch_op.add_column(sa.Column("cree_par_id", sa.Uuid(), nullable=True))
            batch_op.add_column(sa.Column("modifie_le", sa.DateTime(timezone=True), nullable=True))
            batch_op.add_column(sa.Column("modifie_par_id", sa.Uuid(), nullable=True))
            batch_op.add_column(
                sa.Column("version", sa.Integer(), nullable=True, comment="raised at each change; compared with the form's")
            )
            for lien in ("cree_par_id", "modifie_par_id"):
                batch_op.create_foreign_key(batch_op.f(f"fk_{table}_{lien}_agent"), "agent", [lien], ["id"])
        colonnes = sa.table(table, *(sa.column(nom) for nom in ("cree_le", "modifie_le", "version")))
        op.execute(colonnes.update().values(cree_le=sa.func.current_timestamp(), modifie_le=sa.func.current_timestamp(), version=1))
        with op.batch_alter_table(table, schema=None) as batch_op:
            for nom, genre in (("cree_le", sa.DateTime(timezone=True)), ("modifie_le", sa.DateTime(timezone=True))):
                batch_op.alter_column(nom, existing_type=genre, nullable=False)
            batch_op.alter_column("version", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    for table in DU_CONTRAT:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for lien in ("cree_par_id", "modifie_par_id"):
                batch_op.drop_constraint(batch_op.f(f"fk_{table}_{lien}_agent"), type_="foreignkey")
            for colonne in ("version", "modifie_par_id", "modifie_le", "cree_par_id", "cree_le", "valide_au", "valide_du"):
                batch_op.drop_column(colonne)

    with op.batch_alter_table('transition_orientation', schema=None) as batch_op:
        batch_op.drop_column('raison')
        batch_op.drop_column('cote')

    with op.batch_alter_table('structure', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_structure_identifiant'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_structure_commune_id'))
        batch_op.alter_column('verifie_le',
               existing_type=sa.DATE(),
               comment=None,
               existing_comment='checked by us; not exported but as date_maj',
               existing_nullable=True)
        batch_op.alter_column('courriel',
               existing_type=sa.String(length=254),
               type_=sa.VARCHAR(length=200),
               existing_nullable=True)
        batch_op.alter_column('telephone',
               existing_type=sa.String(length=40),
               type_=sa.VARCHAR(length=20),
               comment='E.164',
               existing_comment='E.164 when made here',
               existing_nullable=True)
        batch_op.alter_column('site_web',
               existing_type=sa.String(length=500),
               type_=sa.VARCHAR(length=200),
               existing_nullable=True)
        batch_op.drop_column('a_revoir')
        batch_op.drop_column('autres_champs')
        batch_op.drop_column('horaires_accueil')
        batch_op.drop_column('latitude')
        batch_op.drop_column('longitude')
        batch_op.drop_column('complement_adresse')
        batch_op.drop_column('code_insee')
        batch_op.drop_column('code_postal')
        batch_op.drop_column('commune')
        batch_op.drop_column('date_maj')
        batch_op.drop_column('identifiant')
        batch_op.drop_column('contact_interne')
        batch_op.drop_column('reseaux_porteurs')
        batch_op.drop_column('accessibilite_lieu')
        batch_op.drop_column('siret')

    with op.batch_alter_table('reperage', schema=None) as batch_op:
        batch_op.drop_column('mot_chiffre')

    with op.batch_alter_table('orientation', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_orientation_service_id_service'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_orientation_suite_de_id_orientation'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_orientation_accord_id_accord'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_orientation_referent_id_agent'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_orientation_suite_de_id'))
        batch_op.drop_index(batch_op.f('ix_orientation_referent_id'))
        batch_op.alter_column('rendez_vous_le',
               existing_type=sa.DateTime(timezone=True),
               comment=None,
               existing_comment='the appointment that holds; all of them in rendez_vous',
               existing_nullable=True)
        batch_op.drop_column('suite_de_id')
        batch_op.drop_column('accord_id')
        batch_op.drop_column('disponibilites')
        batch_op.drop_column('disponible_le')
        batch_op.drop_column('moyens_contact')
        batch_op.drop_column('personne_courriel')
        batch_op.drop_column('service_nom')
        batch_op.drop_column('besoin')
        batch_op.drop_column('referent_id')
        batch_op.drop_column('attente_jusqu_au')
        batch_op.drop_column('service_id')

    with op.batch_alter_table('courrier', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_courrier_concerne_id'))
        batch_op.drop_column('concerne_id')
        batch_op.drop_column('nature')

    with op.batch_alter_table('agent', schema=None) as batch_op:
        batch_op.drop_column('rythme')
        batch_op.drop_column('telephone')

    with op.batch_alter_table('reponse_au_frein', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reponse_au_frein_orientation_id'))
        batch_op.drop_index(batch_op.f('ix_reponse_au_frein_frein_id'))
        batch_op.drop_index(batch_op.f('ix_reponse_au_frein_action_id'))

    op.drop_table('reponse_au_frein')
    with op.batch_alter_table('rendez_vous_orientation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rendez_vous_orientation_orientation_id'))
        batch_op.drop_index(batch_op.f('ix_rendez_vous_orientation_issue_debut'))

    op.drop_table('rendez_vous_orientation')
    op.drop_table('relance')
    with op.batch_alter_table('piece_orientation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_piece_orientation_piece_id'))

    op.drop_table('piece_orientation')
    with op.batch_alter_table('acces_reponse', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_acces_reponse_structure_id'))

    op.drop_table('acces_reponse')
    with op.batch_alter_table('portee_dispositif', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_portee_dispositif_accord_id'))

    op.drop_table('portee_dispositif')
    with op.batch_alter_table('suivi_emploi', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_suivi_emploi_etape'))

    op.drop_table('suivi_emploi')
    with op.batch_alter_table('suivi_apres_sortie', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_suivi_apres_sortie_prevu_le'))

    op.drop_table('suivi_apres_sortie')
    with op.batch_alter_table('sortie_emploi', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sortie_emploi_categorie'))

    op.drop_table('sortie_emploi')
    with op.batch_alter_table('pas_emploi', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pas_emploi_parcours_id'))

    op.drop_table('pas_emploi')
    with op.batch_alter_table('offre_mobilisee', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_offre_mobilisee_parcours_id'))
        batch_op.drop_index(batch_op.f('ix_offre_mobilisee_code_etat'))

    op.drop_table('offre_mobilisee')
    with op.batch_alter_table('membre_de_cohorte', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_membre_de_cohorte_parcours_id'))

    op.drop_table('membre_de_cohorte')
    with op.batch_alter_table('liaison', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_liaison_vers_etat_proposee_le'))
        batch_op.drop_index(batch_op.f('ix_liaison_beneficiaire_id'))
        batch_op.drop_index(batch_op.f('ix_liaison_autre_id'))

    op.drop_table('liaison')
    with op.batch_alter_table('frein_diagnostic', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_frein_diagnostic_code'))

    op.drop_table('frein_diagnostic')
    op.drop_table('diagnostic_emploi')
    with op.batch_alter_table('transfert', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_transfert_vers_structure_id_etat'))
        batch_op.drop_index(batch_op.f('ix_transfert_beneficiaire_id'))

    op.drop_table('transfert')
    op.drop_table('structure_quartier')
    with op.batch_alter_table('service', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_service_structure_id'))
        batch_op.drop_index(batch_op.f('ix_service_commune_id'))
        batch_op.drop_index(batch_op.f('ix_service_cle_recherche'))

    op.drop_table('service')
    with op.batch_alter_table('boite_prouvee', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_boite_prouvee_structure_id'))
        batch_op.drop_index(batch_op.f('ix_boite_prouvee_expire_le'))

    op.drop_table('boite_prouvee')
    op.drop_table('cohorte')
    with op.batch_alter_table('avis_en_attente', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_avis_en_attente_agent_id_cree_le'))

    op.drop_table('avis_en_attente')
    with op.batch_alter_table('arrivage_annuaire', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_arrivage_annuaire_empreinte'))

    op.drop_table('arrivage_annuaire')
    op.drop_table('tournee')
