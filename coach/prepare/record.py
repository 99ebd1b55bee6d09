"""The chain of versions: each hashed onto the one before, so that a change shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import Final, Literal

from coach.logs.sessions import Session
from coach.logs.tests import PracticeTest
from coach.records import EXAM_NAMES, Record

RECIPE: Final = (
    "Write five things one below the other: the hash of the version before (an empty line for the "
    "first), the number, the specialty, the time, each as it stands over a text below, and the "
    "text. Lines end with a line feed (LF), the last one with nothing; the encoding is UTF-8. The "
    "SHA-256 of these bytes, in hexadecimal, is the hash."
)


class Link(Record):
    """A version as the chain holds it."""

    key: str
    number: int
    when: str
    specialty: str
    hash: str
    before: str
    text: str | None
    """None of one that was taken out."""
    is_taken_out: bool = False


class Break(Record):
    """What is to be said of one place of a chain."""

    key: str
    kind: Literal["changed", "moved", "missing", "no text", "taken out", "clock"]
    words: str

    @property
    def is_fault(self) -> bool:
        """Whether the chain does not hold there; a clock set back breaks nothing."""
        return self.kind not in ("taken out", "clock")


def settled_text(text: str) -> str:
    """A text as it is kept and hashed: one kind of line ends, no trailing spaces, composed
    letters."""
    plain = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    lines = plain.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def study_text(sessions: Iterable[Session], tests: Iterable[PracticeTest]) -> str:
    """Days of study and practice tests, a line each, the oldest first."""
    return "\n".join(sorted([*map(_session, sessions), *map(_test, tests)]))


def _session(session: Session) -> str:
    done = (
        f"{session.questions} questions" if session.questions else "",
        f"{session.hours:g} h" if session.hours else "",
        session.tool,
    )
    what = ", ".join(filter(None, done))
    return f"{session.day} {EXAM_NAMES.get(session.exam, session.exam)}: {what}"


def _test(test: PracticeTest) -> str:
    result = test.score if test.percent is None else f"{test.percent:g} %"
    return f"{test.day} {EXAM_NAMES.get(test.exam, test.exam)}, {test.form}: {result}"


def hash_of(before: str, number: int, specialty: str, when: str, text: str) -> str:
    """The hash of a version; RECIPE says the same in words."""
    return sha256(f"{before}\n{number}\n{specialty}\n{when}\n{text}".encode()).hexdigest()


def breaks(chain: Iterable[Link]) -> list[Break]:
    """Where a chain, in the order of its numbers, is not what was kept; and what else is to say.

    What was cut off at its end, or a chain made anew as a whole, cannot be found.
    """
    places: list[Break] = []
    last = Link("", 0, "", "", "", "", None)
    for link in chain:
        places += [*_between(last, link), *_within(link)]
        last = link
    return places


def _between(last: Link, link: Link) -> Iterable[Break]:
    if link.number != last.number + 1:
        gap = f"between number {last.number} and number {link.number}"
        yield Break(link.key, "missing", f"versions are missing, or out of order, {gap}")
    elif link.before != last.hash:
        yield Break(link.key, "moved", "it does not follow the version that stands before it")
    if link.when < last.when:
        yield Break(link.key, "clock", "the clock stood earlier than at the version before")


def _within(link: Link) -> Iterable[Break]:
    if link.is_taken_out:
        yield Break(link.key, "taken out", "a version was taken out here; its hash stays")
    elif link.text is None:
        yield Break(link.key, "no text", "its text is not there")
    elif link.hash != hash_of(link.before, link.number, link.specialty, link.when, link.text):
        words = "its text, number, time or specialty is not what was kept"
        yield Break(link.key, "changed", words)
