"""Consents: asked, refused, changed over time; the latest answer holds."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from core import consents, enrolments, exports, history, history_words
from core.consents import Answer, Kind
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound
from core.language import Language
from core.participants import Identity
from core.programmes import programme_of
from core.storage.database import connect
from core.storage.migrations import migrations
from core.tracker import migrate
from tests.factories import (
    ENTRY,
    TODAY,
    a_coach,
    a_cohort,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)

WEEK = timedelta(days=7)


def say(db, person, coach, answer, on=TODAY, kind=Kind.RESEARCH, **more):
    consents.record(db, person, kind, answer, on=on, by=coach, today=TODAY, **more)


def test_nothing_is_agreed_to_before_it_was_asked(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    assert consents.state(db, person, Kind.RESEARCH, on=TODAY) is None
    assert not consents.holds(db, person, Kind.RESEARCH, on=TODAY)
    assert not consents.declined(db, person, Kind.RESEARCH, on=TODAY)


def test_an_agreement_holds_from_its_day_until_it_is_withdrawn(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    say(db, person, coach, Answer.GIVEN, on=TODAY - 2 * WEEK)
    say(db, person, coach, Answer.WITHDRAWN, on=TODAY - WEEK)
    held = [
        consents.holds(db, person, Kind.RESEARCH, on=TODAY - weeks * WEEK) for weeks in (3, 2, 1, 0)
    ]
    assert held == [False, True, False, False]


def test_an_answer_typed_late_takes_its_own_place_in_time(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    say(db, person, coach, Answer.GIVEN)
    say(db, person, coach, Answer.REFUSED, on=TODAY - WEEK)
    assert consents.holds(db, person, Kind.RESEARCH, on=TODAY)
    assert consents.declined(db, person, Kind.RESEARCH, on=TODAY - WEEK)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from([Answer.GIVEN, Answer.REFUSED])), max_size=8
    ),
    st.integers(0, 60),
)
def test_the_latest_answer_of_the_days_before_holds(said, ago):
    db = connect(":memory:")
    migrate(db)
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    for days, answer in said:
        say(db, person, coach, answer, on=TODAY - timedelta(days=days))
    before = [(-days, at, answer) for at, (days, answer) in enumerate(said) if days >= ago]
    expected = max(before)[2] if before else None
    assert consents.state(db, person, Kind.RESEARCH, on=TODAY - timedelta(days=ago)) is expected
    db.conn.close()


def test_a_withdrawal_needs_an_agreement_and_no_answer_comes_from_tomorrow(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    with pytest.raises(InvalidInput, match="refus"):
        say(db, person, coach, Answer.WITHDRAWN)
    with pytest.raises(InvalidInput):
        say(db, person, coach, Answer.GIVEN, on=TODAY + WEEK)
    with pytest.raises(InvalidInput, match="notice"):
        say(db, person, coach, Answer.REFUSED, kind=Kind.INFORMATION)


def test_the_notice_and_its_day_in_the_file_say_the_same(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    version = db.execute("SELECT version FROM participants").fetchone()[0]
    for on in (TODAY, TODAY - WEEK):
        say(db, person, coach, Answer.GIVEN, on=on, kind=Kind.INFORMATION)
    kept = db.execute("SELECT informed_on, version FROM participants").fetchone()
    assert kept == (TODAY.isoformat(), version)  # nobody's correction is in the way of another


def test_somebody_who_enters_with_a_notice_and_an_answer_has_both_on_record(db):
    coach = a_coach(db)
    entry = enrolments.Entry(
        identity=Identity(first_name="Awa", last_name="Diop"), entered_on=ENTRY, informed_on=ENTRY,
        agrees_to_research=False,
    )  # fmt: skip
    cohort = enrolments.open_cohort(db, a_cohort(db, coach=coach), by=coach)
    person = enrolments.write(db, entry, cohort=cohort, coach_id=coach.id, by=coach)
    assert consents.holds(db, person, Kind.INFORMATION, on=ENTRY)
    assert consents.declined(db, person, Kind.RESEARCH, on=ENTRY)
    assert db.execute("SELECT informed_on FROM participants").fetchone() == (ENTRY.isoformat(),)


def test_notices_given_before_consents_were_kept_become_answers():
    db = connect(":memory:")
    every = migrations.pending(db)
    place = [one.name for one in every].index("create_consents")
    migrations.apply(db, stop_before=every[place].name)
    db.execute("INSERT INTO staff (id, login, name, role) VALUES (1, 'c', 'Coach', 'coach')")
    db.execute("INSERT INTO programmes (id, key, version, definition) VALUES (1, 'p', 1, '{}')")
    db.execute(
        "INSERT INTO cohorts (id, name, prefix, programme_id, arm, territory, starts_on)"
        " VALUES (1, 'C', 'C', 1, 'a', 't', '2026-01-01')"
    )
    for number, day in ((1, "2026-01-05"), (2, None)):
        db.execute(
            "INSERT INTO participants (id, code, first_name, last_name, search, informed_on)"
            " VALUES (?, ?, 'A', 'B', 'a b', ?)",
            [number, f"C-{number}", day],
        )
        db.execute(
            "INSERT INTO enrolments (participant_id, cohort_id, entered_on, recorded_by)"
            " VALUES (?, 1, '2026-01-05', 1)",
            [number],
        )
    migrations.apply(db)
    rows = db.execute("SELECT participant_id, kind, answer, given_on FROM consents").fetchall()
    assert rows == [(1, "information", "given", "2026-01-05")]
    db.conn.close()


def test_what_was_said_before_is_never_changed_nor_lost(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    say(db, person, coach, Answer.GIVEN, on=TODAY - WEEK)
    say(db, person, coach, Answer.WITHDRAWN)
    (research,) = [one for one in consents.of(db, person, by=coach) if one.kind is Kind.RESEARCH]
    assert (research.now.answer, [one.answer for one in research.before]) == (
        Answer.WITHDRAWN,
        [Answer.GIVEN],
    )
    for deed in ("UPDATE consents SET answer = 'refused'", "DELETE FROM consents"):
        with pytest.raises(Exception, match="append-only"):
            db.execute(deed)


def test_the_history_says_answers_in_words(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    say(db, person, coach, Answer.GIVEN, on=TODAY - WEEK)
    say(db, person, coach, Answer.WITHDRAWN)
    programme = programme_of(db, db.execute("SELECT cohort_id FROM enrolments").fetchone()[0])
    (change,) = [
        one
        for one in history.of(db, person, by=coach)
        if one.noun == "consent research" and one.old
    ]
    said = history_words.subject(change, programme)
    assert said == "Consentement, Questionnaires de recherche"
    assert history_words.value(change, change.old, programme) == "accord"
    assert history_words.value(change, change.new, programme) == "accord retiré"


def test_an_answer_is_saved_once(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    say(db, person, coach, Answer.GIVEN, token="t")
    with pytest.raises(AlreadySaved):
        say(db, person, coach, Answer.GIVEN, token="t")


@pytest.mark.parametrize("who", [a_mentor, an_evaluator])
def test_mentors_and_evaluators_read_no_consent_of_anybody(db, who):
    person = a_participant(db, coach=a_coach(db))
    stranger = who(db)
    with pytest.raises((NotAllowed, NotFound)):
        consents.of(db, person, by=stranger)
    with pytest.raises((NotAllowed, NotFound)):
        say(db, person, stranger, Answer.GIVEN)


def test_an_administrator_may_write_an_answer_down(db):
    person = a_participant(db, coach=a_coach(db))
    say(db, person, an_administrator(db), Answer.REFUSED)
    assert consents.declined(db, person, Kind.RESEARCH, on=TODAY)


@pytest.mark.parametrize("language", Language)
def test_the_notice_names_the_person_and_their_choices_and_no_measure(db, language):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    file = exports.notice_as_word(db, person, by=coach, today=TODAY, language=language)
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(file)).paragraphs)
    assert "Nadia Tahri" in text
    assert coach.name in text
    assert text.count("☐") == 7
    for word in ("prison", "détention", "mesure", "justice", "peine", "detention", "sentence"):
        assert word not in text.casefold()


def test_an_answer_of_the_day_of_entry_counts_that_day(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    say(db, person, coach, Answer.GIVEN, on=ENTRY, kind=Kind.CONTACT)
    assert consents.holds(db, person, Kind.CONTACT, on=ENTRY)
    assert not consents.holds(db, person, Kind.CONTACT, on=date(2026, 9, 2))
