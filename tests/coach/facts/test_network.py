"""A network of tasks that nobody could walk is refused when the seed is loaded."""

from __future__ import annotations

from datetime import date

import pytest

from coach.facts.book import Facts
from coach.facts.check import check_network
from coach.facts.reading import FactError, Row
from coach.records import Anchor, Event, Span, Task, replace

PLAIN = Task(
    "plain",
    "Plain",
    "exams",
    "how",
    "why",
    (),
    Span(1, 2, 4),
    Span(0, 0, 0),
    None,
    None,
    (),
    (),
    (),
    (),
    (),
    False,
    source="GK",
    as_of="2026-11-22",
    status="unverified",
)
EVENTS = [
    Event(
        2028, key, key, date(2027, 6, day), "", "", source="RULE", as_of="2026", status="projected"
    )
    for key, day in (("opens", 1), ("ends", 20))
]


def check(*tasks: Task) -> None:
    check_network([Row("tasks.toml", 7, task) for task in tasks], EVENTS)


def test_a_network_that_can_be_walked_passes(facts: Facts) -> None:
    first = replace(PLAIN, key="first", opens=Anchor("opens", 0), wait_days=Span(0, 18, 30))
    check(first, replace(PLAIN, key="last", after=("first",), due=Anchor("ends", 0)))
    rows = [Row("tasks.toml", 1, task) for task in facts.tasks.values()]
    check_network(rows, facts.events)


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        (
            [replace(PLAIN, due=Anchor("opens", -1), opens=Anchor("opens", 0))],
            "due is 2027-05-31, before it opens on 2027-06-01",
        ),
        (
            [
                replace(PLAIN, key="first", opens=Anchor("opens", 0), wait_days=Span(0, 30, 40)),
                replace(PLAIN, key="last", after=("first",), due=Anchor("ends", 0)),
            ],
            "cannot end before 2027-07-01, after its due day 2027-06-20",
        ),
        (
            [replace(PLAIN, key="a", after=("b",)), replace(PLAIN, key="b", after=("a",))],
            "waits for itself: a → b → a",
        ),
    ],
)
def test_what_cannot_be_walked_is_named_by_file_and_line(tasks: list[Task], said: str) -> None:
    with pytest.raises(FactError, match=said) as error:
        check(*tasks)
    assert "tasks.toml, line 7" in str(error.value)


def test_alternatives_are_all_there(facts: Facts) -> None:
    who = {key: set(task.who) for key, task in facts.tasks.items()}
    assert "student" in who["vslo_electives"] and "graduate" not in who["usce_contacts"]
    assert "visa_j1" in who["j1_sponsorship"] and "visa_h1b" in who["h1b_path"]
    assert "student" in who["enrolment"] and "graduate" in who["credentials_first"]
    assert facts.tasks["credentials_after_graduation"].opens == Anchor("graduation", 0)
    exams = [task for task in facts.tasks.values() if task.key.startswith(("step1_", "step2_"))]
    assert exams and all("!certified" in task.who for task in exams)
    assert all(task.source and task.status for task in facts.tasks.values())
