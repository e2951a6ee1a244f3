"""A roster's line as an entry into a cohort, or what keeps it out."""

from datetime import date

from core.cohorts import Cohort
from core.enrolments import Entry, check_entry
from core.errors import InvalidInput
from core.exchange.cells import Severity
from core.exchange.roster_line import Problem, RosterLine
from core.exchange.vocabulary import situation_at
from core.language import _
from core.participants import Identity, Sex
from core.situations import SituationKind
from core.wording import short_date


def entry_of(
    line: RosterLine, *, cohort: Cohort, today: date
) -> tuple[Entry | None, tuple[Problem, ...]]:
    """The entry that a line makes (None if it has to be corrected first), with all its problems.

    Without a date of entry, the start of the cohort is taken. A notice given and an answer about research are
    dated of the entry.
    """
    problems = list(line.problems)

    def note(severity: Severity, sentence: str) -> None:
        problems.append(Problem(line=line.line, column="", sentence=sentence, severity=severity))

    if not line.importable:
        return None, tuple(problems)
    entered_on = line.entered_on or cohort.starts_on
    if line.entered_on is None:
        sentence = _("No date of entry: the start of the cohort is taken, {date}.")
        note(Severity.WARNING, sentence.format(date=short_date(entered_on)))
    if line.site and line.situation is None:
        sentence = _("The situation is not known, so the place is not kept: add both in the file.")
        note(Severity.WARNING, sentence)
    if line.situation == SituationKind.FREE and situation_at(line.site) == SituationKind.INSIDE:
        sentence = _("Free, yet the place is a prison: check the situation and the place.")
        note(Severity.WARNING, sentence)
    try:
        entry = Entry(
            identity=_identity(line),
            entered_on=entered_on,
            situation=SituationKind(line.situation) if line.situation else None,
            informed_on=entered_on if line.notice_given else None,
            agrees_to_research=line.research_consent,
        )
        check_entry(entry, today=today)
    except InvalidInput as problem:
        note(Severity.ERROR, str(problem))
        return None, tuple(problems)
    return entry, tuple(problems)


def _identity(line: RosterLine) -> Identity:
    return Identity(
        first_name=line.first_name,
        last_name=line.last_name,
        birth_year=line.birth_year,
        sex=Sex(line.sex) if line.sex else None,
        phone=line.phone or "",
        project=line.project,
        release_month=line.release_month or "",
    )
