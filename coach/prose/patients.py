"""Patients whom somebody could recognise, and work on patients that an observer does not do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import filterfalse, groupby
from typing import Final

from coach.facts.index import fold
from coach.logs.experience import Experience
from coach.prose.engine import Draft, Hit, Known, Phrasebook, check, here, joined
from coach.prose.names import places_of
from coach.prose.text import Sentence, word_set

NO_NAME: Final = word_set(
    "a an the my our one this that his her their another every each when once later then there "
    "today here i as in at on after before during while soon recently suddenly another meeting "
    "treating seeing two both first last and but because since with for dr prof professor "
    "sister nurse january february march april may june july august september october november "
    "december monday tuesday wednesday thursday friday saturday sunday ramadan eid christmas "
    "she he it they we you who nobody everyone someone somebody half many most neither none each"
)
CAPITAL: Final = re.compile(r"\b[A-Z][\w'-]*")
BEFORE, BEHIND = 40, 9
"""Characters around a claim in which it is said not to be so."""
NEAR: Final = 70
"""Characters before a name in which it is said whose it is; half of them behind it."""
LEVELS: Final = ("watched", "other_work")
AFTER: Final = 5
"""Sentences after an observership in which it is still spoken of."""


@check
def patient(draft: Draft) -> Iterator[Hit]:
    """Names, days, rooms, small places with an age, and people whom a town knows."""
    phrases = draft.known.phrases
    others = frozenset(_others(draft))
    for sentence in draft.sentences:
        match = _recognised(sentence, draft.known, others)
        if match and not phrases.of("nicknamed").search(sentence.low):
            yield here(sentence, match, f"“{match[0].strip()}”:")


def _others(draft: Draft) -> Iterator[str]:
    """Names near which words say that they are no patient's."""
    titled, other = map(draft.known.phrases.of, ("titled_written", "not_patient"))
    for sentence in draft.sentences:
        for match in titled.finditer(sentence.text):
            if other.search(sentence.low[max(match.start() - NEAR, 0) : match.end() + NEAR // 2]):
                yield match[0]


def _recognised(sentence: Sentence, known: Known, others: frozenset[str]) -> re.Match[str] | None:
    """What names a patient: a name, a place, a day, a town, an office."""
    text, low, phrases = sentence.text, sentence.low, known.phrases
    day = phrases.of("day_written").search(text) if phrases.of("clinical").search(low) else None
    small = phrases.of("small_place_written").search(text)
    town = (phrases.of("aged").search(low) and small) or _from_a_town(text, known)
    named = _called(text, phrases, others) or phrases.of("placed_written").search(text)
    return named or day or town or phrases.of("known_person_written").search(text)


def _from_a_town(text: str, known: Known) -> re.Match[str] | None:
    """An age with a place that is neither a country nor a large town."""
    match = known.phrases.of("aged_from_written").search(text)
    is_large = match and match[0].split()[-1].lower() in known.countries | known.cities
    return None if is_large else match


def _called(text: str, phrases: Phrasebook, others: frozenset[str]) -> re.Match[str] | None:
    """A name with a title, beside an age, or beside the word for somebody who is ill."""
    for match in phrases.of("titled_written").finditer(text):
        if match[0] not in others:
            return match
    for match in phrases.of("called_written").finditer(text):
        capitals = [word.lower() for word in CAPITAL.findall(match[0])]
        if any(word not in NO_NAME and not word.endswith("ly") for word in capitals):
            return match
    return None


@check
def hands_on(draft: Draft) -> Iterator[Hit]:
    """Work on patients in sentences that speak of an observership, and those after them."""
    phrases = draft.known.phrases
    for sentence in _of_observerships(draft):
        for match in phrases.of("hands_on").finditer(sentence.low):
            before = re.split("[:;]|, (?:and|but) ", sentence.low[: match.start()])[-1][-BEFORE:]
            around = before + sentence.low[match.start() : match.end() + BEHIND]
            is_other = _last(phrases.of("other_work"), sentence.low[: match.start()])
            is_elsewhere = is_other > _last(phrases.of("watched"), sentence.low[: match.start()])
            if not is_elsewhere and not phrases.of("denied").search(around):
                yield here(sentence, match)
                break


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where a pattern stands for the last time; -1 where it does not."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _of_observerships(draft: Draft) -> Iterator[Sentence]:
    """The sentences of observerships: by the word, by the place of one, and what follows."""
    entries, phrases = draft.known.entries, draft.known.phrases
    others = places_of(filterfalse(watches, entries))
    there = joined(places_of(filter(watches, entries)) - others)
    usual = AFTER + 1 if draft.known.watching else 0
    for _, paragraph in groupby(draft.sentences, key=lambda each: each.paragraph):
        left = usual
        for sentence in paragraph:
            watched, other = (_last(phrases.of(name), sentence.low) for name in LEVELS)
            is_there = watched >= 0 or there.search(fold(sentence.text))
            # After a sentence about both the last is spoken of, for a sentence or so.
            if other >= 0:
                left = 1 + (watched > other) if is_there else 0
            elif is_there:
                left = AFTER + 1
            if left > 0:
                yield sentence
            left -= 1


def watches(entry: Experience) -> bool:
    """Whether an entry is one at which nobody treats."""
    return entry.kind == "observership" and not entry.hands_on
