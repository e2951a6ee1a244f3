"""The launcher: the frame as Streamlit runs it, our addresses, and the gate in front of both."""

import gc
import logging
import os
from pathlib import Path
from threading import Thread

import altair  # noqa: F401 - loaded before the heap is frozen
import pandas as pd
import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from core import clock
from core.web import set_up
from core.web.gate import Gate
from core.web.hosts import served_names
from core.web.routes import routes

ROOT = Path(__file__).parent

# Streamlit gives this log a handler of its own, and the addresses of invitations are secrets.
logging.getLogger("uvicorn.access").disabled = True
logging.getLogger("uvicorn.error").addFilter(lambda record: record.levelno >= logging.WARNING)


def load_demonstration() -> None:
    """Serve the demonstration from now on, made beside the tracker file if it is not there yet.

    A file of its own: the next start finds the place of the real tracker as free as before.
    """
    from core.demo.demonstration import demonstration_path, make

    path = demonstration_path()
    if not path.exists():
        make(path, today=clock.today())
    os.environ["PASSERELLE_DB"] = str(path)


set_up.load_demonstration = load_demonstration

app = st.App(
    ROOT / "pages" / "shared" / "frame.py",
    routes=routes(),
    lifespan=set_up.announced,
    middleware=[
        Middleware(TrustedHostMiddleware, allowed_hosts=served_names(), www_redirect=False),
        Middleware(Gate, front_end=Path(st.__file__).parent / "static"),
    ],
)


def warm_up() -> None:
    """Pay now what the first table would cost its visitor, then leave the start-up heap alone.

    Streamlit collects garbage after every run: frozen, what was loaded at start is no longer gone over.
    """
    from streamlit.dataframe_util import convert_pandas_df_to_arrow_bytes

    convert_pandas_df_to_arrow_bytes(pd.DataFrame({"word": ["one"], "number": [1]}))
    gc.collect()
    gc.freeze()


gc.collect()
gc.freeze()
Thread(target=warm_up, daemon=True).start()

if __name__ == "__main__":
    from core.web.serve import main

    main()
