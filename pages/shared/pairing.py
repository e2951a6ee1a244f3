"""The forms of mentoring: making a pair, ending one, a link for a mentor without an account."""

from datetime import date

import streamlit as st

from core import clock, feedback_links, mentor_pool, mentors, search
from core.errors import InvalidInput
from core.language import _, n_
from core.mentor_pool import Mentor
from core.mentors import Pair
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.account_forms import hand_over
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import empty, link, section, small
from pages.shared.widgets import choice, day, save_button


def pair_form(visitor: Staff, today: date) -> None:
    """Who, with whom, from when. The list of people narrows as one types a name, a code or a project."""
    words = st.text_input(_("Search by name, code or project"), key="pair_words", max_chars=80)
    with open_tracker() as db:
        found = search.people(db, words, by=visitor)
        available = {one.id: one for one in mentor_pool.proposed(mentor_pool.pool(db, by=visitor))}
    people = {line.id: line for line in found.lines}
    if not available:
        empty(_("No mentor yet. Add the first one in the pool: an account is not needed."))
        return
    if found.total > len(people):
        small(
            _("{shown} of {total} shown: type a few letters.").format(
                shown=len(people), total=found.total
            )
        )
    with st.form("pair", border=False):
        who, whom, when = st.columns([2, 2, 1])
        with who:
            person = choice(
                _("Person"), list(people), key="pair_person",
                said=lambda key: f"{people[key].name} · {people[key].code}",
            )  # fmt: skip
        with whom:
            mentor = choice(
                _("Mentor"), list(available), key="pair_mentor",
                said=lambda key: _proposed(available[key]),
            )  # fmt: skip
        with when:
            starts_on = day(_("From"), key="pair_from", value=today, last=today)
        pressed = save_button(_("Make the pair"), key="pair_save")
    if not pressed:
        return
    with saving(_("Pair made."), form="pair"), open_tracker() as db:
        if person is None or mentor is None or starts_on is None:
            raise InvalidInput(_("Choose a person, a mentor and a day."))
        mentors.pair(
            db, person, mentor, starts_on=starts_on, by=visitor, today=today,
            token=save_token("pair"),
        )  # fmt: skip


def _proposed(mentor: Mentor) -> str:
    """A mentor as a line to choose: name, trades, how many places are left."""
    left = mentor.places
    room = n_("{n} place left", "{n} places left", left) if left else _("no place left")
    room = "" if left is None else room
    trades = ", ".join(mentor.profile.trades)
    return " · ".join(filter(None, [mentor.name, trades, room]))


def end_form(visitor: Staff, pair: Pair, today: date) -> None:
    """When and why; the mentor then sees nothing of the person any more."""
    section(_("End the pair of {name} and {mentor}").format(name=pair.name, mentor=pair.mentor))
    small(
        _(
            "Since {day}. Once it has ended, the mentor sees nothing of this person any more."
        ).format(day=short_date(pair.starts_on))
    )
    form = f"end-{pair.id}"
    version = seen(form, pair.version)
    with st.form(form, border=False):
        when, why = st.columns([1, 3])
        with when:
            on = day(_("Ends on"), key=f"{form}-on", value=today, last=today)
        reason = why.text_input(_("Reason, in a few words"), key=f"{form}-reason", max_chars=300)
        pressed = save_button(_("End the pair"), key=f"{form}-save")
    st.html(link(_("Keep the pair"), "mentors"))
    if not pressed:
        return
    with saving(_("Pair ended."), form=form), open_tracker() as db:
        if on is None:
            raise InvalidInput(_("Choose the day on which the pair ends."))
        mentors.end(
            db, pair.id, on=on, reason=reason, by=visitor, today=today, version=version,
            token=save_token(form),
        )  # fmt: skip
        del st.query_params["end"]


def link_form(visitor: Staff, pair: Pair) -> None:
    """A link for a mentor who has no account: it opens the form of this pair, once."""
    section(_("A link for {mentor}").format(mentor=pair.mentor))
    small(
        _(
            "It opens the feedback form about {name}, without an account: first name and project, nothing "
            "else. It works once, for 14 days; an earlier link no longer opens anything."
        ).format(name=pair.name.split()[0])
    )
    form = f"link-{pair.id}"
    if st.button(_("Make the link"), key=form, type="primary"):
        now = clock.now()
        with saving(_("Link made."), form=form, done=_link_made), open_tracker() as db:
            secret = feedback_links.issue(db, pair.id, by=visitor, now=now, token=save_token(form))
            hand_over(pair.mentor, f"/meeting/{secret}", until=now + feedback_links.VALID_FOR)
    st.html(link(_("Leave it"), "mentors"))


def _link_made() -> None:
    st.query_params.pop("link", None)
