"""What the calculator needs for rare cases is loaded when such a case comes, not at the start."""

import subprocess
import sys


def test_starting_the_portal_loads_neither_numpy_nor_the_workbooks() -> None:
    code = "import sys, kuemmerer.app; print({'numpy', 'openpyxl'} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"
