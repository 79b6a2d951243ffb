"""The process that builds an index: python -m kuemmerer.search.builder FOLDER, started by apart.py, work on standard input."""

import json
import os
import sys
import threading
from pathlib import Path

from kuemmerer.search.index import write_index
from kuemmerer.search.model import Document
from kuemmerer.search.vocabulary import Vocabulary

_LISTS = ("keywords", "questions", "everyday", "topics", "related", "districts")


def main() -> None:
    """Read one line of work, build, end. Ends early when whoever waits for it has died."""
    work = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_stop_when_left_alone, daemon=True).start()
    documents = [
        Document(**{**fields, **{name: tuple(fields[name]) for name in _LISTS}}) for fields in work["documents"]
    ]
    cuts = {word: tuple(parts) for word, parts in work["cuts"].items()}
    write_index(Path(sys.argv[1]), documents, Vocabulary({}, cuts, {}, tuple(work["labels"]), {}), work["engine"])
    # Not through the interpreter's end: the thread still waits for standard input.
    sys.stdout.flush()
    os._exit(0)


def _stop_when_left_alone() -> None:
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
