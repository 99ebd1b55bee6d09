"""Programs picked in SOAP, one by one; never in an export, a backup or a calendar."""

from typing import Final, Literal

from coach.logs.log import Log
from coach.records import Record
from coach.store.changes import NEVER_COPIED

Kinds = Literal["categorical", "preliminary", "advanced", ""]


class Pick(Record):
    """One program of the official list, of one season."""

    season: int
    program: str
    kind: Kinds = ""
    at: str = ""

    @property
    def key(self) -> str:
        """One for each program of a season."""
        return f"{self.season}/{self.program}"


PICKS: Final = Log(NEVER_COPIED, Pick)
