"""Correcting what is known about somebody."""

from datetime import date

import streamlit as st

from core import clock, enrolments, participants, staff
from core.forecast.months import add_months
from core.language import _
from core.participants import SEXES, Identity, Participant, Sex, year_from
from core.permissions import Role
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import month
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import small
from pages.shared.panel import close_panel
from pages.shared.widgets import choice, save_button

MONTHS_AHEAD = 60


def edit_panel(visitor: Staff, person: Participant) -> None:
    """Identity and coach: the least that must be known, nothing about an offence or a sentence."""
    version = seen("edit", person.version)
    small(_("Only what the follow-up needs. Nothing about an offence, a sentence or a number."))
    with st.form("edit", border=False):
        one, two, three = st.columns(3)
        first = one.text_input(_("First name"), value=person.first_name, key="edit_first")
        last = two.text_input(_("Last name"), value=person.last_name, key="edit_last")
        year = three.text_input(
            _("Year of birth"), value=str(person.birth_year or ""), key="edit_year", max_chars=4
        )
        four, five, six = st.columns(3)
        with four:
            sex = choice(
                _("Gender (optional)"), list(Sex), key="edit_sex", said=lambda sex: _(SEXES[sex]),
                index=list(Sex).index(person.sex) if person.sex else None,
            )  # fmt: skip
        departement = five.text_input(
            _("Département"), value=person.departement, key="edit_departement"
        )
        phone = six.text_input(_("Telephone (optional)"), value=person.phone, key="edit_phone")
        what, out = st.columns([2, 1])
        project = what.text_input(
            _("Project"), value=person.project, key="edit_project", max_chars=200
        )
        with out:
            release = _release_month(person)
        if save_button(_("Save the corrections"), key="edit_save"):
            with saving(_("File corrected."), form="edit", done=close_panel), open_tracker() as db:
                identity = Identity(
                    first_name=first, last_name=last, birth_year=year_from(year), sex=sex, phone=phone,
                    departement=departement, project=project, release_month=release,
                )  # fmt: skip
                participants.edit(
                    db, person.id, identity, by=visitor, version=version,
                    token=save_token("edit"),
                )  # fmt: skip
    _coach(visitor, person)


def _release_month(person: Participant) -> str:
    """A month, never a day; empty where no release is expected."""
    first = clock.today().replace(day=1)
    months = [f"{add_months(first, ahead):%Y-%m}" for ahead in range(MONTHS_AHEAD)]
    known = sorted({*months, *filter(None, [person.release_month])})
    options = ["", *known]

    def said(text: str) -> str:
        return month(date.fromisoformat(f"{text}-01")) if text else _("not known")

    picked = choice(
        _("Expected release month"), options, key="edit_release", said=said,
        index=options.index(person.release_month),
    )  # fmt: skip
    return picked or ""


def _coach(visitor: Staff, person: Participant) -> None:
    with open_tracker() as db:
        coaches = {coach.id: coach.name for coach in staff.with_role(db, Role.COACH, by=visitor)}
    with st.form("coach", border=False):
        coach = choice(
            _("Coach"), list(coaches), key="edit_coach", said=coaches.__getitem__,
            index=list(coaches).index(person.coach_id) if person.coach_id in coaches else None,
        )  # fmt: skip
        if st.form_submit_button(_("Hand over to this coach"), key="coach_save") and coach:
            with saving(_("Coach changed."), form="coach", done=close_panel), open_tracker() as db:
                enrolments.hand_over(db, person.id, coach, by=visitor, token=save_token("coach"))
