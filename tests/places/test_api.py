"""The register through the API: dates and source in each answer, strict parameters, the nearest known key."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kuemmerer.app import create_app
from kuemmerer.settings import Settings
from kuemmerer.web.front import Front


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Front:
    return create_app(Settings(data=tmp_path_factory.mktemp("data")))


def ask(application: Front, path: str, **headers: str) -> httpx.Response:
    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(application)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
            return await http.get(f"/api/v1/municipalities{path}", headers=headers)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, get()).result()


def test_the_list_names_total_dates_and_source(application: Front) -> None:
    body = ask(application, "?q=emmering&limit=1").json()
    assert (body["total"], len(body["items"])) == (2, 1)
    item = body["items"][0]
    assert (item["label"], item["population_asof"], item["register_asof"]) == (
        "Emmering (Lkr. Ebersberg)", "2024-12-31", "2025-11-30",
    )  # fmt: skip
    assert body["source"][0].startswith("© Statistisches Bundesamt (Destatis), 2025: Gemeindeverzeichnis GV100AD")


def test_one_municipality_has_everything(application: Front) -> None:
    body = ask(application, "/09174135").json()
    assert body["name"] == "Odelzhausen"
    assert body["district"] == {"key": "09174", "name": "Landkreis Dachau"}
    assert body["administrative_region"] == {"key": "091", "name": "Oberbayern"}
    assert body["planning_region"] == {"key": "14", "name": "München"}
    assert body["joint_administration"] is None
    assert {"ags": "09174146", "label": "Sulzemoos", "contact": "border", "via": []} in body["neighbours"]
    assert body["neighbours_source"].startswith("© BKG")


@pytest.mark.parametrize(
    ("path", "office", "how"),
    [
        ("/09174135", "Landratsamt Dachau", "landratsamt-dachau.de"),
        ("/09179114", "Landratsamt Fürstenfeldbruck", "08141 519-999"),
        ("/09162000", "Regierung von Oberbayern", "regierung.oberbayern.bayern.de"),
    ],
)
def test_a_municipality_names_its_authority_and_how_to_reach_it(
    application: Front, path: str, office: str, how: str
) -> None:
    found = ask(application, path).json()["authority"]
    assert found["name"] == office
    assert how in found["how"]
    assert found["public_contact"]["seen_on"] >= "2026-11-22"


def test_a_member_of_a_vg_lists_all_members(application: Front) -> None:
    body = ask(application, "/09175136").json()
    assert body["joint_administration"] == {"key": "091755112", "name": "Aßling"}
    assert [member["label"] for member in body["joint_administration_members"]] == [
        "Aßling", "Frauenneuharting", "Emmering (Lkr. Ebersberg)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("?q=dachau&lmit=3", 422, "Den Parameter »lmit« gibt es hier nicht."),
        ("?limit=0", 422, "»limit« muss mindestens 1 sein."),
        ("?limit=501", 422, "»limit« darf höchstens 500 sein."),
        ("?q=" + "a" * 301, 422, "»q« ist zu lang"),
        ("?q=%00", 422, "enthält Zeichen, die wir nicht lesen können"),
        ("?q=%ff", 422, "enthält Zeichen, die wir nicht lesen können"),
        ("/dachau", 422, "»dachau« ist kein Gemeindeschlüssel (AGS). Er hat acht Ziffern."),
        ("/0917411", 422, "Er hat acht Ziffern."),
        ("/%00%ff", 422, "Er hat acht Ziffern."),
        ("/" + "1" * 41, 422, "»ags« ist zu lang"),
        ("/09174999", 404, "steht nicht im Gemeindeverzeichnis dieses Portals"),
        ("/09174116", 404, "Gemeint »09174118« (Erdweg)?"),
        ("/08111000", 404, "liegt nicht in Bayern"),
    ],
)
def test_what_we_cannot_use_is_named(application: Front, path: str, status: int, message: str) -> None:
    answer = ask(application, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert message in answer.json()["detail"]


def test_an_unchanged_answer_is_304(application: Front) -> None:
    for path in ("/09174115", "?q=dachau"):
        etag = ask(application, path).headers["etag"]
        assert ask(application, path, **{"If-None-Match": etag}).status_code == 304


def test_an_imported_register_is_served(tmp_path: Path) -> None:
    (tmp_path / "regionen").mkdir()
    (tmp_path / "regionen/municipalities.csv").write_text(
        "ags,name,label,kind,status,kreis_ags,population\n09771113,Aichach,Aichach,Stadt,kreisangehörig,09771,21735\n",
        "utf-8",
    )
    body = ask(create_app(Settings(data=tmp_path)), "/09771113").json()
    assert (body["population"], body["population_asof"], body["register_asof"]) == (21_735, None, None)
    assert "Stichtag nicht angegeben" in body["source"][0]
