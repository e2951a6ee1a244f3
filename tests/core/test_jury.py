"""Juries: each juror alone, then the deliberation, then a decision that only another one replaces."""

from datetime import date, timedelta
from io import BytesIO
from itertools import repeat
from statistics import median

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from core import (
    exports,
    history,
    jury,
    jury_decisions,
    jury_lists,
    jury_marks,
    milestones,
    plan_versions,
    plans,
    programmes,
)
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.jury_lists import Wait
from core.jury_parts import (
    Condition,
    Decision,
    Grid,
    Line,
    Mark,
    Seat,
    State,
    Tie,
    Verdict,
    middle,
    weighted_middle,
)
from core.language import Language, speaking
from core.milestones import State as MilestoneState
from core.permissions import Role
from core.programme import to_json
from core.programme_file import load_programme
from core.storage.database import IntegrityError
from core.storage.rows import insert
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_cohort,
    a_lead,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
    an_organisation,
)

DAY = date(2026, 11, 10)
POINTS = [criterion.key for criterion in load_programme().jury]


@pytest.fixture
def coach(db):
    return a_coach(db, name="Claire Morel")


@pytest.fixture
def mentor(db):
    return a_mentor(db, name="Karim Benali")


@pytest.fixture
def nadia(db, coach):
    return a_participant(db, coach=coach, project="Réparation de vélos")


def a_grid(level=3, **levels):
    marks = {key: Mark(level=levels.get(key, level)) for key in POINTS}
    return Grid(marks=marks, remarks="Un devis reste à demander.")


def convened(db, nadia, coach, *seats, on=DAY):
    return jury.convene(db, nadia, on, seats, by=coach)


def bench(db, nadia, coach, mentor):
    """A jury with the mentor and somebody of a bank."""
    return convened(
        db, nadia, coach, Seat(staff_id=mentor.id), Seat(name="Anne Roy", capacity="Banque")
    )


def hand_in(db, jury_id, who, grid=None, **more):
    juror = jury.get(db, jury_id, by=who).own
    common = {"hand_in": True, "by": who, "today": TODAY, "version": juror.version, **more}
    jury_marks.write(db, jury_id, grid or a_grid(), **common)


def type_in(db, jury_id, coach, grid=None, name="Anne Roy"):
    juror = next(one for one in jury.get(db, jury_id, by=coach).jurors if one.name == name)
    jury_marks.type_in(
        db, jury_id, juror.id, grid or a_grid(), by=coach, today=TODAY, version=juror.version
    )


def open_it(db, jury_id, coach, today=TODAY):
    version = jury.get(db, jury_id, by=coach).version
    jury.open_deliberation(db, jury_id, by=coach, today=today, version=version)


def deliberating(db, nadia, coach, mentor, *, first=None, second=None):
    jury_id = bench(db, nadia, coach, mentor)
    hand_in(db, jury_id, mentor, first)
    type_in(db, jury_id, coach, second)
    open_it(db, jury_id, coach)
    return jury_id


def decide(db, jury_id, coach, verdict=Verdict.FAVOURABLE, *, conditions=(), on=DAY, **more):
    decision = Decision(
        verdict=verdict, reasons="Le projet tient debout.", decided_on=on, conditions=conditions
    )
    version = jury.get(db, jury_id, by=coach).version
    common = {"by": coach, "today": TODAY, "version": version, **more}
    return jury_decisions.decide(db, jury_id, decision, **common)


# The grid is data


def test_the_delivered_grid_has_six_points_with_four_meanings_in_both_languages():
    assert POINTS == ["person", "offer", "market", "figures", "risks", "oral"]
    for criterion in load_programme().jury:
        assert list(criterion.meanings) == [1, 2, 3, 4]
        assert 1 <= criterion.weight <= 10
        for words in (criterion.name, criterion.question, *criterion.meanings.values()):
            assert words.fr != words.en


def test_a_programme_kept_before_juries_still_reads_and_borrows_the_newest_grid(db, coach):
    (kept, *_others) = programmes.load_delivered(db)
    before = kept.programme.model_copy(update={"version": 1, "jury": ()})
    old = insert(db, "programmes", {"key": before.key, "version": 1, "definition": to_json(before)})
    cohort = a_cohort(db, coach=coach, programme_id=old)
    person = a_participant(db, coach=coach, cohort_id=cohort)
    assert programmes.programme_of(db, cohort).jury == ()
    found = jury.get(db, convened(db, person, coach), by=coach)
    assert [criterion.key for criterion in found.criteria] == POINTS


def test_a_programme_without_any_grid_says_what_to_do(db, coach):
    alone = load_programme().model_copy(update={"key": "other", "jury": ()})
    other = insert(db, "programmes", {"key": "other", "version": 1, "definition": to_json(alone)})
    person = a_participant(db, coach=coach, cohort_id=a_cohort(db, coach=coach, programme_id=other))
    with pytest.raises(InvalidInput, match="grille de jury"):
        convened(db, person, coach)


# Calling a jury


def test_a_coach_calls_a_jury_with_accounts_and_people_who_have_none(db, nadia, coach, mentor):
    found = jury.get(db, bench(db, nadia, coach, mentor), by=coach)
    assert [(one.name, one.capacity) for one in found.jurors] == [
        ("Karim Benali", ""),
        ("Anne Roy", "Banque"),
    ]
    assert (found.state, found.held_on, found.convener) == (State.MARKING, DAY, "Claire Morel")
    assert jury.of(db, nadia, by=coach) == [found]


def test_calling_a_jury_leaves_history_and_trace(db, nadia, coach, mentor):
    bench(db, nadia, coach, mentor)
    events = [row["event"] for row in db.table("audit").rows if row["event"].startswith("jury")]
    assert events == ["jury.convened", "jury.seated", "jury.seated"]
    changes = [one.new for one in history.of(db, nadia, by=coach) if one.noun == "jury"]
    assert changes == ["Anne Roy", "Karim Benali", "2026-11-10"]


def test_a_double_click_calls_one_jury(db, nadia, coach):
    jury.convene(db, nadia, DAY, [], by=coach, token="t")
    with pytest.raises(AlreadySaved):
        jury.convene(db, nadia, DAY, [], by=coach, token="t")
    assert db.table("juries").count == 1


def test_a_coach_of_another_association_cannot_call_a_jury(db, nadia):
    with pytest.raises(NotFound):
        convened(db, nadia, a_coach(db))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.EVALUATOR])
def test_an_administrator_or_an_evaluator_neither_calls_nor_sits(db, nadia, coach, role):
    member = an_administrator(db) if role is Role.ADMINISTRATOR else an_evaluator(db)
    with pytest.raises(NotAllowed):
        convened(db, nadia, member)
    with pytest.raises(InvalidInput, match="dont le compte est ouvert"):
        convened(db, nadia, coach, Seat(staff_id=member.id))
    with pytest.raises(NotAllowed):
        jury.duties(db, by=member)


def test_a_jury_comes_after_the_entry(db, nadia, coach):
    with pytest.raises(InvalidInput, match="après l’entrée"):
        convened(db, nadia, coach, on=ENTRY - timedelta(days=1))


def test_nobody_sits_twice(db, nadia, coach, mentor):
    for seat in (Seat(staff_id=mentor.id), Seat(name="anne roy ")):
        with pytest.raises(InvalidInput, match="siège déjà"):
            convened(db, nadia, coach, Seat(name="Anne Roy"), Seat(staff_id=mentor.id), seat)
    assert db.table("juries").count == 0


@pytest.mark.parametrize("seat", [{}, {"name": " "}, {"staff_id": 1, "name": "Anne"}])
def test_a_seat_is_an_account_or_a_name(seat):
    with pytest.raises(InvalidInput):
        Seat(**seat)


def test_what_a_juror_is_to_the_person_is_said(db, nadia, coach, mentor):
    values = {"participant_id": nadia, "mentor_id": mentor.id, "starts_on": ENTRY.isoformat()}
    insert(db, "mentor_pairs", {**values, "recorded_by": coach.id})
    jury_id = convened(
        db, nadia, coach, Seat(staff_id=coach.id), Seat(staff_id=mentor.id), Seat(name="Anne")
    )
    ties = [one.tie for one in jury.get(db, jury_id, by=coach).jurors]
    assert ties == [Tie.COACH, Tie.MENTOR, Tie.NONE]


def test_a_jury_is_moved_completed_and_called_off_until_the_deliberation(db, nadia, coach, mentor):
    jury_id = convened(db, nadia, coach)
    jury.move(db, jury_id, date(2026, 12, 1), by=coach, version=1)
    jury.seat(db, jury_id, Seat(staff_id=mentor.id), by=coach, version=2)
    jury.call_off(db, jury_id, "Transfert", by=coach, version=3)
    found = jury.get(db, jury_id, by=coach)
    assert (found.held_on, found.called_off) == (date(2026, 12, 1), "Transfert")
    assert found.state is State.CALLED_OFF
    with pytest.raises(InvalidInput):
        jury.move(db, jury_id, DAY, by=coach, version=4)
    with pytest.raises(NotAllowed):
        jury.get(db, jury_id, by=mentor)


def test_calling_off_asks_why(db, nadia, coach):
    with pytest.raises(InvalidInput, match="annulé"):
        jury.call_off(db, convened(db, nadia, coach), " ", by=coach, version=1)


def test_what_changed_in_the_meantime_is_shown(db, nadia, coach, mentor):
    jury_id = convened(db, nadia, coach)
    jury.seat(db, jury_id, Seat(staff_id=mentor.id), by=coach, version=1)
    with pytest.raises(StaleRecord) as stale:
        jury.move(db, jury_id, TODAY, by=coach, version=1)
    assert "Karim Benali" in stale.value.theirs
    assert stale.value.yours == "12/11/2026"


# Who sees what


def test_a_juror_sees_a_first_name_and_a_project_and_only_for_that_jury(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    other = convened(db, a_participant(db, coach=coach, first_name="Sofia"), coach)
    seen = jury.get(db, jury_id, by=mentor)
    assert (seen.name, seen.code, seen.project) == ("Nadia", "", "Réparation de vélos")
    assert not seen.holds
    assert "Tahri" not in repr(seen)
    with pytest.raises(NotFound):
        jury.get(db, other, by=mentor)
    with pytest.raises((NotFound, NotAllowed)):
        jury.of(db, nadia, by=mentor)


def test_a_jury_out_of_reach_and_one_that_does_not_exist_sound_the_same(db, nadia, coach):
    stranger, sentences = a_mentor(db), []
    for wanted in (bench(db, nadia, coach, a_mentor(db)), 10_000):
        with pytest.raises(NotFound) as refusal:
            jury.get(db, wanted, by=stranger)
        sentences.append(str(refusal.value))
    assert sentences[0] == sentences[1]


def test_a_coach_of_another_association_who_sits_sees_no_more_than_a_mentor(db, nadia, coach):
    guest = a_coach(db)
    seen = jury.get(db, convened(db, nadia, coach, Seat(staff_id=guest.id)), by=guest)
    assert (seen.name, seen.code, seen.holds) == ("Nadia", "", False)


def test_the_juries_that_wait_for_somebody_are_listed_until_the_decision(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    (duty,) = jury.duties(db, by=mentor)
    assert (duty.first_name, duty.held_on, duty.handed_in) == ("Nadia", DAY, False)
    assert jury.duties(db, by=a_mentor(db)) == []
    hand_in(db, jury_id, mentor)
    type_in(db, jury_id, coach)
    open_it(db, jury_id, coach)
    assert jury.duties(db, by=mentor)[0].open
    decide(db, jury_id, coach)
    assert jury.duties(db, by=mentor) == []
    with pytest.raises(NotAllowed, match="terminé"):
        jury.get(db, jury_id, by=mentor)


def waits(db, by, today, **more):
    return [
        (one.wait, one.day, one.what) for one in jury_lists.waiting(db, by=by, today=today, **more)
    ]


def test_a_jury_waits_for_the_coach_two_weeks_before_its_day_and_until_its_decision(
    db, nadia, coach, mentor
):
    jury_id = bench(db, nadia, coach, mentor)
    assert waits(db, coach, DAY - timedelta(days=15)) == []
    line = (Wait.TO_COME, DAY, "Réparation de vélos")
    assert waits(db, coach, DAY - timedelta(days=14)) == [line]
    assert waits(db, coach, DAY) == [line]
    assert waits(db, coach, DAY + timedelta(days=1)) == [(Wait.UNDECIDED, *line[1:])]
    hand_in(db, jury_id, mentor)
    type_in(db, jury_id, coach)
    open_it(db, jury_id, coach)
    decide(db, jury_id, coach)
    assert waits(db, coach, TODAY) == []


def test_a_jury_that_is_called_off_waits_no_more(db, nadia, coach):
    jury_id = convened(db, nadia, coach)
    assert waits(db, coach, DAY)
    jury.call_off(db, jury_id, "Salle prise.", by=coach, version=1)
    assert waits(db, coach, DAY) == []


def test_a_condition_waits_from_its_day_on_until_another_decision(db, nadia, coach, mentor):
    jury_id = deliberating(db, nadia, coach, mentor)
    soon, later = TODAY + timedelta(days=10), TODAY + timedelta(days=30)
    asked = (Condition(what="Un devis", due_on=soon), Condition(what="Un local", due_on=later))
    decide(db, jury_id, coach, Verdict.CONDITIONAL, conditions=asked)
    assert waits(db, coach, soon - timedelta(days=1)) == []
    assert waits(db, coach, soon) == [(Wait.CONDITION_DUE, soon, "Un devis")]
    assert [what for _wait, _day, what in waits(db, coach, later)] == ["Un devis", "Un local"]
    decide(db, jury_id, coach)
    assert waits(db, coach, later) == []


def test_what_waits_in_a_jury_is_for_the_coach_the_team_that_asks_and_the_lead(db, coach):
    ours = an_organisation(db)
    first, second = (a_coach(db, organisation_id=ours) for _ in range(2))
    cohort = a_cohort(db, coach=first)
    convened(db, a_participant(db, coach=first, cohort_id=cohort), first)
    assert len(waits(db, first, DAY)) == 1
    assert waits(db, second, DAY) == []
    assert len(waits(db, second, DAY, whole_team=True)) == 1
    assert len(waits(db, a_lead(db), DAY)) == 1
    assert waits(db, coach, DAY) == waits(db, coach, DAY, whole_team=True) == []
    for member in (a_mentor(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises(NotAllowed):
            waits(db, member, DAY)


def test_somebody_excused_or_anonymised_opens_nothing_to_a_juror(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    db.execute("UPDATE participants SET standing = 'anonymous' WHERE id = ?", [nadia])
    with pytest.raises(NotFound):
        jury.get(db, jury_id, by=mentor)
    db.execute("UPDATE participants SET standing = 'active' WHERE id = ?", [nadia])
    jury.excuse(db, jury_id, jury.get(db, jury_id, by=mentor).own.id, by=coach, version=1)
    with pytest.raises(NotFound):
        jury.get(db, jury_id, by=mentor)


# Each juror alone


def test_a_juror_marks_alone_as_a_draft_then_hands_in(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    draft = Grid(marks={"offer": Mark(level=2, comment="Prix flou")})
    jury_marks.write(db, jury_id, draft, hand_in=False, by=mentor, today=TODAY, version=1)
    assert jury_marks.own(db, jury_id, by=mentor) == draft
    assert len(jury.get(db, jury_id, by=coach).awaited) == 2
    hand_in(db, jury_id, mentor)
    assert [one.name for one in jury.get(db, jury_id, by=coach).awaited] == ["Anne Roy"]


def test_handing_in_asks_for_every_point_and_for_the_day(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    half = Grid(marks={"offer": Mark(level=2), "market": Mark(level=3)})
    with pytest.raises(InvalidInput, match="4 points"):
        hand_in(db, jury_id, mentor, half)
    with pytest.raises(InvalidInput, match="brouillon"):
        hand_in(db, jury_id, mentor, today=DAY - timedelta(days=1))


def test_a_grid_handed_in_may_change_until_the_deliberation_and_not_after(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    hand_in(db, jury_id, mentor)
    hand_in(db, jury_id, mentor, a_grid(oral=4))
    type_in(db, jury_id, coach)
    open_it(db, jury_id, coach)
    with pytest.raises(InvalidInput, match="ne change plus"):
        hand_in(db, jury_id, mentor)
    with pytest.raises(InvalidInput, match="ne change plus"):
        type_in(db, jury_id, coach)


def test_a_draft_written_over_a_grid_takes_it_back(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    hand_in(db, jury_id, mentor)
    hand_in(db, jury_id, mentor, hand_in=False)
    assert len(jury.get(db, jury_id, by=coach).awaited) == 2


def test_nobody_reads_anothers_marks_before_the_deliberation(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    secret = Grid(marks={**a_grid().marks, "offer": Mark(level=1, comment="quetzal")})
    hand_in(db, jury_id, mentor, secret)
    for reader in (coach, mentor, a_lead(db)):
        with pytest.raises(NotAllowed, match="délibération"):
            jury_marks.deliberation(db, jury_id, by=reader)
    with pytest.raises(NotAllowed):
        jury_marks.own(db, jury_id, by=coach)
    assert "quetzal" not in repr(jury.get(db, jury_id, by=coach))
    assert "quetzal" not in repr(history.of(db, nadia, by=coach))


def test_a_conflict_shows_both_of_ones_own_texts_and_nothing_of_another_juror(
    db, nadia, coach, mentor
):
    jury_id = bench(db, nadia, coach, mentor)
    hand_in(db, jury_id, mentor)
    with pytest.raises(StaleRecord) as stale:
        hand_in(db, jury_id, mentor, a_grid(oral=1), version=1)
    assert "Présentation orale: 3" in stale.value.theirs
    assert "Présentation orale: 1" in stale.value.yours
    type_in(db, jury_id, coach)
    anne = jury.get(db, jury_id, by=coach).jurors[1]
    with pytest.raises(StaleRecord) as stale:
        jury_marks.type_in(db, jury_id, anne.id, a_grid(2), by=coach, today=TODAY, version=1)
    assert stale.value.theirs == ""


def test_a_coach_types_the_paper_of_a_juror_without_account_and_of_nobody_else(
    db, nadia, coach, mentor
):
    jury_id = bench(db, nadia, coach, mentor)
    type_in(db, jury_id, coach)
    anne = jury.get(db, jury_id, by=coach).jurors[1]
    assert anne.handed_in_at
    assert anne.typed_by == "Claire Morel"
    with pytest.raises(NotAllowed, match="propre grille"):
        type_in(db, jury_id, coach, name="Karim Benali")
    with pytest.raises((NotAllowed, NotFound)):
        type_in(db, jury_id, mentor)


def test_a_coach_who_sits_hands_in_before_typing_the_paper_of_another(db, nadia, coach):
    jury_id = convened(db, nadia, coach, Seat(staff_id=coach.id), Seat(name="Anne Roy"))
    with pytest.raises(NotAllowed, match="d’abord votre propre grille"):
        type_in(db, jury_id, coach)
    hand_in(db, jury_id, coach)
    type_in(db, jury_id, coach)


def test_who_typed_anothers_grid_changes_their_own_no_more(db, nadia, coach):
    jury_id = convened(db, nadia, coach, Seat(staff_id=coach.id), Seat(name="Anne Roy"))
    hand_in(db, jury_id, coach)
    type_in(db, jury_id, coach)
    with pytest.raises(NotAllowed, match="telle que vous l’avez remise"):
        hand_in(db, jury_id, coach, a_grid(1))


def test_who_typed_anothers_grid_cannot_sit_afterwards(db, nadia, coach):
    jury_id = convened(db, nadia, coach, Seat(staff_id=coach.id), Seat(name="Anne Roy"))
    own = jury.get(db, jury_id, by=coach).own
    jury.excuse(db, jury_id, own.id, by=coach, version=1)
    type_in(db, jury_id, coach)
    with pytest.raises(InvalidInput, match="ne peut plus siéger"):
        jury.excuse(db, jury_id, own.id, False, by=coach, version=2)
    other = convened(db, nadia, coach, Seat(name="Anne Roy"))
    type_in(db, other, coach)
    with pytest.raises(InvalidInput, match="ne peut plus siéger"):
        jury.seat(db, other, Seat(staff_id=coach.id), by=coach, version=1)


def test_an_administrators_history_says_nothing_of_a_jury(db, nadia, coach, mentor):
    decide(db, deliberating(db, nadia, coach, mentor), coach)
    assert not [one for one in history.of(db, nadia, by=an_administrator(db)) if "jury" in one.noun]


def test_nothing_is_kept_of_a_grid_when_its_trace_fails(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    db.execute(
        "CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    with pytest.raises(IntegrityError):
        hand_in(db, jury_id, mentor)
    assert db.table("jury_marks").count == 0


def test_who_does_not_sit_marks_nothing(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    with pytest.raises(NotAllowed):
        jury_marks.write(db, jury_id, a_grid(), hand_in=False, by=coach, today=TODAY, version=1)


def test_a_point_out_of_the_programme_or_a_level_out_of_range_is_refused(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    with pytest.raises(InvalidInput, match="beauty"):
        hand_in(db, jury_id, mentor, Grid(marks={"beauty": Mark(level=1)}))
    for level in (0, 5):
        with pytest.raises(InvalidInput):
            Mark(level=level)


# The deliberation


def test_the_deliberation_waits_for_every_grid_and_for_two_of_them(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    hand_in(db, jury_id, mentor)
    with pytest.raises(InvalidInput, match="1 grille"):
        open_it(db, jury_id, coach)
    anne = jury.get(db, jury_id, by=coach).jurors[1]
    jury.excuse(db, jury_id, anne.id, by=coach, version=1)
    with pytest.raises(InvalidInput, match="deux grilles"):
        open_it(db, jury_id, coach)
    jury.excuse(db, jury_id, anne.id, False, by=coach, version=2)
    type_in(db, jury_id, coach)
    with pytest.raises(InvalidInput, match="une fois le jury tenu"):
        open_it(db, jury_id, coach, today=DAY - timedelta(days=1))
    open_it(db, jury_id, coach)


def test_only_who_holds_the_jury_opens_the_deliberation(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    hand_in(db, jury_id, mentor)
    type_in(db, jury_id, coach)
    with pytest.raises((NotAllowed, NotFound)):
        open_it(db, jury_id, mentor)


def test_once_open_everybody_on_the_jury_reads_all_the_marks(db, nadia, coach, mentor):
    first = a_grid(2, figures=1)
    jury_id = deliberating(db, nadia, coach, mentor, first=first, second=a_grid(figures=4))
    for reader in (coach, mentor):
        shown = jury_marks.deliberation(db, jury_id, by=reader)
        figures = next(line for line in shown.lines if line.criterion.key == "figures")
        assert [(who, mark.level) for who, mark in figures.marks] == [
            ("Karim Benali", 1),
            ("Anne Roy", 4),
        ]
        assert figures.far_apart
        assert figures.middle == (2, 3)
        assert [who for who, _words in shown.remarks] == ["Karim Benali", "Anne Roy"]


def test_an_absent_juror_counts_for_nothing(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    jury.seat(db, jury_id, Seat(name="Luc Petit"), by=coach, version=1)
    luc = jury.get(db, jury_id, by=coach).jurors[2]
    jury.excuse(db, jury_id, luc.id, by=coach, version=2)
    hand_in(db, jury_id, mentor)
    type_in(db, jury_id, coach)
    open_it(db, jury_id, coach)
    shown = jury_marks.deliberation(db, jury_id, by=coach)
    assert all(len(line.marks) == 2 for line in shown.lines)


# The middle, weighted

CRITERIA = load_programme().jury
LEVELS = st.lists(st.integers(1, 4), min_size=1, max_size=9)


@given(LEVELS)
def test_the_middle_is_the_median_or_the_two_levels_around_it(levels):
    low, high = middle(levels)
    assert low <= median(levels) <= high
    assert high - low <= 1
    assert min(levels) <= low
    assert high <= max(levels)


@given(LEVELS, st.randoms())
def test_the_middle_does_not_depend_on_who_speaks_first(levels, chance):
    shuffled = list(levels)
    chance.shuffle(shuffled)
    assert middle(shuffled) == middle(levels)


@given(st.lists(st.tuples(st.integers(1, 10), LEVELS), min_size=1, max_size=6))
def test_a_weight_counts_a_mark_so_many_times(points):
    lines = [
        Line(
            criterion=CRITERIA[0].model_copy(update={"weight": weight}),
            marks=tuple((str(at), Mark(level=level)) for at, level in enumerate(levels)),
        )
        for weight, levels in points
    ]
    spelled = [
        one for weight, levels in points for level in levels for one in repeat(level, weight)
    ]
    assert weighted_middle(lines) == middle(spelled)


# The decision


def test_a_decision_comes_out_of_the_deliberation(db, nadia, coach, mentor):
    jury_id = bench(db, nadia, coach, mentor)
    with pytest.raises(InvalidInput, match="Ouvrez d’abord"):
        decide(db, jury_id, coach)


def test_a_decision_is_kept_with_its_reasons_its_conditions_and_a_trace(db, nadia, coach, mentor):
    jury_id = deliberating(db, nadia, coach, mentor)
    condition = Condition(what="Deux devis pour l’outillage", due_on=date(2026, 12, 1))
    decide(db, jury_id, coach, Verdict.CONDITIONAL, conditions=(condition,))
    (taken,) = jury_decisions.of(db, jury_id, by=coach)
    assert taken.decision.conditions == (condition,)
    assert (taken.who, taken.decision.verdict) == ("Claire Morel", Verdict.CONDITIONAL)
    assert jury.get(db, jury_id, by=coach).state is State.DECIDED
    assert [*db.table("audit").rows][-1]["event"] == "jury.decided"
    fields = {one.field: one.new for one in history.of(db, nadia, by=coach) if one.noun == "jury"}
    assert fields["verdict"] == "conditional"
    assert fields["conditions"] == "01/12/2026: Deux devis pour l’outillage"


def test_a_decision_changes_only_by_a_new_dated_entry(db, nadia, coach, mentor):
    jury_id = deliberating(db, nadia, coach, mentor)
    decide(db, jury_id, coach, Verdict.REWORK)
    decide(db, jury_id, coach, on=TODAY)
    held, before = jury_decisions.of(db, jury_id, by=coach)
    assert (held.decision.verdict, held.decision.decided_on) == (Verdict.FAVOURABLE, TODAY)
    assert before.decision.verdict is Verdict.REWORK
    with pytest.raises(InvalidInput, match="12/11/2026"):
        decide(db, jury_id, coach, on=DAY)
    for deed in ("UPDATE jury_decisions SET reasons = 'x'", "DELETE FROM jury_conditions"):
        decide(
            db, jury_id, coach, Verdict.CONDITIONAL, on=TODAY,
            conditions=(Condition(what="Un devis", due_on=TODAY),),
        )  # fmt: skip
        with pytest.raises(IntegrityError):
            db.execute(deed)


def test_two_people_who_decide_at_once_both_see_it(db, nadia, coach, mentor):
    jury_id = deliberating(db, nadia, coach, mentor)
    version = jury.get(db, jury_id, by=coach).version
    decide(db, jury_id, coach)
    with pytest.raises(StaleRecord) as stale:
        decide(db, jury_id, coach, Verdict.REWORK, version=version)
    assert stale.value.theirs == "Le projet tient debout."


def test_a_decision_comes_after_the_jury_and_not_in_the_future(db, nadia, coach, mentor):
    jury_id = deliberating(db, nadia, coach, mentor)
    for day in (DAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(InvalidInput, match="après le jury"):
            decide(db, jury_id, coach, on=day)


def test_a_juror_does_not_write_the_decision(db, nadia, coach, mentor):
    jury_id = deliberating(db, nadia, coach, mentor)
    with pytest.raises((NotAllowed, NotFound)):
        decide(db, jury_id, mentor)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reasons": " "}, "raisons"),
        ({"verdict": Verdict.CONDITIONAL}, "au moins une condition"),
        ({"conditions": (Condition(what="Un devis", due_on=TODAY),)}, "uniquement"),
    ],
)
def test_a_decision_says_why_and_what_is_asked(changes, said):
    values = {"verdict": Verdict.FAVOURABLE, "reasons": "Clair.", "decided_on": DAY, **changes}
    with pytest.raises(InvalidInput, match=said):
        Decision(**values)


def test_a_condition_has_words_and_comes_after_the_decision():
    with pytest.raises(InvalidInput):
        Condition(what=" ", due_on=TODAY)
    early = Condition(what="Un devis", due_on=DAY - timedelta(days=1))
    with pytest.raises(InvalidInput, match="après la décision"):
        Decision(verdict=Verdict.CONDITIONAL, reasons="Clair.", decided_on=DAY, conditions=(early,))


# The milestone


def test_a_favourable_jury_submits_the_milestone_with_its_evidence(db, nadia, coach, mentor):
    jury_id = deliberating(db, nadia, coach, mentor)
    assert not jury_decisions.may_submit(db, jury.get(db, jury_id, by=coach), by=coach)
    decide(db, jury_id, coach)
    assert jury_decisions.may_submit(db, jury.get(db, jury_id, by=coach), by=coach)
    jury_decisions.submit_milestone(db, jury_id, by=coach, today=TODAY)
    line = next(
        one for one in milestones.table(db, nadia, by=coach) if one.milestone.key == "pitch"
    )
    assert line.state is MilestoneState.SUBMITTED
    assert line.evidence == "Jury du 10/11/2026\u00a0: favorable"
    assert not jury_decisions.may_submit(db, jury.get(db, jury_id, by=coach), by=coach)


def test_a_project_to_rework_submits_nothing(db, nadia, coach, mentor):
    jury_id = deliberating(db, nadia, coach, mentor)
    decide(db, jury_id, coach, Verdict.REWORK)
    assert not jury_decisions.may_submit(db, jury.get(db, jury_id, by=coach), by=coach)
    with pytest.raises(InvalidInput):
        jury_decisions.submit_milestone(db, jury_id, by=coach, today=TODAY)


# The papers


def words(file):
    """Everything that can be read in a document."""
    document = Document(BytesIO(file))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for section in document.sections:
        parts += [p.text for part in (section.header, section.footer) for p in part.paragraphs]
    return "\n".join([*parts, document.core_properties.title, document.core_properties.author])


def paper(db, jury_id, verb, by, language=Language.FRENCH):
    return words(verb(db, jury_id, by=by, today=TODAY, language=language))


@pytest.mark.parametrize("language", Language)
def test_the_grid_to_print_is_blank_and_holds_every_level(db, nadia, coach, mentor, language):
    jury_id = bench(db, nadia, coach, mentor)
    hand_in(db, jury_id, mentor, Grid(marks=a_grid().marks, remarks="quetzal"))
    read = paper(db, jury_id, exports.jury_grid_as_word, mentor, language)
    with speaking(language):
        for criterion in load_programme().jury:
            for said in (criterion.name, criterion.question, *criterion.meanings.values()):
                assert str(said) in read
    assert "Réparation de vélos" in read
    assert not [word for word in ("quetzal", "Tahri", "Benali") if word in read]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("verdict", Verdict)
def test_the_decision_leaves_without_marks_names_of_jurors_or_a_word_of_detention(
    db, nadia, coach, mentor, verdict, language
):
    jury_id = deliberating(db, nadia, coach, mentor)
    asked = (Condition(what="Deux devis", due_on=date(2026, 12, 1)),)
    decide(db, jury_id, coach, verdict, conditions=asked if verdict is Verdict.CONDITIONAL else ())
    read = paper(db, jury_id, exports.jury_decision_as_word, coach, language)
    assert "Nadia Tahri" in read
    assert "Le projet tient debout." in read
    assert ("Deux devis" in read) is (verdict is Verdict.CONDITIONAL)
    never = ("détention", "détenu", "prison", "incarc", "detain", "Benali", "Roy", "LYO", "médian")
    assert not [word for word in never if word in read]


def test_the_latest_decision_leaves_and_says_what_it_replaces(db, nadia, coach, mentor):
    jury_id = deliberating(db, nadia, coach, mentor)
    with pytest.raises(InvalidInput, match="pas encore de décision"):
        paper(db, jury_id, exports.jury_decision_as_word, coach)
    decide(db, jury_id, coach, Verdict.REWORK)
    decide(db, jury_id, coach, on=TODAY)
    read = paper(db, jury_id, exports.jury_decision_as_word, coach)
    assert "Le jury est favorable à votre projet." in read
    assert "remplace celle du 10 novembre 2026" in read


def test_a_juror_reads_the_plan_under_a_first_name_and_only_until_the_decision(
    db, nadia, coach, mentor
):
    plans.write(db, nadia, "summary", "Réparer des vélos.", version=0, by=coach)
    jury_id = bench(db, nadia, coach, mentor)
    read = paper(db, jury_id, exports.jury_plan_as_word, mentor)
    assert "Réparer des vélos." in read
    assert "Nadia" in read
    assert "Tahri" not in read
    assert "Tahri" in paper(db, jury_id, exports.jury_plan_as_word, coach)
    with pytest.raises(NotFound):
        paper(db, jury_id, exports.jury_plan_as_word, a_mentor(db))
    hand_in(db, jury_id, mentor)
    type_in(db, jury_id, coach)
    open_it(db, jury_id, coach)
    decide(db, jury_id, coach)
    for verb in (exports.jury_plan_as_word, exports.jury_decision_as_word):
        with pytest.raises(NotAllowed):
            paper(db, jury_id, verb, mentor)


def test_the_whole_jury_reads_the_version_it_was_given(db, nadia, coach, mentor):
    plans.write(db, nadia, "summary", "Ancien résumé.", version=0, by=coach)
    frozen = plan_versions.freeze(db, nadia, "Pour le jury", on=DAY, by=coach)
    plans.write(db, nadia, "summary", "Nouveau résumé.", version=1, by=coach)
    seats = (Seat(staff_id=mentor.id),)
    jury_id = jury.convene(db, nadia, DAY, seats, plan_version_id=frozen, by=coach)
    read = paper(db, jury_id, exports.jury_plan_as_word, mentor)
    assert "Ancien résumé." in read
    assert "Nouveau" not in read
    found = jury.get(db, jury_id, by=mentor)
    assert (found.plan_version_id, found.plan_frozen_on) == (frozen, DAY)
    jury.give_plan(db, jury_id, None, by=coach, version=found.version)
    assert "Nouveau résumé." in paper(db, jury_id, exports.jury_plan_as_word, mentor)
    changes = [one for one in history.of(db, nadia, by=coach) if one.field == "plan_version"]
    assert [(one.old, one.new) for one in changes] == [("Pour le jury", ""), ("", "Pour le jury")]


def test_a_jury_is_not_given_the_plan_of_somebody_else(db, nadia, coach):
    other = a_participant(db, coach=coach)
    plans.write(db, other, "summary", "Un autre projet.", version=0, by=coach)
    frozen = plan_versions.freeze(db, other, "Pour le jury", on=DAY, by=coach)
    with pytest.raises(InvalidInput, match="version du plan de cette personne"):
        jury.convene(db, nadia, DAY, [], plan_version_id=frozen, by=coach)


def test_each_paper_leaves_a_trace(db, nadia, coach, mentor):
    jury_id = deliberating(db, nadia, coach, mentor)
    decide(db, jury_id, coach)
    for verb in (
        exports.jury_grid_as_word,
        exports.jury_decision_as_word,
        exports.jury_plan_as_word,
    ):
        paper(db, jury_id, verb, coach)
    left = [row["document"] for row in db.table("exports").rows]
    assert left == ["jury grid", "jury decision", "jury plan"]
    events = [row["event"] for row in db.table("audit").rows][-3:]
    assert events == ["jury grid.exported", "jury decision.exported", "jury plan.exported"]
