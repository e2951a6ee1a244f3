"""Somebody takes tables away: what is in each, what is protected, and the file."""

from functools import partial

import streamlit as st

from core import clock, export_data
from core.data_out import reading
from core.export_data import ALL, Form, Request
from core.language import _, current
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.campaigns import campaigns_part
from pages.shared.data_views import (
    all_tables,
    scope_choices,
    table_choice,
    table_dictionary,
    table_head,
    unavailable,
)
from pages.shared.download import data_button
from pages.shared.feedback import explained, said
from pages.shared.markup import lead, title

visitor = visitor_allowed_to(Action.READ_DICTIONARY)

title(_("Data"))
lead(_("Tables to take away, with the meaning of each column. Every file leaves a trace."))
said()

if unavailable(visitor):
    all_tables(None)
    campaigns_part(visitor)
    st.stop()

key = table_choice()
scope = scope_choices(visitor)
names = visitor.may(Action.READ_IDENTITY) and key in ("people", ALL) and st.checkbox(
    _("With people's names"), key="names"
)  # fmt: skip
with explained(), open_tracker() as db:
    reader = reading.reader(db, scope, by=visitor, today=clock.today(), names=names)
    sheet = None if key == ALL else reading.sheet(db, key, reader)
    if sheet:
        table_head(sheet, reading.count(db, key, reader))
    else:
        all_tables(reader)

day = f"-{reader.fixed_on.isoformat()}" if reader.fixed_on else ""
left, right, _rest = st.columns([1, 1, 2])
for place, form, label in (
    (left, Form.XLSX, _("Workbook")),
    (right, Form.CSV, _("CSV files") if key == ALL else _("CSV file")),
):
    asked = Request(table=key, form=form, scope=scope, names=names)
    make = partial(
        export_data.file, asked=asked, by=visitor, today=clock.today(), language=current()
    )
    with place:
        data_button(label, make, file=f"passerelle-{key}{day}.{asked.suffix}", key=f"take_{form}")

if sheet:
    table_dictionary(sheet)
campaigns_part(visitor)
