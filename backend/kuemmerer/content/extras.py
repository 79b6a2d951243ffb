"""What only the pages of some kinds show beside text and facts, resolved and ready."""

from dataclasses import dataclass
from datetime import date

from kuemmerer.content.charts import Chart, charts
from kuemmerer.content.glance import ProfileRow, profile
from kuemmerer.content.kinds import (
    EligibleForm,
    Funding,
    Institution,
    Instrument,
    Obstacle,
    ProgrammeStatus,
    Remedy,
    Topic,
)
from kuemmerer.content.library import Library
from kuemmerer.content.model import Article
from kuemmerer.content.standing import standing
from kuemmerer.content.start import TaskDoor


@dataclass(frozen=True)
class Extra:
    """Empty for the kinds that show nothing of the sort."""

    profile: tuple[ProfileRow, ...] = ()
    charts: tuple[Chart, ...] = ()
    tasks: tuple[TaskDoor, ...] = ()
    standing: ProgrammeStatus | None = None
    forms: tuple[tuple[Instrument, EligibleForm], ...] = ()
    asked: tuple[Institution, ...] = ()
    remedies: tuple[tuple[Instrument | None, Remedy], ...] = ()


def extra_of(article: Article, library: Library, tasks: tuple[TaskDoor, ...], today: date) -> Extra:
    """The extras of one article; `tasks` are all tasks of the navigator."""
    named = tuple(task for task in tasks if task.slug in getattr(article, "tasks", ()))
    match article:
        case Instrument():
            return Extra(profile=profile(article))
        case Topic():
            return Extra(charts=charts(article.figures), tasks=named)
        case Obstacle():
            remedies = ((library.find(Instrument, remedy.instrument or ""), remedy) for remedy in article.remedies)
            return Extra(remedies=tuple(remedies))
        case Funding():
            forms = ((library.find(Instrument, entry.form), entry) for entry in article.eligible_forms)
            return Extra(
                standing=standing(article, today),
                forms=tuple((form, entry) for form, entry in forms if form),
                asked=library.pick(Institution, article.ask),
                tasks=named,
            )
        case _:
            return Extra(tasks=named)
