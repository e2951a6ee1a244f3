"""Pairs of a participant and a mentor as light tables."""

from collections.abc import Container, Mapping, Sequence
from datetime import date

import streamlit as st

from core.expected_feedback import Expected
from core.language import N_, _
from core.mentor_meetings import Meeting
from core.mentors import Mentee, Pair
from core.wording import listed, short_date
from pages.shared.markup import Safe, link, message, muted, safe, state, strong, table, two_lines
from pages.shared.mentor_meetings import coming_lines

PAIRS, POOL = "pairs", "pool"
_PARTS = {PAIRS: N_("Pairs"), POOL: N_("Pool of mentors")}
Planned = Mapping[int, Sequence[Meeting]]


def chosen_part() -> str:
    """The pairs or the pool: what the address asks for, or what was chosen last."""
    asked = st.query_params.get("part", PAIRS)
    part = st.segmented_control(
        _("Part of the page"), list(_PARTS), default=asked if asked in _PARTS else PAIRS,
        required=True, key="mentors_part", format_func=lambda one: _(_PARTS[one]),
        label_visibility="collapsed",
    ) or PAIRS  # fmt: skip
    return str(part)


def mentees_table(
    mentees: Sequence[Mentee], planned: Planned, today: date, shared: Container[int] = ()
) -> None:
    """One row per mentee: first name and project, what was agreed, what is planned and expected, the forms.

    `shared` holds the pairs whose plan the mentor may read.
    """
    head = [_("Person"), _("Agreed next step"), _("Meetings"), _("Feedback")]
    rows = [
        _mentee(mentee, planned[mentee.pair_id], today, plan=mentee.pair_id in shared)
        for mentee in mentees
    ]
    table(head, rows, caption=_("My mentees"))


def _mentee(
    mentee: Mentee, planned: Sequence[Meeting], today: date, *, plan: bool
) -> list[Safe]:  # fmt: skip
    give = link(_("Give feedback"), "feedback", pair=mentee.pair_id)
    met = mentee.feedback.last_on
    since = _("paired since {day}").format(day=short_date(mentee.since))
    name = strong(mentee.first_name)
    who = two_lines(name, mentee.project) if mentee.project else name
    read = link(_("Read the plan"), "shared-plan", pair=mentee.pair_id)
    return [
        Safe(f"{who}<br>{read}") if plan else who,
        two_lines(mentee.next_step, short_date(mentee.next_step_on))
        if mentee.next_step
        else muted("–"),
        _meetings(planned, today, met, since, mentee.pair_id),
        Safe(f"{give}<br>{_awaited(mentee.feedback)}") if mentee.feedback.awaited else give,
    ]


def _meetings(
    planned: Sequence[Meeting], today: date, met: date | None, since: str, pair_id: int
) -> Safe:
    last = _("last on {day}").format(day=short_date(met)) if met else ""
    lines = coming_lines(planned, today, back="mentees", tell=True)
    way = link(_("Plan a meeting"), "mentees", plan=pair_id)
    before = muted(" · ".join(filter(None, [last, since])))
    return Safe("<br>".join([*lines, way, before]))


def pairs_table(pairs: Sequence[Pair], planned: Planned, today: date) -> None:
    """One row per pair: who, with whom, since when, what came, what is planned and waited for."""
    head = [
        _("Person"),
        _("Mentor"),
        _("Feedback received"),
        _("Planned and expected"),
        _("Deal with it"),
    ]
    rows = [_pair(pair, planned[pair.id], today) for pair in pairs]
    table(head, rows, caption=_("Pairs"))


def _pair(pair: Pair, planned: Sequence[Meeting], today: date) -> list[Safe]:
    since = _("since {day}").format(day=short_date(pair.starts_on))
    received = _("{n} of {total}").format(n=pair.feedback.received, total=pair.feedback.total)
    last = pair.feedback.last_on
    return [
        two_lines(strong(link(pair.name, "participant", code=pair.code)), pair.code),
        two_lines(link(pair.mentor, "mentors", mentor=pair.mentor_id), since),
        two_lines(received, _("last: {day}").format(day=short_date(last)))
        if last
        else safe(received),
        _waiting(pair, planned, today),
        _ending(pair),
    ]


def _waiting(pair: Pair, planned: Sequence[Meeting], today: date) -> Safe:
    if pair.ends_on:
        return safe(None)
    alert = state("late", _("Alert from the mentor")) if pair.feedback.alert else ""
    awaited = _awaited(pair.feedback) if pair.feedback.awaited else ""
    coming = [meeting for meeting in planned if meeting.on >= today]
    lines = coming_lines(coming, today, back="mentors")
    return Safe("<br>".join(filter(None, [alert, awaited, *lines]))) or safe(None)


def _ending(pair: Pair) -> Safe:
    if pair.ends_on:
        return two_lines(short_date(pair.ends_on), pair.end_reason)
    ways = (
        link(_("Plan a meeting"), "mentors", plan=pair.id),
        link(_("Single-use link"), "mentors", link=pair.id),
        link(_("End it"), "mentors", end=pair.id),
    )
    return Safe("<br>".join(ways))


def _awaited(expected: Expected) -> Safe:
    """The meetings that wait for a feedback; late ones say so."""
    text = _("expected for {days}").format(days=listed(short_date(day) for day in expected.awaited))
    return (
        state("late", _("{what}, overdue").format(what=text)) if expected.overdue else muted(text)
    )


def back_to_mentees() -> None:
    """The way back to the list."""
    st.html(link(_("My mentees"), ""))  # the home of mentors stands at the root


def agreed_step(mentee: Mentee, today: date) -> None:
    """What was agreed at the last meeting held: the first thing to talk about."""
    if not mentee.next_step:
        return
    due = _("Agreed last time, for {day}").format(day=short_date(mentee.next_step_on))
    late = mentee.next_step_on is not None and mentee.next_step_on < today
    label = muted(_("{what}, now past").format(what=due) if late else due)
    message(Safe(f"{label}<br>{safe(mentee.next_step)}"), kind="accent", role="note")
