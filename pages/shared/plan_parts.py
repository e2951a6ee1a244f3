"""The parts of the plan's page where one writes: the chapter, the canvas, its state."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core import plans
from core.language import _
from core.plans import CANVAS, LONGEST, LONGEST_BLOCK, STATUSES, WRITTEN, Plan, Status, Text
from core.wording import listed, moment
from pages.shared.drafting import kept_at
from pages.shared.markup import message, safe, small, strong
from pages.shared.writing import Desk, Typed, text_field

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


def guidance(text: Text) -> None:
    """The questions that the chapter answers."""
    lines = "".join(f"<li>{safe(line)}</li>" for line in text.guidance.splitlines() if line.strip())
    st.html(f"<ul>{lines}</ul>")


def chapter_field(text: Text, desk: Desk) -> Typed:
    """The chapter's own text; for the canvas, the little there is to add to its blocks."""
    label = _("What the canvas does not say (optional)") if text.canvas else _("Your text")
    height = 100 if text.canvas else 360
    return text_field(text, desk, label=label, height=height, longest=LONGEST)


def chapter_read(plan: Plan, text: Text) -> bool:
    """The chapter for somebody who only reads it, with the blocks of its canvas; False if it is empty."""
    blocks = [one for one in plan.blocks if one.body] if text.canvas else []
    parts = [f'<div class="text">{safe(text.body)}</div>'] if text.body else []
    parts += [
        f'<h3>{safe(one.title)}</h3><div class="text">{safe(one.body)}</div>' for one in blocks
    ]
    if parts:
        st.html("".join(parts))
    return bool(parts)


def canvas_fields(plan: Plan, desk: Desk) -> list[Typed]:
    """The nine blocks, where everybody expects them; blocks that a programme adds stand below."""
    blocks = {text.key.removeprefix(CANVAS): text for text in plan.blocks}
    typed = []
    for place, keys in zip(st.columns(len(COLUMNS)), COLUMNS, strict=True):
        typed += _stack(place, [blocks.pop(key) for key in keys if key in blocks], desk)
    with st.container(key="canvas_foot"):
        for place, key in zip(st.columns(len(FOOT)), FOOT, strict=True):
            typed += _stack(place, [blocks.pop(key)] if key in blocks else [], desk, height=SHARED)
    return typed + _stack(st.container(), list(blocks.values()), desk, height=SHARED)


def _stack(
    place: DeltaGenerator, blocks: Sequence[Text], desk: Desk, *, height: int = 0
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
                    desk,
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


def saved_line(texts: Sequence[Text], fields: Sequence[Typed]) -> None:
    """Who saved last and when, and whether something typed is not saved yet, with when its draft was kept."""
    last = max(texts, key=lambda text: text.saved_at)
    when = (
        _("Saved by {name} on {moment}.").format(name=last.saved_by, moment=moment(last.saved_at))
        if last.saved_at
        else _("Nothing saved yet.")
    )
    unsaved = [field.name for field in fields if field.changed]
    typed = _("What you typed is not saved yet.")
    small(" ".join(filter(None, [when, typed, kept_at(unsaved)])) if unsaved else when)


def read_again(bodies: Sequence[str]) -> None:
    """The plan leaves with the person: words of a measure are pointed at, the save stays possible."""
    if found := plans.telltale(" ".join(bodies)):
        message(
            _("Read again: {words}. A bank or a landlord reads this document.").format(
                words=listed(found)
            ),
            kind="watch",
        )
