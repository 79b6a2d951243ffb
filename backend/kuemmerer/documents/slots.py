"""How many documents are made at once: a fixed number of slots and no queue behind them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

BUSY = (
    "Gerade werden so viele Dokumente erzeugt, wie auf einmal gehen. Versuchen Sie es in wenigen Sekunden noch einmal."
)
RETRY_SECONDS = 3


class NoSlot(Exception):
    """All slots are taken. Whoever asks again in a few seconds will find one."""


class Slots:
    """Thread-safe. Whoever finds no free slot is told so at once instead of waiting."""

    def __init__(self, at_once: int) -> None:
        self._free = threading.BoundedSemaphore(at_once)

    @contextmanager
    def one(self) -> Iterator[None]:
        """A slot for the time of the block. Raises NoSlot."""
        if not self._free.acquire(blocking=False):
            raise NoSlot
        try:
            yield
        finally:
            self._free.release()
