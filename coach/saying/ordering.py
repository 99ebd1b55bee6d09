"""Orders that are proposed, the algorithm on one's own list, the chance by length, in words."""

from __future__ import annotations

from typing import Final

from coach.logs.ranks import Rank
from coach.ranking.market import Step
from coach.ranking.replay import YOU, Shown
from coach.saying.ranking import felt, town
from coach.saying.text import ARROW, Line, head, labelled, notes, parted
from coach.subjects.coach import Coach
from coach.subjects.ordering import Length, Proposed, Replay
from coach.wording import counted, cut, share_range

NAME: Final = 38
"""Letters of a program in a step."""
MODEL: Final = (
    "By strength of preference (Bradley-Terry): the order that agrees best with your choices; "
    "never against one of them, unless they go round."
)
GO_ROUND: Final = "Your choices go round: {}. Which of them would you rather take back?"
ALL_DECIDED: Final = "Every two of them are decided."
DRAWN: Final = (
    "In each drawn market these programs have few places and rank you and others by lot; your "
    "order and others of the same programs were run in it. Applicants ask, programs hold the best "
    "so far. A bold first rank costs nothing: who is turned down asks the next as if it had been "
    "the first."
)
BY_LENGTH: Final = (
    "This holds together, it does not cause: longer lists come from more interviews. A place where "
    "you would not go adds a match that you do not want."
)


def pairs(coach: Coach, proposed: Proposed) -> list[Line]:
    """The order that choices make, with circles among them named."""
    count = counted(proposed.choices, "choice")
    ask = " or ".join(rank.short for rank in proposed.next)
    round_trips = ((*circle, circle[0]) for circle in proposed.circles)
    circles = [f" {ARROW} ".join(rank.short for rank in ranks) for ranks in round_trips]
    return parted(
        [head(f"Out of {count} of two"), *order_lines(proposed)],
        [Line.of(GO_ROUND.format(names), "warn", hang=2) for names in circles],
        [*labelled(("Ask next", f"{ask}?" if ask else ALL_DECIDED), ("Model", MODEL))],
        taken(proposed),
    )


def order_lines(proposed: Proposed) -> list[Line]:
    """The order, each with where it stands now."""
    lines, scores = list[Line](), proposed.scores or [None] * len(proposed.order)
    for place, (rank, score) in enumerate(zip(proposed.order, scores, strict=True), 1):
        now = f"  (now {rank.place})" if rank.place != place else ""
        mark = "" if score is None else f"  {score:.1f}"
        lines.append(Line.of(f"{place:>2}  {rank.short}{now}{mark}", hang=4))
    return lines


def taken(proposed: Proposed) -> list[Line]:
    """Whether the list was put in this order."""
    return notes("The list is in this order now." if proposed.changed else "")


def weighed(coach: Coach, proposed: Proposed) -> list[Line]:
    """The order of the marks by weight."""
    return parted(
        [head("The marks of your interviews, weighted"), *order_lines(proposed)],
        labelled(("Weights", proposed.weights), ("Marks", "a program without all five comes last")),
        taken(proposed),
    )


def question(coach: Coach, rank: Rank) -> list[str]:
    """One side of a choice of two: what it is, and what one wrote of it."""
    gut, note = felt(coach, rank)
    mark = f"gut {gut}" if gut.isdigit() else ""
    told = " · ".join(filter(None, (town(coach, rank), mark, note)))
    return [rank.short, *filter(None, (told, rank.note and f"now: {rank.note}"))]


def replay(coach: Coach, played: Replay) -> list[Line]:
    """What came of the true order and of others, then one small market step by step."""
    better = "none" if not played.better_orders else str(played.better_orders)
    shown = played.shown
    return parted(
        [
            head("Your list in the algorithm of the Match"),
            *labelled(
                ("Counted", f"{played.tried:,} other orders in {played.markets} drawn markets"),
                ("Better", f"{better} reached a program that your order puts higher"),
                ("Worse", f"{played.worse_orders:,} ended further down your order, or nowhere"),
            ),
            Line.of(DRAWN, "dim", indent=2),
        ],
        _told(coach, shown) if shown else [],
    )


def _told(coach: Coach, shown: Shown) -> list[Line]:
    """The steps of one small market; those of others in short."""
    names = {rank.key: cut(rank.short, NAME) for rank in coach.ordering.primary.values()}
    lines = [head("One small market, step by step; A, B, C … are others")]
    for number, step in enumerate(shown.steps, 1):
        is_mine = YOU in (*step.applicants, *step.displaced)
        words = _step(step, names[step.programs[0]])
        lines.append(Line.of(f"{number:>2}  {words}", "" if is_mine else "dim", hang=4))
    end = f"matched to {names[shown.place]}" if shown.place else "not matched"
    return [*lines, Line.of(f"You are {end}.", "strong")]


def _step(step: Step, program: str) -> str:
    """Who asks whom, and what comes of it for both."""
    asks = "You ask" if YOU in step.applicants else f"{step.applicants[0]} asks"
    if not step.is_held:
        return f"{asks} {program}: {'turned down' if step.is_ranked else 'not ranked there'}"
    out = ("you have" if name == YOU else f"{name} has" for name in step.displaced)
    return ", ".join((f"{asks} {program}: held", *(f"{who} to go on" for who in out)))


def chance(coach: Coach, length: Length) -> list[Line]:
    """The range by length, with source and year."""
    ranks = counted(length.ranks, "rank")
    if length.range is None:
        words = f"The lengths of lists in {length.specialty} are not published for your group."
        return [head(f"{length.specialty}, {ranks}"), Line.of(words, indent=2)]
    known = length.range
    title = coach.library.named(known.source)
    return [
        head(f"{length.specialty}, {ranks}"),
        *labelled(
            ("Matched", chance_line(coach, length)),
            ("Source", f"{title}, {known.year}; {known.people:,} applicants"),
            ("Mind", BY_LENGTH),
        ),
    ]


def chance_line(coach: Coach, length: Length) -> str:
    """The range for lists of one length; "" where none is published."""
    if length.range is None:
        return ""
    group = "US IMGs" if coach.profile.applicant.graduate_type == "us_img" else "non-US IMGs"
    low_high = share_range(length.range.low, length.range.high)
    return f"{low_high} of {group} with {counted(length.ranks, 'rank')} of this specialty"
