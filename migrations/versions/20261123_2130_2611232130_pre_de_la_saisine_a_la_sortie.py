"""PRE from the saisine to the exit: meetings, bilans, workshops, documents, pieces, yearly report.

A migration works with the code of the previous release, goes up and down, and imports no model.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = '2611232130'
down_revision = '2611231841'
branch_labels = None
depends_on = None

TYPES_LIVRES = (
    ("pleniere", "EPS plénière", "pre", 180, 15, True),
    ("restreinte", "EPS restreinte", "pre", 120, 20, True),
    ("equipe_educative", "Équipe éducative", "pre", 60, 60, True),
    ("conseil_consultatif", "Conseil consultatif", "pre", 120, 15, False),
    ("comite_coordination", "Comité de coordination", "emploi", 120, 10, True),
)
"""Kinds that the meetings of the previous release point to, and those delivered with them: before the foreign key."""


def _livrer_les_types_de_reunion() -> None:
    colonnes = ("id", "code", "libelle", "dispositif", "rang", "duree_minutes", "minutes_par_situation", "sur_situations")
    types = sa.table(
        "type_de_reunion",
        sa.column("id", sa.Uuid()),
        *(sa.column(nom) for nom in colonnes[1:]),
        sa.column("actif", sa.Boolean()),
        sa.column("cree_le", sa.DateTime(timezone=True)),
        sa.column("modifie_le", sa.DateTime(timezone=True)),
        sa.column("version", sa.Integer()),
    )
    instant = datetime.now(UTC)
    commun = {"actif": True, "cree_le": instant, "modifie_le": instant, "version": 1}
    op.bulk_insert(
        types,
        [
            dict(zip(colonnes, (uuid.uuid4(), code, libelle, dispositif, 10 * rang, duree, minutes, nomme), strict=True)) | commun
            for rang, (code, libelle, dispositif, duree, minutes, nomme) in enumerate(TYPES_LIVRES, 1)
        ],
    )


def upgrade() -> None:
    op.create_table('fratrie',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fratrie'))
    )
    op.create_table('vacances_scolaires',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('libelle', sa.String(length=80), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('au', sa.Date(), nullable=False, comment='last day without school'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vacances_scolaires'))
    )
    op.create_table('exercice_du_pre',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('periode', sa.String(length=20), nullable=False, comment='scolaire-2025, civile-2026'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_exercice_du_pre_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_exercice_du_pre_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exercice_du_pre')),
    sa.UniqueConstraint('periode', name=op.f('uq_exercice_du_pre_periode'))
    )
    op.create_table('photo_de_bilan',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('periode', sa.String(length=20), nullable=False),
    sa.Column('prise_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('prise_par_id', sa.Uuid(), nullable=True),
    sa.Column('contenu', sa.Text(), nullable=False, comment='JSON: rubriques, tables, lines'),
    sa.Column('empreinte', sa.String(length=64), nullable=False, comment='SHA-256 of the content: an altered photograph is not read'),
    sa.ForeignKeyConstraint(['prise_par_id'], ['agent.id'], name=op.f('fk_photo_de_bilan_prise_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_photo_de_bilan'))
    )
    with op.batch_alter_table('photo_de_bilan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_photo_de_bilan_periode'), ['periode'], unique=False)

    op.create_table('texte_type',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False, comment='one of textes.rules.MODELES'),
    sa.Column('contenu', sa.Text(), nullable=True, comment='empty: back to the text of the package'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_texte_type_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_texte_type_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_texte_type')),
    sa.UniqueConstraint('code', name=op.f('uq_texte_type_code'))
    )
    op.create_table('type_de_reunion',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('libelle', sa.String(length=80), nullable=False),
    sa.Column('dispositif', sa.String(length=40), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('duree_minutes', sa.Integer(), nullable=False),
    sa.Column('minutes_par_situation', sa.Integer(), nullable=False),
    sa.Column('lieu', sa.String(length=160), nullable=True),
    sa.Column('sur_situations', sa.Boolean(), nullable=False, comment='false: no child is ever named there'),
    sa.Column('actif', sa.Boolean(), nullable=False, comment='offered for new meetings'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_type_de_reunion_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_type_de_reunion_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_type_de_reunion')),
    sa.UniqueConstraint('code', name=op.f('uq_type_de_reunion_code'))
    )
    op.create_table('membre_habituel',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('type_id', sa.Uuid(), nullable=False),
    sa.Column('agent_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['agent_id'], ['agent.id'], name=op.f('fk_membre_habituel_agent_id_agent')),
    sa.ForeignKeyConstraint(['type_id'], ['type_de_reunion.id'], name=op.f('fk_membre_habituel_type_id_type_de_reunion')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membre_habituel')),
    sa.UniqueConstraint('type_id', 'agent_id', name=op.f('uq_membre_habituel_type_id_agent_id'))
    )
    with op.batch_alter_table('membre_habituel', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membre_habituel_agent_id'), ['agent_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_membre_habituel_type_id'), ['type_id'], unique=False)

    op.create_table('moyen_du_pre',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('exercice_id', sa.Uuid(), nullable=False),
    sa.Column('genre', sa.String(length=40), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False, comment='code of the list of the same name as the genre'),
    sa.Column('centiemes', sa.Integer(), nullable=False, comment='hundredths of a full-time equivalent, or cents'),
    sa.ForeignKeyConstraint(['exercice_id'], ['exercice_du_pre.id'], name=op.f('fk_moyen_du_pre_exercice_id_exercice_du_pre')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moyen_du_pre')),
    sa.UniqueConstraint('exercice_id', 'genre', 'code', name=op.f('uq_moyen_du_pre_exercice_id_genre_code'))
    )
    op.create_table('version_de_texte',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('texte_id', sa.Uuid(), nullable=False),
    sa.Column('numero', sa.Integer(), nullable=False),
    sa.Column('contenu', sa.Text(), nullable=True, comment='empty: the text of the package was taken again'),
    sa.Column('enregistree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('auteur', sa.String(length=200), nullable=False, comment='name of the agent as it was then'),
    sa.Column('auteur_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['auteur_id'], ['agent.id'], name=op.f('fk_version_de_texte_auteur_id_agent')),
    sa.ForeignKeyConstraint(['texte_id'], ['texte_type.id'], name=op.f('fk_version_de_texte_texte_id_texte_type')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_version_de_texte')),
    sa.UniqueConstraint('texte_id', 'numero', name=op.f('uq_version_de_texte_texte_id_numero'))
    )
    with op.batch_alter_table('version_de_texte', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_version_de_texte_texte_id'), ['texte_id'], unique=False)

    op.create_table('atelier',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('dispositif', sa.String(length=40), nullable=False),
    sa.Column('nom', sa.String(length=120), nullable=False),
    sa.Column('type', sa.String(length=80), nullable=False, comment='code of list type_action'),
    sa.Column('operateur_id', sa.Uuid(), nullable=True),
    sa.Column('animateur', sa.String(length=120), nullable=True),
    sa.Column('lieu', sa.String(length=160), nullable=True),
    sa.Column('capacite', sa.Integer(), nullable=True),
    sa.Column('financement', sa.String(length=40), nullable=True),
    sa.Column('termine_le', sa.Date(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_atelier_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_atelier_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['operateur_id'], ['structure.id'], name=op.f('fk_atelier_operateur_id_structure')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_atelier'))
    )
    with op.batch_alter_table('atelier', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_atelier_dispositif_termine_le'), ['dispositif', 'termine_le'], unique=False)

    op.create_table('chiffre_de_seance',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('reunion_id', sa.Uuid(), nullable=False),
    sa.Column('jour', sa.Date(), nullable=False),
    sa.Column('type_reunion', sa.String(length=80), nullable=False, comment='code of the kind of meeting'),
    sa.Column('genre', sa.String(length=40), nullable=False),
    sa.Column('code', sa.String(length=160), nullable=False, comment='reason, decision or institution'),
    sa.Column('nombre', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['reunion_id'], ['reunion.id'], name=op.f('fk_chiffre_de_seance_reunion_id_reunion')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chiffre_de_seance')),
    sa.UniqueConstraint('reunion_id', 'genre', 'code', name=op.f('uq_chiffre_de_seance_reunion_id_genre_code'))
    )
    with op.batch_alter_table('chiffre_de_seance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chiffre_de_seance_jour'), ['jour'], unique=False)
        batch_op.create_index(batch_op.f('ix_chiffre_de_seance_reunion_id'), ['reunion_id'], unique=False)

    op.create_table('point_anonyme',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('reunion_id', sa.Uuid(), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('question_chiffre', sa.Text(), nullable=True),
    sa.Column('retire_le', sa.DateTime(timezone=True), nullable=True, comment='taken off the agenda'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_point_anonyme_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_point_anonyme_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['reunion_id'], ['reunion.id'], name=op.f('fk_point_anonyme_reunion_id_reunion')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_point_anonyme'))
    )
    with op.batch_alter_table('point_anonyme', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_point_anonyme_reunion_id'), ['reunion_id'], unique=False)

    op.create_table('presence',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('reunion_id', sa.Uuid(), nullable=False),
    sa.Column('agent_id', sa.Uuid(), nullable=True, comment='empty: no account here'),
    sa.Column('nom', sa.String(length=120), nullable=True, comment='when there is no account'),
    sa.Column('institution', sa.String(length=160), nullable=True, comment='as on the day of the meeting'),
    sa.ForeignKeyConstraint(['agent_id'], ['agent.id'], name=op.f('fk_presence_agent_id_agent')),
    sa.ForeignKeyConstraint(['reunion_id'], ['reunion.id'], name=op.f('fk_presence_reunion_id_reunion')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presence')),
    sa.UniqueConstraint('reunion_id', 'agent_id', name=op.f('uq_presence_reunion_id_agent_id'))
    )
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_presence_reunion_id'), ['reunion_id'], unique=False)

    op.create_table('seance',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('reunion_id', sa.Uuid(), nullable=False),
    sa.Column('ouverte_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('close_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('close_par_id', sa.Uuid(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['close_par_id'], ['agent.id'], name=op.f('fk_seance_close_par_id_agent')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_seance_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_seance_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['reunion_id'], ['reunion.id'], name=op.f('fk_seance_reunion_id_reunion')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seance')),
    sa.UniqueConstraint('reunion_id', name=op.f('uq_seance_reunion_id'))
    )
    op.create_table('membre_de_fratrie',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('fratrie_id', sa.Uuid(), nullable=False),
    sa.Column('beneficiaire_id', sa.Uuid(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['beneficiaire_id'], ['beneficiaire.id'], name=op.f('fk_membre_de_fratrie_beneficiaire_id_beneficiaire')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_membre_de_fratrie_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['fratrie_id'], ['fratrie.id'], name=op.f('fk_membre_de_fratrie_fratrie_id_fratrie')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_membre_de_fratrie_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membre_de_fratrie'))
    )
    with op.batch_alter_table('membre_de_fratrie', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membre_de_fratrie_beneficiaire_id'), ['beneficiaire_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_membre_de_fratrie_fratrie_id'), ['fratrie_id'], unique=False)

    op.create_table('scolarite',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('beneficiaire_id', sa.Uuid(), nullable=False),
    sa.Column('annee', sa.Integer(), nullable=False, comment='calendar year of the September that begins the school year'),
    sa.Column('classe', sa.String(length=20), nullable=True),
    sa.Column('etablissement_id', sa.Uuid(), nullable=True),
    sa.Column('maintien', sa.Boolean(), nullable=False, comment='same class as the year before'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['beneficiaire_id'], ['beneficiaire.id'], name=op.f('fk_scolarite_beneficiaire_id_beneficiaire')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_scolarite_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['etablissement_id'], ['etablissement.id'], name=op.f('fk_scolarite_etablissement_id_etablissement')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_scolarite_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scolarite')),
    sa.UniqueConstraint('beneficiaire_id', 'annee', name=op.f('uq_scolarite_beneficiaire_id_annee'))
    )
    with op.batch_alter_table('scolarite', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scolarite_annee'), ['annee'], unique=False)

    op.create_table('seance_atelier',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('atelier_id', sa.Uuid(), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('heure', sa.Time(), nullable=True),
    sa.Column('duree_min', sa.Integer(), nullable=True),
    sa.Column('annulee', sa.Boolean(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['atelier_id'], ['atelier.id'], name=op.f('fk_seance_atelier_atelier_id_atelier')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_seance_atelier_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_seance_atelier_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seance_atelier'))
    )
    with op.batch_alter_table('seance_atelier', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seance_atelier_atelier_id_le'), ['atelier_id', 'le'], unique=False)
        batch_op.create_index(batch_op.f('ix_seance_atelier_le'), ['le'], unique=False)

    op.create_table('bilan',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('type', sa.String(length=40), nullable=False),
    sa.Column('suite', sa.String(length=40), nullable=False),
    sa.Column('prochain_bilan_le', sa.Date(), nullable=True),
    sa.Column('present_mere', sa.Boolean(), nullable=False),
    sa.Column('present_pere', sa.Boolean(), nullable=False),
    sa.Column('present_enfant', sa.Boolean(), nullable=False),
    sa.Column('present_referent', sa.Boolean(), nullable=False),
    sa.Column('present_ecole', sa.Boolean(), nullable=False),
    sa.Column('present_autres', sa.Boolean(), nullable=False),
    sa.Column('paroles_chiffre', sa.Text(), nullable=True),
    sa.Column('constat_chiffre', sa.Text(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_bilan_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_bilan_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_bilan_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bilan'))
    )
    with op.batch_alter_table('bilan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bilan_le'), ['le'], unique=False)
        batch_op.create_index(batch_op.f('ix_bilan_parcours_id_le'), ['parcours_id', 'le'], unique=False)

    op.create_table('contrat_engagement',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('signe_le', sa.Date(), nullable=False),
    sa.Column('signe_enfant', sa.Boolean(), nullable=False),
    sa.Column('signe_parents', sa.Boolean(), nullable=False),
    sa.Column('signe_referent', sa.Boolean(), nullable=False),
    sa.Column('signe_coordinateur', sa.Boolean(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_contrat_engagement_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_contrat_engagement_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_contrat_engagement_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contrat_engagement')),
    sa.UniqueConstraint('parcours_id', name=op.f('uq_contrat_engagement_parcours_id'))
    )
    op.create_table('saisine',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('reference', sa.String(length=12), nullable=False, comment='said on the phone in the place of a name'),
    sa.Column('etat', sa.String(length=40), nullable=False, comment='follows rules.TRANSITIONS'),
    sa.Column('etape_le', sa.Date(), nullable=False, comment='day of the present state'),
    sa.Column('origine', sa.String(length=40), nullable=False),
    sa.Column('demande_le', sa.Date(), nullable=False),
    sa.Column('prescripteur_nom', sa.String(length=120), nullable=False),
    sa.Column('prescripteur_fonction', sa.String(length=120), nullable=True),
    sa.Column('prescripteur_institution', sa.String(length=160), nullable=True),
    sa.Column('prescripteur_telephone', sa.String(length=20), nullable=True, comment='E.164'),
    sa.Column('prescripteur_courriel', sa.String(length=200), nullable=True),
    sa.Column('prescripteur_lien', sa.String(length=120), nullable=True, comment='how they know the child'),
    sa.Column('orienteur', sa.String(length=120), nullable=True, comment='words of list orienteur'),
    sa.Column('nom', sa.String(length=120), nullable=False),
    sa.Column('prenom', sa.String(length=120), nullable=False),
    sa.Column('cle_recherche', sa.String(length=300), nullable=False),
    sa.Column('cle_tri', sa.String(length=240), nullable=False),
    sa.Column('sexe', sa.String(length=40), nullable=False),
    sa.Column('date_naissance', sa.Date(), nullable=True),
    sa.Column('adresse', sa.String(length=200), nullable=True),
    sa.Column('commune_id', sa.Uuid(), nullable=True),
    sa.Column('etablissement_id', sa.Uuid(), nullable=True),
    sa.Column('classe', sa.String(length=20), nullable=True),
    sa.Column('a_redouble', sa.Boolean(), nullable=True),
    sa.Column('vit_avec', sa.String(length=40), nullable=False),
    sa.Column('fratrie', sa.String(length=200), nullable=True),
    sa.Column('fratrie_suivie', sa.Boolean(), nullable=False, comment='a sibling is followed by the PRE, as told'),
    sa.Column('information_le', sa.Date(), nullable=True, comment='the family was told of the PRE'),
    sa.Column('information_par', sa.String(length=120), nullable=True),
    sa.Column('accord_forme', sa.String(length=40), nullable=False),
    sa.Column('accord_par', sa.String(length=40), nullable=True),
    sa.Column('avis_enfant', sa.String(length=40), nullable=False),
    sa.Column('notice_remise', sa.Boolean(), nullable=False, comment='data-protection leaflet handed over'),
    sa.Column('derogation_chiffre', sa.Text(), nullable=True),
    sa.Column('beneficiaire_id', sa.Uuid(), nullable=True),
    sa.Column('parcours_id', sa.Uuid(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['beneficiaire_id'], ['beneficiaire.id'], name=op.f('fk_saisine_beneficiaire_id_beneficiaire')),
    sa.ForeignKeyConstraint(['commune_id'], ['commune.id'], name=op.f('fk_saisine_commune_id_commune')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_saisine_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['etablissement_id'], ['etablissement.id'], name=op.f('fk_saisine_etablissement_id_etablissement')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_saisine_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_saisine_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saisine')),
    sa.UniqueConstraint('reference', name=op.f('uq_saisine_reference'))
    )
    with op.batch_alter_table('saisine', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saisine_beneficiaire_id'), ['beneficiaire_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_saisine_cle_tri'), ['cle_tri'], unique=False)
        batch_op.create_index(batch_op.f('ix_saisine_etat_etape_le'), ['etat', 'etape_le'], unique=False)
        batch_op.create_index(batch_op.f('ix_saisine_parcours_id'), ['parcours_id'], unique=False)

    op.create_table('sortie_de_parcours',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('relais', sa.String(length=40), nullable=True),
    sa.Column('relais_vers', sa.String(length=200), nullable=True),
    sa.Column('relais_structure_id', sa.Uuid(), nullable=True),
    sa.Column('satisfaction', sa.String(length=40), nullable=True),
    sa.Column('relu_avec_parents_le', sa.Date(), nullable=True, comment='the parents’ review before the exit'),
    sa.Column('mots_enfant_chiffre', sa.Text(), nullable=True),
    sa.Column('mots_parents_chiffre', sa.Text(), nullable=True),
    sa.Column('veille_le', sa.Date(), nullable=True, comment='when news are to be taken'),
    sa.Column('veille_faite_le', sa.Date(), nullable=True),
    sa.Column('veille_situation', sa.String(length=40), nullable=True),
    sa.Column('veille_texte_chiffre', sa.Text(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_sortie_de_parcours_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_sortie_de_parcours_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_sortie_de_parcours_parcours_id_parcours')),
    sa.ForeignKeyConstraint(['relais_structure_id'], ['structure.id'], name=op.f('fk_sortie_de_parcours_relais_structure_id_structure')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sortie_de_parcours')),
    sa.UniqueConstraint('parcours_id', name=op.f('uq_sortie_de_parcours_parcours_id'))
    )
    with op.batch_alter_table('sortie_de_parcours', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sortie_de_parcours_veille_le'), ['veille_le'], unique=False)

    op.create_table('complement_de_saisine',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('saisine_id', sa.Uuid(), nullable=False),
    sa.Column('question_chiffre', sa.Text(), nullable=True),
    sa.Column('reponse_chiffre', sa.Text(), nullable=True),
    sa.Column('repondu_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_complement_de_saisine_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_complement_de_saisine_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['saisine_id'], ['saisine.id'], name=op.f('fk_complement_de_saisine_saisine_id_saisine')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complement_de_saisine'))
    )
    with op.batch_alter_table('complement_de_saisine', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_complement_de_saisine_saisine_id'), ['saisine_id'], unique=False)

    op.create_table('deliberation',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('situation_id', sa.Uuid(), nullable=False),
    sa.Column('decision', sa.String(length=40), nullable=True),
    sa.Column('crip_le', sa.Date(), nullable=True),
    sa.Column('raison_chiffre', sa.Text(), nullable=True),
    sa.Column('prochain_bilan_le', sa.Date(), nullable=True),
    sa.Column('referent_id', sa.Uuid(), nullable=True),
    sa.Column('referent_depuis', sa.Date(), nullable=True),
    sa.Column('annonce_par_id', sa.Uuid(), nullable=True, comment='who tells the family'),
    sa.Column('annonce_avant_le', sa.Date(), nullable=True),
    sa.Column('annonce_chiffre', sa.Text(), nullable=True),
    sa.Column('conclue_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('rappel_id', sa.Uuid(), nullable=True, comment='« informer la famille », once settled'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['annonce_par_id'], ['agent.id'], name=op.f('fk_deliberation_annonce_par_id_agent')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_deliberation_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_deliberation_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['rappel_id'], ['rappel.id'], name=op.f('fk_deliberation_rappel_id_rappel')),
    sa.ForeignKeyConstraint(['referent_id'], ['agent.id'], name=op.f('fk_deliberation_referent_id_agent')),
    sa.ForeignKeyConstraint(['situation_id'], ['situation.id'], name=op.f('fk_deliberation_situation_id_situation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliberation')),
    sa.UniqueConstraint('situation_id', name=op.f('uq_deliberation_situation_id'))
    )
    op.create_table('evaluation_domaine',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('bilan_id', sa.Uuid(), nullable=True),
    sa.Column('moment', sa.String(length=40), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('domaine', sa.String(length=80), nullable=False, comment='code of list domaine_situation'),
    sa.Column('note', sa.Integer(), nullable=True),
    sa.Column('situation', sa.String(length=40), nullable=True),
    sa.ForeignKeyConstraint(['bilan_id'], ['bilan.id'], name=op.f('fk_evaluation_domaine_bilan_id_bilan')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_evaluation_domaine_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evaluation_domaine'))
    )
    with op.batch_alter_table('evaluation_domaine', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evaluation_domaine_bilan_id'), ['bilan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evaluation_domaine_parcours_id_moment'), ['parcours_id', 'moment'], unique=False)

    op.create_table('motif_de_saisine',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('saisine_id', sa.Uuid(), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False),
    sa.Column('libelle', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['saisine_id'], ['saisine.id'], name=op.f('fk_motif_de_saisine_saisine_id_saisine')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_motif_de_saisine'))
    )
    with op.batch_alter_table('motif_de_saisine', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_motif_de_saisine_saisine_id'), ['saisine_id'], unique=False)

    op.create_table('piece',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('beneficiaire_id', sa.Uuid(), nullable=False),
    sa.Column('accord_id', sa.Uuid(), nullable=True, comment='the agreement it proves'),
    sa.Column('nature', sa.String(length=40), nullable=False),
    sa.Column('format', sa.String(length=40), nullable=False),
    sa.Column('taille', sa.Integer(), nullable=False, comment='bytes, as kept'),
    sa.Column('empreinte', sa.String(length=64), nullable=False, comment='SHA-256 of the record and the bytes received: the same file sent twice'),
    sa.Column('titre_chiffre', sa.Text(), nullable=True),
    sa.Column('deposee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deposee_par_id', sa.Uuid(), nullable=True),
    sa.Column('retiree_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['accord_id'], ['accord.id'], name=op.f('fk_piece_accord_id_accord')),
    sa.ForeignKeyConstraint(['beneficiaire_id'], ['beneficiaire.id'], name=op.f('fk_piece_beneficiaire_id_beneficiaire')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_piece_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['deposee_par_id'], ['agent.id'], name=op.f('fk_piece_deposee_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_piece_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_piece'))
    )
    with op.batch_alter_table('piece', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_piece_beneficiaire_id'), ['beneficiaire_id'], unique=False)

    op.create_table('progres_objectif',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('bilan_id', sa.Uuid(), nullable=False),
    sa.Column('objectif_id', sa.Uuid(), nullable=False),
    sa.Column('etat', sa.String(length=40), nullable=False),
    sa.Column('note', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['bilan_id'], ['bilan.id'], name=op.f('fk_progres_objectif_bilan_id_bilan')),
    sa.ForeignKeyConstraint(['objectif_id'], ['objectif.id'], name=op.f('fk_progres_objectif_objectif_id_objectif')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progres_objectif'))
    )
    with op.batch_alter_table('progres_objectif', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_progres_objectif_bilan_id'), ['bilan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_progres_objectif_objectif_id'), ['objectif_id'], unique=False)

    op.create_table('recit_de_saisine',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('saisine_id', sa.Uuid(), nullable=False),
    sa.Column('faits_chiffre', sa.Text(), nullable=True),
    sa.Column('appreciation_chiffre', sa.Text(), nullable=True),
    sa.Column('atouts_chiffre', sa.Text(), nullable=True),
    sa.Column('souhaits_enfant_chiffre', sa.Text(), nullable=True),
    sa.Column('souhaits_parents_chiffre', sa.Text(), nullable=True),
    sa.Column('aides_precision_chiffre', sa.Text(), nullable=True),
    sa.Column('avis_enfant_texte_chiffre', sa.Text(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_recit_de_saisine_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_recit_de_saisine_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['saisine_id'], ['saisine.id'], name=op.f('fk_recit_de_saisine_saisine_id_saisine')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recit_de_saisine')),
    sa.UniqueConstraint('saisine_id', name=op.f('uq_recit_de_saisine_saisine_id'))
    )
    op.create_table('rencontre_famille',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('saisine_id', sa.Uuid(), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('lieu', sa.String(length=160), nullable=False),
    sa.Column('participants', sa.String(length=300), nullable=False),
    sa.Column('compte_rendu_chiffre', sa.Text(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_rencontre_famille_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_rencontre_famille_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['saisine_id'], ['saisine.id'], name=op.f('fk_rencontre_famille_saisine_id_saisine')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rencontre_famille'))
    )
    with op.batch_alter_table('rencontre_famille', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rencontre_famille_saisine_id'), ['saisine_id'], unique=False)

    op.create_table('sortie_de_salle',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('situation_id', sa.Uuid(), nullable=False),
    sa.Column('presence_id', sa.Uuid(), nullable=False),
    sa.ForeignKeyConstraint(['presence_id'], ['presence.id'], name=op.f('fk_sortie_de_salle_presence_id_presence')),
    sa.ForeignKeyConstraint(['situation_id'], ['situation.id'], name=op.f('fk_sortie_de_salle_situation_id_situation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sortie_de_salle')),
    sa.UniqueConstraint('situation_id', 'presence_id', name=op.f('uq_sortie_de_salle_situation_id_presence_id'))
    )
    with op.batch_alter_table('sortie_de_salle', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sortie_de_salle_presence_id'), ['presence_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sortie_de_salle_situation_id'), ['situation_id'], unique=False)

    op.create_table('titulaire_de_saisine',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('saisine_id', sa.Uuid(), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('lien', sa.String(length=40), nullable=False),
    sa.Column('nom', sa.String(length=120), nullable=False),
    sa.Column('prenom', sa.String(length=120), nullable=False),
    sa.Column('telephone', sa.String(length=20), nullable=True, comment='E.164'),
    sa.Column('adresse', sa.String(length=200), nullable=True, comment="empty: the child's own"),
    sa.Column('langue', sa.String(length=60), nullable=True),
    sa.Column('interprete', sa.Boolean(), nullable=False),
    sa.Column('contact_autorise', sa.Boolean(), nullable=False),
    sa.Column('jugement', sa.Boolean(), nullable=False, comment='a judgement restricts contact'),
    sa.Column('restriction_chiffre', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['saisine_id'], ['saisine.id'], name=op.f('fk_titulaire_de_saisine_saisine_id_saisine')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_titulaire_de_saisine'))
    )
    with op.batch_alter_table('titulaire_de_saisine', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_titulaire_de_saisine_saisine_id'), ['saisine_id'], unique=False)

    op.create_table('transition_saisine',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('saisine_id', sa.Uuid(), nullable=False),
    sa.Column('de', sa.String(length=40), nullable=True),
    sa.Column('vers', sa.String(length=40), nullable=False),
    sa.Column('a_la_date', sa.Date(), nullable=False),
    sa.Column('instant', sa.DateTime(timezone=True), nullable=False),
    sa.Column('agent_id', sa.Uuid(), nullable=True),
    sa.Column('motif', sa.String(length=200), nullable=True, comment='words of list motif_irrecevabilite'),
    sa.Column('precision_chiffre', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['agent_id'], ['agent.id'], name=op.f('fk_transition_saisine_agent_id_agent')),
    sa.ForeignKeyConstraint(['saisine_id'], ['saisine.id'], name=op.f('fk_transition_saisine_saisine_id_saisine')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_transition_saisine'))
    )
    with op.batch_alter_table('transition_saisine', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_transition_saisine_saisine_id'), ['saisine_id'], unique=False)

    op.create_table('action_proposee',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('deliberation_id', sa.Uuid(), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('type', sa.String(length=80), nullable=True, comment='code of list type_action'),
    sa.Column('libelle', sa.String(length=200), nullable=True),
    sa.Column('operateur_id', sa.Uuid(), nullable=True),
    sa.Column('action_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_action_proposee_action_id_action')),
    sa.ForeignKeyConstraint(['deliberation_id'], ['deliberation.id'], name=op.f('fk_action_proposee_deliberation_id_deliberation')),
    sa.ForeignKeyConstraint(['operateur_id'], ['structure.id'], name=op.f('fk_action_proposee_operateur_id_structure')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_proposee')),
    sa.UniqueConstraint('deliberation_id', 'rang', name=op.f('uq_action_proposee_deliberation_id_rang'))
    )
    with op.batch_alter_table('action_proposee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_proposee_deliberation_id'), ['deliberation_id'], unique=False)

    op.create_table('aide_tentee',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recit_id', sa.Uuid(), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=80), nullable=False),
    sa.Column('libelle', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['recit_id'], ['recit_de_saisine.id'], name=op.f('fk_aide_tentee_recit_id_recit_de_saisine')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_aide_tentee'))
    )
    with op.batch_alter_table('aide_tentee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_aide_tentee_recit_id'), ['recit_id'], unique=False)

    op.create_table('choix_en_plus',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('acte_id', sa.Uuid(), nullable=False),
    sa.Column('genre', sa.String(length=40), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False, comment='from 1: the first one is a column of the act'),
    sa.Column('libelle', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['acte_id'], ['acte_de_mediation.id'], name=op.f('fk_choix_en_plus_acte_id_acte_de_mediation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_choix_en_plus'))
    )
    with op.batch_alter_table('choix_en_plus', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_choix_en_plus_acte_id'), ['acte_id'], unique=False)

    op.create_table('contenu_de_piece',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('piece_id', sa.Uuid(), nullable=False),
    sa.Column('scelle', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['piece_id'], ['piece.id'], name=op.f('fk_contenu_de_piece_piece_id_piece')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contenu_de_piece')),
    sa.UniqueConstraint('piece_id', name=op.f('uq_contenu_de_piece_piece_id'))
    )
    op.create_table('invitation_saisine',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('nom', sa.String(length=120), nullable=False),
    sa.Column('fonction', sa.String(length=160), nullable=True),
    sa.Column('courriel', sa.String(length=200), nullable=True),
    sa.Column('complement_id', sa.Uuid(), nullable=True, comment='empty: a new saisine'),
    sa.Column('expire_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('utilisee_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoquee_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('numero_envoi', sa.Uuid(), nullable=True, comment='number of the form received: the same form sent twice is one saisine'),
    sa.Column('reference', sa.String(length=12), nullable=True, comment='of the saisine received, for the receipt'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['complement_id'], ['complement_de_saisine.id'], name=op.f('fk_invitation_saisine_complement_id_complement_de_saisine')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_invitation_saisine_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_invitation_saisine_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation_saisine')),
    sa.UniqueConstraint('complement_id', name=op.f('uq_invitation_saisine_complement_id')),
    sa.UniqueConstraint('numero_envoi', name=op.f('uq_invitation_saisine_numero_envoi'))
    )
    op.create_table('objectif_propose',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('deliberation_id', sa.Uuid(), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('domaine', sa.String(length=80), nullable=True, comment='code of list domaine_objectif'),
    sa.Column('texte_chiffre', sa.Text(), nullable=True),
    sa.Column('objectif_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['deliberation_id'], ['deliberation.id'], name=op.f('fk_objectif_propose_deliberation_id_deliberation')),
    sa.ForeignKeyConstraint(['objectif_id'], ['objectif.id'], name=op.f('fk_objectif_propose_objectif_id_objectif')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_objectif_propose')),
    sa.UniqueConstraint('deliberation_id', 'rang', name=op.f('uq_objectif_propose_deliberation_id_rang'))
    )
    with op.batch_alter_table('objectif_propose', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_objectif_propose_deliberation_id'), ['deliberation_id'], unique=False)

    op.create_table('participant',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('atelier_id', sa.Uuid(), nullable=False),
    sa.Column('parcours_id', sa.Uuid(), nullable=False),
    sa.Column('action_id', sa.Uuid(), nullable=False),
    sa.Column('inscrit_le', sa.Date(), nullable=False),
    sa.Column('sorti_le', sa.Date(), nullable=True),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_participant_action_id_action')),
    sa.ForeignKeyConstraint(['atelier_id'], ['atelier.id'], name=op.f('fk_participant_atelier_id_atelier')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_participant_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_participant_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['parcours_id'], ['parcours.id'], name=op.f('fk_participant_parcours_id_parcours')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participant')),
    sa.UniqueConstraint('action_id', name=op.f('uq_participant_action_id')),
    sa.UniqueConstraint('atelier_id', 'parcours_id', name=op.f('uq_participant_atelier_id_parcours_id'))
    )
    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_participant_parcours_id'), ['parcours_id'], unique=False)

    op.create_table('professionnel_de_saisine',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('recit_id', sa.Uuid(), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('nom', sa.String(length=120), nullable=False),
    sa.Column('service', sa.String(length=160), nullable=False),
    sa.Column('accord', sa.Boolean(), nullable=False, comment='the parents agree that the PRE contacts them'),
    sa.ForeignKeyConstraint(['recit_id'], ['recit_de_saisine.id'], name=op.f('fk_professionnel_de_saisine_recit_id_recit_de_saisine')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_professionnel_de_saisine'))
    )
    with op.batch_alter_table('professionnel_de_saisine', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_professionnel_de_saisine_recit_id'), ['recit_id'], unique=False)

    op.create_table('seance_action',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('action_id', sa.Uuid(), nullable=False),
    sa.Column('le', sa.Date(), nullable=False),
    sa.Column('faite', sa.Boolean(), nullable=False),
    sa.Column('manquee_par', sa.String(length=40), nullable=True),
    sa.Column('excusee', sa.Boolean(), nullable=False),
    sa.Column('duree_min', sa.Integer(), nullable=True),
    sa.Column('commentaire_chiffre', sa.Text(), nullable=True),
    sa.Column('annulee', sa.Boolean(), nullable=False, comment='noted by mistake: counts no more'),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False, comment="raised at each change; compared with the form's"),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_seance_action_action_id_action')),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_seance_action_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_seance_action_modifie_par_id_agent')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seance_action'))
    )
    with op.batch_alter_table('seance_action', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seance_action_action_id_le'), ['action_id', 'le'], unique=False)
        batch_op.create_index(batch_op.f('ix_seance_action_le'), ['le'], unique=False)

    op.create_table('presence_atelier',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('seance_id', sa.Uuid(), nullable=False),
    sa.Column('participant_id', sa.Uuid(), nullable=False),
    sa.Column('assiduite', sa.String(length=40), nullable=False),
    sa.Column('seance_action_id', sa.Uuid(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('cree_par_id', sa.Uuid(), nullable=True),
    sa.Column('modifie_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modifie_par_id', sa.Uuid(), nullable=True),
    sa.ForeignKeyConstraint(['cree_par_id'], ['agent.id'], name=op.f('fk_presence_atelier_cree_par_id_agent')),
    sa.ForeignKeyConstraint(['modifie_par_id'], ['agent.id'], name=op.f('fk_presence_atelier_modifie_par_id_agent')),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_presence_atelier_participant_id_participant')),
    sa.ForeignKeyConstraint(['seance_action_id'], ['seance_action.id'], name=op.f('fk_presence_atelier_seance_action_id_seance_action')),
    sa.ForeignKeyConstraint(['seance_id'], ['seance_atelier.id'], name=op.f('fk_presence_atelier_seance_id_seance_atelier')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presence_atelier')),
    sa.UniqueConstraint('seance_id', 'participant_id', name=op.f('uq_presence_atelier_seance_id_participant_id'))
    )
    with op.batch_alter_table('presence_atelier', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_presence_atelier_participant_id'), ['participant_id'], unique=False)

    with op.batch_alter_table('acte_de_mediation', schema=None) as batch_op:
        batch_op.alter_column('besoin',
               existing_type=sa.VARCHAR(length=120),
               comment='the first need; the others are in choix_en_plus',
               existing_nullable=True)
        batch_op.alter_column('obstacle',
               existing_type=sa.VARCHAR(length=120),
               comment='the first obstacle; the others are in choix_en_plus',
               existing_nullable=True)

    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.add_column(sa.Column('unite', sa.String(length=20), nullable=True, comment='heures, séances, euros: that of the type when it was chosen'))
        batch_op.add_column(sa.Column('prevue_au', sa.Date(), nullable=True, comment='planned until'))
        batch_op.add_column(sa.Column('prochaine_le', sa.Date(), nullable=True, comment='next séance'))
        batch_op.add_column(sa.Column('rythme', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('frequence', sa.String(length=120), nullable=True, comment='in words: le mercredi à 14 h'))
        batch_op.add_column(sa.Column('prevu', sa.Integer(), nullable=True, comment='planned: séances, or minutes when the unit is hours'))
        batch_op.add_column(sa.Column('collective', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('en_atelier', sa.Boolean(), server_default=sa.false(), nullable=False, comment='its séances come from the attendance of a group'))
        batch_op.add_column(sa.Column('financement', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('cout_prevu', sa.Integer(), nullable=True, comment='cents'))
        batch_op.add_column(sa.Column('cout_engage', sa.Integer(), nullable=True, comment='cents'))
        batch_op.add_column(sa.Column('cout_paye', sa.Integer(), nullable=True, comment='cents'))
        batch_op.add_column(sa.Column('resultat_chiffre', sa.Text(), nullable=True))
        batch_op.alter_column('prevue_le',
               existing_type=sa.DATE(),
               comment='planned on, or from',
               existing_nullable=True)
        batch_op.create_index(batch_op.f('ix_action_type'), ['type'], unique=False)

    # An action already written takes the unit its type has today.
    op.execute(
        "UPDATE action SET unite = (SELECT NULLIF(v.unite, '') FROM valeur_de_liste v"
        " WHERE v.liste = 'type_action' AND v.code = action.type)"
    )

    with op.batch_alter_table('courrier', schema=None) as batch_op:
        batch_op.add_column(sa.Column('piece_nom', sa.String(), nullable=True, comment="name of the attached file: never a person's"))
        batch_op.add_column(sa.Column('piece_type', sa.String(), nullable=True, comment='MIME type, with its parameters'))
        batch_op.add_column(sa.Column('piece_chiffree', sa.Text(), nullable=True))

    with op.batch_alter_table('objectif', schema=None) as batch_op:
        batch_op.add_column(sa.Column('note_debut', sa.Integer(), nullable=True, comment='rules.NOTES, when it was set'))
        batch_op.add_column(sa.Column('note_fin', sa.Integer(), nullable=True, comment='rules.NOTES, at the latest bilan'))

    with op.batch_alter_table('parcours', schema=None) as batch_op:
        batch_op.add_column(sa.Column('terme_le', sa.Date(), nullable=True, comment='end of the term of the contract, moved by a renewal (PRE)'))
        batch_op.add_column(sa.Column('retour_prevu_le', sa.Date(), nullable=True, comment='expected return, while suspended'))
        batch_op.add_column(sa.Column('profil', sa.String(length=80), nullable=True, comment='code of list profil_pre (1 to 4, national survey)'))

    _livrer_les_types_de_reunion()
    with op.batch_alter_table('reunion', schema=None) as batch_op:
        batch_op.add_column(sa.Column('duree_minutes', sa.Integer(), server_default='120', nullable=False))
        batch_op.add_column(sa.Column('minutes_par_situation', sa.Integer(), server_default='15', nullable=False))
        batch_op.add_column(sa.Column('sequence', sa.Integer(), server_default='0', nullable=False, comment='SEQUENCE of its calendar entry: raised when members must be told again'))
        batch_op.add_column(sa.Column('annulee_le', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_reunion_type_type_de_reunion'), 'type_de_reunion', ['type'], ['code'])

    with op.batch_alter_table('transition_parcours', schema=None) as batch_op:
        batch_op.add_column(sa.Column('prevu_le', sa.Date(), nullable=True, comment='expected return of a suspension, new term of a renewal'))
        batch_op.add_column(sa.Column('texte_chiffre', sa.Text(), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('transition_parcours', schema=None) as batch_op:
        batch_op.drop_column('texte_chiffre')
        batch_op.drop_column('prevu_le')

    with op.batch_alter_table('reunion', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_reunion_type_type_de_reunion'), type_='foreignkey')
        batch_op.drop_column('annulee_le')
        batch_op.drop_column('sequence')
        batch_op.drop_column('minutes_par_situation')
        batch_op.drop_column('duree_minutes')

    with op.batch_alter_table('parcours', schema=None) as batch_op:
        batch_op.drop_column('profil')
        batch_op.drop_column('retour_prevu_le')
        batch_op.drop_column('terme_le')

    with op.batch_alter_table('objectif', schema=None) as batch_op:
        batch_op.drop_column('note_fin')
        batch_op.drop_column('note_debut')

    with op.batch_alter_table('courrier', schema=None) as batch_op:
        batch_op.drop_column('piece_chiffree')
        batch_op.drop_column('piece_type')
        batch_op.drop_column('piece_nom')

    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_action_type'))
        batch_op.alter_column('prevue_le',
               existing_type=sa.DATE(),
               comment=None,
               existing_comment='planned on, or from',
               existing_nullable=True)
        batch_op.drop_column('resultat_chiffre')
        batch_op.drop_column('cout_paye')
        batch_op.drop_column('cout_engage')
        batch_op.drop_column('cout_prevu')
        batch_op.drop_column('financement')
        batch_op.drop_column('en_atelier')
        batch_op.drop_column('collective')
        batch_op.drop_column('prevu')
        batch_op.drop_column('frequence')
        batch_op.drop_column('rythme')
        batch_op.drop_column('prochaine_le')
        batch_op.drop_column('prevue_au')
        batch_op.drop_column('unite')

    with op.batch_alter_table('acte_de_mediation', schema=None) as batch_op:
        batch_op.alter_column('obstacle',
               existing_type=sa.VARCHAR(length=120),
               comment=None,
               existing_comment='the first obstacle; the others are in choix_en_plus',
               existing_nullable=True)
        batch_op.alter_column('besoin',
               existing_type=sa.VARCHAR(length=120),
               comment=None,
               existing_comment='the first need; the others are in choix_en_plus',
               existing_nullable=True)

    with op.batch_alter_table('presence_atelier', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_presence_atelier_participant_id'))

    op.drop_table('presence_atelier')
    with op.batch_alter_table('seance_action', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seance_action_le'))
        batch_op.drop_index(batch_op.f('ix_seance_action_action_id_le'))

    op.drop_table('seance_action')
    with op.batch_alter_table('professionnel_de_saisine', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_professionnel_de_saisine_recit_id'))

    op.drop_table('professionnel_de_saisine')
    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_participant_parcours_id'))

    op.drop_table('participant')
    with op.batch_alter_table('objectif_propose', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_objectif_propose_deliberation_id'))

    op.drop_table('objectif_propose')
    op.drop_table('invitation_saisine')
    op.drop_table('contenu_de_piece')
    with op.batch_alter_table('choix_en_plus', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_choix_en_plus_acte_id'))

    op.drop_table('choix_en_plus')
    with op.batch_alter_table('aide_tentee', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_aide_tentee_recit_id'))

    op.drop_table('aide_tentee')
    with op.batch_alter_table('action_proposee', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_action_proposee_deliberation_id'))

    op.drop_table('action_proposee')
    with op.batch_alter_table('transition_saisine', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_transition_saisine_saisine_id'))

    op.drop_table('transition_saisine')
    with op.batch_alter_table('titulaire_de_saisine', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_titulaire_de_saisine_saisine_id'))

    op.drop_table('titulaire_de_saisine')
    with op.batch_alter_table('sortie_de_salle', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sortie_de_salle_situation_id'))
        batch_op.drop_index(batch_op.f('ix_sortie_de_salle_presence_id'))

    op.drop_table('sortie_de_salle')
    with op.batch_alter_table('rencontre_famille', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rencontre_famille_saisine_id'))

    op.drop_table('rencontre_famille')
    op.drop_table('recit_de_saisine')
    with op.batch_alter_table('progres_objectif', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_progres_objectif_objectif_id'))
        batch_op.drop_index(batch_op.f('ix_progres_objectif_bilan_id'))

    op.drop_table('progres_objectif')
    with op.batch_alter_table('piece', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_piece_beneficiaire_id'))

    op.drop_table('piece')
    with op.batch_alter_table('motif_de_saisine', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_motif_de_saisine_saisine_id'))

    op.drop_table('motif_de_saisine')
    with op.batch_alter_table('evaluation_domaine', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evaluation_domaine_parcours_id_moment'))
        batch_op.drop_index(batch_op.f('ix_evaluation_domaine_bilan_id'))

    op.drop_table('evaluation_domaine')
    op.drop_table('deliberation')
    with op.batch_alter_table('complement_de_saisine', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_complement_de_saisine_saisine_id'))

    op.drop_table('complement_de_saisine')
    with op.batch_alter_table('sortie_de_parcours', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sortie_de_parcours_veille_le'))

    op.drop_table('sortie_de_parcours')
    with op.batch_alter_table('saisine', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saisine_parcours_id'))
        batch_op.drop_index(batch_op.f('ix_saisine_etat_etape_le'))
        batch_op.drop_index(batch_op.f('ix_saisine_cle_tri'))
        batch_op.drop_index(batch_op.f('ix_saisine_beneficiaire_id'))

    op.drop_table('saisine')
    op.drop_table('contrat_engagement')
    with op.batch_alter_table('bilan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bilan_parcours_id_le'))
        batch_op.drop_index(batch_op.f('ix_bilan_le'))

    op.drop_table('bilan')
    with op.batch_alter_table('seance_atelier', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seance_atelier_le'))
        batch_op.drop_index(batch_op.f('ix_seance_atelier_atelier_id_le'))

    op.drop_table('seance_atelier')
    with op.batch_alter_table('scolarite', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_scolarite_annee'))

    op.drop_table('scolarite')
    with op.batch_alter_table('membre_de_fratrie', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_membre_de_fratrie_fratrie_id'))
        batch_op.drop_index(batch_op.f('ix_membre_de_fratrie_beneficiaire_id'))

    op.drop_table('membre_de_fratrie')
    op.drop_table('seance')
    with op.batch_alter_table('presence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_presence_reunion_id'))

    op.drop_table('presence')
    with op.batch_alter_table('point_anonyme', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_point_anonyme_reunion_id'))

    op.drop_table('point_anonyme')
    with op.batch_alter_table('chiffre_de_seance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chiffre_de_seance_reunion_id'))
        batch_op.drop_index(batch_op.f('ix_chiffre_de_seance_jour'))

    op.drop_table('chiffre_de_seance')
    with op.batch_alter_table('atelier', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_atelier_dispositif_termine_le'))

    op.drop_table('atelier')
    with op.batch_alter_table('version_de_texte', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_version_de_texte_texte_id'))

    op.drop_table('version_de_texte')
    op.drop_table('moyen_du_pre')
    with op.batch_alter_table('membre_habituel', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_membre_habituel_type_id'))
        batch_op.drop_index(batch_op.f('ix_membre_habituel_agent_id'))

    op.drop_table('membre_habituel')
    op.drop_table('type_de_reunion')
    op.drop_table('texte_type')
    with op.batch_alter_table('photo_de_bilan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_photo_de_bilan_periode'))

    op.drop_table('photo_de_bilan')
    op.drop_table('exercice_du_pre')
    op.drop_table('vacances_scolaires')
    op.drop_table('fratrie')
