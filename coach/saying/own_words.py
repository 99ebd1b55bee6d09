"""What an answer says of this applicant: one function for each kind of thing that is worked out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Final

from coach.journey.clock import next_exam
from coach.logs.exams import NAMES
from coach.profile.fields import BY_KEY
from coach.records import Advice, CoachError, Country
from coach.rules.programs import GATES
from coach.rules.visas import VISA_NAMES
from coach.saying.applying import outlook
from coach.saying.letters import rule_words
from coach.saying.money import headline
from coach.saying.ordering import chance_line
from coach.saying.plan import over, too_long
from coach.saying.rules import way_on
from coach.saying.study import plan_lines
from coach.saying.task import when
from coach.subjects.coach import Coach
from coach.wording import STATUS_WORDS, gate_words, in_days, short, spare

LONG: Final = ("list", "signals")
"""Kinds that rest on a view of the list, which takes long and is kept."""


def own_words(coach: Coach, advice: Advice, has_time: bool) -> list[str]:
    """What an answer says of this applicant; `has_time`: also what takes long."""
    words = []
    for kind, _, key in (item.partition(":") for item in advice.own):
        try:
            if has_time and kind in LONG and coach.applying.kept(kind) is None:
                coach.work_out(kind)
            if has_time or kind != "years":  # takes long, and is not kept
                words.append(OWN[kind](coach, key))
        except (CoachError, LookupError):
            continue  # nothing is known of it for this applicant
    return list(dict.fromkeys(filter(None, words)))


def _rule(coach: Coach, key: str) -> str:
    held = {held.rule: held for held in coach.profile.rules()}[key]
    way = re.sub(r"^Add \S+ to the profile\.$", "Say it on the Profile page (7).", way_on(held))
    return f"{held.detail} {'' if held.outcome == 'pass' else way}".strip()


def _date(coach: Coach, key: str) -> str:
    event = {event.key: event for event in coach.season.calendar()}[key]
    left = (event.day - coach.today).days
    ahead = f"in {in_days(left)}" if left > 0 else "today" if left == 0 else "gone by"
    sure = "" if event.status == "official" else f"; {STATUS_WORDS[event.status]}"
    return f"{event.title}: {short(event.day, coach.today)} ({ahead}{sure})."


def _task(coach: Coach, key: str) -> str:
    step = coach.road.step(key)
    stands = "done" if step.finished else when(step)
    return f"{step.title}: {stands}." if stands else ""


def _fee(coach: Coach, key: str) -> str:
    fee = coach.advice.fee(key)
    price = f"{fee.currency} {fee.amount:,g} {fee.unit}"
    return f"{fee.item}: {price} ({fee.season}, {STATUS_WORDS[fee.status]})."


def _gate(coach: Coach, rule: str) -> str:
    counts = coach.advice.gate(rule)
    told = coach.profile.answers
    settled_by = "specialties", *GATES[rule].settles.split(" and ")
    asked = [BY_KEY[key].label for key in settled_by if key in BY_KEY and key not in told]
    if asked and (counts["unknown"] == counts.total() or "specialties" not in told):
        labels = " and ".join(f"“{label}”" for label in asked)
        return f"Say {labels} on the Profile page (7): then your programs are counted here."
    name = gate_words(rule)
    says = ("pass", "open to you"), ("fail", "closed"), ("unknown", "do not say")
    told_of = ", ".join(f"{counts[word]} {what}" for word, what in says if counts[word])
    return f"By {name}, of the {counts.total()} programs of your specialties: {told_of}."


def _sponsors(coach: Coach, what: str) -> str:
    """How many programs say that they take a visa; `what`: the visa and the states asked for."""
    kind, _, states = what.partition("@")
    mine, wanted = coach.programs.mine, [state for state in states.split(";") if state]
    there = [each for each in mine if each.state in wanted or not wanted]
    counts = Counter(getattr(each, f"visa_{kind}") for each in there)
    of = "your specialties" if coach.profile.applicant.specialties else "all specialties"
    place = " in " * bool(wanted) + " and ".join(coach.programs.states[key].name for key in wanted)
    yes, no, silent = counts["yes"], counts["no"], len(there) - counts["yes"] - counts["no"]
    return (
        f"Of {len(there)} programs of {of}{place}, {yes} say yes to the {VISA_NAMES[kind]}, "
        f"{no} no; {silent} do not say."
    )


def _list(coach: Coach, what: str) -> str:
    told = coach.applying.kept("list")
    if told is None:
        return "Your own number: your list works it out (3, then L)."
    order, stop = getattr(told.answer, "order", ()), getattr(told.answer, "stop", None)
    if not order:
        return told.nothing
    if what == "chance":
        return f"All {len(order)} of your list: {outlook(order[-1])}."
    why = stop.why if stop else next((text for _, text in told.first), "")
    why = re.split(r"[.;] ", f"{why[:1].upper()}{why[1:]}")[0].removesuffix(".") + "." * bool(why)
    listed = order[: stop.after if stop else None]
    return f"Your list: {len(listed)} applications, USD {listed[-1].total_cost:,.0f}. {why}".strip()


def _study(coach: Coach, _: str) -> str:
    plan = coach.study.plan()
    head, *lines = plan_lines(coach, plan)
    needed = next((line.text for line in lines if line.label == "Hours" and plan.bank), "")
    return " ".join(f"{text.removesuffix('.')}." for text in (head.text, needed) if text)


def _signals(coach: Coach, _: str) -> str:
    told = coach.applying.kept("signals")
    names = [each.name for each in getattr(told and told.answer, "signals", ())[:3]]
    return f"Where a signal adds most for you: {', '.join(names)}." if names else ""


def _years(coach: Coach, what: str) -> str:
    compared = coach.deciding.years()
    first = f"The first Match that your road reaches is {compared.first_year}."
    words = [first] if compared.first_year else []
    both = zip((compared.this, compared.next), compared.sentences, strict=True)
    for side, sentences in both if what == "compare" else ():
        words += [f"In {side.season}: {sentences[0]}"] if sentences else []
    return " ".join(words)


def _chance(coach: Coach, _: str) -> str:
    ranks = len(coach.ordering.primary) or coach.status.now.interviews
    length = coach.ordering.chance(ranks) if ranks else None
    if length is None or length.range is None:
        return ""
    year = length.range.year
    return f"Matched in past seasons ({year}; no promise): {chance_line(coach, length)}."


def _late(coach: Coach, _: str) -> str:
    """Whether the Match year can still be reached, and by when its chain must begin."""
    plan, who = coach.road.plan, coach.profile.applicant
    if who.match_year is None or not who.hours_a_week:
        return "Say your Match year and hours a week on the Profile page (7): then it is told here."
    if honest := over(coach) or too_long(coach):
        return f"{honest}."
    if plan.spare is None:
        return ""
    chain, days = f"the chain that your Match of {coach.season.year} hangs on", spare(plan.spare)
    stands = f"No: {chain} has {days}."
    if plan.spare < 0:
        stands = f"Nearly: {chain} is {days}, which a plan can still catch up."
    first = next((step for key in plan.critical if (step := plan.by_key[key]).latest_start), None)
    return f"{stands} It begins with “{first.title}”: {when(first)}." if first else stands


def _listed(coach: Coach, what: str) -> str:
    """What lists of suspended visas named: of the countries asked for, else all of them where no
    passport is said."""
    every, asked = coach.advice.countries, what.partition("@")[2]
    if asked:
        return " ".join(_on_list(every[name]) for name in asked.split(";"))
    lists: dict[str, list[str]] = {}
    for each in every.values() if not coach.profile.applicant.citizenship else ():
        if each.extent:
            sure = STATUS_WORDS[each.status]
            lists.setdefault(f"The {each.extent} list of {each.as_of} ({sure})", []).append(
                each.name
            )
    return " ".join(f"{head}: {', '.join(names)}." for head, names in sorted(lists.items()))


def _on_list(country: Country) -> str:
    if not country.extent:
        return f"{country.name}: on neither list that is known here."
    of = f"the {country.extent} list of {country.as_of} ({STATUS_WORDS[country.status]})"
    return f"{country.listed}: on {of}, {country.what}."


def _exam(coach: Coach, _: str) -> str:
    exam = next_exam(coach.profile.applicant)
    return f"Of those for the certificate yours is next: {NAMES[exam]}." if exam else ""


def _next(coach: Coach, _: str) -> str:
    step = coach.week.plan().planned[0].step
    return f"Your next step: {step.title}{f' ({stands})' if (stands := when(step)) else ''}."


OWN: Final[dict[str, Callable[[Coach, str], str]]] = {
    "rule": _rule,
    "date": _date,
    "task": _task,
    "fee": _fee,
    "gate": _gate,
    "sponsors": _sponsors,
    "list": _list,
    "letters": lambda coach, _: rule_words(coach, coach.profile.applicant.specialties[0]),
    "study": _study,
    "money": lambda coach, _: f"{headline(coach.money.forecast())}.",
    "signals": _signals,
    "years": _years,
    "chance": _chance,
    "exam": _exam,
    "late": _late,
    "listed": _listed,
    "next": _next,
    "stage": lambda coach, _: f"You are at “{coach.road.place.name}”: {coach.road.place.why}.",
}
"""By the kind of an item: what stands after its colon, for this applicant; "" for nothing."""
