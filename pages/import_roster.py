"""A coach or an administrator brings an association's list in: a file, its columns, its lines."""

import streamlit as st

from core import clock, rosters
from core.language import _, n_
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.feedback import explained, said, save_token, saving
from pages.shared.markup import lead, section, small, title
from pages.shared.roster_columns import ask_columns
from pages.shared.roster_file import ask_where, forget_file, read_file
from pages.shared.roster_lines import ask_decisions, show_checks, show_new, typed_corrections
from pages.shared.roster_places import ask_places
from pages.shared.roster_report import keep_report, report_shown, summary

visitor = visitor_allowed_to(Action.IMPORT_ROSTER)

title(_("Import a roster"))
lead(_("From the list you already keep. Nothing is written before you say so."))
said()
report_shown()

section(_("1. The cohort and the file"))
cohort_id, coach_id, file = ask_where(visitor)
if cohort_id is None or file is None:
    st.stop()
with explained():
    table, sheets = read_file(file)

section(_("2. The columns"))
mapping, with_phone = ask_columns(table, file.file_id)

section(_("3. The lines"))
with explained(), open_tracker() as db:
    seen = rosters.preview_sheets(
        db, sheets, cohort_id=cohort_id, mapping=mapping, sheet=table.name, with_phone=with_phone,
        corrections=typed_corrections(file.file_id), by=visitor, today=clock.today(),
    )  # fmt: skip
summary(seen)
decisions = ask_decisions(seen, file.file_id)
places = ask_places(visitor, seen, file.file_id)
show_checks(seen)
show_new(seen)

people = len(rosters.would_add(seen, decisions))
if not people:
    small(_("There is nobody to add from this file."))
elif st.button(n_("Import {n} person", "Import {n} people", people), type="primary", key="import"):
    with saving(_("Import done."), form="roster"), open_tracker() as db:
        report = rosters.apply(
            db, seen, decisions, cohort_id=cohort_id, coach_id=coach_id, sites=places,
            by=visitor, today=clock.today(), token=save_token("roster"),
        )  # fmt: skip
        keep_report(report, cohort_id)
        forget_file()
