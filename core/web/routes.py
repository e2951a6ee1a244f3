"""Every address that is ours, and what stands there."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from core.web import addresses, door, finding, mentor_link, own_account, set_up

STATIC = Path(__file__).parent.parent.parent / "static"


def routes() -> list[BaseRoute]:
    return [
        Route(addresses.SIGN_IN, door.show_sign_in, methods=["GET"]),
        Route(addresses.SIGN_IN, door.do_sign_in, methods=["POST"]),
        Route(addresses.SIGN_OUT, door.do_sign_out, methods=["POST"]),
        Route(addresses.INVITATION + "/{link}", door.show_invitation, methods=["GET"]),
        Route(addresses.INVITATION + "/{link}", door.accept_invitation, methods=["POST"]),
        Route(addresses.MEETING + "/{link}", mentor_link.show_meeting, methods=["GET"]),
        Route(addresses.MEETING + "/{link}", mentor_link.give_feedback, methods=["POST"]),
        Route(addresses.ACCOUNT, own_account.show_account, methods=["GET"]),
        Route(addresses.ACCOUNT, own_account.change_account, methods=["POST"]),
        Route(addresses.LANGUAGE, own_account.change_language, methods=["POST"]),
        Route(addresses.ALIVE, own_account.alive, methods=["GET"]),
        Route(addresses.HERE, own_account.alive, methods=["POST"]),
        Route(addresses.FIND, finding.find, methods=["POST"]),
        Route(addresses.SET_UP, set_up.show_set_up, methods=["GET"]),
        Route(addresses.SET_UP, set_up.do_set_up, methods=["POST"]),
        Mount(addresses.ASSETS, StaticFiles(directory=STATIC)),
        *_nothing_else(),
    ]


def _nothing_else() -> list[BaseRoute]:
    """What our addresses do not answer is not handed on to Streamlit, which has a page for every path."""
    methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    at = [Route(address, _not_so, methods=methods) for address in addresses.OURS]
    under = [
        Route(address + "/{rest:path}", _not_here, methods=methods) for address in addresses.OURS
    ]
    return [*at, *under]


async def _not_so(_request: Request) -> Response:
    return Response(status_code=405)


async def _not_here(_request: Request) -> Response:
    return Response(status_code=404)
