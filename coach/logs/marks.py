"""Marks of programs and resources: what the applicant thinks of each."""

from typing import Final

from coach.logs.log import Log
from coach.records import CoachError, Mark, MarkWord, Program

WORDS: Final[dict[str, tuple[MarkWord, ...]]] = {
    "program": ("apply", "maybe", "no"),
    "resource": ("using", "done", "no"),
}
"""What a mark may say, by the kind of thing that is marked."""
MARKS: Final = Log(
    "mark",
    Mark,
    title=lambda mark: f"{mark.mark or ('Note' if mark.note else 'Unmarked')}: {mark.title}",
    empty=lambda mark: not (mark.mark or mark.note),
)


def checked(kind: str, word: str) -> MarkWord:
    """The mark that a word is; "" takes one away. Raises CoachError for none."""
    mark: MarkWord = next((mark for mark in WORDS[kind] if mark == word), "")
    if mark != word:
        raise CoachError(f"A {kind} is marked {', '.join(WORDS[kind])}, not {word}.")
    return mark


def of_program(program: Program, kept: Mark | None, mark: MarkWord, note: str) -> Mark:
    """The mark of a program, in place of the one that is kept."""
    number = kept.id if kept else program.id
    return Mark("program", number, mark, program.name, program.city, program.specialty, note)
