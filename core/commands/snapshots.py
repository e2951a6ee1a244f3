"""Figures frozen from the terminal: those of a report, and those of the month for who sees no name."""

import click

from core import clock, cohorts, snapshots, staff, tracker
from core.commands.spoken import Command
from core.evaluation import dashboard, publication, thresholds
from core.evaluation.registry import INDICATORS
from core.evaluation.views import Scope, Split
from core.language import N_, _
from core.snapshots import Audience, Wish
from core.wording import short_date


@click.command(
    "freeze",
    cls=Command,
    help=N_("Freeze the figures of today under a name, for an evaluation report."),
)
@click.argument("name", metavar="NAME")
@click.option(
    "--by", "login", required=True, metavar="LOGIN", help=N_("Who does it: a sign-in name.")
)
@click.option(
    "--for",
    "audience",
    type=click.Choice(list(Audience)),
    default=Audience.FUNDER,
    help=N_("Whom the report is for; small numbers are masked for funders."),
)
@click.option("--cohort", metavar="COHORT", help=N_("Only this cohort: its name or prefix."))
@click.option(
    "--all-numbers", is_flag=True, help=N_("Mask nothing: for a steering committee only.")
)
@click.option(
    "--only",
    "keys",
    multiple=True,
    metavar="INDICATOR",
    help=N_("One indicator, by its key; repeat for more, in the order of the report."),
)
def freeze(
    name: str,
    login: str,
    audience: str,
    cohort: str | None,
    all_numbers: bool,
    keys: tuple[str, ...],
) -> None:
    """Freeze, and say the number and the fingerprint of what was frozen."""
    with tracker.open_tracker() as db:
        by = staff.find(db, login)
        k = thresholds.of(db)
        masked = k.outside if audience == Audience.FUNDER else k.inside
        wish = Wish(
            name=name,
            audience=Audience(audience),
            scope=Scope(cohort_id=cohorts.find(db, cohort, by=by).id) if cohort else Scope(),
            indicators=keys or tuple(INDICATORS),
            smallest=None if all_numbers else masked,
        )
        taken = snapshots.take(db, wish, by=by, today=clock.today())
        mark = snapshots.read(db, taken, by=by).snapshot.mark
    click.echo(_("Frozen: report {n}, fingerprint {mark}").format(n=taken, mark=mark))


@click.command(
    "fix-figures",
    cls=Command,
    help=N_(
        "Fix the figures of the month that evaluators read, before the first of them waits for it."
    ),
)
@click.option(
    "--by", "login", required=True, metavar="LOGIN", help=N_("Who does it: a sign-in name.")
)
def fix_figures(login: str) -> None:
    """Fix and mask them: what the first look of a month does, done at night in a large tracker."""
    today = clock.today()
    with tracker.open_tracker() as db:
        by = staff.find(db, login)
        for split in (Split.NONE, Split.ARM):
            dashboard.overview(db, Scope(), split=split, by=by, today=today)
        fixed = publication.of_month(db, today).fixed_on
    click.echo(_("Figures of the month fixed on {day}.").format(day=short_date(fixed)))
