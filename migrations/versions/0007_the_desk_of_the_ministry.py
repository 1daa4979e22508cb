"""The ministry's desk: a queue with two officers, print runs and sheets, search, figures, designs, settings, privacy, API.

What is evidence of paper and of a design is kept for good: the database refuses to change it. The last four signs of a
document stand nowhere in clear any more; a keyed digest finds them. Who was in a class before holds its key.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

from app.core.append_only import guards
from app.core.sealing import CannotUnseal, digest, unseal

_KEPT = (
    "certificate_design",
    "design_choice",
    "design_picture",
    "print_place",
    "sheet_box",
    "sheet_outcome",
    "sheet_taking",
)
_SIGNALS = (
    "too-fast",
    "same-mistakes",
    "all-alike",
    "outside-session",
    "two-places",
    "trainer-twice",
    "all-at-once",
    "roster-after-exam",
)
_NEW_SIGNALS = ("quiz-outside", "quiz-two-places")
_END = 4
"""Signs of a document by which an office finds it."""

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('design_draft',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_design_draft_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_design_draft'))
    )
    op.create_table('design_draft_picture',
    sa.Column('part', sa.String(length=12), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('width', sa.Float(), nullable=False),
    sa.Column('height', sa.Float(), nullable=False),
    sa.CheckConstraint("kind IN ('drawing', 'pixels')", name=op.f('ck_design_draft_picture_kind')),
    sa.CheckConstraint("part IN ('logo', 'seal', 'signature')", name=op.f('ck_design_draft_picture_part')),
    sa.PrimaryKeyConstraint('part', name=op.f('pk_design_draft_picture'))
    )
    op.create_table('design_picture',
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('width', sa.Float(), nullable=False),
    sa.Column('height', sa.Float(), nullable=False),
    sa.CheckConstraint("kind IN ('drawing', 'pixels')", name=op.f('ck_design_picture_kind')),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_design_picture'))
    )
    op.create_table('figure_sheet',
    sa.Column('period', sa.String(length=7), nullable=False),
    sa.Column('base', sa.String(length=40), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('period', 'base', name=op.f('pk_figure_sheet'))
    )
    op.create_table('register_name',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=801).with_variant(sa.VARCHAR(length=801, collation='C'), 'postgresql'), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_name')),
    sa.UniqueConstraint('key', name=op.f('uq_register_name_key'))
    )
    op.create_table('register_named',
    sa.Column('name_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('entry_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('name_id', 'entry_id', name=op.f('pk_register_named'))
    )
    with op.batch_alter_table('register_named', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_register_named_entry_id'), ['entry_id'], unique=False)

    op.create_table('register_near',
    sa.Column('mark', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('name_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('mark', 'name_id', name=op.f('pk_register_near')),
    sqlite_with_rowid=False
    )
    op.create_table('register_part',
    sa.Column('part', sa.String(length=801).with_variant(sa.VARCHAR(length=801, collation='C'), 'postgresql'), nullable=False),
    sa.Column('name_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('part', 'name_id', name=op.f('pk_register_part'))
    )
    with op.batch_alter_table('register_part', schema=None) as batch_op:
        batch_op.create_index('ix_register_part_name', ['name_id', 'part'], unique=False)

    op.create_table('spent_number',
    sa.Column('number', sa.String(length=9), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_spent_number'))
    )
    op.create_table('api_client',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('contact', sa.String(length=200), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['made_by_id'], ['staff.id'], name=op.f('fk_api_client_made_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_client')),
    sa.UniqueConstraint('name', name=op.f('uq_api_client_name'))
    )
    op.create_table('certificate_design',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=24), nullable=False),
    sa.Column('logo', sa.String(length=64), nullable=True),
    sa.Column('seal', sa.String(length=64), nullable=True),
    sa.Column('signature', sa.String(length=64), nullable=True),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['logo'], ['design_picture.digest'], name=op.f('fk_certificate_design_logo_design_picture')),
    sa.ForeignKeyConstraint(['made_by_id'], ['staff.id'], name=op.f('fk_certificate_design_made_by_id_staff')),
    sa.ForeignKeyConstraint(['seal'], ['design_picture.digest'], name=op.f('fk_certificate_design_seal_design_picture')),
    sa.ForeignKeyConstraint(['signature'], ['design_picture.digest'], name=op.f('fk_certificate_design_signature_design_picture')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_design'))
    )
    with op.batch_alter_table('certificate_design', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_design_key'), ['key'], unique=False)

    op.create_table('erasure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=16), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('agreed_by_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('stopped_by_learner', sa.Boolean(), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("reason IN ('own-wish', 'asked-in-person', 'twice-entered', 'made-by-mistake', 'death', 'court', 'term')", name=op.f('ck_erasure_reason')),
    sa.CheckConstraint('agreed_by_id <> asked_by_id', name=op.f('ck_erasure_two_different')),
    sa.CheckConstraint('asked_by_id IS NOT NULL OR agreed_by_id IS NULL', name=op.f('ck_erasure_agreed')),
    sa.CheckConstraint('done_at IS NULL OR due_on IS NOT NULL', name=op.f('ck_erasure_due')),
    sa.ForeignKeyConstraint(['agreed_by_id'], ['staff.id'], name=op.f('fk_erasure_agreed_by_id_staff')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['staff.id'], name=op.f('fk_erasure_asked_by_id_staff')),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_erasure_learner_id_learner')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erasure'))
    )
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_erasure_due_on'), ['due_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_erasure_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index('uq_erasure_open', ['learner_id'], unique=True, sqlite_where=sa.text('stopped_at IS NULL AND done_at IS NULL'), postgresql_where=sa.text('stopped_at IS NULL AND done_at IS NULL'))

    op.create_table('legal_basis',
    sa.Column('purpose', sa.String(length=16), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('set_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['set_by_id'], ['staff.id'], name=op.f('fk_legal_basis_set_by_id_staff')),
    sa.PrimaryKeyConstraint('purpose', name=op.f('pk_legal_basis'))
    )
    op.create_table('print_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('layout', sa.String(length=32), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('chosen', sa.JSON(), nullable=False),
    sa.Column('ordering', sa.String(length=10), nullable=False),
    sa.Column('collated', sa.String(length=10), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sheets', sa.Integer(), nullable=False),
    sa.Column('pages_a_file', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.CheckConstraint("ordering IN ('centre', 'class', 'name', 'number', 'given')", name=op.f('ck_print_run_ordering')),
    sa.CheckConstraint("state IN ('prepared', 'drawing', 'drawn', 'cancelled', 'failed', 'forgotten')", name=op.f('ck_print_run_state')),
    sa.CheckConstraint('size > 0', name=op.f('ck_print_run_size')),
    sa.ForeignKeyConstraint(['made_by_id'], ['staff.id'], name=op.f('fk_print_run_made_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_print_run'))
    )
    with op.batch_alter_table('print_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_print_run_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_print_run_made_at'), ['made_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_print_run_state'), ['state'], unique=False)

    op.create_table('printer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('for_cards', sa.Boolean(), nullable=False),
    sa.Column('dx', sa.Double(), nullable=False),
    sa.Column('dy', sa.Double(), nullable=False),
    sa.Column('measured_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('measured_by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('dx BETWEEN -15 AND 15', name=op.f('ck_printer_dx')),
    sa.CheckConstraint('dy BETWEEN -15 AND 15', name=op.f('ck_printer_dy')),
    sa.ForeignKeyConstraint(['measured_by_id'], ['staff.id'], name=op.f('fk_printer_measured_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_printer')),
    sa.UniqueConstraint('name', name=op.f('uq_printer_name'))
    )
    op.create_table('retention_term',
    sa.Column('name', sa.String(length=32), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('set_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('set_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('days >= 0', name=op.f('ck_retention_term_days')),
    sa.ForeignKeyConstraint(['set_by_id'], ['staff.id'], name=op.f('fk_retention_term_set_by_id_staff')),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_retention_term'))
    )
    op.create_table('sheet_box',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('prefix', sa.String(length=12), nullable=False),
    sa.Column('first', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.Column('digits', sa.Integer(), nullable=False),
    sa.Column('centre_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('digits BETWEEN 1 AND 12', name=op.f('ck_sheet_box_digits')),
    sa.CheckConstraint('first >= 0 AND last >= first', name=op.f('ck_sheet_box_numbers')),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_sheet_box_by_id_staff')),
    sa.ForeignKeyConstraint(['centre_id'], ['centre.id'], name=op.f('fk_sheet_box_centre_id_centre')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_box'))
    )
    with op.batch_alter_table('sheet_box', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sheet_box_prefix'), ['prefix'], unique=False)

    op.create_table('staff_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('roles', sa.JSON(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind <> 'password' OR staff_id IS NOT NULL", name=op.f('ck_staff_link_whose')),
    sa.CheckConstraint("kind IN ('invite', 'password')", name=op.f('ck_staff_link_kind')),
    sa.CheckConstraint('used_at IS NULL OR staff_id IS NOT NULL', name=op.f('ck_staff_link_used')),
    sa.CheckConstraint('used_at IS NULL OR withdrawn_at IS NULL', name=op.f('ck_staff_link_one_end')),
    sa.ForeignKeyConstraint(['made_by_id'], ['staff.id'], name=op.f('fk_staff_link_made_by_id_staff')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_staff_link_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_link')),
    sa.UniqueConstraint('digest', name=op.f('uq_staff_link_digest'))
    )
    with op.batch_alter_table('staff_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_staff_link_ends_at'), ['ends_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_staff_link_staff_id'), ['staff_id'], unique=False)

    op.create_table('staff_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('device', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_staff_session_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff_session')),
    sa.UniqueConstraint('digest', name=op.f('uq_staff_session_digest'))
    )
    with op.batch_alter_table('staff_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_staff_session_seen_at'), ['seen_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_staff_session_staff_id'), ['staff_id'], unique=False)

    op.create_table('answer_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('batch', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('taken_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('pages', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_answer_file_by_id_staff')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_answer_file_cohort_id_cohort')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_file'))
    )
    with op.batch_alter_table('answer_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_file_cohort_id'), ['cohort_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_file_read_at'), ['read_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_file_sent_at'), ['sent_at'], unique=False)

    op.create_table('api_token',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('start', sa.String(length=16), nullable=False),
    sa.Column('scopes', sa.JSON(), nullable=False),
    sa.Column('per_minute', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_used_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('per_minute > 0', name=op.f('ck_api_token_per_minute')),
    sa.ForeignKeyConstraint(['client_id'], ['api_client.id'], name=op.f('fk_api_token_client_id_api_client')),
    sa.ForeignKeyConstraint(['made_by_id'], ['staff.id'], name=op.f('fk_api_token_made_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_token')),
    sa.UniqueConstraint('digest', name=op.f('uq_api_token_digest'))
    )
    with op.batch_alter_table('api_token', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_api_token_client_id'), ['client_id'], unique=False)

    op.create_table('decision_batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.Column('act', sa.String(length=8), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=24), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("(act = 'return') = (reason IS NOT NULL)", name=op.f('ck_decision_batch_reason')),
    sa.CheckConstraint("act IN ('approve', 'return')", name=op.f('ck_decision_batch_act')),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_decision_batch_by_id_staff')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_decision_batch_cohort_id_cohort')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision_batch')),
    sa.UniqueConstraint('token', name=op.f('uq_decision_batch_token'))
    )
    with op.batch_alter_table('decision_batch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_batch_by_id'), ['by_id'], unique=False)
        batch_op.create_index('ix_decision_batch_open', ['made_at'], unique=False, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('design_choice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('design_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_design_choice_by_id_staff')),
    sa.ForeignKeyConstraint(['design_id'], ['certificate_design.id'], name=op.f('fk_design_choice_design_id_certificate_design')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_design_choice'))
    )
    op.create_table('print_part',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('first_place', sa.Integer(), nullable=False),
    sa.Column('last_place', sa.Integer(), nullable=False),
    sa.Column('first_sheet', sa.Integer(), nullable=False),
    sa.Column('last_sheet', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('holder', sa.String(length=120), nullable=True),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('fault', sa.Text(), nullable=True),
    sa.Column('seconds', sa.Double(), nullable=True),
    sa.Column('digest', sa.String(length=64), nullable=True),
    sa.Column('pages', sa.Integer(), nullable=True),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.Column('objects', sa.JSON(none_as_null=True), nullable=True),
    sa.CheckConstraint("(state = 'taken') = (lease_until IS NOT NULL)", name=op.f('ck_print_part_lease')),
    sa.CheckConstraint("state IN ('waiting', 'taken', 'drawn', 'failed')", name=op.f('ck_print_part_state')),
    sa.ForeignKeyConstraint(['run_id'], ['print_run.id'], name=op.f('fk_print_part_run_id_print_run')),
    sa.PrimaryKeyConstraint('run_id', 'number', name=op.f('pk_print_part'))
    )
    with op.batch_alter_table('print_part', schema=None) as batch_op:
        batch_op.create_index('ix_print_part_state', ['state', 'lease_until'], unique=False)

    op.create_table('print_place',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('number', sa.String(length=24), nullable=False),
    sa.Column('sheet', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['number'], ['certificate.number'], name=op.f('fk_print_place_number_certificate')),
    sa.ForeignKeyConstraint(['run_id'], ['print_run.id'], name=op.f('fk_print_place_run_id_print_run')),
    sa.PrimaryKeyConstraint('run_id', 'place', name=op.f('pk_print_place'))
    )
    with op.batch_alter_table('print_place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_print_place_number'), ['number'], unique=False)

    op.create_table('print_singles',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('fault', sa.String(length=200), nullable=True),
    sa.ForeignKeyConstraint(['asked_by_id'], ['staff.id'], name=op.f('fk_print_singles_asked_by_id_staff')),
    sa.ForeignKeyConstraint(['run_id'], ['print_run.id'], name=op.f('fk_print_singles_run_id_print_run')),
    sa.PrimaryKeyConstraint('run_id', name=op.f('pk_print_singles'))
    )
    with op.batch_alter_table('print_singles', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_print_singles_asked_at'), ['asked_at'], unique=False)

    op.create_table('register_entry',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('number', sa.String(length=24), nullable=False),
    sa.Column('ending', sa.String(length=24).with_variant(sa.VARCHAR(length=24, collation='C'), 'postgresql'), nullable=False),
    sa.Column('counter_ending', sa.String(length=7).with_variant(sa.VARCHAR(length=7, collation='C'), 'postgresql'), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('name_native', sa.String(length=400), nullable=True),
    sa.Column('name_latin', sa.String(length=400), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=True),
    sa.Column('centre_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("status IN ('active', 'superseded', 'revoked')", name=op.f('ck_register_entry_status')),
    sa.ForeignKeyConstraint(['centre_id'], ['centre.id'], name=op.f('fk_register_entry_centre_id_centre')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_register_entry_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['id'], ['certificate.id'], name=op.f('fk_register_entry_id_certificate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_entry')),
    sa.UniqueConstraint('number', name=op.f('uq_register_entry_number'))
    )
    with op.batch_alter_table('register_entry', schema=None) as batch_op:
        batch_op.create_index('ix_register_entry_centre', ['centre_id', 'issued_on', 'id'], unique=False)
        batch_op.create_index('ix_register_entry_centre_status', ['centre_id', 'status', 'issued_on', 'id'], unique=False)
        batch_op.create_index('ix_register_entry_cohort', ['cohort_id', 'issued_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_register_entry_counter_ending'), ['counter_ending'], unique=False)
        batch_op.create_index('ix_register_entry_day', ['issued_on', 'id'], unique=False)
        batch_op.create_index('ix_register_entry_end', ['valid_until', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_register_entry_ending'), ['ending'], unique=False)
        batch_op.create_index('ix_register_entry_gone', ['status', 'issued_on', 'id'], unique=False, sqlite_where=sa.text("status <> 'active'"), postgresql_where=sa.text("status <> 'active'"))
        batch_op.create_index(batch_op.f('ix_register_entry_serial'), ['serial'], unique=False)

    op.create_table('replacement_proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('certificate_id', sa.Integer(), nullable=False),
    sa.Column('name_native', sa.String(length=100), nullable=True),
    sa.Column('name_latin', sa.String(length=100), nullable=True),
    sa.Column('reason', sa.String(length=24), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(length=8), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("answer IN ('done', 'dropped')", name=op.f('ck_replacement_proposal_answer')),
    sa.CheckConstraint("answer IS NULL OR answer <> 'done' OR answered_by_id <> by_id", name=op.f('ck_replacement_proposal_two_persons')),
    sa.CheckConstraint('(answer IS NULL) = (answered_at IS NULL)', name=op.f('ck_replacement_proposal_answered_at')),
    sa.CheckConstraint('(answer IS NULL) = (answered_by_id IS NULL)', name=op.f('ck_replacement_proposal_answered_by')),
    sa.CheckConstraint('answer IS NULL OR (name_native IS NULL AND name_latin IS NULL)', name=op.f('ck_replacement_proposal_names')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['staff.id'], name=op.f('fk_replacement_proposal_answered_by_id_staff')),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_replacement_proposal_by_id_staff')),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificate.id'], name=op.f('fk_replacement_proposal_certificate_id_certificate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replacement_proposal'))
    )
    with op.batch_alter_table('replacement_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_replacement_proposal_certificate_id'), ['certificate_id'], unique=False)
        batch_op.create_index('uq_replacement_proposal_open', ['certificate_id'], unique=True, sqlite_where=sa.text('answer IS NULL'), postgresql_where=sa.text('answer IS NULL'))

    op.create_table('sheet_taking',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('box_id', sa.Integer(), nullable=True),
    sa.Column('first', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('last >= first', name=op.f('ck_sheet_taking_numbers')),
    sa.ForeignKeyConstraint(['box_id'], ['sheet_box.id'], name=op.f('fk_sheet_taking_box_id_sheet_box')),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_sheet_taking_by_id_staff')),
    sa.ForeignKeyConstraint(['run_id'], ['print_run.id'], name=op.f('fk_sheet_taking_run_id_print_run')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_taking'))
    )
    with op.batch_alter_table('sheet_taking', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sheet_taking_box_id'), ['box_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sheet_taking_run_id'), ['run_id'], unique=False)

    op.create_table('webhook',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('client_id', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(length=500), nullable=False),
    sa.Column('events', sa.JSON(), nullable=False),
    sa.Column('secret_sealed', sa.Text(), nullable=False),
    sa.Column('old_secret_sealed', sa.Text(), nullable=True),
    sa.Column('old_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('stopped_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['client_id'], ['api_client.id'], name=op.f('fk_webhook_client_id_api_client')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhook'))
    )
    with op.batch_alter_table('webhook', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_webhook_client_id'), ['client_id'], unique=False)

    op.create_table('answer_file_part',
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['answer_file.id'], name=op.f('fk_answer_file_part_file_id_answer_file'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('file_id', 'number', name=op.f('pk_answer_file_part'))
    )
    op.create_table('decision_item',
    sa.Column('batch_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=True),
    sa.CheckConstraint("outcome IN ('issued', 'first', 'returned', 'own', 'same-officer', 'decided', 'not-earned', 'not-printable', 'not-allowed', 'fault')", name=op.f('ck_decision_item_outcome')),
    sa.ForeignKeyConstraint(['batch_id'], ['decision_batch.id'], name=op.f('fk_decision_item_batch_id_decision_batch')),
    sa.ForeignKeyConstraint(['request_id'], ['certificate_request.id'], name=op.f('fk_decision_item_request_id_certificate_request')),
    sa.PrimaryKeyConstraint('batch_id', 'request_id', name=op.f('pk_decision_item'))
    )
    with op.batch_alter_table('decision_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_item_request_id'), ['request_id'], unique=False)

    op.create_table('print_single',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['run_id'], ['print_singles.run_id'], name=op.f('fk_print_single_run_id_print_singles')),
    sa.PrimaryKeyConstraint('run_id', 'place', name=op.f('pk_print_single'))
    )
    op.create_table('sheet_outcome',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('taking_id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('box_id', sa.Integer(), nullable=True),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('sheet', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(length=8), nullable=False),
    sa.Column('why', sa.String(length=12), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(outcome = 'returned') = (sheet IS NULL)", name=op.f('ck_sheet_outcome_sheet')),
    sa.CheckConstraint("(outcome = 'spoiled') = (why IS NOT NULL)", name=op.f('ck_sheet_outcome_why_spoiled')),
    sa.CheckConstraint("outcome IN ('printed', 'spoiled', 'returned')", name=op.f('ck_sheet_outcome_outcome')),
    sa.CheckConstraint("why IN ('jam', 'smeared', 'misplaced', 'wrong-side', 'torn', 'lost', 'other')", name=op.f('ck_sheet_outcome_why')),
    sa.ForeignKeyConstraint(['box_id'], ['sheet_box.id'], name=op.f('fk_sheet_outcome_box_id_sheet_box')),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_sheet_outcome_by_id_staff')),
    sa.ForeignKeyConstraint(['run_id'], ['print_run.id'], name=op.f('fk_sheet_outcome_run_id_print_run')),
    sa.ForeignKeyConstraint(['taking_id'], ['sheet_taking.id'], name=op.f('fk_sheet_outcome_taking_id_sheet_taking')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_outcome'))
    )
    with op.batch_alter_table('sheet_outcome', schema=None) as batch_op:
        batch_op.create_index('ix_sheet_outcome_sheet', ['run_id', 'sheet'], unique=False)
        batch_op.create_index('uq_sheet_outcome_taking', ['taking_id', 'serial', 'outcome'], unique=True)
        batch_op.create_index('uq_sheet_outcome_used', ['box_id', 'serial', 'outcome'], unique=True, sqlite_where=sa.text("outcome <> 'returned' AND box_id IS NOT NULL"), postgresql_where=sa.text("outcome <> 'returned' AND box_id IS NOT NULL"))

    op.create_table('webhook_delivery',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('webhook_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.String(length=40), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_answer', sa.String(length=40), nullable=True),
    sa.CheckConstraint("(state = 'waiting') = (next_at IS NOT NULL)", name=op.f('ck_webhook_delivery_next_at')),
    sa.CheckConstraint("state IN ('waiting', 'delivered', 'dead')", name=op.f('ck_webhook_delivery_state')),
    sa.ForeignKeyConstraint(['event_id'], ['certificate_event.id'], name=op.f('fk_webhook_delivery_event_id_certificate_event')),
    sa.ForeignKeyConstraint(['webhook_id'], ['webhook.id'], name=op.f('fk_webhook_delivery_webhook_id_webhook')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_webhook_delivery')),
    sa.UniqueConstraint('message_id', name=op.f('uq_webhook_delivery_message_id')),
    sa.UniqueConstraint('webhook_id', 'event_id', name=op.f('uq_webhook_delivery_webhook_id'))
    )
    with op.batch_alter_table('webhook_delivery', schema=None) as batch_op:
        batch_op.create_index('ix_webhook_delivery_due', ['next_at'], unique=False, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.create_index(batch_op.f('ix_webhook_delivery_made_at'), ['made_at'], unique=False)

    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_event_actor'))
        batch_op.drop_index(batch_op.f('ix_audit_event_at'))
        batch_op.drop_index(batch_op.f('ix_audit_event_subject'))
        batch_op.create_index('ix_audit_event_act_moment', ['act', 'at', 'id'], unique=False)
        batch_op.create_index('ix_audit_event_actor_act_moment', ['actor_kind', 'actor_id', 'act', 'at', 'id'], unique=False)
        batch_op.create_index('ix_audit_event_actor_moment', ['actor_kind', 'actor_id', 'at', 'id'], unique=False)
        batch_op.create_index('ix_audit_event_moment', ['at', 'id'], unique=False)
        batch_op.create_index('ix_audit_event_subject_moment', ['subject_kind', 'subject_id', 'at', 'id'], unique=False)

    with op.batch_alter_table('certificate_request', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first_approved_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('first_approved_by_id', sa.Integer(), nullable=True))
        batch_op.create_index('ix_certificate_request_queue', ['cohort_id', 'asked_at', 'id'], unique=False, sqlite_where=sa.text("status = 'waiting'"), postgresql_where=sa.text("status = 'waiting'"))
        batch_op.create_foreign_key(batch_op.f('fk_certificate_request_first_approved_by_id_staff'), 'staff', ['first_approved_by_id'], ['id'])
        batch_op.create_check_constraint(
            batch_op.f('ck_certificate_request_first_approved'),
            "(first_approved_by_id IS NULL) = (first_approved_at IS NULL)",
        )
        batch_op.create_check_constraint(
            batch_op.f('ck_certificate_request_two_persons'),
            "status <> 'approved' OR first_approved_by_id <> decided_by_id",
        )

    with op.batch_alter_table('cohort_member', schema=None) as batch_op:
        batch_op.add_column(sa.Column('own_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('learner', schema=None) as batch_op:
        batch_op.add_column(sa.Column('forgotten_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('learner_record', schema=None) as batch_op:
        batch_op.add_column(sa.Column('document_end_digest', sa.String(length=64), nullable=True))
        batch_op.create_index(batch_op.f('ix_learner_record_document_end_digest'), ['document_end_digest'], unique=False)

    _seal_ends()
    with op.batch_alter_table('learner_record', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_learner_record_document_last4'))
        batch_op.drop_column('document_last4')

    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.add_column(sa.Column('second_approval', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('corridors', sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
        batch_op.add_column(sa.Column('staff_second_factor', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_check_constraint(
            batch_op.f('ck_programme_second_approval'), "approval_needed OR NOT second_approval"
        )

    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.add_column(sa.Column('signed_in_at', sa.DateTime(timezone=True), nullable=True))

    # ### end Alembic commands ###

    with op.batch_alter_table('integrity_signal', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_integrity_signal_kind'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_integrity_signal_kind'), f"kind IN ({', '.join(map(repr, _SIGNALS + _NEW_SIGNALS))})")


    for table in _KEPT:
        for statement in guards(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    op.execute(f"DELETE FROM integrity_signal WHERE kind IN ({', '.join(map(repr, _NEW_SIGNALS))})")
    with op.batch_alter_table('integrity_signal', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_integrity_signal_kind'), type_='check')
        batch_op.create_check_constraint(batch_op.f('ck_integrity_signal_kind'), f"kind IN ({', '.join(map(repr, _SIGNALS))})")

    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.drop_column('signed_in_at')

    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_programme_second_approval'), type_='check')
        batch_op.drop_column('staff_second_factor')
        batch_op.drop_column('corridors')
        batch_op.drop_column('second_approval')

    with op.batch_alter_table('learner_record', schema=None) as batch_op:
        batch_op.add_column(sa.Column('document_last4', sa.VARCHAR(length=4), nullable=True))
        batch_op.create_index(batch_op.f('ix_learner_record_document_last4'), ['document_last4'], unique=False)

    _unseal_ends()
    with op.batch_alter_table('learner_record', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_learner_record_document_end_digest'))
        batch_op.drop_column('document_end_digest')

    with op.batch_alter_table('learner', schema=None) as batch_op:
        batch_op.drop_column('forgotten_at')

    with op.batch_alter_table('cohort_member', schema=None) as batch_op:
        batch_op.drop_column('own_at')

    with op.batch_alter_table('certificate_request', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_certificate_request_two_persons'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_certificate_request_first_approved'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_certificate_request_first_approved_by_id_staff'), type_='foreignkey')
        batch_op.drop_index('ix_certificate_request_queue', sqlite_where=sa.text("status = 'waiting'"), postgresql_where=sa.text("status = 'waiting'"))
        batch_op.drop_column('first_approved_by_id')
        batch_op.drop_column('first_approved_at')

    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_event_subject_moment')
        batch_op.drop_index('ix_audit_event_moment')
        batch_op.drop_index('ix_audit_event_actor_moment')
        batch_op.drop_index('ix_audit_event_actor_act_moment')
        batch_op.drop_index('ix_audit_event_act_moment')
        batch_op.create_index(batch_op.f('ix_audit_event_subject'), ['subject_kind', 'subject_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_event_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_event_actor'), ['actor_kind', 'actor_id'], unique=False)

    with op.batch_alter_table('webhook_delivery', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_webhook_delivery_made_at'))
        batch_op.drop_index('ix_webhook_delivery_due', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))

    op.drop_table('webhook_delivery')
    with op.batch_alter_table('sheet_outcome', schema=None) as batch_op:
        batch_op.drop_index('uq_sheet_outcome_used', sqlite_where=sa.text("outcome <> 'returned' AND box_id IS NOT NULL"), postgresql_where=sa.text("outcome <> 'returned' AND box_id IS NOT NULL"))
        batch_op.drop_index('uq_sheet_outcome_taking')
        batch_op.drop_index('ix_sheet_outcome_sheet')

    op.drop_table('sheet_outcome')
    op.drop_table('print_single')
    with op.batch_alter_table('decision_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_item_request_id'))

    op.drop_table('decision_item')
    op.drop_table('answer_file_part')
    with op.batch_alter_table('webhook', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_webhook_client_id'))

    op.drop_table('webhook')
    with op.batch_alter_table('sheet_taking', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sheet_taking_run_id'))
        batch_op.drop_index(batch_op.f('ix_sheet_taking_box_id'))

    op.drop_table('sheet_taking')
    with op.batch_alter_table('replacement_proposal', schema=None) as batch_op:
        batch_op.drop_index('uq_replacement_proposal_open', sqlite_where=sa.text('answer IS NULL'), postgresql_where=sa.text('answer IS NULL'))
        batch_op.drop_index(batch_op.f('ix_replacement_proposal_certificate_id'))

    op.drop_table('replacement_proposal')
    with op.batch_alter_table('register_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_register_entry_serial'))
        batch_op.drop_index('ix_register_entry_gone', sqlite_where=sa.text("status <> 'active'"), postgresql_where=sa.text("status <> 'active'"))
        batch_op.drop_index(batch_op.f('ix_register_entry_ending'))
        batch_op.drop_index('ix_register_entry_end')
        batch_op.drop_index('ix_register_entry_day')
        batch_op.drop_index(batch_op.f('ix_register_entry_counter_ending'))
        batch_op.drop_index('ix_register_entry_cohort')
        batch_op.drop_index('ix_register_entry_centre_status')
        batch_op.drop_index('ix_register_entry_centre')

    op.drop_table('register_entry')
    with op.batch_alter_table('print_singles', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_print_singles_asked_at'))

    op.drop_table('print_singles')
    with op.batch_alter_table('print_place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_print_place_number'))

    op.drop_table('print_place')
    with op.batch_alter_table('print_part', schema=None) as batch_op:
        batch_op.drop_index('ix_print_part_state')

    op.drop_table('print_part')
    op.drop_table('design_choice')
    with op.batch_alter_table('decision_batch', schema=None) as batch_op:
        batch_op.drop_index('ix_decision_batch_open', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_decision_batch_by_id'))

    op.drop_table('decision_batch')
    with op.batch_alter_table('api_token', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_api_token_client_id'))

    op.drop_table('api_token')
    with op.batch_alter_table('answer_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_answer_file_sent_at'))
        batch_op.drop_index(batch_op.f('ix_answer_file_read_at'))
        batch_op.drop_index(batch_op.f('ix_answer_file_cohort_id'))

    op.drop_table('answer_file')
    with op.batch_alter_table('staff_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_staff_session_staff_id'))
        batch_op.drop_index(batch_op.f('ix_staff_session_seen_at'))

    op.drop_table('staff_session')
    with op.batch_alter_table('staff_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_staff_link_staff_id'))
        batch_op.drop_index(batch_op.f('ix_staff_link_ends_at'))

    op.drop_table('staff_link')
    with op.batch_alter_table('sheet_box', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sheet_box_prefix'))

    op.drop_table('sheet_box')
    op.drop_table('retention_term')
    op.drop_table('printer')
    with op.batch_alter_table('print_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_print_run_state'))
        batch_op.drop_index(batch_op.f('ix_print_run_made_at'))
        batch_op.drop_index(batch_op.f('ix_print_run_ended_at'))

    op.drop_table('print_run')
    op.drop_table('legal_basis')
    with op.batch_alter_table('erasure', schema=None) as batch_op:
        batch_op.drop_index('uq_erasure_open', sqlite_where=sa.text('stopped_at IS NULL AND done_at IS NULL'), postgresql_where=sa.text('stopped_at IS NULL AND done_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_erasure_learner_id'))
        batch_op.drop_index(batch_op.f('ix_erasure_due_on'))

    op.drop_table('erasure')
    with op.batch_alter_table('certificate_design', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificate_design_key'))

    op.drop_table('certificate_design')
    op.drop_table('api_client')
    op.drop_table('spent_number')
    with op.batch_alter_table('register_part', schema=None) as batch_op:
        batch_op.drop_index('ix_register_part_name')

    op.drop_table('register_part')
    op.drop_table('register_near')
    with op.batch_alter_table('register_named', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_register_named_entry_id'))

    op.drop_table('register_named')
    op.drop_table('register_name')
    op.drop_table('figure_sheet')
    op.drop_table('design_picture')
    op.drop_table('design_draft_picture')
    op.drop_table('design_draft')
    # ### end Alembic commands ###


def _seal_ends() -> None:
    ends = sa.text("SELECT learner_id, document_last4 FROM learner_record WHERE document_last4 IS NOT NULL")
    for learner, end in op.get_bind().execute(ends).all():
        said = {"end": digest(end.upper(), purpose="learner-document-end"), "learner": learner}
        op.get_bind().execute(
            sa.text("UPDATE learner_record SET document_end_digest = :end WHERE learner_id = :learner"), said
        )


def _unseal_ends() -> None:
    for learner, document in _documents():
        said = {"end": document[-_END:], "learner": learner}
        op.get_bind().execute(
            sa.text("UPDATE learner_record SET document_last4 = :end WHERE learner_id = :learner"), said
        )


def _documents() -> list[tuple[int, str]]:
    """Read the documents that the present key opens; what another sealed is found by its end again once resealed."""
    rows = op.get_bind().execute(
        sa.text("SELECT learner_id, document_sealed FROM learner_record WHERE document_sealed IS NOT NULL")
    )
    found = []
    for learner, sealed in rows.all():
        try:
            found.append((learner, unseal(sealed)))
        except CannotUnseal:
            continue
    return found
