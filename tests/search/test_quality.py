"""What people type finds what they need; the score never falls (search_gold.tsv)."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from kuemmerer.search.index import SearchIndex

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def quality() -> ModuleType:
    """The measures of benchmarks/search_quality.py."""
    specification = importlib.util.spec_from_file_location("search_quality", ROOT / "benchmarks" / "search_quality.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_the_gold_queries_find_their_pages(quality: ModuleType, content_index: SearchIndex) -> None:
    queries = quality.read_gold(quality.GOLD)
    measured = [quality.measure(query, quality.ten_ids(content_index, query.text)) for query in queries]
    assert quality.mean([one.ndcg for one in measured]) >= 0.85
    assert quality.mean([one.recall for one in measured]) >= 0.89
    assert quality.mean([float(one.first_is_best) for one in measured]) >= 0.75
    assert [one.query.text for one in measured if not one.found] == []


def test_our_own_queries_find_their_pages_too(quality: ModuleType, content_index: SearchIndex) -> None:
    queries = quality.read_gold(quality.OWN)
    measured = [quality.measure(query, quality.ten_ids(content_index, query.text)) for query in queries]
    assert quality.mean([one.ndcg for one in measured]) >= 0.80
    assert quality.mean([one.recall for one in measured]) >= 0.86
    assert [one.query.text for one in measured if not one.found] == []


def test_one_slip_costs_little(quality: ModuleType, content_index: SearchIndex) -> None:
    dice = quality.random.Random(11)
    queries = quality.read_gold(quality.GOLD)
    clean = quality.mean([quality.measure(query, quality.ten_ids(content_index, query.text)).ndcg for query in queries])
    slipped = [
        quality.measure(query, quality.ten_ids(content_index, quality.slip(query.text, dice))).ndcg
        for query in queries
        for _ in range(3)
    ]
    assert quality.mean(slipped) >= 0.96 * clean


def test_no_gold_query_was_copied_into_the_vocabulary(quality: ModuleType) -> None:
    """Single words cannot be told from the words everybody uses; whole queries can."""
    vocabulary = "\n".join(path.read_text("utf-8").casefold() for path in (ROOT / "content" / "suche").glob("*.yml"))
    queries = [query for path in (quality.GOLD, quality.OWN, quality.FRESH) for query in quality.read_gold(path)]
    # Two words that everybody says together ("wiederholte Fragen") are no copy of a query; three are.
    texts = [query.text.casefold().rstrip("?") for query in queries if query.text.count(" ") > 1]
    assert [text for text in texts if text in vocabulary] == []
