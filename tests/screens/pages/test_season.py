"""Season: a list of programs is pasted, what is unsure is asked, interviews ahead stand on it."""

from __future__ import annotations

import re
from collections.abc import Callable

from textual.events import Paste

from screens.app import CoachApp
from screens.widgets.prompt import Lines
from tests.screens.hands import press, text

LIST = "1. Brookdale University Hospital - $11\n2. St Barnabas Hospital 🏥\n3. Henry Ford\n"


async def test_a_pasted_list_becomes_applications_after_what_is_unsure_was_asked(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "p")
        app.screen.query_one(Lines).post_message(Paste(LIST))
        await pilot.pause()
        assert "2 programs known · 1 to ask about" in text(app)
        await press(pilot, "enter")
        assert "“Henry Ford” is …" in text(app)
        assert "add specialty" in text(app), "the rest of so many is found by a word more"
        assert "Jackson, MI · Internal Medicine · Henry Ford" in text(app)
        await press(pilot, "enter", "j", "enter")
        await press(pilot, "s")
        assert "4 no answer yet" in text(app)
        await press(pilot, "u")
        assert "4 no answer yet" not in text(app)


async def test_a_no_behind_a_name_is_left_out_by_name_and_nothing_is_proposed_as_sent(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "p")
        pasted = Paste(
            "Brookdale University Hospital - si\nWoodhull (Brooklyn) - NO, piden <5 años\n"
        )
        app.screen.query_one(Lines).post_message(pasted)
        await pilot.pause()
        await press(pilot, "enter")
        first = text(app).partition("they are …")[2]
        assert first.index("planned, not sent yet") < first.index("they invited me")
        await press(pilot, "enter")
        assert "1 application added. Left out, for the no or maybe behind it: Woodhull" in text(app)
        kept = [each.title for each in app.coach.logs["applications"].entries().values()]
        assert any("Brookdale" in each for each in kept)
        assert not any("Woodhull" in each for each in kept)


async def test_enter_alone_takes_the_programs_marked_to_apply(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "p")
        assert "Enter alone takes the" in text(app)
        await press(pilot, "enter")
        assert "they are …" in text(app)


async def test_the_forecast_stands_on_season_and_week_once_it_is_worked_out(
    app: CoachApp,
) -> None:
    app.coach.forecasting.work_out()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4")
        assert "so far · your forecast for today was" in text(app)
        await press(pilot, "f")
        assert "by today happens to" in text(app)
        assert "forecast and count" in text(app)
        await press(pilot, "escape", "1")
        assert "so far · your forecast for today was" in text(app)


async def test_an_alarm_is_asked_for_in_a_line(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "z", *"many", "enter")
        assert "A number from 1 to 50" in text(app)


async def test_choices_of_a_field_are_found_by_their_letters(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "s", "e", *"state", "enter", *"wait")
        assert "waitlisted" in text(app) and "interviewed" not in text(app)
        await press(pilot, "enter")
        assert "waitlisted" in {row["state"] for row in app.coach.logs["applications"].rows()}


async def test_a_line_is_added_on_season(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "a")
        assert "Begin with applied, invite, interview" in text(app)
        await press(pilot, *"invite Hurley IM", "enter")
        assert "Invitations: Hurley" in text(app)


async def test_the_first_application_says_how_many_steps_it_settles(
    make_app: Callable[..., CoachApp],
) -> None:
    app = make_app(new=True)
    app.coach.profile.change({"match_year": 2027, "specialties": ["Internal Medicine"]})
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "4", "a", *"applied BronxCare IM submitted yesterday", "enter")
        assert re.search(r"BronxCare.* · taken as done: \d+ steps before sending u undo", text(app))


async def test_a_message_is_held_against_the_rules_before_it_is_sent(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "M")
        pasted = "Dear Dr. Lee,\nif you rank me high, I will rank you first.\n"
        app.screen.query_one(Lines).post_message(Paste(pasted))
        await pilot.pause()
        await press(pilot, "enter")
        assert "A rank as a bargain" in text(app)
        assert "The coach rewrites nothing" in text(app)


async def test_what_follows_the_match_is_read_once_a_result_is_told(app: CoachApp) -> None:
    app.coach.profile.change({"match_result": "not_matched"})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "e")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "After the Match 20" in text(app) and "This year's record" in text(app)
