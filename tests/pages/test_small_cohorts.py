"""Cohorts of nobody, of one, three and eight people: every page of the evaluation, for whoever opens it."""

import pytest

from core import campaigns, export_data, exports, rollups, snapshots
from core.data_out.registry import TABLES
from core.errors import NotFound
from core.evaluation import dashboard
from core.evaluation.registry import INDICATORS
from core.evaluation.views import Scope, Split
from core.export_data import ALL, Form, Request
from core.export_evaluation import evaluation_as_word
from core.language import Language
from core.snapshots import Audience, Wish
from tests.evaluated import TODAY, a_cohort, a_house
from tests.factories import a_coach, a_lead, an_evaluator

SIZES = (0, 1, 3, 8)
PAGES = ("dashboard.py", "questionnaires.py", "reports.py", "data.py", "cohorts.py")
FEW = 10
people = pytest.mark.parametrize("people", SIZES)
who = pytest.mark.parametrize("who", ["lead", "coach", "evaluator"])


def a_small_house(db, people):
    house = a_house(db)
    a_cohort(db, house, "Lyon", people=people)
    rollups.refresh_all(db)
    campaigns.start(db, "Année 1", k=5, by=a_lead(db), today=TODAY)
    return house


def somebody(db, house, who):
    if who == "coach":
        return a_coach(db, organisation_id=house["business"])
    return a_lead(db) if who == "lead" else an_evaluator(db)


@people
@who
def test_every_page_opens(tracker, visit, people, who):
    by = somebody(tracker, a_small_house(tracker, people), who)
    for page in PAGES:
        assert not visit(page, as_=by).exception, page
    for query in ({"split": "arm"}, {"cohort": "1"}):
        assert not visit("dashboard.py", as_=by, **query).exception, query


@people
@who
def test_every_file_is_made(db, people, who):
    by = somebody(db, a_small_house(db, people), who)
    for form in Form:
        for key in (*TABLES, ALL):
            asked = Request(table=key, form=form)
            export_data.file(db, asked, by=by, today=TODAY, language=Language.FRENCH)
    exports.cohort_as_word(db, 1, by=by, today=TODAY, language=Language.FRENCH)
    for audience, split in ((Audience.FUNDER, Split.NONE), (Audience.COMMITTEE, Split.ARM)):
        wish = Wish(name="Rapport", audience=audience, split=split, smallest=11)
        taken = snapshots.take(db, wish, by=by, today=TODAY)
        evaluation_as_word(db, taken, by=by, language=Language.ENGLISH)


@people
@who
@pytest.mark.parametrize("split", [Split.NONE, Split.ARM, Split.PERIOD])
def test_few_people_are_never_more_than_a_count(db, people, who, split):
    """Shares come with their interval; no mean, test or effect below ten; an evaluator reads no small number."""
    by = somebody(db, a_small_house(db, people), who)
    for key in INDICATORS:
        try:
            result = dashboard.indicator(db, key, Scope(), split=split, by=by, today=TODAY)
        except NotFound:  # nobody: no group to compare
            assert people == 0
            continue
        titles, lines = result.table()
        assert all(len(line) == len(titles) for line in lines)
        for row in result.answer.rows:
            numbers = row.numbers
            share = numbers.get("share")
            if share is not None and share == share and "low" in numbers and key != "change":
                assert 0 <= numbers["low"] <= share <= numbers["high"] <= 1
                if numbers["of"] and numbers["of"] < FEW:
                    assert numbers["high"] - numbers["low"] > 0.2  # too wide to conclude from
            if key == "change" and (numbers["n"] or 0) < FEW:
                means = [numbers[name] for name in ("mean", "p", "sd", "d_z")]
                assert all(n is None or n != n for n in means)
            if who == "evaluator" and key != "key_figures":
                counts = [n for name, n in numbers.items() if name in ("n", "of", "moved")]
                assert all(n is None or n == 0 or n >= 5 for n in counts), (key, row)
