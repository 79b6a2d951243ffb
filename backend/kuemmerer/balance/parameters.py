"""Reading a levy key and its parameters, from a program or from a form: nothing unknown, nothing guessed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kuemmerer.balance.keys import LEVY_KEYS, LevyKey, Parameter, ParameterKind
from kuemmerer.balance.model import BadEntries, Entry, KeyChoice, Stage, Value
from kuemmerer.balance.stages import BadStages, RawStage, checked
from kuemmerer.base.nearest import did_you_mean
from kuemmerer.base.numbers import NotANumber

Raw = str | Mapping[str, str] | tuple[RawStage, ...]

MAX_MIXED = 3  # more makes a key that nobody understands
_MAX_PERCENT = 10_000
_MAX_NUMBER = 10**12


@dataclass(frozen=True)
class Reader:
    """How numbers are written here: by people in German and in per cent, by programs with a point and as shares of one."""

    number: Callable[[str], Fraction]
    share: Callable[[str], Fraction]
    share_hint: str


def read_key(slug: str, raw: Mapping[str, Raw], partners: Mapping[str, str], where: str, reader: Reader) -> KeyChoice:
    """A key with its parameters. `partners` are names by id, `where` is the path for complaints.

    Raises BadEntries with every complaint.
    """
    key = LEVY_KEYS.get(slug)
    if key is None:
        hint = did_you_mean(slug, LEVY_KEYS) or f" Möglich sind: {', '.join(LEVY_KEYS)}."
        raise BadEntries(Entry(f"{where}.slug", f"Den Schlüssel »{slug[:40]}« gibt es nicht.{hint}"))
    known = {parameter.name: parameter for parameter in key.parameters}
    values: dict[str, Value] = {}
    complaints = [
        Entry(f"{where}.parameters.{name[:40]}", _unknown_parameter(key, name)) for name in raw if name not in known
    ]
    for name, parameter in known.items():
        place = f"{where}.parameters.{name}"
        given = raw.get(name, parameter.default)
        if not given:
            if parameter.is_required:
                complaints.append(Entry(place, f"Beim Schlüssel »{key.title}« fehlt: {parameter.label}."))
            continue
        try:
            values[name] = _read(parameter, given, partners, place, reader)
        except BadEntries as error:
            complaints += error.entries
    if complaints:
        raise BadEntries(*complaints)
    return KeyChoice(slug, values)


def _unknown_parameter(key: LevyKey, name: str) -> str:
    names = [parameter.name for parameter in key.parameters]
    known = f" Möglich sind: {', '.join(names)}." if names else " Er braucht keine."
    return f"Der Schlüssel »{key.title}« hat keinen Parameter »{name[:40]}«.{did_you_mean(name, names) or known}"


def _read(parameter: Parameter, raw: Raw, partners: Mapping[str, str], place: str, reader: Reader) -> Value:
    match parameter.kind:
        case ParameterKind.STAGES | ParameterKind.PRICE_STAGES:
            if isinstance(raw, tuple):
                return read_stages(raw, parameter.label, place, reader)
            expected = "eine Liste von Stufen"
        case ParameterKind.EURO_PER_PARTNER:
            if isinstance(raw, Mapping):
                return _euro_per_partner(parameter.label, raw, partners, place, reader)
            expected = "eine Tabelle"
        case ParameterKind.SHARE_PER_KEY:
            if isinstance(raw, Mapping):
                return _shares(raw, place, reader)
            expected = "eine Tabelle"
        case _:
            if isinstance(raw, str):
                return _read_value(parameter, raw, place, reader)
            expected = "ein einzelner Wert"
    raise BadEntries(Entry(place, f"»{parameter.label}« muss {expected} sein."))


def _euro_per_partner(
    label: str, raw: Mapping[str, str], partners: Mapping[str, str], place: str, reader: Reader
) -> dict[str, Fraction]:
    strangers = [who for who in raw if who not in partners]
    if strangers:
        hint = did_you_mean(strangers[0], partners)
        raise BadEntries(
            Entry(f"{place}.{strangers[0][:40]}", f"Den Partner »{strangers[0][:40]}« gibt es nicht.{hint}")
        )
    return {who: _amount(text, f"{label} von {partners[who]}", f"{place}.{who}", reader) for who, text in raw.items()}


def read_stages(raw: tuple[RawStage, ...], label: str, place: str, reader: Reader) -> tuple[Stage, ...]:
    """Stages that rise, leave no gap and have no end. Raises BadEntries at this place."""
    read = [
        (
            _amount(begins, label, place, reader) if begins else None,
            Stage(_amount(ends, label, place, reader) if ends else None, _amount(value, label, place, reader)),
        )
        for begins, ends, value in raw
    ]
    try:
        return checked(read)
    except BadStages as error:
        raise BadEntries(Entry(place, str(error))) from None


def _read_value(parameter: Parameter, text: str, place: str, reader: Reader) -> Value:
    match parameter.kind:
        case ParameterKind.KEY:
            return _inner_key(text, place)
        case ParameterKind.CHOICE:
            names = [value for value, _ in parameter.choices]
            if text not in names:
                message = f"»{text[:40]}« ist bei »{parameter.label}« nicht möglich. Möglich sind: {', '.join(names)}."
                raise BadEntries(Entry(place, message))
            return text
        case ParameterKind.SHARE:
            return _share(text, parameter.label, place, reader)
        case ParameterKind.PERCENT:
            percent = _number(text, parameter.label, place, reader.number)
            if percent > _MAX_PERCENT:
                raise BadEntries(Entry(place, f"{parameter.label}: Mehr als {_MAX_PERCENT} % rechnen wir nicht."))
            return percent
        case _:
            return _amount(text, parameter.label, place, reader)


def _inner_key(slug: str, place: str) -> str:
    key = LEVY_KEYS.get(slug)
    if key is None or not key.is_plain:
        plain = [each.slug for each in LEVY_KEYS.values() if each.is_plain]
        message = f"»{slug[:40]}« kann nicht Teil eines anderen Schlüssels sein. Möglich sind: {', '.join(plain)}."
        raise BadEntries(Entry(place, message))
    return slug


def _shares(raw: Mapping[str, str], place: str, reader: Reader) -> dict[str, Fraction]:
    if len(raw) > MAX_MIXED:
        raise BadEntries(Entry(place, f"Mischen Sie höchstens {MAX_MIXED} Schlüssel, sonst versteht ihn niemand mehr."))
    shares = {
        _inner_key(slug, f"{place}.{slug[:40]}"): _share(
            text, LEVY_KEYS[slug].title if slug in LEVY_KEYS else slug, f"{place}.{slug}", reader
        )
        for slug, text in raw.items()
    }
    if sum(shares.values()) != 1:
        raise BadEntries(Entry(place, f"Die Gewichte müssen zusammen {reader.share_hint} ergeben."))
    return shares


def _share(text: str, label: str, place: str, reader: Reader) -> Fraction:
    share = _number(text, label, place, reader.share)
    if share > 1:
        raise BadEntries(Entry(place, f"{label}: Höchstens {reader.share_hint} sind möglich."))
    return share


def _amount(text: str, label: str, place: str, reader: Reader) -> Fraction:
    amount = _number(text, label, place, reader.number)
    if amount > _MAX_NUMBER:
        raise BadEntries(Entry(place, f"{label}: Mehr als eine Billion rechnen wir nicht."))
    return amount


def _number(text: str, label: str, place: str, read: Callable[[str], Fraction]) -> Fraction:
    try:
        number = read(text)
    except NotANumber as error:
        raise BadEntries(Entry(place, f"{label}: {error.message}")) from None
    if number < 0:
        raise BadEntries(Entry(place, f"{label}: Negative Werte sind nicht möglich."))
    return number
