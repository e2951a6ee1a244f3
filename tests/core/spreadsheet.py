"""A small spreadsheet program for tests: it computes the formulas of a workbook, function by function.

It knows the functions that the project writes and nothing else; text, numbers, dates and ranges behave as in
a spreadsheet. Numbers are floats, as they are there.
"""

import math
from bisect import bisect_right
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from functools import cached_property

from openpyxl.formula import Tokenizer
from openpyxl.utils import range_boundaries

EPOCH = date(1899, 12, 30)
OPERATORS = {"=": "==", "<>": "!=", "^": "**", "&": "+"}


class Computed:
    """A workbook whose cells are computed when they are asked for: `computed("Sheet", row, column)`."""

    def __init__(self, book):
        self.book = book
        self.known = {}

    def __call__(self, sheet, row, column):
        place = (sheet, row, column)
        if place not in self.known:
            self.known[place] = self._value(sheet, self.book[sheet].cell(row, column))
        return self.known[place]

    def _value(self, sheet, cell):
        value = cell.value
        if cell.data_type == "f":
            return eval(self._python(sheet, value), self._functions)
        if isinstance(value, datetime | date):
            return float(
                (value.date() if isinstance(value, datetime) else value).toordinal()
                - EPOCH.toordinal()
            )
        if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            return float(value)
        return value

    def area(self, sheet, cells):
        left, top, right, bottom = range_boundaries(cells)
        values = [self(sheet, r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]
        if ":" in cells:
            return Area(values)
        return "" if values[0] is None else values[0]  # an empty cell is equal to an empty text

    def _python(self, sheet, formula):
        parts, stack = [], []
        for token in Tokenizer(formula).items:
            if token.type == "FUNC":
                if token.subtype == "OPEN":
                    lazy = token.value == "IF("
                    stack.append(lazy)
                    parts.append(
                        token.value.replace("AND(", "AND_(").replace("IF(", "IF_(")
                        + "lambda:(" * lazy
                    )
                    if token.value == "SUMIF(":
                        parts[-1] = "SUMIF("
                else:
                    parts.append("))" if stack.pop() else ")")
            elif token.type == "SEP":
                parts.append("),lambda:(" if stack and stack[-1] else ",")
            elif token.type == "PAREN":
                stack.append(False) if token.subtype == "OPEN" else stack.pop()
                parts.append(token.value)
            elif token.type == "OPERAND" and token.subtype == "RANGE":
                name, _bang, cells = token.value.rpartition("!")
                name = name.strip("'").replace("''", "'") or sheet
                parts.append(f"AREA({name!r},{cells.replace('$', '')!r})")
            elif token.type == "OPERAND" and token.subtype == "TEXT":
                parts.append(repr(token.value[1:-1].replace('""', '"')))
            elif token.type == "OPERAND":
                parts.append(token.value)
            elif token.type.startswith("OPERATOR"):
                parts.append(OPERATORS.get(token.value, token.value))
            elif token.type != "WHITE-SPACE":
                raise AssertionError(f"{token.type} in {formula}")
        return "".join(parts)

    @cached_property
    def _functions(self):
        return {
            "AREA": self.area, "IF_": lambda test, yes, no: yes() if test() else no(),
            "AND_": lambda *tests: all(tests), "DATE": _date, "EDATE": _edate, "YEAR": lambda n: _day(n).year,
            "MONTH": lambda n: _day(n).month, "INDEX": lambda area, _row, column: area.values[int(column) - 1],
            "ISNUMBER": lambda value: isinstance(value, float | int), "LOOKUP": _lookup,
            "MATCH": lambda value, area, _exact: float(area.values.index(value) + 1),
            "MAX": lambda *values: max(_flat(values)), "MIN": lambda *values: min(_flat(values)),
            "MOD": lambda number, by: number % by, "ROUND": _round, "ROUNDUP": _round_up,
            "SUM": lambda *values: math.fsum(_flat(values)), "SUMIF": _sumif, "SUMPRODUCT": _sumproduct,
        }  # fmt: skip


class Area:
    """A range; an operation goes cell by cell."""

    def __init__(self, values):
        self.values = list(values)

    def _with(self, other, operation):
        others = other.values if isinstance(other, Area) else [other] * len(self.values)
        return Area(operation(a, b) for a, b in zip(self.values, others, strict=True))

    def __mul__(self, other):
        return self._with(other, lambda a, b: a * b)

    __rmul__ = __mul__

    def __eq__(self, other):
        return self._with(other, lambda a, b: float(a == b))

    def __gt__(self, other):
        return self._with(other, lambda a, b: float(a > b))

    def __le__(self, other):
        return self._with(other, lambda a, b: float(a <= b))

    __hash__ = None


def _flat(values):
    for value in values:
        if isinstance(value, Area):
            yield from (each for each in value.values if isinstance(each, float | int))
        else:
            yield 0.0 if value is None else value


def _round(number, digits):
    """Half away from zero, on the fifteen digits that a spreadsheet keeps."""
    if isinstance(number, Area):
        return Area(_round(each, digits) for each in number.values)
    exact = Decimal(f"{number or 0:.15g}")
    return float(exact.quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP))


def _round_up(number, digits):
    return float(
        Decimal(f"{number:.15g}").quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_UP)
    )


def _day(number):
    return EPOCH + timedelta(days=int(number))


def _date(year, month, day):
    return float((date(int(year), int(month), int(day)) - EPOCH).days)


def _edate(number, months):
    day = _day(number)
    years, month = divmod(day.month - 1 + int(months), 12)
    year, month = day.year + years, month + 1
    return _date(year, month, min(day.day, monthrange(year, month)[1]))


def _lookup(value, keys, results):
    keys, results = ((a.values if isinstance(a, Area) else [a]) for a in (keys, results))
    place = bisect_right(keys, value)
    assert place, "#N/A: nothing is known that early"
    return results[place - 1]


def _sumif(area, wanted, amounts):
    return math.fsum(
        amount for each, amount in zip(area.values, amounts.values, strict=True) if each == wanted
    )


def _sumproduct(*areas):
    first, *others = areas
    for other in others:
        first = first * other
    return math.fsum(first.values) if isinstance(first, Area) else float(first)
