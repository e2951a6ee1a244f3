"""Serve the tracker on this machine: `python -m core.web.serve`."""

import os
import socket

import click
import uvicorn

from core.language import _

ADDRESS = "127.0.0.1"
DEFAULT_PORT = 8501
LARGEST_MESSAGE = 12 * 1024 * 1024


def main() -> None:
    """Listen at `PASSERELLE_PORT` (8501) of this machine until stopped."""
    port = _port()
    config = uvicorn.Config(
        "streamlit_app:app",
        access_log=False,  # addresses of invitations are secrets
        log_level="warning",
        ws="websockets-sansio",
        ws_max_size=LARGEST_MESSAGE,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    with _listening(port) as listener:
        click.echo(_("Passerelle is at {address}").format(address=f"http://{ADDRESS}:{port}"))
        uvicorn.Server(config).run(sockets=[listener])


def _port() -> int:
    asked = os.environ.get("PASSERELLE_PORT") or str(DEFAULT_PORT)
    if not asked.isdecimal() or int(asked) > 65535:
        raise click.ClickException(_("PASSERELLE_PORT must be a number, such as 8501."))
    return int(asked)


def _listening(port: int) -> socket.socket:
    """A listening socket that sends small answers at once.

    asyncio sets TCP_NODELAY by itself, but only on sockets that name their protocol, which uvicorn's
    own do not: answers then wait 40 ms for one another.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":  # there, it would let two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((ADDRESS, port))
    except OSError as problem:
        listener.close()
        raise click.ClickException(
            _("Port {port} is taken. Stop what uses it, or set PASSERELLE_PORT.").format(port=port)
        ) from problem
    return listener


if __name__ == "__main__":
    try:
        main()
    except click.ClickException as problem:
        problem.show()
        raise SystemExit(1) from problem
