"""The workshop: a process of its own that writes files and ends.

The libraries behind the formats take 100 MB and hold the interpreter while they work. Elsewhere, the portal stays small and
goes on answering, and a paper that goes wrong takes nothing along. Started as `python -m kuemmerer.documents.workshop`.
"""

import pickle
import subprocess
import sys
from collections.abc import Sequence

from kuemmerer.documents.formats import FORMATS, Format
from kuemmerer.documents.model import BadLetterhead, Document

# Seconds. Twenty copies of the longest paper take less than eight.
_PATIENCE = 60


class WorkshopFailed(Exception):
    """A file could not be written; what the process said is in the message, for the log."""


def make_files(documents: Sequence[Document], kind: Format, letterhead: bytes | None = None) -> tuple[bytes, ...]:
    """The documents as files, in their order. Waits for another process; call it from a worker thread.

    `letterhead` is a Word template of somebody's own, for Word files. Raises BadLetterhead and WorkshopFailed.
    """
    order = pickle.dumps((kind, tuple(documents), letterhead))
    # -P: the folder somebody happens to stand in is no place to import from.
    command = (sys.executable, "-P", "-m", __name__)
    try:
        done = subprocess.run(command, input=order, capture_output=True, check=True, timeout=_PATIENCE)
    except subprocess.CalledProcessError as error:
        raise WorkshopFailed(error.stderr.decode("utf-8", "replace")[-2000:]) from error
    except subprocess.TimeoutExpired as error:
        raise WorkshopFailed(f"more than {_PATIENCE} seconds") from error
    files: tuple[bytes, ...] | BadLetterhead = pickle.loads(done.stdout)
    if isinstance(files, BadLetterhead):
        raise files
    return files


def _work() -> None:
    """Read one order, write its files, end."""
    kind, documents, letterhead = pickle.loads(sys.stdin.buffer.read())
    files: tuple[bytes, ...] | BadLetterhead
    if letterhead is None:
        files = tuple(FORMATS[kind].write(document) for document in documents)
    else:
        from kuemmerer.documents.letterhead import on_letterhead

        try:
            files = tuple(on_letterhead(letterhead, document) for document in documents)
        except BadLetterhead as error:
            files = BadLetterhead(str(error))
    sys.stdout.buffer.write(pickle.dumps(files))


if __name__ == "__main__":
    _work()
