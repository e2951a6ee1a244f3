"""The access policy, cell by cell, against a table written apart from it."""

import itertools

import pytest

from core import participants
from core.errors import NotAllowed, NotFound
from core.permissions import Action, Relation, Role, allows, may_open, require
from core.storage.rows import insert
from tests.factories import (
    TODAY,
    a_coach,
    a_member,
    a_mentor,
    a_participant,
    an_evaluator,
)

# o: own · s: same organisation · x: other · a: archived · +: on nobody in particular · -: never.
# No letter stands for the anonymous: nobody reads or does anything to somebody whose identity is erased.
EXPECTED = """
                      administrator  lead   coach  mentor  evaluator
READ_IDENTITY         osxa           osxa   os     -       -
READ_FIRST_NAME       -              osxa   os     o       -
EDIT_PARTICIPANT      osx            osx    os     -       -
READ_JOURNEY          -              osxa   os     -       -
MOVE_STAGE            -              osx    os     -       -
SUBMIT_MILESTONE      -              osx    os     -       -
VALIDATE_MILESTONE    -              osx    os     -       -
RECORD_SESSION        -              osx    os     -       -
RECORD_FOLLOW_UP      -              osx    os     -       -
READ_NOTES            -              osxa   os     -       -
WRITE_NOTE            -              osx    os     -       -
READ_DOCUMENTS        -              osxa   os     -       -
WRITE_DOCUMENTS       -              osx    os     -       -
READ_BARRIERS         -              osxa   os     -       -
WRITE_BARRIERS        -              osx    os     -       -
READ_ANSWERS          -              osxa   os     -       -
RECORD_ANSWERS        -              osx    os     -       -
PAIR_MENTOR           -              osx    os     -       -
PLAN_MEETING          -              osx    os     o       -
GIVE_FEEDBACK         -              -      -      o       -
READ_FEEDBACK         -              osxa   os     o       -
READ_PLAN             -              osxa   os     -       -
WRITE_PLAN            -              osx    os     -       -
EXPORT_PLAN           -              osxa   os     -       -
COMMENT_PLAN          -              osx    os     o       -
READ_SHARED_PLAN      -              -      -      o       -
EXPORT_SUMMARY        -              osxa   os     -       -
HOLD_JURY             -              osx    os     -       -
READ_HISTORY          osxa           osxa   os     -       -
SEE_TO_DO             -              +      +      -       -
LIST_PARTICIPANTS     +              +      +      -       -
LIST_MENTEES          -              -      -      +       -
LIST_SESSIONS         -              +      +      -       -
KEEP_MENTORS          -              +      +      -       -
KEEP_PARTNERS         -              +      +      -       -
SIT_ON_JURY           -              +      +      +       -
IMPORT_ROSTER         +              +      +      -       -
VIEW_COHORTS          +              +      +      -       +
MANAGE_COHORTS        +              +      -      -       -
STEER                 -              +      -      -       -
VIEW_DASHBOARD        -              +      +      -       +
VIEW_RESPONSE_RATES   -              +      +      -       +
EXPORT_COHORT         -              +      +      -       +
SET_THRESHOLDS        -              +      -      -       -
EXPORT_EVALUATION     -              +      +      -       +
READ_DICTIONARY       +              +      +      -       +
EXPORT_DATA           -              +      +      -       +
MANAGE_CAMPAIGNS      +              +      -      -       -
KEEP_LEARNINGS        -              +      +      -       -
READ_PROGRAMME        +              +      +      -       +
MANAGE_STAFF          +              -      -      -       -
MANAGE_ORGANISATIONS  +              -      -      -       -
BACK_UP               +              -      -      -       -
"""
LETTERS = {
    Relation.OWN: "o",
    Relation.SAME_ORGANISATION: "s",
    Relation.OTHER: "x",
    Relation.ARCHIVED: "a",
    Relation.ANONYMOUS: "?",
    None: "+",
}


def expected() -> dict[tuple[Role, Action], str]:
    head, *lines = EXPECTED.strip("\n").splitlines()
    roles = [Role(name) for name in head.split()]
    cells = {}
    for line in lines:
        action, *values = line.split()
        for role, value in zip(roles, values, strict=True):
            cells[role, Action[action]] = value
    return cells


CELLS = expected()


def test_every_action_has_its_line():
    assert {action for _role, action in CELLS} == set(Action)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("relation", [*Relation, None])
def test_a_cell_of_the_policy(role, action, relation):
    wanted = LETTERS[relation] in CELLS[role, action]
    assert allows(role, action, relation) is wanted
    if not wanted:
        with pytest.raises(NotAllowed):
            require(role, action, relation)


@pytest.mark.parametrize(("role", "action"), list(itertools.product(Role, Action)))
def test_a_page_opens_exactly_for_those_who_may_do_its_action_to_anybody(role, action):
    assert may_open(role, action) is (CELLS[role, action] != "-")


def related(db, role, relation):
    """A member of staff with that role, and a participant who is that to them."""
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    if relation in {Relation.ARCHIVED, Relation.ANONYMOUS}:
        db.execute("UPDATE participants SET standing = ? WHERE id = ?", [relation, person])
    if relation is Relation.OWN:
        if role is Role.MENTOR:
            member = a_mentor(db)
            pair = {"participant_id": person, "mentor_id": member.id, "recorded_by": coach.id}
            insert(db, "mentor_pairs", {**pair, "starts_on": TODAY.isoformat()})
            return member, person
        if role is Role.COACH:
            return coach, person
        member = a_member(db, role)
        db.execute("UPDATE enrolments SET coach_id = ?", [member.id])
        return member, person
    if relation is Relation.SAME_ORGANISATION:
        return a_member(db, role, organisation_id=coach.organisation_id), person
    return a_member(db, role), person


ON_PEOPLE = [
    action for action in Action if any(set("osxa") & set(CELLS[role, action]) for role in Role)
]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("relation", Relation)
def test_getting_somebody_follows_the_policy(db, role, relation):
    member, person = related(db, role, relation)
    if role is Role.MENTOR and relation is Relation.SAME_ORGANISATION:
        relation = Relation.OTHER  # a mentor's organisation opens nobody's file
    for action in ON_PEOPLE:
        if LETTERS[relation] in CELLS[role, action]:
            assert participants.get(db, person, by=member, to=action).id == person
        else:
            with pytest.raises((NotAllowed, NotFound)):
                participants.get(db, person, by=member, to=action)


def test_somebody_out_of_reach_and_somebody_who_does_not_exist_sound_the_same(db):
    stranger, person = a_coach(db), a_participant(db, coach=a_coach(db))
    sentences = []
    for wanted in (person, 10_000):
        with pytest.raises(NotFound) as refusal:
            participants.get(db, wanted, by=stranger, to=Action.READ_IDENTITY)
        sentences.append(str(refusal.value))
    assert sentences[0] == sentences[1]


def test_a_mentor_gets_a_first_name_and_a_project_and_nothing_else(db):
    mentor, person = related(db, Role.MENTOR, Relation.OWN)
    seen = participants.get(db, person, by=mentor, to=Action.READ_FIRST_NAME)
    assert (seen.first_name, seen.last_name, seen.code) == ("Nadia", "", "")
    assert (seen.birth_year, seen.phone, seen.departement) == (None, "", "")


def test_an_evaluator_gets_nobody(db):
    person = a_participant(db, coach=a_coach(db))
    with pytest.raises(NotAllowed):
        participants.get(db, person, by=an_evaluator(db), to=Action.READ_IDENTITY)
