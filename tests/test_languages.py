"""French is complete: every sentence of the source has its French one, with the same blanks to fill."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from core.language import CATALOGUES

ROOT = Path(__file__).parent.parent
KEYWORDS = {"_": None, "N_": None, "n_": (1, 2), "p_": ((1, "c"), 2)}
BLANK = re.compile(r"\{(\w*)\}")


def source_messages():
    """(context, message) → where it is said; a plural is known by its singular."""
    found = defaultdict(list)
    for folder in ("core", "pages"):
        for file, line, message, _comments, context in extract_from_dir(
            ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            known = message[0] if isinstance(message, tuple) else message
            found[context, known].append(f"{folder}/{file}:{line}")
    return found


def french_messages():
    """(context, message) → the catalogues that translate it, with their French."""
    found = defaultdict(list)
    for file in sorted((CATALOGUES / "fr" / "LC_MESSAGES").glob("*.po")):
        with file.open("rb") as source:
            for message in read_po(source, locale="fr"):
                if message.id:
                    known = message.id[0] if isinstance(message.id, tuple) else message.id
                    found[message.context, known].append((file.name, message))
    return found


SOURCE = source_messages()
FRENCH = french_messages()


def test_every_sentence_has_its_french():
    missing = [
        f"{places[0]}: {known[1]!r}" for known, places in SOURCE.items() if known not in FRENCH
    ]
    assert not missing, "Give these their French in locales/fr/LC_MESSAGES:\n" + "\n".join(missing)


def test_no_french_is_empty_or_doubtful():
    for entries in FRENCH.values():
        for file, message in entries:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(texts), f"{file}: {message.id!r} has no French"
            assert not message.fuzzy, f"{file}: {message.id!r} is doubtful: read it again"


def test_no_sentence_has_two_different_french_ones():
    for (_context, known), entries in FRENCH.items():
        said = {str(message.string) for _file, message in entries}
        files = ", ".join(file for file, _message in entries)
        assert len(said) == 1, f"{known!r} is said differently in {files}: use p_() with a context"


def test_no_french_is_left_over():
    unused = [
        f"{entries[0][0]}: {known[1]!r}" for known, entries in FRENCH.items() if known not in SOURCE
    ]
    assert not unused, "Nothing says these any more:\n" + "\n".join(unused)


@pytest.mark.parametrize("known", list(FRENCH), ids=lambda known: known[1][:40])
def test_a_french_sentence_has_the_same_blanks_as_its_source(known):
    for file, message in FRENCH[known]:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        blanks = {blank for text in ids for blank in BLANK.findall(text)}
        for text in texts:
            assert set(BLANK.findall(text)) <= blanks, f"{file}: {text!r}"


@pytest.mark.parametrize("known", list(FRENCH), ids=lambda known: known[1][:40])
def test_a_french_sentence_has_the_spaces_of_french_typography(known):
    for file, message in FRENCH[known]:
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts:
            plain = re.sub(r"https?:\S+|\{\w*\}:|\d:\d|--?\w+[:=]\S*", "", text)
            assert not re.search(r"(?<=\w)[;?!%€»]| [:;?!%€»]|« | »", plain), (
                f"{file}: {text!r}: no-break space (U+00A0) before : ; ? ! % € and inside « »"
            )


def test_no_sentence_hides_inside_an_f_string():
    """The extraction does not look there, so the French would be missing without a word."""
    for folder in ("core", "pages"):
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    calls = [one for one in ast.walk(node) if isinstance(one, ast.Call)]
                    names = {one.func.id for one in calls if isinstance(one.func, ast.Name)}
                    place = f"{file.relative_to(ROOT)}:{node.lineno}"
                    assert not names & set(KEYWORDS), (
                        f"{place}: name the sentence on a line before."
                    )
