"""The first tables: staff, programme, learners, progress, attempts, certificates, audit.

The first release: there is nothing to carry over. The audit is guarded by triggers of its own

Revision: 0001
After: 
Day: 2026-11-22 02:57:35.847827+00:00
"""

import sqlalchemy as sa
from alembic import op

from app.core.append_only import guards

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_kind', sa.String(length=8), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('act', sa.String(length=64), nullable=False),
    sa.Column('subject_kind', sa.String(length=32), nullable=True),
    sa.Column('subject_id', sa.String(length=64), nullable=True),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.CheckConstraint("actor_kind IN ('learner', 'staff', 'system')", name=op.f('ck_audit_event_actor_kind')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_event'))
    )
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.create_index('ix_audit_event_actor', ['actor_kind', 'actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_event_at'), ['at'], unique=False)
        batch_op.create_index('ix_audit_event_subject', ['subject_kind', 'subject_id'], unique=False)

    op.create_table('certificate_counter',
    sa.Column('issuer', sa.String(length=11), nullable=False),
    sa.Column('year', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.CheckConstraint('taken BETWEEN 0 AND 9999999', name=op.f('ck_certificate_counter_taken')),
    sa.PrimaryKeyConstraint('issuer', 'year', name=op.f('pk_certificate_counter'))
    )
    op.create_table('guess_count',
    sa.Column('key', sa.String(length=64), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('ends_at', sa.Float(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_guess_count'))
    )
    with op.batch_alter_table('guess_count', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guess_count_ends_at'), ['ends_at'], unique=False)

    op.create_table('learner',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=9), nullable=False),
    sa.Column('name_native', sa.String(length=400), nullable=True),
    sa.Column('name_latin', sa.String(length=400), nullable=True),
    sa.Column('name_key', sa.String(length=801), nullable=False),
    sa.Column('locale', sa.String(length=8), nullable=False),
    sa.Column('origin', sa.String(length=2), nullable=True),
    sa.Column('destination', sa.String(length=2), nullable=True),
    sa.Column('sector', sa.String(length=16), nullable=True),
    sa.Column('pin_hash', sa.String(length=200), nullable=True),
    sa.Column('pin_is_given', sa.Boolean(), nullable=False),
    sa.Column('session_token', sa.String(length=32), nullable=False),
    sa.Column('joined_with', sa.String(length=64), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('name_native IS NOT NULL OR name_latin IS NOT NULL', name=op.f('ck_learner_has_a_name')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_learner')),
    sa.UniqueConstraint('joined_with', name=op.f('uq_learner_joined_with')),
    sa.UniqueConstraint('number', name=op.f('uq_learner_number'))
    )
    with op.batch_alter_table('learner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_learner_name_key'), ['name_key'], unique=False)

    op.create_table('programme',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('issuer_code', sa.String(length=11), nullable=False),
    sa.Column('issuer_name', sa.JSON(), nullable=False),
    sa.Column('contact', sa.Text(), nullable=False),
    sa.Column('watermark', sa.String(length=40), nullable=True),
    sa.Column('validity_months', sa.Integer(), nullable=True),
    sa.Column('approval_needed', sa.Boolean(), nullable=False),
    sa.Column('also_core', sa.JSON(), nullable=False),
    sa.Column('demo', sa.Boolean(), nullable=False),
    sa.CheckConstraint("demo = (issuer_code LIKE 'XX-%')", name=op.f('ck_programme_demo_is_xx')),
    sa.CheckConstraint('NOT demo OR watermark IS NOT NULL', name=op.f('ck_programme_demo_watermark')),
    sa.CheckConstraint('validity_months IS NULL OR validity_months BETWEEN 1 AND 120', name=op.f('ck_programme_validity_months')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme')),
    sa.UniqueConstraint('issuer_code', name=op.f('uq_programme_issuer_code'))
    )
    op.create_table('sign_in_try',
    sa.Column('account', sa.String(length=64), nullable=False),
    sa.Column('network', sa.String(length=64), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('wait_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('tried_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('welcome_until', sa.DateTime(timezone=True), nullable=True),
    sa.PrimaryKeyConstraint('account', 'network', name=op.f('pk_sign_in_try'))
    )
    with op.batch_alter_table('sign_in_try', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_try_tried_at'), ['tried_at'], unique=False)

    op.create_table('staff',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('username', sa.String(length=64), nullable=False),
    sa.Column('password', sa.String(length=255), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(length=64), nullable=False),
    sa.Column('tf_primary_method', sa.String(length=64), nullable=True),
    sa.Column('tf_totp_secret', sa.String(length=255), nullable=True),
    sa.Column('tf_phone_number', sa.String(length=1), nullable=True),
    sa.Column('tf_counter', sa.Integer(), nullable=True),
    sa.Column('mf_recovery_codes', sa.JSON(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_staff_fs_uniquifier')),
    sa.UniqueConstraint('username', name=op.f('uq_staff_username'))
    )
    op.create_table('attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=32), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=True),
    sa.Column('visitor', sa.String(length=64), nullable=True),
    sa.Column('module', sa.String(length=20), nullable=False),
    sa.Column('course_version', sa.String(length=20), nullable=False),
    sa.Column('course_digest', sa.String(length=64), nullable=False),
    sa.Column('locale', sa.String(length=10), nullable=False),
    sa.Column('draw', sa.JSON(), nullable=False),
    sa.Column('responses', sa.JSON(), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('right_count', sa.Integer(), nullable=False),
    sa.Column('must_know_right', sa.Boolean(), nullable=False),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.CheckConstraint('learner_id IS NULL OR visitor IS NULL', name=op.f('ck_attempt_one_owner')),
    sa.CheckConstraint('right_count <= asked', name=op.f('ck_attempt_right_within_asked')),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_attempt_learner_id_learner'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
    sa.UniqueConstraint('token', name=op.f('uq_attempt_token'))
    )
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attempt_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attempt_started_at'), ['started_at'], unique=False)
        batch_op.create_index('uq_attempt_open_learner', ['learner_id', 'module'], unique=True, sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))
        batch_op.create_index('uq_attempt_open_visitor', ['visitor', 'module'], unique=True, sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))

    op.create_table('certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=24), nullable=False),
    sa.Column('issuer', sa.String(length=11), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=8), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('course_version', sa.String(length=20), nullable=False),
    sa.Column('statement', sa.Text(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('issued_by_id', sa.Integer(), nullable=True),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('superseded_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(status = 'superseded') = (superseded_by_id IS NOT NULL)", name=op.f('ck_certificate_superseded_by')),
    sa.CheckConstraint("kind IN ('core', 'full')", name=op.f('ck_certificate_kind')),
    sa.CheckConstraint("status IN ('active', 'superseded', 'revoked')", name=op.f('ck_certificate_status')),
    sa.CheckConstraint('length(code) = 8', name=op.f('ck_certificate_code')),
    sa.CheckConstraint('serial BETWEEN 1 AND 9999999', name=op.f('ck_certificate_serial')),
    sa.CheckConstraint('superseded_by_id <> id', name=op.f('ck_certificate_superseded_by_other')),
    sa.ForeignKeyConstraint(['issued_by_id'], ['staff.id'], name=op.f('fk_certificate_issued_by_id_staff')),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_certificate_learner_id_learner')),
    sa.ForeignKeyConstraint(['superseded_by_id'], ['certificate.id'], name=op.f('fk_certificate_superseded_by_id_certificate')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('code', name=op.f('uq_certificate_code')),
    sa.UniqueConstraint('issuer', 'year', 'serial', name=op.f('uq_certificate_issuer')),
    sa.UniqueConstraint('number', name=op.f('uq_certificate_number'))
    )
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_issued_at'), ['issued_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_certificate_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index('uq_certificate_active', ['learner_id', 'kind', 'course_version'], unique=True, sqlite_where=sa.text("status = 'active'"), postgresql_where=sa.text("status = 'active'"))

    op.create_table('lesson_progress',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('lesson', sa.String(length=80), nullable=False),
    sa.Column('seen', sa.Text(), nullable=False),
    sa.Column('course_version', sa.String(length=20), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_lesson_progress_learner_id_learner'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lesson_progress')),
    sa.UniqueConstraint('learner_id', 'lesson', name=op.f('uq_lesson_progress_learner_id'))
    )
    op.create_table('staff_role',
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_staff_role_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('staff_id', 'name', name=op.f('pk_staff_role'))
    )
    op.create_table('certificate_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('locale', sa.String(length=10), nullable=False),
    sa.Column('help_lines', sa.Boolean(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('certificate_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(status = 'approved') = (certificate_id IS NOT NULL)", name=op.f('ck_certificate_request_certificate')),
    sa.CheckConstraint("(status = 'waiting') = (decided_at IS NULL)", name=op.f('ck_certificate_request_decided_at')),
    sa.CheckConstraint("(status = 'waiting') = (decided_by_id IS NULL)", name=op.f('ck_certificate_request_decided_by')),
    sa.CheckConstraint("kind IN ('core', 'full')", name=op.f('ck_certificate_request_kind')),
    sa.CheckConstraint("status IN ('waiting', 'approved', 'declined')", name=op.f('ck_certificate_request_status')),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificate.id'], name=op.f('fk_certificate_request_certificate_id_certificate')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['staff.id'], name=op.f('fk_certificate_request_decided_by_id_staff')),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_certificate_request_learner_id_learner')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_request')),
    sa.UniqueConstraint('certificate_id', name=op.f('uq_certificate_request_certificate_id'))
    )
    with op.batch_alter_table('certificate_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_request_asked_at'), ['asked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_certificate_request_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index('uq_certificate_request_waiting', ['learner_id', 'kind'], unique=True, sqlite_where=sa.text("status = 'waiting'"), postgresql_where=sa.text("status = 'waiting'"))
    for statement in guards("audit_event", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table('certificate_request', schema=None) as batch_op:
        batch_op.drop_index('uq_certificate_request_waiting', sqlite_where=sa.text("status = 'waiting'"), postgresql_where=sa.text("status = 'waiting'"))
        batch_op.drop_index(batch_op.f('ix_certificate_request_learner_id'))
        batch_op.drop_index(batch_op.f('ix_certificate_request_asked_at'))

    op.drop_table('certificate_request')
    op.drop_table('staff_role')
    op.drop_table('lesson_progress')
    with op.batch_alter_table('certificate', schema=None) as batch_op:
        batch_op.drop_index('uq_certificate_active', sqlite_where=sa.text("status = 'active'"), postgresql_where=sa.text("status = 'active'"))
        batch_op.drop_index(batch_op.f('ix_certificate_learner_id'))
        batch_op.drop_index(batch_op.f('ix_certificate_issued_at'))

    op.drop_table('certificate')
    with op.batch_alter_table('attempt', schema=None) as batch_op:
        batch_op.drop_index('uq_attempt_open_visitor', sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))
        batch_op.drop_index('uq_attempt_open_learner', sqlite_where=sa.text('submitted_at IS NULL'), postgresql_where=sa.text('submitted_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_attempt_started_at'))
        batch_op.drop_index(batch_op.f('ix_attempt_learner_id'))

    op.drop_table('attempt')
    op.drop_table('staff')
    with op.batch_alter_table('sign_in_try', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_try_tried_at'))

    op.drop_table('sign_in_try')
    op.drop_table('programme')
    with op.batch_alter_table('learner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_learner_name_key'))

    op.drop_table('learner')
    with op.batch_alter_table('guess_count', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guess_count_ends_at'))

    op.drop_table('guess_count')
    op.drop_table('certificate_counter')
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_event_subject')
        batch_op.drop_index(batch_op.f('ix_audit_event_at'))
        batch_op.drop_index('ix_audit_event_actor')

    op.drop_table('audit_event')
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change")
