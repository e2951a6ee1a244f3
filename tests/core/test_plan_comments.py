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


def only(db, person, by):
    (comment,) = plan_comments.of(db, person, by=by)["market"]
    return comment


def test_whoever_wrote_a_comment_corrects_it_and_the_history_keeps_both(db):
    coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Combien de client ?", by=mentor)
    assert not only(db, person, coach).corrected_at
    plan_comments.correct(db, first, "Combien de clients ?", version=1, by=mentor)
    comment = only(db, person, coach)
    assert (comment.body, bool(comment.corrected_at)) == ("Combien de clients ?", True)
    change = history.of(db, person, by=coach)[0]
    assert (change.old, change.new) == ("Combien de client ?", "Combien de clients ?")
    with pytest.raises(StaleRecord):
        plan_comments.correct(db, first, "Autre", version=1, by=mentor)
    with pytest.raises(InvalidInput):
        plan_comments.correct(db, first, "  ", version=2, by=mentor)


def test_nobody_corrects_or_withdraws_the_comment_of_another(db):
    coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Combien ?", by=mentor)
    for somebody in (coach, a_lead(db)):
        for deed in (
            lambda by=somebody: plan_comments.correct(db, first, "Autre", version=1, by=by),
            lambda by=somebody: plan_comments.withdraw(db, first, by=by),
            lambda by=somebody: plan_comments.put_back(db, first, by=by),
        ):
            with pytest.raises(NotAllowed):
                deed()
    assert only(db, person, coach).body == "Combien ?"


def test_a_comment_withdrawn_is_there_for_its_author_alone_and_comes_back(db):
    coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Combien ?", by=mentor)
    plan_comments.withdraw(db, first, by=mentor)
    assert plan_comments.of(db, person, by=coach) == {}
    own = only(db, person, mentor)
    assert (own.body, own.withdrawn, plan_comments.waiting([own])) == ("Combien ?", True, 0)
    with pytest.raises(InvalidInput):
        plan_comments.answer(db, first, "Douze.", by=coach)
    plan_comments.put_back(db, first, by=mentor)
    assert only(db, person, coach).body == "Combien ?"
    events = [row["event"] for row in db.query("SELECT event FROM audit ORDER BY id")][-2:]
    assert events == ["comment.withdrawn", "comment.put_back"]


def test_the_answers_to_a_comment_withdrawn_still_stand_without_its_text(db):
    coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Combien ?", by=mentor)
    answer = plan_comments.answer(db, first, "Douze.", by=coach)
    plan_comments.withdraw(db, first, by=mentor)
    comment = only(db, person, coach)
    assert (comment.body, [one.body for one in comment.answers]) == ("", ["Douze."])
    plan_comments.withdraw(db, answer, by=coach)
    assert [one.body for one in only(db, person, coach).answers] == ["Douze."]
    assert only(db, person, mentor).answers == ()


def test_what_has_been_dealt_with_stays_as_it_is(db):
    coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Combien ?", by=mentor)
    answer = plan_comments.answer(db, first, "Douze.", by=coach)
    plan_comments.deal_with(db, first, version=1, by=coach)
    for deed in (
        lambda: plan_comments.correct(db, first, "Autre", version=2, by=mentor),
        lambda: plan_comments.withdraw(db, first, by=mentor),
        lambda: plan_comments.withdraw(db, answer, by=coach),
    ):
        with pytest.raises(InvalidInput):
            deed()


def test_a_mentor_who_reads_the_plan_no_more_corrects_nothing(db):
    coach, mentor, person = a_shared_plan(db)
    first = plan_comments.write(db, person, "market", "Combien ?", by=mentor)
    (pair,) = mentors.of(db, person, by=coach)
    mentors.end(db, pair.id, on=TODAY, reason="Départ", by=coach, today=TODAY, version=pair.version)
    with pytest.raises(NotFound):
        plan_comments.correct(db, first, "Autre", version=1, by=mentor)
