"""Many rows at once: marked one by one or as a range, acted on as one act, taken back by one u."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from screens.app import CoachApp
from screens.pages.list_page import ListPage
from screens.widgets.ask import Help
from tests.screens.hands import press, text

Make = Callable[..., CoachApp]


def page(app: CoachApp) -> ListPage[object]:
    assert isinstance(app.screen, ListPage)
    return app.screen


def marks(app: CoachApp, keys: Sequence[str]) -> list[str]:
    """What programs are marked."""
    kept = app.coach.programs.marks
    return [kept[key].mark if key in kept else "" for key in keys]


def acts(app: CoachApp) -> int:
    return len({change.act for change in app.coach.history.changes(10_000)})


async def test_twenty_programs_are_marked_and_taken_back_in_under_fifteen_keys(
    app: CoachApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3")
        programs = page(app)
        twenty = programs.rows.keys[:20]
        before, count = marks(app, twenty), acts(app)
        rows = programs.rows.height
        keys = ["V", "pagedown", *["j"] * (19 - rows), "y", "u"]
        assert len(keys) < 15
        await press(pilot, *keys[:-2])
        assert "20 marked" in text(app)
        await press(pilot, "y")
        assert marks(app, twenty) == ["maybe"] * 20
        assert acts(app) == count + 1
        assert "Maybe: 19 programs, 1 already so, 3 were apply, 1 no u undo" in text(app)
        assert "marked" not in text(app).split("Maybe:")[0].split("·")[2]
        await press(pilot, "u")
        assert marks(app, twenty) == before
        assert "Taken back: Maybe: 19 programs" in text(app)


async def test_marks_one_by_one_and_a_range_stand_in_the_margin_until_esc(app: CoachApp) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "3", ".", "j", "V", "k", "k")
        lines = [strip.text for strip in app.screen._compositor.render_strips()]
        assert [line[0] for line in lines[3:8]] == ["*", "*", "*", " ", " "]
        assert max(map(len, lines)) == 60
        assert "3 marked" in text(app) and "V end range" in text(app)
        assert "a apply" in text(app)
        await press(pilot, "V", "j", "j", "j")
        assert len(page(app).rows.marked) == 3
        await press(pilot, "k", ".")
        assert len(page(app).rows.marked) == 2
        await press(pilot, "escape")
        assert not page(app).rows.marked and "marked" not in text(app)


async def test_notes_and_reads_with_marked_rows(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", *["j"] * 12, ".", ".", "m")
        assert "of 2 programs?" in text(app)
        await press(pilot, *"Ask in June", "enter")
        marked = page(app).rows.keys[12:14]
        assert [app.coach.programs.marks[key].note for key in marked] == ["Ask in June"] * 2
        await press(pilot, ".", ".", "i")
        assert "Not now: it is for one row, and 2 are marked; Esc unmarks." in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Help)
        await press(pilot, "escape")
        assert len(page(app).rows.marked) == 2


async def test_rows_that_a_filter_hides_are_left_and_named(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "3", "/", *"macomb", "enter", "V", "j", "V")
        macomb = page(app).rows.keys[:2]
        await press(pilot, "/", *" henry", "enter")
        listed = [key for key in page(app).rows.keys if key in macomb]
        left = [key for key in macomb if key not in listed]
        before = marks(app, left)
        assert listed and left
        await press(pilot, "y")
        assert isinstance(app.screen, Help)
        assert "1 marked row is hidden by the filter and was left" in text(app)
        assert f"{app.coach.programs.standing(left[0]).program.name[:20]}" in text(app)
        assert "u undo" in text(app)
        assert marks(app, listed) == ["maybe"] and marks(app, left) == before
        await press(pilot, "u")
        assert list(page(app).rows.marked) == left
        assert marks(app, listed) != ["maybe"] and "Taken back" in text(app)


async def test_tasks_that_refuse_are_named_and_the_others_are_done(app: CoachApp) -> None:
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, "2", "g", "g", "V", "G")
        tasks, count = page(app).meant, acts(app)
        road = app.coach.road
        skips = {key for key in tasks if not road.step(key).finished}
        assert len(tasks) > 80 and len(tasks) - len(skips) > 2
        await press(pilot, "x")
        assert f"Why leave it out? {len(tasks)} tasks" in text(app)
        await press(pilot, *"later", "enter")
        assert isinstance(app.screen, Help)
        shown = text(app)
        assert f"Skipped: {len(skips)} tasks; {len(tasks) - len(skips)} not." in shown
        assert ": the task is done already" in shown
        assert all(road.step(key).state == "skipped" for key in skips)
        assert acts(app) == count + 1
        await press(pilot, "escape", "u")
        assert not any(road.step(key).state == "skipped" for key in skips)


async def test_tasks_are_moved_and_put_off_together(app: CoachApp) -> None:
    async with app.run_test(size=(80, 30)) as pilot:
        await press(pilot, ".", ".", ".")
        keys = page(app).meant
        await press(pilot, "s", *"next fri", "enter")
        told = [app.coach.road.step(key).told for key in keys]
        assert len({each.snoozed for each in told}) == 1 and told[0].snoozed
        assert "Put off until 27 Nov: 3 tasks" in text(app)


async def test_entries_of_a_log_are_changed_and_removed_together(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "o", "V", "G")
        keys = page(app).meant
        assert len(keys) > 1
        await press(pilot, "e", *"note", "enter", *"in June", "enter")
        assert {app.coach.logs["outreach"].entries()[key].note for key in keys} == {"in June"}
        await press(pilot, "V", "g", "g", "d")
        assert not app.coach.logs["outreach"].entries()
        assert f"Removed: {len(keys)} entries of outreach" in text(app)
        await press(pilot, "u")
        assert set(app.coach.logs["outreach"].entries()) == set(keys)


async def test_resources_are_used_together_and_let_go_together(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "6", "V", "j", "j", "space")
        keys = page(app).rows.keys[1:4]
        kept = app.coach.library.marks
        assert [kept[key].mark for key in keys] == ["using"] * 3
        await press(pilot, "V", "k", "k", "space")
        assert not {*keys} & {key for key, each in app.coach.library.marks.items() if each.mark}


async def test_a_page_without_such_acts_says_so(app: CoachApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "7", "V", "j")
        assert "Not now: no key of this page works on several rows." not in text(app)
        await press(pilot, "V")
        assert "Not now: no key of this page works on several rows." in text(app)
