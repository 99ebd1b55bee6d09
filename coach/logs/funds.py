"""What was told of one's money: rates, what is put by each month, what is put aside."""

from datetime import date

from coach.logs.log import Log
from coach.records import Record


class Fund(Record):
    """What was told of one's money: a rate, what is put by each month, what is put aside."""

    key: str
    """put_by, savings, or the code of a currency whose rate it is, in units per USD."""
    amount: float
    currency: str
    day: date
    """On which it was told."""


FUNDS = Log("funds", Fund)
