"""Makes a checkout ready: `prepare.py run` for the portal, `prepare.py test` for the tests and checks as well.

Standard library only, because it runs before anything is installed. What has not changed since the last time is skipped.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / "bin"
DONE = VENV / "prepared"
LOG = VENV / "prepare.log"
REQUIREMENTS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
# KERN UX and the fonts install with any npm since Node 16; html-validate, a checker of the tests, wants more.
NODE_FOR = {"run": (16, 0), "test": (20, 18)}
LOCKS_FOR = {"run": ("run", "build"), "test": ("run", "build", "postgres", "test")}
NPM_LIMIT = 300  # seconds
NOT_SOURCES = ("node_modules", "static", "__pycache__")


class Stop(Exception):
    """Nobody can go on; the text says what to do."""


def prepare(purpose: str) -> None:
    """Everything in its order. Raises Stop with one sentence where a person has to act."""
    make_venv()
    install_packages(purpose)
    install_own_package()
    compile_modules()
    fetch_assets(purpose)
    build_frontend()


def make_venv() -> None:
    """The folder .venv, made anew if its Python has gone."""
    if (BIN / "python").exists() and (BIN / "pip").exists():
        return
    if find_spec("ensurepip") is None or find_spec("venv") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Stop(f"Diesem Python fehlt das Modul venv. Installieren Sie es: apt install python{version}-venv")
    say("Arbeitsumgebung .venv wird angelegt …")
    import venv

    try:
        venv.create(VENV, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop(f"Die Arbeitsumgebung {VENV} lässt sich nicht anlegen: {error}") from None


def install_packages(purpose: str) -> None:
    """The locked packages, each checked against its hash."""
    stale = [name for name in LOCKS_FOR[purpose] if not is_done(f"{name}.txt", [REQUIREMENTS / f"{name}.txt"])]
    if stale:
        say("Python-Pakete werden installiert, das dauert beim ersten Mal eine halbe Minute …")
        install_locked(stale)


def install_locked(names: Iterable[str]) -> None:
    """Install lock files by name and remember that."""
    names = tuple(names)
    files = [argument for name in names for argument in ("-r", f"requirements/{name}.txt")]
    output = run([BIN / "python", "-m", "pip", "install", "-q", "--retries", "2", "--require-hashes", *files])
    if output is not None:
        raise Stop(pip_sentence(output))
    for name in names:
        mark_done(f"{name}.txt", [REQUIREMENTS / f"{name}.txt"])


def pip_sentence(output: str) -> str:
    """What to do about the last words of pip."""
    if "DO NOT MATCH THE HASHES" in output:
        return f"Ein Paket passt nicht zu seiner Prüfsumme in requirements/ und wurde nicht installiert, siehe {LOG}."
    if "No space left" in output:
        return "Der Datenträger ist voll. Schaffen Sie Platz und rufen Sie den Befehl noch einmal auf."
    if re.search(r"connection|timed out|Temporary failure|No matching distribution|ProxyError|SSLError", output, re.I):
        return (
            "Das Python-Paketverzeichnis ist nicht erreichbar. Prüfen Sie Netz und Proxy (pip config list) "
            f"und rufen Sie den Befehl noch einmal auf. Näheres: {LOG}"
        )
    return f"pip konnte die Pakete nicht installieren. Näheres: {LOG}"


def install_own_package() -> None:
    """The command `kuemmerer`, pointing at backend/."""
    inputs = [ROOT / "pyproject.toml"]
    if is_done("kuemmerer", inputs) and (BIN / "kuemmerer").exists():
        return
    install = [BIN / "python", "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index"]
    if run([*install, "-e", "."]) is not None:
        raise Stop(f"Das Paket kuemmerer ließ sich nicht einrichten. Näheres: {LOG}")
    mark_done("kuemmerer", inputs)


def compile_modules() -> None:
    """Bytecode beside the sources. Python does that itself, unless its environment forbids it; then every start is slow."""
    sources = sorted((ROOT / "backend").rglob("*.py"))
    if not is_done("bytecode", sources):
        run([BIN / "python", "-m", "compileall", "-q", "backend"])
        mark_done("bytecode", sources)


def fetch_assets(purpose: str) -> None:
    """KERN UX and fonts by npm. The portal starts without them; tests do not."""
    inputs = [FRONTEND / "package-lock.json"]
    if is_done("npm-test", inputs) or (purpose == "run" and is_done("npm-run", inputs)):
        return
    say("KERN UX und Schriften werden geladen …")
    problem = npm_ci(purpose)
    if problem is None:
        mark_done(f"npm-{purpose}", inputs)
    elif purpose == "test":
        raise Stop(problem)
    else:
        warn(
            f"{problem} Das Portal startet mit seinem eigenen, schlichten Aussehen; der nächste Start versucht es wieder."
        )


def npm_ci(purpose: str) -> str | None:
    """Install what package-lock.json names; answers a sentence if that failed."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    if not has_node(NODE_FOR[purpose], environment["PATH"]):
        say("Node.js fehlt oder ist zu alt; es kommt als Python-Paket in die Arbeitsumgebung …")
        try:
            install_locked(["node"])
        except Stop as stop:
            return str(stop)
    npm = shutil.which("npm", path=environment["PATH"])
    if npm is None:
        return "npm ist nicht zu finden."
    command = [
        npm,
        "ci",
        "--fetch-timeout=30000",
        "--fetch-retry-mintimeout=1000",
        *(["--omit=dev"] if purpose == "run" else []),
    ]
    if run(command, folder=FRONTEND, environment=environment, limit=NPM_LIMIT) is None:
        return None
    return f"Das npm-Verzeichnis ist nicht erreichbar oder antwortet nicht (Näheres: {LOG})."


def has_node(wanted: tuple[int, int], path: str) -> bool:
    """Whether npm and a new enough node are there."""
    node = shutil.which("node", path=path)
    if node is None or shutil.which("npm", path=path) is None:
        return False
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return version is not None and (int(version[1]), int(version[2])) >= wanted


def build_frontend() -> None:
    """frontend/static: one stylesheet, one script, icons, fonts."""
    folders = [path for path in sorted(FRONTEND.iterdir()) if path.is_dir() and path.name not in NOT_SOURCES]
    sources = [path for folder in folders for path in sorted(folder.rglob("*"))]
    inputs = [*sorted(FRONTEND.glob("*.*")), *sources, DONE / "npm-run", DONE / "npm-test"]
    if is_done("static", inputs) and (FRONTEND / "static").is_dir():
        return
    if run([BIN / "python", "frontend/build.py"]) is not None:
        raise Stop(f"Die Oberfläche ließ sich nicht bauen. Näheres: {LOG}")
    mark_done("static", inputs)


def run(
    command: Sequence[object],
    folder: Path = ROOT,
    environment: dict[str, str] | None = None,
    limit: float | None = None,
) -> str | None:
    """Run quietly, all output into the log. None if it worked, else the output."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words, cwd=folder, env=environment, timeout=limit, check=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        )  # fmt: skip
        output, code = done.stdout, done.returncode
    except subprocess.TimeoutExpired:
        output, code = f"timed out after {limit} s", 1
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"{time.strftime('%F %T')} {' '.join(words)}\n{output}\n")
    return None if code == 0 else output


def is_done(name: str, inputs: Iterable[Path]) -> bool:
    """Whether the step was done with exactly these files."""
    stamp = DONE / name
    return stamp.is_file() and stamp.read_text("ascii") == fingerprint(inputs)


def mark_done(name: str, inputs: Iterable[Path]) -> None:
    """Remember that the step was done with exactly these files."""
    DONE.mkdir(exist_ok=True)
    (DONE / name).write_text(fingerprint(inputs), "ascii")


def fingerprint(paths: Iterable[Path]) -> str:
    """A hash over names and contents."""
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def say(text: str) -> None:
    """One line of progress."""
    print(f"· {text}", flush=True)


def warn(text: str) -> None:
    """One line that should be seen."""
    print(f"! {text}", file=sys.stderr, flush=True)


def main() -> None:
    """Read the purpose, prepare, and turn every expected failure into one sentence."""
    purpose = sys.argv[1] if len(sys.argv) == 2 else ""
    if purpose not in LOCKS_FOR:
        sys.exit("Aufruf: prepare.py run oder prepare.py test")
    try:
        prepare(purpose)
    except Stop as stop:
        sys.exit(f"! {stop}")
    except KeyboardInterrupt:
        sys.exit("Abgebrochen.")
    except OSError as error:
        sys.exit(f"! Einrichten nicht möglich: {error.strerror}: {error.filename}")


if __name__ == "__main__":
    main()
