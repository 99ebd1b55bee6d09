"""What the program talks about, as plain frozen records that every room shares.

Named tuples: a frozen dataclass costs six times as much to import (17 ms for all of these),
and every command pays for it.

No record holds a connection, a widget or a clock. Shares are percent (0-100),
probabilities 0-1, money USD, times of day Eastern unless a zone is named.
"""

from coach.records.applicant import (
    Applicant,
    Change,
    Exam,
    Mark,
    ReadFact,
    TaskState,
)
from coach.records.assessment import (
    Assessment,
    Gate,
    Need,
    Reason,
)
from coach.records.facts import (
    Anchor,
    CalendarRule,
    Country,
    Event,
    Fee,
    NeedRule,
    Program,
    Resource,
    Rule,
    Signals,
    Source,
    Span,
    Specialty,
    State,
    Statistic,
    Synonym,
    Task,
)
from coach.records.words import (
    DOMAINS,
    STAGES,
    STATUSES,
    CoachError,
    Evidence,
    Status,
)

__all__ = [
    "Anchor",
    "Applicant",
    "Assessment",
    "CalendarRule",
    "Change",
    "CoachError",
    "Country",
    "DOMAINS",
    "Event",
    "Evidence",
    "Exam",
    "Fee",
    "Gate",
    "Mark",
    "Need",
    "NeedRule",
    "Program",
    "ReadFact",
    "Reason",
    "Resource",
    "Rule",
    "STAGES",
    "STATUSES",
    "Signals",
    "Source",
    "Span",
    "Specialty",
    "State",
    "Statistic",
    "Status",
    "Synonym",
    "Task",
    "TaskState",
]
