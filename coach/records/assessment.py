"""What the core answers: needs, gates, reasons, assessments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coach.records.words import Evidence


@dataclass(frozen=True, slots=True)
class Need:
    """Something the applicant lacks now, with how much it matters (0-1) and why."""

    key: str
    title: str
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Gate:
    """One rule held against one program: pass, fail or unknown, with what decided."""

    rule: str
    outcome: Literal["pass", "fail", "unknown"]
    detail: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Reason:
    """A signed part of a score in a plain sentence; the parts add up to the score."""

    key: str
    text: str
    contribution: float
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
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
