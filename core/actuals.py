"""The turnover really received, month by month, once the activity has begun."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlite_utils import Database

from core import audit, participants, saves
from core.errors import InvalidInput
from core.forecast import Forecast
from core.forecast.money import cents, require_amount
from core.language import _
from core.permissions import Action
from core.staff import Staff
from core.storage import forecasts as store
from core.storage.database import transaction
from core.wording import euros, month

Received = Mapping[date, Decimal]  # first day of the month → euros received


def read(db: Database, participant_id: int, *, by: Staff) -> dict[date, Decimal]:
    """What each month received, oldest first. Raises `NotFound`, `NotAllowed`."""
    person = participants.get(db, participant_id, by=by, to=Action.READ_PLAN)
    return _kept(db, person.id)


def write(
    db: Database, participant_id: int, amounts: Mapping[date, Decimal | None], *, seen: Received,
    by: Staff, today: date, token: str | None = None,
) -> None:  # fmt: skip
    """Keep what some months received; None takes a month away. `seen` is what the form showed.

    Raises `StaleRecord` if somebody else wrote one of these months in between.
    """
    person = participants.get(db, participant_id, by=by, to=Action.WRITE_PLAN)
    for first, amount in amounts.items():
        if first.day != 1:
            raise InvalidInput(_("A month is known by its first day."))
        if first > today:
            raise InvalidInput(_("A month to come has received nothing yet."))
        if amount is not None:
            require_amount(amount, _("The turnover received cannot be negative."))
    with transaction(db):
        saves.once(db, token, by=by)
        now = _kept(db, person.id)
        for first, amount in sorted(amounts.items()):
            before, after = now.get(first), None if amount is None else cents(amount)
            if before == after:
                continue
            theirs, yours = (_line(first, one) for one in (before, after))
            unseen = int(before != seen.get(first))
            saves.same_version(unseen, 0, theirs=theirs, yours=yours)
            store.put_received(
                db, person.id, first.isoformat(), None if after is None else int(after * 100),
                staff_id=by.id,
            )  # fmt: skip
            audit.changed(
                db, f"turnover {first:%Y-%m}", person.id, {"amount": _said(before)}, {"amount": _said(after)},
                by=by, participant_id=person.id,
            )  # fmt: skip
        audit.record(db, "turnover.written", by=by, subject="participant", subject_id=person.id)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A month of the forecast beside what it received, in euros; None while nobody has written it."""

    month: date
    expected: Decimal
    received: Decimal | None


def compared(forecast: Forecast, received: Received) -> list[Compared]:
    """The thirty-six months of a forecast, each with what it received.

    What is expected is the turnover that customers pay in the month, VAT taken off.
    """
    every = list(forecast.received.values())
    return [
        Compared(
            month=one.first_day,
            expected=sum((each[at] for each in every), Decimal(0)),
            received=received.get(one.first_day),
        )
        for at, one in enumerate(forecast.months)
    ]


@dataclass(frozen=True, kw_only=True)
class SoFar:
    """The months written, counted and summed on both sides, in euros."""

    months: int
    expected: Decimal
    received: Decimal


def so_far(lines: Iterable[Compared]) -> SoFar:
    """The sums of the months that somebody has written; those still empty count on neither side."""
    written = [(one.expected, one.received) for one in lines if one.received is not None]
    return SoFar(
        months=len(written),
        expected=sum((expected for expected, _received in written), Decimal(0)),
        received=sum((received for _expected, received in written), Decimal(0)),
    )


def _kept(db: Database, participant_id: int) -> dict[date, Decimal]:
    return {
        date.fromisoformat(row["month"]): Decimal(row["cents"]) / 100
        for row in store.received(db, participant_id)
    }


def _said(amount: Decimal | None) -> str | None:
    return None if amount is None else euros(amount)


def _line(first: date, amount: Decimal | None) -> str:
    return f"{month(first)}: {euros(amount)}" if amount is not None else month(first)
