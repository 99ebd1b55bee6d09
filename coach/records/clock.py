"""The season clock as the facts have it: what comes first for whom, and what is asked."""

from typing import Annotated, Literal

from msgspec import Meta

from coach.records.facts import Condition, Fact, TaskKey, Words

ClockColumn = Literal[
    "ahead", "uncertified", "ready", "applied", "interviews", "late", "unmatched", "part", "matched"
]
"""Where an applicant stands in a season: before it, not certified, certified and not applied yet,
applied without an invitation, with one, not applied when programs read, and what the Match gave."""
SeasonPart = Literal[
    "before",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "january",
    "february",
    "march",
    "waiting",
    "match_week",
    "soap",
    "april",
    "may",
    "last_june",
    "start",
    "after",
]
"""Its months; march ends with the rank lists, waiting is until Match Week, match_week is its
Monday and soap its other days, april begins after them; last_june and start are the two
halves of June before residency."""


class ClockRow(Fact):
    """What comes first, and the one thing that is asked, for whom in which part of a season."""

    key: Words
    when: tuple[SeasonPart, ...]
    column: tuple[ClockColumn, ...]
    who: tuple[Condition, ...]
    """Conditions that must all hold; of the rows of one cell the first that fits counts."""
    once: tuple[TaskKey, ...]
    """Steps that must be done."""
    tasks: tuple[TaskKey, ...]
    """What leads the week then, in this order."""
    words: Words
    """`{event}` stands for the day of an event, {season} and {next} for years."""
    question: str = ""
    answer: Annotated[
        str, Meta(pattern=r"^(|text|year|exam|applied|invitations|task:\w+|profile:[\w.]+)$")
    ] = ""
    """How the answer is kept: as words, as the Match year, as the planned day of the next exam,
    as a number of the season, as a tick, or as an answer of the profile."""
