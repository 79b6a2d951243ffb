"""Texts are shown, never run: markup, templates and addresses an editor could smuggle in, on every page and in every answer."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from ..in_process import served

EVIL = '\\"><script>zz</script></title>{{7*7}}{% x %}${7*7}&lt;'
BODY = """

<script>zz</script> <img src=x onerror=zz> [a](javascript:zz) [b](data:text/html,zz) [c](//boese.example) [d](https://a.example/"onclick=zz)
{{7*7}} {% raw %} <svg/onload=zz>

## <script>zz</script> {{7*7}}
"""
VILLAGE = Path(__file__).parents[1] / "village"


class Page(HTMLParser):
    """What a browser would run or follow."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "script" and not at.get("src", "").startswith("/static/"):
            self.wrong.append(f"<script {at}>")
        if tag in ("iframe", "object", "embed", "base", "style") or (tag == "meta" and "http-equiv" in at):
            self.wrong.append(f"<{tag}>")
        self.wrong += [f"{tag} {name}" for name in at if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action"):
            if name in at and not re.match(r"^(?:/(?!/)|#|\?|https?://|mailto:|tel:)", at[name]):
                self.wrong.append(f"{name}={at[name]}")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The village with something evil in every title, summary and body."""
    import shutil

    root = shutil.copytree(VILLAGE, tmp_path_factory.mktemp("hostile") / "village")
    for path in sorted(root.glob("*/*.md")):
        text = path.read_text("utf-8")
        text = re.sub(r'^title: "?(.*?)"?$', rf'title: "\1 {EVIL}"', text, count=1, flags=re.MULTILINE)
        text = re.sub(r'^summary: "?(.*?)"?$', rf'summary: "\1 {EVIL}"', text, count=1, flags=re.MULTILINE)
        path.write_text(text + BODY, "utf-8")
    for path in sorted(root.glob("navigator/**/*.yml")):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"^(    text: )(\w.*)$", rf'\1"\2 {EVIL}"', text, flags=re.MULTILINE), "utf-8")
    with served(root, tmp_path_factory.mktemp("data")) as client:
        yield client


def addresses(client: httpx.Client) -> list[str]:
    answers = client._transport.app.store.answers  # type: ignore[attr-defined]  # the transport of in_process.py
    made = [
        "/suche?q=zweckverband",
        "/suche?q=zz",
        "/navigator?aufgabe=bauhof",
        "/navigator/ergebnis?aufgabe=standesamt",
    ]
    compared = "/vergleich?form=zweckverband&form=zweckvereinbarung"
    return [*sorted(key for key in answers if isinstance(key, str)), *made, compared]


def test_the_texts_are_there_at_all(hostile: httpx.Client, client: httpx.Client) -> None:
    assert "{{7*7}}" in hostile.get("/instrumente/zweckverband").text
    assert hostile.get("/api/v1/articles").json()["total"] == client.get("/api/v1/articles").json()["total"]


def test_no_page_runs_what_a_text_says(hostile: httpx.Client) -> None:
    for address in addresses(hostile):
        answer = hostile.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"].startswith("text/html"):
            page = Page()
            page.feed(answer.text)
            assert page.wrong == [], address
            assert "<script>zz" not in answer.text, address
            assert not re.search(r"(?<![0-9])49(?![0-9])", re.sub(r"<[^>]*>", "", answer.text)), address


def test_json_and_feeds_carry_texts_as_texts(hostile: httpx.Client) -> None:
    article = hostile.get("/api/v1/articles/instrument/zweckverband").json()
    assert "<script>zz</script>" in article["title"]
    assert "<script>zz" not in article["html"]
    for hit in hostile.get("/api/v1/search?q=zweckverband").json()["hits"]:
        assert not re.search(r"<(?!/?mark>)", hit["snippet"])
    assert "<script>zz" not in hostile.get("/feed.atom").text
