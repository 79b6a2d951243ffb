"""The search vocabulary of content/suche: everyday words, abbreviations, how words are cut, words that show an intent,
and words that lead to one page.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from kuemmerer.base.defects import Defect, Level
from kuemmerer.base.strict_yaml import YamlProblem, YamlText, read_yaml
from kuemmerer.base.validation import defects_of
from kuemmerer.content.model import Fact
from kuemmerer.search.model import Intent
from kuemmerer.search.words import clean, fold, is_stop_word, stem, words

FOLDER = "suche"
Phrase = Annotated[str, StringConstraints(min_length=2, max_length=80, pattern=r"^[^\n|]+$")]
Cut = Annotated[str, StringConstraints(min_length=4, max_length=80, pattern=r"^[^\W\d_]+(\|[^\W\d_]+)*$")]
Stems = tuple[str, ...]


class Synonym(Fact):
    """Who types one of `words` also means each of `means`; not the other way round unless `both_ways`."""

    words: tuple[Phrase, ...] = Field(min_length=1)
    means: tuple[Phrase, ...] = Field(min_length=1)
    weight: float = Field(default=0.7, ge=0.1, le=1.0)
    both_ways: bool = False


class Abbreviation(Fact):
    """A short form and what it stands for; each finds the other."""

    short: Phrase
    long: tuple[Phrase, ...] = Field(min_length=1)


class IntentWords(Fact):
    """Words that show what kind of page somebody looks for."""

    intent: Intent
    words: tuple[Phrase, ...] = Field(min_length=1)


class PageWords(Fact):
    """What people type who look for one page and do not know its words; `page` is kind/slug."""

    page: str = Field(max_length=120)
    words: tuple[Phrase, ...] = Field(min_length=1)


class VocabularyFile(Fact):
    """One file of content/suche; it may hold any of the five lists. `cuts` are words with | between their parts."""

    synonyms: tuple[Synonym, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    cuts: tuple[Cut, ...] = ()
    intents: tuple[IntentWords, ...] = ()
    pages: tuple[PageWords, ...] = ()


@dataclass(frozen=True)
class Meaning:
    """What a word also means, as stems and as an editor wrote it; weight 1 is as good as the word itself."""

    stems: Stems
    label: str
    weight: float


@dataclass(frozen=True)
class Vocabulary:
    """All files together, keyed by the stems of what people type; `pages` are the everyday words of each page id."""

    meanings: Mapping[Stems, tuple[Meaning, ...]]
    cuts: Mapping[str, tuple[str, ...]]
    intents: Mapping[str, Intent]
    labels: tuple[str, ...]
    pages: Mapping[str, tuple[str, ...]]


ABBREVIATION_WEIGHT = 0.95


@dataclass(frozen=True)
class VocabularyText:
    """A file of content/suche that can be used, with the lines of its entries."""

    path: PurePosixPath
    yaml: YamlText
    file: VocabularyFile


def read_vocabulary(content: Path) -> tuple[Vocabulary, list[Defect]]:
    """Read content/suche/*.yml. A file with an error is left out and reported; a missing folder is an empty vocabulary."""
    texts, defects = read_texts(content)
    return make_vocabulary(text.file for text in texts), defects


def read_texts(content: Path) -> tuple[list[VocabularyText], list[Defect]]:
    """The files themselves."""
    texts: list[VocabularyText] = []
    defects: list[Defect] = []
    folder = content / FOLDER
    for path in sorted(folder.glob("*.yml")) if folder.is_dir() else ():
        relative = PurePosixPath(FOLDER, path.name)
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = os.strerror(error.errno or 0) if isinstance(error, OSError) else "kein gültiges UTF-8"
            defects.append(Defect(relative, 1, f"Die Datei lässt sich nicht lesen: {reason}."))
            continue
        read, found = _read_file(text, relative)
        defects.extend(found)
        if read is not None:
            texts.append(read)
    return texts, defects


def make_vocabulary(files: Iterable[VocabularyFile]) -> Vocabulary:
    """Join the files. The heavier weight wins where two entries say the same."""
    meanings: dict[Stems, dict[Stems, Meaning]] = {}
    cuts: dict[str, tuple[str, ...]] = {}
    intents: dict[str, Intent] = {}
    labels: set[str] = set()
    pages: dict[str, tuple[str, ...]] = {}

    def add(word: str, meaning: str, weight: float) -> None:
        key, target = phrase_stems(word), phrase_stems(meaning)
        known = meanings.setdefault(key, {}).get(target)
        if key != target and (known is None or known.weight < weight):
            meanings[key][target] = Meaning(target, meaning, weight)

    for file in files:
        for synonym in file.synonyms:
            labels.update(synonym.words, synonym.means)
            for word in synonym.words:
                for meaning in synonym.means:
                    add(word, meaning, synonym.weight)
                    if synonym.both_ways:
                        add(meaning, word, synonym.weight)
        for abbreviation in file.abbreviations:
            labels.update({abbreviation.short}, abbreviation.long)
            for long in abbreviation.long:
                add(abbreviation.short, long, ABBREVIATION_WEIGHT)
                add(long, abbreviation.short, ABBREVIATION_WEIGHT)
        for cut in file.cuts:
            cuts[fold(cut.replace("|", ""))] = tuple(fold(part) for part in cut.split("|"))
        for entry in file.intents:
            intents.update({fold(word): entry.intent for word in entry.words})
        for line in file.pages:
            pages[line.page] = (*pages.get(line.page, ()), *line.words)
    ordered = {
        key: tuple(sorted(found.values(), key=lambda m: (-m.weight, m.label))) for key, found in meanings.items()
    }
    return Vocabulary(ordered, cuts, intents, tuple(sorted(labels)), pages)


def phrase_stems(text: str) -> Stems:
    """The stems of a phrase without its function words; of these alone if there is nothing else."""
    plain = [word.text for word in words(clean(text)) if not word.joined]
    return tuple(stem(word) for word in plain if not is_stop_word(word)) or tuple(map(stem, plain))


def _read_file(text: str, path: PurePosixPath) -> tuple[VocabularyText | None, list[Defect]]:
    try:
        yaml = read_yaml(text)
    except YamlProblem as problem:
        return None, [Defect(path, problem.line, problem.message)]
    if not isinstance(yaml.data, dict):
        return None, [
            Defect(path, 1, "Hier werden die Listen synonyms, abbreviations, cuts, intents oder pages erwartet.")
        ]
    try:
        file = VocabularyFile.model_validate(yaml.data)
    except ValidationError as error:
        return None, list(defects_of(error, VocabularyFile, path, yaml))
    return VocabularyText(path, yaml, file), list(_repeated(file, path, yaml))


def _repeated(file: VocabularyFile, path: PurePosixPath, yaml: YamlText) -> Iterator[Defect]:
    """Words written twice, which does no harm; nor does it that two forms of a word have one stem."""
    seen: set[tuple[str, str]] = set()
    for number, synonym in enumerate(file.synonyms):
        line = yaml.line_of(["synonyms", number])
        for word in synonym.words:
            for meaning in synonym.means:
                pair = (fold(word), fold(meaning))
                if pair[0] == pair[1]:
                    yield Defect(path, line, f"»{word}« ist hier seine eigene Bedeutung.", Level.WARNING)
                elif pair in seen:
                    yield Defect(
                        path, line, f"»{word}« mit der Bedeutung »{meaning}« steht hier zweimal.", Level.WARNING
                    )
                seen.add(pair)
    listed: set[str] = set()
    for number, page_words in enumerate(file.pages):
        if page_words.page in listed:
            line = yaml.line_of(["pages", number])
            yield Defect(path, line, f"Die Seite »{page_words.page}« steht hier zweimal.", Level.WARNING)
        listed.add(page_words.page)
    shorts = [abbreviation.short for abbreviation in file.abbreviations]
    for number, short in enumerate(shorts):
        if short in shorts[:number]:
            line = yaml.line_of(["abbreviations", number])
            yield Defect(path, line, f"Die Abkürzung »{short}« steht hier zweimal.", Level.WARNING)
