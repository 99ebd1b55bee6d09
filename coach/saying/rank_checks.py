"""The final check of a rank list, and what stands before the first of July, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.ranking.first_of_july import Chance, Fact
from coach.saying.rules import LAW
from coach.saying.text import GATE_SIGNS, Line, head, labelled, parted
from coach.subjects.coach import Coach
from coach.subjects.ranking import Check, July
from coach.wording import STATUS_WORDS

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
DONE: Final = "Nothing stands against this list. It counts as it is certified in R3."
ONCE: Final = (
    "Read once, after the order is true: facts, not places. It cannot be sorted, and the order "
    "stays that of your wish."
)
NOT_PUBLISHED: Final = "how often it is approved is not published"
FROM: Final = "visa, licence and papers from Match Day on, at your hours a week"


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
                ("In time", f"{_chance(page.chance)}, if you are matched: {FROM}"),
                ("A year later", f"{_chance(page.deferred)}. {page.deferral.says} ({approved})"),
            ),
        ],
        [Line.of(LAW, "dim")],
    )


def _chance(chance: Chance | None) -> str:
    return chance.words if chance else "not reckoned without hours a week"


def _fact(fact: Fact) -> Line:
    sure = _sure(fact)
    return Line.labelled(fact.what, fact.says, (f" ({sure})" if sure else "", "dim"))


def _sure(fact: Fact) -> str:
    if not fact.source:
        return ""
    return " ".join(filter(None, (STATUS_WORDS[fact.status], fact.as_of)))
