"""Names of hospitals in short, as people write them who know the town: by first letters and by
beginnings of their words (CVPH Plattsburgh, Good Sam, St E's)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from coach.facts.index import initials
from coach.facts.naming import LEAD, Candidate
from coach.facts.sites import PART, SILENT, Known, bare
from coach.search.rank import VAGUE

BEGINNING, LETTERS, STEM = 3, 3, 5
"""Letters from which the beginning of a word, and first letters of words, say which it is, and
those of a specialty by which its like is known (neuroscience)."""
MORE: Final = 0.03
"""By how much more of its name is said, of one that is meant among several."""
FEWER: Final = frozenset(("st", "saint", "mt", "mount", "good", "our"))
"""Words behind which one letter says it."""
SAYS_LITTLE: Final = VAGUE | {"county", "city", "regional", "med", "general", "district"}
"""Words that stand in the names of many."""


def in_short(
    there: Sequence[Candidate], typed: Sequence[str], state: str, specialty: str
) -> Candidate | None:
    """The only program of a state among those of a place for whose name all typed words stand."""
    besides = {*bare(specialty), *SILENT}
    fits = [each for each in there if state in ("", each.program.state)]
    fits = [each for each in fits if _is_short(typed, each.program, besides)]
    return fits[0] if len(fits) == 1 else None


def _is_short(typed: Sequence[str], program: Known, besides: Collection[str]) -> bool:
    """Whether each typed word stands for words of the name of a program, or is of its place."""
    place = {*bare(program.city), program.state.casefold(), *initials(program.city), *besides}
    silent = place | {word[:STEM] for word in besides} | SAYS_LITTLE
    rest = [word for word in typed if silent.isdisjoint((word, word[:STEM]))]
    names = [word for word in bare(program.name) if word not in place | SAYS_LITTLE]
    letters = [each for each in initials(program.name) if len(each) >= LETTERS]
    return bool(rest) and all(_is_begun(typed, word, names, letters) for word in rest)


def is_in(program: Known, towns: Sequence[str], specialty: str) -> bool:
    """Whether a program is of a specialty, and in one of some towns where any is told."""
    is_there = not towns or {*bare(program.city)} <= {*towns}
    return is_there and program.specialty == specialty


def _is_begun(
    typed: Sequence[str], word: str, names: Sequence[str], letters: Sequence[str]
) -> bool:
    """Whether a word is one of a name, its beginning, or the first letters of some."""
    if word in names:
        return True
    before = typed[typed.index(word) - 1] if typed.index(word) else ""
    least = 1 if before in FEWER and before in names else BEGINNING
    begun = len(word) >= least and any(name.startswith(word) for name in names)
    return begun or any(_are_letters(word, each) for each in letters)


def _are_letters(word: str, letters: str) -> bool:
    """Whether a word has first letters: the first of all, or many in a row, or most of them."""
    rest = iter(letters)
    is_most = word[0] == letters[0] and all(letter in rest for letter in word)
    is_long = len(word) > LETTERS and (word in letters or is_most)
    return is_long or (len(word) == LETTERS and letters.startswith(word))


def called_wholly(fitting: Sequence[Candidate]) -> Candidate | None:
    """The one that has all the words, or whose name they say more wholly than any other's; of
    names that begin alike the shorter."""
    if not (likely := [each for each in fitting if each.is_likely]):
        return None
    best = min(
        (each for each in likely if _begins(each, likely[0])),
        key=lambda each: len(each.program.name),
    )
    others = max((each.told for each in likely if each is not best), default=None)
    if others is None:
        return best
    return best if best.told >= max(PART, others + MORE) else None


def _begins(one_of: Candidate, longer: Candidate) -> bool:
    """Whether the name of a candidate is the beginning of that of another, as likely."""
    is_near = one_of.score > longer.score - LEAD
    return is_near and longer.program.name.startswith(one_of.program.name.removesuffix(" Program"))
