"""The life of a certificate: what happens to it is a chained log, and the database refuses to change a certificate.

How a certificate stands is computed from the log, so its row loses the columns that said it. What was issued before
is entered into the log in the order of issue. Learner and statement may become empty, together, when a person asks to
be forgotten. Going back is refused where that happened, because the older version cannot hold such a certificate.

How events are hashed and tables guarded stands here as it was that day, so that no later change of the code can make
this write another log.

Revision ID: 0004
Revises: 0003
"""

import json
from datetime import UTC, date, datetime
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_KEPT = (
    "id, number, issuer, year, serial, code, learner_id, kind, course_version, course_digest, statement, issued_at, "
    "issued_by_id, valid_until"
)
_ACTIVE = sa.text("status = 'active'")


def upgrade() -> None:
    bind = op.get_bind()
    if bind.execute(sa.text("SELECT count(*) FROM certificate WHERE status <> 'active'")).scalar():
        raise RuntimeError("a certificate was replaced or withdrawn before there was a log to say why")
    _add_tables()
    with op.batch_alter_table("certificate_request") as batch_op:
        batch_op.add_column(sa.Column("declined_for", sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column("note", sa.Text(), nullable=True))
    if bind.dialect.name == "sqlite":
        _remake(_certificate(nullable=True), _KEPT, _KEPT)
    else:
        op.drop_index("uq_certificate_active", table_name="certificate")
        op.drop_column("certificate", "superseded_by_id")
        op.drop_column("certificate", "status")
        op.alter_column("certificate", "learner_id", nullable=True)
        op.alter_column("certificate", "statement", nullable=True)
    _adopt(bind)
    for statement in _POSTGRESQL_GUARDS if bind.dialect.name == "postgresql" else _sqlite_guards():
        op.execute(statement)


def downgrade() -> None:
    bind = op.get_bind()
    if bind.execute(sa.text("SELECT count(*) FROM certificate WHERE statement IS NULL")).scalar():
        raise RuntimeError("a certificate of somebody who was forgotten cannot go back to a version that demands a name")
    _drop_guards(bind.dialect.name)
    if bind.dialect.name == "sqlite":
        old = _certificate(
            sa.Column("status", sa.String(length=10), nullable=False),
            sa.Column("superseded_by_id", sa.Integer(), nullable=True),
            *_status_rules(),
            nullable=False,
        )
        _remake(old, f"{_KEPT}, status", f"{_KEPT}, 'active'")
    else:
        op.add_column("certificate", sa.Column("status", sa.String(length=10), nullable=False, server_default="active"))
        op.alter_column("certificate", "status", server_default=None)
        op.add_column("certificate", sa.Column("superseded_by_id", sa.Integer(), nullable=True))
        op.alter_column("certificate", "learner_id", nullable=False)
        op.alter_column("certificate", "statement", nullable=False)
    _tell_status(bind)
    if bind.dialect.name != "sqlite":
        for name, rule in _RULES.items():
            op.create_check_constraint(op.f(name), "certificate", rule)
        op.create_foreign_key(
            op.f("fk_certificate_superseded_by_id_certificate"), "certificate", "certificate", ["superseded_by_id"], ["id"]
        )
    op.create_index(
        "uq_certificate_active",
        "certificate",
        ["learner_id", "kind", "course_version"],
        unique=True,
        sqlite_where=_ACTIVE,
        postgresql_where=_ACTIVE,
    )
    op.execute("ALTER TABLE certificate_request DROP COLUMN note")
    op.execute("ALTER TABLE certificate_request DROP COLUMN declined_for")
    for table in ("certificate_current", "register_checkpoint", "certificate_event"):
        op.drop_table(table)


_RULES = {
    "ck_certificate_superseded_by": "(status = 'superseded') = (superseded_by_id IS NOT NULL)",
    "ck_certificate_status": "status IN ('active', 'superseded', 'revoked')",
    "ck_certificate_superseded_by_other": "superseded_by_id <> id",
}


def _status_rules() -> tuple[sa.schema.SchemaItem, ...]:
    checks = (sa.CheckConstraint(rule, name=op.f(name)) for name, rule in _RULES.items())
    return (
        *checks,
        sa.ForeignKeyConstraint(
            ["superseded_by_id"], ["certificate.id"], name=op.f("fk_certificate_superseded_by_id_certificate")
        ),
    )


def _tell_status(bind: sa.Connection) -> None:
    """Write into the rows how the log says that each certificate stands."""
    bind.execute(
        sa.text(
            "UPDATE certificate SET status = 'superseded', superseded_by_id = (SELECT new.id FROM certificate AS new "
            "JOIN certificate_event ON certificate_event.replacement = new.number "
            "WHERE certificate_event.number = certificate.number) "
            "WHERE number IN (SELECT number FROM certificate_event WHERE act = 'superseded')"
        )
    )
    bind.execute(
        sa.text(
            "UPDATE certificate SET status = 'revoked' WHERE status = 'active' AND (SELECT act FROM certificate_event "
            "WHERE certificate_event.number = certificate.number AND act IN ('revoked', 'reinstated') "
            "ORDER BY id DESC LIMIT 1) = 'revoked'"
        )
    )


def _certificate(*more: sa.schema.SchemaItem, nullable: bool) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("issuer", sa.String(length=11), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("learner_id", sa.Integer(), nullable=nullable),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("course_version", sa.String(length=20), nullable=False),
        sa.Column("statement", sa.Text(), nullable=nullable),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("course_digest", sa.String(length=64), nullable=True),
        *more,
        sa.CheckConstraint("kind IN ('core', 'full')", name=op.f("ck_certificate_kind")),
        sa.CheckConstraint("length(code) = 8", name=op.f("ck_certificate_code")),
        sa.CheckConstraint("serial BETWEEN 1 AND 9999999", name=op.f("ck_certificate_serial")),
        sa.ForeignKeyConstraint(["issued_by_id"], ["staff.id"], name=op.f("fk_certificate_issued_by_id_staff")),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_certificate_learner_id_learner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint("issuer", "year", "serial", name=op.f("uq_certificate_issuer")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
    )


def _remake(parts: tuple[sa.schema.SchemaItem, ...], columns: str, values: str) -> None:
    """Make the table anew and carry its rows over: SQLite takes away no column that a rule speaks of."""
    op.create_table("certificate_new", *parts)
    op.execute(f"INSERT INTO certificate_new ({columns}) SELECT {values} FROM certificate")  # noqa: S608
    op.drop_table("certificate")
    op.rename_table("certificate_new", "certificate")
    for column in ("issued_at", "learner_id", "course_digest"):
        op.create_index(op.f(f"ix_certificate_{column}"), "certificate", [column])


def _drop_guards(dialect: str) -> None:
    if dialect != "postgresql":
        return  # On SQLite they go with their tables.
    op.execute("DROP TRIGGER certificate_kept ON certificate")
    op.execute("DROP TRIGGER certificate_not_emptied ON certificate")
    op.execute("DROP FUNCTION keep_certificate")


def _add_tables() -> None:
    op.create_table('certificate_event',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('number', sa.String(length=24), nullable=False),
    sa.Column('act', sa.String(length=24), nullable=False),
    sa.Column('actor_kind', sa.String(length=8), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('second_id', sa.Integer(), nullable=True),
    sa.Column('learner_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=24), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('replacement', sa.String(length=24), nullable=True),
    sa.Column('answers_id', sa.Integer(), nullable=True),
    sa.Column('payload_digest', sa.String(length=64), nullable=True),
    sa.Column('statement_digest', sa.String(length=64), nullable=True),
    sa.Column('row_digest', sa.String(length=64), nullable=True),
    sa.Column('prev', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.CheckConstraint("(act = 'issued') = (payload_digest IS NOT NULL)", name=op.f('ck_certificate_event_payload')),
    sa.CheckConstraint("(act = 'issued') = (row_digest IS NOT NULL)", name=op.f('ck_certificate_event_row')),
    sa.CheckConstraint("(act = 'issued') = (statement_digest IS NOT NULL)", name=op.f('ck_certificate_event_statement')),
    sa.CheckConstraint("(act = 'superseded') = (replacement IS NOT NULL)", name=op.f('ck_certificate_event_replacement')),
    sa.CheckConstraint("(act IN ('revoked', 'reinstated')) = (second_id IS NOT NULL)", name=op.f('ck_certificate_event_two_persons')),
    sa.CheckConstraint("(act IN ('revoked', 'reinstated', 'withdrew-proposal')) = (answers_id IS NOT NULL)", name=op.f('ck_certificate_event_answers')),
    sa.CheckConstraint("act IN ('issued', 'reprinted', 'downloaded', 'withdrew-proposal') OR reason IS NOT NULL", name=op.f('ck_certificate_event_why')),
    sa.CheckConstraint("act IN ('issued', 'superseded', 'revoked', 'reinstated', 'reprinted', 'downloaded', 'proposed-revocation', 'proposed-reinstatement', 'withdrew-proposal')", name=op.f('ck_certificate_event_act')),
    sa.CheckConstraint("actor_kind IN ('learner', 'staff', 'system')", name=op.f('ck_certificate_event_actor_kind')),
    sa.CheckConstraint("reason IN ('name-correction', 'lost-paper', 'damaged-paper', 'issued-in-error', 'wrong-person', 'cheating', 'revoked-in-error', 'appeal', 'other')", name=op.f('ck_certificate_event_reason')),
    sa.CheckConstraint('second_id <> actor_id', name=op.f('ck_certificate_event_two_different')),
    sa.ForeignKeyConstraint(['answers_id'], ['certificate_event.id'], name=op.f('fk_certificate_event_answers_id_certificate_event')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate_event')),
    sa.UniqueConstraint('answers_id', name=op.f('uq_certificate_event_answers_id')),
    sa.UniqueConstraint('hash', name=op.f('uq_certificate_event_hash')),
    sa.UniqueConstraint('prev', name=op.f('uq_certificate_event_prev'))
    )
    with op.batch_alter_table('certificate_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_certificate_event_act'), ['act'], unique=False)
        batch_op.create_index(batch_op.f('ix_certificate_event_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_certificate_event_number'), ['number'], unique=False)
        batch_op.create_index(batch_op.f('ix_certificate_event_payload_digest'), ['payload_digest'], unique=False)
        batch_op.create_index(batch_op.f('ix_certificate_event_replacement'), ['replacement'], unique=False)

    op.create_table('register_checkpoint',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('root', sa.String(length=64), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.CheckConstraint('size >= 0', name=op.f('ck_register_checkpoint_size')),
    sa.PrimaryKeyConstraint('day', name=op.f('pk_register_checkpoint'))
    )
    op.create_table('certificate_current',
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('course_version', sa.String(length=20), nullable=False),
    sa.Column('certificate_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificate.id'], name=op.f('fk_certificate_current_certificate_id_certificate')),
    sa.ForeignKeyConstraint(['learner_id'], ['learner.id'], name=op.f('fk_certificate_current_learner_id_learner')),
    sa.PrimaryKeyConstraint('learner_id', 'kind', 'course_version', name=op.f('pk_certificate_current')),
    sa.UniqueConstraint('certificate_id', name=op.f('uq_certificate_current_certificate_id'))
    )


_ROW = (
    "number, issuer, year, serial, code, kind, course_version, course_digest, issued_at, issued_by_id, valid_until"
).split(", ")
"""What is never changed of a certificate's row, and what its digest covers."""
_EVENT = sa.text(
    "INSERT INTO certificate_event (id, at, number, act, actor_kind, actor_id, learner_id, payload_digest, "
    "statement_digest, row_digest, prev, hash) VALUES (:id, :at, :number, :act, :actor_kind, :actor_id, :learner_id, "
    ":payload_digest, :statement_digest, :row_digest, :prev, :hash)"
)
_CURRENT = sa.text(
    "INSERT INTO certificate_current (learner_id, kind, course_version, certificate_id) "
    "VALUES (:learner_id, :kind, :course_version, :id)"
)


def _adopt(bind: sa.Connection) -> None:
    """Enter the issue of every certificate into the log, in the order of issue."""
    before = "0" * 64
    rows = bind.execute(sa.text(f"SELECT {_KEPT} FROM certificate ORDER BY issued_at, id"))  # noqa: S608
    for place, row in enumerate(rows.mappings().all(), 1):
        event, issued_at = _issue(place, row), _moment(row["issued_at"])
        hashed = _canonical({**event, "at": _in_full(issued_at)})
        event["hash"] = sha256(bytes.fromhex(before) + hashed.encode()).hexdigest()
        utc = issued_at.astimezone(UTC)
        stored = utc if bind.dialect.name == "postgresql" else utc.strftime("%Y-%m-%d %H:%M:%S.%f")
        bind.execute(_EVENT, {**event, "at": stored, "prev": before})
        bind.execute(_CURRENT, {name: row[name] for name in ("learner_id", "kind", "course_version", "id")})
        before = event["hash"]


def _issue(place, row):
    """Say what is hashed of the issue of a certificate, all but its moment."""
    plain = {name: row[name] for name in _ROW}
    plain["issued_at"] = _in_full(_moment(row["issued_at"]))
    plain["valid_until"] = row["valid_until"] and str(row["valid_until"])
    payload = json.loads(row["statement"])["check_address"].rpartition("#")[2]
    return {
        "id": place,
        "number": row["number"],
        "act": "issued",
        "actor_kind": "staff" if row["issued_by_id"] else "learner",
        "actor_id": row["issued_by_id"] or row["learner_id"],
        "learner_id": row["learner_id"],
        "payload_digest": _digest(payload),
        "statement_digest": _digest(row["statement"]),
        "row_digest": _digest(_canonical(plain)),
    }


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _canonical(content) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _moment(value) -> datetime:
    """Read a moment; SQLite gives it as text without its zone."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _in_full(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


_SAME = {
    "certificate": "id = NEW.id OR number = NEW.number OR code = NEW.code "
    "OR (issuer = NEW.issuer AND year = NEW.year AND serial = NEW.serial)",
    "certificate_event": "id = NEW.id OR hash = NEW.hash OR prev = NEW.prev OR answers_id = NEW.answers_id",
    "register_checkpoint": "day = NEW.day",
}
"""When a new row would stand in an old one's place, which SQLite's INSERT OR REPLACE does without a word."""


def _sqlite_guards():
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in ("id", *_ROW))
    forgets = f"NEW.learner_id IS NULL AND NEW.statement IS NULL AND {same}"
    yield _refusal("certificate", "UPDATE", "certificate is never changed", f"WHEN NOT ({forgets}) ")
    yield _refusal("certificate", "DELETE", "certificate is never deleted")
    for table in ("certificate_event", "register_checkpoint"):
        yield _refusal(table, "UPDATE", f"{table} is append-only")
        yield _refusal(table, "DELETE", f"{table} is append-only")
    for table, there in _SAME.items():
        exists = f"EXISTS (SELECT 1 FROM {table} WHERE {there})"  # noqa: S608
        yield (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {exists} "
            f"BEGIN SELECT RAISE(ABORT, '{table} has this row already'); END"
        )


def _refusal(table: str, verb: str, why: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )


_POSTGRESQL_GUARDS = (
    """
CREATE OR REPLACE FUNCTION keep_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.learner_id IS NULL AND NEW.statement IS NULL
       AND to_jsonb(NEW) - 'learner_id' - 'statement' = to_jsonb(OLD) - 'learner_id' - 'statement' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'certificate is never changed or deleted';
END $$
""",
    "CREATE TRIGGER certificate_kept BEFORE UPDATE OR DELETE ON certificate "
    "FOR EACH ROW EXECUTE FUNCTION keep_certificate()",
    "CREATE TRIGGER certificate_not_emptied BEFORE TRUNCATE ON certificate "
    "FOR EACH STATEMENT EXECUTE FUNCTION keep_certificate()",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$",
    *(
        f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in ("certificate_event", "register_checkpoint")
    ),
)
