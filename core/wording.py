"""How dates, numbers, amounts and lists are said, in the language in force."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from core.clock import local
from core.language import Language, _, current, n_

_LOCALES = {Language.FRENCH: "fr_FR", Language.ENGLISH: "en_GB"}
NOTHING = "–"
_INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")  # they turn the direction of a text
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # in XML
_THOUSANDS = {Language.FRENCH: "\u00a0", Language.ENGLISH: ","}


def locale() -> str:
    """The Babel locale of the language in force."""
    return _LOCALES[current()]


def short_date(day: date | None) -> str:
    """12/11/2026, or a dash where there is no date."""
    return format_date(day, "dd/MM/yyyy", locale=locale()) if day else NOTHING


def long_date(day: date) -> str:
    """jeudi 12 novembre 2026."""
    return _first(day, format_date(day, "EEEE d MMMM yyyy", locale=locale()))


def plain_date(day: date) -> str:
    """12 novembre 2026; the first of a month is "1er" in French."""
    return _first(day, format_date(day, "d MMMM yyyy", locale=locale()))


def _first(day: date, words: str) -> str:
    french_first = current() is Language.FRENCH and day.day == 1
    return re.sub(r"\b1 ", "1er ", words, count=1) if french_first else words


def month(day: date) -> str:
    """novembre 2026."""
    return format_date(day, "MMMM yyyy", locale=locale())


def months(first: date, last: date | None) -> str:
    """From novembre 2026 to mai 2027; since novembre 2026 while the end is not known."""
    if last is None:
        return _("since {month}").format(month=month(first))
    return _("from {first_month} to {last_month}").format(
        first_month=month(first), last_month=month(last)
    )


def moment(instant: str) -> str:
    """12/11/2026 à 14 h 32, from a kept instant."""
    shown = local(instant)
    return _("{date} at {time}").format(date=short_date(shown.date()), time=clock_time(shown))


def clock_time(at: datetime) -> str:
    """14 h 32 in French, 14:32 in English."""
    pattern = "H 'h' mm" if current() is Language.FRENCH else "HH:mm"
    return format_datetime(at, pattern, locale=locale()).replace(" ", "\u00a0")


def since(day: date, today: date) -> str:
    """depuis 34 jours."""
    days = (today - day).days
    return _("since today") if days <= 0 else n_("for {n} day", "for {n} days", days)


def duration(minutes: int) -> str:
    """45 min, 2 h, 1 h 30."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02d}" if rest else "")


def count(n: int | float) -> str:
    """1 264."""
    if isinstance(n, int):  # a document has hundreds of them
        return f"{n:,}".replace(",", _THOUSANDS[current()])
    return str(format_decimal(n, locale=locale())).replace("\u202f", "\u00a0")


def percent(share: float) -> str:
    """71 % in French, 71% in English; halves go up."""
    whole = Decimal(str(share * 100)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return (
        f"{count(int(whole))}\u00a0%" if current() is Language.FRENCH else f"{count(int(whole))}%"
    )


def euros(amount: Decimal) -> str:
    """1 234,50 €, with a true minus sign."""
    shown = str(format_currency(amount, "EUR", locale=locale()))
    return shown.replace("\u202f", "\u00a0").replace("-", "\u2212")


def amount_from(text: str) -> Decimal | None:
    """The amount somebody typed, with comma or point, with or without spaces and €; None if it is none."""
    plain = "".join(text.split()).replace("\u00a0", "").replace("€", "").replace("−", "-")
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None


def listed(words: Iterable[str]) -> str:
    """Claire, Paul et Nadia."""
    return format_list(list(words), locale=locale())


def clean(text: str, *, longest: int) -> str:
    """Text as it may be kept: NFC, Unix line ends, no control or direction characters, cut at `longest`."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = _ILLEGAL.sub("\ufffd", _INVISIBLE.sub("", plain))
    return unicodedata.normalize("NFC", kept).strip()[:longest].rstrip()


def folded(text: str) -> str:
    """Text as it is searched: no accents, no case, apostrophes and hyphens as spaces."""
    flat = unicodedata.normalize("NFKD", text).casefold().replace("œ", "oe").replace("æ", "ae")
    letters = (sign if sign.isalnum() else " " for sign in flat if not unicodedata.combining(sign))
    return " ".join("".join(letters).split())


def days_before(today: date, days: int) -> date:
    """The day that was `days` days ago."""
    return today - timedelta(days=days)
