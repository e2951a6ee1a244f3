"""Who somebody is, and how they are entered, corrected, found and left."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import cohorts, enrolments, history, participants, search, situations
from core.errors import InvalidInput, NotFound, StaleRecord
from core.participants import Identity
from core.permissions import Action
from core.search import Filters
from core.situations import SituationKind
from core.wording import clean, folded
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_participant,
    an_administrator,
)


def seen(db, person, coach):
    return participants.get(db, person, by=coach, to=Action.READ_IDENTITY)


def test_codes_follow_one_another_inside_a_cohort(db):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach, prefix="LYO")
    codes = [
        seen(db, a_participant(db, coach=coach, cohort_id=cohort), coach).code for _ in range(3)
    ]
    assert codes == ["LYO-001", "LYO-002", "LYO-003"]


def test_a_correction_is_kept_with_what_stood_before(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach, first_name="Nadja")
    identity = Identity(first_name="Nadia", last_name="Tahri", birth_year=1991)

    participants.edit(db, person, identity, by=coach, version=1)

    assert seen(db, person, coach).name == "Nadia Tahri"
    changes = [(c.field, c.old, c.new) for c in history.of(db, person, by=coach) if c.old]
    assert changes == [("first_name", "Nadja", "Nadia")]


def test_two_people_never_overwrite_each_other(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    due = TODAY + timedelta(days=7)
    participants.set_next_step(db, person, "Appeler la banque", due, by=coach, version=1)

    with pytest.raises(StaleRecord) as stale:
        participants.set_next_step(db, person, "Voir un local", due, by=coach, version=1)

    assert "Appeler la banque" in stale.value.theirs
    assert "Voir un local" in stale.value.yours
    assert seen(db, person, coach).next_step == "Appeler la banque"


def test_a_next_step_has_a_date(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    with pytest.raises(InvalidInput, match="date"):
        participants.set_next_step(db, person, "Appeler", None, by=coach, version=1)


@pytest.mark.parametrize("typed", ["19", "1891", "91/02", "abcd"])
def test_an_impossible_year_of_birth_is_explained(typed):
    with pytest.raises(InvalidInput, match="quatre chiffres"):
        Identity(first_name="A", last_name="B", birth_year=participants.year_from(typed))


def test_nobody_enters_a_closed_cohort(db):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach)
    cohorts.close(db, cohort, by=an_administrator(db), today=TODAY)
    with pytest.raises(InvalidInput, match="close"):
        a_participant(db, coach=coach, cohort_id=cohort)
    assert search.people(db, by=coach).total == 0


def test_a_coach_brings_nobody_into_the_cohort_of_another_association(db):
    with pytest.raises(NotFound):
        a_participant(db, coach=a_coach(db), cohort_id=a_cohort(db))


def test_an_end_of_support_is_between_the_entry_and_today_and_comes_once(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    for day in (ENTRY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(InvalidInput):
            enrolments.end(db, person, on=day, kind="transfer", by=coach, today=TODAY)
    enrolments.end(db, person, on=TODAY, kind="transfer", by=coach, today=TODAY)
    with pytest.raises(InvalidInput, match="déjà"):
        enrolments.end(db, person, on=TODAY, kind="transfer", by=coach, today=TODAY)


def test_a_situation_written_by_mistake_is_taken_back_and_the_one_before_goes_on(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    before = situations.of(db, person, by=coach)
    situations.change(
        db,
        person,
        SituationKind.FREE,
        starts_on=date(2026, 10, 5),
        site_id=None,
        by=coach,
        today=TODAY,
    )
    situations.take_back(db, person, by=coach)
    assert situations.of(db, person, by=coach) == before
    with pytest.raises(InvalidInput, match="corrigez-la"):
        situations.take_back(db, person, by=coach)


def test_situations_never_overlap_and_a_same_day_entry_corrects(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    october = date(2026, 10, 1)
    for kind in (SituationKind.PROBATION, SituationKind.SEMI_RELEASE):
        situations.change(db, person, kind, starts_on=october, site_id=None, by=coach, today=TODAY)

    periods = situations.of(db, person, by=coach)
    assert [period.kind for period in periods] == [SituationKind.INSIDE, SituationKind.SEMI_RELEASE]
    assert [period.ends_on for period in periods] == [october, None]


@pytest.mark.parametrize(
    "words", ["n'diaye", "NDIAYE moussa", "moussa n diaye", "Ndiàye", "food truck", "lyo-001"]
)
def test_search_forgives_accents_case_apostrophes_and_order(db, words):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach, prefix="LYO")
    a_participant(
        db, coach=coach, cohort_id=cohort, first_name="Moussa", last_name="N'Diaye",
        project="Food truck sénégalais",
    )  # fmt: skip
    a_participant(db, coach=coach, cohort_id=cohort)
    assert [line.name for line in search.people(db, words, by=coach).lines] == ["Moussa N'Diaye"]


@pytest.mark.parametrize(
    "words", ["hadouche", "hadddouche", "haddoucje", "hadodouche", "samri hadouche"]
)
def test_search_forgives_one_slip_of_the_keyboard(db, words):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach)
    a_participant(db, coach=coach, cohort_id=cohort, first_name="Samir", last_name="Haddouche")
    a_participant(db, coach=coach, cohort_id=cohort)
    assert [line.name for line in search.people(db, words, by=coach).lines] == ["Samir Haddouche"]


def test_search_prefers_what_is_typed_to_what_is_near(db):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach)
    for last in ("Martin", "Marvin"):
        a_participant(db, coach=coach, cohort_id=cohort, last_name=last)
    assert [line.name for line in search.people(db, "martin", by=coach).lines] == ["Nadia Martin"]


def test_a_coach_finds_only_the_people_of_their_association(db):
    coach, other = a_coach(db), a_coach(db)
    a_participant(db, coach=other)
    assert search.people(db, by=coach).total == 0
    assert search.people(db, by=a_lead(db)).total == 1


def test_the_list_is_cut_in_pages_and_counts_everybody(db):
    coach = a_coach(db)
    cohort = a_cohort(db, coach=coach)
    for number in range(30):
        a_participant(db, coach=coach, cohort_id=cohort, last_name=f"Nom{number:02d}")
    first, second = (search.people(db, by=coach, page=page) for page in (1, 2))
    assert (len(first.lines), len(second.lines), first.total) == (25, 5, 30)
    assert search.people(db, "nom1", Filters(cohort_id=cohort), by=coach).total == 10


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_folding_what_is_folded_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(max_size=300), st.integers(1, 80))
@settings(max_examples=200)
def test_cleaning_what_is_clean_changes_nothing_and_respects_the_length(text, longest):
    once = clean(text, longest=longest)
    assert len(once) <= longest
    assert clean(once, longest=longest) == once
