"""robots.txt (RFC 9309): what a site lets us ask, and how slowly it wants to be asked."""

import re
from dataclasses import dataclass

MAX_DELAY = 10.0


@dataclass(frozen=True)
class Robots:
    """The rules of a site for us: (pattern, allowed) pairs, and seconds between two questions."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        """Whether we may ask for this path with its query: the longest matching rule decides, a tie allows."""
        matching = [(len(pattern), allowed) for pattern, allowed in self.rules if _matches(pattern, path)]
        return max(matching)[1] if matching else True


EVERYTHING = Robots()
NOTHING = Robots((("/", False),))


def read_robots(text: str, agent: str) -> Robots:
    """The group for `agent`, or else the one for everybody. What cannot be understood is skipped."""
    groups = _groups(text)
    name = agent.casefold()
    chosen = [group for agents, group in groups if any(each != "*" and each in name for each in agents)]
    chosen = chosen or [group for agents, group in groups if "*" in agents]
    rules: list[tuple[str, bool]] = []
    delay = 0.0
    for key, value in (line for group in chosen for line in group):
        if key in ("allow", "disallow") and value:
            rules.append((value, key == "allow"))
        elif key == "crawl-delay" and re.fullmatch(r"\d{1,4}(\.\d+)?", value):
            delay = min(float(value), MAX_DELAY)
    return Robots(tuple(rules), delay)


Group = tuple[list[str], list[tuple[str, str]]]


def _groups(text: str) -> list[Group]:
    groups: list[Group] = []
    in_rules = True
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().casefold(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if in_rules:
                groups.append(([], []))
                in_rules = False
            groups[-1][0].append(value.casefold())
        elif groups:
            in_rules = True
            groups[-1][1].append((key, value))
    return groups


def _matches(pattern: str, path: str) -> bool:
    end = "$" if pattern.endswith("$") else ""
    parts = pattern.removesuffix("$").split("*")
    # No regular expression from outside: parts are looked for one after the other.
    if not path.startswith(parts[0]):
        return False
    position = len(parts[0])
    for part in parts[1:]:
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return not end or position == len(path) or (len(parts) > 1 and path.endswith(parts[-1]))
