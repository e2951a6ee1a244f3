"""Scores of a file of answer sheets, in the terminal: how many can be scored, and how they spread."""

from pathlib import Path

import click

from core.commands.files import READABLE, read
from core.commands.spoken import Command
from core.evaluation.scales import described
from core.exchange.sheet_columns import read_answers
from core.exchange.tables import read_table
from core.language import N_, _
from core.questionnaires import counted, load_instrument
from core.questionnaires import score as score_of
from core.wording import NOTHING


@click.command(
    "score",
    cls=Command,
    help=N_(
        "Score a file of answer sheets (CSV or XLSX): one line per sheet, one column per item. "
        "Nothing is written."
    ),
)
@click.argument("questionnaire")
@click.argument("file", type=READABLE)
def score(questionnaire: str, file: Path) -> None:
    """Score a file of answer sheets."""
    instrument = load_instrument(questionnaire)
    sheets = read_answers(instrument, read_table(file.name, read(file))[0])
    turned = [
        [
            None if value is None else counted(instrument, number, value)
            for number, value in sorted(sheet.items())
        ]
        for sheet in sheets
    ]
    found = described([score_of(instrument, sheet) for sheet in sheets], turned)
    # The same names and the same numbers in every language: other programs read them.
    shown = {"n": found.n, "scorable": found.scorable, "mean": found.mean, "SD": found.sd}
    for name, value in {**shown, "alpha": found.alpha}.items():
        click.echo(f"{name:<9}{_number(value)}")
    click.echo(_("alpha: on the {n} sheets without a missing answer").format(n=found.complete))


def _number(value: float | None) -> str:
    if value is None:
        return NOTHING
    return str(value) if isinstance(value, int) else f"{value:.3f}"
