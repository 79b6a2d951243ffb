"""How often was searched, without result, for what, and which hit was taken. No word about who."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the three tables of counts."""
    op.create_table(
        "search_day",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("searches", sa.Integer, nullable=False),
        sa.Column("without_hit", sa.Integer, nullable=False),
    )
    op.create_table(
        "search_query",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("query", sa.String(60), primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("results", sa.Integer, nullable=False),
    )
    op.create_table(
        "search_click",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
