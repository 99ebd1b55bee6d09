"""The text of a mail with plain signs, without what mailers put around it."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from coach.season.patterns import HEADERS, MAILED, MON, WD, WROTE

HOURS: Final = tuple(
    "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
)
FIRST_DAYS: Final = tuple(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"  # noqa: SIM905
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
)
DAYS: Final = {
    **{name: day for day, name in enumerate(FIRST_DAYS, 1)},
    **{f"twenty-{name}": day for day, name in enumerate(FIRST_DAYS[:9], 21)},
    **{"twentieth": 20, "thirtieth": 30, "thirty-first": 31},
}
HALF: Final = r",?\s+(?:in|of|at)\s+(?:the\s+)?(morning|afternoon|evening|night)\b"
CLOCK: Final = rf"(?:\d{{1,2}}(?:[:.]\d\d)?|{'|'.join(HOURS)})"
OF_HALF: Final = re.compile(
    rf"(?i)\b((?:half past|quarter past|quarter to)\s+)?({CLOCK})(?:(\s*(?:-|to|until|or|and)\s*)"
    rf"({CLOCK}))?(?:\s+o'clock)?{HALF}"
)
IN_WORDS: Final = re.compile(
    rf"(?i)\b(?:(?:half past|quarter past|quarter to)\s+(?:{'|'.join(HOURS)})"
    rf"|(?:{'|'.join(HOURS)})\s+o'clock)\b"
)
"""Half past nine, nine o'clock."""
DAY_OF: Final = re.compile(
    rf"(?i)\b(?:the\s+)?({'|'.join(sorted(DAYS, key=len, reverse=True))})(?=\s+(?:of\s+)?{MON})"
    rf"|(?<=ber )(?:the\s+)?({'|'.join(sorted(DAYS, key=len, reverse=True))})\b"
)
MONTH_LINE: Final = re.compile(
    rf"(?i)^\W*(?:(?:\w+ )?dates?(?: in| for)? |in |for )?({MON})\W*(20\d\d)?\W*$"
)
DAY_LINE: Final = re.compile(
    rf"(?i)^(\W*(?:{WD}\W*)?)(\d{{1,2}}(?:st|nd|rd|th)?)(?![\w:/]|\.\d|\s*[ap]\.?m|\s*-?{MON})"
)


def clean(text: str) -> str:
    """The text of a mail with plain signs: no quote marks, markup, emoji or lines crossed out."""
    if re.search(r"=\r?\n|=20(?!\d\d)|=E2|=C2", text):
        import quopri  # only for a mail in its raw form

        text = quopri.decodestring(text.encode()).decode("utf-8", "replace")
    text = unicodedata.normalize("NFKC", html.unescape(text).replace("\r", ""))
    text = re.sub(r"~~.*?~~|<(?:s|del|strike)>.*?</(?:s|del|strike)>", " ", text)
    text = re.sub(r"(?i)<(?:br|/p|/tr|/li|/div|/h\d)\b[^>]{0,80}>", "\n", text)
    text = re.sub(r"(?i)</t[dh]>", " | ", text)
    text = re.sub(r"</?[a-zA-Z][^<>@\n]{0,200}>", " ", text)
    text = re.sub(r"(?<=\S) {3,}(?=\S)", " | ", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text).translate({0x2018: "'", 0x2019: "'"})
    text = re.sub(r"\b([ECMP])\.(?:([SD])\.)?T\.", r"\1\2T", text)
    own = re.sub(r"(?m)^ ?>.*$", "", WROTE.sub("", text))
    if re.search(r"(?i)\d\s?[ap]\.?m\b|\d:\d\d", HEADERS.sub("", own)):
        text = own  # what an answer quotes is asked, not offered
    text = re.sub(r"(?m)^[ \t]*(?:>[> \t]*)+", "", text)
    text = re.sub(r"[*`]+|(?<!\w)_+|_+(?!\w)", " ", text).replace("\t", " | ")
    text = "".join(
        " "
        if unicodedata.category(sign) in ("So", "Sk", "Cs", "Mn", "Zs") and sign != " "
        else sign
        for sign in text
        if unicodedata.category(sign) not in ("Cf",)
    )
    text = re.sub(
        r"(?<=[^\n]{58})(?<![.:;!?|])\n(?=[A-Za-z0-9(])(?![^\n]{0,30}:\s)(?!\d+:\d\d.*\n\W*\d+:)",
        " ",
        text,
    )
    text = DAY_OF.sub(lambda match: str(DAYS[(match[1] or match[2]).casefold()]), text)
    text = IN_WORDS.sub(_clock, OF_HALF.sub(_figures, text))
    return "\n".join(_under_months(text.split("\n")))


def _figures(match: re.Match[str]) -> str:
    """`Half past eight in the morning` as 8:30 AM."""
    half = "AM" if match[5].casefold() == "morning" else "PM"
    clocks = [
        str(HOURS.index(word) + 1) if (word := each.casefold()) in HOURS else word
        for each in filter(None, (match[2], match[4]))
    ]
    if match[1] and clocks[0].isdigit():
        clocks[0] = _quarter(match[1], int(clocks[0]))
    return (match[3] or "").join(clocks) + f" {half}"


def _quarter(words: str, hour: int) -> str:
    """`Half past` or `quarter to` an hour, in figures."""
    words = words.casefold().strip()
    minutes = "30" if words.startswith("half") else "45" if words.endswith("to") else "15"
    return f"{(hour - 1 - words.endswith('to')) % 12 + 1}:{minutes}"


def _clock(match: re.Match[str]) -> str:
    """An hour in words as figures."""
    words = match[0].casefold().split()
    hour = HOURS.index(next(word for word in reversed(words) if word in HOURS)) + 1
    return f"{hour}:00" if words[0] in HOURS else _quarter(" ".join(words[:2]), hour)


def _under_months(lines: list[str]) -> Iterator[str]:
    """Lines of days below the line of their month, each with its month."""
    month = ""
    for line in lines:
        if head := MONTH_LINE.match(line):
            month = " ".join(filter(None, head.groups()))
            yield ""
            continue
        day = DAY_LINE.match(line) if month else None
        if not day and line.strip():
            month = ""
        yield f"{day[1]}{day[2]} {month}{line[day.end() :]}" if day else line


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
