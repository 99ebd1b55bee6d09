"""People in words: the team, what comes next, where a name stands, and who was forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from coach.saying.locked import lock_lines
from coach.saying.text import Answer, Line, labelled
from coach.subjects.coach import Coach
from coach.subjects.people import AS, RULES, WHO, YES, Forgot
from coach.wording import short, short_name

if TYPE_CHECKING:
    from coach.subjects.kept import Person


BUSY: Final = (
    "Another window kept the file busy: pages that are no longer used may still hold it until the "
    "next time somebody is forgotten."
)


def beside_people(coach: Coach, person: Person) -> list[Line]:
    """Last contact and next step, the place, and every entry that carries the name."""
    is_due = any(group.key == person.key for group in coach.people.check_ins)
    week = (person.goal, "check in this week" if is_due else "")
    entries, last = coach.people.naming(person.name), coach.people.last_contact(person)
    lines = labelled(
        ("Role", AS[person.role]),
        ("In touch", short(last, coach.today) if last else "not told yet"),
        ("Next", _next_words(coach, person)),
        ("Week", "; ".join(filter(None, week))),
        ("At", _place(coach, person)),
        ("Named in", "; ".join(f"{each.log}: {each.title}" for each in entries)),
        ("Keys", "n goes there, F forgets" if entries else "F forgets"),
    )
    return [*lock_lines(coach), *lines]


def _next_words(coach: Coach, person: Person) -> str:
    if not (person.next_step or person.next_on):
        return ""
    when = f" by {short(person.next_on, coach.today)}" if person.next_on else ""
    return f"{person.next_step or 'be in touch'}{when}{' (done)' if person.stepped else ''}"


def _place(coach: Coach, person: Person) -> str:
    if program := coach.programs.known(person.program):
        return f"{short_name(program)}: counts in the wish “ties”, never in a chance"
    return person.place


def standing_people(coach: Coach) -> list[Line]:
    """The roles of the team that are open, each with how to find somebody."""
    rules = coach.library.rules
    open_roles = coach.people.open_roles
    lines = [] if open_roles else [Line.of("Every role of your team has somebody.")]
    for role in open_roles:
        rule = rules[RULES[role]]
        lines.append(Line.labelled(role, rule.text, (f" ({rule.status})", "dim")))
    return [*lock_lines(coach), *lines]


def short_people(coach: Coach) -> str:
    """How many, and which roles are open."""
    count = len(coach.people.entries())
    open_roles = ", ".join(coach.people.open_roles)
    who = "1 person" if count == 1 else f"{count} people"
    return f"{who}{open_roles and f', open: {open_roles}'}" if count else ""


VERSIONS: Final = "versions"
"""The log of statements."""


def forget(coach: Coach, who: Annotated[str, WHO], yes: Annotated[bool, YES] = False) -> Answer:
    """Forgets a person, in the history too."""
    forgot = coach.people.forget(who, yes)
    return Answer(forgot, forgot_lines(forgot))


def forgot_lines(forgot: Forgot) -> list[Line]:
    """What stays, and where the word still stands."""
    still = ", ".join("/".join(each) for each in forgot.still_in if each[0] != VERSIONS)
    versions = ", ".join(key for table, key in forgot.still_in if table == VERSIONS)
    copies = ", ".join(copy.name for copy in forgot.backups)
    told = {
        f"What carried the name, {forgot.titles}: it says “{forgot.instead}” now.": forgot.titles,
        f"The same words still stand in {still}, maybe as the name of something else. If they mean "
        "this person, forget the words as they stand there.": still,
        f"Your statement names them in {versions}: a version stays as it was, or is taken out.": (
            versions
        ),
        f"Older copies in backups/ still hold it: {copies}. Delete them there if you want.": copies,
        BUSY: not forgot.rewritten,
    }
    lines = ["Forgotten, in the history of this file too; undo does not bring it back."]
    return [Line.of(line) for line in (*lines, *(line for line, is_so in told.items() if is_so))]
