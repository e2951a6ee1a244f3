"""Writing a business plan together, chapter by chapter, without losing a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import history, plans
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from core.language import speaking
from core.plans import STATUSES, Status
from tests.factories import (
    a_coach,
    a_lead,
    a_mentor,
    a_participant,
    an_administrator,
    an_evaluator,
)


def a_followed_person(db):
    coach = a_coach(db)
    return coach, a_participant(db, coach=coach)


def chapter(db, person, key, coach):
    return next(text for text in plans.read(db, person, by=coach).chapters if text.key == key)


def block(db, person, key, coach):
    plan = plans.read(db, person, by=coach)
    return next(text for text in plan.blocks if text.key == f"canvas/{key}")


def test_a_new_plan_has_every_chapter_of_the_programme_still_to_write(db):
    coach, person = a_followed_person(db)
    plan = plans.read(db, person, by=coach)
    assert [text.title for text in plan.chapters][:2] == [
        "Résumé",
        "Le porteur ou la porteuse de projet",
    ]
    assert len(plan.blocks) == 9
    assert {text.status for text in (*plan.chapters, *plan.blocks)} == {Status.EMPTY}
    assert {text.version for text in plan.chapters} == {0}


def test_a_chapter_is_kept_with_its_state_who_and_when(db):
    coach, person = a_followed_person(db)
    plans.write(
        db, person, "market", "Trois concurrents.", status=Status.TO_REVIEW, version=0, by=coach
    )
    text = chapter(db, person, "market", coach)
    assert (text.body, text.status, text.version) == ("Trois concurrents.", Status.TO_REVIEW, 1)
    assert (text.saved_by, bool(text.saved_at)) == (coach.name, True)


def test_two_people_who_write_the_same_chapter_lose_neither_text(db):
    coach, person = a_followed_person(db)
    colleague = a_coach(db, organisation_id=coach.organisation_id)
    plans.write(db, person, "market", "Le mien", version=0, by=coach)
    with pytest.raises(StaleRecord) as problem:
        plans.write(db, person, "market", "Le sien", version=0, by=colleague)
    assert (problem.value.theirs, problem.value.yours) == ("Le mien", "Le sien")
    assert chapter(db, person, "market", coach).body == "Le mien"


def test_two_people_who_write_two_chapters_or_two_blocks_do_not_meet(db):
    coach, person = a_followed_person(db)
    colleague = a_coach(db, organisation_id=coach.organisation_id)
    plans.write(db, person, "market", "Le marché", version=0, by=coach)
    plans.write(db, person, "offer", "L’offre", version=0, by=colleague)
    plans.write(db, person, "model", "", version=0, blocks={"costs": ("Four", 0)}, by=coach)
    plans.write(
        db, person, "model", "", version=0, blocks={"value": ("Prêt vite", 0)}, by=colleague
    )
    assert block(db, person, "costs", coach).body == "Four"
    assert block(db, person, "value", coach).body == "Prêt vite"


def test_a_block_written_in_the_meantime_is_not_lost(db):
    coach, person = a_followed_person(db)
    plans.write(db, person, "canvas/costs", "Four", version=0, by=coach)
    with pytest.raises(StaleRecord) as problem:
        plans.write(
            db, person, "model", "Un mot", version=0, by=coach,
            blocks={"value": ("Prêt vite", 0), "costs": ("Loyer", 0)},
        )  # fmt: skip
    assert (problem.value.theirs, problem.value.yours) == ("Four", "Loyer")
    assert block(db, person, "value", coach).body == ""  # all or nothing


def test_a_canvas_that_was_begun_is_a_chapter_that_was_begun(db):
    coach, person = a_followed_person(db)
    plans.write(db, person, "model", "", version=0, blocks={"costs": ("Four", 0)}, by=coach)
    assert chapter(db, person, "model", coach).status is Status.DRAFT
    plans.write(
        db,
        person,
        "model",
        "",
        status=Status.DONE,
        version=0,
        blocks={"costs": ("Four", 1)},
        by=coach,
    )
    assert chapter(db, person, "model", coach).status is Status.DONE
    assert "model" not in [text.key for text in plans.missing(db, person, by=coach)]


def test_a_canvas_finished_earlier_stays_finished_when_nothing_new_is_typed(db):
    coach, person = a_followed_person(db)
    plans.write(db, person, "canvas/value", "Prêt vite", version=0, by=coach)
    plans.write(
        db, person, "model", "", status=Status.DONE, version=0, blocks={"costs": ("", 0)}, by=coach
    )
    assert chapter(db, person, "model", coach).status is Status.DONE


@pytest.mark.parametrize("status", [Status.TO_REVIEW, Status.DONE])
def test_an_empty_chapter_is_neither_finished_nor_to_read_over(db, status):
    coach, person = a_followed_person(db)
    with pytest.raises(InvalidInput, match="vide"):
        plans.write(db, person, "market", "  ", status=status, version=0, by=coach)


def test_empty_is_not_a_state_to_choose(db):
    coach, person = a_followed_person(db)
    with pytest.raises(InvalidInput):
        plans.write(db, person, "market", "Un mot", status=Status.EMPTY, version=0, by=coach)


def test_a_chapter_emptied_is_to_write_again_and_its_old_text_stays_in_the_history(db):
    coach, person = a_followed_person(db)
    plans.write(db, person, "market", "Trois concurrents.", version=0, by=coach)
    plans.write(db, person, "market", "", version=1, by=coach)
    assert chapter(db, person, "market", coach).status is Status.EMPTY
    fields = list(
        db.query("SELECT old, new FROM history WHERE noun = 'plan market' AND field = 'body'")
    )
    assert fields[-1] == {"old": "Trois concurrents.", "new": ""}


def test_saving_without_a_change_writes_nothing(db):
    coach, person = a_followed_person(db)
    plans.write(db, person, "market", "", version=0, by=coach)
    plans.write(db, person, "offer", "L’offre", version=0, by=coach)
    plans.write(db, person, "offer", "L’offre", version=0, by=coach)
    assert chapter(db, person, "market", coach).version == 0
    assert chapter(db, person, "offer", coach).version == 1


def test_a_new_state_does_not_collide_with_somebody_elses_save(db):
    coach, person = a_followed_person(db)
    plans.write(db, person, "offer", "L’offre", version=0, by=coach)
    plans.write(db, person, "offer", "L’offre", status=Status.DONE, version=0, by=coach)
    assert chapter(db, person, "offer", coach).status is Status.DONE


def test_the_same_form_saved_twice_is_kept_once(db):
    coach, person = a_followed_person(db)
    plans.write(db, person, "offer", "L’offre", version=0, by=coach, token="t1")
    with pytest.raises(AlreadySaved):
        plans.write(db, person, "offer", "Encore", version=1, by=coach, token="t1")


@pytest.mark.parametrize("key", ["horoscope", "canvas/horoscope"])
def test_a_chapter_that_the_programme_does_not_have_is_refused(db, key):
    coach, person = a_followed_person(db)
    with pytest.raises(InvalidInput):
        plans.write(db, person, key, "Un mot", version=0, by=coach)


def test_the_canvas_is_written_in_its_own_chapter(db):
    coach, person = a_followed_person(db)
    with pytest.raises(InvalidInput, match="autre chapitre"):
        plans.write(
            db, person, "market", "Un mot", version=0, blocks={"costs": ("Four", 0)}, by=coach
        )


def test_a_text_too_long_is_refused_and_not_cut(db):
    coach, person = a_followed_person(db)
    with pytest.raises(InvalidInput, match="20"):
        plans.write(db, person, "market", "a" * 20_001, version=0, by=coach)
    with pytest.raises(InvalidInput):
        plans.write(db, person, "canvas/costs", "a" * 2_001, version=0, by=coach)
    plans.write(db, person, "market", "a" * 20_000, version=0, by=coach)


def test_the_short_plan_asks_for_fewer_chapters_and_annexes_are_never_missing(db):
    coach, person = a_followed_person(db)
    full = [text.key for text in plans.missing(db, person, by=coach)]
    short = [text.key for text in plans.missing(db, person, light=True, by=coach)]
    assert set(short) < set(full)
    assert "annexes" not in full
    assert "model" in full
    assert "model" not in short
    plans.write(db, person, short[0], "Un mot", version=0, by=coach)
    assert short[0] not in [text.key for text in plans.missing(db, person, by=coach)]


def test_titles_and_guidance_come_in_the_language_in_force(db):
    coach, person = a_followed_person(db)
    with speaking("en"):
        assert plans.read(db, person, by=coach).chapters[0].title == "Summary"


def test_those_who_are_not_of_the_team_neither_read_nor_write(db):
    _coach, person = a_followed_person(db)
    for somebody in (a_coach(db), a_mentor(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises((NotAllowed, NotFound)):
            plans.read(db, person, by=somebody)
        with pytest.raises((NotAllowed, NotFound)):
            plans.write(db, person, "market", "Un mot", version=0, by=somebody)
    plans.write(db, person, "market", "Un mot", version=0, by=a_lead(db))


def test_every_state_has_a_label():
    assert set(STATUSES) == set(Status)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("J’ai appris le métier en détention.", ["détention"]),
        ("Formation suivie à la Prison de Lyon", ["Prison"]),
        ("Suivi par le SPIP et le juge", ["SPIP", "juge"]),
        ("Une formation en cuisine, une tige de métal, des cellules solaires.", []),
        ("Cela vaut la peine.", []),
    ],
)
def test_words_of_a_measure_are_pointed_at(text, found):
    assert list(plans.telltale(text)) == found


@given(st.text(max_size=200))
def test_looking_for_telltale_words_never_fails(text):
    plans.telltale(text)


def test_the_administrator_reads_no_text_of_a_plan_in_the_history(db):
    coach, person = a_followed_person(db)
    plans.write(db, person, "market", "Trois concurrents.", version=0, by=coach)
    seen = [change.new for change in history.of(db, person, by=coach)]
    hidden = [change.new for change in history.of(db, person, by=an_administrator(db))]
    assert "Trois concurrents." in seen
    assert "Trois concurrents." not in hidden
