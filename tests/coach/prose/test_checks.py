"""Every check finds its fault, and leaves alone what only looks like it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, strategies as st

from coach.facts.book import Facts
from coach.logs.experience import EXPERIENCE, Experience
from coach.prose.content import shingles
from coach.prose.engine import CHECKS, Draft, Finding, Known, Phrasebook, findings
from coach.prose.text import read
from coach.records import Phrases, Writing
from coach.subjects.coach import Coach
from coach.subjects.writing import CHECKED

TODAY = date(2026, 11, 29)
OpenCoach = Callable[..., Coach]
CLEAN = """\
The pump had been silent for ten minutes when my senior asked me what I had missed. It was my
second month as a house officer in Kano. A man had come back three days after I sent him home with
tablets for his stomach, and his heart attack had been there on the first tracing. I had read it
too fast.

I did not sleep much that week. My senior sat down with forty old tracings, and we read them one by
one. Since then I read every tracing twice, and write down what I expect before I look. The sheet
that came of it is in use today. In the following year the number of patients who were called back
fell from eleven to four, and a nurse reminded me whenever I forgot my own rule.

That year showed me what internal medicine is to me: a long conversation with uncertainty. Mornings
were best, when six problems had to be put in order before the heat came. A cough was tuberculosis
until it was not. A swollen leg was a clot, a worm or a heart, and the first question was always
who would pay for the scan.

In 2025 I spent three months as an observer in a teaching hospital in Chicago. Every evening the
team handed over, sentence by sentence, and nobody left before each question had its answer. The
pharmacist stopped an order that nobody else had doubted. When one man could not pay for insulin,
the social worker found a program in twenty minutes. At home he would have left with a prescription
and come back in a coma, and none of us would have known why.

Back in Kano our clinic began to ask every patient who would pay, and what with. Two nurses and I
made a list of drugs that cost less than a day of bread. It fits on one page, and it is still taped
to the wall beside the scale. Some doctors laughed at it. In the rainy season they asked for copies,
because the ward was full and the pharmacy was not.

What I lack is training in a system where the record follows the patient. Chicago taught me how much
of medicine is done by those who read the note after me: the intern at night, the case manager, the
daughter who comes on Sunday. My own notes were short and for myself. They are longer now, and they
begin with the question that is still open.

As a resident in internal medicine I want to read tracings with somebody younger, slowly, and to
be read in turn by those who know more. Later I hope to teach at the bedside, in a hospital whose
patients have to choose between a drug and a bus ticket. I bring a habit of checking twice, a page
of cheap drugs, and the memory of a tracing.
"""


@pytest.fixture
def check(facts: Facts) -> Callable[..., list[Finding]]:
    """Holds a text against the checks."""
    assert CHECKED
    book = Phrasebook(facts.phrases)

    def run(text: str, of: Any = "statement", **known: Any) -> list[Finding]:
        return findings(Draft(read(text), Known(book, TODAY, **known)), facts.prose_checks, of)

    return run


def entry(place: str, kind: str = "observership", **values: Any) -> Experience:
    return EXPERIENCE.checked({"key": kind, "place": place, "kind": kind, **values})


def with_sentence(sentence: str) -> str:
    """The clean statement with a sentence of its own paragraph."""
    first, second, *rest = CLEAN.split("\n\n")
    return "\n\n".join([first, second, sentence, *rest])


def test_a_clean_statement_draws_at_most_two_findings(check: Callable[..., list[Finding]]) -> None:
    assert len(check(CLEAN)) == 0
    assert len(check(CLEAN, specialty="Internal Medicine")) == 0


@pytest.mark.parametrize(
    ("rule", "fault", "near"),
    [
        ("cliche", "Ever since I was a little girl I have always wanted to be a doctor.",
         "When I was nine, my school had no water for a month."),
        ("cliche", "I am confident that I will be a valuable asset to your program.",
         "The clinic had one valuable thing, its generator."),
        ("praise", "I am hardworking, dedicated, and compassionate.",
         "The porter was kind, and the night was long."),
        ("begging", "Please give me a chance, and I promise I will not disappoint you.",
         "The nurse gave me a chance to speak before the surgeon did."),
        ("ranking", "I will rank you first if you invite me.",
         "The drug was first choice in our ward."),
        ("patient", "Mrs. Adeyemi, my first patient, died in room 12.",
         "A woman in her fifties died in the third week."),
        ("patient", "On March 14, 2022 a boy was admitted to our ward.",
         "Match results come out in March."),
        ("patient", "He was a 71-year-old fisherman from the village of Sandur.",
         "He was a fisherman of about seventy."),
        ("hands_on", "During my observership in Chicago I managed twelve patients a day.",
         "During my observership in Chicago I watched how residents managed a ward."),
        ("placeholder", "I would be glad to train at [insert program name].",
         "He said that he was fine [sic]."),
        ("program_named", "I hope to join the residency at Mercy General Hospital.",
         "I rotated at Mercy General Hospital in May."),
        ("specialty_other", "That is why I want a residency in pediatrics.",
         "In my sixth month I worked beside pediatrics."),
        ("motives", "The specialty has a good lifestyle and a high salary.",
         "The pharmacy paid a nurse to read the labels."),
        ("home_country", "The hospitals in my country are corrupt and primitive.",
         "The hospitals in my country had two scanners."),
        ("motives", "I chose radiology mainly for the lifestyle.",
         "I was drawn to the long hours with each family."),
        ("motives", "I want my daughter to study in a safe country.",
         "My family lived in a better house before the war."),
        ("motives", "I see no future for us in Sudan.",
         "A balance between fluids and diuretics took two days."),
        ("home_country", "Nurses back home still insult the poor.",
         "The nurses there taught me to wait."),
        ("home_country", "My seniors were too proud to ask.",
         "My professor told me I was not good enough yet."),
        ("home_country", "I was the only doctor who really cared.",
         "I was the only doctor who spoke Hausa."),
        ("ranking", "I will turn down all other offers.",
         "I will not accept any excuse from myself."),
        ("ranking", "I am ready to sign a contract before the Match.",
         "She signed the consent today."),
        ("begging", "I entrust my career to your committee.",
         "I am grateful to the nurse who corrected me."),
        ("begging", "I will be impatiently awaiting your reply.",
         "I was waiting for the reply of the laboratory."),
        ("cliche", "It taught me many lessons about patience.",
         "The clinic taught me to ask about salt."),
        ("spoken", "I felt sort of helpless.", "It is kind of you to read this."),
        ("blame", "I failed because the examiners were unfair to me.",
         "I failed because I had learned lists."),
        ("controversial", "God chose me for this work.", "My godfather drove a truck."),
        ("british", "The colour of the tumour was grey.", "The color of the tumor was gray."),
        ("loud", "I LOVE MEDICINE and I will prove it!", "WHO and USMLE are short."),
        ("said_twice", "The sheet that came of it is in use today.\n\nNobody left before each "
         "question had its answer, and I wrote it down.\n\nNobody left before each question had "
         "its answer, and I wrote it down.", "It is so. It is so."),
        ("gap", "After a long break I came back to the wards.",
         "After a break of a year, in which I cared for my mother, I came back to the wards."),
        ("part_not_english", "Siempre quise ser médico porque mi abuelo era el único doctor que "
         "había en nuestro pueblo durante muchos años.", "The word for it at home is “saudade”."),
    ],
)  # fmt: skip
def test_a_fault_is_found_and_what_is_near_is_not(
    check: Callable[..., list[Finding]], rule: str, fault: str, near: str
) -> None:
    hits = [each for each in check(with_sentence(fault)) if each.rule == rule]
    assert hits
    assert all(each.line and each.excerpt and each.advice and each.reason for each in hits)
    assert not [each for each in check(with_sentence(near)) if each.rule == rule]


def test_every_check_of_the_facts_has_a_function_or_phrases(facts: Facts) -> None:
    lists = {row.list for row in facts.phrases}
    assert set(CHECKS) <= set(facts.prose_checks)
    assert not [key for key in facts.prose_checks if key not in CHECKS and key not in lists]


def test_only_one_thing_is_said_of_what_is_no_statement(
    check: Callable[..., list[Finding]],
) -> None:
    cv = "EDUCATION\n2012 - 2018 Medical school\nEXPERIENCE\n2019 Intern\nLANGUAGES\nEnglish"
    assert [each.rule for each in check(cv)] == ["is_cv"]
    other = "Я хочу стать врачом, потому что мой дед был врачом в нашей деревне много лет."
    assert [each.rule for each in check(other)] == ["other_script"]


def test_with_an_empty_log_claims_and_strengths_are_silent(
    check: Callable[..., list[Finding]],
) -> None:
    claim = with_sentence("My research at Mayo Clinic gave me twelve publications as first author.")
    rules = {"claims", "strengths"}
    assert not rules & {each.rule for each in check(claim)}
    own = (entry("Unity Health Chicago", months=3),)
    assert "claims" in {each.rule for each in check(claim, entries=own)}


def test_a_strength_that_the_statement_forgets_is_named(
    check: Callable[..., list[Finding]],
) -> None:
    forgotten = (entry("Refugee camp Adre", "volunteer", meaningful="It was the first time."),)
    (hit,) = [each for each in check(CLEAN, entries=forgotten) if each.rule == "strengths"]
    assert "Adre" in hit.detail
    told = (entry("Clinic in Kano", "work", months=24),)
    assert "strengths" not in {each.rule for each in check(CLEAN, entries=told)}


def test_a_gap_of_the_log_is_asked_for_unless_the_statement_tells_of_it(
    check: Callable[..., list[Finding]],
) -> None:
    known = {"entries": (entry("Kano"),), "gaps": ((date(2021, 1, 1), date(2022, 6, 1)),)}
    assert "gap" in {each.rule for each in check(CLEAN, **known)}
    told = with_sentence("In 2021 my father was ill, and I kept his shop.")
    assert "gap" not in {each.rule for each in check(told, **known)}


def test_a_statement_for_two_specialties_of_the_profile_names_one(
    check: Callable[..., list[Finding]],
) -> None:
    text = with_sentence("That is why I want a residency in family medicine.")
    both = ("Internal Medicine", "Family Medicine")
    assert "specialty_other" in {each.rule for each in check(text, specialties=both)}
    assert not check(CLEAN, specialties=both)


def test_a_copied_sample_is_known_by_its_hashes_alone(
    check: Callable[..., list[Finding]], facts: Facts
) -> None:
    sample = "The lamp went out twice before the donkey and its owner reached our gate that night."
    marks = tuple(mark for _, mark in shingles(read(sample * 3)))
    assert sample.split()[0] not in "".join(marks)
    book = Phrasebook([*facts.phrases, Phrases("samples", marks, "a sample")])
    copy = findings(
        Draft(read(with_sentence(sample * 3)), Known(book, TODAY)), facts.prose_checks, "statement"
    )
    assert [each.rule for each in copy if each.private] == ["copied"]
    assert "copied" not in {each.rule for each in check(with_sentence(sample * 3))}


@given(st.text() | st.text("abcdeI .,\n-!“”\"'1920[]", max_size=400))
def test_no_text_is_too_strange(facts: Facts, text: str) -> None:
    book, lines = Phrasebook(facts.phrases), read(text).lines
    kinds: tuple[Writing, ...] = ("statement", "cv", "message")
    for of in kinds:
        draft = Draft(read(text), Known(book, TODAY, entries=(entry("Here"),)))
        listed = findings(draft, facts.prose_checks, of)
        assert listed == findings(draft, facts.prose_checks, of)
        for each in listed:
            assert len(each.excerpt) <= 120
            assert each.line is None or 1 <= each.line <= len(lines)


def test_a_long_text_takes_a_third_of_a_second(check: Callable[..., list[Finding]]) -> None:
    check(CLEAN)
    text = (CLEAN * 12)[:28_000]
    before = perf_counter()
    check(text)
    assert perf_counter() - before < 1.0  # 0.1 s here; machines that test have much to do
