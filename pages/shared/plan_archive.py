"""The plans of a cohort, or of all that one follows, prepared as one archive and then taken away."""

from collections.abc import Iterable, Iterator
from datetime import date

import streamlit as st

from core import export_archive, exports
from core.export_archive import Begun
from core.language import Language, _, n_
from core.participants import Participant
from core.permissions import Action
from core.staff import Staff
from core.tracker import open_tracker
from pages.shared.feedback import explained
from pages.shared.markup import empty, message, section, small

_READY = "_plan_archive"
_ZIP = "application/zip"


def archive_below(
    visitor: Staff, cohort_id: int | None, *, file: str, today: date, language: Language
) -> None:
    """Who has begun a plan, and the archive of their Word files; `file` is its name, without a person's."""
    if not visitor.may(Action.EXPORT_PLAN):
        return
    section(_("Business plans"))
    with explained(), open_tracker() as db:
        number = export_archive.how_many(db, cohort_id, by=visitor)
    if not number:
        empty(_("Nobody has begun a business plan here. It will leave from here with the others."))
        return
    small(
        n_(
            "{n} plan begun: one Word file, named by the person's code, in one archive.",
            "{n} plans begun: one Word file each, named by the person's code, in one archive.",
            number,
        )
    )
    asked = (cohort_id, language, today)
    if st.button(_("Prepare the plans as Word files"), key="plan_archive_prepare"):
        st.session_state.pop(_READY, None)
        with explained(), open_tracker() as db:
            begun = export_archive.plans_begun(db, cohort_id, by=visitor)
            made = exports.plans_as_archive(
                db, cohort_id, by=visitor, today=today, language=language, watch=_progress
            )
        st.session_state[_READY] = (asked, begun, made)
    ready = st.session_state.get(_READY)
    if ready and ready[0] == asked:
        _take_away(ready[1], ready[2], file)
    else:
        st.session_state.pop(_READY, None)  # of another cohort: it is not kept longer


def _take_away(begun: Begun, made: bytes, file: str) -> None:
    said = n_("{n} plan is ready.", "{n} plans are ready.", len(begun.people))
    if begun.left_out:
        said += " " + n_(
            "{n} plan is not yours to take away: it is left out.",
            "{n} plans are not yours to take away: they are left out.",
            begun.left_out,
        )
    message(said, kind="done")
    st.download_button(
        _("Download the archive"), data=made, file_name=f"{file}.zip", mime=_ZIP,
        key="plan_archive_file", on_click="ignore",
    )  # fmt: skip


def _progress(people: Iterable[Participant], number: int, _name: str) -> Iterator[Participant]:
    """Hand people on, and show how far one is."""
    bar = st.progress(0.0)
    for done, person in enumerate(people):
        text = _("Plan {n} of {number}").format(n=done + 1, number=number)
        bar.progress(done / number, text=text)
        yield person
    bar.empty()
