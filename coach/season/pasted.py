"""What is pasted: a list of programs, its lines without prices and signs, and the program each one
means; the programs that a mail may name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from typing import Final

from coach.facts.naming import Naming
from coach.records import Entry, Program, Record
from coach.records.spelling import folded

LONGEST: Final = 500
"""Lines of a pasted list that are read; there are fewer programs of a specialty than that."""
NUMBER: Final = re.compile(r"(?<!\d)\d{10}(?!\d)")
"""An ACGME id."""
NO_NAME: Final = re.compile(
    r"(?i)[$€£]\s?\d[\d,.]*|\b(?:usd|eur|gbp|inr|pkr)\s?\d[\d,.]*|\b\d[\d,.]*\s?(?:usd\b|dollars?\b|eur\b|[$€£])"
    r"|https?://\S+|\b\d+(?:\.\d+)?\s?%"
)
"""What stands beside a name: prices, addresses, shares."""
LEAD: Final = re.compile(r"^\s*(?:[-*•·▪◦–—>+]+\s*|\(?\d{1,3}[.):]\s+|\[[ xX]?\]\s*)+")
"""Bullets, numbers and boxes before a name."""
SOFT: Final = frozenset(
    (
        *("hospital", "hospitals", "center", "centre", "health", "healthcare", "system", "medical"),
        *("university", "college", "school", "program", "programs", "residency", "consortium"),
        *("clinic", "foundation", "network", "education", "department", "campus", "track"),
    )
)
"""Words of many names, which tell programs apart only where nothing else does."""


SIGNALS: Final = re.compile(r"(?i)\b(gold|silver|signal)(?:l?ed)?(?: signal)?[\s)\]]*$")
"""At the end of a line: the signal that went there."""


NAMED: Final = re.compile(r"(?:[A-Z][\w'&.-]+(?:[ -](?:of|the|and|at|for|in|&))*[ -]?){2,9}")
"""What may be the name of a program."""
PLACES: Final = re.compile(
    r"(?i)hospital|center|centre|universit|health|medical|college|clinic|program"
)
AROUND: Final = re.compile(
    r"(?i)\b(?:gme|department|residency|program|office|of medicine|dear|dr|welcome(?: to)?)\b"
)
"""Words that are of no name."""
OF_OTHERS: Final = re.compile(r"(?i)rotat|graduates|alumni|fellow|elective|affiliat|letters?\b")
"""In a sentence that names other places than that of a program."""
MOST_NAMES: Final = 12
OF_ONES_OWN: Final = re.compile(r"\b(?:I|[Mm]y)\b")
BEHIND: Final = re.compile(r"\s[-–—]+\s|[–—:(]")
"""What stands before a remark on a name."""
REASON: Final = re.compile(r"[,;:.!)]")
SENTENCE: Final = re.compile(r"(?m)^.{60,}[.!?]\s*$")
OWN_MESSAGE: Final = (
    "That reads like a message that you mean to send: M holds it against the rules of contact "
    "(coach check message FILE). Here what came is read, or a list of programs."
)


def is_own_message(text: str) -> bool:
    """Whether somebody speaks of themselves, more than a list of names does."""
    return len(OF_ONES_OWN.findall(text)) > (0 if SENTENCE.search(text) else 1)


class Meant(Record):
    """What one line of a pasted list means."""

    line: str
    signal: str = ""
    """The word of the signal that stands beside the name."""
    sure: Entry | None = None
    likely: tuple[Entry, ...] = ()
    """Where it may be several, or is spelled like none: the likeliest."""
    reason: str = ""
    """Why it is sure, or is not."""


def lines_of(text: str) -> list[str]:
    """The lines that may name a program, without what stands around the name."""
    lines = (_bare(line) for line in text.splitlines())
    return [line for line in lines if re.search(r"[^\W\d_]{2}", line) or NUMBER.search(line)]


def _bare(line: str) -> str:
    signs = (" " if unicodedata.category(c) in ("So", "Sk", "Cf", "Cc", "Cs") else c for c in line)
    bare = NO_NAME.sub(" ", LEAD.sub("", "".join(signs)))
    return " ".join(bare.replace("\t", " ").split()).strip(" ,;|-–—:")


def meant(line: str, naming: Naming, own: Collection[str], mine: Collection[str]) -> Meant:
    """The program that a line means, of one's own where several may be meant. `own`: names of
    specialties; `mine`: numbers of programs on the applicant's list."""
    signal = SIGNALS.search(line)
    line = line[: signal.start()].rstrip(" ,;|-–—:([") if signal else line
    known = naming.verdict(line, own, mine)
    return Meant(
        line,
        signal[1].casefold() if signal else "",
        known.sure.entry if known.sure else None,
        () if known.sure else tuple(each.program.entry for each in known.likely or known.nearest),
        known.reason,
    )


def decided(line: str, word: Callable[[str, str], str | None]) -> tuple[str, str]:
    """The name and the mark behind it, "" for none: “Woodhull - NO, too far”. `word`: what a cell
    of a table is taken for."""
    for sign in BEHIND.finditer(line):
        remark = REASON.split(line[sign.end() :])[0].strip()
        mark = word("mark", remark) if len(remark) > 1 else ""
        if mark in ("apply", "maybe", "no"):
            return line[: sign.start()], mark
    return line, ""


def of_its_own(text: str) -> str:
    """A text without what it says of other places and specialties."""
    parts = re.split(r"[.!?]\s+|\n", text)
    return "\n".join(part for part in parts if not OF_OTHERS.search(part))


def names_in(text: str) -> dict[str, str]:
    """What may be names of programs, each with its words that tell."""
    names = dict.fromkeys(match[0].strip() for match in NAMED.finditer(text))
    places = [name for name in names if PLACES.search(name)]
    return {name: AROUND.sub(" ", name) for name in places[:MOST_NAMES]}


def is_named(program: Program, text: str) -> bool:
    """Whether a text has every word of a program's name that tells it from others."""
    own = folded(program.name.removesuffix(" Program").partition("/")[0]).split()
    hard = [word for word in own if word not in SOFT and len(word) > 2] or own
    return {*folded(text).split()}.issuperset(hard)


def other_specialty(program: Program, text: str, specialties: Iterable[str]) -> str:
    """A specialty that a text names in place of the program's own; "" for none."""
    text = text.casefold()
    own = re.split(r"[-/(]", program.specialty.casefold())[0].strip()
    named = [each for each in specialties if re.search(rf"\b{re.escape(each.casefold())}\b", text)]
    return "" if own in text else max(named, key=len, default="")
