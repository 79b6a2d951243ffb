"""The parts of a page that are filled from its header."""

from kuemmerer.content.blocks import BLOCK_NAMES, blocks_of
from kuemmerer.content.kinds import Instrument
from kuemmerer.snapshot import Snapshot


def instrument(village: Snapshot, **changes: object) -> Instrument:
    found = village.library.find(Instrument, "zweckvereinbarung")
    assert found is not None
    return found.model_copy(update=changes)


def test_every_block_is_known_to_the_checks(village: Snapshot) -> None:
    assert tuple(blocks_of(instrument(village), village.library.get)) == BLOCK_NAMES


def test_a_step_names_who_does_it_and_leads_to_its_document(village: Snapshot) -> None:
    html = blocks_of(instrument(village), village.library.get)["schritte"]
    assert "Wer: Gemeinderäte." in html
    assert '<a href="/dokumente/vertragsentwurf">Vertragsentwurf</a>' in html


def test_a_statement_shows_norm_nature_and_what_is_still_to_be_checked(village: Snapshot) -> None:
    html = blocks_of(instrument(village), village.library.get)["steuer"]
    assert '<span class="norm">(§ 2b UStG)</span>' in html
    assert '<span class="mark mark--recht">Recht</span>' in html


def test_examples_and_institutions_are_links(village: Snapshot) -> None:
    blocks = blocks_of(instrument(village), village.library.get)
    assert 'href="/beispiele/bauhof-kirnbach-mittertal"' in blocks["beispiele"]
    assert 'href="/institutionen/landratsamt-kirntal"' in blocks["anlaufstellen"]


def test_what_has_no_facts_has_no_block(village: Snapshot) -> None:
    bare = instrument(village, founding_steps=(), founding_duration=None, tax=(), examples=("nichts",), helpers=())
    blocks = blocks_of(bare, village.library.get)
    assert [name for name, html in blocks.items() if html] == []


def test_only_instruments_have_blocks(village: Snapshot) -> None:
    term = village.library.get("term/umlage")
    assert term is not None
    assert blocks_of(term, village.library.get) == {}
