"""Experience in words: what an entry counts as, what it lacks, and the text for MyERAS."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from coach.logs.answers import TOLD
from coach.logs.experience import Experience, months_had, months_of
from coach.prepare.rotations import EntryText, checks, gaps, grade, papers, recognisable, span_of
from coach.records import Fact, RotationFact
from coach.rules.conditions import US_KINDS
from coach.saying.text import DONE, GATE_SIGNS, OPEN, Line, head, labelled, rows
from coach.subjects.coach import Coach
from coach.subjects.rotations import Buys
from coach.wording import STATUS_WORDS, counted, short

LAW: Final = "General information, not legal advice; ask the host and a lawyer."
WEEKS_A_MONTH: Final = 52 / 12


def source(fact: Fact | None) -> str:
    """How sure a fact is, and of which day: ` (stated 2026-11-22)`."""
    return f" ({STATUS_WORDS[fact.status]} {fact.as_of})" if fact else ""


def beside_experience(coach: Coach, entry: Experience) -> list[Line]:
    """How an entry counts, what status allows, what it lacks, its text."""
    around = coach.rotations.around
    facts, fact = around.facts, grade(entry, around.facts)
    months = months_of(entry)
    amount = counted(months, "month") if months else "no dates and no months yet"
    amount += ", still ahead" * bool(entry.since and entry.since > around.today)
    held = coach.rotations.allowed(entry)
    rule = held and coach.library.rules[held.fact]
    return [
        Line.labelled("Counts", (fact.title, "strong"), (f" · {amount}{_hours(entry)}", "")),
        *_characters(coach, entry),
        *_status(coach, entry),
        *_lacking("Papers", papers(entry, facts), _is_ahead(coach, entry)),
        *_lacking("To check", checks(entry, facts), True),
        *_bought(coach, entry),
        *labelled(
            ("Letter", _letter(entry)),
            ("To note", _to_note(entry)),
            ("Patient", _patient(entry)),
            ("Signs", f"walk away: {coach.library.rules['vet_signs'].text}" * bool(entry.price)),
        ),
        Line.labelled("Why", (f"{fact.text}{source(fact)}", "dim")),
        *([Line.labelled("", (f"{rule.title}{source(rule)}. {LAW}", "dim"))] if rule else []),
    ]


def _hours(entry: Experience) -> str:
    if not entry.hours:
        return ""
    total = entry.hours * months_of(entry) * WEEKS_A_MONTH
    return f" · {entry.hours:g} h a week{f', about {total:.0f} h' if total else ''}"


def _is_ahead(coach: Coach, entry: Experience) -> bool:
    """Whether it is still to begin, or has no day yet."""
    return entry.place != TOLD and (entry.since or coach.today) >= coach.today


def _status(coach: Coach, entry: Experience) -> list[Line]:
    held = coach.rotations.allowed(entry)
    if held is None:
        return []
    is_past = not _is_ahead(coach, entry) and held.outcome != "pass"
    past = " By today's status; the one you had there counts." * is_past
    sign = (f"{GATE_SIGNS[held.outcome]} ", "" if held.outcome == "pass" else "warn")
    return [Line.labelled("Status", sign, f"{held.says}{past}")]


def _lacking(label: str, asked: Sequence[tuple[RotationFact, bool]], is_ahead: bool) -> list[Line]:
    if not asked or not is_ahead:
        return []
    left = [fact for fact, done in asked if not done]
    if not left:
        return [Line.labelled(label, f"{DONE} all of {len(asked)}")]
    rest = f"{len(left)} of {len(asked)} open: {', '.join(fact.title for fact in left)}"
    return [Line.labelled(label, f"{rest} ({STATUS_WORDS[left[0].status]}; ask them)")]


def _bought(coach: Coach, entry: Experience) -> list[Line]:
    """The price beside what it buys; nothing for what is free, or was told as a number."""
    if not entry.price:
        return []
    bought = coach.rotations.buys(entry)
    per = f", {entry.price / months_of(entry):,.0f} a month" if months_of(entry) else ""
    more = f" The same money is {bought.applications} applications beyond the 30th."
    words = f"{entry.price:,.0f} USD{per}: {_for_it(bought)}.{more * bool(bought.applications)}"
    return [Line.labelled("Price", words)]


def _for_it(bought: Buys) -> str:
    """What an entry does for the list, with its numbers."""
    share = bought.share if bought.opened or bought.sure else None
    ways = {
        f"opens {len(bought.opened)} of the {bought.stating} programs whose limit you read": (
            bought.opened
        ),
        f"makes sure of {len(bought.sure)}": bought.sure,
        f"together {share or 0:.1f} % of your list's worth": share is not None,
        f"passes a filter more: {'; '.join(bought.filters)}": bought.filters,
        f"a US letter from there passes one more: {'; '.join(bought.by_letter)}": bought.by_letter,
    }
    told = ", ".join(words for words, holds in ways.items() if holds)
    return told or "nothing on your list asks for it, as far as you read"


def _characters(coach: Coach, entry: Experience) -> list[Line]:
    for text in coach.rotations.texts():
        if text.entry.key == entry.key:
            return [Line.labelled("MyERAS", *_used(text))]
    return []


def _used(text: EntryText) -> list[tuple[str, str]]:
    """Place and characters of an entry, with what is over."""
    place = f"place {text.place}" if text.place else "stays out"
    parts = [(f"{place} · {text.used} of {text.limit} characters", "")]
    if text.over:
        parts.append((f", {text.over} over", "warn"))
    if text.is_meaningful:
        parts.append((f" · why it mattered {text.more_used} of {text.more_limit}", ""))
    elif text.more_used:
        parts.append((" · why it mattered stays out: three only", "warn"))
    if text.more_over:
        parts.append((f", {text.more_over} over", "warn"))
    return parts


def _letter(entry: Experience) -> str:
    if entry.country != "us" or entry.kind == "break" or not (entry.letter or entry.supervisor):
        return ""
    words = {"yes": "they would write", "maybe": "they may write", "no": "they would not write"}
    return ", ".join(filter(None, (entry.supervisor, words.get(entry.letter, "not asked yet"))))


def _to_note(entry: Experience) -> str:
    """What an entry of MyERAS, or whoever writes of it, will ask for."""
    if entry.place == TOLD or entry.kind == "break":
        return ""
    asked = {
        "dates": entry.since,
        "hours a week": entry.hours,
        "setting": entry.setting or entry.kind not in US_KINDS,
        "who saw it": entry.supervisor,
        "what it taught you": entry.reflection,
    }
    return ", ".join(name for name, told in asked.items() if not told)


def _patient(entry: Experience) -> str:
    told = recognisable(entry.reflection, entry.entry, entry.meaningful)
    words = ", ".join(f"“{word}”" for word in told)
    return f"could somebody recognise a patient by {words}? Leave it out." if told else ""


def standing_experience(coach: Coach) -> list[Line]:
    """Months that count, gaps, papers of what is ahead, and the ten entries."""
    entries = list(coach.rotations.entries.values())
    if not entries:
        return []
    texts = coach.rotations.texts()
    over = sum(bool(text.over or text.more_over) for text in texts)
    out = sum(not text.place for text in texts)
    written = sum(bool(text.used) for text in texts)
    entry_words = [f"{written} of {len(texts)} have their text"]
    entry_words += [f"{over} over the limit"] * bool(over) + [f"{out} stay out"] * bool(out)
    return [
        Line.labelled("Counts", short_experience(coach)),
        *gap_lines(coach),
        Line.labelled("MyERAS", f"{', '.join(entry_words)}; `coach experience entries`."),
    ]


def gap_lines(coach: Coach) -> list[Line]:
    """The times that no dated entry tells of, and how to name one."""
    around, entries = coach.rotations.around, coach.rotations.entries.values()
    listed = gaps(entries, around.graduation, around.today)
    undated = sum(span_of(entry, around.today) is None for entry in entries)
    lines = [
        Line.labelled(
            "Gap", f"{gap.since:%b %Y} to {gap.until:%b %Y}, {counted(gap.months, 'month')}"
        )
        for gap in listed
    ]
    if listed and undated:
        lines.append(Line.labelled("", (f"Without dates: {undated}; they may lie there.", "dim")))
    if listed:
        name = "rotation Study for Step 2 break 1 jan 2025 30 jun 2025"
        lines.append(Line.labelled("", (f"Date what was there, or name it: {name}", "dim")))
    if around.graduation is None:
        lines.append(Line.labelled("Gap", "your graduation date is not answered (Profile)"))
    return lines


def short_experience(coach: Coach) -> str:
    """Months of US clinical experience, and of the rest."""
    months: dict[str, float] = {}
    ahead = 0.0
    for entry in coach.rotations.entries.values():
        name = entry.kind if entry.country == "us" else f"{entry.kind} abroad"
        had = months_had(entry, coach.today)
        months[name] = months.get(name, 0) + had
        ahead += (months_of(entry) - had) * (name in US_KINDS)
    clinical = sum(months.pop(name, 0) for name in US_KINDS)
    still = f" ({ahead:g} more ahead)" if ahead else ""
    rest = [f"{name} {amount:g}" for name, amount in months.items()]
    return ", ".join([f"{counted(clinical, 'month')} of US clinical experience{still}", *rest])


def entries(coach: Coach, texts: Sequence[EntryText]) -> list[Line]:
    """The entries in their order, for typing off: the applicant's own words, with their limits."""
    facts = coach.rotations.around.facts
    limit = facts["characters"]
    lines: list[Line] = []
    for text in texts:
        name = f"{text.place}. {text.entry.place}" if text.place else f"Out: {text.entry.place}"
        days = [short(day, coach.today) for day in (text.entry.since, text.entry.until) if day]
        lines += [
            head(f"{name}, {text.entry.kind}{', most meaningful' * text.is_meaningful}"),
            *labelled(("", " to ".join(days) or "no dates")),
            Line.labelled("", *_used(text)),
            *rows(text.entry.entry.splitlines() or [f"{OPEN} no text yet"]),
            *(rows(text.entry.meaningful.splitlines()) if text.is_meaningful else ()),
            Line(),
        ]
    most, meaningful = (f"{facts[key].amount:g}" for key in ("entries", "meaningful"))
    limits = (
        f"Up to {most} experiences, {meaningful} of them most meaningful; seen for the season of "
        f"{limit.season}{source(limit)}: check MyERAS."
    )
    scholarly = coach.library.rules["scholarly_work"]
    works = f"{scholarly.title}: {scholarly.text}{source(scholarly)}"
    return [*lines, Line.of(limits, "dim"), Line.of(works, "dim")]


def asked_of(coach: Coach, entry: Experience, field: str) -> dict[str, str]:
    """What a host asks for, or what to check before paying, by key; signed where it is there."""
    facts = coach.rotations.around.facts
    asked = papers(entry, facts) if field == "papers" else checks(entry, facts)
    return {fact.key: f"{DONE if done else OPEN} {fact.title}: {fact.text}" for fact, done in asked}
