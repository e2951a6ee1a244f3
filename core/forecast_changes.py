"""What changed in a forecast, field by field, in lines that the history keeps and people read."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.forecast import Inputs
from core.forecast.activities import ACTIVITIES
from core.forecast.needs import COST_KINDS, LOAN_SOURCES
from core.language import N_, _
from core.wording import count, percent

# What the facts of a line are called; its name stands alone in front of them.
FACTS = {
    "activity": N_("Activity"),
    "amount": N_("Amount"),
    "annual_rate": N_("Rate a year"),
    "deferred": N_("Of which delay"),
    "every": N_("Paid every so many months"),
    "from_month": N_("From the month"),
    "growth": N_("More each year by"),
    "hours": N_("Hours for one"),
    "kind": N_("Kind"),
    "life_years": N_("Years of use"),
    "month": N_("In the month"),
    "months": N_("Months"),
    "operating": N_("Helps with running costs"),
    "price": N_("Price"),
    "residual": N_("Sold again for"),
    "source": N_("Kind of loan"),
    "unit": N_("Counted in"),
    "unit_cost": N_("It costs me"),
    "units": N_("Sold each month"),
    "until_month": N_("Up to the month"),
    "vat_rate": N_("VAT"),
    "yearly_growth": N_("More each year by"),
}
_SHARES = frozenset(
    {"annual_rate", "growth", "vat_rate", "yearly_growth", "purchases_vat_rate",
     "customer_terms", "supplier_terms"}
)  # fmt: skip
_CHOICES = {
    str(key): label
    for labels in (ACTIVITIES, COST_KINDS, LOAN_SOURCES)
    for key, label in labels.items()
}
Said = dict[str, str | None]


def between(old: Inputs | None, new: Inputs | None) -> tuple[Said, Said]:
    """The fields that differ, before and after; of a list, only the lines that do.

    A forecast that begins differs from an empty one, and so does one that is taken away.
    """
    if new is None:
        now, before = between(None, old) if old else ({}, {})
        return before, now
    before, after = _said(old) if old else _nothing(new), _said(new)
    changed = {
        name: _lines_apart(before.get(name), text)
        for name, text in after.items()
        if before.get(name) != text
    }
    return (
        {name: one for name, (one, _other) in changed.items()},
        {name: other for name, (_one, other) in changed.items()},
    )


def _nothing(new: Inputs) -> Said:
    empty = _said(Inputs(start=new.start, activity=new.activity))
    return empty | {"start": None, "activity": None}


def _said(inputs: Inputs) -> Said:
    return {field.name: _text(field.name, getattr(inputs, field.name)) for field in fields(inputs)}


def _lines_apart(before: str | None, after: str | None) -> tuple[str | None, str | None]:
    old, new = (before or "").splitlines(), (after or "").splitlines()
    left = "\n".join(line for line in old if line not in new)
    right = "\n".join(line for line in new if line not in old)
    return left or None, right or None


def _text(name: str, value: Any) -> str | None:
    """A fact as text; a choice of the whole forecast stays a key, which the history knows how to say."""
    if value is None or value == () or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal | int):
        return percent(float(value)) if name in _SHARES else count(value)  # type: ignore[arg-type]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return ", ".join(f"{days}: {_text(name, share)}" for days, share in value.items())
    if isinstance(value, tuple):
        if hasattr(value[0], "__dataclass_fields__"):
            return "\n".join(map(_line, value))
        texts = [_text(name, each) or "" for each in value]
        return texts[0] if len(set(texts)) == 1 else " / ".join(texts)
    return str(value)


def _line(item: Any) -> str:
    """One offer, cost or loan on one line: its name, then what is not as usual."""
    facts = [
        _("{fact}: {value}").format(
            fact=_(FACTS[field.name]), value=_fact(field.name, getattr(item, field.name))
        )
        for field in fields(item)
        if field.name in FACTS and getattr(item, field.name) != _usual(field)
    ]
    return " · ".join([" ".join(str(item.name).split()), *facts])


def _fact(name: str, value: Any) -> str:
    if isinstance(value, StrEnum):
        return _(_CHOICES[str(value)]) if str(value) in _CHOICES else str(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return " ".join((_text(name, value) or "").split())


def _usual(field: "Field[Any]") -> Any:
    return None if field.default is MISSING else field.default
