"""Which cohort, which coach, which file: the first step of an import."""

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core import cohorts, rosters, staff
from core.exchange.tables import RawTable, read_table
from core.language import _
from core.permissions import Role
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.markup import empty, link, small
from pages.shared.widgets import choice

_TURN, _READ = "roster_turn", "_roster_read"
TYPED = "roster_typed"  # what was typed in place of cells, by file


def ask_where(visitor: Staff) -> tuple[int | None, int | None, UploadedFile | None]:
    """The cohort that people enter, the coach who will follow them, and the file."""
    with open_tracker() as db:
        known = {one.id: one.name for one in cohorts.visible(db, by=visitor) if one.open}
        coaches = {
            one.id: one.name
            for role in (Role.COACH, Role.LEAD)
            for one in staff.with_role(db, role, by=visitor)
        }
    if not known:
        empty(_("No cohort is open. Open one first: the people of a roster enter a cohort."))
        st.html(link(_("Cohorts"), "cohorts"))
        return None, None, None
    asked = str(st.query_params.get("cohort", ""))
    ids = list(known)
    wanted = int(asked) if asked.isdecimal() else 0
    only = 0 if len(ids) == 1 else None
    left, right = st.columns(2)
    with left:
        cohort_id = choice(
            _("Cohort"), ids, key="roster_cohort", said=known.__getitem__,
            index=ids.index(wanted) if wanted in ids else only,
        )  # fmt: skip
    with right:
        people = [0, *coaches]  # 0: nobody yet
        coach_id = choice(
            _("Coach who will follow them"), people, key="roster_coach",
            said=lambda one: coaches[one] if one else _("Nobody yet"),
            index=people.index(visitor.id) if visitor.id in coaches else 0,
        )  # fmt: skip
    turn = st.session_state.get(_TURN, 0)
    file = st.file_uploader(
        _("The list, as CSV or XLSX"), type=["csv", "xlsx"], key=f"roster_file_{turn}"
    )
    if file is None:
        small(_("Remarks, register numbers and anything about a case are never read from it."))
    elif cohort_id is None:
        small(_("Choose the cohort to go on."))
    return cohort_id, coach_id or None, file


def read_file(file: UploadedFile) -> tuple[RawTable, Sequence[RawTable]]:
    """The sheet to look at, and all of them; a file is read once, however many times it is looked at."""
    read = st.session_state.get(_READ)
    if read is None or read[0] != file.file_id:
        read = (file.file_id, read_table(file.name, file.getvalue()))
        st.session_state[_READ] = read
    sheets: Sequence[RawTable] = read[1]
    if len(sheets) == 1:
        return sheets[0], sheets
    names = [each.name for each in sheets]
    name = choice(
        _("Sheet"), names, key=f"roster_sheet_{file.file_id}",
        index=names.index(rosters.sheet_of(sheets).name),
    )  # fmt: skip
    return rosters.sheet_of(sheets, name), sheets


def forget_file() -> None:
    """Empty the field of the file: what had to enter has entered."""
    st.session_state.pop(_READ, None)
    st.session_state.pop(TYPED, None)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
