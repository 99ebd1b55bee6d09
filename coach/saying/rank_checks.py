"""The final check of a rank list, and what stands before the first of July, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from coach.ranking.first_of_july import Chance, Fact
from coach.saying.rules import LAW
from coach.saying.text import GATE_SIGNS, Line, head, labelled, parted
from coach.subjects.coach import Coach
from coach.subjects.ranking import Check, July
from coach.wording import STATUS_WORDS, counted, short

TITLES: Final = {
    "interviewed": "Interviewed",
    "acceptable": "Would go",
    "visa": "Visa",
    "verified": "Verified",
    "first_years": "First years",
    "tracks": "Tracks",
    "twice": "Once each",
    "length": "Length",
    "deadline": "Deadline",
    "certified": "Certified",
}
"""Each rule as its row begins."""
KEPT: Final = {
    "would_go": "Kept: you would go to {}.",
    "visa_in_writing": "Kept: {} wrote that your visa is offered.",
    "met_for": "Kept: you interviewed for {} tracks.",
}
"""What is kept of each answer for the whole list."""
DONE: Final = "Nothing stands against this list. It counts as it is certified in R3."
ONCE: Final = (
    "Read once, after the order is true: facts, not places. It cannot be sorted, and the order "
    "stays that of your wish."
)
NOT_PUBLISHED: Final = "how often it is approved is not published"
FROM: Final = (
    "For one who is matched: visa, licence, papers from Match Day on, at your hours a week"
)


def checks(coach: Coach, rows: Sequence[Check]) -> list[Line]:
    """Each rule in a row with its sign; then how many are open."""
    tones = {"pass": "", "unknown": "strong", "warns": "warn", "broken": "bad"}
    lines = [
        Line.labelled(
            f"{GATE_SIGNS[row.outcome]} {TITLES[row.rule]}", (row.says, tones[row.outcome])
        )
        for row in rows
    ]
    return [head("Final check"), *lines, Line(), Line.of(in_short(rows), "strong")]


def in_short(rows: Sequence[Check]) -> str:
    """How the list stands."""
    counts = {word: sum(row.outcome == word for row in rows) for word in ("broken", "warns")}
    unknown = sum(row.outcome == "unknown" for row in rows)
    told = (
        f"{counts['broken']} broken" if counts["broken"] else "",
        f"{counts['warns']} to look at" if counts["warns"] else "",
        f"{unknown} not known yet" if unknown else "",
    )
    return " · ".join(filter(None, told)) or DONE


def next_step(coach: Coach) -> str:
    """What comes next on the way to a list that counts, in one line."""
    rows = {row.rule: row.outcome for row in coach.ranking.check()}
    if rows["deadline"] == "broken":
        return "The deadline is over, nothing is certified: SOAP is next."
    against = sum(rows[rule] == "broken" for rule in rows.keys() - {"deadline", "certified"})
    stands = f"Next: c, {counted(against, 'thing')} against this list." if against else ""
    if coach.ranking.certified:
        asks = sum(outcome in ("warns", "unknown") for outcome in rows.values())
        return _certified(coach, stands, counted(asks, "thing") if asks else "")
    return _ordering(coach) or stands or _certifying(coach, rows)


def _certified(coach: Coach, stands: str, asks: str) -> str:
    day, is_same = coach.ranking.certified or (coach.today, False)
    on = short(day, coach.today)
    if not is_same:
        return f"Next: certify again in R3, then s: changed since {on}."
    if coach.ranking.said_true:
        asked = f"Certified {on}; the check still asks {asks}: c." if asks else ""
        return stands or asked or f"Done: certified {on}. f reads 1 July, once."
    return stands or f"Certified {on}. y, if it is your true order; then f."


def _ordering(coach: Coach) -> str:
    """How the order comes about; empty once it is said to be true."""
    if coach.ranking.said_true:
        return ""
    if coach.ranking.not_listed:
        return "Next: i adds the others whom you met; o orders."
    return "Next: o asks of two, + - move; y once it is your wish."


def _certifying(coach: Coach, rows: Mapping[str, str]) -> str:
    if "unknown" in (rows["acceptable"], rows["tracks"]):
        return "Next: d answers what the check asks of you."
    if coach.today < coach.ranking.opens:
        opens = short(coach.ranking.opens, coach.today)
        return f"Next: R3 takes it from {opens} on, then s."
    return "Next: c, a last look; certify in R3, then s."


def july(coach: Coach, page: July) -> list[Line]:
    """Facts of each program in the list's order, those of all, one chance of the whole."""
    approved = f"{_sure(page.deferral)}; {NOT_PUBLISHED}"
    return parted(
        [head("What stands between you and 1 July"), Line.of(ONCE, "dim", indent=2)],
        *(
            [head(f"{place}  {each.program}"), *map(_fact, each.facts)]
            for place, each in enumerate(page.programs, 1)
        ),
        [head("Wherever it is"), *map(_fact, page.own)],
        [
            head("The whole, once"),
            *labelled(
                ("In time", f"{_chance(page.chance)}. {FROM}."),
                ("A year later", f"{_chance(page.deferred)}. {page.deferral.says} ({approved})"),
            ),
        ],
        [Line.of(LAW, "dim")],
    )


def _chance(chance: Chance | None) -> str:
    if chance is None:
        return "not reckoned without hours a week"
    if "%" in chance.words:
        return f"{chance.words} of the runs of your road get there"
    return f"{chance.words}; how long others take is a judgement, so no number"


def _fact(fact: Fact) -> Line:
    sure = _sure(fact)
    return Line.labelled(fact.what, fact.says, (f" ({sure})" if sure else "", "dim"))


def _sure(fact: Fact) -> str:
    if not fact.source:
        return ""
    return " ".join(filter(None, (STATUS_WORDS[fact.status], fact.as_of)))
