"""The history, the files behind it and their health, as commands tell them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from coach import places
from coach.records import Change, Done
from coach.saying.text import NO, Line, rows
from coach.saying.versions import chain_words
from coach.subjects.coach import Coach
from coach.subjects.history import WHOLE as WHOLE, falls as falls
from coach.wording import counted, narrow
from coach.writing import place


def changes(coach: Coach, listed: Sequence[Change]) -> list[Line]:
    """What changed, when and where, each act in a line: as many as were asked for, however much
    each did."""
    back = " (taken back)"
    acts = coach.history.acts(len(listed))
    lines = [
        "  ".join(
            filter(None, (at[:16], f"{title}{back * is_undone}", where and f"window {where}"))
        )
        for at, title, where, is_undone in acts
    ]
    return rows(lines or ["Nothing has changed yet."])


def undone(coach: Coach, title: str | None) -> list[Line]:
    """What was taken back."""
    return rows([f"Taken back: {title}" if title else "Nothing to undo."])


def redone(coach: Coach, titles: Sequence[str]) -> list[Line]:
    """What was done again."""
    return rows([again_words(titles)])


def again_words(titles: Sequence[str]) -> str:
    """What was done again in one sentence: the last of it by name."""
    several = f"{counted(len(titles), 'change')}, at last " * (len(titles) > 1)
    return f"Done again: {several}{titles[-1]}" if titles else "Nothing to do again."


def history(coach: Coach, listed: Sequence[Done]) -> list[Line]:
    """What was done when, in which other window, and whether it was taken back."""
    lines = [
        "  ".join(
            filter(None, (f"{done.number:>5}", when(done.at), done.title, *_apart(coach, done)))
        )
        for done in listed
    ]
    return rows(lines or ["Nothing has been done yet."])


def fallen(coach: Coach, listed: Sequence[Done]) -> list[Line]:
    """What going back to a point took back."""
    head = (
        f"Taken back: {fall_words(coach, listed).rstrip(',')}"
        if listed
        else "Nothing was done after it."
    )
    return [*rows([head]), *rows(f"  {line}" for line in fall_lines(coach, listed))]


def fall_words(coach: Coach, listed: Sequence[Done]) -> str:
    """How many acts, and how many of them other windows did."""
    others = Counter(where for done in listed if (where := coach.history.elsewhere(done.window)))
    apart = ", ".join(f"{count} of {where}" for where, count in sorted(others.items()))
    return counted(len(listed), "change") + (f", {apart}," if apart else "")


def fall_lines(coach: Coach, listed: Sequence[Done], most: int = 8) -> list[str]:
    """Acts one by one, the newest first; of many the first."""
    shown = listed if len(listed) <= most else listed[: most - 1]
    lines = [
        " · ".join(filter(None, (done.title, when(done.at), coach.history.elsewhere(done.window))))
        for done in shown
    ]
    return lines + [f"and {len(listed) - len(shown)} before them"] * (len(listed) > len(shown))


def about(coach: Coach, done: Done, falling: Sequence[Done], keys: tuple[str, str]) -> list[Line]:
    """One act: when and where it was done and taken back, and what the keys of undo and redo do,
    the first of which takes back what would be `falling`."""
    words = " · ".join(filter(None, (when(done.at), coach.history.elsewhere(done.window))))
    lines = [Line.of(done.title, "strong"), Line.labelled("Done", words)]
    if done.back:
        back = (when(done.back_at), coach.history.elsewhere(done.back_window))
        lines.append(Line.labelled("Taken back", " · ".join(filter(None, back))))
        return [*lines, Line.labelled(keys[1], "does it again, where nothing changed the same")]
    words = f"goes back to here: {fall_words(coach, falling)} taken back"
    return [*lines, Line.labelled(keys[0], words if falling else "takes it back")]


def _apart(coach: Coach, done: Done) -> tuple[str, str]:
    return coach.history.elsewhere(done.window), "(taken back)" if done.back else ""


def when(at: str) -> str:
    """The minute of an act."""
    return at[:16].replace("T", " ")


def shortly(at: str, today: date) -> str:
    """The day of an act in a column, with its hour where there is room for it."""
    day = narrow(date.fromisoformat(at[:10]), today)
    return f"{day} {at[11:16]}" if len(day) < 7 else day


def backup(coach: Coach, file: Path) -> list[Line]:
    """Where everything is kept."""
    return rows([f"Everything is in {place(file)}: scores and visa too, keep it private."])


def demo(coach: Coach, home: Path) -> list[Line]:
    """Where the example is."""
    return rows([f"The example applicant is in {home}."])


def doctor(coach: Coach, checked: Mapping[str, Mapping[str, Any]]) -> list[Line]:
    """Versions, files and facts, what to recheck; or what each answer hangs on."""
    reads = checked.get("state", {})
    if not (health := checked.get("doctor")):
        return rows(
            f"{name}: {', '.join(keys) or 'the facts alone'}" for name, keys in reads.items()
        )
    mode, database = health["database_mode"].removeprefix("0o"), coach.home / places.DATABASE
    counts = ", ".join(f"{health[what]} {what}" for what in ("programs", "resources", "tasks"))
    lines = [
        f"coach {health['version']} · Python {health['python']} · SQLite {health['sqlite']}",
        f"Data     {database} (mode {mode}), check: {health['integrity']}",
        f"Copies   the newest sound one: {health['newest_copy'] or 'none'}",
        f"Facts    as of {health['facts_as_of']}: {counts}",
        *(_terminal(health["terminal"]) if "terminal" in health else []),
        *(f"Rule     {NO} {title}: coach rules" for title in health["broken_rules"]),
        *(f"Record   of your statement: {words}" for words in chain_words(coach)),
        "",
        "Recheck before you rely on it",
        *(f"  {line}" for line in health["recheck"]),
    ]
    lines += _listed("Rows that cannot be read (all others can)", health["damaged_rows"])
    vanished = "Marked programs that are on no list any more (your marks are kept)"
    lines += _listed(vanished, health["vanished_programs"])
    return rows(lines)


def _listed(head: str, listed: Sequence[str]) -> list[str]:
    return ["", head, *(f"  {line}" for line in listed)] if listed else []


def _terminal(terminal: Mapping[str, Any]) -> list[str]:
    trip = terminal["round_trip_ms"]
    parts = (
        f"{terminal['terminal']}, {terminal['size'] or 'no window'}",
        f"{terminal['colours']} colours, {'UTF-8' if terminal['utf8'] else 'not UTF-8'}",
        "SSH" if terminal["ssh"] else "",
        f"tmux {terminal['tmux']}" if terminal["tmux"] else "",
        f"round trip {trip:g} ms" if trip is not None else "",
    )
    chosen = ", ".join(terminal["chosen"])
    readers = (
        "Readers  coach --plain (or ACCESSIBLE=1): line by line, for screen readers and braille"
    )
    aid = "Trouble  TERMINALS.md (in share/doc/coach where it is installed): tmux, PuTTY, phones"
    return [f"Terminal {', '.join(filter(None, parts))}", f"Chosen   {chosen}", readers, aid]
