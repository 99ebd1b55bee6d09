"""Marks of programs and resources: what the applicant thinks of each."""

from typing import Final

from coach.logs.log import Log
from coach.records import CoachError, Mark

WORDS: Final = {"program": ("apply", "maybe", "no"), "resource": ("using", "done", "no")}
"""What a mark may say, by the kind of thing that is marked."""
MARKS: Final = Log(
    "mark",
    Mark,
    title=lambda mark: f"{mark.mark or 'Unmarked'}: {mark.title}",
    empty=lambda mark: not mark.mark,
)


def check(kind: str, word: str) -> None:
    """Raises CoachError for what is no mark of such a thing; "" takes one away."""
    if word not in ("", *WORDS[kind]):
        raise CoachError(f"A {kind} is marked {', '.join(WORDS[kind])}, not {word}.")
