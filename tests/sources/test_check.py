"""Links are checked politely and safely, against a server on this machine."""

import asyncio

import pytest
from tests.sources.conftest import Web, checker, here, surf

from kuemmerer.sources.address import resolve
from kuemmerer.sources.check import LinkChecker, LinkResult, Outcome
from kuemmerer.sources.fetch import MAX_BODY, Fetcher


def check(web: Web, path: str, **settings: float) -> LinkResult:
    return surf(web, lambda: checker(**settings).check(web.base + path))


def test_a_page_that_answers_is_asked_for_its_head_only(web: Web) -> None:
    web.page("/gut")
    assert check(web, "/gut").outcome is Outcome.OK
    assert web.of("/gut") == ["HEAD"]


def test_a_server_that_knows_no_head_is_asked_again(web: Web) -> None:
    async def no_head(web: Web, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        status = b"405 Method Not Allowed" if method == "HEAD" else b"200 OK"
        writer.write(b"HTTP/1.1 " + status + b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        await writer.drain()

    web.handlers["/"] = no_head
    assert check(web, "/").outcome is Outcome.OK
    assert web.of("/") == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("404 Not Found", Outcome.GONE),
        ("410 Gone", Outcome.GONE),
        ("403 Forbidden", Outcome.REFUSED),
        ("503 Service Unavailable", Outcome.FAILING),
    ],
)
def test_the_status_decides(web: Web, status: str, outcome: Outcome) -> None:
    web.page("/seite", status)
    assert check(web, "/seite").outcome is outcome


def test_a_page_that_moved_for_good_names_its_new_address(web: Web) -> None:
    web.redirect("/alt", "/neu")
    web.page("/neu")
    result = check(web, "/alt")
    assert (result.outcome, result.final_url) == (Outcome.MOVED, f"{web.base}/neu")


def test_a_passing_redirect_is_no_move(web: Web) -> None:
    web.redirect("/alt", "/neu", "302 Found")
    web.page("/neu")
    assert check(web, "/alt").outcome is Outcome.OK


def test_a_circle_of_redirects_ends(web: Web) -> None:
    web.redirect("/a", "/b")
    web.redirect("/b", "/a")
    assert check(web, "/a").outcome is Outcome.ENDLESS
    assert len(web.asked) <= 4


def test_an_endless_chain_ends(web: Web) -> None:
    for number in range(20):
        web.redirect(f"/{number}", f"/{number + 1}")
    assert check(web, "/0").outcome is Outcome.ENDLESS
    assert len(web.asked) <= 8


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://192.168.1.1/admin",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "ftp://files.example/",
        "file:///etc/passwd",
        "http://user:secret@files.example/",
        "//10.0.0.1/",
    ],
)
def test_no_redirect_leads_into_a_private_network(web: Web, target: str) -> None:
    web.redirect("/weg", target)

    async def work() -> LinkResult:
        # Literal addresses answer for themselves, as they do in the system's own resolver.
        return await LinkChecker(Fetcher(allow_loopback=True, resolver=resolve, timeout=2), 0.0).check(
            f"{web.base}/weg"
        )

    assert surf(web, work).outcome is Outcome.NOT_PUBLIC
    assert [path for _, path, _ in web.asked] == ["/robots.txt", "/weg"]


def test_this_machine_is_asked_in_tests_only(web: Web) -> None:
    web.page("/gut")
    result = surf(web, lambda: LinkChecker(Fetcher(resolver=here), 0.0).check(f"{web.base}/gut"))
    assert result.outcome is Outcome.NOT_PUBLIC
    assert web.asked == []


def test_the_address_that_was_checked_is_the_one_that_is_asked(web: Web) -> None:
    """The name exists nowhere but in our resolver, and a second look-up would lead elsewhere."""
    web.page("/gut")
    lookups: list[str] = []

    async def changing(host: str, port: int) -> list[str]:
        lookups.append(host)
        return ["127.0.0.1"]

    async def work() -> LinkResult:
        fetcher = Fetcher(allow_loopback=True, resolver=changing, timeout=2)
        return await LinkChecker(fetcher, 0.0).check(f"http://kirnbach.example:{web.port}/gut")

    assert surf(web, work).outcome is Outcome.OK
    assert len(lookups) == len(web.asked) == 2
    assert {host for _, _, host in web.asked} == {f"kirnbach.example:{web.port}"}


def test_a_name_with_one_private_address_is_refused_as_a_whole(web: Web) -> None:
    async def mixed(host: str, port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.7"]

    result = surf(web, lambda: LinkChecker(Fetcher(resolver=mixed), 0.0).check("http://mittertal.example/"))
    assert (result.outcome, result.detail) == (Outcome.NOT_PUBLIC, "mittertal.example führt zu 10.0.0.7")


def test_a_name_nobody_knows_is_unreachable(web: Web) -> None:
    async def nobody(host: str, port: int) -> list[str]:
        raise OSError("unknown")

    result = surf(web, lambda: LinkChecker(Fetcher(resolver=nobody), 0.0).check("http://unterfeld.example/"))
    assert (result.outcome, result.detail) == (Outcome.UNREACHABLE, "der Name unterfeld.example ist nicht bekannt")


def test_a_slow_server_is_given_up(web: Web) -> None:
    async def slow(web: Web, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    web.handlers["/langsam"] = slow
    result = check(web, "/langsam", timeout=0.1)
    assert result.outcome is Outcome.UNREACHABLE
    assert "Sekunden" in result.detail


def test_a_server_that_drips_is_given_up(web: Web) -> None:
    """Each byte in time, the whole never: the limit is for the whole request."""

    async def drips(web: Web, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n" if method == "GET" else b"HTTP/1.1 500 X\r\n\r\n"
        )
        for _ in range(100):
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    web.handlers["/tropft"] = drips
    assert check(web, "/tropft", timeout=0.2).outcome is Outcome.UNREACHABLE


def test_a_huge_page_is_not_read_to_its_end(web: Web) -> None:
    async def huge(web: Web, method: str, path: str, writer: asyncio.StreamWriter) -> None:
        status = b"405 X" if method == "HEAD" else b"200 OK"
        writer.write(b"HTTP/1.1 " + status + b"\r\nconnection: close\r\n\r\n")
        for _ in range(2000 if method == "GET" else 0):
            writer.write(b"x" * 65536)
            web.sent += 65536
            await writer.drain()

    web.handlers["/riesig"] = huge
    assert check(web, "/riesig").outcome is Outcome.OK
    assert web.sent < 2000 * 65536 / 4

    fetched = surf(web, lambda: Fetcher(allow_loopback=True, resolver=here, timeout=2).ask("GET", f"{web.base}/riesig"))
    assert len(fetched.body) == MAX_BODY


def test_robots_are_respected(web: Web) -> None:
    web.page("/robots.txt", body=b"User-agent: *\nDisallow: /intern\n")
    web.page("/intern/seite")
    web.page("/offen")
    results = surf(web, lambda: checker().check_all([f"{web.base}/intern/seite", f"{web.base}/offen"]))
    assert [result.outcome for result in results] == [Outcome.NOT_ASKED, Outcome.OK]
    assert web.of("/intern/seite") == []
    assert web.of("/robots.txt") == ["GET"]


def test_a_site_whose_robots_fail_is_left_alone(web: Web) -> None:
    web.page("/robots.txt", "503 Service Unavailable")
    web.page("/seite")
    assert check(web, "/seite").outcome is Outcome.NOT_ASKED
    assert web.of("/seite") == []


def test_a_site_is_asked_one_thing_at_a_time_with_a_pause(web: Web) -> None:
    for number in range(3):
        web.page(f"/{number}")
    surf(web, lambda: checker(delay=0.1).check_all([f"{web.base}/{number}" for number in range(3)]))
    pauses = [later - earlier for earlier, later in zip(web.times, web.times[1:], strict=False)]
    assert len(pauses) == 3
    assert min(pauses) >= 0.095


def test_the_pause_a_site_asks_for_is_kept(web: Web) -> None:
    web.page("/robots.txt", body=b"User-agent: *\nCrawl-delay: 0.2\n")
    web.page("/a")
    web.page("/b")
    surf(web, lambda: checker().check_all([f"{web.base}/a", f"{web.base}/b"]))
    assert web.times[2] - web.times[1] >= 0.19


def test_a_dead_site_is_asked_once_however_many_links_lead_there(web: Web) -> None:
    lookups: list[str] = []

    async def nobody(host: str, port: int) -> list[str]:
        lookups.append(host)
        raise OSError("unknown")

    async def work() -> list[LinkResult]:
        return await LinkChecker(Fetcher(resolver=nobody), 0.0).check_all([f"http://weg.example/{n}" for n in range(5)])

    assert {result.outcome for result in surf(web, work)} == {Outcome.UNREACHABLE}
    assert len(lookups) == 1


def test_an_address_in_two_places_is_asked_once(web: Web) -> None:
    web.page("/gut")
    results = surf(web, lambda: checker().check_all([f"{web.base}/gut", f"{web.base}/gut"]))
    assert len(results) == 1
    assert web.of("/gut") == ["HEAD"]


def test_what_stands_behind_the_hash_is_not_sent(web: Web) -> None:
    web.page("/gut")
    assert check(web, "/gut#stelle").url.endswith("#stelle")
    assert web.of("/gut") == ["HEAD"]
