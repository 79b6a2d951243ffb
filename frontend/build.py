"""`python frontend/build.py` writes frontend/static/: one stylesheet, one script, icons, fonts.

KERN UX and the fonts come from node_modules (`npm ci`). Without them the portal is built from its own styles alone.
"""

import gzip
import re
import shutil
from pathlib import Path

import lightningcss
from trim import trim

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"
KERN = HERE / "node_modules" / "@kern-ux" / "native"
FIRA = HERE / "node_modules" / "@fontsource" / "fira-sans"
# The order inside a layer; layers.css fixes the order of the layers.
OWN_CSS = (
    "layers", "tokens", "base", "layout", "components", "forms", "article", "lists", "start", "navigator", "timetable",
    "comparison", "balance", "utilities", "print",
)  # fmt: skip
# Class names that macros put together from parts.
COMPOSED = {
    *(f"kern-btn--{kind}" for kind in ("primary", "secondary", "tertiary")),
    *(f"kern-form-check__{type}{state}" for type in ("radio", "checkbox") for state in ("", "--error")),
}
BANNER = (
    "/*! Enthält @kern-ux/native 2.7.2 (KERN-Team, EUPL-1.2, https://www.kern-ux.de), gekürzt auf die benutzten Regeln. "
    "Schrift: Fira Sans (OFL-1.1), siehe fira-sans-LICENSE.txt. */\n"
)


def build() -> str:
    """Write all files; answers one line about what was built."""
    STATIC.mkdir(exist_ok=True)
    for old in STATIC.iterdir():
        old.unlink()
    has_kern = (KERN / "dist" / "kern.css").is_file()
    own = "".join(_css(name) for name in OWN_CSS)
    design_system = _kern(own) if has_kern else _css("stand-in")
    # The layer order must come first, the design system second: layers.css is the first of our own files.
    css = own.replace("/*KERN*/", design_system, 1) + _fonts()
    css = lightningcss.process_stylesheet(css, filename="app.css", minify=True, error_recovery=True)
    if has_kern:
        css = BANNER + css
    (STATIC / "app.css").write_text(css, "utf-8")
    for source in (*(HERE / "js").glob("*.js"), *(HERE / "icons").glob("*.svg")):
        shutil.copyfile(source, STATIC / source.name)
    size = f"app.css {len(gzip.compress(css.encode())) / 1024:.1f} kB komprimiert"
    if has_kern:
        return f"Oberfläche gebaut: {size}."
    return f"Oberfläche ohne KERN UX gebaut (frontend/node_modules fehlt, npm ci holt es): {size}."


def _css(name: str) -> str:
    return (HERE / "css" / f"{name}.css").read_text("utf-8")


def _kern(own_css: str) -> str:
    templates = "".join(path.read_text("utf-8") for path in sorted((HERE / "templates").rglob("*.html")))
    used = frozenset(re.findall(r"kern-[a-z0-9_-]+", templates)) | COMPOSED
    trimmed = trim((KERN / "dist" / "kern.css").read_text("utf-8"), used, own_css)
    for name, svg in trimmed.icons.items():
        (STATIC / name).write_text(svg, "utf-8")
    return f"@layer kern{{{trimmed.css}}}"


def _fonts() -> str:
    """The two weights we use; without the package the system font stands in."""
    for weight in ("400", "600"):
        source = FIRA / "files" / f"fira-sans-latin-{weight}-normal.woff2"
        if not source.is_file():
            return ""
        shutil.copyfile(source, STATIC / f"fira-{weight}.woff2")
    shutil.copyfile(FIRA / "LICENSE", STATIC / "fira-sans-LICENSE.txt")
    return _css("fonts")


if __name__ == "__main__":
    print(build())
