"""What the release knows: programs, resources, tasks, dates, prices, rules, with sources.

The limits of a field hold where a row is read (`coach.facts.reading`): from a file of the seed,
of the applicant or of the compiled facts. `field(name=…)` is its column in the file.
"""

from datetime import date, timedelta
from math import inf
from typing import Annotated, Literal

from msgspec import Meta, field

from coach.records.words import Domain, Record, StageKey, Status


def refers(table: str) -> Meta:
    """The value is a key of that table; several are parted by semicolons."""
    return Meta(extra={"refers": table})


Words = Annotated[str, Meta(min_length=1)]
Year = Annotated[int, Meta(ge=2000, le=2100)]
Places = Annotated[int, Meta(ge=0, le=10**9)]
Percent = Annotated[float, Meta(ge=0, le=100)]
Probability = Annotated[float, Meta(ge=0, le=1)]
First = Annotated[bool, Meta(extra={"words": {"first": True, "later": False}})]
SpecialtyName = Annotated[str, refers("specialties")]
StateCode = Annotated[str, refers("states")]
NeedKey = Annotated[str, refers("needs")]
TaskKey = Annotated[str, refers("tasks")]
Condition = Annotated[str, refers("conditions")]
StatedVisa = Literal["yes", "no", "none_listed", ""]
"""none_listed: the entry shows no visa at all, so ask; "": nobody stated anything."""
ProgramKind = Literal["university", "university-affiliated", "community", "military", "other", ""]
Service = Literal["ERAS", "ResidencyCAS", "SF Match", "SF Match / ERAS PGY-1", "AUA", "none"]


class Fact(Record, kw_only=True):
    """What every fact carries: where it stands, of which day it is, how sure it is."""

    source: Annotated[Words, refers("sources")]
    as_of: Words
    status: Status


class Source(Record):
    """Where facts were read. Grade A official copy, B quotes an official body, C third party."""

    key: Words = field(name="source")
    grade: Literal["A", "B", "C", "D", "U"]
    title: Words
    where: str
    used_for: str = ""


class Specialty(Fact):
    """One specialty with the service that takes its applications."""

    name: Words = field(name="specialty")
    aliases: tuple[str, ...]
    service: Service
    first_residency: First = field(name="entry")
    start: Literal["categorical", "advanced", "both", "first_year", ""]
    """How its posts begin: the whole residency in one, most of them a year later after a first
    year elsewhere, a part of them so, or one year only. A fact with source, day and status."""
    start_as_of: Words
    start_status: Status
    start_source: Annotated[Words, refers("sources")]


class Closing(Fact):
    """A program that takes no new residents any more, since a day that somebody stated."""

    id: Words = field(name="program_id")
    what: Words
    """In words, the day with them."""


class Program(Record):
    """One residency program of the facts; None and "" mean that nobody stated it."""

    id: Words = field(name="program_id")
    """ACGME id, ten digits."""
    name: Words
    sponsor: str
    sponsor_code: str
    city: str
    state: StateCode
    latitude: Annotated[float, Meta(ge=-90, le=90)] | None
    longitude: Annotated[float, Meta(ge=-180, le=180)] | None
    specialty: SpecialtyName
    first_residency: First = field(name="entry")
    """False: starts after another residency, never offered as a first one."""
    nrmp_code: str
    list_year: Year = field(name="as_of")
    """Year of the newest list that names the program."""
    positions: Annotated[int, Meta(ge=0, le=500)] | None
    """First-year places."""
    positions_year: Year | None
    offered: Places | None = field(name="offered_2018_2022")
    """Places offered in the Matches of 2018-2022 together."""
    filled: Places | None = field(name="filled_2018_2022")
    img_share: Percent | None = field(name="img_share_pct")
    """Percent of the residents who are IMGs."""
    usmd_share: Percent | None = field(name="usmd_pct")
    do_share: Percent | None = field(name="do_pct")
    composition_year: Year | None
    visa_j1: StatedVisa
    visa_h1b: StatedVisa
    visa_year: Year | None
    kind: ProgramKind = field(name="program_type")
    kind_year: Year | None = field(name="program_type_year")
    interviews: Annotated[int, Meta(ge=0, le=10_000)] | None
    interviews_year: Year | None
    first_year: str = field(name="first_academic_year")
    """First academic year of the program, as printed."""
    website: str
    military: bool
    caution: str
    """What contradicts itself, in words."""
    sources: Annotated[tuple[Annotated[str, refers("sources")], ...], Meta(min_length=1)]
    status: Status
    share_low: float | None = None
    """Estimated IMG share in percent, mean in an 80 % range; None where the share is stated."""
    share_mid: float | None = None
    share_high: float | None = None
    j1_probability: float | None = None
    """Estimated probability 0-1 that the visa is offered; None where the entry says so or not."""
    h1b_probability: float | None = None
    estimate_basis: str = ""
    """What the estimates rest on, in a few words; "" where there are none."""
    estimate_source: str = ""
    estimate_as_of: str = ""
    closing: Closing | None = None
    """Only shown to those who ask for it, and never offered."""


class Resource(Fact):
    """One entry of the catalogue."""

    id: Words = field(name="resource_id")
    name: Words
    url: str
    domain: Domain
    cost: Words
    kind: Literal["official", "professional", "community", "commercial"]
    stages: tuple[StageKey, ...]
    what_for: Words
    tip: Words
    needs: tuple[NeedKey, ...]
    synonyms: tuple[str, ...]
    url_status: Literal["verified", "unverified", "none"]


class Span(Record, array_like=True):
    """Low, usual and high of a duration; the unit is in the field's name."""

    low: float
    usual: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.usual <= self.high < inf:
            raise ValueError("should be three rising numbers: low, usual, high")

    @property
    def sizes(self) -> tuple[float, float, float]:
        """Low, usual and high."""
        return self.low, self.usual, self.high

    @property
    def ends(self) -> tuple[float, float]:
        """Low and high."""
        return self.low, self.high


class Anchor(Record, array_like=True):
    """A day that hangs on the season calendar: an event's key plus a number of days."""

    event: Annotated[str, refers("dates")]
    offset_days: int = 0


class Task(Fact):
    """One step of the road, the same for everybody whom its conditions fit."""

    key: Words
    title: Words
    """At most 44 characters, an imperative."""
    stage: StageKey
    how: Words
    """What to do, in one or two plain sentences."""
    why: Words
    """What it is good for, in one short sentence."""
    after: tuple[TaskKey, ...]
    """Keys of the tasks that come first; those that do not apply are skipped."""
    hours: Span
    """The applicant's own hours of work."""
    wait_days: Span
    """Days that others take once the work is done."""
    due: Anchor | None
    """The last day, by the calendar of the Match year; None where nothing sets one."""
    opens: Anchor | None
    """The first day on which it can be done."""
    who: tuple[Condition, ...]
    """Conditions that must all hold for the task to apply (coach/rules/conditions.py)."""
    done_if: tuple[Condition, ...]
    """Conditions that, all holding, show that it is done already; () = only by ticking."""
    needs: tuple[NeedKey, ...]
    resources: tuple[Annotated[str, refers("resources")], ...]
    """The two or three best."""
    rules: tuple[Annotated[str, refers("rules")], ...]
    outreach: bool
    """Contacts programs or people at programs: hidden in the Match Week lock."""
    also: tuple[Words, ...] = ()
    """Words of a search that it answers and that its title and needs do not have."""
    fixed: bool = False
    """Whether day and hour are the calendar's: then it waits for no other task, comes first and
    has its hours, however few the week holds."""
    first: bool = False
    """Whether it leads the week once it can begin, before all but hours and gates."""


class Rule(Fact):
    """One rule or norm in words: exam rules, certification, visas, norms, conduct."""

    key: Words = field(name="rule_key")
    topic: Literal["exams", "certification", "visas", "norms", "conduct"]
    title: Words
    text: Words


class Event(Fact):
    """One dated event of a season; the season is the year in which residency starts."""

    season: Year
    key: Words = field(name="event_key")
    title: Words = field(name="event")
    day: date = field(name="date")
    time: str
    """HH:MM in the zone, "" when it is the whole day."""
    zone: str = field(name="timezone")
    note: str = ""

    def is_over(self, today: date) -> bool:
        """Whether its hour has gone by in every zone: on the day after it comes in the east."""
        return today > self.day + timedelta(days=1)


class CalendarRule(Fact, kw_only=True):
    """How one event falls in any season: a day of the year, or so many days from another."""

    key: Words = field(name="event_key")
    title: Words = field(name="event")
    year: Annotated[int, Meta(ge=-2, le=0)] = 0
    """-1: the calendar year before the season's, 0: the season's own."""
    month: Annotated[int, Meta(ge=1, le=12)] | None
    day: Annotated[int, Meta(ge=1, le=31)] | None
    move: Literal["", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "work+", "work-"]
    """To the next weekday ("wed" …), or to the next or last working day ("work+", "work-")."""
    anchor: str
    """The event from which `days` are counted, "" for a rule by month and day."""
    days: Annotated[int, Meta(ge=-400, le=400)] = 0
    time: str
    zone: str = field(name="timezone")
    rule: Words
    """The rule in words."""


class Signals(Fact):
    """How many program signals a specialty gives an applicant in a season."""

    season: Year
    specialty: SpecialtyName
    gold: Places | None
    silver: Places | None
    single: Places | None = field(name="single_tier")
    total: Places
    kind: str = field(name="type")
    service: Service
    note: str = ""


class Synonym(Fact):
    """An abbreviation or a way of asking, with what it means in the catalogue's words."""

    term: Words
    meaning: Words


class Nickname(Fact):
    """What applicants call a hospital, a sponsor or a specialty, or write short."""

    nickname: Words
    meaning: Words
    """Words of the name, of several names between semicolons; of an area its towns."""
    kind: Literal["name", "specialty", "word", "area"]
    state: str
    """Where all that is meant is; "" where the words tell."""


class NeedRule(Fact):
    """When an applicant lacks something: conditions, the stages in which it counts, weight 0-1."""

    key: Words = field(name="need")
    title: Words
    lacking: tuple[Condition, ...]
    stages: tuple[StageKey, ...]
    weight: Probability
