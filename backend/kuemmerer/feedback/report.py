"""Feedback for the people who read it: on a terminal, or as JSON for another program."""

import json
from collections.abc import Iterable, Iterator

from kuemmerer.feedback.model import Feedback


def as_text(feedback: Iterable[Feedback]) -> Iterator[str]:
    """One block per message. Characters that could steer a terminal or turn the writing direction are shown as �."""
    for each in feedback:
        about = each.article or "das ganze Portal"
        yield f"{each.received_at:%d.%m.%Y %H:%M} UTC · {about} · Fassung {each.content_version}"
        yield from (f"  {_visible(line)}" for line in each.text.split("\n"))
        if each.contact:
            yield f"  Kontakt: {_visible(each.contact)}"
        yield ""


def as_json(feedback: Iterable[Feedback]) -> str:
    """A list of objects, oldest first."""
    return json.dumps(
        [
            {
                "received_at": each.received_at.isoformat(),
                "article": each.article or None,
                "content_version": each.content_version,
                "text": each.text,
                "contact": each.contact or None,
            }
            for each in feedback
        ],
        ensure_ascii=False,
        indent=2,
    )


def _visible(text: str) -> str:
    return "".join(char if char.isprintable() else " " if char == "\t" else "�" for char in text)
