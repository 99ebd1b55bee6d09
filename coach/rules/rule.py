"""The one shape of a rule: a function that returns a verdict, and what other places need of it.

Gates, filters and rules for a person are declared with it. What nobody has stated is unknown,
never a fail and never a pass.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final, Generic, Literal, TypeVar

from coach.records import Applicant, Evidence, Record, Verdict

Private = Literal["", "visa", "failures", "people"]
"""What a rule tells of the applicant that no export holds unasked."""
Case = TypeVar("Case")
Ruling = TypeVar("Ruling", bound=Verdict)
NOBODY: Final = Evidence("", None, "unknown")
"""Evidence of what rests on no fact."""
JUDGED: Final = "a judgement"


def passes(detail: str, evidence: Evidence = NOBODY) -> Verdict:
    """The rule is met."""
    return Verdict("pass", detail, evidence)


def fails(detail: str, evidence: Evidence = NOBODY) -> Verdict:
    """The rule is not met."""
    return Verdict("fail", detail, evidence)


def unknown(detail: str, evidence: Evidence = NOBODY) -> Verdict:
    """Nobody can tell yet; the evidence is the fact that would."""
    return Verdict("unknown", detail, evidence)


def judged(met: bool, detail: str, evidence: Evidence = NOBODY) -> Verdict:
    """The rule is met or not."""
    return Verdict("pass" if met else "fail", detail, evidence)


class Rule(Record, Generic[Case, Ruling]):
    """One rule as it is declared."""

    key: str
    check: Callable[[Case], Ruling]
    reads: tuple[str, ...] = ()
    """Facts, or attributes of what is judged, on which the verdict hangs; first the one to ask."""
    settles: str = ""
    """Keys of the profile that settle what the applicant has not said."""
    short: str = ""
    """In a few letters, for a narrow table."""
    closes: str = ""
    """The answer that would close a program, in words."""
    doubt: Callable[[Applicant, date], float] | None = None
    """How probable it is that the rule closes a program when nobody has stated it, 0-1."""
    basis: str = JUDGED
    """What the doubt rests on."""
    private: Private = ""
    fact: str = ""
    """The rule of the facts on which it rests: its title, source, day and status."""


def declared(
    rules: dict[str, Rule[Case, Ruling]], fields: dict[str, Any], check: Callable[[Case], Ruling]
) -> Callable[[Case], Ruling]:
    """Declares a function as the rule of its name among others; the fields are those of `Rule`."""
    rules[check.__name__] = Rule(check.__name__, check, **fields)
    return check
