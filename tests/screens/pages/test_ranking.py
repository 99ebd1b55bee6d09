"""Rank list on its page: twelve programs ordered by keys, and how it looks at four sizes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from coach.logs.interviews import MARKS, Interview
from screens.app import CoachApp
from screens.widgets.prompt import Lines
from tests.screens.hands import press, text

FEBRUARY = date(2027, 2, 10)
SIZES = [(60, 20), (80, 24), (120, 36), (200, 60)]
NOTES = ("warm people, calm chief", "night float six weeks", "", "far from family", "quiet")


@pytest.fixture
def app(make_app: Callable[..., CoachApp]) -> CoachApp:
    """Twelve interviews that were held, eleven of them marked."""
    app = make_app(day=FEBRUARY)
    log = app.coach.logs["interviews"]
    for key in log.entries():
        log.remove(key)
    talks = []
    for number, program in enumerate(app.coach.programs.mine[:12]):
        day = date(2026, 12, 1) + timedelta(days=3 * number)
        marks: dict[str, Any] = {"note": NOTES[number % 5]}
        marks |= {name: 1 + (number * step) % 5 for step, name in enumerate(MARKS, 1)}
        told = {} if number == 3 else marks
        talks.append(Interview(program=program.id, day=day, state="held", **told))
    log.keep("Interviews", talks)
    return app


def order(app: CoachApp) -> list[str]:
    return [each.program for each in app.coach.ranking.listed]


async def test_twelve_are_added_and_moved_by_single_keys(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "r")
        assert "i adds every program that you interviewed with" in text(app)
        await press(pilot, "i")
        before = order(app)
        assert len(before) == 12 and "12 programs" in text(app)
        await press(pilot, "G", "plus", "plus", "minus")
        assert order(app) == [*before[:10], before[11], before[10]]
        await press(pilot, "p", "1", "enter")
        assert order(app)[0] == before[11]
        await press(pilot, "u")
        assert order(app)[0] == before[0]
        await press(pilot, "n", *"good call", "enter")
        assert "good call" in text(app)
        await press(pilot, "x")
        assert len(order(app)) == 11 and "1 interviewed, not on it" in text(app)
        await press(pilot, "p", *"400", "enter")
        assert "“400” is no place: type a number from 1 to 11" in text(app)


async def test_every_moment_names_the_next_step_in_one_line_at_60_columns(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "4", "r")
        assert "i adds every program" in text(app)
        await press(pilot, "i")
        assert "Next: o asks of two, + - move; y once it is your wish." in text(app)
        await press(pilot, "y", "y")
        assert "Next: d answers what the check asks of you." in text(app)
        await press(pilot, "d", "space", "enter", "escape")
        assert "Next: c, 1 thing against this list." in text(app)
        await press(pilot, "s")
        assert "1 broken" in text(app) and "(c says what)" in text(app)
        await press(pilot, "y", "escape", "k", "x")
        assert "Next: certify again in R3, then s: changed since 10 Feb." in text(app)


async def test_a_pasted_list_asks_what_is_unsure_and_whom_one_never_met(app: CoachApp) -> None:
    first, second, *_ = app.coach.ranking.not_listed
    stranger = next(
        each for each in app.coach.programs.mine if each.id not in app.coach.ranking.held
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "r", "P")
        app.screen.query_one(Lines).post_message(
            Paste(f"1. {second}\n2. {stranger.id}\n3. Nowhere at all\n4. {first}")
        )
        await press(pilot, "enter")
        assert "“Nowhere at all” is …" in text(app)
        await press(pilot, "G", "enter")
        assert "A program ranks whom it met." in text(app)
        await press(pilot, "enter")
        assert order(app) == [second, first]
        await press(pilot, "u")
        assert order(app) == []


async def test_no_chance_stands_on_it_and_help_says_why(app: CoachApp) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "4", "r", "i")
        assert "%" not in text(app)
        await press(pilot, "question_mark", "G")
        assert "No chance stands here" in text(app)


async def test_who_never_met_them_is_asked_first(app: CoachApp) -> None:
    stranger = app.coach.programs.mine[20]
    async with app.run_test(size=(120, 36)) as pilot:
        await press(pilot, "4", "r", "a", *stranger.name.removesuffix(" Program"), "enter")
        assert "A program ranks whom it met." in text(app)
        await press(pilot, "n")
        assert order(app) == []


@pytest.mark.parametrize("size", SIZES)
def test_page(snap_compare: Any, app: CoachApp, size: tuple[int, int]) -> None:
    async def go(pilot: Pilot[None]) -> None:
        app.coach.ranking.add_held()
        await press(pilot, "4", "r", "j")

    assert snap_compare(app, terminal_size=size, run_before=go)


async def test_twelve_are_ordered_and_certified_by_keys_in_five_minutes(app: CoachApp) -> None:
    """Some 60 keys: a tired reader has five seconds for each."""
    app.coach.profile.change({"certified": True})
    pressed = 0

    async def keys(pilot: Pilot[None], *names: str) -> None:
        nonlocal pressed
        pressed += len(names)
        await press(pilot, *names)

    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot, "4", "r", "i")
        await keys(pilot, "o")
        for key in "254316" * 4:
            await keys(pilot, key)
        await keys(pilot, "escape")
        assert "Proposed order" in text(app)
        await keys(pilot, "y")
        wanted = [rank.key for rank in app.coach.ordering.proposed().order]
        assert [rank.key for rank in app.coach.ranking.listed] == wanted
        await keys(pilot, "minus", "p", "3", "enter")
        await keys(pilot, "d", "enter")
        for _ in range(12):
            await keys(pilot, "space", "j")
        await keys(pilot, "enter")
        await keys(pilot, "y", "y")
        assert "Next: c, a last look; certify in R3, then s." in text(app)
        await keys(pilot, "s", "y")
        assert "Nothing stands against this list." in text(app)
        assert {row.outcome for row in app.coach.ranking.check()} == {"pass"}
        await keys(pilot, "escape")
        assert "Done: certified 10 Feb." in text(app)
    assert pressed <= 72


async def test_a_proposed_order_is_one_undo_and_esc_leaves_the_list(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "r", "i")
        before = order(app)
        await press(pilot, "o", "6", "6", "backspace", "escape")
        assert "Out of 1 choice of two" in text(app)
        await press(pilot, "escape")
        assert order(app) == before
        await press(pilot, "w", "enter", "y")
        after = order(app)
        assert after != before
        await press(pilot, "u")
        assert order(app) == before


async def test_1_july_waits_until_the_order_is_true(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "r", "i", "f")
        assert "first say that the order is true" in text(app)
        await press(pilot, "y", "y")
        await press(pilot, "f")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "What stands between you and 1 July" in text(app)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", ["c", "o", "v"])
def test_what_is_read_of_it(
    snap_compare: Any, app: CoachApp, keys: str, size: tuple[int, int]
) -> None:
    async def go(pilot: Pilot[None]) -> None:
        app.coach.ranking.add_held()
        await press(pilot, "4", "r", keys)
        await app.workers.wait_for_complete()
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=go)


async def test_the_check_takes_the_keys_that_it_names_and_no_is_said(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "r", "i", "c", "d")
        assert "Where would you go?" in text(app)
        await press(pilot, "enter", "enter")
        assert "Kept: 0 of 12 wrote that your visa is offered." in text(app)
        await press(pilot, "c", "s", "enter")
        assert "nothing is kept as certified" in text(app)
        await press(pilot, "o")
        assert "(0 of about 29)" in text(app)


async def test_a_list_of_strangers_is_not_lost_by_one_enter(make_app: Callable[..., Any]) -> None:
    app = make_app(day=FEBRUARY)
    ids = [each.id for each in app.coach.programs.mine if each.id not in app.coach.ranking.held]
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "4", "r", "P")
        app.screen.query_one(Lines).post_message(Paste("\n".join(ids[:3])))
        await press(pilot, "enter", "k", "enter")
        assert "3 left out: no interview kept" in text(app) and not order(app)
        await press(pilot, "P")
        app.screen.query_one(Lines).post_message(Paste("\n".join(ids[:3])))
        await press(pilot, "enter", "enter")
        assert order(app) == ids[:3]
