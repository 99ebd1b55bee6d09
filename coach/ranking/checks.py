"""The final check of a rank list: each rule a row, what is not known is never a pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final, Literal

from coach.logs.ranks import Rank
from coach.ranking.places import MOST, order_words
from coach.records import Event, Record
from coach.wording import counted, cut, hour_words, moment, short

Outcome = Literal["pass", "warns", "broken", "unknown"]
SOON: Final = 72
"""Hours before the deadline from which an uncertified list warns (judgement)."""
FREE: Final = 20
"""Ranks that the registration fee includes (fees.csv: nrmp_standard)."""
NAMED: Final = 3
"""Programs that a row names."""
LONGEST: Final = 34
"""Letters of a name there."""


class Certified(Record):
    """The list as the applicant said that it was certified."""

    order: str
    day: date


class Case(Record):
    """A list with all that it is held against."""

    ranks: tuple[Rank, ...]
    met: tuple[str, ...]
    """Programs with an interview that was held."""
    interviews: int
    needs_visa: bool | None
    advanced: tuple[str, ...]
    """Keys of ranks that begin a year later, as far as is known."""
    unsure: tuple[str, ...]
    """Keys of ranks of whose specialty some posts do."""
    verified: bool | None
    """Whether ECFMG reports the passes; False: a pass is not there."""
    lacks: tuple[str, ...]
    """Passes that are not kept."""
    deadline: Event
    now: datetime
    zone: str
    certified: Certified | None

    @property
    def primary(self) -> list[Rank]:
        """The list that counts first."""
        return [rank for rank in self.ranks if not rank.supplemental]

    @property
    def behind(self) -> list[Rank]:
        """The first years."""
        return [rank for rank in self.ranks if rank.supplemental]

    @property
    def hours(self) -> float:
        """Left until the deadline; less than nothing once it is over."""
        at = moment(self.deadline)
        return (at - self.now.astimezone()).total_seconds() / 3600 if at else 0.0


class Check(Record):
    """One rule, held against the list."""

    rule: str
    outcome: Outcome
    says: str


def checked(case: Case) -> list[Check]:
    """Every rule in the order in which one would go through the list."""
    return [Check(rule, *hold(case)) for rule, hold in RULES.items()]


Told = tuple[Outcome, str]


def names(ranks: Iterable[Rank], of: int = 0) -> str:
    """Some of them by name, the rest as a number; "all 12" where `of` are all that there are."""
    ranks = list(ranks)
    if len(ranks) == of > NAMED:
        return f"all {of}"
    whole = [cut(rank.short, LONGEST) for rank in ranks]
    more = f" and {len(whole) - NAMED} more" if len(whole) > NAMED else ""
    return ", ".join(whole[:NAMED]) + more


def _interviewed(case: Case) -> Told:
    strangers = [rank for rank in case.ranks if rank.program not in case.met]
    if strangers:
        met = f"no interview is kept as held with {names(strangers)}"
        return "warns", f"{met}: keep it (v on Season), or take it off (x)"
    left = len(set(case.met) - {rank.program for rank in case.ranks})
    more = f"; {counted(left, 'program')} that you met left out" if left else ""
    return "pass", f"you met all {len(case.ranks)}{more}"


def _acceptable(case: Case) -> Told:
    no = [rank for rank in case.ranks if rank.would_go == "no"]
    if no:
        return "broken", f"you would not go to {names(no)}: a match binds, so take it off (x)"
    open_ones = [rank for rank in case.ranks if not rank.would_go]
    if open_ones:
        return "unknown", f"would you go to {names(open_ones, len(case.ranks))}? d keeps it"
    return "pass", "you would go to each of them"


def _visa(case: Case) -> Told:
    if case.needs_visa is False:
        return "pass", "you need none"
    if case.needs_visa is None:
        return "unknown", "whether you need one is not on your profile: Profile (7)"
    silent = [rank for rank in case.ranks if not rank.visa_in_writing]
    if silent:
        some = names(silent, len(case.ranks))
        return "unknown", f"nothing in writing from {some}: ask; d keeps who wrote"
    return "pass", "each wrote that your visa is offered"


def _verified(case: Case) -> Told:
    if case.verified:
        return "pass", "ECFMG reports your passes"
    over = case.hours <= 0
    if case.lacks:
        words = f"no pass is kept of {', '.join(case.lacks)}"
        return (
            "broken" if over else "warns",
            f"{words}: who is not verified by the deadline is withdrawn. Keep it on Journey (2) or "
            "Prepare (5) once it is there",
        )
    return (
        "unknown",
        "see in MyIntealth and R3 that every pass shows, then tick that step on Journey (2)",
    )


def _first_years(case: Case) -> Told:
    behind = case.behind
    later = [rank for rank in case.primary if rank.key in case.advanced]
    if bool(later) != bool(behind):
        if later:
            return "warns", f"{names(later)} begins a year later: rank first years behind it (b)"
        return "warns", f"{names(behind)} stands behind no post that is known to begin later (b)"
    if case.unsure:
        unsure = names(rank for rank in case.primary if rank.key in case.unsure)
        return "unknown", f"some posts of this specialty begin a year later: ask {unsure}"
    return "pass", "each advanced post has its first years" if later else "no post begins later"


def _tracks(case: Case) -> Told:
    tracks = [rank for rank in case.ranks if rank.track]
    never = [rank for rank in tracks if rank.met_for == "no"]
    if never:
        return "warns", f"you never interviewed for {names(never)}: ask them, or take it off (x)"
    open_ones = [rank for rank in tracks if not rank.met_for]
    if open_ones:
        return "unknown", f"did you interview for {names(open_ones)}? d keeps it"
    return "pass", "you interviewed for each track" if tracks else "no track is named"


def _twice(case: Case) -> Told:
    counts = {rank.program: 0 for rank in case.ranks}
    for rank in case.ranks:
        counts[rank.program] += 1
    twice = [rank for rank in case.ranks if counts[rank.program] > 1]
    plain = [rank for rank in twice if not rank.track]
    if plain:
        return "warns", f"{names(plain)} stands there twice: name its tracks (a), or take off (x)"
    return "pass", f"{names(twice)}: each its own track" if twice else "each program once"


def _length(case: Case) -> Told:
    count = len(case.primary)
    if not count:
        return "broken", "nobody is ranked: i adds whom you met"
    if count > MOST:
        return "broken", f"{count} ranks; the NRMP takes {MOST}: take off the last (x)"
    fee = f"; beyond {FREE} each costs a fee" if count > FREE else ""
    held = counted(case.interviews, "interview")
    words = f"{counted(count, 'rank')}, {held} held{fee}"
    if count > case.interviews:
        return "warns", f"{words}: more than you met"
    return "pass", words


def _deadline(case: Case) -> Told:
    at = moment(case.deadline)
    when = hour_words(at, case.zone or None) if at else str(case.deadline.day)
    if case.hours <= 0:
        done = case.certified is not None
        return "pass" if done else "broken", f"over since {when}" + "; SOAP is next" * (not done)
    own = "" if case.zone else "; your own zone is not on your profile"
    outcome: Outcome = "warns" if case.hours <= SOON and not case.certified else "pass"
    return outcome, f"{when}: {counted(int(case.hours), 'hour')} left{own}"


def _certified(case: Case) -> Told:
    if case.certified is None:
        return "unknown", "certify it in R3, then s keeps the day"
    day = short(case.certified.day, case.now.date())
    if case.certified.order != order_words(case.ranks):
        return "broken", f"changed since you certified on {day}: certify again in R3, then s"
    return "pass", f"certified on {day}, unchanged since"


RULES: Final[dict[str, Callable[[Case], Told]]] = {
    "interviewed": _interviewed,
    "acceptable": _acceptable,
    "visa": _visa,
    "verified": _verified,
    "first_years": _first_years,
    "tracks": _tracks,
    "twice": _twice,
    "length": _length,
    "deadline": _deadline,
    "certified": _certified,
}
"""Each rule by its name, in the order of the check."""
