"""Ties: what is named as telling programs apart does so, tried on the ranking itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from hypothesis import assume, given, strategies as st

from coach.facts.book import Facts
from coach.records import Applicant, ReadFact, replace
from coach.rules.fields import FACTS
from coach.saying.ties import TRIED, UNNAMED, apart_by, places, tie, tie_lines
from coach.scoring.programs import Panel
from coach.subjects.programs import Standing
from tests.coach.scoring.test_programs import applicants

TODAY = date(2026, 11, 22)
Overlays = Mapping[str, Mapping[str, ReadFact]]


def ranking(
    facts: Facts, who: Applicant, specialty: str, overlays: Overlays | None = None
) -> list[Standing]:
    panel = Panel(who, facts.states, facts.odds, overlays or {}, TODAY)
    rows = panel.rank(facts.programs([specialty]))
    return [Standing(program, numbers, None, panel) for program, numbers in rows]


def ties(ranked: list[Standing]) -> Iterator[list[Standing]]:
    """The open programs that share a place, tie by tie."""
    by_place: dict[str, list[Standing]] = defaultdict(list)
    for place, standing in zip(places(ranked), ranked, strict=True):
        if place.endswith("=") and not standing.numbers.failed:
            by_place[place].append(standing)
    return (tied for tied in by_place.values() if len(tied) > 1)


def parted(ranked: list[Standing], tied: list[Standing]) -> bool:
    """Whether a ranking gives them more than one place."""
    ids = {standing.program.id for standing in tied}
    pairs = zip(places(ranked), ranked, strict=True)
    return len({place for place, each in pairs if each.program.id in ids}) > 1


@given(
    who=applicants,
    specialty=st.sampled_from(["Internal Medicine", "Pediatrics", "Dermatology"]),
    data=st.data(),
)
def test_naming_what_is_named_parts_them(
    facts: Facts, who: Applicant, specialty: str, data: st.DataObject
) -> None:
    groups = list(ties(ranking(facts, who, specialty)))
    assume(groups)
    tied = data.draw(st.sampled_from(groups))
    words = list(apart_by(tied))
    for unnamed in UNNAMED:
        if unnamed.words in words:
            assert not getattr(who, unnamed.field)
            trials = {unnamed.trial(each) for each in tied}
            wishing = (replace(who, **{unnamed.field: value}) for value in trials)
            assert any(parted(ranking(facts, each, specialty), tied) for each in wishing)
    for field, values in TRIED.items():
        if any(word.startswith(f"{FACTS[field].label} (") for word in words):
            assert any(
                parted(ranking(facts, who, specialty, overlay), tied)
                for each in tied
                for value in values
                if (overlay := {each.program.id: {field: read(each, field, value)}})
            )


def read(standing: Standing, field: str, value: str) -> ReadFact:
    return ReadFact(standing.program.id, field, value, "page", str(TODAY), "")


def test_a_program_is_tied_with_those_of_its_place_and_no_other(facts: Facts) -> None:
    ranked = ranking(facts, Applicant(), "Dermatology")
    tied = next(ties(ranked))
    for standing in tied:
        others = {each.program.id for each in tie(standing, ranked).others}
        assert others == {each.program.id for each in tied} - {standing.program.id}
    alone = ranked[places(ranked).index("1")]
    assert tie(alone, ranked).others == ()
    assert tie_lines(tie(alone, ranked)) == []


def all_words(ranked: list[Standing]) -> set[str]:
    return {word for tied in ties(ranked) for word in apart_by(tied)}


def test_a_named_wish_is_not_named_again(facts: Facts) -> None:
    places_named = {"your ties to a state", "the states that you wish for"}
    assert places_named <= all_words(ranking(facts, Applicant(), "Pediatrics"))
    who = Applicant(ties=("MI",), states=("MI",))
    assert not places_named & all_words(ranking(facts, who, "Pediatrics"))


def test_a_wish_without_weight_parts_nobody(facts: Facts) -> None:
    who = Applicant(weights=(("size", 50.0), ("prospects", 50.0)))
    words = all_words(ranking(facts, who, "Pediatrics"))
    assert "a wish for a size" in words
    assert not {"your ties to a state", "a wish for a type"} & words


def test_an_open_fact_says_of_how_many(facts: Facts) -> None:
    words = all_words(ranking(facts, Applicant(visa="j1"), "Dermatology"))
    assert "J-1 (stated at none)" in words
    ranked = ranking(facts, Applicant(visa="j1"), "Internal Medicine")
    stated = next(each for each in ranked if each.program.visa_j1 == "yes")
    silent = next(each for each in ranked if not each.program.visa_j1)
    assert "J-1 (not stated at 1 of 2)" in apart_by([stated, silent])


def test_what_a_gate_fails_is_tied_with_nobody(facts: Facts) -> None:
    ranked = ranking(facts, Applicant(visa="j1"), "Internal Medicine")
    failed = [standing for standing in ranked if standing.numbers.failed]
    assert failed
    assert not any(tie(standing, ranked).others for standing in failed)
