"""Word files, alone or in an archive, from the terminal, under the rights of the person they are made for."""

from pathlib import Path

import click
from sqlite_utils import Database

from core import clock, cohorts, export_archive, exports, participants, snapshots, staff, tracker
from core.commands.files import NEW_FILE, refuse_if_there, write_new
from core.commands.progress import shown
from core.commands.spoken import Command, document_language, language_option
from core.errors import InvalidInput
from core.export_evaluation import evaluation_as_word
from core.language import N_, Language, _, n_
from core.permissions import Action
from core.staff import Staff

PLAN, PLANS, SUMMARY, COHORT = "plan", "plans", "summary", "cohort"
EVALUATION = "evaluation"


@click.command(
    "export",
    cls=Command,
    help=N_(
        "Make a Word file: a plan, an individual summary, the summary of a cohort, the evaluation report "
        "of frozen figures; or the plans of a cohort in one ZIP."
    ),
)
@click.argument(
    "document",
    type=click.Choice([PLAN, PLANS, SUMMARY, COHORT, EVALUATION]),
    metavar="plan|plans|summary|cohort|evaluation",
)
@click.argument("who", metavar="CODE|COHORT|REPORT")
@click.option(
    "--by", "login", required=True, metavar="LOGIN", help=N_("Who does it: a sign-in name.")
)
@click.option(
    "--to", "path", type=NEW_FILE, required=True, metavar="FILE", help=N_("The file to make.")
)
@click.option("--for-person", is_flag=True, help=N_("The summary that is given to the person."))
@language_option(help=N_("Language of the document: fr or en."))
def export(
    document: str, who: str, login: str, path: Path, for_person: bool, language: str | None
) -> None:
    """Make one file, and say how many plans were left out of an archive."""
    if for_person and document != SUMMARY:
        raise InvalidInput(_("Only a summary has a version for the person."))
    refuse_if_there(path)
    with tracker.open_tracker() as db:
        by, said = staff.find(db, login), document_language(language)
        write_new(path, _made(db, document, who, by=by, language=said, for_person=for_person))
        left_out = _left_out(db, who, by=by) if document == PLANS else 0
    click.echo(_("Written: {file}").format(file=path))
    if left_out:
        click.echo(
            n_("{n} plan left out: not yours to take away.",
               "{n} plans left out: not yours to take away.", left_out)
        )  # fmt: skip


def _made(
    db: Database, document: str, who: str, *, by: Staff, language: Language, for_person: bool
) -> bytes:
    today = clock.today()
    if document == EVALUATION:
        found = snapshots.find(db, who, by=by)
        return evaluation_as_word(db, found.id, by=by, language=language)
    if document == COHORT:
        cohort = cohorts.find(db, who, by=by)
        return exports.cohort_as_word(db, cohort.id, by=by, today=today, language=language)
    if document == PLANS:
        cohort = cohorts.find(db, who, by=by)
        return exports.plans_as_archive(
            db, cohort.id, by=by, today=today, language=language, watch=shown
        )
    if document == PLAN:
        person = participants.by_code(db, who, by=by, to=Action.EXPORT_PLAN)
        return exports.plan_as_word(db, person.id, by=by, today=today, language=language)
    person = participants.by_code(db, who, by=by, to=Action.EXPORT_SUMMARY)
    return exports.summary_as_word(
        db, person.id, by=by, today=today, language=language, for_person=for_person
    )


def _left_out(db: Database, cohort: str, *, by: Staff) -> int:
    return export_archive.plans_begun(db, cohorts.find(db, cohort, by=by).id, by=by).left_out
