"""What an import would do, in a line; and what it did, once."""

import streamlit as st

from core.language import _, n_
from core.roster_words import counts
from core.rosters import Fate, Preview, Report
from core.wording import listed
from pages.shared.markup import link, message, small

_REPORT = "roster_report"


def summary(seen: Preview) -> None:
    """How many lines there are, and of which kind."""
    lines = n_("{n} line", "{n} lines", len(seen.lines))
    small(_("{lines}: {counts}.").format(lines=lines, counts=listed(counts(seen))))


def keep_report(report: Report, cohort_id: int) -> None:
    """Remember what was done until it has been shown."""
    st.session_state[_REPORT] = (report, cohort_id)


def report_shown() -> None:
    """What the last import did, and where to go from there."""
    kept = st.session_state.pop(_REPORT, None)
    if kept is None:
        return
    report, cohort_id = kept
    codes = list(report.codes.values())
    added = n_("{n} person added", "{n} people added", len(codes))
    told = [f"{added} ({codes[0]} – {codes[-1]})" if len(codes) > 1 else added]
    other = {fate: len(report.lines(fate)) for fate in Fate}
    words = {
        Fate.ALREADY: n_("{n} already there", "{n} already there", other[Fate.ALREADY]),
        Fate.UNDECIDED: n_("{n} to decide", "{n} to decide", other[Fate.UNDECIDED]),
        Fate.SKIPPED: n_("{n} left out", "{n} left out", other[Fate.SKIPPED]),
        Fate.REFUSED: n_("{n} to correct", "{n} to correct", other[Fate.REFUSED]),
    }
    told += [said for fate, said in words.items() if other[fate]]
    message(", ".join(told) + ".", kind="done")
    ways = [
        link(_("See the people of this cohort"), "participants", cohort=cohort_id),
        link(_("See the cohort"), "cohorts", cohort=cohort_id),
    ]
    st.html(f"<p>{' · '.join(ways)}</p>")
