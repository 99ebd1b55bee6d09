"""What the release knows: programs, resources, tasks, dates, prices, rules, with sources."""

from datetime import date

from coach.records.words import Record, Status


class Source(Record):
    """Where facts were read. Grade A official copy, B quotes an official body, C third party."""

    key: str
    grade: str
    title: str
    where: str


class State(Record):
    """One state or territory with the division of the application's region question."""

    code: str
    name: str
    division: str


class Country(Record):
    """A nationality that a dated proclamation named: a fact to check today, never a verdict."""

    name: str
    aliases: tuple[str, ...]
    extent: str
    """full or partial."""
    what: str
    """The visas it named."""
    source: str
    as_of: str
    status: Status


class Specialty(Record):
    """One specialty with the service that takes its applications."""

    name: str
    aliases: tuple[str, ...]
    service: str
    """ERAS, ResidencyCAS, SF Match, AUA or none."""
    first_residency: bool
    source: str
    as_of: str
    status: Status


class Program(Record):
    """One residency program of the facts; None and "" mean that nobody stated it."""

    id: str
    """ACGME id, ten digits."""
    name: str
    sponsor: str
    sponsor_code: str
    city: str
    state: str
    latitude: float | None
    longitude: float | None
    specialty: str
    first_residency: bool
    """False: starts after another residency, never offered as a first one."""
    nrmp_code: str
    list_year: int
    """Year of the newest list that names the program."""
    positions: int | None
    """First-year places."""
    positions_year: int | None
    offered: int | None
    """Places offered in the Matches of 2018-2022 together."""
    filled: int | None
    img_share: float | None
    """Percent of the residents who are IMGs."""
    usmd_share: float | None
    do_share: float | None
    composition_year: int | None
    visa_j1: str
    """yes, no, none_listed (the entry shows no visa at all: ask) or ""."""
    visa_h1b: str
    visa_year: int | None
    kind: str
    """university, university-affiliated, community, military, other or ""."""
    kind_year: int | None
    interviews: int | None
    interviews_year: int | None
    first_year: str
    """First academic year of the program, as printed."""
    website: str
    military: bool
    caution: str
    """What contradicts itself, in words."""
    share_low: float | None
    """Estimated IMG share in percent, 80 % range; None where the share is stated."""
    share_mid: float | None
    share_high: float | None
    j1_probability: float | None
    """Estimated probability 0-1 that the visa is offered; None where the entry says so or not."""
    h1b_probability: float | None
    estimate_basis: str
    """What the estimates rest on, in a few words; "" where there are none."""
    estimate_source: str
    estimate_as_of: str
    sources: tuple[str, ...]


class Resource(Record):
    """One entry of the catalogue."""

    id: str
    name: str
    url: str
    domain: str
    cost: str
    kind: str
    """official, professional, community or commercial."""
    stages: tuple[str, ...]
    what_for: str
    tip: str
    needs: tuple[str, ...]
    """Keys of the needs it serves."""
    synonyms: tuple[str, ...]
    url_status: str
    source: str
    as_of: str
    status: Status


class Span(Record):
    """Low, usual and high of a duration; the unit is in the field's name."""

    low: float
    usual: float
    high: float


class Anchor(Record):
    """A day that hangs on the season calendar: an event's key plus a number of days."""

    event: str
    offset_days: int = 0


class Task(Record):
    """One step of the road, the same for everybody whom its conditions fit."""

    key: str
    title: str
    """At most 44 characters, an imperative."""
    stage: str
    how: str
    """What to do, in one or two plain sentences."""
    why: str
    """What it is good for, in one short sentence."""
    after: tuple[str, ...]
    """Keys of the tasks that come first; those that do not apply are skipped."""
    hours: Span
    """The applicant's own hours of work."""
    wait_days: Span
    """Days that others take once the work is done."""
    due: Anchor | None
    """The last day, by the calendar of the Match year; None where nothing sets one."""
    opens: Anchor | None
    """The first day on which it can be done."""
    who: tuple[str, ...]
    """Conditions that must all hold for the task to apply (coach/journey/conditions.py)."""
    done_if: tuple[str, ...]
    """Conditions that, all holding, show that it is done already; () = only by ticking."""
    needs: tuple[str, ...]
    """Keys of the needs it serves."""
    resources: tuple[str, ...]
    """Ids of the two or three best resources."""
    rules: tuple[str, ...]
    """Keys of the rules behind it."""
    outreach: bool
    """Contacts programs or people at programs: hidden in the Match Week lock."""
    source: str
    as_of: str
    status: Status


class Rule(Record):
    """One rule or norm in words: exam rules, certification, visas, norms, conduct."""

    key: str
    topic: str
    """exams, certification, visas, norms or conduct."""
    title: str
    text: str
    source: str
    as_of: str
    status: Status


class Event(Record):
    """One dated event of a season; the season is the year in which residency starts."""

    season: int
    key: str
    title: str
    day: date
    time: str
    """HH:MM in the zone, "" when it is the whole day."""
    zone: str
    status: Status
    source: str
    note: str = ""


class CalendarRule(Record):
    """How one event falls in any season: a day of the year, or so many days from another."""

    key: str
    title: str
    year: int
    """-1: the calendar year before the season's, 0: the season's own."""
    month: int | None
    day: int | None
    move: str
    """To the next weekday ("wed" …), or to the next or last working day ("work+", "work-")."""
    anchor: str
    """The event from which `days` are counted, "" for a rule by month and day."""
    days: int
    time: str
    zone: str
    rule: str
    """The rule in words."""
    source: str
    as_of: str
    status: Status


class Fee(Record):
    """One price of a season or year; amount None where nobody has stated it."""

    key: str
    item: str
    season: str
    amount: float | None
    currency: str
    unit: str
    rule: str
    source: str
    as_of: str
    status: Status
    note: str = ""


class Signals(Record):
    """How many program signals a specialty gives an applicant in a season."""

    season: int
    specialty: str
    gold: int | None
    silver: int | None
    single: int | None
    total: int
    service: str
    source: str
    as_of: str
    status: Status
    note: str = ""


class Synonym(Record):
    """An abbreviation or a way of asking, with what it means in the catalogue's words."""

    term: str
    meaning: str


class Statistic(Record):
    """One row of a published table; the values keep the names and text of their columns."""

    table: str
    values: tuple[tuple[str, str], ...]
    source: str
    as_of: str
    status: Status


class Odds(Record):
    """What published outcomes of one specialty say of past applicants of one type.

    Computed from the statistics and the estimates by `python -m seed_data.odds`.
    """

    specialty: str
    graduate_type: str
    """non_us_img or us_img."""
    matched: int
    """Past applicants who preferred the specialty and matched in it."""
    unmatched: int
    rank_length: float
    """Mean number of programs on a rank order list."""
    applications: float
    """Applications per applicant reckoned with."""
    signals: int
    """Program signals per applicant in the season of the outcomes."""
    mean_logit: float
    """Mean logit of the IMG share over the programs applied to."""
    intercept: float
    """Logit of an invitation there without a signal, tie or failed exam, at the mean score."""
    step2_slope: float
    """Logit per 10 points of Step 2 CK."""
    step2_mean: float | None
    """Mean Step 2 CK score of the past applicants."""
    step2_top: float | None
    """Upper quartile of those who matched: above it no more is counted."""
    matched_per_rank: float
    """Chance to match at a program that is ranked, when it is the best that is left."""
    source: str
    as_of: str
    status: Status

    @property
    def applicants(self) -> int:
        """Past applicants behind the figures."""
        return self.matched + self.unmatched


class NeedRule(Record):
    """When an applicant lacks something: conditions, the stages in which it counts, weight 0-1."""

    key: str
    title: str
    lacking: tuple[str, ...]
    stages: tuple[str, ...]
    weight: float
    source: str
    as_of: str
    status: Status
