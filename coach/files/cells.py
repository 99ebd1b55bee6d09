"""Cells as people write them, read by the words of `seed_data/cell_words.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from coach.files.foreign import NEVER, Foreign, bare, normal
from coach.files.tables import plain
from coach.records import CellWords, CoachError
from coach.rules.fields import FACTS, YES_NO, checked

if TYPE_CHECKING:
    from coach.files.guessing import Titles

NOTHING: Final = ("silent", "open")
"""Values of words that are understood and of which nothing can be kept."""
BROKEN: Final = re.compile(
    r"#(REF|N/A|DIV/0|VALUE|NAME|NUM|NULL|FORMULA|SPILL|ERROR)\b[!?]?.*", re.S
)
"""What a spreadsheet writes where it has no value."""
VISAS: Final = {"visa_j1": "J-1", "visa_h1b": "H-1B"}
J1, H1B = r"j ?-? ?1s?(?: visas?)?\b", r"h ?-? ?1(?: ?-? ?b)?s?(?: visas?)?\b"
OTHER_VISA: Final = r"(?:[oflte] ?-? ?\d|h-?4)\b|ead\b|opt\b|green ?cards?|gc\b|(?:us )?citizens?"
VERDICTS: Final = ("yes", "no", "unsure")
PARTING = (",", ";", ".")
JOINING: Final = ("&", "and", "+", "/", "but", "и", "und", "y", "e", "et")
LONE: Final = {
    **{"graduation_year_limit": (1, 15), "attempts_limit": (1, 6), "step2ck_minimum": (195, 275)},
    "positions": (1, 80),
}
"""What a number is of, that stands alone among words that nobody knows."""
OR_MORE: Final = re.compile(r"\bor (?:later|more|newer|above|higher|better)\b")
MANY: Final = 5
"""Words beside it, of which it may be about more."""
NUMBER: Final = r"\d+(?:[.,]\d+)?|[.,]\d+"
COUNTED: Final = "zero one two three four five six seven eight nine ten".split()  # noqa: SIM905
PAID: Final = re.compile(r"[$,]|usd|\.00?$| ?(?:/|per|a) ?(?:yr|year|annum)|dollars")
"""What stands around a number of dollars a year."""
LONGEST_AGO: Final = 40
"""Years since graduation; the limit that is none."""
LEAST_SCORE: Final = 100
"""A minimum of Step 2 CK below is a score of something else; no program's passes lie there."""
WEEKS_A_MONTH: Final = 4
"""As rotations are counted."""
UNITS: Final = {
    "experience_months": rf"\D{{0,12}}({NUMBER})\+? ?(w|wks?|weeks?|нед\w*|wochen?"
    r"|sem(?:anas?|aines?)?|y|yrs?|years?)\.?(?: .{0,25})?",
    "img_share": r"(\d{1,3}) ?(?:/|of|out of) ?([1-9]\d{0,2})(?: .*)?",
    "leave_days": rf"({NUMBER}) ?(?:w|wks?|weeks?)(?: .{{0,25}})?",
    "pay": r"([\d.]+)k",
    "interviews": r"(\d+)(?: apps?\w*)? ?(?:/|->|→) ?(\d+)(?: ivs?| int\w*)?",
}
"""Numbers in other units than the fact has."""
TIMES: Final = {"leave_days": 5, "pay": 1000}
"""How many of the fact one of those is: working days of a week."""
CITY_STATE: Final = re.compile(
    r"(.*?)[\s,/(-]*\b([A-Za-z]{2}|[^\W\d_]{4}[^\W\d_ ]*|[^\W\d_a-zA-Z][\w-]*)\)?"
)


class Cells:
    """Reads cells of facts and of logs; each answer is kept, as the same few come again."""

    def __init__(self, rows: Iterable[CellWords]) -> None:
        self._words: dict[str, dict[str, tuple[str, ...]]] = {}
        for row in rows:
            self._words.setdefault(row.field, {})[row.value] = row.words
        self.word = lru_cache(maxsize=8192)(self._word)
        self._patterns = lru_cache(maxsize=None)(self._patterns_of)
        foreign = Foreign(self._words)
        self.in_english, self.in_our_months = foreign.in_english, foreign.in_our_months
        self.titles: dict[tuple[str, int], Titles] = {}
        """What words of names of columns speak for, by what a table is read as."""
        self.fact = lru_cache(maxsize=4096)(self._fact)
        self.visas = lru_cache(maxsize=1024)(self._visas)

    def _patterns_of(self, field: str) -> list[tuple[str, re.Pattern[str]]]:
        return [
            (value, re.compile("|".join(f"(?:{word})" for word in words)))
            for value, words in self._words.get(field, {}).items()
            if value not in ("lead", "tail", "range", "beside", "since", "unsure", "drop", "else")
        ]

    def _word(self, field: str, text: str) -> str | None:
        """What a cell is in the words of a field, in English where it has none as it is; None
        where they do not have it."""
        patterns = self._patterns(field)
        cells = (words(text) for words in (normal, _plainly, self.in_english) if patterns)
        values = (value for cell in cells for value, known in patterns if known.fullmatch(cell))
        return next(values, None)

    def without(self, field: str, text: str) -> str:
        """A cell without what only stands beside its word."""
        beside = self._either(field, "drop")
        rest = text if beside == NEVER else re.sub(beside, " ", text, flags=re.IGNORECASE)
        return " ".join(rest.split()) or text

    def is_silent(self, text: str) -> bool:
        """Whether a cell says nothing."""
        return not text.strip() or self.word("any", text) == "silent"

    def _either(self, field: str, value: str) -> str:
        return "|".join(self._words.get(field, {}).get(value, (NEVER,)))

    def _fact(self, field: str, text: str, year: int = 0) -> str:
        """A cell as the fact is kept, "" for what leaves it open.

        `year`: of the day on which it was read. Raises CoachError for what is not understood.
        """
        try:
            return self._stated(field, text, year)
        except CoachError:
            with suppress(CoachError):
                return self._stated(field, english := self.in_english(text), year)
            if number := self._lone(field, english, year):
                return number
            raise

    def _stated(self, field: str, text: str, year: int) -> str:
        """A cell in one language as the fact is kept. Raises CoachError."""
        fact, cell = FACTS[field], normal(text)
        value = self.word(field, text)
        if value is None and fact.words == YES_NO and not fact.limits:
            value = self._yes_no(cell)
        if value in NOTHING or (value is None and self.is_silent(text)):
            return ""
        if value is None:
            value = self._figure(field, cell, year) if fact.limits else cell
        return checked(field, plain(value, 40))

    def _figure(self, field: str, cell: str, year: int) -> str:
        """The number that a cell stands for. Raises CoachError."""
        if (number := self._in_units(field, cell)) is None:
            number = self._since(cell, year)
        if number is None:
            number = self._number(field, PAID.sub("", cell).strip() if field == "pay" else cell)
        if field == "step2ck_minimum" and number < LEAST_SCORE:
            raise CoachError(f"{FACTS[field].label}: {number:g} is outside {LEAST_SCORE} to 300")
        return f"{number:.6g}"

    def _lone(self, field: str, cell: str, year: int) -> str:
        """The only number of a cell of few words, none of which makes it another; "" for none."""
        cell = OR_MORE.sub(" ", _counted(cell))
        numbers, words = re.findall(r"(?<!\w)\d{1,6}(?!\w)", cell), re.findall(r"[^\W\d_]+", cell)
        least, most = LONE.get(field, (1, 0))
        others = rf"\b(?:{self._either('any', 'else')})\b|[%?$:/<>]|\d[.,]\d"
        if len(numbers) != 1 or len(words) > MANY or re.search(others, cell):
            return ""
        number = int(numbers[0])
        if field == "graduation_year_limit" and year - LONGEST_AGO <= number <= year:
            number = year - number
        is_other = re.search(rf"\b(?:{self._either(field, 'else')})\b", cell)
        return f"{number}" if least <= number <= most and not is_other else ""

    def _in_units(self, field: str, cell: str) -> float | None:
        """A number in other units than the fact has: weeks, thousands, some of all."""
        parts = re.fullmatch(UNITS.get(field, NEVER), PAID.sub("", cell).strip())
        if parts is None:
            return None
        first = float(parts[1].replace(",", "."))
        if field == "interviews":  # of so many who applied
            return min(first, float(parts[2]))
        if field == "experience_months":
            return first * 12 if parts[2][0] == "y" else first / WEEKS_A_MONTH
        return 100 * first / int(parts[2]) if field == "img_share" else first * TIMES[field]

    def _yes_no(self, cell: str) -> str | None:
        """Yes or no, with a remark beside it that does not change it."""
        if (word := self.word("any", cell)) in YES_NO:
            return word
        parts = re.fullmatch(r"(yes|no|y|n|✓|✔|✅|✗|✘|❌)(?![a-z0-9])[\s,;:/.–—-]*(.*)", cell)
        is_clear = parts and re.fullmatch(self._either("any", "beside"), parts[2])
        return self.word("any", parts[1]) if parts and is_clear else None

    def _since(self, cell: str, year: int) -> float | None:
        """Years since graduation, where the year from which one may have graduated is told."""
        first = re.fullmatch(self._either("graduation_year_limit", "since"), cell) if year else None
        years = year - int(first[1]) if first else -1
        return years if 0 <= years <= LONGEST_AGO else None

    def _number(self, field: str, cell: str) -> float:
        """The number of a cell. Raises CoachError for another, and for two."""
        label = FACTS[field].label
        cell = _counted(cell)
        parts = re.fullmatch(
            rf"(?:(?:{self._either(field, 'lead')})\s*)*({NUMBER})(?:\s*(?:-|–|—|to)\s*({NUMBER}))?"
            rf"(?:[\s,;:.(-]*(?:{self._either(field, 'tail')})[.)]*)*",
            cell,
        )
        if parts is None or re.search(r"\d,\d{3}", cell):
            raise CoachError(f"{label}: “{plain(cell, 40)}” is not a number")
        ends = [float(part.replace(",", ".")) for part in parts.groups() if part]
        end = {"low": min, "high": max}.get(self._either(field, "range"))
        if len(ends) > 1 and not end:
            raise CoachError(f"{label}: “{plain(cell, 40)}” is a range; which number is it?")
        return end(ends) if end else ends[0]

    def _visas(self, text: str) -> Mapping[str, str]:
        """The visas that a cell speaks of, each with yes or no; none where it leaves them open.

        Raises CoachError for what is not understood.
        """
        word = self.word("visa", text)
        if word in ("both", "neither"):
            return dict.fromkeys(VISAS, "yes" if word == "both" else "no")
        if word or self.is_silent(text):
            return {}
        if not (values := self._said_of_visas(text)):
            raise CoachError(f"“{plain(text, 40)}” is no visa as we know it")
        return {kind: value for kind, value in values.items() if value in YES_NO}

    def _said_of_visas(self, text: str) -> dict[str, str] | None:
        if self.word("visa_j1", text) == "yes" and "ecfmg" in normal(text):
            return {"visa_j1": "yes"}
        return self._parsed(normal(text)) or self._parsed(self.in_english(text))

    def _parsed(self, cell: str) -> dict[str, str] | None:
        """Yes, no or unsure by visa, out of a cell that has nothing else; None for any other."""
        tokens, at = list[tuple[str, str]](), 0
        for token in self._tokens.finditer(cell):
            if token.start() != at:
                return None
            at = token.end()
            tokens.append((str(token.lastgroup), token[0].strip()))
        values = _by_visa(tokens)
        return values if at == len(cell) and values else None

    @cached_property
    def _tokens(self) -> re.Pattern[str]:
        """The pieces of a cell about visas: its visas, verdicts on them, words beside."""
        kinds = {"visa_j1": J1, "visa_h1b": H1B, "other": OTHER_VISA}
        first = [f"(?P<{name}>{words})" for name, words in kinds.items()]
        words = {name: self._either("visa", name) for name in (*VERDICTS, "only", "beside")}
        words["beside"] = rf"{words['beside']}|;|only (?:if|with|for|after)"
        whole = [
            rf"(?P<{name}>(?:{words[name]})(?:(?<![a-z0-9])|(?![a-z0-9])))"
            for name in ("unsure", "no", "beside", "only", "yes")
        ]
        return re.compile(rf"\s*(?:{'|'.join([*first, *whole])})\s*")


def _by_visa(tokens: Sequence[tuple[str, str]]) -> dict[str, str]:
    """What is said of each visa: a verdict stands before its visas or behind them."""
    values, group, before, is_joined = dict[str, str](), list[str](), "", False
    for place, (name, sign) in enumerate(tokens):
        is_joined |= sign in JOINING
        if name in VISAS:
            values[name], group, is_joined = before or "yes", [*group, name], False
        elif name in VERDICTS:
            behind = [] if any((before, is_joined, _is_ahead(tokens, place))) else group
            values |= dict.fromkeys(behind, name)
            before, group = name * (name != "yes" and not behind), []
        elif name == "only":
            values = dict.fromkeys(VISAS, "no") | values
        elif _parts(tokens, place):
            before, group = "", []
    return values


def _parts(tokens: Sequence[tuple[str, str]], place: int) -> bool:
    """Whether a sign parts what is said before it from what comes."""
    sign = tokens[place][1]
    return sign in PARTING or (sign == "(" and _next(tokens, place) in VISAS)


def _next(tokens: Sequence[tuple[str, str]], place: int) -> str:
    return tokens[place + 1][0] if place + 1 < len(tokens) else ""


def _is_ahead(tokens: Sequence[tuple[str, str]], place: int) -> bool:
    """Whether a verdict is of the visa behind it: “J1 no H1B” has its no before the H-1B, “J1 no
    H1B yes” has it behind the J-1."""
    last = next((name for name, _ in reversed(tokens) if name != "beside"), "")
    return tokens[place][0] != "yes" and _next(tokens, place) in VISAS and last in VISAS


def _counted(cell: str) -> str:
    """A cell with figures for numbers in words."""
    return re.sub(rf"\b({'|'.join(COUNTED)})\b", lambda word: str(COUNTED.index(word[0])), cell)


def _plainly(text: str) -> str:
    """A cell in small letters without accents, and without what only ends or stresses it."""
    return bare(normal(text)).strip(" .,!¡")


def town_and_state(text: str, states: Mapping[str, str]) -> dict[str, str]:
    """Town and state out of one cell, as far as it has them; `states`: codes by small letters."""
    text = re.sub(r",? *(USA|U\.S\.A?\.?|United States)$|,? *\d{5}(-\d{4})?$", "", text.strip())
    if code := states.get(text.casefold()):
        return {"state": code}
    parts = CITY_STATE.fullmatch(text)
    code = states.get(parts[2].strip().casefold(), "") if parts else ""
    town = parts[1] if parts and code else text
    return {"city": town.rpartition(",")[2].strip(" ,"), "state": code}
