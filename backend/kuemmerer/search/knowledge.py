"""What the search knows about words beside the postings: lexicon, laws, known terms, corrections; made at build time, read at start."""

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kuemmerer.search.analysis import Analyser
from kuemmerer.search.compounds import Splitter
from kuemmerer.search.lexicon import Lexicon, WordSet, count_words, listed_words
from kuemmerer.search.mapped import read_numbers
from kuemmerer.search.model import Document
from kuemmerer.search.typos import Corrector, correction_words, delete_index
from kuemmerer.search.vocabulary import Vocabulary
from kuemmerer.search.words import STOP_WORDS, clean, laws_in

_WORDS, _LISTED, _TERMS, _DELETES, _DELETED = "words.json", "listed.bin", "terms.bin", "deletes.bin", "deleted.bin"


@dataclass(frozen=True)
class Knowledge:
    """Everything that reads a query needs. Shared by threads."""

    analyser: Analyser
    corrector: Corrector
    terms: WordSet


def learn(documents: Sequence[Document], vocabulary: Vocabulary) -> Analyser:
    """The analyser trained on our own texts."""
    texts = [text for document in documents for text in _texts(document)] + list(vocabulary.labels)
    lexicon = Lexicon(count_words(texts), listed_words())
    cited = Counter(law for text in texts for law in laws_in(text))
    # The most common spelling is set last, and stays.
    laws = {law.lower(): law for law, _ in sorted(cited.items(), key=lambda found: (found[1], found[0]))}
    return Analyser(Splitter(lexicon, vocabulary.cuts), laws)


def write_knowledge(
    folder: Path, documents: Sequence[Document], vocabulary: Vocabulary, analyser: Analyser, terms: Iterable[str]
) -> None:
    """Store what `read_knowledge` reads."""
    known = correction_words(_spellings(documents, vocabulary, analyser))
    keys, places = delete_index(known)
    lexicon = analyser.splitter.lexicon
    words = {
        "counts": {word: round(weight, 1) for word, weight in sorted(lexicon.counts.items())},
        "laws": analyser.laws,
        "corrections": known,
    }
    (folder / _WORDS).write_text(json.dumps(words, ensure_ascii=False, separators=(",", ":")), "utf-8")
    for name, numbers in (
        (_LISTED, lexicon.listed.checksums),
        (_TERMS, WordSet.of(terms).checksums),
        (_DELETES, keys),
        (_DELETED, places),
    ):
        (folder / name).write_bytes(array("I", numbers).tobytes())


def correction_of(documents: Sequence[Document], vocabulary: Vocabulary, analyser: Analyser) -> Corrector:
    """The corrector of these texts, without a folder."""
    known = correction_words(_spellings(documents, vocabulary, analyser))
    return Corrector(known, *delete_index(known))


def read_knowledge(folder: Path, vocabulary: Vocabulary) -> Knowledge:
    """Open what was stored. Raises OSError, ValueError or KeyError for a folder that was not written by us."""
    words = json.loads((folder / _WORDS).read_text("utf-8"))
    lexicon = Lexicon(words["counts"], WordSet(read_numbers(folder / _LISTED)))
    corrections = [(folded, written, count) for folded, written, count in words["corrections"]]
    return Knowledge(
        Analyser(Splitter(lexicon, vocabulary.cuts), words["laws"]),
        Corrector(corrections, read_numbers(folder / _DELETES), read_numbers(folder / _DELETED)),
        WordSet(read_numbers(folder / _TERMS)),
    )


def _texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.summary, document.body)
    yield from (*document.questions, *document.keywords, *document.everyday)


def _spellings(documents: Sequence[Document], vocabulary: Vocabulary, analyser: Analyser) -> Counter[str]:
    """How often each word is written, compounds within compounds included: "Verbandsumlage" in "Verbandsumlageschlüssel"."""
    counts: Counter[str] = Counter()
    for text in (*(text for document in documents for text in _texts(document)), *vocabulary.labels):
        counts.update(word.text for word in analyser.words(clean(text)) if not word.joined and word.norm is None)
    # A function word mistyped is one still, and says nothing.
    counts.update(STOP_WORDS)
    for word, count in list(counts.items()):
        for piece in analyser.pieces(word):
            if piece.end - piece.first > 1:
                counts[piece.written] += count
    return counts
