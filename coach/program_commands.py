"""The commands of the programs, of the list of those to apply to, and of what both ask."""

from __future__ import annotations

from typing import Final

from coach.records import Command, replace

Rows = tuple[tuple[int, str, str, str, str], ...]
"""Place in the footer, name, keys with the word of the footer, sentence, action."""

PROGRAM: Final[Rows] = (
    (10, "apply", "a apply", "Put the program on my application list.", "mark('apply')"),
    (20, "maybe", "y maybe", "Keep the program in mind.", "mark('maybe')"),
    (30, "no", "x no", "Take the program out of my list.", "mark('no')"),
    (35, "list", "L list", "Go to the list: how many, in what order.", "go('applying')"),
    (50, "filter", "f filter", "Choose which programs are listed.", "filter"),
    (52, "explain", "e,enter explain", "Show every reason, its source and date.", "explain"),
    (
        60,
        "weights",
        "w weights",
        "Change the weights; the list follows as I type.",
        "program_acts.weigh()",
    ),
    (65, "compare", "c compare", "Add the program to a comparison, or take it out.", "compare"),
    (75, "note", "m note", "Write a note on the marked program.", "program_acts.note"),
    (0, "side_by_side", "C", "Show the compared programs side by side.", "side_by_side"),
)
APPLYING: Final[Rows] = (
    (10, "budget", "b budget", "Change the budget for applications.", "budget"),
    (15, "next_view", "l,right next view", "List, signals, what to check first.", "turn(1)"),
    (22, "next_season", "n next season", "Show next season's, or this one's.", "next_season"),
    (25, "in", "a keep in", "Keep the program on the list, or let it go.", "lock('apply')"),
    (30, "out", "x leave out", "Leave the program out, or let it back.", "lock('no')"),
    (40, "why", "enter why", "Show what the figures of the line mean.", "explain"),
    (58, "previous_view", "h,left view before", "Go to the view before.", "turn(-1)"),
    (60, "export", "e export", "Write the list to a file.", "importing.write_list()"),
)
BOTH: Final[Rows] = (
    (23, "levers", "v levers", "See what would open most.", "advice.levers()"),
    (
        55,
        "fact",
        "i I read",
        "Record a fact of the program that I read.",
        "program_acts.record_fact",
    ),
    (63, "years", "N this year or next", "Hold this year against the next.", "advice.years()"),
    (64, "visas", "z visa rules", "See what a change of a visa rule does.", "advice.visas()"),
    (66, "filters", "F their filters", "See how programs' filters see me.", "advice.filters()"),
    (67, "moved", "M what moved", "See what moved in a week, and why.", "advice.moved()"),
    (72, "paste", "p paste", "Paste the text of its page: what it states.", "program_acts.paste"),
)
SORT: Final[Rows] = (
    (80, "sort", "o sort", "Choose the order: any column, either way, then a second.", "sort"),
)
MANY: Final = ("apply", "maybe", "no", "note", "in", "out")
"""Those that act on all rows that are marked."""


def _commands(place: str, rows: Rows, *pages: str) -> list[Command]:
    commands = []
    for rank, name, keys, text, action in rows:
        key, _, label = keys.partition(" ")
        command = Command(f"{place}.{name}", key, label, text, action, pages, rank)
        commands.append(replace(command, many=name in MANY))
    return commands


PROGRAMS: Final[tuple[Command, ...]] = (
    *_commands("program", PROGRAM, "programs"),
    *(
        replace(each, words="fact", act="saying.programs.record_fact")
        if each.id == "program.fact"
        else each
        for each in _commands("program", BOTH, "programs", "applying")
    ),
    *_commands("applying", APPLYING, "applying"),
    *_commands("program", SORT, "programs", "library", "applying"),
)
