"""What the applicant said of columns of their own lists, for the next list that has them."""

from typing import Final

from coach.logs.log import Log
from coach.records import Record


class ToldColumn(Record):
    """What a column means, by its name without case and signs."""

    key: str
    field: str
    """A fact or a field of a log; "" for nothing."""


TOLD_COLUMNS: Final = Log("told_column", ToldColumn)
