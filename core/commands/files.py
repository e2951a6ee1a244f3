"""Files that commands write: never over another one, whole or not at all."""

from pathlib import Path

import click

from core.errors import UnusableFile
from core.language import _

NEW_FILE = click.Path(dir_okay=False, path_type=Path)
READABLE = click.Path(path_type=Path)


def refuse_if_there(path: Path) -> None:
    """Go on, or raise `UnusableFile`: a file that is there is left as it is."""
    if path.exists():
        raise UnusableFile(_("There is already a file here. Choose another name."))
    if not path.parent.is_dir():
        raise UnusableFile(_("The folder of this file does not exist. Make it first."))


def write_new(path: Path, content: bytes) -> None:
    """Write a new file. Raises `UnusableFile` if there is one, or if the folder cannot be written."""
    refuse_if_there(path)
    try:
        with path.open("xb") as file:
            file.write(content)
    except OSError as problem:
        raise _not_writable() from problem


def read(path: Path) -> bytes:
    """The bytes of a file somebody gives. Raises `UnusableFile`."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UnusableFile(
            _("This file cannot be read. Check its name and its rights.")
        ) from problem


def _not_writable() -> UnusableFile:
    return UnusableFile(_("This file cannot be written. Check the folder and its rights."))
