"""The definitions of indicators on time, plans, barriers, questionnaires, and what comes after."""

from core.evaluation import afterwards, change, difficulties, durations
from core.evaluation.results import Column, Indicator, Kind
from core.language import N_

EVERYBODY = N_("People who entered one of the cohorts in view; once per cohort.")
SUPPORTS = N_("Supports begun in the cohorts in view, ended or not.")

TIME_IN_STAGE = Indicator(
    key="time_in_stage",
    title=N_("How long does each stage last?"),
    definition=N_(
        "Weeks between entering a stage and moving to another one: half of the passages were shorter "
        "than the median, half were longer. People who are still in the stage, and supports that ended "
        "there, are counted apart and do not enter the median."
    ),
    population=N_("Passages through a stage; somebody who comes back passes twice."),
    numerator=N_("Whole weeks from the day of entry to the day of the next move."),
    denominator=N_("None: this is a median."),
    missing_rule=N_(
        "Moves that were cancelled do not count; a stage without any passage is not shown."
    ),
    columns=(
        Column(key="moved", title=N_("Moved on")),
        Column(key="median", title=N_("Median, weeks"), kind=Kind.LEVEL),
        Column(key="still", title=N_("Still there")),
        Column(key="so_far", title=N_("Median so far, weeks"), kind=Kind.LEVEL),
        Column(key="left", title=N_("Ended there")),
    ),
    answer=durations.time_in_stage,
    chart="strip",
)

MILESTONE_DELAYS = Indicator(
    key="milestone_delays",
    title=N_("How long does a milestone take?"),
    definition=N_(
        "Days from the first submission of a milestone to its first validation. Against the planned date: "
        "validated on time, validated later, or the date has passed without a validation."
    ),
    population=SUPPORTS,
    numerator=N_("Days between the two dates; supports by what became of the planned date."),
    denominator=N_("None: these are a median and counts."),
    missing_rule=N_(
        "A milestone validated without a submission has no delay; one without a planned date is neither "
        "on time nor late. A support that ended before the validation is not overdue."
    ),
    columns=(
        Column(key="n", title=N_("Submitted, then validated")),
        Column(key="median", title=N_("Median, days"), kind=Kind.LEVEL),
        Column(key="on_time", title=N_("On time")),
        Column(key="late", title=N_("Later than planned")),
        Column(key="overdue", title=N_("Date passed")),
    ),
    answer=durations.milestone_delays,
    chart="strip",
)

PLAN = Indicator(
    key="plan",
    title=N_("How far are the business plans?"),
    definition=N_(
        "Each chapter of the plan, by the state its writer gave it: finished, to read over, begun. A "
        "chapter without a word is to write."
    ),
    population=EVERYBODY,
    numerator=N_("People whose chapter is in each state."),
    denominator=N_("All the people of the population, with a project or not yet."),
    missing_rule=N_("No plan begun counts as a chapter to write. Annexes are left aside."),
    columns=(
        Column(key="done", title=N_("Finished")),
        Column(key="to_review", title=N_("To read over")),
        Column(key="draft", title=N_("Begun")),
        Column(key="empty", title=N_("To write")),
        Column(key="of", title=N_("Out of")),
    ),
    answer=difficulties.plan_completeness,
    chart="stack",
)

MENTORING = Indicator(
    key="mentoring",
    title=N_("Does the mentors' feedback come back?"),
    definition=N_(
        "One feedback sheet is expected for each day that a pair met at a session which asks for it. "
        "Received: written, on such a day or another. Still expected: they met and nothing came."
    ),
    population=N_("Meetings between mentors and people of the population."),
    numerator=N_("Feedback sheets received, then still expected."),
    denominator=N_("Feedback sheets received and still expected, together."),
    missing_rule=N_("A meeting that did not take place expects nothing; it is counted apart."),
    columns=(
        Column(key="n", title=N_("Number")),
        Column(key="share", title=N_("Share"), kind=Kind.SHARE),
    ),
    answer=difficulties.mentoring,
    chart="bars",
)

BARRIERS = Indicator(
    key="barriers",
    title=N_("Which barriers are identified, worked on, lifted?"),
    definition=N_(
        "Identified: the barrier was written down as present at least once. Worked on: with at least one "
        "objective. Lifted: closed by a dated entry after it was present. A barrier that was not raised is "
        "not “no difficulty”: nobody spoke of it."
    ),
    population=SUPPORTS,
    numerator=N_("Supports where the barrier was identified, then worked on, then lifted."),
    denominator=N_("All supports, ended or not."),
    missing_rule=N_("Not raised counts as not identified."),
    columns=(
        Column(key="identified", title=N_("Identified")),
        Column(key="worked_on", title=N_("With an objective")),
        Column(key="lifted", title=N_("Lifted")),
        Column(key="of", title=N_("Out of")),
    ),
    answer=difficulties.barriers,
    chart="stack",
)

CHANGE = Indicator(
    key="change",
    title=N_("What changes between entry and exit?"),
    definition=N_(
        "Scores of the same people at entry and at exit: matched pairs only. A change is not the effect of "
        "the support: nobody was compared with people without it."
    ),
    population=N_("Supports with a score at entry and at exit."),
    numerator=N_(
        "Matched pairs. Change: exit minus entry; SD: its standard deviation; interval from Student's t; p "
        "from Wilcoxon's signed-rank test; d_z: mean change over its SD; d_av: mean change over the mean of "
        "the two SDs, and the same with Hedges' correction."
    ),
    denominator=N_("All supports, ended or not: pairs ÷ entrants."),
    missing_rule=N_(
        "A sheet with too many answers missing has no score. Answers of people who refuse that they serve "
        "the evaluation are left out."
    ),
    columns=(
        Column(key="n", title=N_("Matched pairs")),
        Column(key="of", title=N_("Out of")),
        Column(key="share", title=N_("Share"), kind=Kind.SHARE),
        Column(key="rose", title=N_("Score higher")),
        Column(key="same", title=N_("Score unchanged")),
        Column(key="fell", title=N_("Score lower")),
        Column(key="before", title=N_("Mean at entry"), kind=Kind.SCORE),
        Column(key="after", title=N_("Mean at exit"), kind=Kind.SCORE),
        Column(key="mean", title=N_("Mean change"), kind=Kind.CHANGE),
        Column(key="interval", title=N_("95 % interval"), kind=Kind.SPAN),
        Column(key="sd", title=N_("SD"), kind=Kind.SCORE),
        Column(key="p", title=N_("p (Wilcoxon)"), kind=Kind.P),
        Column(key="d_z", title="d_z", kind=Kind.EFFECT),
        Column(key="d_av", title="d_av", kind=Kind.EFFECT),
        Column(key="hedges", title=N_("d_av, Hedges"), kind=Kind.EFFECT),
    ),
    answer=change.change,
    chart="slopes",
)

RESPONSE = Indicator(
    key="response",
    title=N_("Do the questionnaires come back?"),
    definition=N_(
        "A questionnaire is due from the day of its wave: entry, exit, six months after. Refused and not "
        "given are written down as such; the others are waited for."
    ),
    population=N_("Questionnaires due by now in the cohorts in view."),
    numerator=N_("Answer sheets received, with a score or not."),
    denominator=N_("All the questionnaires due by now."),
    missing_rule=N_(
        "Nothing is due after a neutralised exit, nor from people who refuse that their answers serve the "
        "evaluation."
    ),
    columns=(
        Column(key="n", title=N_("Sheets received")),
        Column(key="refused", title=N_("Sheets refused")),
        Column(key="not_given", title=N_("Sheets not given")),
        Column(key="waiting", title=N_("Waited for")),
        Column(key="of", title=N_("Due by now")),
        Column(key="share", title=N_("Response rate"), kind=Kind.SHARE),
    ),
    answer=afterwards.response,
    chart="bars",
)

FOLLOW_UP = Indicator(
    key="follow_up",
    title=N_("What becomes of people after the support?"),
    definition=N_(
        "A contact is made at each horizon after the end of a support. Reached: answered, or said that they "
        "did not wish to. Unreachable is an answer as honest as the others; not contacted means that nobody "
        "wrote anything down."
    ),
    population=N_("Contacts due by now, after supports that ended."),
    numerator=N_("Contacts by how they went."),
    denominator=N_("All the contacts due by now at this horizon."),
    missing_rule=N_(
        "Nobody is contacted after an exit where the programme asks for none, nor if they declined, nor "
        "while they are followed again."
    ),
    columns=(
        Column(key="reached", title=N_("Could be reached")),
        Column(key="answered", title=N_("Answered")),
        Column(key="refused", title=N_("Did not wish to")),
        Column(key="unreachable", title=N_("Unreachable")),
        Column(key="waiting", title=N_("Not contacted")),
        Column(key="of", title=N_("Due by now")),
        Column(key="share", title=N_("Answered, share"), kind=Kind.SHARE),
    ),
    answer=afterwards.follow_up,
    chart="stack",
)

CREATION = Indicator(
    key="creation",
    title=N_("How many companies are created, and do they live?"),
    definition=N_(
        "Registered, activity started (turnover above zero) and lasting activity are three facts: over a "
        "quarter of registered micro-entrepreneurs never start. Not creating after an informed decision is "
        "not a failure."
    ),
    population=EVERYBODY,
    numerator=N_("People who ever reached the stage, or a later one."),
    denominator=N_("All the people of the population."),
    missing_rule=N_("People without a stage stay in the denominator."),
    columns=(
        Column(key="n", title=N_("People")),
        Column(key="of", title=N_("Out of")),
        Column(key="share", title=N_("Share"), kind=Kind.SHARE),
        Column(key="interval", title=N_("95 % interval"), kind=Kind.INTERVAL),
    ),
    answer=afterwards.creation,
    chart="bars",
)
