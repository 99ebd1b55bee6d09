"""Interviews in words: what to know before one, how they were, whom to thank."""

from __future__ import annotations

from typing import Final

from coach.logs.interviews import Interview
from coach.records import Evidence, Rule, TalkRow
from coach.rules.fields import FACTS
from coach.saying.locked import lock_words
from coach.saying.rotations import source
from coach.saying.season import clash_words, interviews_ahead, own_hour, same_day, there
from coach.saying.table import Col, table
from coach.saying.text import ROOM, Line, head, labelled, notes, parted
from coach.season.talks import NO_WORDS
from coach.subjects.coach import Coach
from coach.subjects.talks import MARKS, Before, is_night, starts
from coach.wording import counted, fact_words, known, short

BEFORE: Final = "b: what to confirm, ask and tell; your stories; practice questions"
NOT_MARKED: Final = "not told yet: y, five keys and a note"
WELCOME: Final = "mail is welcome, within 24-48 hours (unverified); n once sent"
ASK_FIRST: Final = "ask first: did they say yes to mail? y keeps what they said"
NOT_WANTED: Final = "they said no to mail: do not write"
NO_RANKING: Final = "Sorted by gut. That is no ranking; what you wrote that day is kept for later."
LIBRARY: Final = ("aamc-interviewing-guides", "mock-interviews")
"""Of the catalogue: where questions are, and who asks them."""
FOUND: Final = "Found by words in your log of experience."
NOTHING: Final = (
    "None found: write into your log of experience what an entry taught you, and why it mattered."
)


def when_words(coach: Coach, interview: Interview) -> str:
    """Its hour there and in one's own zone, night named."""
    at = starts(interview)
    if at is None:
        return f"{own_hour(coach, interview)}; its hour and zone are not kept yet (e)"
    yours = _yours(coach, interview) or "your own zone is not told yet (Profile)"
    return f"{at:%a} {at.day} {at:%b} {there(interview)}; {yours}"


def _yours(coach: Coach, interview: Interview) -> str:
    """Its hour in one's own zone, night named; "" where either is not known."""
    at, own = starts(interview), coach.profile.applicant.time_zone
    if not (at and own):
        return ""
    from zoneinfo import ZoneInfo  # 5 ms, and only where hours matter

    night = ", at night" * is_night(at.astimezone(ZoneInfo(own)))
    return f"yours: {own_hour(coach, interview)}{night}"


def row_interviews(coach: Coach, interview: Interview, name: str) -> str:
    """Its own hour, the one there beside it, its state by the clock with its marks."""
    state = " ".join(map(str, (interview.state, *interview.marks)))
    words = {"day": own_hour(coach, interview), "zone": there(interview), "state": state}
    return words.get(name, "")


def typed_interviews(coach: Coach, interview: Interview) -> str:
    """What is to be known of one before it is kept: another one beside it, its hour here."""
    if interview.state != "booked" or coach.talks.over(interview):
        return ""
    other = same_day(coach, interview)
    clash = f"clash: {clash_words(interview, other)}" if other else ""
    return " · ".join(filter(None, (_yours(coach, interview), clash)))


def before(coach: Coach, page: Before) -> list[Line]:
    """One page: when, what to confirm, ask, tell, decline, practise."""
    interview, rules = page.interview, coach.library.rules
    minutes = f", {counted(interview.minutes, 'minute')}" if interview.minutes else ""
    told = rules["program_rules_told"]
    known_there = map(coach.library.catalogue.get, LIBRARY)
    asked: list[Rule | TalkRow] = [rules["questions_other_programs"], rules["questions_personal"]]
    asked += [row for row in coach.talks.notes.values() if row.kind in ("decline", "consent")]
    return parted(
        [
            head(interview.title),
            *labelled(
                ("When", when_words(coach, interview)),
                ("How", f"{interview.form}{minutes}"),
                ("Note", interview.note),
                ("Need", f"{rules['interview_needs'].text}{source(rules['interview_needs'])}"),
            ),
        ],
        [
            head("What is known of them, and what to confirm (?)"),
            *(_fact(name, fact, "-") for name, fact in page.known.items()),
            *(_fact(name, fact, "?") for name, fact in page.confirm.items()),
            _item(f"{told.text}{source(told)}"),
        ],
        [head("Questions to ask them"), *(_item(text) for text in page.ask)],
        [head("Your own stories, by what they show"), *_story_lines(coach, page)],
        [
            head("What they should not ask; you may decline and report"),
            *(_item(f"{row.text}{source(row)}") for row in asked),
        ],
        [head("To practise, aloud"), *practice(coach, page.practice)],
        labelled(
            ("Prepare", f"{rules['interview_prepare'].text}{source(rules['interview_prepare'])}"),
            ("Mock", f"{rules['mock_count'].text}{source(rules['mock_count'])}"),
            *(("Library", f"{each.name}: {each.tip}") for each in filter(None, known_there)),
        ),
    )


def _fact(name: str, fact: Evidence, sign: str) -> Line:
    value = "" if fact.value is None else f"{fact_words(fact)}, "
    return _item(f"{FACTS[name].label}: {value}{known(fact)}", sign)


def _item(text: str, sign: str = "-") -> Line:
    return Line.of(f"{sign} {text}", indent=2, hang=2)


def _story_lines(coach: Coach, page: Before) -> list[Line]:
    log = coach.logs["experience"]
    entries, lacking = log.entries(), [each.trait for each in page.stories if not each.keys]
    lines = [
        _item(f"{each.trait}: {'; '.join(log.log.title(entries[key]) for key in each.keys)}")
        for each in page.stories
        if each.keys
    ]
    if lacking and lines:
        lines.append(_item(f"nothing found for: {' · '.join(lacking)}", "?"))
    return [*lines, Line.of(f"{FOUND if lines else NOTHING} {NO_WORDS}", "dim", indent=2)]


def practice(coach: Coach, rows: list[TalkRow]) -> list[Line]:
    """Questions to practise, each with its kind."""
    kinds = "Our own wording, from general knowledge (unverified); answer each in ninety seconds."
    return [*(Line.labelled(row.kind, row.text) for row in rows), Line.of(kinds, "dim", indent=2)]


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
        return lock_words(coach)
    return WELCOME if interview.contact else ASK_FIRST


def beside_interviews(coach: Coach, interview: Interview) -> list[Line]:
    """When it is and what to do, or how it was and what may follow."""
    title = Line.of(f"{interview.title}, {interview.state}", "strong")
    when, note = ("When", when_words(coach, interview)), ("Note", interview.note)
    if not coach.talks.over(interview):
        prepare = "" if interview.state == "cancelled" else BEFORE
        other = same_day(coach, interview)
        words = f"{clash_words(interview, other)}: c cancels one" if other else ""
        clash = ("Clash", [(words, "warn")] if other else "")
        return [title, *labelled(when, clash, ("Before", prepare), note)]
    marks = zip(MARKS, interview.marks, strict=False)
    felt_words = " · ".join(f"{name} {mark}" for name, mark in marks) or NOT_MARKED
    day = f" ({short(interview.felt_on, coach.today)})" if interview.felt_on else ""
    thanks = ("Thanks", thanks_words(coach, interview))
    return [title, *labelled(("Felt", f"{felt_words}{day}"), thanks, note, when)]


def reading_interviews(coach: Coach, interview: Interview) -> list[Line]:
    """What to read before it; after it what the rules say of thanks and second looks."""
    if not coach.talks.over(interview) and interview.state != "cancelled":
        return before(coach, coach.talks.before(interview.key))
    rule, second = coach.library.rules["thank_you_policy"], coach.talks.notes["second_look"]
    rules = [("A note", f"{rule.text}{source(rule)} {NO_WORDS}")] * (interview.contact != "no")
    look = ("Second look", f"{second.text}{source(second)}")
    return [*beside_interviews(coach, interview), *labelled(*rules, look)]


def standing_interviews(coach: Coach) -> list[Line]:
    """The impressions side by side, the best gut first."""
    marked = [each for each in coach.talks.entries.values() if each.marks]
    ordered = sorted(marked, key=lambda each: -(each.gut or 0))
    columns = (Col("1 to 5", 2, least=18, left=True), *(Col(name, 3) for name in MARKS))
    lines = table(columns, [(each.title, *map(str, each.marks)) for each in ordered], ROOM - 1)
    return [*lines, Line.of(NO_RANKING, "dim")] if lines else []


def short_interviews(coach: Coach) -> str:
    """How many are ahead, and of how many it is told how they were."""
    entries = coach.talks.entries.values()
    over = [each for each in entries if coach.talks.over(each)]
    ahead, marked = len(interviews_ahead(coach)), sum(bool(each.marks) for each in over)
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
