"""Facts and marks out of tables: previewed, taken in one act, bad rows listed with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import seed_data
from coach.facts.reading import read_table
from coach.facts.tables import Tables
from coach.files.cells import Cells
from coach.files.importing import Preview
from coach.files.registry import acgme_id
from coach.records import CoachError, replace
from coach.rules.fields import FACTS, overlays
from coach.subjects.coach import Coach

OpenCoach = Callable[..., Coach]
ALABAMA = "0400121010"


@pytest.fixture
def coach(open_coach: OpenCoach) -> Coach:
    return open_coach(specialties=["Internal Medicine"], visa="j1")


@pytest.fixture
def look(coach: Coach, tmp_path: Path) -> Callable[..., Preview]:
    """A preview of a CSV text."""

    def look_at(text: str, kind: str = "facts", name: str = "mine.csv") -> Preview:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return coach.files.preview(kind, tmp_path / name)

    return look_at


Look = Callable[..., Preview]


def whys(made: Preview) -> dict[int, str]:
    return {one.row: one.why for one in (*made.skipped, *made.unread)}


def test_a_table_becomes_facts_that_one_undo_takes_back(coach: Coach, look: Look) -> None:
    coach.programs.record_fact(ALABAMA, "positions", "20", "phone", "2026-10-01")
    before = coach.programs.read_facts
    made = look(
        "ACGME ID,J1,IMG %,positions,source,date\n"
        f'{ALABAMA},Y,"45,5%",22,their page,2026-11-03\n'
        "1403511253,no,,,,\n"
    )
    assert coach.programs.read_facts == before
    assert (made.rows, made.usable, made.skipped) == (2, 2, ())
    assert ("places a year", "20 (confirmed 2026-10-01)", "22", "2026-11-03") in [
        (one.what, one.old, one.new, one.as_of) for one in made.differences
    ]
    assert coach.files.take(made)
    facts = overlays(coach.programs.read_facts)
    share, visa = facts[ALABAMA]["img_share"], facts["1403511253"]["visa_j1"]
    assert (share.value, share.source, share.day) == ("45.5", "their page", "2026-11-03")
    assert (visa.value, visa.source, visa.day) == ("no", "mine.csv", "")
    assert coach.undo() == "Import of mine.csv: facts, 4 changed"
    assert coach.programs.read_facts == before


def test_the_same_file_again_changes_nothing(coach: Coach, look: Look) -> None:
    text = f"ACGME ID,J1\n{ALABAMA},yes\n"
    assert coach.files.take(look(text))
    again = look(text)
    assert again.usable == 1 and not again.differences
    assert not coach.files.take(again)


def test_bad_rows_and_cells_are_named_and_the_rest_of_a_row_is_taken(
    coach: Coach, look: Look
) -> None:
    made = look(
        "id,name,city,specialty,J1,min Step 2,date\n"
        "9999999999,,,,yes,,\n"
        f"{ALABAMA},,,,yes,nan,\n"
        f"{ALABAMA},,,,yes,inf,\n"
        f"{ALABAMA},,,,yes,1e999,\n"
        f"{ALABAMA},,,,yes,900,\n"
        f"{ALABAMA},,,,=1+1,,\n"
        f"{ALABAMA},,,,yes,,3/4/2026\n"
        f"{ALABAMA},,,,yes,,2027-01-01\n"
        f"{ALABAMA},,,Pathology,yes,,\n"
        ",Nowhere Hospital,,,yes,,\n"
        ",Emory University School of Medicine Program,,,yes,,\n"
        ",,,,yes,,\n"
        "1.40E+09,,,,yes,,\n"
        f"{ALABAMA},,,,,,\n"
        f"{ALABAMA},,,,,,,extra\n"
        f"{ALABAMA},,,,unknown,,\n"
    )
    assert sorted(whys(made)) == [2, *range(4, 10), 11, 13, 14, 16]
    assert [row.row for row in made.proposed] == [10, 12]
    assert (made.usable, made.empty) == (4, 2)
    assert {(fact.field, fact.value) for fact in made.entries} == {("visa_j1", "yes")}
    said = whys(made)
    assert "no program 9999999999" in said[2] and "outside 1 to 300" in said[6]
    assert all("not a number" in said[row] for row in (4, 5))
    assert "yes, no" in said[7] and "can be two days" in said[8] and "still to come" in said[9]
    assert "nowhere” is not understood" in said[11] and "names no program" in said[13]
    assert "rounded" in said[14] and "8 cells" in said[16]
    likely = [row.why for row in made.proposed]
    assert "Anesthesiology" in likely[0] and "programs are called so" in likely[1]


def test_a_program_is_found_by_name_and_place_without_caring_for_spelling(
    coach: Coach, look: Look
) -> None:
    made = look(
        "Program,City,State,Specialty,H-1B\n"
        "emory university SCHOOL of medicine,ATLANTA,Georgia,IM,yes\n"
    )
    (fact,) = made.entries
    program = coach.programs.known(fact.program_id)
    assert program and (program.city, program.specialty) == ("Atlanta", "Internal Medicine")


def test_rows_that_contradict_each_other_are_not_both_taken(coach: Coach, look: Look) -> None:
    made = look(f"id,J1,positions\n{ALABAMA},yes,\n{ALABAMA},no,5\n{ALABAMA},yes,7\n")
    assert "row 2 says J-1 yes" in whys(made)[3]
    assert [(one.field, one.value) for one in made.entries] == [
        ("visa_j1", "yes"),
        ("positions", "7"),
    ]


def test_shares_kept_as_fractions_are_known_by_their_column(look: Look) -> None:
    made = look(f"id,IMG %\n{ALABAMA},0.45\n1403511253,1\n")
    assert [fact.value for fact in made.entries] == ["45", "100"]
    mixed = look(f"id,IMG %\n{ALABAMA},0.45\n1403511253,45\n")
    assert [fact.value for fact in mixed.entries] == ["45"] and "fraction" in whys(mixed)[2]
    assert look(f"id,IMG %\n{ALABAMA},0.45%\n").entries[0].value == "0.45"


def test_coachs_own_estimates_do_not_come_back_as_read(look: Look) -> None:
    made = look(
        "program_id,visa_j1,visa_j1_status,visa_j1_source,visa_j1_as_of,img_share,img_share_status\n"
        f"{ALABAMA},yes,confirmed,their page,2026-10-03,45,estimated\n"
        "1403511253,yes,second-hand,P1,2025,99,second-hand\n"
    )
    (fact,) = made.entries
    assert (fact.field, fact.source, fact.day) == ("visa_j1", "their page", "2026-10-03")
    assert made.empty == 1


def test_source_and_reasons_cannot_steer_a_terminal(look: Look) -> None:
    made = look(f"id,J1,source\n{ALABAMA},yes,a\x1b[2Jb\n1,\x1b[2J,\n")
    assert made.entries[0].source == "a [2Jb"
    assert "\x1b" not in repr(made.skipped)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{ALABAMA},yes\n1403511253,no\n", "no column that is understood"),
        ("id,colour\n1,red\n", "no column with a fact"),
        (f"id,J1,j-1\n{ALABAMA},yes,no\n", "two columns named “J1”"),
        ("id,field\n1,J1\n", "no column with a fact"),
    ],
)
def test_a_header_that_says_too_little_is_one_sentence(look: Look, text: str, said: str) -> None:
    with pytest.raises(CoachError, match=said) as error:
        look(text)
    assert "\n" not in str(error.value)


def test_a_file_of_a_hundred_thousand_rows_is_one_act(coach: Coach, look: Look) -> None:
    ids = [one.id for one in coach.programs.listed()]
    text = "id,J1,IMG %,positions\n" + "".join(
        f"{ids[at % len(ids)]},yes,45,10\n" for at in range(100_000)
    )
    made = look(text)
    assert (made.usable, len(made.entries)) == (100_000, 3 * len(ids))
    assert coach.files.take(made) and len(coach.programs.read_facts) == 3 * len(ids)
    assert coach.undo() and not coach.programs.read_facts


def test_marks_come_in_with_notes_and_go_with_one_undo(coach: Coach, look: Look) -> None:
    coach.programs.mark("1403511253", "maybe", "kind coordinator")
    made = look(
        "ACGME ID,mark,note\n"
        f"{ALABAMA},Apply,near a friend\n"
        "1403511253,no,\n"
        "1403511263,,only a note\n"
        "1403511263,perhaps not,\n"
        "1403511263,,\n",
        kind="programs",
    )
    assert "“perhaps not” is none" in whys(made)[5]
    assert (made.usable, made.empty) == (3, 1)
    assert (made.differences[1].old, made.differences[1].new) == (
        "maybe kind coordinator",
        "no kind coordinator",
    )
    assert coach.files.take(made)
    marks = coach.programs.marks
    assert (marks[ALABAMA].mark, marks[ALABAMA].note) == ("apply", "near a friend")
    assert (marks["1403511253"].mark, marks["1403511253"].note) == ("no", "kind coordinator")
    assert (marks["1403511263"].mark, marks["1403511263"].note) == ("", "only a note")
    assert coach.undo() == "Import of mine.csv: programs, 3 changed"
    assert set(coach.programs.marks) == {"1403511253"}
    assert coach.programs.marks["1403511253"].mark == "maybe"


def test_facts_of_a_workbook_and_of_json_are_the_same(coach: Coach, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["ACGME ID", "J1", "IMG %"])
    book.active.append([int(ALABAMA), True, 0.455])
    book.active["C2"].number_format = "0.0%"
    book.save(tmp_path / "mine.xlsx")
    data = {"programs": [{"ACGME ID": ALABAMA, "J1": True, "IMG %": 45.5}]}
    (tmp_path / "mine.json").write_text(json.dumps(data))
    read = [
        coach.files.preview("facts", tmp_path / f"mine.{end}").entries for end in ("xlsx", "json")
    ]
    assert [replace(one, source="") for one in read[0]] == [
        replace(one, source="") for one in read[1]
    ]
    assert len(read[0]) == 2


def test_a_fact_is_checked_at_the_door(coach: Coach) -> None:
    with pytest.raises(CoachError):
        coach.programs.record_fact(ALABAMA, "positions", "many")
    assert not coach.programs.read_facts


@pytest.fixture(scope="module")
def cells() -> Cells:
    rows = read_table(Path(seed_data.__file__).parent, Tables.cell_words)
    return Cells(row.record for row in rows)


@given(st.sampled_from(sorted(FACTS)), st.text(max_size=12))
def test_a_cell_is_a_possible_fact_or_refused(cells: Cells, field: str, text: str) -> None:
    try:
        value = cells.fact(field, text, 2026)
    except CoachError:
        return
    if not value:
        return
    if limits := FACTS[field].limits:
        low, high = limits
        assert low <= float(value) <= high
    else:
        assert not FACTS[field].words or value in ("", *FACTS[field].words)


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("400121010", ALABAMA),
        ("0400121010", ALABAMA),
        ("1403511253.0", "1403511253"),
        ("140-35-11253", "1403511253"),
        ("14035 11253", "1403511253"),
    ],
)
def test_ids_as_spreadsheets_spoil_them(given: str, key: str) -> None:
    assert acgme_id(given) == key
