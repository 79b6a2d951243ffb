"""robots.txt as RFC 9309 reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuemmerer.sources.robots import MAX_DELAY, read_robots

AGENT = "kuemmerer-linkcheck"


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/seite", True),
        ("User-agent: *\nDisallow:", "/seite", True),
        ("User-agent: *\nDisallow: /", "/seite", False),
        ("User-agent: *\nDisallow: /intern", "/intern/a", False),
        ("User-agent: *\nDisallow: /intern", "/offen", True),
        ("user-agent: *\r\ndisallow: /intern # geheim\r\n", "/intern", False),
        # the longest rule decides, a tie allows
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
        # patterns
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?a=1", True),
        ("User-agent: *\nDisallow: /*?", "/seite?q=1", False),
        ("User-agent: *\nDisallow: /a*b*c", "/a1b2c3", False),
        # our own group, and only that one
        ("User-agent: *\nDisallow: /\n\nUser-agent: kuemmerer-linkcheck\nDisallow: /x", "/seite", True),
        ("User-agent: anderer\nDisallow: /\n", "/seite", True),
        ("User-agent: anderer\nUser-agent: *\nDisallow: /x\n", "/x", False),
        ("Disallow: /\n", "/seite", True),
    ],
)
def test_a_site_decides_what_we_ask(text: str, path: str, allowed: bool) -> None:
    assert read_robots(text, AGENT).allows(path) is allowed


@pytest.mark.parametrize(("text", "delay"), [("2", 2.0), ("0.5", 0.5), ("3600", MAX_DELAY), ("-1", 0.0), ("bald", 0.0)])
def test_the_pause_is_taken_within_reason(text: str, delay: float) -> None:
    assert read_robots(f"User-agent: *\nCrawl-delay: {text}", AGENT).delay == delay


@given(st.text(max_size=300), st.text(max_size=30))
def test_any_text_is_read_without_complaint(text: str, path: str) -> None:
    read_robots("User-agent: *\n" + text, AGENT).allows("/" + path)
