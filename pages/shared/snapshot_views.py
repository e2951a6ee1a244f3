"""Frozen figures on screen: the list, one of them with its Word files, two held against each other."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core import snapshot_comparison
from core.export_evaluation import evaluation_as_word
from core.language import Language, _, p_
from core.snapshot_comparison import Compared, the_rest
from core.snapshots import AUDIENCES, Frozen, Snapshot
from core.staff import Staff
from core.tracker import open_tracker
from core.wording import moment, short_date
from pages.shared.download import word_button
from pages.shared.feedback import explained
from pages.shared.markup import (
    Column,
    facts,
    link,
    message,
    muted,
    section,
    small,
    strong,
    table,
    two_lines,
)
from pages.shared.widgets import choice

NAMES = {Language.FRENCH: "Word, français", Language.ENGLISH: "Word, English"}


def snapshot_table(kept: Sequence[Snapshot]) -> None:
    """One line for each: its name and date, for whom, what it counts, who froze it, its fingerprint."""
    rows = [
        [
            two_lines(link(one.name, "reports", snapshot=one.id), short_date(one.taken_on)),
            two_lines(_(AUDIENCES[one.audience]), _masked(one)),
            scope_of(one),
            two_lines(one.who, moment(one.at)),
            muted(one.mark),
        ]
        for one in kept
    ]
    head = [
        _("Report"),
        _("For whom"),
        _("What was counted"),
        p_("report", "Frozen by"),
        _("Fingerprint"),
    ]
    table(head, rows, caption=_("Reports"))


def scope_of(one: Snapshot) -> str:
    """What was counted, on one line."""
    return " · ".join(
        _("{label}: {value}").format(label=label, value=value) for label, value in one.facts
    )


def snapshot_facts(frozen: Frozen, changed: str) -> None:
    """What a snapshot rests on, and what has become of its programme since."""
    one = frozen.snapshot
    programmes = [
        _("{name}, version {n}").format(name=name, n=version)
        for _key, version, name in frozen.programmes
    ]
    facts(
        [
            (_("For whom"), _(AUDIENCES[one.audience])),
            (_("Small numbers"), _masked(one) if one.smallest else _("shown")),
            *one.facts,
            (_("Programme"), ", ".join(programmes)),
            (_("Fingerprint"), one.mark),
        ]
    )
    if changed:
        message(changed, kind="watch")
    indicators = " · ".join(_(result.indicator.title) for result in frozen.results)
    small(_("{label}: {value}").format(label=_("Indicators"), value=indicators))


def report_buttons(frozen: Frozen, visitor: Staff) -> None:
    """The report as a Word file, in either language."""
    one = frozen.snapshot
    with st.container(horizontal=True, key="report_files"):
        for language, label in NAMES.items():
            make = partial(evaluation_as_word, snapshot_id=one.id, by=visitor, language=language)
            file = _("evaluation-report-{day}-{n}").format(day=one.taken_on.isoformat(), n=one.id)
            word_button(label, make, file=file, key=f"report_{language}")


def comparison(frozen: Frozen, kept: Sequence[Snapshot], visitor: Staff) -> None:
    """What changed from another snapshot to this one: the report before, unless another is chosen."""
    others = {one.id: one for one in kept if one.id != frozen.snapshot.id}
    if not others:
        return
    section(_("What has changed"))
    ids = list(others)
    previous = frozen.snapshot.previous_id
    before = choice(
        _("Since the report"), ids, key=f"compare_{frozen.snapshot.id}",
        index=ids.index(previous) if previous in others else None,
        said=lambda one: f"{others[one].name} · {short_date(others[one].taken_on)}",
    )  # fmt: skip
    if before is None:
        return
    if scope_of(others[before]) != scope_of(frozen.snapshot):
        message(_("The two reports do not count the same people."), kind="watch")
    with explained(), open_tracker() as db:
        found = snapshot_comparison.compare(db, before, frozen.snapshot.id, by=visitor)
    for one in found:
        _compared(one)
    steady = [one.title for one in found if not one.changes and not one.remark]
    if steady:
        small(
            _("{label}: {value}").format(label=_("Nothing has changed in"), value=", ".join(steady))
        )


def _compared(one: Compared) -> None:
    if one.remark:
        small(_("{label}: {value}").format(label=one.title, value=one.remark))
    if not one.changes:
        return
    several = any(change.group for change in one.changes)
    head = [Column(_("Group"))] * several + [Column(one.title)]
    table(
        [*head, *(Column(figure, numeric=True) for figure in one.figures)],
        [
            [change.group] * several + [strong(change.label), *change.told()]
            for change in one.changes
        ],
        caption=one.title,
    )
    if rest := the_rest(one):
        small(rest)


def _masked(one: Snapshot) -> str:
    if one.smallest is None:
        return _("all numbers")
    return _("1 to {most} masked").format(most=one.smallest - 1)
