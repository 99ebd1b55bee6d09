"""See yourself as a filter sees you: presets over the profile, plausible and nobody's own rule. A
filter asks what gates ask, with a limit of its own; so its rules are the functions of gates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, Literal, cast

from coach.records import Applicant, Preset, Program, ReadFact, Record
from coach.rules.conditions import (
    STEP2CK_MARKS,
    kind_ahead,
    most_attempts,
    needs_visa,
    passed,
    us_months,
)
from coach.rules.degree import years_at_application
from coach.rules.programs import GATES, Case

PLAUSIBLE: Final = "plausible, not any program's published rule"
Limit = float | str
Outcome = Literal["pass", "drop", "unknown"]
OUTCOMES: Final[dict[str, Outcome]] = {"pass": "pass", "fail": "drop", "unknown": "unknown"}
"""What an outcome of a gate is called here."""


class Rule(Record):
    """One rule of a filter held against the profile."""

    rule: str
    outcome: Outcome
    detail: str


class Seen(Record):
    """One filter held against the profile."""

    preset: Preset
    rules: tuple[Rule, ...]

    @property
    def outcome(self) -> Outcome:
        """drop if a rule drops you, unknown if one cannot be told, else pass."""
        outcomes = {rule.outcome for rule in self.rules}
        return "drop" if "drop" in outcomes else "unknown" if "unknown" in outcomes else "pass"

    @property
    def first(self) -> Rule | None:
        """The first rule that drops you; None when none does."""
        return next((rule for rule in self.rules if rule.outcome == "drop"), None)

    @property
    def result(self) -> str:
        """The outcome in the promised words."""
        return {"pass": "passes", "drop": "dropped", "unknown": "unknown"}[self.outcome]


class Change(Record):
    """One change of one answer, and which filters it would make you pass."""

    key: str
    value: object
    words: str
    passes: tuple[str, ...]
    """Keys of filters that pass then and do not now."""

    @property
    def changes(self) -> dict[str, object]:
        """The answer that is another then."""
        return {self.key: self.value}


NO_PROGRAM: Final = cast(Program, None)
"""A filter states all that its gates look at, so there is no program to look at."""


class Filter(Record):
    """A rule that filters may hold, as it is declared."""

    gate: str
    """The gate that asks the same."""
    words: Callable[[Limit], str]
    """The rule with its limit, in words."""
    unsaid: str
    """What is missing on the profile, in words."""
    yours: Callable[[Applicant, date], str]
    """What the applicant has, in words; "" says nothing."""
    states: Callable[[Limit], dict[str, object]] | None = None
    """What the filter states with a limit; the default: the limit is the fact the gate reads."""

    met: Callable[[Applicant, Limit, date], bool | None] | None = None
    """Whether it is met, where no gate asks it so; None: not known."""

    def outcome(self, applicant: Applicant, limit: Limit, today: date) -> Outcome:
        """What the gate says where the filter's limit is a program's."""
        if self.met:
            met = self.met(applicant, limit, today)
            return "unknown" if met is None else "pass" if met else "drop"
        rule = GATES[self.gate]
        stated = self.states(limit) if self.states else {rule.reads[0]: limit}
        overlay = {
            field: ReadFact("", field, str(value), "", "", "") for field, value in stated.items()
        }
        return OUTCOMES[rule.check(Case(applicant, NO_PROGRAM, overlay, today)).outcome]


def _graduated(applicant: Applicant, limit: Limit, today: date) -> bool | None:
    """A filter counts to the day, there is nobody to ask how."""
    years = years_at_application(applicant, today)
    return None if years is None else years <= float(limit)


def _has_letters(applicant: Applicant, limit: Limit, today: date) -> bool | None:
    letters = dict(applicant.letters)
    return letters["us"] >= float(limit) if "us" in letters else None


def _yours_visa(applicant: Applicant, today: date) -> str:
    kinds = {"j1": "J-1", "h1b": "only H-1B", "either": "J-1 or H-1B"}
    return f"yours: {kinds[str(applicant.visa)]}" if needs_visa(applicant) else "you need none"


def _months_words(number: Limit) -> str:
    return f"{number:g} month{'' if number == 1 else 's'}"


RULES: Final[dict[str, Filter]] = {
    "step2ck_min": Filter(
        gate="step2ck",
        words=lambda limit: f"Step 2 CK at least {limit:g}",
        unsaid="no score on your profile",
        yours=lambda applicant, today: f"yours: {applicant.step2ck.score}",
    ),
    "attempts_max": Filter(
        gate="attempts",
        words=lambda limit: f"at most {limit:g} attempt{'s' if limit != 1 else ''} at any Step",
        unsaid="your attempts are not all on the profile",
        yours=lambda applicant, today: f"yours: {max(most_attempts(applicant), 1)}",
    ),
    "graduated_within_years": Filter(
        gate="graduation_year",
        words=lambda limit: f"graduated within {limit:g} years",
        unsaid="your graduation date is not on the profile",
        met=_graduated,
        yours=lambda applicant, today: (
            f"yours: {years_at_application(applicant, today) or 0.0:.1f} when programs read"
        ),
    ),
    "visa": Filter(
        gate="visa",
        words=lambda limit: "needs no visa" + ("" if limit == "none" else ", or a J-1 will do"),
        unsaid="your visa is not on the profile",
        yours=_yours_visa,
        states=lambda limit: {"visa_j1": "yes" if limit == "j1" else "no", "visa_h1b": "no"},
    ),
    "us_experience_months_min": Filter(
        gate="experience",
        words=lambda limit: f"at least {_months_words(limit)} of US experience",
        unsaid="yours is not on the profile",
        yours=lambda applicant, today: f"yours: {us_months(applicant):g}",
    ),
    "certified": Filter(
        gate="certification",
        words=lambda limit: "ECFMG Certificate in hand",
        unsaid="yours is not on the profile",
        yours=lambda applicant, today: "",
    ),
    "us_letters_min": Filter(
        gate="",
        words=lambda limit: f"at least {limit:g} letters from US physicians",
        unsaid="yours are not on the profile",
        met=_has_letters,
        yours=lambda applicant, today: f"yours: {dict(applicant.letters).get('us', 0)}",
    ),
}
"""Every rule that a filter may hold."""


def see(preset: Preset, applicant: Applicant, today: date) -> Seen:
    """A filter before one applicant; what they have not said is unknown, never a drop."""
    return Seen(preset, tuple(_held(name, limit, applicant, today) for name, limit in preset.rules))


def _held(name: str, limit: Limit, applicant: Applicant, today: date) -> Rule:
    rule = RULES[name]
    outcome = rule.outcome(applicant, limit, today)
    words = rule.words(limit)
    if outcome == "unknown":
        return Rule(name, "unknown", f"{words}; {rule.unsaid}")
    yours = rule.yours(applicant, today)
    return Rule(name, outcome, f"{words} ({yours})" if yours else words)


def most_wanted(seen: Iterable[Seen]) -> tuple[str, int] | None:
    """The profile keys that would settle most unknown rules, and how many; None without any."""
    counts: dict[str, int] = {}
    for rule in (rule for each in seen for rule in each.rules if rule.outcome == "unknown"):
        gate = RULES[rule.rule].gate
        settles = GATES[gate].settles if gate else "letters.us"
        counts[settles] = counts.get(settles, 0) + 1
    return max(counts.items(), key=lambda counted: counted[1], default=None)


def best_changes(
    presets: Sequence[Preset],
    applicant: Applicant,
    changed: Callable[[str, object], Applicant],
    today: date,
) -> list[Change]:
    """Single changes by how many more filters they pass, the most first; none that pass none.

    `changed` gives the applicant with one profile key changed. Never graduation year, past
    attempts, or a score that exists: those cannot be changed.
    """
    passing = _passing(presets, applicant, today)
    changes = []
    for key, value, words in _possible(presets, applicant, today):
        more = _passing(presets, changed(key, value), today) - passing
        if more:
            keys = tuple(preset.key for preset in presets if preset.key in more)
            changes.append(Change(key, value, words, keys))
    changes.sort(key=lambda change: -len(change.passes))
    return changes


def _passing(presets: Iterable[Preset], applicant: Applicant, today: date) -> set[str]:
    return {preset.key for preset in presets if see(preset, applicant, today).outcome == "pass"}


def _possible(
    presets: Iterable[Preset], applicant: Applicant, today: date
) -> list[tuple[str, object, str]]:
    limits: dict[str, set[float]] = {}
    for name, limit in (rule for preset in presets for rule in preset.rules):
        limits.setdefault(name, set()).update(() if isinstance(limit, str) else (limit,))
    changes: list[tuple[str, object, str]] = []
    if "certified" in limits and not applicant.certified:
        changes.append(("certified", True, "ECFMG Certificate in hand"))
    if "visa" in limits and applicant.visa == "h1b" and needs_visa(applicant):
        changes.append(("visa", "either", "accept a J-1 as well"))
    changes += _scores(applicant, limits.get("step2ck_min", set()))
    kind, months = kind_ahead(applicant, today), us_months(applicant)
    for asked in sorted(limits.get("us_experience_months_min", ())):
        if asked > months:
            value = dict(applicant.experience).get(kind, 0.0) + asked - months
            words = f"{_months_words(asked)} of US experience"
            changes.append((f"experience.{kind}", value, words))
    letters = dict(applicant.letters).get("us", 0)
    for asked in sorted(limits.get("us_letters_min", ())):
        if asked > letters:
            changes.append(("letters.us", int(asked), f"{asked:g} letters from US physicians"))
    return changes


def _scores(applicant: Applicant, limits: Iterable[float]) -> list[tuple[str, object, str]]:
    """A score can be changed only while there is none."""
    exam = applicant.step2ck
    if exam.score is not None or passed(exam) is not None:
        return []
    asked = {int(limit) for limit in limits if limit >= STEP2CK_MARKS[0][1]}
    return [("step2ck.score", score, f"a Step 2 CK score of {score}") for score in sorted(asked)]
