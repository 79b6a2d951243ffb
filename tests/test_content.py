"""Every file of content/ is a test of its own: nothing in it is wrong. Notes (a check that is due) are no faults."""

from functools import lru_cache
from pathlib import PurePosixPath

import pytest

from kuemmerer.base.defects import Defect, Level
from kuemmerer.settings import ROOT
from kuemmerer.snapshot import check_content

from .in_process import TODAY

CONTENT = ROOT / "content"
FILES = [
    PurePosixPath(path.relative_to(CONTENT).as_posix())
    for path in sorted(CONTENT.rglob("*"))
    if path.suffix in (".md", ".yml", ".csv") and path.is_file()
]


@lru_cache(maxsize=1)
def errors() -> tuple[Defect, ...]:
    """All errors, found once."""
    return tuple(defect for defect in check_content(CONTENT, TODAY) if defect.level is Level.ERROR)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_a_file_has_no_fault(path: PurePosixPath) -> None:
    assert [str(defect) for defect in errors() if defect.path == path] == []


def test_nothing_is_wrong_between_the_files() -> None:
    assert [str(defect) for defect in errors() if defect.path not in FILES] == []


def test_the_knowledge_base_is_not_empty() -> None:
    assert len(FILES) > 400
