"""Facts of programs that the applicant read."""

from typing import Final

from coach.logs.log import Log
from coach.records import ReadFact

READ_FACTS: Final = Log("fact", ReadFact, empty=lambda fact: not fact.value)
