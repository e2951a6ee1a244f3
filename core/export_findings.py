"""An indicator as the evaluation report prints it: its sentence, table and charts."""

from collections.abc import Iterator

from core.evaluation.results import Kind, Result, said
from core.language import _, current
from core.reports import evaluation_content as content
from core.reports.exhibits import Cell, Table
from core.snapshot_comparison import WHOLES

MOST_SAID = 12  # lines of an indicator in its sentence of the summary
LONGEST_SAID = 320  # signs of that sentence
PAGE, NARROWEST = 16.0, 3.0  # centimetres: the text of a page, a column of words
SMALL_FROM, WIDEST = 6, 9  # columns


def finding(result: Result) -> content.Finding:
    answer = result.answer
    return content.Finding(
        title=_(result.indicator.title),
        brief=_brief(result),
        counted=answer.counted,
        missing=answer.missing,
        remark=answer.remark,
        day=result.day,
        definition=_(result.indicator.definition),
        rules=tuple(result.indicator.rules()),
        table=_table(result),
        pictures=tuple(_pictures(result)),
    )


def _brief(result: Result) -> str:
    """An indicator in one line, counts first: its lines if they are few, and of one group only."""
    rows, answer = result.answer.rows, result.answer
    columns = result.indicator.columns
    first = columns[0]
    known = [row for row in rows if row.numbers.get(first.key) is not None]
    told = ", ".join(f"{row.label} {row.said(first)}" for row in known)
    opinions = any(column.kind is Kind.LEVEL for column in columns)
    counts = first.kind is Kind.COUNT and first.key not in WHOLES and not opinions
    few = len(rows) <= MOST_SAID and len(told) <= LONGEST_SAID
    some = any(row.numbers[first.key] for row in known)
    if counts and few and some and not any(row.group for row in rows):
        rest = "" if len(known) == len(rows) else _("The rest is masked.")
        told = _("{label}: {value}").format(label=_(first.title), value=f"{told}. {rest}".rstrip())
    else:
        told = answer.remark
    return " ".join(filter(None, (_(result.indicator.title), told, answer.counted)))


def _table(result: Result) -> Table:
    """The indicator's own table, cell for cell; one too wide for a page is turned on its side."""
    titles, lines = result.table()
    words = len(titles) - len(result.indicator.columns)
    if len(titles) > WIDEST:
        titles, lines, words = _turned(titles, lines, words)
    numbers = [column_width(title) for title in titles[words:]]
    return Table(
        title=_(result.indicator.title),
        head=tuple(titles),
        rows=tuple(tuple(map(shown, line)) for line in lines),
        widths=(*[max((PAGE - sum(numbers)) / words, NARROWEST)] * words, *numbers),
        numeric=frozenset(range(words, len(titles))),
        small=words > 1 or len(titles) > SMALL_FROM,
    )


def _turned(
    titles: list[str], lines: list[list[str]], words: int
) -> tuple[list[str], list[list[str]], int]:
    """A column for each line, under its name and group."""
    head = [" – ".join(filter(None, reversed(line[:words]))) for line in lines]
    columns = zip(*(line[words:] for line in lines), strict=True)
    turned = [[title, *cells] for title, cells in zip(titles[words:], columns, strict=True)]
    return ["", *head], turned, 1


def column_width(title: str) -> float:
    """Room for the longest word of a column's title, in centimetres."""
    longest = max(map(len, title.split()), default=0)
    return max(2.0, 0.5 + 0.21 * longest)


def shown(text: str) -> Cell:
    return None if text == said(None) else text


def _pictures(result: Result) -> Iterator[content.Picture]:
    """One chart for each group, all on the same scale."""
    from core import charts  # drawn only when a document is asked for
    from core.evaluation.drawing import drawing

    for group in dict.fromkeys(row.group for row in result.answer.rows):
        drawn = drawing(result, group)
        if drawn is not None and _shows(result, group):
            picture = charts.png(drawn.name, drawn.rows, language=current(), **drawn.options)
            yield content.Picture(group=group, png=picture, alt=drawn.alt)


def _shows(result: Result, group: str) -> bool:
    """Whether a chart would hold anything else than the word for masked."""
    return any(
        number is not None
        for row in result.rows_of(group)
        for key, number in row.numbers.items()
        if key not in WHOLES
    )
