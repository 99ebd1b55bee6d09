"""The text of a mail with plain signs, without what mailers put around it."""

from __future__ import annotations

import html
import re
import unicodedata

from coach.season.patterns import HEADERS, MAILED, WROTE


def clean(text: str) -> str:
    """The text of a mail with plain signs: no quote marks, markup, emoji or lines crossed out."""
    if re.search(r"=\r?\n|=20|=E2|=C2", text):
        import quopri  # only for a mail in its raw form

        text = quopri.decodestring(text.encode()).decode("utf-8", "replace")
    text = unicodedata.normalize("NFKC", html.unescape(text).replace("\r", ""))
    text = re.sub(r"~~.*?~~|<(?:s|del|strike)>.*?</(?:s|del|strike)>", " ", text)
    text = re.sub(r"(?i)<(?:br|/p|/tr|/li|/div|/h\d)\b[^>]{0,80}>", "\n", text)
    text = re.sub(r"(?i)</t[dh]>", " | ", text)
    text = re.sub(r"</?[a-zA-Z][^<>@\n]{0,200}>", " ", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).translate({0x2018: "'", 0x2019: "'"})
    text = re.sub(r"(?m)^[ \t]*(?:>[> \t]*)+", "", text)
    text = re.sub(r"[*_`]+", " ", text).replace("\t", " | ")
    text = "".join(
        " "
        if unicodedata.category(sign) in ("So", "Sk", "Cs", "Mn", "Zs") and sign != " "
        else sign
        for sign in text
        if unicodedata.category(sign) not in ("Cf",)
    )
    return re.sub(r"(?<=[^\n]{58})(?<![.:;!?|])\n(?=[A-Za-z0-9(])", " ", text)


def without_headers(text: str) -> tuple[str, str]:
    """The text without the heads of mails, at the same places, and what those said."""
    heads: list[str] = []
    for pattern in (WROTE, HEADERS):
        for match in pattern.finditer(text):
            if MAILED.search(match[0]) or pattern is WROTE:
                heads.append(match[0])
                text = text[: match.start()] + _blank(match[0]) + text[match.end() :]
    return text, "\n".join(heads)


def _blank(head: str) -> str:
    """Empty lines in place of a head, but for its subject."""
    return "\n".join(
        line if re.match(r"(?i)\s*subject\s*:", line) else " " * len(line)
        for line in head.split("\n")
    )
