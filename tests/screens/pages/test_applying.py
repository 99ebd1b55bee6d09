"""From a finished profile to a list with a budget and its reasons, by keys alone at 80×24."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, strategies as st
from textual.pilot import Pilot

from coach.saying.applying import specialties_of
from coach.saying.program import letters
from coach.subjects.applying import Limits
from coach.subjects.coach import Coach
from screens.app import CoachApp
from screens.pages.applying import ApplyingPage
from screens.pages.list_table import Known, curve, list_table
from screens.pages.page import Page
from screens.pages.program_view import saved_views
from screens.widgets.ask import Ask, Help, Pick
from screens.widgets.weighing import scaled
from tests.screens.hands import press


def page(app: CoachApp) -> Page:
    assert isinstance(app.screen, Page)
    return app.screen


def text(app: CoachApp) -> str:
    lines = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in lines)


async def worked_out(pilot: Pilot[None], app: CoachApp) -> None:
    """The view is worked out beside the page."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def test_the_list_follows_the_weights_while_they_are_typed(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        programs = page(app)
        before = programs.rows.keys
        await press(pilot, "w", *["j"] * 5, *"90")
        assert "prospects" in text(app) and "how likely it invites you" in text(app)
        assert "Together 165; brought to 100." in text(app)
        await pilot.pause(0.2)
        assert programs.rows.keys != before
        assert dict(app.coach.profile.applicant.weights) == {}
        await press(pilot, "escape")
        assert programs.rows.keys == before
        await press(pilot, "w", *["j"] * 5, "plus", "plus", "enter")
        kept = dict(app.coach.profile.applicant.weights)
        assert kept["prospects"] == max(kept.values()) and abs(sum(kept.values()) - 100) < 1e-9
        assert programs.rows.keys != before
        await press(pilot, "u")
        assert programs.rows.keys == before


async def test_weights_are_typed_as_numbers_up_to_a_hundred(app: CoachApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "3", "w", "1", "0", "0", "0", "j", "7", "backspace", *["minus"] * 9)
        rows = [line.split() for line in text(app).splitlines()]
        numbers = {words[0]: words[1:3] for words in rows if len(words) > 5 and words[1].isdigit()}
        assert numbers["place"] == ["100", "61"] and numbers["size"] == ["10", "6"]
        assert any(words[1:4] == ["type", "0", "0"] for words in rows)
        await press(pilot, "k", "0", *["j", "0"] * 5, "enter")
        assert "One of them has to weigh something." in text(app)
        await press(pilot, "escape")
        assert dict(app.coach.profile.applicant.weights) == {}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 100), min_size=1))
def test_weights_are_brought_to_a_hundred(weights: dict[str, float]) -> None:
    shares = scaled(weights)
    assert (shares is None) == (not any(weights.values()))
    if shares:
        assert sum(shares.values()) == pytest.approx(100) and min(shares.values()) >= 0
        assert scaled(shares) == pytest.approx(shares)


async def test_a_fact_read_moves_the_list_and_says_how(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "j")
        key = page(app).rows.selected or ""
        await press(pilot, "i")
        assert isinstance(app.screen, Pick)
        await press(pilot, "j", "j", "enter")
        assert isinstance(app.screen, Ask) and "J-1" in text(app)
        await press(pilot, *"no", "enter", "enter")
        assert app.coach.programs.standing(key).numbers.failed
        assert "off the list" in text(app) and key not in page(app).rows.keys
        fact = app.coach.programs.facts_of(key)["visa_j1"]
        assert (fact.value, fact.source, fact.day) == ("no", "program website", "2026-11-22")
        await press(pilot, "u")
        assert key in page(app).rows.keys


async def test_two_programs_are_compared_side_by_side(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "C")
        assert "Not now" in text(app)
        await press(pilot, "c", "j", "c", "C")
        assert isinstance(app.screen, Help)
        shown = text(app)
        assert "chance" in shown and "J-1" in shown and "Side by side" in shown
        await press(pilot, "escape", "j", "c", "j", "c", "j", "c")
        assert "4 at most" in text(app)


async def test_a_note_stays_with_its_mark(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", *["j"] * 7, "a", "m", *"resident", "enter")
        mark = app.coach.programs.standing(page(app).rows.selected or "").mark
        assert mark and (mark.mark, mark.note) == ("apply", "resident")


async def test_a_view_is_kept_under_a_name(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "f", "j", "j", "enter", "j", "enter")
        filtered = page(app).rows.keys
        await press(pilot, "f", "G", "enter", *"visa", "enter")
        assert "visa" in saved_views(app.coach)
        await press(pilot, "escape")
        assert len(page(app).rows.keys) > len(filtered)
        await press(pilot, "f", "G", "k", "k", "enter")
        assert page(app).rows.keys == filtered


IN_TIME = date(2026, 9, 25)


async def test_the_application_list_says_where_to_stop(make_app: Callable[..., CoachApp]) -> None:
    app = make_app(day=IN_TIME)
    app.coach.profile.change({"budget": 9000})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "L")
        await worked_out(pilot, app)
        screen = page(app)
        assert isinstance(screen, ApplyingPage)
        shown = text(app)
        assert "USD" in shown and "interviews" in shown and "None" not in shown
        assert "stop" in screen.rows.keys
        many = len(screen.rows.keys)
        await press(pilot, "b", *["backspace"] * 4, *"330", "enter")
        await worked_out(pilot, app)
        assert 0 < len(screen.rows.keys) < many
        assert "budget USD 330" in text(app)


async def test_next_season_stands_beside_the_list_with_one_key(app: CoachApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3", "L")
        await worked_out(pilot, app)
        this = page(app).rows.keys
        assert len(this) <= 30 and "n next season" in text(app)
        assert "At most" in text(app) and "12-25 % of the invitations may still come" in text(app)
        await press(pilot, "n")
        await worked_out(pilot, app)
        assert "next season" in text(app).splitlines()[1] and len(page(app).rows.keys) > 30
        assert "season 2028, by the facts and prices of today" in text(app)
        await press(pilot, "enter", "escape", "n")
        assert page(app).rows.keys == this
        await press(pilot, "n", "l")
        await worked_out(pilot, app)
        assert "cannot be changed" in text(app)


async def test_a_program_is_kept_in_or_left_out_from_the_list(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "L")
        await worked_out(pilot, app)
        await press(pilot, "j", "j", "j", "j", "j")
        key = page(app).rows.selected or ""
        await press(pilot, "x")
        await worked_out(pilot, app)
        assert key not in page(app).rows.keys
        await press(pilot, "u")
        await worked_out(pilot, app)
        assert key in page(app).rows.keys
        await press(pilot, "escape")
        assert page(app).page == "programs"


async def test_without_a_specialty_the_list_says_what_to_do(
    make_app: Callable[..., CoachApp],
) -> None:
    app = make_app(new=True)
    app.coach.profile.change({"visa": "j1"})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "L")
        await worked_out(pilot, app)
        assert "No specialty yet" in text(app)


async def told(pilot: Pilot[None], app: CoachApp) -> None:
    """What was asked of a process of its own has come back."""
    await app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize(
    ("key", "words"),
    [("v", "Do nothing"), ("N", "Programs open"), ("F", "not any program's published rule")],
)
async def test_questions_about_changing_something_are_answered(
    app: CoachApp, key: str, words: str
) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "3", key)
        await told(pilot, app)
        assert isinstance(app.screen, Help)
        assert words in text(app)


async def test_a_scenario_is_picked_by_name(app: CoachApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "3", "z", "j", "enter")
        await told(pilot, app)
        assert "suspension" in text(app) and "not legal advice" in text(app)


async def test_esc_lets_a_question_be(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "v", "escape")
        assert "Left as it was" in text(app)
        await told(pilot, app)
        assert isinstance(app.screen, Page)


async def test_a_table_of_facts_is_shown_then_taken_and_undone(
    app: CoachApp, tmp_path: Path
) -> None:
    key = app.coach.programs.ranked()[20].program.id
    file = tmp_path / "facts.csv"
    file.write_text(f"ACGME ID,J-1 visa\n{key},no\n999,yes\n", encoding="utf-8")
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "7", "i", *str(file), "enter")
        await told(pilot, app)
        assert "nothing is kept yet" in text(app)
        assert "1 could be taken" in text(app) and "no program 999" in text(app)
        await press(pilot, "escape")
        assert "visa_j1" not in app.coach.programs.facts_of(key)
        await press(pilot, "i", *str(file), "enter")
        await told(pilot, app)
        await press(pilot, "enter")
        await told(pilot, app)
        assert app.coach.programs.facts_of(key)["visa_j1"].value == "no"
        await press(pilot, "u")
        assert "visa_j1" not in app.coach.programs.facts_of(key)


async def test_a_file_that_is_none_is_said_in_one_sentence(app: CoachApp, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"this is no workbook")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "7", "i", *str(file), "enter")
        await told(pilot, app)
        assert isinstance(app.screen, Page)
        assert "list.xlsx" in text(app).splitlines()[-1]


async def test_the_list_is_written_to_a_file(app: CoachApp, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "L")
        await worked_out(pilot, app)
        await press(pilot, "e", *["backspace"] * 20, *str(file), "enter")
        await told(pilot, app)
        assert isinstance(app.screen, Help) and "Left out: notes" in text(app)
        await press(pilot, "escape")
        listed = [key for key in page(app).rows.keys if key != "stop"]
        assert len(file.read_text(encoding="utf-8").splitlines()) == len(listed) + 1


async def test_signals_and_what_to_check_stand_beside_the_list(
    make_app: Callable[..., CoachApp],
) -> None:
    app = make_app(day=date(2026, 8, 25))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "L", "l")
        await worked_out(pilot, app)
        shown = text(app)
        assert "gold" in shown and "15 of 15 signals" in shown
        await press(pilot, "l")
        await worked_out(pilot, app)
        assert "May I ask whether" in text(app)
        key = (page(app).rows.selected or "").split(":")[0]
        await press(pilot, "i", "j", "j", "enter", *"yes", "enter", "enter")
        await worked_out(pilot, app)
        assert app.coach.programs.facts_of(key)


def test_first_years_stand_below_a_line_of_their_own(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(date(2026, 9, 10), specialties="Dermatology", match_year=2027, budget=600)
    listed = coach.applying.listed(Limits()).answer
    names = specialties_of(listed, coach.profile.applicant.specialties)
    standings = {each.program.id: each for each in coach.programs.ranked(names)}
    table = list_table(listed, Known(standings, letters(coach, names), coach))
    keys = list(table.rows)
    count = listed.first_year.count
    assert keys[-count - 1] == "first" and table.rows["first"].section
    assert all(table.rows[key].cells[2] == "TY" for key in keys[-count:])
    assert "a first year" in str(table.about[keys[-1]][0].text)
    assert any(line.label == "1st year" for line in table.head)


async def test_the_page_lists_first_years_of_a_specialty_that_the_profile_does_not_name(
    make_app: Callable[..., CoachApp],
) -> None:
    app = make_app(new=True, day=date(2026, 9, 10))
    answers = {"specialties": "Dermatology", "match_year": 2027, "budget": 300}
    app.coach.profile.change(answers)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "L")
        await worked_out(pilot, app)
        assert "first" in page(app).rows.keys
        await press(pilot, "G")
        assert "TY" in text(app)
        await press(pilot, "l")
        await worked_out(pilot, app)
        assert "TY" in text(app)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=3, max_size=300))
def test_the_curve_keeps_its_frame_whatever_the_list(steps: list[tuple[float, float]]) -> None:
    drawn = curve([SimpleNamespace(value=value, p_none=none) for value, none in steps], 52)
    assert len(drawn) == 6 and all(len(line) <= 52 for line in drawn)
    assert drawn[0].startswith(" 100 %") and drawn[3].startswith("     0")
    assert drawn[4].split()[0] == "1" and drawn[4].split()[-1] == str(len(steps))


def test_the_curve_rises_with_the_list() -> None:
    drawn = curve([SimpleNamespace(value=part, p_none=1.0) for part in range(99)], 52)
    rows = [line.ljust(52) for line in drawn[:4]]
    highest = [
        next(row for row in range(4) if rows[row][column] not in " ·") for column in (20, 34, 50)
    ]
    assert highest == [2, 1, 0]
    assert curve([]) == []


@pytest.mark.parametrize(("width", "drawn"), [(80, False), (110, True), (200, True)])
async def test_chances_are_drawn_on_one_scale_where_there_is_room(
    app: CoachApp, width: int, drawn: bool
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        await pilot.resize_terminal(width, 24)
        await pilot.pause()
        lines = text(app).splitlines()
        ranges = [line[line.index("├") : line.index("┤")] for line in lines if "┤" in line]
        assert (len(ranges) > 5) == drawn and all("●" in each for each in ranges)
        assert any("0↓" in line and "30 %" in line for line in lines) == drawn
