"""Interviews in words: what to know before one, how they were, whom to thank."""

from __future__ import annotations

from typing import Final

from coach.logs.interviews import Interview
from coach.records import TalkRow
from coach.rules.fields import FACTS
from coach.saying.letters import LOCKED
from coach.saying.rotations import source
from coach.saying.season import interviews_ahead
from coach.saying.table import Col, table
from coach.saying.text import ROOM, Line, head, labelled, notes, parted
from coach.season.talks import NO_WORDS
from coach.subjects.coach import Coach
from coach.subjects.talks import MARKS, Before, is_night, marks_of, starts
from coach.wording import counted, fact_words, hour_words, known, short

ASK_FIRST: Final = "ask first: did they say yes to mail? y keeps what they said"
NOT_WANTED: Final = "they said no to mail: do not write"
NO_RANKING: Final = "Sorted by gut. That is no ranking; what you wrote that day is kept for later."
LIBRARY: Final = ("aamc-interviewing-guides", "mock-interviews")
"""Of the catalogue: where questions are, and who asks them."""
STORIES: Final = 6
"""Traits that are shown."""


def when_words(coach: Coach, interview: Interview) -> str:
    """Its hour there and in one's own zone, night named."""
    at, own = starts(interview), coach.profile.applicant.time_zone
    if at is None:
        day = short(interview.day, coach.today) if interview.day else "no day yet"
        return f"{day}; its hour and zone are not kept yet (e)"
    words = hour_words(at, own, weekday=True)
    if not own:
        return f"{words}, {interview.zone}; your own zone is not told yet (Profile)"
    from zoneinfo import ZoneInfo  # 5 ms, and only where hours matter

    mine = at.astimezone(ZoneInfo(own))
    if str(at.tzinfo) not in (own, "America/New_York"):
        words = f"{words}; first hour: {interview.zone}"
    return f"{words}; at night for you" if is_night(mine) else words


def before(coach: Coach, page: Before) -> list[Line]:
    """One page: when, what to confirm, ask, tell, decline, practise."""
    interview, rules = page.interview, coach.library.rules
    told = rules["program_rules_told"]
    facts = [(FACTS[name].label, _fact(page, name)) for name in (*page.known, *page.confirm)]
    return parted(
        [
            head(interview.title),
            *labelled(
                ("When", when_words(coach, interview)),
                ("How", f"{interview.form}, {counted(interview.minutes, 'minute')}")
                if interview.minutes
                else ("How", interview.form),
                ("Need", f"{rules['interview_needs'].text}{source(rules['interview_needs'])}"),
            ),
        ],
        [
            head("What is known of them, and what to confirm (?)"),
            *labelled(*facts),
            Line.of(f"{told.text}{source(told)}", indent=2),
        ],
        [head("Questions to ask them"), *(_item(text) for text in page.ask)],
        [head("Your own stories, by what they show"), *_story_lines(coach, page)],
        _decline_lines(coach),
        [head("To practise, aloud"), *practice(coach, page.practice)],
        labelled(
            ("Prepare", f"{rules['interview_prepare'].text}{source(rules['interview_prepare'])}"),
            ("Mock", f"{rules['mock_count'].text}{source(rules['mock_count'])}"),
            *_library(coach),
        ),
    )


def _fact(page: Before, name: str) -> str:
    fact = page.confirm.get(name)
    if fact is None:
        return f"{fact_words(page.known[name])} ({known(page.known[name])})"
    return "? not stated" if fact.value is None else f"? {fact_words(fact)} ({known(fact)})"


def _item(text: str) -> Line:
    return Line.of(f"- {text}", indent=2, hang=2)


def _story_lines(coach: Coach, page: Before) -> list[Line]:
    title = coach.logs["experience"].log.title
    entries = coach.talks.experience
    told = [each for each in page.stories if each.keys]
    lines = [
        _item(f"{each.trait}: {'; '.join(title(entries[key]) for key in each.keys)}")
        for each in told[:STORIES]
    ]
    lacking = " · ".join(each.trait for each in page.stories if not each.keys)
    if lacking:
        lines.append(_item(f"nothing found for: {lacking}"))
    where = "Found by words in your log of experience (its text, why it mattered, what it taught)."
    return [*lines, Line.of(f"{where} {NO_WORDS}", "dim", indent=2)]


def _decline_lines(coach: Coach) -> list[Line]:
    """What they should not ask, how to decline, what is never recorded."""
    rules = coach.library.rules
    asked = [rules["questions_other_programs"], rules["questions_personal"]]
    ways = [row for row in coach.talks.notes.values() if row.kind in ("decline", "consent")]
    return [
        head("What they should not ask; you may decline and report"),
        *(_item(f"{rule.text}{source(rule)}") for rule in asked),
        *(_item(f"{row.text}{source(row)}") for row in ways),
    ]


def practice(coach: Coach, rows: list[TalkRow]) -> list[Line]:
    """Questions to practise, each with its kind."""
    kinds = "Our own wording, from general knowledge (unverified); answer each in ninety seconds."
    return [*(Line.labelled(row.kind, row.text) for row in rows), Line.of(kinds, "dim", indent=2)]


def _library(coach: Coach) -> list[tuple[str, str]]:
    known = [coach.library.catalogue[key] for key in LIBRARY if key in coach.library.catalogue]
    return [("Library", f"{each.name}: {each.tip}") for each in known]


def felt(coach: Coach, changed: bool) -> list[Line]:
    """What was kept of how it was, and how the others were."""
    said = "Kept; the marks stay as they are from tomorrow." if changed else "Nothing to change."
    return [*notes(said), *standing_interviews(coach)]


def thanks_words(coach: Coach, interview: Interview) -> str:
    """Whether to write a note of thanks, by what they said."""
    if interview.thanked:
        return f"thanked on {short(interview.thanked, coach.today)}"
    if interview.contact == "no":
        return NOT_WANTED
    if coach.season.locked:
        return LOCKED
    rule = coach.library.rules["thank_you_policy"]
    allowed = f"{rule.text}{source(rule)} {NO_WORDS}"
    return allowed if interview.contact else f"{ASK_FIRST}"


def beside_interviews(coach: Coach, interview: Interview) -> list[Line]:
    """When it is and what to do, or how it was and what may follow."""
    title = Line.of(f"{interview.title}, {interview.state}", "strong")
    when = ("When", when_words(coach, interview))
    if not coach.talks.over(interview):
        cancelled = interview.state == "cancelled"
        prepare = "b: what to confirm, ask and tell; your stories; practice questions"
        return [title, *labelled(when, ("Before", "" if cancelled else prepare))]
    second = coach.talks.notes["second_look"]
    look = second.text if interview.contact != "no" else "they said no to contact"
    return [
        title,
        *labelled(
            ("How was it", _marks_words(coach, interview)),
            ("Thanks", thanks_words(coach, interview)),
            ("Second look", f"{look}{source(second)}"),
            when,
            ("Note", interview.note),
        ),
    ]


def _marks_words(coach: Coach, interview: Interview) -> str:
    marks = marks_of(interview)
    if not marks:
        return "not told yet: y, five keys and a note"
    each = " · ".join(f"{name} {mark}" for name, mark in zip(MARKS, marks, strict=True))
    day = short(interview.felt_on, coach.today) if interview.felt_on else ""
    return f"{each}, as felt on {day}"


def reading_interviews(coach: Coach, interview: Interview) -> list[Line]:
    """The entry and, before it, the page to prepare it by."""
    beside = beside_interviews(coach, interview)
    if coach.talks.over(interview) or interview.state == "cancelled":
        return beside
    return before(coach, coach.talks.before(interview.key))


def standing_interviews(coach: Coach) -> list[Line]:
    """The impressions side by side, the best gut first."""
    marked = [each for each in coach.talks.entries.values() if marks_of(each)]
    ordered = sorted(marked, key=lambda each: -(each.gut or 0))
    columns = (Col("1 to 5", 2, least=18, left=True), *(Col(name, 3) for name in MARKS))
    lines = table(columns, [(each.title, *map(str, marks_of(each))) for each in ordered], ROOM - 1)
    return [*lines, Line.of(NO_RANKING, "dim")] if lines else []


def short_interviews(coach: Coach) -> str:
    """How many are ahead, and of how many it is told how they were."""
    entries = coach.talks.entries.values()
    over = [each for each in entries if coach.talks.over(each)]
    ahead, marked = len(interviews_ahead(coach)), sum(bool(marks_of(each)) for each in over)
    held = f"{len(over)} held, {marked} marked" if over else ""
    return " · ".join(filter(None, (f"{ahead} ahead" if ahead else "", held)))


def closed_interviews(coach: Coach, interview: Interview) -> dict[str, str]:
    """Why there is nothing to mark or nobody to thank, by command."""
    is_over, reasons = coach.talks.over(interview), dict[str, str]()
    if not is_over:
        why = "it is cancelled" if interview.state == "cancelled" else "it is still to come"
        reasons = {"talks.felt": why, "talks.thanked": why}
    elif interview.thanked or interview.contact != "yes" or coach.season.locked:
        reasons = {"talks.thanked": thanks_words(coach, interview)}
    return reasons
