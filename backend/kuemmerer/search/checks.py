"""What `kuemmerer check` says about content/suche: words that lead nowhere, pages that do not exist."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from kuemmerer.base.defects import Defect, Level
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.search.knowledge import learn
from kuemmerer.search.model import Document
from kuemmerer.search.postings import cleaned, weigh
from kuemmerer.search.vocabulary import VocabularyText, make_vocabulary, phrase_stems, read_texts


def check_vocabulary(content: Path, documents: Sequence[Document]) -> Iterator[Defect]:
    """Every defect of the folder. A meaning no page contains does no harm, but it helps nobody either."""
    texts, defects = read_texts(content)
    yield from defects
    vocabulary = make_vocabulary(text.file for text in texts)
    ready = tuple(map(cleaned, documents))
    analyser = learn(ready, vocabulary)
    known = {term for terms in weigh(ready, analyser) for term in terms}
    pages = {document.id for document in documents}
    for text in texts:
        yield from _meanings_nobody_has(text, known)
        yield from _pages_nobody_has(text, pages)


def _meanings_nobody_has(text: VocabularyText, known: set[str]) -> Iterator[Defect]:
    entries = [
        *((("synonyms", number), entry.means) for number, entry in enumerate(text.file.synonyms)),
        # An abbreviation that stands on a page is found by its long form too.
        *(
            (("abbreviations", number), entry.long)
            for number, entry in enumerate(text.file.abbreviations)
            if not known.issuperset(phrase_stems(entry.short))
        ),
    ]
    for place, means in entries:
        for meaning in means:
            if not known.issuperset(phrase_stems(meaning)):
                message = f"Die Bedeutung »{meaning}« steht auf keiner Seite; die Suche kann nicht dorthin führen."
                yield Defect(text.path, text.yaml.line_of(list(place)), message, Level.WARNING)


def _pages_nobody_has(text: VocabularyText, pages: set[str]) -> Iterator[Defect]:
    for number, line in enumerate(text.file.pages):
        if line.page not in pages:
            message = f"Die Seite »{line.page}« gibt es nicht.{did_you_mean(line.page, pages)}"
            yield Defect(text.path, text.yaml.line_of(["pages", number]), message)
