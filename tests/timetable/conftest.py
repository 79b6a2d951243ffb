"""The shipped procedures."""

from datetime import date
from pathlib import Path

import pytest

from kuemmerer.timetable.load import load_procedures
from kuemmerer.timetable.model import Procedures

CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2026, 11, 25)


@pytest.fixture(scope="session")
def procedures() -> Procedures:
    """The shipped procedures."""
    loaded, defects = load_procedures(CONTENT)
    assert defects == []
    return loaded
