"""How a week and its tasks are said, on pages and by commands alike."""

from __future__ import annotations

from typing import Final

from coach.journey.days import LARGE_HOURS
from coach.journey.exams import CERTIFYING
from coach.journey.reach import Ways
from coach.journey.standing import Step
from coach.journey.week import Week
from coach.profile.fields import BY_KEY
from coach.rules.conditions import BINDING, needs_visa
from coach.saying.locked import lock_short, lock_words
from coach.subjects.coach import Coach
from coach.wording import hours, in_days, length, short, spare

HIDDEN: Final = "Steps that would write to programs are hidden till then."
"""Said on every plan with the contact lock."""
ON_PAGES: Final = ("p", "7")
BY_COMMANDS: Final = ("`coach do KEY --part H`", "`coach profile set`")
"""How hours are counted and answers are changed, by keys and by commands."""
WHICH_PART: Final = (
    "Matched in part  by an advanced post, or by a first year? Say which as {way}: "
    "what comes next hangs on it."
)
"""Said on every plan while an answer of an older version does not tell which part matched."""
HELP_NUMBERS: Final = "988 · 1-888-409-0141 · findahelpline.com"
"""The help lines where one short line has room (rules.csv: help_lines)."""
IF_ELIGIBLE: Final = (
    "By what you told SOAP is not open to you; if R3 says eligible, tick “See that ECFMG reported "
    "your passes”."
)
"""Said to those without a match who told nothing by which ECFMG verified them in time."""
SOAP_CHECK: Final = (
    "Without a registration, a certified rank list or ECFMG's report of your status the NRMP "
    "checks whether you may take part in SOAP: see R3."
)
"""Said once in Match Week; who may take part is for the NRMP to say."""


def before_words(coach: Coach, with_room: bool = True) -> str:
    """How many steps that were due before the applicant came can still be done, and what makes
    room for the rest; "" for none, and once the Match is over."""
    kept = sum(step.was_due and not step.behind for step in coach.road.plan.steps)
    is_over = coach.today >= coach.season.days["match_status_monday"]
    if not kept or is_over or coach.profile.applicant.match_result:
        return ""
    count = "1 step was" if kept == 1 else f"{kept} steps were"
    words = f"{count} due before you came and can still be done."
    return " ".join(filter(None, [words, *[_room(coach)] * with_room]))


def _room(coach: Coach) -> str:
    """Whether the rest fits, and what makes room where it does not."""
    if not coach.road.plan.is_out_of_reach:
        is_tight = (coach.road.plan.spare or 0) < 0
        return "The rest is tight but can be done." if is_tight else "The rest fits your week."
    words = " or ".join(_ways_on(coach.ahead.ways))
    return f"{words[0].upper()}{words[1:]} makes room for the rest." if words else ""


def _ways_on(ways: Ways | None) -> list[str]:
    more = [f"{ways.hours} h a week"] if ways and ways.hours else []
    return [*more, *([f"the {ways.year} Match"] if ways and ways.year else [])]


def nothing_planned(hours_per_week: float | None) -> str:
    """Why a week is empty, in a sentence."""
    if hours_per_week == 0:
        return "No hours this week: the plan waits; the next dates are below."
    return "Nothing presses this week. The journey shows what comes next."


def _field(key: str, ways: tuple[str, str], value: object = "") -> str:
    """A field as a doctor sees it on its page, or as a command takes it."""
    if ways == ON_PAGES:
        return f"“{BY_KEY[key].label}”{f' to {value}' if value else ''} ({ways[1]})"
    return f"{key}{f'={value}' if value else ''} ({ways[1]})"


def over(coach: Coach, ways: tuple[str, str] = ON_PAGES) -> str:
    """That the season is over or lost, and the one way on; "" while it runs."""
    return season_over(coach, ways) or _lost(coach, ways)


def season_over(coach: Coach, ways: tuple[str, str] = ON_PAGES) -> str:
    """That the season planned for is over, which no match binds; "" before."""
    if coach.profile.applicant.match_result in (*BINDING, "partly"):
        return ""
    if coach.today < coach.season.days["residency_start"]:
        return ""
    year = coach.season.coming
    return f"The {coach.season.year} season is over: set {_field('match_year', ways, year)}."


def _lost(coach: Coach, ways: tuple[str, str]) -> str:
    """That no list could be certified, by what the applicant told; "" for all others."""
    names, next_year = ", ".join(coach.road.plan.lost), coach.season.year + 1
    if not names:
        return ""
    return (
        f"Not this season  by what you told, this was not reported by the {next_year - 1} rank "
        f"list deadline: {names}. That is next season, not the end: set "
        f"{_field('match_year', ways, next_year)}, or enter what was."
    )


def bound(coach: Coach, ways: tuple[str, str] = ON_PAGES) -> list[str]:
    """Which part matched, where that is open, and what binds in Match Week; [] for others."""
    partly = coach.profile.applicant.match_result == "partly"
    part = [WHICH_PART.format(way=_field("match_result", ways))] * partly
    if not coach.season.in_match_week:
        return part
    lost, week = over(coach, ways), lock_words(coach, coach.soap.coming_lock)
    if coach.road.plan.unverified:
        return [week, IF_ELIGIBLE]
    return [week, lost] if lost else [*part, f"{week} {HIDDEN}"]


def somebody_to_talk_to(coach: Coach) -> str:
    """The help lines, for those without a match until they have rested and decided; else ""."""
    rest = coach.road.plan.step("next_year")
    if coach.profile.applicant.match_result != "not_matched" or not rest or rest.finished:
        return ""
    lines = coach.library.rules["help_lines"]
    return "" if rest.behind else f"{lines.title}  {lines.text}"


def on_top(coach: Coach) -> str:
    """What binds, for those without a match in Match Week shortly and behind the help lines."""
    if not (coach.season.in_match_week and somebody_to_talk_to(coach)):
        return " ".join(bound(coach))
    # Its head is left out: at 60 columns the numbers have two lines.
    help_lines = coach.library.rules["help_lines"].text
    no_contact = lock_short(coach, coach.soap.coming_lock)
    return " ".join([help_lines, no_contact, IF_ELIGIBLE * coach.road.plan.unverified]).rstrip()


def slipped(coach: Coach, plan: Week, ways: tuple[str, str] = ON_PAGES) -> str:
    """What slipped, said once, with the cheapest repair; "" when nothing did.

    `ways`: how hours are counted and answers changed here. Nothing is late by a year or by hours
    that the applicant has not chosen yet.
    """
    applicant, road = coach.profile.applicant, coach.road.plan
    chosen = applicant.match_year is not None and applicant.hours_a_week
    if not chosen or applicant.match_result == "not_matched":
        return ""
    if road.end and road.is_out_of_reach and applicant.match_result in BINDING:
        return _late_start(coach, road.end)
    if honest := too_long(coach, ways):
        return honest
    if not plan.slipped:
        return ""
    first = plan.slipped[0]
    others = f", and {len(plan.slipped) - 1} more" if len(plan.slipped) > 1 else ""
    repair = f"{others}. Cheapest repair: {_repair(first, plan)}"
    if first.late_days:
        return f"Slipped  {first.task.title}, {in_days(first.late_days)}{repair}"
    return f"Begin now  {first.task.title}{repair}"


def too_long(coach: Coach, ways: tuple[str, str] = ON_PAGES) -> str:
    """That the road is too long for the Match year, and what fits; "" where it is not."""
    road, ways_on = coach.road.plan, coach.ahead.ways
    if not ways_on or not road.end:
        return ""
    words = _too_long(coach, road.end, ways_on, ways)
    return f"Honestly  at {hours(road.hours)} a week {words}"


def _late_start(coach: Coach, end: Step) -> str:
    """What does not fit before the start, and whom to tell: ECFMG too where a visa is needed."""
    late, who = length(-(end.spare_days or 0)), coach.profile.applicant
    others = " and ECFMG" * (needs_visa(who) is not False or end.task.key in CERTIFYING)
    return (
        f"Honestly  “{end.title}” comes {late} too late: tell the program{others} now. "
        "A later start comes before a waiver (`coach after`: whom to ask when)."
    )


def _repair(step: Step, plan: Week) -> str:
    """What mends a late step: a short one is begun; a long one has its hours of this week."""
    planned = (line.hours for line in plan.planned if line.step.task.key == step.task.key)
    amount = next(planned, None)
    if step.task.hours.low <= LARGE_HOURS:
        return f"start it, {hours(amount or step.task.hours.low)}"
    return f"{hours(amount)} of it this week" if amount else "more hours, or a later year"


def _too_long(coach: Coach, end: Step, reach: Ways, ways: tuple[str, str]) -> str:
    """What does not fit, and the ways on."""
    count, change = ways
    if end.band and end.due and end.gate is None and end.last_day:
        return (
            f"“{end.task.title}” does not fit before your test day, "
            f"{short(end.due, coach.today)}: count what is behind you ({count}), more hours, or a "
            f"later day ({change})"
        )
    ways_on = _ways_on(reach)
    if end.band and end.band.leads:
        ways_on.append("your test day once it is booked")
    done = end.early_finish or coach.today
    return (
        f"“{end.title}” is done about {done.day} {done:%b %Y}, {spare(end.spare_days or 0)} for "
        f"the Match of {coach.season.year}. What fits: {', or '.join(ways_on) or 'more hours'} "
        f"({change})"
    )
