"""Acts on single tasks: what they do, what they refuse, and undo, which takes each back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.coach import Coach, at
from coach.outlook import acts
from coach.records import CoachError
from coach.store import database
from coach.store.store import Store

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
    key = acts.add_task(
        coach,
        "Ask Dr A for cases",
        hours=2,
        due="2026-12-01",
        after=["rest_plan"],
        note="after the ward round",
        links=["person:7"],
    )
    step = coach.step(key)
    assert (step.due, step.blocked_by, step.hours_left) == (date(2026, 12, 1), ("rest_plan",), 2)
    assert (step.told.note, step.told.links) == ("after the ward round", ("person:7",))
    coach.set_task("rest_plan", "done")
    assert coach.step(key).state == "open"
    assert key in {one.step.task.key for one in coach.week(40).planned}
    assert acts.finish(coach, key) and not acts.finish(coach, key)
    assert key not in {one.step.task.key for one in coach.week(40).planned}


def test_own_tasks_change_and_go_and_come_back(coach: Coach) -> None:
    key = acts.add_task(coach, "Call the dean")
    other = acts.add_task(coach, "Call the dean", after=[key])
    assert other != key
    before = coach.store.own_tasks(), coach.store.told()
    own = acts.own_with(coach, key, title="Visit the dean", hours=3)
    assert acts.tell(coach, key, note="on Tuesday", own=own)
    assert coach.step(key).task.title == "Visit the dean" and coach.step(key).hours_left == 3
    coach.undo()
    assert (coach.store.own_tasks(), coach.store.told()) == before
    with pytest.raises(CoachError, match="wait for itself"):
        acts.own_with(coach, key, after=[other])
    acts.remove_own(coach, key)
    assert coach.road.step(key) is None and coach.step(other).blocked_by == ()
    coach.undo()
    assert coach.step(other).blocked_by == (key,)
    with pytest.raises(CoachError, match="task of the road"):
        acts.own_with(coach, "oet_sit", title="Mine")


def test_real_dates_take_the_place_of_estimates(coach: Coach) -> None:
    usual = coach.step("oet_sit").early_finish
    acts.tell(coach, "oet_prepare", started="2027-03-01")
    later = coach.step("oet_sit").early_finish
    assert usual and later and later > usual and later > date(2027, 3, 1)
    acts.wait(coach, "credentials_check", since="2026-11-01", expected="2026-12-20")
    step = coach.step("credentials_check")
    assert step.state == "waiting" and step.early_finish == date(2026, 12, 20)
    acts.finish(coach, "oet_prepare", day="2026-11-10", hours=55)
    step = coach.step("oet_prepare")
    assert step.done_at == "2026-11-10" and step.told.hours_done == 55
    acts.tell(coach, "rest_plan", due="2026-12-24")
    assert coach.step("rest_plan").due == date(2026, 12, 24)
    acts.tell(coach, "rest_plan", due="")
    assert coach.step("rest_plan").due is None


def test_a_reason_is_kept_with_what_is_skipped(coach: Coach) -> None:
    acts.skip(coach, "society_join", "too dear this year")
    step = coach.step("society_join")
    assert step.state == "skipped" and step.note == "too dear this year"
    coach.undo()
    assert coach.step("society_join").state == "open"


def test_a_tick_that_is_taken_away_forgets_its_day(coach: Coach) -> None:
    acts.finish(coach, "rest_plan", day="2026-11-01")
    coach.set_task("rest_plan", None)
    acts.finish(coach, "rest_plan")
    assert coach.step("rest_plan").done_at[:10] == "2026-11-22"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda c: acts.tell(c, "oet_sit", due="2027-02-31"), "is not a date"),
        (lambda c: acts.tell(c, "oet_sit", due="2051-01-01"), "cannot be right"),
        (lambda c: acts.tell(c, "oet_sit", due="2026-11-01"), "is past"),
        (lambda c: acts.tell(c, "oet_sit", started="1980-01-01"), "cannot be right"),
        (lambda c: acts.finish(c, "oet_sit", day="2027-01-01"), "still to come"),
        (lambda c: acts.tell(c, "oet_sit", hours_done=float("nan")), "hours"),
        (lambda c: acts.tell(c, "oet_sit", link=["nonsense"]), "not a link"),
        (lambda c: acts.add_task(c, "  "), "is empty"),
        (lambda c: acts.add_task(c, "x" * 81), "longer than 80"),
        (lambda c: acts.add_task(c, "x", hours=-1), "hours"),
        (lambda c: acts.add_task(c, "x", stage="moon"), "is not a stage"),
        (lambda c: acts.add_task(c, "x", after=["nothing"]), "does not exist"),
        (lambda c: acts.move(c, "oet_sit", "2026-11-21"), "is past"),
        (lambda c: acts.snooze(c, "nothing", "2027-01-01"), "does not exist"),
        (lambda c: acts.part(c, "oet_sit", 0), "hours"),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(
    coach: Coach, act: Callable[[Coach], object], said: str
) -> None:
    before = len(coach.store.changes(100))
    with pytest.raises(CoachError, match=said) as error:
        act(coach)
    assert "\n" not in str(error.value)
    assert len(coach.store.changes(100)) == before


def test_a_task_cannot_end_before_it_began(coach: Coach) -> None:
    acts.tell(coach, "rest_plan", started="2026-11-10")
    with pytest.raises(CoachError, match="before it began"):
        acts.finish(coach, "rest_plan", day="2026-11-01")


KEYS = st.sampled_from(["oet_prepare", "rest_plan", "society_join"])
ACTS = st.one_of(
    st.tuples(st.just(acts.move), KEYS, st.sampled_from(["thursday", "2026-12-24", ""])),
    st.tuples(st.just(acts.snooze), KEYS, st.sampled_from(["2027-02-01", ""])),
    st.tuples(st.just(acts.part), KEYS, st.sampled_from([0.5, 2.0])),
    st.tuples(st.just(acts.skip), KEYS, st.sampled_from(["", "not mine"])),
    st.tuples(st.just(acts.finish), KEYS, st.sampled_from([None, "2026-11-02"])),
    st.tuples(st.just(acts.wait), KEYS, st.sampled_from([None, "2026-11-03"])),
    st.tuples(st.just(acts.tell), KEYS, st.sampled_from(["2027-03-01", ""])),
)


def kept(coach: Coach) -> object:
    store = coach.store
    return store.tasks(), store.told(), store.own_tasks(), store.reviews()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(ACTS, max_size=5))
def test_undo_after_each_act_gives_what_was_before(coach: Coach, plan: list[object]) -> None:
    fresh = Coach(coach.facts, Store(database.in_memory()), at(date(2026, 11, 22)), coach.home)
    fresh.set_profile({key.replace("__", "."): value for key, value in WHO.items()})
    for act, key, value in plan:  # type: ignore[misc]
        before = kept(fresh)
        try:
            changed = act(fresh, key, value)  # type: ignore[has-type]
        except CoachError:
            assert kept(fresh) == before
            continue
        if changed:
            fresh.undo()
            assert kept(fresh) == before
            act(fresh, key, value)  # type: ignore[has-type]
    fresh.store.close()
