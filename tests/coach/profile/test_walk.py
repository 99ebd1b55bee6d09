"""The way through the first questions: a thousand random ones lose and invent nothing."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest

from coach.facts.book import Facts
from coach.profile.fields import BY_KEY, FIRST_RUN
from coach.profile.meaning import Names, names_of
from coach.profile.reading import told
from coach.profile.walk import Walk, back, first_questions, onward, place
from coach.records import CoachError

TODAY = date(2026, 11, 28)
TYPED = {
    "graduate_type": ("no", "yes", "US IMG", "perhaps"),
    "graduation_date": ("June 2019", "2028", "06/2024", "06/19", "15 june 2019", "soon"),
    "specialties": ("IM", "int, ob", "peds, xyz", "fam"),
    "match_year": ("2027", "2029", "1999", "x"),
    "us_status": ("abroad", "h-4", "citizen", "green card", "J-1", "F-1"),
    "citizenship": ("Nigeria", "pk", "Pakistan, Canada", "niger?"),
    "visa": ("j1", "either", "none", "ead"),
    "step1.passed": ("first", "after a fail", "failed", "not taken", "no", "perhaps"),
    "step1.attempts": ("2", "3", "99"),
    "step2ck.passed": ("first try", "again", "failed", "not taken"),
    "step2ck.attempts": ("2", "0", "-1"),
    "step2ck.score": ("231", "205", "999"),
    "certified": ("yes", "no", "y", "soon"),
    "states": ("ny, MI", "new york", "carolina"),
    "hours_per_week": ("12", "0", "200", "many"),
    "time_zone": ("africa/lagos", "IST", "pakistan"),
}
Profile = dict[str, Any]


@pytest.fixture(scope="module")
def names(release: Facts) -> Names:
    return names_of(release)


def answered(profile: Profile, key: str, text: str, names: Names) -> tuple[Profile, bool]:
    """The profile with an answer, and whether it was taken."""
    try:
        checked = told({key: text}, profile, names, TODAY)
    except CoachError:
        return profile, False
    return {k: v for k, v in {**profile, **checked}.items() if v is not None}, True


def one_walk(chance: random.Random, names: Names) -> None:
    profile: Profile = {}
    for _ in range(chance.randint(1, 2)):  # Esc stops, another day goes on
        walk, stop = onward(Walk(), profile, TODAY), chance.randint(1, 30)
        while walk.key and (stop := stop - 1):
            at, of = place(walk, profile, TODAY)
            assert 1 <= at <= of <= len(FIRST_RUN)
            if chance.random() < 0.25:
                before = back(walk, profile, TODAY)
                assert place(before, profile, TODAY)[0] == max(1, at - 1)
                walk = before
                continue
            text = chance.choice(("", *TYPED[walk.key]))
            now, is_taken = answered(profile, walk.key, text, names)
            if not is_taken:
                assert now == profile, "what is refused changes nothing, and is asked again"
                continue
            rest = {walk.key, walk.key.replace("passed", "attempts")}
            assert {k: v for k, v in now.items() if k not in rest} == {
                k: v for k, v in profile.items() if k not in rest
            }
            assert (walk.key in now) is bool(text)
            profile = now
            walk = onward(walk, profile, TODAY)
        open_now = {field.key for field in first_questions(profile, TODAY)}
        kept = {key for key in profile if not key.endswith(".attempts")}
        assert not open_now & kept, "what is answered is not asked again"
        if not walk.key:
            assert open_now <= {*walk.seen}, "at the end only what was left open is"


def test_a_thousand_walks_keep_what_was_answered_and_nothing_else(names: Names) -> None:
    for seed in range(1000):
        one_walk(random.Random(seed), names)


def walked(names: Names, **answers: str) -> list[str]:
    """The questions that somebody with these answers is asked, in their order."""
    profile: Profile = {}
    walk, asked = onward(Walk(), profile, TODAY), []
    while walk.key:
        asked.append(walk.key)
        text = answers.get(walk.key.replace(".", "_"), TYPED[walk.key][0])
        profile, is_taken = answered(profile, walk.key, text, names)
        assert is_taken, (walk.key, text)
        walk = onward(walk, profile, TODAY)
    return asked


def test_nothing_is_asked_that_an_answer_rules_out(names: Names) -> None:
    student = walked(names, graduation_date="2028", match_year="2029", step1_passed="not taken")
    assert not {"step1.attempts", "step2ck.passed", "step2ck.score", "certified"} & {*student}
    assert "visa" not in walked(names, us_status="citizen")
    failed = walked(names, step1_passed="after a fail", step2ck_passed="failed")
    assert {"step1.attempts", "step2ck.attempts"} <= {*failed}
    assert not {"step2ck.score", "certified"} & {*failed}
    assert "certified" not in walked(names, graduation_date="2028", match_year="2029")
    assert len(walked(names)) == 14


def test_at_the_first_try_is_kept_as_passed_and_attempts(names: Names) -> None:
    for text, kept in (
        ("first try", {"step1.passed": True, "step1.attempts": 1}),
        ("after a fail", {"step1.passed": True, "step1.attempts": 2}),
        ("failed", {"step1.passed": False, "step1.attempts": 1}),
        ("not taken", {"step1.passed": False, "step1.attempts": 0}),
        ("yes", {"step1.passed": True}),
        ("no", {"step1.passed": False}),
    ):
        assert answered({}, "step1.passed", text, names)[0] == kept
    three = {"step1.passed": True, "step1.attempts": 3}
    assert answered(three, "step1.passed", "after a fail", names)[0] == three
    assert told({"step1.passed": "first", "step1.attempts": 2}, {}, names, TODAY) == {
        "step1.passed": True,
        "step1.attempts": 2,
    }


def test_an_answer_can_be_mended_by_going_back(names: Names) -> None:
    profile: Profile = {}
    walk = Walk("step1.passed", ("step1.passed",))
    profile, _ = answered(profile, walk.key, "after a fail", names)
    walk = onward(walk, profile, TODAY)
    assert walk.key == "step1.attempts" and profile["step1.attempts"] == 2
    walk = back(walk, profile, TODAY)
    assert walk.key == "step1.passed"
    profile, _ = answered(profile, walk.key, "first try", names)
    walk = onward(walk, profile, TODAY)
    assert walk.key == "step2ck.passed" and profile["step1.attempts"] == 1


def test_every_first_question_is_declared() -> None:
    assert set(FIRST_RUN) == set(TYPED) <= set(BY_KEY)
