"""One request to one checked address, with every limit we know. Home of httpx."""

import asyncio
import ssl
from dataclasses import dataclass
from functools import lru_cache

import httpx

from kuemmerer.sources.address import Resolver, public_address, resolve

MAX_BODY = 64 * 1024
TIMEOUT = 10.0
AGENT = "kuemmerer-linkcheck"
_PORTS = {"http": 80, "https": 443}


class Unreachable(Exception):
    """The other side did not answer; the text says how it failed."""


class NoWebAddress(Exception):
    """Not an address we would ever ask: another scheme, a name and password in it, no host."""


@dataclass(frozen=True)
class Answer:
    """Status, where a redirect leads, and the first bytes of the body (none for HEAD)."""

    status: int
    location: str | None
    body: bytes


@dataclass(frozen=True)
class Fetcher:
    """Asks the web. `resolver` and `timeout` (seconds for one whole request) differ in tests only, as does `allow_loopback`."""

    allow_loopback: bool = False
    resolver: Resolver = resolve
    timeout: float = TIMEOUT

    async def ask(self, method: str, url: str) -> Answer:
        """One request, no redirect followed. Raises NoWebAddress, NotPublic, NoAddress or Unreachable."""
        try:
            target = httpx.URL(url)
        except (ValueError, httpx.InvalidURL) as error:
            raise NoWebAddress(url) from error
        # One reading of the address for the check and for the question: two parsers could see two hosts in it.
        host = target.raw_host.decode("ascii")
        if target.scheme not in _PORTS or not host or target.userinfo:
            raise NoWebAddress(url)
        port = target.port or _PORTS[target.scheme]
        try:
            async with asyncio.timeout(self.timeout):
                address = await public_address(host, port, self.resolver, self.allow_loopback)
                return await self._send(method, target, address)
        except TimeoutError:
            raise Unreachable(f"keine Antwort in {self.timeout:g} Sekunden") from None
        except httpx.HTTPError as error:
            raise Unreachable(str(error) or type(error).__name__) from error

    async def _send(self, method: str, url: httpx.URL, address: str) -> Answer:
        # The address that was checked is the one that is asked: a second look-up could answer differently. The certificate is
        # still that of the name.
        headers = {
            "host": url.netloc.decode("ascii"),
            "user-agent": f"{AGENT}/1.0",
            "accept": "*/*",
            "accept-encoding": "identity",
        }
        client = httpx.AsyncClient(trust_env=False, verify=_trusted(), follow_redirects=False, timeout=self.timeout)
        async with client:
            name = {"sni_hostname": url.raw_host.decode("ascii")}
            request = client.build_request(method, url.copy_with(host=address), headers=headers, extensions=name)
            response = await client.send(request, stream=True)
            try:
                body = b"" if method == "HEAD" else await _first_bytes(response)
            finally:
                await response.aclose()
        return Answer(response.status_code, response.headers.get("location"), body)


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """Reading the list of authorities takes longer than most questions: once is enough."""
    return httpx.create_ssl_context(trust_env=False)


async def _first_bytes(response: httpx.Response) -> bytes:
    body = b""
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) >= MAX_BODY:
            break
    return body[:MAX_BODY]
