"""`coach doctor`, `coach backup` and `coach demo --write`."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from coach import VERSION, places
from coach.cli.answer import Answer
from coach.saying.text import rows
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.writing import unused

SOON_STALE = ("projected", "uncertain", "unverified")


def doctor(
    coach: Coach,
    state: Annotated[bool, Opt("what each derived answer hangs on, nothing else")] = False,
    terminal: Mapping[str, Any] | None = None,
) -> Answer:
    """Health of the data and the facts: as of when they are, and what to recheck."""
    if state:
        return _reads(coach)
    release = coach.history.release()
    recheck = _recheck(coach)
    database = coach.home / places.DATABASE
    mode = oct(database.stat().st_mode & 0o777) if database.exists() else "none"
    data = {
        "version": VERSION,
        "python": sys.version.split()[0],
        "sqlite": sqlite3.sqlite_version,
        "home": str(coach.home),
        "database_mode": mode,
        "facts_as_of": release.as_of,
        "programs": release.programs,
        "resources": release.resources,
        "tasks": release.tasks,
        "program_years": release.program_years,
        "recheck": recheck,
        "vanished_programs": list(release.vanished),
        "integrity": coach.history.integrity(),
    }
    lines = [
        f"coach {VERSION} · Python {data['python']} · SQLite {data['sqlite']}",
        f"Data     {database} (mode {mode.removeprefix('0o')}), check: {data['integrity']}",
        f"Facts    as of {release.as_of}: {release.programs} programs, "
        f"{release.resources} resources, "
        f"{data['tasks']} tasks",
    ]
    if terminal:
        data["terminal"] = terminal
        trip = terminal["round_trip_ms"]
        lines += [
            f"Terminal {terminal['terminal']}, {terminal['size'] or 'no window'}, "
            f"{terminal['colours']} colours, {'UTF-8' if terminal['utf8'] else 'not UTF-8'}"
            + (", SSH" if terminal["ssh"] else "")
            + (f", tmux {terminal['tmux']}" if terminal["tmux"] else "")
            + (f", round trip {trip:g} ms" if trip is not None else ""),
            f"Chosen   {', '.join(terminal['chosen'])}",
        ]
    lines += ["", "Recheck before you rely on it", *(f"  {line}" for line in recheck)]
    if release.vanished:
        lines += ["", "Marked programs that this release no longer lists (your marks are kept)"]
        lines += [f"  {title}" for title in release.vanished]
    return Answer({"doctor": data}, rows(lines))


def _reads(coach: Coach) -> Answer:
    reads = coach.history.reads()
    lines = [f"{name}: {', '.join(read) or 'the facts alone'}" for name, read in reads.items()]
    return Answer({"state": reads}, rows(lines))


def _recheck(coach: Coach) -> list[str]:
    """What of the applicant's own season rests on weak ground, in words."""
    dates = [event for event in coach.season.dates() if event.status in SOON_STALE]
    lines = [f"{event.title}: {event.day}, {event.status}" for event in dates[:8]]
    fees = coach.season.fees
    weak = [fee.item for fee in fees if fee.status in SOON_STALE]
    if weak:
        lines.append(f"{len(weak)} of {len(fees)} prices of the season, among them {weak[0]}")
    old = sum(
        1 for program in coach.programs.ranked() if (program.program.visa_year or 9999) < 2026
    )
    if old:
        lines.append(f"visa facts of {old} of your programs are of 2025: ask before you rank")
    rules = [rule for rule in coach.library.rules.values() if rule.topic == "visas"]
    if rules:
        weak_rules = sum(rule.status in SOON_STALE for rule in rules)
        lines.append(f"{weak_rules} of {len(rules)} visa rules: check travel.state.gov and ECFMG")
    return lines


def backup(
    coach: Coach,
    file: Annotated[
        Path | None, Opt("default: backups/ in the data folder", "FILE", flag="file")
    ] = None,
) -> Answer:
    """Copies everything into one file."""
    target = file or unused(coach.home / "backups" / f"coach-{coach.today}.db")
    return Answer(
        {"backup": str(coach.history.backup(target))},
        rows([f"Everything is in {target}: scores and visa too, keep it private."]),
    )


def demo(
    coach: Coach,
    write: Annotated[bool, Opt("write the example to --home and exit")] = False,
) -> Answer:
    """Writes the example applicant into an empty folder."""
    from coach import demo

    demo.write(coach)
    return Answer({"demo": str(coach.home)}, rows([f"The example applicant is in {coach.home}."]))
