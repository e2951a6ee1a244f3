"""Tables about people: who entered, where they stand, what they answered, how it ended."""

from core.data_out.parts import Column, Kind, Table, columns
from core.data_out.shared import (
    ARM,
    ENDED_ON,
    EXIT_CLASS,
    EXIT_KIND,
    KEYS,
    MONTHS,
    SITE,
    SITUATION,
    SITUATION_GROUP,
)
from core.language import N_
from core.storage.data_out_people import MOST_ITEMS

NAME = Column(
    name="name", label=N_("Name"), kind=Kind.TEXT,
    meaning=N_("Only where it was asked for, by somebody who may read it."),
)  # fmt: skip

PEOPLE = Table(
    key="people",
    label=N_("People"),
    definition=N_(
        "One row per person and support: somebody who entered two cohorts has two rows. Everybody who "
        "ever entered is there, ended supports included."
    ),
    columns=columns(
        *KEYS,
        NAME,
        ARM,
        Column(name="territory", label=N_("Territory"), kind=Kind.TEXT),
        Column(name="sex", label=N_("Sex"), kind=Kind.KEY, values="sex_or_masked"),
        Column(name="birth_year", label=N_("Year of birth"), kind=Kind.COUNT),
        Column(
            name="age", label=N_("Age at entry"), kind=Kind.KEY, values="age_or_masked",
            meaning=N_("Year of entry less year of birth, in bands."),
        ),
        Column(name="departement", label=N_("Département"), kind=Kind.TEXT),
        Column(name="entered_on", label=N_("Date of entry"), kind=Kind.DATE),
        Column(
            name="entered", label=N_("Month of entry"), kind=Kind.MONTH,
            meaning=N_("Only the year where too few people entered that month."),
        ),
        Column(
            name="situation_at_entry", label=N_("Situation at entry"), kind=Kind.KEY, values="situation",
            meaning=N_("The one known on the day of entry."),
        ),
        SITUATION,
        SITUATION_GROUP,
        Column(
            name="research", label=N_("Research questionnaires"), kind=Kind.KEY, values="consent",
            meaning=N_("The latest answer to the question of consent; empty if it was never noted."),
        ),
        Column(name="sessions_expected", label=N_("Sessions expected"), kind=Kind.COUNT,
               meaning=N_("Sessions held whose roll call names the person.")),
        Column(name="sessions_attended", label=N_("Sessions attended"), kind=Kind.COUNT,
               meaning=N_("Among them, present or late.")),
        Column(name="milestones_submitted", label=N_("Milestones submitted"), kind=Kind.COUNT,
               meaning=N_("Submitted or validated at least once.")),
        Column(name="milestones_validated", label=N_("Milestones validated"), kind=Kind.COUNT,
               meaning=N_("Validated at least once.")),
        ENDED_ON,
        Column(name="months_followed", label=N_("Months followed"), kind=Kind.COUNT, unit=N_("months"),
               meaning=N_("From entry to exit; empty while the support goes on.")),
        EXIT_KIND,
        EXIT_CLASS,
    ),
)  # fmt: skip

SITUATIONS = Table(
    key="situations",
    label=N_("Situations"),
    definition=N_(
        "One row per person and period. For an evaluator, from the situation at entry on: what came "
        "before would tell how long it had lasted."
    ),
    columns=columns(
        *KEYS,
        SITUATION,
        SITE,
        Column(name="starts_on", label=N_("From"), kind=Kind.DATE),
        Column(name="ends_on", label=N_("Until"), kind=Kind.DATE,
               meaning=N_("The day the next one begins; empty for the current one.")),
        MONTHS,
        SITUATION_GROUP,
    ),
)  # fmt: skip

STAGES = Table(
    key="stages",
    label=N_("Stages reached"),
    definition=N_(
        "One row per support and stage ever reached. A move that was cancelled does not count; "
        "stepping back takes nothing away."
    ),
    columns=columns(
        *KEYS,
        Column(name="stage", label=N_("Stage"), kind=Kind.KEY, values="stage"),
        Column(name="shared_stage", label=N_("Shared stage"), kind=Kind.KEY, values="shared_stage",
               meaning=N_("Under which programmes are compared.")),
        Column(name="reached_on", label=N_("First reached on"), kind=Kind.DATE),
        MONTHS,
    ),
)  # fmt: skip

QUESTIONNAIRES = Table(
    key="questionnaires",
    label=N_("Questionnaires"),
    definition=N_(
        "One row per support, questionnaire and wave: the score and each answer as it was circled. "
        "Sheets of people who refused the research, or changed their mind, are not given to an evaluator."
    ),
    columns=columns(
        *KEYS,
        Column(name="instrument", label=N_("Questionnaire"), kind=Kind.KEY, values="instrument"),
        Column(name="wave", label=N_("Wave"), kind=Kind.KEY, values="wave"),
        Column(name="outcome", label=N_("What became of it"), kind=Kind.KEY, values="sheet_outcome"),
        Column(name="collected_on", label=N_("Collected on"), kind=Kind.DATE),
        MONTHS,
        Column(name="score", label=N_("Score"), kind=Kind.NUMBER,
               meaning=N_("By the rule of the questionnaire; empty without a rule, or with too many answers missing.")),
        Column(name="missing", label=N_("Answers missing"), kind=Kind.COUNT),
        Column(name="read_aloud", label=N_("Read aloud by the coach"), kind=Kind.YES_NO),
        *(
            Column(name=f"item_{n}", label=N_("Answer to an item"), kind=Kind.COUNT,
                   meaning=N_("The number circled; reversed items are not turned round."))
            for n in range(1, MOST_ITEMS + 1)
        ),
    ),
)  # fmt: skip

FOLLOW_UPS = Table(
    key="follow_ups",
    label=N_("Follow-ups"),
    definition=N_(
        "One row per support and horizon after its end at which somebody was called back; "
        "“unreachable” is an answer."
    ),
    columns=columns(
        *KEYS,
        Column(name="horizon", label=N_("Months after the end"), kind=Kind.COUNT, unit=N_("months")),
        Column(name="contacted_on", label=N_("Contacted on"), kind=Kind.DATE),
        Column(name="outcome", label=N_("How the contact went"), kind=Kind.KEY, values="contact"),
        Column(name="channel", label=N_("Channel"), kind=Kind.KEY, values="channel"),
        SITUATION,
        SITUATION_GROUP,
        Column(name="activity", label=N_("Activity"), kind=Kind.KEY, values="activity"),
        Column(name="turnover_started", label=N_("Turnover has started"), kind=Kind.YES_NO,
               meaning=N_("Empty if it was not asked.")),
        Column(name="housing", label=N_("Housing"), kind=Kind.KEY, values="housing"),
    ),
)  # fmt: skip

EXITS = Table(
    key="exits",
    label=N_("How supports end"),
    definition=N_("One row per support that ended."),
    columns=columns(*KEYS, ENDED_ON, MONTHS, EXIT_KIND, EXIT_CLASS),
)
