"""What was told of the plan of tasks: days, hours, notes, links."""

from typing import Final

from coach.logs.log import Log
from coach.records import Told

TOLD: Final = Log("told", Told, empty=lambda told: told == Told(told.key))
