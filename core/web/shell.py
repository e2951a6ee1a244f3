"""The shell of the pages that stand before the tracker: plain HTML, no script, light or dark."""

from collections.abc import Iterable, Mapping
from html import escape

from starlette.responses import HTMLResponse

from core.language import Language, _, current
from core.web import headers
from core.web.addresses import ASSETS

_SHELL = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Passerelle</title>
<link rel="icon" href="{assets}/passerelle.png">
<link rel="preload" href="{assets}/source-sans-3-latin-wght-normal.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="{assets}/door.css">
</head>
<body>
<header><div><p class="mark"><img src="{assets}/passerelle-mark.svg" alt="" width="38" height="20">Passerelle</p>
<p class="purpose">{purpose}</p></div></header>
<main>
<h1>{title}</h1>
{body}
</main>
<footer>{foot}</footer>
</body>
</html>
"""


def page(title: str, *body: str, foot: str = "", status: int = 200) -> HTMLResponse:
    """A whole page: `title` is plain text, `body` and `foot` are markup."""
    markup = _SHELL.format(
        language=current(),
        title=escape(title),
        assets=ASSETS,
        purpose=escape(
            _("Following each journey, from the first meeting to the company that lasts.")
        ),
        body="\n".join(part for part in body if part),
        foot=foot,
    )
    return HTMLResponse(markup, status, headers=headers.for_the_door())


def message(words: str, *, late: bool = False) -> str:
    """One message above the fields: the first sentence in bold, then the way out."""
    if not words:
        return ""
    fact, dot, rest = words.partition(". ")
    kind, role = ("late", "alert") if late else ("done", "status")
    return (
        f'<p class="message {kind}" role="{role}"><strong>{escape(fact + dot.strip())}</strong>'
        f"{'<br>' if rest else ''}{escape(rest)}</p>"
    )


def paragraph(words: str, *, small: bool = False) -> str:
    return f"<p{' class=small' if small else ''}>{escape(words)}</p>"


def field(
    label: str, name: str, *, kind: str = "text", fills: str = "off", value: str = "", help_: str = "",
    only_read: bool = False, first: bool = False, optional: bool = False,
) -> str:  # fmt: skip
    """A labelled field; `fills` is its `autocomplete`, `help_` a line under its label."""
    note = f'<span class="help" id="{name}-help">{escape(help_)}</span>' if help_ else ""
    asked = " readonly" if only_read else "" if optional else " required"
    return (
        f'<label for="{name}">{escape(label)}</label>{note}'
        f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{fills}" value="{escape(value)}"'
        f"{f' aria-describedby={name}-help' if help_ else ''}{asked}"
        f'{" autofocus" if first else ""} autocapitalize="none" spellcheck="false">'
    )


def choices(
    question: str, name: str, options: Mapping[str, str], *, chosen: str = "", help_: str = ""
) -> str:
    """A question with its possible answers, one under the other, by value."""
    note = f'<span class="help">{escape(help_)}</span>' if help_ else ""
    lines = "".join(
        f'<label class="option"><input type="radio" name="{escape(name)}" value="{escape(value)}"'
        f"{' checked' if value == chosen else ''}> {escape(words)}</label>"
        for value, words in options.items()
    )
    return f"<fieldset><legend>{escape(question)}</legend>{note}{lines}</fieldset>"


def listed_choice(label: str, name: str, options: Mapping[str, str], *, chosen: str = "") -> str:
    """A list to choose one thing from, nothing at first."""
    lines = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(words)}</option>'
        for value, words in {"": "", **options}.items()
    )
    return f'<label for="{name}">{escape(label)}</label><select id="{name}" name="{name}">{lines}</select>'


def text_area(label: str, name: str, *, value: str = "", longest: int) -> str:
    return (
        f'<label for="{name}">{escape(label)}</label>'
        f'<textarea id="{name}" name="{name}" rows="4" maxlength="{longest}">{escape(value)}</textarea>'
    )


def tick(label: str, name: str, *, ticked: bool = False) -> str:
    return (
        f'<label class="option"><input type="checkbox" name="{name}" value="yes"'
        f"{' checked' if ticked else ''}> {escape(label)}</label>"
    )


def hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def form(action: str, parts: Iterable[str], *, button: str, plain: bool = False) -> str:
    """A form with its one button; `plain` for a deed that is not the reason of the page."""
    kind = ' class="plain"' if plain else ""
    return (
        f'<form method="post" action="{escape(action)}">{"".join(parts)}'
        f"<button{kind}>{escape(button)}</button></form>"
    )


def other_language(path: str) -> str:
    """The link at the foot that leads to the same page in the other language."""
    other, words = (
        (Language.ENGLISH, "English")
        if current() is Language.FRENCH
        else (Language.FRENCH, "Français")
    )
    joint = "&" if "?" in path else "?"
    return f'<a href="{escape(path + joint)}lang={other}" lang="{other}" hreflang="{other}">{words}</a>'


def heading(words: str) -> str:
    """A part of the page begins."""
    return f"<h2>{escape(words)}</h2>"


def way(address: str, words: str) -> str:
    """A line that leads to another page of ours."""
    return f'<p><a href="{escape(address)}">{escape(words)}</a></p>'
