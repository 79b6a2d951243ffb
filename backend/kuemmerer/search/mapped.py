"""Numbers and texts in files, mapped: several workers share the memory, and only what somebody looks at is read."""

import mmap
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, cast

Code = Literal["I", "Q", "f"]


def read_bytes(path: Path) -> memoryview:
    """The bytes of a file."""
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            return memoryview(b"")
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def read_numbers(path: Path, code: Code = "I") -> Sequence[int]:
    """The numbers of a file that holds nothing else; `code` as in the module array (for "f" they are floats)."""
    return cast("Sequence[int]", read_bytes(path).cast(code))


def read_weights(path: Path) -> Sequence[float]:
    """The same for floats."""
    return read_numbers(path, "f")


def write_bytes(path: Path, parts: Iterable[bytes]) -> None:
    """Several arrays, one behind the other."""
    with path.open("wb") as file:
        for part in parts:
            file.write(part)
