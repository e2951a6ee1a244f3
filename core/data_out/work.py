"""Tables about the work done: sessions, attendance, milestones, mentors' marks, barriers, months."""

from dataclasses import replace

from core.data_out.parts import Column, Kind, Table, columns
from core.data_out.shared import (
    ARM,
    CAUSE,
    COHORT,
    HELD_ON,
    KEYS,
    MINUTES,
    MONTHS,
    SESSION,
    SESSION_KIND,
    SIDE,
    SITE,
)
from core.language import N_

_OPEN_ARM = replace(ARM, values="arm")

SESSIONS = Table(
    key="sessions",
    label=N_("Sessions"),
    definition=N_(
        "One row per session, planned, held or not held. For an evaluator a number of people below the "
        "threshold of the campaign is left empty, and so is one that would give it back."
    ),
    columns=columns(
        SESSION,
        Column(name="month", label=N_("Month"), kind=Kind.MONTH),
        COHORT,
        _OPEN_ARM,
        SESSION_KIND,
        Column(name="title", label=N_("Title"), kind=Kind.TEXT),
        HELD_ON,
        Column(name="starts_at", label=N_("Time"), kind=Kind.TEXT),
        MINUTES,
        SITE,
        Column(name="state", label=N_("State"), kind=Kind.KEY, values="session_state"),
        CAUSE,
        SIDE,
        Column(name="expected", label=N_("People expected"), kind=Kind.COUNT,
               meaning=N_("People named in the roll call.")),
        Column(name="attended", label=N_("People who came"), kind=Kind.COUNT,
               meaning=N_("Present or late.")),
        Column(name="headcount", label=N_("People counted without a name"), kind=Kind.COUNT,
               meaning=N_("At awareness sessions, where nobody is named.")),
    ),
)  # fmt: skip

ATTENDANCE = Table(
    key="attendance",
    label=N_("Attendance"),
    definition=N_("One row per person and session held whose roll call names them."),
    columns=columns(
        *KEYS,
        SESSION,
        MONTHS,
        SESSION_KIND,
        HELD_ON,
        MINUTES,
        Column(name="mark", label=N_("Attendance"), kind=Kind.KEY, values="presence"),
        CAUSE,
        SIDE,
    ),
)

MILESTONES = Table(
    key="milestones",
    label=N_("Milestones"),
    definition=N_("One row per support and milestone that was ever touched; the others are not started."),
    columns=columns(
        *KEYS,
        Column(name="milestone", label=N_("Milestone"), kind=Kind.KEY, values="milestone"),
        Column(name="state", label=N_("Present state"), kind=Kind.KEY, values="milestone_state"),
        Column(name="planned_on", label=N_("Planned for"), kind=Kind.DATE),
        Column(name="submitted_on", label=N_("First submitted on"), kind=Kind.DATE,
               meaning=N_("Or validated, if it was not submitted before.")),
        Column(name="validated_on", label=N_("First validated on"), kind=Kind.DATE),
        Column(name="months_submitted", label=N_("Months from entry to first submission"),
               kind=Kind.COUNT, unit=N_("months")),
        Column(name="months_validated", label=N_("Months from entry to first validation"),
               kind=Kind.COUNT, unit=N_("months")),
        Column(name="returns", label=N_("Times returned"), kind=Kind.COUNT),
        Column(name="self_validated", label=N_("Validated by who submitted it"), kind=Kind.YES_NO),
    ),
)  # fmt: skip

MARKS = Table(
    key="marks",
    label=N_("Mentors’ marks"),
    definition=N_("One row per criterion marked in a mentor's feedback on a meeting held; no text."),
    columns=columns(
        *KEYS,
        Column(name="meeting", label=N_("Feedback no."), kind=Kind.COUNT),
        Column(name="met_on", label=N_("Met on"), kind=Kind.DATE),
        MONTHS,
        Column(name="criterion", label=N_("Criterion"), kind=Kind.KEY, values="criterion"),
        Column(name="level", label=N_("Mark"), kind=Kind.COUNT,
               meaning=N_("From 1 to 4; what each means stands in the definition of the programme.")),
        Column(name="answer", label=N_("The person's answer"), kind=Kind.KEY, values="answer"),
    ),
)  # fmt: skip

BARRIERS = Table(
    key="barriers",
    label=N_("Barriers"),
    definition=N_(
        "One row per support and barrier that was ever spoken of. A row that is not there is not “no "
        "difficulty”: nobody raised it. What touches health is not given to an evaluator."
    ),
    columns=columns(
        *KEYS,
        Column(name="barrier", label=N_("Barrier"), kind=Kind.KEY, values="barrier"),
        Column(name="state", label=N_("Present state"), kind=Kind.KEY, values="barrier_state"),
        Column(name="impact", label=N_("Impact"), kind=Kind.KEY, values="impact"),
        Column(name="priority", label=N_("Priority"), kind=Kind.YES_NO),
        Column(name="identified", label=N_("Identified"), kind=Kind.YES_NO,
               meaning=N_("Was open at least once.")),
        Column(name="worked_on", label=N_("Worked on with an objective"), kind=Kind.YES_NO,
               meaning=N_("Was open with at least one objective.")),
        Column(name="lifted", label=N_("Lifted"), kind=Kind.YES_NO,
               meaning=N_("The last change says it is closed, after it was open.")),
        Column(name="opened_on", label=N_("First open on"), kind=Kind.DATE),
        Column(name="lifted_on", label=N_("Lifted on"), kind=Kind.DATE),
        Column(name="months_opened", label=N_("Months from entry to first open"), kind=Kind.COUNT,
               unit=N_("months")),
        Column(name="months_lifted", label=N_("Months from entry to lifted"), kind=Kind.COUNT,
               unit=N_("months")),
    ),
)  # fmt: skip

MONTHLY = Table(
    key="months",
    label=N_("Figures by month"),
    definition=N_(
        "One row per month and form of support, and one for all of them together. For an evaluator "
        "small numbers of people are left empty, with those that would give them back; zero is shown."
    ),
    columns=columns(
        Column(name="month", label=N_("Month"), kind=Kind.MONTH),
        replace(ARM, values="arm_or_all"),
        Column(name="entries", label=N_("Entries"), kind=Kind.COUNT, meaning=N_("Supports that began.")),
        Column(name="exits", label=N_("Ends of support"), kind=Kind.COUNT, meaning=N_("Supports that ended.")),
        Column(name="sessions", label=N_("Sessions held"), kind=Kind.COUNT),
        Column(name="workshops", label=N_("Workshops held"), kind=Kind.COUNT,
               meaning=N_("Collective sessions held.")),
        Column(name="hours", label=N_("Hours of sessions"), kind=Kind.NUMBER, unit=N_("hours")),
        Column(name="seen", label=N_("People seen"), kind=Kind.COUNT,
               meaning=N_("Present or late at one session or more in the month; months do not add up.")),
        Column(name="attended", label=N_("Attendances"), kind=Kind.COUNT,
               meaning=N_("Present or late, session by session.")),
        Column(name="validated", label=N_("Milestones validated"), kind=Kind.COUNT,
               meaning=N_("For the first time.")),
    ),
)  # fmt: skip
