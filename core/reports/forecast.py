"""What the chapter of the forecast adds to a document: words among its tables, and a page turned sideways."""

from collections.abc import Callable
from copy import deepcopy

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.section import CT_SectPr

from core.reports.exhibits import Chart, Landscape, Prose, Table
from core.reports.looks import TEXT_WIDTH
from core.reports.word import SPACE, Report, heading, key_point, paragraphs

LONG, SHORT, MARGIN = 16838, 11906, 1021  # twips: A4, with 1.8 cm at the left and the right
_TOP, _BOTTOM = 1190, 964


def prose(report: Report, words: Prose) -> None:
    """A heading of the second level, then the text, boxed when it is the one thing to remember."""
    if words.heading:
        heading(report, words.heading, "Heading2")
    if words.key_point:
        key_point(report, words.text, lead=words.lead)
    elif words.text:
        paragraphs(report, words.text)


def landscape(
    report: Report, page: Landscape, show: Callable[[Report, Table | Chart], None]
) -> None:
    """The tables and charts on a page of their own, turned, with its own header and footer."""
    body = report.document.element.body.sectPr
    _end_section(report, deepcopy(body))
    for cover in body.findall(qn("w:titlePg")):
        body.remove(cover)
    for exhibit in page.exhibits:
        show(report, exhibit)
    turned = deepcopy(body)
    for reference in turned.findall(qn("w:headerReference")) + turned.findall(
        qn("w:footerReference")
    ):
        turned.remove(reference)
    size, margins = turned.find(qn("w:pgSz")), turned.find(qn("w:pgMar"))
    size.set(qn("w:w"), str(LONG))
    size.set(qn("w:h"), str(SHORT))
    size.set(qn("w:orient"), "landscape")
    for side, twips in (("left", MARGIN), ("right", MARGIN), ("top", _TOP), ("bottom", _BOTTOM)):
        margins.set(qn(f"w:{side}"), str(twips))
    _end_section(report, turned)
    _own_edges(report)


def _end_section(report: Report, properties: CT_SectPr) -> None:
    """A paragraph that closes a section: as thin as possible, for it takes a line."""
    report.add(f'<w:p {SPACE}><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>')
    last = report.document.element.body.sectPr.getprevious()
    last.pPr.append(properties)


def _own_edges(report: Report) -> None:
    """The header and footer of the pages before, their right end moved to the turned page's."""
    *_others, turned, upright = report.document.sections
    for edge, source in ((turned.header, upright.header), (turned.footer, upright.footer)):
        edge.is_linked_to_previous = False
        copy = deepcopy(source.paragraphs[0]._p)
        copy.pPr.append(
            parse_xml(
                f'<w:tabs {SPACE}><w:tab w:val="clear" w:pos="{TEXT_WIDTH}"/>'
                f'<w:tab w:val="right" w:pos="{LONG - 2 * MARGIN}"/></w:tabs>'
            )
        )
        edge._element.replace(edge.paragraphs[0]._p, copy)
