"""Two versions of a text held against each other, sentence by sentence and word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

from coach.prose.text import read
from coach.records import Record

ALIKE: Final = 0.5
"""From this likeness on (difflib's ratio over words) a sentence is the same one, changed."""
KINDS: Final = ("kept", "changed", "added", "removed", "moved")
Kind = Literal["kept", "changed", "added", "removed", "moved"]
Words = tuple[tuple[str, bool], ...]
"""The words of a sentence, each with whether the other version lacks it."""


class Piece(Record):
    """One sentence of two versions; "" where a version has it not."""

    kind: Kind
    old: str = ""
    new: str = ""


def sentences(text: str) -> list[str]:
    """A text in sentences, as the checks see them."""
    return [sentence.text for sentence in read(text).sentences]


def compared(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    """What became of each sentence, in the order of the newer version."""
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces += [Piece("kept", each, each) for each in after[c:d]]
        else:
            pieces += _replaced(before[a:b], after[c:d])
    return _with_moves(pieces)


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    """Sentences in place of others: each new one beside the old one that it is most like."""
    start = 0
    for sentence in after:
        likeness = [(_likeness(old, sentence), -at) for at, old in enumerate(before[start:], start)]
        most, at = max(likeness, default=(0.0, 0))
        if most < ALIKE:
            yield Piece("added", new=sentence)
            continue
        yield from (Piece("removed", old) for old in before[start:-at])
        yield Piece("changed", before[-at], sentence)
        start = 1 - at
    yield from (Piece("removed", old) for old in before[start:])


def _likeness(old: str, new: str) -> float:
    matcher = SequenceMatcher(None, old.split(), new.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _with_moves(pieces: list[Piece]) -> list[Piece]:
    """A sentence that went in one place and came in another has moved."""
    gone = Counter(piece.old for piece in pieces if piece.kind == "removed")
    moved = Counter(piece.new for piece in pieces if piece.kind == "added") & gone
    came, went = moved.copy(), moved.copy()
    whole: list[Piece] = []
    for piece in pieces:
        if piece.kind == "added" and came[piece.new]:
            came[piece.new] -= 1
            whole.append(Piece("moved", piece.new, piece.new))
        elif piece.kind == "removed" and went[piece.old]:
            went[piece.old] -= 1
        else:
            whole.append(piece)
    return whole


def counts(pieces: Sequence[Piece]) -> dict[str, int]:
    """How many sentences were kept, changed, added, removed, moved."""
    counted = Counter(piece.kind for piece in pieces)
    return {kind: counted[kind] for kind in KINDS}


def words_of(piece: Piece) -> tuple[Words, Words]:
    """The words of a changed sentence, before and after."""
    before, after = piece.old.split(), piece.new.split()
    old: list[tuple[str, bool]] = []
    new: list[tuple[str, bool]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old += [(word, tag != "equal") for word in before[a:b]]
        new += [(word, tag != "equal") for word in after[c:d]]
    return tuple(old), tuple(new)
