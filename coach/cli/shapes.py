"""Answers as JSON: the promised keys of every record that does not have them for fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib import import_module
from typing import Any, Final

from msgspec import UNSET, Struct

from coach.records import Record
from coach.subjects.coach import Coach

SIDE: Final = (
    "open=programs.open unknown=programs.unknown visa_unknown=programs.visa_unknown "
    "closed=programs.closed value=worth.value:4 cost=worth.cost applications=worth.applications "
    "expected_interviews.low=worth.interviews.low:2 expected_interviews.mid=worth.interviews.mid:2 "
    "expected_interviews.high=worth.interviews.high:2 p_none=worth.p_none:4 "
    "p_none_range=worth.p_none_range:4"
)
CHANCE: Final = (
    "p_on_time=chance.mid:3 p_low=chance.low:2 p_high=chance.high:2 p_judged=chance.judged"
)
STEP: Final = (
    "key=task.key title=task.title state due latest_start slack_days blocked_by "
    "needs_hours=task.hours.usual hours_left earliest_start=early_start "
    "earliest_finish=early_finish latest_finish=late_finish total_float=float_days "
    "free_float=free_days behind late_days before_came last_day counts=band missed "
    "why=note started=told.started expected=told.expected day=told.day "
    "snoozed_until=told.snoozed hours_done=told.hours_done "
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
    "applying.Year": f"season {SIDE} deadlines.over=over deadlines.ahead=ahead graduation_age:2 "
    "spare_days",
    "applying.Years": "this next edits edited.open=edited.0 edited.value=edited.1:4 "
    "for_this=sentences.0 for_next=sentences.1 first_year",
    "applying.Delay": "task=key title days slack_days late_days",
    "prepare.Finding": "rule line excerpt advice weight log field fact",
    "prepare.Blank": "page=field.page key=field.key label=field.label true=true.value by=true.who "
    "typed=filed.value state limit=field.limit season=field.season source=field.source "
    "as_of=field.as_of status=field.status",
    "prepare.Plan": "exam planned bank done left hours_needed:1 hours_ahead:1 hours_short:1 "
    "weeks_behind:1 fits fits_on baseline weeks tests=study.tests_ahead() tools=study.tools_of()",
    "prepare.StudyWeek": "week_of hours:1 blocks questions tests rest_hours:1",
    "prepare.Band": "low mid high precision graded",
    "prepare.Graded": "low high score told_on held",
    "subjects.Readiness": "band exam day graded tests target needed ready passing=passing.value "
    "p_pass=passing.now p_pass_after=passing.after p_target=reaching.now "
    "p_target_after=reaching.after",
    "subjects.Target": "value why source=published.source as_of=published.as_of "
    "status=published.status",
    "subjects.Replan": "exam was day changed fits=plan.fits hours_short=plan.hours_short:1 "
    "fits_on=plan.fits_on sentences=compared.sentences worse better window=window.name "
    "window_was=window_was.name p_pass=passing.now p_pass_was=passing_was.now",
    "subjects.Ledger": "spent forecast.low=forecast.low forecast.mid=forecast.mid "
    "forecast.high=forecast.high by_month=months bills next=big short_in=short.month "
    "savings put_by currency rate applications "
    "without_rate not_counted=money.not_counted()",
    "prepare.Bill": "what usd size day after_match fee task entry status source as_of season",
    "prepare.Month": "month! usd=mid low high balance",
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
    "records.Notice": "key=id kind title=recall.title() gone why changes=recalls decisions",
    "records.Recall": "field was=was.value was_source=was.source was_as_of=was.as_of "
    "was_status=was.status now=now.value source=now.source as_of=now.as_of status=now.status",
    "records.Decision": "kind about=about.1 title value on=at says=recall.decided()",
    "records.Change": "at act table key before after undone window",
    "records.Done": "number at did=title window taken_back=back_at",
    "records.Event": "event=key key title date=day days_left=week.days_to() time timezone=zone "
    "status source note",
    "records.Scenario": "name=key title text date=day expires source as_of status",
    "rules.Change": "changes title=words passes",
    "rules.Seen": "*preset result first rules",
    "records.Preset": "key title habit source as_of status",
    "files.Difference": "row program_id=key program=title what old new as_of",
    "records.TalkRow": "key kind text source as_of status",
    "season.Story": "trait entries=keys",
    "subjects.Before": "interview=interview.key known confirm ask stories practice",
    "files.Column": "column=title meaning=target guess",
    "prepare.EntryText": "key=entry.key place where=entry.place kind=entry.kind text=entry.entry "
    "used limit over most_meaningful=is_meaningful why=entry.meaningful why_used=more_used "
    "why_limit=more_limit why_over=more_over",
    "subjects.Status": "submitted submitted_on invitations interviews result",
    "subjects.Pulse": "season as_of applications expected.low=expected.low "
    "expected.mid=expected.mid:2 expected.high=expected.high came chance_of_so_few:4 "
    "season_total.low=whole.low season_total.mid=whole.mid:2 season_total.high=whole.high "
    "to_come.low=to_come.low to_come.mid=to_come.mid:2 to_come.high=to_come.high none_to_come:4 "
    "parts points alarm inputs notes",
    "subjects.Part": "name applications expected.low=expected.low expected.mid=expected.mid:2 "
    "expected.high=expected.high came chance_of_so_few=so_few:4",
    "subjects.Forecasts": "forecast record helps kept=is_kept",
    "logs.Rank": "place program_id=program program=name track note first_year=supplemental "
    "would_go met_for visa_in_writing",
    "ranking.Replay": "matched tried better_orders worse_orders markets",
    "ranking.July": "programs own chance deferred deferral",
    "ranking.Fact": "what says status source as_of",
    "ranking.Stands": "program_id program facts",
    "ranking.Chance": "low:2 mid:3 high:2 says=words",
    "subjects.AfterMatch": "season result start p_on_time=whole.mid:3 p_low=whole.low:2 "
    "p_high=whole.high:2 chains asks=rungs record",
    "subjects.Chain": "title tasks=steps.task.key",
    "subjects.Rung": "key=row.key part=row.part title=row.title whom=row.whom text=row.text opens "
    "due stands rules=row.rules source=row.source as_of=row.as_of status=row.status",
    "subjects.Proposed": "order circles choices next weights scores changed",
    "subjects.Hundred": "group year gates",
    "subjects.Gate": "key title of of_100=count.of_100 of_year=count.year people=count.people "
    "source=count.source status=count.status you=own",
    "ranking.Cohort": "who low high years source status note",
    "subjects.Honest": "season group low high cohorts usd bills applications aging diplomas "
    "change=hundred.changes() exits=coach.hundred.exits",
    "subjects.Length": "low=range.low:3 mid=range.mid:3 high=range.high:3 source=range.source "
    "year=range.year specialty ranks people=range.people",
    "season.Grades": "n brier:4 bands expected:2 came widen:2",
    "season.Band": "low high n share:4 expected:4 off=is_off",
    "subjects.Pasted": "kept known asked new decided",
    "season.Meant": "line signal program_id=sure.id program=sure.title nearest=pasting.nearest()",
    "subjects.Coupled": "own partner lines=list.lines too_far=list.too_far "
    "past_the_limit=list.past_the_limit asked rules by_hand replay",
    "ranking.Pair": "you=first partner=second miles:0",
    "subjects.Checked": "findings at=sending.at policy=sending.policy standing=sending.standing",
    "prose.Finding": "rule line excerpt reason advice kind where source as_of status",
    "journey.Compared": "changed sentences tasks=journey.both() critical_now=now.critical "
    "critical_then=then.critical",
    "journey.Gate": f"event=event.key date=event.day tasks slack_days missed {CHANCE}",
    "journey.LookBack": "week_of=monday planned_hours:2 done_hours=worth_hours:2 "
    "planned=planned.step.task.key done=done.task.key slipped next=next.step.task.key review",
    "journey.Planned": "key=step.task.key title=step.task.title hours reason day days "
    "due=step.due before",
    "journey.Before": "key=step.task.key why",
    "journey.Week": "week_of=monday stage=coach.road.place.stage hours planned_hours:2 "
    "pace=coach.week.pace.factor:2 tasks=planned done=done.task.key slipped=slipped.task.key "
    "dates=coach.season.next_dates clock=coach.answering.clock",
    "journey.Clock": "when column words question about answer=by source as_of status",
    "journey.Moved": "key days why=because text=journey.sentence()",
    "journey.Band": "name until words end",
    "journey.Step": STEP,
    "subjects.Insured": "what usd gain=gain.mid:3 of gain_low=gain.low:3 "
    "gain_high=gain.high:3 total_usd=total p_on_time=after:3 value:4 per_100:4 stands "
    "key why outside price source=fact.source as_of=fact.as_of status",
    "subjects.Insurance": "offers on_time.low=on_time.low on_time.mid=on_time.mid:3 "
    "on_time.high=on_time.high on_time.judged=on_time.judged journey.low=journey.low "
    "journey.mid=journey.mid:3 journey.high=journey.high season budget spent value=worth:4 nothing",
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


PLAIN: Final = {str, int, float, bool, type(None)}
"""Types that JSON writes as they are."""


class Key(Record):
    """One key of an object and where its value stands: a row of a shape, read once."""

    name: str
    """Begins with "*" where the keys of what stands there are taken in."""
    outer: str = ""
    steps: tuple[str, ...] = ()
    told: Callable[[Coach, Struct], object] | None = None
    digits: int | None = None
    keeps_empty: bool = True


def as_json(coach: Coach, value: object) -> object:
    """A value as json writes it."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, Struct):
        return _object(coach, value)
    if isinstance(value, list | tuple):
        return [as_json(coach, inner) for inner in value]
    if isinstance(value, Mapping):
        whole: dict[str, object] = {}
        for key, inner in value.items():
            told = as_json(coach, inner)
            whole |= told if str(key)[:1] == "*" and isinstance(told, dict) else {key: told}
        return whole
    return value.isoformat() if isinstance(value, date) else value


def _object(coach: Coach, record: Struct) -> dict[str, object]:
    data: dict[str, Any] = {}
    for key in _keys(type(record)):
        value = key.told(coach, record) if key.told else _at(coach, record, key.steps)
        if value == "" and not key.keeps_empty:
            value = None
        told = as_json(coach, value if key.digits is None else _rounded(value, key.digits))
        if key.name[0] == "*":
            data |= told if isinstance(told, dict) else {}
        elif value is not UNSET:
            place = data.setdefault(key.outer, {}) if key.outer else data
            place[key.name] = told
    return data


@cache
def _keys(kind: type[Struct]) -> tuple[Key, ...]:
    """The keys of a record of this kind: those of its shape, or its fields."""
    shape = SHAPES.get(f"{kind.__module__.split('.')[1]}.{kind.__name__}")
    if shape:
        return tuple(map(_key, shape.split()))
    fields = zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True)
    return tuple(Key(name, steps=(field,)) for name, field in fields)


def _key(row: str) -> Key:
    row, empty, _ = row.partition("!")
    row, _, digits = row.partition(":")
    key, _, path = row.partition("=")
    outer, _, name = key.rpartition(".")
    path = path or key.removeprefix("*")
    told = None
    if path.endswith("()"):
        room, _, function = path.removesuffix("()").rpartition(".")
        told = getattr(import_module(f"coach.saying.{room}"), function)
    steps = tuple(path.split("."))
    return Key(name, outer, steps, told, int(digits) if digits else None, bool(empty))


def _at(coach: Coach, value: Any, steps: tuple[str, ...]) -> object:
    """What stands at a path; None where it ends before."""
    for name in steps:
        if value is None:
            return None
        if isinstance(value, list | tuple):
            value = _in_rows(value, name)
        else:
            value = coach if name == "coach" else getattr(value, name)
    return value


def _in_rows(rows: Sequence[object], name: str) -> object:
    """What a step of a path finds in a tuple."""
    if name == "len":
        return len(rows)
    return rows[int(name)] if name.isdigit() else [getattr(row, name) for row in rows]


def _rounded(value: object, digits: int) -> object:
    if isinstance(value, tuple):
        return [_rounded(inner, digits) for inner in value]
    return round(value, digits) if isinstance(value, int | float) else None
