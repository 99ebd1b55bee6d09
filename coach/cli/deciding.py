"""`coach levers`, `scenario`, `compare-years` and `filters`."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import wrap
from typing import Annotated, Any, Final

from coach.applying import filters, scenarios, years
from coach.applying.levers import Lever
from coach.applying.scenarios import Look, Side
from coach.applying.weighing import Worth
from coach.applying.years import Year
from coach.cli.answer import Answer, rounded
from coach.cli.plain import WIDTH
from coach.deciding import FILTERS
from coach.records import CoachError, Event
from coach.scoring.conditions import needs_visa
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.wording import cut, share_range

STEP: Final = 0.05
"""No chance is shown finer."""
TITLE: Final = WIDTH - 34
"""Cells of a lever's title: the figures beside it take 34."""
FIRST: Final = 10
"""Programs named of each lever."""
SHOWN: Final = {"pass": "passes", "drop": "dropped", "unknown": "unknown"}
SIGNS: Final = {"pass": "ok", "drop": "no", "unknown": "?"}


def levers(coach: Coach) -> Answer:
    """What would open most, beside doing nothing."""
    found = coach.deciding.levers()
    notes = []
    if needs_visa(coach.profile.applicant) is None:
        notes.append("Say on the Profile page which visa you need: then visas count as well.")
    if not coach.profile.applicant.experience:
        notes.append("Your months of US experience are not on the profile, so they are left out.")
    notes.append("~ are estimates; weeks are the usual hours and waits of the steps left.")
    return Answer({"levers": [_lever(one) for one in found]}, _lever_lines(coach, found), notes)


def _lever(one: Lever) -> dict[str, Any]:
    weeks = one.effort.weeks
    return {
        "changes": dict(one.changes),
        "title": one.title,
        "opens": len(one.opened),
        "sure": len(one.sure),
        "value": round(one.worth.value, 4),
        "gain": round(one.gain, 4),
        "weeks": weeks and round(weeks.usual, 1),
        "weeks_range": weeks and [round(weeks.low, 1), round(weeks.high, 1)],
        "dollars": one.effort.dollars,
        "per_week": rounded(one.per_week, 4),
        "per_dollar": rounded(one.per_dollar, 6),
        "programs": [*one.opened, *one.sure][:FIRST],
        "tasks": list(one.effort.tasks),
        "sources": list(one.effort.sources),
    }


def _lever_lines(coach: Coach, found: list[Lever]) -> list[str]:
    if len(found) == 1:
        return ["Nothing that you could change opens another program by what is known today."]
    lines = [
        f"{'':{TITLE}} opens  sure   gain   weeks    USD",
        *(_lever_line(one) for one in found),
        "",
    ]
    tasks = coach.road.tasks
    lines += wrap(
        "opens: closed now, open then. sure: open now, and a gate that nobody has stated passes "
        "then. gain: in the value of the list (0-100) for the same money.",
        WIDTH,
    )
    first = next((key for one in found[1:] for key in one.effort.tasks), None)
    if first:
        lines.insert(0, cut(f"A small next step: {tasks[first].title}.", WIDTH))
        lines.insert(1, "")
    return lines


def _lever_line(one: Lever) -> str:
    weeks, cost = one.effort.weeks, one.effort.dollars
    time = "?" if weeks is None else f"~{weeks.usual:.0f}" if weeks.usual else "0"
    money = "?" if cost is None else f"{cost:,.0f}"
    gain = f"~{one.gain:+.1f}" if abs(one.gain) >= 0.05 else "0" if not one.changes else "~0"
    return (
        f"{cut(one.title, TITLE):{TITLE}} {len(one.opened):5} {len(one.sure):5} {gain:>6} "
        f"{time:>7} {money:>6}"
    )


def scenario(
    coach: Coach,
    name: Annotated[
        str | None, Opt("the scenario; without, all of them in short", "NAME", flag="name")
    ] = None,
) -> Answer:
    """What a dated rule would change for this applicant."""
    known = coach.deciding.scenarios()
    if name and name not in known:
        raise CoachError(f"There is no scenario {name}; there are {', '.join(known)}.")
    keys = [name] if name else list(known)
    looks = coach.deciding.looks(known[key] for key in keys)
    data = [_look(one) for one in looks]
    if name:
        return Answer({"scenario": data[0], "scenarios": data}, _look_lines(looks[0]))
    lines = [line for one in looks for line in _short(one)]
    lines += ["", f"`coach scenario NAME` tells more of one. {scenarios.LEGAL}"]
    return Answer({"scenario": None, "scenarios": data}, lines)


def _look(one: Look) -> dict[str, Any]:
    given = one.scenario
    return {
        "name": given.key,
        "title": given.title,
        "text": given.text,
        "date": given.day,
        "expires": given.expires,
        "expired": one.expired,
        "source": given.source,
        "as_of": given.as_of,
        "status": given.status,
        "concerned": one.concerned,
        "missing": list(one.missing),
        "passport": one.passport or None,
        "without": _side(one.without),
        "with": None if one.concerned is None else _side(one.within),
        "delays": [
            {
                "task": delay.key,
                "title": delay.title,
                "days": delay.days,
                "slack_days": delay.slack_days,
                "late_days": delay.late_days,
            }
            for delay in one.delays
        ],
        "legal": scenarios.LEGAL,
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "open": side.programs.open,
        "unknown": side.programs.unknown,
        "visa_unknown": side.programs.visa_unknown,
        "closed": side.programs.closed,
        **_worth(side.worth),
    }


def _worth(worth: Worth) -> dict[str, Any]:
    low, mid, high = worth.interviews
    return {
        "value": round(worth.value, 4),
        "cost": worth.cost,
        "applications": worth.applications,
        "expected_interviews": {
            "low": round(low, 2),
            "mid": round(mid, 2),
            "high": round(high, 2),
        },
        "p_none": round(worth.p_none, 4),
    }


def _short(one: Look) -> list[str]:
    what = {True: "concerns you", False: "not you", None: "say more of you"}[one.concerned]
    if one.concerned and (one.within != one.without):
        before, after = one.without.programs.open, one.within.programs.open
        what = f"open {before} → {after}" if before != after else "visas less sure"
    elif one.concerned and not scenarios.switches(one.scenario):
        what = "closes none here; to know"
    past = "  past its day, check" if one.expired else ""
    title = cut(one.scenario.title, WIDTH - 37)
    line = cut(f"{one.scenario.key:16} {title:{WIDTH - 37}} {what}", WIDTH)
    return [line, f"{'':16}{past}"] if past else [line]


def _look_lines(one: Look) -> list[str]:
    lines = [one.scenario.title, ""]
    for sentence in scenarios.words(one):
        lines += [*wrap(sentence, WIDTH), ""]
    source = wrap(f"Source {one.scenario.source}", WIDTH)
    if one.within == one.without:
        return [*lines, *source]
    lines.append(f"{'':26} {'without':>12} {'with':>12}")
    lines += [
        f"{name:26} {first:>12} {second:>12}"
        for (name, first), (_, second) in zip(
            _side_rows(one.without), _side_rows(one.within), strict=True
        )
    ]
    return [*lines, "", *source]


def _side_rows(side: Side) -> list[tuple[str, str]]:
    return [
        ("Programs open", f"{side.programs.open:,}"),
        ("  visa not stated", f"{side.programs.visa_unknown:,}"),
        *_worth_rows(side.worth),
    ]


def _worth_rows(worth: Worth) -> list[tuple[str, str]]:
    low, _, high = worth.interviews
    steps = min(int(worth.p_none / STEP), round(1 / STEP) - 1)
    none = share_range(steps * STEP, (steps + 1) * STEP)
    some = worth.applications > 0
    return [
        ("Value of the list (0-100)", f"~{worth.value:.0f}"),
        ("Applications", f"{worth.applications}"),
        ("Cost, USD", f"{worth.cost:,.0f}"),
        ("Interviews to expect", f"~{low:.0f}-{high:.0f}" if some else "-"),
        ("No interview at all", none if some else "-"),
    ]


def compare_years(
    coach: Coach,
    edits: Annotated[
        tuple[str, ...],
        Opt("an answer that holds next year only (repeat)", "KEY=VALUE", flag="--set"),
    ] = (),
) -> Answer:
    """This season and the next side by side; no verdict."""
    found = coach.deciding.years(dict(_pair(one) for one in edits))
    for_this, for_next = years.speaks(found)
    opened, value = found.edited
    data = {
        "this": _year(found.this),
        "next": _year(found.next),
        "edits": dict(found.edits),
        "edited": {"open": opened, "value": round(value, 4)},
        "for_this": for_this,
        "for_next": for_next,
    }
    rows = zip(_year_rows(found.this), _year_rows(found.next), strict=True)
    lines = [f"{name:26} {one:>12} {two:>12}" for (name, one), (_, two) in rows]
    if found.edits:
        names = ", ".join(found.edits)
        lines += [
            "",
            *wrap(
                f"Next year with {names}: {opened:+} programs open, value "
                f"{value:+.1f} by that alone.",
                WIDTH,
            ),
        ]
    lines += _speaks(f"For {found.this.season}", for_this)
    lines += _speaks(f"For {found.next.season}", for_next)
    notes = ["Both years are seen by the facts of today. What suits your life is yours to weigh."]
    return Answer({"years": data}, lines, notes)


def _pair(text: str) -> tuple[str, object]:
    key, found, value = text.partition("=")
    if not found:
        raise CoachError(f"--set: “{text}” should look like step3.passed=yes.")
    return key.strip(), value.strip()


def _year(year: Year) -> dict[str, Any]:
    return {
        "season": year.season,
        **_side(Side(year.programs, year.worth)),
        "deadlines": {"over": _dates(year.over), "ahead": _dates(year.ahead)},
        "graduation_age": rounded(year.graduation_age, 2),
    }


def _dates(events: Iterable[Event]) -> list[dict[str, Any]]:
    return [
        {
            "event": one.key,
            "title": one.title,
            "date": one.day,
            "status": one.status,
            "source": one.source,
        }
        for one in events
    ]


def _year_rows(year: Year) -> list[tuple[str, str]]:
    age = year.graduation_age
    return [
        ("Season", f"{year.season}"),
        *_side_rows(Side(year.programs, year.worth)),
        ("Dates still ahead", f"{len(year.ahead)} of {len(year.ahead) + len(year.over)}"),
        ("Years since graduation", "not said" if age is None else f"{age:.1f}"),
    ]


def _speaks(title: str, sentences: list[str]) -> list[str]:
    if not sentences:
        return []
    lines = ["", title]
    for one in sentences:
        lines += wrap(one, WIDTH - 2, initial_indent="  ", subsequent_indent="  ")
    return lines


def seen(coach: Coach) -> Answer:
    """Yourself as filters may see you."""
    found, changes = coach.deciding.filters()
    data = {
        "label": filters.PLAUSIBLE,
        "filters": [
            {
                "key": one.preset.key,
                "title": one.preset.title,
                "habit": one.preset.habit,
                "result": SHOWN[one.outcome],
                "first": one.first and one.first._asdict(),
                "rules": [rule._asdict() for rule in one.rules],
                "source": one.preset.source,
                "as_of": one.preset.as_of,
                "status": one.preset.status,
            }
            for one in found
        ],
        "changes": [
            {"changes": {one.key: one.value}, "title": one.words, "passes": list(one.passes)}
            for one in changes
        ],
    }
    return Answer(data, _seen_lines(found, changes))


def _seen_lines(found: list[filters.Seen], changes: list[filters.Change]) -> list[str]:
    lines = []
    if wanted := filters.most_wanted(found):
        keys, number = wanted
        lines += [
            *wrap(
                f"First say {keys} on the profile: {number} of {len(found)} filters need that.",
                WIDTH,
            ),
            "",
        ]
    if changes:
        best = changes[0]
        number = len(best.passes)
        text = f"One change would pass most: {best.words} ({number} more of {len(found)})."
        lines += [*wrap(text, WIDTH), ""]
    for one in found:
        lines.append(f"{SIGNS[one.outcome]:3} {one.preset.title}")
        first = one.first
        shown = [first] if first else []
        shown += [rule for rule in one.rules if rule is not first and rule.outcome != "pass"]
        for rule in shown:
            lines.append(cut(f"      {SIGNS[rule.outcome]:3} {rule.detail}", WIDTH))
    return [
        *lines,
        "",
        f"Each is {filters.PLAUSIBLE}; yours go to {FILTERS}",
        "in the data folder.",
    ]
