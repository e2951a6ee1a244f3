"""Words that have no place in a file: an offence, a sentence, somebody of justice. They warn, they never block."""

import re

from core.wording import folded

# Beginnings of words that speak of a case or a sentence; whole words after the bar.
WATCHED = re.compile(
    r"\b(?:condamn|victim|infraction|recidiv|stupefiant|agress|incarceration|magistrat|procureur"
    r"|tribuna|ecrou|delinqu|meurtr|homicid|cambriol|detention provisoire|garde a vue|partie civile"
    r"|jugement|criminel|convicted|offence|offense)\w*"
    r"|\b(?:juge|juges|jap|peine|peines|delit|delits|crime|crimes|proces|prison ferme|sursis|viol"
    r"|viols|violences|judge|sentence|sentenced|victims)\b"
)
HARMLESS = re.compile(r"\b(?:a peine|vaut la peine|la peine de)\b")


def watched_words(text: str) -> tuple[str, ...]:
    """The words of a text that look like an offence, a sentence or somebody of justice, folded."""
    plain = HARMLESS.sub(" ", folded(text))
    return tuple(dict.fromkeys(found.group() for found in WATCHED.finditer(plain)))


def as_written(words: tuple[str, ...], text: str) -> list[str]:
    """The same words with the accents and capitals they have in the text."""
    spelled = {folded(word): word for word in re.findall(r"\w+", text)}
    return [" ".join(spelled.get(part, part) for part in words_.split()) for words_ in words]
