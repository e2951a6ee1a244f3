"""Word files from the terminal, under the rights of the person they are made for."""

from pathlib import Path

import click
from sqlite_utils import Database

from core import clock, cohorts, exports, participants, staff, tracker
from core.commands.files import NEW_FILE, refuse_if_there, write_new
from core.commands.spoken import Command, document_language, language_option
from core.errors import InvalidInput
from core.language import N_, Language, _
from core.permissions import Action
from core.staff import Staff

PLAN, SUMMARY, COHORT = "plan", "summary", "cohort"


@click.command(
    "export",
    cls=Command,
    help=N_("Make a Word file: a plan, an individual summary, the summary of a cohort."),
)
@click.argument(
    "document", type=click.Choice([PLAN, SUMMARY, COHORT]), metavar="plan|summary|cohort"
)
@click.argument("who", metavar="CODE|COHORT")
@click.option(
    "--by", "login", required=True, metavar="LOGIN", help=N_("Who does it: a sign-in name.")
)
@click.option(
    "--to", "path", type=NEW_FILE, required=True, metavar="FILE.docx", help=N_("The file to make.")
)
@click.option("--for-person", is_flag=True, help=N_("The summary that is given to the person."))
@language_option(help=N_("Language of the document: fr or en."))
def export(
    document: str, who: str, login: str, path: Path, for_person: bool, language: str | None
) -> None:
    """Make one Word file."""
    if for_person and document != SUMMARY:
        raise InvalidInput(_("Only a summary has a version for the person."))
    refuse_if_there(path)
    with tracker.open_tracker() as db:
        by, said = staff.find(db, login), document_language(language)
        write_new(path, _made(db, document, who, by=by, language=said, for_person=for_person))
    click.echo(_("Written: {file}").format(file=path))


def _made(
    db: Database, document: str, who: str, *, by: Staff, language: Language, for_person: bool
) -> bytes:
    today = clock.today()
    if document == COHORT:
        cohort = cohorts.find(db, who, by=by)
        return exports.cohort_as_word(db, cohort.id, by=by, today=today, language=language)
    if document == PLAN:
        person = participants.by_code(db, who, by=by, to=Action.EXPORT_PLAN)
        return exports.plan_as_word(db, person.id, by=by, today=today, language=language)
    person = participants.by_code(db, who, by=by, to=Action.EXPORT_SUMMARY)
    return exports.summary_as_word(
        db, person.id, by=by, today=today, language=language, for_person=for_person
    )
