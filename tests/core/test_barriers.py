"""What stands in somebody's way: said, followed, taken back, and lifted only by a recorded change."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import barriers, enrolments, history, programmes, tracker
from core.barrier_parts import Assessment, Impact, Line, Standing, State, standing
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.programme import from_json, to_json
from core.programme_file import load_programme
from core.storage.database import connect
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
)

ESL = load_programme()
BARRIERS = [barrier.key for barrier in ESL.barriers]
DAY = date(2026, 10, 1)


def open_(barrier="housing", **more):
    return Assessment(barrier=barrier, state=State.OPEN, **more)


def closed(barrier="housing"):
    return Assessment(barrier=barrier, state=State.CLOSED)


def assess(db, person, coach, *said, on=DAY, **more):
    return barriers.assess(db, person, said, on=on, by=coach, today=TODAY, **more)


def housing(db, person, coach) -> Line:
    return barriers.state_of(db, person, by=coach).line("housing")


def test_the_ten_barriers_stand_in_the_order_of_the_paper_and_none_was_raised(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    seen = barriers.state_of(db, person, by=coach)
    assert [line.barrier.key for line in seen.lines] == BARRIERS
    assert len(BARRIERS) == 10
    assert {line.standing for line in seen.lines} == {Standing.NOT_RAISED}
    assert seen.version == 0


def test_a_barrier_is_kept_with_everything_said_of_it(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    said = open_(
        impact=Impact.STRONG, priority=True, situations=("hosted",), objectives=("siao_request",)
    )
    assert assess(db, person, coach, said) == ["housing"]
    line = housing(db, person, coach)
    assert (line.now, line.since, line.standing) == (said, DAY, Standing.OPEN)
    assert line.entries[0].who == coach.name


def test_ten_barriers_are_assessed_in_one_save(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    said = [open_(key) if key == "money" else Assessment(barrier=key) for key in BARRIERS]
    assert assess(db, person, coach, *said, token="t") == BARRIERS
    assert assess(db, person, coach, *said[:5], closed("money"), on=TODAY) == ["money"]
    with pytest.raises(AlreadySaved):
        assess(db, person, coach, open_("family"), token="t")


def test_a_barrier_is_lifted_only_by_a_recorded_change_with_its_date(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assess(db, person, coach, open_())
    assess(db, person, coach, closed(), on=TODAY)
    line = housing(db, person, coach)
    assert (line.standing, line.lifted_on) == (Standing.LIFTED, TODAY)


def test_a_barrier_closed_without_ever_being_open_is_no_difficulty_and_was_not_lifted(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assess(db, person, coach, closed())
    assert housing(db, person, coach).standing is Standing.NO_DIFFICULTY
    assert housing(db, person, coach).lifted_on is None


def test_a_barrier_that_comes_back_is_open_again_since_that_day(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    for day, said in ((1, open_()), (2, closed()), (3, open_()), (4, open_(impact=Impact.LOW))):
        assess(db, person, coach, said, on=date(2026, 10, day))
    assert (housing(db, person, coach).standing, housing(db, person, coach).since) == (
        Standing.OPEN,
        date(2026, 10, 3),
    )


def test_a_closed_barrier_keeps_nothing_but_its_state():
    said = Assessment(barrier="housing", state=State.CLOSED, impact=Impact.LOW, priority=True)
    assert said == closed()


def test_nothing_can_be_said_of_a_barrier_that_was_not_raised():
    with pytest.raises(InvalidInput, match="non abordé"):
        Assessment(barrier="housing", impact=Impact.LOW)


def test_a_barrier_once_raised_is_not_unraised(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assess(db, person, coach, open_())
    with pytest.raises(InvalidInput, match="annulez"):
        assess(db, person, coach, Assessment(barrier="housing"), on=TODAY)


@pytest.mark.parametrize("day", [ENTRY - timedelta(days=1), TODAY + timedelta(days=1)])
def test_a_day_before_the_entry_or_to_come_is_refused(db, day):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    with pytest.raises(InvalidInput):
        assess(db, person, coach, open_(), on=day)


def test_a_day_before_the_last_entry_is_refused(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assess(db, person, coach, open_(), on=TODAY)
    with pytest.raises(InvalidInput, match="Logement"):
        assess(db, person, coach, closed(), on=DAY)


@pytest.mark.parametrize(
    "said",
    [
        open_("paradise"),
        open_(situations=("reading",)),
        open_(objectives=("reading",)),
        open_("health", situations=("hosted",)),
    ],
)
def test_what_the_programme_does_not_list_is_refused_and_nothing_is_kept(db, said):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    with pytest.raises(InvalidInput):
        assess(db, person, coach, open_("money"), said)
    assert barriers.state_of(db, person, by=coach).version == 0


def test_health_says_only_whether_a_referral_was_offered_or_accepted():
    health = ESL.barrier("health")
    assert health.referral_only
    assert not health.situations
    assert [choice.key for choice in health.objectives] == ["referral_offered", "referral_accepted"]


def test_saving_without_a_change_says_so(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assess(db, person, coach, open_())
    with pytest.raises(InvalidInput, match="Rien"):
        assess(db, person, coach, open_(), on=TODAY)


def test_somebody_whose_support_has_ended_is_no_longer_assessed(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    enrolments.end(db, person, on=DAY, kind="job_search", by=coach, today=TODAY)
    with pytest.raises(InvalidInput, match="terminé"):
        assess(db, person, coach, open_())


def test_two_coaches_on_the_same_form_lose_nothing(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    other = a_coach(db, organisation_id=coach.organisation_id)
    seen = barriers.state_of(db, person, by=coach).version
    assess(db, person, other, open_("money"), seen=seen)
    with pytest.raises(StaleRecord) as met:
        assess(db, person, coach, open_("housing", impact=Impact.STRONG), seen=seen)
    assert "Finances" in met.value.theirs
    assert "Logement : frein, impact fort" in met.value.yours.replace("\u00a0", " ")


def test_a_mistake_is_taken_back_and_both_entries_stay(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assess(db, person, coach, open_())
    assess(db, person, coach, closed(), on=TODAY)
    barriers.cancel(db, person, "housing", by=coach, today=TODAY)
    assert housing(db, person, coach).standing is Standing.OPEN
    barriers.cancel(db, person, "housing", by=coach, today=TODAY)
    assert housing(db, person, coach).standing is Standing.NOT_RAISED
    with pytest.raises(InvalidInput):
        barriers.cancel(db, person, "housing", by=coach, today=TODAY)
    assert db.table("barrier_moves").count == 4


def test_somebody_else_s_entry_is_not_taken_back_unseen(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assess(db, person, coach, open_())
    seen = barriers.state_of(db, person, by=coach).version
    assess(db, person, coach, closed(), on=TODAY)
    with pytest.raises(StaleRecord):
        barriers.cancel(db, person, "housing", seen=seen, by=coach, today=TODAY)


def test_the_ledger_cannot_be_changed_or_emptied(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assess(db, person, coach, open_())
    for deed in ("UPDATE barrier_moves SET state = 'closed'", "DELETE FROM barrier_moves"):
        with pytest.raises(Exception, match="append-only"):
            db.conn.execute(deed)


def test_every_change_is_in_the_history_and_the_audit(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assess(db, person, coach, open_(objectives=("siao_request",)))
    assess(db, person, coach, closed(), on=TODAY)
    changes = history.of(db, person, by=coach)
    told = {
        (change.field, change.old, change.new) for change in changes if "barrier" in change.noun
    }
    assert ("barrier_state", "open", "closed") in told
    assert ("objectives", "siao_request", "") in told
    events = [row["event"] for row in db.query("SELECT event FROM audit")]
    assert events.count("barriers.assessed") == 2


def test_an_administrator_reads_no_barrier_not_even_in_the_history(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assess(db, person, coach, open_())
    administrator = an_administrator(db)
    assert not [one for one in history.of(db, person, by=administrator) if "barrier" in one.noun]
    with pytest.raises(NotAllowed):
        barriers.state_of(db, person, by=administrator)


@pytest.mark.parametrize("role", [a_mentor, an_evaluator])
def test_a_mentor_and_an_evaluator_never_see_a_barrier(db, role):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    somebody = role(db)
    insert(db, "mentor_pairs", {"participant_id": person, "mentor_id": somebody.id,
                                "starts_on": ENTRY.isoformat(), "recorded_by": coach.id})  # fmt: skip
    for deed in (
        lambda: barriers.state_of(db, person, by=somebody),
        lambda: assess(db, person, somebody, open_()),
        lambda: barriers.cancel(db, person, "housing", by=somebody, today=TODAY),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_coach_of_another_association_finds_nobody(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    with pytest.raises(NotFound):
        barriers.state_of(db, person, by=a_coach(db))
    assert barriers.state_of(db, person, by=a_lead(db)).lines


def test_a_cohort_that_started_before_there_was_a_list_speaks_of_the_newest(db):
    coach = a_coach(db)
    cohort_id = a_cohort(db, coach=coach)
    old = ESL.model_copy(update={"version": 1, "barriers": ()})
    assert from_json(to_json(old)).barriers == ()
    programme_id = insert(
        db, "programmes", {"key": old.key, "version": 1, "definition": to_json(old)}
    )
    db.conn.execute("UPDATE cohorts SET programme_id = ? WHERE id = ?", [programme_id, cohort_id])
    assert programmes.programme_of(db, cohort_id).barriers == ()
    person = a_participant(db, coach=coach, cohort_id=cohort_id)
    assess(db, person, coach, open_())
    assert housing(db, person, coach).standing is Standing.OPEN


# Any sequence of entries and of entries taken back

SAID = st.sampled_from(State)


@given(st.lists(SAID))
def test_lifted_is_the_last_word_and_needs_an_opening_before(states):
    found = standing(states)
    last = states[-1] if states else State.NOT_RAISED
    assert (found is Standing.OPEN) == (last is State.OPEN)
    assert (found is Standing.LIFTED) == (last is State.CLOSED and State.OPEN in states)


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["housing", "money"]),
        st.sampled_from([State.OPEN, State.CLOSED, "cancel"]),
        st.sampled_from([None, *Impact]),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(MOVES)
def test_whatever_is_said_and_taken_back_the_file_stands_as_the_list_of_what_holds(moves):
    db = connect(":memory:")
    tracker.migrate(db)
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    holds: dict[str, list[Assessment]] = {"housing": [], "money": []}
    for at, (barrier, deed, impact) in enumerate(moves):
        on = DAY + timedelta(days=at)
        before = holds[barrier]
        try:
            if deed == "cancel":
                barriers.cancel(db, person, barrier, by=coach, today=on)
                before.pop()
            else:
                said = Assessment(barrier=barrier, state=deed, impact=impact)
                barriers.assess(db, person, [said], on=on, by=coach, today=on)
                before.append(said)
        except InvalidInput:
            assert not before or before[-1] == said if deed != "cancel" else not before
        seen = barriers.state_of(db, person, by=coach)
        for key, expected in holds.items():
            line = seen.line(key)
            assert [entry.said for entry in line.entries] == expected
            assert line.standing is standing([said.state for said in expected])
    lifted = sum(line.standing is Standing.LIFTED for line in seen.lines) if moves else 0
    assert lifted == sum(
        standing([said.state for said in expected]) is Standing.LIFTED
        for expected in holds.values()
    )
    db.conn.close()


def test_the_dashboard_s_counts_follow_every_entry_and_every_one_taken_back(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)

    def counted():
        sql = "SELECT a, b, sum(n) AS n FROM cohort_counts WHERE measure = 'barrier' GROUP BY 1, 2"
        rows = db.query(sql)
        return {(row["a"], row["b"]): row["n"] for row in rows if row["n"]}

    assess(db, person, coach, open_(objectives=("siao_request",)), closed("money"))
    assert counted() == {("housing", "open_worked_on"): 1}
    assess(db, person, coach, closed(), on=TODAY)
    assert counted() == {("housing", "lifted_worked_on"): 1}
    barriers.cancel(db, person, "housing", by=coach, today=TODAY)
    assert counted() == {("housing", "open_worked_on"): 1}
