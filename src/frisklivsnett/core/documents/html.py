"""Documents as web pages: a whole page that needs nothing else, or a part of one to stand in the site's frame."""

import base64
import hashlib
from functools import cache
from pathlib import Path

from frisklivsnett.core.documents.htmlbody import Body, attribute, element
from frisklivsnett.core.documents.model import Document
from frisklivsnett.core.documents.numbering import Numbered, OutlineEntry, numbered
from frisklivsnett.core.documents.theme import Palette, Theme, house_theme

CONTENTS_DEPTH = 3
"""So many levels of headings stand in the contents list."""


def to_html(document: Document, *, theme: Theme | None = None) -> str:
    """Return ``document`` as a whole HTML page: style and pictures within, no script, nothing from elsewhere.

    Raises ``DocumentError`` when it cannot be written. The page's own policy forbids it to fetch or run anything.
    """
    theme = theme or house_theme()
    prepared = numbered(document)
    body = Body(prepared, theme=theme, level=2)
    blocks = body.blocks(prepared.document.blocks)
    style = stylesheet(theme) + _paper(prepared)
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{attribute(document.language)}">',
        _head(prepared, style),
        '<body class="doc-page">',
        f'<a class="doc-skip" href="#doc-main">{element(prepared.words.skip)}</a>',
        _front(prepared, theme),
        '<div class="doc-frame">',
        contents(prepared),
        f'<main class="doc" id="doc-main">{blocks}{body.footnotes()}</main>',
        "</div>",
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def fragment(
    document: Document,
    *,
    theme: Theme | None = None,
    level: int = 2,
    with_contents: bool = True,
    marks: bool = False,
) -> str:
    """Return the inside of ``document`` to stand in a page that has its own ``h1``; style it by ``stylesheet``.

    ``level`` is that of the chapters' headings. With ``marks`` the text shows which claims hold (the editor's
    preview). The sample-data notice comes along. Raises ``DocumentError`` when it cannot be written.
    """
    prepared = numbered(document)
    body = Body(prepared, theme=theme or house_theme(), level=level, marks=marks)
    blocks = body.blocks(prepared.document.blocks)
    listed = contents(prepared, level=level) if with_contents else ""
    inside = f'<div class="doc-main">{_notice(prepared)}{blocks}{body.footnotes()}</div>'
    return f'<div class="doc" lang="{attribute(document.language)}">{listed}{inside}</div>'


def stylesheet(theme: Theme | None = None) -> str:
    """Return the style sheet of ``to_html`` and ``fragment``: the theme's colours as variables, then the rules."""
    theme = theme or house_theme()
    fonts = ", ".join(f'"{font}"' if " " in font else font for font in theme.fonts)
    return (
        f":where(.doc, .doc-page) {{ --doc-font: {fonts}; {_variables(theme.light)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ .doc-page {{ {_variables(theme.dark)} }} "
        ".doc-page .doc { " + _variables(theme.dark) + " } }\n" + _rules()
    )


def contents(prepared: Numbered, *, level: int = 2) -> str:
    """Return the contents list as a ``nav`` with nested lists, or nothing when there are fewer than two headings."""
    entries = [entry for entry in prepared.outline if entry.level <= CONTENTS_DEPTH]
    if len(entries) < 2:
        return ""
    title = f'<h{level} class="doc-contents-title" id="doc-contents">{element(prepared.words.contents)}</h{level}>'
    return f'<nav class="doc-contents" aria-labelledby="doc-contents">{title}{_nested(entries)}</nav>'


def _nested(entries: list[OutlineEntry]) -> str:
    """Return ``entries`` as lists within lists. A first heading is of level 1, and none is jumped over."""
    parts: list[str] = []
    depth = 0
    for entry in entries:
        if entry.level > depth:
            parts.append("<ol>" * (entry.level - depth))
        else:
            parts.append("</li>" + "</ol></li>" * (depth - entry.level))
        depth = entry.level
        number = f'<span class="doc-number">{element(entry.number)}</span> ' if entry.number else ""
        parts.append(f'<li><a href="#{attribute(entry.id)}">{number}{element(entry.text)}</a>')
    parts.append("</li></ol>" * depth)
    return "".join(parts)


def _head(prepared: Numbered, style: str) -> str:
    document = prepared.document
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    named = {
        "description": document.description,
        "author": document.publisher,
        "keywords": ", ".join(document.keywords),
        "dcterms.identifier": document.identifier,
        "dcterms.date": document.date,
        "dcterms.language": document.language,
    }
    mark = f" ({prepared.words.sample})" if document.sample else ""
    metas = "".join(
        f'<meta name="{name}" content="{attribute(value)}">\n' for name, value in named.items() if value
    )
    return (
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{attribute(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{element(document.title)}{element(mark)}</title>\n{metas}<style>{style}</style>\n</head>"
    )


def _front(prepared: Numbered, theme: Theme) -> str:
    """Return what stands on top: the notice, who publishes, title, subtitle, and the facts."""
    document = prepared.document
    logo = ""
    if theme.logo:
        data = base64.b64encode(theme.logo.encode()).decode()
        logo = (
            f'<img class="doc-logo" src="data:image/svg+xml;base64,{data}" alt="{attribute(theme.logo_alt)}">'
        )
    lines = [
        f'<p class="doc-publisher">{element(document.publisher)}</p>' if document.publisher else "",
        f"<h1>{element(document.title)}</h1>",
        f'<p class="doc-subtitle">{element(document.subtitle)}</p>' if document.subtitle else "",
        f'<p class="doc-date">{element(document.date)}</p>' if document.date else "",
        _facts(prepared),
    ]
    return f'<header class="doc-front doc">{_notice(prepared)}{logo}{"".join(lines)}</header>'


def _facts(prepared: Numbered) -> str:
    pairs = "".join(
        f"<div><dt>{element(name)}</dt><dd>{element(value)}</dd></div>"
        for name, value in prepared.document.facts
    )
    return f'<dl class="doc-facts">{pairs}</dl>' if pairs else ""


def _notice(prepared: Numbered) -> str:
    document = prepared.document
    if not document.sample:
        return ""
    words = document.sample_notice or prepared.words.sample
    return f'<p class="doc-sample" role="note"><strong>{element(words)}</strong></p>'


def _paper(prepared: Numbered) -> str:
    """Return the rules of the printed page: numbers on all, and a mark on all of a document made from sample data.

    The words are ours, and safe in a style sheet.
    """
    mark = f'@top-center {{ content: "{prepared.words.sample}"; font: 600 9pt sans-serif; }}'
    numbers = '@bottom-center { content: counter(page) " / " counter(pages); font: 9pt sans-serif; }'
    return f"@page {{ size: A4; margin: 22mm 20mm 20mm; {numbers} {mark if prepared.document.sample else ''} }}\n"


def _variables(palette: Palette) -> str:
    names = ("paper", "ink", "muted", "heading", "accent", "tint", "line", "axis", "notice")
    colours = [f"--doc-{name}: {getattr(palette, name)};" for name in names]
    colours.append(f"--doc-notice-ink: {palette.notice_ink};")
    colours += [f"--doc-series-{place}: {colour};" for place, colour in enumerate(palette.series, start=1)]
    return " ".join(colours)


@cache
def _rules() -> str:
    return Path(__file__).with_name("page.css").read_text("utf-8")
