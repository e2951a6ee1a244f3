"""Numbers and texts as they are kept and said: the quick ways say what the slow ones say."""

import unicodedata

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from core.language import Language, speaking
from core.reports import typography
from core.wording import clean, count, locale

BOTH = pytest.mark.parametrize("language", list(Language))


@BOTH
@given(number=st.integers(-(10**12), 10**12))
def test_a_whole_number_is_said_as_babel_says_it(language, number):
    with speaking(language):
        said = format_decimal(number, locale=locale()).replace("\u202f", "\u00a0")
        assert count(number) == said


@given(st.text(st.characters()))
def test_a_clean_text_has_no_sign_that_a_document_or_a_line_refuses(text):
    kept = clean(text, longest=1_000)
    assert clean(kept, longest=1_000) == kept
    assert "\r" not in kept
    assert not [
        sign for sign in kept if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t"
    ]
    assert not {"\ufeff", "\u202e", "\u2066"} & set(kept)


@BOTH
@given(text=st.text("0123456789 \u00a0\u202f\u2009.,;:!?%€«»'’abcé-\t\r\n\u2028kgWmh"))
def test_a_text_left_as_it_is_had_nothing_to_tidy(language, text):
    with speaking(language):
        tidied, every_rule = typography.tidy(text), text
        rules = typography._EVERYWHERE + (typography._FRENCH if language is Language.FRENCH else ())
        for pattern, instead in rules:
            every_rule = pattern.sub(instead, every_rule)
        assert tidied == clean(every_rule, longest=typography.LONGEST)
