"""The page of accounts: opened by invitation, closed but never removed."""

import re

from core import accounts, clock, staff
from core.permissions import Role
from tests.factories import a_coach, an_administrator


def html(page):
    return " ".join(element.value for element in page.get("html"))


def opened(tracker, admin):
    return {one.login: one for one in staff.everybody(tracker, by=admin)}


def test_an_account_is_opened_and_its_link_shown_once(tracker, visit):
    admin = an_administrator(tracker)
    page = visit("team.py", as_=admin)
    page.text_input(key="account_new_name").input("Claire Morel")
    page.text_input(key="account_new_login").input("claire.morel")
    page.button(key="account_new_save").click().run()

    assert not page.exception
    assert opened(tracker, admin)["claire.morel"].role is Role.COACH
    (address,) = [code.value for code in page.code]
    secret = re.fullmatch(r".*/invitation/([\w-]{20,})", address)[1]
    assert "Remettez ce lien à Claire Morel" in html(page)
    page.run()
    assert not page.code

    accounts.accept_invitation(tracker, secret, "une phrase assez longue", now=clock.now())
    assert opened(tracker, admin)["claire.morel"].has_password


def test_the_role_explains_itself_and_a_mentor_has_a_trade(tracker, visit):
    admin = an_administrator(tracker)
    page = visit("team.py", as_=admin)
    page.selectbox(key="account_new_role").select_index(list(Role).index(Role.MENTOR)).run()
    assert "Voit" in html(page)
    page.text_input(key="account_new_name").input("Paul Gil")
    page.text_input(key="account_new_login").input("paul.gil")
    page.text_input(key="account_new_trade").input("Boulangerie")
    page.button(key="account_new_save").click().run()

    paul = opened(tracker, admin)["paul.gil"]
    assert (paul.role, paul.trade) == (Role.MENTOR, "Boulangerie")


def test_a_name_already_taken_is_said(tracker, visit):
    admin = an_administrator(tracker)
    coach = a_coach(tracker)
    page = visit("team.py", as_=admin)
    page.text_input(key="account_new_name").input("Claire Morel")
    page.text_input(key="account_new_login").input(coach.login)
    page.button(key="account_new_save").click().run()
    assert not page.exception
    assert not page.code
    assert len(opened(tracker, admin)) == 3  # one opened the coach's organisation


def test_somebody_who_has_not_come_in_gets_a_new_link(tracker, visit):
    admin = an_administrator(tracker)
    coach = a_coach(tracker)
    page = visit("team.py", as_=admin, account=str(coach.id))
    assert "invitation remise" in html(page)
    page.button(key="invite").click().run()
    assert not page.exception
    assert len(page.code) == 1


def test_an_account_is_closed_after_a_confirmation_and_opened_again(tracker, visit):
    admin = an_administrator(tracker)
    coach = a_coach(tracker)
    page = visit("team.py", as_=admin, account=str(coach.id))
    assert page.button(key="close").disabled
    page.checkbox(key="close_sure").check().run()
    page.button(key="close").click().run()
    assert not opened(tracker, admin)[coach.login].active
    page.button(key="reopen").click().run()
    assert not page.exception
    assert opened(tracker, admin)[coach.login].active


def test_no_password_is_asked_or_shown(tracker, visit):
    admin = an_administrator(tracker)
    coach = a_coach(tracker)
    for query in ({}, {"account": str(coach.id)}):
        page = visit("team.py", as_=admin, **query)
        assert not any("passe" in field.label for field in page.text_input)
