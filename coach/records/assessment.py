"""What the core answers: needs, gates, reasons, assessments."""

from typing import Literal, NamedTuple

from coach.records.words import Evidence


class Need(NamedTuple):
    """Something the applicant lacks now, with how much it matters (0-1) and why."""

    key: str
    title: str
    weight: float
    why: str


class Gate(NamedTuple):
    """One rule held against one program: pass, fail or unknown, with what decided."""

    rule: str
    outcome: Literal["pass", "fail", "unknown"]
    detail: str
    evidence: Evidence


class Reason(NamedTuple):
    """A signed part of a score in a plain sentence; the parts add up to the score."""

    key: str
    text: str
    contribution: float
    evidence: Evidence | None = None


class Assessment(NamedTuple):
    """What the core says of one program, task or resource."""

    id: str
    score: float
    fit: float | None = None
    """0-100, the applicant's wishes only (programs)."""
    urgency: float | None = None
    """0-100, slack against the latest safe start (tasks)."""
    coverage: float = 1.0
    """Share of the weight that rests on known facts, 0-1."""
    gates: tuple[Gate, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a gate fails."""
        return any(gate.outcome == "fail" for gate in self.gates)
