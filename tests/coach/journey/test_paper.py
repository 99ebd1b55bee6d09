"""The week on paper: codes that check themselves, one page, one act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.journey.paper import LETTERS, checked, read, with_codes
from coach.records import CoachError

Run = Callable[..., tuple[int, Any, str]]
NUMBERS = st.integers(0, len(LETTERS) - 1)


@given(NUMBERS, NUMBERS, st.integers(0, 2), st.sampled_from(LETTERS))
def test_one_wrong_letter_or_two_in_the_wrong_order_never_pass(
    first: int, second: int, place: int, letter: str
) -> None:
    code = checked(first, second)
    one = code[:place] + letter + code[place + 1 :]
    others = (one, code[1] + code[0] + code[2], code[0] + code[2] + code[1])
    for wrong in others:
        assert wrong == code or checked(*map(LETTERS.index, wrong[:2])) != wrong


def test_a_name_keeps_its_code_and_no_two_have_the_same() -> None:
    seals = [f"{number:012x}" for number in range(0, 529 * 40, 529)]  # all for the same code
    codes = with_codes(seals, {})
    assert len({*codes.values()}) == len(seals)
    assert with_codes([seals[3], "abc"], codes) == codes | with_codes(["abc"], codes)


def test_wrong_codes_are_named_all_of_them_with_what_they_may_be() -> None:
    code = checked(3, 4)
    assert read(f" {code.lower()},{code} ", {code: "Sit OET"}) == [code]
    wrong = code[:2] + next(letter for letter in LETTERS if letter != code[2])
    with pytest.raises(CoachError) as error:
        read(f"{wrong} {code[:2]}1", {code: "Sit OET"})
    assert f"“{wrong}” is misread" in str(error.value)
    assert str(error.value).count(f"The nearest is {code}: Sit OET.") == 2
    with pytest.raises(CoachError) as error:
        read("QQQ", {code: "Sit OET"})
    assert "nearest" not in str(error.value)


@pytest.fixture
def ready(run: Run) -> Run:
    run("profile", "set", "specialties=IM", "visa=j1", "match_year=2027", "hours_per_week=40")
    return run


def test_a_page_is_one_page_and_comes_back_in_one_act(ready: Run, tmp_path: Path) -> None:
    _, page, _ = ready("paper")
    lines = page.splitlines()
    assert len(lines) <= 60 and max(map(len, lines)) <= 78
    tasks = ready("paper", "--json")[1]["tasks"]
    assert all(f"- [ ] {task['code']}  " in page for task in tasks) and len(tasks) > 3
    codes = [task["code"] for task in tasks]
    assert [task["code"] for task in ready("paper", "--json")[1]["tasks"]] == codes
    status, _, error = ready("paper", "done", codes[0], codes[1][::-1])
    assert status == 1 and codes[1] in error and "misread" in error
    assert ready("paper", "done", "--json", *codes[:3])[1] == {
        "done": [task["key"] for task in tasks[:3]],
        "left": [],
    }
    assert ready("paper", "done", "--json", codes[0])[1] == {"done": [], "left": codes[:1]}
    done = set(ready("week", "--json")[1]["done"])
    assert done >= {task["key"] for task in tasks[:3]}
    assert ready("undo")[1] == "Taken back: From paper: 3 tasks done\n"
    assert not ready("week", "--json")[1]["done"]
    file = tmp_path / "week.txt"
    assert ready("paper", str(file))[0] == 0 and file.read_text() == page
    assert page == ready("week", "--markdown")[1]


def test_a_person_is_on_paper_only_where_that_is_ticked(ready: Run) -> None:
    ready("note", "lor Dr Qwerty IM us asked 2026-10-20")
    assert "Qwerty" not in ready("paper")[1] and "Qwerty" in ready("paper", "--people")[1]
