"""Names of programs, hospitals and towns that stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from coach.facts.index import fold
from coach.logs.experience import Experience
from coach.prose.engine import Draft, Hit, Known, check, here
from coach.prose.text import Sentence, word_set

KIND: Final = (
    r"(?:University|Hospitals?|Medical (?:Center|Centre|College|School)|Clinic|"
    r"Health(?:care| System| Network)?|School of Medicine|College|Institute|Infirmary|Medicine)"
)
NAME: Final = r"[A-Z][\w.'&/-]*"
INSTITUTION: Final = re.compile(
    rf"\bUniversity (?:of|at) {NAME}(?:,? (?:(?:of|at|and) )?{NAME}){{0,6}}"
    rf"|\b(?:{NAME},? (?:(?:of|and|the|&|at) )?){{0,6}}?{NAME} {KIND}"
    rf"(?: (?:of|at|in) {NAME})?(?:[ /-]+{NAME}){{0,4}}"
)
"""A name that ends in, or begins with, what the place is."""
ITS_PROGRAM: Final = re.compile(
    rf"(?<=[a-z,;] )[A-Z][a-z]{{2,}} (?:{NAME} ){{0,5}}(?:(?:[a-z]+ ){{0,2}}(?:program|residency)|"
    r"[Rr]esidents?|[Rr]esidency|[Pp]rogram|family|team)\b"
)
"""Capitals before the word for those who train."""
BARE: Final = re.compile(
    r"(?:(?<= at )|(?<=apply to )|(?<=applied to )|(?<=applying to )|(?<=clinics of )|(?<=it to ))"
    r"(?!Dr|Prof|Step|God|Eid|Easter|Christmas|Ramadan)[A-Z][a-zA-Z]{2,}(?: [A-Z][a-z]+)*"
    r"|\b(?<!Dr\. )(?<!Dr )(?<!Prof\. )(?!It|That|Let|There|Here|What|Who|He|She)[A-Z][a-zA-Z]+'s "
    r"(?:residents?|residency|program|curriculum|faculty|interns|graduates)\b"
)
"""A name without a word for what it is, where a wish is said."""
GENERIC: Final = word_set(
    "university hospital hospitals medical center centre college school clinic health system care "
    "healthcare network medicine institute program the of and at in for general community regional "
    "county city state teaching memorial residency residents resident internal family my your "
    "surgery surgical pediatric pediatrics psychiatry neurology pathology anesthesiology emergency "
    "observership externship research volunteer officer house work study ward unit department "
    "program training elective student service division outpatient inpatient american us usa "
    "children childrens southern northern eastern western central southwest northeast northwest "
    "southeast valley coast coastal capital national lake river mountain bay great "
    "united states general clinical before after the a an this that with from"
)
PARTS: Final = word_set("north south east west central upper lower rural")
SHORT: Final = 4
CAPITALS: Final = re.compile(
    r"(?<!ern )(?<!east )(?<!west )(?<!rural )\b[A-Z][a-z]+(?: [A-Z][a-z]+)*"
)


def is_own_word(word: str) -> bool:
    """Whether a word tells a place from others."""
    return word not in GENERIC and len(word) >= SHORT and not word.isdigit()


def places_of(entries: Iterable[Experience]) -> frozenset[str]:
    """The words by which the places of entries are known."""
    return frozenset(
        word for each in entries for word in fold(each.place).split() if is_own_word(word)
    )


def own_words(draft: Draft) -> frozenset[str]:
    """The words of the places where the applicant was."""
    return places_of(draft.known.entries)


@check
def program_named(draft: Draft) -> Iterator[Hit]:
    """A program, a hospital or a town to which the writer wants to come."""
    own, phrases = own_words(draft), draft.known.phrases
    for sentence in draft.sentences:
        is_behind = phrases.of("behind").search(sentence.low) and "your" not in sentence.words
        if phrases.of("ahead").search(sentence.low) and not is_behind:
            places = [*named(sentence, draft.known.programs), *_towns(sentence, draft.known)]
            if phrases.of("wished").search(sentence.low):
                places += BARE.finditer(sentence.text)
            yield from [
                here(sentence, match, f"“{match[0].strip()}”:")
                for match in places
                if (words := set(fold(match[0]).split()) - GENERIC)
                and not words & own
                and not _is_region(match[0], draft.known)
            ][:1]


def _is_region(name: str, known: Known) -> bool:
    """Whether it is a part of a state."""
    part, _, state = name.lower().strip(" .").partition(" ")
    return state in known.cities and part.removesuffix("ern") in PARTS


def _towns(sentence: Sentence, known: Known) -> Iterator[re.Match[str]]:
    """Towns and states where the writer wants to train."""
    if known.phrases.of("yours").search(sentence.low):
        for match in CAPITALS.finditer(sentence.text):
            if match.start() and match[0].lower() in known.cities:
                yield match


def named(sentence: Sentence, programs: frozenset[str]) -> Iterator[re.Match[str]]:
    """Institutions by their form, and by the names of the facts."""
    yield from INSTITUTION.finditer(sentence.text)
    yield from ITS_PROGRAM.finditer(sentence.text)
    for match in re.finditer(
        r"\b[A-Z][\w.'-]+(?:[ -](?:of |and |& )?[A-Z][\w.'-]+)*", sentence.text
    ):
        if known_name(match[0], programs):
            yield match


def known_name(text: str, programs: frozenset[str]) -> bool:
    """Whether capitals in a row are the name of a program, or begin with it."""
    words = fold(text).split()
    return any(
        " ".join(words[begin:end]) in programs
        for begin in range(len(words))
        for end in range(begin + 1, min(len(words), begin + 6) + 1)
    )


@check
def other_program(draft: Draft) -> Iterator[Hit]:
    """The name of a hospital or program to which the message does not go."""
    if not draft.known.addressed:
        return
    addressed = set(fold(draft.known.addressed).split()) - GENERIC
    for sentence in draft.sentences:
        for match in INSTITUTION.finditer(sentence.text):
            words = set(fold(match[0]).split()) - GENERIC
            is_known = known_name(match[0], draft.known.programs)
            if words and not words & addressed and is_known:
                yield here(sentence, match, f"“{match[0].strip()}”:")
                break
