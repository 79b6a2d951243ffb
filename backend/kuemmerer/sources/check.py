"""Checks outgoing links politely: one question at a time per site, robots.txt respected, each hop of a redirect checked."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urldefrag, urljoin, urlsplit

from kuemmerer.sources.address import NoAddress, NotPublic
from kuemmerer.sources.fetch import AGENT, Answer, Fetcher, NoWebAddress, Unreachable
from kuemmerer.sources.robots import EVERYTHING, NOTHING, Robots, read_robots

MAX_HOPS = 5
DELAY = 1.0
AT_ONCE = 8
_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}


class Outcome(StrEnum):
    """What a check found."""

    OK = "erreichbar"
    MOVED = "umgezogen"
    GONE = "nicht-gefunden"
    REFUSED = "abgewiesen"
    FAILING = "fehler-der-gegenseite"
    UNREACHABLE = "nicht-erreichbar"
    ENDLESS = "weiterleitung-ohne-ende"
    NOT_PUBLIC = "nicht-oeffentlich"
    NOT_ASKED = "robots-verbietet"


# What an editor has to look at. A site that refuses machines says nothing about the page.
BROKEN = frozenset({Outcome.GONE, Outcome.FAILING, Outcome.UNREACHABLE, Outcome.ENDLESS, Outcome.NOT_PUBLIC})


@dataclass(frozen=True)
class LinkResult:
    """What became of one address. `final_url` is where redirects ended; `detail` says more in German, or nothing."""

    url: str
    outcome: Outcome
    status: int | None = None
    final_url: str | None = None
    detail: str = ""


@dataclass
class LinkChecker:
    """One run over many links. `delay` is the shortest time in seconds between two questions to one site."""

    fetcher: Fetcher = field(default_factory=Fetcher)
    delay: float = DELAY
    _gates: dict[str, "_Gate"] = field(default_factory=dict)
    _at_once: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def check_all(self, urls: Iterable[str]) -> list[LinkResult]:
        """Every address once, in the given order."""
        return await asyncio.gather(*(self.check(url) for url in dict.fromkeys(urls)))

    async def check(self, url: str) -> LinkResult:
        """One address, redirects included. Never raises for what the other side does."""
        current, hops, seen = urldefrag(url).url, 0, set[str]()
        for_good = True
        while True:
            if current in seen or hops > MAX_HOPS:
                return LinkResult(url, Outcome.ENDLESS, detail=f"nach {hops} Weiterleitungen kein Ende")
            seen.add(current)
            try:
                answer = await self._ask(current)
            except NoWebAddress:
                return LinkResult(url, Outcome.NOT_PUBLIC, detail=f"keine Adresse im Netz: {current}")
            except NotPublic as error:
                return LinkResult(url, Outcome.NOT_PUBLIC, detail=str(error))
            except NoAddress as error:
                return LinkResult(url, Outcome.UNREACHABLE, detail=f"der Name {error} ist nicht bekannt")
            except Unreachable as error:
                return LinkResult(url, Outcome.UNREACHABLE, detail=str(error))
            if answer is None:
                return LinkResult(url, Outcome.NOT_ASKED, final_url=current if hops else None)
            if answer.status in _REDIRECTS and answer.location:
                for_good = for_good and answer.status in _FOR_GOOD
                current, hops = urldefrag(urljoin(current, answer.location)).url, hops + 1
                continue
            moved = current if hops else None
            return LinkResult(url, _outcome(answer.status, bool(hops) and for_good), answer.status, moved)

    async def _ask(self, url: str) -> Answer | None:
        """HEAD, and GET where HEAD gets no good answer; None where robots.txt forbids it."""
        parts = urlsplit(url)
        gate = self._gates.setdefault(parts.netloc.casefold(), _Gate(self.delay))
        async with gate.lock:
            if gate.failure is not None:
                raise gate.failure
            if gate.robots is None:
                try:
                    gate.robots = await self._robots(f"{parts.scheme}://{parts.netloc}/robots.txt", gate)
                except (NoAddress, NotPublic, Unreachable) as failure:
                    # A site that is not there is asked once, not once per link.
                    gate.failure = failure
                    raise
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            if not gate.robots.allows(path):
                return None
            try:
                answer = await self._paced("HEAD", url, gate)
            except Unreachable:
                return await self._paced("GET", url, gate)
            if answer.status < 400:
                return answer
            return await self._paced("GET", url, gate)

    async def _robots(self, url: str, gate: "_Gate") -> Robots:
        """No robots.txt allows everything; a site that fails to give it, or sends us elsewhere for it, is left alone (RFC 9309)."""
        answer = await self._paced("GET", url, gate)
        if answer.status in _REDIRECTS and answer.location:
            # One hop, as from http to https or to www; more is no honest robots.txt.
            answer = await self._paced("GET", urljoin(url, answer.location), gate)
        if answer.status == 200:
            return read_robots(answer.body.decode("utf-8", "replace"), AGENT)
        return NOTHING if answer.status >= 500 else EVERYTHING

    async def _paced(self, method: str, url: str, gate: "_Gate") -> Answer:
        async with gate.turn(), self._at_once:
            return await self.fetcher.ask(method, url)


def _outcome(status: int, moved_for_good: bool) -> Outcome:
    if status in (404, 410):
        return Outcome.GONE
    if status >= 500:
        return Outcome.FAILING
    if status >= 400:
        return Outcome.REFUSED
    return Outcome.MOVED if moved_for_good else Outcome.OK


@dataclass
class _Gate:
    """One site: one question at a time, and a pause before the next."""

    delay: float
    robots: Robots | None = None
    failure: Exception | None = None
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _next: float = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, self._next - loop.time()))
        try:
            yield
        finally:
            self._next = loop.time() + max(self.delay, self.robots.delay if self.robots else 0.0)
