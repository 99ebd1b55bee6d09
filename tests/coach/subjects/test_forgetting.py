"""Forgetting somebody: gone from rows, history and file; nothing else is lost, undo still works."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from coach import places
from coach.logs import declared
from coach.logs.letters import LETTERS
from coach.logs.people import PEOPLE
from coach.logs.told import TOLD
from coach.logs.versions import TEXTS
from coach.records import CoachError
from coach.saying.people import BUSY, forgot_lines
from coach.state import State
from coach.store import database
from coach.store.store import Store
from coach.subjects.coach import Coach, at
from coach.subjects.road import NewTask, Telling

WHO = {"graduation_date": "2022-06-01", "match_year": 2028, "specialties": "IM", "visa": "j1"}
DAY = date(2027, 3, 1)
Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def coach(open_coach: Callable[..., Coach]) -> Coach:
    return open_coach(day=DAY, **WHO)


def forgotten_everywhere(coach: Coach, name: str) -> bool:
    file = coach.home / places.DATABASE
    texts = [part.read_bytes() for part in coach.home.glob(f"{file.name}*")]
    in_json = [json.dumps(name, ensure_ascii=is_ascii)[1:-1] for is_ascii in (False, True)]
    words = [word.encode() for word in (name, name.lower(), *in_json)]
    return not any(word in text for word in words for text in texts)


def test_somebody_who_is_forgotten_is_gone_from_the_file(coach: Coach) -> None:
    coach.logs["people"].add("person Dr Zwicky clinical")
    for line in ("lor Dr Zwicky IM us uploaded", "lor Dr Zwicky FM us promised"):
        coach.logs["letters"].add(line)
    coach.logs["letters"].set("dr_zwicky_internal_medicine", {"strength": "4"})
    coach.logs["outreach"].add("wrote Dr Zwickyson faculty yesterday")
    forgot = coach.people.forget("dr_zwicky_clinical", yes=True)
    assert len(forgot.entries) == 2 and not forgot.still_in
    letters = coach.letters.entries()
    assert [letter.writer for letter in letters.values()] == ["a clinical mentor"] * 2
    assert {letter.strength for letter in letters.values()} == {4, None}
    assert not coach.people.entries()
    assert [*coach.logs["outreach"].entries()] == ["dr_zwickyson_faculty"]
    coach.logs["outreach"].remove("dr_zwickyson_faculty")
    coach.undo()  # the one message comes back, nobody else
    for _ in range(9):
        title = coach.undo()
        assert "Zwicky " not in (title or "")
    assert not coach.people.entries() and not coach.letters.entries()


def test_the_name_leaves_no_trace_in_rows_history_or_free_pages(coach: Coach) -> None:
    coach.logs["people"].add("person Dr Qxlph clinical")
    coach.logs["people"].set("dr_qxlph_clinical", {"place": "Hurley", "note": "x" * 3000})
    coach.logs["letters"].add("lor Dr Qxlph IM us uploaded")
    coach.road.snooze("letters/dr_qxlph_internal_medicine/thank", "2027-03-09")
    coach.road.finish("letters/dr_qxlph_internal_medicine/thank")
    assert not forgotten_everywhere(coach, "Qxlph")
    coach.people.forget("dr_qxlph_clinical", yes=True)
    assert forgotten_everywhere(coach, "Qxlph")
    assert coach._state.store.integrity() == "ok"
    assert len(coach._state.at(datetime(2027, 3, 1, 23)).kept(LETTERS)) == 1


def test_another_window_sees_that_somebody_is_forgotten(open_coach: Callable[..., Coach]) -> None:
    first = open_coach(day=DAY, **WHO)
    first.logs["people"].add("person Dr Qxlph clinical")
    first.logs["letters"].add("lor Dr Qxlph IM us uploaded")
    second = open_coach(day=DAY)
    assert second.people.named("Dr Qxlph") and second.letters.entries()
    first.people.forget("dr_qxlph_clinical", yes=True)
    assert second.refresh() and not second.people.entries()
    assert [each.writer for each in second.letters.entries().values()] == ["a clinical mentor"]
    assert second.undo() != "Forgotten: a clinical mentor"


def test_a_reader_that_keeps_the_file_busy_is_told(coach: Coach) -> None:
    coach.logs["people"].add("person Dr Qxlph clinical")
    coach._state.store._connection.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(coach.home / places.DATABASE)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM people").fetchall()
        forgot = coach.people.forget("dr_qxlph_clinical", yes=True)
    assert not forgot.rewritten and BUSY in [line.text for line in forgot_lines(forgot)]
    assert not coach.people.entries() and coach.undo() is not None


def test_what_names_them_is_said_first_and_kept(coach: Coach) -> None:
    coach.logs["people"].add("person Dr Qxlph clinical")
    coach.logs["people"].add("person Sana peer")
    coach.logs["people"].set("sana_peer", {"note": "met through Dr Qxlph"})
    coach.logs["letters"].add("lor Dr Qxlph IM us uploaded")
    coach.history.backup()
    with pytest.raises(CoachError, match="letters: Dr Qxlph, Internal Medicine.* --yes"):
        coach.people.forget("dr_qxlph_clinical")
    forgot = coach.people.forget("dr_qxlph_clinical", yes=True)
    assert {(each.log, each.fields) for each in forgot.entries} == {
        ("people", ("note",)),
        ("letters", ("writer",)),
    }
    assert [copy.suffix for copy in forgot.backups] == [".db"]
    assert coach.people.entries()["sana_peer"].note == "met through a clinical mentor"
    assert [*coach.letters.entries()] == ["a_clinical_mentor_internal_medicine"]
    with pytest.raises(CoachError, match="There is no dr_qxlph_clinical"):
        coach.people.forget("dr_qxlph_clinical")


def test_the_name_of_something_else_is_left_and_said(coach: Coach) -> None:
    coach.logs["people"].add("person Dr Rao clinical")
    coach.logs["letters"].add("lor Dr Rao Senior IM us uploaded")
    forgot = coach.people.forget("Dr Rao")
    assert forgot.still_in == (("letters", "dr_rao_senior_internal"),)
    assert "letters/dr_rao_senior_internal" in forgot_lines(forgot)[1].text
    coach.people.forget("Dr Rao Senior", yes=True)
    assert forgotten_everywhere(coach, "Rao")


def test_one_whom_only_words_and_the_history_name_is_forgotten_by_name(coach: Coach) -> None:
    key = coach.road.add(NewTask("Ask Dr Qxlph for cases")).key
    coach.road.tell(key, Telling(note="Dr Qxlph answers on Fridays"))
    coach.road.add(NewTask("Write thanks", after=(key,), links=("person:Dr Qxlph",)))
    coach.logs["letters"].add("lor Dr Qxlph IM us uploaded")
    coach.logs["letters"].remove("dr_qxlph_internal_medicine")
    coach.people.forget("dr qxlph", yes=True)
    assert forgotten_everywhere(coach, "Qxlph")
    assert coach.road.step("my_ask_somebody_for_cases").task.title == "Ask somebody for cases"
    assert coach.road.step("my_ask_somebody_for_cases").told.note == "somebody answers on Fridays"
    assert coach.road.step("my_write_thanks").blocked_by == ("my_ask_somebody_for_cases",)
    coach.undo()
    assert [*coach.letters.entries()] == ["somebody_internal_medicine"]


def test_words_that_nobody_of_the_people_has_go_from_a_place_too(coach: Coach) -> None:
    coach.logs["experience"].add("rotation Qxlph Ward observership")
    with pytest.raises(CoachError, match="will say “somebody”"):
        coach.people.forget("Qxlph")
    coach.people.forget("Qxlph", yes=True)
    assert [*coach.logs["experience"].entries()] == ["somebody_ward_observership"]
    assert forgotten_everywhere(coach, "Qxlph")


def test_what_was_told_of_the_steps_of_a_rotation_stays(coach: Coach) -> None:
    coach.logs["people"].add("person Dr Qxlph clinical")
    coach.logs["experience"].add("rotation Hurley observership 1 jun 2027 28 jun 2027")
    coach.logs["experience"].set("hurley_observership", {"supervisor": "Dr Qxlph"})
    coach.logs["letters"].add("lor Dr Qxlph IM us asked 1 feb 2027")
    steps = [step.key for step in coach.prepare.steps() if step.kind == "next"]
    rotation = next(key for key in steps if key.startswith("experience/"))
    letter = next(key for key in steps if key.startswith("letters/"))
    coach.road.skip(rotation, "Dr Qxlph does it")
    coach.road.tell(letter, Telling(note="on the ward"))
    task = coach.road.add(NewTask("Print the form", after=(letter, rotation))).key
    coach.people.forget("dr_qxlph_clinical", yes=True)
    entry = coach.logs["experience"].entries()["hurley_observership"]
    assert (entry.place, entry.supervisor) == ("Hurley", "a clinical mentor")
    assert coach.road.step(rotation).note == "a clinical mentor does it"
    renamed = letter.replace("dr_qxlph", "a_clinical_mentor")
    assert coach.road.step(renamed).told.note == "on the ward"
    assert coach.road.step(task).task.after == (renamed, rotation)
    assert forgotten_everywhere(coach, "Qxlph")


def test_two_of_one_role_stay_apart(coach: Coach) -> None:
    letters = coach.logs["letters"]
    for name in ("Dr Rao", "Dr Sen"):
        coach.logs["people"].add(f"person {name} clinical")
        letters.add(f"lor {name} IM us uploaded")
        coach.people.forget(name, yes=True)
    assert {each.writer for each in coach.letters.entries().values()} == {
        "a clinical mentor",
        "a clinical mentor (2)",
    }
    assert all([letters.set(key, {"strength": "4"}) for key in letters.entries()])


def test_a_row_that_nobody_can_read_loses_the_name_too(coach: Coach) -> None:
    coach.logs["people"].add("person Dr Qxlph clinical")
    coach.logs["letters"].add("lor Dr Qxlph IM us uploaded")
    coach._state.store._connection.execute("UPDATE letters SET state = 'garbage'")
    coach.people.forget("dr_qxlph_clinical", yes=True)
    assert forgotten_everywhere(coach, "Qxlph")


def test_nobody_is_forgotten_for_an_empty_name(coach: Coach) -> None:
    before = coach.history.changes(100)
    for who in ("", "  ", "Dr Nobody"):
        with pytest.raises(CoachError, match="no name|There is no Dr Nobody"):
            coach.people.forget(who, yes=True)
    assert coach.history.changes(100) == before


ODD = ("Null", "Key", "Asked", "Mayo", "a", "A", "name", "None", "true", "a peer", "my")
QUOTED = (
    'Pat "Zed" Obrien',
    "Back\\slash Smith",
    "Dr Śliwińska",
    "Zoë (Dr)",
    "李 小龙",
    "O'Brien-Łuk",
)
SAME = ("state", "price", "kind", "stage", "since", "specialty", "hours")
NEW_LINE = "Dr Qxlph\nWard 7"


@pytest.mark.parametrize("name", [*QUOTED, NEW_LINE])
def test_a_name_of_any_letters_is_gone_from_the_file(coach: Coach, name: str) -> None:
    fill(coach, name)
    assert not forgotten_everywhere(coach, name)
    coach.people.forget(name, yes=True)
    assert forgotten_everywhere(coach, name)
    while coach.undo():
        everything(coach)
    assert forgotten_everywhere(coach, name)


def fill(coach: Coach, name: str) -> None:
    """A person in every log, with entries that were changed, ticked, told of and taken away."""
    with coach._state.act("Added: table") as act:
        act.put(PEOPLE, PEOPLE.checked({"key": "them", "name": name, "role": "peer"}))
        act.put(LETTERS, LETTERS.checked({"key": PEOPLE.free_key(name, ()), "writer": name}))
    logs = coach.logs
    letter = next(key for key, each in logs["letters"].entries().items() if each.writer == name)
    logs["letters"].set(letter, {"state": "asked", "note": f"null key asked; {name} said so"})
    logs["experience"].add("rotation Mayo Clinic observership 1 jun 2027 28 jun 2027")
    logs["experience"].set("mayo_clinic_observership", {"supervisor": name})
    logs["experience"].set("mayo_clinic_observership", {"price": "1000"})
    logs["outreach"].add("wrote Hurley observership yesterday")
    logs["outreach"].set("hurley_observership", {"person": name, "note": "a name"})
    logs["outreach"].remove("hurley_observership")
    coach.road.add(NewTask(f"Ask {name} for a key"))
    for step in list(coach.prepare.steps())[:4]:
        if step.kind == "next":
            coach.road.tell(step.key, Telling(note=f"with {name}"))
            coach.road.add(NewTask("After that", after=(step.key,)))


def everything(coach: Coach) -> dict[str, dict[str, Any]]:
    return {name: dict(coach._state.store.rows(log)) for name, log in declared().items()}


def whole_history(coach: Coach) -> Iterator[object]:
    """What stands in every row of the past but its names, words and keys."""
    for change in coach.history.changes(1000):
        for row in (change.before, change.after):
            if change.table != "people" and row and not change.act.startswith("Forgotten"):
                yield (
                    change.table,
                    [
                        row.get(each)
                        for each in ("state", "price", "kind", "stage", "since", "specialty")
                    ],
                )


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(ODD) | st.text(min_size=1, max_size=12).map(str.strip).filter(bool))
@example("Null")
@example("Key")
@example("Asked")
@example("Mayo")
@example("a")
@example("a peer")
def test_forgetting_breaks_no_row_and_undo_goes_all_the_way(coach: Coach, name: str) -> None:
    store = Store(database.in_memory())
    store.grow([*declared().values(), TEXTS])
    fresh = Coach(State(coach._state.facts, store, at(DAY), coach.home))
    fresh.profile.change(WHO)
    empty = everything(fresh)
    fill(fresh, name)
    notes = {key: (told.due, told.hours_done) for key, told in fresh._state.kept(TOLD).items()}
    past = sorted(map(str, whole_history(fresh)))
    instead = fresh.people.forget(name, yes=True).instead
    assert sorted(map(str, whole_history(fresh))) == past
    assert len(fresh._state.kept(TOLD)) >= len(notes) - 1  # the person's own step goes with them
    place = fresh.logs["experience"].entries()
    assert [(each.place, each.supervisor) for each in place.values()] == [("Mayo Clinic", instead)]
    assert [*place] == ["mayo_clinic_observership"] and not fresh.people.entries()
    keys = {key for rows in everything(fresh).values() for key in rows} | {*fresh.road.tasks}
    assert all(set(own.after) <= keys for own in everything(fresh)["own_task"].values())
    while everything(fresh) != empty:
        assert fresh.undo()
        fresh.week.plan()
    store.close()
