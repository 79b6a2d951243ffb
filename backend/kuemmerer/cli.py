"""The command `kuemmerer`: each subcommand calls one function and prints what it answers."""

import gc
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kuemmerer.settings import Settings

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Kümmerer: Inhalte prüfen und pflegen, das Portal starten. Einstellungen sind Variablen KUEMMERER_…, siehe README.",
)

navigator_app = typer.Typer(no_args_is_help=True, help="Regelwerk prüfen und zeichnen.")
app.add_typer(navigator_app, name="navigator")

search_app = typer.Typer(no_args_is_help=True, help="Was gesucht wird.")
app.add_typer(search_app, name="search")

region_app = typer.Typer(no_args_is_help=True, help="Verzeichnis der Gemeinden.")
app.add_typer(region_app, name="region")

_SHOWN_DEFECTS = 20
_NO_DATABASE = "Die Datenbank lässt sich nicht öffnen. Prüfen Sie KUEMMERER_DATA und KUEMMERER_DATABASE_URL."


@app.command()
def check(
    only: Annotated[str, typer.Option(help="nur Mängel in diesem Ordner zeigen")] = "",
    on: Annotated[str, typer.Option(help="Stichtag JJJJ-MM-TT statt heute")] = "",
    report: Annotated[bool, typer.Option("--report", help="Satzlängen je Art zeigen statt der Mängel")] = False,
) -> None:
    """Prüft alle Inhalte und Regeln und nennt jeden Mangel mit Datei und Zeile."""
    from kuemmerer.base.defects import Level
    from kuemmerer.snapshot import check_content

    if report:
        _show_readability()
        return
    today = _day(on)
    defects = check_content(_settings().content, today)
    shown = [defect for defect in defects if not only or _inside(defect.path, only)]
    for defect in shown:
        typer.echo(str(defect))
    errors = sum(defect.level is Level.ERROR for defect in shown)
    warnings = len(shown) - errors
    typer.echo(f"{errors} Fehler, {warnings} {'Hinweis' if warnings == 1 else 'Hinweise'}.")
    raise typer.Exit(1 if errors else 0)


@app.command("norms")
def list_affected(
    law: Annotated[str, typer.Argument(help="Gesetz, z. B. KommZG")],
    number: Annotated[str, typer.Argument(help="Artikel oder Paragraf, z. B. 12 oder 2b; ohne: das ganze Gesetz")] = "",
) -> None:
    """Nennt jede Stelle, die zu prüfen ist, wenn sich eine Norm ändert, mit Datei und Zeile."""
    from kuemmerer.base.nearest import did_you_mean
    from kuemmerer.norms.affected import affected
    from kuemmerer.norms.parse import number_key
    from kuemmerer.snapshot import load_snapshot

    root = _settings().content
    norms = load_snapshot(root).norms
    found = norms.laws.find(law)
    if found is None:
        hint = did_you_mean(law, [known.abbreviation for known in norms.laws.all])
        raise typer.BadParameter(f"Das Gesetz »{law}« kennt das Normenverzeichnis nicht.{hint}")
    try:
        if number:
            number_key(number)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.") from None
    entry = norms.entry(found.slug)
    uses = (entry.uses.on(number) if number else entry.uses) if entry else None
    places = affected(uses, root) if uses else []
    for place in places:
        typer.echo(str(place))
    typer.echo(f"{len(places)} {'Stelle' if len(places) == 1 else 'Stellen'}.")


@app.command("links")
def check_links(
    only: Annotated[str, typer.Option(help="nur Adressen, die diesen Text enthalten")] = "",
    allow_loopback: Annotated[bool, typer.Option(help="auch diesen Rechner fragen (nur für Tests)")] = False,
) -> None:
    """Fragt alle verlinkten Adressen höflich ab. Der Bericht steht danach im Datenordner (links.json)."""
    import asyncio

    from kuemmerer.snapshot import load_snapshot
    from kuemmerer.sources.check import LinkChecker
    from kuemmerer.sources.fetch import Fetcher
    from kuemmerer.sources.report import UnreadableReport, merge, read_report, write_report

    settings = _settings()
    sources = load_snapshot(settings.content).sources
    try:
        last = read_report(settings.data)
    except UnreadableReport as error:
        typer.echo(
            f"Den letzten Bericht können wir nicht lesen: {error}. Verschieben Sie ihn, dann prüfen Sie neu.", err=True
        )
        raise typer.Exit(2) from None
    checker = LinkChecker(Fetcher(allow_loopback=allow_loopback))
    results = asyncio.run(checker.check_all(url for url in sources.links if only in url))
    report = merge(last, results, sources.links, sources.findings, date.today())
    for line in report.broken:
        used = ", ".join(line.used_in)
        typer.echo(f"{line.outcome}: {line.url} ({line.status or line.detail}) in: {used}")
    path = write_report(report, settings.data)
    typer.echo(f"{len(results)} Adressen geprüft, {len(report.broken)} zu klären. Bericht: {path}")
    raise typer.Exit(1 if report.broken else 0)


@app.command()
def serve() -> None:
    """Startet das Portal (KUEMMERER_HOST, KUEMMERER_PORT)."""
    from kuemmerer.search.engine import engine_problem
    from kuemmerer.web.server import port_problem, run

    settings = _settings()
    if problem := port_problem(settings.host, settings.port) or engine_problem(settings.search_engine):
        typer.echo(problem, err=True)
        raise typer.Exit(1)
    # The application comes last: reading the content takes a second, an occupied port is known at once. What is read
    # stays, so looking for garbage meanwhile finds nothing and takes a sixth of the time.
    gc.disable()
    from kuemmerer.app import create_app

    portal = create_app(settings)
    gc.enable()
    run(
        portal,
        host=settings.host,
        port=settings.port,
        log_level=settings.log_level,
        trusted_proxies=settings.trusted_proxies,
    )


@navigator_app.command("verify")
def navigator_verify(
    walks: Annotated[int, typer.Option(help="Zahl der durchgespielten Befragungen")] = 60,
    seed: Annotated[int, typer.Option(help="Startwert des Zufalls")] = 1,
) -> None:
    """Beweist das Regelwerk: jede Regel, jede Form, ganze Befragungen. Ergebnis als JSON."""
    from kuemmerer.navigator.load import load_exceptions
    from kuemmerer.navigator.verify import verify
    from kuemmerer.snapshot import load_snapshot

    root = _settings().content
    report = verify(load_snapshot(root).rulebook, load_exceptions(root), seed=seed, walks=walks)
    typer.echo(report.as_json())
    raise typer.Exit(1 if report.problems else 0)


@navigator_app.command("graph")
def navigator_graph(
    as_svg: Annotated[bool, typer.Option("--svg", help="fertige Zeichnung statt Mermaid-Text")] = False,
) -> None:
    """Zeichnet Fragen, Regeln und Formen mit den Bedingungen an den Kanten."""
    from kuemmerer.navigator.graph import mermaid
    from kuemmerer.navigator.graph_svg import svg
    from kuemmerer.snapshot import load_snapshot

    rulebook = load_snapshot(_settings().content).rulebook
    typer.echo(svg(rulebook) if as_svg else mermaid(rulebook), nl=False)


@region_app.command("import")
def import_region(
    file: Annotated[Path, typer.Argument(help="GV100AD (Textdatei), municipalities.csv oder neighbours.csv")],
    asof: Annotated[str, typer.Option(help="Gebietsstand JJJJ-MM-TT, wenn er nicht in der Datei steht")] = "",
    population_asof: Annotated[
        str, typer.Option(help="Stichtag der Einwohnerzahlen JJJJ-MM-TT, wenn er nicht in der Datei steht")
    ] = "",
) -> None:
    """Liest ein Gemeindeverzeichnis ein. Ist eine Zeile falsch, wird nichts übernommen."""
    from kuemmerer.places.importer import RegisterRefused, import_register
    from kuemmerer.places.load import load_gazetteer

    settings = _settings()
    shipped, _ = load_gazetteer(settings.content)
    try:
        done = import_register(file, settings.register, shipped, _known_day(asof), _known_day(population_asof))
    except RegisterRefused as refused:
        for defect in refused.defects[:_SHOWN_DEFECTS]:
            typer.echo(str(defect), err=True)
        if len(refused.defects) > _SHOWN_DEFECTS:
            typer.echo(f"… und {len(refused.defects) - _SHOWN_DEFECTS} weitere Fehler.", err=True)
        typer.echo("Nichts wurde übernommen.", err=True)
        raise typer.Exit(1) from None
    for note in done.notes:
        typer.echo(f"Hinweis: {note}")
    typer.echo(
        f"{done.count} Zeilen geprüft und gespeichert: {done.file}. Starten Sie das Portal neu, damit sie gelten."
    )


@app.command()
def feedback(
    since: Annotated[str, typer.Option(help="nur was ab diesem Tag kam, JJJJ-MM-TT")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="als JSON ausgeben")] = False,
) -> None:
    """Zeigt die Rückmeldungen von Leserinnen und Lesern, die ältesten zuerst."""
    from kuemmerer.feedback.report import as_json as to_json
    from kuemmerer.feedback.report import as_text
    from kuemmerer.feedback.store import received_since
    from kuemmerer.web.db import Database, DatabaseUnavailable

    day = _known_day(since)
    database = Database(_settings().database)
    try:
        found = database.submit(lambda session: received_since(session, day)).result()
    except DatabaseUnavailable:
        typer.echo(_NO_DATABASE, err=True)
        raise typer.Exit(1) from None
    finally:
        database.close()
    if as_json:
        typer.echo(to_json(found))
        return
    for line in as_text(found):
        typer.echo(line)
    typer.echo(f"{len(found)} Rückmeldungen." if len(found) != 1 else "1 Rückmeldung.")


@search_app.command("report")
def report_searches(
    since: Annotated[str, typer.Option(help="ab diesem Tag, JJJJ-MM-TT; sonst die letzten 90 Tage")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="als JSON ausgeben")] = False,
) -> None:
    """Zeigt, was gesucht und nicht gefunden wird und welcher Treffer gewählt wird. Ohne Angaben zu Personen."""
    from kuemmerer.search.report import as_json as to_json
    from kuemmerer.search.report import as_text
    from kuemmerer.search.store import counts_since
    from kuemmerer.web.db import Database, DatabaseUnavailable

    day = _known_day(since) or date.today() - timedelta(days=90)
    database = Database(_settings().database)
    try:
        counts = database.submit(lambda session: counts_since(session, day)).result()
    except DatabaseUnavailable:
        typer.echo(_NO_DATABASE, err=True)
        raise typer.Exit(1) from None
    finally:
        database.close()
    typer.echo(to_json(counts) if as_json else "\n".join(as_text(counts)))


def _settings() -> "Settings":
    from kuemmerer.settings import BadSettings, mistyped, read_settings

    try:
        settings = read_settings()
    except BadSettings as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    for note in mistyped():
        typer.echo(note, err=True)
    return settings


def _show_readability() -> None:
    from kuemmerer.content.readability import LONG, readability
    from kuemmerer.snapshot import load_snapshot

    typer.echo(f"{'Art':<24} {'Seiten':>6} {'Sätze':>6} {'Wörter je Satz':>15} {f'über {LONG} Wörter':>15}")
    for row in readability(load_snapshot(_settings().content).library):
        share = row.long / row.sentences if row.sentences else 0.0
        average = f"{row.average:.1f}".replace(".", ",")
        typer.echo(f"{row.kind.plural:<24} {row.articles:>6} {row.sentences:>6} {average:>15} {share:>15.0%}")


def _inside(path: PurePosixPath, folder: str) -> bool:
    wanted = PurePosixPath(folder.removeprefix("content/"))
    return path == wanted or wanted in path.parents


def _day(text: str) -> date:
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"»{text}« ist kein Datum der Form JJJJ-MM-TT.") from None


def _known_day(text: str) -> date | None:
    return _day(text) if text else None


def main() -> None:
    """Entry point of the console script."""
    app()
