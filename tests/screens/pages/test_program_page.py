"""The text of a program's page, pasted: chosen, kept and taken back in one act."""

from __future__ import annotations

import pytest
from textual.events import Paste

from screens.app import CoachApp
from screens.widgets.prompt import Lines
from tests.screens.hands import press, text

PAGE = """Requirements
We sponsor J-1 visas. H-1B is decided case by case.
We prefer graduates within 5 years. Minimum Step 2 CK score: 220.
PGY-1: $66,000
"""


async def test_a_page_becomes_facts_and_u_takes_them_back(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "p")
        program = app.coach.programs.ranked()[0].program.id
        before = dict(app.coach.programs.facts_of(program))
        app.screen.query_one(Lines).post_message(Paste(PAGE))
        await pilot.pause()
        assert "3 sure, 1 to ask, 1 preferred only" in text(app)
        await press(pilot, "enter")
        assert "✓ CK min 220" in text(app) and "H-1B: yes" in text(app)
        await press(pilot, "enter")
        shown = text(app)
        assert "(only preferred, closes nothing): “We prefer graduates within 5 years.”" in shown
        assert "May I ask" in shown and "Step 2 CK score" not in shown.partition("May I ask")[2]
        known = app.coach.programs.facts_of(program)
        facts = {field: fact for field, fact in known.items() if fact != before.get(field)}
        values = {field: fact.value for field, fact in facts.items()}
        assert values == {"visa_j1": "yes", "step2ck_minimum": "220", "pay": "66000"}
        assert {fact.source for fact in facts.values()} == {"own reading of the program's page"}
        await press(pilot, "escape", "u")
        assert app.coach.programs.facts_of(program) == before


async def test_the_page_of_another_program_is_asked_about_and_nothing_is_marked(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "p")
        mayo = "Cook County Health Dermatology residency. We sponsor J-1 visas.\n"
        app.screen.query_one(Lines).post_message(Paste(mayo * 300))
        await pilot.pause()
        assert "letters; Enter reads them" in text(app), "nothing long is read at a key"
        await press(pilot, "enter")
        assert "It names “Dermatology”: is it the page of" in text(app)
        assert "✓ J-1" not in text(app) and "J-1: yes" in text(app)


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("Welcome to the BronxCare Health System Internal Medicine Residency.", "BronxCare"),
        ("Department of Psychiatry at Maimonides Medical Center.", "Psychiatry"),
        ("ACGME 1402531196", "1402531196"),
        ("Maimonides Medical Center. Our graduates went to Mayo Clinic.", ""),
        ("Residents rotate in neurology at Kings County Hospital Center.", ""),
    ],
)
def test_what_is_of_another_program_is_told_from_where_one_rotates(
    app: CoachApp, said: str, other: str
) -> None:
    assert app.coach.pages.otherwise("1403511283", f"{said} J-1 visas.").startswith(other)
    assert other or not app.coach.pages.otherwise("1403511283", f"{said} J-1 visas.")


async def test_what_states_nothing_is_said(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "p")
        app.screen.query_one(Lines).post_message(Paste("Welcome to our lovely town."))
        await press(pilot, "enter")
        assert "states nothing" in text(app)
