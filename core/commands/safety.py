"""Keeping the tracker safe from the terminal: a verified copy, and a look at the file."""

from pathlib import Path

import click

from core import backups, tracker
from core.commands.files import NEW_FILE, refuse_if_there
from core.commands.spoken import Command
from core.language import N_, _, n_
from core.storage.database import tracker_path


@click.command(
    "backup",
    cls=Command,
    help=N_("Copy the tracker to a new file and verify the copy, even while people work."),
)
@click.argument("file", type=NEW_FILE)
def backup(file: Path) -> None:
    """Make one backup."""
    refuse_if_there(file)
    with tracker.open_tracker() as db:
        copy = backups.make(db, file)
    people = n_("{n} participant", "{n} participants", copy.participants)
    click.echo(_("Copied and verified: {file}").format(file=file))
    click.echo(", ".join([people, n_("{n} row", "{n} rows", copy.rows)]))
    click.echo(f"SHA-256 {copy.sha256}")


@click.command("check", cls=Command, help=N_("Say whether the tracker file is sound."))
def check() -> None:
    """Look at the tracker file."""
    with tracker.open_tracker() as db:
        found = backups.inspect(db)
    click.echo(_("The tracker file is sound: {file}").format(file=tracker_path()))
    people = n_("{n} participant", "{n} participants", found.participants)
    click.echo(", ".join([people, n_("{n} row", "{n} rows", found.rows)]))
