"""Looking ahead and back: what if, what moved and why, reviews, a clock set back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from time import perf_counter

import pytest

from coach.coach import Coach
from coach.outlook import acts, ahead, weeks
from coach.records import CoachError

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
    found = ahead.outlook(coach)
    for step in coach.road.steps:
        dated = step.late_finish is not None and not step.behind and not step.finished
        assert (step.task.key in found.chances) == dated
    gate = next(one for one in found.gates if one.event.key == "pathways_deadline")
    assert "pathway_apply" in gate.tasks and gate.chance


def test_what_if_compares_and_changes_nothing(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    before = len(coach.store.changes(100))
    late = ahead.what_if(coach, {"oet_prepare": date(2027, 11, 1)})
    assert any(one.startswith("Sit OET") and "2027 in place of" in one for one in late.sentences)
    assert late.chances_then["oet_sit"].mid <= late.chances_now["oet_sit"].mid
    year = ahead.what_if(coach, match_year=2029)
    assert year.chances_then["step2_sit"].mid >= year.chances_now["step2_sit"].mid
    more = ahead.what_if(coach, hours=40)
    assert all(more.chances_then[key].mid >= was.mid for key, was in more.chances_now.items())
    done = ahead.what_if(coach, done=["oet_prepare"])
    assert "oet_prepare" not in done.chances_then
    assert len(coach.store.changes(100)) == before and coach.step("oet_prepare").state == "open"


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
        ahead.what_if(open_coach(**WHO), **given)  # type: ignore[arg-type]


def test_what_moved_and_why(open_coach: Callable[..., Coach]) -> None:
    open_coach(**WHO)
    later = open_coach(day=date(2027, 2, 22))
    acts.finish(later, "oet_prepare", day="2027-02-20")
    moved = {one.key: one for one in ahead.moved_since(later, datetime(2026, 11, 23))}
    assert moved["oet_sit"].days > 0
    assert "because Prepare for OET Medicine was finished" in str(moved["oet_sit"])
    assert "later than planned" in str(moved["oet_sit"])
    assert moved["step2_sit"].because.endswith("is not done yet")


def test_what_is_told_is_the_reason(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    way = coach.road
    acts.tell(coach, "oet_prepare", started="2027-03-01")
    from coach.journey.moved import moved

    said = {one.key: str(one) for one in moved(way, coach.road)}
    assert said["oet_sit"].endswith("because Prepare for OET Medicine starts on 1 Mar 2027.")
    assert said["oet_prepare"].endswith("because it starts on 1 Mar 2027.")
    coach.undo()
    coach.set_profile({"hours_per_week": 6})
    said = {one.key: str(one) for one in moved(way, coach.road)}
    assert "6 h a week in place of 12 h" in said["step2_sit"]


def test_a_week_is_looked_back_on_kept_and_counted(open_coach: Callable[..., Coach]) -> None:
    open_coach(**WHO)
    coach = open_coach(day=date(2026, 11, 27))
    first, second = (one.step.task.key for one in open_coach().week().planned[:2])
    acts.finish(coach, first)
    back = weeks.look_back(coach)
    assert back.monday == date(2026, 11, 23) and back.planned_hours > 0
    assert [step.task.key for step in back.done] == [first]
    assert second in [slip.step.task.key for slip in back.slipped]
    assert all(slip.why for slip in back.slipped) and back.next
    row = weeks.save_review(coach, "Night shifts", hours=9)
    assert row.spent_hours == 9 and row.worth_hours == back.worth_hours > 0
    assert coach.store.reviews() == [row] and coach.pace.weeks == 1
    assert weeks.look_back(coach).review == row
    coach.undo()
    assert coach.store.reviews() == [] and coach.pace.factor == 1


def test_a_week_before_the_first_day_holds_no_blame(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    back = weeks.look_back(coach)
    assert back.monday == date(2026, 11, 16) and back.slipped == () and back.planned_hours == 0


def test_what_was_planned_last_week_is_carried_over_once(
    open_coach: Callable[..., Coach],
) -> None:
    assert weeks.carried_over(open_coach(**WHO)) == []
    later = open_coach(day=date(2026, 12, 2))
    carried = weeks.carried_over(later)
    assert carried and set(carried) <= {one.step.task.key for one in later.week().planned}


def test_a_clock_set_back_is_said_and_loses_nothing(open_coach: Callable[..., Coach]) -> None:
    open_coach(**WHO)
    back = open_coach(day=date(2026, 11, 3))
    assert "nothing is lost" in weeks.clock_note(back)
    assert back.set_task("rest_plan", "done") and back.week().monday == date(2026, 11, 2)
    assert weeks.clock_note(open_coach(day=date(2026, 11, 30))) == ""


def test_this_weeks_tasks_bring_their_resources(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    found = ahead.helps_week(coach)
    titles = [one.step.task.title for one in coach.week().planned]
    assert found and {title for *_, title in found} <= set(titles)
    assert len({resource.id for resource, *_ in found}) == len(found)
    for step in coach.road.steps:
        assert 1 <= len(ahead.helps_task(coach, step.task.key)) <= 3
    first = ahead.helps_task(coach, "oet_prepare")[0][0]
    coach.mark_resource(first.id, "no")
    assert first.id not in [one.id for one, _ in ahead.helps_task(coach, "oet_prepare")]


def test_a_tick_is_quick_and_the_draws_are_no_wait(open_coach: Callable[..., Coach]) -> None:
    coach = open_coach(**WHO)
    ahead.outlook(coach)
    times = []
    for state in ("done", None, "done"):
        coach.set_task("rest_plan", state)
        coach.applicant, coach.days, coach.place, coach.tasks, coach.told  # noqa: B018
        start = perf_counter()
        coach.road  # noqa: B018
        times.append(perf_counter() - start)
    start = perf_counter()
    ahead.outlook(coach)
    assert min(times) < 0.05 and perf_counter() - start < 1
