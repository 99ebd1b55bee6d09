"""Two versions sentence by sentence: nothing is lost between them, and moves are no changes."""

from __future__ import annotations

from hypothesis import given, strategies as some

from coach.prose.growth import Piece, compared as held, counts, sentences, words_of

OLD = (
    "Dr. Rahman asked me why the chart was empty. I had no answer.\n\n"
    "In Cleveland, I watched a resident call a family. She sat down first."
)
WORDS = some.lists(some.sampled_from(["I", "kept", "a", "list", "on", "ward"]), min_size=1)
SENTENCE = WORDS.map(lambda words: f"{' '.join(words).capitalize()}.")
TEXT = some.lists(SENTENCE, max_size=8).map(" ".join)


def compared(old: str, new: str) -> list[Piece]:
    return held(sentences(old), sentences(new))


def test_a_line_that_an_editor_broke_is_no_end_of_a_sentence() -> None:
    broken = OLD.replace("I had no answer", "I had\nno answer")
    assert [piece.kind for piece in compared(OLD, broken)] == ["kept"] * 4


def test_a_title_or_an_initial_ends_no_sentence() -> None:
    assert sentences(OLD)[0] == "Dr. Rahman asked me why the chart was empty."
    assert sentences("J. Smith of the U.S. Navy came.") == ["J. Smith of the U.S. Navy came."]
    assert len(sentences(OLD)) == 4


def test_a_changed_sentence_shows_its_words_beside_each_other() -> None:
    new = OLD.replace("I had no answer.", "I had no good answer.").replace(
        "She sat down first.", ""
    )
    pieces = compared(OLD, new)
    assert counts(pieces) == {"kept": 2, "changed": 1, "added": 0, "removed": 1, "moved": 0}
    (changed,) = (piece for piece in pieces if piece.kind == "changed")
    old, new_words = words_of(changed)
    assert not any(differs for _, differs in old)
    assert [word for word, differs in new_words if differs] == ["good"]


def test_a_sentence_that_stands_elsewhere_has_moved() -> None:
    first, second = OLD.split("\n\n")
    pieces = compared(OLD, f"{second}\n\n{first}")
    assert counts(pieces) == {"kept": 2, "changed": 0, "added": 0, "removed": 0, "moved": 2}


def test_another_sentence_in_the_same_place_is_no_change_of_it() -> None:
    pieces = compared("I had no answer.", "Snow fell in Ohio that whole week.")
    assert [piece.kind for piece in pieces] == ["added", "removed"]


@given(TEXT, TEXT)
def test_every_sentence_of_both_versions_is_told_once(old: str, new: str) -> None:
    pieces = compared(old, new)
    assert sorted(_of("new", pieces)) == sorted(sentences(new))
    assert sorted(_of("old", pieces)) == sorted(sentences(old))
    assert all(piece.kind == "kept" for piece in compared(old, old))


def _of(side: str, pieces: list[Piece]) -> list[str]:
    return [text for piece in pieces if (text := getattr(piece, side))]
