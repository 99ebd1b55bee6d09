"""A hundred like you on the published road, and the honest year for who did not match."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Final

from coach.applying.years import a_year_on, graduation_age
from coach.logs.applications import APPLICATIONS
from coach.logs.ranks import Rank
from coach.logs.season import of_season
from coach.prepare.money import Bill
from coach.ranking import hundred
from coach.ranking.hundred import Cohort as Cohort, Count as Count, grid as grid
from coach.ranking.length import chance
from coach.records import CoachError, Held, Record
from coach.state import money as owed
from coach.state.letters import marked
from coach.subjects.ahead import AHEAD, Ahead
from coach.subjects.long_answers import Kept, kept
from coach.subjects.options import FromState, Opt, Subject
from coach.subjects.ranking import RankingSubject
from coach.wording import brief_range, counted, share_range

AGING: Final = ("seven_years", "oet_window", "certificate_end")
"""Rules for a person whose windows run on while one waits."""
GROUPS: Final = {"non_us_img": "non-US IMGs", "us_img": "US IMGs"}
GATE: Final = "ecfmg_exam_requirements_due"


class Gate(Record):
    """One gate of the road: how many of a hundred pass, and what one's own plan says there."""

    key: str
    title: str
    of: str
    count: Count | None
    """None where nothing is published."""
    own: str
    """"" where nothing of one's own is known."""


class Hundred(Record):
    """A hundred of one's group before each gate, each with people of its own."""

    group: str
    is_told: bool
    """Whether the profile says the group."""
    year: str
    gates: tuple[Gate, ...]


class Diplomas(Record):
    """What a year does to limits of graduation."""

    programs: int
    are_marked: bool
    """Whether they are those marked apply; else all of one's specialties."""
    closed: int
    """By their limit, when they read for that attempt."""
    unknown: int
    age: float | None
    """Years since the degree when they read."""


class Honest(Record):
    """One more attempt: what is published of it, its price, what ages, and exits; no verdict."""

    season: int
    group: str
    low: int
    high: int
    cohorts: tuple[Cohort, ...]
    bills: tuple[Bill, ...]
    usd: float
    applications: Mapping[str, int]
    are_sent: bool
    """Whether they are what was sent this year; else those marked apply."""
    aging: tuple[Held, ...]
    diplomas: Diplomas | None
    is_matched: bool


class HundredSubject(Subject):
    """What is published of others on the same road."""

    _ranking: RankingSubject

    kind = FromState(lambda state: state.applicant.graduate_type or "non_us_img")
    """The group; who has said nothing counts as most do."""

    def hundred(
        self, year: Annotated[str, Opt("another Match of which a rate is printed", "YEAR")] = ""
    ) -> Hundred:
        """A hundred of one's group before each gate. Raises CoachError."""
        state, kind, rows = self._state, self.kind, self._state.facts.statistics
        printed = hundred.years(rows, kind)
        if year and year not in printed:
            known = ", ".join(reversed(printed))
            raise CoachError(f"No rate of {GROUPS[kind]} in {year} is among the facts; of {known}.")
        specialty = next(iter(state.applicant.specialties), "")
        counts = {
            "ranked": hundred.ranked(rows, kind),
            "matched": hundred.matched(rows, kind, year),
            "specialty": hundred.in_specialty(rows, kind, specialty),
        }
        own = self._own(specialty)
        gates = tuple(
            Gate(row.key, row.title, row.text, counts.get(row.key), own.get(row.key, ""))
            for row in state.facts.gates.values()
            if row.part == "gate" and (specialty or row.key != "specialty")
        )
        told = state.applicant.graduate_type is not None
        return Hundred(GROUPS[kind], told, year, gates)

    def _own(self, specialty: str) -> dict[str, str]:
        """What is known of one's own plan at the gates; nothing is worked out for it."""
        who, chosen = self._state.applicant, len(marked(self._state))
        ranks = [rank for rank in self._ranking.listed if not rank.supplemental]
        return {
            "certified": self._road(),
            "applied": _told(who.applied, "application") or _told(chosen, "program", " marked"),
            "invited": _told(who.invitations, "invitation"),
            "ranked": _told(len(ranks), "program", " on your list"),
            "specialty": self._by_length(specialty, ranks),
        }

    def _road(self) -> str:
        """The certificate, or the chance of its last day, if that was worked out."""
        if self._state.applicant.certified:
            return "you are certified"
        ahead = kept(self._state, AHEAD, Kept[Ahead])
        gate = ahead.gates.get(GATE) if ahead else None
        return f"{brief_range(gate.low, gate.high)} in time by your road" if gate else ""

    def _by_length(self, specialty: str, ranks: Iterable[Rank]) -> str:
        """What is published of lists as long as one's own in the specialty."""
        programs = (self._state.facts.program(rank.program) for rank in ranks)
        many = sum(program is not None and program.specialty == specialty for program in programs)
        share = chance(self._state.facts.statistics, specialty, many, self.kind)
        return f"{share_range(share.low, share.high)} of lists of {many}" if share else ""

    next_season = FromState(lambda state: state.season + (state.applicant.last_result is None))
    """That of one more attempt: the one planned for, where another was lost before it."""

    def honest(self) -> Honest:
        """What one more attempt is, in what is published and known."""
        state, rows, group = self._state, self._state.facts.statistics, GROUPS[self.kind]
        cohorts = hundred.cohorts(rows, self.kind, group)
        sent = self._sent()
        counts = sent or owed.marked_counts(state)
        bills = self._bills(counts)
        return Honest(
            season=self.next_season,
            group=group,
            low=min(each.low for each in cohorts),
            high=max(each.high for each in cohorts),
            cohorts=tuple(cohorts),
            bills=tuple(bills),
            usd=sum(bill.usd for bill in bills),
            applications=counts,
            are_sent=bool(sent),
            aging=tuple(held for held in state.held if held.rule in AGING and held.until),
            diplomas=self._diplomas(),
            is_matched=state.applicant.match_result == "matched",
        )

    def _sent(self) -> dict[str, int]:
        """Applications of the season before by specialty; unnamed ones for the first."""
        state, who = self._state, self._state.applicant
        listed = of_season(state.kept(APPLICATIONS), self.next_season - 1)
        known = (state.facts.program(each.program) for each in listed if each.state != "planned")
        counts = Counter(program.specialty for program in known if program)
        unnamed = (who.applied or 0) - counts.total()
        counts.update(dict.fromkeys(who.specialties[:1], max(unnamed, 0)))
        return {name: count for name, count in counts.items() if count}

    exits = FromState(
        lambda state: [row for row in state.facts.gates.values() if row.part == "exit"]
    )
    """What stands beside another attempt."""

    def _bills(self, counts: Mapping[str, int]) -> list[Bill]:
        """What every season asks anew before the Match, at the newest prices."""
        state = self._state
        later = state.assuming({"match_year": self.next_season})
        tasks = state.facts.tasks
        days = {
            cost.task: None
            for cost in state.facts.costs
            if cost.lasts == "season" and tasks[cost.task].stage != owed.AFTER
        }
        bills = owed.bills(later, days, counts)
        return [bill for bill in bills if bill.task in days and not bill.entry]

    def _diplomas(self) -> Diplomas | None:
        """Limits of graduation among the programs marked, or all of one's specialties."""
        state, who = self._state, self._state.applicant
        if who.graduation_date is None:
            return None
        keys = marked(state)
        programs = [program for key in keys if (program := state.facts.program(key))]
        programs = programs or list(state.facts.programs(who.specialties))
        season = self.next_season
        then = state.assuming(who=a_year_on(who)) if season > state.season else state
        stands = [then.doors.outcomes(each)["graduation_year"] for each in programs]
        return Diplomas(
            len(programs),
            bool(keys),
            stands.count("fail"),
            stands.count("unknown"),
            graduation_age(who.graduation_date, state.calendar(season)),
        )


def _told(number: int | None, word: str, after: str = "") -> str:
    return counted(number, word) + after if number else ""
