"""From the words of a query to concepts: corrected, with their parts, meanings and related forms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kuemmerer.search.analysis import Analyser
from kuemmerer.search.mending import Mender
from kuemmerer.search.model import Intent
from kuemmerer.search.query import MAX_TERMS, Query
from kuemmerer.search.ranking import MEANINGS, PARTS_BESIDE, PARTS_INSTEAD, Concept, Origin, Way
from kuemmerer.search.typos import Corrector
from kuemmerer.search.vocabulary import Vocabulary
from kuemmerer.search.words import Word, fold, stem, words

# gründen and Gründung, fördern and Förderung.
RELATED_FORM = 0.7
# Words written apart that are one word in the texts: Umlage Schlüssel.
WRITTEN_APART = 0.8
LONGEST_MEANING = 4


@dataclass(frozen=True)
class Expansion:
    """What is searched for.

    `concepts` come in the order of the query, those of several words last; `pairs` are neighbours among them; `phrases` the stems of
    what stands in quotes. `corrected` is the query as we read it, None if it is as it was typed.
    """

    concepts: tuple[Concept, ...]
    pairs: tuple[tuple[Concept, Concept], ...]
    phrases: tuple[tuple[str, ...], ...]
    intents: frozenset[Intent]
    corrected: str | None


class Expander:
    """Turns a query into concepts with what the index knows. Frozen; shared by threads."""

    def __init__(
        self, analyser: Analyser, vocabulary: Vocabulary, corrector: Corrector, is_known: Callable[[str], bool]
    ) -> None:
        """`is_known` says whether a term stands in the index."""
        self._analyser = analyser
        self._vocabulary = vocabulary
        self._mender = Mender(analyser, vocabulary, corrector, is_known)
        self._is_known = is_known

    def expand(self, query: Query) -> Expansion:
        """At most MAX_TERMS words are looked at, the first ones."""
        text = self._mender.mend_laws(query.text)
        typed = _without_laws_of_norms([word for word in self._analyser.words(text) if not word.joined])[:MAX_TERMS]
        used = self._mender.mend(typed)
        concepts = [self._concept(word, used_word) for word, used_word in zip(typed, used, strict=True)]
        corrected = _replaced(text, typed, used)
        several = (*self._written_apart(used), *self._meanings_of_several(used))
        return Expansion(
            tuple(concept for concept in (*concepts, *several) if concept.ways),
            tuple((left, right) for left, right in pairwise(concepts) if left.ways and right.ways),
            tuple(stems for phrase in query.phrases if len(stems := self._stems(phrase)) > 1),
            frozenset(self._intents(query.text)),
            corrected if corrected != query.text else None,
        )

    def _concept(self, typed: Word, word: Word) -> Concept:
        origin = Origin.WORD if typed.text == word.text else Origin.CORRECTION
        if word.norm is not None:
            terms = self._analyser.terms(word)
            return Concept(word.norm, (Way((terms[0][0],), 1.0, Origin.WORD, word.norm),))
        whole = stem(word.text)
        ways = [Way((whole,), 1.0, origin, word.text)] if self._is_known(whole) else []
        cover = self._mender.cover(word.text)
        if cover:
            weight = PARTS_BESIDE if ways else PARTS_INSTEAD
            label = "-".join(piece.written for piece in cover)
            ways.append(Way(tuple(piece.term for piece in cover), weight, Origin.PART, label))
        forms = self._related_forms(word.text, whole)
        ways.extend(Way((form,), RELATED_FORM, origin, word.text) for form in forms if self._is_known(form))
        for stems in (whole, *forms):
            ways.extend(self._meanings((stems,)))
        return Concept(typed.text, _once(ways))

    def _related_forms(self, word: str, whole: str) -> tuple[str, ...]:
        """Verb and noun of one thing: gründen, gründet, Gründung, Gründerei."""
        forms = []
        if whole.endswith("erei"):
            forms = [whole.removesuffix("erei"), f"{whole.removesuffix('erei')}ung"]
        elif whole.endswith("ung"):
            forms = [whole.removesuffix("ung")]
        elif word.endswith("en"):
            forms = [f"{whole}ung"]
        elif whole.endswith("t"):
            forms = [whole.removesuffix("t"), f"{whole.removesuffix('t')}ung"]
        return tuple(form for form in forms if len(form) > 3)

    def _meanings(self, stems: tuple[str, ...]) -> tuple[Way, ...]:
        return tuple(
            Way(meaning.stems, min(1.0, MEANINGS * meaning.weight), Origin.MEANING, meaning.label)
            for meaning in self._vocabulary.meanings.get(stems, ())
            if all(self._is_known(term) for term in meaning.stems)
        )

    def _written_apart(self, used: Sequence[Word]) -> list[Concept]:
        found = []
        for first, second in pairwise(used):
            for link in ("", "s"):
                joined = first.text + link + second.text
                if first.norm is None and second.norm is None and self._is_known(stem(joined)):
                    found.append(Concept(joined, (Way((stem(joined),), WRITTEN_APART, Origin.WORD, joined),)))
        return found

    def _meanings_of_several(self, used: Sequence[Word]) -> list[Concept]:
        stems = [stem(word.text) for word in used]
        found = []
        for first in range(len(stems)):
            for end in range(first + 2, min(first + LONGEST_MEANING, len(stems)) + 1):
                ways = self._meanings(tuple(stems[first:end]))
                if ways:
                    found.append(Concept(" ".join(word.text for word in used[first:end]), ways))
        return found

    def _stems(self, phrase: str) -> tuple[str, ...]:
        return tuple(self._analyser.terms(word)[0][0] for word in self._analyser.words(phrase) if not word.joined)

    def _intents(self, text: str) -> set[Intent]:
        return {
            self._vocabulary.intents[name]
            for word in words(text)
            if (name := fold(word.text)) in self._vocabulary.intents
        }


def _without_laws_of_norms(words: Sequence[Word]) -> list[Word]:
    """In "Art. 42 KommZG" the law is part of the norm and no word of its own."""
    cited = {word.norm.partition(" ")[2] for word in words if word.norm}
    return [word for word in words if word.norm or word.text not in cited]


def _once(ways: Sequence[Way]) -> tuple[Way, ...]:
    """Each set of terms once, by its best way."""
    best: dict[tuple[str, ...], Way] = {}
    for way in ways:
        if way.terms not in best or best[way.terms].weight < way.weight:
            best[way.terms] = way
    return tuple(best.values())


def _replaced(text: str, typed: Sequence[Word], used: Sequence[Word]) -> str:
    for before, after in reversed(list(zip(typed, used, strict=True))):
        if before.text != after.text:
            written = after.text.capitalize() if text[before.start].isupper() else after.text
            text = text[: before.start] + written + text[before.end :]
    return text
