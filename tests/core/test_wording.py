"""Numbers and texts as they are kept and said: the quick ways say what the slow ones say."""

import unicodedata
from decimal import Decimal

import pytest
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from core.language import Language, speaking
from core.reports import forecast_words, typography
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


@BOTH
@given(cents=st.integers(-(10**9), 10**9))
def test_whole_euros_on_paper_are_said_as_babel_says_them(language, cents):
    amount = Decimal(cents) / 100
    with speaking(language):
        pattern = "#,##0\u00a0¤" if language is Language.FRENCH else "¤#,##0"
        whole = abs(forecast_words.rounded(amount))
        said = format_currency(whole, "EUR", pattern, locale=locale(), currency_digits=False)
        shown = forecast_words.euros(amount)
        assert shown.lstrip(forecast_words.MINUS) == said.replace("\u202f", "\u00a0")
        assert shown.startswith(forecast_words.MINUS) is (forecast_words.rounded(amount) < 0)
