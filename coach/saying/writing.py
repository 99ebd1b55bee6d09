"""Findings of the checks in words: grouped, the worst first, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from coach.records import Rule
from coach.saying.rotations import source
from coach.saying.text import Line, head, labelled, parted
from coach.subjects.coach import Coach
from coach.subjects.writing import RULES, Checked, Finding, Sending
from coach.wording import STATUS_WORDS, counted, hour_words

SIGNS: Final = {"fault": "!", "hint": "?"}
NONE: Final = {
    "statement": "No rule of ours fired; a mentor reads more than rules do.",
    "cv": "No rule of ours fired; a mentor reads more than rules do.",
    "message": "No rule of ours fired; check the program's policy.",
}
"""Said where nothing was found, by what was checked; never a tick."""
POLICIES: Final = {
    "welcome": "This program welcomes messages, by what you noted.",
    "none": "This program says nothing of messages, by what you noted.",
    "no_contact": "This program wants no messages, by what you noted.",
    "after_interview_no": "This program wants none after the interview, by what you noted.",
    "unknown": "This program's word on contact is not noted here: read its page or ask; then "
    "keep it under the program (3, i: contact).",
}
PRIVATE: Final = "For you alone"


def statement(coach: Coach, listed: Sequence[Finding]) -> list[Line]:
    """What a statement drew; the first time with the rule of one's own work."""
    return _findings(coach, listed, "statement")


def cv(coach: Coach, listed: Sequence[Finding]) -> list[Line]:
    """What a CV or the entries of experience drew."""
    return _findings(coach, listed, "cv")


def message(coach: Coach, checked: Checked) -> list[Line]:
    """What a message drew, as rules of contact stand when it goes out."""
    none = [] if checked.forbidden else [Line.of(NONE["message"])]
    listed = checked.findings
    count = [Line.of(_count(listed), "dim")] if listed else []
    return parted(_against(coach, checked.sending), none, finding_lines(coach, listed), count)


def _against(coach: Coach, sending: Sending) -> list[Line]:
    """The moment, and what is known of the program's word on contact."""
    at = sending.at.astimezone(sending.week.start.tzinfo)
    zone = coach.profile.applicant.time_zone
    lock = "Match Week's lock holds." if sending.is_locked else ""
    when = hour_words(at, zone, weekday=True)
    return labelled(("Sent", f"{when}. {lock}".strip()), ("Policy", POLICIES[sending.policy]))


def _findings(coach: Coach, listed: Sequence[Finding], of: str) -> list[Line]:
    rule = coach.writing.own_work() if of == "statement" else None
    own = own_work_lines(rule)
    if not listed:
        return parted(own, [Line.of(NONE[of])])
    return parted(own, finding_lines(coach, listed), [Line.of(_count(listed), "dim")])


def own_work_lines(rule: Rule | None) -> list[Line]:
    """Whose work a statement is, where it is to be said."""
    if rule is None:
        return []
    return [Line.of(f"{rule.title}: {rule.text}{source(rule)} Read the words you sign.")]


def finding_lines(coach: Coach, listed: Sequence[Finding]) -> list[Line]:
    """Findings under the title of their check: sentence, reason, how to mend."""
    lines: list[Line] = []
    for _, group in groupby(listed, key=lambda each: each.rule):
        same = list(group)
        first = same[0]
        apart = f" · {PRIVATE}" if first.private else ""
        lines += [Line()] if lines else []
        lines.append(head(f"{SIGNS[first.kind]} {first.title}{apart}"))
        for each in same:
            where = each.where or (f"line {each.line}" if each.line else "")
            words = " ".join(filter(None, (f"“{each.excerpt}”" * bool(each.excerpt), each.detail)))
            lines += [Line.labelled(where, words)] if words else []
        lines += labelled(("Why", first.why), ("Rule", _rule(coach, first)), ("Mend", first.advice))
    return lines


def _rule(coach: Coach, each: Finding) -> str:
    """Where a rule of contact stands, how sure it is and of which day."""
    if each.rule not in RULES:
        return ""
    return f"{coach.library.named(each.source)}, {STATUS_WORDS[each.status]} {each.as_of}"


def _count(listed: Sequence[Finding]) -> str:
    faults = sum(each.kind == "fault" for each in listed)
    parts = [counted(faults, "fault")] * bool(faults)
    hints = len(listed) - faults
    parts += [counted(hints, "hint")] * bool(hints)
    taste = " Hints are matters of taste." * bool(hints)
    return f"{', '.join(parts)}.{taste} The coach rewrites nothing."
