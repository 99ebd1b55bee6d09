"""The search finds what a tired doctor types, and nothing for what means nothing."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from coach.facts import index
from coach.facts.book import Facts
from coach.records import Entry
from coach.search.finder import Finder
from coach.search.words import tokens

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seed_data"
QUERIES = Path(__file__).with_name("search_queries.csv")
PAGES = ("Week", "Journey", "Programs", "Season", "Prepare", "Library", "Profile")
COMMANDS = ("Undo the last change", "Back up all data", "Export the week", "Rank list", "Help")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


SELLERS = {
    row["resource_id"] for row in rows(SEED / "resources.csv") if row["kind"] == "commercial"
}


def several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def small_entries() -> Iterator[Entry]:
    for row in rows(SEED / "resources.csv"):
        text = f"{row['what_for']}. {row['tip']}"
        synonyms, needs = several(row["synonyms"]), several(row["needs"])
        names = row["resource_id"], row["name"], row["domain"]
        yield Entry("resource", *names, synonyms, text, needs, row["kind"])
    for task in tomllib.loads((SEED / "tasks.toml").read_text(encoding="utf-8"))["task"]:
        names = task["key"], task["title"], task["stage"], tuple(task.get("also", ()))
        yield Entry("task", *names, task["how"], tuple(task["needs"]))
    for page in PAGES:
        yield Entry("page", page.lower(), page)
    for command in COMMANDS:
        yield Entry("command", command.lower(), command)
    yield Entry("person", "1", "Dr Ayesha Khan", "mentor")


@pytest.fixture(scope="module")
def finder(facts: Facts) -> Finder:
    sayings = [(row["term"], row["meaning"]) for row in rows(SEED / "synonyms.csv")]
    return Finder(small_entries(), sayings, facts.find_programs)


class Share(NamedTuple):
    first: float
    three: float


def share_found(finder: Finder, wanted: Callable[[dict[str, str]], bool]) -> Share:
    """Percent of the queries whose resource stands first, and among the first three."""
    asked = [row for row in rows(QUERIES) if wanted(row)]
    first = three = 0
    for row in asked:
        ids = [hit.id for hit in finder.find(row["query"]) if hit.kind == "resource"][:3]
        expected = several(row["expected"])
        first += any(found in expected for found in ids[:1])
        three += any(found in expected for found in ids)
    return Share(100 * first / len(asked), 100 * three / len(asked))


def titles(finder: Finder, query: str, kind: str | None = None) -> list[str]:
    return [hit.title for hit in finder.find(query, 10, kind)]


# ---- the query set ---------------------------------------------------


@pytest.mark.parametrize("kind", ["name", "typo", "abbreviation", "order or prefix", "intent"])
def test_each_kind_of_query_finds_its_resource(finder: Finder, kind: str) -> None:
    found = share_found(finder, lambda row: row["kind"] == kind)
    assert found.first >= 95
    assert found.three >= 97.5


def test_queries_that_nobody_tuned_for_find_their_resource(finder: Finder) -> None:
    """`held_out` was kept aside while tuning, `fresh` was written when the tuning was over."""
    assert share_found(finder, lambda row: row["part"] == "held_out").first >= 97
    fresh = share_found(finder, lambda row: row["part"] == "fresh")
    assert fresh.first >= 85
    assert fresh.three >= 90


def test_a_resource_that_answers_stands_before_tasks_and_programs(finder: Finder) -> None:
    asked = [row for row in rows(QUERIES) if row["kind"] in ("name", "abbreviation")]
    firsts = [(finder.find(row["query"], 1), several(row["expected"])) for row in asked]
    right = [hits for hits, expected in firsts if hits and hits[0].id in expected]
    assert len(right) >= 0.98 * len(asked)


QUESTIONS_OF_RULES_AND_MONEY = (
    "usmle eligibility rules",
    "how many attempts usmle",
    "step 3 h1b requirement",
    "j1 visa requirements",
    "h1b visa for residency",
    "visa sponsorship rules",
    "eras fees",
    "how much does the match cost",
    "cost of usmle step 1",
    "application fees residency",
    "ecfmg certification fee",
    "oet requirements",
    "oet minimum score",
    "pathway requirements",
    "nrmp rules",
    "soap rules",
    "couples match rules",
    "rank list deadline",
    "green card residency",
    "conrad waiver",
    "two year home rule",
    "step 2 ck passing score",
    "retake a passed step",
    "can I retake step 1",
    "money for exams",
    "budget for residency application",
    "loan for imgs",
    "fee waiver",
    "scholarship",
    "interview rules illegal questions",
    "how many programs should I apply to",
    "who may apply to residency",
    "eligibility for ecfmg",
    "state license requirements",
    "visa interview wait",
    "immigration lawyer",
    "h1b 100000 fee",
    "travel ban",
    "attempt limit by state",
    "statement of need",
    "medical license without residency",
    "salary of residents",
    "tax j1",
    "visa",
    "fees",
    "money",
    "eligibility",
    "rules",
    "exam rules",
    "usmle rules",
    "step 1 fee",
    "eras deadline",
    "uworld price",
    "cost of amboss",
    "what does kaplan cost",
)


@pytest.mark.parametrize("question", QUESTIONS_OF_RULES_AND_MONEY)
@pytest.mark.parametrize("kind", [None, "resource"])
def test_no_seller_answers_a_question_of_rules_or_money_before_an_official_page(
    finder: Finder, question: str, kind: str | None
) -> None:
    stands = {row["resource_id"]: row["kind"] for row in rows(SEED / "resources.csv")}
    hits = finder.find(question, 60, kind)
    kinds = [stands.get(hit.id, "") for hit in hits]
    assert hits and "official" in kinds
    assert "commercial" not in kinds[: kinds.index("official")]


def test_a_seller_by_its_name_still_stands_first_where_no_rule_is_asked(finder: Finder) -> None:
    assert titles(finder, "uworld")[0].startswith("UWorld")
    assert titles(finder, "pathoma", "resource")[0] == "Pathoma"


def test_the_query_set_names_only_resources_that_exist() -> None:
    known = {row["resource_id"] for row in rows(SEED / "resources.csv")}
    asked = rows(QUERIES)
    assert len(asked) >= 350
    assert {id_ for row in asked for id_ in several(row["expected"])} <= known


# ---- programs --------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "name", "subtitle"),
    [
        ("bronxcare IM", "BronxCare Health System", "Internal Medicine · Bronx, NY"),
        ("maimonides", "Maimonides Medical Center", "Brooklyn, NY"),
        ("BCHS pediatrics", "BronxCare Health System", "Pediatrics"),
        ("hurly medical", "Hurley Medical Center", "Flint, MI"),
        ("medicine maimonides", "Maimonides Medical Center", "Internal Medicine"),
        ("NYP brooklyn", "New York-Presbyterian Brooklyn", "Brooklyn, NY"),
        ("psychiatry new york", "", "Psychiatry · New York, NY"),
        ("peds flint", "", "Pediatrics · Flint, MI"),
        ("cleveland clinc", "Cleveland Clinic", "OH"),
        ("maimo", "Maimonides Medical Center", "Brooklyn, NY"),
    ],
)
def test_a_program_is_found_by_hospital_town_and_specialty(
    finder: Finder, query: str, name: str, subtitle: str
) -> None:
    hit = finder.find(query)[0]
    assert hit.kind == "program"
    assert name in hit.title
    assert subtitle in hit.why


def test_initials_find_a_hospital(facts: Facts) -> None:
    names = [each.program.name for each in facts.find_programs("BCHS")]
    assert "BronxCare Health System Program" in names
    assert index.initials("BronxCare Health System Program") == ("bhs", "bchs")
    assert "uams" in index.initials("University of Arkansas for Medical Sciences Program")


def test_beginnings_of_names_come_before_towns(finder: Finder) -> None:
    assert titles(finder, "bronx")[0] == "BronxCare Health System Program"
    assert titles(finder, "UT Southwestern pediatrics")[0].startswith("University of Texas South")
    assert finder.find("UTSW psych")[0].why == "Psychiatry · Dallas, TX · also called utsw"


# ---- other kinds -----------------------------------------------------


@pytest.mark.parametrize(
    ("query", "kind", "title"),
    [
        ("undo", "command", "Undo the last change"),
        ("take back", "command", "Undo the last change"),
        ("backup", "command", "Back up all data"),
        ("library", "page", "Library"),
        ("journey", "page", "Journey"),
        ("ayesha", "person", "Dr Ayesha Khan"),
        ("dr khan", "person", "Dr Ayesha Khan"),
    ],
)
def test_pages_commands_and_people_are_found_by_name(
    finder: Finder, query: str, kind: str, title: str
) -> None:
    hit = finder.find(query)[0]
    assert (hit.kind, hit.title) == (kind, title)


def test_where_a_day_is_asked_for_dates_stand_first_then_acts_then_rules() -> None:
    kinds = ("resource", "rule", "command", "date")
    finder = Finder(Entry(kind, kind, f"The deadline of a {kind}", "") for kind in kinds)
    assert [hit.kind for hit in finder.find("deadline")] == ["date", "command", "rule", "resource"]
    assert finder.find("resource")[0].kind == "resource"


def test_a_kind_leaves_out_all_others(finder: Finder) -> None:
    assert {hit.kind for hit in finder.find("oet", kind="task")} == {"task"}
    assert {hit.kind for hit in finder.find("kaplan", kind="program")} <= {"program"}


# ---- what one types --------------------------------------------------


def test_case_accents_and_punctuation_do_not_matter(finder: Finder) -> None:
    plain = titles(finder, "dean's letter")
    assert titles(finder, "DEANS LETTER!?")[0] == titles(finder, "dëän’s  létter")[0] == plain[0]
    assert titles(finder, "H-1B")[0] == titles(finder, "h1b")[0] == titles(finder, "h 1b")[0]


def test_words_written_together_or_apart_are_the_same(finder: Finder) -> None:
    assert titles(finder, "med ed portal")[0] == titles(finder, "mededportal")[0]
    assert titles(finder, "freeclinics")[0] == titles(finder, "free clinics")[0]
    assert tokens("H-1B, U.S. e-mail; Step1 2CK") == ["h1b", "us", "email", "step", "1", "2", "ck"]


def test_results_come_while_one_types(finder: Finder) -> None:
    for typed in ("charti", "charting", "charting o", "charting outc"):
        assert titles(finder, typed)[0].startswith("NRMP Charting Outcomes"), typed


def test_the_reason_is_said_in_plain_words(finder: Finder) -> None:
    assert finder.find("english test")[0].why == "also called English test"
    assert finder.find("ambosd")[0].why == "close to amboss"
    assert finder.find("USCE")[0].why
    assert finder.find("fingerprints")[0].why == "matches fingerprints"


@pytest.mark.parametrize("query", ["", " ", "a", "the", "how to", "!!!", "?", "of the and"])
def test_a_query_that_says_nothing_finds_nothing(finder: Finder, query: str) -> None:
    assert finder.find(query) == []


@pytest.mark.parametrize(
    "query",
    [
        "asdf",
        "qwerty",
        "xqzt",
        "zzzzzz",
        "lkjhlkj",
        "banana",
        "pizza recipe",
        "guitar",
        "asdfgh jkl",
        "123456",
        "bitcoin",
        "漢字",
        "привет",
        "best restaurant in chicago",
    ],
)
def test_nonsense_finds_no_resource(finder: Finder, query: str) -> None:
    assert [hit.title for hit in finder.find(query) if hit.kind != "program"] == []


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=st.text(max_size=60) | st.text("abcdeimnorst -'1", max_size=30))
def test_any_text_gives_sorted_scores_the_same_each_time(finder: Finder, query: str) -> None:
    hits = finder.find(query)
    assert hits == finder.find(query)
    assert len(hits) <= 20
    assert all(0 <= hit.score <= 100 for hit in hits)
    # Sellers come after the first official page, however well they fit.
    scores = [hit.score for hit in hits if hit.id not in SELLERS]
    assert scores == sorted(scores, reverse=True)
    assert len({(hit.kind, hit.id) for hit in hits}) == len(hits)


# ---- house rules -----------------------------------------------------


def test_the_search_starts_without_rapidfuzz_and_without_a_screen() -> None:
    """Only a word that no entry has pays for the import."""
    code = "import sys, coach.search.finder; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"rapidfuzz", "textual", "rich", "sqlite3", "sqlite_utils"}


def test_every_synonym_has_a_meaning_and_stands_once() -> None:
    terms = [row["term"].casefold() for row in rows(SEED / "synonyms.csv")]
    assert len(terms) == len(set(terms))
    for row in rows(SEED / "synonyms.csv"):
        assert row["meaning"] and row["as_of"] and row["status"] and row["source"], row["term"]
