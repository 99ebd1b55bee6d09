"""What the program talks about, as plain frozen records that every room shares.

msgspec's structs: a frozen dataclass costs six times as much to import, and the facts and the
database are decoded into structs eight times as fast as into named tuples.

No record holds a connection, a widget or a clock. Shares are percent (0-100),
probabilities 0-1, money USD, times of day Eastern unless a zone is named.

A record is told once, in its module: every public name of one is a name of this package.
"""

# ruff: noqa: F403
from coach.records.advice import *
from coach.records.applicant import *
from coach.records.assessment import *
from coach.records.clock import *
from coach.records.commands import *
from coach.records.deciding import *
from coach.records.facts import *
from coach.records.money import *
from coach.records.places import *
from coach.records.preparing import *
from coach.records.prose import *
from coach.records.recalls import *
from coach.records.rotations import *
from coach.records.season import *
from coach.records.study import *
from coach.records.talks import *
from coach.records.words import *
