"""Which task a text speaks of: the bridge from a search to the navigator."""

from kuemmerer.base.text import fold
from kuemmerer.navigator.model import Rulebook, Task


def task_in(rulebook: Rulebook, text: str) -> Task | None:
    """The task one of whose words stands in the text, also as part of a compound; the longest word wins."""
    folded = f" {fold(text)} "
    best: tuple[int, Task] | None = None
    for task in rulebook.tasks:
        for word in (task.title, *task.words):
            known = fold(word)
            # Short words such as »IT« or »Bus« must stand alone; long ones may be part of a compound.
            found = known in folded if len(known) >= 5 else f" {known} " in folded
            if found and (best is None or len(known) > best[0]):
                best = (len(known), task)
    return best[1] if best else None
