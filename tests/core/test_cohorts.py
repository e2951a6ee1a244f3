"""Cohorts: opened with a pair, corrected without losing anything, closed and opened again."""

from dataclasses import replace
from datetime import date

import pytest

from core import cohorts, enrolments
from core.cohorts import Part
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.participants import Identity
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_participant,
    an_administrator,
    an_evaluator,
    an_organisation,
)


def last_event(db):
    (row,) = db.query("SELECT event FROM audit ORDER BY id DESC LIMIT 1")
    return row["event"]


def test_a_cohort_is_opened_with_its_associations(db):
    lead = a_lead(db)
    business, justice = an_organisation(db), an_organisation(db)
    pair = {business: Part.BUSINESS, justice: Part.JUSTICE}
    cohort = cohorts.get(db, a_cohort(db, organisations=pair), by=lead)
    assert cohort.organisations == pair
    assert cohort.open
    assert last_event(db) == "cohort.opened"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"prefix": "L"},
        {"prefix": "LYON69"},
        {"prefix": "ÉCO"},
        {"territory": ""},
        {"ends_on": date(2026, 9, 2)},
        {"organisations": {}},
        {"arm": "unknown"},
    ],
)
def test_a_cohort_that_does_not_hold_together_is_refused(db, wrong):
    with pytest.raises(InvalidInput):
        a_cohort(db, **wrong)


def test_two_cohorts_share_neither_name_nor_prefix(db):
    a_cohort(db, name="Lyon", prefix="LYO")
    with pytest.raises(InvalidInput):
        a_cohort(db, name="Lyon", prefix="LYB")
    with pytest.raises(InvalidInput):
        a_cohort(db, name="Lyon bis", prefix="LYO")


def test_a_correction_changes_what_is_said_and_who_runs_it(db):
    lead = a_lead(db)
    kept = cohorts.get(db, a_cohort(db), by=lead)
    other = an_organisation(db)
    cohorts.edit(db, replace(kept, territory="Isère", organisations={other: Part.PARTNER}), by=lead)

    after = cohorts.get(db, kept.id, by=lead)
    assert (after.territory, after.organisations) == ("Isère", {other: Part.PARTNER})
    fields = [row["field"] for row in db.query("SELECT field FROM history WHERE old IS NOT NULL")]
    assert fields == ["territory", "organisations"]


def test_a_correction_of_an_older_version_shows_both(db):
    lead = a_lead(db)
    seen = cohorts.get(db, a_cohort(db), by=lead)
    cohorts.edit(db, replace(seen, territory="Isère"), by=lead)
    with pytest.raises(StaleRecord) as problem:
        cohorts.edit(db, replace(seen, territory="Ain"), by=lead)
    assert "Isère" in problem.value.theirs
    assert "Ain" in problem.value.yours


def test_prefix_and_form_of_support_stay_once_somebody_has_entered(db):
    coach, lead = a_coach(db), a_lead(db)
    cohort = a_cohort(db, coach=coach)
    cohorts.edit(db, replace(cohorts.get(db, cohort, by=lead), prefix="NEW"), by=lead)
    a_participant(db, coach=coach, cohort_id=cohort)
    with pytest.raises(InvalidInput):
        cohorts.edit(db, replace(cohorts.get(db, cohort, by=lead), prefix="OLD"), by=lead)


def test_nobody_enters_a_closed_cohort_until_it_is_open_again(db):
    coach, lead = a_coach(db), a_lead(db)
    cohort = a_cohort(db, coach=coach)

    def enter():
        identity = Identity(first_name="Nadia", last_name="Tahri", birth_year=1991)
        return enrolments.add(
            db, identity, cohort_id=cohort, entered_on=ENTRY, by=coach, today=TODAY
        )

    cohorts.close(db, cohort, by=lead, today=TODAY)
    assert last_event(db) == "cohort.closed"
    with pytest.raises(InvalidInput):
        enter()
    cohorts.reopen(db, cohort, by=lead)
    assert enter()


def test_closing_twice_or_opening_what_is_open_is_said(db):
    lead = a_lead(db)
    cohort = a_cohort(db)
    with pytest.raises(InvalidInput):
        cohorts.reopen(db, cohort, by=lead)
    cohorts.close(db, cohort, by=lead, today=TODAY, token="t1")
    with pytest.raises(InvalidInput):
        cohorts.close(db, cohort, by=lead, today=TODAY)
    with pytest.raises(AlreadySaved):
        cohorts.close(db, cohort, by=lead, today=TODAY, token="t1")


@pytest.mark.parametrize("somebody", [a_coach, an_evaluator])
def test_coaches_and_evaluators_only_read(db, somebody):
    by = somebody(db)
    cohort = cohorts.get(db, a_cohort(db), by=an_administrator(db))
    for deed in (
        lambda: cohorts.add(db, cohort, by=by),
        lambda: cohorts.edit(db, cohort, by=by),
        lambda: cohorts.close(db, cohort.id, by=by, today=TODAY),
        lambda: cohorts.reopen(db, cohort.id, by=by),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_coach_sees_the_cohorts_of_their_organisation_only(db):
    coach = a_coach(db)
    mine = a_cohort(db, coach=coach)
    other = a_cohort(db)
    assert [cohort.id for cohort in cohorts.visible(db, by=coach)] == [mine]
    with pytest.raises(NotFound):
        cohorts.get(db, other, by=coach)


def test_a_cohort_is_found_by_its_name_or_its_prefix(db):
    lead = a_lead(db)
    cohort = a_cohort(db, name="Lyon", prefix="LYO")
    assert cohorts.find(db, "lyo", by=lead).id == cohorts.find(db, "LYON", by=lead).id == cohort
    with pytest.raises(NotFound):
        cohorts.find(db, "Lille", by=lead)


def test_a_list_to_choose_from_holds_the_newest_and_the_one_that_is_asked_for(db):
    lead = a_lead(db)
    years = [2023, 2024, 2025, 2026]
    ids = {year: a_cohort(db, starts_on=date(year, 9, 1)) for year in years}

    def offered(**more):
        return [cohort.id for cohort in cohorts.visible(db, by=lead, **more)]

    assert offered() == [ids[year] for year in reversed(years)]
    assert offered(most=2) == [ids[2026], ids[2025]]
    assert offered(most=2, also=ids[2023]) == [ids[2026], ids[2023]]
    assert offered(most=2, also=0) == [ids[2026], ids[2025]]


def test_a_cohort_s_name_with_other_accents_or_capitals_is_the_same_name(db):
    lead = a_lead(db)
    a_cohort(db, name="Isère, cohorte 1")
    with pytest.raises(InvalidInput, match="Isère, cohorte 1"):
        a_cohort(db, name="isere cohorte 1")
    other = cohorts.get(db, a_cohort(db, name="Isère, cohorte 2"), by=lead)
    with pytest.raises(InvalidInput):
        cohorts.edit(db, replace(other, name="ISÈRE COHORTE 1"), by=lead)
    cohorts.edit(db, replace(other, name="Isère – cohorte 2"), by=lead)
