"""The database for what people create: opened in its own thread, one writer, nothing acknowledged before it is durable.

Pages never wait for it: without a database everything that only reads goes on, and a form says that it was not stored.
SQLModel takes most of a second and 26 MB to import, so it is imported in the writer's thread only, when it is needed.
"""

import asyncio
import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from kuemmerer.web.schema import is_worth_opening

if TYPE_CHECKING:
    from sqlmodel import Session

    from kuemmerer.web.engine import OpenDatabase

T = TypeVar("T")
MAX_WAITING = 1_000
MAX_BATCH = 64
_UNREACHABLE = "Die Datenbank ist gerade nicht erreichbar. Nichts wurde gespeichert."
log = logging.getLogger("kuemmerer.database")


class DatabaseUnavailable(Exception):
    """The database cannot be used now. The job was not done, or, if `is_settled` is false, nobody knows whether it was."""

    def __init__(self, message: str = _UNREACHABLE, *, is_settled: bool = True) -> None:
        super().__init__(message)
        self.is_settled = is_settled


class Job:
    """One piece of work on a session, and where its result will be."""

    def __init__(self, work: "Callable[[Session], Any]") -> None:
        self.work = work
        self.future: Future[Any] = Future()


class Database:
    """One database, written by one thread that takes all waiting jobs into one transaction (group commit).

    A job gets a session and must not commit; its result must be plain values. A job that fails takes no other along.
    After any failure of the database itself the connection is thrown away and opened anew for the next job.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        # SQLite waits up to five seconds for another process; a server that does not answer in three will not.
        self._patience = 6.0 if url.startswith("sqlite") else 3.0
        self._jobs: queue.Queue[Job | None] = queue.Queue(MAX_WAITING)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._open: OpenDatabase | None = None
        self._was_reachable = True

    def prepare(self) -> None:
        """At start of the portal: bring an old schema up to date in the background. Otherwise the first job opens."""
        if is_worth_opening(self._url):
            self._start()

    def submit(self, work: "Callable[[Session], T]") -> "Future[T]":
        """Queue a job. Raises DatabaseUnavailable at once if too many are waiting; the future may raise it later."""
        self._start()
        job = Job(work)
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            raise DatabaseUnavailable from None
        return job.future

    async def write(self, work: "Callable[[Session], T]") -> T:
        """Do a job and wait until it is durable, without holding a thread. Raises DatabaseUnavailable."""
        future = self.submit(work)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._patience)
        except TimeoutError:
            if future.cancel() or not future.done():
                raise DatabaseUnavailable(is_settled=future.cancelled()) from None
            return future.result()  # it was done in this very moment

    def close(self) -> None:
        """Finish what is queued and end the thread; the next job would start it again."""
        with self._starting:
            if self._thread is not None:
                with contextlib.suppress(queue.Full):
                    self._jobs.put(None, timeout=self._patience)
                self._thread.join(self._patience)
                self._thread = None

    def _start(self) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="database", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        self._reach()
        while (first := self._jobs.get()) is not None:
            batch, is_last = self._batch(first)
            self._do([job for job in batch if job.future.set_running_or_notify_cancel()])
            if is_last:
                break
        self._drop()

    def _batch(self, first: Job) -> tuple[list[Job], bool]:
        batch = [first]
        while len(batch) < MAX_BATCH:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return batch, True
            batch.append(job)
        return batch, False

    def _do(self, batch: Sequence[Job]) -> None:
        reached = self._reach() if batch else None
        if reached is None:
            _fail(batch)
            return
        try:
            outcomes = reached.run([job.work for job in batch])
        except Exception as error:  # nothing of the batch is stored, and the next one gets a fresh connection
            log.warning("database failed, %d jobs not stored: %s", len(batch), error)
            self._drop()
            _fail(batch)
            return
        for job, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Exception):
                job.future.set_exception(outcome)
            else:
                job.future.set_result(outcome)

    def _reach(self) -> "OpenDatabase | None":
        if self._open is not None and not self._open.is_in_place():
            log.warning("the database file was removed or replaced; opening it anew")
            self._drop()
        if self._open is None:
            try:
                from kuemmerer.web.engine import open_engine

                self._open = open_engine(self._url)
            except Exception as error:  # whatever is wrong with a database, pages must go on
                if self._was_reachable:
                    log.error("database cannot be opened: %s", error)
        self._was_reachable = self._open is not None
        return self._open

    def _drop(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None


def _fail(batch: Sequence[Job]) -> None:
    for job in batch:
        job.future.set_exception(DatabaseUnavailable())
