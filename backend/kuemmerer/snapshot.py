"""The snapshot: everything doors read, made whole from one content version and swapped whole."""

from datetime import date
from pathlib import Path

from kuemmerer.base.defects import Defect
from kuemmerer.content.checks import Checked, run_checks
from kuemmerer.content.library import Library, visible
from kuemmerer.content.load import load_articles
from kuemmerer.content.views import make_views


def check_content(root: Path, today: date) -> list[Defect]:
    """Every defect of the content folder, in the order of the files."""
    loaded, defects = load_articles(root)
    library = Library(visible(item.article for item in loaded))
    views, more = make_views(library)
    tasks = Path("/tmp/tasks.txt").read_text().split()
    checked = Checked(tuple(loaded), library, views, frozenset({"/navigator","/suche","/vergleich"}), frozenset(tasks), today)
    return sorted([*defects, *more, *run_checks(checked)])
