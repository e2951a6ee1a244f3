"""Whose answer sheet is due, and what is asked of whom; how many came back is an indicator."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from core import participants
from core.permissions import Action, Role, require
from core.programme import Programme, from_json
from core.questionnaires import Instrument, load_instrument
from core.staff import Staff
from core.storage import answer_sheets as store
from core.waves import COMMON, asked, wave_name

LONGEST = 200  # lines: a longer list is not read any more


@dataclass(frozen=True, kw_only=True)
class Due:
    """A sheet that somebody may be asked for since `day`; `what` names it: “GSE, entry”."""

    participant_id: int
    code: str
    name: str
    cohort_id: int
    cohort: str
    instrument: str
    wave: str
    what: str
    day: date


def due(
    db: Database, *, by: Staff, today: date, cohort_id: int | None = None, longest: int = LONGEST,
    whole_team: bool = False,
) -> list[Due]:  # fmt: skip
    """The sheets to ask for now, the longest due first: a coach's own people, a lead everybody.

    With `whole_team`, a coach gets everybody in their organisation's cohorts.

    Entry and the waves of the support are asked for while it lasts, exit and later ones after its end,
    each for as long as its wave says; nothing is asked of somebody who refused the research.
    """
    require(by.role, Action.SEE_TO_DO)
    scope = {
        "coach": by.id if by.role is Role.COACH and not whole_team else None,
        "organisation": _organisation(by),
        "cohort": cohort_id,
    }
    return _due(db, scope, today=today, longest=longest)


def due_of(db: Database, participant_id: int, *, by: Staff, today: date) -> list[Due]:
    """The sheets that one person may be asked for now."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_ANSWERS)
    return _due(db, {"person": person.id}, today=today, longest=LONGEST)


def instruments_in_use(db: Database, *, by: Staff) -> list[Instrument]:
    """The questionnaires that the programmes in use ask for, in their order: no secret to anybody."""
    require(by.role, Action.VIEW_RESPONSE_RATES)
    keys = [key for _id, programme in _programmes(db) for key in programme.questionnaires]
    return [load_instrument(key) for key in dict.fromkeys(keys)]


def waves_in_use(db: Database, *, by: Staff) -> dict[str, str]:
    """The waves of the programmes in use, common ones first: key → name."""
    require(by.role, Action.VIEW_RESPONSE_RATES)
    waves = [*COMMON, *(wave for _id, one in _programmes(db) for wave in one.waves)]
    return {wave.key: str(wave.name) for wave in waves}


def _due(db: Database, scope: dict[str, Any], *, today: date, longest: int) -> list[Due]:
    programmes = _programmes(db)
    rows = store.due(db, {**_asked(programmes, today), **scope, "longest": longest})
    return [
        Due(
            participant_id=row["id"],
            code=row["code"],
            name=f"{row['first_name']} {row['last_name']}".strip(),
            cohort_id=row["cohort_id"],
            cohort=row["cohort"],
            instrument=row["instrument"],
            wave=row["wave"],
            what=", ".join(
                [
                    load_instrument(row["instrument"]).short,
                    wave_name((one for _id, one in programmes), row["wave"]).lower(),
                ]
            ),
            day=date.fromisoformat(row["due_on"]),
        )
        for row in rows
    ]


def _programmes(db: Database) -> list[tuple[int, Programme]]:
    return [(key, from_json(definition)) for key, definition in store.programmes_in_use(db)]


def _asked(programmes: list[tuple[int, Programme]], today: date) -> dict[str, Any]:
    return {"asked": json.dumps(list(asked(programmes, today))), "today": today.isoformat()}


def _organisation(by: Staff) -> int | None:
    """What a coach's view is limited to; -1 for a coach of no organisation, who sees nothing."""
    return (by.organisation_id or -1) if by.role is Role.COACH else None
