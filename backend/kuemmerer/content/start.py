"""What the start page shows: doors into the navigator, topics, forms from light to firm, numbers."""

from dataclasses import dataclass

from kuemmerer.content.comparison import lightest_first
from kuemmerer.content.kinds import Example, Funding, Institution, Instrument, Role, Topic
from kuemmerer.content.library import Library

# What municipalities ask for most; shown as doors of their own.
POPULAR = (
    "bauhof", "standesamt", "kasse-vollstreckung", "it", "gewerbegebiet", "klaeranlage", "kita", "energieerzeugung",
)  # fmt: skip


@dataclass(frozen=True)
class TaskDoor:
    """A task of the navigator, as a way in; `topic` is a slug."""

    slug: str
    title: str
    topic: str


@dataclass(frozen=True)
class TopicTile:
    """A topic and how many pages belong to it."""

    topic: Topic
    pages: int


@dataclass(frozen=True)
class Number:
    """One number of the knowledge base and the list behind it."""

    value: int
    label: str
    url: str


@dataclass(frozen=True)
class Start:
    """The content of the start page."""

    tasks: tuple[tuple[str, tuple[TaskDoor, ...]], ...]
    popular: tuple[TaskDoor, ...]
    topics: tuple[TopicTile, ...]
    ladder: tuple[Instrument, ...]
    numbers: tuple[Number, ...]


def start(library: Library, tasks: tuple[TaskDoor, ...]) -> Start:
    """Everything in the order in which it is shown; the tasks stand under their topics."""
    topics = _in_order(library.of(Topic))
    by_topic = ((topic.title, tuple(task for task in tasks if task.topic == topic.slug)) for topic in topics)
    by_slug = {task.slug: task for task in tasks}
    forms = (form for form in library.of(Instrument) if form.role in (Role.CONTRACT, Role.BODY))
    numbers = (
        Number(len(library.of(kind)), label, f"/{kind.folder}")
        for kind, label in (
            (Instrument, "Organisationsformen"), (Funding, "Förderwege"), (Example, "Beispiele"), (Institution, "Anlaufstellen"),
        )
    )  # fmt: skip
    return Start(
        tasks=tuple((title, members) for title, members in by_topic if members),
        popular=tuple(by_slug[slug] for slug in POPULAR if slug in by_slug),
        topics=tuple(TopicTile(topic, len(library.with_topic(topic.slug))) for topic in topics),
        ladder=lightest_first(forms),
        numbers=tuple(numbers),
    )


def _in_order(topics: tuple[Topic, ...]) -> list[Topic]:
    """The letters of the survey; a topic without a letter comes last."""
    return sorted(topics, key=lambda topic: (topic.letter or "Z", topic.slug))
