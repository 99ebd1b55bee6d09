"""Names as papers print them, held against each other: which difference it is, never whose fault.

Passports, diplomas and forms write one name in many ways: in another order, another spelling of the
same sounds, shortened, joined, with the father's name. Each way is told apart, because each is
mended otherwise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final, Literal

from coach.records import Record
from coach.records.spelling import NOT_SPLIT, folded

NONE: Final = frozenset(
    ("", "fnu", "lnu", "na", "n a", "none", "no", "nil", "unknown", "xxx", "x", "not applicable")
    + ("no surname", "no last name", "no given name", "does not apply", "null")
)
"""What stands where there is no name, folded."""
FATHER: Final = re.compile(r"(?i)\b(?:s/o|d/o|w/o|son of|daughter of|wife of)\b")
LIKE: Final = 0.7
"""How alike two words are, 0-1, to be one word with another letter."""
SOUNDS: Final = {
    r"^(?:kh|x)": "h",
    r"ough|augh|ow(?![aeiou])": "o",
    r"sch|sh|sz": "s",
    r"tch|tsch|ch|cz|tj": "c",
    r"dj|dzh|zh|j(?=[aeiou])": "g",
    r"gh|kh|q|ck|k|c(?=[aou])": "k",
    r"ph": "f",
    r"dh|dz": "d",
    r"th": "t",
    r"w|v|f$": "v",
    r"z|ts|c(?=[ei])": "s",
    r"x": "ks",
    r"ie|ei|ey|ai|ay|y|j|i": "e",
    r"ou|au|aw|u": "o",
    r"h": "",
}
"""Spellings of one sound in names written with Latin letters, in the order they are tried."""
WORDS: Final = {
    "order": "the same words in another order",
    "split": "the words stand otherwise in surname and given names",
    "joined": "joined or parted by a hyphen or a space",
    "spelling": "another spelling that sounds the same",
    "initial": "an initial in place of a name",
    "shorter": "a name is left out",
    "longer": "it has one name more",
    "father": "the father's or husband's name is added",
    "no surname": "no surname there",
    "no given name": "no given name there",
    "letters": "a letter or two differ",
    "other": "another name",
    "surname": "the surname has a word more or less",
    "script": "in another script: hold its translation against the passport",
}
"""Each kind of difference in words."""
FAULTS: Final = ("letters", "other", "surname", "no surname")
"""Kinds that nothing explains by itself."""


LEFT: Final[Mapping[tuple[bool, bool], tuple[str, ...]]] = {
    (True, True): ("other",),
    (True, False): ("shorter",),
    (False, True): ("longer",),
    (False, False): (),
}
"""The kind of difference by whether the one and the other name has words that stay alone."""


class Name(Record):
    """A name as one paper or form gives it; None for a part that it does not give."""

    surname: str | None = None
    first: str | None = None
    whole: str | None = None
    """Where it is not parted."""

    @property
    def text(self) -> str:
        """As it stands there; surname first, in capitals, where it is parted."""
        parts = ((self.surname or "").upper(), self.first or "")
        return self.whole or ", ".join(filter(None, parts))

    @property
    def in_parts(self) -> bool:
        """Whether it gives surname and given names apart."""
        return self.surname is not None and self.first is not None


def words_of(text: str | None) -> list[str]:
    """The words of a part of a name, folded; none where it says that there is no such name."""
    plain = folded(re.sub(r"[-‐‑–/]", " ", text or ""))
    return [] if plain in NONE else plain.split()


def weight(kinds: Collection[str]) -> Literal["same", "explains", "differs"]:
    """How much a difference weighs, by its kinds, wherever it is shown."""
    return "differs" if {*kinds} & {*FAULTS} else "explains" if kinds else "same"


def differences(true: Name, other: Name) -> tuple[str, ...]:
    """In which ways a name differs from the true one, in keys of WORDS; none: it is the same."""
    if _is_latin(true) is not _is_latin(other):
        return ("script",)
    if FATHER.search(f"{other.first} {other.surname} {other.whole}"):
        return (*differences(true, _without_father(other)), "father")
    if other.whole is None and true.whole is None:
        kinds = (_of_both if true.in_parts and other.in_parts else _of_parts)(true, other)
        return tuple(dict.fromkeys(kinds))
    # One is not parted: its words in the order that fits best.
    mine, its = _orders(true), _orders(other)
    each = (tuple(_of_words(own, row)) for own in mine for row in its)
    return min(each, key=len, default=())


def _without_father(name: Name) -> Name:
    parts = (name.surname, name.first, name.whole)
    return Name(*(part and FATHER.split(part)[0].strip(" ,") for part in parts))


def _is_latin(name: Name) -> bool:
    """Whether it is written in Latin letters, as passports print it."""
    letters = filter(str.isalpha, f"{name.surname}{name.first}{name.whole}")
    return all("LATIN" in unicodedata.name(letter, "") for letter in letters)


def _orders(name: Name) -> list[list[str]]:
    """All words of a name, in the orders in which it is said; none where a part lacks."""
    if name.whole is not None:
        return [words_of(name.whole)]
    first, last = words_of(name.first), words_of(name.surname)
    return [first + last, last + first] if name.in_parts else []


def _of_both(true: Name, other: Name) -> list[str]:
    """How names differ that give surname and given names."""
    first, last = words_of(true.first), words_of(true.surname)
    its_first, its_last = words_of(other.first), words_of(other.surname)
    kinds = ["no surname"] * bool(first and last and not its_last)
    kinds += ["no given name"] * bool(first and not its_first)
    if (first, last) == (its_first, its_last):
        return kinds + _hyphens((true.first, true.surname), (other.first, other.surname))
    ways = _of_words(first + last, its_first + its_last)
    of_last = _of_words(last, its_last) if last and its_last else []
    kinds += [*ways, *["surname"] * bool({"shorter", "longer"} & {*ways} & {*of_last})]
    return kinds or ["split"]


def _of_parts(true: Name, other: Name) -> list[str]:
    """How names differ of which one lacks a part: in what both have."""
    kinds: list[str] = []
    for mine, its in ((true.surname, other.surname), (true.first, other.first)):
        if mine and its:
            kinds += _of_words(words_of(mine), words_of(its)) or _hyphens((mine,), (its,))
    return kinds


def _hyphens(mine: Iterable[str | None], its: Iterable[str | None]) -> list[str]:
    """Whether only hyphens and apostrophes differ."""
    same, others = (list(map(_bare, parts)) for parts in (mine, its))
    return [] if same == others else ["joined"]


def _bare(text: str | None) -> str:
    """In lower case, without accents, with one hyphen and one apostrophe for all."""
    letters = unicodedata.normalize("NFKD", " ".join((text or "").split())).casefold()
    plain = re.sub(r"[‐‑–]", "-", re.sub(r"[’‘ʼ`´]", "'", letters.translate(NOT_SPLIT)))
    return re.sub(r"[^a-z' -]", "", plain)


def _of_words(mine: Sequence[str], its: Sequence[str]) -> list[str]:
    """How two rows of words differ."""
    if list(mine) == list(its):
        return []
    if "".join(mine) == "".join(its):
        return ["joined"]
    own, others = _join(mine, its), _join(its, mine)
    joined = ["joined"] * ((len(own), len(others)) != (len(mine), len(its)))
    return joined + _of_joined(own, others)


def _of_joined(own: Sequence[str], others: Sequence[str]) -> list[str]:
    """How two rows differ, each word beside the one that is closest to it."""
    partner, left, kinds = dict[int, int](), dict(enumerate(others)), list[str]()
    for kind, fits in PAIRS:
        for place, word in enumerate(own):
            at = next((at for at, other in left.items() if fits(word, other)), None)
            if place not in partner and at is not None:
                partner[place] = at
                del left[at]
                kinds += [kind] * bool(kind)
    lacks, places = len(partner) < len(own), [partner[place] for place in sorted(partner)]
    kinds += LEFT[lacks, bool(left)]
    return kinds + ["order"] * (places != sorted(places))


def _join(row: Sequence[str], other: Iterable[str]) -> list[str]:
    """A row with two words joined where the other has them as one."""
    sounds = {sound(word) for word in other}
    words, at = list[str](), 0
    while at < len(row):
        pair = "".join(row[at : at + 2])
        whole = len(row[at : at + 2]) == 2 and min(map(len, row[at : at + 2])) > 1
        is_pair = whole and sound(pair) in sounds and sound(row[at]) not in sounds
        words.append(pair if is_pair else row[at])
        at += 1 + is_pair
    return words


def sound(word: str) -> str:
    """How a word may sound, however it is spelt: mohammed and muhammad are one."""
    text = re.sub(r"(?:ee|oo)", lambda pair: {"e": "i", "o": "u"}[pair[0][0]], word)
    text = re.sub(r"(.)\1+", r"\1", text)
    for spelling, letter in SOUNDS.items():
        text = re.sub(spelling, letter, text)
    first, rest = text[:1], re.sub(r"[aeo]", "", text[1:])
    return re.sub(r"(.)\1+", r"\1", ("a" if first in "aeo" else first) + rest)


def _is_alike(word: str, other: str) -> bool:
    from difflib import SequenceMatcher  # 2 ms, and only for words that nothing else joins

    return min(len(word), len(other)) > 2 and SequenceMatcher(None, word, other).ratio() >= LIKE


PAIRS: Final[Sequence[tuple[str, Callable[[str, str], bool]]]] = (
    ("", str.__eq__),
    ("spelling", lambda word, other: len(sound(word)) > 1 and sound(word) == sound(other)),
    ("initial", lambda word, other: 1 in (len(word), len(other)) and word[0] == other[0]),
    ("letters", _is_alike),
)
"""In which words of two names belong together, the closest first."""
