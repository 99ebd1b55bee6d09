"""Acts on single tasks: what they do, what they refuse, and undo, which takes each back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from coach.logs import declared
from coach.logs.own_tasks import OWN_TASKS
from coach.logs.reviews import REVIEWS
from coach.logs.ticks import TICKS
from coach.logs.told import TOLD
from coach.records import CoachError
from coach.state import State
from coach.store import database
from coach.store.store import Store
from coach.subjects.coach import Coach, at
from coach.subjects.road import Acted, NewTask, RoadSubject, Telling

WHO = {
    "graduation_date": "2022-06-01",
    "match_year": 2028,
    "specialties": "IM",
    "visa": "j1",
    "us_status": "abroad",
    "step1__passed": True,
    "hours_per_week": 12,
}


@pytest.fixture
def coach(open_coach: Callable[..., Coach]) -> Coach:
    return open_coach(**WHO)


def test_an_own_task_stands_on_the_road_and_can_be_done(coach: Coach) -> None:
    key = coach.road.add(
        NewTask(
            "Ask Dr A for cases",
            hours=2,
            due="2026-12-01",
            after=("rest_plan",),
            note="after the ward round",
            links=("person:7",),
        )
    ).key
    step = coach.road.step(key)
    assert (step.due, step.blocked_by, step.hours_left) == (date(2026, 12, 1), ("rest_plan",), 2)
    assert (step.told.note, step.told.links) == ("after the ward round", ("person:7",))
    coach.road.finish("rest_plan")
    assert coach.road.step(key).state == "open"
    assert key in {one.step.task.key for one in coach.week.plan(40).planned}
    assert coach.road.finish(key) and not coach.road.finish(key)
    assert key not in {one.step.task.key for one in coach.week.plan(40).planned}


def test_own_tasks_change_and_go_and_come_back(coach: Coach) -> None:
    key = coach.road.add(NewTask("Call the dean")).key
    other = coach.road.add(NewTask("Call the dean", after=(key,))).key
    assert other != key
    before = coach._state.kept(OWN_TASKS), coach._state.kept(TOLD)
    told = Telling(note="on Tuesday", title="Visit the dean", hours=3)
    assert coach.road.tell(key, told)
    assert (
        coach.road.step(key).task.title == "Visit the dean" and coach.road.step(key).hours_left == 3
    )
    coach.undo()
    assert (coach._state.kept(OWN_TASKS), coach._state.kept(TOLD)) == before
    with pytest.raises(CoachError, match="wait for itself"):
        coach.road.tell(key, Telling(after=(other,)))
    coach.road.remove(key)
    assert coach.road.plan.step(key) is None and coach.road.step(other).blocked_by == ()
    coach.undo()
    assert coach.road.step(other).blocked_by == (key,)
    with pytest.raises(CoachError, match="task of the road"):
        coach.road.tell("oet_sit", Telling(title="Mine"))


def test_real_dates_take_the_place_of_estimates(coach: Coach) -> None:
    usual = coach.road.step("oet_sit").early_finish
    coach.road.tell("oet_prepare", Telling(started="2027-03-01"))
    later = coach.road.step("oet_sit").early_finish
    assert usual and later and later > usual and later > date(2027, 3, 1)
    coach.road.tell(
        "credentials_check", Telling(started="2026-11-01", expected="2026-12-20", waiting=True)
    )
    step = coach.road.step("credentials_check")
    assert step.state == "waiting" and step.early_finish == date(2026, 12, 20)
    coach.road.finish("oet_prepare", on="2026-11-10", hours=55)
    step = coach.road.step("oet_prepare")
    assert step.done_at == "2026-11-10" and step.told.hours_done == 55
    coach.road.tell("rest_plan", Telling(due="2026-12-24"))
    assert coach.road.step("rest_plan").due == date(2026, 12, 24)
    coach.road.tell("rest_plan", Telling(due=""))
    assert coach.road.step("rest_plan").due is None


def test_a_reason_is_kept_with_what_is_skipped(coach: Coach) -> None:
    coach.road.skip("society_join", "too dear this year")
    step = coach.road.step("society_join")
    assert step.state == "skipped" and step.note == "too dear this year"
    coach.undo()
    assert coach.road.step("society_join").state == "open"


def test_a_tick_that_is_taken_away_forgets_its_day(coach: Coach) -> None:
    coach.road.finish("rest_plan", on="2026-11-01")
    coach.road.reopen("rest_plan")
    coach.road.finish("rest_plan")
    assert coach.road.step("rest_plan").done_at[:10] == "2026-11-22"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda c: c.road.tell("oet_sit", Telling(due="2027-02-31")), "is no day of the calendar"),
        (lambda c: c.road.tell("oet_sit", Telling(due="2051-01-01")), "cannot be right"),
        (lambda c: c.road.tell("oet_sit", Telling(due="2026-11-01")), "is past"),
        (lambda c: c.road.tell("oet_sit", Telling(started="1980-01-01")), "cannot be right"),
        (lambda c: c.road.finish("oet_sit", on="2027-01-01"), "still to come"),
        (lambda c: c.road.tell("oet_sit", Telling(hours_done=float("nan"))), "hours"),
        (lambda c: c.road.tell("oet_sit", Telling(link=("nonsense",))), "not a link"),
        (lambda c: c.road.add(NewTask("  ")), "is empty"),
        (lambda c: c.road.add(NewTask("x" * 81)), "longer than 80"),
        (lambda c: c.road.add(NewTask("x", hours=-1)), "hours"),
        (lambda c: c.road.add(NewTask("x", stage="moon")), "is not a stage"),
        (lambda c: c.road.add(NewTask("x", after=("nothing",))), "does not exist"),
        (lambda c: c.road.move("oet_sit", "2026-11-21"), "is past"),
        (lambda c: c.road.snooze("nothing", "2027-01-01"), "does not exist"),
        (lambda c: c.road.part("oet_sit", 0), "hours"),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(
    coach: Coach, act: Callable[[Coach], object], said: str
) -> None:
    before = len(coach.history.changes(100))
    with pytest.raises(CoachError, match=said) as error:
        act(coach)
    assert "\n" not in str(error.value)
    assert len(coach.history.changes(100)) == before


def test_a_task_cannot_end_before_it_began(coach: Coach) -> None:
    coach.road.tell("rest_plan", Telling(started="2026-11-10"))
    with pytest.raises(CoachError, match="before it began"):
        coach.road.finish("rest_plan", on="2026-11-01")


def start(road: RoadSubject, key: str, day: str) -> Acted:
    return road.tell(key, Telling(started=day))


def wait(road: RoadSubject, key: str, since: str | None) -> Acted:
    return road.tell(key, Telling(started=since, waiting=True))


KEYS = st.sampled_from(["oet_prepare", "rest_plan", "society_join"])
ACTS = st.one_of(
    st.tuples(st.just(RoadSubject.move), KEYS, st.sampled_from(["thursday", "2026-12-24", ""])),
    st.tuples(st.just(RoadSubject.snooze), KEYS, st.sampled_from(["2027-02-01", ""])),
    st.tuples(st.just(RoadSubject.part), KEYS, st.sampled_from([0.5, 2.0])),
    st.tuples(st.just(RoadSubject.skip), KEYS, st.sampled_from(["", "not mine"])),
    st.tuples(st.just(RoadSubject.finish), KEYS, st.sampled_from([None, "2026-11-02"])),
    st.tuples(st.just(wait), KEYS, st.sampled_from([None, "2026-11-03"])),
    st.tuples(st.just(start), KEYS, st.sampled_from(["2027-03-01", ""])),
)


def kept(coach: Coach) -> object:
    state = coach._state
    return [state.kept(log) for log in (TICKS, TOLD, OWN_TASKS, REVIEWS)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(ACTS, max_size=5))
def test_undo_after_each_act_gives_what_was_before(coach: Coach, plan: list[object]) -> None:
    store = Store(database.in_memory())
    store.grow(declared().values())
    fresh = Coach(State(coach._state.facts, store, at(date(2026, 11, 22)), coach.home))
    fresh.profile.change({key.replace("__", "."): value for key, value in WHO.items()})
    for act, key, value in plan:  # type: ignore[misc]
        before = kept(fresh)
        try:
            changed = act(fresh.road, key, value)  # type: ignore[has-type]
        except CoachError:
            assert kept(fresh) == before
            continue
        if changed:
            fresh.undo()
            assert kept(fresh) == before
            act(fresh.road, key, value)  # type: ignore[has-type]
    fresh._state.store.close()
