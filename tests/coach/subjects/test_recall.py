"""Recalls: each kind of fact changed, its dependents found, and nobody else."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coach.facts.book import Facts
from coach.facts.check import Seed, load
from coach.facts.compile import seed_folder
from coach.facts.reading import Row
from coach.facts.said import DATE, KINDS, Kind, packed
from coach.logs.applications import APPLICATIONS, Application
from coach.logs.looked import LOOKED
from coach.logs.marks import MARKS
from coach.logs.ranks import RANKS, Rank
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.records import (
    Anchor,
    Closing,
    CoachError,
    Mark,
    Notice,
    Span,
    TaskState,
    Told,
    replace,
)
from coach.saying.recall import decided, recalls
from coach.subjects.coach import Coach
from coach.subjects.recall import take_over

CLOSED = Closing("1", "closed on 1 Dec 2026", source="R37", as_of="2026-12-01", status="official")
ON, OTHER, BESIDE = "1402531188", "1402511200", "1402500896"
"""Programs of internal medicine: decided in every way, only marked, and not decided at all."""
DONE, LEFT, PLANNED, NEITHER = (
    "certification_application",
    "nrmp_register",
    "token",
    "rest_plan",
)


@pytest.fixture(scope="module")
def seed() -> Seed:
    return load(seed_folder())


@pytest.fixture
def coach(open_coach: Callable[..., Coach], facts: Facts) -> Coach:
    """Somebody who decided on programs, tasks, days, a resource and, by marks, a list."""
    coach = open_coach(match_year=2027, specialties="IM", graduation_date="2020-06-01")
    state = coach._state
    named = {key: facts.program(key) for key in (ON, OTHER)}
    marks = [
        Mark("program", key, "apply", program.name, program.city, program.specialty)
        for key, program in named.items()
        if program
    ]
    resource = Mark("resource", next(iter(facts.resources)), "using", "A resource")
    state.keep("Marks", MARKS, [*marks, resource])
    state.keep("Sent", APPLICATIONS, [Application(key="a", program=ON, name="A", season=2027)])
    state.keep("Ranks", RANKS, [Rank(2027, ON, name="A", place=1), Rank(2026, BESIDE, place=1)])
    ticks = TaskState(DONE, "done"), TaskState(LEFT, "skipped"), TaskState(NEITHER, "open")
    state.keep("Ticks", TICKS, ticks)
    state.keep("Plan", TOLD, [Told(PLANNED, day=date(2026, 12, 3)), Told(NEITHER, note="later")])
    return coach


class Other(Facts):
    """The facts of the release, as the next one says them."""

    def __init__(self, facts: Facts, body: bytes, name: str) -> None:
        self.real: Path = getattr(facts, "real", facts.path)
        super().__init__(self.real)
        self.path, self.body = Path(f"facts-{name}.db"), body

    def said(self) -> bytes:
        return self.body


def next_release(coach: Coach, seed: Seed, name: str = "next") -> None:
    """A start with other facts."""
    state = coach._state
    state.facts = Other(state.facts, packed(seed), name)
    take_over(state)


def changed(seed: Seed, table: str, change: Callable[[Any], Any]) -> Seed:
    """The seed with each row of a table as a function makes it; None leaves it out."""
    rows = [Row(row.file, row.line, change(row.record)) for row in seed._rows[table]]
    return Seed({**seed._rows, table: [row for row in rows if row.record is not None]})


def found(coach: Coach) -> dict[str, set[str]]:
    """The decisions of each notice."""
    return {
        notice.id: {f"{each.kind}:{each.about[1]}" for each in notice.decisions}
        for notice in coach.recall.listed()
    }


def another(value: object, name: str) -> object:
    """A value that says something else."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case date():
            return date.fromordinal(value.toordinal() + 1)
        case Anchor():
            return replace(value, offset_days=value.offset_days - 1)
        case Span():
            return Span(value.low, value.usual + 1, value.high + 2)
        case None if name == "closing":
            return CLOSED
    return "something else"


def first_with(seed: Seed, kind: Kind, name: str, keys: tuple[str, ...]) -> str:
    """Of the keys that decisions stand on, the first whose row states the field."""
    rows = {kind.key_of(row.record): row.record for row in seed._rows[kind.table]}
    stating = (
        key for key in keys if name == "closing" or getattr(rows[key], name) not in (None, "")
    )
    return next(stating, "")


RULE = "application_accepted"
FEE = "ecfmg_application"
LIST = {"list:Internal Medicine"}
DEPENDENTS: Mapping[str, Mapping[str, set[str]]] = {
    "program": {
        ON: {f"mark:{ON}", f"application:{ON}", f"rank:{ON}"},
        OTHER: {f"mark:{OTHER}"},
        BESIDE: set(),
    },
    "task": {DONE: {f"task:{DONE}"}, LEFT: {f"task:{LEFT}"}, NEITHER: set()},
    "rule": {RULE: {f"task:{DONE}"}, "help_lines": set()},
    "fee": {
        "eras_31plus:2027": LIST,
        "eras_31plus:2025": set(),
        "nrmp_standard:2027": {f"task:{LEFT}"},
    },
    "signals": {"Internal Medicine:2027": LIST, "Internal Medicine:2026": set()},
    "specialty": {"Internal Medicine": LIST, "Pediatrics": set()},
}


def test_every_kind_is_tried_here() -> None:
    assert {kind.name for kind in KINDS} == {*DEPENDENTS, "resource"} and DATE.name == "date"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_change_of_a_field_names_exactly_who_stood_on_it(
    coach: Coach, seed: Seed, kind: Kind
) -> None:
    first = next(iter(coach.library.catalogue))
    expected = DEPENDENTS.get(kind.name, {first: {f"using:{first}"}})
    for place, name in enumerate(kind.fields.split()):
        tried = {key: first_with(seed, kind, name, (key,)) for key in expected}
        tried = {key: there for key, there in tried.items() if there}
        one = changed(
            seed,
            kind.table,
            lambda row, name=name, tried=tried: (
                replace(row, **{name: another(getattr(row, name), name)})
                if kind.key_of(row) in tried
                else row
            ),
        )
        next_release(coach, one, name=f"{kind.name}-{place}")
        of_done = kind.name == "task" and name != "how"
        assert found(coach) == {
            f"{kind.name}:{key}": who
            for key in tried
            if (who := set() if of_done and key == DONE else expected[key])
        }, name
        next_release(coach, seed, name=f"{kind.name}-{place}-back")
        assert not found(coach), name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_fact_that_is_gone_is_no_longer_known_which_is_no_no(
    coach: Coach, seed: Seed, kind: Kind
) -> None:
    first = next(iter(coach.library.catalogue))
    expected = DEPENDENTS.get(kind.name, {first: {f"using:{first}"}})
    without = changed(seed, kind.table, lambda row: None if kind.key_of(row) in expected else row)
    next_release(coach, without)
    assert found(coach) == {f"{kind.name}:{key}": who for key, who in expected.items() if who}
    text = "\n".join(line.text for line in recalls(coach, coach.recall.listed()))
    assert "nobody states it any more. That is no “no”" in text


def test_a_day_of_the_season_names_the_plans_that_hang_on_it(coach: Coach, seed: Seed) -> None:
    task = seed.tasks[LEFT]
    assert task.due or task.opens
    event = (task.due or task.opens).event  # type: ignore[union-attr]
    dated = {row.record.key for row in seed._rows["events"] if row.record.season == 2027}
    table = "events" if event in dated else "calendar_rules"
    moved = changed(
        seed,
        table,
        lambda row: (
            replace(row, day=another(row.day, "day"))
            if row.key == event and getattr(row, "season", 2027) == 2027
            else row
        ),
    )
    next_release(coach, moved)
    listed = found(coach)
    assert listed[f"date:{event}"] >= {f"task:{LEFT}"}
    assert not any(f"task:{DONE}" in who or f"mark:{ON}" in who for who in listed.values())
    assert all(key.startswith("date:") for key in listed)


def test_a_rule_that_is_less_sure_is_told_as_that(coach: Coach, seed: Seed) -> None:
    unsure = changed(
        seed, "rules", lambda row: replace(row, status="unverified") if row.key == RULE else row
    )
    next_release(coach, unsure)
    (notice,) = coach.recall.listed()
    assert "it still is, but not as surely now (unverified" in saying(coach, notice)


def saying(coach: Coach, notice: Notice) -> str:
    return "\n".join(line.text for line in recalls(coach, [notice]))


def visa(seed: Seed, value: str) -> Seed:
    """The seed with another word on the visa of the program."""
    return changed(
        seed, "programs", lambda row: replace(row, visa_j1=value) if row.id == ON else row
    )


def test_the_notice_says_what_was_and_is_said_by_whom_and_what_was_decided(
    coach: Coach, seed: Seed
) -> None:
    next_release(coach, visa(seed, "no"))
    (notice,) = coach.recall.listed()
    text = saying(coach, notice)
    assert "J-1 was said to be “yes” (US residency program list, mid-2025" in text
    assert "it is “no” now" in text and "You marked it “apply” on 22 Nov: look at it again" in text
    assert [decided(coach, each) for each in notice.decisions][2].startswith("You gave “A” place 1")


def test_what_the_applicant_read_is_what_they_stand_on(coach: Coach, seed: Seed) -> None:
    coach.programs.record_fact(ON, "visa_j1", "yes", "their page")
    next_release(coach, visa(seed, "no"))
    assert not found(coach)


def test_looking_at_it_again_is_an_act_and_a_later_change_is_another_notice(
    coach: Coach, seed: Seed
) -> None:
    next_release(coach, visa(seed, "no"))
    assert coach.week.has_recalls
    coach.recall.look(f"program:{ON}")
    assert not coach.recall.listed()
    with pytest.raises(CoachError, match="Nothing called program:"):
        coach.recall.look(f"program:{ON}")
    assert (coach.undo() or "").startswith("Looked at again: ")
    assert len(coach.recall.recalls()) == 1
    assert not coach.recall.recalls(looked=f"program:{ON}")
    next_release(coach, visa(seed, "none_listed"), name="third")
    (notice,) = coach.recall.listed()
    assert [(each.was.value, each.now.value) for each in notice.recalls] == [("no", "none_listed")]


def test_what_was_not_looked_at_still_says_what_was_said_then(coach: Coach, seed: Seed) -> None:
    next_release(coach, visa(seed, "no"))
    next_release(coach, visa(seed, "none_listed"), name="third")
    (notice,) = coach.recall.listed()
    assert [(each.was.value, each.now.value) for each in notice.recalls] == [("yes", "none_listed")]


def test_what_was_decided_anew_is_not_told_and_undo_brings_it_back(
    coach: Coach, seed: Seed
) -> None:
    next_release(coach, visa(seed, "no"))
    coach.programs.mark(ON, "no")
    assert found(coach) == {f"program:{ON}": {f"application:{ON}", f"rank:{ON}"}}
    coach.undo()
    assert f"mark:{ON}" in found(coach)[f"program:{ON}"]


def test_a_program_with_a_new_number_is_no_program_that_is_gone(coach: Coach, seed: Seed) -> None:
    old = coach._state.facts.program(OTHER)
    assert old
    renumbered = changed(
        seed, "programs", lambda row: replace(row, id="1499999999") if row.id == OTHER else row
    )
    state = coach._state
    other = Other(state.facts, packed(renumbered), "next")
    other.program = lambda key: None if key == OTHER else Facts.program(other, key)  # type: ignore
    other.program_like = lambda *words: replace(old, id="1499999999")  # type: ignore
    state.facts = other
    take_over(state)
    assert not found(coach)


def test_a_release_that_cannot_be_read_is_a_new_beginning(coach: Coach, seed: Seed) -> None:
    coach._state.store.set_setting("facts.said", "no such thing")
    next_release(coach, visa(seed, "no"))
    assert not found(coach)
    next_release(coach, seed, name="third")
    assert found(coach)


def test_why_is_told_where_somebody_wrote_it_down(coach: Coach, seed: Seed) -> None:
    from coach.records import Correction

    where = {"source": "P1", "as_of": "2026-11-30", "status": "official"}
    said = Correction("0.2", "program", ON, "visa_j1", "yes", "no", "Misread.", **where)  # type: ignore
    next_release(coach, visa(seed, "no"))
    coach._state.facts.__dict__["corrections"] = (said,)
    assert coach.recall.listed()[0].why == "Misread."


def test_nothing_of_it_stands_in_the_history(coach: Coach, seed: Seed) -> None:
    newest = coach._state.store.newest()
    next_release(coach, visa(seed, "no"))
    assert coach._state.store.newest() == newest
    assert not coach._state.kept(LOOKED)


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """A copy of the program with a corrected seed: the next release."""
    root, there = seed_folder().parent, tmp_path / "next"
    there.mkdir()
    for name in ("coach", "screens"):
        (there / name).symlink_to(root / name)
    shutil.copytree(seed_folder(), there / "seed_data")
    return there


def test_from_one_release_to_the_next_by_command(
    tmp_path: Path, corrected: Path, open_coach: Callable[..., Coach]
) -> None:
    open_coach().programs.mark(ON, "apply")
    file = corrected / "seed_data" / "programs.csv"
    home = ["--home", str(tmp_path / "home"), "--today", "2026-11-22"]

    def coach(folder: Path, *words: str) -> Any:
        command = [sys.executable, "-m", "screens.start", *home, *words, "--json"]
        env = os.environ | {"PYTHONPATH": str(folder), "COACH_CACHE": str(tmp_path / "cache")}
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env=env, cwd=folder
        )
        return json.loads(done.stdout)

    root = seed_folder().parent
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    next(row for row in rows if row["program_id"] == ON)["visa_j1"] = "no"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    (notice,) = coach(corrected, "recall")["recalls"]
    assert notice["key"] == f"program:{ON}"
    assert [(each["was"], each["now"]) for each in notice["changes"]] == [("yes", "no")]
    assert [each["says"] for each in notice["decisions"]][0].endswith("“apply” on 22 Nov")
    assert coach(corrected, "recall", "--looked", notice["key"])["recalls"] == []
    assert coach(corrected, "undo")["undone"].startswith("Looked at again")
    assert len(coach(corrected, "recall")["recalls"]) == 1
    assert coach(root, "recall")["recalls"] == []  # the first release says it as it was
