"""The second engine finds what the first one finds."""

import importlib.util
from pathlib import Path

import pytest

from kuemmerer.search.index import SearchIndex, open_or_build
from kuemmerer.search.model import EVERYTHING, Document
from kuemmerer.search.query import read_query
from kuemmerer.search.vocabulary import Vocabulary, read_vocabulary

CONTENT = Path(__file__).parents[2] / "content"
GOLD = Path(__file__).with_name("search_gold.tsv")

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("tantivy") is None,
    reason="tantivy ist ein freiwilliges Paket und auf diesem Rechner nicht installiert (2026-11-25)",
)


def ids(index: SearchIndex, text: str) -> list[str]:
    return [hit.id for hit in index.find(read_query(text), EVERYTHING, 10, 0).hits]


@pytest.fixture(scope="module")
def second(content_documents: tuple[Document, ...], tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """The real articles in tantivy."""
    vocabulary, _ = read_vocabulary(CONTENT)
    return open_or_build(content_documents, vocabulary, tmp_path_factory.mktemp("tantivy"), "v1", engine="tantivy")


def test_both_engines_find_the_same_first_ten(content_index: SearchIndex, second: SearchIndex) -> None:
    texts = [line.split("\t")[2] for line in GOLD.read_text("utf-8").splitlines()[1:]]
    different = [text for text in texts if ids(content_index, text) != ids(second, text)]
    assert len(different) <= 0.05 * len(texts), different


@pytest.mark.parametrize(
    "text", ["", "und oder", '"Verwaltungsgemeinschaft Mammendorf"', "Art. 42 KommZG", "bauhof*", "🚜"]
)
def test_excerpts_totals_and_odd_queries_agree(content_index: SearchIndex, second: SearchIndex, text: str) -> None:
    first, other = (index.find(read_query(text), EVERYTHING, 3, 0) for index in (content_index, second))
    assert [(hit.id, hit.snippet, hit.why) for hit in other.hits] == [
        (hit.id, hit.snippet, hit.why) for hit in first.hits
    ]


def test_changing_the_engine_builds_a_new_generation(
    pages: tuple[Document, ...], vocabulary: Vocabulary, folder: Path
) -> None:
    first = open_or_build(pages, vocabulary, folder, "v1")
    other = open_or_build(pages, vocabulary, folder, "v1", engine="tantivy")
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 2
    assert ids(first, "Bauhof") == ids(other, "Bauhof") != []
