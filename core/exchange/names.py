"""People's names as they are typed in a list: parted, and written gently."""

import re
import unicodedata
from dataclasses import dataclass

APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′", "'") | {"\u00a0": " ", "\u202f": " "})
TITLES = frozenset(
    {"m", "m.", "mr", "mr.", "mme", "mme.", "mlle", "ms", "mrs", "monsieur", "madame"}
)
# Small words that begin a last name; those of the second list are written without a capital.
PARTICLES = frozenset(
    {"el", "al", "ben", "bin", "ould", "ait", "le", "la", "les", "van", "ten", "ter", "saint"}
)
LOWER = frozenset(
    {"da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "des", "von", "y"}
)
SHORTEST_TYPO = 5  # letters: in shorter words one letter makes another word
PARTS = re.compile(r"([-'])")


@dataclass(frozen=True, kw_only=True)
class Parted:
    """A full name in its two parts; `sure` is False when nothing in it told which is which."""

    first_name: str
    last_name: str
    sure: bool


def part(text: str, *, last_name_first: bool = False) -> Parted:
    """A full name in two: capitals decide, then a comma, then small words, then the order."""
    words = tidy(text).split()
    while len(words) > 1 and words[0].casefold() in TITLES:
        words = words[1:]
    whole = " ".join(words)
    if "," in whole:
        last, _comma, first = whole.partition(",")
        return _parted(first.split(), last.replace(",", " ").split(), sure=bool(first.strip()))
    if len(words) < 2:
        return _parted([], words, sure=False)
    capitals = [is_capitals(word) for word in words]
    if any(capitals) and not all(capitals):
        return _by_capitals(words, capitals)
    return _by_order(words, last_name_first=last_name_first, same_case=all(capitals))


def _by_capitals(words: list[str], capitals: list[bool]) -> Parted:
    start = capitals.index(True)
    while start > 0 and words[start - 1] in LOWER | PARTICLES:  # "João da SILVA"
        start -= 1
    end = len(capitals) - capitals[::-1].index(True)
    outside = words[:start] + words[end:]
    if not outside:
        return _parted([], words, sure=False)
    return _parted(outside, words[start:end], sure=all(capitals[capitals.index(True) : end]))


def _by_order(words: list[str], *, last_name_first: bool, same_case: bool) -> Parted:
    small = [at for at, word in enumerate(words) if word.casefold() in LOWER | PARTICLES]
    if last_name_first:
        # The last name goes on for as long as its small words do.
        end = next((at for at in range(len(words)) if at not in small), len(words) - 1) + 1
        end = min(end, len(words) - 1)
        return _parted(words[end:], words[:end], sure=len(words) == 2 and not same_case)
    start = next((at for at in small if 0 < at < len(words) - 1), len(words) - 1)
    return _parted(words[:start], words[start:], sure=len(words) == 2 and not same_case)


def _parted(first: list[str], last: list[str], *, sure: bool) -> Parted:
    return Parted(
        first_name=gentle(" ".join(first)),
        last_name=gentle(" ".join(last), is_last=True),
        sure=sure,
    )


def gentle(name: str, *, is_last: bool = False) -> str:
    """A name whose capitals, or lack of them, are mended; what was typed with care stays."""
    words = tidy(name).split()
    written = " ".join(
        _gentle_word(word, keep_small=is_last and at < len(words) - 1)
        for at, word in enumerate(words)
    )
    return tidy(written)  # a capital may bring another apostrophe with it: ŉ becomes ʼN


def _gentle_word(word: str, *, keep_small: bool) -> str:
    if not (is_capitals(word) or word == word.lower()):
        return word
    if keep_small and word.casefold() in LOWER:
        return word.lower()
    return "".join(_capital(piece) for piece in PARTS.split(word))


def _capital(piece: str) -> str:
    low = piece.lower().replace("i\u0307", "i")
    return low[:1].title() + low[1:]


def is_capitals(word: str) -> bool:
    """Whether a word of two letters or more has capitals only."""
    letters = [sign for sign in word if sign.isalpha()]
    return len(letters) > 1 and word == word.upper()


def tidy(name: str) -> str:
    """A name with plain apostrophes and single spaces, composed."""
    plain = unicodedata.normalize("NFC", name).translate(APOSTROPHES)
    return " ".join(re.sub(r"\s*([-'])\s*", r"\1", plain).split())


def looks_odd(name: str) -> bool:
    """Whether a name holds signs that names do not have."""
    return any(
        not (sign.isalpha() or unicodedata.combining(sign) or sign in " -'.") for sign in name
    )


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter more, less, other, or two neighbours swapped make one word of the other."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_TYPO or len(long) - len(short) > 1 or short == long:
        return False
    at = next((at for at, sign in enumerate(short) if sign != long[at]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    turned = short[at : at + 2][::-1] == long[at : at + 2]
    return turned and short[at + 2 :] == long[at + 2 :]
