"""The facts that ship, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coach.facts.book import Facts
from coach.facts.check import load
from coach.facts.compile import compiled
from coach.facts.reading import FactError
from coach.records import DOMAINS, STAGES
from coach.rules.person import RULES

SEED_NAMES = (
    "AAMC resources",
    "MedEdPORTAL",
    "CDC",
    "NIH",
    "AHRQ",
    "Coursera",
    "edX",
    "Khan Academy",
    "American College of Physicians",
    "American Academy of Family Physicians",
    "American Academy of Pediatrics",
    "PubMed",
    "NEJM",
    "JAMA",
    "UpToDate",
    "DynaMed",
    "LinkedIn",
    "American Medical Association",
    "Student Doctor Network",
    "IMGreddit",
    "Discord",
    "Facebook",
    "AMSA",
    "SNMA",
    "Hospital and university mentorship",
    "ECFMG",
    "World Directory",
    "ERAS",
    "ERAS Help Desk",
    "Residency Explorer",
    "NRMP",
    "Charting Outcomes",
    "Program Director Survey",
    "Personal Statement Guide",
    "writing centers",
    "IMG advising",
    "VSLO",
    "observership",
    "program coordinators",
    "Third-party observership",
    "Red Cross",
    "Free clinics",
    "community health",
    "Nonprofits for immigrants",
    "UWorld",
    "AMBOSS",
    "Kaplan",
    "NBME",
    "UWorld Step 3",
    "AMBOSS Step 3",
    "practice questions",
    "GroupMe",
    "WhatsApp",
    "Telegram",
    "Facebook study",
    "Discord study",
    "editing services",
    "SmartPick",
)


def spoil(seed: Path, name: str, change: Callable[[list[str]], None]) -> None:
    """Changes the lines of one seed file."""
    file = seed / name
    lines = file.read_text(encoding="utf-8").splitlines()
    change(lines)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_the_release_holds_what_it_promises(facts: Facts) -> None:
    assert facts.count_programs() == 5923 - 5
    assert len(facts.resources) >= 140
    assert {resource.domain for resource in facts.resources.values()} == set(DOMAINS)
    assert len(facts.tasks) >= 80
    assert {task.stage for task in facts.tasks.values()} == set(STAGES)
    assert len(facts.programs(["Internal Medicine"])) == 686 - 2


@pytest.mark.parametrize("name", SEED_NAMES)
def test_every_resource_of_the_seed_document_is_in_the_catalogue(facts: Facts, name: str) -> None:
    words = name.casefold()
    assert any(words in resource.name.casefold() for resource in facts.resources.values())


def test_every_resource_says_what_it_is_for_and_how(facts: Facts) -> None:
    for resource in facts.resources.values():
        assert resource.what_for and resource.tip and resource.cost and resource.stages
        assert resource.needs and resource.source and resource.as_of


def test_programs_after_another_residency_are_never_offered(facts: Facts) -> None:
    assert len(facts.programs()) == 5923 - 219 - 5
    assert not facts.programs(["Plastic Surgery (Independent)"])


def test_old_and_wrong_advice_does_not_appear(facts: Facts) -> None:
    texts = [f"{t.title} {t.how} {t.why}" for t in facts.tasks.values()]
    texts += [f"{r.what_for} {r.tip}" for r in facts.resources.values()]
    texts += [f"{rule.title} {rule.text}" for rule in facts.rules.values()]
    texts += [f"{answer.question} {answer.text}" for answer in facts.answers.values()]
    old = ("blocks of 40", "1,020", "1020", "within minutes", "mark is 214", "another consulate",
           "350 in Writing", "nothing but bound", "you will match")  # fmt: skip
    assert [(text, words) for text in texts for words in old if words in text] == []


def test_every_rule_in_words_is_reached_from_a_step_or_held_against_a_person(facts: Facts) -> None:
    reached = {key for task in facts.tasks.values() for key in task.rules}
    reached |= {rule.fact for rule in RULES.values()}
    assert facts.rules.keys() - reached == {"step1_older_mark"}


@pytest.mark.parametrize(
    ("name", "line", "old", "new", "said"),
    [
        ("programs.csv", 3, ",AR,", ",ZZ,", "programs.csv, line 3: state “ZZ” is not known"),
        ("programs.csv", 3, "P1;P4;P7;P8", "P99", "programs.csv, line 3: sources “P99”"),
        ("programs.csv", 3, "Anesthesiology,first", "Sleep,first", "specialty “Sleep”"),
        ("programs.csv", 3, "0400421013", "0400121010", "line 3: 0400121010 stands twice"),
        (
            "programs.csv",
            3,
            ",second-hand,",
            ",sure,",
            "line 3: status “sure” is not one",
        ),
        ("programs.csv", 3, ",2025,second-hand", ",,second-hand", "line 3: as_of is empty"),
        ("calendar.csv", 2, "2022-06-08", "8 June", "calendar.csv, line 2: date should be a date"),
        ("resources.csv", 2, "certification;", "wings;", "line 2: needs “wings” is not known"),
        ("fees.csv", 2, ",99,", ",cheap,", "fees.csv, line 2: amount should be a number"),
        ("signals.csv", 2, "Anesthesiology", "Sleep", "signals.csv, line 2: specialty “Sleep”"),
        ("rules.csv", 2, ",2026-11-22,", ",,", "rules.csv, line 2: as_of is empty"),
    ],
)
def test_a_bad_row_is_refused_with_its_file_and_line(
    seed: Path, name: str, line: int, old: str, new: str, said: str
) -> None:
    def change(lines: list[str]) -> None:
        assert old in lines[line - 1]
        lines[line - 1] = lines[line - 1].replace(old, new, 1)

    spoil(seed, name, change)
    with pytest.raises(FactError, match=said.replace("(", r"\(")):
        load(seed)


def test_a_row_with_a_missing_cell_is_refused(seed: Path) -> None:
    def change(lines: list[str]) -> None:
        lines[4] = lines[4].rpartition(",")[0]

    spoil(seed, "fees.csv", change)
    with pytest.raises(FactError, match=r"fees\.csv, line 5: the row has not as many cells"):
        load(seed)


def test_a_task_that_waits_for_itself_is_refused_with_its_line(seed: Path) -> None:
    def change(lines: list[str]) -> None:
        place = next(i for i, line in enumerate(lines) if line.startswith("after = [") and i)
        key = next(line.split('"')[1] for line in reversed(lines[:place]) if line.startswith("key"))
        lines[place] = f'after = ["{key}"]'

    spoil(seed, "tasks.toml", change)
    with pytest.raises(FactError, match=r"tasks\.toml, line \d+: after: the task waits for itself"):
        load(seed)


def test_the_facts_are_compiled_once_and_again_when_a_seed_file_changes(
    seed: Path, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    first = compiled(cache, cache, seed)
    written = first.stat().st_mtime_ns
    assert compiled(cache, cache, seed) == first
    assert first.stat().st_mtime_ns == written

    spoil(seed, "fees.csv", lambda lines: lines.pop(1))
    second = compiled(cache, cache, seed)
    assert second != first
    with closing(Facts(second)) as book:
        assert book.count_programs() > 390


def test_a_cache_that_cannot_be_written_falls_back_to_the_data_folder(
    tmp_path: Path, seed: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert compiled(blocked, tmp_path / "home", seed).parent == tmp_path / "home"
