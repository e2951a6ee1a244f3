"""Documents that leave as Word files or workbooks: the right, the reading, the document, and the trace of it."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

from sqlite_utils import Database

from core import audit, cohorts, export_archive, forecasts, jury, participants, staff
from core.errors import NotFound
from core.export_archive import Watched
from core.export_cohort import cohort_content
from core.export_content import summary_content
from core.export_plan import plan_content
from core.language import Language, _, speaking
from core.permissions import Action
from core.staff import Staff
from core.storage import exports as store
from core.storage.database import transaction


def plan_as_word(
    db: Database,
    participant_id: int,
    *,
    by: Staff,
    today: date,
    language: Language,
    version_id: int | None = None,
) -> bytes:
    """Somebody's business plan, theirs to hand to a bank; nothing in it speaks of a measure.

    With `version_id`, the plan as it was frozen.
    """
    from core.reports.plan import plan_document  # the Word library is loaded on the first document

    person = participants.get(db, participant_id, by=by, to=Action.EXPORT_PLAN)
    with speaking(language):
        content = plan_content(
            db, person, by=by, today=today, language=language, version_id=version_id
        )
        file = plan_document(content)
    _trace(db, "plan", file, by=by, language=language, participant_id=person.id)
    return file


def plans_as_archive(
    db: Database,
    cohort_id: int | None,
    *,
    by: Staff,
    today: date,
    language: Language,
    watch: Watched | None = None,
) -> bytes:
    """Every plan begun in a cohort, or in all that one sees (None), as Word files named by code in one ZIP.

    Each leaves its own trace. People out of reach are left out: `export_archive.plans_begun` counts them.
    `watch` is given the people, their number and a name, and hands them on: a progress bar. Raises `NotFound`
    when there is no plan to take away.
    """
    people = export_archive.plans_begun(db, cohort_id, by=by).people
    if not people:
        raise NotFound(_("No plan to take away: nobody in your follow-up has begun one here."))
    package, prints = export_archive.Archive(made_on=today), {}
    for person, file in export_archive.documents(
        db, people, by=by, today=today, language=language, watch=watch
    ):
        package.add(f"{person.code}.docx", file)
        prints[person.id] = sha256(file).hexdigest()
    with transaction(db):  # all the traces, or no archive
        for person_id, fingerprint in prints.items():
            _keep_trace(db, "plan", fingerprint, by=by, language=language, participant_id=person_id)
    return package.finished()


def forecast_as_workbook(
    db: Database, participant_id: int, *, by: Staff, today: date, language: Language
) -> bytes:
    """Somebody's forecast as a spreadsheet with live formulas. Raises `NotFound` while nobody has begun."""
    from core.exchange.workbook_forecast import forecast_workbook

    person = participants.get(db, participant_id, by=by, to=Action.EXPORT_PLAN)
    with speaking(language):
        inputs = forecasts.forecast_of(db, person.id, by=by).inputs
        title = person.project or _("Business project")
    file = forecast_workbook(inputs, language, title=title, made_on=today)
    _trace(db, "forecast", file, by=by, language=language, participant_id=person.id)
    return file


def summary_as_word(
    db: Database,
    participant_id: int,
    *,
    by: Staff,
    today: date,
    language: Language,
    for_person: bool = False,
) -> bytes:
    """The individual summary: the team's version, or the one that is given to the person."""
    from core.reports.summary import summary_document

    person = participants.get(db, participant_id, by=by, to=Action.EXPORT_SUMMARY)
    with speaking(language):
        content = summary_content(
            db, person, by=by, today=today, language=language, for_person=for_person
        )
        file = summary_document(content, for_person)
    document = "summary for the person" if for_person else "summary"
    _trace(db, document, file, by=by, language=language, participant_id=person.id)
    return file


def notice_as_word(
    db: Database, participant_id: int, *, by: Staff, today: date, language: Language
) -> bytes:
    """The information notice to hand to somebody; nothing in it speaks of a measure."""
    from core.reports.notice import NoticeContent, notice_document

    person = participants.get(db, participant_id, by=by, to=Action.EXPORT_SUMMARY)
    notice = NoticeContent(
        language=language, association=by.organisation or "Passerelle", made_on=today,
        author=by.name, name=person.name, coach=person.coach,
    )  # fmt: skip
    file = notice_document(notice)
    _trace(db, "notice", file, by=by, language=language, participant_id=person.id)
    return file


def cohort_as_word(
    db: Database,
    cohort_id: int,
    *,
    by: Staff,
    today: date,
    language: Language,
    leaves: bool = False,
) -> bytes:
    """The summary of a cohort: counts with their definitions and nobody's name.

    With `leaves`, counts under 11 are masked for readers outside; an evaluator's are from 5 on always.
    """
    from core.reports.cohort import cohort_document

    cohort = cohorts.get(db, cohort_id, by=by, to=Action.EXPORT_COHORT)
    with speaking(language):
        content = cohort_content(db, cohort, by=by, today=today, language=language, leaves=leaves)
        file = cohort_document(content)
    _trace(db, "cohort", file, by=by, language=language, cohort_id=cohort.id)
    return file


def jury_grid_as_word(
    db: Database, jury_id: int, *, by: Staff, today: date, language: Language
) -> bytes:
    """The blank grid of a jury, for its team and for those who sit on it."""
    from core.export_jury import grid_content
    from core.reports.jury import grid_document

    found = jury.get(db, jury_id, by=by)
    with speaking(language):
        file = grid_document(grid_content(db, found, today=today, language=language))
    _trace(db, "jury grid", file, by=by, language=language, participant_id=found.participant_id)
    return file


def jury_decision_as_word(
    db: Database, jury_id: int, *, by: Staff, today: date, language: Language
) -> bytes:
    """The decision of a jury as the person takes it away; nothing in it speaks of a measure."""
    from core.export_jury import decision_content
    from core.reports.jury import decision_document

    found = jury.get(db, jury_id, by=by)
    person = participants.get(db, found.participant_id, by=by, to=Action.EXPORT_PLAN)
    with speaking(language):
        content = decision_content(db, found, person, by=by, today=today, language=language)
        file = decision_document(content)
    _trace(db, "jury decision", file, by=by, language=language, participant_id=person.id)
    return file


def jury_plan_as_word(
    db: Database, jury_id: int, *, by: Staff, today: date, language: Language
) -> bytes:
    """The plan, for somebody who sits on the jury: handed over by whoever called it, under a first name.

    Everybody on the jury reads the version that was given to it.
    """
    from core.reports.plan import plan_document

    found = jury.get(db, jury_id, by=by)
    giver = staff.get(db, found.convened_by)
    person = participants.get(db, found.participant_id, by=giver, to=Action.EXPORT_PLAN)
    shown = person if found.code else replace(person, last_name="", code="")
    with speaking(language):
        content = plan_content(
            db, shown, by=giver, today=today, language=language, version_id=found.plan_version_id
        )
        file = plan_document(content)
    _trace(db, "jury plan", file, by=by, language=language, participant_id=person.id)
    return file


def _trace(
    db: Database, document: str, file: bytes, *, by: Staff, language: Language,
    participant_id: int | None = None, cohort_id: int | None = None,
) -> None:  # fmt: skip
    with transaction(db):
        _keep_trace(
            db, document, sha256(file).hexdigest(), by=by, language=language, participant_id=participant_id,
            cohort_id=cohort_id,
        )  # fmt: skip


def _keep_trace(
    db: Database, document: str, fingerprint: str, *, by: Staff, language: Language,
    participant_id: int | None = None, cohort_id: int | None = None,
) -> None:  # fmt: skip
    """The row and the audit of a document that leaves, inside the caller's transaction."""
    store.insert(
        db, document=document, participant_id=participant_id, cohort_id=cohort_id,
        language=language, sha256=fingerprint, recorded_by=by.id,
    )  # fmt: skip
    subject = "participant" if participant_id else "cohort"
    audit.record(
        db,
        f"{document}.exported",
        by=by,
        subject=subject,
        subject_id=participant_id or cohort_id,
    )
