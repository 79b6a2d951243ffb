"""What the papers promise is what the code has, and the reverse."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from kuemmerer.cli import app
from kuemmerer.settings import ROOT, Settings

README = (ROOT / "README.md").read_text("utf-8")
DEPENDENCIES = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGE_JSON = json.loads((ROOT / "frontend" / "package.json").read_text("utf-8"))
# Written in pieces, so that this file does not find itself.
REGISTRIES = re.compile(
    "|".join(("registry[.]npm" + "js", "py" + "pi[.]org", "python" + "hosted[.]", "deb[.]" + "debian"))
)
MACHINE_PATHS = re.compile("(?<![\\w.%-])/(?:" + "work|root|home" + ")/|file:" + "///opt")
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
BINARY = {".png", ".woff2", ".ico", ".gz", ".docx", ".pdf"}


def committed_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = [ROOT / name for name in listing.split("\0") if name]
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


def places(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def setting_rows() -> list[str]:
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = default.relative_to(ROOT).as_posix() + "/" if isinstance(default, Path) else str(default).lower()
        rows.append(f"| `KUEMMERER_{name.upper()}` | {f'`{shown}`' if shown else '–'} | {field.description} |")
    return rows


def commands(command: object, words: tuple[str, ...] = ("kuemmerer",)) -> list[str]:
    if isinstance(command, TyperGroup):
        return [line for name, inner in command.commands.items() for line in commands(inner, (*words, name))]
    return [" ".join(words)]


def package_names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", requirement, maxsplit=1)[0] for requirement in requirements}


@pytest.mark.parametrize("row", setting_rows(), ids=lambda row: row.split("`")[1])
def test_each_setting_stands_in_the_readme_with_default_and_meaning(row: str) -> None:
    assert row in README


def test_the_readme_names_no_setting_that_does_not_exist() -> None:
    known = {f"KUEMMERER_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"KUEMMERER_[A-Z_]+", README)) <= known


@pytest.mark.parametrize("command", commands(get_command(app)))
def test_each_command_stands_in_the_readme(command: str) -> None:
    assert f"| `{command}" in README


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    known = commands(get_command(app))
    named = re.findall(r"^\| `(kuemmerer [^`<\[]*?)(?: [A-Z-].*)?`", README, re.MULTILINE)
    assert set(named) <= set(known)


def test_each_room_stands_in_the_plan_of_the_house() -> None:
    plan = README.partition("```text")[2].partition("```")[0]
    rooms = {path.parent.name for path in (ROOT / "backend" / "kuemmerer").glob("*/__init__.py")} - {"migrations"}
    assert {room for room in rooms if f"{room}/" not in plan} == set()


def test_each_make_target_stands_in_the_readme() -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert [target for target in targets if f"`make {target}`" not in README] == []


NAMED_FILES = re.compile(r"`((?:backend|content|frontend|tests|docs|scripts|benchmarks)/[\w./-]*)`")


@pytest.mark.parametrize("guide", ["README.md", "docs/first-change.md", "docs/content-guide.md"])
def test_every_file_a_guide_names_is_there(guide: str) -> None:
    named = NAMED_FILES.findall((ROOT / guide).read_text("utf-8"))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_every_name_in_code_the_first_change_speaks_of_is_there() -> None:
    text = (ROOT / "docs" / "first-change.md").read_text("utf-8")
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "backend").rglob("*.py"))
    names = set(re.findall(r"`([A-Z][A-Z_]{3,}|[a-z]+_[a-z_]+)`", text)) - {"KUEMMERER_RELOAD"}
    assert names
    assert {name for name in names if not re.search(rf"\b{name}\b", code)} == set()


def test_each_dependency_has_its_reason_and_each_reason_its_dependency() -> None:
    groups = PYPROJECT["dependency-groups"]
    python = package_names(
        [*PYPROJECT["project"]["dependencies"], *(line for group in groups.values() for line in group)]
    )
    npm = {*PACKAGE_JSON["dependencies"], *PACKAGE_JSON["devDependencies"]}
    assert set(re.findall(r"^- \*\*(.+?)\*\*:", DEPENDENCIES, re.MULTILINE)) == python | npm


@pytest.mark.parametrize("name", ["run", "build", "node", "postgres", "tantivy", "test"])
def test_every_locked_package_has_a_version_and_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    packages = re.split(r"\n(?=\S)", text.strip())
    assert [package for package in packages if "==" not in package or "--hash=sha256:" not in package] == []


def test_the_lock_files_hold_what_pyproject_names() -> None:
    wanted = {"run": PYPROJECT["project"]["dependencies"], **PYPROJECT["dependency-groups"]}
    for name, requirements in wanted.items():
        locked = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8").lower()
        missing = [package for package in package_names(requirements) if f"\n{package.lower()}==" not in f"\n{locked}"]
        assert missing == [], f"requirements/{name}.txt: make lock"


def test_no_committed_file_names_a_registry() -> None:
    assert places(REGISTRIES, committed_files()) == []


def test_no_committed_file_names_a_path_of_some_machine() -> None:
    assert places(MACHINE_PATHS, committed_files()) == []


def test_nothing_is_left_for_later() -> None:
    written_by_us = [path for path in committed_files() if path.suffix in {".py", ".js", ".css", ".html", ".sh", ".md"}]
    assert places(UNFINISHED, written_by_us) == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_tells_context_decision_consequences_and_what_was_not_taken(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.findall(r"^\*\*(.+?)\.\*\*", text, re.MULTILINE) == ["Context", "Decision", "Consequences", "Not taken"]
    assert text.startswith(f"# {int(path.stem[:4])}. ")
