"""A name that is being typed is answered to those who see the list, and stands in no address."""

from typing import Any

from sqlite_utils import Database

from core.web import addresses
from tests.factories import a_coach, a_cohort, a_mentor, a_participant
from tests.web.conftest import OURS


def found(stranger: Any, words: str) -> Any:
    return stranger.post(addresses.FIND, headers=OURS, data={"words": words})


def test_a_coach_finds_people_by_the_beginning_of_their_names(
    tracker: Database, enter: Any, stranger: Any
) -> None:
    coach = a_coach(tracker)
    cohort = a_cohort(tracker, coach=coach, prefix="LYO", name="Lyon")
    a_participant(tracker, coach=coach, cohort_id=cohort, project="Couture")
    enter(coach)
    answer = found(stranger, "tah")
    assert answer.json() == [
        {"code": "LYO-001", "name": "Nadia Tahri", "about": "LYO-001 · Lyon · Couture"}
    ]
    assert answer.headers["cache-control"] == "no-store"
    assert found(stranger, "").json() == []


def test_nobody_else_is_told_anything(tracker: Database, enter: Any, stranger: Any) -> None:
    assert found(stranger, "tah").status_code == 401
    enter(a_mentor(tracker))
    assert found(stranger, "tah").status_code == 403
    assert stranger.get(f"{addresses.FIND}?words=tah").status_code == 405
    answer = stranger.post(addresses.FIND, headers={"origin": "http://x.example"}, data={})
    assert answer.status_code == 403
