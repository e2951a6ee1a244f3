"""The first start: only who reads the terminal makes the tracker."""

from typing import Any

import pytest

from core import tracker
from core.web import set_up
from core.web.set_up import OneTimeCode
from tests.web.conftest import OURS, PAGE, Behind

GOOD = "trois canards sur un toit"
ANSWERS = {
    "organisation": "Ascension vers l'Insertion",
    "name": "Claire Morel",
    "login": "claire",
    "password": GOOD,
    "again": GOOD,
}


@pytest.fixture(autouse=True)
def code(monkeypatch: pytest.MonkeyPatch) -> OneTimeCode:
    """The code of a start of its own."""
    code = OneTimeCode()
    monkeypatch.setattr(set_up, "code", code)
    monkeypatch.setattr(set_up, "load_demonstration", None)
    return code


def test_the_code_lets_its_reader_found_the_tracker(stranger: Any, code: OneTimeCode) -> None:
    page = stranger.get("/set-up")
    assert "Installer Passerelle" in page.text
    assert code.text not in page.text
    assert "make demo" in page.text

    typed = code.text.lower().replace("-", " ")
    answer = stranger.post("/set-up", headers=OURS, data={**ANSWERS, "code": typed})

    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    entered = stranger.post("/sign-in", headers=OURS, data={"login": "claire", "password": GOOD})
    assert entered.status_code == 303
    assert stranger.get("/", headers=PAGE).status_code == 200


@pytest.mark.parametrize("wrong", ["", "AAAA-AAAA-AAAA", "é"])
def test_a_wrong_code_makes_nothing(stranger: Any, wrong: str) -> None:
    answer = stranger.post("/set-up", headers=OURS, data={**ANSWERS, "code": wrong})
    assert answer.status_code == 403
    assert "Ce n’est pas le code de ce démarrage." in answer.text
    assert GOOD not in answer.text
    assert 'value="Claire Morel"' in answer.text
    assert not tracker.exists()


def test_ten_wrong_codes_close_the_set_up(stranger: Any, code: OneTimeCode) -> None:
    for _try in range(10):
        stranger.post("/set-up", headers=OURS, data={**ANSWERS, "code": "wrong"})
    answer = stranger.post("/set-up", headers=OURS, data={**ANSWERS, "code": code.text})
    assert answer.status_code == 403
    assert "Redémarrez Passerelle" in answer.text
    assert not tracker.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"organisation": ""}, "nom de votre association"),
        ({"login": "é"}, "identifiant"),
        ({"password": "court", "again": "court"}, "au moins 16 caractères"),
        ({"again": "another"}, "différents"),
    ],
)
def test_a_wrong_answer_makes_nothing_and_keeps_what_was_typed(
    stranger: Any, code: OneTimeCode, wrong: dict[str, str], said: str
) -> None:
    answer = stranger.post("/set-up", headers=OURS, data={**ANSWERS, "code": code.text, **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{code.text}"' in answer.text
    assert not tracker.exists()


def test_once_there_is_a_tracker_there_is_no_set_up(stranger: Any, code: OneTimeCode) -> None:
    tracker.create()
    assert stranger.get("/set-up").headers["location"] == "/sign-in"
    answer = stranger.post("/set-up", headers=OURS, data={**ANSWERS, "code": code.text})
    assert answer.headers["location"] == "/sign-in"
    with tracker.open_tracker() as db:
        assert db.execute("SELECT count(*) FROM staff").fetchone() == (0,)


def test_the_demonstration_opens_with_the_code_too(
    stranger: Any, behind: Behind, code: OneTimeCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up, "load_demonstration", tracker.create)
    assert "Ouvrir la démonstration" in stranger.get("/set-up").text

    wrong = {"deed": "demonstration", "code-for-demonstration": "wrong"}
    assert stranger.post("/set-up", headers=OURS, data=wrong).status_code == 403
    assert not tracker.exists()

    right = {**wrong, "code-for-demonstration": code.text}
    assert stranger.post("/set-up", headers=OURS, data=right).headers["location"] == "/sign-in"
    assert tracker.exists()


def test_the_set_up_is_bilingual(stranger: Any) -> None:
    assert "Set up Passerelle" in stranger.get("/set-up?lang=en").text
