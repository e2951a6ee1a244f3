"""Where the text of a plan says another price than its forecast."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from core.forecast.inputs import Inputs, Offer
from core.forecast.results import Check, Severity
from core.language import _
from core.wording import amount_from, euros, folded

_AMOUNT = re.compile(r"(?<![\d,.])(\d[\d\s]*(?:[.,]\d{1,2})?)\s*(?:€|euros?\b)", re.IGNORECASE)
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")


def found_in(inputs: Inputs, chapters: Mapping[str, str]) -> Iterator[Check]:
    """A check for each chapter (title → text) whose price for an offer is not the forecast's.

    A price is read in a sentence that names the offer and has one amount in euros only.
    """
    for title, text in chapters.items():
        for offer in inputs.offers:
            for price in _prices(offer, text):
                if price != offer.price:
                    yield Check(
                        key="price_differs",
                        severity=Severity.WARNING,
                        sentence=_(
                            "The chapter “{chapter}” sells “{offer}” at {written}, the forecast at {price}."
                        ).format(
                            chapter=title, offer=offer.name, written=euros(price), price=euros(offer.price)
                        ),
                        amount=price,
                    )  # fmt: skip
                    break


def _prices(offer: Offer, text: str) -> Iterator[Decimal]:
    name = f" {folded(offer.name)} "
    for sentence in _SENTENCES.split(text):
        amounts = _AMOUNT.findall(sentence)
        if len(amounts) == 1 and name in f" {folded(sentence)} ":
            price = amount_from(amounts[0])
            if price is not None:
                yield price
