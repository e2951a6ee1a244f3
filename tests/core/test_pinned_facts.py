"""The facts in sight under a name: three at most, corrected together, never lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import history, pinned_facts
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord, TrackerError
from core.pinned_facts import LONGEST, Line
from core.storage.database import connect
from core.tracker import migrate
from tests.factories import a_coach, a_lead, a_mentor, a_participant, an_administrator, an_evaluator


def a_file(db):
    coach = a_coach(db)
    return coach, a_participant(db, coach=coach)


def bodies(db, person, coach, **more):
    return [fact.body for fact in pinned_facts.of(db, person, by=coach, **more)]


def lines(db, person, coach):
    return [
        Line(id=fact.id, body=fact.body, version=fact.version)
        for fact in pinned_facts.of(db, person, by=coach)
    ]


def save(db, person, coach, *words, **more):
    pinned_facts.save(db, person, [Line(body=body) for body in words], by=coach, **more)


def test_facts_are_pinned_in_one_save(db):
    coach, person = a_file(db)
    save(db, person, coach, "Parle aussi  portugais\n", "", "Joignable après 17 h")
    assert bodies(db, person, coach) == ["Parle aussi portugais", "Joignable après 17 h"]


def test_a_fourth_fact_is_refused_and_nothing_is_half_saved(db):
    coach, person = a_file(db)
    save(db, person, coach, "un", "deux")
    with pytest.raises(InvalidInput, match="3"):
        save(db, person, coach, "trois", "quatre")
    assert bodies(db, person, coach) == ["un", "deux"]


def test_a_fact_is_short(db):
    coach, person = a_file(db)
    save(db, person, coach, "a" * 200)
    assert bodies(db, person, coach) == ["a" * LONGEST]


def test_an_emptied_line_goes_into_the_trash_and_comes_back(db):
    coach, person = a_file(db)
    save(db, person, coach, "un", "deux", "trois")
    first, *_others = lines(db, person, coach)
    pinned_facts.save(db, person, [Line(id=first.id, version=1, body=" ")], by=coach)
    assert bodies(db, person, coach) == ["deux", "trois"]
    assert bodies(db, person, coach, trash=True) == ["un"]
    pinned_facts.restore(db, first.id, by=coach)
    assert bodies(db, person, coach) == ["un", "deux", "trois"]


def test_a_fact_comes_back_only_where_there_is_room(db):
    coach, person = a_file(db)
    save(db, person, coach, "un")
    (first,) = lines(db, person, coach)
    pinned_facts.save(db, person, [Line(id=first.id, version=1, body="")], by=coach)
    save(db, person, coach, "deux", "trois", "quatre")
    with pytest.raises(InvalidInput):
        pinned_facts.restore(db, first.id, by=coach)
    assert bodies(db, person, coach) == ["deux", "trois", "quatre"]


def test_two_coaches_on_the_same_fact_lose_nothing(db):
    coach, person = a_file(db)
    save(db, person, coach, "un")
    (seen,) = lines(db, person, coach)
    pinned_facts.save(db, person, [Line(id=seen.id, version=1, body="une")], by=coach)
    with pytest.raises(StaleRecord) as told:
        pinned_facts.save(db, person, [Line(id=seen.id, version=1, body="dix")], by=coach)
    assert (told.value.theirs, told.value.yours) == ("une", "dix")
    # A line that was left as it is now disturbs nobody.
    pinned_facts.save(db, person, [Line(id=seen.id, version=1, body="une")], by=coach)


def test_a_save_happens_once(db):
    coach, person = a_file(db)
    save(db, person, coach, "un", token="t")
    with pytest.raises(AlreadySaved):
        save(db, person, coach, "un", token="t")


def test_only_the_team_reads_and_writes_what_is_pinned(db):
    coach, person = a_file(db)
    save(db, person, coach, "un")
    (fact,) = lines(db, person, coach)
    for stranger in (a_coach(db), a_mentor(db), an_evaluator(db), an_administrator(db)):
        for deed in (
            lambda who: pinned_facts.of(db, person, by=who),
            lambda who: save(db, person, who, "deux"),
            lambda who: pinned_facts.restore(db, fact.id, by=who),
        ):
            with pytest.raises((NotAllowed, NotFound)):
                deed(stranger)
    assert "un" not in {change.new for change in history.of(db, person, by=an_administrator(db))}
    assert bodies(db, person, a_lead(db)) == ["un"]


def test_a_fact_of_somebody_else_is_not_corrected_through_ones_own_file(db):
    coach, person = a_file(db)
    other, stranger = a_file(db)
    save(db, stranger, other, "un")
    (fact,) = lines(db, stranger, other)
    with pytest.raises(NotFound):
        pinned_facts.save(db, person, [Line(id=fact.id, version=1, body="deux")], by=coach)
    with pytest.raises(NotFound):
        pinned_facts.restore(db, 999, by=coach)


WORDS = st.sampled_from(["", "un", "deux", "trois"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=4), max_size=6))
def test_undoing_any_sequence_from_the_history_gives_back_the_earlier_state(saves):
    db = connect(":memory:")
    migrate(db)
    coach, person = a_file(db)
    save(db, person, coach, "un", "deux")
    before = bodies(db, person, coach)
    (start,) = db.execute("SELECT max(id) FROM history").fetchone()
    for words in saves:
        shown = lines(db, person, coach)
        wanted = [
            Line(body=body, id=line.id if line else None, version=line.version if line else 0)
            for body, line in zip(words, [*shown, None, None, None, None], strict=False)
        ]
        try:
            pinned_facts.save(db, person, wanted, by=coach)
        except TrackerError:
            continue
    for row in db.query("SELECT * FROM history WHERE id > ? ORDER BY id DESC", [start]):
        kept = {fact.id: fact for fact in pinned_facts.of(db, person, by=coach)}
        if row["field"] == "trashed" and row["new"] == "yes":
            pinned_facts.restore(db, row["record_id"], by=coach)
        else:
            version = kept[row["record_id"]].version
            line = Line(id=row["record_id"], version=version, body=row["old"] or "")
            pinned_facts.save(db, person, [line], by=coach)
    assert bodies(db, person, coach) == before
    db.conn.close()
