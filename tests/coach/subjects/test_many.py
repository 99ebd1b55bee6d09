"""An act on many rows: one act and one undo, and nothing half done in a row that refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from functools import partial

from hypothesis import given, strategies as st

from coach.logs.told import TOLD
from coach.records import CoachError, Told
from coach.store.database import in_memory
from coach.store.store import Store
from coach.subjects.coach import Coach
from tests.conftest import TODAY

NOW = datetime.combine(TODAY, time(12))


def refuse() -> None:
    raise CoachError("it is closed")


def test_a_hundred_programs_of_which_three_refuse(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach()
    keys = [program.id for program in coach.programs.listed()[:100]]
    calls = {key: [partial(coach.programs.mark, key, "apply")] for key in keys}
    for key in keys[10:40:10]:
        calls[key] = [*calls[key], refuse]  # the first half of it is done when it refuses
    came = coach.together(calls, "programs")
    assert dict(came.left) == dict.fromkeys(keys[10:40:10], "it is closed")
    assert set(coach.programs.marks) == set(came.done) == set(keys) - set(came.left)
    assert coach.together(calls, "programs").same == came.done
    assert coach.undo() == "apply: 97 programs"
    assert not coach.programs.marks and coach.undo() is None


def test_one_row_keeps_the_title_of_its_act(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach()
    program = coach.programs.listed()[0]
    coach.together({"": [partial(coach.programs.mark, program.id, "apply")]}, "programs", "Apply")
    assert coach.undo() == f"apply: {program.name}"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text("xy", max_size=2), st.booleans())))
def test_parts_that_fail_are_as_if_they_had_never_been(
    parts: list[tuple[str, str, bool]],
) -> None:
    store, only = Store(in_memory()), Store(in_memory())
    before = Told("a", note="first")
    for each in (store, only):
        with each.act("before", NOW) as act:
            act.put(TOLD, before)
    with store.together(NOW):
        for key, note, fails in parts:
            try:
                with store.row():
                    with store.act("x", NOW) as act:
                        act.put(TOLD, Told(key, note=note))
                    if fails:
                        refuse()
            except CoachError:
                continue
            with only.act("x", NOW) as act:
                act.put(TOLD, Told(key, note=note))
    assert store.rows(TOLD) == only.rows(TOLD)
    assert len({change.act for change in store.changes()}) <= 2
    if store.rows(TOLD) != {"a": before}:
        store.undo(NOW)
    assert store.rows(TOLD) == {"a": before}
