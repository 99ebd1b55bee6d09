"""What was estimated is loaded beside what is stated, never in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from coach.facts.book import Facts
from coach.facts.check import load
from coach.facts.compile import compiled, seed_folder
from coach.facts.reading import FactError
from coach.records import Program
from coach.rules.visas import visa_answer, visa_evidence

VISAS = ("j1", "h1b")


def change(seed: Path, how: Callable[[list[str]], None]) -> None:
    """Changes the lines of estimates.csv."""
    file = seed / "estimates.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    how(lines)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def probability(program: Program, visa: str) -> float | None:
    return program.j1_probability if visa == "j1" else program.h1b_probability


def mean(values: Iterable[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / len(known)


def test_every_program_has_a_share_stated_or_estimated_never_both(facts: Facts) -> None:
    for program in facts.programs():
        assert (program.img_share is None) == (program.share_mid is not None), program.name


@pytest.mark.parametrize("visa", VISAS)
def test_every_visa_is_stated_or_estimated_never_both(facts: Facts, visa: str) -> None:
    for program in facts.programs():
        stated = visa_answer(visa_evidence(program, visa)) is not None
        assert stated == (probability(program, visa) is None), program.name


def test_a_no_that_the_residents_contradict_is_estimated(facts: Facts) -> None:
    doubted = [
        one for one in facts.programs() if one.visa_j1 == "no" and (one.img_share or 0) >= 60
    ]
    assert doubted
    assert all(one.j1_probability is not None for one in doubted)


def test_ranges_rise_and_probabilities_are_never_certain(facts: Facts) -> None:
    for one in facts.programs():
        if one.share_low is not None and one.share_mid is not None and one.share_high is not None:
            assert 0 <= one.share_low <= one.share_mid <= one.share_high <= 100
            assert one.share_high - one.share_low >= 2
        for visa in VISAS:
            assert 0 < (probability(one, visa) or 0.5) < 1
        estimated = one.share_mid is not None or one.j1_probability or one.h1b_probability
        assert bool(one.estimate_basis) == bool(estimated)


def test_specialties_keep_their_order(facts: Facts) -> None:
    def level(name: str) -> float:
        return mean(one.share_mid for one in facts.programs([name]))

    names = ("Pathology-Anatomic & Clinical", "Neurology", "Surgery-General", "Orthopedic Surgery")
    levels = [level(name) for name in names]
    assert levels == sorted(levels, reverse=True)


def test_a_visa_at_the_sponsors_internal_medicine_makes_it_likelier(facts: Facts) -> None:
    says = {
        one.sponsor_code: one.visa_j1
        for one in facts.programs(["Internal Medicine"])
        if one.sponsor_code
    }
    surgery = facts.programs(["Surgery-General"])
    with_visa = mean(one.j1_probability for one in surgery if says.get(one.sponsor_code) == "yes")
    none = mean(
        one.j1_probability for one in surgery if says.get(one.sponsor_code) == "none_listed"
    )
    assert with_visa > 0.75 > 0.4 > none


def test_the_armed_forces_take_hardly_any_img(facts: Facts) -> None:
    military = [
        one
        for one in facts.programs()
        if one.military and one.share_mid is not None and "civilian" not in one.caution
    ]
    assert len(military) > 90
    assert all((one.share_high or 0) <= 5 and (one.j1_probability or 0) < 0.05 for one in military)
    assert all("armed forces" in one.estimate_basis for one in military)


def test_programs_after_another_residency_are_not_estimated() -> None:
    later = [one for one in load(seed_folder()).programs if not one.first_residency]
    assert len(later) == 219
    assert all(one.share_mid is None and one.j1_probability is None for one in later)


BAD = "0400121010,{cells},a town,outside2020,2025,estimated"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("9999999999,1,2,3,,,a town,outside2020,2025,estimated", "id “9999999999” is not in"),
        (BAD.format(cells="3,2,9,,"), "share_low, share_mid and share_high should rise"),
        (BAD.format(cells="1,,9,,"), "share_low, share_mid and share_high belong together"),
        (BAD.format(cells="1,2,101,,"), "share_high should be a number from 0 to 100, not 101"),
        (BAD.format(cells=",,,1.2,"), "j1 should be a number from 0 to 1, not 1.2"),
        (BAD.format(cells=",,,,"), "the row estimates nothing"),
        ("0400121010,1,2,3,,,,outside2020,2025,estimated", "basis is empty"),
        ("0400121010,1,2,3,,,a town,P99,2025,estimated", "source “P99” is not known"),
        ("0400121010,1,2,3,,,a town,outside2020,,estimated", "as_of is empty"),
        (
            "0400121010,1,2,3,,,a town,outside2020,2025,official",
            "status should be estimated, not official",
        ),
        ("1400121020,1,2,3,,,a town,outside2020,2025,estimated", "the IMG share is stated"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(seed: Path, row: str, said: str) -> None:
    def replace(lines: list[str]) -> None:
        lines[1] = row

    change(seed, replace)
    with pytest.raises(FactError, match=rf"estimates\.csv, line 2: .*{said}"):
        load(seed)


def test_a_stated_visa_is_not_estimated(seed: Path) -> None:
    stated = next(one for one in load(seed).programs if one.visa_j1 == "yes" and one.img_share)

    def add(lines: list[str]) -> None:
        lines[1:] = [f"{stated.id},,,,0.5,,a town,outside2020,2025,estimated"]

    change(seed, add)
    with pytest.raises(FactError, match=r"estimates\.csv, line 2: j1 is stated"):
        load(seed)


def test_a_program_is_estimated_once(seed: Path) -> None:
    change(seed, lambda lines: lines.insert(2, lines[1]))
    with pytest.raises(FactError, match=r"estimates\.csv, line 3: 0400121010 stands twice"):
        load(seed)


def test_the_facts_are_compiled_again_when_an_estimate_changes(seed: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = compiled(cache, cache, seed)

    def raise_it(lines: list[str]) -> None:
        lines[1] = "0400121010,41.0,42.5,43.0,,,a town,outside2020,2025,estimated"

    change(seed, raise_it)
    second = compiled(cache, cache, seed)
    assert second != first
    book = Facts(second)
    program = book.program("0400121010")
    book.close()
    assert program and program.share_mid == 42.5 and program.estimate_basis == "a town"
