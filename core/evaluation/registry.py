"""Every indicator, defined once: screen, spreadsheet and Word take it from here and nowhere else."""

from core.evaluation import people, stay, work
from core.evaluation.definitions import (
    BARRIERS,
    CHANGE,
    CREATION,
    EVERYBODY,
    FOLLOW_UP,
    MENTORING,
    MILESTONE_DELAYS,
    PLAN,
    RESPONSE,
    TIME_IN_STAGE,
)
from core.evaluation.results import Column, Indicator, Kind
from core.language import N_

_LINES = N_("See each line.")

KEY_FIGURES = Indicator(
    key="key_figures",
    title=N_("Key figures"),
    definition=N_(
        "Workshops: collective sessions held. People reached: people accompanied, and those counted "
        "without a name at awareness sessions. People accompanied: present at one session or more. "
        "People with a project: reached project support or a later stage. Départements: where people "
        "live or sessions were held."
    ),
    population=EVERYBODY,
    numerator=_LINES,
    denominator=N_("None: these are counts."),
    missing_rule=N_("Somebody without a département or a stage counts in the other figures."),
    columns=(Column(key="n", title=N_("Number")),),
    answer=people.key_figures,
)

FUNNEL = Indicator(
    key="funnel",
    title=N_("How far do people come?"),
    definition=N_(
        "Each bar counts the people who ever reached the stage or a later one. Stepping back takes "
        "nothing away; a move that was cancelled does not count."
    ),
    population=EVERYBODY,
    numerator=N_("People with a stage move to this shared stage or to a later one."),
    denominator=N_("All the people of the population."),
    missing_rule=N_("People without a stage stay in the denominator; they are counted below."),
    columns=(
        Column(key="n", title=N_("People")),
        Column(key="of", title=N_("Out of")),
        Column(key="share", title=N_("Share"), kind=Kind.SHARE),
        Column(key="interval", title=N_("95 % interval"), kind=Kind.INTERVAL),
    ),
    answer=people.funnel,
    chart="bars",
)

RETENTION = Indicator(
    key="retention",
    title=N_("How long do people stay?"),
    definition=N_(
        "Share of people still followed, month after month since their entry (Kaplan–Meier, 95 % "
        "interval). Gross: every exit counts. Net: transfers, early releases, health and decisions of "
        "the administration do not count as a stop."
    ),
    population=EVERYBODY,
    numerator=N_("People still followed at each date."),
    denominator=N_("People followed at least until then."),
    missing_rule=N_("People still in the programme are counted until the day of the figures."),
    columns=(
        Column(key="at_risk", title=N_("Followed until then")),
        Column(key="gross", title=N_("Gross"), kind=Kind.SHARE),
        Column(key="net", title=N_("Net"), kind=Kind.SHARE),
    ),
    answer=stay.retention,
    chart="curves",
)

ATTENDANCE = Indicator(
    key="attendance",
    title=N_("Do people come to the sessions?"),
    definition=N_(
        "Attendance: present or late. Without the establishment's causes: absences due to a "
        "lockdown, a transfer, a search, a visit or staffing leave the calculation."
    ),
    population=N_("Lines of the roll calls of sessions held."),
    numerator=N_("Present or late."),
    denominator=N_(
        "Everybody expected; then everybody expected but for the establishment's absences."
    ),
    missing_rule=N_("An absence without a cause stays an absence in both rates."),
    columns=(
        Column(key="n", title=N_("Attended")),
        Column(key="of", title=N_("Expected")),
        Column(key="establishment", title=N_("Establishment's causes")),
        Column(key="share", title=N_("All causes"), kind=Kind.SHARE),
        Column(key="fair", title=N_("Without the establishment's"), kind=Kind.SHARE),
    ),
    answer=work.attendance,
    chart="rates",
)

MILESTONES = Indicator(
    key="milestones",
    title=N_("Which milestones are reached?"),
    definition=N_(
        "Supports where the milestone was submitted at least once, and where it was validated. A "
        "milestone is validated on evidence, by a second person unless stated."
    ),
    population=EVERYBODY,
    numerator=N_("Supports with the milestone submitted, then validated, at least once."),
    denominator=N_("All supports, ended or not."),
    missing_rule=N_("Nothing submitted counts as not submitted yet."),
    columns=(
        Column(key="submitted", title=N_("Submitted")),
        Column(key="validated", title=N_("Validated")),
        Column(key="of", title=N_("Out of")),
    ),
    answer=work.milestones,
    chart="steps",
)

FEEDBACK = Indicator(
    key="feedback",
    title=N_("What do mentors see?"),
    definition=N_(
        "Each dot is a mark given by a mentor after a meeting, from 1 to 4 on an anchored scale; the "
        "line is the median. The same person is met several times."
    ),
    population=N_("Feedback on meetings held with people of the population."),
    numerator=N_("Marks of each level."),
    denominator=N_("All marks given on the criterion."),
    missing_rule=N_("A criterion left aside is not counted."),
    columns=(
        Column(key="mark1", title="1"),
        Column(key="mark2", title="2"),
        Column(key="mark3", title="3"),
        Column(key="mark4", title="4"),
        Column(key="n", title=N_("Marks")),
        Column(key="median", title=N_("Median"), kind=Kind.LEVEL),
    ),
    answer=work.feedback,
    chart="dots",
)

EXITS = Indicator(
    key="exits",
    title=N_("What do people move on to?"),
    definition=N_(
        "Official classes of the inclusion sector. Lasting, transitional and positive exits together "
        "are the dynamic exits. Other exits stay in the denominator; neutralised ones (transfer, "
        "death, long illness, incarceration) stand apart."
    ),
    population=N_("Supports that ended."),
    numerator=N_("Exits of the class."),
    denominator=N_("All exits but the neutralised ones."),
    missing_rule=N_("A support cannot end without the kind of its exit."),
    columns=(
        Column(key="n", title=N_("Number of exits")),
        Column(key="share", title=N_("Share"), kind=Kind.SHARE),
    ),
    answer=people.exits,
    chart="bars",
)

INDICATORS = {
    indicator.key: indicator
    for indicator in (
        KEY_FIGURES,
        FUNNEL,
        TIME_IN_STAGE,
        RETENTION,
        ATTENDANCE,
        MILESTONES,
        MILESTONE_DELAYS,
        PLAN,
        MENTORING,
        FEEDBACK,
        BARRIERS,
        CHANGE,
        RESPONSE,
        EXITS,
        FOLLOW_UP,
        CREATION,
    )
}
