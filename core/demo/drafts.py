"""A tracker file made beside its place, and moved there once it is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import UnusableTracker
from core.language import _


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Where to make the file; it takes its place at the end of the block, or nothing is left of it.

    Raises `UnusableTracker` if there is already a file.
    """
    if path.exists():
        raise UnusableTracker(_("There is already a file here. Choose another name."))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    remove(draft)
    try:
        yield draft
        draft.rename(path)
    finally:
        remove(draft)


def remove(path: Path) -> None:
    """Remove a tracker file with what SQLite keeps beside it."""
    for part in ("", "-wal", "-shm"):
        path.with_name(path.name + part).unlink(missing_ok=True)
