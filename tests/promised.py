"""Reads coach/cli/PROMISED.md: the keys of JSON that scripts may rely on, command by command."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

PAGE: Final = Path(__file__).parent.parent / "coach" / "cli" / "PROMISED.md"
Shape = dict[str, Any]
"""Keys, each with the shape of what stands under it; an empty one promises no more."""


def promised() -> dict[str, Shape]:
    """The promised keys by the words of the command, with an option where it adds keys."""
    text = PAGE.read_text(encoding="utf-8")
    parts = dict(re.findall(r"^\| `([A-Z]+)` \| `([^`]+)` \|$", text, re.M))
    rows = re.findall(r"^\| `coach ([^`]+)` \| `([^`]+)` \|$", text, re.M)
    return {words: shape(keys, parts) for words, keys in rows}


def shape(text: str, parts: dict[str, str]) -> Shape:
    """`a, b: {c, d}, e: [PART]` as keys in keys; parts are written out."""
    text = re.sub(r"\b[A-Z]{4,}\b", lambda part: "{" + parts[part[0]] + "}", text)
    if re.search(r"\b[A-Z]{4,}\b", text):
        return shape(text, parts)
    whole: Shape = {}
    open_ones, last = [whole], ""
    for token in re.findall(r"[\w-]+|[{}]", text):
        if token == "{":
            open_ones.append(open_ones[-1][last])
        elif token == "}":
            open_ones.pop()
        else:
            last = token
            open_ones[-1][token] = {}
    return whole


def missing(keys: Shape, value: Any, where: str = "") -> list[str]:
    """Promised keys that an answer lacks; a list is looked through, null promises nothing."""
    if isinstance(value, list):
        return sorted({lack for row in value for lack in missing(keys, row, where)})
    if value is None:
        return []
    lacks = []
    for key, below in keys.items():
        if not isinstance(value, dict) or key not in value:
            lacks.append(f"{where}{key}")
        else:
            lacks += missing(below, value[key], f"{where}{key}.")
    return lacks


def told(value: Any) -> str:
    """The keys of an answer as the page writes them, to begin a row with."""
    if isinstance(value, list):
        inner = told(value[0]) if value else ""
        return f"[{inner}]" if inner else ""
    if not isinstance(value, dict):
        return ""
    parts = [f"{key}: {below}" if (below := told(of)) else key for key, of in value.items()]
    return "{" + ", ".join(parts) + "}"
