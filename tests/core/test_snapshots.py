"""Figures frozen on a day: who may freeze and read them, and that they stay what they were."""

import json
from datetime import date
from hashlib import sha256

import pytest

from core import learnings, programmes, snapshot_comparison, snapshots
from core.errors import AlreadySaved, InvalidInput, NotAllowed, NotFound, UnusableTracker
from core.evaluation import dashboard
from core.evaluation.registry import INDICATORS
from core.evaluation.views import Scope, Split
from core.language import speaking
from core.permissions import Role
from core.programme import to_json
from core.snapshots import Audience, Wish
from core.storage.database import IntegrityError
from core.storage.rows import insert
from tests.evaluated import CANARIES, TODAY, a_cohort, a_house, somebody, the_programme

LEAD = somebody(Role.LEAD)
EVALUATOR = somebody(Role.EVALUATOR)
JUNE = date(2026, 6, 30)
both_languages = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture
def house(db):
    house = a_house(db)
    a_cohort(db, house, "Lyon, printemps", people=24)
    return house


def a_wish(**values):
    asked = {"name": "Rapport de novembre", "audience": Audience.COMMITTEE, "smallest": None}
    return Wish(**asked | values)


def coach_of(house, organisation="business"):
    return somebody(Role.COACH, organisation_id=house[organisation])


def table(db, key, *, scope=Scope(), split=Split.NONE, k=None, by=LEAD):  # noqa: B008
    return dashboard.indicator(db, key, scope, split=split, k=k, by=by, today=TODAY).table()


@both_languages
@pytest.mark.parametrize("smallest", [None, 5, 11])
def test_a_snapshot_says_what_the_screen_says(db, house, language, smallest):
    a_cohort(db, house, "Metz, automne", people=9, arm="individual", organisation="justice")
    wish = a_wish(smallest=smallest, split=Split.COHORT)
    taken = snapshots.take(db, wish, by=LEAD, today=TODAY)
    with speaking(language):
        kept = {one.indicator.key: one for one in snapshots.read(db, taken, by=LEAD).results}
        for key, result in kept.items():
            split = Split.NONE if key == "key_figures" else Split.COHORT
            assert result.table() == table(db, key, split=split, k=smallest)


def test_a_snapshot_does_not_move_when_people_enter(db, house):
    taken = snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    before = [one.table() for one in snapshots.read(db, taken, by=LEAD).results]
    a_cohort(db, house, "Metz, automne", people=9)
    assert [one.table() for one in snapshots.read(db, taken, by=LEAD).results] == before


def test_numbers_are_frozen_once_and_words_in_both_languages(db, house):
    snapshots.take(db, a_wish(indicators=("funnel",)), by=LEAD, today=TODAY)
    (content,) = db.execute("SELECT content FROM snapshots").fetchone()
    row = json.loads(content)["results"][0]["answer"]["rows"][0]
    assert row["numbers"]["n"] > 0
    assert row["label"] == {"fr": "Orientation", "en": "Referral"}


def test_a_word_that_is_another_one_in_the_catalogue_is_left_as_it_was(db, house):
    """In French "Part" is a share; in English it is what an organisation brings."""
    taken = snapshots.take(db, a_wish(indicators=("funnel",)), by=LEAD, today=TODAY)
    assert "Part" in snapshots.read(db, taken, by=LEAD).results[0].table()[0]


def test_the_same_figures_have_the_same_fingerprint(db, house):
    one, two = (snapshots.take(db, a_wish(name=n), by=LEAD, today=TODAY) for n in "AB")
    first, second = (snapshots.read(db, taken, by=LEAD).snapshot for taken in (one, two))
    assert first.fingerprint == second.fingerprint
    a_cohort(db, house, "Metz, automne", people=9)
    three = snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    assert snapshots.read(db, three, by=LEAD).snapshot.fingerprint != first.fingerprint


@pytest.mark.parametrize("deed", ["UPDATE snapshots SET name = 'x'", "DELETE FROM snapshots"])
def test_a_snapshot_is_never_changed_or_removed(db, house, deed):
    snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    with pytest.raises(IntegrityError, match="append-only"):
        db.execute(deed)


def test_figures_changed_behind_our_back_are_noticed(db, house):
    taken = snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    db.execute("DROP TRIGGER snapshots_keeps_update")
    db.execute("UPDATE snapshots SET content = replace(content, 'Orientation', 'Orientatiom')")
    with pytest.raises(UnusableTracker):
        snapshots.read(db, taken, by=LEAD)


def test_a_snapshot_leaves_its_trace_and_is_taken_once(db, house):
    snapshots.take(db, a_wish(), by=LEAD, today=TODAY, token="new")
    with pytest.raises(AlreadySaved):
        snapshots.take(db, a_wish(), by=LEAD, today=TODAY, token="new")
    assert len(snapshots.visible(db, by=LEAD)) == 1
    events = [event for (event,) in db.execute("SELECT event FROM audit")]
    assert events == ["snapshot.taken"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "  "}, "Donnez un nom"),
        ({"indicators": ()}, "au moins un indicateur"),
        ({"indicators": ("weather",)}, "weather"),
        ({"smallest": 2}, "à partir de 3"),
        ({"audience": Audience.FUNDER}, "masque les petits nombres"),
    ],
)
def test_a_wish_that_makes_no_report_is_refused(wrong, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        a_wish(**wrong)


def test_funders_never_get_less_masking_than_what_leaves(db, house):
    wish = a_wish(audience=Audience.FUNDER, smallest=5)
    taken = snapshots.take(db, wish, by=LEAD, today=TODAY)
    assert snapshots.read(db, taken, by=LEAD).snapshot.smallest == 11


@pytest.mark.parametrize("role", [Role.MENTOR, Role.ADMINISTRATOR])
def test_other_roles_neither_freeze_nor_read(db, house, role):
    taken = snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    for deed in (
        lambda: snapshots.take(db, a_wish(), by=somebody(role), today=TODAY),
        lambda: snapshots.visible(db, by=somebody(role)),
        lambda: snapshots.read(db, taken, by=somebody(role)),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_an_evaluator_never_freezes_or_reads_small_numbers(db, house):
    with pytest.raises(NotAllowed):
        snapshots.take(db, a_wish(), by=EVALUATOR, today=TODAY)
    open_one = snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    masked = snapshots.take(db, a_wish(smallest=3), by=EVALUATOR, today=TODAY)
    assert [one.id for one in snapshots.visible(db, by=EVALUATOR)] == [masked]
    assert snapshots.read(db, masked, by=EVALUATOR).snapshot.smallest == 5
    with pytest.raises(NotFound):
        snapshots.read(db, open_one, by=EVALUATOR)


def test_an_evaluator_reads_only_reports_of_the_months_figures(db, house):
    theirs = snapshots.take(db, a_wish(smallest=5), by=EVALUATOR, today=TODAY)
    later = TODAY.replace(day=28)
    a_cohort(db, house, "Nice", people=6)
    snapshots.take(db, a_wish(smallest=5), by=LEAD, today=later)
    again = snapshots.take(db, a_wish(smallest=5), by=EVALUATOR, today=later)
    assert {one.id for one in snapshots.visible(db, by=EVALUATOR)} == {theirs, again}
    kept = [snapshots.read(db, one, by=EVALUATOR) for one in (theirs, again)]
    assert kept[0].snapshot.fingerprint == kept[1].snapshot.fingerprint
    assert {one.snapshot.taken_on for one in kept} == {TODAY}  # the day of the figures
    assert kept[1].snapshot.previous_id == theirs


def test_a_coach_freezes_and_reads_what_their_organisation_runs(db, house):
    a_cohort(db, house, "Metz, automne", people=9, organisation="justice")
    mine = snapshots.take(db, a_wish(indicators=("funnel",)), by=coach_of(house), today=TODAY)
    snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    assert [one.id for one in snapshots.visible(db, by=coach_of(house))] == [mine]
    assert snapshots.visible(db, by=coach_of(house, "justice")) == []
    result = snapshots.read(db, mine, by=coach_of(house)).results[0]
    assert result.answer.rows[0].numbers["of"] == 24
    with pytest.raises(NotFound):
        snapshots.read(db, mine, by=coach_of(house, "justice"))


def test_a_coach_cannot_freeze_anothers_cohort(db, house):
    other = a_cohort(db, house, "Metz, automne", people=9, organisation="justice")
    wish = a_wish(scope=Scope(cohort_id=other))
    with pytest.raises(NotFound):
        snapshots.take(db, wish, by=coach_of(house), today=TODAY)


def test_without_a_cohort_there_is_nothing_to_freeze(db):
    with pytest.raises(InvalidInput, match="rien à figer"):
        snapshots.take(db, a_wish(), by=LEAD, today=TODAY)


@pytest.mark.parametrize("smallest", [None, 5, 11])
@pytest.mark.parametrize("people", [0, 1, 3, 8])
def test_a_small_cohort_is_frozen_without_misleading(db, people, smallest):
    house = a_house(db)
    a_cohort(db, house, "Metz, automne", people=people)
    wish = a_wish(smallest=smallest)
    taken = snapshots.take(db, wish, by=LEAD, today=TODAY)
    shown = [
        number
        for result in snapshots.read(db, taken, by=LEAD).results
        if result.indicator.key == "funnel"
        for row in result.answer.rows
        for number in [row.numbers["n"]]
    ]
    assert all(n is None or n == 0 or n >= (smallest or 1) for n in shown)


def test_the_report_before_is_of_the_same_scope_and_no_less_masked(db, house):
    open_one = snapshots.take(db, a_wish(), by=LEAD, today=JUNE)
    split = snapshots.take(db, a_wish(split=Split.COHORT), by=LEAD, today=JUNE)
    funders = a_wish(audience=Audience.FUNDER, smallest=11)
    first = snapshots.take(db, funders, by=LEAD, today=TODAY)
    second = snapshots.take(db, funders, by=LEAD, today=TODAY)
    again = snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    before = {one.id: one.previous_id for one in snapshots.visible(db, by=LEAD)}
    assert before == {open_one: None, split: None, first: None, second: first, again: open_one}


def test_what_changed_is_counted_before_and_now(db, house):
    one = snapshots.take(db, a_wish(), by=LEAD, today=JUNE)
    a_cohort(db, house, "Metz, automne", people=9)
    two = snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    found = {c.title: c for c in snapshot_comparison.compare(db, one, two, by=LEAD)}
    funnel = found["Jusqu’où vont les parcours\u00a0?"]
    assert (funnel.changes[0].label, funnel.changes[0].told()) == ("Orientation", ("22 → 31",))


def test_masked_before_and_now_is_not_called_the_same(db, house):
    wish = a_wish(smallest=25, indicators=("exits",))
    one, two = (snapshots.take(db, wish, by=LEAD, today=TODAY) for _ in range(2))
    (exits,) = snapshot_comparison.compare(db, one, two, by=LEAD)
    assert exits.remark == "Masqué\u00a0: on ne peut pas dire ce qui a changé."


def test_another_definition_is_not_set_side_by_side(db, house):
    one = snapshots.take(db, a_wish(indicators=("exits",)), by=LEAD, today=JUNE)
    db.execute("DROP TRIGGER snapshots_keeps_update")
    _rewrite(db, "Official classes", "Older classes")
    two = snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    with speaking("en"):
        found = {c.title: c for c in snapshot_comparison.compare(db, one, two, by=LEAD)}
    assert "definition has changed" in found["What do people move on to?"].remark
    assert "not in the earlier" in found["How far do people come?"].remark


def _rewrite(db, old, new):
    (content,) = db.execute("SELECT content FROM snapshots").fetchone()
    text = content.replace(old, new)
    assert text != content
    mark = sha256(text.encode()).hexdigest()
    db.execute("UPDATE snapshots SET content = ?, fingerprint = ?", [text, mark])


def test_a_programme_that_changed_since_is_said_and_nothing_is_lost(db, house):
    taken = snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    before = snapshots.read(db, taken, by=LEAD)
    assert snapshots.changed_since(db, before, by=LEAD) == ""
    newer = the_programme().model_copy(update={"version": 90})
    kept = insert(db, "programmes", {"key": newer.key, "version": 90, "definition": to_json(newer)})
    db.execute("UPDATE cohorts SET programme_id = ?", [kept])
    after = snapshots.read(db, taken, by=LEAD)
    assert "Rien n’est perdu" in snapshots.changed_since(db, after, by=LEAD)
    assert after.results[1].table() == before.results[1].table()
    assert programmes.by_id(db, kept).version == 90


def test_quotes_are_frozen_and_not_for_an_evaluator(db, house):
    draft = learnings.Draft(
        observed_on=JUNE, kind=learnings.Kind.WORKS, body="Le mentor vient deux fois par mois."
    )
    quote = learnings.write(db, draft, by=LEAD, today=TODAY)
    wish = a_wish(audience=Audience.FUNDER, smallest=11, quotes=(quote,))
    taken = snapshots.take(db, wish, by=LEAD, today=TODAY)
    learnings.trash(db, quote, by=LEAD)
    (kept,) = snapshots.read(db, taken, by=LEAD).quotes
    assert kept["words"] == "Le mentor vient deux fois par mois."
    with pytest.raises(NotFound):
        snapshots.read(db, taken, by=EVALUATOR)
    with pytest.raises(NotAllowed):
        snapshots.take(db, wish, by=EVALUATOR, today=TODAY)


def test_nobody_is_named_in_a_snapshot(db, house):
    snapshots.take(db, a_wish(), by=LEAD, today=TODAY)
    (content,) = db.execute("SELECT content FROM snapshots").fetchone()
    assert not any(canary in content for canary in (*CANARIES, "LYO-"))


def test_every_indicator_of_the_registry_may_be_frozen():
    assert a_wish().indicators == tuple(INDICATORS)
