"""Freezing a plan, comparing two states of it, and going back without losing a word or a figure."""

import json
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from core import exports, forecasts, history, plan_comparison, plan_settings, plan_versions, plans
from core import tracker as tracker_file
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.forecast.kept import to_json
from core.language import Language
from core.plans import CANVAS, Status
from core.storage.database import IntegrityError, connect
from core.text_differences import Fate, paragraphs, pieces
from tests.core.forecast.plans import a_plan as a_forecast
from tests.core.forecast.plans import an_offer
from tests.factories import (
    TODAY,
    a_coach,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)

JURY = date(2026, 12, 3)


def a_plan(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    plans.write(db, person, "market", "Trois concurrents.\nDouze entretiens.", version=0, by=coach)
    return coach, person


def texts(plan):
    return {one.key: (one.body, one.status) for one in plan.texts}


def now(db, person, coach):
    return plans.read(db, person, by=coach)


def test_a_version_keeps_the_plan_as_it_was_under_a_name_and_a_date(db):
    coach, person = a_plan(db)
    before = texts(now(db, person, coach))
    frozen = plan_versions.freeze(db, person, "Pour le jury", on=JURY, by=coach)
    plans.write(db, person, "market", "Autre chose", version=1, by=coach)
    kept = plan_versions.read(db, frozen, by=coach)
    assert texts(kept.plan) == before
    assert (kept.version.name, kept.version.frozen_on, kept.version.who) == (
        "Pour le jury", JURY, coach.name,
    )  # fmt: skip
    assert kept.forecast is None
    assert [one.id for one in plan_versions.of(db, person, by=coach)] == [frozen]


def test_a_version_holds_the_forecast_of_its_day_and_its_figures_are_compared(db):
    coach, person = a_plan(db)
    forecasts.write(db, person, a_forecast(offers=(an_offer(),)), version=0, by=coach)
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    kept = plan_versions.read(db, frozen, by=coach).forecast
    assert kept["offers"][0]["name"] == an_offer().name
    assert plan_comparison.figures(db, frozen, None, by=coach) == []

    dearer = an_offer(price=an_offer().price * 2)
    forecasts.write(db, person, a_forecast(offers=(dearer,)), version=1, by=coach)
    found = {one.label: one for one in plan_comparison.figures(db, frozen, None, by=coach)}
    turnover = found["Chiffre d’affaires, année 1"]
    assert turnover.after == 2 * turnover.before


def test_a_version_without_a_forecast_has_no_figures(db):
    coach, person = a_plan(db)
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    forecasts.write(db, person, a_forecast(), version=0, by=coach)
    assert {one.before for one in plan_comparison.figures(db, frozen, None, by=coach)} == {None}


def test_a_frozen_version_cannot_be_changed(db):
    coach, person = a_plan(db)
    plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    with pytest.raises(IntegrityError, match="frozen"):
        db.execute("UPDATE plan_versions SET content = '{}'")


@pytest.mark.parametrize("name", ["", "  \n"])
def test_a_version_has_a_name(db, name):
    coach, person = a_plan(db)
    with pytest.raises(InvalidInput):
        plan_versions.freeze(db, person, name, on=JURY, by=coach)


def test_an_empty_plan_is_not_frozen(db):
    coach = a_coach(db)
    with pytest.raises(InvalidInput, match="écrit"):
        plan_versions.freeze(db, a_participant(db, coach=coach), "Jury", on=JURY, by=coach)


def test_a_form_sent_twice_freezes_once(db):
    coach, person = a_plan(db)
    plan_versions.freeze(db, person, "Jury", on=JURY, by=coach, token="t")
    with pytest.raises(AlreadySaved):
        plan_versions.freeze(db, person, "Jury", on=JURY, by=coach, token="t")


def test_going_back_writes_the_old_texts_as_new_ones_and_freezes_what_stood_there(db):
    coach, person = a_plan(db)
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    wanted = texts(now(db, person, coach))
    plans.write(db, person, "market", "Tout refait.", status=Status.DONE, version=1, by=coach)
    plans.write(db, person, "model", "", version=0, blocks={"costs": ("Four", 0)}, by=coach)
    present = now(db, person, coach)
    plan_versions.go_back(db, frozen, seen=present.version, today=TODAY, by=coach)

    assert texts(now(db, person, coach)) == wanted
    latest = plan_versions.of(db, person, by=coach)[0]
    assert latest.name == "Avant le retour à «\u00a0Jury\u00a0»"
    assert texts(plan_versions.read(db, latest.id, by=coach).plan) == texts(present)
    fields = [(c.noun, c.old, c.new) for c in history.of(db, person, by=coach) if c.field == "body"]
    assert ("plan market", "Tout refait.", "Trois concurrents.\nDouze entretiens.") in fields


def test_going_back_to_what_already_stands_there_is_refused(db):
    coach, person = a_plan(db)
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    seen = now(db, person, coach).version
    with pytest.raises(InvalidInput):
        plan_versions.go_back(db, frozen, seen=seen, today=TODAY, by=coach)


def test_going_back_over_what_somebody_wrote_since_is_told_and_changes_nothing(db):
    coach, person = a_plan(db)
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    seen = now(db, person, coach).version
    plans.write(db, person, "offer", "Nouveau", version=0, by=coach)
    with pytest.raises(StaleRecord):
        plan_versions.go_back(db, frozen, seen=seen, today=TODAY, by=coach)
    assert "Nouveau" in [text.body for text in now(db, person, coach).chapters]
    assert len(plan_versions.of(db, person, by=coach)) == 1


def typed(db, person, coach):
    return forecasts.read(db, person, by=coach).inputs


def go_back(db, version, person, coach):
    seen = plan_versions.standing(db, person, by=coach)
    plan_versions.go_back(db, version, seen=seen, today=TODAY, by=coach)


def test_going_back_brings_the_forecast_of_the_version_back_and_can_be_undone(db):
    coach, person = a_plan(db)
    first, second = (
        a_forecast(offers=(an_offer(),)),
        a_forecast(offers=(an_offer(price=Decimal(99)),)),
    )
    forecasts.write(db, person, first, version=0, by=coach, step="sell")
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    forecasts.write(db, person, second, version=1, by=coach)
    go_back(db, frozen, person, coach)
    kept = forecasts.read(db, person, by=coach)
    assert (kept.inputs, kept.steps, kept.version) == (first, {"sell"}, 3)
    offers = [one for one in history.of(db, person, by=coach) if one.field == "offers"]
    assert "99" in offers[0].old

    before = plan_versions.of(db, person, by=coach)[0]
    go_back(db, before.id, person, coach)
    assert typed(db, person, coach) == second
    assert forecasts.read(db, person, by=coach).steps == set(forecasts.STEPS)


def test_going_back_to_before_the_forecast_takes_it_away_and_its_version_goes_on(db):
    coach, person = a_plan(db)
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    forecasts.write(db, person, a_forecast(offers=(an_offer(),)), version=0, by=coach)
    go_back(db, frozen, person, coach)
    kept = forecasts.read(db, person, by=coach)
    assert (kept.inputs, kept.steps, kept.checks, kept.version) == (None, frozenset(), 0, 2)
    with pytest.raises(StaleRecord):  # typed on a screen opened before
        forecasts.write(db, person, a_forecast(), version=1, by=coach)
    before = plan_versions.of(db, person, by=coach)[0]
    go_back(db, before.id, person, coach)
    assert typed(db, person, coach) == a_forecast(offers=(an_offer(),))


def test_going_back_over_figures_that_somebody_saved_since_is_told(db):
    coach, person = a_plan(db)
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    seen = plan_versions.standing(db, person, by=coach)
    forecasts.write(db, person, a_forecast(), version=0, by=coach)
    with pytest.raises(StaleRecord):
        plan_versions.go_back(db, frozen, seen=seen, today=TODAY, by=coach)
    assert typed(db, person, coach) == a_forecast()


def test_a_version_frozen_before_steps_were_kept_has_them_all(db):
    coach, person = a_plan(db)
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    content = json.loads(db.execute("SELECT content FROM plan_versions").fetchone()[0])
    del content["steps"]
    content["forecast"] = json.loads(to_json(a_forecast()))
    db.execute("DROP TRIGGER plan_versions_stay_frozen")
    db.execute("UPDATE plan_versions SET content = ?", [json.dumps(content)])
    go_back(db, frozen, person, coach)
    assert forecasts.read(db, person, by=coach).steps == set(forecasts.STEPS)


def test_a_forecast_alone_can_be_frozen(db):
    coach = a_coach(db)
    person = a_participant(db, coach=coach)
    forecasts.write(db, person, a_forecast(), version=0, by=coach)
    assert plan_versions.freeze(db, person, "Banque", on=JURY, by=coach)


KEYS = ("summary", "market", "offer", f"{CANVAS}costs", f"{CANVAS}value")
DEEDS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(KEYS),
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
            st.sampled_from([Status.DRAFT, Status.TO_REVIEW, Status.DONE]),
        ),
        st.none(),  # freeze
        st.integers(1, 5),  # another price in the forecast
    ),
    min_size=1,
    max_size=15,
)


@settings(max_examples=40, deadline=None)
@given(deeds=DEEDS, choice=st.randoms(use_true_random=False))
def test_going_back_to_any_version_gives_exactly_its_texts_and_its_forecast(deeds, choice):
    db = connect(":memory:")
    tracker_file.migrate(db)
    coach, person = a_plan(db)
    frozen = {}

    def freeze(name):
        version = plan_versions.freeze(db, person, name, on=JURY, by=coach)
        frozen[version] = state()

    def state():
        return texts(now(db, person, coach)), typed(db, person, coach)

    freeze("Première")
    for deed in deeds:
        if deed is None:
            if any(body for body, _status in texts(now(db, person, coach)).values()):
                freeze("Suivante")
            continue
        if isinstance(deed, int):
            seen = forecasts.read(db, person, by=coach).version
            new = a_forecast(offers=(an_offer(price=Decimal(deed)),))
            forecasts.write(db, person, new, version=seen, by=coach)
            continue
        key, body, status = deed
        seen = next(one.version for one in now(db, person, coach).texts if one.key == key)
        try:
            plans.write(db, person, key, body, status=status, version=seen, by=coach)
        except InvalidInput:
            continue  # an empty text is neither finished nor to read over
    for version in choice.sample(sorted(frozen), len(frozen)):
        if state() == frozen[version]:
            continue
        go_back(db, version, person, coach)
        assert state() == frozen[version]
        assert texts(plan_versions.read(db, version, by=coach).plan) == frozen[version][0]
    db.conn.close()


def test_two_versions_differ_by_paragraphs_and_by_state(db):
    coach, person = a_plan(db)
    first = plan_versions.freeze(db, person, "Un", on=JURY, by=coach)
    plans.write(
        db, person, "market", "Trois concurrents.\nVingt entretiens.", status=Status.DONE,
        version=1, by=coach,
    )  # fmt: skip
    second = plan_versions.freeze(db, person, "Deux", on=JURY, by=coach)
    (found,) = plan_comparison.compare(db, first, second, by=coach)
    assert (found.key, found.before, found.after) == ("market", Status.DRAFT, Status.DONE)
    assert [(piece.fate, piece.text) for piece in found.pieces] == [
        (Fate.SAME, "Trois concurrents."),
        (Fate.REMOVED, "Douze entretiens."),
        (Fate.ADDED, "Vingt entretiens."),
    ]
    assert plan_comparison.compare(db, second, None, by=coach) == []


@given(st.lists(st.text("ab\n", max_size=6)), st.lists(st.text("ab\n", max_size=6)))
def test_pieces_give_both_texts_back(old, new):
    old, new = "\n".join(old), "\n".join(new)
    found = pieces(old, new)
    assert [one.text for one in found if one.fate is not Fate.ADDED] == paragraphs(old)
    assert [one.text for one in found if one.fate is not Fate.REMOVED] == paragraphs(new)


def test_a_version_leaves_as_word_as_it_was(db):
    coach, person = a_plan(db)
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    plans.write(db, person, "market", "Tout refait.", version=1, by=coach)
    file = exports.plan_as_word(
        db, person, by=coach, today=TODAY, language=Language.FRENCH, version_id=frozen
    )
    read = "\n".join(one.text for one in Document(BytesIO(file)).paragraphs)
    assert "Douze entretiens." in read
    assert "Tout refait." not in read
    assert "3 décembre 2026" in read


def test_the_version_of_somebody_else_does_not_leave_under_this_name(db):
    coach, person = a_plan(db)
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    other = a_participant(db, coach=coach)
    with pytest.raises(NotFound):
        exports.plan_as_word(
            db, other, by=coach, today=TODAY, language=Language.FRENCH, version_id=frozen
        )


def test_a_short_plan_leaves_without_the_chapters_of_the_full_one(db):
    coach, person = a_plan(db)
    plan = now(db, person, coach)
    full_only = next(text for text in plan.chapters if not text.light and not text.canvas)
    plans.write(db, person, full_only.key, "Réservé au plan complet.", version=0, by=coach)
    plan_settings.choose(db, person, short=True, shared=False, version=0, by=coach)
    file = exports.plan_as_word(db, person, by=coach, today=TODAY, language=Language.FRENCH)
    read = "\n".join(one.text for one in Document(BytesIO(file)).paragraphs)
    assert "Réservé au plan complet." not in read


def test_those_who_are_not_of_the_team_read_and_freeze_no_version(db):
    coach, person = a_plan(db)
    frozen = plan_versions.freeze(db, person, "Jury", on=JURY, by=coach)
    for somebody in (a_coach(db), a_mentor(db), an_evaluator(db), an_administrator(db)):
        for deed in (
            lambda by=somebody: plan_versions.freeze(db, person, "Jury", on=JURY, by=by),
            lambda by=somebody: plan_versions.of(db, person, by=by),
            lambda by=somebody: plan_versions.read(db, frozen, by=by),
            lambda by=somebody: plan_comparison.compare(db, frozen, None, by=by),
            lambda by=somebody: plan_versions.go_back(db, frozen, seen=1, today=TODAY, by=by),
        ):
            with pytest.raises((NotAllowed, NotFound)):
                deed()


def test_a_version_that_does_not_exist_is_not_found(db):
    coach, _person = a_plan(db)
    with pytest.raises(NotFound):
        plan_versions.read(db, 999, by=coach)
    with pytest.raises(NotFound):
        plan_versions.go_back(db, 999, seen=1, today=TODAY, by=coach)
