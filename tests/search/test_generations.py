"""An index is whole or not there: crashes, damage, other workers, other content."""

import ast
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from kuemmerer.search import index as index_module
from kuemmerer.search.engine import SearchBusy
from kuemmerer.search.index import SearchIndex, open_or_build
from kuemmerer.search.model import EVERYTHING, Document
from kuemmerer.search.query import read_query
from kuemmerer.search.vocabulary import Vocabulary

QUERIES = (
    "Bauhof",
    "Umlage Schlüssel",
    "Art. 42 KommZG",
    "gKU",
    "Kläranlge Zuschuss",
    "Wer genehmigt die Satzung",
    "Verein",
)


def ids(index: SearchIndex, text: str) -> list[str]:
    return [hit.id for hit in index.find(read_query(text), EVERYTHING, 10, 0).hits]


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


@pytest.fixture
def built(folder: Path, pages: Sequence[Document], vocabulary: Vocabulary) -> SearchIndex:
    return open_or_build(pages, vocabulary, folder, "v1")


def test_the_same_content_is_opened_not_built(
    folder: Path, built: SearchIndex, pages: Sequence[Document], vocabulary: Vocabulary
) -> None:
    before = generations(folder)
    again = open_or_build(pages, vocabulary, folder, "v1")
    assert generations(folder) == before
    assert [ids(again, text) for text in QUERIES] == [ids(built, text) for text in QUERIES]


def test_a_new_day_alone_builds_nothing(
    folder: Path, built: SearchIndex, pages: Sequence[Document], vocabulary: Vocabulary
) -> None:
    before = generations(folder)
    tomorrow = [replace(page, state="pruefung-faellig") for page in pages]
    assert (
        open_or_build(tomorrow, vocabulary, folder, "v1").find(read_query("Bauhof"), EVERYTHING, 1, 0).hits[0].state
        == "pruefung-faellig"
    )
    assert generations(folder) == before


def test_changed_content_is_built_and_two_generations_are_kept(
    folder: Path, built: SearchIndex, pages: Sequence[Document], vocabulary: Vocabulary
) -> None:
    first = generations(folder)
    changed = [replace(page, body=page.body + " Quxomat") for page in pages]
    second = open_or_build(changed, vocabulary, folder, "v1")
    third = open_or_build(changed, vocabulary, folder, "v2")
    assert len(generations(folder)) == 2
    assert not set(first) & set(generations(folder))
    assert ids(second, "Quxomat") == ids(third, "Quxomat") != []
    # Who still holds the deleted generation goes on answering.
    assert ids(built, "Bauhof")[0] == "example/bauhof-kirnbach-mittertal"
    assert ids(built, "Quxomat") == []


@pytest.mark.parametrize("damage", ["cut", "flip", "remove", "manifest", "pointer", "foreign"])
def test_a_damaged_or_foreign_index_is_built_anew(
    folder: Path, built: SearchIndex, pages: Sequence[Document], vocabulary: Vocabulary, damage: str
) -> None:
    generation = folder / generations(folder)[0]
    biggest = max(
        (path for path in generation.iterdir() if path.suffix == ".seg"), key=lambda path: path.stat().st_size
    )
    content = biggest.read_bytes()
    match damage:
        case "cut":
            biggest.write_bytes(content[: len(content) // 2])
        case "flip":
            biggest.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        case "remove":
            biggest.unlink()
        case "manifest":
            (generation / "manifest.json").write_text("{", "utf-8")
        case "pointer":
            (folder / "current").write_text("../../etc", "utf-8")
        case "foreign":
            manifest = json.loads((generation / "manifest.json").read_text("utf-8"))
            (generation / "manifest.json").write_text(json.dumps(manifest | {"identity": "another"}), "utf-8")
    again = open_or_build(pages, vocabulary, folder, "v1")
    assert ids(again, "Bauhof")[0] == "example/bauhof-kirnbach-mittertal"


def test_a_build_that_fails_leaves_the_old_index(
    folder: Path, built: SearchIndex, pages: Sequence[Document], vocabulary: Vocabulary
) -> None:
    before = generations(folder)
    broken = [*pages, replace(pages[0], body=None)]  # type: ignore[arg-type]  # the defect this test is about
    with pytest.raises(Exception, match="None"):
        open_or_build(broken, vocabulary, folder, "v2")
    assert generations(folder) == before
    open_or_build(pages, vocabulary, folder, "v1")
    assert generations(folder) == before


BUILDER = """
import sys
from pathlib import Path
from kuemmerer.search.index import open_or_build
from kuemmerer.search.model import EVERYTHING, Document
from kuemmerer.search.vocabulary import make_vocabulary
text = "Bauhof Umlage Verbandsumlage Winterdienst Kläranlage " * 40
pages = [
    Document(f"term/{n}", "term", str(n), f"Seite {n}", f"/{n}", "", (), (), "aktuell", False, (), (), (), (), f"{text} {n}")
    for n in range(400)
]
print("start", flush=True)
open_or_build(pages, make_vocabulary([]), Path(sys.argv[1]), sys.argv[2])
"""


@pytest.mark.parametrize("delay", [0.05, 0.5, 1.0])
def test_kill_9_while_building_leaves_the_old_index_and_no_lock(
    folder: Path, built: SearchIndex, pages: Sequence[Document], vocabulary: Vocabulary, delay: float
) -> None:
    before = generations(folder)
    builder = subprocess.Popen([sys.executable, "-c", BUILDER, str(folder), "v2"], stdout=subprocess.PIPE)
    assert builder.stdout is not None
    builder.stdout.readline()
    time.sleep(delay)
    os.kill(builder.pid, signal.SIGKILL)
    builder.wait()
    builder.stdout.close()
    again = open_or_build(pages, vocabulary, folder, "v1")
    assert ids(again, "Bauhof")[0] == "example/bauhof-kirnbach-mittertal"
    assert set(before) <= set(generations(folder))
    changed = open_or_build(pages, vocabulary, folder, "v3")
    assert ids(changed, "Bauhof")[0] == "example/bauhof-kirnbach-mittertal"
    assert len(generations(folder)) == 2, "what the killed build left behind is gone"


def test_workers_that_start_together_build_once(
    folder: Path, pages: Sequence[Document], vocabulary: Vocabulary
) -> None:
    workers = [
        subprocess.Popen([sys.executable, "-c", BUILDER, str(folder), "v1"], stdout=subprocess.DEVNULL)
        for _ in range(3)
    ]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0, 0]
    assert len(generations(folder)) == 1


def test_eight_threads_get_the_same_hits_as_one(
    built: SearchIndex, folder: Path, pages: Sequence[Document], vocabulary: Vocabulary
) -> None:
    texts = [f"{text} {other}" for text in QUERIES for other in QUERIES[:4]]
    expected = {text: ids(built, text) for text in texts}
    shared = open_or_build(pages, vocabulary, folder, "v1", deadline=30)

    def work(number: int) -> list[str]:
        wrong = []
        for step in range(200):
            text = texts[(number * 7 + step) % len(texts)]
            # A new offset each time, so that no answer comes from memory.
            found = [hit.id for hit in shared.find(read_query(text), EVERYTHING, 100 + number * 200 + step, 0).hits]
            if found[:10] != expected[text]:
                wrong.append(text)
        return wrong

    with ThreadPoolExecutor(8) as threads:
        assert [wrong for wrong in threads.map(work, range(8)) if wrong] == []


def test_who_waits_too_long_is_told_so(folder: Path, pages: Sequence[Document], vocabulary: Vocabulary) -> None:
    index = open_or_build(pages, vocabulary, folder, "v1", deadline=0.05)
    holding, done = threading.Event(), threading.Event()

    def hold() -> None:
        with index._postings.reading([]):
            holding.set()
            done.wait(10)

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(10)
    try:
        with pytest.raises(SearchBusy, match="überlastet"):
            index.find(read_query("Bauhof"), EVERYTHING, 10, 0)
    finally:
        done.set()
        holder.join()
    assert ids(index, "Bauhof")[0] == "example/bauhof-kirnbach-mittertal"


def test_answers_go_on_while_new_generations_are_built_and_swapped(
    folder: Path, built: SearchIndex, pages: Sequence[Document], vocabulary: Vocabulary
) -> None:
    expected = {text: ids(built, text) for text in QUERIES}
    served, done, wrong = [built], threading.Event(), list[str]()

    def ask() -> None:
        offset = 100
        while not done.is_set():
            for text in QUERIES:
                offset += 1  # so that no answer comes from memory
                index = served[-1]
                index.find(read_query(text), EVERYTHING, 10, offset)
                if ids(index, text) != expected[text]:
                    wrong.append(text)

    with ThreadPoolExecutor(2) as threads:
        asking = [threads.submit(ask) for _ in range(2)]
        try:
            served.extend(open_or_build(pages, vocabulary, folder, f"next {n}", deadline=30) for n in range(4))
        finally:
            done.set()
        for each in asking:
            each.result(30)
    assert wrong == []
    assert len(generations(folder)) == 2


READER = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from kuemmerer.search.index import Postings
from kuemmerer.search import generations
folder = Path(sys.argv[1])
print("start", flush=True)
asked = 0
for line in sys.stdin:
    generation = folder / (folder / generations.POINTER).read_text("ascii").strip()
    with Postings(generation, 1.0).reading([]) as reading:
        assert reading.column("bauhof").documents, "no bauhof"
    asked += 1
print(asked, flush=True)
"""


def test_another_process_can_read_each_generation_after_the_swap(
    folder: Path, built: SearchIndex, pages: Sequence[Document], vocabulary: Vocabulary
) -> None:
    source = str(Path(index_module.__file__).parents[2])
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(folder), source], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdout.readline()
    for number in range(3):
        open_or_build(pages, vocabulary, folder, f"next {number}")
        reader.stdin.write("again\n")
        reader.stdin.flush()
    answer, _ = reader.communicate(timeout=60)
    assert (reader.returncode, answer.strip()) == (0, "3")


@pytest.mark.parametrize(
    "trap",
    [
        "refresh",  # brings deleted documents back
        "RamStorage",  # shares one temporary folder between processes
        "QueryParser",  # all words must be there: a German question finds nothing
        "StandardAnalyzer",  # English stop words
        "LanguageAnalyzer",
        "TEXT",  # the field with the standard analyser
        "highlight",  # a hundred times slower than our excerpts
        "AsyncWriter",  # loses documents in silence
    ],
)
def test_what_is_unsafe_or_wrong_in_whoosh_is_not_used(trap: str) -> None:
    """docs/decisions: why each of these is forbidden."""
    for path in Path(index_module.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        names |= {node.name for node in ast.walk(tree) if isinstance(node, ast.alias)}
        assert trap not in names, path
