"""What the documents about one person say: the nouns, read for whoever exports, as plain values."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from core import (
    attendance,
    feedback,
    mentors,
    milestones,
    notes,
    programmes,
    sessions,
    situations,
    stages,
)
from core.attendance import THERE
from core.language import Language, _
from core.milestones import State
from core.notes import Level
from core.participants import Participant
from core.programme import Programme
from core.reports import content
from core.sessions import Attended
from core.sessions import State as SessionState
from core.staff import Staff
from core.wording import listed


def summary_content(
    db: Database,
    person: Participant,
    *,
    by: Staff,
    today: date,
    language: Language,
    for_person: bool,
) -> content.SummaryContent:
    """Somebody's journey; the person's version is given neither situation, place nor notes of the team."""
    programme = programmes.programme_of(db, person.cohort_id)
    attended = sessions.of_participant(db, person.id, by=by)
    given = [one for one in feedback.of(db, person.id, by=by) if one.feedback.held]
    pairs = mentors.of(db, person.id, by=by)
    return content.SummaryContent(
        language=language,
        association=by.organisation or "Passerelle",
        made_on=today,
        author=by.name,
        name=person.name,
        code=person.code,
        cohort=person.cohort,
        coach=person.coach,
        mentor=listed(pair.mentor for pair in pairs if pair.ends_on is None),
        birth_year=person.birth_year,
        departement=person.departement,
        project=person.project,
        entered_on=person.entered_on,
        situations=() if for_person else _situations(db, person, by=by),
        stages=tuple(
            content.StageStep(
                label=str(step.stage.name), reached_on=step.reached_on, is_current=step.here
            )
            for step in stages.journey(db, person.id, by=by)
        ),
        milestones=tuple(
            _milestone(line, for_person=for_person)
            for line in milestones.table(db, person.id, by=by)
        ),
        session_totals=tuple(_totals(attended)),
        sessions=tuple(_session(line, programme) for line in attended),
        feedback=tuple(_marks(programme, given)),
        strengths=tuple(one.feedback.strengths for one in given if one.feedback.strengths),
        notes=_notes(db, person, by=by, for_person=for_person),
        next_step=person.next_step,
        next_step_on=person.next_step_on,
    )


def _situations(
    db: Database, person: Participant, *, by: Staff
) -> tuple[content.SituationPeriod, ...]:
    return tuple(
        content.SituationPeriod(
            label=period.label,
            site=period.site,
            started_on=period.starts_on,
            ended_on=period.ends_on,
        )
        for period in situations.of(db, person.id, by=by)
    )


def _milestone(line: milestones.Line, *, for_person: bool) -> content.MilestoneLine:
    """The evidence is the team's own writing: what the person takes away leaves it out."""
    answers = {answer.key: str(answer.name) for answer in line.milestone.answers}
    return content.MilestoneLine(
        title=str(line.milestone.name),
        state=content.MilestoneState(line.state),
        planned_on=line.planned_on,
        changed_on=line.moved_on,
        evidence="" if for_person else answers.get(line.evidence, line.evidence),
        validated_by=line.who if line.state is State.VALIDATED else "",
        reason=line.reason,
    )


def _totals(attended: Iterable[Attended]) -> Iterable[content.SessionTotal]:
    """What was offered, held and attended, kind by kind; a session not held was offered all the same."""
    by_kind: dict[str, list[Attended]] = defaultdict(list)
    for line in attended:
        if line.session.state is not SessionState.PLANNED:
            by_kind[line.session.kind_name].append(line)
    for kind, lines in by_kind.items():
        held = [line for line in lines if line.session.state is SessionState.HELD]
        there = [line for line in held if line.mark.mark in THERE]
        yield content.SessionTotal(
            kind=kind,
            offered=len(lines),
            held=len(held),
            attended=len(there),
            minutes_offered=_minutes(lines),
            minutes_held=_minutes(held),
            minutes_attended=_minutes(there),
        )


def _minutes(lines: Iterable[Attended]) -> int:
    return sum(line.session.minutes for line in lines)


def _session(line: Attended, programme: Programme) -> content.SessionLine:
    held = line.session.state is SessionState.HELD
    cause = line.mark.cause if held else line.session.cause
    return content.SessionLine(
        held_on=line.session.held_on,
        kind=line.session.kind_name,
        title=line.session.title,
        minutes=line.session.minutes,
        attendance=attendance.presence_name(line.mark.mark) if held else _("not held"),
        cause=attendance.cause_name(programme, cause) if cause else "",
    )


def _marks(programme: Programme, given: list[feedback.Given]) -> Iterable[content.CriterionMarks]:
    for criterion in programme.criteria:
        marks = [
            one.feedback.marks[criterion.key][0]
            for one in reversed(given)
            if criterion.key in one.feedback.marks
        ]
        if marks:
            yield content.CriterionMarks(criterion=str(criterion.name), marks=tuple(marks))


def _notes(
    db: Database, person: Participant, *, by: Staff, for_person: bool
) -> tuple[content.NoteLine, ...]:
    """Notes that their author meant to be shared; the person's version holds only those meant for them."""
    levels = {Level.PARTICIPANT} if for_person else {Level.PARTICIPANT, Level.MENTOR}
    return tuple(
        content.NoteLine(
            written_on=note.written_on,
            author=note.author,
            level=content.NoteLevel(note.level),
            text=note.body,
        )
        for note in notes.of(db, person.id, by=by)
        if note.level in levels
    )
