"""Full or short, shared with the mentor or not: chosen for the plan, not for the screen."""

import pytest

from core import history, mentors, plan_settings, plans
from core.errors import NotAllowed, NotFound, StaleRecord
from core.plan_settings import Settings
from tests.factories import ENTRY, TODAY, a_coach, a_lead, a_mentor, a_participant


def a_mentored_person(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    mentor = a_mentor(db)
    mentors.pair(db, person, mentor.id, starts_on=ENTRY, by=coach, today=TODAY)
    return coach, mentor, person


def share(db, person, coach, *, shared=True):
    version = plan_settings.of(db, person, by=coach).version
    plan_settings.choose(db, person, short=False, shared=shared, version=version, by=coach)


def test_a_plan_is_full_and_not_shared_until_the_team_says_otherwise(db):
    coach, _mentor, person = a_mentored_person(db)
    assert plan_settings.of(db, person, by=coach) == Settings()


def test_a_choice_is_kept_for_everybody_with_its_history(db):
    coach, _mentor, person = a_mentored_person(db)
    plan_settings.choose(db, person, short=True, shared=False, version=0, by=coach)
    kept = plan_settings.of(db, person, by=a_lead(db))
    assert (kept.short, kept.shared, kept.version) == (True, False, 1)
    change = history.of(db, person, by=coach)[0]
    assert (change.noun, change.field, change.old, change.new) == ("plan", "short", "full", "short")


def test_two_people_who_choose_at_once_are_told(db):
    coach, _mentor, person = a_mentored_person(db)
    plan_settings.choose(db, person, short=True, shared=False, version=0, by=coach)
    with pytest.raises(StaleRecord):
        plan_settings.choose(db, person, short=False, shared=True, version=0, by=a_lead(db))


def test_choosing_the_same_again_leaves_no_trace(db):
    coach, _mentor, person = a_mentored_person(db)
    before = db.table("history").count
    plan_settings.choose(db, person, short=False, shared=False, version=0, by=coach)
    assert (db.table("history").count, plan_settings.of(db, person, by=coach).version) == (
        before,
        0,
    )


def test_a_mentor_reads_the_plan_only_once_it_is_shared_and_only_of_their_own_mentee(db):
    coach, mentor, person = a_mentored_person(db)
    plans.write(db, person, "market", "Trois concurrents.", version=0, by=coach)
    with pytest.raises(NotFound, match="partagé"):
        plans.read(db, person, by=mentor)
    share(db, person, coach)
    bodies = [text.body for text in plans.read(db, person, by=mentor).chapters]
    assert "Trois concurrents." in bodies
    with pytest.raises(NotFound):
        plans.read(db, person, by=a_mentor(db))
    share(db, person, coach, shared=False)
    with pytest.raises(NotFound):
        plans.read(db, person, by=mentor)


def test_a_mentor_never_writes_a_chapter_nor_chooses_for_the_plan(db):
    coach, mentor, person = a_mentored_person(db)
    share(db, person, coach)
    with pytest.raises(NotAllowed):
        plans.write(db, person, "market", "Un mot", version=0, by=mentor)
    with pytest.raises(NotAllowed):
        plan_settings.choose(db, person, short=True, shared=True, version=1, by=mentor)


def test_sharing_is_audited(db):
    coach, _mentor, person = a_mentored_person(db)
    share(db, person, coach)
    share(db, person, coach, shared=False)
    events = [row["event"] for row in db.table("audit").rows]
    assert events[-2:] == ["plan.shared", "plan.unshared"]
