"""A real server of its own, on a tracker of its own, for as long as the tests of a module need it."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60  # seconds for a server to answer on a busy machine
_CODE = re.compile(r"\b\w{4}-\w{4}-\w{4}\b")


@dataclass(frozen=True, kw_only=True)
class House:
    """Where the tracker is served, the file that holds it, and what the terminal shows."""

    address: str
    file: Path
    terminal: Path

    @property
    def one_time_code(self) -> str:
        """The code that the terminal shows as long as there is no tracker file."""
        found = _CODE.search(self.terminal.read_text(encoding="utf-8"))
        assert found, "the terminal shows no one-time code"
        return found[0]


@contextmanager
def serving(file: Path, *, folder: Path) -> Iterator[House]:
    """Serve the tracker of `file`, which need not exist yet; what the server says goes to `folder`."""
    terminal = folder / "terminal.txt"
    port = _free_port()
    with terminal.open("w", encoding="utf-8") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", "core.web.serve"],
            cwd=ROOT,
            env={**os.environ, "PASSERELLE_DB": str(file), "PASSERELLE_PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    house = House(address=f"http://127.0.0.1:{port}", file=file, terminal=terminal)
    try:
        _wait_for(house, server)
        yield house
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(house: House, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        said = house.terminal.read_text(encoding="utf-8")
        assert server.poll() is None, f"the server stopped at once: {said}"
        try:
            with urlopen(f"{house.address}/app/static/guard.js", timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"the server does not answer: {house.terminal.read_text()}")
