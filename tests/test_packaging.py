"""What is built around the portal: image, compose file, proxy, CI. Read as text, because no test machine runs containers."""

import importlib
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from kuemmerer.settings import ROOT, Settings
from kuemmerer.web.bodies import MAX_BODY, limit_of

PACKAGE = ROOT / "backend" / "kuemmerer"
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text("utf-8")
COMPOSE = yaml.safe_load(COMPOSE_TEXT)
SERVICES = sorted(COMPOSE["services"])
SETTINGS = {f"KUEMMERER_{name.upper()}" for name in Settings.model_fields}
# Read by compose itself, for KUEMMERER_ALLOWED_HOSTS.
OF_COMPOSE = {"KUEMMERER_PUBLIC_NAME"}


def instructions(dockerfile: str) -> list[tuple[str, str]]:
    lines = "\n".join(line for line in dockerfile.splitlines() if not line.lstrip().startswith("#"))
    joined = lines.replace("\\\n", " ")
    words = (line.split(maxsplit=1) for line in joined.splitlines() if line.strip())
    return [(name, rest) for name, rest in words]


def test_every_stage_of_the_image_starts_from_the_same_pinned_base() -> None:
    base = re.search(r"^ARG PYTHON=(.+)$", DOCKERFILE, re.MULTILINE)
    assert base is not None
    assert re.fullmatch(r"3\.\d+-slim-\w+", base[1])
    assert [rest.split()[0] for name, rest in instructions(DOCKERFILE) if name == "FROM"] == ["python:${PYTHON}"] * 2


def test_the_image_runs_without_root_and_knows_its_health() -> None:
    last_stage = instructions("FROM " + DOCKERFILE.rpartition("\nFROM ")[2])
    assert [rest for name, rest in last_stage if name == "USER"] == ["kuemmerer"]
    assert [name for name, _ in last_stage].count("HEALTHCHECK") == 1
    assert last_stage[-1] == ("CMD", '["kuemmerer", "serve"]')


def test_the_image_installs_with_the_script_of_make_run_and_from_locks_only() -> None:
    assert "scripts/prepare.py run" in DOCKERFILE
    installs = re.findall(r"pip install [^&]*", DOCKERFILE)
    assert installs
    assert all("--require-hashes -r requirements/" in install for install in installs)
    assert all((ROOT / name).is_file() for name in re.findall(r"requirements/\w+\.txt", DOCKERFILE))


def test_the_image_gets_what_it_needs_and_no_more() -> None:
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    assert all((ROOT / name).exists() for name in allowed)
    assert {"backend", "content", "frontend", "requirements", "scripts", "pyproject.toml"} <= set(allowed)


@pytest.mark.parametrize("name", SERVICES)
def test_each_container_is_hardened_and_watched(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    assert "mem_limit" in service
    assert "healthcheck" in service or service["build"] == "."
    assert re.fullmatch(r"[\w/.-]+:\d[\w.-]*", service["image"])


def test_only_the_proxy_can_be_reached_and_only_from_this_machine() -> None:
    published = {name: COMPOSE["services"][name].get("ports", []) for name in SERVICES}
    assert {name for name, ports in published.items() if ports} == {"nginx"}
    assert all(port.startswith("127.0.0.1:") for port in published["nginx"])
    assert COMPOSE["networks"]["innen"]["internal"] is True
    outside = {name for name in SERVICES if COMPOSE["services"][name]["networks"] != ["innen"]}
    assert outside == {"nginx"}


def test_image_and_compose_file_name_only_settings_that_exist() -> None:
    named = set(re.findall(r"KUEMMERER_[A-Z_]+", DOCKERFILE + COMPOSE_TEXT))
    assert named <= SETTINGS | OF_COMPOSE


def test_every_volume_and_network_of_a_service_is_declared() -> None:
    for name in SERVICES:
        service = COMPOSE["services"][name]
        sources = {volume.partition(":")[0] for volume in service.get("volumes", [])}
        assert {source for source in sources if not source.startswith("./")} <= set(COMPOSE["volumes"])
        assert all((ROOT / source).is_file() for source in sources if source.startswith("./"))
        assert set(service["networks"]) <= set(COMPOSE["networks"])


def test_the_proxy_knows_all_portals_and_never_puts_one_aside() -> None:
    portals = {name for name in SERVICES if name.startswith("portal")}
    servers = re.findall(r"^\s+server ([\w-]+):8000 (.*);$", NGINX, re.MULTILINE)
    assert {name for name, _ in servers} == portals
    assert {options for _, options in servers} == {"max_fails=0"}


def test_the_proxy_lets_bodies_through_as_large_as_the_portal_reads() -> None:
    general, *places = re.split(r"^ +location ", NGINX, flags=re.MULTILINE)
    assert f"client_max_body_size {MAX_BODY // 1024}k;" in general
    named = {
        place.split()[1]: int(size[1]) * 1024
        for place in places
        if place.startswith(("= ", "~ ")) and (size := re.search(r"client_max_body_size (\d+)k;", place))
    }
    doors = (path.relative_to(PACKAGE.parent) for path in PACKAGE.rglob("*.py") if path.name in ("pages.py", "api.py"))
    routers = [importlib.import_module(".".join(path.with_suffix("").parts)).router for path in doors]
    declared = [(route.path, limit_of(route.endpoint)) for router in routers for route in router.routes]
    larger = {path: limit for path, limit in declared if limit != MAX_BODY}
    assert named == {_place(path): limit for path, limit in larger.items()}
    # What nginx keeps of them lies in its memory: few at once.
    assert all("limit_conn large " in place for place in places if place.startswith(("= ", "~ ")))


def _place(path: str) -> str:
    """How nginx writes the path of a route: one with a name in it is a pattern."""
    pattern = re.sub(r"\{\w+\}", "[^/]+", path)
    return path if pattern == path else f"^{pattern}$"


def test_the_proxy_logs_neither_addresses_nor_what_was_answered() -> None:
    log_format = re.search(r"log_format \w+ '(.+)';", NGINX)
    assert log_format is not None
    assert not {"$remote_addr", "$request", "$request_uri", "$args", "$http_referer"} & set(log_format[1].split())


def test_nginx_accepts_the_configuration(tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if nginx is None:
        pytest.skip("nginx ist hier nicht installiert")
    config = tmp_path / "nginx.conf"
    text = re.sub(r"portal-\w+:8000", "127.0.0.1:8000", NGINX).replace("/tmp/", f"{tmp_path}/")
    config.write_text(text, "utf-8")
    done = subprocess.run([nginx, "-t", "-q", "-c", config], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("script", [".ci/run", "scripts/python.sh", "scripts/lock.sh"])
def test_shell_scripts_can_be_read_by_their_shell(script: str) -> None:
    shell = "bash" if (ROOT / script).read_text("utf-8").startswith("#!/usr/bin/env bash") else "sh"
    assert subprocess.run([shell, "-n", ROOT / script], check=False).returncode == 0


def test_ci_runs_the_checks_and_then_the_tests_and_prints_nothing_after_them() -> None:
    lines = [line for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines() if line.strip()]
    assert lines[-2:] == ["make check", "make test"]
