"""A week planned, worked and looked back on, by keys alone; the road with its chances."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from textual.pilot import Pilot

from coach.subjects.road import NewTask
from screens.app import CoachApp
from screens.pages.journey import JourneyPage
from screens.pages.page import Page
from screens.widgets import words
from screens.widgets.ask import Ask, Help, Pick
from screens.widgets.style import use_signs
from tests.screens.hands import press

Make = Callable[..., CoachApp]


def page(app: CoachApp) -> Page:
    assert isinstance(app.screen, Page)
    return app.screen


def text(app: CoachApp) -> str:
    lines = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in lines)


def here(app: CoachApp) -> str:
    return page(app).rows.selected or ""


async def worked_out(pilot: Pilot[None], app: CoachApp, group: str = "ahead") -> None:
    """What is worked out beside the page: chances, or the answer to a question ("aside")."""
    await app.workers.wait_for_complete([one for one in app.workers if one.group == group])
    await pilot.pause()
    await pilot.pause()


async def test_a_week_is_planned_from_opening_to_closing_by_keys_alone(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = page(app).rows.keys
        await press(pilot, "m")
        assert isinstance(app.screen, Pick)
        key = before[0]
        assert "Thursday 26 Nov" in text(app) and "planned" in text(app)
        await press(pilot, "j", "j", "j", "enter")
        assert app.coach.road.step(key).told.day == date(2026, 11, 26)
        assert here(app) == key and "Moved to Thursday 26 Nov" in text(app)
        await press(pilot, "p", *"0,5", "enter")
        assert app.coach.road.step(key).told.hours_done == 0.5
        await press(pilot, "g", "g", "j")
        put_off = here(app) or ""
        await press(pilot, "s", *"2026-12-03", "enter")
        assert app.coach.road.step(put_off).told.snoozed == date(2026, 12, 3)
        assert put_off not in page(app).rows.keys
        await press(pilot, "a", *"Ring the dean", "enter", "2", "enter", *"friday", "enter")
        own = app.coach.road.step("my_ring_the_dean")
        assert (own.task.hours.usual, own.due) == (2, date(2026, 11, 27))
        assert here(app) == own.task.key
        await press(pilot, "space")
        assert app.coach.road.step(own.task.key).state == "done" and "Done: Ring the dean" in text(
            app
        )
        await press(pilot, "g", "g")
        key = here(app)
        await press(pilot, "x", *"by mail", "enter")
        assert app.coach.road.step(key).note == "by mail"
        for _ in range(6):
            await press(pilot, "u")
        assert page(app).rows.keys == before


async def test_questions_left_with_esc_change_nothing(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        changes = app.coach.history.changes(1)
        for keys in ("m", "s", "p", "x", "e", "w", "a"):
            await press(pilot, keys, "escape")
            assert isinstance(app.screen, Page)
            assert text(app).endswith("? help")  # nothing was begun: the keys stand there again
        await press(pilot, "a", *"Half a", "enter", "escape")
        assert app.coach.history.changes(1) == changes


async def test_what_cannot_be_is_said_under_the_question(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "s", *"someday", "enter")
        assert "not a date like" in text(app)
        await press(pilot, "escape", "p", *"lots", "enter")
        assert "not a number of hours" in text(app)
        await press(pilot, "escape", "a", "enter")
        assert "The title is empty" in text(app) and isinstance(app.screen, Ask)


async def test_a_task_waits_for_others_and_says_so(app: CoachApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        key = here(app)
        await press(pilot, "w", *"2026-11-20", "enter", *"2026-12-10", "enter")
        step = app.coach.road.step(key)
        assert step.state == "waiting" and step.waits_since == date(2026, 11, 20)
        await press(pilot, "2")
        page(app).go_to(key)
        await press(pilot, "e", "j", "j")
        assert "Answer expected: 2026-12-10" in text(app)
        await press(pilot, "escape", "enter")
        assert "answer expected 10 Dec" in text(app)
        await press(pilot, "escape", "o")
        assert app.coach.road.step(key).state == "open"


async def test_a_step_that_is_not_on_the_road_is_found_and_said_so(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", *"revalidation", "enter")
        await pilot.pause()
        assert "not on your road" in text(app)
        await press(pilot, "escape")


async def test_an_own_task_is_edited_linked_found_and_removed(app: CoachApp) -> None:
    key = app.coach.road.add(NewTask("Ask Dr A for cases", hours=2)).key
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "ctrl+p", *"ask dr a for cases", "enter")
        assert page(app).page == "journey" and here(app) == key
        await press(pilot, "e", "enter", *"2026-12-01", "enter")
        await press(pilot, "e", "j", "enter", *"after rounds", "enter")
        await press(pilot, "e", "j", "j", "enter", *"resource:no-such", "enter")
        await press(pilot, "e", "G", "k", "enter", "backspace", "3", "enter")
        step = app.coach.road.step(key)
        assert (step.due, step.told.note, step.task.hours.usual) == (
            date(2026, 12, 1),
            "after rounds",
            3,
        )
        await press(pilot, "enter")
        shown = text(app)
        assert "after rounds" in shown and "not there any more" in shown
        await press(pilot, "escape", "e", "j", "j", "j", "enter")
        assert app.coach.road.step(key).told.links == ()
        await press(pilot, "e", "G", "enter")
        assert app.coach.road.plan.step(key) is None


async def test_chances_arrive_later_and_move_no_line(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = text(app).splitlines()
        assert "on time" in text(app) and "90 %" not in text(app)
        await worked_out(pilot, app)
        after = text(app).splitlines()
        changed = [new for old, new in zip(before, after, strict=True) if old != new]
        assert changed and all(line.endswith(" %") for line in changed)
        assert all(new.startswith(old) for old, new in zip(before, after, strict=True))
        await press(pilot, "2")
        assert "over 95 %" in text(app)  # known already


async def test_no_chance_of_a_year_that_nobody_chose(make_app: Make) -> None:
    app = make_app(new=True)
    app.coach.profile.change({"visa": "j1", "us_status": "abroad"})
    async with app.run_test(size=(80, 24)) as pilot:
        await worked_out(pilot, app)
        assert " %" not in text(app) and "-" not in text(app).split("Next dates")[1].split("┃")[0]


async def test_every_number_of_a_task_says_its_rule_and_source(app: CoachApp) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "2")
        await worked_out(pilot, app)
        page(app).go_to("pathway_choose")
        await press(pilot, "enter")
        shown = " ".join(text(app).split())
        assert "due 17 Dec 2026 · should begin now" in shown
        assert "tight: most of its time is the wait for others" in shown
        assert "at 12 h a week" in shown and "Source" in shown
        assert shown.count("Helps") in (2, 3)
        await press(pilot, "escape")
        page(app).go_to("nrmp_register")
        await press(pilot, "enter")
        shown = " ".join(text(app).split())
        assert "2,000 draws" in shown and "not a promise" in shown


async def test_the_road_says_where_i_am(app: CoachApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "2")
        line = text(app).splitlines()[3]
        assert line.count(">") == 7 and "[Interviews]" in line


async def test_the_chain_is_drawn_with_its_gates(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "c")
        await worked_out(pilot, app)
        shown = text(app)
        assert "Dec   2027" in shown and "▓" in shown and "┃" in shown
        assert "days to spare" in shown and "Pathways papers due" in shown
        screen = page(app)
        assert isinstance(screen, JourneyPage) and here(app) == "pathway_choose"
        await press(pilot, "h")
        assert "c shows the stages" in text(app)
        await press(pilot, "G")
        while "Needs    Send the Pathway application" not in text(app):
            assert here(app) != "pathway_choose"
            await press(pilot, "k")
        await press(pilot, "space")
        assert "no task is under the cursor" in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Help) and "1 Feb 09:59 yours" in text(app)
        await press(pilot, "escape", "escape")
        assert not screen.in_chain and "you are here" in text(app)


@pytest.fixture
def in_ascii() -> Iterator[None]:
    use_signs(words.in_ascii)
    yield
    use_signs(None)


@pytest.mark.usefixtures("in_ascii")
async def test_the_timeline_has_an_ascii_form(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "c")
        shown = text(app)
        assert shown.isascii() and "===|=" in shown and "..." in shown


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["G", "enter", *"20", "enter"], "dated steps"),
        (["j", "j", "enter", "enter"], "done on time % done on time %"),
        (["enter", *"2026-12-24", "enter"], "done on time % done on time %"),
        (["j", "enter"], "dated steps"),
    ],
)
async def test_what_if_stands_beside_the_plan_and_changes_nothing(
    app: CoachApp, keys: list[str], said: str
) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "2")
        before = app.coach.road.plan, app.coach.history.changes(1)
        await press(pilot, "i", *keys)
        await worked_out(pilot, app, "aside")
        assert isinstance(app.screen, Help)
        shown = " ".join(text(app).split())
        assert said in shown and "Nothing was changed." in shown
        assert (app.coach.road.plan, app.coach.history.changes(1)) == before


async def test_a_what_if_is_made_so_by_enter_and_taken_back(app: CoachApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "i", "G", "enter", *"20", "enter")
        await worked_out(pilot, app, "aside")
        assert "Enter make it so" in text(app)
        await press(pilot, "enter")
        assert app.coach.profile.applicant.hours_a_week == 20
        assert "20 hours a week, before 12 u undo" in " ".join(text(app).split())
        await press(pilot, "u")
        assert app.coach.profile.applicant.hours_a_week == 12


@pytest.fixture
def second_week(make_app: Make) -> CoachApp:
    """The example a week later, on Sunday noon: something done, something carried over."""
    monday = make_app()
    monday.coach.road.finish("polite_lines")
    return make_app(day=date(2026, 11, 29))


async def test_what_moved_is_told_with_its_cause(second_week: CoachApp) -> None:
    app = second_week
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "2", "v")
        assert "in a second" in text(app)
        await worked_out(pilot, app)
        await press(pilot, "v")
        assert isinstance(app.screen, Help)
        assert re.search(r"[+-]\d+ d +\S.*: ", text(app))


async def test_sunday_asks_once_for_a_review_of_two_minutes(second_week: CoachApp) -> None:
    app = second_week
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Review the week? r, two minutes" in text(app)
        assert "carried over from last week" in " ".join(text(app).split())
        await press(pilot, "r")
        assert isinstance(app.screen, Pick) and "1 of 4" in text(app)
        await press(pilot, "space", "enter")
        assert "2 of 4" in text(app) and "it was not begun" in text(app)
        await press(pilot, *"night shifts", "enter")
        await press(pilot, *"9.5", "enter", *"book a test", "enter")
        assert isinstance(app.screen, Help)
        shown = text(app)
        assert "night shifts; next: book a test" in shown and "It took 9.5 h." in shown
        await press(pilot, "escape")
        assert "Review the week?" not in text(app)
        (kept,) = app.coach.week.reviews()
        assert (kept.monday, kept.spent_hours) == (date(2026, 11, 23), 9.5)
        await press(pilot, "H")
        assert "23 Nov" in text(app) and "night shifts" in text(app)
        await press(pilot, "escape", "u")
        assert not app.coach.week.reviews() and "Review the week?" in text(app)
        assert not app.coach.week.plan().done


async def test_the_review_takes_the_codes_of_a_printed_week(second_week: CoachApp) -> None:
    app = second_week
    slips = [slip.step.task.key for slip in app.coach.week.look_back().slipped]
    codes = app.coach.paper.codes(slips)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "r")
        await press(pilot, *"qqq", "enter")
        assert "QQQ is no code" in " ".join(text(app).split()) or "QQQ" in text(app)
        await press(pilot, *["backspace"] * 3, *codes[slips[0]].lower(), "enter")
        assert "2 of 4" in text(app)
        await press(pilot, "enter", "enter", "enter")
        (kept,) = app.coach.week.reviews()
        assert slips[0] in kept.done and slips[0] not in kept.slipped
        await press(pilot, "escape", "u")
        assert not app.coach.week.reviews()
        assert not app.coach.road.step(slips[0]).finished


async def test_a_review_that_is_left_keeps_nothing(second_week: CoachApp) -> None:
    app = second_week
    async with app.run_test(size=(80, 24)) as pilot:
        changes = app.coach.history.changes(1)
        await press(pilot, "r", "space", "enter", *"why", "enter", "escape")
        assert app.coach.history.changes(1) == changes and "Left as it was" in text(app)
        await press(pilot, "H")
        assert "No week is kept yet" in text(app)


async def test_nobody_is_asked_about_a_week_that_was_not_planned(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.coach.today.weekday() == 6
        assert "Review the week?" not in text(app)


async def test_match_week_stands_on_the_page_by_the_hour(make_app: Make) -> None:
    app = make_app(day=date(2027, 3, 16))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "08:00 ET (17:00 yours)" in text(app)
    app = make_app(day=date(2027, 3, 16))
    async with app.run_test(size=(80, 45)) as pilot:
        await pilot.pause()
        assert "08:00 ET (17:00 yours)" in text(app) and "SOAP round 1: offers" in text(app)
    app = make_app(day=date(2027, 3, 16))
    async with app.run_test(size=(100, 60)) as pilot:
        await press(pilot, "enter")
        assert "Answer a program that contacts you first." in text(app)


async def test_hours_by_day_are_hours_that_were_said(make_app: Make) -> None:
    app = make_app()
    app.coach.profile.change({"hours_per_week": None, "hours_by_day": [0, 2, 0, 2, 0, 4, 0]})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "until you say" not in text(app) and "of 8 h planned" in text(app)


async def test_a_clock_that_runs_backwards_is_said(make_app: Make) -> None:
    app = make_app(day=date(2026, 11, 10))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "nothing is lost" in " ".join(text(app).split())


async def test_what_a_task_opens_is_said_where_it_matters(make_app: Make) -> None:
    app = make_app()
    app.coach.profile.change({"visa": "h1b"})
    count = app.coach._state.opens["step3_study"]
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        page(app).go_to("step3_study")
        await press(pilot, "enter")
        assert count > 10 and f"opens {count} programs" in text(app)


async def test_the_library_begins_with_what_this_week_needs(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6")
        rows = page(app).rows
        first = app.coach.week.plan().planned[0].step.task
        assert rows.keys[0] == "head:week" and rows.keys[1] in first.resources
        assert f"For      {first.title}" in text(app)
        count = rows.keys.index("head:rest") - 1
        await press(pilot, "f", "j", "enter")
        assert len(rows.keys) == count and "for this week" in text(app)


async def test_before_noon_on_sunday_nobody_asks_for_a_review(second_week: CoachApp) -> None:
    app = second_week
    app.coach._state.now = lambda: datetime(2026, 11, 29, 9, 0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Review the week?" not in text(app)


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
async def test_the_road_is_filled_and_the_chain_has_its_numbers_at_any_width(
    app: CoachApp, width: int
) -> None:
    async with app.run_test(size=(width, 24)) as pilot:
        await press(pilot, "2")
        road = next(line for line in text(app).splitlines() if "[Interviews" in line)
        assert "Start" in road and ("█" in road) == (width > 78)
        await press(pilot, "c")
        await worked_out(pilot, app)
        row = next(line for line in text(app).splitlines() if "Send the Pathway" in line)
        assert "┃" in row and "unsure" in row
