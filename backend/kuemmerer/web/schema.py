"""Which version the database has and which it should have; asked at start, so without SQLModel and Alembic."""

import contextlib
import sqlite3
from pathlib import Path

MIGRATIONS = Path(__file__).parents[1] / "migrations"


def newest_version() -> str:
    """The version our migrations lead to: their file names begin with it."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def is_worth_opening(url: str) -> bool:
    """Whether the database should be opened at start: its schema is old, or looking at it needs the real driver.

    A file of SQLite that is not there yet, or is up to date, can wait until somebody writes.
    """
    file = Path(url.removeprefix("sqlite:///").partition("?")[0])
    if not url.startswith("sqlite:///") or not file.is_file():
        return not url.startswith("sqlite")
    try:
        with contextlib.closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=0.2)) as raw:
            row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return True
    return row is None or str(row[0]) < newest_version()
