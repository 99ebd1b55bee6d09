"""Looking ahead and back: what if, what moved and why, reviews, a clock set back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from time import perf_counter

import pytest

from coach.records import CoachError
from coach.subjects.ahead import Choices
from coach.subjects.coach import Coach
from coach.subjects.road import Telling

WHO = {
    "graduation_date": "2022-06-01",
    "match_year": 2028,
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "hours_per_week": 12,
}


def test_every_dated_task_has_a_chance_and_every_gate_its_tasks(
    open_coach: Callable[..., Coach],
) -> None:
    coach = open_coach(**WHO)
    found = coach.ahead.outlook()
    for step in coach.road.plan.steps:
        dated = step.late_finish is not None and not step.behind and not step.finished
        assert (step.task.key in found.chances) == dated
    gate = next(one for one in found.gates if one.event.key == "pathways_deadline")
    assert "pathway_apply" in gate.tasks and gate.chance


def test_what_if_compares_and_changes_nothing(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    before = len(coach.history.changes(100))
    late = coach.ahead.what_if(Choices({"oet_prepare": date(2027, 11, 1)}))
    assert any(one.startswith("Sit OET") and "2027 in place of" in one for one in late.sentences)
    assert late.chances_then["oet_sit"].mid <= late.chances_now["oet_sit"].mid
    year = coach.ahead.what_if(Choices(match_year=2029))
    assert year.chances_then["step2_sit"].mid >= year.chances_now["step2_sit"].mid
    more = coach.ahead.what_if(Choices(hours=40))
    assert all(more.chances_then[key].mid >= was.mid for key, was in more.chances_now.items())
    done = coach.ahead.what_if(Choices(done=("oet_prepare",)))
    assert "oet_prepare" not in done.chances_then
    assert (
        len(coach.history.changes(100)) == before and coach.road.step("oet_prepare").state == "open"
    )


@pytest.mark.parametrize(
    "given",
    [
        {"match_year": 2020},
        {"match_year": 2099},
        {"hours": 0},
        {"hours": 500},
        {"start": {"nothing": date(2027, 1, 1)}},
        {"start": {"oet_sit": date(2020, 1, 1)}},
    ],
)
def test_an_impossible_question_is_one_sentence(
    open_coach: Callable[..., Coach], given: dict[str, object]
) -> None:
    with pytest.raises(CoachError):
        open_coach(**WHO).ahead.what_if(Choices(**given))  # type: ignore[arg-type]


def test_what_moved_and_why(open_coach: Callable[..., Coach]) -> None:
    open_coach(**WHO)
    later = open_coach(day=date(2027, 2, 22))
    later.road.finish("oet_prepare", on="2027-02-20")
    moved = {one.key: one for one in later.ahead.moved_since(datetime(2026, 11, 23))}
    assert moved["oet_sit"].days > 0
    assert "because Prepare for OET Medicine was finished" in str(moved["oet_sit"])
    assert "later than planned" in str(moved["oet_sit"])
    assert moved["step2_sit"].because.endswith("is not done yet")


def test_what_is_told_is_the_reason(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    way = coach.road.plan
    coach.road.tell("oet_prepare", Telling(started="2027-03-01"))
    from coach.journey.compared import moved

    said = {one.key: str(one) for one in moved(way, coach.road.plan)}
    assert said["oet_sit"].endswith("because Prepare for OET Medicine starts on 1 Mar 2027.")
    assert said["oet_prepare"].endswith("because it starts on 1 Mar 2027.")
    coach.undo()
    coach.profile.change({"hours_per_week": 6})
    said = {one.key: str(one) for one in moved(way, coach.road.plan)}
    assert "6 h a week in place of 12 h" in said["step2_sit"]


def test_a_week_is_looked_back_on_kept_and_counted(open_coach: Callable[..., Coach]) -> None:
    open_coach(**WHO)
    coach = open_coach(day=date(2026, 11, 27))
    first, second = (one.step.task.key for one in open_coach().week.plan().planned[:2])
    coach.road.finish(first)
    back = coach.week.look_back()
    assert back.monday == date(2026, 11, 23) and back.planned_hours > 0
    assert [step.task.key for step in back.done] == [first]
    assert second in [slip.step.task.key for slip in back.slipped]
    assert all(slip.why for slip in back.slipped) and back.next
    row = coach.week.keep_review("Night shifts", hours=9)
    assert row.spent_hours == 9 and row.worth_hours == back.worth_hours > 0
    assert coach.week.reviews() == [row] and coach.week.pace.weeks == 1
    assert coach.week.look_back().review == row
    coach.undo()
    assert coach.week.reviews() == [] and coach.week.pace.factor == 1


def test_a_week_before_the_first_day_holds_no_blame(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    back = coach.week.look_back()
    assert back.monday == date(2026, 11, 16) and back.slipped == () and back.planned_hours == 0


def test_what_was_planned_last_week_is_carried_over_once(
    open_coach: Callable[..., Coach],
) -> None:
    assert open_coach(**WHO).week.last_plan() == frozenset()
    later = open_coach(day=date(2026, 12, 2))
    carried = later.week.last_plan()
    assert carried and carried <= set(later.road.tasks)


def test_a_clock_set_back_is_said_and_loses_nothing(open_coach: Callable[..., Coach]) -> None:
    open_coach(**WHO)
    back = open_coach(day=date(2026, 11, 3))
    assert "nothing is lost" in back.history.clock_note
    assert back.road.finish("rest_plan") and back.week.plan().monday == date(2026, 11, 2)
    assert open_coach(day=date(2026, 11, 30)).history.clock_note == ""


def test_this_weeks_tasks_bring_their_resources(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    found = coach.library.helps_week()
    titles = [one.step.task.title for one in coach.week.plan().planned]
    assert found and {title for *_, title in found} <= set(titles)
    assert len({resource.id for resource, *_ in found}) == len(found)
    for step in coach.road.plan.steps:
        assert 1 <= len(coach.library.helps_task(step.task.key)) <= 3
    first = coach.library.helps_task("oet_prepare")[0][0]
    coach.library.mark(first.id, "no")
    assert first.id not in [one.id for one, _ in coach.library.helps_task("oet_prepare")]


def test_a_tick_is_quick_and_the_draws_are_no_wait(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    coach.ahead.outlook()
    times = []
    for act in (coach.road.finish, coach.road.reopen, coach.road.finish):
        act("rest_plan")
        coach.profile.applicant, coach.season.days, coach.road.place, coach.road.tasks  # noqa: B018
        start = perf_counter()
        coach.road.plan  # noqa: B018
        times.append(perf_counter() - start)
    start = perf_counter()
    coach.ahead.outlook()
    assert min(times) < 0.05 and perf_counter() - start < 1
