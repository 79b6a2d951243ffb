"""A big index is built by a process of its own (builder.py): its memory goes back to the system, and pages are not held up."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from kuemmerer.search.engine import EngineName
from kuemmerer.search.model import Document
from kuemmerer.search.vocabulary import Vocabulary


class BuildFailed(Exception):
    """The process that builds the index ended early; what went wrong stands in its own output."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(f"Der Suchindex ließ sich nicht bauen (der Vorgang endete mit {exit_code}).")


def build_apart(folder: Path, documents: Sequence[Document], vocabulary: Vocabulary, engine: EngineName) -> None:
    """Let builder.py fill an empty folder, and wait for it. Raises BuildFailed."""
    work = {
        "documents": [asdict(document) for document in documents],
        "cuts": dict(vocabulary.cuts),
        "labels": vocabulary.labels,
        "engine": engine,
    }
    command = [sys.executable, "-m", "kuemmerer.search.builder", str(folder)]
    # The pipe stays open while we wait: should we die, the builder sees its end and stops too.
    with subprocess.Popen(command, stdin=subprocess.PIPE) as builder:
        assert builder.stdin is not None
        try:
            builder.stdin.write(json.dumps(work).encode() + b"\n")
            builder.stdin.flush()
        except BrokenPipeError:
            pass  # It ended early; its exit code says so.
        exit_code = builder.wait()
    if exit_code != 0:
        raise BuildFailed(exit_code)
