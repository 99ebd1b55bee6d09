"""Every command, declared once: its words on the command line and the act behind them."""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Command(Struct, frozen=True):
    """One thing that can be asked for or done."""

    words: str
    """On the command line: "move", "task add"."""
    act: str
    """`road.move`: an act of a subject; `cli.tasks.do`: a function over the coach. Its typed
    signature gives the options."""
    text: str
    """What it is for, in a few words."""


# A table: one entry, one row.
# fmt: off
COMMANDS: Final[tuple[Command, ...]] = (
    Command("profile show", "cli.profile.show", "everything the coach knows of you"),
    Command("profile set", "cli.profile.set_answers", "set answers: KEY=VALUE; no value clears"),
    Command("profile import", "cli.profile.read_in", "read answers from a TOML file"),
    Command("profile export", "cli.profile.write_out", "write the answers to a TOML file"),
    Command("search", "cli.finding.search", "find anything by a few letters"),
    Command("programs", "cli.programs.programs", "ranked programs with gates and reasons"),
    Command("explain", "cli.finding.explain", "everything behind one score"),
    Command("fact", "cli.programs.record_fact", "record a program fact that you read"),
    Command("list", "cli.applying.list_applications", "which programs to apply to"),
    Command("signals", "cli.applying.give", "which programs of the list get a signal"),
    Command("verify", "cli.applying.verify", "which missing facts to check first"),
    Command("levers", "cli.deciding.levers", "what would open most programs"),
    Command("scenario", "cli.deciding.scenario", "what a visa rule would change"),
    Command("compare-years", "cli.deciding.compare_years", "this season or the next"),
    Command("filters", "cli.deciding.seen", "yourself as filters may see you"),
    Command("moved", "cli.moved.moved", "what moved in the ranking, and why"),
    Command("journey", "cli.journey.journey", "the stages and their checklists"),
    Command("what-if", "cli.journey.what_if", "your road beside another start, year or pace"),
    Command("do", "cli.tasks.do", "tick a task, or a part of it"),
    Command("undo", "cli.tasks.undo", "take the last change back"),
    Command("skip", "cli.tasks.skip", "a task is not needed"),
    Command("reopen", "cli.tasks.reopen", "open a done or skipped task again"),
    Command("move", "cli.tasks.move", "plan a task for a day"),
    Command("snooze", "cli.tasks.snooze", "put a task off until a day"),
    Command("task add", "cli.tasks.add", "add a task of your own"),
    Command("task set", "cli.tasks.tell", "dates, notes and links of any task; all of your own"),
    Command("task remove", "cli.tasks.remove", "take a task of your own away"),
    Command("week", "cli.week.week", "the plan for this week"),
    Command("today", "cli.week.today", "five lines for a login banner"),
    Command("review", "cli.week.review", "look back on a week and keep it"),
    Command("weeks", "cli.week.weeks", "the weeks you looked back on"),
    Command("calendar", "cli.calendar.calendar", "the dates of a season"),
    Command("log", "cli.journey.log", "what changed, when"),
    Command("import", "cli.exchange.bring_in", "facts and marks from a table, with a preview"),
    Command("export", "cli.exchange.take_out", "a list, programs, facts, or a page for a mentor"),
    Command("backup", "cli.health.backup", "everything in one file"),
    Command("doctor", "cli.health.doctor", "health of your data and of the facts"),
    Command("demo", "cli.health.demo", "the app on an example applicant"),
)
# fmt: on
GROUPS: Final = {
    "profile": "who you are: show, set, import, export",
    "task": "your own tasks; dates, notes and links of any",
}
"""What a word that begins several commands is for."""
ALONE: Final = {"profile": "profile show"}
"""The command that such a word is by itself."""
