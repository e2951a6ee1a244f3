"""Answer sheets: one for each wave, with its score and its traces; who is due, and what came back."""

import json
from datetime import date, timedelta

import pytest

from core import answer_sheets, consents, enrolments, history, history_words, programmes
from core.answer_sheets import AlreadyCollected, Outcome, Sheet
from core.answer_sheets_due import due_of
from core.consents import Answer, Kind
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.evaluation import dashboard
from core.evaluation.views import Scope
from core.participants import get
from core.permissions import Action
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

FULL = dict.fromkeys(range(1, 11), 3)
EXIT = "emploi_cdi"


def a_sheet(**more):
    values = {"instrument": "gse", "wave": "entry", "collected_on": TODAY, "answers": FULL, **more}
    return Sheet(**values)


@pytest.fixture
def coach(db):
    return a_coach(db)


@pytest.fixture
def nadia(db, coach):
    return a_participant(db, coach=coach)


def record(db, person, by, **more):
    return answer_sheets.record(db, person, a_sheet(**more), by=by, today=TODAY)


def leaves(db, person, by, *, on=TODAY, voluntary=True):
    programme = programmes.programme_of(
        db, get(db, person, by=by, to=Action.READ_JOURNEY).cohort_id
    )
    kinds = [kind.key for kind in programme.exit_kinds if kind.exit_class != "neutral"]
    neutral = [kind.key for kind in programme.exit_kinds if kind.exit_class == "neutral"]
    enrolments.end(
        db, person, on=on, kind=(kinds if voluntary else neutral)[0], by=by, today=max(on, TODAY)
    )


def refuses_research(db, person, by, answer="refused", on=TODAY):
    insert(
        db,
        "consents",
        {
            "participant_id": person, "kind": "research", "answer": answer,
            "given_on": on.isoformat(), "recorded_by": by.id,
        },
    )  # fmt: skip


# ------------------------------------------------------------------------------- Recording


def test_a_recorded_sheet_is_kept_with_its_score_its_two_dates_and_its_two_people(db, coach, nadia):
    colleague = a_coach(db, organisation_id=coach.organisation_id)
    sheet_id = record(
        db, nadia, coach, collected_on=ENTRY, collected_by=colleague.id, read_aloud=True
    )
    (kept,) = answer_sheets.of_person(db, nadia, by=coach)
    assert (kept.id, kept.score, kept.missing) == (sheet_id, 30.0, 0)
    assert (kept.sheet.collected_on, kept.collector, kept.recorder) == (
        ENTRY, colleague.name, coach.name,
    )  # fmt: skip
    assert kept.sheet.read_aloud
    (row,) = db.query("SELECT score, answers FROM answer_sheets")
    assert row["score"] == 30.0
    assert json.loads(row["answers"])["10"] == 3


def test_missing_answers_are_counted_and_a_sheet_with_too_many_is_kept_without_a_score(
    db, coach, nadia
):
    record(db, nadia, coach, answers={1: 4, 2: None, 3: 2})
    (kept,) = answer_sheets.of_person(db, nadia, by=coach)
    assert (kept.score, kept.missing) == (None, 8)
    assert kept.sheet.answers == {1: 4, 3: 2}


def test_a_refusal_is_an_honest_value_and_not_a_received_sheet(db, coach, nadia):
    record(db, nadia, coach, answers={}, outcome=Outcome.REFUSED)
    (kept,) = answer_sheets.of_person(db, nadia, by=coach)
    assert (kept.sheet.outcome, kept.score, kept.missing) == (Outcome.REFUSED, None, 0)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"answers": {1: 5}}, "de 1 à 4"),
        ({"answers": {11: 3}}, "de 1 à 10"),
        ({"answers": {}}, "au moins une réponse"),
        ({"answers": {1: None}}, "au moins une réponse"),
        ({"outcome": Outcome.REFUSED}, "n’a pas de réponses"),
        ({"instrument": "who5"}, "pas de questionnaire"),
        ({"wave": "half_way"}, "pas de vague"),
        ({"collected_on": ENTRY - timedelta(days=1)}, r"précède l’entrée \(03/09/2026\)"),
        ({"collected_on": TODAY + timedelta(days=1)}, "futur"),
        ({"collected_by": 10_000}, "Choisissez dans la liste"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_kept(
    db, coach, nadia, more, words
):
    with pytest.raises(InvalidInput, match=words):
        record(db, nadia, coach, **more)
    assert answer_sheets.of_person(db, nadia, by=coach) == []


def test_the_same_wave_twice_is_refused_and_leads_to_the_sheet_that_is_there(db, coach, nadia):
    first = record(db, nadia, coach, collected_on=ENTRY)
    with pytest.raises(AlreadyCollected, match=r"du 03/09/2026") as refusal:
        record(db, nadia, coach, answers=dict.fromkeys(range(1, 11), 4))
    assert refusal.value.sheet_id == first
    assert len(answer_sheets.of_person(db, nadia, by=coach)) == 1
    record(db, nadia, coach, wave="exit")


def test_a_form_sent_twice_saves_once(db, coach, nadia):
    answer_sheets.record(db, nadia, a_sheet(), by=coach, today=TODAY, token="t")
    with pytest.raises(AlreadySaved):
        answer_sheets.record(db, nadia, a_sheet(wave="exit"), by=coach, today=TODAY, token="t")
    assert len(answer_sheets.of_person(db, nadia, by=coach)) == 1


def test_nothing_is_kept_when_its_trace_fails(db, coach, nadia, monkeypatch):
    monkeypatch.setattr("core.audit.record", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        record(db, nadia, coach)
    assert db.table("answer_sheets").count == 0


# ------------------------------------------------------------------------------- Rights


def test_only_the_team_and_the_lead_record_and_read(db, coach, nadia):
    sheet_id = record(db, nadia, coach)
    assert answer_sheets.get(db, sheet_id, by=a_lead(db)).score == 30
    for stranger in (a_coach(db), a_mentor(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises((NotAllowed, NotFound)):
            answer_sheets.get(db, sheet_id, by=stranger)
        with pytest.raises((NotAllowed, NotFound)):
            answer_sheets.of_person(db, nadia, by=stranger)
        with pytest.raises((NotAllowed, NotFound)):
            record(db, nadia, stranger, wave="exit")


def test_a_sheet_that_does_not_exist_is_said_so(db, coach):
    with pytest.raises(NotFound):
        answer_sheets.get(db, 10_000, by=coach)


# ------------------------------------------------------------------------------- Correcting


def test_a_correction_scores_anew_and_its_history_says_what_changed(db, coach, nadia):
    sheet_id = record(db, nadia, coach)
    answer_sheets.correct(
        db, sheet_id, a_sheet(answers={**FULL, 1: 4}, read_aloud=True), by=coach, today=TODAY,
        version=1,
    )  # fmt: skip
    (kept,) = answer_sheets.of_person(db, nadia, by=coach)
    assert (kept.score, kept.version) == (31.0, 2)
    programme = programmes.load_delivered(db)[0].programme
    changes = [
        one for one in history.of(db, nadia, by=coach) if one.old and "questionnaire" in one.noun
    ]
    said = {
        history_words.field(one, programme): (
            history_words.value(one, one.old, programme),
            history_words.value(one, one.new, programme),
        )
        for one in changes
    }
    assert said == {
        "Réponses": ("3 3 3 3 3 3 3 3 3 3", "4 3 3 3 3 3 3 3 3 3"),
        "Lu par le coach": ("non", "oui"),
    }
    assert history_words.subject(changes[0], programme) == "Questionnaire, GSE"


def test_a_correction_over_somebody_elses_shows_both(db, coach, nadia):
    sheet_id = record(db, nadia, coach)
    answer_sheets.correct(
        db, sheet_id, a_sheet(answers={**FULL, 1: 4}), by=coach, today=TODAY, version=1
    )
    with pytest.raises(StaleRecord) as refusal:
        answer_sheets.correct(
            db, sheet_id, a_sheet(answers={**FULL, 1: 1}), by=coach, today=TODAY, version=1
        )
    assert "4 3 3" in refusal.value.theirs
    assert "1 3 3" in refusal.value.yours


def test_a_sheet_typed_under_the_wrong_wave_moves_to_a_free_one_only(db, coach, nadia):
    sheet_id = record(db, nadia, coach)
    answer_sheets.correct(db, sheet_id, a_sheet(wave="exit"), by=coach, today=TODAY, version=1)
    other = record(db, nadia, coach)
    with pytest.raises(AlreadyCollected):
        answer_sheets.correct(db, other, a_sheet(wave="exit"), by=coach, today=TODAY, version=1)


def test_a_sheet_keeps_its_questionnaire(db, coach, nadia):
    sheet_id = record(db, nadia, coach)
    other = a_sheet(instrument="osss3", answers={1: 1, 2: 1, 3: 1})
    with pytest.raises(InvalidInput, match="garde son questionnaire"):
        answer_sheets.correct(db, sheet_id, other, by=coach, today=TODAY, version=1)


def test_the_trash_frees_the_wave_and_gives_the_sheet_back_while_it_is_free(db, coach, nadia):
    first = record(db, nadia, coach)
    answer_sheets.trash(db, first, by=coach)
    assert answer_sheets.of_person(db, nadia, by=coach) == []
    assert [one.id for one in answer_sheets.of_person(db, nadia, by=coach, trashed=True)] == [first]
    answer_sheets.restore(db, first, by=coach)
    answer_sheets.trash(db, first, by=coach)
    record(db, nadia, coach)
    with pytest.raises(AlreadyCollected):
        answer_sheets.restore(db, first, by=coach)


# ------------------------------------------------------------------------------- Due


def due(db, by, **more):
    return [(one.name, one.wave) for one in answer_sheets.due(db, by=by, today=TODAY, **more)]


def test_somebody_is_due_for_the_entry_sheet_until_it_is_recorded(db, coach, nadia):
    start = ENTRY + timedelta(days=5)
    (waiting,) = answer_sheets.due(db, by=coach, today=start)
    assert (waiting.what, waiting.day, waiting.name) == ("GSE, entrée", ENTRY, "Nadia Tahri")
    answer_sheets.record(db, nadia, a_sheet(collected_on=start), by=coach, today=start)
    assert answer_sheets.due(db, by=coach, today=start) == []


def test_the_exit_sheet_is_asked_for_once_the_support_has_ended_and_the_later_one_six_months_on(
    db, coach, nadia
):
    leaves(db, nadia, coach)
    assert due(db, coach) == [("Nadia Tahri", "exit")]
    later = date(2027, 5, 12)
    assert [one.wave for one in answer_sheets.due(db, by=coach, today=later)] == ["six_months"]
    assert answer_sheets.due(db, by=coach, today=later - timedelta(days=1)) == []


def test_nothing_is_asked_after_a_neutralised_exit(db, coach, nadia):
    leaves(db, nadia, coach, voluntary=False)
    assert due(db, coach) == []


@pytest.mark.parametrize("answer", ["refused", "withdrawn"])
def test_whoever_refuses_the_research_is_neither_asked_nor_counted(db, coach, nadia, answer):
    record(db, nadia, coach)
    leaves(db, nadia, coach)
    refuses_research(db, nadia, coach, answer)
    assert due(db, coach) == []
    assert due_of(db, nadia, by=coach, today=TODAY) == []
    assert not answer_sheets.may_be_used(db, nadia, by=coach)


def test_the_latest_answer_on_research_holds(db, coach, nadia):
    leaves(db, nadia, coach)
    refuses_research(db, nadia, coach, on=ENTRY)
    refuses_research(db, nadia, coach, answer="given")
    assert answer_sheets.may_be_used(db, nadia, by=coach)
    assert due(db, coach) == [("Nadia Tahri", "exit")]


def test_a_coach_is_asked_for_their_own_people_and_a_lead_for_everybody(db, coach, nadia):
    colleague = a_coach(db, organisation_id=coach.organisation_id)
    leaves(db, nadia, coach)
    assert due(db, colleague) == []
    assert due(db, a_lead(db)) == [("Nadia Tahri", "exit")]
    with pytest.raises(NotAllowed):
        due(db, an_evaluator(db))


# ------------------------------------------------------------------------------- Rates


def rates(db, by):
    """The indicator that the page of questionnaires shows: wave → (received, due)."""
    found = dashboard.indicator(db, "response", Scope(), by=by, today=TODAY)
    return {
        row.key: (row.numbers["n"], row.numbers["of"])
        for row in found.answer.rows
        if row.numbers["of"] != 0
    }


def test_an_entry_sheet_is_no_longer_asked_for_after_two_months_but_stays_in_the_rate(
    db, coach, nadia
):
    assert answer_sheets.due(db, by=coach, today=ENTRY + timedelta(days=59)) != []
    assert answer_sheets.due(db, by=coach, today=ENTRY + timedelta(days=60)) == []
    assert rates(db, coach) == {"gse entry": (0, 1)}
    record(db, nadia, coach)
    assert rates(db, coach) == {"gse entry": (1, 1)}


def test_a_sheet_in_the_trash_is_no_longer_received(db, coach, nadia):
    sheet_id = record(db, nadia, coach)
    answer_sheets.trash(db, sheet_id, by=coach)
    assert rates(db, coach) == {"gse entry": (0, 1)}


def test_a_refused_sheet_is_due_and_not_received(db, coach, nadia):
    record(db, nadia, coach, answers={}, outcome=Outcome.REFUSED)
    assert rates(db, coach) == {"gse entry": (0, 1)}


def test_nothing_is_counted_of_somebody_who_refuses_the_research(db, coach, nadia):
    record(db, nadia, coach)
    consents.record(
        db, nadia, Kind.RESEARCH, Answer.REFUSED, on=TODAY, by=coach, today=TODAY
    )  # fmt: skip
    assert rates(db, coach) == {}


def test_sheets_kept_before_have_their_score(db):
    """The migration scores the sheets of the self-efficacy scale that were there."""
    from core.storage.database import connect
    from core.storage.migrations import migrations

    old = connect(":memory:")
    names = [one.name for one in migrations.pending(old)]
    at = names.index("say_how_questionnaires_were_filled_in")
    migrations.apply(old, stop_before=names[at])
    staff = insert(old, "staff", {"login": "c", "name": "C", "role": "coach"})
    programme = insert(old, "programmes", {"key": "p", "version": 1, "definition": "{}"})
    cohort = insert(
        old,
        "cohorts",
        {
            "name": "A", "prefix": "AA", "programme_id": programme, "arm": "x", "territory": "T",
            "starts_on": "2026-09-01",
        },
    )  # fmt: skip
    person = insert(
        old, "participants",
        {"code": "AA-001", "first_name": "N", "last_name": "T", "search": "n t"},
    )  # fmt: skip
    enrolment = insert(
        old,
        "enrolments",
        {
            "participant_id": person, "cohort_id": cohort, "entered_on": "2026-09-03",
            "recorded_by": staff,
        },
    )  # fmt: skip
    for wave, answers in (("entry", {"1": 2, "2": 4}), ("exit", dict.fromkeys("123456789", 3))):
        insert(
            old,
            "answer_sheets",
            {
                "enrolment_id": enrolment, "instrument": "gse", "wave": wave,
                "collected_on": "2026-09-03", "answers": json.dumps(answers), "recorded_by": staff,
            },
        )  # fmt: skip
    migrations.apply(old)
    rows = list(old.query("SELECT wave, score, missing, outcome FROM answer_sheets ORDER BY wave"))
    assert [(row["wave"], row["score"], row["missing"]) for row in rows] == [
        ("entry", None, 8), ("exit", 30.0, 1),
    ]  # fmt: skip
    assert {row["outcome"] for row in rows} == {"answered"}
    old.conn.close()
