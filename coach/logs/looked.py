"""What was looked at again, after a release had corrected or taken back what it said."""

from typing import Final

from coach.logs.log import Log
from coach.records import Record


class Looked(Record):
    """A thing that decisions stood on, with what is said of it since."""

    key: str
    now: str
    at: str = ""


LOOKED: Final = Log("looked", Looked)
