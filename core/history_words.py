"""How a change is said: the field and both values, in the words of the programme."""

import re
from collections.abc import Callable
from datetime import date

from core import attendance
from core.attendance import Presence
from core.consents import KINDS as CONSENTS
from core.consents import Answer, Kind, answer_name
from core.errors import TrackerError
from core.history import Change
from core.history_labels import FIELDS, NOUNS, TABLES
from core.language import _, n_
from core.programme import Programme
from core.questionnaires import load_instrument
from core.sharing import ITEMS, Item
from core.situations import SITUATIONS
from core.waves import wave_of
from core.wording import month, short_date

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def subject(change: Change, programme: Programme) -> str:
    """What was changed: "Jalon, Étude de marché", "Fiche"."""
    noun, _space, key = change.noun.partition(" ")
    said = _(NOUNS[noun]) if noun in NOUNS else change.noun
    named = {
        "milestone": lambda: str(programme.milestone(key).name),
        "barrier": lambda: str(programme.barrier(key).name),
        "comment": lambda: str(programme.chapter(key).title),
        "consent": lambda: _(CONSENTS[Kind(key)]),
        "follow_up": lambda: n_("{n} month", "{n} months", int(key)),
        "questionnaire": lambda: str(load_instrument(key).short),
        "attendance": lambda: _meeting(change, programme),
        "session": lambda: _meeting(change, programme),
        "document": lambda: change.title,
        "release": lambda: str(programme.need(key).name),
        "sharing": lambda: _(ITEMS[Item(key)]),
        "turnover": lambda: month(date.fromisoformat(f"{key}-01")),
        "plan": lambda: str(
            programme.canvas_block(key.removeprefix("canvas/")).title
            if key.startswith("canvas/")
            else programme.chapter(key).title
        ),
    }
    told = noun in named and (key or change.meeting or change.title)
    return f"{said}, {_known(named[noun], key)}" if told else said


def field(change: Change, programme: Programme) -> str:
    """Which of its facts; a mark of a mentor is named by its criterion."""
    if change.field.startswith("mark "):
        key = change.field.removeprefix("mark ")
        return _known(lambda: str(programme.criterion(key).name), key)
    return _(FIELDS[change.field]) if change.field in FIELDS else change.field


def value(change: Change, text: str, programme: Programme) -> str:
    """A kept value as people say it; free text stays as it was typed."""
    if not text:
        return ""
    if change.field in TABLES and text in TABLES[change.field]:
        return _(TABLES[change.field][text])
    if _DAY.fullmatch(text):
        return short_date(date.fromisoformat(text))
    key = change.noun.partition(" ")[2]
    said: dict[str, Callable[[], str]] = {
        "answer": lambda: answer_name(Kind(key), Answer(text)),
        "evidence": lambda: next(
            (str(one.name) for one in programme.milestone(key).answers if one.key == text), text
        ),
        "stage": lambda: str(programme.stage(text).name),
        "barrier": lambda: str(programme.barrier(text).name),
        "situations": lambda: _chosen(change, text, programme),
        "objectives": lambda: _chosen(change, text, programme),
        "exit_kind": lambda: str(programme.exit_kind(text).name),
        "wave": lambda: str(wave_of(programme, text).name),
        "cause": lambda: attendance.cause_name(programme, text),
        "mark": lambda: attendance.presence_name(Presence(text)),
        "kind": lambda: _(dict(zip(map(str, SITUATIONS), SITUATIONS.values(), strict=True))[text]),
    }
    return _known(said[change.field], text) if change.field in said else text


def _meeting(change: Change, programme: Programme) -> str:
    """Entretien du 12/11/2026."""
    if change.meeting is None:
        return ""
    name = change.meeting.title or str(programme.kind(change.meeting.kind).name)
    return _("{session} of {day}").format(session=name, day=short_date(change.meeting.held_on))


def _chosen(change: Change, text: str, programme: Programme) -> str:
    barrier = programme.barrier(change.noun.partition(" ")[2])
    names = {choice.key: choice.name for choice in (*barrier.situations, *barrier.objectives)}
    return ", ".join(str(names.get(key, key)) for key in text.split(", "))


def _known(say: Callable[[], str], otherwise: str) -> str:
    """The words, or what is kept: a later programme may have retired a key."""
    try:
        return say()
    except (TrackerError, KeyError, ValueError):
        return otherwise
