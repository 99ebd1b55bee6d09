"""The chain of versions: whatever is changed in it is found, and what is kept fits its recipe."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given, strategies as some

from coach.logs.sessions import Session
from coach.logs.tests import PracticeTest
from coach.logs.versions import Version
from coach.prepare.record import breaks, hash_of, settled_text, study_text
from coach.records import replace

TIMES = some.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H:%M:%SZ}")
ROWS = some.lists(
    some.tuples(TIMES, some.sampled_from(["Internal Medicine", "Family Medicine"]), some.text()),
    min_size=1,
    max_size=6,
)


Chain = tuple[list[Version], dict[str, str]]


def chain_of(rows: list[tuple[str, str, str]]) -> Chain:
    chain: list[Version] = []
    texts: dict[str, str] = {}
    for number, (when, specialty, text) in enumerate(rows, 1):
        key, before = f"v{number}", chain[-1].hash if chain else ""
        texts[key] = settled_text(text)
        version = Version(key=key, number=number, when=when, specialty=specialty, before=before)
        chain.append(replace(version, hash=hash_of(version, texts[key])))
    return chain, texts


def faults(chain: list[Version], texts: dict[str, str]) -> list[str]:
    return [each.key for each in breaks(chain, texts) if each.is_fault]


@given(ROWS)
def test_a_chain_as_it_was_kept_holds(rows: list[tuple[str, str, str]]) -> None:
    assert breaks(*chain_of(sorted(rows))) == []


@given(ROWS, some.data())
def test_any_changed_letter_is_found_where_it_was_changed(
    rows: list[tuple[str, str, str]], data: some.DataObject
) -> None:
    chain, texts = chain_of(rows)
    key = data.draw(some.sampled_from(chain)).key
    texts[key] = data.draw(some.text().filter(lambda text: text != texts[key]))
    assert key in faults(chain, texts)


@given(ROWS, some.data())
def test_any_moved_date_other_specialty_or_hash_is_found(
    rows: list[tuple[str, str, str]], data: some.DataObject
) -> None:
    chain, texts = chain_of(rows)
    at = data.draw(some.integers(0, len(chain) - 1))
    field = data.draw(some.sampled_from(["when", "specialty", "hash", "before"]))
    was = getattr(chain[at], field)
    other = data.draw((TIMES if field == "when" else some.text()).filter(lambda word: word != was))
    chain[at] = replace(chain[at], **{field: other})
    assert faults(chain, texts)


@given(ROWS.filter(lambda rows: len(rows) > 1), some.data())
def test_a_row_that_was_taken_out_or_put_elsewhere_is_found(
    rows: list[tuple[str, str, str]], data: some.DataObject
) -> None:
    chain, texts = chain_of(rows)
    at = data.draw(some.integers(0, len(chain) - 2))
    without = [*chain[:at], *chain[at + 1 :]]
    assert chain[at + 1].key in faults(without, texts)
    swapped = [*chain[:at], chain[at + 1], chain[at], *chain[at + 2 :]]
    assert faults(swapped, texts)


def test_a_clock_set_back_is_said_and_breaks_nothing() -> None:
    chain = chain_of([("2026-11-23T12:00:00Z", "IM", "a"), ("2026-11-20T12:00:00Z", "IM", "b")])
    (said_of,) = breaks(*chain)
    assert (said_of.key, said_of.kind, said_of.is_fault) == ("v2", "clock", False)
    assert "the clock stood earlier" in said_of.words


def test_a_version_that_was_taken_out_is_named_and_the_chain_goes_on() -> None:
    (first, second), texts = chain_of(
        [("2026-11-20T12:00:00Z", "IM", "a"), ("2026-11-23T12:00:00Z", "IM", "b")]
    )
    del texts["v1"]
    places = breaks([replace(first, taken_out=True), second], texts)
    assert [(each.key, each.kind) for each in places] == [("v1", "taken out")]
    assert faults([first, second], texts) == ["v1"]


def test_anybody_can_recompute_a_hash_by_the_recipe() -> None:
    (_, second), _ = chain_of(
        [("2026-11-20T12:00:00Z", "IM", "a"), ("2026-11-21T12:00:00Z", "IM", "ü")]
    )
    by_hand = f"{second.before}\n2\nIM\n2026-11-21T12:00:00Z\nü".encode()
    assert second.hash == sha256(by_hand).hexdigest()


@given(some.text())
def test_line_ends_and_marks_of_editors_make_no_other_text(text: str) -> None:
    plain = settled_text(text)
    assert settled_text(plain) == plain
    assert settled_text("\ufeff" + plain.replace("\n", "\r\n") + "  \r\n") == plain


def test_days_of_study_and_tests_are_lines_in_their_order() -> None:
    from datetime import date

    day, next_day = date(2026, 11, 20), date(2026, 11, 21)
    text = study_text(
        [Session(exam="step3", questions=40, hours=2, tool="UWorld", day=next_day)],
        [PracticeTest(exam="step3", form="UWSA 1", score=224, day=day)],
    )
    assert text.splitlines() == [
        "2026-11-20 Step 3, UWSA 1: 224",
        "2026-11-21 Step 3: 40 questions, 2 h, UWorld",
    ]
