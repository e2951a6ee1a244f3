"""Lists of a forecast on screen: one line for each offer, cost, loan…, added and taken away at will."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import InvalidInput
from core.language import _
from pages.shared.forecast_fields import CHOSEN, Drawn, Field, Kind, read, side_by_side, wrong
from pages.shared.labels import plain_label, subsection
from pages.shared.markup import small

Values = Mapping[str, Any]


def as_they_are(item: Any) -> dict[str, Any]:
    """The attributes of a kept line, by name."""
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A list of a step: what it fills, and the fields of a line, row by row.

    `make` builds a line from its values, `values` takes one apart; `suggested` are lines to begin with,
    left out unless an amount is written. `fold` names the rows shown on demand, from that one on.
    """

    name: str
    title: str
    add: str
    rows: tuple[tuple[Field, ...], ...]
    make: Callable[..., Any]
    help: str = ""
    values: Callable[[Any], dict[str, Any]] = as_they_are
    suggested: Callable[[], Sequence[Values]] = tuple
    fold: int | None = None
    folded_title: str = ""
    places: int = 0


@dataclass
class DrawnLine:
    fields: list[Drawn]
    before: Values
    spot: DeltaGenerator

    @property
    def blank(self) -> bool:
        """Whether nobody wrote anything in it: a name alone was suggested."""
        typed = [one for one in self.fields if one.asked.kind not in CHOSEN]
        return all(one.empty or _as_suggested(one, self.before) for one in typed) and not any(
            one.value for one in typed if one.asked.kind is not Kind.TEXT
        )


@dataclass
class DrawnLines:
    lines: Lines
    drawn: list[DrawnLine] = field(default_factory=list)


def draw_lines(
    lines: Lines, items: Sequence[Any], *, key: str, liable: bool, more: bool
) -> DrawnLines:
    """Show every kept line and an empty one, with the buttons that add and take away."""
    subsection(_(lines.title))
    if lines.help:
        small(_(lines.help))
    kept: list[Values] = [lines.values(item) for item in items]
    if not kept:
        kept = list(lines.suggested())
    place = f"{key}-{lines.name}"
    there = st.session_state.setdefault(f"{place}-lines", list(range(len(kept) + (not kept))))
    result = DrawnLines(lines)
    for at, number in enumerate(there):
        before = kept[number] if number < len(kept) else {}
        with st.container(key=f"line-{'next' if at else 'first'}-{place}-{number}", gap="small"):
            drawn = _draw_line(lines, before, f"{place}-{number}", liable=liable, more=more)
            spot = st.empty()
            if before or len(there) > 1:
                name = str(before.get("name") or at + 1)
                take = _("Take away: {name}").format(name=name)
                st.form_submit_button(
                    plain_label(take), key=f"{place}-{number}-away", type="tertiary",
                    on_click=_take_away, args=(f"{place}-lines", number),
                )  # fmt: skip
        result.drawn.append(DrawnLine(drawn, before, spot))
    st.form_submit_button(
        _(lines.add), key=f"{place}-add", on_click=_add, args=(f"{place}-lines", len(kept))
    )
    return result


def read_lines(drawn: DrawnLines) -> tuple[Any, ...] | None:
    """The lines that hold something; None when one is wrong, which is then said in it."""
    found: list[Any] = []
    fine = True
    for line in drawn.drawn:
        if line.blank:
            continue
        values = read(line.fields)
        if values is None:
            fine = False
            continue
        try:
            found.append(drawn.lines.make(**{**line.before, **values}))
        except InvalidInput as problem:
            wrong(line.spot, str(problem))
            fine = False
    return tuple(found) if fine else None


def _draw_line(lines: Lines, before: Values, key: str, *, liable: bool, more: bool) -> list[Drawn]:
    drawn: list[Drawn] = []
    first_folded = len(lines.rows) if lines.fold is None else lines.fold
    folded: list[tuple[int, list[Field]]] = []
    for at, row in enumerate(lines.rows):
        fields = [one for one in row if (more or not one.more) and (liable or not one.vat)]
        if not fields:
            continue
        if at >= first_folded:
            folded.append((at, fields))
        else:
            drawn += side_by_side(fields, before, key=key, places=lines.places)
    if folded:
        with st.expander(_(lines.folded_title)):
            for _at, fields in folded:
                drawn += side_by_side(fields, before, key=key, places=lines.places)
    return drawn


def _as_suggested(one: Drawn, before: Values) -> bool:
    return one.asked.kind is Kind.TEXT and one.value == before.get(one.asked.name)


def _take_away(lines: str, number: int) -> None:
    st.session_state[lines] = [one for one in st.session_state[lines] if one != number]


def _add(lines: str, kept: int) -> None:
    there = st.session_state[lines]
    there.append(max([kept - 1, *there, st.session_state.get(f"{lines}-last", -1)]) + 1)
    st.session_state[f"{lines}-last"] = there[-1]
