"""A frozen version on screen: read whole, or held against another state of the plan."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

import streamlit as st

from core import plan_comparison
from core.forecast import said
from core.language import _, n_
from core.plan_comparison import Difference, Figure
from core.plan_versions import Frozen, Version
from core.plans import STATUSES, Text
from core.text_differences import Fate, Piece
from core.wording import euros, moment, short_date
from pages.shared.markup import (
    Column,
    Safe,
    empty,
    link,
    muted,
    safe,
    section,
    small,
    strong,
    table,
    two_lines,
)

NEAR = 1  # paragraphs left unchanged that are shown beside a change


def version_table(versions: Sequence[Version], code: str) -> None:
    """One row per version: its name and date, who froze it, and the two ways to look at it."""
    rows = [
        [
            two_lines(strong(one.name), short_date(one.frozen_on)),
            two_lines(one.who, moment(one.at)),
            link(_("Read"), "plan-versions", code=code, read=one.id),
            link(_("Compare"), "plan-versions", code=code, compare=one.id),
        ]
        for one in versions
    ]
    head = [_("Version"), _("Frozen by"), _("Read"), _("Compare")]
    table(head, rows, caption=_("Versions of the plan"), bare=True)


def whole(frozen: Frozen) -> None:
    """Every text that was written, in the order of the plan, and what its forecast says in short."""
    forecast = plan_comparison.computed(frozen)
    for text in frozen.plan.shown(light=frozen.short):
        blocks = [one for one in frozen.plan.blocks if one.body] if text.canvas else []
        figures = said.sentences(forecast) if forecast and text.forecast else ()
        if text.body or blocks or figures:
            st.html(
                f"<h2>{safe(text.title)}</h2>{_state(text)}"
                + (f'<div class="text">{safe(text.body)}</div>' if text.body else "")
                + "".join(
                    f'<h3>{safe(one.title)}</h3><div class="text">{safe(one.body)}</div>'
                    for one in blocks
                )
                + "".join(f"<p>{safe(sentence)}</p>" for sentence in figures)
            )
    for _annex, name, _alternative in frozen.annexes:
        small(_("Annex: {title}").format(title=name))


def _state(text: Text) -> Safe:
    words = safe(_(STATUSES[text.status]))
    return Safe(f'<p class="muted small">{words}</p>')


def differences(found: Sequence[Difference], figures: Sequence[Figure]) -> None:
    """What was removed and added, text by text; the words say it, colour and bars only repeat it."""
    if not found and not figures:
        empty(_("Both say exactly the same."))
        return
    if figures:
        section(_("Figures of the forecast"))
        rows = [[one.label, _euros(one.before), _euros(one.after)] for one in figures]
        head = [
            Column(_("Amount")),
            *(Column(word, numeric=True) for word in (_("Before"), _("After"))),
        ]
        table(head, rows, caption=_("Figures of the forecast"))
    for one in found:
        state = ""
        if one.before is not one.after:
            words = _("{before}, then {after}").format(
                before=_(STATUSES[one.before]), after=_(STATUSES[one.after])
            )
            state = f'<p class="muted small">{safe(words)}</p>'
        lines = "".join(_lines(one.pieces)) if one.before is one.after or _moved(one) else ""
        st.html(f'<h2>{safe(one.title)}</h2>{state}<div class="changes">{lines}</div>')


def _euros(amount: Decimal | None) -> Safe:
    return safe(None if amount is None else euros(amount))


def _moved(one: Difference) -> bool:
    return any(piece.fate is not Fate.SAME for piece in one.pieces)


def _lines(pieces: Sequence[Piece]) -> Iterator[str]:
    runs = [
        (fate, [one.text for one in run]) for fate, run in groupby(pieces, lambda one: one.fate)
    ]
    for at, (fate, texts) in enumerate(runs):
        if fate is Fate.SAME:
            yield _unchanged(texts, first=at == 0, last=at == len(runs) - 1)
            continue
        word, tag = {
            Fate.REMOVED: (_("Removed"), "del"),
            Fate.ADDED: (_("Added"), "ins"),
        }[fate]
        body = "".join(f"<p>{safe(text)}</p>" for text in texts)
        yield f'<{tag} class="{fate}"><span class="word">{safe(word)}</span>{body}</{tag}>'


def _unchanged(texts: list[str], *, first: bool, last: bool) -> str:
    """The neighbours of a change, and how many paragraphs stand between them."""
    before, after = (0 if first else NEAR), (0 if last else NEAR)
    if len(texts) <= before + after + 1:
        return "".join(f"<p>{safe(text)}</p>" for text in texts)
    hidden = len(texts) - before - after
    words = n_("{n} paragraph unchanged", "{n} paragraphs unchanged", hidden)
    shown = [f"<p>{safe(text)}</p>" for text in texts]
    return "".join([*shown[:before], f"<p>{muted(words)}</p>", *shown[len(texts) - after :]])
