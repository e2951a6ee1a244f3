"""Every look of the Word documents: the named styles that the template holds, as tables of values."""

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

FONT, STAND_IN = "Arial", "Liberation Sans"  # the same widths, so that lines break alike everywhere
INK, MUTED, ACCENT = "24292B", "5A605F", "17616B"
HAIRLINE, RULE, TINT = "DDD8CE", "8A857B", "F3F0EA"
SERIES = (
    "17616B",
    "D0782F",
    "A87CD2",
    "663521",
    "532C84",
)  # the light chart palette of the screens
TEXT_WIDTH = 9071  # twips: 16 cm between the margins of an A4 page
TWIPS_PER_CM = TEXT_WIDTH / 16

Edge = tuple[str, int, int]  # colour, eighths of a point, points between rule and text


@dataclass(frozen=True, kw_only=True)
class Look:
    """A paragraph style; sizes and spaces in points, indents in twips, None where the parent's holds."""

    name: str
    parent: str | None = "Normal"
    follower: str = ""
    alias: str = ""  # the name that a French Word shows
    size: float | None = None
    bold: bool | None = None
    colour: str = ""
    before: float | None = None
    after: float | None = None
    line: float | None = None
    keep_next: bool = False
    keep_lines: bool = False
    new_page: bool = False
    numbering: int | None = None  # 0 takes the parent's number away
    edges: tuple[tuple[str, Edge], ...] = ()
    fill: str = ""
    tabs: tuple[tuple[str, int], ...] = ()
    indent: tuple[int, int] | None = None  # left, hanging
    contextual: bool = False  # no space between two paragraphs of this style
    align: str = ""
    outline: int | None = None


def _box(colour: str) -> tuple[tuple[str, Edge], ...]:
    """A bar at the left; the rules above and below have the tint's colour: they are padding."""
    return (("top", (TINT, 4, 5)), ("left", (colour, 24, 8)), ("bottom", (TINT, 4, 5)))


_UNDER = (("bottom", (RULE, 6, 4)),)
_RIGHT_EDGE = (("right", TEXT_WIDTH),)

PARAGRAPHS: dict[str, Look] = {
    "Normal": Look(name="Normal", parent=None, size=11, colour=INK, before=0, after=6, line=1.25),
    "Title": Look(name="Title", size=30, bold=True, colour=ACCENT, before=170, after=8, line=1.05,
                  keep_next=True, indent=(0, 0)),
    "Subtitle": Look(name="Subtitle", size=15, colour=MUTED, after=14, line=1.2,
                     edges=(("bottom", (ACCENT, 12, 14)),)),
    "CoverLine": Look(name="Cover Line", alias="Couverture", size=12, after=3, line=1.3),
    "CoverFoot": Look(name="Cover Foot", alias="Couverture, bas de page", size=10, colour=MUTED,
                      after=0, line=1.3, edges=(("top", (RULE, 4, 8)),)),
    "ReportTitle": Look(name="Report Title", alias="Titre de document court", parent="Title",
                        size=22, before=4, after=2),
    "ReportSubtitle": Look(name="Report Subtitle", alias="Sous-titre de document court",
                           parent="Subtitle", size=13, after=10,
                           edges=(("bottom", (ACCENT, 8, 8)),)),
    "Heading1": Look(name="heading 1", follower="BodyText", size=19, bold=True, colour=ACCENT,
                     before=24, after=8, line=1.1, keep_next=True, numbering=1, edges=_UNDER,
                     outline=0),
    "Heading2": Look(name="heading 2", follower="BodyText", size=13, bold=True, colour=ACCENT,
                     before=14, after=4, line=1.15, keep_next=True, outline=1),
    "Heading3": Look(name="heading 3", follower="BodyText", size=11, bold=True, before=10, after=2,
                     line=1.2, keep_next=True, outline=2),
    "SectionHeading": Look(name="Section Heading", alias="Titre de rubrique", parent="Heading1",
                           follower="BodyText", size=14, before=18, after=6, numbering=0,
                           edges=(("bottom", (RULE, 4, 3)),), indent=(0, 0)),
    "BodyText": Look(name="Body Text", after=7),
    "ListBullet": Look(name="List Bullet", after=8, line=1.3, contextual=True, numbering=2),
    "KeyPoint": Look(name="Key Point", alias="À retenir", before=12, after=14, keep_lines=True,
                     edges=_box(ACCENT), fill=TINT, indent=(227, 0)),
    "Caption": Look(name="caption", size=9.5, bold=True, colour=ACCENT, before=12, after=4,
                    line=1.15, keep_next=True, keep_lines=True),
    "Figure": Look(name="Figure", before=0, after=4, line=1, keep_next=True),
    "SmallPrint": Look(name="Small Print", alias="Note et source", size=8.5, colour=MUTED, before=3,
                       after=10, line=1.15, keep_lines=True),
    "Gap": Look(name="Gap", alias="Espace après tableau", size=5, after=0, line=1),
    "TableText": Look(name="Table Text", alias="Tableau texte", size=9.5, before=2, after=2,
                      line=1.1),
    "TableAmount": Look(name="Table Amount", alias="Tableau montant", parent="TableText",
                        align="right"),
    "TableHead": Look(name="Table Head", alias="Tableau titre", parent="TableText", bold=True,
                      colour=ACCENT, keep_next=True),
    "TableHeadAmount": Look(name="Table Head Amount", alias="Tableau titre montant",
                            parent="TableHead", keep_next=True, align="right"),
    "TableSmall": Look(name="Table Small", alias="Tableau serré", parent="TableText", size=8,
                       before=1.5, after=1.5),
    "TableSmallAmount": Look(name="Table Small Amount", alias="Tableau serré montant",
                             parent="TableSmall", align="right"),
    "TableSmallHead": Look(name="Table Small Head", alias="Tableau serré titre", parent="TableHead",
                           size=8, before=1.5, after=1.5, keep_next=True),
    "TableSmallHeadAmount": Look(name="Table Small Head Amount", parent="TableSmallHead",
                                 alias="Tableau serré titre montant", keep_next=True, align="right"),
    "CanvasHead": Look(name="Canvas Head", alias="Case titre", parent="TableText", size=8.5,
                       bold=True, colour=ACCENT, before=0, after=3, keep_next=True),
    "CanvasText": Look(name="Canvas Text", alias="Case texte", parent="TableText", size=8,
                       before=0, after=2),
    "FactTerm": Look(name="Fact Term", alias="Fait, intitulé", parent="TableText", colour=MUTED),
    "KeyFigure": Look(name="Key Figure", alias="Chiffre clé", size=22, bold=True, colour=ACCENT,
                      before=4, after=0, line=1, keep_next=True),
    "KeyLabel": Look(name="Key Label", alias="Chiffre clé, intitulé", size=9, colour=MUTED,
                     after=6, line=1.1),
    "TOCHeading": Look(name="TOC Heading", size=19, bold=True, colour=ACCENT, before=0, after=12,
                       line=1.1, keep_next=True, new_page=True, edges=_UNDER),
    "TOC1": Look(name="toc 1", after=6, line=1.15, tabs=(("left", 680),), indent=(680, 680)),
    "EasyTitle": Look(name="Easy Title", alias="Facile, titre", parent="Title", size=26, before=4,
                      after=4),
    "EasyHeading": Look(name="Easy Heading", alias="Facile, rubrique", parent="SectionHeading",
                        follower="EasyText", size=18, before=22, after=8),
    "EasyText": Look(name="Easy Text", alias="Facile, texte", size=14, after=8, line=1.4),
    "EasyBullet": Look(name="Easy Bullet", alias="Facile, liste", parent="EasyText",
                       contextual=True, numbering=3),
    "EasyKeyPoint": Look(name="Easy Key Point", alias="Facile, à retenir", parent="KeyPoint",
                         size=14, line=1.4),
    "Header": Look(name="header", size=8.5, colour=MUTED, after=0, line=1, tabs=_RIGHT_EDGE,
                   edges=(("bottom", (RULE, 4, 4)),)),
    "Footer": Look(name="footer", size=8.5, colour=MUTED, after=0, line=1, tabs=_RIGHT_EDGE),
}  # fmt: skip

# List markers: style, kind, text, hanging indent in twips; their place in the list is their number.
MARKERS = (
    ("Heading1", "decimal", "%1", 680),
    ("ListBullet", "bullet", "–", 340),
    ("EasyBullet", "bullet", "–", 400),
)

_MASKED = f'<w:b w:val="0"/><w:i/><w:iCs/><w:color w:val="{MUTED}"/>'
CHARACTERS = {
    "Strong": ("Strong", "<w:b/><w:bCs/>"),
    "Masked": ("Masked", _MASKED),
    "MaskedFigure": ("Masked Figure", f'{_MASKED}<w:sz w:val="28"/>'),
}


def paragraph_style(key: str, look: Look) -> str:
    """The XML of a paragraph style, each property in the order that the schema asks for."""
    spacing = "".join(
        f' w:{name}="{round(value * unit)}"'
        for name, value, unit in (
            ("before", look.before, 20),
            ("after", look.after, 20),
            ("line", look.line, 240),
        )
        if value is not None
    )
    ruled = ' w:lineRule="auto"' if look.line else ""
    properties = (
        ("<w:keepNext/>", look.keep_next),
        ("<w:keepLines/>", look.keep_lines),
        ("<w:pageBreakBefore/>", look.new_page),
        ("<w:widowControl/>", look.parent is None),
        (f'<w:numPr><w:numId w:val="{look.numbering}"/></w:numPr>', look.numbering is not None),
        (f"<w:pBdr>{''.join(map(_edge, look.edges))}</w:pBdr>", look.edges),
        (f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill}"/>', look.fill),
        (f"<w:tabs>{''.join(map(_tab, look.tabs))}</w:tabs>", look.tabs),
        (f"<w:spacing{spacing}{ruled}/>", spacing),
        (_indent(look.indent), look.indent),
        ("<w:contextualSpacing/>", look.contextual),
        (f'<w:jc w:val="{look.align}"/>', look.align),
        (f'<w:outlineLvl w:val="{look.outline}"/>', look.outline is not None),
    )
    letters = (
        ("<w:b/><w:bCs/>", look.bold),
        (f'<w:color w:val="{look.colour}"/>', look.colour),
        (f'<w:sz w:val="{round((look.size or 0) * 2)}"/>', look.size),
    )
    own = bool(look.alias) or look.name in {"Figure", "Gap"}
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"{_DEFAULT if key == "Normal" else ""}'
        f'{_OWN if own else ""}><w:name w:val="{look.name}"/>'
        + (f"<w:aliases w:val={quoteattr(look.alias)}/>" if look.alias else "")
        + (f'<w:basedOn w:val="{look.parent}"/>' if look.parent else "")
        + (f'<w:next w:val="{look.follower}"/>' if look.follower else "")
        + f"<w:qFormat/><w:pPr>{_kept(properties)}</w:pPr><w:rPr>{_kept(letters)}</w:rPr></w:style>"
    )


_DEFAULT, _OWN = ' w:default="1"', ' w:customStyle="1"'


def _kept(pieces: tuple[tuple[str, object], ...]) -> str:
    return "".join(xml for xml, wanted in pieces if wanted)


def _edge(edge: tuple[str, Edge]) -> str:
    side, (colour, size, space) = edge
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _tab(tab: tuple[str, int]) -> str:
    return f'<w:tab w:val="{tab[0]}" w:pos="{tab[1]}"/>'


def _indent(indent: tuple[int, int] | None) -> str:
    left, hanging = indent or (0, 0)
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'
