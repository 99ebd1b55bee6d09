"""What the applicant said of their own lists, for the next list that is like them."""

from typing import Final

from coach.logs.log import Log
from coach.records import Record


class ToldColumn(Record):
    """What a column means, which specialty a list is of, or which program a name means."""

    key: str
    """The name of the column without case and signs; of a list and of a program, `keyed`."""
    field: str
    """A fact or a field of a log, "" for nothing; a specialty; the id of a program."""


TOLD_COLUMNS: Final = Log("told_column", ToldColumn)
