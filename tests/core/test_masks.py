"""What was masked once stays as it was, in every process that reads the tracker."""

from core.evaluation import crowd as crowds
from core.evaluation import dashboard, publication
from core.evaluation.views import Scope, Split
from tests.factories import TODAY, a_coach, a_cohort, a_participant, an_evaluator


def some_people(db, n=14):
    """Enough people for something to be shown, in two forms of support."""
    for arm in ("mentor_led", "individual"):
        coach = a_coach(db)
        cohort = a_cohort(db, coach=coach, arm=arm)
        for _one in range(n):
            a_participant(db, coach=coach, cohort_id=cohort)


def figures(db, evaluator):
    overview = dashboard.overview(db, Scope(), split=Split.ARM, by=evaluator, today=TODAY)
    return [[row.numbers for row in result.answer.rows] for result in overview.results]


def forget_the_process():
    """As after a restart: nothing is in memory any more."""
    publication._CROWDS.clear()


def test_another_process_reads_what_was_masked_and_works_nothing_out(db, monkeypatch):
    some_people(db)
    evaluator = an_evaluator(db)
    first = figures(db, evaluator)
    forget_the_process()

    def refused(*_given):
        raise AssertionError("worked out a second time")

    monkeypatch.setattr(crowds, "masked", refused)
    assert figures(db, evaluator) == first
    assert any(number is not None for rows in first for row in rows for number in row.values())


def test_what_is_kept_is_of_the_present_publication_alone(db):
    some_people(db)
    evaluator = an_evaluator(db)
    figures(db, evaluator)
    later = TODAY.replace(month=12)
    forget_the_process()
    a_participant(db, coach=a_coach(db))
    dashboard.overview(db, Scope(), by=evaluator, today=later)
    marks = {row["fingerprint"] for row in db.query("SELECT fingerprint FROM published_masks")}
    assert marks == {publication.of_month(db, later).mark}
