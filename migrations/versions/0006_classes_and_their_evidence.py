"""Classes: cohorts, rosters, attendance, quizzes in class and on paper, and the signals they raise.

What is evidence is kept for good: the database refuses to change it. Attempts of before were taken on a screen of
one's own; a programme of before asks for no class.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

from app.core.append_only import guards

_KEPT = (
    "attendance_mark",
    "class_answer",
    "class_quiz",
    "class_quiz_end",
    "cohort_event",
    "group_lesson",
    "roster_import",
    "sync_entry",
)

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('centre',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('province', sa.String(length=80), nullable=True),
    sa.Column('time_zone', sa.String(length=40), nullable=False),
    sa.Column('is_open', sa.Boolean(), server_default=sa.true(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centre')),
    sa.UniqueConstraint('code', name=op.f('uq_centre_code'))
    )
    op.create_table('cohort',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=6), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('centre_id', sa.Integer(), nullable=False),
    sa.Column('award', sa.String(length=8), nullable=False),
    sa.Column('locales', sa.JSON(), nullable=False),
    sa.Column('origin', sa.String(length=2), nullable=True),
    sa.Column('destination', sa.String(length=2), nullable=True),
    sa.Column('sector', sa.String(length=16), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('room', sa.String(length=80), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("award IN ('core', 'full')", name=op.f('ck_cohort_award')),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_cohort_days')),
    sa.ForeignKeyConstraint(['centre_id'], ['centre.id'], name=op.f('fk_cohort_centre_id_centre')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cohort')),
    sa.UniqueConstraint('code', name=op.f('uq_cohort_code'))
    )
    with op.batch_alter_table('cohort', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohort_centre_id'), ['centre_id'], unique=False)

    op.create_table('learner_card',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('key_digest', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_learner_card_learner_id_learner'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['made_by_id'], ['staff.id'], name=op.f('fk_learner_card_made_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_learner_card')),
    sa.UniqueConstraint('key_digest', name=op.f('uq_learner_card_key_digest'))
    )
    with op.batch_alter_table('learner_card', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_learner_card_learner_id'), ['learner_id'], unique=False)

    op.create_table('learner_record',
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('sex', sa.String(length=8), nullable=True),
    sa.Column('born_on', sa.Date(), nullable=True),
    sa.Column('born_year', sa.Integer(), nullable=True),
    sa.Column('province', sa.String(length=80), nullable=True),
    sa.Column('phone_sealed', sa.Text(), nullable=True),
    sa.Column('phone_digest', sa.String(length=64), nullable=True),
    sa.Column('document_sealed', sa.Text(), nullable=True),
    sa.Column('document_digest', sa.String(length=64), nullable=True),
    sa.Column('document_last4', sa.String(length=4), nullable=True),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("sex IN ('female', 'male', 'other')", name=op.f('ck_learner_record_sex')),
    sa.CheckConstraint('born_year BETWEEN 1900 AND 2100', name=op.f('ck_learner_record_born_year')),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_learner_record_learner_id_learner'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('learner_id', name=op.f('pk_learner_record'))
    )
    with op.batch_alter_table('learner_record', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_learner_record_document_digest'), ['document_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_learner_record_document_last4'), ['document_last4'], unique=False)
        batch_op.create_index(batch_op.f('ix_learner_record_phone_digest'), ['phone_digest'], unique=False)

    op.create_table('answer_sheet',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=10), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('module', sa.String(length=20), nullable=False),
    sa.Column('locale', sa.String(length=10), nullable=False),
    sa.Column('draw', sa.JSON(), nullable=False),
    sa.Column('course_version', sa.String(length=20), nullable=False),
    sa.Column('course_digest', sa.String(length=64), nullable=False),
    sa.Column('printed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('printed_by_id', sa.Integer(), nullable=False),
    sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('taken_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_answer_sheet_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_answer_sheet_learner_id_learner'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['printed_by_id'], ['staff.id'], name=op.f('fk_answer_sheet_printed_by_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_sheet')),
    sa.UniqueConstraint('code', name=op.f('uq_answer_sheet_code'))
    )
    with op.batch_alter_table('answer_sheet', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_answer_sheet_cohort_id'), ['cohort_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_answer_sheet_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index('uq_answer_sheet_open', ['cohort_id', 'learner_id', 'module'], unique=True, sqlite_where=sa.text('taken_in_at IS NULL AND replaced_at IS NULL'), postgresql_where=sa.text('taken_in_at IS NULL AND replaced_at IS NULL'))

    op.create_table('cohort_agency',
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_cohort_agency_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_cohort_agency_staff_id_staff')),
    sa.PrimaryKeyConstraint('cohort_id', 'staff_id', name=op.f('pk_cohort_agency'))
    )
    with op.batch_alter_table('cohort_agency', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohort_agency_staff_id'), ['staff_id'], unique=False)

    op.create_table('cohort_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('act', sa.String(length=10), nullable=False),
    sa.Column('why', sa.Text(), nullable=True),
    sa.CheckConstraint("act <> 'reopened' OR why IS NOT NULL", name=op.f('ck_cohort_event_reason')),
    sa.CheckConstraint("act IN ('opened', 'changed', 'closed', 'reopened')", name=op.f('ck_cohort_event_act')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_cohort_event_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_cohort_event_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cohort_event'))
    )
    with op.batch_alter_table('cohort_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohort_event_cohort_id'), ['cohort_id'], unique=False)

    op.create_table('cohort_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('seat', sa.Integer(), nullable=False),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_by_id', sa.Integer(), nullable=True),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('moved_to_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('seat >= 1', name=op.f('ck_cohort_member_seat')),
    sa.ForeignKeyConstraint(['added_by_id'], ['staff.id'], name=op.f('fk_cohort_member_added_by_id_staff')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_cohort_member_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_cohort_member_learner_id_learner'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['moved_to_id'], ['cohort.id'], name=op.f('fk_cohort_member_moved_to_id_cohort')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cohort_member'))
    )
    with op.batch_alter_table('cohort_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohort_member_cohort_id'), ['cohort_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_cohort_member_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index('uq_cohort_member_here', ['cohort_id', 'learner_id'], unique=True, sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))
        batch_op.create_index('uq_cohort_member_seat', ['cohort_id', 'seat'], unique=True, sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))

    op.create_table('cohort_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('modules', sa.JSON(), nullable=False),
    sa.Column('room', sa.String(length=80), nullable=True),
    sa.Column('board_secret', sa.String(length=64), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_cohort_session_times')),
    sa.CheckConstraint('number >= 1', name=op.f('ck_cohort_session_number')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_cohort_session_cohort_id_cohort')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cohort_session')),
    sa.UniqueConstraint('cohort_id', 'number', name=op.f('uq_cohort_session_cohort_id'))
    )
    with op.batch_alter_table('cohort_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohort_session_cohort_id'), ['cohort_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_cohort_session_starts_at'), ['starts_at'], unique=False)

    op.create_table('cohort_trainer',
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('is_lead', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_cohort_trainer_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_cohort_trainer_staff_id_staff')),
    sa.PrimaryKeyConstraint('cohort_id', 'staff_id', name=op.f('pk_cohort_trainer'))
    )
    with op.batch_alter_table('cohort_trainer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cohort_trainer_staff_id'), ['staff_id'], unique=False)

    op.create_table('hand_over',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key_digest', sa.String(length=64), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('shows_names', sa.Boolean(), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('until > at', name=op.f('ck_hand_over_times')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_hand_over_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_hand_over_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hand_over')),
    sa.UniqueConstraint('key_digest', name=op.f('uq_hand_over_key_digest'))
    )
    with op.batch_alter_table('hand_over', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_hand_over_cohort_id'), ['cohort_id'], unique=False)

    op.create_table('integrity_signal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.Column('learners', sa.JSON(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('verdict', sa.String(length=10), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("kind IN ('too-fast', 'same-mistakes', 'all-alike', 'outside-session', 'two-places', 'trainer-twice', 'all-at-once', 'roster-after-exam')", name=op.f('ck_integrity_signal_kind')),
    sa.CheckConstraint("verdict IN ('explained', 'confirmed')", name=op.f('ck_integrity_signal_verdict')),
    sa.CheckConstraint('(verdict IS NULL) = (decided_at IS NULL)', name=op.f('ck_integrity_signal_decided_at')),
    sa.CheckConstraint('(verdict IS NULL) = (note IS NULL)', name=op.f('ck_integrity_signal_note')),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_integrity_signal_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['staff.id'], name=op.f('fk_integrity_signal_decided_by_id_staff')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_integrity_signal_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_integrity_signal')),
    sa.UniqueConstraint('cohort_id', 'kind', 'key', name=op.f('uq_integrity_signal_cohort_id'))
    )
    with op.batch_alter_table('integrity_signal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_integrity_signal_cohort_id'), ['cohort_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_integrity_signal_raised_at'), ['raised_at'], unique=False)

    op.create_table('roster_draft',
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_roster_draft_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_roster_draft_staff_id_staff')),
    sa.PrimaryKeyConstraint('token', name=op.f('pk_roster_draft'))
    )
    with op.batch_alter_table('roster_draft', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_draft_cohort_id'), ['cohort_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_roster_draft_made_at'), ['made_at'], unique=False)

    op.create_table('roster_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.Column('file_digest', sa.String(length=64), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('made', sa.Integer(), nullable=False),
    sa.Column('joined', sa.Integer(), nullable=False),
    sa.Column('filled', sa.Integer(), nullable=False),
    sa.Column('left_out', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_roster_import_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_roster_import_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_import')),
    sa.UniqueConstraint('token', name=op.f('uq_roster_import_token'))
    )
    with op.batch_alter_table('roster_import', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_import_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_roster_import_cohort_id'), ['cohort_id'], unique=False)

    op.create_table('roster_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('occurrence', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_roster_line_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_roster_line_learner_id_learner'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_line')),
    sa.UniqueConstraint('cohort_id', 'digest', 'occurrence', name=op.f('uq_roster_line_cohort_id'))
    )
    with op.batch_alter_table('roster_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_roster_line_learner_id'), ['learner_id'], unique=False)

    op.create_table('sync_entry',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('cohort_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=24), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('device', sa.String(length=36), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('clock_off', sa.Integer(), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['cohort_id'], ['cohort.id'], name=op.f('fk_sync_entry_cohort_id_cohort')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_sync_entry_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sync_entry'))
    )
    with op.batch_alter_table('sync_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sync_entry_cohort_id'), ['cohort_id'], unique=False)

    op.create_table('attendance_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=36), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('how', sa.String(length=4), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('clock_off', sa.Integer(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('device', sa.String(length=36), nullable=True),
    sa.Column('corrects_id', sa.Integer(), nullable=True),
    sa.Column('why', sa.Text(), nullable=True),
    sa.CheckConstraint("(how = 'code') = (staff_id IS NULL)", name=op.f('ck_attendance_mark_whose_hand')),
    sa.CheckConstraint("(status IN ('late', 'left-early')) = (minutes IS NOT NULL)", name=op.f('ck_attendance_mark_minutes_where_due')),
    sa.CheckConstraint("how IN ('list', 'card', 'code')", name=op.f('ck_attendance_mark_how')),
    sa.CheckConstraint("status IN ('present', 'late', 'left-early', 'absent', 'excused')", name=op.f('ck_attendance_mark_status')),
    sa.CheckConstraint('corrects_id IS NULL OR why IS NOT NULL', name=op.f('ck_attendance_mark_reason')),
    sa.CheckConstraint('minutes BETWEEN 1 AND 600', name=op.f('ck_attendance_mark_minutes')),
    sa.ForeignKeyConstraint(['corrects_id'], ['attendance_mark.id'], name=op.f('fk_attendance_mark_corrects_id_attendance_mark')),
    sa.ForeignKeyConstraint(['session_id'], ['cohort_session.id'], name=op.f('fk_attendance_mark_session_id_cohort_session')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_attendance_mark_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_mark')),
    sa.UniqueConstraint('token', name=op.f('uq_attendance_mark_token'))
    )
    with op.batch_alter_table('attendance_mark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_mark_corrects_id'), ['corrects_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attendance_mark_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index('ix_attendance_mark_session_learner', ['session_id', 'learner_id'], unique=False)

    op.create_table('class_quiz',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('module', sa.String(length=20), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('draw', sa.JSON(), nullable=False),
    sa.Column('locale', sa.String(length=10), nullable=False),
    sa.Column('course_version', sa.String(length=20), nullable=False),
    sa.Column('prepared_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('prepared_by_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('round >= 1', name=op.f('ck_class_quiz_round')),
    sa.ForeignKeyConstraint(['prepared_by_id'], ['staff.id'], name=op.f('fk_class_quiz_prepared_by_id_staff')),
    sa.ForeignKeyConstraint(['session_id'], ['cohort_session.id'], name=op.f('fk_class_quiz_session_id_cohort_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_class_quiz')),
    sa.UniqueConstraint('session_id', 'module', 'round', name=op.f('uq_class_quiz_session_id')),
    sa.UniqueConstraint('token', name=op.f('uq_class_quiz_token'))
    )
    op.create_table('group_lesson',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('lesson', sa.String(length=80), nullable=False),
    sa.Column('course_version', sa.String(length=20), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('learners', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['cohort_session.id'], name=op.f('fk_group_lesson_session_id_cohort_session')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_group_lesson_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_lesson'))
    )
    with op.batch_alter_table('group_lesson', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_group_lesson_session_id'), ['session_id'], unique=False)

    op.create_table('sheet_reading',
    sa.Column('sheet_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.Column('pictures', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['staff.id'], name=op.f('fk_sheet_reading_by_id_staff')),
    sa.ForeignKeyConstraint(['sheet_id'], ['answer_sheet.id'], name=op.f('fk_sheet_reading_sheet_id_answer_sheet'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sheet_id', name=op.f('pk_sheet_reading'))
    )
    with op.batch_alter_table('sheet_reading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sheet_reading_at'), ['at'], unique=False)

    op.create_table('class_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('quiz_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=20), nullable=False),
    sa.Column('options', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('true_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['quiz_id'], ['class_quiz.id'], name=op.f('fk_class_answer_quiz_id_class_quiz')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_class_answer_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_class_answer'))
    )
    with op.batch_alter_table('class_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_class_answer_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_class_answer_quiz_id'), ['quiz_id'], unique=False)

    op.create_table('class_quiz_end',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('quiz_id', sa.Integer(), nullable=False),
    sa.Column('question', sa.String(length=20), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('true_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['quiz_id'], ['class_quiz.id'], name=op.f('fk_class_quiz_end_quiz_id_class_quiz')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_class_quiz_end_staff_id_staff')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_class_quiz_end')),
    sa.UniqueConstraint('quiz_id', 'question', name=op.f('uq_class_quiz_end_quiz_id'))
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.add_column(sa.Column('taken', sa.String(length=6), server_default='own', nullable=False))

    with op.batch_alter_table('certificate_request', schema=None) as batch_op:
        batch_op.add_column(sa.Column('cohort_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('asked_by_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_certificate_request_cohort_id'), ['cohort_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_certificate_request_asked_by_id_staff'), 'staff', ['asked_by_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_certificate_request_cohort_id_cohort'), 'cohort', ['cohort_id'], ['id'])
        batch_op.create_check_constraint(batch_op.f('ck_certificate_request_asked_by'), "(cohort_id IS NULL) = (asked_by_id IS NULL)")

    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.add_column(sa.Column('class_needed', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('attendance_share', sa.Integer(), server_default=sa.text('80'), nullable=False))
        batch_op.create_check_constraint(batch_op.f('ck_programme_attendance_share'), "attendance_share BETWEEN 0 AND 100")

    for table in _KEPT:
        for statement in guards(table, op.get_bind().dialect.name):
            op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_programme_attendance_share'), type_='check')
        batch_op.drop_column('attendance_share')
        batch_op.drop_column('class_needed')

    with op.batch_alter_table('certificate_request', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_certificate_request_asked_by'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_certificate_request_cohort_id_cohort'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_certificate_request_asked_by_id_staff'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_certificate_request_cohort_id'))
        batch_op.drop_column('asked_by_id')
        batch_op.drop_column('cohort_id')

    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_column('taken')

    op.drop_table('class_quiz_end')
    with op.batch_alter_table('class_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_class_answer_quiz_id'))
        batch_op.drop_index(batch_op.f('ix_class_answer_learner_id'))

    op.drop_table('class_answer')
    with op.batch_alter_table('sheet_reading', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sheet_reading_at'))

    op.drop_table('sheet_reading')
    with op.batch_alter_table('group_lesson', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_group_lesson_session_id'))

    op.drop_table('group_lesson')
    op.drop_table('class_quiz')
    with op.batch_alter_table('attendance_mark', schema=None) as batch_op:
        batch_op.drop_index('ix_attendance_mark_session_learner')
        batch_op.drop_index(batch_op.f('ix_attendance_mark_learner_id'))
        batch_op.drop_index(batch_op.f('ix_attendance_mark_corrects_id'))

    op.drop_table('attendance_mark')
    with op.batch_alter_table('sync_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sync_entry_cohort_id'))

    op.drop_table('sync_entry')
    with op.batch_alter_table('roster_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_line_learner_id'))

    op.drop_table('roster_line')
    with op.batch_alter_table('roster_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_import_cohort_id'))
        batch_op.drop_index(batch_op.f('ix_roster_import_at'))

    op.drop_table('roster_import')
    with op.batch_alter_table('roster_draft', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_roster_draft_made_at'))
        batch_op.drop_index(batch_op.f('ix_roster_draft_cohort_id'))

    op.drop_table('roster_draft')
    with op.batch_alter_table('integrity_signal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_integrity_signal_raised_at'))
        batch_op.drop_index(batch_op.f('ix_integrity_signal_cohort_id'))

    op.drop_table('integrity_signal')
    with op.batch_alter_table('hand_over', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_hand_over_cohort_id'))

    op.drop_table('hand_over')
    with op.batch_alter_table('cohort_trainer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cohort_trainer_staff_id'))

    op.drop_table('cohort_trainer')
    with op.batch_alter_table('cohort_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cohort_session_starts_at'))
        batch_op.drop_index(batch_op.f('ix_cohort_session_cohort_id'))

    op.drop_table('cohort_session')
    with op.batch_alter_table('cohort_member', schema=None) as batch_op:
        batch_op.drop_index('uq_cohort_member_seat', sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))
        batch_op.drop_index('uq_cohort_member_here', sqlite_where=sa.text('left_at IS NULL'), postgresql_where=sa.text('left_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_cohort_member_learner_id'))
        batch_op.drop_index(batch_op.f('ix_cohort_member_cohort_id'))

    op.drop_table('cohort_member')
    with op.batch_alter_table('cohort_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cohort_event_cohort_id'))

    op.drop_table('cohort_event')
    with op.batch_alter_table('cohort_agency', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cohort_agency_staff_id'))

    op.drop_table('cohort_agency')
    with op.batch_alter_table('answer_sheet', schema=None) as batch_op:
        batch_op.drop_index('uq_answer_sheet_open', sqlite_where=sa.text('taken_in_at IS NULL AND replaced_at IS NULL'), postgresql_where=sa.text('taken_in_at IS NULL AND replaced_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_answer_sheet_learner_id'))
        batch_op.drop_index(batch_op.f('ix_answer_sheet_cohort_id'))

    op.drop_table('answer_sheet')
    with op.batch_alter_table('learner_record', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_learner_record_phone_digest'))
        batch_op.drop_index(batch_op.f('ix_learner_record_document_last4'))
        batch_op.drop_index(batch_op.f('ix_learner_record_document_digest'))

    op.drop_table('learner_record')
    with op.batch_alter_table('learner_card', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_learner_card_learner_id'))

    op.drop_table('learner_card')
    with op.batch_alter_table('cohort', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cohort_centre_id'))

    op.drop_table('cohort')
    op.drop_table('centre')
