"""What the release knows of experience and of requests: grades, papers, checks, limits, waits."""

from typing import Annotated, Literal

from msgspec import Meta

from coach.records.facts import Fact, TaskKey, Words


class RotationFact(Fact, kw_only=True):
    """How a kind of experience counts, a paper that hosts ask for, a check before paying, or a
    limit of the application."""

    key: Words
    topic: Literal["grade", "paper", "check", "limit"]
    of: tuple[str, ...] = ()
    """Kinds of experience; none: all."""
    title: Words
    text: str = ""
    words: tuple[str, ...] = ()
    """Parts of words by which an applicant may write it."""
    amount: Annotated[float, Meta(ge=0, le=10_000)] | None = None
    """The grade, 4 counts most; or the limit."""
    season: str = ""
    """The Match year of a limit."""


Days = Annotated[int, Meta(ge=1, le=365)] | None


class RequestFact(Fact, kw_only=True):
    """One kind of request: what to say in it, when to remind, when silence is unusual."""

    key: Words
    group: Literal["people", "places", "papers"]
    """Papers are asked of schools and offices, never of a program."""
    title: Words
    outline: tuple[str, ...]
    """What to say, in the applicant's own words."""
    remind_days: Days = None
    """Days until the one reminder; None: once the usual wait is over."""
    then_days: Days = None
    """Days after the reminder until what comes then; None: it is left at that."""
    then: str = ""
    tasks: tuple[TaskKey, ...] = ()
    """The task whose wait is the usual one, where one is."""
    days: Days = None
    """Days from which silence is unusual, where no task tells."""
    ask: Words
    """Whom to ask then."""
    if_fled: str = ""
    """Whom somebody asks who fled, in place of school and authorities at home."""
