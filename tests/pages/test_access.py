"""Every page, opened cold: by a stranger, and by each role."""

import pytest

from core.permissions import Role
from pages.shared.menu import MENU
from tests.factories import a_coach, a_cohort, a_member, a_participant

FILES = [entry.file for entry in MENU]


@pytest.mark.parametrize("file", FILES)
def test_a_page_is_locked_to_a_stranger_with_a_direct_link(file, cold):
    page = cold(file)
    assert [warning.value for warning in page.warning] == ["Connectez-vous d’abord."]
    assert len(page.main) == 1
    assert not page.exception


@pytest.mark.parametrize("file", FILES)
def test_a_page_is_locked_to_a_forged_identity(file, cold, monkeypatch):
    page = cold(file)
    page.user = {"session": "0" * 64}
    assert page.run().warning[0].value == "Connectez-vous d’abord."


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.file)
def test_a_page_opens_for_the_roles_of_its_action_and_for_no_other(
    entry, role, cold, visit, tracker
):
    member = a_member(tracker, role)
    if member.may(entry.action):
        page = visit(entry.file, as_=member)
        assert not page.exception, page.exception[0].message
    else:
        page = cold(entry.file, as_=member)
        assert [error.value for error in page.error] == [
            "Cette page ne fait pas partie de votre rôle."
        ]
        assert len(page.main) == 1


@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.file)
def test_a_page_opens_on_a_tracker_with_people_in_it(entry, visit, tracker):
    coach = a_coach(tracker)
    cohort = a_cohort(tracker, coach=coach)
    for _number in range(3):
        a_participant(tracker, coach=coach, cohort_id=cohort)
    code = next(tracker.query("SELECT code FROM participants"))["code"]
    for role in Role:
        member = coach if role is Role.COACH else a_member(tracker, role)
        if member.may(entry.action):
            page = visit(entry.file, as_=member, code=code)
            assert not page.exception, page.exception[0].message
