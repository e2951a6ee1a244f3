"""A questionnaire being typed in: which one, when and how it was filled in, and what is done with it."""

from dataclasses import dataclass, replace

import streamlit as st

from core import answer_sheets, clock, sessions
from core.answer_sheets import OUTCOMES, AlreadyCollected, Kept, Outcome, Sheet
from core.drafts import Kind, Place
from core.errors import InvalidInput
from core.language import _
from core.participants import Participant
from core.programme import Programme
from core.questionnaires import Instrument, load_instrument
from core.staff import Staff
from core.tracker import open_tracker
from core.waves import waves_of
from core.wording import short_date
from pages.shared import drafting
from pages.shared.answer_lines import answer_lines
from pages.shared.drafting import Field, offered
from pages.shared.feedback import save_token, saving, seen
from pages.shared.markup import link, section, table
from pages.shared.widgets import choice, day

LAST_DAY = "questionnaire_last_day"
SHOWN = 8  # sheets still to ask for, under the form


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What is typed in, for whom; `there` is the sheet that already fills the wave."""

    visitor: Staff
    person: Participant
    programme: Programme
    kept: Kept | None
    instrument: str = ""
    wave: str = ""
    there: int | None = None

    @property
    def form(self) -> str:
        if self.kept:
            return f"sheet_{self.kept.id}"
        return f"sheet_{self.person.code}_{self.instrument}_{self.wave}"

    @property
    def questionnaire(self) -> Instrument:
        return load_instrument(self.instrument)


def chosen(desk: Desk) -> Desk:
    """Ask which questionnaire and which wave; a kept sheet keeps its questionnaire."""
    with open_tracker() as db:
        waiting = answer_sheets.due_of(
            db, desk.person.id, by=desk.visitor, today=clock.today()
        )  # fmt: skip
    asked = st.query_params.get("instrument", ""), st.query_params.get("wave", "")
    first = (waiting[0].instrument, waiting[0].wave) if waiting else ("", "")
    keys = [desk.kept.sheet.instrument] if desk.kept else list(desk.programme.questionnaires)
    waves = {wave.key: str(wave.name) for wave in waves_of(desk.programme)}
    start = (desk.kept.sheet.instrument, desk.kept.sheet.wave) if desk.kept else None
    which = start or (asked[0] or first[0], asked[1] or first[1])
    what, when = st.columns([3, 2])
    with what:
        instrument = choice(
            _("Questionnaire"), keys, key=f"{_place(desk)}_instrument",
            said=lambda key: str(load_instrument(key).name),
            index=keys.index(which[0]) if which[0] in keys else 0,
        ) or keys[0]  # fmt: skip
    with when:
        wave = choice(
            _("Wave"), list(waves), key=f"{_place(desk)}_wave", said=waves.__getitem__,
            index=list(waves).index(which[1]) if which[1] in waves else 0,
        ) or next(iter(waves))  # fmt: skip
    with open_tracker() as db:
        there = answer_sheets.in_wave(db, desk.person, instrument, wave)
    other = there.id if there and not (desk.kept and there.id == desk.kept.id) else None
    return replace(desk, instrument=instrument, wave=wave, there=other)


@st.fragment
def answer_form(desk: Desk) -> None:
    """When, by whom and how, then the answers; a change here runs nothing else of the page."""
    kept = desk.kept.sheet if desk.kept else None
    version = seen(desk.form, desk.kept.version) if desk.kept else 0
    with open_tracker() as db:
        team = {
            one.id: one.name for one in sessions.holders(db, desk.person.cohort_id, by=desk.visitor)
        }
    if kept and kept.collected_by and desk.kept:
        team.setdefault(kept.collected_by, desk.kept.collector)
    when, who = st.columns([2, 3])
    with when:
        last = st.session_state.get(LAST_DAY)
        on = day(
            _("Date on the paper"), key=f"{desk.form}_on", last=clock.today(),
            value=kept.collected_on if kept else last,
        )  # fmt: skip
    with who:
        mine = desk.visitor.id if desk.visitor.id in team else None
        default = kept.collected_by if kept else mine
        collector = choice(
            _("Collected by"), list(team), key=f"{desk.form}_by", said=team.__getitem__,
            index=list(team).index(default) if default in team else None,
        )  # fmt: skip
    how, read = st.columns([3, 2], vertical_alignment="bottom")
    with how:
        outcome = st.segmented_control(
            _("What became of it"), list(Outcome), key=f"{desk.form}_outcome", required=True, wrap=True,
            default=kept.outcome if kept else Outcome.ANSWERED,
            format_func=lambda one: _(OUTCOMES[one]).capitalize(),
        ) or Outcome.ANSWERED  # fmt: skip
    answers: dict[int, int | None] = {}
    aloud = False
    field = Field(
        name=f"{desk.form}_line",
        place=Place(kind=Kind.ANSWERS, participant_id=desk.person.id, field=desk.form),
        kept=answer_sheets.as_typed(desk.questionnaire, kept.answers) if kept else "",
        version=version,
    )
    if outcome is Outcome.ANSWERED:
        aloud = read.checkbox(
            _("Read aloud by the coach"), value=bool(kept and kept.read_aloud),
            key=f"{desk.form}_aloud",
        )  # fmt: skip
        locked = offered(desk.form, [field], desk.visitor)
        answers = answer_lines(desk.questionnaire, field, desk.visitor, locked=locked)
    if st.button(_("Save the sheet"), type="primary", key=f"{desk.form}_save"):
        there: int | None = None
        with saving(_("Sheet saved."), form=desk.form):
            if on is None:
                raise InvalidInput(_("Give the date that is on the paper."))
            sheet = Sheet(
                instrument=desk.instrument, wave=desk.wave, collected_on=on, answers=answers,
                outcome=outcome, read_aloud=aloud, collected_by=collector,
            )  # fmt: skip
            try:
                _keep(desk, sheet, version)
            except AlreadyCollected as problem:
                there = problem.sheet_id
                raise
            st.session_state[LAST_DAY] = on
            drafting.saved([field], desk.visitor)
        if there:
            st.html(link(_("Open that sheet"), "questionnaire", id=there))


def trash_button(desk: Desk) -> None:
    """Put the sheet in the trash; the person's file gives it back."""
    if desk.kept and st.button(_("Put this sheet in the trash"), key=f"{desk.form}_trash"):
        form = f"{desk.form}_trash"
        words = _("Sheet put in the trash. The file of the person gives it back.")
        with saving(words, form=form), open_tracker() as db:
            answer_sheets.trash(db, desk.kept.id, by=desk.visitor, token=save_token(form))
            sheet = desk.kept.sheet
            st.query_params.from_dict(
                {"code": desk.person.code, "instrument": sheet.instrument, "wave": sheet.wave}
            )


def next_sheets(desk: Desk) -> None:
    """The sheets still to ask for in the same cohort: a pile of papers is typed in one go."""
    with open_tracker() as db:
        waiting = answer_sheets.due(
            db, by=desk.visitor, today=clock.today(), cohort_id=desk.person.cohort_id,
            longest=SHOWN,
        )  # fmt: skip
    this = (desk.person.id, desk.instrument, desk.wave)
    rows = [
        [link(one.name, "questionnaire", **_query(one)), one.what, short_date(one.day)]
        for one in waiting
        if (one.participant_id, one.instrument, one.wave) != this
    ]
    if rows:
        section(_("Still to type in, in this cohort"))
        table([_("Name"), _("Questionnaire"), _("Due since")], rows, caption=_("Still to type in"))


def _query(one: answer_sheets.Due) -> dict[str, str]:
    return {"code": one.code, "instrument": one.instrument, "wave": one.wave}


def _keep(desk: Desk, sheet: Sheet, version: int) -> None:
    """Record the sheet, or put it in the place of the one that is corrected."""
    today, token = clock.today(), save_token(desk.form)
    with open_tracker() as db:
        if desk.kept:
            answer_sheets.correct(
                db, desk.kept.id, sheet, by=desk.visitor, today=today, version=version, token=token
            )
            return
        sheet_id = answer_sheets.record(
            db, desk.person.id, sheet, by=desk.visitor, today=today, token=token
        )
    st.query_params.from_dict({"id": str(sheet_id)})


def _place(desk: Desk) -> str:
    return f"sheet_{desk.kept.id if desk.kept else desk.person.code}"
