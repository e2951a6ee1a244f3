"""A coach and a participant make the forecast together, a step at a time, and see what comes out of it."""

import streamlit as st

from core import clock, forecasts, participants
from core.errors import TrackerError
from core.forecast import build
from core.forecast.results import Check
from core.forecasts import STEPS
from core.language import _
from core.permissions import Action, allows
from core.tracker import open_tracker
from pages.shared.access import visitor_allowed_to
from pages.shared.feedback import explained, said, save_token, saving, seen
from pages.shared.forecast_actuals import actuals_below
from pages.shared.forecast_results import results
from pages.shared.forecast_screen import (
    begin_anew,
    draw_step,
    read_step,
    saved_by,
    step_list,
    three_sentences,
)
from pages.shared.forecast_steps import BY_KEY, RESULTS, TITLES, first_values, values_of
from pages.shared.markup import lead, link, message, section, small, title

visitor = visitor_allowed_to(Action.READ_PLAN)
today = clock.today()
code, asked = str(st.query_params.get("code", "")), st.query_params.get("step")

with explained(), open_tracker() as db:
    person = participants.by_code(db, code, by=visitor, to=Action.READ_PLAN)
    kept = forecasts.read(db, person.id, by=visitor)

code, inputs, forecast = person.code, kept.inputs, None
to_do = next((step for step in STEPS if step not in kept.steps), RESULTS)
current = asked if asked in TITLES and (inputs or asked == STEPS[0]) else to_do
if asked != current:
    st.query_params["step"] = current
may_write = allows(visitor.role, Action.WRITE_PLAN, person.relation)

title(_("Forecast"), code)
lead(" · ".join(filter(None, [person.name, person.project])))
said()
checks: tuple[Check, ...] = ()
try:
    forecast = build(inputs) if inputs else None
    if forecast is not None:
        with open_tracker() as db:
            checks = forecasts.checked(db, person.id, forecast, by=visitor)
except TrackerError as problem:
    message(str(problem), kind="late", role="alert")

if current == RESULTS:
    beside, main = st.columns([3, 13], gap="medium")
    right = None
else:
    beside, main, right = st.columns([3, 8, 5], gap="medium")
with beside:
    step_list(kept, current, code=code)
    st.html(link(_("Business plan"), "plan", code=code))
    st.html(link(_("Back to the file"), "participant", code=code))
if right is not None:
    with right:
        section(_("In short"))
        three_sentences(forecast, checks)

if current == RESULTS:
    with main:
        results(forecast, checks, today=today)
        if forecast is not None:
            actuals_below(visitor, person, forecast, today=today, may_write=may_write)
        saved_by(kept)
    st.stop()

step, form = BY_KEY[current], f"forecast-{code}-{current}"
again = int(st.session_state.get(f"{form}-again", 0))  # fields begin anew after each save
key = f"{form}-{again}"
begin_anew(form, key)
version = seen(form, kept.version)
with main:
    section(_(step.title))
    small(_(step.example))
    if step.more:
        st.checkbox(_("Every detail"), key=f"{key}-more")
    with st.form(form, border=False, enter_to_submit=False):
        values = values_of(inputs) if inputs else first_values(today)
        sheet = draw_step(step, values, inputs, key=key)
        pressed = st.form_submit_button(
            _("Save and go on"), type="primary", key=f"{form}-save", disabled=not may_write
        )
    saved_by(kept)
    new = read_step(sheet, inputs) if pressed else None
    if new is not None:
        with saving(_("Forecast saved."), form=form), open_tracker() as db:
            forecasts.write(
                db, person.id, new, version=version, by=visitor, token=save_token(form),
                step=current,
            )  # fmt: skip
            st.session_state[f"{form}-again"] = again + 1
            st.query_params["step"] = (*STEPS, RESULTS)[STEPS.index(current) + 1]
