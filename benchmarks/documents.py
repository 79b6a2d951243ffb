"""CPU time of papers from consultation to file: python benchmarks/documents.py [runs]

The process of the workshop counts, with its start and its imports. The council paper is the longest paper there is.
"""

import resource
import statistics
import sys
import time
from datetime import date

from lab import verdict

from kuemmerer.documents.compose import compose
from kuemmerer.documents.formats import Format
from kuemmerer.documents.intake import Knowledge, make_occasion, read_order
from kuemmerer.documents.occasion import Occasion
from kuemmerer.documents.workshop import make_files
from kuemmerer.navigator.intake import read_answers
from kuemmerer.navigator.setting import read_setting
from kuemmerer.navigator.situation import read_situation
from kuemmerer.settings import Settings
from kuemmerer.snapshot import Snapshot, load_snapshot

BAR_MS = 500.0
ANSWERS = {
    "aufgabe": ["bauhof"],
    "ebenen": ["gemeinden", "landkreis"],
    "partner": ["drei-bis-sechs"],
    "person": ["weiss-nicht"],
}


def occasion(snapshot: Snapshot) -> Occasion:
    """The council paper about a Bauhof, most of it still open."""
    known = Knowledge(snapshot.rulebook, snapshot.library, snapshot.procedures, snapshot.papers, snapshot.version)
    order = read_order(known, "beschlussvorlage-abschluss", "", "", {"beteiligte": "Kirnbach, Mittertal, Unterfeld"})
    answers = read_answers(snapshot.rulebook, ANSWERS)
    setting = read_setting(date(2026, 11, 25), "", "2028-01")
    return make_occasion(known, order, answers, read_situation(snapshot.gazetteer, None, []), setting, None)


def cpu_ms() -> float:
    """Milliseconds so far, those of ended child processes included."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (time.process_time() + children.ru_utime + children.ru_stime) * 1000


def main(runs: int) -> bool:
    """Measure and judge each format."""
    snapshot = load_snapshot(Settings().content)
    make_files((compose(occasion(snapshot)),), Format.DOCX)
    reached = []
    for kind in Format:
        times = []
        for _ in range(runs):
            begin = cpu_ms()
            make_files((compose(occasion(snapshot)),), kind)
            times.append(cpu_ms() - begin)
        reached.append(
            verdict(f"council paper as {kind.value}, median", statistics.median(times), BAR_MS, False, " ms CPU")
        )
    begin = cpu_ms()
    make_files((compose(occasion(snapshot)),) * 20, Format.DOCX)
    print(f"     twenty copies as docx: {cpu_ms() - begin:.0f} ms CPU")
    return all(reached)


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 10) else 1)
