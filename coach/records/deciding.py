"""What the release knows for deciding: rules that may change, filters, what levers take."""

from datetime import date

from coach.records.words import Record, Status


class Scenario(Record):
    """A rule that may hold or change, dated: whom it concerns, what it switches; no verdict."""

    key: str
    title: str
    text: str
    day: date
    """The day of the rule."""
    expires: date
    """From this day on it is shown with a warning."""
    abroad: bool
    """It concerns only people who live outside the US."""
    citizenship: tuple[str, ...]
    """It concerns only these nationalities, other names of them included; () = all."""
    visas_closed: tuple[str, ...]
    """j1 and h1b: visas that cannot be issued."""
    h1b_abroad: str
    """unknown: H-1B for people abroad is less sure than the programs say; "" otherwise."""
    delays: tuple[tuple[str, int], ...]
    """Days that a task takes longer, by its key."""
    source: str
    as_of: str
    status: Status


class Preset(Record):
    """A filter as programs may set one before anybody reads: plausible, no program's own rule."""

    key: str
    title: str
    habit: str
    """What is known of the habit behind it."""
    rules: tuple[tuple[str, float | str], ...]
    """Rule and limit, in the order in which they are looked at."""
    source: str
    as_of: str
    status: Status


class LeverCost(Record):
    """What one changeable input takes, told by tasks and fees of the facts."""

    key: str
    title: str
    tasks: tuple[str, ...]
    """What has to be done, by task key; what comes before is added."""
    fees: tuple[tuple[str, tuple[str, ...]], ...]
    """Fee keys that each unfinished task brings."""
    fees_abroad: tuple[tuple[str, tuple[str, ...]], ...]
    """Fee keys added for people who live outside the US."""
    free: bool
    """It is a decision and costs nothing; else no fees mean that the cost is not known."""
    source: str
    as_of: str
    status: Status
