"""A bar that shows, in the terminal, how far a long work is."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")


def shown(items: Iterable[T], number: int, name: str) -> Iterator[T]:
    """The same things, with a bar that shows how far they are."""
    with click.progressbar(items, length=number, label=name) as bar:
        yield from bar
