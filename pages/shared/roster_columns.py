"""What each column of a roster holds, recognised and correctable: the second step of an import."""

import streamlit as st

from core import rosters
from core.exchange.columns import FIELD_LABELS, RosterField
from core.exchange.tables import RawTable
from core.language import _
from core.rosters import Heading
from pages.shared.labels import plain_label
from pages.shared.markup import small, table
from pages.shared.widgets import choice

ABREAST = 3  # fields on a line


def ask_columns(sheet: RawTable, file_id: str) -> tuple[dict[int, RosterField | None], bool]:
    """What the columns hold as the person sees it, and whether phone numbers are wanted."""
    recognised = rosters.columns(sheet)
    small(_("Recognised by their titles. Change what is wrong."))
    mapping: dict[int, RosterField | None] = {}
    asked = [heading for heading in recognised if heading.correctable]
    for start in range(0, len(asked), ABREAST):
        for place, heading in zip(
            st.columns(ABREAST), asked[start : start + ABREAST], strict=False
        ):
            with place:
                mapping[heading.number] = _ask(heading, f"{file_id}_{sheet.name}")
    with_phone = False
    if RosterField.PHONE in mapping.values():
        with_phone = st.checkbox(_("Import phone numbers too"), key=f"roster_phone_{file_id}")
    _left_out(rosters.columns(sheet, mapping=mapping, with_phone=with_phone))
    return mapping, with_phone


def _ask(heading: Heading, key: str) -> RosterField | None:
    fields = ["", *RosterField]  # a list that has a choice cannot be emptied: "" leaves it out
    picked = choice(
        plain_label(heading.title), fields, key=f"roster_column_{key}_{heading.number}",
        said=lambda field: _(FIELD_LABELS[RosterField(field)]) if field else _("Not imported"),
        index=fields.index(heading.field or ""),
    )  # fmt: skip
    return RosterField(picked) if picked else None


def _left_out(headings: tuple[Heading, ...]) -> None:
    out = [heading for heading in headings if heading.why]
    if out:
        table(
            [_("Column left out"), _("Why")],
            [[heading.title, heading.why] for heading in out],
            caption=_("Columns that are not imported"),
        )
