"""Words as people type them: which of a known set is meant; what is merely alike is never taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from coach.records import Record, replace
from coach.records.spelling import either as either, folded as folded

LEAST: Final = 3
"""Letters from which the beginning of a name is enough."""
LIKELY: Final = 60.0
"""Similarity (0-100) below which a choice is not worth showing."""
ALIKE: Final = 6
"""Choices that are shown where none fits and some are spelt much like it."""
MOST_NAMED: Final = 4
"""Choices that are named in a sentence."""
OPEN: Final = frozenset(
    (
        "i dont know",
        "dont know",
        "do not know",
        "i do not know",
        "idk",
        "dunno",
        "unknown",
        "unsure",
    )
    + ("not sure", "im not sure", "not sure yet", "not decided", "undecided", "no idea", "skip")
    + ("any", "anywhere", "anything", "all", "either", "whatever", "dont care", "no preference")
    + ("open", "leave it open", "leave open", "later", "na")
)
"""What is said, folded, where a question is to stay open."""
JOINING: Final = r"(?:\b(?:and|then|plus)\b|[/&+])"
"""What stands between two names, or before the last."""
NOTHING: Final = frozenset(("no", "none", "nowhere", "nothing"))
"""What leaves an answer open that names several."""
EXACT, NAME_BEGINS, ALSO_BEGINS, NAME_WORD, ALSO_WORD, WITHIN = range(6)
"""How well what is typed fits a choice, the best first."""


def by_commas(text: str) -> list[str]:
    """The parts of an answer that names several."""
    return [part.strip() for part in re.split("[,;]", text) if part.strip()]


def leaves_open(text: str) -> bool:
    """Whether an answer says that its question stays open."""
    return folded(text) in OPEN


def by_words(text: str, of: Known) -> list[str]:
    """The parts of an answer between commas, between whole short words, `NY NJ`, or between words
    that join names: `family medicine and psychiatry`."""
    return [word for part in by_commas(text) for word in _parted(part, of)]


def _parted(part: str, of: Known) -> list[str]:
    if meant(part, of).is_sure:  # obstetrics and gynecology
        return [part]
    names = [name.strip() for name in re.split(JOINING, part, flags=re.IGNORECASE)]
    *joined, last = list(filter(None, names)) or [part]
    if all(meant(name, of).is_sure for name in joined):
        return [*joined, *_row(last, of)]
    return _row(part, of)


def _row(part: str, of: Known) -> list[str]:
    words = [word for word in re.split(rf"(?i)(?:\s|{JOINING})+", part) if word]
    is_row = {folded(word) for word in words} <= {form.bare for form in of.forms}
    return words if is_row else [part]


class Form(Record):
    """A way to write a choice: folded, without spaces, of which value, its name or another word."""

    text: str
    bare: str
    value: str
    is_name: bool


class Known(Record):
    """Everything that an answer can be, and how it may be written."""

    words: Mapping[str, str]
    """Every value with its words, in the order in which they are offered."""
    forms: tuple[Form, ...]
    unknown: str = "is not one of the list"
    """What is said of a word that means none of them."""
    example: str = ""
    """And what to write instead."""
    has_several: bool = False
    """Whether an answer may name several."""
    exactly: Callable[[str], tuple[str, ...]] | None = None
    """The values that a whole word means, where it takes more than its letters to tell."""
    parts: Callable[[str], list[str]] = by_commas
    """How an answer that names several is parted."""

    def named(self, value: str) -> str:
        """A value with its words, once: `h1b (only H-1B will do)`, `refugee`."""
        words = self.words[value]
        return words if f"{words} (".startswith(f"{value} (") else f"{value} ({words})"


class Meant(Record):
    """What a typed word may mean, the best first."""

    values: tuple[str, ...] = ()
    equal: int = 0
    """How many of the first fit it equally well; 0 where none fits well enough."""

    @property
    def is_sure(self) -> bool:
        """Whether it is the first and nothing else."""
        return self.equal == 1


def known(words: Mapping[str, str], also: Mapping[str, Iterable[str]] | None = None) -> Known:
    """The set of these values and their words, with other words for some."""
    names = [(word, value, True) for value, text in words.items() for word in {value, text}]
    others = [(word, value, False) for value, more in (also or {}).items() for word in more]
    forms = {(folded(word), value): is_name for word, value, is_name in reversed(names + others)}
    return Known(
        words,
        tuple(
            Form(text, text.replace(" ", ""), value, is_name)
            for (text, value), is_name in reversed(forms.items())
            if text
        ),
    )


def meant(word: str, of: Known) -> Meant:
    """What a word means: itself, a beginning, a word of a name, a part, or what is spelt alike."""
    if of.exactly and (values := of.exactly(word)):
        return Meant(values, len(values))
    text = folded(word)
    if not text:
        return Meant(tuple(of.words))
    places = _places(text, of)
    return _best(text, places, of) if places else Meant(_alike(text, of))


def _best(text: str, places: Mapping[str, int], of: Known) -> Meant:
    order = {value: number for number, value in enumerate(of.words)}
    values = tuple(sorted(places, key=lambda value: (places[value], order[value])))
    best = [value for value in values if places[value] == places[values[0]]]
    simple = None if places[values[0]] == EXACT else _simplest(best, of)
    if simple is None:
        return Meant(values, len(best))
    values = tuple(sorted(values, key=lambda value: value != simple))
    is_enough = len(text.replace(" ", "")) >= LEAST and places[simple] < WITHIN
    return Meant(values, int(is_enough))


def _places(text: str, of: Known) -> dict[str, int]:
    """How well each value is fitted that fits at all."""
    bare, places = text.replace(" ", ""), dict[str, int]()
    for form in of.forms:
        place = _place(text, bare, form)
        if place is not None:
            places[form.value] = min(place, places.get(form.value, place))
    return places


def _place(text: str, bare: str, form: Form) -> int | None:
    if form.bare == bare:
        return EXACT
    if form.bare.startswith(bare):
        return NAME_BEGINS if form.is_name else ALSO_BEGINS
    if f" {text}" in form.text:
        return NAME_WORD if form.is_name else ALSO_WORD
    return WITHIN if bare in form.bare else None


def _simplest(values: list[str], of: Known) -> str | None:
    """The only one of these, or the one of which all others are combinations."""
    names = {value: folded(of.words[value]) for value in values}
    first = min(values, key=lambda value: len(names[value]))
    rest = (names[value] for value in values if value != first)
    return first if all(name.startswith(f"{names[first]} ") for name in rest) else None


def _alike(text: str, of: Known) -> tuple[str, ...]:
    if len(text) < LEAST or text.isdigit():  # two letters are like everything; a year is like none
        return ()
    forms = {form.text: form.value for form in of.forms if len(form.text) > LEAST}
    named = [form for form in forms if f" {form} " in f" {text} "]
    if not named:
        from rapidfuzz import fuzz, process  # 20 ms, needed for a misspelt word only

        near = process.extract(text, list(forms), scorer=fuzz.ratio, score_cutoff=LIKELY, limit=99)
        named = [form for form, _, _ in near]
    else:
        named.sort(key=len, reverse=True)
    return tuple(dict.fromkeys(forms[form] for form in named))[:ALIKE]


class Typed(Record):
    """An answer as it stands while it is typed."""

    parts: tuple[tuple[str, Meant], ...]
    """Every part with what it means; nothing behind a last comma."""
    last: str
    """The part that is being typed, as it is typed."""
    near: Meant
    """What that may mean."""
    of: Known

    @property
    def rows(self) -> list[str]:
        """The values that the last part may mean, without those that are named already."""
        before = {each.values[0] for part, each in self.parts if each.is_sure and part != self.last}
        return [value for value in self.near.values if value not in before]

    @property
    def doubt(self) -> str | None:
        """The first part that does not surely mean anything; None where all of it can be taken."""
        return next((part for part, each in self.parts if not each.is_sure), None)

    @property
    def is_open(self) -> bool:
        """Whether nothing of the set is meant, but that the question stays open."""
        word = folded(self.last)
        is_none = self.of.has_several and word in NOTHING
        return len(self.parts) == 1 and self.doubt is not None and (is_none or leaves_open(word))

    @property
    def words(self) -> str:
        """What is understood; a part in quotation marks is not."""
        words = (
            self.of.words[each.values[0]] if each.is_sure else f"“{part}”?"
            for part, each in self.parts
            if part
        )
        return ", ".join(dict.fromkeys(words))


def typed(text: str, of: Known) -> Typed:
    """What is understood of an answer so far."""
    parts = _parts(text, of)
    understood = tuple((part, meant(part, of)) for part in parts)
    last, near = understood[-1]
    is_behind_comma = of.has_several and not last
    return Typed(understood[:-1] if is_behind_comma else understood, last, near, of)


def _parts(text: str, of: Known) -> list[str]:
    if not of.has_several:
        return [text.strip()]
    parts = of.parts(text)
    return [*parts, ""] if not parts or text.rstrip().endswith((",", ";")) else parts


def completed(text: str, value: str, of: Known) -> str:
    """The text with its last part written out as one of the values."""
    last = _parts(text, of)[-1]
    before = text.rstrip().removesuffix(last) if of.has_several else ""
    before = re.sub(rf"(?i)(?:[\s,;]|{JOINING})+$", "", before)
    return f"{before}, {of.words[value]}" if before else of.words[value]


def doubt(word: str, of: Known) -> str:
    """Why a word is not taken, in a sentence without its end."""
    near = meant(word, of)
    if near.equal > 1:
        named = either(map(of.named, near.values[: min(near.equal, MOST_NAMED)]))
        return f"“{word}” may be {named}: write which"
    hint = f"perhaps {either(near.values[:MOST_NAMED])}" if near.values else of.example
    return f"“{word}” {of.unknown}{f'; {hint}' if hint else ''}"


def several(of: Known, parts: Callable[[str], list[str]] | None = None) -> Known:
    """The same set for an answer that may name several."""
    return replace(of, has_several=True, parts=parts or partial(by_words, of=of))
