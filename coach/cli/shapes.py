"""Answers as JSON: the promised keys of every record that does not have them for fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Any, Final

from msgspec import UNSET, Struct

from coach.subjects.coach import Coach

SIDE: Final = (
    "open=programs.open unknown=programs.unknown visa_unknown=programs.visa_unknown "
    "closed=programs.closed value=worth.value:4 cost=worth.cost applications=worth.applications "
    "expected_interviews.low=worth.interviews.low:2 expected_interviews.mid=worth.interviews.mid:2 "
    "expected_interviews.high=worth.interviews.high:2 p_none=worth.p_none:4"
)
CHANCE: Final = "p_on_time=chance.mid:3 p_low=chance.low:2 p_high=chance.high:2"
STEP: Final = (
    "key=task.key title=task.title state due latest_start slack_days blocked_by "
    "needs_hours=task.hours.usual hours_left earliest_start=early_start "
    "earliest_finish=early_finish latest_finish=late_finish total_float=float_days "
    "free_float=free_days behind last_day missed why=note started=told.started "
    "expected=told.expected day=told.day snoozed_until=told.snoozed hours_done=told.hours_done "
    "note=told.note links=told.links source=task.source status=task.status done_at=done_day"
)
SHAPES: Final[Mapping[str, str]] = {
    "applying.Lever": "changes title opens=opened.len sure=sure.len value=worth.value:4 gain:4 "
    "weeks=effort.weeks.usual:1 weeks_range=effort.weeks.ends:1 dollars=effort.dollars per_week:4 "
    "per_dollar:6 programs=first tasks=effort.tasks sources=effort.sources",
    "applying.Schedule": "service season status source as_of note",
    "records.Signals": "specialty season gold silver single service status source as_of note",
    "applying.Cause": "input=name score:2 gate chance:4 text=moved.cause_words()",
    "applying.Input": "kind=table key! at text=moved.input_words()",
    "applying.Moved": "program_id=program.id name=program.name specialty=program.specialty "
    "place.before=place_before place.after=place_after score.before=before.score:2 "
    "score.after=after.score:2 chance.before=before chance.after=after gates causes",
    "applying.Movement": "since sentence=moved.summary() inputs moved=told count=moved.len shifted",
    "applying.Look": "*scenario expired concerned missing passport without with=changed delays "
    "legal",
    "applying.Side": SIDE,
    "applying.Year": f"season {SIDE} deadlines.over=over deadlines.ahead=ahead graduation_age:2",
    "applying.Years": "this next edits edited.open=edited.0 edited.value=edited.1:4 "
    "for_this=sentences.0 for_next=sentences.1",
    "applying.Delay": "task=key title days slack_days late_days",
    "records.Numbers": "low=chance.low:4 mid=chance.mid:4 high=chance.high:4",
    "records.Assessment": "score:2 fit:2 coverage:3 gates reasons",
    "records.Evidence": "value low high status source as_of",
    "records.Reason": "text contribution:4",
    "records.Resource": "id title=name url what_for tip cost domain status source as_of",
    "subjects.Saved": "profile=coach.profile.by_table",
    "subjects.Standing": "program_id=program.id name=program.name city=program.city "
    "state=program.state specialty=program.specialty mark=mark.mark! "
    "chance.low=numbers.chance.low:4 chance.mid=numbers.chance.mid:4 "
    "chance.high=numbers.chance.high:4 tier=numbers.tier *assessment starts=starting.starts() "
    "facts=programs.facts()",
    "records.Verdict": "rule outcome detail status=evidence.status source=evidence.source "
    "as_of=evidence.as_of",
    "records.Held": "key=rule outcome says=detail until next=way_on title source=evidence.source "
    "as_of=evidence.as_of status=evidence.status",
    "records.Change": "at act table key before after undone",
    "records.Event": "event=key key title date=day days_left=week.days_to() time timezone=zone "
    "status source note",
    "records.Scenario": "name=key title text date=day expires source as_of status",
    "rules.Change": "changes title=words passes",
    "rules.Seen": "*preset result first rules",
    "records.Preset": "key title habit source as_of status",
    "files.Difference": "row program_id=key program=title what old new",
    "files.Column": "column=title meaning=target guess",
    "journey.Compared": "changed sentences tasks=journey.both() critical_now=now.critical "
    "critical_then=then.critical",
    "journey.Gate": f"event=event.key date=event.day tasks slack_days missed {CHANCE}",
    "journey.LookBack": "week_of=monday planned_hours:2 done_hours=worth_hours:2 "
    "planned=planned.step.task.key done=done.task.key slipped next=next.step.task.key review",
    "journey.Planned": "key=step.task.key title=step.task.title hours reason day days due=step.due",
    "journey.Week": "week_of=monday stage=coach.road.place.stage hours planned_hours:2 "
    "pace=coach.week.pace.factor:2 tasks=planned done=done.task.key slipped=slipped.task.key "
    "dates=coach.season.next_dates",
    "journey.Moved": "key days why=because text=journey.sentence()",
    "journey.Step": STEP,
    "subjects.Acted": "task=task.acted_on() changed",
    "subjects.Dated": f"*step {CHANCE}",
    "journey.Slip": "key=step.task.key why",
    "records.Review": "week_of=monday planned_hours done_hours=worth_hours spent_hours done "
    "slipped text!",
    "calendar.Hour": "key what allowed status source start end own=calendar.own_time()",
    "subjects.Told": "*answer",
}
"""Of each record its keys, "title date=day place=task.stage gain:4": a key alone is a field, after
"=" stands a path, after ":" how many digits are told, "*" takes in the keys of what stands there.
A path begins at the record, with "coach" at the coach; "moved.summary()" is what that function of
coach/saying makes of coach and record. A path goes into each row of a tuple,
`len` counts it, and a point in a key makes an object.
What is not there is null, and so are empty words without "!". Records without a row have their
fields for keys."""


def as_json(coach: Coach, value: object) -> object:
    """A value as json writes it."""
    if isinstance(value, Struct):
        kind = type(value)
        shape = SHAPES.get(f"{kind.__module__.split('.')[1]}.{kind.__name__}")
        data = _shaped(coach, value, shape) if shape else _fields(value)
        return {key: as_json(coach, inner) for key, inner in data.items() if inner is not UNSET}
    if isinstance(value, Mapping):
        whole: dict[str, object] = {}
        for key, inner in value.items():
            told = as_json(coach, inner)
            whole |= told if str(key)[:1] == "*" and isinstance(told, dict) else {key: told}
        return whole
    if isinstance(value, list | tuple):
        return [as_json(coach, inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _fields(record: Struct) -> dict[str, object]:
    names = zip(record.__struct_fields__, record.__struct_encode_fields__, strict=True)
    return {key: getattr(record, name) for name, key in names}


def _shaped(coach: Coach, record: Struct, shape: str) -> dict[str, object]:
    data: dict[str, Any] = {}
    for row in shape.split():
        name, _, digits = row.partition(":")
        key, _, path = name.partition("=")
        if key.startswith("*"):
            inner = as_json(coach, _at(coach, record, key[1:]))
            data |= inner if isinstance(inner, dict) else {}
            continue
        value = _at(coach, record, (path or key).removesuffix("!"))
        outer, _, key = key.removesuffix("!").rpartition(".")
        place = data.setdefault(outer, {}) if outer else data
        empty = value == "" and not row.endswith("!")
        place[key] = None if empty else _rounded(value, int(digits)) if digits else value
    return data


def _at(coach: Coach, value: Any, path: str) -> object:
    """What stands at a path; None where it ends before."""
    if path.endswith("()"):
        room, _, name = path.removesuffix("()").rpartition(".")
        return getattr(import_module(f"coach.saying.{room}"), name)(coach, value)
    if path.startswith("coach."):
        value, path = coach, path.removeprefix("coach.")
    for name in path.split("."):
        if value is None:
            return None
        if name == "len":
            value = len(value)
        elif name.isdigit():
            value = value[int(name)]
        elif isinstance(value, list | tuple):
            value = [getattr(inner, name) for inner in value]
        else:
            value = getattr(value, name)
    return value


def _rounded(value: object, digits: int) -> object:
    if isinstance(value, tuple):
        return [_rounded(inner, digits) for inner in value]
    return round(value, digits) if isinstance(value, int | float) else None
