"""The weeks looked back on."""

from typing import Final

from coach.logs.log import Log
from coach.records import Review

REVIEWS: Final = Log("review", Review)
