"""See yourself as a filter sees you: presets over the profile, plausible and nobody's own rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final, Literal

from coach.applying.levers import COUNTED_KINDS
from coach.records import Applicant, Preset, Record
from coach.scoring.conditions import (
    STEP2CK_MARKS,
    any_failed,
    graduated,
    needs_visa,
    passed,
    step2ck_passed,
    years_at_application,
)

PLAUSIBLE: Final = "plausible, not any program's published rule"
Outcome = Literal["pass", "drop", "unknown"]
Verdict = tuple[Outcome, str]


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
        found = {rule.outcome for rule in self.rules}
        return "drop" if "drop" in found else "unknown" if "unknown" in found else "pass"

    @property
    def first(self) -> Rule | None:
        """The first rule that drops you; None when none does."""
        return next((rule for rule in self.rules if rule.outcome == "drop"), None)


ASKS: Final = {
    "step2ck_min": "step2ck.score",
    "attempts_max": "step1.attempts and step2ck.attempts",
    "graduated_within_years": "graduation_date",
    "visa": "visa",
    "us_experience_months_min": "experience",
    "certified": "certified",
    "us_letters_min": "letters.us",
}
"""Profile keys that each rule looks at."""


class Change(Record):
    """One change of one answer, and which filters it would make you pass."""

    key: str
    value: Any
    words: str
    passes: tuple[str, ...]
    """Keys of filters that pass then and do not now."""


def see(preset: Preset, applicant: Applicant, today: date) -> Seen:
    """A filter before one applicant; what they have not said is unknown, never a drop."""
    return Seen(
        preset,
        tuple(Rule(name, *RULES[name](applicant, limit, today)) for name, limit in preset.rules),
    )


def most_wanted(found: Iterable[Seen]) -> tuple[str, int] | None:
    """The profile keys that would settle most unknown rules, and how many; None without any."""
    counts: dict[str, int] = {}
    for rule in (rule for one in found for rule in one.rules if rule.outcome == "unknown"):
        counts[ASKS[rule.rule]] = counts.get(ASKS[rule.rule], 0) + 1
    return max(counts.items(), key=lambda one: one[1], default=None)


def best_changes(
    presets: Sequence[Preset],
    applicant: Applicant,
    changed: Callable[[str, Any], Applicant],
    today: date,
) -> list[Change]:
    """Single changes by how many more filters they pass, the most first; none that pass none.

    `changed` gives the applicant with one profile key changed. Never graduation year, past
    attempts, or a score that exists: those cannot be changed.
    """
    passing = _passing(presets, applicant, today)
    found = []
    for key, value, words in _possible(presets, applicant, today):
        more = _passing(presets, changed(key, value), today) - passing
        if more:
            found.append(
                Change(
                    key, value, words, tuple(preset.key for preset in presets if preset.key in more)
                )
            )
    found.sort(key=lambda one: -len(one.passes))
    return found


def _passing(presets: Iterable[Preset], applicant: Applicant, today: date) -> set[str]:
    return {one.key for one in presets if see(one, applicant, today).outcome == "pass"}


def _possible(
    presets: Iterable[Preset], applicant: Applicant, today: date
) -> list[tuple[str, Any, str]]:
    limits: dict[str, set[Any]] = {}
    for preset in presets:
        for name, limit in preset.rules:
            limits.setdefault(name, set()).add(limit)
    found: list[tuple[str, Any, str]] = []
    if "certified" in limits and not applicant.certified:
        found.append(("certified", True, "ECFMG Certificate in hand"))
    if "visa" in limits and applicant.visa == "h1b" and needs_visa(applicant):
        found.append(("visa", "either", "accept a J-1 as well"))
    found += _scores(applicant, limits.get("step2ck_min", set()))
    said = dict(applicant.experience)
    # A student may take electives; a graduate on a visitor's visa observes only.
    kind = "elective" if graduated(applicant, today) is False else "observership"
    have = _months(applicant)
    for asked in sorted(limits.get("us_experience_months_min", ())):
        if asked > have:
            value = said.get(kind, 0.0) + asked - have
            words = f"{_months_words(asked)} of US experience"
            found.append((f"experience.{kind}", value, words))
    letters = dict(applicant.letters).get("us", 0)
    for asked in sorted(limits.get("us_letters_min", ())):
        if asked > letters:
            found.append(("letters.us", int(asked), f"{asked:g} letters from US physicians"))
    return found


def _scores(applicant: Applicant, limits: Iterable[Any]) -> list[tuple[str, Any, str]]:
    """A score can be changed only while there is none."""
    exam = applicant.step2ck
    if exam.score is not None or passed(exam) is not None:
        return []
    asked = {int(limit) for limit in limits if limit >= STEP2CK_MARKS[0][1]}
    return [("step2ck.score", one, f"a Step 2 CK score of {one}") for one in sorted(asked)]


def _months(applicant: Applicant) -> float:
    return sum(months for kind, months in applicant.experience if kind in COUNTED_KINDS)


def _months_words(number: float) -> str:
    return f"{number:g} month{'' if number == 1 else 's'}"


def _limit(passes: bool, said: str) -> Verdict:
    return ("pass" if passes else "drop"), said


def _step2ck(applicant: Applicant, limit: Any, today: date) -> Verdict:
    exam = applicant.step2ck
    if exam.score is None:
        return "unknown", f"Step 2 CK at least {limit:g}; no score on your profile"
    enough = exam.score >= limit and step2ck_passed(exam) is not False
    return _limit(enough, f"Step 2 CK at least {limit:g} (yours: {exam.score})")


def _attempts(applicant: Applicant, limit: Any, today: date) -> Verdict:
    exams = (applicant.step1, applicant.step2ck, applicant.step3)
    most = max((exam.attempts or 0 for exam in exams), default=0)
    text = f"at most {limit:g} attempt{'s' if limit > 1 else ''} at any Step"
    if most > limit:
        return "drop", f"{text} (yours: {most})"
    if any_failed(applicant) is None:
        return "unknown", f"{text}; your attempts are not all on the profile"
    return "pass", f"{text} (yours: {max(most, 1)})"


def _graduated(applicant: Applicant, limit: Any, today: date) -> Verdict:
    years = years_at_application(applicant, today)
    text = f"graduated within {limit:g} years"
    if years is None:
        return "unknown", f"{text}; your graduation date is not on the profile"
    return _limit(years <= limit, f"{text} (yours: {years:.1f} when programs read)")


def _visa(applicant: Applicant, limit: Any, today: date) -> Verdict:
    need = needs_visa(applicant)
    text = "needs no visa" if limit == "none" else "needs no visa, or a J-1 will do"
    if need is None:
        return "unknown", f"{text}; your visa is not on the profile"
    if not need:
        return "pass", f"{text} (you need none)"
    kinds = {"j1": "J-1", "h1b": "only H-1B", "either": "J-1 or H-1B"}
    fine = limit == "j1" and applicant.visa in ("j1", "either")
    return _limit(fine, f"{text} (yours: {kinds[str(applicant.visa)]})")


def _experience(applicant: Applicant, limit: Any, today: date) -> Verdict:
    text = f"at least {_months_words(limit)} of US experience"
    if not applicant.experience:
        return "unknown", f"{text}; yours is not on the profile"
    months = _months(applicant)
    return _limit(months >= limit, f"{text} (yours: {months:g})")


def _certified(applicant: Applicant, limit: Any, today: date) -> Verdict:
    if applicant.certified is None:
        return "unknown", "ECFMG Certificate in hand; yours is not on the profile"
    return _limit(applicant.certified, "ECFMG Certificate in hand")


def _letters(applicant: Applicant, limit: Any, today: date) -> Verdict:
    text = f"at least {limit:g} letters from US physicians"
    said = dict(applicant.letters)
    if "us" not in said:
        return "unknown", f"{text}; yours are not on the profile"
    return _limit(said["us"] >= limit, f"{text} (yours: {said['us']})")


RULES: Final[dict[str, Callable[[Applicant, Any, date], Verdict]]] = {
    "step2ck_min": _step2ck,
    "attempts_max": _attempts,
    "graduated_within_years": _graduated,
    "visa": _visa,
    "us_experience_months_min": _experience,
    "certified": _certified,
    "us_letters_min": _letters,
}
"""Every rule that a filter may hold, with its test."""
