"""German words as the index knows them: cut out of text, folded, stemmed, norms recognised."""

import re
import threading
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer  # type: ignore[import-not-found]  # has no types

# A word; gender forms (Partner*innen, Bürger:innen) stay one word.
_TOKEN = re.compile(r"§{1,2}|[^\W_]+(?:[*:_/]-?[Ii]n(?:nen)?\b)?")
_GENDER = re.compile(r"[*:_/]-?[Ii]n(nen)?$")
_NUMBER = re.compile(r"\d{1,4}[a-z]?")
_LAW_SHAPE = re.compile(r"(?=[^\W\d_]{2,12}$)[A-ZÄÖÜ][^\W\d_]*[A-ZÄÖÜ][^\W\d_]*$")
_SENTENCE_END = re.compile(r"[;:!?()\n]|\.\s+(?=[A-ZÄÖÜ])")
_NORM_STARTS = frozenset({"art", "artikel", "§", "§§", "paragraf", "paragraph"})
_SUBDIVISIONS = frozenset(
    {"abs", "absatz", "satz", "s", "nr", "nummer", "halbsatz", "hs", "buchst", "buchstabe", "lit"}
)
_CONNECTORS = frozenset({"und", "bis", "oder", "sowie", "f", "ff", "i", "v", "m", "der", "des"})
_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "à": "a"})
_SOFT = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")

STOP_WORDS = frozenset(
    """
    ab aber all alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes anders auch
    auf aus bei beim bereits bin bis bist bitte bloß da dabei dadurch dafür dagegen daher damit danach dann dar daran
    darauf daraus darf darüber darum das dass daß davon dazu dein deine dem den denn dennoch der deren des deshalb
    dessen die dies diese diesem diesen dieser dieses doch dort du dürfen durch eben eher eigentlich ein eine einem
    einen einer eines einfach einmal er es etwa etwas euch euer eure falls für ganz gar geben gegen gehen geht gerade
    gern gibt gilt hab habe haben hat hatte hatten hätte hier hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres
    im immer in indem ins irgendwie ist ja je jede jedem jeden jeder jedes jene jetzt kann kein keine keinem keinen
    keiner können könnte könnten lassen lässt mache machen macht mal man manche mehr mein meine mich mir mit möchte
    möchten mögen muss müssen musste nach nachdem neben nein nicht nichts noch nun nur ob obwohl oder ohne per pro
    richtig schon sehr sei sein seine seinem seinen seiner seit selber selbst sich sie sind so sobald solche soll
    sollen sollte sollten sonst sowie sondern über überhaupt um und uns unser unsere unserem unseren unserer unseres
    unter usw viel viele vom von vor vorher während war wäre waren was weg weil weiter weitere welche welchem welchen
    welcher welches wenn wer werde werden wessen wem wen wie wieder wieso will wir wird wirklich wo wobei wodurch
    wofür woher wohin wollen womit woran wozu würde würden warum weshalb wann passiert passieren bleibt bleiben
    bekommt bekommen braucht brauchen kommt kommen tun tut gar ganz ganze ganzen z zu zum zur zwar zwischen
    """.split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: lower case, composed, with its place in the text; `norm` names a norm this number belongs to."""

    text: str
    start: int
    end: int
    norm: str | None = None
    joined: bool = False


def clean(text: str) -> str:
    """Composed Unicode without soft hyphens and invisible joints. Cut offsets count in this form."""
    return unicodedata.normalize("NFC", _SOFT.sub("", text))


def fold(text: str) -> str:
    """Lower case with ae, oe, ue and ss for umlauts and ß.

    >>> fold("Straßenschlüssel")
    'strassenschluessel'
    """
    return text.lower().translate(_FOLDS)


class _Stemmer(threading.local):
    """One Snowball stemmer for each thread: its own documentation allows no more."""

    def __init__(self) -> None:
        self.stem = Stemmer.Stemmer("german", 0).stemWord


_STEMMER = _Stemmer()


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """The Snowball stem; umlauts, ae/oe/ue and ß/ss come out the same.

    >>> stem("Bauhöfe") == stem("bauhoefe") == stem("Bauhof")
    True
    """
    return str(_STEMMER.stem(fold(word)))


def is_stop_word(word: str) -> bool:
    """Function words that say nothing about a page."""
    return word in STOP_WORDS


def words(text: str, laws: Collection[str] = frozenset()) -> list[Word]:
    """The words of a cleaned text in order.

    A number in a norm carries `norm`: "§42 kommzg" where the law is named, "§42" where it is not. `laws` are abbreviations (lower case)
    that count as a law however they are written. Parts of a hyphenated word are words of their own; the joined form is added behind
    them with `joined`.
    """
    tokens = _tokens(text)
    norms = _norms(tokens, text, laws)
    out: list[Word] = []
    for number, (token, start, end) in enumerate(tokens):
        norm = norms.get(number)
        if token[0] != "§" and norm != _SKIPPED:
            out.append(Word(token.lower(), start, end, norm))
    out.extend(_hyphenated(tokens, text))
    out.sort(key=lambda word: (word.start, word.joined))
    return out


def laws_in(text: str) -> Iterator[str]:
    """The abbreviations of laws that a text cites after § or Art., as they are written."""
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    for number, token in enumerate(tokens):
        if token[0].lower() in _NORM_STARTS:
            law = _norm_at(tokens, number, text, frozenset()).law
            if law is not None:
                yield law


_Token = tuple[str, int, int]


def _tokens(text: str) -> list[_Token]:
    return [
        (token if token.isalnum() else _GENDER.sub(r"in\1", token), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        for token in (match.group(),)
    ]


_SKIPPED = ""


def _norms(tokens: list[_Token], text: str, laws: Collection[str]) -> dict[int, str]:
    """For the place of each norm's number its norm; _SKIPPED for words that only belong to its form ("Art.", "Abs. 2")."""
    found: dict[int, str] = {}
    for number, (token, _, end) in enumerate(tokens):
        lower = token.lower()
        if number in found:
            continue
        if lower in _NORM_STARTS:
            norm = _norm_at(tokens, number, text, laws)
            if norm.numbers:
                found.update(dict.fromkeys(range(number, norm.end), _SKIPPED))
            for place in norm.numbers:
                found[place] = _norm_name(tokens[place][0], norm.law)
        elif _NUMBER.fullmatch(lower) and number + 1 < len(tokens):
            following, start, _ = tokens[number + 1]
            if following.lower() in laws and text[end:start].strip() == "":
                found[number] = _norm_name(token, following)
    return found


def _norm_name(number: str, law: str | None) -> str:
    return f"§{number} {law}".lower() if law else f"§{number}".lower()


@dataclass(frozen=True)
class _Norm:
    numbers: tuple[int, ...]
    law: str | None
    end: int


def _norm_at(tokens: list[_Token], start: int, text: str, laws: Collection[str]) -> _Norm:
    """The norm that begins with "Art." or "§" at `start`: "Art. 17 Abs. 2, 18 und 20 KommZG" has three numbers and one law."""
    numbers: list[int] = []
    subdivision = False
    for place in range(start + 1, min(start + 24, len(tokens))):
        token, begin, _ = tokens[place]
        lower = token.lower()
        gap = text[tokens[place - 1][2] : begin]
        if _is_law(token, laws) and numbers and not _SENTENCE_END.search(gap):
            return _Norm(tuple(numbers), token, place)
        if place > start + 1 and _SENTENCE_END.search(gap):
            break
        if _NUMBER.fullmatch(lower):
            if not subdivision:
                numbers.append(place)
            subdivision = False
        elif lower in _SUBDIVISIONS:
            subdivision = True
        elif lower in _NORM_STARTS:
            if "," not in gap and tokens[place - 1][0].lower() not in _CONNECTORS:
                break
        elif lower not in _CONNECTORS:
            break
    return _Norm(tuple(numbers[:1]), None, numbers[0] + 1 if numbers else start)


def _is_law(token: str, laws: Collection[str]) -> bool:
    return token.lower() in laws or _LAW_SHAPE.match(token) is not None


def _hyphenated(tokens: list[_Token], text: str) -> Iterator[Word]:
    """Stadt-Umland-Bahn is also stadtumlandbahn; A 96 is also a96."""
    group: list[_Token] = []
    for token in [*tokens, ("", -1, -1)]:
        if group and text[group[-1][2] : token[1]] in ("-", "\u2010", "\u2011") and token[1] > 0:
            group.append(token)
            continue
        if len(group) > 1:
            yield Word("".join(part[0] for part in group).lower(), group[0][1], group[-1][2], joined=True)
        elif (
            group
            and token[0].isdigit()
            and len(group[0][0]) == 1
            and group[0][0].isupper()
            and text[group[0][2] : token[1]] == " "
        ):
            yield Word((group[0][0] + token[0]).lower(), group[0][1], token[2], joined=True)
        group = [token]
