"""What is pasted: a list of programs, its lines without prices and signs, and the program each one
means; the programs that a mail may name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Final

from coach.facts.index import SMALL_WORDS, fold
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
FEW: Final = 6
"""Programs that are proposed where a line may mean several."""


SIGNALS: Final = re.compile(r"(?i)\b(gold|silver|signal)(?:l?ed)?(?: signal)?[\s)\]]*$")
"""At the end of a line: the signal that went there."""


NAMED: Final = re.compile(r"(?:[A-Z][\w'&.-]+(?:[ -](?:of|the|and|at|for|in|&))*[ -]?){2,9}")
"""What may be the name of a program."""
PLACES: Final = re.compile(
    r"(?i)hospital|center|centre|universit|health|medical|college|clinic|program"
)
AROUND: Final = re.compile(
    r"(?i)\b(?:gme|department|residency|program|office|of medicine|dear|dr)\b"
)
"""Words that are of no name."""
MOST_NAMES: Final = 12
OF_ONES_OWN: Final = re.compile(r"\b(?:I|[Mm]y)\b")
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


def lines_of(text: str) -> list[str]:
    """The lines that may name a program, without what stands around the name."""
    lines = (_bare(line) for line in text.splitlines())
    return [line for line in lines if re.search(r"[^\W\d_]{2}", line) or NUMBER.search(line)]


def _bare(line: str) -> str:
    signs = (" " if unicodedata.category(c) in ("So", "Sk", "Cf", "Cc", "Cs") else c for c in line)
    bare = NO_NAME.sub(" ", LEAD.sub("", "".join(signs)))
    return " ".join(bare.replace("\t", " ").split()).strip(" ,;|-–—:")


def meant(
    line: str, candidates: Sequence[Entry], own: Collection[str], mine: Collection[str]
) -> Meant:
    """The program that a line means: the one that has all its words, of one's own where several
    have.

    `candidates`: what the search gives for it, the likeliest first; `own`: names of specialties;
    `mine`: numbers of programs on the applicant's list.
    """
    signal = SIGNALS.search(line)
    line = line[: signal.start()].rstrip(" ,;|-–—:([") if signal else line
    word = signal[1].casefold() if signal else ""
    words = _words(line)
    hard = [word for word in words if word not in SOFT] or words
    have = [each for each in candidates if _has(each, hard)]
    fits = _narrowed(have, own, mine, words)
    if len(fits) == 1:
        return Meant(line, word, fits[0])
    return Meant(line, word, None, tuple(fits or _of_own(candidates, own))[:FEW])


def unclear(line: str, likely: Sequence[Entry]) -> tuple[list[str], Sequence[Entry]]:
    """The words of a line that no program has that has the others, and the programs that do."""
    words = _words(line)
    lacks = {each.id: [word for word in words if not _has(each, [word])] for each in likely}
    least = min(lacks.values(), key=len, default=words)
    if len(least) == len(words):
        return [], likely
    return least, [each for each in likely if lacks[each.id] == least]


def _of_own(candidates: Sequence[Entry], own: Collection[str]) -> Sequence[Entry]:
    return [each for each in candidates if _specialty(each) in own] or candidates


def _narrowed(
    fits: Sequence[Entry], own: Collection[str], mine: Collection[str], words: Sequence[str]
) -> Sequence[Entry]:
    """Those of one's own, then those that have every word, as long as any is left."""
    tests: tuple[Callable[[Entry], bool], ...] = (
        lambda each: _specialty(each) in own,
        lambda each: each.id in mine,
        lambda each: _has(each, words),
        lambda each: _name(each) == " ".join(words),
    )
    for test in tests:
        fits = [each for each in fits if test(each)] or fits
    return fits


def _specialty(entry: Entry) -> str:
    return entry.extra.partition(" · ")[0]


def _has(entry: Entry, words: Sequence[str]) -> bool:
    """Whether a program has all these words, or words that begin so."""
    known = fold(" ".join((entry.id, entry.title, entry.extra, *entry.synonyms))).split()
    return all(
        any(other.startswith(word) if len(word) > 2 else other == word for other in known)
        for word in words
    )


def _name(entry: Entry) -> str:
    return " ".join(_words(entry.title.removesuffix(" Program")))


def _words(text: str) -> list[str]:
    return [word for word in fold(text).split() if word not in SMALL_WORDS]


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
