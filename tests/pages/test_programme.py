"""The programme's definition, part by part, in both languages."""

import pytest

from core import programmes
from pages.shared.definition import PARTS
from tests.factories import a_coach, an_evaluator


def html(page):
    return " ".join(element.value for element in page.get("html"))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_shown(tracker, visit, part, language):
    programmes.load_delivered(tracker)
    page = visit("programme.py", as_=an_evaluator(tracker, language=language))
    page.session_state["part"] = part
    page.run()
    assert not page.exception
    assert "Entreprendre sa liberté" in html(page)
    assert "data/programmes/entreprendre-sa-liberte.toml" in html(page)


def test_milestones_stand_with_their_evidence(tracker, visit):
    ((kept),) = programmes.load_delivered(tracker)
    page = visit("programme.py", as_=a_coach(tracker))
    page.session_state["part"] = "milestones"
    page.run()
    shown = html(page)
    assert all(one.name.fr in shown.replace("&#x27;", "'") for one in kept.programme.milestones)


def test_without_a_programme_the_page_says_where_they_come_from(tracker, visit):
    page = visit("programme.py", as_=a_coach(tracker))
    assert not page.exception
    assert "data/programmes" in html(page)
