"""The parts of the plan's page: the list of chapters, the chapter being written, the canvas."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import plans
from core.language import _, n_
from core.plans import CANVAS, LONGEST, LONGEST_BLOCK, STATUSES, WRITTEN, Plan, Status, Text
from core.wording import listed, moment
from pages.shared.markup import (
    Safe,
    link,
    message,
    muted,
    safe,
    small,
    state,
    strong,
    table,
)
from pages.shared.writing import Typed, text_field

SYMBOLS = {
    Status.EMPTY: "not_started",
    Status.DRAFT: "in_progress",
    Status.TO_REVIEW: "submitted",
    Status.DONE: "validated",
}
# The canvas as everybody draws it: columns of blocks, then the two at its foot.
COLUMNS = (
    ("partners",),
    ("activities", "resources"),
    ("value",),
    ("relationships", "channels"),
    ("customers",),
)
FOOT = ("costs", "revenue")
ALONE, SHARED = 400, 120  # heights in pixels
FEW = 4  # chapters that are named one by one


def chapter_list(plan: Plan, current: Text, *, code: str, short: bool) -> None:
    """Every chapter with its state; then the other size of the plan, and what is still to write."""
    shown = plan.shown(light=short)
    asked = [text for text in shown if not text.annex]
    done = sum(text.status is Status.DONE for text in asked)
    small(_("Finished: {done} of {total}").format(done=done, total=len(asked)))
    rows = [
        [
            _chapter(plan, text, current, code, short),
            state(SYMBOLS[text.status], _(STATUSES[text.status])),
        ]
        for text in shown
    ]
    table([_("Chapter"), _("State")], rows, caption=_("Chapters of the plan"))
    if missing := plan.missing(light=short):
        few = listed(text.title for text in missing)
        many = n_("{n} chapter", "{n} chapters", len(missing))
        names = few if len(missing) <= FEW else many
        small(
            _("Still to write: {chapters}. An empty chapter is left out of the document.").format(
                chapters=names
            )
        )
    sizes = [(_("Full plan"), 0), (_("Short plan, for a micro-enterprise"), 1)]
    st.html(
        "<p>" + " · ".join(
            strong(words) if bool(size) is short else _to(words, code, current.key, size)
            for words, size in sizes
        ) + "</p>"
    )  # fmt: skip


def _chapter(plan: Plan, text: Text, current: Text, code: str, short: bool) -> Safe:
    words = numbered(plan, text)
    return strong(words) if text.key == current.key else _to(words, code, text.key, int(short))


def _to(words: str, code: str, chapter: str, short: int) -> Safe:
    query = {"code": code, "chapter": chapter} | ({"short": 1} if short else {})
    return link(words, "plan", **query)


def numbered(plan: Plan, text: Text) -> str:
    """“4. Le marché”; annexes have no number."""
    if text.annex:
        return text.title
    return f"{plan.chapters.index(text) + 1}. {text.title}"


def guidance(text: Text) -> None:
    """The questions that the chapter answers."""
    lines = "".join(f"<li>{safe(line)}</li>" for line in text.guidance.splitlines() if line.strip())
    st.html(f"<ul>{lines}</ul>")


def chapter_field(text: Text, code: str) -> Typed:
    """The chapter's own text; for the canvas, the little there is to add to its blocks."""
    label = _("What the canvas does not say (optional)") if text.canvas else _("Your text")
    height = 100 if text.canvas else 360
    return text_field(text, code, label=label, height=height, longest=LONGEST)


def canvas_fields(plan: Plan, code: str) -> list[Typed]:
    """The nine blocks, where everybody expects them; blocks that a programme adds stand below."""
    blocks = {text.key.removeprefix(CANVAS): text for text in plan.blocks}
    typed = []
    for place, keys in zip(st.columns(len(COLUMNS)), COLUMNS, strict=True):
        typed += _stack(place, [blocks.pop(key) for key in keys if key in blocks], code)
    with st.container(key="canvas_foot"):
        for place, key in zip(st.columns(len(FOOT)), FOOT, strict=True):
            typed += _stack(place, [blocks.pop(key)] if key in blocks else [], code, height=SHARED)
    return typed + _stack(st.container(), list(blocks.values()), code, height=SHARED)


def _stack(
    place: DeltaGenerator, blocks: Sequence[Text], code: str, *, height: int = 0
) -> list[Typed]:
    """Blocks one above the other, each with its question; one alone is as high as two."""
    tall = height or (SHARED if len(blocks) > 1 else ALONE)
    typed = []
    with place:
        for block in blocks:
            st.html(
                f'<div class="block">{strong(block.title)}'
                f'<p class="muted small">{safe(block.guidance)}</p></div>'
            )
            typed.append(
                text_field(
                    block,
                    code,
                    label=block.title,
                    height=tall,
                    longest=LONGEST_BLOCK,
                    hidden_label=True,
                )
            )
    return typed


def chapter_state(text: Text, code: str) -> Status:
    """The state of the chapter, chosen in one of three words."""
    chosen = st.segmented_control(
        _("State of the chapter"), WRITTEN, key=f"plan-state-{code}-{text.key}-{text.version}",
        default=text.status if text.status in WRITTEN else Status.DRAFT, required=True,
        format_func=lambda status: _(STATUSES[status]), wrap=True,
    )  # fmt: skip
    return chosen or Status.DRAFT


def saved_line(texts: Sequence[Text], *, unsaved: bool) -> None:
    """Who saved last and when, and whether something typed is not saved yet."""
    last = max(texts, key=lambda text: text.saved_at)
    when = (
        _("Saved by {name} on {moment}.").format(name=last.saved_by, moment=moment(last.saved_at))
        if last.saved_at
        else _("Nothing saved yet.")
    )
    typed = _("What you typed is not saved yet.")
    small(f"{when} {typed}" if unsaved else when)


def read_again(bodies: Sequence[str]) -> None:
    """The plan leaves with the person: words of a measure are pointed at, the save stays possible."""
    if found := plans.telltale(" ".join(bodies)):
        message(
            _("Read again: {words}. A bank or a landlord reads this document.").format(
                words=listed(found)
            ),
            kind="watch",
        )


def neighbours(plan: Plan, current: Text, *, code: str, short: bool) -> None:
    """The chapters before and after, to go on without coming back to the list."""
    shown = plan.shown(light=short)
    at = shown.index(current) if current in shown else 0
    places = ((_("Before:"), at - 1), (_("After:"), at + 1))
    links = [
        f"{muted(words)} {_to(numbered(plan, shown[to]), code, shown[to].key, int(short))}"
        for words, to in places
        if 0 <= to < len(shown)
    ]
    st.html(f"<p>{' · '.join(links)}</p>")
