"""Start the application as it is served in earnest: gunicorn behind nginx, on ports and in a folder of their own."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_WITHIN = 30
SITE = ROOT / "deploy" / "nginx.conf"
MAIN = """
{user}
worker_processes auto;
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


class DidNotStart(Exception):
    """A server gave no answer in time; the message says where it wrote why."""


@dataclass(frozen=True, slots=True)
class Web:
    """A running gunicorn."""

    pid: int
    port: int
    seconds_to_first_answer: float

    def memory(self) -> tuple[int, ...]:
        """Read the proportional memory of gunicorn's process and of each worker, in bytes."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return tuple(proportional(pid) for pid in (str(self.pid), *workers))


@contextmanager
def gunicorn(folder: Path, env: Mapping[str, str]) -> Iterator[Web]:
    """Serve the application with its measured route, with the options of deploy/serve."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "tests.bench.site:app"]
    began = time.perf_counter()
    with _running(command, folder / "gunicorn.log", {**env, "PORT": str(port)}) as pid:
        _wait_for(port, "/hello", folder / "gunicorn.log")
        yield Web(pid, port, time.perf_counter() - began)


@contextmanager
def nginx(folder: Path, web_port: int, static: Path) -> Iterator[int]:
    """Put nginx before a port, with the configuration we recommend, and give nginx's own port."""
    port = free_port()
    (folder / "site.conf").write_text(rendered(SITE.read_text(), port, web_port, static))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    log = folder / "nginx-error.log"
    command = [_nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(log), "-g", "daemon off;"]
    with _running(command, folder / "nginx.log", {}):
        _wait_for(port, "/hello", log)
        yield port


def rendered(site: str, port: int, web_port: int, static: Path) -> str:
    """Put another port, address and folder into the example's own places."""
    for ours, theirs in {
        "    listen 80;": f"listen 127.0.0.1:{port};",
        "    listen [::]:80;": "",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{web_port};",
        "/srv/waymark/build/static/": f"{static}/",
        "/var/log/nginx/": "",
    }.items():
        if ours not in site:
            raise ValueError(f"{SITE} no longer says {ours!r}: change the measurement with it.")
        site = site.replace(ours, theirs)
    return site


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: list[str], log: Path, env: Mapping[str, str]) -> Iterator[int]:
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}, stdout=out, stderr=out)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, path: str, log: Path) -> None:
    end = time.monotonic() + START_WITHIN
    while time.monotonic() < end:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.005)
        finally:
            connection.close()
    raise DidNotStart(f"no answer on port {port} within {START_WITHIN} seconds:\n{log.read_text()[-2000:]}")


def _nginx() -> str:
    return next(
        path for path in ("/usr/sbin/nginx", "/usr/local/sbin/nginx", "nginx") if "/" not in path or Path(path).exists()
    )


def proportional(pid: str) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise LookupError(f"/proc/{pid}/smaps_rollup holds no Pss")
