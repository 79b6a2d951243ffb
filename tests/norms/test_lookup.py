"""A search that names a norm lands where the portal speaks about it."""

from pathlib import Path

import pytest

from kuemmerer.norms.lookup import look_up
from kuemmerer.norms.register import NormRegister
from kuemmerer.snapshot import load_snapshot

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def register() -> NormRegister:
    return load_snapshot(CONTENT).norms


@pytest.mark.parametrize(
    ("typed", "url", "is_all"),
    [
        ("Art. 42 KommZG", "/normen/kommzg#art-42", True),
        ("art 42 kommzg", "/normen/kommzg#art-42", True),
        ("KommZG Art. 42", "/normen/kommzg#art-42", True),
        ("Art. 42 KommZG Leistungskraft", "/normen/kommzg#art-42", False),
        ("108 GWB", "/normen/gwb#par-108", True),
        ("GWB 108", "/normen/gwb#par-108", True),
        ("§ 2b UStG", "/normen/ustg#par-2b", True),
        ("was sagt § 2b UStG zu uns", "/normen/ustg#par-2b", False),
        ("KommZG", "/normen/kommzg", True),
    ],
)
def test_a_norm_is_found_however_it_is_typed(register: NormRegister, typed: str, url: str, is_all: bool) -> None:
    place = look_up(register, typed)
    assert place is not None
    assert (place.url, place.is_all) == (url, is_all)


@pytest.mark.parametrize("typed", ["", "Bauhof", "Art. 999 KommZG", "42", "KommZG Umlage Kinder", "😀"])
def test_what_names_no_norm_of_ours_leads_nowhere(register: NormRegister, typed: str) -> None:
    assert look_up(register, typed) is None
