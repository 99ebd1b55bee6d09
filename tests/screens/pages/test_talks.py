"""Interviews on their page: read before, marked by five keys after, thanked where one may."""

from __future__ import annotations

import pytest

from screens.app import CoachApp
from tests.screens.hands import press, text


@pytest.fixture
def held(app: CoachApp) -> CoachApp:
    """The app with one interview, of yesterday."""
    interviews = app.coach.logs["interviews"]
    for key in list(interviews.entries()):
        interviews.remove(key)
    interviews.add("BronxCare IM yesterday 9:00 am ET held")
    return app


async def test_five_keys_what_they_said_and_a_note_are_kept_in_one_undo(held: CoachApp) -> None:
    async with held.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "v", "y", "4", "1")
        assert "work" in text(held)
        await press(pilot, "backspace", "5", "3", "2", "5")
        assert "Did they say yes to mail" in text(held)
        await press(pilot, "down", "enter", *"kind", "enter")
        (entry,) = held.coach.talks.entries.values()
        marks = (entry.teaching, entry.people, entry.work, entry.place, entry.gut)
        assert marks == (4, 5, 3, 2, 5)
        assert (entry.contact, entry.note, entry.felt_on) == ("yes", "kind", held.coach.today)
        assert "people 5" in text(held)
        await press(pilot, "n")
        assert "thanked on" in text(held)
        await press(pilot, "u", "u")
        (entry,) = held.coach.talks.entries.values()
        assert (entry.gut, entry.note, entry.thanked) == (None, "", None)


async def test_marks_are_kept_though_the_rest_is_left_open(held: CoachApp) -> None:
    async with held.run_test(size=(60, 20)) as pilot:
        await press(pilot, "4", "v", "y", *"11111", "escape")
        (entry,) = held.coach.talks.entries.values()
        assert (entry.teaching, entry.contact) == (1, "")
        await press(pilot, "u", "y", "5", "escape")
        (entry,) = held.coach.talks.entries.values()
        assert entry.teaching is None


async def test_what_they_said_can_be_taken_back(held: CoachApp) -> None:
    async with held.run_test(size=(80, 24)) as pilot:
        (key,) = held.coach.talks.entries
        held.coach.logs["interviews"].set(key, {"contact": "yes"})
        await press(pilot, "4", "v", "y", *"11111", "up", "enter", "enter")
        assert held.coach.talks.entries[key].contact == ""
        assert "ask first" in text(held)


async def test_enter_reads_the_page_before_one_that_is_ahead(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "v", "a", *"Hurley IM 12 jan 9:00 am ET", "enter")
        assert "y marks" not in text(app)
        await press(pilot, "y")
        assert "still to come" in text(app)
        await press(pilot, "enter")
        assert "what to confirm" in text(app)
        await press(pilot, "escape", "p")
        assert "Practice" in text(app)
