"""What the page of a program, or the answer of its coordinator, states of the program.

The words are data (`seed_data/page_words.csv`). Of a fact, `topic` is what a clause, its question
or its head must speak of, `never` what makes a part of it nothing, `n` a number (`n*5`: times five,
`n+1`: and one, `asked`: behind its question, `year`: counted to the season), `yes VALUE` and
`no VALUE` what it is where the clause affirms or denies it, `=VALUE` what it is at these words,
`later=VALUE` where they require it later, `any VALUE` at them and its question, `whole` that an
enumeration is not cut; a `?` before it: to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import chain, filterfalse
from operator import attrgetter
from typing import Final

from coach.reading.pieces import Clause, Whats, Words, clauses
from coach.records import CoachError, PageWords, Record, replace
from coach.rules.fields import FACTS, checked
from coach.typed_days import month_or_day

YEARS_OLD: Final = 1
"""Years before that in which applications are read from which a page may not hold any more."""
BARE: Final = 40
"""Letters under which a clause speaks of what its sentence does: `although it is preferred`."""
PART: Final = re.compile(r", (?![^()]*\))")
MAIL: Final = re.compile(r"\b[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
SLASHED: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(20\d\d)")
WORD: Final = re.compile(r"[a-z][a-z'-]*(?:\d\w?)?")
OLD, SEVERAL, SOFT = "of ", "it says other things too", "they may only prefer it"
CONDITION, UNUSUAL = "it may have a condition", "in words that are not usual"
LATER: Final = "they require it, but later than to apply"


class Stated(Record):
    """One fact as a sentence of the page has it; what they only prefer closes nothing."""

    field: str
    value: str
    sentence: str
    doubt: str = ""
    """Why it is asked before it is kept; "" where it is sure."""
    prefers: bool = False


def words_of(rows: Iterable[PageWords]) -> Words:
    """The patterns by rule, then by what they mean, in the order of the file."""
    words: dict[str, dict[str, re.Pattern[str]]] = {}
    for row in rows:
        words.setdefault(row.rule, {})[row.what] = re.compile(row.pattern)
    topics = "|".join(whats["topic"].pattern for whats in words.values() if "topic" in whats)
    numbers = "|".join(each.pattern for each in words["number"].values())
    any_number = re.compile(rf"\b(?:{numbers})\b")  # ten times as fast as one by one
    return words | {"any": {"topic": re.compile(topics), "number": any_number}}


def page_day(text: str, words: Words, today: date) -> tuple[date, str]:
    """The day of which the page says that it is; today where it says none that can be. With its
    figures where they can be two days: the month is first there, unless that day is to come."""
    typed = _updated(text, words)
    for way, figures in ((r"\g<0>", ""), (r"\3-\1-\2", typed), (r"\3-\2-\1", typed)):
        with suppress(CoachError, ValueError):
            if (day := month_or_day(SLASHED.sub(way, typed), today, "past", "start")) <= today:
                return day, figures
    return today, ""


def _updated(text: str, words: Words) -> str:
    updated = words["updated"]["n"].search(text.lower())
    return updated["n"].replace(" of ", " ") if updated else ""


def read_page(text: str, words: Words, read_in: int) -> list[Stated]:
    """What a page states, the sure ones of each fact before what is asked; wishes last. `read_in`:
    the year in which programs read the applications that the applicant plans."""
    dated = int("".join(re.findall(r"20\d\d", _updated(text, words))) or 0)
    stated, year = list[Stated](), dated or read_in
    for clause in clauses(words["split"]["wrapped"].sub(" ", text), words):
        year = _year(words["year"]["n"].search(clause.around), dated, year)
        old = f"{OLD}{year}" if year < read_in - YEARS_OLD else ""
        if words["any"]["topic"].search(clause.around):
            stated += Reading(clause, words, read_in).stated(old)
    stated = _with_addresses(stated, text, words)
    agreed = (_agreed(field, [each for each in stated if each.field == field]) for field in FACTS)
    return sorted(chain(*agreed), key=attrgetter("prefers"))


def _with_addresses(stated: list[Stated], text: str, words: Words) -> list[Stated]:
    """With the addresses that it names; beside one a closed telephone forbids no mail."""
    addresses, by_phone = [*_office(text)], words["phone"]["only"]
    closed = [
        each
        for each in stated
        if addresses and each.field == "contact" and by_phone.search(each.sentence.lower())
    ]
    return [each for each in stated if each not in closed] + addresses


def _year(named: re.Match[str] | None, dated: int, before: int) -> int:
    year = int(next(filter(None, named.groups()))) if named else dated or before
    return dated if 0 <= dated - year <= YEARS_OLD else year


class Reading:
    """One clause, held against the words."""

    def __init__(self, clause: Clause, words: Words, read_in: int) -> None:
        self.clause, self.words, self.read_in = clause, words, read_in
        self.denial = self._first("denied", "no", "yes")
        self.is_wish = bool(self._first("prefers", "clause") or self._of_head("prefers"))

    def _first(self, rule: str, *whats: str) -> str:
        words, text = self.words[rule], self.clause.text
        return next((what for what in whats if words[what].search(text)), "")

    def _of_head(self, rule: str) -> bool:
        return bool(self.words[rule]["head"].search(self.clause.head))

    def stated(self, old: str) -> Iterator[Stated]:
        """What it states of the program: nothing where it speaks of others or another time."""
        if self._of_head("other") or self._first("other", "clause"):
            return
        for field, value, doubt in self._values():
            with suppress(CoachError):
                doubt = doubt or old or self._doubt(field, value)
                kept = checked(field, value)
                yield Stated(field, kept, self.clause.sentence, doubt, self.is_wish)

    def _doubt(self, field: str, value: str) -> str:
        """What stands beside it and is about nothing else counts too; plain words are sure."""
        topic, plain = self.words["any"]["topic"], self.words["plain"]["words"]
        text = " ; ".join([self.clause.text, *filterfalse(topic.search, self.clause.beside)])
        if self.words["unsure"]["clause"].search(text):
            return CONDITION
        is_bound = f"no {value}" not in self.words[field] and "whole" not in self.words[field]
        soft = self.words["denied"]["waived"], self.words["prefers"]["clause"]
        if is_bound and not self.is_wish and any(each.search(text) for each in soft):
            return SOFT
        return "" if all(map(plain.fullmatch, WORD.findall(self.clause.text))) else UNUSUAL

    def _values(self) -> Iterator[tuple[str, str, str]]:
        for field, whats in self.words.items():
            if field not in FACTS or not whats["topic"].search(self.clause.around):
                continue
            read = [each for part in self._parts(whats) for each in self._of_part(whats, part)]
            yield from ((field, *each) for each in (read if field == "tracks" else read[:1]))

    def _parts(self, whats: Whats) -> list[str]:
        """The parts of an enumeration that are about a fact; else the whole."""
        topic, never = whats["topic"], whats.get("never")
        parts = [part for part in PART.split(self.clause.text) if topic.search(part)]
        kept = parts if parts and "whole" not in whats else [self.clause.text]
        return [part for part in kept if not (never and never.search(part))]

    def _of_part(self, whats: Whats, part: str) -> Iterator[tuple[str, str]]:
        """What words that fit make of a part of the clause: a value, and a doubt of it."""
        whole, topic = f"{self.clause.head} {self.clause.question} {part}", whats["topic"]
        denial = self.denial * bool(topic.search(whole))
        if "whole" not in whats and self.words["denied"]["waived"].search(part):
            denial = "waived"
        for what, pattern in whats.items():
            kind, _, value = what.lstrip("?").partition("=" if "=" in what else " ")
            match = pattern.search(whole if kind in ("yes", "no", "any", "asked") else part)
            if match and self._counts(kind, denial):
                doubt = LATER if kind == "later" else CONDITION * what.startswith("?")
                yield value or self._value(kind, match), doubt
        yield from [("", "")] * self._is_wished(whats, part)

    def _is_wished(self, whats: Whats, part: str) -> bool:
        is_about = bool(whats["topic"].search(part)) or len(part) < BARE
        return self.is_wish and is_about and "whole" not in whats

    def _counts(self, kind: str, denial: str) -> bool:
        if denial == "waived" and not self.is_wish:
            return kind in ("no", "later")
        if kind in ("yes", "no"):
            return kind == denial and not (self.is_wish and kind == "no")
        return kind not in ("topic", "never", "whole") and not (self.is_wish and not kind)

    def _value(self, kind: str, match: re.Match[str]) -> str:
        number = int(next(filter(None, match.groups())).replace(",", ""))
        if kind == "year":
            return f"{self.read_in - number}"
        sign, by = kind[1:2], int(kind[2:] or 0) if kind != "asked" else 0
        return f"{number * by if sign == '*' else number + by}"


def _office(text: str) -> Iterator[Stated]:
    """The addresses that it names."""
    for line in text.splitlines():
        for mail in MAIL.finditer(line):
            yield Stated("coordinator", mail[0].lower(), line.strip())


def _agreed(field: str, stated: Iterable[Stated]) -> list[Stated]:
    """One of each value of a fact; where it says several, all are asked."""
    ordered = sorted(stated, key=attrgetter("doubt"), reverse=True)
    held = _newest({(each.value, each.prefers): each for each in ordered}.values())
    values = sorted({each.value for each in held if not each.prefers})
    if field == "tracks" and values:
        return [replace(ordered[-1], value=", ".join(values))]
    several = SEVERAL * (len(values) > 1)
    return [replace(each, doubt=each.doubt or several) for each in reversed(held)]


def _newest(stated: Collection[Stated]) -> list[Stated]:
    return [each for each in stated if not each.doubt.startswith(OLD)] or [*stated]
