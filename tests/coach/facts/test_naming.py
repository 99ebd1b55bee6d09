"""Programs by name as people type them: nicknames, short forms, slips, towns, any order."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from coach.facts.book import Facts
from coach.facts.sites import bare
from coach.files.registry import Registry

TYPED = Path(__file__).with_name("names_typed.csv")


def test_every_nickname_means_programs_that_exist_and_finds_one_of_them_first(
    facts: Facts,
) -> None:
    naming, wrong = facts.naming, []
    names = [row for row in facts.nicknames if row.kind == "name"]
    for row in names:
        found = naming.find(row.nickname)
        numbers = naming.sites.meant(tuple(bare(row.nickname)))
        meant = {each.id for number, _ in numbers for each in naming.sites.site(number).of("")}
        if not found or found[0].program.id not in meant:
            wrong.append((row.nickname, found[0].program.name if found else "nothing"))
    assert len(names) >= 250
    assert not wrong


@pytest.mark.parametrize("part", ["tuned", "held_out"])
def test_names_as_people_type_them_find_their_program(facts: Facts, part: str) -> None:
    """Of 699 names the held out half was looked at when the tuning was over."""
    with TYPED.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["part"] == part]
    first = three = wrong = 0
    for row in rows:
        programs = row["programs"].split(";")
        hits = [each.program.id in programs for each in facts.find_programs(row["typed"])[:3]]
        sure = facts.naming.verdict(row["typed"]).sure
        first, three = first + any(hits[:1]), three + any(hits)
        wrong += bool(sure and sure.id not in programs)
    assert len(rows) > 300
    assert first >= 0.97 * len(rows) and three >= 0.985 * len(rows) and wrong <= 1


def test_every_short_form_of_a_specialty_names_one(facts: Facts) -> None:
    known = facts.specialties
    for row in facts.nicknames:
        assert row.kind != "specialty" or row.meaning in known, row
        assert row.kind != "word" or " " not in row.nickname, row


@pytest.mark.parametrize(
    ("typed", "name", "specialty"),
    [
        ("UT Southwestern pediatrics", "University of Texas Southwestern", "Pediatrics"),
        ("bronxcare IM", "BronxCare Health System", "Internal Medicine"),
        ("St Lukes FM Bethlehem PA", "St Luke's University Hospital Program", "Family Medicine"),
        ("Mt Sinai West psych", "Icahn School of Medicine at Mount Sinai/Morn", "Psychiatry"),
        ("UIC IM", "University of Illinois College of Medicine at Chicago", "Internal Medicine"),
        ("psych UVA", "University of Virginia Medical Center", "Psychiatry"),
        ("Jamaica Hosp Queens IM", "Jamaica Hospital Medical Center", "Internal Medicine"),
        ("hurly medical ctr IM flint", "Hurley Medical Center", "Internal Medicine"),
    ],
)
def test_what_people_type_is_taken_for_sure(
    facts: Facts, typed: str, name: str, specialty: str
) -> None:
    named = Registry(facts.naming, facts.program).named({"name": typed})
    assert named.sure and named.sure.name.startswith(name) and named.sure.specialty == specialty


@pytest.mark.parametrize(
    ("typed", "closed"),
    [("UPMC McKeesport IM, PA", "takes no new residents"), ("Weiss Memorial TY", "closed on")],
)
def test_a_closed_program_is_known_by_its_name(facts: Facts, typed: str, closed: str) -> None:
    named = Registry(facts.naming, facts.program).named({"name": typed})
    assert named.sure and named.sure.closing and named.sure.closing.what.startswith(closed)


@pytest.mark.parametrize("typed", ["Emory", "St Joseph IM", "Flint", "HCA FM", "IM PA"])
def test_what_may_be_several_is_asked(facts: Facts, typed: str) -> None:
    named = Registry(facts.naming, facts.program).named({"name": typed})
    assert named.sure is None and named.likely and named.reason


def test_what_is_like_none_is_said_with_the_nearest(facts: Facts) -> None:
    registry = Registry(facts.naming, facts.program)
    named = registry.named({"name": "Xyzzyq Hospital Bronx"})
    assert named.sure is None and "it is like “hospital bronx”" in named.reason
    named = registry.named({"name": "Xyzzyq Clinic"})
    assert (named.sure, named.likely) == (None, ())
    assert "there is no program 9999999999" in registry.named({"name": "9999999999"}).reason
    assert registry.named({"name": "Hurley", "specialty": "IM", "state": "NY"}).sure is None


def test_an_nrmp_code_is_a_name_too(facts: Facts) -> None:
    some = next(each for each in facts.programs() if each.nrmp_code)
    meant = facts.naming.verdict(f"see {some.nrmp_code} please").sure
    assert meant and meant.code == some.nrmp_code


@pytest.mark.parametrize("typed", ["University Hospital", "Medical Center"])
def test_a_name_of_words_that_many_have_is_asked_about(facts: Facts, typed: str) -> None:
    row = {"name": typed, "specialty": "Internal Medicine"}
    assert Registry(facts.naming, facts.program).named(row).sure is None
