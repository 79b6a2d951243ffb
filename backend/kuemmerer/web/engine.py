"""SQLModel on SQLite or PostgreSQL: connecting, bringing the schema up to date, running jobs. Home of SQLAlchemy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlmodel import Session, create_engine

from kuemmerer.web.schema import MIGRATIONS, newest_version

# Any number, the same on every replica: whoever holds it may change the schema (PostgreSQL).
_MIGRATION_LOCK = 0x6B75656D
_PRAGMAS = (
    "busy_timeout=5000",  # first: changing the journal mode may already have to wait
    "journal_mode=WAL",
    "synchronous=FULL",  # acknowledged rows survive a power cut
    "foreign_keys=ON",
    "secure_delete=ON",  # what is deleted leaves no bytes behind
    "trusted_schema=OFF",
)
_SERVER_LIMITS = "-c statement_timeout=3000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000"

Work = Callable[[Session], Any]


@dataclass(frozen=True)
class OpenDatabase:
    """An open database with its schema in order. `file` and `inode` tell whether SQLite still has its file."""

    engine: sqlalchemy.Engine
    file: Path | None
    inode: int | None

    def run(self, batch: Sequence[Work]) -> list[Any]:
        """All jobs in one transaction, each behind a savepoint; a job's own exception is its outcome.

        Raises when the database itself fails: then nothing is stored.
        """
        outcomes: list[Any] = []
        with Session(self.engine, expire_on_commit=False) as session:
            for work in batch:
                try:
                    with session.begin_nested():
                        outcomes.append(work(session))
                except (OperationalError, InterfaceError, InternalError):
                    raise
                except Exception as error:
                    outcomes.append(error)
            session.commit()
        return outcomes

    def is_in_place(self) -> bool:
        """False when the file of SQLite was removed or replaced: writing into it would be writing into nothing."""
        return self.file is None or _inode(self.file) == self.inode

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def open_engine(address: str) -> OpenDatabase:
    """Connect, and migrate if need be. Raises whatever the database or the file system says.

    Parameters are hidden: an error message must not carry what somebody wrote into the log.
    """
    url = _driver(make_url(address))
    if url.get_backend_name() == "sqlite":
        if url.database in (None, "", ":memory:"):
            raise ValueError("SQLite needs a file: sqlite:///path")
        file = Path(str(url.database))
        _create_privately(file)
        engine = create_engine(url, hide_parameters=True, connect_args={"check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    else:
        file = None
        engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=2,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 2, "options": _SERVER_LIMITS},
        )
    try:
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return OpenDatabase(engine, file, _inode(file) if file else None)


def migrate(engine: sqlalchemy.Engine) -> None:
    """Bring the schema to the newest version, in one transaction that lets nobody else do the same meanwhile.

    SQLite: the transaction begins IMMEDIATE, which is the lock. PostgreSQL: an advisory lock. A newer schema than ours
    is left alone: migrations only add, so an older program can work with it.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sqlalchemy.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        if _version(connection) < newest_version():
            from alembic import command
            from alembic.config import Config

            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _version(connection: Connection) -> str:
    if not sqlalchemy.inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(sqlalchemy.text("SELECT version_num FROM alembic_version")).scalar() or "")


def _driver(url: URL) -> URL:
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgres", "postgresql") else url


def _create_privately(file: Path) -> None:
    """What people wrote to us is nobody else's business on this machine."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)


def _inode(file: Path) -> int | None:
    try:
        return file.stat().st_ino
    except OSError:
        return None


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver would begin transactions on its own, and late
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once with "database is locked", whatever the timeout.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
