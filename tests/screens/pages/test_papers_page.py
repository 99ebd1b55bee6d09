"""Documents and forms as a user has them: entered, compared, typed off."""

from __future__ import annotations

from screens.app import CoachApp
from tests.screens.hands import press, text
from tests.screens.pages.test_prepare import typed


async def test_passport_and_diploma_are_entered_and_compared(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "d")
        await typed(pilot, "diploma surname Khan first Mohammed dated 15 jun 2022 at home")
        await typed(pilot, "passport second surname Khan first Muhammad born 3 mar 1995")
        assert "passport second" in text(app)
        await press(pilot, "c")
        seen = text(app)
        assert "Before you certify" in seen and "1 to explain" in seen
        assert "KHAN, Mohammed" in seen


async def test_a_form_is_read_side_by_side_and_its_mistake_is_named(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "f")
        await typed(pilot, "NRMP step 2 ck score 251")
        assert "251" in text(app) and "Differs" in text(app)
        await press(pilot, "b", "enter")  # the form of the row under the cursor
        seen = text(app)
        assert "NRMP, season 2027" in seen and "true today" in seen
        assert "! Step 2 CK score" in seen
