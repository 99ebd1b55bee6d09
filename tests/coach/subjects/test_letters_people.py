"""Letters and people by their doors: the list, ties at programs, the steps, and forgetting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from coach.saying.letters import beside_letters
from coach.saying.people import beside_people
from coach.subjects.coach import Coach

WHO = {"graduation_date": "2022-06-01", "match_year": 2028, "specialties": "IM", "visa": "j1"}
DAY = date(2027, 3, 1)
Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def coach(open_coach: Callable[..., Coach]) -> Coach:
    return open_coach(day=DAY, **WHO)


def three_marked(coach: Coach) -> list[str]:
    ids = [each.program.id for each in coach.programs.ranked()[:3]]
    for key in ids:
        coach.programs.mark(key, "apply")
    return ids


def test_letters_are_assigned_in_one_act_that_undo_takes_back(coach: Coach) -> None:
    ids = three_marked(coach)
    for line in (
        "lor Dr A IM us processed",
        "lor Dr B IM us uploaded",
        "lor Dr C IM home uploaded",
    ):
        coach.logs["letters"].add(line)
    seats = coach.letters.board().seats
    assert all(seat.complete and len(seat.letters) == 3 for seat in seats)
    assert coach.letters.take_over() and not coach.letters.take_over()
    assert {letter.programs for letter in coach.letters.entries().values()} == {tuple(ids)}
    assert coach.undo() == "Letters assigned as proposed"
    assert not any(letter.programs for letter in coach.letters.entries().values())


def test_a_program_that_asks_for_less_is_complete_with_less(coach: Coach) -> None:
    first = three_marked(coach)[0]
    coach.logs["letters"].add("lor Dr A IM us processed")
    assert coach.programs.record_fact(first, "letters_asked", "1")
    assert [seat.complete for seat in coach.letters.board().seats] == [True, False, False]


def test_a_person_at_a_program_counts_in_the_wish_and_in_no_chance(coach: Coach) -> None:
    far = coach.programs.ranked()[40].program.id
    before = coach.programs.standing(far)
    coach.logs["people"].add(f"person Dr Lee alumnus {far}")
    after = coach.programs.standing(far)
    words = "you know Dr Lee, an alumnus of your school, there"
    assert words in [reason.text for reason in after.assessment.reasons]
    assert after.numbers.score > before.numbers.score
    assert after.numbers.chance == before.numbers.chance
    assert after.numbers.prospects == before.numbers.prospects
    coach.logs["letters"].add("lor Dr Lee IM us promised")
    coach.logs["experience"].add(f"rotation There observership 1 jan 2027 {far}")
    there = coach.programs.standing(far).there
    assert there and there.short == "Dr Lee +1" and "who writes for you" in there.words
    coach.logs["people"].remove("dr_lee_alumnus")
    rotation = coach.programs.standing(far).there
    assert rotation and rotation.words == "you rotated there"


def test_a_change_of_people_leaves_what_is_costly_as_it_is(coach: Coach) -> None:
    state, (name,) = coach._state, coach.profile.applicant.specialties
    before = state.bases(name), state.ranking(name)
    coach.logs["people"].add("person Sana peer")
    assert state.ranking(name) is before[1]  # nobody at a program
    coach.logs["people"].add(f"person Dr Lee clinical {before[1][9][0].id}")
    assert state.bases(name) is before[0] and state.ranking(name) is not before[1]
    ranking = state.ranking(name)
    coach.road.finish("school_check")
    assert state.ranking(name) is ranking


def test_what_moved_tells_no_cause_for_a_rotation_of_long_ago(coach: Coach) -> None:
    far = coach.programs.ranked()[40].program.id
    coach.logs["experience"].add(f"rotation There observership 1 jan 2027 {far}")
    assert not [each for each in coach.programs.moved("1").told if each.program.id == far]


def test_steps_ask_remind_thank_and_name_open_roles(coach: Coach) -> None:
    assert not [step for step in coach.prepare.steps() if step.log in ("letters", "people")]
    coach.logs["letters"].add("lor Dr A IM us asked 1 feb 2027")
    coach.logs["letters"].add("lor Dr B IM us uploaded")
    coach.logs["people"].add("person Cardio circle group")
    coach.logs["people"].add("person Dr A clinical")
    coach.logs["people"].set("dr_a_clinical", {"next_step": "send the CV", "next_on": "2027-03-05"})
    keys = {
        step.key.partition("/")[0] + "/" + step.key.split("/")[-1] for step in coach.prepare.steps()
    }
    assert keys >= {"letters/remind", "letters/thank", "people/next", "people/2027-03-07"}
    assert keys >= {"people/research", "people/visa"} and "people/peer" not in keys
    for step in list(coach.prepare.steps()):
        if step.kind == "next" and step.log in ("letters", "people"):
            coach.road.finish(step.key)
    assert not [
        step
        for step in coach.prepare.steps()
        if step.kind == "next" and step.log in ("letters", "people")
    ]
    letters = coach.letters.entries()
    assert letters["dr_a_internal_medicine"].reminded == DAY
    assert letters["dr_b_internal_medicine"].thanked == DAY


def test_the_last_contact_is_the_newest_of_all_that_names_them(coach: Coach) -> None:
    coach.logs["people"].add("person Dr A clinical 1 feb 2027")
    (person,) = coach.people.entries().values()
    assert coach.people.last_contact(person) == date(2027, 2, 1)
    coach.logs["letters"].add("lor Dr A IM us asked 20 feb 2027")
    coach.logs["experience"].add("rotation There observership 1 mar 2027 28 mar 2027")
    coach.logs["experience"].set("there_observership", {"supervisor": "Dr A"})
    assert coach.people.last_contact(person) == date(2027, 2, 20)


def test_match_week_hides_contact_and_says_why(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(day=date(2027, 3, 16), **WHO | {"match_year": 2027})
    coach.logs["letters"].add("lor Dr A IM us uploaded")
    coach.logs["people"].add("person Dr A clinical")
    coach.logs["people"].set("dr_a_clinical", {"next_step": "send news"})
    coach.logs["people"].add("person Circle group")
    assert coach.season.locked and not coach.letters.nudges
    (step,) = [each for each in coach.prepare.steps() if each.kind == "next"]
    assert step.title == "Check in with Circle"
    (letter,), (*_, person) = coach.letters.entries().values(), coach.people.entries().values()
    for lines in (beside_letters(coach, letter), beside_people(coach, person)):
        assert "Match Week" in lines[0].text


def test_the_commands(run: Run) -> None:
    run("profile", "set", "specialties=IM", "visa=j1", "match_year=2028")
    _, ranked, _ = run("programs", "--limit", "1", "--json")
    program = ranked["programs"][0]["program_id"]
    assert run("letters", "assign", "--json")[1]["assignment"] == []
    run("lor", "add", "Dr", "Lee", "IM", "us", "uploaded")
    run("person", "add", "Dr", "Lee", "clinical")
    status, _, refused = run("people", "forget", "dr_lee_clinical", "--json")
    assert status == 1 and "letters: Dr Lee, Internal Medicine" in refused
    status, forgot, _ = run("people", "forget", "dr", "lee", "--yes", "--json")
    assert status == 0 and forgot["instead"] == "a clinical mentor" and program
    assert run("people", "forget", "nobody")[0] == 1


def test_nobody_for_visas_is_missing_where_none_is_needed(coach: Coach) -> None:
    coach.logs["people"].add("person Dr A clinical")
    assert "visa" in coach.people.open_roles
    coach.profile.change({"us_status": "citizen", "visa": "none"})
    assert "visa" not in coach.people.open_roles
    assert "people/visa" not in {step.key for step in coach.prepare.steps()}
