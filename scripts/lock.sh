#!/bin/sh
# Writes requirements/*.txt and frontend/package-lock.json from pyproject.toml and package.json: pinned, with hashes,
# for every platform, and without the name of any registry. `scripts/lock.sh --upgrade` takes the newest versions.
set -eu
.venv/bin/python -m pip install -q uv==0.13.9
lock() {
    name=$1
    shift
    .venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate "$@" -o "requirements/$name.txt"
}
lock run pyproject.toml "$@"
for name in build node postgres tantivy test; do
    lock $name --group "pyproject.toml:$name" -c requirements/run.txt "$@"
done
cd frontend
npm install --package-lock-only --no-audit --no-fund
