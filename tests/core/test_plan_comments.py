"""A coach and a mentor talk about a chapter, and what was said is dealt with."""

import pytest

from core import history, mentors, plan_comments, plan_settings
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, StaleRecord
from tests.core.test_plan_settings import a_mentored_person, share
from tests.factories import TODAY, a_coach, a_lead, an_administrator, an_evaluator


def a_shared_plan(db):
    coach, mentor, person = a_mentored_person(db)
    share(db, person, coach)
    return coach, mentor, person


def test_a_comment_stands_beside_its_chapter_with_its_answers(db):
    coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Et les marchés du samedi ?", by=mentor)
    plan_comments.answer(db, first, "Bonne idée, on ira voir.", by=coach)
    plan_comments.write(db, person, "offer", "Clair.", by=coach)
    comments = plan_comments.of(db, person, by=coach)
    assert set(comments) == {"market", "offer"}
    (comment,) = comments["market"]
    assert (comment.body, comment.author) == ("Et les marchés du samedi ?", mentor.name)
    assert [answer.body for answer in comment.answers] == ["Bonne idée, on ira voir."]
    assert plan_comments.of(db, person, by=mentor) == comments


def test_an_answer_to_an_answer_joins_the_same_talk(db):
    coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Combien ?", by=mentor)
    second = plan_comments.answer(db, first, "Douze.", by=coach)
    plan_comments.answer(db, second, "Merci.", by=mentor)
    (comment,) = plan_comments.of(db, person, by=coach)["market"]
    assert [answer.body for answer in comment.answers] == ["Douze.", "Merci."]


def test_a_comment_waits_until_somebody_of_the_team_has_dealt_with_it(db):
    coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Combien ?", by=mentor)
    waiting = plan_comments.of(db, person, by=coach)["market"]
    assert plan_comments.waiting(waiting) == 1
    plan_comments.deal_with(db, first, version=waiting[0].version, by=coach)
    dealt = plan_comments.of(db, person, by=coach)["market"]
    assert plan_comments.waiting(dealt) == 0
    with pytest.raises(InvalidInput):
        plan_comments.answer(db, first, "Trop tard", by=mentor)
    plan_comments.deal_with(db, first, dealt=False, version=dealt[0].version, by=coach)
    assert plan_comments.waiting(plan_comments.of(db, person, by=coach)["market"]) == 1


def test_two_people_who_change_the_state_of_a_comment_are_told(db):
    coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Combien ?", by=mentor)
    plan_comments.deal_with(db, first, version=1, by=coach)
    with pytest.raises(StaleRecord):
        plan_comments.deal_with(db, first, dealt=False, version=1, by=a_lead(db))


def test_a_mentor_does_not_decide_that_a_comment_is_dealt_with(db):
    _coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Combien ?", by=mentor)
    with pytest.raises(NotAllowed):
        plan_comments.deal_with(db, first, version=1, by=mentor)


def test_a_mentor_comments_only_what_is_shared(db):
    coach, mentor, person = a_mentored_person(db)
    kept = plan_comments.write(db, person, "market", "Note de l’équipe", by=coach)
    for deed in (
        lambda: plan_comments.write(db, person, "market", "Un mot", by=mentor),
        lambda: plan_comments.answer(db, kept, "Un mot", by=mentor),
        lambda: plan_comments.of(db, person, by=mentor),
    ):
        with pytest.raises(NotFound):
            deed()


def test_a_mentor_whose_pair_has_ended_reads_nothing_any_more(db):
    coach, mentor, person = a_shared_plan(db)
    (pair,) = mentors.of(db, person, by=coach)
    mentors.end(db, pair.id, on=TODAY, reason="Départ", by=coach, today=TODAY, version=pair.version)
    with pytest.raises(NotFound):
        plan_comments.of(db, person, by=mentor)


def test_others_neither_read_nor_write_comments(db):
    _coach, _mentor, person = a_shared_plan(db)
    for somebody in (a_coach(db), an_evaluator(db), an_administrator(db)):
        with pytest.raises((NotAllowed, NotFound)):
            plan_comments.of(db, person, by=somebody)
        with pytest.raises((NotAllowed, NotFound)):
            plan_comments.write(db, person, "market", "Un mot", by=somebody)


@pytest.mark.parametrize(("chapter", "body"), [("market", "  "), ("horoscope", "Un mot")])
def test_an_empty_comment_or_one_on_an_unknown_chapter_is_refused(db, chapter, body):
    coach, _mentor, person = a_shared_plan(db)
    with pytest.raises(InvalidInput):
        plan_comments.write(db, person, chapter, body, by=coach)


def test_the_same_comment_sent_twice_is_kept_once(db):
    coach, _mentor, person = a_shared_plan(db)
    plan_comments.write(db, person, "market", "Un mot", by=coach, token="t")
    with pytest.raises(AlreadySaved):
        plan_comments.write(db, person, "market", "Un mot", by=coach, token="t")
    assert len(plan_comments.of(db, person, by=coach)["market"]) == 1


def test_comments_are_in_the_history_for_those_who_read_the_plan(db):
    coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Combien ?", by=mentor)
    plan_comments.deal_with(db, first, version=1, by=coach)
    seen = [(c.noun, c.field, c.new) for c in history.of(db, person, by=coach)[:2]]
    assert seen == [("comment market", "dealt", "yes"), ("comment market", "body", "Combien ?")]
    assert not [c for c in history.of(db, person, by=an_administrator(db)) if "comment" in c.noun]


def test_a_comment_survives_the_end_of_sharing(db):
    coach, mentor, person = a_shared_plan(db)
    plan_comments.write(db, person, "market", "Combien ?", by=mentor)
    share(db, person, coach, shared=False)
    assert plan_settings.of(db, person, by=coach).shared is False
    assert plan_comments.of(db, person, by=coach)["market"]
