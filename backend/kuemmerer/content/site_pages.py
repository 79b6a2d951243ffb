"""The pages about the portal itself: content/seiten/*.md, with gaps that only the operator can fill."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import StringConstraints, ValidationError

from kuemmerer.base.defects import Defect, Level
from kuemmerer.base.validation import defects_of
from kuemmerer.content.header import split_header
from kuemmerer.content.model import Fact, Line
from kuemmerer.content.render import Rendered, TooCostly, render

FOLDER = "seiten"
# Each has a fixed address, linked from every page.
SITE_PAGES = ("ueber", "impressum", "datenschutz", "barrierefreiheit")
_GAP = re.compile(r"\[(vom Betreiber zu ergänzen: [^\]<]+)\]")


class SiteHeader(Fact):
    """What stands in the header of such a page."""

    title: Line
    summary: Annotated[str, StringConstraints(min_length=20, max_length=320)]
    checked_on: date


class Gap(Fact):
    """Something only the operator knows, and the line where it is missing."""

    line: int
    text: str


class SitePage(SiteHeader):
    """One page with its text, and what the operator has not filled in yet."""

    slug: str
    rendered: Rendered
    gaps: tuple[Gap, ...]


def load_site_pages(
    root: Path, address: Callable[[str], str | None]
) -> tuple[tuple[SitePage, ...], tuple[Defect, ...]]:
    """Read the fixed pages; `address` resolves article ids. A broken page is left out and becomes a defect."""
    pages: list[SitePage] = []
    defects: list[Defect] = []
    for slug in SITE_PAGES:
        relative = PurePosixPath(FOLDER, f"{slug}.md")
        path = root / relative
        if path.is_file() and not path.is_symlink():
            result = _load(path.read_bytes(), relative, address)
            if isinstance(result, SitePage):
                pages.append(result)
            else:
                defects += result
    return tuple(pages), tuple(defects)


def check_site_pages(pages: tuple[SitePage, ...]) -> Iterator[Defect]:
    """Every fixed page is there, and nothing on it waits for the operator."""
    known = {page.slug: page for page in pages}
    for slug in SITE_PAGES:
        path = PurePosixPath(FOLDER, f"{slug}.md")
        if slug not in known:
            yield Defect(path, 1, "Diese Seite fehlt; jede Seite des Portals verlinkt sie.")
            continue
        for gap in known[slug].gaps:
            yield Defect(path, gap.line, f"Noch offen: {gap.text}.", Level.WARNING)


def _load(raw: bytes, relative: PurePosixPath, address: Callable[[str], str | None]) -> SitePage | list[Defect]:
    split = split_header(raw, relative)
    if isinstance(split, Defect):
        return [split]
    try:
        header = SiteHeader.model_validate(split.header.data)
        rendered = render(split.body, address, {})
    except ValidationError as error:
        return list(defects_of(error, SiteHeader, relative, split.header))
    except TooCostly as error:
        return [Defect(relative, split.body_line + error.line - 1, str(error))]
    gaps = tuple(
        Gap(line=number, text=gap)
        for number, line in enumerate(split.body.split("\n"), split.body_line)
        for gap in _GAP.findall(line)
    )
    shown = replace(rendered, html=_GAP.sub(r'<mark class="gap">[\1]</mark>', rendered.html))
    return SitePage(**header.model_dump(), slug=relative.stem, rendered=shown, gaps=gaps)
