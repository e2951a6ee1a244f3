"""A text that several people may write: what is typed is never lost, whoever saves first."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from core.drafts import Kind, Place
from core.language import _
from core.participants import Participant
from core.plans import Plan, Text
from core.staff import Staff
from pages.shared.drafting import Field, Seen, keep_draft
from pages.shared.markup import message, safe


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Who writes in whose plan; `locked` while a draft that was found waits for a decision."""

    visitor: Staff
    person: Participant
    locked: bool = False

    def field(self, text: Text) -> Field:
        """The field of a text, with what is saved of it."""
        return Field(
            name=f"plan-{self.person.code}-{text.key}",
            place=Place(kind=Kind.PLAN, participant_id=self.person.id, field=text.key),
            kept=text.body,
            version=text.version,
        )


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in a field, and the version its writer saw when they began."""

    key: str
    field: Field
    body: str
    version: int
    changed: bool

    @property
    def name(self) -> str:
        return self.field.name


def text_field(
    text: Text, desk: Desk, *, label: str, height: int, longest: int, hidden_label: bool = False
) -> Typed:
    """The field of one text. It keeps what is typed across pages, and the version that was seen with it.

    A text that somebody else saved in between stands above the field until the next save.
    """
    field = desk.field(text)
    name = field.name
    seen, typed = st.session_state.get(f"{name}-seen"), st.session_state.get(name)
    untouched = seen is not None and typed == seen.body
    if seen is None or typed is None or (untouched and seen.version != text.version):
        seen = st.session_state[f"{name}-seen"] = Seen(text.body, text.version)
        st.session_state[name] = text.body
    if theirs := st.session_state.get(f"{name}-theirs"):
        message(
            _(
                "Somebody saved another text in the meantime. It stands here, yours in the field: nothing is lost."
                " Bring both together, then save."
            ),
            kind="watch",
            role="alert",
        )
        heading = _("What is kept now")
        st.html(f'<h3>{safe(heading)}</h3><div class="text">{safe(theirs)}</div>')
    began = Field(name=name, place=field.place, kept=seen.body, version=seen.version)
    body = st.text_area(
        label, key=name, height=height, max_chars=longest, persist_state="session",
        label_visibility="collapsed" if hidden_label else "visible", disabled=desk.locked,
        on_change=keep_draft, args=(began, desk.visitor),
    )  # fmt: skip
    return Typed(
        key=text.key, field=field, body=body or "", version=seen.version, changed=body != seen.body
    )


def written(fields: Iterable[Typed]) -> None:
    """These texts have been saved: what is kept is shown from now on."""
    for field in fields:
        for mark in ("seen", "theirs"):
            st.session_state.pop(f"{field.name}-{mark}", None)


def keep_both(fields: Iterable[Typed], plan: Plan) -> None:
    """Somebody saved first: show their text above the field; the next save is made knowing it."""
    kept = {text.key: text for text in plan.texts}
    for field in fields:
        now = kept[field.key]
        if now.version != field.version and field.changed and now.body != field.body:
            st.session_state[f"{field.name}-seen"] = Seen(now.body, now.version)
            st.session_state[f"{field.name}-theirs"] = now.body
