"""The address of a calculation becomes its result: what somebody worked out in the calculator goes into the paper."""

from urllib.parse import parse_qsl, urlsplit

from kuemmerer.balance.form import COMPARE, FIELDS, PAGE
from kuemmerer.balance.form_reading import read_form
from kuemmerer.balance.measures import Measures, measure
from kuemmerer.balance.model import BadEntries
from kuemmerer.documents.intake import BadRequest
from kuemmerer.places.gazetteer import Gazetteer

CALCULATION = "rechnung"
MAX_ADDRESS = 4000
_UNREADABLE = f"Das ist keine vollständige Rechnung. Öffnen Sie {PAGE}, rechnen Sie und kopieren Sie die Adresse der Seite hierher."


def measures_at(address: str, gazetteer: Gazetteer) -> Measures | None:
    """The measures behind an address of the calculator; None if it is empty. Raises BadRequest."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
        pairs = parse_qsl(parts.query, max_num_fields=500)
    except ValueError:
        raise BadRequest(CALCULATION, _UNREADABLE) from None
    values = dict(pairs)
    if (
        parts.path != PAGE
        or len(values) < len(pairs) - [name for name, _ in pairs].count(COMPARE)
        or not values.keys() <= set(FIELDS)
    ):
        raise BadRequest(CALCULATION, _UNREADABLE)
    values.pop(COMPARE, None)
    form = read_form(values, (), gazetteer)
    if form.case is None:
        raise BadRequest(CALCULATION, _UNREADABLE)
    try:
        return measure(form.case)
    except BadEntries as error:
        raise BadRequest(CALCULATION, f"Die Rechnung geht nicht auf. {error.entries[0].message}") from None
