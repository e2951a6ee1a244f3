"""Columns that several tables share."""

from core.data_out.parts import Column, Kind
from core.language import N_

CODE = Column(
    name="code", label=N_("Code"), kind=Kind.TEXT,
    meaning=N_("The participant's code; empty for somebody whose file you may not open."),
)  # fmt: skip
PSEUDONYM = Column(
    name="pseudonym", label=N_("Pseudonym"), kind=Kind.TEXT,
    meaning=N_("The same person in every table of this campaign, and in no other campaign."),
)  # fmt: skip
SUPPORT = Column(
    name="support", label=N_("Support no."), kind=Kind.COUNT,
    meaning=N_("1 for a person's first support, 2 for the next one: joins the tables with the code or pseudonym."),
)  # fmt: skip
COHORT = Column(name="cohort", label=N_("Cohort"), kind=Kind.TEXT)
ARM = Column(name="arm", label=N_("Form of support"), kind=Kind.KEY, values="arm_or_masked")
MONTHS = Column(
    name="months", label=N_("Months since entry"), kind=Kind.COUNT, unit=N_("months"),
    meaning=N_("Calendar months between the month of entry and that of the event; 0 in the month of entry."),
)  # fmt: skip
SITUATION = Column(
    name="situation", label=N_("Situation"), kind=Kind.KEY, values="situation",
    meaning=N_("The latest one known."),
)  # fmt: skip
SITUATION_GROUP = Column(
    name="situation_group", label=N_("Situation"), kind=Kind.KEY, values="situation_group_or_masked",
    meaning=N_("In four groups; masked where the situation at entry is."),
)  # fmt: skip
KEYS = (CODE, PSEUDONYM, SUPPORT, COHORT)

SESSION = Column(
    name="session", label=N_("Session no."), kind=Kind.COUNT,
    meaning=N_("Joins sessions and attendance."),
)  # fmt: skip
SESSION_KIND = Column(
    name="kind", label=N_("Kind of session"), kind=Kind.KEY, values="session_kind"
)
HELD_ON = Column(name="held_on", label=N_("Date of the session"), kind=Kind.DATE)
MINUTES = Column(name="minutes", label=N_("Length"), kind=Kind.COUNT, unit=N_("minutes"))
SITE = Column(name="site", label=N_("Place"), kind=Kind.TEXT)
CAUSE = Column(name="cause", label=N_("Cause"), kind=Kind.KEY, values="cause")
SIDE = Column(
    name="side", label=N_("Side responsible"), kind=Kind.KEY, values="side",
    meaning=N_("Who answers for the absence, or for the session not held; empty if nobody said."),
)  # fmt: skip
EXIT_KIND = Column(name="exit_kind", label=N_("Kind of exit"), kind=Kind.KEY, values="exit_kind")
EXIT_CLASS = Column(
    name="exit_class", label=N_("Class of exit"), kind=Kind.KEY, values="exit_class",
    meaning=N_("Official classes of the inclusion sector; neutralised exits stay out of rates."),
)  # fmt: skip
ENDED_ON = Column(name="ended_on", label=N_("End of the support"), kind=Kind.DATE)
