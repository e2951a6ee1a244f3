"""Text that a spreadsheet program must read as text: never as a formula."""

from core.wording import clean

# A formula may start with one of these, in the wide letters of Asian keyboards too.
STARTS = frozenset("=+-@\t\r\n＝＋－＠")
LONGEST = 32_000  # signs in a cell


def harmless(text: str) -> str:
    """The text with an apostrophe before anything that a spreadsheet might run."""
    plain = clean(text, longest=LONGEST)
    return f"'{plain}" if may_run(plain) else plain


def may_run(text: str) -> bool:
    """Whether a spreadsheet might take a text for a formula."""
    start = text.lstrip(" \u00a0")[:1]
    return start in STARTS
