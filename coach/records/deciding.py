"""What the release knows for deciding: rules that may change, filters, levers, figures."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, field

from coach.records.facts import (
    Condition,
    Fact,
    Percent,
    Places,
    Probability,
    Span,
    SpecialtyName,
    TaskKey,
    Words,
    refers,
)
from coach.records.words import Record

Score = Annotated[float, Meta(ge=100, le=300)]
FeeKeys = tuple[Annotated[str, refers("fees")], ...]


class Scenario(Fact):
    """A rule that may hold or change, dated: whom it concerns, what it switches; no verdict."""

    key: Words = field(name="name")
    title: Words
    text: Words
    day: date = field(name="date")
    """The day of the rule."""
    expires: date
    """From this day on it is shown with a warning."""
    abroad: bool = field(name="only_for.abroad", default=False)
    """It concerns only people who live outside the US."""
    citizenship: tuple[str, ...] = field(name="only_for.citizenship", default=())
    """It concerns only these nationalities, other names of them included; () = all."""
    extent: Literal["", "full", "partial"] = field(name="only_for.list", default="")
    """It concerns the nationalities of this list; they stand under `citizenship` too."""
    visas_closed: tuple[Literal["j1", "h1b"], ...] = ()
    """Visas that cannot be issued."""
    h1b_abroad: Literal["", "unknown"] = ""
    """unknown: H-1B for people abroad is less sure than the programs say."""
    delays: dict[TaskKey, Annotated[int, Meta(ge=1, le=730)]] = field(
        name="delay_days", default_factory=dict
    )
    """Days that a task takes longer, by its key."""


class Limits(Record, rename="rules.{}".format):
    """The rules that a filter may hold, each with what is possible."""

    step2ck_min: Annotated[float, Meta(ge=1, le=300)] = 1
    attempts_max: Annotated[float, Meta(ge=1, le=4)] = 1
    graduated_within_years: Annotated[float, Meta(ge=0, le=40)] = 0
    us_experience_months_min: Annotated[float, Meta(ge=0.5, le=36)] = 1
    us_letters_min: Annotated[float, Meta(ge=1, le=10)] = 1
    visa: Literal["none", "j1"] = "none"
    certified: Literal["yes"] = "yes"


class Preset(Fact):
    """A filter as programs may set one before anybody reads: plausible, no program's own rule."""

    key: Words
    title: Words
    habit: Words
    """What is known of the habit behind it."""
    rules: Annotated[tuple[tuple[str, float | str], ...], Meta(min_length=1)]
    """Rule and limit, in the order in which they are looked at."""


class LeverCost(Fact):
    """What one changeable input takes, told by tasks of the facts and what those cost."""

    key: Words
    title: Words
    tasks: tuple[TaskKey, ...]
    """What has to be done; what comes before is added."""
    priced: bool = True
    """Whether all that it costs is known: a decision costs nothing."""


class Offer(Fact):
    """What can be had to make the road safer: what it does to tasks, and what it costs. No source
    states what any of these does to the days of a road: judgements throughout."""

    key: Words
    title: Words
    why: Words
    """What it does, and what to mind, in a sentence or two."""
    tasks: Annotated[tuple[TaskKey, ...], Meta(min_length=1)]
    """It is there while one of them is ahead."""
    who: tuple[Condition, ...] = ()
    less_days: Annotated[float, Meta(ge=0, le=90)] = 0
    """Days that others take less."""
    most_days: Annotated[float, Meta(ge=0, le=9999)] = 9999
    """Days that others take at most."""
    sooner_days: Annotated[float, Meta(ge=0, le=90)] = 0
    """Days by which a named test day comes sooner."""
    short: Probability = 0
    """Share of first tries that fall short."""
    again_days: Span = Span(0, 0, 0)
    """Days from the first result to that of a second try, where nothing is bought."""
    booked_days: Span = Span(0, 0, 0)
    """The same with this bought."""
    hours: Annotated[float, Meta(ge=0, le=40)] = 0
    """Hours a week that it takes of the applicant's life, for all tasks."""
    fees: FeeKeys = ()
    free: bool = False
    """It costs no money; else no fees mean that the price is not known."""
    stands_outside: str = ""
    """Why it is named and not offered; "" for what can be bought."""

    def __post_init__(self) -> None:
        longer = zip(self.booked_days.sizes, self.again_days.sizes, strict=True)
        if any(booked > again for booked, again in longer):
            raise ValueError("booked_days should be no longer than again_days")


class Computed(Record, kw_only=True):
    """What every figure carries that is worked out from facts."""

    source: Annotated[Words, refers("sources")]
    as_of: Words
    status: Literal["estimated"]


class Estimate(Computed):
    """What is reckoned of one program that no entry states."""

    id: Words
    share_low: Percent | None
    share_mid: Percent | None
    share_high: Percent | None
    j1: Probability | None
    h1b: Probability | None
    basis: Words


class Statistic(Fact):
    """One row of a published table; the values keep the names and text of their columns."""

    table: str
    values: tuple[tuple[str, str], ...]


class Odds(Computed):
    """What happened to past applicants of one type in one specialty. Computed from the statistics
    and the estimates by `python -m seed_data.odds`; logits are natural logarithms of odds."""

    specialty: SpecialtyName
    graduate_type: Literal["non_us_img", "us_img"]
    programs: Places
    """Programs whose invitations were counted; 0: reckoned from other specialties."""
    rate: Probability
    """Chance of an invitation per application, over everybody who applied, signals included."""
    mean_logit: Annotated[float, Meta(ge=-5, le=5)]
    """Mean logit of the IMG share of its programs."""
    intercept: Annotated[float, Meta(ge=-12, le=6)]
    """Logit of an average application there, the visa gate open, at the mean score."""
    share_slope: Annotated[float, Meta(ge=-2, le=3)]
    """Logit per logit of the IMG share."""
    ratio_low: Annotated[float, Meta(ge=0, le=1)]
    ratio_high: Annotated[float, Meta(ge=1, le=9)]
    """Ends of the 80 % range of a chance, over its middle."""
    signalled: Probability
    """Part of the applications that carry a signal."""
    unsignalled: Annotated[float, Meta(ge=-5, le=0)]
    """Logit of an application without a signal beside the average one."""
    gold: Annotated[float, Meta(ge=0, le=6)]
    silver: Annotated[float, Meta(ge=0, le=6)]
    single: Annotated[float, Meta(ge=0, le=6)]
    """Logits of a signal of each tier beside none."""
    step2_slope: Annotated[float, Meta(ge=0, le=2)]
    """Logit per 10 points of Step 2 CK."""
    step2_mean: Score | None
    """Mean Step 2 CK score of the past applicants; None: not published, so no score counts."""
    step2_top: Score | None
    """Upper quartile of those who matched: above it no more is counted."""
    matched: Places
    """Past applicants who preferred the specialty and matched in it; 0: not published."""
    unmatched: Places
    rank_length: Annotated[float, Meta(ge=1, le=300)] | None
    """Mean number of programs on a rank order list."""
    matched_per_rank: Probability
    """Chance to match at a program that is ranked, when it is the best that is left; of all
    specialties together where too few past applicants are published."""

    @property
    def applicants(self) -> int:
        """Past applicants whose lists and results are published."""
        return self.matched + self.unmatched
