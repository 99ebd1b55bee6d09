"""After the Match in words: the chains to the first day, what to ask when, the year's record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from coach.rules.conditions import needs_visa
from coach.saying.rotations import source
from coach.saying.rules import LAW
from coach.saying.states import sign
from coach.saying.table import LEAST_TITLE, Col, table
from coach.saying.task import has_chance
from coach.saying.text import ARROW, DOT, ROOM, Answer, Line, head, labelled, parted
from coach.subjects.after import AfterMatch, Rung, Step, YearRecord
from coach.subjects.coach import Coach
from coach.wording import counted, short

TITLE: Final = "After the Match"
HEADS: Final = {
    "late": "Where something is late or fails: whom to ask, by when",
    "change": "What would have to change",
    "stay": "What allows you to stay",
}
SIGNS: Final = {"now": ARROW, "ahead": DOT, "any": DOT, "late": "!", "over": "-"}
COLUMNS: Final = (
    Col("", 3),
    Col("", 4, left=True, least=LEAST_TITLE),
    Col("by", 3),
    Col("in time", 3),
    Col("with others", 1, left=True),
)
UNSAID: Final = "Nothing yet: it begins with the result of the Match (Profile, 7)."
PUBLISHED: Final = "start_2025"
"""The rule that says how a spring went."""
SHOWN: Final = 8
"""Programs named; the log has all."""


def after(coach: Coach) -> Answer:
    """The months after the Match: chains, chances, whom to ask when, or the year's record."""
    told = coach.after.board()
    return Answer(told, lines(coach, told))


def about(coach: Coach) -> list[Line]:
    """The same for a page, with the chances that it has."""
    kept = coach.ahead.kept()
    told = coach.after.at_hand(kept.tasks if kept else {}, kept.gates if kept else {})
    return lines(coach, told)


def in_short(coach: Coach) -> str:
    """What it is about, in a few words."""
    result = coach.profile.applicant.match_result
    return "the year's record, and what follows" if result == "not_matched" else "to the first day"


def lines(coach: Coach, told: AfterMatch) -> list[Line]:
    """All of it; only what concerns this result."""
    if not told.result:
        return [head(TITLE), Line.of(UNSAID, indent=2)]
    days = (told.start - coach.today).days
    left = f" · {counted(days, 'day')} to {short(told.start, coach.today)}"
    title = f"{TITLE} {told.season}  {told.result.replace('_', ' ')}"
    return parted(
        [head(title + left * (days > 0 and not told.record))],
        record_lines(told.record) if told.record else _whole(coach, told),
        _chains(coach, told),
        *(_rungs(coach, told.rungs, part) for part in HEADS),
        [Line.of(LAW, "dim")],
    )


def _whole(coach: Coach, told: AfterMatch) -> list[Line]:
    """The road's chance of all, and for who needs a visa how it went in a published year."""
    if told.whole is None:
        return []
    when = f"all that is left by {short(told.start, coach.today)}, at your hours; most waits are"
    rule, who = coach.library.rules[PUBLISHED], coach.profile.applicant
    lived = f"{rule.text}{source(rule)}" if needs_visa(who) else ""
    return labelled(("In time", f"{told.whole}: {when} a judgement"), ("Lived", lived))


def _chains(coach: Coach, told: AfterMatch) -> list[Line]:
    """One table, each chain under its name."""
    rows = [_cells(coach, told, step) for chain in told.chains for step in chain.steps]
    listed = table(COLUMNS, rows, ROOM - 1)
    heads, after = listed[: -len(rows)], iter(listed[len(listed) - len(rows) :])
    for chain in told.chains:
        heads += [head(chain.title), *islice(after, len(chain.steps))]
    steps = (step for chain in told.chains for step in chain.steps if not step.finished)
    judged = [
        each.title
        for each in steps
        if each.task.status == "unverified" and each.task.wait_days.high
    ]
    words = f"Judged, unverified: how long others take for {'; '.join(judged)}."
    return [*heads, *[Line.of(words, "dim", indent=2)] * bool(judged)]


def _cells(coach: Coach, told: AfterMatch, step: Step) -> tuple[str, ...]:
    chance, today = told.chances.get(step.task.key), coach.today
    if step.finished:
        return sign(step, today), step.title, "", "", ""
    promised = f"for {short(step.told.expected, today)}" if step.told.expected else ""
    since = f"since {short(step.waits_since, today)}" if step.waits_since else ""
    due = short(step.due, today) if step.due else ""
    words = str(chance) if chance and has_chance(step, today) else ""
    return sign(step, today), step.title, due, words, promised or since


def _rungs(coach: Coach, rungs: Iterable[Rung], part: str) -> list[Line]:
    listed = [line for rung in rungs if rung.row.part == part for line in _rung(coach, rung)]
    if part == "stay" and (until := coach.profile.applicant.status_until):
        listed.insert(0, Line.of(f"By what you told, until {short(until, coach.today)}.", indent=2))
    return [head(HEADS[part]), *listed] if listed else []


def _rung(coach: Coach, rung: Rung) -> list[Line]:
    """Its days, whom to ask and what; what a rule says of it once it is time."""
    row, today = rung.row, coach.today
    since = f"from {short(rung.opens, today)}" if rung.stands == "ahead" else ""
    until = f"by {short(rung.due, today)}" if rung.due else ""
    days = "  " + ", ".join(filter(None, (since, until)))
    tone = {"now": "strong", "late": "warn", "over": "dim"}.get(rung.stands, "")
    title = Line(((f"{SIGNS[rung.stands]} {row.title}", tone), (days, "dim")), indent=2, hang=2)
    if rung.stands == "over":
        return [title]
    whom = [Line.of(f"Ask {row.whom}.", indent=4)] if row.whom else []
    text = Line(((row.text, ""), (source(row), "dim")), indent=4)
    known = [coach.library.rules[key] for key in row.rules if rung.stands != "ahead"]
    facts = (f"{rule.title.rstrip('?')}: {rule.text}{source(rule)}" for rule in known)
    return [title, *whom, text, *(Line.of(fact, "dim", indent=4) for fact in facts)]


def named(programs: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = [f"and {len(programs) - SHOWN} more"] * (len(programs) > SHOWN)
    return "; ".join([*programs[:SHOWN], *more])


def record_lines(year: YearRecord) -> list[Line]:
    """What was sent and what came, and what that says of next year's list."""
    counts = (
        "" if year.sent is None else f"{year.sent} sent",
        "" if year.invited is None else f"{year.invited} invited",
        f"{counted(year.interviewed, 'interview')} held" * bool(year.interviewed),
        f"{year.ranked} ranked" * bool(year.ranked),
    )
    told = " · ".join(filter(None, counts))
    closed = [f"{each.program}: {'; '.join(each.why)}" for each in year.closed[:SHOWN]]
    return [
        head("This year's record"),
        *labelled(
            ("Came to", told or "nothing is kept: Season takes lists and mails later too"),
            ("Met you", named(year.met)),
            ("Closed", f"{len(year.closed)} of your list by a rule of theirs" if closed else ""),
            *(("", words) for words in closed),
            ("Silent", f"{year.silent} without an invitation or such a rule" * bool(year.silent)),
        ),
    ]
