"""Under which names the tracker is served: a page elsewhere cannot borrow another name for it."""

import os


def served_names() -> list[str]:
    """This machine alone, and the names in `PASSERELLE_HOSTS` (separated by commas) on a server."""
    others = os.environ.get("PASSERELLE_HOSTS", "").split(",")
    return ["127.0.0.1", "localhost", *filter(None, map(str.strip, others))]
