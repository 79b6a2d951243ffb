"""How wide the columns of a table are: no narrower than their longest word if it can be helped, the rest by length of text."""

from kuemmerer.documents.model import Table, plain

# About so many letters stand beside each other on a page; a word longer than the cap is broken.
_PAGE, _CAP, _PADDING = 100, 26, 4


def shares(table: Table) -> tuple[int, ...]:
    """The width of each column in hundredths of the page; they add up to 100."""
    columns = [[name, *(plain(row[number]) for row in table.rows)] for number, name in enumerate(table.head)]
    least = [min(_CAP, max(len(word) for text in column for word in text.split())) + _PADDING for column in columns]
    wanted = [max(low, sum(map(len, column)) // len(column)) for low, column in zip(least, columns, strict=True)]
    spare = _PAGE - sum(least)
    if spare <= 0:
        return _to_hundred(least)
    more = [want - low for want, low in zip(wanted, least, strict=True)]
    total = sum(more) or len(more)
    return _to_hundred([low * total + spare * (extra or not sum(more)) for low, extra in zip(least, more, strict=True)])


def _to_hundred(weights: list[int]) -> tuple[int, ...]:
    total = sum(weights)
    parts = [100 * weight // total for weight in weights]
    parts[parts.index(max(parts))] += 100 - sum(parts)
    return tuple(parts)
