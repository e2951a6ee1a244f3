"""The launcher as it really runs: one process, one port, the gate in front of Streamlit."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click
import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from core import founding
from core.web.seal import seal
from core.web.serve import _listening, _port
from core.web_sessions import key_of

ROOT = Path(__file__).parent.parent.parent
GOOD = "trois canards sur un toit"
PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a tracker with one administrator."""
    folder = tmp_path_factory.mktemp("served")
    founding.found(
        organisation="Ascension vers l'Insertion", name="Claire Morel", login="claire", password=GOOD,
        path=folder / "tracker.db",
    )  # fmt: skip
    port = _free_port()
    settings = {"PASSERELLE_DB": str(folder / "tracker.db"), "PASSERELLE_PORT": str(port)}
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "core.web.serve"],
            cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _try in range(300):
        assert server.poll() is None, "the server stopped by itself"
        try:
            httpx.get(f"{address}/sign-in")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer")


@pytest.fixture
def browser(site: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=site, headers={"origin": site}) as browser:
        yield browser


@pytest.fixture
def signed_in(browser: httpx.Client) -> httpx.Client:
    answer = browser.post("/sign-in", data={"login": "claire", "password": GOOD})
    assert answer.status_code == 303
    return browser


def stream(browser: httpx.Client, **headers: str) -> ClientConnection:
    address = str(browser.base_url.copy_with(scheme="ws", path="/_stcore/stream"))
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    said = {"Origin": browser.headers["origin"], "Cookie": cookie, **headers}
    return connect(address, additional_headers=said, subprotocols=["streamlit"], max_size=2**26)  # type: ignore[list-item]


def first_words(socket: ClientConnection) -> str:
    """Run the frame and return all that it says, until it is done."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    socket.send(message.SerializeToString())
    said = ""
    while True:
        answer = ForwardMsg.FromString(socket.recv(timeout=60))  # type: ignore[arg-type]
        said += str(answer)
        if answer.WhichOneof("type") == "script_finished":
            return said


def test_small_answers_are_sent_at_once() -> None:
    with _listening(0) as listener:
        listener.listen()
        with socket.create_connection(listener.getsockname()):
            accepted, _address = listener.accept()
            with accepted:
                assert accepted.proto == socket.IPPROTO_TCP  # what asyncio looks at
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize("port", ["", "none", "-1", "99999"])
def test_a_port_that_is_none_is_explained(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_PORT", port)
    if port:
        with pytest.raises(click.ClickException, match="PASSERELLE_PORT doit être un nombre"):
            _port()
    else:
        assert _port() == 8501


def test_a_port_that_is_taken_is_explained() -> None:
    with _listening(0) as listener:
        listener.listen()
        with pytest.raises(click.ClickException, match="déjà pris"):
            _listening(listener.getsockname()[1])


def test_the_first_start_writes_a_code_in_the_terminal(tmp_path: Path) -> None:
    settings = {"PASSERELLE_DB": str(tmp_path / "none.db"), "PASSERELLE_PORT": str(_free_port())}
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "core.web.serve"],
        cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        lines = [server.stdout.readline() for _line in range(3)]
    finally:
        server.terminate()
        server.communicate(timeout=20)
    assert lines[0].startswith("Passerelle est à l’adresse http://127.0.0.1:")
    assert "/set-up" in lines[1]
    assert re.search(r": [2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$", lines[2].strip())


def test_the_frame_knows_who_signed_in(signed_in: httpx.Client) -> None:
    with stream(signed_in) as socket:
        assert "Claire Morel" in first_words(socket)


def test_a_forged_identity_opens_nothing(browser: httpx.Client) -> None:
    with pytest.raises(InvalidStatus, match="403"):
        stream(browser, **{"X-Passerelle-Session": seal(key_of("anything"))})


def test_a_forged_identity_does_not_replace_ones_own(signed_in: httpx.Client) -> None:
    with stream(signed_in, **{"X-Passerelle-Session": "forged.forged"}) as socket:
        assert "Claire Morel" in first_words(socket)


def test_the_page_is_ours_and_its_files_are_compressed(signed_in: httpx.Client) -> None:
    page = signed_in.get("/", headers=PAGE)
    assert '<html lang="fr">' in page.text
    assert "Streamlit</title>" not in page.text
    script = page.text.partition('type="module"')[2].partition('src=".')[2].partition('"')[0]
    file = signed_in.get(script, headers={"accept-encoding": "br, gzip"})
    assert file.status_code == 200
    assert file.headers["content-encoding"] == "br"
    assert "immutable" in file.headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/openapi.json", "/app/static/x"],
)
def test_what_nobody_needs_is_not_there(signed_in: httpx.Client, path: str) -> None:
    assert signed_in.get(path).status_code == 404


def test_a_stranger_gets_nothing_from_streamlit_itself(browser: httpx.Client) -> None:
    for path in (
        "/_stcore/health",
        "/_stcore/host-config",
        "/static/js/index.js",
        "/media/x",
        "/component/x",
    ):
        assert browser.get(path).status_code == 401, path


def test_signing_out_closes_the_connection_at_once(signed_in: httpx.Client) -> None:
    with stream(signed_in) as socket:
        first_words(socket)
        signed_in.post("/sign-out")
        with suppress(ConnectionClosed):
            while True:
                socket.recv(timeout=20)
        assert socket.close_code == 4401
