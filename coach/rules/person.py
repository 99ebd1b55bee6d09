"""Every rule for a person: what is declared in its rooms, held against the applicant."""

from coach.rules import (
    attempts as attempts,
    certifying as certifying,
    exams as exams,
    nations as nations,
    status as status,
    together as together,
)
from coach.rules.held import RULES as RULES, Person as Person, hold as hold
