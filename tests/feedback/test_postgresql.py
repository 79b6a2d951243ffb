"""The same on PostgreSQL: a server of its own, on a socket, for as long as these tests run."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.feedback.conftest import Portal
from tests.feedback.test_database import put

from kuemmerer.feedback.store import received_since
from kuemmerer.web.db import Database
from kuemmerer.web.engine import open_engine
from kuemmerer.web.front import Front

BIN = Path("/usr/lib/postgresql/15/bin")
IS_ROOT = os.geteuid() == 0
MISSING = (
    f"kein PostgreSQL unter {BIN}"
    if not (BIN / "initdb").is_file()
    else "das Paket psycopg fehlt"
    if find_spec("psycopg") is None
    else ""
)
pytestmark = pytest.mark.skipif(bool(MISSING), reason=MISSING)


class Server:
    """One PostgreSQL server in a folder of its own; it refuses to run as root, so root lets nobody run it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"postgresql://nobody@/postgres?host={folder}"
        self._user = "nobody" if IS_ROOT else None
        if IS_ROOT:
            shutil.chown(folder, "nobody")
        self._call("initdb", "-D", f"{folder}/data", "-U", "nobody", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()

    def start(self) -> None:
        """Start and wait until it answers."""
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        self._call("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self) -> None:
        """Stop at once."""
        self._call("pg_ctl", "-D", f"{self.folder}/data", "-w", "-m", "immediate", "stop")

    def signal(self, number: int) -> None:
        """Send a signal to every process of this server."""
        main = (self.folder / "data/postmaster.pid").read_text().split("\n")[0]
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
        for pid in (main, *children):
            os.kill(int(pid), number)

    def _call(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [BIN / program, *arguments],
            user=self._user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    # A short path: the name of a socket may have 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="kpg-"))
    it = Server(folder)
    yield it
    it.stop()
    shutil.rmtree(folder)


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    it = Database(server.url)
    yield it
    it.close()


def in_threads(number: int, work: Callable[[int], object]) -> None:
    threads = [threading.Thread(target=work, args=(each,)) for each in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_several_programs_may_start_at_once(server: Server) -> None:
    failed: list[Exception] = []

    def start(_: int) -> None:
        try:
            open_engine(server.url).close()
        except Exception as error:
            failed.append(error)

    in_threads(4, start)
    assert failed == []


def test_eight_threads_lose_nothing(database: Database) -> None:
    before = len(database.submit(lambda session: received_since(session, None)).result(20))

    def work(thread: int) -> None:
        for number in range(25):
            put(database, f"pg-{thread}-{number}").result(20)

    in_threads(8, work)
    rows = database.submit(lambda session: received_since(session, None)).result(20)
    assert len(rows) - before == 200
    assert all(row.received_at.utcoffset() is not None for row in rows)


def test_two_replicas_store_the_same_form_once(server: Server) -> None:
    databases = [Database(server.url), Database(server.url)]
    stored: list[bool] = []
    in_threads(8, lambda each: stored.append(put(databases[each % 2], "pg-double").result(20)))
    for database in databases:
        database.close()
    assert sorted(stored) == [False] * 7 + [True]


def test_the_form_works_while_the_server_does_and_says_when_not(application: Front, server: Server) -> None:
    portal = Portal(application, server.url)
    assert portal.post(text="Erste über PostgreSQL").status_code == 303
    server.stop()
    assert portal.post(text="Ohne Server").status_code == 503
    assert portal.get("/instrumente/zweckverband").status_code == 200
    server.start()
    assert portal.post(text="Ohne Server").status_code == 303
    assert {row.text for row in portal.stored()} >= {"Erste über PostgreSQL", "Ohne Server"}
    portal.database.close()


def test_a_frozen_server_is_an_honest_503_in_time(application: Front, server: Server) -> None:
    portal = Portal(application, server.url)
    assert portal.post(text="Vor dem Frost").status_code == 303
    server.signal(signal.SIGSTOP)
    try:
        began = time.monotonic()
        page = portal.post(text="Im Frost")
        assert (page.status_code, time.monotonic() - began < 5) == (503, True)
        assert "Doppelt wird sie nicht gespeichert" in page.text
        assert "ist nicht gespeichert" in portal.post(text="Danach in der Schlange").text
    finally:
        server.signal(signal.SIGCONT)
    assert portal.post(text="Im Frost").status_code == 303
    assert [row.text for row in portal.stored()].count("Im Frost") == 1
    assert "Danach in der Schlange" not in {row.text for row in portal.stored()}
    portal.database.close()
