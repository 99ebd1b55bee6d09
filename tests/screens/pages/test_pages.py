"""Every page used by keys alone, as a doctor would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coach.subjects.coach import Coach
from screens.app import CoachApp
from screens.pages.answer import AnswerScreen
from screens.pages.page import Page
from screens.widgets.ask import Ask, Help, Pick
from screens.widgets.detail import Detail
from tests.screens.hands import press

Make = Callable[..., CoachApp]


def page(app: CoachApp) -> Page:
    assert isinstance(app.screen, Page)
    return app.screen


def text(app: CoachApp) -> str:
    """Everything on the screen."""
    lines = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in lines)


async def test_digits_go_to_the_pages(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for key, name in (
            ("2", "journey"),
            ("3", "programs"),
            ("6", "library"),
            ("7", "profile"),
            ("1", "week"),
        ):
            await press(pilot, key)
            assert page(app).page == name
            assert name.capitalize() in text(app).splitlines()[0]


async def test_space_finishes_a_task_and_u_brings_it_back(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        key = page(app).rows.selected
        assert key
        await press(pilot, "space")
        assert app.coach.road.step(key).state == "done"
        assert "Done:" in text(app) and "u undo" in text(app)
        await press(pilot, "u")
        assert app.coach.road.step(key).state != "done"
        assert "Taken back" in text(app)


async def test_enter_says_why_with_sources_and_esc_goes_back(app: CoachApp) -> None:
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "enter")
        assert isinstance(app.screen, Help)
        assert "Before" in text(app) and "The numbers, and their rules" in text(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, Page)


async def test_help_explains_the_line_and_the_keys(app: CoachApp) -> None:
    async with app.run_test(size=(80, 50)) as pilot:
        await press(pilot, "3", "question_mark")
        assert "Put the program on my application list." in text(app).splitlines()[3]
        await press(pilot, "space", "space")
        shown = text(app)
        assert "Score" in shown and "Chance" in shown
        await press(pilot, "G")
        assert "988" in text(app)


async def test_journey_starts_where_the_applicant_is_and_walks_the_stages(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2")
        tasks = app.coach.road.tasks
        assert tasks[page(app).rows.selected or ""].stage == "interviews"
        await press(pilot, "l")
        assert tasks[page(app).rows.selected or ""].stage == "ranking"
        await press(pilot, "h", "h")
        assert tasks[page(app).rows.selected or ""].stage == "application_year"
        await press(pilot, "x")
        key = page(app).rows.selected or ""
        assert app.coach.road.step(key).state in ("skipped", "done")
        await press(pilot, "o")
        assert app.coach.road.step(key).state in ("open", "blocked", "waiting")


async def test_programs_are_marked_filtered_and_found(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "j", "j", "j", "j", "j", "j")
        key = page(app).rows.selected or ""
        await press(pilot, "a")
        assert app.coach.programs.standing(key).mark is not None
        await press(pilot, "a")
        assert app.coach.programs.standing(key).mark is None
        await press(pilot, "slash", *"hurley")
        assert len(page(app).rows.keys) == 1
        assert "Hurley" in text(app)
        await press(pilot, "enter", "escape")
        assert len(page(app).rows.keys) > 100


async def test_the_filter_asks_what_and_then_which(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        everything = len(page(app).rows.keys)
        await press(pilot, "f")
        assert isinstance(app.screen, Pick)
        await press(pilot, "j", "j", "enter", "j", "enter")
        few = page(app)
        assert 0 < len(few.rows.keys) < everything
        assert all(app.coach.programs.standing(k).program.visa_j1 == "yes" for k in few.rows.keys)
        assert "J-1 stated" in text(app)
        await press(pilot, "escape")
        assert len(page(app).rows.keys) == everything


async def test_programs_can_be_put_in_another_order(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "o", *["j"] * 5, "enter")
        names = [
            app.coach.programs.standing(k).program.name.casefold() for k in page(app).rows.keys[:50]
        ]
        assert names == sorted(names)


async def test_the_library_finds_what_is_meant(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "slash", *"english", "space", *"test", "enter")
        assert app.coach.library.catalogue[page(app).rows.selected or ""].name.startswith("OET")
        await press(pilot, "space")
        assert "using" in text(app)
        assert app.coach.library.marks["oet-medicine-for-ecfmg"].mark == "using"


async def test_a_fourth_study_tool_must_say_what_it_replaces(app: CoachApp) -> None:
    for key in ("amboss-question-bank", "first-aid-for-the-usmle", "pathoma"):
        app.coach.library.mark(key, "using")
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "6")
        page(app).go_to("kaplan-medical-courses")
        await press(pilot, "space")
        assert "Which one would it replace?" in text(app)


async def test_a_closed_program_is_gone_to_by_its_number_alone(app: CoachApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "ctrl+p", *"1401611115", "enter")
        assert page(app).page == "programs" and page(app).rows.selected == "1401611115"
        assert "closed on 8 Aug 2025" in text(app)
        await press(pilot, "escape")
        assert "Weiss Memorial" not in text(app)


async def test_anything_is_found_and_gone_to(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", *"bronxcare", "enter")
        assert page(app).page == "programs"
        program = app.coach.programs.standing(page(app).rows.selected or "").program
        assert "BronxCare" in program.name
        await press(pilot, "ctrl+p", *"uworld", "enter")
        assert page(app).page == "library"
        await press(pilot, "ctrl+p", *"journey", "enter")
        assert page(app).page == "journey"


async def test_an_answer_is_changed_checked_and_undone(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "7")
        page(app).go_to("hours_per_week")
        await press(pilot, "enter")
        assert isinstance(app.screen, Ask)
        await press(pilot, "backspace", "backspace", *"900", "enter")
        assert "outside 0 to 112" in text(app)
        await press(pilot, "backspace", "backspace", "enter")
        assert app.coach.profile.answers["hours_per_week"] == 9
        await press(pilot, "u")
        assert app.coach.profile.answers["hours_per_week"] == 12


async def test_a_new_applicant_is_welcomed_asked_and_can_stop(make_app: Make) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(100):
            await pilot.pause(0.02)
            if "Welcome" in text(app):
                break
        assert "Welcome" in text(app)
        await press(pilot, "enter")
        assert "1 · about 13 more" in text(app)
        await press(pilot, "down", "enter")
        assert app.coach.profile.answers["graduate_type"] == "non_us_img"
        assert "2 · about 12 more" in text(app)
        await press(pilot, *"2022-06-15", "enter", *"IM", "enter")
        assert app.coach.profile.answers["specialties"] == ["Internal Medicine"]
        await press(pilot, "enter", "escape")
        assert page(app).page == "week"
        assert "match_year" not in app.coach.profile.answers
        await press(pilot, "7", "r")
        assert "1 · about 10 more" in text(app)


async def test_first_questions_follow_the_answers(make_app: Make) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "escape")
        typed = {"graduate_type": "us_img", "graduation_date": "2028", "specialties": "IM"}
        app.coach.profile.change({**typed, "us_status": "refugee", "match_year": 2029})
        await press(pilot, "7", "r")
        assert "Have you passed Step 1?" in text(app) and "yes, at the first try" in text(app)
        await press(pilot, *"no", "enter")
        assert "Did you mean “no, failed so far” or “not taken yet”?" in text(app)
        await press(pilot, "ctrl+u", *"fail", "enter")
        assert "How many attempts at Step 1 in all" in text(app) and "2 · about 3 more" in text(app)
        await press(pilot, "2", "enter")
        assert "Which states do you prefer" in text(app)
        assert app.coach.profile.answers["step1.attempts"] == 2
        await press(pilot, "up", "up", *"not tak", "enter")
        assert "Which states do you prefer" in text(app) and "2 · about 2 more" in text(app)
        assert app.coach.profile.answers["step1.attempts"] == 0


async def test_the_welcome_can_wait(make_app: Make) -> None:
    app = make_app(new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "escape")
        assert page(app).page == "week"
        assert "questions are open" in text(app)
        await press(pilot, "3")
        assert "Name a specialty" in text(app)


async def test_what_cannot_be_saved_is_said_on_the_last_line(
    app: CoachApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coach.records import CoachError

    def fail(*given: object) -> None:
        raise CoachError("This could not be saved (disk full); nothing was changed.")

    async with app.run_test(size=(80, 24)) as pilot:
        monkeypatch.setattr(app.coach.road, "finish", fail)
        await press(pilot, "space")
        assert "disk full" in text(app).splitlines()[-1]


async def test_profile_goes_out_and_in_by_keys(app: CoachApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "7", "w", "ctrl+u", *str(tmp_path / "me.toml"), "enter")
        assert (tmp_path / "me.toml").read_text().startswith("graduate_type")
        app.coach.profile.change({"visa": "h1b"})
        await press(pilot, "escape", "i", *str(tmp_path / "me.toml"), "enter")
        assert app.coach.profile.answers["visa"] == "j1"


async def test_match_week_says_why_nothing_is_written_to_programs(make_app: Make) -> None:
    app = make_app(day=date(2027, 3, 16))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "no program of the Match is written to" in " ".join(text(app).split())
        tasks = app.coach.road.tasks
        assert not any(tasks[key].outreach for key in page(app).rows.keys)


async def test_another_windows_change_is_seen_at_the_next_key(make_app: Make) -> None:
    app, other = make_app(), make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        key = page(app).rows.selected or ""
        other.coach.road.finish(key)
        await press(pilot, "j")
        assert app.coach.road.step(key).state == "done"
        assert key not in [one.step.task.key for one in app.coach.week.plan().planned]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
@pytest.mark.parametrize("key", ["1", "2", "3", "4", "5", "6", "7"])
async def test_every_page_is_whole_at_every_size(
    app: CoachApp, key: str, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, key)
        shown = text(app).splitlines()
        assert len(shown) == size[1]
        assert f"[{key} " in shown[0] and "Sun 22 Nov 2026 · season 2027 · interviews" in shown[1]
        assert shown[-1].rstrip().endswith("? help")
        assert page(app).rows.size.height >= 3
        assert all(pane.size.height >= 1 for pane in page(app).query(Detail))


async def test_a_theme_is_chosen_and_remembered(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "t", "j", "j", "enter")
        assert app.coach.setting("theme") == "light"
        assert app.has_class("theme-light")
        style = app.screen._compositor.render_strips()[0]._segments[0].style
        assert style is not None and style.bgcolor is not None
        assert style.bgcolor.name == "bright_white"
        await press(pilot, "t", "k", "k", "enter")
    again = make_app()
    async with again.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert again.has_class("theme-terminal")


async def test_a_key_that_is_not_possible_says_why(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "2", "o")
        assert "Not now: the task is open." in text(app).splitlines()[-1]
        await press(pilot, "space", "p")
        assert "is done already" in text(app).splitlines()[-1]


async def test_help_names_what_is_not_possible_now(app: CoachApp) -> None:
    async with app.run_test(size=(120, 80)) as pilot:
        await press(pilot, "2", "question_mark")
        assert "Not now: the task is open." in text(app)


async def test_on_a_slow_line_a_held_key_shows_the_text_when_it_rests(make_app: Make) -> None:
    from screens.terminal.environment import look_around

    app = make_app()
    app.line = look_around({"TERM": "xterm"}, "slow")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "j", "j")
        tip = app.coach.library.catalogue[page(app).rows.selected or ""].tip
        assert tip[:20] not in text(app)
        await pilot.pause(0.3)
        assert tip[:20] in text(app)


async def test_a_broken_rule_leads_the_week_and_goes_with_its_cause(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        height = page(app).rows.size.height
        app.coach.profile.change({"oet.passed": "yes", "oet.date": "2024-06-01"})
        page(app).reload()
        await pilot.pause()
        assert text(app).splitlines()[2].startswith(" ✗ OET of 1 Jun 2024 is older than")
        assert page(app).rows.size.height < height
        await press(pilot, "R")
        assert "Needs you now" in text(app)
        await press(pilot, "escape", "u")
        assert "✗" not in text(app)
        assert page(app).rows.size.height == height


async def test_a_question_opens_its_answer_and_enter_there_goes_where_one_acts(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", *"do i need step 3 for h1b", "enter")
        assert isinstance(app.screen, AnswerScreen) and "Step 3" in text(app)
        await press(pilot, "enter")
        assert page(app).page == "journey" and page(app).rows.selected == "step3_decide"
        await press(pilot, "6", "slash", *"is my oet still valid", "enter", "enter")
        assert isinstance(app.screen, AnswerScreen) and "OET counts for 2027" in text(app)
        await press(pilot, "escape")
        assert page(app).page == "library"


def test_every_answer_can_be_read_and_says_where_to_act(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach()
    for answer in coach.advice._state.facts.answers.values():  # noqa: SLF001
        screen = AnswerScreen(coach, answer.key)
        labels = {line.label for line in screen._lines()}  # noqa: SLF001
        assert labels & {"Next", "Enter"}, answer.key
