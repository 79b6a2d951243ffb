"""Giving memory back: what reading and rendering needed for a moment does not stay with the process."""

import contextlib
import ctypes
import gc


def give_back() -> None:
    """Return freed memory to the system, where the C library can do that (glibc). Takes a few milliseconds."""
    gc.collect()
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
