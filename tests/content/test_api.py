"""/api/v1/articles: lists and whole articles, as the contract names them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from kuemmerer.content.kinds import KINDS
from kuemmerer.snapshot import Snapshot

LIST = "/api/v1/articles"
LINE = {"id", "kind", "slug", "title", "summary", "url", "topics", "checked_on", "valid_until"}


def listed(client: httpx.Client, **query: str | int) -> Any:
    answer = client.get(LIST, params=query)
    assert answer.status_code == 200
    return answer.json()


def ids(found: Any) -> list[str]:
    return [item["id"] for item in found["items"]]


def test_the_list_has_every_article_once_in_the_order_of_the_library(client: httpx.Client, village: Snapshot) -> None:
    found = listed(client)
    assert ids(found) == [article.id for article in village.library]
    assert found["total"] == len(village.library)
    assert all(item.keys() >= LINE for item in found["items"])


@pytest.mark.parametrize("kind", [kind.kind for kind in KINDS])
def test_a_kind_alone_can_be_listed(client: httpx.Client, kind: str) -> None:
    found = listed(client, kind=kind)
    assert found["total"] >= 1
    assert {item["kind"] for item in found["items"]} == {kind}


def test_filters_narrow_together(client: httpx.Client) -> None:
    both = listed(client, kind="instrument", topic="verwaltungszusammenarbeit")
    assert set(ids(both)) == set(ids(listed(client, kind="instrument"))) & set(
        ids(listed(client, topic="verwaltungszusammenarbeit"))
    )
    assert listed(client, status="retired")["items"] == []


def test_pages_of_the_list_join_to_the_whole(client: httpx.Client) -> None:
    whole = ids(listed(client))
    joined = [line for offset in range(0, len(whole), 4) for line in ids(listed(client, limit=4, offset=offset))]
    assert joined == whole
    beyond = listed(client, offset=len(whole))
    assert (beyond["total"], beyond["items"]) == (len(whole), [])


def test_a_whole_article_has_header_text_and_resolved_references(client: httpx.Client) -> None:
    article = client.get(f"{LIST}/instrument/zweckvereinbarung").json()
    assert article.keys() >= LINE | {"header", "html", "markdown", "related", "mentioned_by"}
    assert article["header"]["min_partners_number"] == 2
    assert article["header"]["sources"][0]["seen_on"] == "2026-11-22"
    assert "[[schritte]]" in article["markdown"]
    assert "[[schritte]]" not in article["html"]
    assert "<button" not in article["html"]
    assert {"id": "institution/landratsamt-kirntal", "title": "Landratsamt Kirntal, Rechtsaufsicht",
            "url": "/institutionen/landratsamt-kirntal"} in article["related"]  # fmt: skip
    assert "document/vertragsentwurf" in [other["id"] for other in article["mentioned_by"]]


def test_every_article_of_the_list_can_be_read(client: httpx.Client) -> None:
    for item in listed(client)["items"]:
        article = client.get(f"{LIST}/{item['id']}").json()
        assert {name: article[name] for name in LINE} == {name: item[name] for name in LINE}


def test_a_former_name_still_answers_under_its_present_id(client: httpx.Client) -> None:
    assert client.get(f"{LIST}/instrument/verband").json()["id"] == "instrument/zweckverband"


def test_a_draft_is_nowhere_and_a_retired_article_is_listed_as_such(
    serve: Callable[[Path], httpx.Client], village_copy: Path
) -> None:
    for path, status in (("glossar/umlage.md", "draft"), ("hemmnisse/zeit-fehlt.md", "retired")):
        text = (village_copy / path).read_text("utf-8")
        (village_copy / path).write_text(text.replace("owner:", f"status: {status}\nowner:"), "utf-8")
    client = serve(village_copy)
    assert client.get(f"{LIST}/term/umlage").status_code == 404
    assert "term/umlage" not in ids(listed(client))
    assert "term/umlage" not in client.get("/api/v1/search?q=umlage").text
    assert ids(listed(client, status="retired")) == ["obstacle/zeit-fehlt"]
    assert "obstacle/zeit-fehlt" not in ids(listed(client, status="published"))


def test_prepared_reads_are_those_of_the_whole_library(client: httpx.Client, village: Snapshot) -> None:
    store = client._transport.app.store.answers  # type: ignore[attr-defined]  # the transport of in_process.py
    prepared = {key for key in store if isinstance(key, str) and key.startswith(LIST)}
    assert prepared <= {LIST, *(f"{LIST}/{article.id}" for article in village.library), f"{LIST}/instrument/verband"}
