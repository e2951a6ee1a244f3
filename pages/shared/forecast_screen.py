"""One step of a forecast on screen: the list of steps, its fields, what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import InvalidInput
from core.forecast import Forecast, Inputs, build, said
from core.forecast.results import Check, Severity
from core.forecasts import Kept
from core.language import _
from core.wording import moment
from pages.shared.feedback import forget
from pages.shared.forecast_fields import Drawn, Field, read, side_by_side, wrong
from pages.shared.forecast_lines import DrawnLines, draw_lines, read_lines
from pages.shared.forecast_steps import RESULTS, TITLES, Step
from pages.shared.labels import plain_label, subsection
from pages.shared.markup import Safe, link, message, safe, small, state, strong

_KINDS = {Severity.SERIOUS: "late", Severity.WARNING: "watch", Severity.NOTE: "plain"}


@dataclass
class Sheet:
    """A step as it is shown: its fields, its lists, and where to say what is wrong.

    `spot` stands above the button; `near` under the rows that are judged together, where others follow them.
    """

    step: Step
    fields: list[Drawn] = field(default_factory=list)
    lists: list[DrawnLines] = field(default_factory=list)
    spot: DeltaGenerator | None = None
    near: DeltaGenerator | None = None


def step_list(kept: Kept, current: str, *, code: str) -> None:
    """Every step with its state; a step is a link."""
    items = []
    for at, (key, title) in enumerate(TITLES.items(), 1):
        step = _(title)
        words = f"{at}. {step}"
        name = strong(words) if key == current else link(words, "forecast", code=code, step=key)
        done = key in kept.steps
        word = _("done") if done else _("to do")
        mark = state("validated" if done else "not_started", word) if key != RESULTS else Safe("")
        here = ' aria-current="step"' if key == current else ""
        items.append(f"<li{here}>{name}{mark}</li>")
    label = safe(_("Steps of the forecast"))
    st.html(f'<nav aria-label="{label}"><ol class="steps">{"".join(items)}</ol></nav>')


def begin_anew(form: str, key: str) -> None:
    """Forget what an earlier visit to the step left: its lines, and the version that it had seen.

    Streamlit drops the fields of a step as soon as another one is shown, and what was typed with them.
    """
    ours = [str(name) for name in st.session_state if str(name).startswith(f"{key}-")]
    if any(not name.endswith(("-lines", "-last")) for name in ours):
        return
    forget(form)
    for name in ours:
        del st.session_state[name]


def draw_step(step: Step, values: Mapping[str, Any], inputs: Inputs | None, *, key: str) -> Sheet:
    """Show the fields and lists of a step with what is kept."""
    liable = inputs is not None and inputs.liable
    more = bool(st.session_state.get(f"{key}-more"))
    sheet = Sheet(step)
    _rows(sheet, step.first, values, key, liable=liable, more=more)
    if step.folded:
        sheet.near = st.empty()
        with st.expander(plain_label(_(step.folded_title))):
            _rows(sheet, step.folded, values, key, liable=liable, more=more)
    for lines in step.lists:
        items = getattr(inputs, lines.name) if inputs else ()
        sheet.lists.append(draw_lines(lines, items, key=key, liable=liable, more=more))
    if step.last:
        subsection(_(step.last_title))
        _rows(sheet, step.last, values, key, liable=liable, more=more)
    sheet.spot = st.empty()
    return sheet


def _rows(
    sheet: Sheet, rows: Sequence[Sequence[Field]], values: Mapping[str, Any], key: str, *,
    liable: bool, more: bool,
) -> None:  # fmt: skip
    for row in rows:
        fields = [one for one in row if (liable or not one.vat) and (more or not one.more)]
        if fields:
            sheet.fields += side_by_side(fields, values, key=key)


def read_step(sheet: Sheet, inputs: Inputs | None) -> Inputs | None:
    """The forecast with the answers of a step; None when something is wrong, which is said where it is."""
    answers = read(sheet.fields)
    lists = {one.lines.name: read_lines(one) for one in sheet.lists}
    place = sheet.spot or st.empty()
    if answers is None or None in lists.values():
        wrong(place, _("Nothing is saved yet: something above is to be written otherwise."))
        return None
    try:
        changes = {**sheet.step.changes(answers), **lists}
        new = replace(inputs, **changes) if inputs else Inputs(**changes)
        build(new)  # a start without a known rate is said here, not below the page
    except InvalidInput as problem:
        wrong(sheet.near or place, str(problem))
        return None
    return new


def three_sentences(forecast: Forecast | None, checks: Sequence[Check] = ()) -> None:
    """Financing, break-even and lowest cash, then what is to be looked at."""
    if forecast is None:
        small(_("The result stands here as soon as the first step is saved."))
        return
    sentences = "".join(f"<p>{safe(sentence)}</p>" for sentence in said.sentences(forecast))
    st.html(f'<div class="sentences">{sentences}</div>')
    for check in checks:
        message(check.sentence, kind=_KINDS[check.severity], role="note")


def saved_by(kept: Kept) -> None:
    """Who saved the forecast last, and when."""
    if kept.saved_at:
        when = moment(kept.saved_at)
        small(_("Saved by {name} on {moment}.").format(name=kept.saved_by, moment=when))
