"""The house plan, as far as import-linter does not know it: doors open on to nothing, and each library has one home.

That imports go down from floor to floor is a contract of import-linter in pyproject.toml; `make check` runs both.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "backend" / "kuemmerer"
MODULES = sorted(PACKAGE.rglob("*.py"))
# Where each library may be imported: a room, a module of a room, or "doors" (pages.py and api.py of every room).
HOMES = {
    "fastapi": {"doors", "web", "app"},
    "starlette": {"doors", "web"},
    "markupsafe": {"doors", "web"},
    "jinja2": {"web", "documents.letterhead"},
    "brotli": {"web.codings"},
    "uvicorn": {"web.server"},
    "pydantic_settings": {"settings"},
    "watchfiles": {"app"},
    "typer": {"cli"},
    "sqlmodel": {"feedback.store", "search.store", "web.engine", "migrations"},
    "sqlalchemy": {"feedback.store", "web.engine", "migrations"},
    "alembic": {"web.engine", "migrations"},
    "whoosh": {"search.index"},
    "tantivy": {"search.tantivy_engine"},
    "Stemmer": {"search"},
    "spellchecker": {"search"},
    "markdown": {"content.render"},
    "nh3": {"content.render"},
    "httpx": {"sources.fetch"},
    "numpy": {"balance.game", "balance.nucleolus", "balance.shapley"},
    "openpyxl": {"balance.workbook"},
    "yaml": {"base.strict_yaml"},
    "icalendar": {"timetable.ics"},
    "docx": {"documents.docx", "documents.letterhead"},
    "docxtpl": {"documents.letterhead"},
    "typst": {"documents.pdf"},
    "odfdo": {"documents.odt"},
}
# The words in which facts are written down.
EVERYWHERE = {"pydantic"}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def is_door(module: str) -> bool:
    return module.rpartition(".")[2] in ("pages", "api")


def imports(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    # A name that is imported for annotations only ties nothing together.
    blocks = (node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    for_types = {id(inner) for block in blocks for inner in ast.walk(block)}
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_nobody_but_the_application_imports_a_door(path: Path) -> None:
    module = module_name(path)
    ours = [name.removeprefix("kuemmerer.") for name in imports(path) if name.startswith("kuemmerer.")]
    doors = [name for name in ours if is_door(name) or is_door(name.rpartition(".")[0])]
    assert module == "app" or not doors, f"{module} imports {doors}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_each_library_is_imported_at_its_home_only(path: Path) -> None:
    module = module_name(path)
    addresses = {module, module.partition(".")[0]} | ({"doors"} if is_door(module) else set())
    libraries = (
        {name.partition(".")[0] for name in imports(path)} - sys.stdlib_module_names - EVERYWHERE - {"kuemmerer"}
    )
    for library in sorted(libraries):
        assert library in HOMES, f"{module} imports {library}, which has no home yet"
        assert addresses & HOMES[library], f"{module} imports {library}; its home is {HOMES[library]}"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_is_short_enough_to_be_read_at_once(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < 400
