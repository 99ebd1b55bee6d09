"""How things are said, on pages and by commands alike: facts, days, hours."""

from __future__ import annotations

from datetime import date, datetime, time
from math import ceil
from typing import Final

from coach.cells import cut as cut
from coach.records import OF_A_LOG, Country, Event, Evidence, Numbers, Program, Specialty, Task
from coach.rules.fields import in_words

STATUS_WORDS: Final = {
    "confirmed": "you",
    "official": "official",
    "quoted": "quoting an official page",
    "second-hand": "stated",
    "unverified": "unverified",
    "uncertain": "sources disagree, ask",
    "projected": "expected",
    "estimated": "estimated",
    "unknown": "not stated",
}
TRACKS: Final = {
    "C": "categorical: the whole residency in one place",
    "M": "primary care track, the whole residency in one place",
    "P": "preliminary: one year only; what follows is a separate match",
}
"""What the letter in an NRMP code means for the applicant."""
LONG_DAYS: Final = 90
"""Days above which a length is said in months or years."""
NO_HOURS: Final = "No hours a week, so no chance is reckoned."
"""Said where chances would stand for somebody who has no hours at present."""


def known(evidence: Evidence) -> str:
    """How sure a fact is, with its year: `stated 2025, check`, `you, 2026-10-03`."""
    words = STATUS_WORDS[evidence.status]
    if evidence.status == "unknown":
        return evidence.note or words
    if evidence.as_of:
        words = (
            f"{words}, {evidence.as_of}"
            if evidence.status == "confirmed"
            else (f"{words} {evidence.as_of}")
        )
    if evidence.status == "second-hand":
        words += ", check"
    return f"{words}; {evidence.note}" if evidence.note else words


CHANCE_MEANS: Final = (
    "of a hundred past applications with the counted features roughly this many were invited; "
    "eight programs in ten lie in the range, many invite none; not a promise."
)
RARE: Final = 0.005
"""Probability below which the words are `under 1 in 200`; never nought."""


def share_words(share: float) -> str:
    """A probability in the one form that it has: `9 %`, `1 in 70`, `under 1 in 200`."""
    if share < RARE:
        return "under 1 in 200"
    if share < 0.015:
        return f"1 in {10 * round(0.1 / share)}"
    return "over 98 %" if share > 0.985 else f"{100 * share:.0f} %"


def share_range(low: float, high: float) -> str:
    """Two probabilities as a range: `9-19 %`, `1 in 100 to 5 %`; never one number above 5 %."""
    if low >= 0.05 and round(100 * low) == round(100 * high) < 98:
        low, high = int(100 * low) / 100, int(100 * low) / 100 + 0.01
    few, many = share_words(low), share_words(high)
    if few == many:
        return few
    if many in few:
        return f"at most {many}"
    if few.count(" ") == many.count(" ") == 1:
        return f"{few.removesuffix(' %')}-{many}"
    return f"{few} to {many}"


def chance_words(numbers: Numbers) -> str:
    """The chance with its range: `3 % (under 1 in 200 to 8 %)`, `closed`, "" for no number."""
    chance = numbers.chance
    if numbers.failed:
        return "closed"
    return f"{share_words(chance.mid)} ({share_range(chance.low, chance.high)})" if chance else ""


def chance_brief(numbers: Numbers) -> str:
    """The middle and what it is under in eight letters, in percent: `3 (<8)`; below 2 % the
    middle alone, `1 in 70`."""
    chance = numbers.chance
    if numbers.failed or chance is None:
        return chance_words(numbers)
    middle = share_words(chance.mid).removesuffix(" %")
    if middle.isdigit():  # rounded as the same end is in words: to 12 %
        return f"{middle} (<{max(round(100 * chance.high), int(middle) + 1)})"
    return middle.replace("under 1 in ", "<1/")


def brief_range(low: float, high: float) -> str:
    """A range in at most seven letters, for columns: `<3 %`, `9-19 %`, `>95 %`."""
    if low < 0.015:
        return f"<{ceil(100 * high)} %"
    return f">{int(100 * low)} %" if high > 0.985 else share_range(low, high)


def gate_words(gate: str) -> str:
    """A gate by its name: `graduation year`, `Step 2 CK`."""
    return gate.replace("_", " ").replace("step2ck", "Step 2 CK").replace("step3", "Step 3")


def fact_words(evidence: Evidence) -> str:
    """The value of a fact: `80`, `~55 (30-77)`, `~65 % say yes`, `not stated`."""
    if evidence.status == "estimated":
        if evidence.probability is not None:
            return f"~{100 * evidence.probability:.0f} % say yes"
        return f"~{evidence.value:.0f} ({evidence.low:.0f}-{evidence.high:.0f})"
    if evidence.value is None:
        return "not stated"
    return in_words(evidence.field, evidence.value)


def short_name(program: Program) -> str:
    """A program's name without the word that all of them end in."""
    return program.name.removesuffix(" Program")


def specialty_letters(specialty: Specialty) -> str:
    """A specialty in at most four letters: its shortest abbreviation, else its beginning, of a
    combined one two letters each: `MePs`."""
    short = sorted((word for word in specialty.aliases if len(word) <= 4), key=len)
    if short:
        return short[0].upper()
    first, _, second = specialty.name.partition("-")
    return first[:2] + second[:2] if second else first[:4]


def track(program: Program) -> str:
    """Whether a post is categorical, preliminary or advanced, in words; "" when no code says."""
    return TRACKS.get(program.nrmp_code[7:8], "")


def country_note(country: Country) -> str:
    """What to say to somebody of a nationality that was on a list: a dated fact, no verdict."""
    return (
        f"A {country.extent} list of visa suspensions as of {country.as_of} named {country.listed} "
        f"({country.what}); who travels on the passport of another country is outside it. Whether "
        "it stands today: travel.state.gov. Ask ECFMG or a lawyer before you pay for anything. "
        "General information, not legal advice."
    )


def short(day: date | None, today: date) -> str:
    """A day as a person writes it: `3 Mar`, or `3 Mar 2027` where another year might be read."""
    return _dated(day, today, "{:%Y}")


def narrow(day: date | None, today: date) -> str:
    """The same for a column: `3 Mar`, or `3 Mar 27`."""
    return _dated(day, today, "{:%y}")


def _dated(day: date | None, today: date, year: str) -> str:
    if day is None:
        return ""
    is_other = day.year != today.year or today.toordinal() - day.toordinal() > LONG_PAST_DAYS
    return f"{day.day} {day:%b}" + f" {year.format(day)}" * is_other


LONG_PAST_DAYS: Final = 182
"""Days after which a day of this year would be taken for one of the next."""


EASTERN: Final = "America/New_York"


def moment(event: Event) -> datetime | None:
    """The event as a point in time, None for a whole day."""
    if not event.time:
        return None
    # 5 ms, and only where hours matter.
    from zoneinfo import ZoneInfo

    hour, minute = map(int, event.time.split(":"))
    return datetime.combine(event.day, time(hour, minute), ZoneInfo(event.zone))


def day_in(event: Event, zone: str | None) -> date:
    """The day on which its hour falls where somebody lives."""
    at = moment(event)
    if at is None or not zone:
        return event.day
    from zoneinfo import ZoneInfo

    return at.astimezone(ZoneInfo(zone)).date()


def hour_words(
    at: datetime,
    zone: str | None,
    today: date | None = None,
    weekday: bool = False,
    month: bool = True,
) -> str:
    """`29 Jan 23:59 ET (30 Jan 09:59 yours)`, or `Mon 15 Mar 10:00 ET (19:00 yours)`.

    With `today` and in another year `29 Jan 27 23:59 ET`; without the month, for an hour of this
    week: `Mon 10:00 ET (19:00 yours)`.
    """
    of = str(at.tzinfo)
    day = f"{narrow(at, today)} " if today else _day_words(at, weekday, month)
    words = f"{day}{at:%H:%M}{' ET' if of == EASTERN else ''}"
    if not zone or zone == of:
        return words
    # 5 ms, and only where somebody lives in another zone.
    from zoneinfo import ZoneInfo

    mine = at.astimezone(ZoneInfo(zone))
    day = _day_words(mine, weekday, month) if mine.date() != at.date() else ""
    return f"{words} ({day}{mine:%H:%M} yours)"


def _day_words(at: datetime, weekday: bool, month: bool) -> str:
    return f"{at:%a} " * weekday + f"{at.day} {at:%b} " * month


def hour(event: Event, today: date) -> str:
    """A day with the hour at which it counts, where it has one: `3 Mar 21:00 ET`."""
    return f"{short(event.day, today)} {event.time} ET" if event.time else short(event.day, today)


def counted(count: float, word: str) -> str:
    """`1 month`, `2.5 months`."""
    return f"{count:g} {word}{'' if abs(count) == 1 else 's'}"


def in_days(count: int) -> str:
    """`1 day`, `23 days`."""
    return counted(count, "day")


def hours(amount: float) -> str:
    """`0.5 h`, `12 h`."""
    return f"{round(amount, 2):g} h"


def spare(days: int) -> str:
    """`13 days to spare`, `about 3 years too long`: how a chain stands to its Match year."""
    return f"{length(abs(days))} {'to spare' if days >= 0 else 'too long'}"


def length(days: float) -> str:
    """`23 days`, `about 7 months`, `about 3.3 years`: no plan knows a year to the day."""
    if days <= LONG_DAYS:
        return in_days(round(days))
    months = round(days / 30.44)
    return f"about {months} months" if months < 24 else f"about {days / 365.25:.1f} years"


def public(event: Event) -> str:
    """A date's title where others may read it: of an interview not with whom."""
    return "An interview" if event.key.startswith("interviews/") else event.title


def outward(task: Task) -> str:
    """A task's title where others may read it: a step of a log names people."""
    return f"A step of your {task.key.partition('/')[0]}" if OF_A_LOG in task.who else task.title
