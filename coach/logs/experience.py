"""Rotations, research, volunteering and work: where, when, of which kind, who saw it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated, Final, Literal

from msgspec import Meta

from coach.logs.fields import also, ask, flags, links, private, unit
from coach.logs.log import Entry, Log
from coach.logs.settling import settled_experience
from coach.records import replace

MONTH_DAYS: Final = 30.4
MOST_MONTHS: Final = 480
NO_MONTHS: Final = ("work", "break")
"""Kinds that are no months of experience; a break is a time named plainly, so that it is no gap."""
Kinds = Literal["elective", "externship", "observership", "research", "volunteer", "work", "break"]


class Experience(Entry, kw_only=True):
    """A rotation, research, volunteering or work."""

    place: Annotated[str, ask("Where, and as what?")]
    kind: Annotated[Kinds, ask("Of which kind?"), also(shadowing="observership", job="work")]
    since: date | None = None
    until: date | None = None
    months: Annotated[float, Meta(ge=0, le=MOST_MONTHS), unit("months", "month")] | None = None
    hours: Annotated[float, Meta(ge=0, le=112), unit("h", "hours"), ask("Hours a week?")] | None = (
        None
    )
    country: Annotated[Literal["us", "home", "other"], ask("In which country?")] = "us"
    setting: Literal["", "inpatient", "outpatient", "both", "virtual", "laboratory"] = ""
    hands_on: Annotated[bool | None, flags("hands-on", "hands-off")] = None
    program: Annotated[str, links("program")] = ""
    supervisor: Annotated[str, links("person")] = ""
    letter: Annotated[Literal["", "yes", "maybe", "no"], ask("Would they write a letter?")] = ""
    price: Annotated[float, Meta(ge=0, le=100_000), unit("usd", "dollars")] | None = None
    papers: Annotated[tuple[str, ...], ask("Which papers do you have? (vaccines, BLS)")] = ()
    vetted: Annotated[tuple[str, ...], ask("What did you check? (a paid program)")] = ()
    entry: Annotated[str, ask("Your text for MyERAS")] = ""
    meaningful: Annotated[str, ask("Why it mattered, if one of three")] = ""
    reflection: Annotated[
        str, private, ask("What did it teach you? No patient that somebody could recognise")
    ] = ""
    settled = settled_experience

    @property
    def months_words(self) -> str:
        """As told, else by its days."""
        return f"{months:g}" if (months := months_of(self)) else ""

    @property
    def order(self) -> float:
        """The newest first, what was told without days last."""
        return -(self.since or date.min).toordinal()


def months_of(entry: Experience) -> float:
    """Its months: as told, else by its days; 0 where neither is said."""
    if entry.months is not None:
        return entry.months
    if entry.since is None or entry.until is None:
        return 0.0
    return round(((entry.until - entry.since).days + 1) / MONTH_DAYS, 1)


def months_had(entry: Experience, today: date) -> float:
    """Its months by a day: what is ahead is not had yet."""
    if entry.since and entry.since > today:
        return 0.0
    is_running = entry.months is None and entry.until and entry.until > today
    return months_of(replace(entry, until=today) if is_running else entry)


def months_together(entries: Iterable[Experience], today: date) -> float:
    """The months of several by a day; days that they share count once."""
    told, days, covered = 0.0, 0, date.min
    for entry in sorted(entries, key=lambda entry: entry.since or date.min):
        if entry.months is not None or not (entry.since and entry.until):
            told += months_had(entry, today)
            continue
        begin, end = max(entry.since, covered), min(entry.until, today) + timedelta(days=1)
        days += max((end - begin).days, 0)
        covered = max(covered, end)
    return round(told + days / MONTH_DAYS, 1)


EXPERIENCE = Log(
    "experience",
    Experience,
    title=lambda entry: f"{entry.place}, {entry.kind}",
    line="rotation {place} {kind} {since} {until} {months} {hours} {country} {setting} {hands_on} "
    "{price} {program}",
    columns=("place", "kind", "since", "until", "months"),
    demo=(
        "rotation Unity Health observership 2 months inpatient",
        "rotation Aga Khan University research 6 months home",
    ),
)
