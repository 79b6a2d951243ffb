"""Which addresses a link may lead to: public ones only, resolved once and connected to as checked."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[list[str]]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotPublic(Exception):
    """The name leads to an address that is not on the public internet."""


class NoAddress(Exception):
    """The name leads nowhere."""


async def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, as the system knows them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def public_address(host: str, port: int, resolver: Resolver, allow_loopback: bool) -> str:
    """The one address to connect to. A name with any address that is not public is refused as a whole.

    Raises NotPublic or NoAddress. `allow_loopback` is for tests: it lets 127.0.0.0/8 and ::1 through, nothing else.
    """
    try:
        found = [ipaddress.ip_address(text.partition("%")[0]) for text in await resolver(host, port)]
    except OSError as error:
        raise NoAddress(host) from error
    if not found:
        raise NoAddress(host)
    for address in found:
        if not (is_public(address) or (allow_loopback and address.is_loopback)):
            raise NotPublic(f"{host} führt zu {address}")
    return str(found[0])


def is_public(address: Address) -> bool:
    """Whether an address is on the public internet; one wrapped in another is judged by what it wraps."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = _wrapped(address)
        if wrapped is not None:
            return is_public(wrapped)
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_unspecified
        and not address.is_loopback
        and not address.is_link_local
    )


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
