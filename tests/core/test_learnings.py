"""The learning log: who writes and reads it, what warns, and what a report may quote."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import learnings
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.learnings import Draft, Kind
from core.storage.database import connect
from core.tracker import migrate
from tests.factories import (
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)


def a_draft(**more):
    values = {"observed_on": TODAY, "kind": Kind.WORKS, "body": "Un atelier court suffit."}
    return Draft(**{**values, **more})


def write(db, by, **more):
    return learnings.write(db, a_draft(**more), by=by, today=TODAY)


def bodies(found):
    return [one.body for one in found]


def test_an_observation_about_a_cohort_carries_its_form_of_support(db):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach, arm="mentor_led")
    write(db, coach, cohort_id=cohort)
    (kept,) = learnings.of(db, by=coach)
    assert (kept.cohort_id, kept.arm, kept.who) == (cohort, "mentor_led", coach.name)
    assert kept.arm_name


def test_the_log_is_narrowed_to_a_cohort_a_form_of_support_or_a_kind(db):
    coach = a_coach(db)
    one = a_cohort(db, coach=coach, arm="mentor_led")
    two = a_cohort(db, coach=coach, arm="exploration")
    write(db, coach, cohort_id=one, body="Une")
    write(db, coach, cohort_id=two, body="Deux", kind=Kind.HINDERS)
    write(db, coach, arm="exploration", body="Trois")
    assert bodies(learnings.of(db, cohort_id=one, by=coach)) == ["Une"]
    assert bodies(learnings.of(db, arm="exploration", by=coach)) == ["Trois", "Deux"]
    assert bodies(learnings.of(db, kind=Kind.HINDERS, by=coach)) == ["Deux"]


def test_a_coach_reads_the_log_of_their_organisation_and_a_lead_all_of_it(db):
    coach, elsewhere = a_coach(db), a_coach(db)
    colleague = a_coach(db, organisation_id=coach.organisation_id)
    write(db, coach, cohort_id=a_cohort(db, coach=coach), body="Notre cohorte")
    write(db, coach, body="Notre maison")
    kept = write(db, elsewhere, cohort_id=a_cohort(db, coach=elsewhere), body="Ailleurs")
    assert bodies(learnings.of(db, by=colleague)) == ["Notre maison", "Notre cohorte"]
    assert len(learnings.of(db, by=a_lead(db))) == 3
    with pytest.raises(NotFound):
        learnings.trash(db, kept, by=coach)
    assert learnings.chosen(db, [kept], by=coach) == []


@pytest.mark.parametrize("who", [a_mentor, an_evaluator, an_administrator])
def test_nobody_but_the_team_reads_or_writes_the_log(db, who):
    stranger = who(db)
    for deed in (
        lambda: learnings.of(db, by=stranger),
        lambda: learnings.quotable(db, by=stranger),
        lambda: learnings.chosen(db, [1], by=stranger),
        lambda: write(db, stranger),
        lambda: learnings.restore(db, 1, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_an_observation_says_something_and_was_made_before_today(db):
    coach = a_coach(db)
    with pytest.raises(InvalidInput):
        a_draft(body="  ")
    with pytest.raises(InvalidInput):
        write(db, coach, observed_on=TODAY + timedelta(days=1))
    with pytest.raises(InvalidInput):
        write(db, coach, arm="mentor_led")  # none of their cohorts has it
    with pytest.raises(NotFound):
        write(db, coach, cohort_id=a_cohort(db, coach=a_coach(db)))


def test_two_corrections_at_once_lose_neither(db):
    coach = a_coach(db)
    kept = write(db, coach)
    new = a_draft(body="Un atelier long.")
    learnings.change(db, kept, new, by=coach, today=TODAY, version=1, token="t")
    with pytest.raises(AlreadySaved):
        learnings.change(db, kept, new, by=coach, today=TODAY, version=1, token="t")
    with pytest.raises(StaleRecord) as both:
        learnings.change(db, kept, a_draft(body="Autre"), by=coach, today=TODAY, version=1)
    assert (both.value.theirs, both.value.yours) == ("Un atelier long.", "Autre")


@settings(deadline=None)
@given(st.lists(st.sampled_from(["trash", "restore"]), max_size=6))
def test_any_sequence_of_trash_and_restore_gives_the_observation_back(deeds):
    db = connect(":memory:")
    migrate(db)
    coach = a_coach(db)
    kept = write(db, coach)
    (before,) = learnings.of(db, by=coach)
    for deed in deeds:
        getattr(learnings, deed)(db, kept, by=coach)
    trashed = bool(deeds) and deeds[-1] == "trash"
    assert len(learnings.of(db, trashed=True, by=coach)) == trashed
    assert len(learnings.quotable(db, by=coach)) == (not trashed)
    learnings.restore(db, kept, by=coach)
    (after,) = learnings.of(db, by=coach)
    assert (after.body, after.observed_on, after.kind) == (
        before.body,
        before.observed_on,
        before.kind,
    )
    db.conn.close()


def test_a_report_quotes_what_was_chosen_of_its_period_oldest_first(db):
    coach = a_coach(db)
    old = write(db, coach, observed_on=date(2026, 1, 5), body="Janvier")
    new = write(db, coach, observed_on=date(2026, 6, 5), body="Juin")
    period = {"first": date(2026, 3, 1), "last": date(2026, 12, 31)}
    assert bodies(learnings.quotable(db, by=coach, **period)) == ["Juin"]
    assert bodies(learnings.chosen(db, [new, old], by=coach)) == ["Janvier", "Juin"]
    learnings.trash(db, old, by=coach)
    assert bodies(learnings.chosen(db, [new, old], by=coach)) == ["Juin"]
    assert learnings.chosen(db, [], by=coach) == []


def test_words_of_justice_and_names_of_the_cohort_warn(db):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach)
    a_participant(db, coach=coach, cohort_id=cohort, first_name="Élodie", last_name="N’Diaye")
    said = "Elodie a vu le juge avec N'Diaye."
    assert learnings.sensitive_words(said) == ["juge"]
    assert learnings.names_said(db, said, cohort, by=coach) == ["N’Diaye", "Élodie"]
    assert learnings.names_said(db, "Le groupe a avancé.", cohort, by=coach) == []
