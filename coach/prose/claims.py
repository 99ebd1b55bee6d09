"""A statement against the log of experience: gaps, claims, strengths; silent where it is empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Final

from coach.facts.index import fold
from coach.logs.experience import Experience, months_had
from coach.prose.engine import Draft, Hit, check, here
from coach.prose.names import GENERIC, INSTITUTION, own_words, places_of
from coach.prose.text import Sentence
from coach.wording import counted

COUNTED: Final = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS: Final = {word: place for place, word in enumerate(COUNTED.split(), 1)} | {
    **{"a": 1, "several": 3, "fifteen": 15, "eighteen": 18, "twenty": 20}
}
MONTHS_OF: Final = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(NUMBERS)})(?: more| full| whole| further)?[- ](month|week|year)s?'?"
    r"(?:[- ]long)?,? (?:of |as an? |in an? |as |in )?"
    r"(?:\w+[ -]){0,5}?(observerships?|observer|externships?|extern|electives?|research|"
    r"volunteer\w*|"
    r"clinical experience|rotations?)\b"
)
SLACK: Final = 1.2
"""How much more than the log has may be claimed: rounding, weeks for months."""
MONTHS_IN: Final = {"week": 1 / 4.35, "month": 1, "year": 12}
LONG: Final = 6
"""Months from which an entry is a strength by itself."""
JUMP: Final = 4
"""Years between two that the text names, of which it tells nothing."""
SCHOOLED: Final = re.compile(r"\b(?:graduat|stud|school|trained|degree|intern\b|internship)")
LONG_GAP: Final = 180
"""Days of a gap of the log that a statement should explain."""
YEAR_NAMED: Final = re.compile(r"\b(?:19[89]|20[0-3])\d\b")
FULL: Final = 80
"""Hours a week of two entries together, from which their dates are doubted."""
USUAL: Final = {"work": 40.0, "research": 30.0, "observership": 40.0, "externship": 40.0}
"""Hours a week where none are told."""
SHARED: Final = 14
"""Days for which two may overlap: one ends, the other has begun."""


@check
def gap(draft: Draft) -> Iterator[Hit]:
    """A gap that the log shows and no sentence explains, or that a sentence only names."""
    yield from _named_only(draft)
    yield from _jumps(draft)
    gaps = [(since, until) for since, until in draft.known.gaps if (until - since).days > LONG_GAP]
    told = sum(any(_may_be(sentence, *each) for each in gaps) for sentence in _told(draft))
    for since, until in sorted(gaps, key=lambda each: each[0] - each[1])[told:]:
        yield Hit(detail=f"By your log nothing is told of {since:%b %Y} to {until:%b %Y}.")


def _told(draft: Draft) -> Iterator[Sentence]:
    """Sentences that tell of a time away: how long, and what it was for."""
    phrases = draft.known.phrases
    for sentence in draft.sentences:
        if all(phrases.of(name).search(sentence.low) for name in ("a_time", "gap_told")):
            yield sentence


def _may_be(sentence: Sentence, since: date, until: date) -> bool:
    """Whether the years that a sentence names, if any, are those of a gap."""
    years = [int(year) for year in YEAR_NAMED.findall(sentence.low)]
    return not years or any(since.year <= year <= until.year for year in years)


def _named_only(draft: Draft) -> Iterator[Hit]:
    """Sentences that name a gap, where neither they nor those beside them say why."""
    every = draft.sentences
    for place, sentence in enumerate(every):
        match = draft.known.phrases.of("away").search(sentence.low)
        near = every[max(place - 4, 0) : place + 3]
        beside = " ".join(each.low for each in near if each.paragraph == sentence.paragraph)
        if match and not _is_explained(draft, beside.replace(match[0], "", 1)):
            yield here(sentence, match)


def _jumps(draft: Draft) -> Iterator[Hit]:
    """Years that are named with a long time between them, of which nothing is told."""
    every = draft.sentences
    named = [
        (int(match[0]), place, match)
        for place, sentence in enumerate(every)
        for match in YEAR_NAMED.finditer(sentence.low)
    ]
    for (before, first, _), (after, last, match) in zip(named, named[1:], strict=False):
        between = " ".join(sentence.low for sentence in every[first : last + 1])
        if JUMP <= after - before < 5 * JUMP and not _is_explained(draft, between):
            yield here(every[last], match, f"Nothing is told of {before} to {after}.")


def _is_explained(draft: Draft, text: str) -> bool:
    return bool(draft.known.phrases.of("explained").search(text))


@check
def claims(draft: Draft) -> Iterator[Hit]:
    """Kinds of experience, months, papers, offices and places that no entry has."""
    entries = [entry for entry in draft.known.entries if entry.kind != "break"]
    if not entries:
        return
    told = (f"{each.place} {each.kind} {each.entry} {each.meaningful}" for each in entries)
    texts = " ".join(told).lower()
    own = own_words(draft)
    for sentence in draft.sentences:
        hits = (
            *_not_there(sentence, texts, draft),
            *_months(sentence, entries, draft),
            *_elsewhere(sentence, own, draft),
        )
        yield from hits[:1]


def _not_there(sentence: Sentence, texts: str, draft: Draft) -> Iterator[Hit]:
    """What is claimed and stands in no entry: a kind, a paper, an office."""
    phrases = draft.known.phrases
    for match in phrases.of("claims").finditer(sentence.low):
        if not re.search(phrases.instead("claims", match), texts) and _is_own(sentence):
            yield here(sentence, match, "No entry of your log tells of it.")


def _is_own(sentence: Sentence) -> bool:
    """Whether the writer speaks of what they did, not of what they wish or others do."""
    is_ahead = re.search(
        r"\b(?:hope|will|would|wish|plan|want|look(?:ing)? forward|future)\b", sentence.low
    )
    return bool({"i", "my", "we"} & set(sentence.words)) and not is_ahead


def _months(sentence: Sentence, entries: Iterable[Experience], draft: Draft) -> Iterator[Hit]:
    for match in MONTHS_OF.finditer(sentence.low):
        count = float(NUMBERS.get(match[1], 0) or match[1]) * MONTHS_IN[match[2]]
        of_kind = [entry for entry in entries if entry.kind.startswith(match[3][:6])]
        counted = entries if match[3].startswith(("clinical", "rotation")) else of_kind
        had = sum(months_had(entry, draft.known.today) for entry in counted)
        if had and count > had * SLACK + 0.5:
            yield here(sentence, match, f"Your log has {had:g} months of it.")


def _elsewhere(sentence: Sentence, own: frozenset[str], draft: Draft) -> Iterator[Hit]:
    """Work at a place that is in no entry."""
    if not draft.known.phrases.of("behind").search(sentence.low) or not _is_own(sentence):
        return
    for match in INSTITUTION.finditer(sentence.text):
        words = set(match[0].lower().split()) - GENERIC
        if words and not words & own and not SCHOOLED.search(sentence.low):
            yield here(sentence, match, f"“{match[0].strip()}” is not in your log.")


@check
def strengths(draft: Draft) -> Iterator[Hit]:
    """Entries that mattered or were long, of which no sentence speaks."""
    there = set(fold(" ".join(sentence.text for sentence in draft.sentences)).split())
    for entry in draft.known.entries:
        is_long = months_had(entry, draft.known.today) >= LONG
        is_strength = entry.kind != "break" and (entry.meaningful or is_long)
        if is_strength and not _is_told(entry, draft.known.entries, there):
            why = "you marked it as meaningful" if entry.meaningful else "it took months"
            yield Hit(detail=f"{entry.place}, {entry.kind}: {why}.")


def _is_told(entry: Experience, entries: Iterable[Experience], there: set[str]) -> bool:
    """Whether words name the place of an entry, or its kind where it is not marked."""
    every = places_of([entry])
    own = every - places_of(each for each in entries if each is not entry) or every
    of_kind = () if entry.meaningful else KINDS_SAID.get(entry.kind, ())
    return not own or len(own & there) >= len(own) / 2 or bool(there.intersection(of_kind))


KINDS_SAID: Final = {
    "research": ("research", "study", "trial", "published", "paper"),
    "volunteer": ("volunteer", "volunteered", "volunteering"),
    "externship": ("externship", "extern"),
    "elective": ("elective", "electives"),
    "observership": ("observership", "observed", "observer"),
    "work": ("worked", "work", "officer", "practice", "resident"),
}
"""Words by which a statement speaks of a kind."""


@check
def overlap(draft: Draft) -> Iterator[Hit]:
    """Two entries with the same days and more hours than a week has for work."""
    dated = [
        (each.since, each.until, each)
        for each in draft.known.entries
        if each.since is not None and each.until is not None
    ]
    for (begin, end, first), (other_begin, other_end, second) in combinations(dated, 2):
        days = (min(end, other_end) - max(begin, other_begin)).days
        if days > SHARED and _hours(first) + _hours(second) >= FULL:
            yield Hit(detail=f"{first.place} and {second.place}: {counted(days, 'day')} of both.")


def _hours(entry: Experience) -> float:
    return entry.hours if entry.hours is not None else USUAL.get(entry.kind, 0.0)


@check
def entry_gap(draft: Draft) -> Iterator[Hit]:
    """Times since graduation of which no entry tells."""
    for since, until in draft.known.gaps:
        yield Hit(detail=f"{since:%b %Y} to {until:%b %Y}.")


@check
def entry_length(draft: Draft) -> Iterator[Hit]:
    """Texts that are over the limit of MyERAS."""
    for place, over in draft.known.over:
        yield Hit(detail=f"{place}: {counted(over, 'character')} too many.")
