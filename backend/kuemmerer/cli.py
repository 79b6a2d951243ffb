"""The command `kuemmerer`: each subcommand calls one function and prints what it answers."""

from datetime import date
from pathlib import PurePosixPath
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)

navigator_app = typer.Typer(no_args_is_help=True, help="Regelwerk prüfen und zeichnen.")
app.add_typer(navigator_app, name="navigator")


@app.command()
def check(
    only: Annotated[str, typer.Option(help="nur Mängel in diesem Ordner zeigen")] = "",
    on: Annotated[str, typer.Option(help="Stichtag JJJJ-MM-TT statt heute")] = "",
) -> None:
    """Prüft alle Inhalte und Regeln und nennt jeden Mangel mit Datei und Zeile."""
    from kuemmerer.base.defects import Level
    from kuemmerer.settings import Settings
    from kuemmerer.snapshot import check_content

    today = _day(on)
    defects = check_content(Settings().content, today)
    shown = [defect for defect in defects if not only or _inside(defect.path, only)]
    for defect in shown:
        typer.echo(str(defect))
    errors = sum(defect.level is Level.ERROR for defect in shown)
    warnings = len(shown) - errors
    typer.echo(f"{errors} Fehler, {warnings} Hinweise.")
    raise typer.Exit(1 if errors else 0)


@app.command()
def serve() -> None:
    """Startet das Portal (KUEMMERER_HOST, KUEMMERER_PORT)."""
    from kuemmerer.settings import Settings
    from kuemmerer.web.server import run

    run(Settings())


@navigator_app.command("verify")
def navigator_verify(
    walks: Annotated[int, typer.Option(help="Zahl der durchgespielten Befragungen")] = 60,
    seed: Annotated[int, typer.Option(help="Startwert des Zufalls")] = 1,
) -> None:
    """Beweist das Regelwerk: jede Regel, jede Form, ganze Befragungen. Ergebnis als JSON."""
    from kuemmerer.navigator.load import load_exceptions
    from kuemmerer.navigator.verify import verify
    from kuemmerer.settings import Settings
    from kuemmerer.snapshot import load_snapshot

    root = Settings().content
    report = verify(load_snapshot(root).rulebook, load_exceptions(root), seed=seed, walks=walks)
    typer.echo(report.as_json())
    raise typer.Exit(1 if report.problems else 0)


@navigator_app.command("graph")
def navigator_graph() -> None:
    """Zeichnet Fragen, Regeln und Formen als Mermaid-Diagramm."""
    from kuemmerer.navigator.graph import mermaid
    from kuemmerer.settings import Settings
    from kuemmerer.snapshot import load_snapshot

    typer.echo(mermaid(load_snapshot(Settings().content).rulebook), nl=False)


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


def main() -> None:
    """Entry point of the console script."""
    app()
