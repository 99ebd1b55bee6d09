"""Columns whose names are not known: what they mean by the words of these names, in any language,
and by their cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from math import log, sqrt
from typing import TYPE_CHECKING, Final

from coach.files.columns import Column, Columns, folded, known_names
from coach.rules.fields import FACTS

if TYPE_CHECKING:
    from coach.files.source import Source
    from coach.files.tables import Table

LIKE, ALIKE = 0.4, 0.65
"""Likeness of a name to a known one from which it may mean the same, where its cells tell whether
it does, and where they do not."""
LEAST: Final = 0.8
"""Share of the likeness to what a name is most like; else a column means rather nothing."""
FITTING, CLEAR = 0.7, 0.6
"""Share of cells that fit what the name says, and of cells that can be nothing else."""
WORD: Final = re.compile(r"[^\W_]*[^\W\d_][^\W_]*|%")
NUMBERED: Final = re.compile(r"\b(step|usmle|pgy|j|h|o|f|s)[ .-]*(\d)(?:[ .-]*(b)\b)?")
"""A word and the number that belongs to it."""
SMALL: Final = frozenset("of the a an in for to is are and or on per do i at it number".split())  # noqa: SIM905
"""Words of names that say nothing by themselves."""
ELSE: Final = frozenset("average my max total matched fellow not non".split())  # noqa: SIM905
"""Words that make a number of a program another one."""
LAST: Final = frozenset(("deadline", "closing"))
"""Words of the last day of something, which is no day on which it was done."""
OTHER: Final = frozenset(("step3", "comlex", "couple"))
"""What no field is of, and no cell tells."""
STRANGE: Final = 0.5
"""What a word that is in no name weighs, of the rarest that is."""
LONGEST_TITLE: Final = 300
"""Characters of the name of a column that are looked at."""
SHORTEST_SLIP: Final = 5
"""Letters of a word from which one may be wrong."""
SAYING: Final = re.compile(r"[^\W\d_]{3}|@|\$|\d,?\d{3}|\dk\b")
"""What a cell has that is no small number gone wrong."""
SHOWN: Final = {
    "graduation_year_limit": (r"\d ?yr?s?\b|\byears\b|(?:since|>=?) ?20[012]\d|20[012]\d\+", 0.3),
    "experience_months": (r"\d\+? ?(?:months?|mos?|weeks?|wks?)\b", 0.4),
    "attempts_limit": (r"\battempts?\b|\b(?:1st|first) (?:try|time|pass)", 0.4),
    "step2ck_minimum": (r"^\W*2[0-6]\d\W*$", 0.8),
}
"""What shows that a column is of a fact, in which share of its cells, whatever its title is."""
FEW: Final = 3
"""Cells, of which none fits, that say more of a column than its name."""
NOTED: Final = 12
"""Columns that are kept as notes besides, the first of a table."""
OURS: Final = frozenset(("program_id", "key"))
"""Columns of coach's own exports, of which all are known."""
SAMPLED: Final = 60
"""Rows by which a column is judged."""

English = Callable[[str], str]


class Titles:
    """What words of names speak for, by all names that are known."""

    def __init__(self, targets: Mapping[str, Sequence[str]], english: English) -> None:
        self._english = english
        self._names: dict[frozenset[str], dict[str, None]] = defaultdict(dict)
        of_word: dict[str, set[str]] = defaultdict(set)
        for target, names in targets.items():
            for name in names if not target.endswith((".status", ".source", ".as_of")) else ():
                if not (words := self.words(name)):
                    continue
                self._names[words][target] = None
                for word in words:
                    of_word[word].add(target)
        self._weights = {word: log(1 + len(targets) / len(of)) for word, of in of_word.items()}
        self._strange = STRANGE * log(1 + len(targets))

    def words(self, title: str) -> frozenset[str]:
        """The words of a name in English, without those that say nothing."""
        text = NUMBERED.sub(r" \1\2\3 ", self._english(title[:LONGEST_TITLE]))
        words = WORD.findall(text.replace("%", " percent ").replace("$", " pay "))
        several = (word.removesuffix("s") if word[3:] else word for word in words)
        return frozenset(several) - SMALL

    def likely(self, title: str) -> dict[str, float]:
        """What a name may mean, with its likeness to the known name that is most like it."""
        mine, likely = frozenset(map(self._spelt, self.words(title))), dict[str, float]()
        for words, targets in self._names.items():
            if mine & words and not any(re.search(r"\d", word) for word in mine ^ words):
                if (mine - words) & LAST:
                    continue
                like = self._weight(mine & words) / sqrt(self._weight(mine) * self._weight(words))
                for target in targets:
                    if not (target in FACTS and (mine - words) & (ELSE | OTHER)):
                        likely[target] = max(like, likely.get(target, 0.0))
        return likely

    def knows(self, title: str) -> bool:
        """Whether a name is known, in whichever language."""
        return self.words(title) in self._names

    def _weight(self, words: frozenset[str]) -> float:
        return sum(self._weights.get(word, self._strange) for word in words)

    def _spelt(self, word: str) -> str:
        """A word as it is known, where one letter is wrong."""
        if word in self._weights or len(word) < SHORTEST_SLIP or re.search(r"\d", word):
            return word
        from rapidfuzz.distance import OSA  # 20 ms, and only for a word that is not known

        near = (each for each in self._weights if OSA.distance(word, each, score_cutoff=1) <= 1)
        return next((each for each in near if len(each) >= SHORTEST_SLIP), word)


def without_unlike(
    table: Table, columns: Columns, source: Source, told: Mapping[str, str]
) -> Columns:
    """The columns without those of which no cell fits what their name says."""
    unlike = [
        column
        for column in columns.used
        if folded(column.title) not in told
        and source.is_told(column.target)
        and _are_unlike(column.target, texts_of(table, column.place, source), source)
    ]
    unlike *= OURS.isdisjoint(table.header)
    used = tuple(column for column in columns.used if column not in unlike)
    return Columns(used, (*columns.ignored, *(column.title for column in unlike)))


def _are_unlike(target: str, texts: Sequence[str], source: Source) -> bool:
    mine = [text for text in texts if SAYING.search(text)]
    return len(texts) >= FEW and len(mine) * 2 > len(texts) and not _share(target, texts, source)


def guessed(
    table: Table, columns: Columns, source: Source, told: Mapping[str, str]
) -> list[Column]:
    """The columns whose names are not known, as far as name and cells tell what they are, the
    likeliest first; those with anything else that is worth a note are notes."""
    every = {place: texts_of(table, place, source) for place in _free(table, columns, told)}
    free = {place: texts for place, texts in every.items() if not _are_counting(texts)}
    meant = _assigned(table, free, source, {*columns.targets})
    if "note" in source.targets and (columns.used or meant):
        rest = {place: texts for place, texts in free.items() if place not in meant}
        taken = {*columns.targets, *meant.values()}
        meant |= dict.fromkeys(_noted(table, rest, source, taken), "note")
    return [Column(place, table.header[place], meant[place], True) for place in sorted(meant)]


def _noted(
    table: Table, rest: Mapping[int, Sequence[str]], source: Source, taken: set[str]
) -> list[int]:
    """The first columns that are worth a note and say nothing that another says surer."""
    known = known_names(source.targets).items()
    lost = {name for name, (each, _) in known if each in taken and not each.endswith("note")}
    return [each for each in rest if _is_noted(table.header[each], rest[each], lost)][:NOTED]


def _assigned(
    table: Table, free: Mapping[int, Sequence[str]], source: Source, taken: set[str]
) -> dict[int, str]:
    """What columns mean, the likeliest first, each thing once."""
    merits = sorted(
        (-merit, place, target)
        for place, texts in free.items()
        for target, merit in _merits(table.header[place], texts, source).items()
        if target not in taken
    )
    meant = dict[int, str]()
    for _, place, target in merits:
        if place not in meant and target not in meant.values():
            meant[place] = target
    return meant


def texts_of(table: Table, place: int, source: Source) -> list[str]:
    """The cells of a column that say anything, of the first rows."""
    cells = (row.cells[place].strip() for row in table.rows[:SAMPLED])
    return [text for text in cells if not source.cells.is_silent(text)]


def _free(table: Table, columns: Columns, told: Mapping[str, str]) -> list[int]:
    """The columns of which nothing is known; none of a file of ours."""
    passed = {"", *told, *(folded(column.title) for column in columns.used)}
    titles = enumerate(table.header if OURS.isdisjoint(table.header) else ())
    return [place for place, title in titles if folded(title) not in passed]


def _merits(title: str, texts: Sequence[str], source: Source) -> dict[str, float]:
    """What a column may mean, with how sure it is: by its name where its cells fit, and by cells
    that can be nothing else."""
    words = source.titles.words(title)
    named = _by_name(source.titles.likely(title), texts, source)
    if not words.isdisjoint(OTHER):
        return named
    return _by_cells(texts, source, SHOWN if words.isdisjoint(ELSE) else ()) | named


def _by_name(likely: Mapping[str, float], texts: Sequence[str], source: Source) -> dict[str, float]:
    """What a column may mean by its name; what none of its cells can be stands in no way."""
    shares = {target: _share(target, texts, source) / max(len(texts), 1) for target in likely}
    possible = (like * bool(shares[target] or not texts) for target, like in likely.items())
    least = max(LIKE, LEAST * max(possible, default=0.0))
    fitting = shares | _any_text(likely, shares, texts, source)
    near = [target for target, like in likely.items() if like >= least]
    return {
        target: likely[target] * fitting[target] for target in near if fitting[target] > FITTING
    }


def _any_text(
    likely: Mapping[str, float], shares: Mapping[str, float], texts: Sequence[str], source: Source
) -> dict[str, float]:
    """What any words fit, and the cells are words."""
    if not _are_texts(texts):
        return {}
    unlike = (target for target in likely if shares[target] <= FITTING)
    return {target: 1.0 for target in unlike if _takes_any(target, likely[target], source)}


def _takes_any(target: str, like: float, source: Source) -> bool:
    """Whether a column with a name so like may have any words."""
    return target != "note" and like >= ALIKE and source.is_free(target)


def _by_cells(texts: Sequence[str], source: Source, facts: Collection[str]) -> dict[str, float]:
    plain = [text for text in texts if source.cells.word("any", text) is None]
    shapes = source.shapes if len(set(plain)) > 1 else ()
    shares = {target: _share(target, plain, source) / len(texts) for target in shapes}
    shares |= {fact: _shown(fact, texts, source) for fact in facts if fact in source.targets}
    return {target: share / 9 for target, share in shares.items() if share >= CLEAR}


def _shown(fact: str, texts: Sequence[str], source: Source) -> float:
    """The share of cells of which all can be a fact, and some can be nothing else."""
    words, fewest = SHOWN[fact]
    shown = sum(bool(re.search(words, source.cells.in_english(text))) for text in texts)
    is_shown = shown >= max(FEW, fewest * len(texts))
    return _share(fact, texts, source) / len(texts) * is_shown if texts else 0.0


def _share(target: str, texts: Sequence[str], source: Source) -> int:
    return sum(source.fits(target, text) for text in texts)


def _are_texts(texts: Sequence[str]) -> bool:
    worded = (re.search(r"^[^@]*[^\W\d_]{2}[^@]*$", text) for text in texts)
    return sum(map(bool, worded)) * 2 > len(texts)


def _is_noted(title: str, texts: Sequence[str], lost: Container[str]) -> bool:
    """Whether a column is worth a note: it has a name, which says nothing that another column says
    surer (`lost`), and does not say one thing in all rows."""
    is_said = bool(texts) and (len(set(texts)) > 1 or len(texts) < FEW) and "_" not in title
    return is_said and folded(title) not in lost and bool(re.search(r"[^\W\d_]{2}", title))


def _are_counting(texts: Sequence[str]) -> bool:
    """Whether cells only count the rows."""
    first = int(texts[0].strip(".")) if texts and re.fullmatch(r"\.*\d{1,9}\.*", texts[0]) else -1
    numbers = [str(first + at) for at in range(len(texts))]
    return len(texts) > 1 and [text.strip(".") for text in texts] == numbers
