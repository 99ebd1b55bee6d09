"""Copies of everything: what each holds, what going back to one changes, what can be had back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from coach.logs import titles
from coach.records import Unusable
from coach.saying.history import when as when
from coach.saying.text import NO, YES, Line, notes, rows
from coach.subjects.backups import NOTHING, Backup, Differs, Restored
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
        return rows(offered(coach.backups.trouble, done.offers))
    lines = [*changed(done.changes)]
    if not done.is_done:
        would = f"Going back to {done.name} would change:" if lines else f"{SAME} {done.name}."
        return rows([would, *lines])
    told = [BEGUN if done.name == NOTHING else f"All is as in {done.name}.", *lines]
    if coach.backups.trouble and done.kept:
        told.append(f"The file that was there is kept as it was: backups/{done.kept}")
    elif done.kept:
        told.append(f"What was there is kept: `coach restore {done.kept}` goes back to it.")
    return rows(told)


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


def offered(trouble: Unusable | None, copies: Sequence[Backup]) -> list[str]:
    """What may take the place of everything, one in a line, with how."""
    lines = [f"{NO} {trouble}", ""] if trouble else []
    lines += [f"coach restore {copy.name}: {held(copy)}" for copy in copies]
    if not copies:
        lines.append("There is no sound copy.")
    if trouble and trouble.can_be_had_back:
        lines.append(f"coach restore {NOTHING}: begins anew; the file is kept aside as it is")
    return lines
