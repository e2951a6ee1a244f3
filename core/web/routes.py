"""Every address that is ours, and what stands there."""

from pathlib import Path

from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from core.web import addresses, door, own_account, set_up

STATIC = Path(__file__).parent.parent.parent / "static"


def routes() -> list[BaseRoute]:
    return [
        Route(addresses.SIGN_IN, door.show_sign_in, methods=["GET"]),
        Route(addresses.SIGN_IN, door.do_sign_in, methods=["POST"]),
        Route(addresses.SIGN_OUT, door.do_sign_out, methods=["POST"]),
        Route(addresses.INVITATION + "/{link}", door.show_invitation, methods=["GET"]),
        Route(addresses.INVITATION + "/{link}", door.accept_invitation, methods=["POST"]),
        Route(addresses.ACCOUNT, own_account.show_account, methods=["GET"]),
        Route(addresses.ACCOUNT, own_account.change_account, methods=["POST"]),
        Route(addresses.LANGUAGE, own_account.change_language, methods=["POST"]),
        Route(addresses.ALIVE, own_account.alive, methods=["GET"]),
        Route(addresses.SET_UP, set_up.show_set_up, methods=["GET"]),
        Route(addresses.SET_UP, set_up.do_set_up, methods=["POST"]),
        Mount(addresses.ASSETS, StaticFiles(directory=STATIC)),
    ]
