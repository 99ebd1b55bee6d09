"""What is read of pages of programs, held against what their labels say of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from coach.facts.book import Facts
from coach.reading.page import Stated, Words, page_day, read_page, words_of
from coach.records import Record
from coach.rules.fields import FACTS

PAGES = Path(__file__).with_name("pages.txt")
HELD_FROM = 100
READ_IN = 2026


class Labelled(Record):
    """A page with what it states."""

    number: int
    text: str
    stated: dict[str, tuple[str, str]]
    wishes: set[str]


def pages() -> Iterable[Labelled]:
    for block in re.split(r"(?m)^== ", PAGES.read_text(encoding="utf-8"))[1:]:
        number, _, rest = block.partition("\n")
        text, _, labels = rest.partition("\n--\n")
        stated = {m[1]: (m[2], m[3]) for m in re.finditer(r"(?m)^(\w+)([=?])(.*)$", labels)}
        wishes = set(re.findall(r"(?m)^prefers (\w+)$", labels))
        yield Labelled(int(number), text, stated, wishes)


@pytest.fixture(scope="module")
def words(facts: Facts) -> Words:
    return words_of(facts.page_words)


def counted(words: Words, held: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for page in pages():
        if (page.number >= HELD_FROM) != held:
            continue
        read = read_page(page.text, words, READ_IN)
        values = {(each.field, each.value) for each in read if not each.prefers}
        labels = {field: value for field, (sign, value) in page.stated.items() if sign == "="}
        counts["stated"] += len(labels)
        counts["read"] += len(labels.items() & values)
        counts["wishes"] += len(page.wishes)
        counts["wishes read"] += len(page.wishes & {each.field for each in read if each.prefers})
        for each in read:
            sign, value = page.stated.get(each.field, ("", ""))
            wrong = value != each.value or sign == "?"
            if wrong and not (each.doubt or each.prefers):
                counts["wrong"] += 1
                print(page.number, each)
    return counts


@pytest.mark.parametrize(("held", "read"), [(False, 0.97), (True, 0.7)])
def test_pages_are_read_and_nothing_wrong_is_sure(words: Words, held: bool, read: float) -> None:
    counts = counted(words, held)
    assert counts["wrong"] == 0
    assert counts["stated"] > 30 and counts["read"] >= read * counts["stated"]
    assert counts["wishes read"] == counts["wishes"]


def one(words: Words, text: str, field: str) -> Stated | None:
    return next((each for each in read_page(text, words, READ_IN) if each.field == field), None)


def test_a_wish_closes_nothing(words: Words) -> None:
    wish = one(words, "We prefer graduates within 5 years.", "graduation_year_limit")
    assert wish and wish.prefers and wish.value == "5"
    assert wish.sentence == "We prefer graduates within 5 years."


def test_unusual_words_are_asked(words: Words) -> None:
    odd = one(words, "By moonlight we sponsor the J-1 visa.", "visa_j1")
    assert odd and odd.doubt and not odd.prefers


def test_an_invitation_to_write_is_no_ban(words: Words) -> None:
    assert not one(words, "Please do not hesitate to contact us by email.", "contact")


def test_a_sentence_is_shown_as_far_as_one_reads_it(words: Words) -> None:
    long = f"{'We are a friendly place, '.lower() * 9}; we sponsor J-1 visas; {'it is so; ' * 20}"
    seen = one(words, long, "visa_j1")
    assert seen and seen.sentence == "we sponsor J-1 visas"
    assert all(
        len(each.sentence) <= 160 for p in pages() for each in read_page(p.text, words, 2026)
    )


def test_what_they_require_later_is_asked_with_that(words: Words) -> None:
    later = one(words, "Applicants must hold ECFMG certification by July 1.", "certificate_needed")
    assert later and later.value == "no" and "they require it" in later.doubt


def test_a_page_says_its_day(words: Words) -> None:
    today = date(2026, 11, 29)
    assert page_day("Last updated: August 12, 2025", words, today) == (date(2025, 8, 12), "")
    assert page_day("Updated 2099-01-01", words, today) == (today, "")


@pytest.mark.parametrize(
    ("figures", "day", "is_told"),
    [
        ("08/12/2026", date(2026, 8, 12), True),
        ("12/08/2026", date(2026, 8, 12), True),
        ("3/4/2026", date(2026, 3, 4), True),
        ("13/08/2026", date(2026, 8, 13), False),
        ("12/12/2026", date(2026, 11, 29), False),
    ],
)
def test_a_day_in_figures_is_the_one_that_is_not_to_come(
    words: Words, figures: str, day: date, is_told: bool
) -> None:
    read = page_day(f"Last updated {figures}", words, date(2026, 11, 29))
    assert read == (day, figures * is_told)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Do not call us. Email x@y.org", []),
        ("No phone calls please, we are unable to answer calls. x@y.org", []),
        ("Do not call us.", ["no_contact"]),
        ("Do not call or email us. The office: x@y.org", ["no_contact"]),
        ("Do not contact us. x@y.org", ["no_contact"]),
    ],
)
def test_a_closed_telephone_beside_an_address_is_contact_by_mail(
    words: Words, text: str, values: list[str]
) -> None:
    read = read_page(text, words, READ_IN)
    assert [each.value for each in read if each.field == "contact"] == values


def test_every_rule_of_a_fact_has_a_topic(words: Words) -> None:
    for rule in words.keys() & FACTS.keys():
        assert "topic" in words[rule], rule


def test_the_day_of_a_page_is_that_of_its_facts(words: Words) -> None:
    today = date(2026, 11, 29)
    for line in ("Last updated August 2026", "(current as of Aug. 2026)", "Last update: 8/2026"):
        assert page_day(line, words, today)[0] == date(2026, 8, 1), line
    score = "Welcome to the 2025 Match page.\nMinimum Step 2 CK score: 225."
    for year, doubt in ((2026, ""), (2019, "of 2019")):
        text = f"{score}\nLast updated August {year}"
        read = [each for each in read_page(text, words, 2027) if each.field == "step2ck_minimum"]
        assert [each.doubt for each in read] == [doubt]


SENTENCES = Path(__file__).with_name("sentences.txt")


def test_no_sentence_is_surely_read_against_itself(words: Words) -> None:
    """Each line, ` / ` for a new one, with all that it may say: `=` sure, `?` asked, `~` a wish."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        sentence, _, labels = line.partition(" -> ")
        read = read_page(sentence.replace(" / ", "\n"), words, READ_IN)
        signs = {
            f"{each.field}{'~' if each.prefers else '?' if each.doubt else '='}{each.value}"
            for each in read
            if each.field != "coordinator"
        }
        assert signs == set(labels.split()), line
