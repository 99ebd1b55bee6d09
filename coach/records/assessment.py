"""What the core answers: needs, gates, reasons, assessments, and what the search finds."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, Self

from coach.records.words import Evidence, Record, Tier


class Need(Record):
    """Something the applicant lacks now, with how much it matters (0-1) and why."""

    key: str
    title: str
    weight: float
    why: str


class Verdict(Record):
    """What a rule says of a case: the outcome, the reason in words, the fact that decided."""

    outcome: Literal["pass", "warns", "fail", "broken", "unknown"]
    """A program's gate fails; a rule for a person warns or is broken."""
    detail: str
    evidence: Evidence
    rule: str = ""
    """The rule, where several are told."""


class Held(Verdict):
    """What a rule with a window or a limit says of the applicant on one day."""

    way_on: str = ""
    """The way on, in words; "" where nothing has to be done."""
    until: date | None = None
    """The day on which something ends or may begin again."""
    title: str = ""
    reopens: tuple[str, ...] = ()
    """Tasks that are open again while it is broken."""
    forbids: tuple[str, ...] = ()
    """Tasks that cannot be done any more; what needs them has no chance."""
    delays: tuple[str, ...] = ()
    """Tasks that cannot be done before `until`."""

    @property
    def is_broken(self) -> bool:
        """Whether it needs the applicant before all else."""
        return self.outcome == "broken"


class Reason(Record):
    """A signed part of a score in a plain sentence; the parts add up to the score."""

    key: str
    text: str
    contribution: float
    evidence: Evidence | None = None


class Chance(Record, gc=False):
    """The chance of an invitation among past applicants with the counted features, 0-1. `low` to
    `high` holds eight of ten such cases; `mid` is the mean over all that is not known."""

    low: float
    mid: float
    high: float
    centre: float
    """For an applicant in the middle of what the figures do not tell apart, the visa gate open."""
    open: float
    """How probable it is that the visa gate is open; 1 where it is stated."""
    taken: float
    """Share of invitations that end in a match there, when it is the best that is left."""


class Numbers(Record, gc=False):
    """What ranking needs of one program; reasons are made when somebody looks."""

    score: float
    fit: float
    coverage: float
    """Share of the weight that rests on stated facts, 0-1."""
    failed: bool
    """Whether a gate fails."""
    prospects: float
    """0-100: where the chance stands among the open programs of the specialty."""
    chance: Chance | None
    """None where no level of the specialty is known: there is an order and no number."""
    tier: Tier
    """"" where there is no chance to go by."""


class Assessment(Record):
    """What the core says of one program, task or resource."""

    score: float
    reasons: tuple[Reason, ...]
    """The strongest first."""
    fit: float | None = None
    """0-100, the applicant's wishes only (programs)."""
    coverage: float = 1.0
    """Share of the weight that rests on stated facts, 0-1."""
    gates: tuple[Verdict, ...] = ()

    @classmethod
    def of(cls, reasons: Iterable[Reason]) -> Self:
        """The score to which these reasons add up."""
        ordered = sorted(reasons, key=lambda reason: -reason.contribution)
        return cls(sum(reason.contribution for reason in ordered), tuple(ordered))


class Entry(Record):
    """Something that can be found."""

    kind: str
    """resource, program, task, person, date, rule, command or page."""
    id: str
    title: str
    extra: str = ""
    """A subtitle: the domain of a resource, the town of a program."""
    synonyms: tuple[str, ...] = ()
    """Other names, and the plain words in which people ask for it."""
    text: str = ""
    """Sentences about it: weak evidence."""
    topics: tuple[str, ...] = ()
    """Keys of needs and stages."""
    standing: str = ""
    """Who stands behind a resource: official, professional, community or commercial."""


class Hit(Record):
    """One thing found, with how well it fits (0-100) and why, in plain words."""

    kind: str
    id: str
    title: str
    score: float
    why: str
