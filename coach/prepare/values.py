"""What stands in fields of forms, read as people type it, and whether two of them say the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final, Literal

from coach.records import Country, Record
from coach.records.spelling import folded
from coach.rules.countries import meant, several
from coach.typed_days import MONTHS

Same = Literal["same", "differs", "unclear"]
Day = tuple[int, int | None, int | None]
"""Year, month and day, as far as they are told."""
SMALL: Final = frozenset(
    ("the", "of", "and", "for", "in", "at", "de", "del", "della", "di", "da", "dos", "la", "el")
    + ("faculty", "department", "dept", "university", "univ", "uni", "college", "school")
    + ("medical", "medicine", "medicina", "med", "institute", "academy", "sciences", "science")
)
"""Words of schools' names that do not tell them apart."""
JOINING: Final = ("of", "and", "the", "for", "de", "del", "la")
"""Words that initials leave out."""
ALIKE: Final = 0.85
"""How alike two names of schools are, 0-1, to be one with other letters."""
COUNTED: Final = {
    **dict.fromkeys(("none", "no", "zero", "never", "nil"), 0),
    **dict.fromkeys(("one", "once", "first", "single"), 1),
    **dict.fromkeys(("two", "twice", "second"), 2),
    **dict.fromkeys(("three", "third"), 3),
    **dict.fromkeys(("four", "fourth"), 4),
}
YES: Final = frozenset(("yes", "y", "true", "pass", "passed", "certified", "1"))
NO: Final = frozenset(
    ("no", "n", "false", "none", "0", "not yet", "not passed", "fail", "failed", "not certified")
    + ("never", "nil", "not applicable", "na", "n a", "continuous", "uninterrupted")
)
NEEDED: Final = ("novisa", "notneeded", "noneneeded", "notrequired", "nosponsorship")
DAYS: Final = (
    r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})(?:[ t].*)?",
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[- /.]*(?:of )?(?P<name>[a-z]{3,9})[-, ./]*(?P<y>\d{4}|\d\d)",
    r"(?P<name>[a-z]{3,9})[- .]*(?P<d>\d{1,2})(?:st|nd|rd|th)?[, -]+(?P<y>\d{4})",
    r"(?P<name>[a-z]{3,9})[-, ./]*(?P<y>\d{4})",
    r"(?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})[-/. ](?P<y>\d{4}|\d\d)",
    r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4}|\d\d)",
    r"(?P<m>\d{1,2})[-/. ](?P<y>\d{4})",
    r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})",
    r"(?P<y>\d{4})",
)
"""How a day is typed; what fits two of them can be two days."""
CENTURY: Final = 40
"""Two digits up to it are of this century."""


class Around(Record):
    """What it takes to read values of some kinds."""

    countries: Mapping[str, Country]
    statuses: Callable[[str], Collection[str]]
    """The words of `us_status` that a text may mean."""


def days_of(text: str) -> list[Day]:
    """Every day that a text can mean, none where it is no day."""
    typed = " ".join(text.casefold().split()).strip(". ")
    return list(dict.fromkeys(_days(typed)))


def _days(typed: str) -> Iterator[Day]:
    for pattern in DAYS:
        if match := re.fullmatch(pattern, typed):
            told = match.groupdict()
            number = int(told["y"])
            year = number if number > 99 else number + (2000 if number <= CENTURY else 1900)
            day, month = int(told.get("d") or 0), _month(told)
            if month <= 12 and day <= 31:
                yield year, month or None, day or None


def _month(told: Mapping[str, str]) -> int:
    """The number of a month, 0 where none is told, 13 for a word that is none."""
    name = told.get("name")
    if name is None:
        return int(told.get("m") or 0)
    fitting = [at for at, month in enumerate(MONTHS, 1) if month.startswith(name[:4])]
    return fitting[0] if len(fitting) == 1 else 13


def same_day(mine: str, other: str) -> Same:
    """Whether two texts mean one day, as far as both tell it; unclear where one can be two."""
    others = days_of(other)
    held = {_agree(own, its) for own in days_of(mine) for its in others}
    return "same" if held == {True} else "differs" if held == {False} else "unclear"


def _agree(mine: Day, other: Day) -> bool:
    return all(None in pair or pair[0] == pair[1] for pair in zip(mine, other, strict=True))


def number_of(text: str) -> int | None:
    """The number that a text tells; None for none."""
    plain = re.sub(r"\bstep ?\d(?: ?c[ks]\b)?", "", folded(text))
    digits = [int(word) for word in re.findall(r"\d+", plain)]
    counted = [COUNTED[word] for word in plain.split() if word in COUNTED]
    return digits[0] if digits else max(counted, default=None)


def yes_of(text: str) -> bool | None:
    """Whether a text says yes; None where it says neither."""
    plain = folded(text)
    first = plain.partition(" ")[0]
    return True if {plain, first} & YES else False if {plain, first} & NO else None


def same_school(mine: str, other: str) -> Same:
    """Whether two names of a school can be one: a shorter form, initials, more of the address."""
    own, its = folded(mine), folded(other)
    if not own or not its:
        return "unclear"
    words, others = ({*text.split()} - SMALL for text in (own, its))
    is_part = bool(words and others) and words & others in (words, others)
    is_short = others & _initials(own) or words & _initials(its)
    return "same" if is_part or is_short or _is_alike(words, others) else "differs"


def _is_alike(words: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a few letters differ in the words of two names, in whatever order they stand."""
    from difflib import SequenceMatcher  # 2 ms, and only for names that nothing else joins

    mine, its = (" ".join(sorted(each)) for each in (words, others))
    return SequenceMatcher(None, mine, its).ratio() >= ALIKE


def _initials(text: str) -> set[str]:
    """The first letters of a name's words, with the small ones and without, as far as they go."""
    words = text.split()
    rows = (words, [word for word in words if word not in JOINING])
    letters = ("".join(word[0] for word in row) for row in rows)
    return {row[:end] for row in letters for end in range(3, len(row) + 1)}


def same_value(kind: str, mine: str, other: str, around: Around) -> Same:
    """Whether two values of a kind say the same; unclear where nobody can tell."""
    if folded(mine) == folded(other):
        return "same"
    if kind == "date":
        return same_day(mine, other)
    if kind == "school":
        return same_school(mine, other)
    own, its = (READERS[kind](text, around) for text in (mine, other))
    if not own or not its:
        return "unclear"
    return "same" if set(own) & set(its) else "differs"


def _countries(text: str, around: Around) -> list[str]:
    named = several(re.sub(r"\([^)]*\)|(?i:^dual\W*)", "", text).strip(), around.countries)
    return [name for word in named for name in meant(word, around.countries)]


def _visas(text: str) -> set[str]:
    """The visas that a text names; of either will do, both."""
    bare = folded(text).replace(" ", "")
    named = {visa for visa in ("j1", "h1b") if visa in bare or bare in ("either", "both", "any")}
    return named or ({"none"} if yes_of(text) is False or bare in NEEDED else set())


def _told(value: object) -> list[object]:
    return [] if value is None else [value]


def _phone(text: str) -> list[object]:
    digits = re.sub(r"\D", "", text)
    return [digits[-9:]] if len(digits) > 6 else []


READERS: Final[Mapping[str, Callable[[str, Around], Collection[object]]]] = {
    "number": lambda text, around: _told(number_of(text)),
    "yes": lambda text, around: _told(yes_of(text)),
    "country": _countries,
    "status": lambda text, around: around.statuses(text),
    "visa": lambda text, around: _visas(text),
    "phone": lambda text, around: _phone(text),
    "same": lambda text, around: _told(re.sub(r"\W", "", text.casefold()) or None),
}
"""By kind, what a value can mean."""
