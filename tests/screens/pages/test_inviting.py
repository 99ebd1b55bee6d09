"""An invitation pasted on Season, from its mail to the interview that is booked."""

from __future__ import annotations

from textual.events import Paste

from screens.app import CoachApp
from screens.widgets.prompt import Lines
from tests.screens.hands import press, text

MAIL = """We are pleased to invite you to interview with BronxCare Health System Internal Medicine.
- Tuesday, December 8, 2026, 8:00 AM - 12:30 PM EST
- Thursday, December 17, 2026, 8:00 AM - 12:30 PM EST
Please respond within 24 hours.
"""


async def pasted(app: CoachApp, mail: str) -> None:
    app.screen.query_one(Lines).post_message(Paste(mail))


async def test_a_pasted_mail_becomes_a_booked_interview(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "i", "p")
        await pasted(app, MAIL)
        await pilot.pause()
        assert "BronxCare Health System, Internal Medicine · 2 slots, 2 sure" in text(app)
        await press(pilot, "enter")
        assert "gives you at least 48 hours" in text(app)
        assert "Tue 8 Dec 08:00 ET (18:00 yours) · 270 min" in text(app)
        await press(pilot, "j", "enter")
        assert "Booked." in text(app)
        rows = app.coach.logs["interviews"].rows()
        assert "2026-12-17" in [row["day"] for row in rows if row["state"] == "booked"]
        await press(pilot, "u")
        assert len(app.coach.logs["interviews"].rows()) == len(rows) - 1


async def test_the_day_of_an_answer_stands_in_own_time_and_the_count_once(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "i", "p")
        await pasted(app, MAIL.replace("within 24 hours", "by December 4, 2026, 5:00 PM EST"))
        await press(pilot, "enter", "enter")
        shown = text(app)
        assert "Sat 5 Dec 03:00 yours" in shown
        assert "Invitations · 1 (1 booked)" in shown


async def test_what_a_mail_leaves_open_is_asked_in_one_question(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "i", "p")
        await pasted(app, MAIL.replace(" EST", ""))
        await press(pilot, "enter", "j", "k", "g", "g", "enter")
        assert "In which time zone is it?" in text(app)
        assert "America/New_York" in text(app)
        await press(pilot, "enter")
        assert "Booked." in text(app)


async def test_a_waiting_list_books_nothing(app: CoachApp) -> None:
    mail = "Maimonides Medical Center Internal Medicine: we have placed you on our waitlist."
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "i", "p")
        await pasted(app, mail)
        await press(pilot, "enter")
        assert "A waiting list, no offer" in text(app)
        await press(pilot, "enter")
        assert "is booked with them" in text(app)
        await press(pilot, "y")
        states = {row["name"]: row["state"] for row in app.coach.logs["invites"].rows()}
        assert states["Maimonides Medical Center, Internal Medicine"] == "waitlisted"


async def test_a_refusal_is_kept_in_the_application_by_one_enter_and_taken_back_by_one_undo(
    app: CoachApp,
) -> None:
    mail = (
        "Maimonides Medical Center Internal Medicine: we regret to inform you that we are unable "
        "to offer you an interview."
    )
    log = app.coach.logs["applications"]
    before = log.rows()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "p")
        await pasted(app, mail)
        await pilot.pause()
        assert "a refusal: its application is kept as declined" in text(app)
        await press(pilot, "enter", "enter")
        states = {row["name"]: row["state"] for row in log.rows()}
        assert states["Maimonides Medical Center, Internal Medicine"] == "declined"
        await press(pilot, "u")
        assert log.rows() == before


async def test_what_is_booked_already_is_named_before_another_answer_takes_its_place(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(2):
            await press(pilot, "4", "i", "p")
            await pasted(app, MAIL)
            await press(pilot, "enter", "enter")
        assert "8 Dec 2026 08:00 is booked with them; it moves." in text(app)
        await press(pilot, "escape", "p")
        await pasted(app, MAIL)
        await press(pilot, "enter", "j", "j", "enter")
        assert "c on Interviews cancels that one" in text(app)


async def test_the_program_of_a_mail_that_names_none_is_found_by_its_letters(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "i", "p")
        await pasted(app, "We are pleased to invite you to interview on Dec 8, 2026 at 9 AM EST.")
        await press(pilot, "enter", *"hurl", "enter")
        assert "Hurley Medical Center/Michigan State University" in text(app)
        await press(pilot, "enter")
        assert "Booked." in text(app)
