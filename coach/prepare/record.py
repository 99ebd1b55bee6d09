"""The chain of versions: each hashed onto the one before, so that a change shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final, Literal

from coach.logs.sessions import Session
from coach.logs.tests import PracticeTest
from coach.logs.versions import Version
from coach.records import EXAM_NAMES, Record

RECIPE: Final = (
    "Write five things one below the other: the hash of the version before (an empty line for the "
    "first), the number, the specialty, the time, each as it stands over a text below, and the "
    "text. Lines end with a line feed (LF), the last one with nothing; the encoding is UTF-8. The "
    "SHA-256 of these bytes, in hexadecimal, is the hash."
)


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


def hash_of(version: Version, text: str) -> str:
    """The hash of a version with this text; RECIPE says the same in words."""
    made_of = version.before, f"{version.number}", version.specialty, version.when, text
    return sha256("\n".join(made_of).encode()).hexdigest()


def breaks(chain: Iterable[Version], texts: Mapping[str, str]) -> list[Break]:
    """Where a chain, in the order of its numbers, is not what was kept; and what else is to say.
    What was cut off at its end, or a chain made anew as a whole, cannot be found."""
    places: list[Break] = []
    last = Version()
    for version in chain:
        places += [*_between(last, version), *_within(version, texts.get(version.key))]
        last = version
    return places


def _between(last: Version, version: Version) -> Iterable[Break]:
    if version.number != last.number + 1:
        gap = f"between number {last.number} and number {version.number}"
        yield Break(version.key, "missing", f"versions are missing, or out of order, {gap}")
    elif version.before != last.hash:
        yield Break(version.key, "moved", "it does not follow the version that stands before it")
    if version.when < last.when:
        yield Break(version.key, "clock", "the clock stood earlier than at the version before")


def _within(version: Version, text: str | None) -> Iterable[Break]:
    if version.taken_out:
        yield Break(version.key, "taken out", "a version was taken out here; its hash stays")
    elif text is None:
        yield Break(version.key, "no text", "its text is not there")
    elif version.hash != hash_of(version, text):
        words = "its text, number, time or specialty is not what was kept"
        yield Break(version.key, "changed", words)
