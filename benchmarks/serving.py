"""Servers of a run: the tracker's, and the same with bare pages instead of ours."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from benchmarks.files import ROOT

FLOORS = Path(__file__).parent / "floors"
PATIENCE = 90  # seconds for a server to answer on a busy machine

# What .streamlit/config.toml says of the tracker, said to the bare pages.
_SETTINGS = {
    "STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none",
    "STREAMLIT_SERVER_HEADLESS": "true",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
    "STREAMLIT_CLIENT_TOOLBAR_MODE": "minimal",
    "STREAMLIT_RUNNER_MAGIC_ENABLED": "false",
}


@dataclass(frozen=True, kw_only=True)
class Served:
    """Where something is served, the tracker file, the process."""

    address: str
    file: Path
    pid: int

    @property
    def megabytes(self) -> float:
        """Memory held now, where the system says it."""
        status = Path(f"/proc/{self.pid}/status")
        if not status.exists():
            return 0.0
        lines = status.read_text(encoding="utf-8").splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


@contextmanager
def serving(file: Path, *, bare: bool = False) -> Iterator[Served]:
    """Serve a tracker file; or bare pages, by the same server: only the launcher that it finds differs."""
    port = _free_port()
    more = {**_SETTINGS, "PYTHONPATH": str(ROOT)} if bare else {"PASSERELLE_DB": str(file)}
    said = file.with_suffix(".log").open("w", encoding="utf-8")
    server = subprocess.Popen(
        [sys.executable, "-m", "core.web.serve"],
        cwd=FLOORS if bare else ROOT,
        env={**os.environ, **more, "PASSERELLE_PORT": str(port)},
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=subprocess.STDOUT,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server)
        yield Served(address=address, file=file, pid=server.pid)
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        said.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except HTTPError:  # an answer all the same: the gate's
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError("A server does not answer: see the .log file beside its tracker file.")
