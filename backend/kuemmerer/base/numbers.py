"""Numbers as people write them: »1.234,56«, »1,234.56«, »1 234«; read exactly, never guessed."""

import re
from fractions import Fraction

_SPACES = re.compile(r"[\s\u00a0\u202f'’]+")
_UNITS = re.compile(r"(?:€|EUR|Euro|%)$", re.IGNORECASE)
_GROUPED = {sep: re.compile(rf"[1-9]\d{{0,2}}(?:\{sep}\d{{3}})+") for sep in ".,"}
_PLAIN = re.compile(r"\d+")
_SIGNS = {"-", "\u2212", "\u2013"}
MAX_DIGITS = 20
_SHOWN = 40


class NotANumber(ValueError):
    """What was written is no number; the message is a German sentence that says what to do."""

    def __init__(self, text: str, message: str = "") -> None:
        self.message = message or f"»{text[:_SHOWN]}« ist keine Zahl. Schreiben Sie zum Beispiel 1.234,56."
        super().__init__(self.message)


def read_number(text: str) -> Fraction:
    """The number a person wrote, in German or English manner. Raises NotANumber.

    A comma alone is the German decimal sign. A point alone separates thousands if three digits follow (1.234), otherwise
    it is the English decimal sign (12.5). If both stand there, the last one is the decimal sign.

    >>> [float(read_number(text)) for text in ("1.234,56", "1,234.56", "12.5", "1.234", "0,06 €")]
    [1234.56, 1234.56, 12.5, 1234.0, 0.06]
    """
    bare = _UNITS.sub("", _SPACES.sub("", text))
    sign = 1
    if bare[:1] in _SIGNS:
        sign, bare = -1, bare[1:]
    if sum(map(str.isdigit, bare)) > MAX_DIGITS:
        raise NotANumber(text, f"Die Zahl »{text[:_SHOWN]}« ist zu lang. Erlaubt sind {MAX_DIGITS} Ziffern.")
    whole, decimals = _parts(bare, text)
    return sign * (Fraction(int(whole)) + Fraction(int(decimals or 0), 10 ** len(decimals)))


def decimals_of(number: Fraction) -> int | None:
    """How many decimal places a number needs to be written exactly; None if no number of places is enough."""
    for places in range(MAX_DIGITS + 1):
        if (number * 10**places).denominator == 1:
            return places
    return None


def german_decimal(number: Fraction, places: int) -> str:
    """1.234,57: rounded half away from zero to `places`, a point for thousands, a real minus. For showing only."""
    return plain_decimal(number, places, ",").translate(str.maketrans("_-", ".\u2212"))


def plain_decimal(number: Fraction, places: int, point: str = ".") -> str:
    """1234.57: rounded half away from zero to `places`. With a comma as the point thousands are marked by »_«."""
    scaled = abs(number) * 10**places
    digits = str((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)).rjust(places + 1, "0")
    whole, decimals = (digits[:-places], digits[-places:]) if places else (digits, "")
    if point == ",":
        whole = f"{int(whole):_}"
    is_zero = not digits.strip("0")
    return ("-" if number < 0 and not is_zero else "") + whole + (point + decimals if decimals else "")


def _parts(bare: str, text: str) -> tuple[str, str]:
    """The digits before and after the decimal sign."""
    last = max(bare.rfind("."), bare.rfind(","))
    if last < 0:
        return _digits(bare, text), ""
    sign, other = (bare[last], "," if bare[last] == "." else ".")
    before, after = bare[:last], bare[last + 1 :]
    if bare.count(sign) > 1 or (sign == "." and other not in bare and _GROUPED["."].fullmatch(bare)):
        if not _GROUPED[sign].fullmatch(bare):
            raise NotANumber(text)
        return bare.replace(sign, ""), ""
    if other in before:
        if not _GROUPED[other].fullmatch(before):
            raise NotANumber(text)
        before = before.replace(other, "")
    return _digits(before or "0", text), _digits(after, text) if after else ""


def _digits(part: str, text: str) -> str:
    # str.isdigit would let superscripts through.
    if not _PLAIN.fullmatch(part) or not part.isascii():
        raise NotANumber(text)
    return part
