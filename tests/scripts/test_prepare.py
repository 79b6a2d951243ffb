"""Setting up: what is missing gets one sentence, and what is done is not done again."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def prepare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("prepare", ROOT / "scripts" / "prepare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "DONE", tmp_path / "prepared")
    return module


def test_without_a_python_the_launcher_says_what_to_install(tmp_path: Path) -> None:
    launcher = [shutil.which("sh") or "sh", str(ROOT / "scripts" / "python.sh"), "scripts/prepare.py", "run"]
    done = subprocess.run(
        launcher, cwd=tmp_path, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_unreachable_package_index_gets_a_sentence_and_no_traceback(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    closed = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
    environment = {**{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}, **closed}
    command = [sys.executable, "scripts/prepare.py", "run"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "nicht erreichbar" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "Prüfsumme"),
        ("OSError: [Errno 28] No space left on device", "voll"),
        ("NewConnectionError: Failed to establish a new connection", "nicht erreichbar"),
        ("error: subprocess-exited-with-error", "pip konnte"),
    ],
)
def test_what_pip_says_becomes_what_to_do(prepare: ModuleType, words: str, expected: str) -> None:
    assert expected in prepare.pip_sentence(words)


def test_a_step_is_skipped_until_one_of_its_files_changes(prepare: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("fastapi==1", "utf-8")
    assert not prepare.is_done("run.txt", [lock])
    prepare.mark_done("run.txt", [lock])
    assert prepare.is_done("run.txt", [lock])
    lock.write_text("fastapi==2", "utf-8")
    assert not prepare.is_done("run.txt", [lock])


def test_the_purpose_is_asked_for_by_name() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "prepare.py"), "everything"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == "Aufruf: prepare.py run oder prepare.py test"
