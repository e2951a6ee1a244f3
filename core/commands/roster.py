"""An association's roster from the terminal: the same rules and the same sentences as the screen."""

from datetime import date, timedelta
from pathlib import Path

import click
from sqlite_utils import Database

from core import accounts, clock, cohorts, organisations, programmes, rosters, staff, tracker
from core.accounts import AccountToOpen
from core.cohorts import Cohort, Part
from core.commands.files import READABLE, read
from core.commands.spoken import Command
from core.errors import InvalidInput
from core.language import N_, _, n_
from core.organisations import Organisation, OrganisationKind
from core.permissions import Role
from core.rosters import Fate, Preview, Report
from core.staff import Staff
from core.storage.database import connect, transaction


@click.command(
    "import-roster",
    cls=Command,
    help=N_("Bring in a list of people (CSV or XLSX), or only look at it."),
)
@click.argument("file", type=READABLE)
@click.option(
    "--cohort",
    metavar="NAME",
    help=N_("The cohort they enter: its name, or the prefix of its codes."),
)
@click.option("--by", "login", metavar="LOGIN", help=N_("Who does it: a sign-in name."))
@click.option(
    "--coach", metavar="LOGIN", help=N_("Their coach; the person who does it, if a coach.")
)
@click.option(
    "--dry-run", is_flag=True, help=N_("Say what would happen, line by line; nothing is written.")
)
@click.option("--with-phone", is_flag=True, help=N_("Import telephone numbers too."))
def import_roster(
    file: Path,
    cohort: str | None,
    login: str | None,
    coach: str | None,
    dry_run: bool,
    with_phone: bool,
) -> None:
    """Import a roster, or look at it."""
    content, today = read(file), clock.today()
    if cohort and login:
        with tracker.open_tracker() as db:
            by = staff.find(db, login)
            entered = cohorts.find(db, cohort, by=by)
            seen = rosters.preview(
                db,
                file.name,
                content,
                cohort_id=entered.id,
                with_phone=with_phone,
                by=by,
                today=today,
            )
            _say(seen)
            if not dry_run:
                follows = staff.find(db, coach) if coach else by
                coach_id = follows.id if coach or by.role is Role.COACH else None
                report = rosters.apply(
                    db, seen, {}, cohort_id=entered.id, coach_id=coach_id, by=by, today=today
                )
                click.echo(f"\n{_done(report)}.")
    elif dry_run and not (cohort or login):
        _say(_alone(file.name, content, with_phone=with_phone, today=today))
    else:
        raise InvalidInput(_("Say which cohort they enter (--cohort) and who does it (--by)."))


def _alone(name: str, content: bytes, *, with_phone: bool, today: date) -> Preview:
    """What the file says by itself: as if it came into an empty tracker, kept nowhere."""
    db = connect(":memory:")
    try:
        tracker.migrate(db)
        by = _nobody(db)
        organisation = Organisation(name="–", kind=OrganisationKind.OPERATOR)
        kept = programmes.load_delivered(db)[0]
        cohort = Cohort(
            name="–",
            prefix="AA",
            programme_id=kept.id,
            arm=kept.programme.arms[0].key,
            territory="–",
            starts_on=today - timedelta(days=3650),
            organisations={organisations.add(db, organisation, by=by): Part.BUSINESS},
        )
        cohort_id = cohorts.add(db, cohort, by=by)
        return rosters.preview(
            db, name, content, cohort_id=cohort_id, with_phone=with_phone, by=by, today=today
        )
    finally:
        db.conn.close()


def _nobody(db: Database) -> Staff:
    """An administrator for an empty tracker in memory."""
    account = AccountToOpen(name="–", login="nobody", role=Role.ADMINISTRATOR)
    with transaction(db):
        return staff.get(db, accounts.add(db, account, by=None))


def _say(seen: Preview) -> None:
    for line in rosters.report_lines(seen):
        click.echo(line)


def _done(report: Report) -> str:
    """What became of the lines, as the screen says it."""
    number = {fate: len(report.lines(fate)) for fate in Fate}
    words = {
        Fate.ADDED: n_("{n} person added", "{n} people added", number[Fate.ADDED]),
        Fate.ALREADY: n_("{n} already there", "{n} already there", number[Fate.ALREADY]),
        Fate.UNDECIDED: n_("{n} to decide", "{n} to decide", number[Fate.UNDECIDED]),
        Fate.SKIPPED: n_("{n} left out", "{n} left out", number[Fate.SKIPPED]),
        Fate.REFUSED: n_("{n} to correct", "{n} to correct", number[Fate.REFUSED]),
    }
    told = [said for fate, said in words.items() if number[fate] or fate is Fate.ADDED]
    return ", ".join(told)
