"""What somebody types is kept for them alone until they save it."""

from datetime import UTC, datetime, timedelta

import pytest

from core import drafts, mentors
from core.drafts import KEPT, RIGHTS, Kind, Place
from core.errors import NotAllowed, NotFound
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)

NOW = datetime(2026, 11, 12, 13, 32, tzinfo=UTC)


def a_place(person, field="market", kind=Kind.PLAN):
    return Place(kind=kind, participant_id=person, field=field)


def a_followed_person(db):
    coach = a_coach(db)
    return coach, a_participant(db, coach=coach)


def test_a_draft_is_found_again_with_the_version_it_was_typed_over(db):
    coach, person = a_followed_person(db)
    drafts.keep(db, a_place(person), "Trois concurrents", version_seen=4, by=coach, now=NOW)
    (draft,) = drafts.found(db, [a_place(person), a_place(person, "offer")], by=coach).values()
    assert (draft.body, draft.version_seen) == ("Trois concurrents", 4)
    assert draft.saved_at


def test_typing_on_replaces_the_draft(db):
    coach, person = a_followed_person(db)
    for text in ("Trois", "Trois concurrents"):
        drafts.keep(db, a_place(person), text, by=coach, now=NOW)
    assert (
        drafts.found(db, [a_place(person)], by=coach)[a_place(person)].body == "Trois concurrents"
    )
    assert db.table("drafts").count == 1


def test_a_draft_is_its_authors_alone(db):
    coach, person = a_followed_person(db)
    colleague = a_coach(db, organisation_id=coach.organisation_id)
    drafts.keep(db, a_place(person), "Le mien", by=coach, now=NOW)
    assert drafts.found(db, [a_place(person)], by=colleague) == {}
    drafts.clear(db, [a_place(person)], by=colleague)
    assert drafts.found(db, [a_place(person)], by=coach)


def test_an_emptied_text_leaves_no_draft(db):
    coach, person = a_followed_person(db)
    drafts.keep(db, a_place(person), "Un mot", by=coach, now=NOW)
    drafts.keep(db, a_place(person), "  \n", by=coach, now=NOW)
    assert drafts.found(db, [a_place(person)], by=coach) == {}


def test_a_draft_leaves_no_trace_in_history_or_audit(db):
    coach, person = a_followed_person(db)
    before = db.table("audit").count, db.table("history").count
    drafts.keep(db, a_place(person), "Un mot", by=coach, now=NOW)
    drafts.clear(db, [a_place(person)], by=coach)
    assert (db.table("audit").count, db.table("history").count) == before


def test_drafts_left_aside_for_long_go_with_the_next_one(db):
    coach, person = a_followed_person(db)
    drafts.keep(db, a_place(person), "Ancien", by=coach, now=NOW)
    old = (NOW - KEPT - timedelta(days=1)).isoformat()
    db.execute("UPDATE drafts SET saved_at = ?", [old])
    drafts.keep(db, a_place(person, "offer"), "Récent", by=coach, now=NOW)
    assert [row["body"] for row in db.table("drafts").rows] == ["Récent"]


@pytest.mark.parametrize("kind", Kind)
def test_whoever_may_not_save_the_text_keeps_no_draft_of_it(db, kind):
    _coach, person = a_followed_person(db)
    for somebody in (a_coach(db), a_mentor(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises((NotAllowed, NotFound)):
            drafts.keep(db, a_place(person, kind=kind), "Un mot", by=somebody, now=NOW)
        with pytest.raises((NotAllowed, NotFound)):
            drafts.found(db, [a_place(person, kind=kind)], by=somebody)


def test_a_mentor_keeps_drafts_of_feedback_for_as_long_as_the_pair_lasts(db):
    coach, person = a_followed_person(db)
    mentor, place = a_mentor(db), a_place(person, "worked_on", Kind.FEEDBACK)
    pair = mentors.pair(db, person, mentor.id, starts_on=ENTRY, by=coach, today=TODAY)
    drafts.keep(db, place, "Les prix", by=mentor, now=NOW)
    assert drafts.found(db, [place], by=mentor)[place].body == "Les prix"
    mentors.end(db, pair, on=TODAY, reason="Départ", by=coach, today=TODAY, version=1)
    with pytest.raises(NotFound):
        drafts.found(db, [place], by=mentor)


def test_every_kind_of_text_has_its_right():
    assert set(RIGHTS) == set(Kind)
