"""The roles of the people who work with the tracker, and what each is told it may do."""

from enum import StrEnum, auto

from core.language import N_


class Role(StrEnum):
    ADMINISTRATOR = auto()
    LEAD = auto()
    COACH = auto()
    MENTOR = auto()
    EVALUATOR = auto()


ROLE_NAMES = {
    Role.ADMINISTRATOR: N_("administrator"),
    Role.LEAD: N_("programme lead"),
    Role.COACH: N_("coach"),
    Role.MENTOR: N_("mentor"),
    Role.EVALUATOR: N_("evaluator"),
}

ROLE_DESCRIPTIONS = {
    Role.ADMINISTRATOR: N_(
        "Opens accounts, brings rosters in, backs up. Reads no note or feedback."
    ),
    Role.LEAD: N_("Opens cohorts, reads everything but private notes, validates milestones."),
    Role.COACH: N_("Follows the people of their organisation's cohorts, inside and after."),
    Role.MENTOR: N_(
        "Sees the first name and project of their own mentees, and of the person heard by a jury they "
        "sit on. Gives feedback."
    ),
    Role.EVALUATOR: N_("Reads counts by cohort and form of support. Sees no name and no text."),
}
