"""A single-use link from the terminal, to be handed over by the administrator."""

import click

from core import accounts, clock, staff, tracker
from core.commands.spoken import Command
from core.language import N_, _

DEFAULT_ADDRESS = "http://127.0.0.1:8501"


@click.command(
    "invite",
    cls=Command,
    help=N_("Print the single-use link by which somebody chooses their password."),
)
@click.argument("login")
@click.option(
    "--by",
    "administrator",
    required=True,
    metavar="LOGIN",
    help=N_("Who does it: an administrator."),
)
@click.option(
    "--address",
    default=DEFAULT_ADDRESS,
    metavar="URL",
    help=N_("Where the tracker is opened in the browser."),
)
def invite(login: str, administrator: str, address: str) -> None:
    """Make a link for an account that is open: to come in, or to choose another password."""
    with tracker.open_tracker() as db:
        by, account = staff.find(db, administrator), staff.find(db, login)
        make = accounts.reset_link if account.has_password else accounts.invite_again
        link = make(db, account.id, by=by, now=clock.now())
    click.echo(_("To hand over to {name}; it works once:").format(name=account.name))
    click.echo(f"{address.rstrip('/')}/invitation/{link}")
