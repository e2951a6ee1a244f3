"""The fields of a forecast: typed as text, read with a comma or a point, shown back as money."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum, auto
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import InvalidInput
from core.forecast import typed
from core.language import Language, _, current
from pages.shared.labels import plain_label
from pages.shared.markup import safe


class Kind(StrEnum):
    TEXT = auto()
    AMOUNT = auto()  # euros
    NUMBER = auto()  # may have decimals
    SHARE = auto()  # a percentage, kept as a fraction
    WHOLE = auto()
    MONTH = auto()  # "01/2027"
    CHOICE = auto()
    YES = auto()


CHOSEN = frozenset({Kind.CHOICE, Kind.YES})
NEEDED = object()  # an empty field is not an answer


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a line or of a step.

    `name` is the attribute it fills, `example` stands in grey while it is empty, `blank` is what an
    empty field means; one with `more` is only shown with every detail, one with `vat` to those who count it.
    """

    name: str
    label: str
    kind: Kind = Kind.AMOUNT
    example: str = ""
    blank: Any = NEEDED
    options: Callable[[], Mapping[Any, str]] | None = None
    width: int = 2
    more: bool = False
    vat: bool = False


@dataclass
class Drawn:
    """A field as it is shown: what it holds, and where to say what is wrong with it."""

    asked: Field
    value: Any
    spot: DeltaGenerator
    problems: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return self.asked.kind not in CHOSEN and not self.value.strip()


def draw(one: Field, value: Any, *, key: str) -> Drawn:
    """Show a field with what is kept; the place under it waits for what may be wrong."""
    label = plain_label(_(one.label))
    if one.kind is Kind.CHOICE and one.options:
        options = one.options()
        keys = list(options)
        at = keys.index(value) if value in keys else 0
        given: Any = st.selectbox(label, keys, index=at, key=key, format_func=options.__getitem__)
    elif one.kind is Kind.YES:
        given = st.checkbox(label, value=bool(value), key=key)
    else:
        example = _("E.g. {example}").format(example=_(one.example)) if one.example else ""
        given = st.text_input(
            label,
            value="" if not value and one.blank == value else shown(one.kind, value),
            key=key,
            placeholder=example,
            max_chars=120,
        )
    return Drawn(one, given, st.empty())


def read(fields: Sequence[Drawn]) -> dict[str, Any] | None:
    """What the fields say, by name; None when one cannot be read, which is then said under it."""
    found: dict[str, Any] = {}
    for one in fields:
        try:
            found[one.asked.name] = _answer(one)
        except InvalidInput as problem:
            wrong(one.spot, str(problem))
            one.problems.append(str(problem))
    return None if any(one.problems for one in fields) else found


def wrong(spot: DeltaGenerator, sentence: str) -> None:
    """Say what is wrong, where it is."""
    spot.html(f'<p class="field-error" role="alert">{safe(sentence)}</p>')


def shown(kind: Kind, value: Any) -> str:
    """A kept value as it stands in its field: 1 234,50 €, 10 %, 01/2027."""
    if value is None:
        return ""
    if kind is Kind.AMOUNT:
        return f"{_grouped(Decimal(value), 2)}\u00a0€"
    if kind is Kind.SHARE:
        return f"{_plain(Decimal(value) * 100)}\u00a0%"
    if kind is Kind.NUMBER:
        return _plain(Decimal(value))
    return f"{value:%m/%Y}" if isinstance(value, date) else str(value)


def _grouped(amount: Decimal, places: int) -> str:
    """Digits by three, with spaces in both languages: a comma is read as the decimal mark."""
    text = f"{amount:,.{places}f}".replace(",", "\u00a0")
    return text.replace(".", ",") if current() is Language.FRENCH else text


def _plain(number: Decimal) -> str:
    text = f"{number.normalize():,f}".replace(",", "\u00a0")
    return text.replace(".", ",") if current() is Language.FRENCH else text


def _answer(one: Drawn) -> Any:
    kind, value = one.asked.kind, one.value
    if kind in CHOSEN:
        return value
    if one.empty:
        if one.asked.blank is NEEDED:
            raise InvalidInput(_("This is still to write."))
        return one.asked.blank
    return _READ[kind](value)


def _whole(text: str) -> int:
    number = typed.amount(text)
    if number != int(number):
        raise InvalidInput(_("Write a whole number."))
    return int(number)


def _month(text: str) -> date:
    found = re.fullmatch(r"(\d{1,2})\s*[/.\- ]\s*(\d{4})", text.strip())
    if not found or not 1 <= int(found[1]) <= 12 or not 2000 <= int(found[2]) <= 2100:
        raise InvalidInput(_("Write a month and a year, for example 01/2027."))
    return date(int(found[2]), int(found[1]), 1)


_READ: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: lambda text: " ".join(text.split()),
    Kind.AMOUNT: typed.amount,
    Kind.NUMBER: typed.amount,
    Kind.SHARE: typed.rate,
    Kind.WHOLE: _whole,
    Kind.MONTH: _month,
}


def side_by_side(
    fields: Sequence[Field], values: Mapping[str, Any], *, key: str, places: int = 0
) -> list[Drawn]:
    """Fields on one line, as wide as their answers; `places` leaves room so that lines stand in columns."""
    widths = [one.width for one in fields]
    alone = len(fields) == 1 and fields[0].kind is not Kind.YES
    places = places or (8 if alone else 0)  # a field is no wider than its answer
    rest = places - sum(widths)
    columns = st.columns([*widths, rest] if rest > 0 else widths, vertical_alignment="top")
    drawn = []
    for one, column in zip(fields, columns, strict=False):
        with column:
            drawn.append(draw(one, values.get(one.name), key=f"{key}-{one.name}"))
    return drawn
