"""A copy that says less is an event of its own, checks on line are counted for the holder, and a file may go unsealed.

The log learns an act: a copy whose square holds fewer fields, noted with the digest of that square. SQLite changes no
rule of a table, so there the table of the log is made anew, with its guards. Going back is refused where a copy was
noted: the older version has no word for it, and no event is ever taken out of the log.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_ACTS = (
    "act IN ('issued', 'superseded', 'revoked', 'reinstated', 'reprinted', 'downloaded', {more}"
    "'proposed-revocation', 'proposed-reinstatement', 'withdrew-proposal')"
)
_OLD = {
    "act": _ACTS.format(more=""),
    "payload": "(act = 'issued') = (payload_digest IS NOT NULL)",
    "why": "act IN ('issued', 'reprinted', 'downloaded', 'withdrew-proposal') OR reason IS NOT NULL",
}
_NEW = {
    "act": _ACTS.format(more="'copied', "),
    "payload": "(act IN ('issued', 'copied')) = (payload_digest IS NOT NULL)",
    "why": "act IN ('issued', 'reprinted', 'downloaded', 'copied', 'withdrew-proposal') OR reason IS NOT NULL",
}
"""The rules of an event that tell of acts."""
_SAME = "id = NEW.id OR hash = NEW.hash OR prev = NEW.prev OR answers_id = NEW.answers_id"
"""When a new event would stand in an old one's place."""


def upgrade() -> None:
    with op.batch_alter_table("programme") as batch_op:
        batch_op.add_column(sa.Column("seal_files", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        "certificate_check",
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_certificate_check_count")),
        sa.CheckConstraint("length(country) IN (0, 2)", name=op.f("ck_certificate_check_country")),
        sa.PrimaryKeyConstraint("number", "day", "country", name=op.f("pk_certificate_check")),
    )
    _give_rules(_NEW)


def downgrade() -> None:
    if op.get_bind().execute(sa.text("SELECT count(*) FROM certificate_event WHERE act = 'copied'")).scalar():
        raise RuntimeError("a copy was noted in the log, and a version that has no word for it cannot keep the log")
    _give_rules(_OLD)
    op.drop_table("certificate_check")
    op.execute("ALTER TABLE programme DROP COLUMN seal_files")


def _give_rules(rules: dict[str, str]) -> None:
    """Put these rules in the place of those of the same names."""
    if op.get_bind().dialect.name == "sqlite":
        _remake(rules)
        return
    for name, rule in rules.items():
        op.drop_constraint(op.f(f"ck_certificate_event_{name}"), "certificate_event", type_="check")
        op.create_check_constraint(op.f(f"ck_certificate_event_{name}"), "certificate_event", rule)


def _remake(rules: dict[str, str]) -> None:
    """Make the table anew and carry its rows over, then guard it: its triggers went with the old one."""
    columns = _columns()
    names = ", ".join(column.name for column in columns)
    op.create_table("certificate_event_new", *columns, *_rules(rules))
    op.execute(f"INSERT INTO certificate_event_new ({names}) SELECT {names} FROM certificate_event ORDER BY id")  # noqa: S608
    op.drop_table("certificate_event")
    op.rename_table("certificate_event_new", "certificate_event")
    for column in ("act", "at", "number", "payload_digest", "replacement"):
        op.create_index(op.f(f"ix_certificate_event_{column}"), "certificate_event", [column])
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER certificate_event_no_{verb.lower()} BEFORE {verb} ON certificate_event "
            "BEGIN SELECT RAISE(ABORT, 'certificate_event is append-only'); END"
        )
    op.execute(
        f"CREATE TRIGGER certificate_event_no_replace BEFORE INSERT ON certificate_event "  # noqa: S608
        f"WHEN EXISTS (SELECT 1 FROM certificate_event WHERE {_SAME}) "
        "BEGIN SELECT RAISE(ABORT, 'certificate_event has this row already'); END"
    )


def _columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("actor_kind", sa.String(length=8), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("second_id", sa.Integer(), nullable=True),
        sa.Column("learner_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("replacement", sa.String(length=24), nullable=True),
        sa.Column("answers_id", sa.Integer(), nullable=True),
        sa.Column("payload_digest", sa.String(length=64), nullable=True),
        sa.Column("statement_digest", sa.String(length=64), nullable=True),
        sa.Column("row_digest", sa.String(length=64), nullable=True),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
    )


def _rules(rules: dict[str, str]) -> tuple[sa.schema.SchemaItem, ...]:
    checks = {
        "actor_kind": "actor_kind IN ('learner', 'staff', 'system')",
        "reason": "reason IN ('name-correction', 'lost-paper', 'damaged-paper', 'issued-in-error', 'wrong-person', "
        "'cheating', 'revoked-in-error', 'appeal', 'other')",
        "replacement": "(act = 'superseded') = (replacement IS NOT NULL)",
        "statement": "(act = 'issued') = (statement_digest IS NOT NULL)",
        "row": "(act = 'issued') = (row_digest IS NOT NULL)",
        "two_persons": "(act IN ('revoked', 'reinstated')) = (second_id IS NOT NULL)",
        "two_different": "second_id <> actor_id",
        "answers": "(act IN ('revoked', 'reinstated', 'withdrew-proposal')) = (answers_id IS NOT NULL)",
        **rules,
    }
    return (
        *(sa.CheckConstraint(rule, name=op.f(f"ck_certificate_event_{name}")) for name, rule in checks.items()),
        sa.ForeignKeyConstraint(
            ["answers_id"], ["certificate_event.id"], name=op.f("fk_certificate_event_answers_id_certificate_event")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_event")),
        sa.UniqueConstraint("answers_id", name=op.f("uq_certificate_event_answers_id")),
        sa.UniqueConstraint("hash", name=op.f("uq_certificate_event_hash")),
        sa.UniqueConstraint("prev", name=op.f("uq_certificate_event_prev")),
    )
