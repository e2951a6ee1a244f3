"""Tidy tables from the terminal, under the rights of the person they are made for."""

from pathlib import Path

import click

from core import clock, cohorts, export_data, staff, tracker
from core.commands.files import NEW_FILE, refuse_if_there
from core.commands.spoken import Command, document_language, language_option
from core.data_out import reading
from core.errors import UnusableFile
from core.evaluation.views import Scope
from core.export_data import ALL, Form, Request
from core.language import N_, _, n_


@click.command(
    "export-data",
    cls=Command,
    help=N_(
        "Write a table, or all of them, as CSV or as a workbook: by code for the team, by pseudonym for "
        "an evaluator."
    ),
)
@click.argument("table", type=click.Choice([*reading.keys(), ALL]), metavar="TABLE|all")
@click.option(
    "--by", "login", required=True, metavar="LOGIN", help=N_("Who does it: a sign-in name.")
)
@click.option(
    "--to", "path", type=NEW_FILE, required=True, metavar="FILE", help=N_("The file to make.")
)
@click.option(
    "--form",
    type=click.Choice([form.value for form in Form]),
    default=Form.CSV.value,
    metavar="csv|xlsx",
    help=N_("The kind of file; all the tables in CSV make a ZIP."),
)
@click.option("--cohort", metavar="NAME", help=N_("Only this cohort: its name, or its prefix."))
@click.option("--support", "arm", metavar="KEY", help=N_("Only this form of support: its key."))
@click.option("--names", is_flag=True, help=N_("With people's names, for those who may read them."))
@language_option(help=N_("Language of the file: fr or en."))
def export_data_(
    table: str,
    login: str,
    path: Path,
    form: str,
    cohort: str | None,
    arm: str | None,
    names: bool,
    language: str | None,
) -> None:
    """Make one file and say how many rows it has; a file that could not be finished is taken away."""
    refuse_if_there(path)
    with tracker.open_tracker() as db:
        by = staff.find(db, login)
        cohort_id = cohorts.find(db, cohort, by=by).id if cohort else None
        asked = Request(
            table=table, form=Form(form), scope=Scope(arm=arm, cohort_id=cohort_id), names=names
        )
        try:
            with path.open("x+b") as file:
                rows = export_data.write(
                    db, file, asked, by=by, today=clock.today(),
                    language=document_language(language),
                )  # fmt: skip
        except OSError as problem:
            path.unlink(missing_ok=True)
            raise UnusableFile(
                _("This file cannot be written. Check the folder and its rights.")
            ) from problem
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    click.echo(_("Written: {file}").format(file=path))
    click.echo(n_("{n} row", "{n} rows", rows))
