"""Copies of everything: what each holds, what going back to one changes, what can be had back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from coach.logs import titles
from coach.saying.history import when as when
from coach.saying.text import NO, YES, Line, notes, rows
from coach.subjects.backups import NOTHING, READABLE, Backup, Differs, Leaving, Restored, Salvaged
from coach.subjects.coach import Coach
from coach.wording import counted

WORDS: Final = {
    **{"profile": "Profile", "task": "Steps", "told": "Plans of steps", "own_task": "Own steps"},
    **{"mark": "Marks", "fact": "Facts that you read", "review": "Weeks looked back on"},
    **{"season": "Answers of a season", "forecasts": "Forecasts", "ranks": "Rank list"},
    **{"funds": "Money told", "told_column": "Columns of lists", "acts": "History"},
    **{"version_texts": "Texts of the statement"},
}
"""What tables are called that have no page."""
MADE: Final = {
    "coach": "by hand",
    "daily": "of the day",
    "before-import": "before an import",
    "before-restore": "before a restore",
    "damaged": "put aside as it was",
}
"""What a copy was made for, by how its name begins."""
UNITS: Final = ((1_000_000, "MB"), (1_000, "kB"))


def backups(coach: Coach, listed: Sequence[Backup]) -> list[Line]:
    """Every copy in a line, the newest first."""
    if not listed:
        return rows(["There is no copy yet; `coach backup` makes one."])
    head = "`coach restore NAME --preview` says what going back to one would change."
    return [*(line for copy in listed for line in rows(_lines(copy))), *notes(head)]


def _lines(copy: Backup) -> list[str]:
    sign, what = (YES, held(copy)) if copy.ok else (NO, f"cannot be used: {copy.why}")
    return [f"{sign} {copy.name}  {size(copy.size)}", f"    {made_for(copy)}: {what}"]


def held(copy: Backup) -> str:
    """What a copy holds."""
    newest = f", the last {when(copy.newest_at)}: {copy.newest}" if copy.newest else ""
    return f"{counted(copy.acts, 'act')}{newest}"


def made_for(copy: Backup) -> str:
    """What a copy was made for."""
    kind = next((words for name, words in MADE.items() if copy.name.startswith(f"{name}-2")), "")
    return kind or ("before a new release" if copy.name.startswith("before-") else "")


def size(count: int) -> str:
    """Bytes in words."""
    most, unit = next((unit for unit in UNITS if count >= unit[0]), (1, "bytes"))
    return f"{count / most:.0f} {unit}"


def restored(coach: Coach, done: Restored) -> list[Line]:
    """What going back to a copy changed, or would; where none was named, what there is."""
    if not done.name:
        lines = [f"{NO} {coach.backups.trouble}", ""] if coach.backups.trouble else []
        return rows(
            [*lines, *(f"coach restore {name}: {words}" for name, words in ways(coach, done))]
        )
    lines = [*changed(done.changes)]
    if not done.is_done:
        would = f"Going back to {done.name} would change:" if lines else f"{SAME} {done.name}."
        return rows([would, *lines])
    return rows([_became(done), *lines, *_kept(coach, done)])


def _became(done: Restored) -> str:
    if done.readable:
        return f"All is {readable(done.readable)}."
    return BEGUN if done.name == NOTHING else f"All is as in {done.name}."


def _kept(coach: Coach, done: Restored) -> list[str]:
    if not done.kept:
        return []
    if coach.backups.trouble:
        return [f"The file that was there is kept as it was: backups/{done.kept}"]
    return [f"What was there is kept: `coach restore {done.kept}` goes back to it."]


BEGUN: Final = "You begin anew, with nothing kept."
SAME: Final = "Nothing would change: all is as in"


def changed(changes: Sequence[Differs]) -> list[str]:
    """What changes, table by table."""
    names = WORDS | titles()
    return [f"  {names.get(row.table, row.table)}: {', '.join(_counts(row))}" for row in changes]


def _counts(table: Differs) -> Iterator[str]:
    if table.back:
        yield f"{table.back} come{'s' * (table.back == 1)} back"
    if table.goes:
        yield f"{table.goes} go{'es' * (table.goes == 1)}"
    if table.otherwise:
        yield f"{table.otherwise} {'is' if table.otherwise == 1 else 'are'} as before"


def ways(coach: Coach, offered: Restored) -> list[tuple[str, str]]:
    """What may take the place of everything, each by its name and in words."""
    listed = [(copy.name, held(copy)) for copy in offered.offers]
    if offered.readable:
        listed.append((READABLE, readable(offered.readable)))
    if coach.backups.trouble and coach.backups.trouble.can_be_had_back:
        listed.append((NOTHING, "begins anew; what was there is kept aside as it is"))
    return listed or [("NAME", "there is no copy yet; `coach backup` makes one")]


def readable(had: Salvaged) -> str:
    """How much of a damaged file can be had back."""
    filled = f", {had.filled} more out of its history and the newest copy" if had.filled else ""
    lost = f"{had.lost} are lost" if had.lost else "no other is known to be lost"
    return f"what can still be read: {counted(had.read, 'row')}{filled}; {lost}"


def forgot(coach: Coach, done: Leaving) -> list[Line]:
    """What was deleted, and what is still there."""
    elsewhere = "Files that you wrote elsewhere, and copies of them, are yours to delete."
    lines = [f"Deleted, of {coach.home}:", *(f"  {name}" for name in done.deleted)]
    left = ["Left, for it is not the coach's:", *(f"  {name}" for name in done.left)]
    return [*rows([*lines, *(left if done.left else [])]), *notes(elsewhere)]
