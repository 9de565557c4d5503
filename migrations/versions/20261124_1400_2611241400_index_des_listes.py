"""Indexes behind the list of referrals and their follow-up: a scope and its counts are read without a row.

A migration works with the code of the previous release, goes up and down, and imports no model.
"""

from __future__ import annotations

from alembic import op

revision = "2611241400"
down_revision = "2611240008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("orientation", schema=None) as batch_op:
        batch_op.create_index("ix_orientation_suivi", ["parcours_id", "etat", "envoyee_le", "importee"], unique=False)
        batch_op.drop_index(batch_op.f("ix_orientation_parcours_id"))
    with op.batch_alter_table("parcours", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parcours_beneficiaire_id_etat_id"), ["beneficiaire_id", "etat", "id"], unique=False)
        batch_op.drop_index(batch_op.f("ix_parcours_beneficiaire_id_etat"))


def downgrade() -> None:
    with op.batch_alter_table("parcours", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_parcours_beneficiaire_id_etat"), ["beneficiaire_id", "etat"], unique=False)
        batch_op.drop_index(batch_op.f("ix_parcours_beneficiaire_id_etat_id"))
    with op.batch_alter_table("orientation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_orientation_parcours_id"), ["parcours_id"], unique=False)
        batch_op.drop_index("ix_orientation_suivi")
