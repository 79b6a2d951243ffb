"""How many messages one sender may send: counted in memory, by submission, never by page view, and never stored."""

import ipaddress
import math
from collections import OrderedDict

HOUR = 3_600.0
MAX_SENDERS = 10_000


class SubmissionLimit:
    """Submissions per sender within the last hour. Not thread-safe: asked from the event loop only."""

    def __init__(self, per_hour: int) -> None:
        self._per_hour = per_hour
        self._sent: OrderedDict[str, dict[str, float]] = OrderedDict()

    def seconds_to_wait(self, address: str, fingerprint: str, now: float) -> int:
        """0 and counted if the sender may submit now; otherwise how long to wait. `now` is any steady clock in seconds.

        The same form sent again (a double click, a retry after an error) counts once.
        """
        self._forget(now)
        sender = sender_of(address)
        sent = {form: at for form, at in self._sent.pop(sender, {}).items() if now - at < HOUR}
        wait = 0
        if fingerprint not in sent:
            if len(sent) < self._per_hour:
                sent[fingerprint] = now
            else:
                wait = math.ceil(HOUR - (now - min(sent.values(), default=now)))
        if sent:
            self._sent[sender] = sent
            if len(self._sent) > MAX_SENDERS:
                self._sent.popitem(last=False)
        return wait

    def _forget(self, now: float) -> None:
        """Senders whose hour is over, oldest first: an address is kept no longer than it counts."""
        while self._sent:
            oldest = next(iter(self._sent.values()))
            if now - max(oldest.values()) < HOUR:
                break
            self._sent.popitem(last=False)


def sender_of(address: str) -> str:
    """Whom an address stands for: an IPv6 connection owns a whole /64, and IPv4 may come dressed as IPv6."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
