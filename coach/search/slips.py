"""Words with a slip: a letter wrong, missing, too many, or two of them swapped."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

LONGEST_LIST: Final = 40
SLIP_COST: Final = 0.8
"""What a slip takes, divided by the letters of the word."""
FIRST_LETTER_COST: Final = 0.05
"""People seldom miss the first letter."""
TWO_SLIPS: Final = 8
"""Letters from which a word may have two slips."""
SHORT: Final = 6
"""Letters under which the first letter must be right, and the word finished."""
BEGUN_LEAST: Final = 0.6
BEGUN: Final = 0.15
"""What an unfinished word with a slip is worth, and gains by the share that is typed."""


def with_slips(word: str, words: list[str], is_unfinished: bool) -> dict[str, float]:
    """The words (of a sorted list) that this one may be a slip of, with how sure that is.

    An unfinished word is held against the beginnings of words too.
    """
    if len(word) < 3 or not word.isalpha():
        return {}
    # Imported here because it costs 9 ms, and only a word that no entry has needs it.
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    most = 1 if len(word) < TWO_SLIPS else 2
    near = extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=LONGEST_LIST)
    likely = {
        other: _sure(word, other, int(slips))
        for other, slips, _ in near
        if _is_believable(word, other, int(slips))
    }
    if likely or not is_unfinished or len(word) < SHORT:
        return likely
    size = len(word)
    heads = list(dict.fromkeys(other[:size] for other in words if len(other) > size))
    for head, _, _ in extract(word, heads, scorer=OSA.distance, score_cutoff=1, limit=5):
        first = bisect_left(words, head)
        last = bisect_left(words, head + "\U0010ffff", first)
        for other in words[first : min(last, first + LONGEST_LIST)]:
            likely[other] = BEGUN_LEAST + BEGUN * size / len(other)
    return likely


def _is_believable(word: str, other: str, slips: int) -> bool:
    """Whether the slip is likely: in words of three letters only two swapped or one doubled."""
    if len(word) == 3 or len(other) == 3:
        return slips == 1 and (sorted(word) == sorted(other) or set(word) == set(other))
    if word[0] != other[0] and len(word) < SHORT and sorted(word) != sorted(other):
        return False
    return slips * 4 <= max(len(word), len(other)) + 1


def _sure(word: str, other: str, slips: int) -> float:
    """How sure it is that the word with slips means the other."""
    sure = 1.0 - SLIP_COST * slips / max(len(word), len(other))
    return sure if word[0] == other[0] else sure - FIRST_LETTER_COST
