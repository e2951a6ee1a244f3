"""A blank questionnaire to print: large type, one question at a time, in the order that is typed in."""

from dataclasses import dataclass

from core.language import _, speaking
from core.reports.content import Cover
from core.reports.looks import TEXT_WIDTH, TINT
from core.reports.tables import cell, cell_text, close, grid, row, twips
from core.reports.typography import one_line
from core.reports.word import (
    heading,
    key_point,
    open_report,
    paragraph,
    runs,
    short_title,
    small_print,
    to_bytes,
)

_SHADE = f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'


@dataclass(frozen=True, kw_only=True)
class Question:
    """A line of the paper: what is asked, and the answers to circle, (number, words), the lowest first."""

    text: str
    answers: tuple[tuple[int, str], ...]
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionnaireContent(Cover):
    """What a blank sheet says; nothing on it names a person, a place or a measure."""

    title: str
    instruction: str
    questions: tuple[Question, ...]
    waves: tuple[str, ...]
    source: str
    licence: str


def questionnaire_document(values: QuestionnaireContent) -> bytes:
    """The sheet: what to fill in at the top, how to answer, the questions, and where they come from."""
    with speaking(values.language):
        report = open_report(
            title=values.title,
            association=values.association,
            author=values.author or values.association,
            made_on=values.made_on,
            heading=_("Questionnaire"),
        )
        short_title(report, values.title, _("To fill in with a pen"), style="EasyTitle")
        labels = [_("Code"), _("Date"), _("With the help of")]
        columns = twips((4, 4, 6))
        cells = [
            cell(cell_text(runs(label), "FactTerm"), width)
            for label, width in zip(labels, columns, strict=True)
        ]
        grid(report, columns, [row("".join(cells), height=850)], title=_("Who and when"))
        close(report)
        boxes = "   ".join(f"☐ {one_line(wave)}" for wave in values.waves)
        paragraph(report, boxes, "EasyText")
        paragraph(report, "☐ " + _("Read aloud by the coach"), "EasyText")
        key_point(report, values.instruction, style="EasyKeyPoint")
        paragraph(report, _("You may leave a question without an answer."), "EasyText")
        for number, question in enumerate(values.questions, start=1):
            if question.heading:
                heading(report, question.heading, "EasyHeading")
            columns = twips((1,) * len(question.answers))
            asked = cell(
                cell_text(runs(f"{number}. {one_line(question.text)}"), "EasyText", keep=True),
                TEXT_WIDTH,
                f'<w:gridSpan w:val="{len(columns)}"/>' + _SHADE,
            )
            circles = [
                cell(
                    cell_text(runs(str(value)), "KeyFigure", keep=True)
                    + cell_text(runs(one_line(words)), "EasyText"),
                    width,
                )
                for (value, words), width in zip(question.answers, columns, strict=True)
            ]
            grid(report, columns, [row(asked), row("".join(circles))], title=str(number))
            close(report)
        paragraph(report, _("Thank you."), "EasyText")
        small_print(report, f"{values.source} {values.licence}")
        return to_bytes(report)
