"""Versions of a statement: when each was kept, and hashed onto the one before."""

from datetime import datetime
from typing import Annotated, Final

from coach.logs.fields import ask, named, private
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_version
from coach.records import Record
from coach.store.rows import Rows

STUDY: Final = "Study and practice tests"
"""In place of a specialty, of the days of study that are kept in the same chain."""


class Version(Entry, kw_only=True):
    """A version of a personal statement."""

    file: Annotated[str, ask("Which file? Plain text: .txt or .md")] = ""
    specialty: Annotated[str, named("specialty")] = ""
    number: int = 0
    when: str = ""
    words: int = 0
    length: int = 0
    findings: int | None = None
    hash: str = ""
    before: str = ""
    taken_out: bool = False
    note: Annotated[str, private] = ""
    is_sought = False
    never = "The text stays on this machine; it is never written for you."
    settled = settled_version

    @property
    def order(self) -> float:
        """The newest first."""
        return -self.number

    @property
    def when_words(self) -> str:
        """Its time by the clock of this machine."""
        try:
            at = datetime.fromisoformat(self.when).astimezone()
        except (ValueError, OverflowError):  # of a row that was changed; the record says so
            return f"“{self.when}”"
        return f"{at:%d %b %y %H:%M}".lstrip("0")


class VersionText(Record):
    """What a version says, by the key of the version."""

    key: str
    text: str = ""


TEXTS: Final = Rows("version_texts", VersionText)
"""Apart from the log, and read by key: no list, summary, sheet or start holds a text."""
VERSIONS = Log(
    "versions",
    Version,
    title=lambda version: f"{version.specialty}, {version.when_words}",
    line="version {file} {specialty}",
    columns=("when", "specialty", "words", "findings"),
)
