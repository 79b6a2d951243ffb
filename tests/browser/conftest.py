"""A running portal and a browser for it. Without a browser these tests fail; they are never skipped in silence."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Axe = Callable[[], list[str]]


def find_browser() -> str:
    named = os.environ.get("KUEMMERER_CHROMIUM")
    found = next((path for name in ((named,) if named else BROWSERS) if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("Kein Chromium gefunden: installieren Sie chromium oder nennen Sie es in KUEMMERER_CHROMIUM.")
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    quiet = [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ]  # fmt: skip
    return {**browser_type_launch_args, "executable_path": find_browser(), "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    # With motion a picture taken between two pages shows a blend of both.
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin", "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not (ROOT / "frontend" / "static" / "app.css").is_file():
        pytest.fail("Die Oberfläche ist nicht gebaut: python frontend/build.py")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "KUEMMERER_PORT": str(port), "KUEMMERER_DATA": str(tmp_path_factory.mktemp("data"))}
    command = [sys.executable, "-c", "from kuemmerer.cli import main; main()", "serve"]
    with subprocess.Popen(command, env=environment, cwd=ROOT) as server:
        address = f"http://127.0.0.1:{port}"
        # The search opens last; before that it answers 503.
        _wait_for(server, f"{address}/api/v1/suggest?q=bauhof")
        yield address
        server.terminate()


def _wait_for(server: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(600):
        if server.poll() is not None:
            pytest.fail("Das Portal ist beim Start stehen geblieben.")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("Das Portal antwortet nach einer Minute nicht.")


@pytest.fixture(scope="session")
def axe_source() -> str:
    if not AXE.is_file():
        pytest.fail("axe-core fehlt: npm ci in frontend/")
    return AXE.read_text("utf-8")


@pytest.fixture
def axe(page: Page, axe_source: str) -> Axe:
    """Checks the page as it is now; answers one line per violation."""

    def run() -> list[str]:
        # Evaluated through the debugger, so the content policy of the page stays in force.
        page.evaluate(axe_source)
        found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
        return [f"{item['id']}: {item['nodes'][0]['html'][:120]}" for item in found["violations"]]

    return run
