"""Questionnaires in somebody's file: what is due, every sheet, and before beside after."""

import streamlit as st

from core import answer_sheets, clock, programmes
from core.answer_sheets import OUTCOMES, Due, Kept, Outcome
from core.answer_sheets_change import Change, changes
from core.language import _, n_
from core.participants import Participant
from core.permissions import Action, allows
from core.programme import Programme
from core.questionnaires import Instrument, Rule, load_instrument
from core.staff import Staff
from core.tracker import open_tracker
from core.waves import wave_name
from core.wording import NOTHING, count, short_date
from pages.shared.feedback import save_token, saving
from pages.shared.markup import (
    Cell,
    Column,
    Safe,
    empty,
    link,
    message,
    section,
    small,
    table,
    two_lines,
)


def questionnaires_tab(visitor: Staff, person: Participant) -> None:
    """What to ask for now, then each questionnaire with its waves, then the trash."""
    with open_tracker() as db:
        sheets = answer_sheets.of_person(db, person.id, by=visitor)
        trashed = answer_sheets.of_person(db, person.id, by=visitor, trashed=True)
        usable = answer_sheets.may_be_used(db, person.id, by=visitor)
        waiting = answer_sheets.due_of(db, person.id, by=visitor, today=clock.today())
        programme = programmes.programme_of(db, person.cohort_id)
    records = allows(visitor.role, Action.RECORD_ANSWERS, person.relation)
    if not usable:
        message(
            _(
                "This person did not agree to the research: nothing is asked of them, and their sheets are not counted."
            ),
            kind="watch",
        )
    _to_ask(waiting, person, records=records)
    if not sheets and not waiting:
        empty(_("No questionnaire yet."))
    for key in dict.fromkeys(sheet.sheet.instrument for sheet in sheets):
        mine = [sheet for sheet in sheets if sheet.sheet.instrument == key]
        _one_questionnaire(load_instrument(key), mine, programme, records=records)
    if records:
        st.html(link(_("Type in another sheet"), "questionnaire", code=person.code))
        _trash(visitor, trashed, programme)


def _to_ask(waiting: list[Due], person: Participant, *, records: bool) -> None:
    if not waiting:
        return
    section(_("Still due"))
    rows = [
        [
            one.what,
            short_date(one.day),
            link(
                _("Type in"), "questionnaire", code=person.code, instrument=one.instrument,
                wave=one.wave,
            ) if records else None,
        ]
        for one in waiting
    ]  # fmt: skip
    table([_("Questionnaire"), _("Due since"), _("Sheet")], rows, caption=_("Still due"))


def _one_questionnaire(
    instrument: Instrument, sheets: list[Kept], programme: Programme, *, records: bool
) -> None:
    """A row for each wave, then what changed from the first to the last."""
    section(str(instrument.name))
    head: list[Column | str] = [
        _("Wave"),
        _("Collected"),
        Column(_("Score"), numeric=True),
        _("Answers"),
        "",
    ]
    rows = []
    for kept in sheets:
        sheet = kept.sheet
        how = _("Read aloud by the coach") if sheet.read_aloud else ""
        rows.append(
            [
                wave_name([programme], sheet.wave),
                two_lines(short_date(sheet.collected_on), kept.collector or Safe("")),
                _score(instrument, kept),
                two_lines(_answers(kept), how or Safe("")),
                link(_("Open"), "questionnaire", id=kept.id) if records else None,
            ]
        )
    table(head, rows, caption=str(instrument.name))
    if instrument.rule is Rule.NONE:
        _item_by_item(instrument, sheets, programme)
    for change in changes(sheets):
        st.html(f"<p>{_told(change, programme)}</p>")
    small(str(instrument.scoring))


def _item_by_item(instrument: Instrument, sheets: list[Kept], programme: Programme) -> None:
    """What was answered to each item, a column for each wave: all there is to read without a score."""
    answered = [kept for kept in sheets if kept.sheet.outcome is Outcome.ANSWERED]
    rows: list[list[Cell]] = []
    for number, item in enumerate(instrument.items, start=1):
        labels = {one.value: str(one.label) for one in instrument.answers_to(number)}
        given = [kept.sheet.answers.get(number) for kept in answered]
        rows.append([str(item.text), *(labels[one] if one else None for one in given)])
    head = [_("Question"), *(wave_name([programme], kept.sheet.wave) for kept in answered)]
    table(head, rows, caption=_("Answers"))


def _score(instrument: Instrument, kept: Kept) -> str | Safe | None:
    if kept.score is None:
        return None
    shown = count(round(kept.score, 1))
    band = instrument.band(kept.score)
    return two_lines(shown, band) if band else shown


def _answers(kept: Kept) -> str:
    if kept.sheet.outcome is not Outcome.ANSWERED:
        return _(OUTCOMES[kept.sheet.outcome]).capitalize()
    if kept.missing:
        return n_("{n} answer missing", "{n} answers missing", kept.missing)
    return _("Complete")


def _told(change: Change, programme: Programme) -> str:
    """“From entry to exit: score 26, then 31. 6 answers higher, 3 the same, 1 lower.” No judgement."""
    waves = _("From {first} to {last}").format(
        first=wave_name([programme], change.first.sheet.wave).lower(),
        last=wave_name([programme], change.last.sheet.wave).lower(),
    )
    counts = ", ".join(
        [
            n_("{n} answer higher", "{n} answers higher", change.higher),
            n_("{n} the same", "{n} the same", change.same),
            n_("{n} lower", "{n} lower", change.lower),
        ]
    )
    scores = [one.score for one in (change.first, change.last)]
    if change.first.sheet.questionnaire.rule is Rule.NONE:
        return _("{waves}: {counts}.").format(waves=waves, counts=counts)
    before, after = (NOTHING if one is None else count(round(one, 1)) for one in scores)
    return _("{waves}: score {before}, then {after}. {counts}.").format(
        waves=waves, before=before, after=after, counts=counts
    )


def _trash(visitor: Staff, trashed: list[Kept], programme: Programme) -> None:
    if not trashed:
        return
    with st.expander(n_("{n} sheet in the trash", "{n} sheets in the trash", len(trashed))):
        for kept in trashed:
            what = ", ".join(
                [kept.sheet.questionnaire.short, wave_name([programme], kept.sheet.wave).lower()]
            )
            words, button = st.columns([4, 1], vertical_alignment="center")
            words.html(f"<p>{two_lines(what, kept.sheet.told())}</p>")
            form = f"sheet_back_{kept.id}"
            if button.button(_("Take it back"), key=form):
                with saving(_("Sheet taken back."), form=form), open_tracker() as db:
                    answer_sheets.restore(db, kept.id, by=visitor, token=save_token(form))
