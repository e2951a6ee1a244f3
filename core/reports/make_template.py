"""Builds the Word template from the table of looks: `python -m core.reports.make_template`."""

from pathlib import Path

from core.reports.looks import (
    ACCENT,
    CHARACTERS,
    FONT,
    HAIRLINE,
    MARKERS,
    PARAGRAPHS,
    RULE,
    STAND_IN,
    TINT,
    paragraph_style,
)
from core.reports.package import content_types, packed, relationships

TEMPLATE = Path(__file__).parents[2] / "data" / "templates" / "passerelle.docx"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_KIND = "vnd.openxmlformats-officedocument.wordprocessingml"
# Parts beside the document: file, content type, last word of the relationship's type.
_PARTS = (
    ("styles.xml", "styles+xml", "styles"),
    ("numbering.xml", "numbering+xml", "numbering"),
    ("settings.xml", "settings+xml", "settings"),
    ("fontTable.xml", "fontTable+xml", "fontTable"),
    ("header1.xml", "header+xml", "header"),
    ("footer1.xml", "footer+xml", "footer"),
    ("footer2.xml", "footer+xml", "footer"),
)
_DOCUMENT_LINKS = "officeDocument/2006/relationships"


def template() -> bytes:
    """The template: no text, every named style, A4, header, footer and the foot of a cover."""
    inside = {f"word/{file}": f"{_KIND}.{kind}" for file, kind, _ in _PARTS}
    return packed(
        {
            "[Content_Types].xml": content_types(
                {
                    "word/document.xml": f"{_KIND}.document.main+xml",
                    "docProps/core.xml": "vnd.openxmlformats-package.core-properties+xml",
                    **inside,
                }
            ),
            "_rels/.rels": relationships(
                {
                    "word/document.xml": f"{_DOCUMENT_LINKS}/officeDocument",
                    "docProps/core.xml": "package/2006/relationships/metadata/core-properties",
                }
            ),
            "docProps/core.xml": _PROPERTIES,
            "word/_rels/document.xml.rels": relationships(
                {file: f"{_DOCUMENT_LINKS}/{link}" for file, _, link in _PARTS}
            ),
            "word/document.xml": f"<w:document {_SPACES}><w:body>{_PAGE}</w:body></w:document>",
            "word/styles.xml": _styles(),
            "word/numbering.xml": _numbering(),
            "word/settings.xml": _SETTINGS,
            "word/fontTable.xml": _FONTS,
            "word/header1.xml": f"<w:hdr {_SPACES}>{_line('Header')}</w:hdr>",
            "word/footer1.xml": f"<w:ftr {_SPACES}>{_line('Footer', _PAGE_OF_PAGES)}</w:ftr>",
            "word/footer2.xml": f"<w:ftr {_SPACES}>{_line('CoverFoot')}</w:ftr>",
        }
    )


def _line(style: str, runs: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _field(instruction: str) -> str:
    return f'<w:fldSimple w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


_PAGE_OF_PAGES = (
    '<w:r><w:tab/><w:t xml:space="preserve">Page </w:t></w:r>'
    + _field("PAGE")
    + '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    + _field("NUMPAGES")
)

# Twips. The cover has its own foot and no header; short documents take `titlePg` away.
_PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/>'
    '<w:footerReference w:type="default" r:id="rId6"/>'
    '<w:footerReference w:type="first" r:id="rId7"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1361" w:right="1417" w:bottom="1247"'
    ' w:left="1418" w:header="624" w:footer="624" w:gutter="0"/><w:titlePg/></w:sectPr>'
)

_PROPERTIES = (
    '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">'
    "<dc:title/><dc:creator/><dc:language>fr-FR</dc:language></cp:coreProperties>"
)

# Without compatibility mode 15 Word opens an old document, whose tables hang out of the margin.
_SETTINGS = (
    f'<w:settings {_SPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat><w:themeFontLang w:val="fr-FR"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/></w:settings>'
)

_FONTS = (
    f'<w:fonts {_SPACES}><w:font w:name="{FONT}"><w:altName w:val="{STAND_IN}"/>'
    '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
)


def _styles() -> str:
    paragraphs = "".join(paragraph_style(key, look) for key, look in PARAGRAPHS.items())
    characters = "".join(
        f'<w:style w:type="character" w:styleId="{key}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:rPr>{letters}</w:rPr></w:style>"
        for key, (name, letters) in CHARACTERS.items()
    )
    return (
        f"<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
        '<w:sz w:val="22"/><w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>'
        f"</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{paragraphs}{characters}"
        f"{_TABLE_NORMAL}{_AMOUNTS}{_CANVAS}{_FACTS}</w:styles>"
    )


_TABLE_NORMAL = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    "</w:tblPr></w:style>"
)


def _table_style(key: str, alias: str, properties: str, conditions: str = "") -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{key}"/>'
        f'<w:aliases w:val="{alias}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr>{properties}</w:tblPr>{conditions}</w:style>"
    )


def _rule(side: str, size: int, colour: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'


def _margins(**twips: int) -> str:
    sides = "".join(f'<w:{side} w:w="{twip}" w:type="dxa"/>' for side, twip in twips.items())
    return f"<w:tblCellMar>{sides}</w:tblCellMar>"


def _condition(kind: str, side: str) -> str:
    return (
        f'<w:tblStylePr w:type="{kind}"><w:tcPr><w:tcBorders>{_rule(side, 8, ACCENT)}'
        f'</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
    )


_AMOUNTS = _table_style(
    "Amounts",
    "Tableau de montants",
    f"<w:tblBorders>{_rule('top', 8, ACCENT)}{_rule('bottom', 8, ACCENT)}"
    f"{_rule('insideH', 4, HAIRLINE)}</w:tblBorders>{_margins(left=113, right=113)}",
    _condition("firstRow", "bottom") + _condition("lastRow", "top"),
)
_CANVAS = _table_style(
    "Canvas",
    "Tableau à neuf cases",
    "<w:tblBorders>"
    + "".join(
        _rule(side, 6, RULE) for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + f"</w:tblBorders>{_margins(top=60, left=90, bottom=60, right=90)}",
)
_FACTS = _table_style(
    "Facts",
    "Liste de faits",
    f"<w:tblBorders>{_rule('insideH', 4, HAIRLINE)}</w:tblBorders>{_margins(left=0, right=170)}",
)


def _numbering() -> str:
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{hanging}" w:hanging="{hanging}"/></w:pPr></w:lvl></w:abstractNum>'
        for number, (style, kind, text, hanging) in enumerate(MARKERS, start=1)
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(1, len(MARKERS) + 1)
    )
    return f"<w:numbering {_SPACES}>{kinds}{used}</w:numbering>"


if __name__ == "__main__":
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(template())
