"""Files of invented people: the demonstration, and large ones to measure with."""

from datetime import datetime
from pathlib import Path

import click

from core import clock, demonstration, tracker
from core.commands.files import NEW_FILE
from core.commands.progress import shown
from core.commands.spoken import Command
from core.demo import demonstration as stories
from core.demo import large
from core.demo.drafts import remove
from core.demo.large import Size
from core.errors import UnusableTracker
from core.language import N_, _, n_
from core.permissions import ROLE_NAMES

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    "demonstration",
    cls=Command,
    help=N_("Make the demonstration: invented people over a year, ready accounts."),
)
@click.option(
    "--to",
    "path",
    type=NEW_FILE,
    metavar="FILE",
    help=N_("Where; beside the tracker file unless said."),
)
@click.option(
    "--again",
    is_flag=True,
    help=N_("Replace the demonstration that is there, so that its dates are fresh."),
)
@click.option(
    "--if-missing", is_flag=True, help=N_("Leave the demonstration that is there as it is.")
)
def demonstration_(path: Path | None, again: bool, if_missing: bool) -> None:
    """Make the demonstration file."""
    where = path or stories.demonstration_path()
    if again:
        _forget(where)
    if not (if_missing and where.exists()):
        stories.make(
            where, today=clock.today(), watch=lambda items, n: shown(items, n, _("Telling"))
        )
    click.echo(_("The demonstration is in {file}. Its accounts:").format(file=where))
    with tracker.open_tracker(where) as db:
        for account in demonstration.ready_accounts(db):
            role = _(ROLE_NAMES[account.role])
            click.echo(f"  {account.login:<12} {account.password:<36} {account.name}, {role}")


@click.command(
    "demo",
    cls=Command,
    help=N_("Make a large file of invented people: the same for the same size, seed and day."),
)
@click.option(
    "--size",
    type=click.Choice(list(Size), case_sensitive=False),
    default=Size.S,
    metavar="S|M|L",
    help=N_("S: 200 people, M: 5,000, L: 100,000."),
)
@click.option(
    "--seed", type=int, default=1, metavar="N", help=N_("Another number draws other people.")
)
@click.option(
    "--to", "path", type=NEW_FILE, required=True, metavar="FILE", help=N_("The file to make.")
)
@click.option(
    "--on",
    "day",
    type=DAY,
    metavar="YYYY-MM-DD",
    help=N_("The day when the stories end; today unless said."),
)
def demo(size: str, seed: int, path: Path, day: datetime | None) -> None:
    """Make a large file."""
    today = day.date() if day else clock.today()
    large.make(path, Size(size), seed=seed, today=today, watch=shown)
    people = large.PEOPLE[Size(size)]
    click.echo(
        n_("{n} invented person in", "{n} invented people in", people).replace("\u00a0", " ")
        + f" {path}"
    )


def _forget(path: Path) -> None:
    """Remove a demonstration, and nothing else: any other tracker is left as it is."""
    if not path.exists():
        return
    with tracker.open_tracker(path) as db:
        if not demonstration.ready_accounts(db):
            raise UnusableTracker(_("This file is not a demonstration. It was left as it is."))
    remove(path)
