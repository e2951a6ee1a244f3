"""Which questionnaire, which wave and which file: the first step of an import of answers."""

import streamlit as st

from core import answer_sheets, clock, waves
from core.answer_batches import Asked, Report
from core.exchange.tables import RawTable, read_table
from core.language import _, n_
from core.questionnaires import load_instrument
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.feedback import explained
from pages.shared.markup import message, small
from pages.shared.widgets import choice, day

_TURN, _READ, _REPORT = "answers_turn", "_answers_read", "answers_report"


def ask_file(visitor: Staff) -> tuple[Asked | None, RawTable | None]:
    """What the person says of the file, and the sheet of it that is read."""
    with open_tracker() as db:
        keys = [one.key for one in answer_sheets.instruments_in_use(db, by=visitor)] or ["gse"]
        names = answer_sheets.waves_in_use(db, by=visitor)
    what, when, on = st.columns([3, 2, 2])
    with what:
        instrument = choice(
            _("Questionnaire"), keys, key="answers_instrument", index=0,
            said=lambda key: str(load_instrument(key).name),
        ) or keys[0]  # fmt: skip
    with when:
        wave = choice(
            _("Wave, if the file does not say"), list(names), key="answers_wave",
            said=names.__getitem__, index=list(names).index(waves.ENTRY),
        )  # fmt: skip
    with on:
        collected = day(_("Date, if the file does not say"), key="answers_on", last=clock.today())
    turn = st.session_state.get(_TURN, 0)
    file = st.file_uploader(
        _("The answers, as CSV or XLSX"), type=["csv", "xlsx"], key=f"answers_file_{turn}"
    )
    if file is None:
        last = len(load_instrument(instrument).items)
        small(
            _(
                "Columns: code, item_1 to item_{last}; and if you have them vague, date, lu, refus. A name is "
                "not needed and is not read."
            ).format(last=last)
        )
        return None, None
    read = st.session_state.get(_READ)
    if read is None or read[0] != file.file_id:
        with explained():
            read = (file.file_id, read_table(file.name, file.getvalue()))
        st.session_state[_READ] = read
    tables: list[RawTable] = read[1]
    table = tables[0]
    if len(tables) > 1:
        table = tables[
            choice(
                _("Sheet"), list(range(len(tables))), key=f"answers_sheet_{file.file_id}",
                said=lambda at: tables[at].name, index=0,
            ) or 0
        ]  # fmt: skip
    return Asked(instrument=instrument, wave=wave or "", collected_on=collected), table


def forget_file() -> None:
    """Empty the field of the file: what had to enter has entered."""
    st.session_state.pop(_READ, None)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def keep_report(report: Report) -> None:
    """Remember what was done until it has been shown."""
    st.session_state[_REPORT] = report


def report_shown() -> None:
    """What the last import did."""
    report: Report | None = st.session_state.pop(_REPORT, None)
    if report is None:
        return
    told = [n_("{n} sheet added", "{n} sheets added", report.new)]
    if report.changed:
        told.append(n_("{n} sheet completed", "{n} sheets completed", report.changed))
    if report.left:
        told.append(n_("{n} left as it was", "{n} left as they were", report.left))
    if report.refused:
        told.append(n_("{n} line to correct", "{n} lines to correct", report.refused))
    message(", ".join(told) + ".", kind="done")
