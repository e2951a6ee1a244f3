"""A coach brings in a file of answer sheets: what it is, what each line would do, then one save."""

import streamlit as st

from core import answer_batches, clock
from core.answer_batches import Status
from core.language import _, n_
from core.permissions import Action
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.answer_file import ask_file, forget_file, keep_report, report_shown
from pages.shared.answer_preview import ask_conflicts, shown_lines
from pages.shared.feedback import explained, said, save_token, saving
from pages.shared.markup import lead, link, section, small, title

visitor = visitor_allowed_to(Action.RECORD_ANSWERS)
today = clock.today()

title(_("Import answers"))
lead(
    _(
        "One line per sheet: the code of the person and one column per question. Nothing is written before you say so."
    )
)
said()
report_shown()

section(_("1. The questionnaire and the file"))
asked, table = ask_file(visitor)
if table is not None and asked is not None:
    section(_("2. The lines"))
    with explained(), open_tracker() as db:
        seen = answer_batches.preview(db, table, asked, by=visitor, today=today)
    shown_lines(seen)
    taken = ask_conflicts(seen)
    sheets = len(seen.to_write(taken))
    if not sheets:
        small(_("There is nothing to add from this file."))
    elif st.button(
        n_("Import {n} sheet", "Import {n} sheets", sheets), type="primary", key="import_answers"
    ):
        with saving(_("Import done."), form="answers"), open_tracker() as db:
            report = answer_batches.apply(
                db, table, asked, taken=taken, by=visitor, today=today,
                token=save_token("answers"),
            )  # fmt: skip
            keep_report(report)
            forget_file()
    if seen.of(Status.REFUSED):
        small(
            _(
                "Lines to correct stay out; correct the file and give it again: nothing enters twice."
            )
        )
st.html(link(_("All questionnaires"), "questionnaires"))
