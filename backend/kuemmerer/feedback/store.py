"""Feedback in the database: the only SQL about it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import DateTime
from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, col, select

from kuemmerer.feedback.model import Feedback, Submission


class FeedbackRow(SQLModel, table=True):
    """One row; lives and dies in this module. The migrations make the table."""

    __tablename__ = "feedback"

    id: int | None = Field(default=None, primary_key=True)
    received_at: datetime = Field(sa_type=DateTime(timezone=True))
    article: str
    content_version: str
    text: str
    contact: str
    fingerprint: str


def add(session: Session, submission: Submission, received_at: datetime) -> bool:
    """Store a submission; False if this very form is stored already, for example after a double click."""
    row = FeedbackRow(
        received_at=received_at.astimezone(UTC),
        article=submission.article,
        content_version=submission.content_version,
        text=submission.text,
        contact=submission.contact,
        fingerprint=submission.fingerprint,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def received_since(session: Session, day: date | None) -> Sequence[Feedback]:
    """Everything received from the beginning of a day (UTC) on, oldest first; without a day everything."""
    query = select(FeedbackRow).order_by(col(FeedbackRow.received_at), col(FeedbackRow.id))
    if day is not None:
        query = query.where(col(FeedbackRow.received_at) >= datetime.combine(day, time(), UTC))
    return tuple(_plain(row) for row in session.exec(query))


def _plain(row: FeedbackRow) -> Feedback:
    # SQLite gives the moment back without its zone; it was stored in UTC.
    moment = row.received_at if row.received_at.tzinfo else row.received_at.replace(tzinfo=UTC)
    return Feedback(row.article, row.content_version, row.text, row.contact, moment.astimezone(UTC))
