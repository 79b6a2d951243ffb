"""What was acknowledged is stored, whatever happens meanwhile; and without a database the portal goes on."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy
from alembic.config import Config
from alembic.script import ScriptDirectory
from tests.feedback.conftest import Portal, hidden

from kuemmerer.feedback import store
from kuemmerer.feedback.model import Submission
from kuemmerer.web.db import MAX_WAITING, Database, DatabaseUnavailable
from kuemmerer.web.engine import open_engine
from kuemmerer.web.front import Front
from kuemmerer.web.schema import MIGRATIONS, is_worth_opening, newest_version

BACKEND = Path(__file__).parents[2] / "backend"
IS_ROOT = os.geteuid() == 0


def put(database: Database, key: str) -> "Future[bool]":
    """Store one message with this key."""
    submission = Submission("instrument/zweckverband", "0123456789ab", "x" * 800, "", key)
    return database.submit(lambda session: store.add(session, submission, datetime.now(UTC)))


def put_many(database: Database, name: str, number: int) -> None:
    """Store that many messages, one after the other."""
    for each in range(number):
        assert put(database, f"{name}-{each}").result(30) is True


def keys(file: Path) -> int:
    """How many rows there are, read past all our code."""
    raw = sqlite3.connect(file)
    try:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return int(raw.execute("SELECT count(*) FROM feedback").fetchone()[0])
    finally:
        raw.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kuemmerer.sqlite3"


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    it = Database(f"sqlite:///{file}")
    yield it
    it.close()


def in_threads(number: int, work: Callable[[int], None]) -> None:
    """The same work in several threads; the first exception is raised here."""
    failed: list[BaseException] = []

    def guarded(each: int) -> None:
        try:
            work(each)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=guarded, args=(each,)) for each in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def test_eight_threads_lose_nothing(database: Database, file: Path) -> None:
    in_threads(8, lambda thread: put_many(database, str(thread), 50))
    assert keys(file) == 400


def test_two_processes_worth_of_writers_never_see_a_locked_database(file: Path) -> None:
    """Two databases on one file contend as two processes do; deferred transactions would fail with »locked«."""
    databases = [Database(f"sqlite:///{file}"), Database(f"sqlite:///{file}")]
    in_threads(8, lambda thread: put_many(databases[thread % 2], str(thread), 30))
    for each in databases:
        each.close()
    assert keys(file) == 240


def test_several_programs_may_start_at_once_on_a_fresh_folder(file: Path) -> None:
    def start(_: int) -> None:
        open_engine(f"sqlite:///{file}").close()

    in_threads(6, start)
    assert keys(file) == 0


def test_a_job_that_fails_takes_no_other_along(database: Database, file: Path) -> None:
    gate = threading.Event()
    database.submit(lambda _: gate.wait(10))  # so that the next three wait together and share a transaction

    def fail(_: object) -> None:
        raise ValueError("so nicht")

    good, bad, also_good = put(database, "a"), database.submit(fail), put(database, "b")
    gate.set()
    assert good.result(10) is also_good.result(10) is True
    with pytest.raises(ValueError, match="so nicht"):
        bad.result(10)
    assert keys(file) == 2


def test_a_repeated_form_is_told_from_a_new_one(database: Database) -> None:
    assert [put(database, key).result(10) for key in ("a", "a", "b")] == [True, False, True]


def test_a_locked_database_is_waited_for(database: Database, file: Path) -> None:
    put(database, "first").result(20)
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.5, lambda: other.execute("COMMIT"))
    release.start()
    assert put(database, "second").result(10) is True
    release.join()
    other.close()


def test_a_database_that_stays_locked_is_an_honest_503(
    portal: Portal, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert portal.post(text="davor").status_code == 303
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    page = portal.post(text="währenddessen")
    assert (page.status_code, time.monotonic() - began < 8) == (503, True)
    assert page.headers["retry-after"]
    assert "nicht gespeichert" in page.text
    assert "währenddessen</textarea>" in page.text
    assert portal.get("/instrumente/zweckverband").status_code == 200
    other.execute("ROLLBACK")
    other.close()
    assert portal.post(text="danach", schluessel=hidden(page.text, "schluessel")).status_code == 303
    assert [row.text for row in portal.stored()] == ["davor", "danach"]
    assert "locked" in caplog.text
    assert "währenddessen" not in caplog.text


def test_too_many_waiting_jobs_are_refused_at_once(database: Database) -> None:
    gate = threading.Event()
    database.submit(lambda _: gate.wait(30))
    time.sleep(0.1)  # the first job leaves the queue
    for number in range(MAX_WAITING):
        put(database, str(number))
    with pytest.raises(DatabaseUnavailable):
        put(database, "one too many")
    gate.set()


@pytest.mark.parametrize(
    "url", ["sqlite:///{tmp}/datei/unten/a.sqlite3", "postgresql://localhost:1/nichts", "unsinn://", "sqlite://"]
)
def test_without_a_database_only_the_form_says_so(application: Front, tmp_path: Path, url: str) -> None:
    (tmp_path / "datei").write_text("")
    portal = Portal(application, url.format(tmp=tmp_path))
    for path in ("/", "/rueckmeldung", "/instrumente/zweckverband", "/api/v1/articles", "/api/v1/health/live"):
        assert portal.get(path).status_code == 200
    page = portal.post(text="Das geht verloren?", kontakt="Rathaus")
    assert page.status_code == 503
    assert (
        "Ihre Rückmeldung ist nicht gespeichert. Bitte senden Sie sie in einigen Minuten noch einmal ab." in page.text
    )
    assert "Das geht verloren?</textarea>" in page.text
    assert 'value="Rathaus"' in page.text


def test_a_database_that_comes_back_is_used_again(application: Front, tmp_path: Path) -> None:
    obstacle = tmp_path / "data"
    obstacle.write_text("")
    portal = Portal(application, f"sqlite:///{obstacle}/a.sqlite3")
    assert portal.post(text="Hallo").status_code == 503
    obstacle.unlink()
    assert portal.post(text="Hallo").status_code == 303
    portal.database.close()


def test_a_removed_file_is_noticed_before_writing_into_nothing(portal: Portal, file: Path) -> None:
    portal.post(text="alt")
    file.unlink()
    assert portal.post(text="neu").status_code == 303
    assert [row.text for row in portal.stored()] == ["neu"]
    assert file.is_file()


def test_the_file_is_private(database: Database, file: Path) -> None:
    put(database, "a").result(10)
    assert {path.stat().st_mode & 0o077 for path in file.parent.glob("kuemmerer.sqlite3*")} == {0}


def test_every_commit_waits_for_the_disk(file: Path) -> None:
    opened = open_engine(f"sqlite:///{file}")
    with opened.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "secure_delete",
                "trusted_schema",
            )
        }
    opened.close()
    assert found == {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "secure_delete": 1, "trusted_schema": 0,
    }  # fmt: skip


def test_the_newest_version_is_where_alembic_ends() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [newest_version()]


def test_the_migrations_make_exactly_the_columns_of_the_rows(file: Path) -> None:
    opened = open_engine(f"sqlite:///{file}")
    columns = {column["name"] for column in sqlalchemy.inspect(opened.engine).get_columns("feedback")}
    opened.close()
    assert columns == set(store.FeedbackRow.model_fields)


def test_a_newer_schema_is_left_alone(file: Path) -> None:
    open_engine(f"sqlite:///{file}").close()
    raw = sqlite3.connect(file)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    database = Database(f"sqlite:///{file}")
    assert put(database, "a").result(10) is True
    database.close()


def test_starting_the_portal_does_not_import_the_database() -> None:
    code = "import sys, kuemmerer.app; sys.exit(any(name in sys.modules for name in ('sqlmodel', 'sqlalchemy', 'alembic')))"
    assert subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(BACKEND)}).returncode == 0


def test_an_old_schema_is_brought_up_to_date_at_start(file: Path) -> None:
    """Nobody has written yet: the portal itself must do it, and only then is the database opened at all."""
    sqlite3.connect(file).close()
    database = Database(f"sqlite:///{file}")
    database.prepare()
    for _ in range(100):
        if file.stat().st_size and not is_worth_opening(f"sqlite:///{file}"):
            break
        time.sleep(0.1)
    database.close()
    assert keys(file) == 0


def test_a_database_that_is_up_to_date_or_not_there_yet_is_not_opened_at_start(file: Path) -> None:
    assert not is_worth_opening(f"sqlite:///{file}")
    open_engine(f"sqlite:///{file}").close()
    assert not is_worth_opening(f"sqlite:///{file}")
    assert is_worth_opening("postgresql://localhost/kuemmerer")


WRITER = """
import sys, threading
from datetime import UTC, datetime
from kuemmerer.feedback import store
from kuemmerer.feedback.model import Submission
from kuemmerer.web.db import Database
database = Database(sys.argv[1])
def write(thread):
    number = 0
    while True:
        key = f"{sys.argv[2]}-{thread}-{number}"
        submission = Submission("", "0123456789ab", "x" * 800, "", key)
        database.submit(lambda session: store.add(session, submission, datetime.now(UTC))).result()
        sys.stdout.write(submission.fingerprint + "\\n")
        sys.stdout.flush()
        number += 1
for thread in range(4):
    threading.Thread(target=write, args=(thread,)).start()
"""


def test_kill_9_in_the_middle_loses_nothing_that_was_acknowledged(file: Path) -> None:
    acknowledged: list[str] = []
    for turn in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, f"sqlite:///{file}", str(turn)],
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(BACKEND)}, text=True,
        )  # fmt: skip
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(0.05 + 0.1 * turn)
        writer.send_signal(signal.SIGKILL)
        # The last line may be cut off in the middle: then nobody has read it as an acknowledgement.
        lines = (first + writer.stdout.read()).split("\n")[:-1]
        writer.stdout.close()
        writer.wait()
        acknowledged += lines
    raw = sqlite3.connect(file)
    stored = {row[0] for row in raw.execute("SELECT fingerprint FROM feedback")}
    raw.close()
    assert len(acknowledged) > 20
    assert set(acknowledged) - stored == set()
    assert keys(file) == len(stored)
    database = Database(f"sqlite:///{file}")
    assert put(database, "danach").result(10) is True
    database.close()


VISIT = """
import asyncio, os, resource, sys
import alembic.command, httpx, kuemmerer.web.engine
from kuemmerer.app import create_app
from kuemmerer.settings import Settings
async def main():
    transport = httpx.ASGITransport(create_app(Settings(feedback_per_hour=1_000)))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        assert (await http.get("/rueckmeldung")).status_code == 200
        if sys.argv[2]:
            os.setuid(int(sys.argv[2]))
        async def post(number):
            form = {"text": f"Nachricht {number} " + "x" * 3_000, "schluessel": "abcdefghijklmnop"}
            return (await http.post("/rueckmeldung", data=form)).status_code
        if sys.argv[1] == "full":
            assert await post(0) == 303
            soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
            answers = [await post(number) for number in range(1, 150)]
            assert set(answers) == {303, 503}, answers
            assert (await http.get("/instrumente/zweckverband")).status_code == 200
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
            assert await post(200) == 303
            print(answers.count(303) + 2)
        else:
            assert await post(0) == 503
            assert (await http.get("/instrumente/zweckverband")).status_code == 200
asyncio.run(main())
"""


def visit(data: Path, case: str, uid: str = "") -> "subprocess.CompletedProcess[str]":
    """A portal in a process of its own, which becomes another user once everything is loaded."""
    env = {**os.environ, "PYTHONPATH": str(BACKEND), "KUEMMERER_DATA": str(data)}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", VISIT, case, uid], env=env, capture_output=True, text=True
    )


def test_a_full_disk_refuses_and_heals(tmp_path: Path) -> None:
    """The limit on file size makes SQLite fail as a full disk does, and can be lifted again."""
    result = visit(tmp_path, "full")
    assert result.returncode == 0, result.stderr
    assert keys(tmp_path / "kuemmerer.sqlite3") == int(result.stdout)


@pytest.mark.parametrize("exists", [False, True])
def test_a_read_only_folder_is_an_honest_503(exists: bool) -> None:
    # Not below tmp_path: pytest keeps that from other users. Root may write anywhere, so root becomes nobody.
    folder = Path(tempfile.mkdtemp(prefix="kuemmerer-read-only-"))
    try:
        if exists:
            open_engine(f"sqlite:///{folder}/kuemmerer.sqlite3").close()
            (folder / "kuemmerer.sqlite3").chmod(0o644)
        folder.chmod(0o555)
        result = visit(folder, "read-only", "65534" if IS_ROOT else "")
        assert result.returncode == 0, result.stderr
        assert "cannot be opened" in result.stderr
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)
