"""The first questions as they are met: few keys, mended on the way, kept whatever happens."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

import pytest
from textual.events import Key, Paste
from textual.pilot import Pilot

from coach.saying.text import Line
from coach.subjects.profile import Walk
from screens.app import CoachApp
from screens.pages.beginning import TIPS, Begun
from screens.pages.prepare import PreparePage
from screens.pages.profile import finds
from screens.pages.week import WeekPage
from screens.widgets.ask import Ask
from screens.widgets.prompt import Field, Prompt
from tests.screens.hands import press, text

Make = Callable[..., CoachApp]
ENTER: Final = "enter"
FIRST: Final = {
    "student": {
        "graduate_type": ["no"],
        "graduation_date": ["06/2028"],
        "specialties": ["int, fam"],
        "match_year": ["2029"],
        "us_status": ["outs"],
        "citizenship": ["pak"],
        "visa": ["j1"],
        "step1.passed": ["not"],
        "states": ["ny, mi"],
        "hours_per_week": ["10"],
        "time_zone": ["pakis"],
    },
    "graduate": {
        "graduate_type": ["no"],
        "graduation_date": ["June 2019"],
        "specialties": ["im"],
        "match_year": ["2028"],
        "us_status": ["h-4"],
        "citizenship": ["egypt"],
        "visa": ["either"],
        "step1.passed": ["after"],
        "step1.attempts": [],
        "step2ck.passed": ["first"],
        "step2ck.score": ["231"],
        "certified": ["n"],
        "states": ["ny, new jer"],
        "hours_per_week": ["12"],
        "time_zone": ["et"],
    },
    "interviews": {
        "graduate_type": ["no"],
        "graduation_date": ["2022"],
        "specialties": ["im"],
        "match_year": ["2027"],
        "us_status": ["outs"],
        "citizenship": ["nigeria"],
        "visa": ["j1"],
        "step1.passed": ["down"],
        "step2ck.passed": ["first"],
        "step2ck.score": ["248"],
        "certified": ["y"],
        "states": [],
        "hours_per_week": ["9"],
        "time_zone": ["nigeria"],
    },
}
"""What three applicants press at each question before Enter."""
NAMED: Final = ("up", "down", "tab", "shift+tab")


@pytest.fixture(autouse=True)
def _no_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that does not say where it stands."""
    monkeypatch.setenv("TZ", "UTC")


def asked(app: CoachApp) -> str:
    """The key of the question on the screen; "" for none."""
    if not isinstance(app.screen, Ask):
        return ""
    question = app.screen.question.partition("  ")[2]
    fields = app.coach.profile.first_questions
    seen = {field.question: field.key for field in fields}
    return seen.get(question) or next(
        field.key for field in map(app.coach.profile.field, KEYS) if field.question == question
    )


KEYS: Final = tuple(dict.fromkeys(key for answers in FIRST.values() for key in answers)) + (
    "step2ck.attempts",
)


@pytest.mark.parametrize("who", FIRST)
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_under_ninety_keys_lead_to_the_week_and_why(
    make_app: Make, who: str, size: tuple[int, int]
) -> None:
    app, keys = make_app(new=True, day=date(2026, 11, 28)), 1
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, ENTER)
        for key, typed in FIRST[who].items():
            assert asked(app) == key
            pressed = [each for word in typed for each in ([word] if word in NAMED else word)]
            await press(pilot, *pressed, ENTER)
            keys += len(pressed) + 1
        assert isinstance(app.screen, Begun)
        shown = " ".join(text(app).split())
        leads = "too long for the Match of 2029. What fits: " if who == "student" else "First “"
        assert "Your week is ready." in shown and leads in shown
        assert "space the task under the cursor" in shown and "? what this page" in shown
        await press(pilot, ENTER)
        assert isinstance(app.screen, WeekPage) and keys + 1 < 90
        assert text(app).endswith("? help"), "the keys of the week, not the last answer"
        left = {field.key for field in app.coach.profile.first_questions}
        assert left <= {"states"}


async def test_a_digit_leaves_the_words_on_the_week_for_its_page(make_app: Make) -> None:
    app = make_app(day=date(2026, 11, 28))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.push_screen(Begun([Line.of("Because.")]))
        await press(pilot, "5")
        assert isinstance(app.screen, PreparePage)


async def test_all_keys_at_once_land_where_they_were_meant_to(make_app: Make) -> None:
    app = make_app(new=True, day=date(2026, 11, 28))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        keys = [ENTER]
        for word in ("no", "06/2019", "im", "2028", "h-4", "egypt", "j1", "first"):
            keys += [*word, ENTER]
        for key in keys:
            name = {"/": "slash", "-": "minus"}.get(key, key)
            app.post_message(Key(name, key if len(key) == 1 else None))
        await pilot.pause()
        for _ in range(40):
            await pilot.pause()
        answers = app.coach.profile.answers
        assert answers["graduation_date"] == "2019-06-30" and answers["us_status"] == "dependant"
        assert answers["step1.attempts"] == 1 and asked(app) == "step2ck.passed"


async def test_a_score_answers_whether_step_2_ck_is_passed_and_is_not_asked_again(
    make_app: Make,
) -> None:
    app = make_app(new=True, day=date(2026, 11, 28))
    app.coach.profile.change({"step1.passed": "first", "step1.attempts": "1"})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "7", "r")
        for _ in range(9):
            if asked(app) != "step2ck.passed":
                await press(pilot, ENTER)
        await press(pilot, *"180", ENTER)
        assert "180 lies below the pass mark; answer in words" in text(app)
        await press(pilot, "ctrl+u", *"244")
        assert "yes, with the score 244" in text(app)
        await press(pilot, ENTER)
        assert asked(app) == "step2ck.attempts", "a score alone does not say at which try"
        await press(pilot, "2", ENTER)
        assert asked(app) == "certified"
        answers = app.coach.profile.answers
        assert (answers["step2ck.passed"], answers["step2ck.score"]) == (True, 244)
        assert answers["step2ck.attempts"] == 2


GOOD: Final = {key: [words[key] for words in FIRST.values() if key in words] for key in KEYS} | {
    "step2ck.attempts": [["2"]],
    "step1.attempts": [["3"]],
}
BAD: Final = {
    "graduation_date": "soon",
    "match_year": "2026",
    "specialties": "zzz",
    "step1.passed": "no",
    "step1.attempts": "77",
    "hours_per_week": "many",
    "time_zone": "ist",
    "us_status": "j-1",
}
SIZES: Final = ((60, 20), (80, 24), (40, 10), (120, 36))


@pytest.mark.parametrize("seed", range(20))
async def test_random_walks_keep_what_was_answered_and_nothing_else(
    make_app: Make, seed: int
) -> None:
    chance, app = random.Random(seed), make_app(new=True, day=date(2026, 11, 28))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, ENTER)
        for _ in range(14):
            if isinstance(app.screen, Begun):
                break
            if not asked(app):
                await press(pilot, "7", "r")
                continue
            await _one_step(pilot, app, chance)
    assert app.return_code in (0, None)


async def _one_step(pilot: Pilot[None], app: CoachApp, chance: random.Random) -> None:
    key, before = asked(app), dict(app.coach.profile.answers)
    step = chance.choice(("good", "good", "good", "bad", "open", "back", "resize", "escape"))
    if step == "good":
        typed = chance.choice(GOOD[key])
        letters = [each for word in typed for each in ([word] if word in NAMED else word)]
        await press(pilot, *letters, ENTER)
        after = app.coach.profile.answers
        rest = {key, key.replace("passed", "attempts")}
        assert {k: v for k, v in after.items() if k not in rest} == {
            k: v for k, v in before.items() if k not in rest
        }
        if asked(app) == key:  # it does not go with another answer
            assert after == before
            await press(pilot, "ctrl+u")
        else:
            assert key in after or not typed
        return
    if step == "bad" and key in BAD:
        await press(pilot, "ctrl+u", *BAD[key], ENTER)
        assert asked(app) == key
        await press(pilot, *["backspace"] * len(BAD[key]))
    elif step == "open" and key not in before:
        await press(pilot, ENTER)
        assert asked(app) != key
    elif step == "back":
        await press(pilot, *"ab", "shift+tab")
        if asked(app) == key:
            await press(pilot, "backspace", "backspace")
    elif step == "resize":
        await press(pilot, *"xy")
        await pilot.resize_terminal(*chance.choice(SIZES))
        await pilot.pause()
        assert asked(app) == key and app.screen.query_one(Field).text.endswith("xy")
        await press(pilot, "backspace", "backspace")
    elif step == "escape":
        await press(pilot, "escape")
        assert not asked(app)
    assert app.coach.profile.answers == before


async def test_esc_stops_keeps_and_says_how_to_go_on(make_app: Make) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, ENTER, *"no", ENTER, *"20", "escape")
        assert app.coach.profile.answers == {"graduate_type": "non_us_img"}
        assert "What you answered is kept; 7, then r goes on." in text(app)
        await press(pilot, "7", "r")
        assert asked(app) == "graduation_date"


async def test_the_zone_of_the_machine_is_proposed_and_taken_by_enter(
    make_app: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Africa/Cairo")
    app = make_app(new=True)
    field = app.coach.profile.field("time_zone")
    assert app.coach.profile.proposed(field) == (
        "Africa/Cairo",
        "This machine is set to Africa/Cairo.",
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, *[ENTER] * 14)
        assert asked(app) == "time_zone" and "set to Africa/Cairo" in text(app)
        await press(pilot, ENTER)
        assert app.coach.profile.answers == {"time_zone": "Africa/Cairo"}


async def test_a_citizen_at_school_is_one_now_unless_said_otherwise(make_app: Make) -> None:
    app = make_app(new=True)
    app.coach.profile.change({"graduate_type": "yes"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "7", "r", *[ENTER] * 3)
        assert asked(app) == "us_status" and "You were a US citizen" in text(app)
        await press(pilot, ENTER)
        assert app.coach.profile.answers["us_status"] == "citizen"
        assert asked(app) == "step1.passed", "a citizen needs no visa"


async def test_a_day_is_understood_while_it_is_typed(make_app: Make) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, ENTER, ENTER, *"June 2019")
        assert "30 June 2019" in text(app)
        await press(pilot, "ctrl+u", *"06/19", ENTER)
        assert "can be June 2019 or a day" in " ".join(text(app).split())
        assert asked(app) == "graduation_date"


async def test_words_that_leave_a_question_open_are_understood_and_said(make_app: Make) -> None:
    app = make_app(new=True, day=date(2026, 11, 28))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, ENTER)
        for typed in ("not sure", "I don't know", "any", "skip", "idk", "no idea", "unsure"):
            before = asked(app)
            await press(pilot, *typed)
            assert "left open" in text(app)
            await press(pilot, ENTER)
            assert asked(app) != before
        app.coach.profile.change({"visa": "j1"})
        while asked(app) != "states":
            await press(pilot, ENTER)
        await press(pilot, *"no")
        assert "left open" in text(app) and "North" not in text(app)
        await press(pilot, "ctrl+u", *"NY NJ")
        assert "New York, New Jersey" in text(app)
        await press(pilot, "tab", ENTER, *"10 hrs a week", ENTER)
        answers = app.coach.profile.answers
        assert answers == {"visa": "j1", "states": ["NY", "NJ"], "hours_per_week": 10}


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("graduate_type", "n", "non_us_img"),
        ("graduate_type", "y", "us_img"),
        ("match_year", "july 2027", 2027),
        ("match_year", "Match 2028", 2028),
        ("visa", "n", "none"),
        ("certified", "not yet", False),
        ("step1.passed", "failed once then passed", True),
        ("step1.passed", "passed after one fail", True),
        ("step1.passed", "I failed it the first time, passed the second", True),
        ("hours_per_week", "15 hours", 15),
        ("states", "NY and NJ", ["NY", "NJ"]),
        ("graduation_date", "about 2017", "2017-07-01"),
    ],
)
async def test_everyday_words_are_taken_by_enter(
    make_app: Make, key: str, typed: str, kept: object
) -> None:
    app = make_app(new=True, day=date(2026, 11, 28))
    app.coach.profile.change({"time_zone": "Asia/Karachi"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "7")
        app.screen.go_to(key)  # type: ignore[attr-defined]
        await press(pilot, ENTER, *typed, ENTER)
        assert app.coach.profile.answers[key] == kept
        assert app.coach.profile.answers.get("step1.attempts", 2) == 2


async def test_what_is_not_understood_is_asked_back_in_words_not_codes(make_app: Make) -> None:
    app = make_app(new=True, day=date(2026, 11, 28))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, ENTER, *"perhaps", ENTER)
        assert "“US IMG, a US citizen then”" in text(app).replace("\n", " ")
        assert "non_us_img" not in text(app)
        await press(pilot, "ctrl+u", ENTER, *"soon", ENTER)
        assert "is not a date like June 2019 or 15 June 2019" in text(app)


@pytest.mark.parametrize("typed", ["passed", "failed, will be passed soon", "passed, never failed"])
async def test_a_result_that_is_not_sure_is_never_guessed(make_app: Make, typed: str) -> None:
    app = make_app(new=True, day=date(2026, 11, 28))
    app.coach.profile.change({"visa": "j1"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "7")
        app.screen.go_to("step1.passed")  # type: ignore[attr-defined]
        await press(pilot, ENTER, *typed, ENTER)
        assert app.coach.profile.answers == {"visa": "j1"}
        if typed == "passed":
            assert "Did you mean “yes, at the first try”, “yes, after a fail”" in text(app)


async def test_a_year_alone_is_about_a_day_and_says_so(make_app: Make) -> None:
    app = make_app(new=True, day=date(2026, 11, 28))
    field = app.coach.profile.field("graduation_date")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, ENTER, ENTER, *"2017")
        assert "about 1 July 2017" in text(app)
        await press(pilot, ENTER, "escape", "7")
        assert "about 2017-07-01" in text(app)
        app.screen.go_to("graduation_date")  # type: ignore[attr-defined]
        await press(pilot, ENTER, ENTER)
        assert app.coach.profile.answers == {"graduation_date": "2017-07-01"}
        assert app.coach.profile.understood(field, "15 June 2017") == "15 June 2017"


async def test_the_passport_is_asked_of_those_who_are_no_us_citizens(make_app: Make) -> None:
    app = make_app(new=True, day=date(2026, 11, 28))
    app.coach.profile.change({"graduate_type": "no", "us_status": "abroad"})
    profile = app.coach.profile
    assert "citizenship" in [field.key for field in profile.first_questions]
    profile.change({"us_status": "citizen"})
    assert "citizenship" not in [field.key for field in profile.first_questions]
    profile.change({"us_status": "", "graduate_type": "yes"})
    assert "citizenship" not in [field.key for field in profile.first_questions]


async def test_a_plain_yes_of_an_older_profile_is_kept_by_enter(make_app: Make) -> None:
    app = make_app(new=True)
    app.coach.profile.change({"step1.passed": "yes"})
    field = app.coach.profile.field("step1.passed")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "7")
        app.screen.go_to("step1.passed")  # type: ignore[attr-defined]
        await press(pilot, ENTER)
        assert "yes, attempts not told" in text(app)
        await press(pilot, ENTER)
        assert app.coach.profile.answers == {"step1.passed": True}
        await press(pilot, ENTER, *"after", ENTER)
        assert app.coach.profile.answers == {"step1.passed": True, "step1.attempts": 2}
        assert app.coach.profile.as_typed(field) == "again"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("fail", "step1.attempts"),
        ("visa", "visa"),
        ("money", "budget"),
        ("old", "graduation_date"),
        ("years", "graduation_date"),
        ("zone", "time_zone"),
        ("passport", "citizenship"),
        ("step 2 fail", "step2ck.passed"),
    ],
)
async def test_profile_finds_answers_by_everyday_words(app: CoachApp, words: str, key: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "7", "slash", *words, ENTER)
        page = app.screen
        listed = page.items  # type: ignore[attr-defined]
        assert key in listed and len(listed) <= 16
    assert not finds("old", app.coach.profile.field("citizenship")), "“hold” is no “old”"


async def test_a_tip_a_day_until_they_are_told_or_ended(make_app: Make) -> None:
    seen = []
    make_app(new=True).coach.set_setting("tips", "0 2026-11-28")
    for day in range(9):
        app = make_app(new=True, day=date(2026, 11, 28) + timedelta(days=day))
        app.coach.profile.change({"visa": "j1"})
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.pause()
            await pilot.pause()
            if "Tip: " in text(app):
                seen.append(text(app).partition("Tip: ")[2])
                assert seen[-1].endswith("T no more"), "whole at sixty columns"
                await press(pilot, "j")
                assert "Tip: " not in text(app), "gone with the next key"
    assert len({*seen}) == len(seen) == len(TIPS)


async def test_one_key_ends_the_tips_for_good(make_app: Make) -> None:
    make_app(new=True).coach.set_setting("tips", "0 2026-11-28")
    for day, has_tip in ((29, True), (30, False)):
        app = make_app(new=True, day=date(2026, 11, day))
        app.coach.profile.change({"visa": "j1"})
        async with app.run_test(size=(100, 24)) as pilot:
            await pilot.pause()
            await pilot.pause()
            assert ("Tip: " in text(app)) is has_tip
            await press(pilot, "T")
    assert app.coach.setting("tips") == ""


async def test_ten_thousand_letters_in_the_search_line_are_cut_and_said(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "slash", *"mich")
        app.screen.query_one(Prompt).post_message(Paste("x" * 10_000))
        await pilot.pause()
        assert len(app.screen.query_one(Prompt).text) == 2000
        await press(pilot, ENTER)
        assert "It takes 2,000 letters; the rest, 8004, was left out." in text(app)


def test_a_walk_at_its_end_has_no_place(make_app: Make) -> None:
    assert make_app(new=True).coach.profile.place(Walk())[0] == 0
