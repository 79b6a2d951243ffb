"""The knowledge base as it is, read once: these tests hold for whatever editors write."""

import pytest

from kuemmerer.content.library import Library
from kuemmerer.settings import ROOT
from kuemmerer.snapshot import Snapshot, load_snapshot


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return load_snapshot(ROOT / "content")


@pytest.fixture(scope="session")
def library(snapshot: Snapshot) -> Library:
    return snapshot.library
