"""The HTML is valid: a checker of its own, because axe looks at the repaired tree only."""

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"
CHECKER = FRONTEND / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
PAGES = (
    "/",
    "/foerderung",
    "/instrumente/zweckvereinbarung",
    "/foerderung/rfiz",
    "/themen/mobilitaet-verkehr",
    "/institutionen/pv-muenchen",
    "/vergleich?form=zweckverband&form=gmbh",
    "/vergleich?form=gmbh",
    "/ausgleich/rechner?name-a=Kirnbach&einwohner-a=5&name-b=B&einwohner-b=6&betrag-1=10&allein-a=9&allein-b=9&regel=gleich&vergleich=gleich",
    "/ausgleich/rechner?name-a=Kirnbach&schluessel-1=misch&gruppen=x",
    "/stand",
    "/navigator/ergebnis?aufgabe=gewerbegebiet&bescheide=nein&rolle=vg&beginn=2027-01",
    "/navigator/gemeinde",
    "/navigator/zeitplan?form=zweckvereinbarung&hoheit=ja&start=1.3.2030&foerderung=ja",
    "/navigator/dokumente?aufgabe=bauhof",
    "/navigator/dokumente?vorlage=beschlussvorlage-abschluss&aufgabe=bauhof",
    "/impressum",
    "/gibt-es-nicht",
)


def test_every_kind_of_page_is_valid_html(base_url: str, tmp_path: Path) -> None:
    # Where no Node is installed, the set-up puts one into the virtual environment.
    node = shutil.which("node", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if node is None or not CHECKER.is_file():
        pytest.fail("Node oder html-validate fehlt: npm ci in frontend/")
    for number, path in enumerate(PAGES):
        (tmp_path / f"{number:02d}.html").write_bytes(_page(base_url + path))
    pages = [str(page) for page in sorted(tmp_path.glob("*.html"))]
    command = [node, str(CHECKER), "--preset=standard", "--formatter=text", *pages]
    result = subprocess.run(command, cwd=FRONTEND, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def _page(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return bytes(error.read())
