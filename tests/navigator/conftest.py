"""The real rulebook and library, loaded once: the navigator's tests are about our own rules."""

from pathlib import Path

import pytest

from kuemmerer.navigator.model import Rulebook
from kuemmerer.snapshot import Snapshot, load_snapshot

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def real() -> Snapshot:
    """The snapshot of the shipped content."""
    return load_snapshot(CONTENT)


@pytest.fixture(scope="session")
def rulebook(real: Snapshot) -> Rulebook:
    """The shipped rulebook."""
    return real.rulebook
