#!/bin/sh
# Finds a Python of version 3.11 or later and runs the given script with it.
for candidate in .venv/bin/python python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$candidate" "$@"
    fi
done
echo "Kümmerer braucht Python 3.11 oder neuer. Installieren Sie es (Debian, Ubuntu: apt install python3 python3-venv)" \
     "und rufen Sie den Befehl noch einmal auf." >&2
exit 1
