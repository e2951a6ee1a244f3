"""The history of a file: one line for each save, narrowed to a subject, for those who may read it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import history, history_words, notes, programmes, sessions, stages, thrown_away, trash
from core.errors import NotAllowed, NotFound
from core.history import Change, together
from core.notes import Draft, Level
from core.pinned_facts import Line
from core.pinned_facts import save as pin
from tests.factories import TODAY, a_coach, a_mentor, a_participant, an_administrator

START = datetime(2026, 11, 12, 9, 0, tzinfo=UTC)


def a_change(seconds, who="Claire", field="body", record=1):
    at = (START + timedelta(seconds=seconds)).isoformat()
    return Change(at=at, who=who, noun="note", field=field, old="", new="x", record=record)


def test_the_fields_of_one_save_stand_together_and_in_their_order():
    changes = [a_change(0.1, field="level"), a_change(0.0, field="body")]
    (save,) = together(changes)
    assert [one.field for one in save.changes] == ["body", "level"]


@pytest.mark.parametrize(
    "later",
    [
        a_change(5, field="level"),
        a_change(0.1, who="Paul", field="level"),
        a_change(0.1),  # the same field of the same record: another save
    ],
)
def test_two_saves_stand_apart(later):
    assert len(together([later, a_change(0)])) == 2


@given(
    st.lists(st.tuples(st.floats(0, 9), st.sampled_from("ab"), st.sampled_from("xyz")), max_size=12)
)
def test_nothing_is_lost_or_turned_round_when_changes_are_put_together(drawn):
    drawn.sort(key=lambda one: -one[0])
    changes = [a_change(at, who=who, field=field) for at, who, field in drawn]
    saves = together(changes)
    assert [one for save in saves for one in reversed(save.changes)] == changes


def test_a_presence_is_told_with_its_session(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    sessions.interview(db, person, held_on=TODAY, by=coach, today=TODAY)
    programme = programmes.load_delivered(db)[0].programme
    said = {
        history_words.subject(one, programme)
        for one in history.of(db, person, about="attendance", by=coach)
    }
    assert said == {"Présence, Entretien individuel du 12/11/2026"}


def test_the_history_is_narrowed_to_a_subject_and_to_what_one_may_read(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    notes.write(db, person, Draft(body="Un essai."), by=coach, today=TODAY)
    pin(db, person, [Line(body="Le jeudi")], by=coach)
    stages.move(db, person, "support", on=TODAY, reason="Projet prêt", by=coach, today=TODAY)
    assert history.nouns(db, person, by=coach) == ["fact", "note", "participant", "stage"]
    assert history.nouns(db, person, by=an_administrator(db)) == ["participant", "stage"]
    told = [one.new for one in history.of(db, person, about="stage", by=coach)]
    assert "Projet prêt" in told
    assert history.of(db, person, about="note", by=an_administrator(db)) == []
    with pytest.raises(NotAllowed):
        history.nouns(db, person, by=a_mentor(db))


def test_older_changes_are_there_when_they_are_asked_for(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    for number in range(4):
        notes.write(db, person, Draft(body=f"Essai {number}."), by=coach, today=TODAY)
    few = history.read(db, person, most=3, by=coach)
    assert few.more
    assert sum(len(save.changes) for save in few.saves) == 3
    assert not history.read(db, person, most=100, by=coach).more


def test_everything_thrown_away_in_a_file_is_listed_and_comes_back(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    note = notes.write(db, person, Draft(body="Un essai."), by=coach, today=TODAY)
    trash.throw_note(db, note, by=coach, version=1)
    meeting = sessions.interview(db, person, held_on=TODAY, by=coach, today=TODAY)
    trash.throw_session(db, meeting, by=coach, version=1)
    pin(db, person, [Line(body="Le jeudi")], by=coach)
    pin(db, person, [Line(id=1, version=1, body="")], by=coach)
    thrown = thrown_away.of(db, person, by=coach, today=TODAY)
    assert sorted(one.noun for one in thrown) == ["fact", "note", "session"]
    for one in thrown:
        thrown_away.restore(db, person, one.key, by=coach, today=TODAY)
    assert thrown_away.of(db, person, by=coach, today=TODAY) == []
    assert [one.body for one in notes.of(db, person, by=coach)] == ["Un essai."]
    assert sessions.get(db, meeting, by=coach).held_on == TODAY
    with pytest.raises(NotFound):
        thrown_away.restore(db, person, thrown[0].key, by=coach, today=TODAY)


def test_a_private_note_in_the_trash_is_for_its_author_alone(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    draft = Draft(body="Pour moi.", level=Level.PRIVATE)
    note = notes.write(db, person, draft, by=coach, today=TODAY)
    trash.throw_note(db, note, by=coach, version=1)
    other = a_coach(db, organisation_id=coach.organisation_id)
    assert thrown_away.of(db, person, by=other, today=TODAY) == []
    assert thrown_away.of(db, person, by=an_administrator(db), today=TODAY) == []
