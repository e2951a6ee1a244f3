"""Notes, their four levels and the words to watch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import history, notes
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.notes import LEVEL_MEANINGS, LEVELS, Draft, Level
from core.storage.database import DatabaseError
from core.storage.rows import insert
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_lead,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)


def somebody(db):
    coach = a_coach(db)
    return coach, a_coach(db, organisation_id=coach.organisation_id), a_participant(db, coach=coach)


def write(db, person, by, body="Devis reçu.", level=Level.TEAM, **more):
    return notes.write(db, person, Draft(body=body, level=level), by=by, today=TODAY, **more)


def bodies(db, person, by):
    return [note.body for note in notes.of(db, person, by=by)]


def test_a_note_is_kept_with_its_level_its_date_and_a_trace(db):
    coach, _colleague, person = somebody(db)
    write(db, person, coach, level=Level.PARTICIPANT)
    (note,) = notes.of(db, person, by=coach)
    assert (note.level, note.written_on, note.author) == (Level.PARTICIPANT, TODAY, coach.name)
    last = next(iter(db.query("SELECT event FROM audit ORDER BY id DESC LIMIT 1")))
    assert last["event"] == "note.written"


def test_an_empty_note_is_refused():
    with pytest.raises(InvalidInput, match="phrase"):
        Draft(body="  \n ")


def test_a_private_note_is_read_by_its_author_only(db):
    coach, colleague, person = somebody(db)
    note_id = write(db, person, coach, body="Pour moi.", level=Level.PRIVATE)
    assert bodies(db, person, coach) == ["Pour moi."]
    for other in (colleague, a_lead(db)):
        assert bodies(db, person, other) == []
        with pytest.raises(NotFound):
            notes.get(db, note_id, by=other)
        with pytest.raises(NotFound):
            notes.change(db, note_id, Draft(body="Lu."), by=other, version=1)


def test_the_text_of_a_private_note_never_enters_the_history(db):
    coach, _colleague, person = somebody(db)
    note_id = write(db, person, coach, body="Secret un", level=Level.PRIVATE)
    draft = Draft(body="Secret deux", level=Level.PRIVATE)
    notes.change(db, note_id, draft, by=coach, version=1)
    changes = history.of(db, person, by=coach)
    assert not any("Secret" in change.old + change.new for change in changes)
    assert any(change.noun == "note" for change in changes)


def test_an_administrator_does_not_read_notes_through_the_history(db):
    coach, _colleague, person = somebody(db)
    write(db, person, coach, body="Devis reçu.")
    assert not any(
        change.noun == "note" for change in history.of(db, person, by=an_administrator(db))
    )


def test_the_team_reads_what_is_not_private(db):
    coach, colleague, person = somebody(db)
    for level in (Level.TEAM, Level.MENTOR, Level.PARTICIPANT):
        write(db, person, coach, body=level, level=level)
    assert set(bodies(db, person, colleague)) == {"team", "mentor", "participant"}


def test_a_coach_of_another_organisation_neither_reads_nor_writes(db):
    _coach, _colleague, person = somebody(db)
    stranger = a_coach(db)
    with pytest.raises(NotFound):
        notes.of(db, person, by=stranger)
    with pytest.raises(NotFound):
        write(db, person, stranger)


@pytest.mark.parametrize("role", [an_evaluator, an_administrator, a_mentor])
def test_notes_are_not_for_this_role(db, role):
    _coach, _colleague, person = somebody(db)
    visitor = role(db)
    with pytest.raises((NotAllowed, NotFound)):
        notes.of(db, person, by=visitor)
    with pytest.raises((NotAllowed, NotFound)):
        write(db, person, visitor)


def test_a_mentor_reads_only_what_is_shared_with_them_about_their_mentee(db):
    coach, _colleague, person = somebody(db)
    mentor = a_mentor(db)
    pair = {"participant_id": person, "mentor_id": mentor.id, "starts_on": ENTRY.isoformat()}
    insert(db, "mentor_pairs", {**pair, "recorded_by": coach.id})
    for level in Level:
        write(db, person, coach, body=level, level=level)
    assert [note.body for note in notes.shared_with_mentor(db, person, by=mentor)] == ["mentor"]
    with pytest.raises((NotAllowed, NotFound)):
        notes.shared_with_mentor(db, person, by=a_mentor(db))


def test_a_correction_by_the_team_keeps_both_texts_in_the_history(db):
    coach, colleague, person = somebody(db)
    note_id = write(db, person, coach, body="Four neuf.")
    notes.change(db, note_id, Draft(body="Four d’occasion."), by=colleague, version=1)
    (note,) = notes.of(db, person, by=coach)
    assert (note.body, note.author) == ("Four d’occasion.", coach.name)
    texts = [(change.old, change.new) for change in history.of(db, person, by=coach)]
    assert ("Four neuf.", "Four d’occasion.") in texts


def test_only_the_author_decides_who_reads_a_note(db):
    coach, colleague, person = somebody(db)
    note_id = write(db, person, coach)
    wider = Draft(body="Devis reçu.", level=Level.PARTICIPANT)
    with pytest.raises(NotAllowed, match="décide"):
        notes.change(db, note_id, wider, by=colleague, version=1)
    notes.change(db, note_id, wider, by=coach, version=1)
    assert notes.get(db, note_id, by=colleague).level is Level.PARTICIPANT


def test_a_stale_correction_is_refused_with_both_texts(db):
    coach, colleague, person = somebody(db)
    note_id = write(db, person, coach)
    notes.change(db, note_id, Draft(body="Le leur."), by=colleague, version=1)
    with pytest.raises(StaleRecord) as both:
        notes.change(db, note_id, Draft(body="Le mien."), by=coach, version=1)
    assert (both.value.theirs, both.value.yours) == ("Le leur.", "Le mien.")


def test_the_same_form_saved_twice_keeps_one_note(db):
    coach, _colleague, person = somebody(db)
    write(db, person, coach, token="t")
    with pytest.raises(AlreadySaved):
        write(db, person, coach, token="t")
    assert len(bodies(db, person, coach)) == 1


def test_nothing_is_kept_when_the_trace_cannot_be_written(db):
    coach, _colleague, person = somebody(db)
    db.execute(
        "CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END"
    )
    with pytest.raises(DatabaseError):
        write(db, person, coach)
    assert bodies(db, person, coach) == []


def test_every_level_has_a_name_and_a_meaning():
    assert set(LEVELS) == set(LEVEL_MEANINGS) == set(Level)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A été Condamné pour vol.", ["Condamné"]),
        ("Le juge, la victime, n° d'écrou", ["juge", "victime", "écrou"]),
        ("Cela en vaut la peine.", []),
        ("Sa partie civile attend.", ["partie civile"]),
        ("Deux devis pour le four.", []),
    ],
)
def test_words_of_a_case_are_pointed_out_as_they_were_typed(text, words):
    assert notes.sensitive_words(text) == words


def test_words_to_watch_do_not_keep_a_note_from_being_saved(db):
    coach, _colleague, person = somebody(db)
    write(db, person, coach, body="Audience devant le juge.")
    assert bodies(db, person, coach) == ["Audience devant le juge."]


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text):
    assert all(isinstance(word, str) for word in notes.sensitive_words(text))
