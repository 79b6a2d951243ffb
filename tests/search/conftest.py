"""A village library for the search: a dozen pages about Kirnbach, Mittertal and Unterfeld."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from kuemmerer.content.library import visible
from kuemmerer.content.load import load_articles
from kuemmerer.search.documents import document_of
from kuemmerer.search.index import SearchIndex, open_or_build
from kuemmerer.search.model import EVERYTHING, Document, Filters, Result
from kuemmerer.search.query import read_query
from kuemmerer.search.vocabulary import (
    Abbreviation,
    IntentWords,
    Synonym,
    Vocabulary,
    VocabularyFile,
    make_vocabulary,
    read_vocabulary,
)


def page(
    page_id: str,
    title: str,
    body: str,
    *,
    summary: str = "",
    keywords: Sequence[str] = (),
    questions: Sequence[str] = (),
    everyday: Sequence[str] = (),
    topics: Sequence[str] = (),
    related: Sequence[str] = (),
    state: str = "aktuell",
    retired: bool = False,
) -> Document:
    """A document with the fields a test is about."""
    kind, _, slug = page_id.partition("/")
    return Document(
        id=page_id, kind=kind, slug=slug, title=title, url=f"/{page_id}", summary=summary, topics=tuple(topics), related=tuple(related),
        state=state, retired=retired, districts=(), keywords=tuple(keywords), questions=tuple(questions),
        everyday=tuple(everyday), body=body,
    )  # fmt: skip


PAGES = (
    page(
        "instrument/zweckverband",
        "Zweckverband",
        "Mehrere Gemeinden gründen eine Körperschaft. Die Umlage folgt der Leistungskraft (Art. 42 Abs. 3 KommZG). "
        "Die Aufsicht genehmigt die Satzung.",
        summary="Eine eigene Körperschaft für gemeinsame Aufgaben.",
        keywords=("ZV",),
        questions=("Wie gründen wir einen Verband?",),
        topics=("wasser",),
    ),
    page(
        "instrument/gemeinsames-kommunalunternehmen",
        "Gemeinsames Kommunalunternehmen",
        "Eine Anstalt des öffentlichen Rechts, getragen von mehreren Kommunen.",
        topics=("energieversorgung",),
    ),
    page(
        "example/bauhof-kirnbach-mittertal",
        "Bauhof Kirnbach und Mittertal",
        "Kirnbach und Mittertal räumen gemeinsam den Schnee. Der Winterdienst fährt mit einem Fahrzeug für beide Orte.\n"
        "Der Bauhofleiter plant den Einsatz.",
        topics=("verwaltungszusammenarbeit",),
    ),
    page(
        "example/bauhofkooperation-unterfeld",
        "Bauhofkooperation Unterfeld",
        "Unterfeld mietet Maschinen und teilt die Kosten nach Stunden.",
        topics=("verwaltungszusammenarbeit",),
    ),
    page(
        "levy-key/verbandsumlage",
        "Verbandsumlageschlüssel",
        "Wie die Verbandsumlage verteilt wird: nach Einwohnern, nach Steuerkraft oder gemischt.",
    ),
    page(
        "funding/klaeranlagen",
        "Zuschuss für Kläranlagen",
        "Das Land gibt Geld für den Bau einer Kläranlage, wenn zwei Gemeinden sie gemeinsam betreiben. <script>alert(1)</script>",
        summary="Förderung für gemeinsame Kläranlagen.",
        topics=("wasser",),
    ),
    page(
        "funding/alte-foerderung",
        "Zuschuss für Kläranlagen, altes Programm",
        "Das Land gab Geld für den Bau einer Kläranlage, wenn zwei Gemeinden sie gemeinsam betrieben.",
        summary="Förderung für gemeinsame Kläranlagen.",
        state="abgelaufen",
    ),
    page(
        "institution/landratsamt",
        "Landratsamt, Rechtsaufsicht",
        "Die Rechtsaufsicht genehmigt die Satzung und berät vor dem Beschluss. Ansprechpartner für Gemeinden.",
    ),
    page(
        "obstacle/umsatzsteuer",
        "Umsatzsteuer",
        "Leistungen an andere Gemeinden können steuerbar sein: § 2b UStG. Zur Vergabe siehe § 108 GWB.",
    ),
    page(
        "topic/wohnen",
        "Wohnen",
        "Bezahlbare Wohnungen entstehen gemeinsam.\nDie Straßenreinigung ist ein anderes Thema.",
    ),
    page(
        "instrument/alter-verein", "Verein der Projektpartner*innen", "Ein Verein ohne Geschäftsstelle.", retired=True
    ),
    page("instrument/verein", "Verein der Projektpartner", "Ein Verein mit Geschäftsstelle."),
)
WORDS = VocabularyFile(
    synonyms=(Synonym(words=("Schneepflug",), means=("Winterdienst",), weight=0.8),),
    abbreviations=(Abbreviation(short="gKU", long=("gemeinsames Kommunalunternehmen",)),),
    intents=(IntentWords.model_validate({"intent": "wer", "words": ["wer"]}),),
)


CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def make_page() -> Callable[..., Document]:
    """Makes a document: `make_page("term/x", "Title", "body", keywords=[...])`."""
    return page


@pytest.fixture(scope="session")
def pages() -> tuple[Document, ...]:
    """The pages of the village library."""
    return PAGES


@pytest.fixture(scope="session")
def content_documents() -> tuple[Document, ...]:
    """The real articles as they are found."""
    articles, _ = load_articles(CONTENT)
    pages = read_vocabulary(CONTENT)[0].pages
    return tuple(
        document_of(article, date(2026, 11, 25), pages.get(article.id, ()))
        for article in visible(item.article for item in articles)
    )


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """A synonym, an abbreviation and a word of intent."""
    return make_vocabulary([WORDS])


@pytest.fixture(scope="session")
def village(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """The index of the village library."""
    return open_or_build(PAGES, vocabulary, tmp_path_factory.mktemp("village"), "v1")


@pytest.fixture(scope="session")
def content_index(content_documents: tuple[Document, ...], tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    """The index of the real articles with the real vocabulary."""
    vocabulary, defects = read_vocabulary(CONTENT)
    assert defects == []
    return open_or_build(content_documents, vocabulary, tmp_path_factory.mktemp("content"), "v1")


class Ask:
    """Search in the village: `ask("bauhof")` gives the result, `ask.ids("bauhof")` the ids."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def __call__(self, text: str, filters: Filters = EVERYTHING, limit: int = 10, offset: int = 0) -> Result:
        return self._index.find(read_query(text), filters, limit, offset)

    def ids(self, text: str) -> list[str]:
        """The ids of the hits, best first."""
        return [hit.id for hit in self(text).hits]


@pytest.fixture(scope="session")
def ask(village: SearchIndex) -> Ask:
    """Ask the village library."""
    return Ask(village)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty place for an index."""
    return tmp_path / "index"
