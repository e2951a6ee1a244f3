"""The top of somebody's file: read without opening anything."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.language import _, n_, p_
from core.mentors import Pair
from core.milestones import STATES, Line, State
from core.participants import Participant
from core.situations import Situation
from core.stages import Step
from core.wording import listed, short_date, since
from pages.shared.markup import (
    Safe,
    facts,
    journey,
    lead,
    message,
    muted,
    safe,
    state,
    table,
    title,
    two_lines,
    unfold,
)

FIRST = 3  # milestones shown to somebody who has begun none


def head(person: Participant) -> None:
    """Name, code and project."""
    title(person.name, person.code)
    if person.project:
        lead(person.project)


def next_step_line(
    person: Participant, periods: Sequence[Situation], pairs: Sequence[Pair], today: date
) -> None:
    """Cohort, coach, mentor, situation; then the next step, the loudest thing after the name."""
    now = periods[-1] if periods else None
    where = ", ".join(filter(None, [now.label, now.site])) if now else None
    mentors = listed(pair.mentor for pair in pairs if pair.ends_on is None)
    facts(
        [
            (
                _("Cohort"),
                two_lines(
                    person.cohort, _("since {day}").format(day=short_date(person.entered_on))
                ),
            ),
            (_("Coach"), person.coach),
            (_("Mentor"), mentors),
            (
                _("Situation"),
                two_lines(where, _("since {day}").format(day=short_date(now.starts_on)))
                if now
                else None,
            ),
        ]
    )
    if person.ended_on:
        message(_("Support ended on {day}.").format(day=short_date(person.ended_on)))
    elif person.next_step:
        late = person.next_step_on is not None and person.next_step_on < today
        due = _("Next step, for {day}").format(day=short_date(person.next_step_on))
        label = state("late", _("{due}, overdue").format(due=due)) if late else muted(due)
        message(
            Safe(f"{label}<br>{safe(person.next_step)}"),
            kind="late" if late else "accent",
            role="note",
        )
    else:
        message(_("No next step yet. “Write down an interview” sets one."), role="note")


def strip(steps: Sequence[Step], today: date) -> None:
    """The journey strip; on a phone, what is behind the stage before is folded."""
    behind = sum(step.reached_on is not None and not step.here for step in steps) - 1
    if behind > 1:
        unfold(n_("Show {n} stage before", "Show {n} stages before", behind))
    journey((str(step.stage.name), _under(step, today), _when(step)) for step in steps)


def _when(step: Step) -> str:
    if step.here:
        return "here"
    return "reached" if step.reached_on else "later"


def _under(step: Step, today: date) -> Safe:
    if step.here and step.since:
        return Safe(f"{short_date(step.since)}<br>{since(step.since, today)}")
    return Safe(short_date(step.reached_on)) if step.reached_on else Safe("")


def milestone_table(lines: Sequence[Line], steps: Sequence[Step]) -> None:
    """The milestones begun, planned, or of the stages reached and the next; the later ones stand folded."""
    here = next((at for at, step in enumerate(steps) if step.here), 0)
    current = {step.stage.key for at, step in enumerate(steps) if at <= here + 1}
    done = sum(line.state is State.VALIDATED for line in lines)
    counted = sum(line.state is not State.NOT_APPLICABLE for line in lines)
    lead(_("Validated: {done} out of {n}").format(done=done, n=counted))
    columns = [
        _("Milestone"), _("State"), p_("milestone", "Planned"), p_("milestone", "Done"),
        _("Evidence"), _("By"),
    ]  # fmt: skip
    now = [line for line in lines if line.milestone.stage in current or _begun(line)]
    now = now or list(lines[:FIRST])
    later = [line for line in lines if line not in now]
    if done > 1:
        unfold(n_("Show {n} validated milestone", "Show {n} validated milestones", done))
    table(columns, [_milestone(line) for line in now], caption=_("Milestones"))
    if later:
        with st.expander(n_("{n} milestone comes later", "{n} milestones come later", len(later))):
            table(columns, [_milestone(line) for line in later], caption=_("Later milestones"))


def _begun(line: Line) -> bool:
    return line.state is not State.NOT_STARTED or line.planned_on is not None


def _milestone(line: Line) -> list[Safe]:
    evidence = line.evidence
    for answer in line.milestone.answers:
        if answer.key == evidence:
            evidence = str(answer.name)
    if line.state is State.RETURNED:
        evidence = _("Reason: {reason}").format(reason=line.reason)
    who = line.who if line.state in {State.VALIDATED, State.RETURNED, State.SUBMITTED} else ""
    if line.self_validated:
        who = _("{name}, alone").format(name=who)
    if line.state is State.SUBMITTED:
        who = _("to read over, from {name}").format(name=who)
    return [
        safe(str(line.milestone.name)),
        state(line.state, _(STATES[line.state])),
        safe(short_date(line.planned_on)),
        safe(short_date(line.moved_on)),
        safe(evidence),
        safe(who),
    ]
