"""What one cell of a roster says: its value, and a remark with the remedy where something is odd."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Generic, TypeVar

from core.exchange.vocabulary import NO, SEXES, YES, is_nothing
from core.language import _
from core.wording import clean, folded, month, plain_date

YOUNGEST, OLDEST = 14, 90  # years
FIRST_YEAR = 2000  # no entry in a programme is older
AHEAD = 366  # days: an entry planned later than that is a typing mistake
LONGEST_TEXT = 500

T = TypeVar("T")


class Severity(StrEnum):
    """An error keeps the line out until it is corrected; a warning only asks for a look."""

    ERROR = auto()
    WARNING = auto()


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What is odd in a cell and what to do about it; never the content of the cell."""

    sentence: str
    severity: Severity


@dataclass(frozen=True)
class Reading(Generic[T]):
    """What a cell says, with the remark it calls for."""

    value: T
    remark: Remark | None = None


DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d.*)?")
IN_WORDS = re.compile(r"(\d{1,2})(?:er)? ([a-z]+) (\d{4}|\d{2})")
MONTHS = {
    "jan": 1,
    "fev": 2,
    "mar": 3,
    "avr": 4,
    "mai": 5,
    "juin": 6,
    "juil": 7,
    "aou": 8,
    "sep": 9,
}
MONTHS |= {
    "oct": 10,
    "nov": 11,
    "dec": 12,
    "feb": 2,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
}
FORMULA = re.compile(r"[=@＝＠]|[+\-＋－](?=[\w(+\-])")
NUMBER = re.compile(r"[+\-]?[\d\s\u00a0\u202f.,]+")


def wrong(sentence: str) -> Remark:
    return Remark(sentence=sentence, severity=Severity.ERROR)


def odd(sentence: str) -> Remark:
    return Remark(sentence=sentence, severity=Severity.WARNING)


def text_of(text: str) -> Reading[str]:
    """Free text as it may be kept; what a spreadsheet would compute begins with a quote."""
    kept = clean(text, longest=LONGEST_TEXT)
    kept = re.sub(r"^[-–•*+]\s+", "", kept)
    if is_nothing(kept):
        return Reading("")
    if FORMULA.match(kept) and not NUMBER.fullmatch(kept):
        return Reading(
            clean(f"'{kept}", longest=LONGEST_TEXT),
            odd(
                _("This text begins like a formula: it is kept as text only. Check what it means.")
            ),
        )
    if len(text.strip()) > LONGEST_TEXT:
        return Reading(kept, odd(_("This text is too long: only its beginning is kept.")))
    return Reading(kept)


def birth_year_of(text: str, *, today: date) -> Reading[int | None]:
    """The year somebody was born; of a full date, the year alone."""
    plain = clean(text, longest=60)
    if is_nothing(plain):
        return Reading(None, wrong(_("The birth year is missing: add it in the file or here.")))
    if (parts := _date_parts(plain)) is not None:
        year = _whole_year(parts[0], today)
        note = odd(_("A full date of birth is not needed: only the year is kept."))
    elif re.fullmatch(r"\d{4}", plain):
        year, note = int(plain), None
    elif re.fullmatch(r"'?\d{2}", plain):
        year = _whole_year(int(plain[-2:]), today)
        note = odd(_("The birth year has two digits: check the century."))
    elif len(years := set(re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", plain))) == 1:
        year = int(years.pop())
        note = odd(_("Only the year is kept: check that it is the birth year."))
    else:
        return Reading(None, wrong(_("The birth year is not readable: write it with four digits.")))
    if not YOUNGEST <= today.year - year <= OLDEST:
        return Reading(
            None,
            wrong(_("The age would not be between 14 and 90: correct the birth year.")),
        )
    return Reading(year, note)


def date_of(text: str, *, today: date) -> Reading[date | None]:
    """The day an entry took place: 03/09/2026, 3/9/26, 2026-09-03, 3 septembre 2026."""
    plain = clean(text, longest=60)
    if is_nothing(plain):
        return Reading(None)
    if (parts := _date_parts(plain)) is None:
        return Reading(None, wrong(_("The date is not readable: write it as 03/09/2026.")))
    year, in_year, day = parts
    note = None
    if year < 100:
        year += 2000
        note = "short"
    if not 1 <= in_year <= 12:
        return Reading(
            None, wrong(_("The date has no such month: write the day first, as in 03/09/2026."))
        )
    if not FIRST_YEAR <= year <= today.year + 2:
        return Reading(None, wrong(_("The year of this date cannot be right: correct it.")))
    if not 1 <= day <= monthrange(year, in_year)[1]:
        sentence = _("This date does not exist: {month} has {days} days. Correct it.")
        return Reading(
            None,
            wrong(
                sentence.format(
                    month=month(date(year, in_year, 1)), days=monthrange(year, in_year)[1]
                )
            ),
        )
    found = date(year, in_year, day)
    if (found - today).days > AHEAD:
        return Reading(None, wrong(_("The year of this date cannot be right: correct it.")))
    if found > today:
        return Reading(found, odd(_("This date is in the future: check it.")))
    if note:
        sentence = _("The year has two digits: read as {date}.")
        return Reading(found, odd(sentence.format(date=plain_date(found))))
    return Reading(found)


def month_of(text: str, *, today: date) -> Reading[str | None]:
    """A month such as 2027-03, from a date or from 03/2027."""
    plain = clean(text, longest=60)
    if is_nothing(plain):
        return Reading(None)
    if found := re.fullmatch(r"(\d{1,2})\s*[/.\-]\s*(\d{4})", plain):
        year, in_year = int(found[2]), int(found[1])
    elif (parts := _date_parts(plain) or _date_parts(f"1 {folded(plain)}")) is not None:
        year, in_year = parts[0] + (2000 if parts[0] < 100 else 0), parts[1]
    else:
        year = in_year = 0
    if not (1 <= in_year <= 12 and FIRST_YEAR <= year <= today.year + 60):
        return Reading(None, odd(_("The month is not readable, it is left out: write 03/2027.")))
    return Reading(f"{year:04d}-{in_year:02d}")


def phone_of(text: str) -> Reading[str | None]:
    """A telephone number in the international form: +33611223344."""
    if is_nothing(clean(text, longest=60)):
        return Reading(None)
    first = re.split(r"[/;,\n]| ou | or ", clean(text, longest=60))[0].replace("(0)", "")
    digits = re.sub(r"[\s.\-()\u00a0\u202f]", "", first)
    digits = re.sub(r"^(?:00|\+)", "+", digits)
    for pattern, prefix in ((r"0([1-9]\d{8})", "+33"), (r"([1-9]\d{8})", "+33"), (r"(\+33)0?", "")):
        if found := re.fullmatch(pattern, digits):
            digits = prefix + found[1]
    digits = re.sub(r"^\+330(?=\d{9}$)", "+33", digits)
    if re.fullmatch(r"\+33[1-9]\d{8}|\+(?!33|0)\d{8,15}", digits):
        return Reading(digits)
    return Reading(
        None, odd(_("The telephone number is not readable, it is left out: write 06 and 8 digits."))
    )


def sex_of(text: str) -> Reading[str | None]:
    """F, M or other; nothing where nothing was said."""
    plain = folded(clean(text, longest=60))
    if is_nothing(plain):
        return Reading(None)
    if plain in SEXES:
        return Reading(SEXES[plain])
    return Reading(None, odd(_("The sex is not readable, it is left out: write F, H or autre.")))


def yes_or_no(text: str) -> Reading[bool | None]:
    """True, False, or None where nothing was said; a date means yes, on that day."""
    plain = folded(clean(text, longest=60))
    if plain in YES or _date_parts(clean(text, longest=60)) is not None:
        return Reading(True)
    if plain in NO:
        return Reading(False)
    if is_nothing(plain):
        return Reading(None)
    return Reading(None, odd(_("This answer is not readable, it is left out: write oui or non.")))


def _date_parts(text: str) -> tuple[int, int, int] | None:
    """Year as typed, month, day, without any check."""
    if found := YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := DAY_FIRST.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := IN_WORDS.fullmatch(folded(text)):
        name = found[2]
        number = MONTHS.get(name[:4]) or MONTHS.get(name[:3])
        return (int(found[3]), number, int(found[1])) if number else None
    return None


def _whole_year(year: int, today: date) -> int:
    """A year of birth with its century: the one that gives a plausible age."""
    if year >= 100:
        return year
    return 2000 + year if 2000 + year <= today.year - YOUNGEST else 1900 + year
