"""Where the server listens, and what it says when it cannot."""

import os
import socket
import subprocess
import sys

from kuemmerer.web.server import port_problem


def test_a_free_port_is_no_problem() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert port_problem("127.0.0.1", port) is None


def test_an_occupied_port_is_named_together_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        problem = port_problem("127.0.0.1", port)
    assert problem is not None
    assert f"Port {port} ist schon belegt" in problem
    assert "KUEMMERER_PORT=" in problem


def test_an_address_of_another_machine_is_refused_with_a_sentence() -> None:
    problem = port_problem("192.0.2.1", 8000)
    assert problem is not None
    assert "KUEMMERER_HOST" in problem


def test_a_name_nobody_knows_is_refused_with_a_sentence() -> None:
    problem = port_problem("kein.rechner.invalid", 8000)
    assert problem is not None
    assert "KUEMMERER_HOST" in problem


def test_serve_on_an_occupied_port_ends_with_one_line_and_no_traceback() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        environment = {**os.environ, "KUEMMERER_PORT": str(other.getsockname()[1])}
        command = [sys.executable, "-c", "from kuemmerer.cli import main; main()", "serve"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
