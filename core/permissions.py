"""Who may do what, to whom: one table, and everything that is not in it is refused."""

from enum import StrEnum, auto

from core.errors import NotAllowed
from core.language import _
from core.roles import ROLE_DESCRIPTIONS, ROLE_NAMES, Role

__all__ = [
    "ALLOWED", "ROLE_DESCRIPTIONS", "ROLE_NAMES", "Action", "Relation", "Role", "allows",
    "may_open", "require",
]  # fmt: skip


class Relation(StrEnum):
    """What a participant is to a member of staff."""

    OWN = auto()  # their coach, or their mentor for as long as the pair lasts
    SAME_ORGANISATION = auto()  # in a cohort that their organisation runs
    OTHER = auto()
    ARCHIVED = auto()
    ANONYMOUS = auto()  # the identity has been erased, the counts remain


class Action(StrEnum):
    # on one participant
    READ_IDENTITY = auto()  # full name, birth year, phone
    READ_FIRST_NAME = auto()  # first name and project: what a mentor sees
    EDIT_PARTICIPANT = auto()
    READ_JOURNEY = auto()  # situations, stages, milestones, attendance
    MOVE_STAGE = auto()
    SUBMIT_MILESTONE = auto()
    VALIDATE_MILESTONE = auto()
    RECORD_SESSION = auto()
    RECORD_FOLLOW_UP = auto()  # contacts after the support
    READ_NOTES = auto()
    WRITE_NOTE = auto()
    READ_DOCUMENTS = auto()  # files kept on somebody
    WRITE_DOCUMENTS = auto()
    READ_BARRIERS = auto()  # barriers and referrals: never for a mentor or an evaluator
    WRITE_BARRIERS = auto()
    READ_ANSWERS = auto()  # answer sheets of questionnaires
    RECORD_ANSWERS = auto()
    PAIR_MENTOR = auto()
    PLAN_MEETING = auto()  # of a pair: the coach, or the mentor themself
    GIVE_FEEDBACK = auto()
    READ_FEEDBACK = auto()
    READ_PLAN = auto()
    WRITE_PLAN = auto()
    EXPORT_PLAN = auto()
    COMMENT_PLAN = auto()
    READ_SHARED_PLAN = auto()  # what a mentor reads, once the team shares it
    EXPORT_SUMMARY = auto()
    HOLD_JURY = auto()  # call it, open its deliberation, write its decision down
    READ_HISTORY = auto()
    # on nobody in particular
    SEE_TO_DO = auto()
    LIST_PARTICIPANTS = auto()
    LIST_MENTEES = auto()
    LIST_SESSIONS = auto()
    KEEP_MENTORS = auto()  # the pool: what each offers, until when they are engaged
    KEEP_PARTNERS = auto()  # the organisations that people are sent to
    SIT_ON_JURY = auto()  # only on those that name them: see core.jury.seated
    IMPORT_ROSTER = auto()
    VIEW_COHORTS = auto()
    MANAGE_COHORTS = auto()
    STEER = auto()  # cohorts against their targets, workload, delays, spread between mentors
    VIEW_DASHBOARD = auto()  # counts; masked for those who see no name
    VIEW_RESPONSE_RATES = auto()
    EXPORT_COHORT = auto()
    READ_DICTIONARY = auto()  # which tables may leave, what is in them
    EXPORT_DATA = auto()  # rows of people: by code for the team, by pseudonym for an evaluator
    MANAGE_CAMPAIGNS = auto()
    SET_THRESHOLDS = auto()  # below how many people a number is masked
    EXPORT_EVALUATION = auto()  # freeze figures, take the evaluation report away
    KEEP_LEARNINGS = auto()  # what the teams observe of their cohorts
    READ_PROGRAMME = auto()
    MANAGE_STAFF = auto()
    MANAGE_ORGANISATIONS = auto()
    BACK_UP = auto()


_TEAM = frozenset({Relation.OWN, Relation.SAME_ORGANISATION})
_ANY = frozenset({Relation.OWN, Relation.SAME_ORGANISATION, Relation.OTHER})
_READABLE = _ANY | {Relation.ARCHIVED}
_OWN = frozenset({Relation.OWN})
NOBODY_IN_PARTICULAR: frozenset[Relation] = frozenset()

ALLOWED: dict[Role, dict[Action, frozenset[Relation]]] = {
    Role.ADMINISTRATOR: {
        Action.READ_IDENTITY: _READABLE,
        Action.EDIT_PARTICIPANT: _ANY,
        Action.READ_HISTORY: _READABLE,
        Action.LIST_PARTICIPANTS: NOBODY_IN_PARTICULAR,
        Action.IMPORT_ROSTER: NOBODY_IN_PARTICULAR,
        Action.VIEW_COHORTS: NOBODY_IN_PARTICULAR,
        Action.MANAGE_COHORTS: NOBODY_IN_PARTICULAR,
        Action.READ_DICTIONARY: NOBODY_IN_PARTICULAR,
        Action.MANAGE_CAMPAIGNS: NOBODY_IN_PARTICULAR,
        Action.READ_PROGRAMME: NOBODY_IN_PARTICULAR,
        Action.MANAGE_STAFF: NOBODY_IN_PARTICULAR,
        Action.MANAGE_ORGANISATIONS: NOBODY_IN_PARTICULAR,
        Action.BACK_UP: NOBODY_IN_PARTICULAR,
    },
    Role.LEAD: {
        Action.READ_IDENTITY: _READABLE,
        Action.READ_FIRST_NAME: _READABLE,
        Action.EDIT_PARTICIPANT: _ANY,
        Action.READ_JOURNEY: _READABLE,
        Action.MOVE_STAGE: _ANY,
        Action.SUBMIT_MILESTONE: _ANY,
        Action.VALIDATE_MILESTONE: _ANY,
        Action.RECORD_SESSION: _ANY,
        Action.RECORD_FOLLOW_UP: _ANY,
        Action.READ_NOTES: _READABLE,
        Action.WRITE_NOTE: _ANY,
        Action.READ_DOCUMENTS: _READABLE,
        Action.WRITE_DOCUMENTS: _ANY,
        Action.READ_BARRIERS: _READABLE,
        Action.WRITE_BARRIERS: _ANY,
        Action.READ_ANSWERS: _READABLE,
        Action.RECORD_ANSWERS: _ANY,
        Action.PAIR_MENTOR: _ANY,
        Action.PLAN_MEETING: _ANY,
        Action.READ_FEEDBACK: _READABLE,
        Action.READ_PLAN: _READABLE,
        Action.WRITE_PLAN: _ANY,
        Action.EXPORT_PLAN: _READABLE,
        Action.COMMENT_PLAN: _ANY,
        Action.EXPORT_SUMMARY: _READABLE,
        Action.HOLD_JURY: _ANY,
        Action.READ_HISTORY: _READABLE,
        Action.SEE_TO_DO: NOBODY_IN_PARTICULAR,
        Action.LIST_PARTICIPANTS: NOBODY_IN_PARTICULAR,
        Action.LIST_SESSIONS: NOBODY_IN_PARTICULAR,
        Action.KEEP_MENTORS: NOBODY_IN_PARTICULAR,
        Action.KEEP_PARTNERS: NOBODY_IN_PARTICULAR,
        Action.SIT_ON_JURY: NOBODY_IN_PARTICULAR,
        Action.IMPORT_ROSTER: NOBODY_IN_PARTICULAR,
        Action.VIEW_COHORTS: NOBODY_IN_PARTICULAR,
        Action.MANAGE_COHORTS: NOBODY_IN_PARTICULAR,
        Action.STEER: NOBODY_IN_PARTICULAR,
        Action.VIEW_DASHBOARD: NOBODY_IN_PARTICULAR,
        Action.VIEW_RESPONSE_RATES: NOBODY_IN_PARTICULAR,
        Action.EXPORT_COHORT: NOBODY_IN_PARTICULAR,
        Action.SET_THRESHOLDS: NOBODY_IN_PARTICULAR,
        Action.EXPORT_EVALUATION: NOBODY_IN_PARTICULAR,
        Action.READ_DICTIONARY: NOBODY_IN_PARTICULAR,
        Action.EXPORT_DATA: NOBODY_IN_PARTICULAR,
        Action.MANAGE_CAMPAIGNS: NOBODY_IN_PARTICULAR,
        Action.KEEP_LEARNINGS: NOBODY_IN_PARTICULAR,
        Action.READ_PROGRAMME: NOBODY_IN_PARTICULAR,
    },
    Role.COACH: {
        Action.READ_IDENTITY: _TEAM,
        Action.READ_FIRST_NAME: _TEAM,
        Action.EDIT_PARTICIPANT: _TEAM,
        Action.READ_JOURNEY: _TEAM,
        Action.MOVE_STAGE: _TEAM,
        Action.SUBMIT_MILESTONE: _TEAM,
        Action.VALIDATE_MILESTONE: _TEAM,
        Action.RECORD_SESSION: _TEAM,
        Action.RECORD_FOLLOW_UP: _TEAM,
        Action.READ_NOTES: _TEAM,
        Action.WRITE_NOTE: _TEAM,
        Action.READ_DOCUMENTS: _TEAM,
        Action.WRITE_DOCUMENTS: _TEAM,
        Action.READ_BARRIERS: _TEAM,
        Action.WRITE_BARRIERS: _TEAM,
        Action.READ_ANSWERS: _TEAM,
        Action.RECORD_ANSWERS: _TEAM,
        Action.PAIR_MENTOR: _TEAM,
        Action.PLAN_MEETING: _TEAM,
        Action.READ_FEEDBACK: _TEAM,
        Action.READ_PLAN: _TEAM,
        Action.WRITE_PLAN: _TEAM,
        Action.EXPORT_PLAN: _TEAM,
        Action.COMMENT_PLAN: _TEAM,
        Action.EXPORT_SUMMARY: _TEAM,
        Action.HOLD_JURY: _TEAM,
        Action.READ_HISTORY: _TEAM,
        Action.SEE_TO_DO: NOBODY_IN_PARTICULAR,
        Action.LIST_PARTICIPANTS: NOBODY_IN_PARTICULAR,
        Action.LIST_SESSIONS: NOBODY_IN_PARTICULAR,
        Action.KEEP_MENTORS: NOBODY_IN_PARTICULAR,
        Action.KEEP_PARTNERS: NOBODY_IN_PARTICULAR,
        Action.SIT_ON_JURY: NOBODY_IN_PARTICULAR,
        Action.IMPORT_ROSTER: NOBODY_IN_PARTICULAR,
        Action.VIEW_COHORTS: NOBODY_IN_PARTICULAR,
        Action.VIEW_DASHBOARD: NOBODY_IN_PARTICULAR,
        Action.VIEW_RESPONSE_RATES: NOBODY_IN_PARTICULAR,
        Action.EXPORT_COHORT: NOBODY_IN_PARTICULAR,
        Action.EXPORT_EVALUATION: NOBODY_IN_PARTICULAR,
        Action.READ_DICTIONARY: NOBODY_IN_PARTICULAR,
        Action.EXPORT_DATA: NOBODY_IN_PARTICULAR,
        Action.KEEP_LEARNINGS: NOBODY_IN_PARTICULAR,
        Action.READ_PROGRAMME: NOBODY_IN_PARTICULAR,
    },
    Role.MENTOR: {
        Action.READ_FIRST_NAME: _OWN,
        Action.PLAN_MEETING: _OWN,
        Action.GIVE_FEEDBACK: _OWN,
        Action.READ_FEEDBACK: _OWN,
        Action.COMMENT_PLAN: _OWN,
        Action.READ_SHARED_PLAN: _OWN,
        Action.LIST_MENTEES: NOBODY_IN_PARTICULAR,
        Action.SIT_ON_JURY: NOBODY_IN_PARTICULAR,
    },
    Role.EVALUATOR: {
        Action.VIEW_DASHBOARD: NOBODY_IN_PARTICULAR,
        Action.VIEW_COHORTS: NOBODY_IN_PARTICULAR,
        Action.VIEW_RESPONSE_RATES: NOBODY_IN_PARTICULAR,
        Action.EXPORT_COHORT: NOBODY_IN_PARTICULAR,
        Action.EXPORT_EVALUATION: NOBODY_IN_PARTICULAR,
        Action.READ_DICTIONARY: NOBODY_IN_PARTICULAR,
        Action.EXPORT_DATA: NOBODY_IN_PARTICULAR,
        Action.READ_PROGRAMME: NOBODY_IN_PARTICULAR,
    },
}


def allows(role: Role, action: Action, relation: Relation | None = None) -> bool:
    """Whether a role may do `action`; on a participant, only in one of the relations of the table."""
    relations = ALLOWED[role].get(action)
    if relations is None:
        return False
    if not relations:
        return relation is None
    return relation in relations


def may_open(role: Role, action: Action) -> bool:
    """Whether a role may do `action` to anybody at all: what a menu and a page's lock ask."""
    return action in ALLOWED[role]


def require(role: Role, action: Action, relation: Relation | None = None) -> None:
    """Go on, or raise `NotAllowed`."""
    if not allows(role, action, relation):
        raise NotAllowed(_("Your role does not allow this. Ask the person who opens accounts."))
