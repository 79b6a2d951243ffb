"""Brings a Chromium for the browser tests: the one in PATH, else Debian's, else the one that an npm package contains.

Prints where it is. Exit code 1 and one sentence if there is none: browser tests are never skipped in silence.
"""

import base64
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
HOME = ROOT / ".venv" / "chromium"
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Test use only: a community build, Linux on x86-64. The hash is the one the registry states for this version.
PACKAGE = "@sparticuz/chromium@147.0.0"
INTEGRITY = "4ZKeAQQa8up2mt675qSitztLdbQrlf8BKdC5naeap+5Mv1OV1OlJdPoU+EJC/p5sQUJUQmN4r+q5+EhaaOUHpQ=="
# The package keeps the libraries Chromium wants beside it, and fonts for machines without any.
WRAPPER = """#!/bin/sh
export LD_LIBRARY_PATH="{home}/al2023/lib${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
export FONTCONFIG_FILE="{home}/fonts.conf"
exec "{home}/chromium" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{home}/fonts</dir>
</fontconfig>
"""


def main() -> None:
    """Find or bring a browser and print its path."""
    path = find() or from_debian() or from_npm()
    if path is None:
        sys.exit("! Für die Browser-Tests fehlt Chromium. Installieren Sie es (Debian: apt install chromium).")
    print(f"· Browser für die Tests: {path}")


def find() -> str | None:
    """The first browser in PATH, the one of an earlier run included."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    return next((found for name in NAMES if (found := shutil.which(name, path=path))), None)


def from_debian() -> str | None:
    """Debian's headless shell, where we may install packages."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    print("· Chromium wird mit apt-get installiert …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", "chromium-headless-shell"]):
        if subprocess.run(["apt-get", "-qq", *arguments], env=environment, check=False, capture_output=True).returncode:
            return None
    return find()


def from_npm() -> str | None:
    """The browser out of the npm package, unpacked into .venv/chromium, with a start script in .venv/bin."""
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    npm = shutil.which("npm", path=environment["PATH"])
    if npm is None or os.uname().sysname != "Linux" or os.uname().machine != "x86_64":
        return None
    print("· Chromium wird mit npm geladen …", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run([npm, "pack", PACKAGE], cwd=folder, env=environment, check=False, capture_output=True)
        files = list(Path(folder).glob("*.tgz"))
        if packed.returncode or not files:
            return None
        data = files[0].read_bytes()
    if hashlib.sha512(data).digest() != base64.b64decode(INTEGRITY):
        sys.exit(f"! {PACKAGE} passt nicht zu seiner Prüfsumme und wurde nicht ausgepackt.")
    unpack(data)
    (HOME / "fonts.conf").write_text(FONTS.format(home=HOME), "utf-8")
    wrapper = BIN / "chromium"
    wrapper.write_text(WRAPPER.format(home=HOME), "utf-8")
    wrapper.chmod(0o755)
    return str(wrapper)


def unpack(package: bytes) -> None:
    """Program, libraries and fonts of the package into .venv/chromium."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    with tarfile.open(fileobj=io.BytesIO(package)) as outer:
        for member in outer:
            name = Path(member.name).name
            content = outer.extractfile(member) if "/bin/" in member.name else None
            if content is None:
                continue
            plain = brotli.decompress(content.read())
            if name == "chromium.br":
                (HOME / "chromium").write_bytes(plain)
                (HOME / "chromium").chmod(0o755)
            elif name.endswith(".tar.br"):
                with tarfile.open(fileobj=io.BytesIO(plain)) as inner:
                    inner.extractall(HOME / name.removesuffix(".tar.br"), filter="data")


if __name__ == "__main__":
    main()
