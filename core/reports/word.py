"""Writing a Word document: open the template, then name styles; every text is tidied at the door."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm

from core.language import Language, _, current
from core.reports.typography import blocks, one_line, tidy

TEMPLATE = Path(__file__).parents[2] / "data" / "templates" / "passerelle.docx"
LONGEST_WHOLE = 12  # paragraphs: a shorter list stays on one page
_KEEP = "<w:keepNext/>"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TAGS = {Language.FRENCH: "fr-FR", Language.ENGLISH: "en-GB"}


@dataclass(frozen=True)
class Report:
    """A document being written, in the language in force."""

    document: WordDocument
    numbers: Counter[str] = field(default_factory=Counter)  # of tables, figures, drawings, chapters

    def add(self, xml: str) -> None:
        """Put an element at the end; its root declares its namespaces."""
        self.document.element.body.sectPr.addprevious(parse_xml(xml))

    def next(self, kind: str) -> int:
        """The next number of this kind, from 1."""
        self.numbers[kind] += 1
        return self.numbers[kind]


def open_report(
    *, title: str, association: str, author: str, made_on: date, heading: str, foot: str = ""
) -> Report:
    """A new document from the template: its properties, header and footer written, its body empty.

    `heading` stands at the right of the header, `foot` at the left of the footer.
    """
    document = Document(BytesIO(_template()))
    _say_language(document, TAGS[current()])
    properties = document.core_properties
    properties.title = one_line(title)[:255]
    properties.author = one_line(author)[:255]
    properties.last_modified_by = properties.author
    properties.created = datetime.combine(made_on, time(12), UTC)
    properties.modified = properties.created
    section = document.sections[0]
    section.header.paragraphs[0].text = f"{one_line(association)}\t{one_line(heading)}"
    if foot:
        section.footer.paragraphs[0].runs[0]._r.insert(0, parse_xml(_text(one_line(foot), SPACE)))
    return Report(document)


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _say_language(document: WordDocument, tag: str) -> None:
    """Word checks spelling, and a screen reader speaks, in the language written here."""
    for element, name in (
        (document.styles.element, "w:lang"),
        (document.settings.element, "w:themeFontLang"),
    ):
        for mark in element.iter(qn(name)):
            mark.set(qn("w:val"), tag)
    document.core_properties.language = tag


def to_bytes(report: Report) -> bytes:
    """The finished file."""
    file = BytesIO()
    report.document.save(file)
    return file.getvalue()


def runs(text: str, style: str = "") -> str:
    """The XML of tidy text, a line break for each line end."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    lines = "<w:br/>".join(_text(line) for line in text.split("\n"))
    return f"<w:r>{look}{lines}</w:r>"


def _text(line: str, space: str = "") -> str:
    return f'<w:t {space} xml:space="preserve">{escape(line)}</w:t>'


def paragraph(
    report: Report, text: str, style: str = "BodyText", *, lead: str = "", keep: bool = False
) -> None:
    """One paragraph, opened by a few strong words; `keep` holds it on the page of what follows."""
    words = runs(one_line(lead), "Strong") if lead else ""
    rest = runs(" " * bool(lead) + tidy(text)) if text or not lead else ""
    _paragraph(report, words + rest, style, _KEEP if keep else "")


def _paragraph(report: Report, inside: str, style: str, place: str = "") -> None:
    report.add(f'<w:p {SPACE}><w:pPr><w:pStyle w:val="{style}"/>{place}</w:pPr>{inside}</w:p>')


def paragraphs(
    report: Report,
    text: str,
    *,
    style: str = "BodyText",
    bullet: str = "ListBullet",
    keep_last: bool = False,
) -> None:
    """What somebody typed: blank lines separate paragraphs, lines that start with "- " are items.

    With `keep_last`, the end of the text stays on the page of the table that it introduces.
    """
    typed = blocks(text)
    for block, follower in zip(typed, [*typed[1:], None], strict=False):
        keep = keep_last if follower is None else follower.bullet and len(typed) <= LONGEST_WHOLE
        look = bullet if block.bullet else style
        _paragraph(report, runs(block.text), look, _KEEP if keep else "")


def bullets(report: Report, items: Iterable[str], style: str = "ListBullet") -> None:
    """A list, one paragraph an item."""
    listed = list(items)
    for place, item in enumerate(listed, start=1):
        paragraph(report, item, style, keep=place < len(listed) <= LONGEST_WHOLE)


def heading(report: Report, text: str, style: str = "Heading1", *, new_page: bool = False) -> None:
    """A heading; the chapters (Heading1) carry the mark that the contents list leads to."""
    inside = runs(one_line(text))
    if style == "Heading1":
        number = report.next("chapter")
        inside = (
            f'<w:bookmarkStart w:id="{number}" w:name="{_mark(number)}"/>{inside}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )
    _paragraph(report, inside, style, "<w:pageBreakBefore/>" if new_page else "")


def key_point(report: Report, text: str, *, lead: str = "", style: str = "KeyPoint") -> None:
    """The one thing to remember, in a tinted box."""
    paragraph(report, text, style, lead=lead)


def small_print(report: Report, text: str) -> None:
    """A definition, a source or a note, in small type."""
    paragraph(report, text, "SmallPrint")


def caption(report: Report, kind: str, text: str) -> None:
    """The title above a table or a figure, with its number as a field that Word can renew."""
    number = report.next(kind)
    word = _("Table") if kind == "table" else _("Figure")
    label = f"{escape(word)}\u00a0"
    _paragraph(
        report,
        f'<w:r><w:t xml:space="preserve">{label}</w:t></w:r>'
        f'<w:fldSimple w:instr=" SEQ {escape(word)} "><w:r><w:t>{number}</w:t></w:r></w:fldSimple>'
        + runs(f" – {one_line(text)}"),
        "Caption",
    )


def cover(report: Report, title: str, subtitle: str, lines: Iterable[str], foot: str) -> None:
    """The first page: title, subtitle, a few lines of which the first is strong, and its foot."""
    paragraph(report, one_line(title), "Title")
    paragraph(report, one_line(subtitle), "Subtitle")
    first, *others = lines
    paragraph(report, "", "CoverLine", lead=first)
    for line in others:
        paragraph(report, line, "CoverLine")
    report.document.sections[0].first_page_footer.paragraphs[0].text = tidy(foot)


def short_title(report: Report, title: str, subtitle: str, style: str = "ReportTitle") -> None:
    """The head of a document without a cover; its first page has header and footer like the others."""
    report.document.sections[0].different_first_page_header_footer = False
    paragraph(report, one_line(title), style)
    paragraph(report, one_line(subtitle), "ReportSubtitle")


def contents_list(report: Report, titles: Iterable[str]) -> None:
    """The chapters as links, on a new page, in a field that Word can renew.

    Without page numbers: only Word knows them, and a wrong number is worse than none.
    """
    _paragraph(report, runs(_("Contents")), "TOCHeading")
    listed = list(titles)
    for number, title in enumerate(listed, start=1):
        opening = _TOC_START if number == 1 else ""
        closing = _TOC_END if number == len(listed) else ""
        _paragraph(
            report,
            f'{opening}<w:hyperlink w:anchor="{_mark(number)}" w:history="1"><w:r><w:t>{number}'
            f"</w:t><w:tab/></w:r>{runs(one_line(title))}</w:hyperlink>{closing}",
            "TOC1",
        )


def _mark(number: int) -> str:
    return f"_Toc{number:06}"


def _field_mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


_TOC_START = (
    _field_mark("begin")
    + r'<w:r><w:instrText xml:space="preserve"> TOC \o "1-1" \n \h \z </w:instrText></w:r>'
    + _field_mark("separate")
)
_TOC_END = _field_mark("end")


def figure_png(
    report: Report, png: bytes, *, alt: str, width: float = 16, keep: bool = True
) -> None:
    """A picture, `width` in centimetres, with the words that stand for it.

    `keep` holds it on the page of what follows: of its table, not of another picture.
    """
    figure = report.document.add_paragraph(style="Figure")
    picture = figure.add_run().add_picture(BytesIO(png), Cm(width))
    for side in "TBLR":  # left out, some readers keep a margin of their own around it
        picture._inline.set(f"dist{side}", "0")
    if not keep:
        figure.paragraph_format.keep_with_next = False
    describe = next(reversed(list(report.document.element.body.iter(qn("wp:docPr")))))
    describe.set("id", str(report.next("drawing")))
    describe.set("descr", one_line(alt))
