"""Scenarios: what a dated rule would switch for one applicant; never whether it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Final

from coach.applying.doors import Counted
from coach.applying.weighing import Ranked, Worth
from coach.records import Applicant, Chance, Program, ReadFact, Record, Scenario, replace
from coach.rules.conditions import needs_visa
from coach.rules.countries import Countries, ask, meant
from coach.rules.fields import Overlay
from coach.rules.visas import visa_wanted
from coach.wording import STATUS_WORDS

EVEN: Final = 0.5
"""An H-1B for people abroad is so many times as sure as the programs say, where a scenario calls
it unknown (a judgement)."""
Overlays = Mapping[str, Overlay]
LEGAL: Final = "General information, not legal advice."


class Side(Record):
    """Programs and list with or without a rule."""

    programs: Counted
    worth: Worth


class Delay(Record):
    """A task that takes longer."""

    key: str
    title: str
    days: int
    slack_days: int | None
    """Days it may slip as things stand; None where no date hangs on it or it is not on the road."""

    @property
    def late_days(self) -> int | None:
        """Days by which a date would be missed; 0 where it still fits."""
        return None if self.slack_days is None else max(0, self.days - self.slack_days)


class Look(Record):
    """A scenario before one applicant."""

    scenario: Scenario
    concerned: bool | None
    """None while the profile does not say what it hangs on."""
    missing: tuple[str, ...]
    """Profile keys that would tell."""
    expired: bool
    without: Side
    within: Side
    """The same as `without` for everybody whom it does not concern, or nobody knows."""
    delays: tuple[Delay, ...]
    needs_step3: bool = False
    """An H-1B is the only visa left, and Step 3 is not passed."""
    passport: str = ""
    """What to say of the citizenship that the profile names, where that is not enough."""
    legal: str = LEGAL

    @property
    def changed(self) -> Side | None:
        """`within`, where it is known whether it concerns the applicant."""
        return None if self.concerned is None else self.within


class Concern(Record):
    """Whether a scenario concerns somebody, and what is asked where nobody can tell."""

    concerned: bool | None
    missing: tuple[str, ...] = ()
    """Profile keys that would tell."""
    passport: str = ""
    """What to say of the citizenship that the profile names, where that is not enough."""


def concern(scenario: Scenario, applicant: Applicant, countries: Countries) -> Concern:
    """Whom it concerns."""
    answers, sentence = {"visa": _touched(scenario, applicant)}, ""
    if scenario.abroad:
        status = applicant.us_status
        answers["us_status"] = None if status is None else status == "abroad"
    if scenario.citizenship:
        answers["citizenship"], sentence = _named(scenario, applicant.citizenship, countries)
    if False in answers.values():
        return Concern(False)
    missing = tuple(key for key, answer in answers.items() if answer is None)
    return Concern(None, missing, sentence) if missing else Concern(True)


def _named(
    scenario: Scenario, mine: Iterable[str], countries: Countries
) -> tuple[bool | None, str]:
    """Whether it names these nationalities, and what to say where that is not clear."""
    on: list[str] = []
    off: list[str] = []
    for word in mine:
        names = meant(word, countries)
        if not names or len({name in scenario.citizenship for name in names}) > 1:
            return None, f"{ask(word, countries)}."
        (on if names[0] in scenario.citizenship else off).append(word)
    if on and off:
        return None, (
            f"{on[0]} is on this list, {off[0]} is not: which passport will you travel on? "
            "Name that one alone as citizenship, and the difference can be shown."
        )
    return (bool(on) if on or off else None), ""


def _touched(scenario: Scenario, applicant: Applicant) -> bool | None:
    """Whether it switches a visa that this applicant would accept, or none in particular."""
    need = needs_visa(applicant)
    kinds = {*scenario.visas_closed, *(["h1b"] if scenario.h1b_abroad else [])}
    if not need or not kinds:
        return need
    return bool(kinds & set(visa_wanted(applicant)))


def switches(scenario: Scenario) -> bool:
    """Whether it switches anything here, or is only to be known."""
    return bool(scenario.visas_closed or scenario.h1b_abroad or scenario.delays)


def expired(scenario: Scenario, today: date) -> bool:
    """Whether its information is past its day."""
    return today >= scenario.expires


def visas_left(scenario: Scenario, applicant: Applicant) -> str | None:
    """The visa answer that is left to the applicant, None when every visa they accept is closed."""
    left = [kind for kind in visa_wanted(applicant) if kind not in scenario.visas_closed]
    if not left:
        return None
    return "either" if len(left) > 1 else left[0]


def as_ruled(scenario: Scenario, programs: Iterable[Program], own: Overlays) -> list[Program]:
    """The programs with what the scenario makes unsure of their H-1B, own facts counted in."""
    if not scenario.h1b_abroad:
        return list(programs)
    return [_unsure(program, own.get(program.id, {}).get("visa_h1b")) for program in programs]


def _unsure(program: Program, read: ReadFact | None) -> Program:
    if (read and read.value == "yes") or program.visa_h1b == "yes":
        return replace(program, visa_h1b="", h1b_probability=EVEN)
    sure = program.h1b_probability
    return program if sure is None else replace(program, h1b_probability=EVEN * sure)


def overlays_as_ruled(scenario: Scenario, overlays: Overlays) -> dict[str, Overlay]:
    """The applicant's own facts without an H-1B "yes" that the scenario makes unsure."""
    if not scenario.h1b_abroad:
        return dict(overlays)
    ruled: dict[str, Overlay] = {}
    for program, facts in overlays.items():
        is_unsure = "visa_h1b" in facts and facts["visa_h1b"].value == "yes"
        ruled[program] = {key: facts[key] for key in facts if key != "visa_h1b" or not is_unsure}
    return ruled


def all_closed(ranked: Iterable[Ranked]) -> list[Ranked]:
    """The same ranking with every gate shut."""
    nothing = Chance(0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    shut = partial(replace, failed=True, prospects=0.0, tier="")
    return [
        (program, shut(numbers, chance=numbers.chance and nothing)) for program, numbers in ranked
    ]


def words(look: Look) -> list[str]:
    """The scenario in sentences, the warning first."""
    scenario = look.scenario
    lines = []
    if look.expired:
        past = f"this is from {scenario.as_of} and past its day; check whether it holds"
        lines.append(f"Warning: {past}.")
    lines.append(scenario.text)
    lines.append(f"As of {scenario.as_of}: {STATUS_WORDS[scenario.status]}. {LEGAL}")
    if look.concerned is False:
        lines.append("By your profile it does not concern you: nothing changes.")
    elif look.concerned is None:
        unsaid = [key for key in look.missing if key != "citizenship" or not look.passport]
        if unsaid:
            missing = f"Your profile does not say {' and '.join(unsaid)}"
            lines.append(f"{missing}: with it the difference can be shown.")
        if look.passport:
            lines.append(look.passport)
    elif look.within == look.without and not look.delays:
        lines.append("It changes no program and no date here.")
    if look.needs_step3:
        lines.append("An H-1B is what is left, and it counts only with Step 3 passed.")
    lines += [_delay(delay) for delay in look.delays if look.concerned]
    return lines


def _delay(delay: Delay) -> str:
    if delay.late_days is None:
        return f"{delay.title} would take {delay.days} days longer; no date hangs on it yet."
    if delay.late_days:
        return f"{delay.title} would be {delay.late_days} days late."
    spare = (delay.slack_days or 0) - delay.days
    return f"{delay.title} would still be in time, with {spare} days to spare."
