"""The history, the files behind it and their health, as commands tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from coach import places
from coach.records import Change
from coach.saying.text import NO, Line, rows
from coach.saying.versions import chain_words
from coach.subjects.coach import Coach
from coach.writing import place


def changes(coach: Coach, listed: Sequence[Change]) -> list[Line]:
    """What changed, when, each act in a line: as many as were asked for, however much each did."""
    back = " (taken back)"
    acts = coach.history.acts(len(listed))
    lines = [f"{at[:16]}  {title}{back * is_undone}" for at, title, is_undone in acts]
    return rows(lines or ["Nothing has changed yet."])


def undone(coach: Coach, title: str | None) -> list[Line]:
    """What was taken back."""
    return rows([f"Taken back: {title}" if title else "Nothing to undo."])


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
    return [f"Terminal {', '.join(filter(None, parts))}", f"Chosen   {chosen}"]
