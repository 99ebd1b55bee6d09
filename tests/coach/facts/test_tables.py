"""A seed table is its record and one row; check, codec and reader follow."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import pytest
from msgspec import Meta, field

from coach.facts.book import Facts
from coach.facts.compile import compiled
from coach.facts.reading import FactError
from coach.facts.table import keyed
from coach.facts.tables import Tables
from coach.records import Fact
from coach.records.facts import SpecialtyName, Words


class Grant(Fact):
    """A throw-away table: its record …"""

    key: Words = field(name="grant")
    specialty: SpecialtyName
    amount: Annotated[float, Meta(ge=0, le=1e6)] | None
    ends: date
    for_whom: tuple[Literal["student", "graduate"], ...]
    renewable: bool


GOOD = "travel,Neurology,1200.5,2027-05-01,student;graduate,yes,GK,2026,unverified"


@pytest.fixture(autouse=True)
def grants(monkeypatch: pytest.MonkeyPatch) -> None:
    """… and its row."""
    table = keyed("grants.csv", Grant, "key")
    table.__set_name__(Tables, "grants")
    monkeypatch.setattr(Tables, "grants", table, raising=False)


def fill(seed: Path, *rows: str) -> None:
    head = "grant,specialty,amount,ends,for_whom,renewable,source,as_of,status"
    (seed / "grants.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def test_a_table_is_checked_compiled_and_read(seed: Path, tmp_path: Path) -> None:
    fill(seed, GOOD, "books,Neurology,,2027-05-01,,no,GK;S24,2026,unverified")
    with closing(Facts(compiled(tmp_path / "cache", tmp_path, seed))) as book:
        grants: dict[str, Grant] = getattr(book, "grants")  # noqa: B009
    assert grants["travel"] == Grant(
        "travel",
        "Neurology",
        1200.5,
        date(2027, 5, 1),
        ("student", "graduate"),
        True,
        source="GK",
        as_of="2026",
        status="unverified",
    )
    assert grants["books"].amount is None and not grants["books"].renewable


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Neurology", "Sleep", "specialty “Sleep” is not known"),
        (",GK,", ",,", "source is empty"),
        (",GK,", ",P99,", "source “P99” is not known"),
        (",unverified", ",sure", "status “sure” is not one of confirmed, estimated"),
        (",2026,", ",,", "as_of is empty"),
        ("1200.5", "-1", "amount should be a number from 0 to 1e+06, not -1"),
        ("1200.5", "inf", "amount should be a number from 0 to 1e+06, not inf"),
        ("1200.5", "nan", "amount should be a number from 0 to 1e+06, not nan"),
        ("1200.5", "much", "amount should be a number from 0 to 1e+06, not much"),
        ("2027-05-01", "May", "ends should be a date like 2027-03-19, not May"),
        ("2027-05-01", "", "ends is empty"),
        ("student;", "pupil;", "for_whom should be graduate or student, not pupil"),
        (",yes,", ",maybe,", "renewable should be yes or no, not maybe"),
        ("travel,", ",", "grant is empty"),
        (",unverified", "", "the row has not as many cells as the heading"),
    ],
)
def test_a_bad_row_is_named_and_nothing_compiled(
    seed: Path, tmp_path: Path, old: str, new: str, said: str
) -> None:
    fill(seed, GOOD.replace("travel", "books"), GOOD.replace(old, new, 1))
    with pytest.raises(FactError) as caught:
        compiled(tmp_path / "cache", tmp_path / "spare", seed)
    assert str(caught.value).startswith(f"seed_data/grants.csv, line 3: {said}")
    assert not [*tmp_path.rglob("facts-*")]


def test_two_rows_of_one_key_and_a_wrong_heading_are_refused(seed: Path, tmp_path: Path) -> None:
    fill(seed, GOOD, GOOD)
    with pytest.raises(FactError, match=r"grants\.csv, line 3: travel stands twice"):
        compiled(tmp_path, tmp_path, seed)
    fill(seed, GOOD)
    text = (seed / "grants.csv").read_text(encoding="utf-8")
    (seed / "grants.csv").write_text(text.replace("ends", "end", 1), encoding="utf-8")
    with pytest.raises(FactError, match=r"line 2: “end” is not a key; known are grant, special"):
        compiled(tmp_path, tmp_path, seed)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("outreach = false", 'outreach = "yes"', "outreach should be true or false, not yes"),
        ("hours = [1, 2, 4]", "hours = [1, inf, inf]", "hours should be three rising numbers"),
        ("hours = [1, 2, 4]", 'hours = "2"', "hours should be a list: low, usual, high"),
        ("hours = [1, 2, 4]", "hours = [4, 2, 1]", "hours should be three rising numbers"),
        ("opens = ", "open = ", "“open” is not a key; known are key, title, stage"),
        ('due = "eras_submit_opens-250"', 'due = "soon"', "due should look like match_day-16"),
        ('"eras_submit_opens-250"', '"eras_opens-250"', "due “eras_opens” is not known"),
    ],
)
def test_a_bad_task_is_named(seed: Path, tmp_path: Path, old: str, new: str, said: str) -> None:
    fill(seed)
    text = (seed / "tasks.toml").read_text(encoding="utf-8")
    assert old in text
    (seed / "tasks.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FactError) as caught:
        compiled(tmp_path / "cache", tmp_path / "spare", seed)
    assert str(caught.value).startswith("seed_data/tasks.toml, line ")
    assert said in str(caught.value)
    assert not [*tmp_path.rglob("facts-*")]
