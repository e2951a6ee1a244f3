"""Every page that an evaluator may open, and every address typed by hand: no name, code, place, day or text."""

import pytest

from core import campaigns, snapshots
from core.permissions import Role, may_open
from core.snapshots import Audience, Wish
from core.storage.database import connect
from core.tracker import migrate
from pages.shared.menu import MENU
from tests.core.test_evaluator_sees_nothing import SECRETS, filled
from tests.evaluated import TODAY
from tests.factories import a_lead, an_evaluator

THEIRS = [entry.file for entry in MENU if may_open(Role.EVALUATOR, entry.action)]
TYPED = (
    ("dashboard.py", {"cohort": "1"}),
    ("dashboard.py", {"cohort": "999"}),
    ("dashboard.py", {"arm": "individual", "situation": "inside"}),
    ("dashboard.py", {"split": "cohort"}),
    ("dashboard.py", {"split": "territory", "arm": "individual"}),
    ("dashboard.py", {"behind": "funnel.met.n"}),
    ("dashboard.py", {"behind": "exits.sustainable.n", "cohort": "1"}),
    ("dashboard.py", {"period": "1987-1"}),
    ("cohorts.py", {"cohort": "1"}),
    ("cohorts.py", {"cohort": "2' OR 1=1"}),
    ("reports.py", {"snapshot": "1"}),
    ("reports.py", {"snapshot": "2"}),
    ("questionnaires.py", {"questionnaires_cohort": "1"}),
    ("questionnaires.py", {"cohort": "1"}),
    ("data.py", {"table": "people", "cohort": "1", "names": "1"}),
    ("data.py", {"table": "sessions", "support": "individual"}),
    ("data.py", {"table": "staff"}),
)


@pytest.fixture(scope="module")
def written():
    db = connect(":memory:")
    migrate(db)
    filled(db)
    lead = a_lead(db)
    campaigns.start(db, "Année 1", k=5, by=lead, today=TODAY)
    for smallest in (None, 5):
        wish = Wish(name="Rapport Zébulonne", audience=Audience.COMMITTEE, smallest=smallest)
        snapshots.take(db, wish, by=lead, today=TODAY)
    yield db
    db.conn.close()


@pytest.fixture
def evaluator(tracker, written):
    written.conn.backup(tracker.conn)
    return an_evaluator(tracker)


def everything_sent(page):
    """Whatever the server sends for a page: elements, the options of widgets, the lines of charts."""
    found = [element for place in (page.main, page.sidebar) for element in place]
    return b"".join(one.proto.SerializeToString() for one in found if one.proto is not None)


def looked_through(page):
    assert not page.exception
    sent = everything_sent(page)
    for secret in SECRETS:
        assert secret.encode() not in sent, secret
    return sent


@pytest.mark.parametrize("page", THEIRS)
def test_no_canary_stands_on_a_page_of_an_evaluator(evaluator, visit, page):
    looked_through(visit(page, as_=evaluator))


def test_the_canaries_stand_where_the_team_reads_them(evaluator, tracker, visit):
    sent = everything_sent(visit("participants.py", as_=a_lead(tracker)))
    assert b"Quarxidis" in sent


@pytest.mark.parametrize(("page", "query"), TYPED)
def test_an_address_typed_by_hand_tells_an_evaluator_nothing_more(evaluator, visit, page, query):
    looked_through(visit(page, as_=evaluator, **query))


def test_the_pages_of_others_stay_locked(evaluator, cold):
    for entry in MENU:
        if not may_open(Role.EVALUATOR, entry.action):
            sent = looked_through(cold(entry.file, evaluator))
            assert len(sent) < 2000, entry.file
