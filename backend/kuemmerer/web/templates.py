"""Jinja and its filters: the only place that turns templates into pages."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from kuemmerer.base.dates import german_date
from kuemmerer.content.blocks import marks
from kuemmerer.content.labels import label, said
from kuemmerer.content.model import Confidence, Nature
from kuemmerer.web.assets import Assets
from kuemmerer.web.prepared import PREPARE


def german_number(value: float, digits: int = 0) -> str:
    """1.234,5 with a point for thousands and a comma for decimals."""
    text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,"))


def plural(number: int, one: str, many: str) -> str:
    """»1 Seite«, »7 Seiten«: the number and the right word, with a blank that does not break."""
    return f"{german_number(number)}\u00a0{one if number == 1 else many}"


@lru_cache(maxsize=8)
def environment(templates: Path, assets: Assets) -> Environment:
    """One environment per folder of templates and set of built files."""
    env = Environment(
        loader=FileSystemLoader(templates), autoescape=select_autoescape(default=True), undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    env.filters["german_date"] = german_date
    env.filters["german_number"] = german_number
    env.filters["plural"] = plural
    env.filters["label"] = label
    env.filters["query"] = urlencode
    env.globals["asset"] = assets.url
    env.globals["has_asset"] = assets.has
    env.globals["marks"] = _marks
    env.globals["said"] = said
    return env


def render_page(request: Request, template: str, **context: object) -> HTMLResponse:
    """Fill a template. The page knows its path, the day and the content version; nothing else of the request."""
    state = request.app.state
    env = environment(state.settings.frontend / "templates", state.assets)
    today: date = state.today()
    html = env.get_template(template).render(
        path=request.scope["path"],
        today=today,
        version=state.portal.snapshot.version,
        base_url=state.settings.base_url,
        **context,
    )
    return HTMLResponse(html)


def prepared_page(request: Request, template: str, **context: object) -> HTMLResponse:
    """A page that depends on content only: the front layer keeps it."""
    response = render_page(request, template, **context)
    response.headers[PREPARE.decode()] = "1"
    return response


def _marks(nature: Nature, confidence: Confidence) -> Markup:
    return Markup(marks(nature, confidence))
