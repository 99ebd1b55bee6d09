"""An invitation pasted on Season, from its mail to the interview that is booked."""

from __future__ import annotations

import pytest
from textual.events import Paste

from screens.app import CoachApp
from screens.widgets.prompt import Lines
from screens.widgets.rows import RowList
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
        await press(pilot, "4", "i", "p")
        await pasted(app, MAIL)
        await press(pilot, "enter", "enter", "p")
        await pasted(app, MAIL)
        await press(pilot, "enter")
        assert "Tue 8 Dec 08:00 ET (18:00 yours) · already booked" in text(app)
        await press(pilot, "enter")
        assert "Already booked: nothing changes." in text(app)
        await press(pilot, "p")
        await pasted(app, MAIL)
        await press(pilot, "enter", "j", "enter")
        assert "8 Dec 2026 08:00 is booked with them; it moves." in text(app)
        await press(pilot, "escape", "p")
        await pasted(app, MAIL)
        await press(pilot, "enter", "G", "enter")
        assert "8 Dec 2026 08:00 is booked with them; it is cancelled with it." in text(app)


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


@pytest.mark.parametrize("width", [60, 80])
async def test_the_doubt_of_a_slot_is_read_whole_beside_the_list(app: CoachApp, width: int) -> None:
    mail = MAIL.replace("8:00 AM - 12:30 PM EST", "optional session sometime at 8:00 AM EST")
    async with app.run_test(size=(width, 24)) as pilot:
        await press(pilot, "4", "i", "p")
        await pasted(app, mail)
        await press(pilot, "enter")
        assert "it may be of something else than the interview" in text(app)


async def test_a_day_that_is_full_is_no_choice_and_is_named(app: CoachApp) -> None:
    mail = MAIL.replace("12:30 PM EST\n- Thu", "12:30 PM EST: 0 of 14 [Waitlist]\n- Thu")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "i", "p")
        await pasted(app, mail)
        await press(pilot, "enter")
        assert "Full, by the mail: Tue 8 Dec 08:00 ET (18:00 yours)." in text(app)
        await press(pilot, "enter")
        days = [row["day"] for row in app.coach.logs["interviews"].rows()]
        assert "2026-12-17" in days and "2026-12-08" not in days


async def test_the_cursor_goes_to_what_was_booked(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "g", "g", "p")
        await pasted(app, MAIL)
        await press(pilot, "enter", "enter")
        rows = app.screen.query_one(RowList)
        assert rows.selected == "interviews/bronxcare_health_system_internal"
        await press(pilot, "i", "p")
        await pasted(app, MAIL.replace("BronxCare Health System", "Hurley Medical Center"))
        await press(pilot, "enter", "G", "k", "k", "enter")
        assert app.screen.query_one(RowList).selected == "hurley_medical_center_michigan"


@pytest.mark.parametrize(("key", "state"), [("l", "waitlisted"), ("n", "declined")])
async def test_an_invitation_let_go_takes_its_interview_with_it_in_one_undo(
    app: CoachApp, key: str, state: str
) -> None:
    logs = app.coach.logs
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "i", "p")
        await pasted(app, MAIL)
        await press(pilot, "enter", "enter", key)
        assert "it is cancelled with it" in text(app)
        await press(pilot, "y")
        mine = {row["name"]: row["state"] for row in logs["interviews"].rows()}
        assert mine["BronxCare Health System, Internal Medicine"] == "cancelled"
        assert [row["state"] for row in logs["invites"].rows()] == [state]
        await press(pilot, "u")
        mine = {row["name"]: row["state"] for row in logs["interviews"].rows()}
        assert mine["BronxCare Health System, Internal Medicine"] == "booked"
        assert [row["state"] for row in logs["invites"].rows()] == ["booked"]


@pytest.mark.parametrize("width", [60, 80])
async def test_ones_own_hour_comes_first_and_the_one_there_beside_it(
    app: CoachApp, width: int
) -> None:
    async with app.run_test(size=(width, 24)) as pilot:
        await press(pilot, "4", "v")
        assert "Wed 6 Jan 19:00 09:00 ET book" in text(app)


async def test_a_message_of_ones_own_is_sent_to_the_check_and_taken_for_no_list(
    app: CoachApp,
) -> None:
    own = "Dear Dr. Khan,\nI am writing to thank you; my interest in Hurley is strong.\nBest, Ali"
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in (("4",), ("4", "i")):
            await press(pilot, *keys, "p")
            await pasted(app, own)
            await press(pilot, "enter")
            assert "M holds it against the rules of contact" in text(app)
            await press(pilot, "escape")


async def test_a_name_that_was_asked_about_says_what_it_means_from_now_on(app: CoachApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "4", "p")
        await pasted(app, "Henry Ford")
        await press(pilot, "enter", "enter", "enter")
        assert "From now on “Henry Ford” means " in text(app)
        await press(pilot, "p")
        await pasted(app, "Henry Ford")
        await pilot.pause()
        assert "1 kept already" in text(app)
