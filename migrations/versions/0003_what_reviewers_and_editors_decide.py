"""What reviewers and editors decide, and which words a certificate's course had.

Reviews and edits of facts are kept for good: the database refuses to change them. Certificates issued before do not
tell which words were taught under their version, so that their digest stays empty.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from app.core.append_only import guards

_KEPT = ("fact_edit", "text_review")

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('fact_edit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('fact', sa.String(length=80), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(length=8), nullable=False),
    sa.Column('seen', sa.String(length=64), nullable=False),
    sa.Column('words', sa.String(length=64), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('manner', sa.String(length=8), nullable=True),
    sa.Column('confidence', sa.String(length=8), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('settles', sa.Boolean(), nullable=False),
    sa.Column('new', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('old', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('still_right', sa.JSON(none_as_null=True), nullable=True),
    sa.CheckConstraint("act <> 'change' OR (new IS NOT NULL AND old IS NOT NULL)", name=op.f('ck_fact_edit_changed')),
    sa.CheckConstraint("act = 'check' OR act = 'change' OR note IS NOT NULL", name=op.f('ck_fact_edit_reason')),
    sa.CheckConstraint("act IN ('check', 'change', 'retire', 'restore', 'note')", name=op.f('ck_fact_edit_act')),
    sa.CheckConstraint("act NOT IN ('check', 'change') OR (checked_on IS NOT NULL AND manner IS NOT NULL)", name=op.f('ck_fact_edit_checked')),
    sa.CheckConstraint("confidence IN ('high', 'medium', 'low')", name=op.f('ck_fact_edit_confidence')),
    sa.CheckConstraint("manner IN ('read', 'called', 'told')", name=op.f('ck_fact_edit_manner')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_fact_edit_number')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_fact_edit_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fact_edit')),
    sa.UniqueConstraint('fact', 'number', name='uq_fact_edit_fact')
    )
    op.create_table('review_language',
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('locale', sa.String(length=16), nullable=False),
    sa.Column('signs_as', sa.String(length=120), nullable=True),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_review_language_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('staff_id', 'locale', name=op.f('pk_review_language'))
    )
    op.create_table('text_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('locale', sa.String(length=16), nullable=False),
    sa.Column('unit', sa.String(length=128), nullable=False),
    sa.Column('act', sa.String(length=16), nullable=False),
    sa.Column('source_digest', sa.String(length=64), nullable=False),
    sa.Column('own_digest', sa.String(length=64), nullable=False),
    sa.Column('ends_id', sa.Integer(), nullable=True),
    sa.Column('passages', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('words', sa.Text(), nullable=True),
    sa.CheckConstraint("(act IN ('take', 'decline', 'withdraw')) = (ends_id IS NOT NULL)", name=op.f('ck_text_review_ends')),
    sa.CheckConstraint("act IN ('accept', 'suggest', 'comment', 'take', 'decline', 'withdraw', 'back-translate')", name=op.f('ck_text_review_act')),
    sa.ForeignKeyConstraint(['ends_id'], ['text_review.id'], name='fk_text_review_ends_id_text_review'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name='fk_text_review_staff_id_staff'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_text_review')),
    sa.UniqueConstraint('ends_id', name='uq_text_review_ends_id')
    )
    with op.batch_alter_table('text_review', schema=None) as batch_op:
        batch_op.create_index('ix_text_review_unit', ['locale', 'unit'], unique=False)

    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.add_column(sa.Column('course_digest', sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f('ix_certificate_course_digest'), ['course_digest'], unique=False)
    for table in _KEPT:
        for statement in guards(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_certificate_course_digest", table_name="certificate")
    op.execute("ALTER TABLE certificate DROP COLUMN course_digest")
    with op.batch_alter_table('text_review', schema=None) as batch_op:
        batch_op.drop_index('ix_text_review_unit')

    op.drop_table('text_review')
    op.drop_table('review_language')
    op.drop_table('fact_edit')
