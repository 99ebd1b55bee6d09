"""`coach levers`, `scenario`, `compare-years` and `filters`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final

from coach.cli.answer import Answer, rounded
from coach.cli.plain import WIDTH
from coach.records import CoachError, Event, asdict
from coach.saying import deciding as saying
from coach.subjects.coach import Coach
from coach.subjects.deciding import LEGAL, PLAUSIBLE, Lever, Look, Side, Worth, Year, speaks
from coach.subjects.options import Opt
from coach.subjects.own_files import FILTERS

FIRST: Final = 10
"""Programs named of each lever."""
SHOWN: Final = {"pass": "passes", "drop": "dropped", "unknown": "unknown"}


def levers(coach: Coach) -> Answer:
    """What would open most, beside doing nothing."""
    ranked = coach.deciding.levers()
    notes = []
    if coach.profile.needs_visa is None:
        notes.append("Say on the Profile page which visa you need: then visas count as well.")
    if not coach.profile.applicant.experience:
        notes.append("Your months of US experience are not on the profile, so they are left out.")
    notes.append("~ are estimates; weeks are the usual hours and waits of the steps left.")
    tasks = [coach.road.tasks[key].title for lever in ranked for key in lever.effort.tasks]
    text = saying.levers(ranked, tasks[0] if tasks else "", WIDTH)
    return Answer({"levers": [_lever(lever) for lever in ranked]}, text, notes)


def _lever(lever: Lever) -> dict[str, object]:
    weeks = lever.effort.weeks
    return {
        "changes": dict(lever.changes),
        "title": lever.title,
        "opens": len(lever.opened),
        "sure": len(lever.sure),
        "value": round(lever.worth.value, 4),
        "gain": round(lever.gain, 4),
        "weeks": weeks and round(weeks.usual, 1),
        "weeks_range": weeks and [round(weeks.low, 1), round(weeks.high, 1)],
        "dollars": lever.effort.dollars,
        "per_week": rounded(lever.per_week, 4),
        "per_dollar": rounded(lever.per_dollar, 6),
        "programs": [*lever.opened, *lever.sure][:FIRST],
        "tasks": list(lever.effort.tasks),
        "sources": list(lever.effort.sources),
    }


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
    data = [_look(look) for look in looks]
    text = saying.scenario(looks[0]) if name else saying.scenario_list(looks, WIDTH)
    return Answer({"scenario": data[0] if name else None, "scenarios": data}, text)


def _look(look: Look) -> dict[str, object]:
    scenario = look.scenario
    return {
        "name": scenario.key,
        "title": scenario.title,
        "text": scenario.text,
        "date": scenario.day,
        "expires": scenario.expires,
        "expired": look.expired,
        "source": scenario.source,
        "as_of": scenario.as_of,
        "status": scenario.status,
        "concerned": look.concerned,
        "missing": list(look.missing),
        "passport": look.passport or None,
        "without": _side(look.without),
        "with": None if look.concerned is None else _side(look.within),
        "delays": [
            {
                "task": delay.key,
                "title": delay.title,
                "days": delay.days,
                "slack_days": delay.slack_days,
                "late_days": delay.late_days,
            }
            for delay in look.delays
        ],
        "legal": LEGAL,
    }


def _side(side: Side) -> dict[str, object]:
    return {
        "open": side.programs.open,
        "unknown": side.programs.unknown,
        "visa_unknown": side.programs.visa_unknown,
        "closed": side.programs.closed,
        **_worth(side.worth),
    }


def _worth(worth: Worth) -> dict[str, object]:
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


def compare_years(
    coach: Coach,
    edits: Annotated[
        tuple[str, ...],
        Opt("an answer that holds next year only (repeat)", "KEY=VALUE", flag="--set"),
    ] = (),
) -> Answer:
    """This season and the next side by side; no verdict."""
    compared = coach.deciding.years(dict(_pair(edit) for edit in edits))
    for_this, for_next = speaks(compared)
    opened, value = compared.edited
    data = {
        "this": _year(compared.this),
        "next": _year(compared.next),
        "edits": dict(compared.edits),
        "edited": {"open": opened, "value": round(value, 4)},
        "for_this": for_this,
        "for_next": for_next,
    }
    notes = ["Both years are seen by the facts of today. What suits your life is yours to weigh."]
    return Answer({"years": data}, saying.two_years(compared), notes)


def _pair(text: str) -> tuple[str, object]:
    key, equals, value = text.partition("=")
    if not equals:
        raise CoachError(f"--set: “{text}” should look like step3.passed=yes.")
    return key.strip(), value.strip()


def _year(year: Year) -> dict[str, object]:
    return {
        "season": year.season,
        **_side(Side(year.programs, year.worth)),
        "deadlines": {"over": _dates(year.over), "ahead": _dates(year.ahead)},
        "graduation_age": rounded(year.graduation_age, 2),
    }


def _dates(events: Iterable[Event]) -> list[dict[str, object]]:
    return [
        {
            "event": event.key,
            "title": event.title,
            "date": event.day,
            "status": event.status,
            "source": event.source,
        }
        for event in events
    ]


def seen(coach: Coach) -> Answer:
    """Yourself as filters may see you."""
    presets, changes = coach.deciding.filters()
    data = {
        "label": PLAUSIBLE,
        "filters": [
            {
                "key": preset.preset.key,
                "title": preset.preset.title,
                "habit": preset.preset.habit,
                "result": SHOWN[preset.outcome],
                "first": preset.first and asdict(preset.first),
                "rules": [asdict(rule) for rule in preset.rules],
                "source": preset.preset.source,
                "as_of": preset.preset.as_of,
                "status": preset.preset.status,
            }
            for preset in presets
        ],
        "changes": [
            {
                "changes": {change.key: change.value},
                "title": change.words,
                "passes": list(change.passes),
            }
            for change in changes
        ],
    }
    return Answer(data, saying.seen(presets, changes, FILTERS))
