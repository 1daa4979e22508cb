"""The checks before and after the course, and languages a programme may hide.

An attempt is now for a quiz or for one of the checks; what was there was for a quiz. Going back deletes the checks,
which the older version cannot tell from quizzes.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OPEN = sa.text("submitted_at IS NULL")
_OWNERS = {"uq_attempt_open_learner": "learner_id", "uq_attempt_open_visitor": "visitor"}


def upgrade():
    with op.batch_alter_table("programme") as batch_op:
        batch_op.add_column(sa.Column("hide_unreviewed", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("attempt") as batch_op:
        batch_op.add_column(sa.Column("purpose", sa.String(length=10), server_default="quiz", nullable=False))
    _index(["purpose", "module"])


def downgrade():
    op.execute("DELETE FROM attempt WHERE purpose <> 'quiz'")
    _index(["module"])
    op.execute("ALTER TABLE attempt DROP COLUMN purpose")
    op.execute("ALTER TABLE programme DROP COLUMN hide_unreviewed")


def _index(columns):
    for name, owner in _OWNERS.items():
        op.drop_index(name, table_name="attempt")
        op.create_index(
            name, "attempt", [owner, *columns], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
        )
