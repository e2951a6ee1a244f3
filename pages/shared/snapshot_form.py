"""The form that freezes the figures of today: a name, readers, a scope, indicators, quotes."""

from collections.abc import Sequence

import streamlit as st

from core import clock, snapshots
from core.evaluation.asking import Choices
from core.evaluation.registry import INDICATORS
from core.evaluation.thresholds import Thresholds
from core.evaluation.views import Split
from core.language import _
from core.learnings import Learning
from core.permissions import Action
from core.snapshot_content import comparisons, scopes
from core.snapshots import AUDIENCES, Audience, Snapshot, Wish
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import short_date
from pages.shared.feedback import save_token, saving
from pages.shared.markup import section, small
from pages.shared.widgets import choice, save_button

OPENING = 90  # signs of an observation in the list to choose from


def snapshot_form(
    visitor: Staff,
    kept: Sequence[Snapshot],
    offered: Choices,
    quotable: Sequence[Learning],
    k: Thresholds,
) -> None:
    """What to freeze; everything but the name has a sensible answer already."""
    section(_("Freeze the figures of today"))
    turn = len(kept)  # a new form after each snapshot
    readers = _readers(visitor, k)
    places = scopes(offered)
    compared: dict[Split, str] = comparisons()
    observations = {one.id: one for one in quotable}
    with st.form("snapshot", border=False):
        name = st.text_input(
            _("Name of the report, for example “First half of 2026”"), key=f"snapshot_name-{turn}",
            max_chars=snapshots.LONGEST_NAME,
        )  # fmt: skip
        left, middle, right = st.columns(3)
        with left:
            reader = choice(
                _("For whom"), list(readers), key=f"snapshot_readers-{turn}", index=0,
                said=readers.__getitem__,
            )  # fmt: skip
        with middle:
            place = choice(
                _("Who is counted"), range(len(places)), key=f"snapshot_scope-{turn}", index=0,
                said=lambda at: places[at][0],
            )  # fmt: skip
        with right:
            split = choice(
                _("Compare"), list(compared), key=f"snapshot_split-{turn}",
                said=compared.__getitem__, placeholder=_("Do not compare"),
            )  # fmt: skip
        keys = st.multiselect(
            _("Indicators, in the order of the report"), list(INDICATORS),
            key=f"snapshot_keys-{turn}", format_func=lambda key: _(INDICATORS[key].title),
            placeholder=_("All of them, in their usual order"),
        )  # fmt: skip
        quotes = (
            st.multiselect(
                _("Observations of the teams to quote"), list(observations),
                key=f"snapshot_quotes-{turn}", format_func=lambda one: _opening(observations[one]),
                placeholder=_("None"),
            )
            if observations
            else []
        )  # fmt: skip
        small(_("A report is the same for good: freeze again to have the figures of another day."))
        pressed = save_button(_("Freeze the figures"), key="snapshot_save")
    if not pressed:
        return
    with saving(_("Figures frozen."), form="snapshot"), open_tracker() as db:
        audience, smallest = reader or next(iter(readers))
        wish = Wish(
            name=name, audience=audience, scope=places[place or 0][1], split=split or Split.NONE,
            indicators=tuple(keys) or tuple(INDICATORS), smallest=smallest, quotes=tuple(quotes),
        )  # fmt: skip
        snapshots.take(db, wish, by=visitor, today=clock.today(), token=save_token("snapshot"))


def _readers(visitor: Staff, k: Thresholds) -> dict[tuple[Audience, int | None], str]:
    """Whom a report may be for, with the numbers it masks."""
    kinds: list[tuple[Audience, int | None]] = [
        (Audience.FUNDER, k.outside),
        (Audience.COMMITTEE, k.inside),
    ]
    if visitor.may(Action.READ_JOURNEY):
        kinds.append((Audience.COMMITTEE, None))
    return {(audience, least): _reader(audience, least) for audience, least in kinds}


def _reader(audience: Audience, smallest: int | None) -> str:
    name = _(AUDIENCES[audience])
    if smallest is None:
        return _("{readers}, all numbers").format(readers=name)
    return _("{readers}, 1 to {most} masked").format(readers=name, most=smallest - 1)


def _opening(one: Learning) -> str:
    words = one.body if len(one.body) <= OPENING else one.body[:OPENING].rstrip() + "…"
    return f"{short_date(one.observed_on)} · {words}"
