"""A page to be read: parts with texts, a table, a text word for word; as TXT, Markdown, HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from textwrap import wrap
from typing import Final

from coach.files.writing import Cell, markdown_table, marked
from coach.records import Record

PAGES: Final = (".md", ".html", ".txt")
WIDTH: Final = 78
LOOK: Final = (
    "body{font:16px/1.5 serif;max-width:46em;margin:2em auto;padding:0 1em;color:#111;"
    "background:#fff}table{border-collapse:collapse;font-size:85%}th,td{text-align:left;"
    "padding:.15em .7em .15em 0;vertical-align:top}pre{white-space:pre-wrap;"
    "border-left:2px solid #888;padding-left:1em}"
)


class Part(Record):
    """One part of a page, each piece of it where there is one."""

    title: str
    texts: Sequence[str] = ()
    header: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    verbatim: str = ""
    """Word for word, as it is hashed."""


def rendered(parts: Sequence[Part], ending: str) -> str:
    """The page in the format of an extension (PAGES); the first part has its title."""
    make = {".md": _markdown, ".html": _html, ".txt": _text}[ending]
    whole = "\n\n".join(make(part, is_first=part is parts[0]) for part in parts)
    if ending != ".html":
        return whole + "\n"
    head = f'<meta charset="utf-8"><title>{escape(parts[0].title)}</title><style>{LOOK}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{whole}\n</body></html>\n'


def _markdown(part: Part, is_first: bool) -> str:
    pieces = [f"{'#' if is_first else '##'} {part.title}", *map(marked, part.texts)]
    if part.rows:
        pieces.append("\n".join(markdown_table(part.header, part.rows)))
    if part.verbatim:
        pieces.append(f"~~~~~~\n{part.verbatim}\n~~~~~~")
    return "\n\n".join(pieces)


def _html(part: Part, is_first: bool) -> str:
    level = "h1" if is_first else "h2"
    pieces = [f"<{level}>{escape(part.title)}</{level}>"]
    pieces += [f"<p>{escape(text)}</p>" for text in part.texts]
    if part.rows:
        head = "".join(f"<th>{escape(title)}</th>" for title in part.header)
        rows = ("".join(f"<td>{escape(str(cell))}</td>" for cell in row) for row in part.rows)
        body = "\n".join(f"<tr>{row}</tr>" for row in rows)
        pieces.append(f"<table><tr>{head}</tr>\n{body}</table>")
    if part.verbatim:
        pieces.append(f"<pre>{escape(part.verbatim)}</pre>")
    return "\n".join(pieces)


def columns(part: Part) -> list[str]:
    """The table of a part, its cells under each other."""
    table = [list(map(str, row)) for row in (part.header, *part.rows)] if part.rows else []
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]


def _text(part: Part, is_first: bool) -> str:
    pieces = [f"{part.title}\n{('=' if is_first else '-') * len(part.title)}"]
    pieces += ["\n".join(wrap(text, WIDTH)) for text in part.texts]
    return "\n\n".join([*pieces, *filter(None, ("\n".join(columns(part)), part.verbatim))])
