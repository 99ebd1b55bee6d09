"""Names of programs, hospitals and towns that stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from coach.facts.index import fold
from coach.prose.engine import Draft, Hit, Known, check, here
from coach.prose.text import Sentence, word_set

KIND: Final = (
    r"(?:University|Hospitals?|Medical (?:Center|Centre|College|School)|Clinic|Health(?: System|"
    r"care|"
    r" Network)?|Health|School of Medicine|College|Institute|Infirmary|Healthcare|Medicine)"
)
INSTITUTION: Final = re.compile(
    rf"\b(?:University of (?:[A-Z][\w.'-]+[ ,/-]*(?:of |at |and )?)+|(?:[A-Z][\w.'&/-]*,? "
    rf"(?:of |and |the |& |at )?)*?(?:[A-Z][\w.'&/-]+) {KIND}(?: (?:of|at|in) (?:[A-Z][\w.'-]+ "
    rf"?)+)?"
    r"(?:[ /-]+[A-Z][\w.'/-]+)*)"
)
ITS_PROGRAM: Final = re.compile(
    r"\b(?:[A-Z][\w.'&-]+(?: (?:of )?[A-Z][\w.'&-]+)*)(?:'s?)? (?:(?:residency|training|"
    r"categorical|"
    r"\w+ medicine|\w+) ){0,2}(?:program|residency)\b"
)
AHEAD: Final = re.compile(
    r"\b(?:your|hope|look(?:ing)? forward|join(?:ing)?|train(?:ing)? (?:at|in|with)|"
    r"match(?:ing)? (?:at|"
    r"to|with|in|into)|apply(?:ing)?|applied to|aspire|drawn to|attract\w*|attracted|excite[ds]?|"
    r"ideal|"
    r"mission|fit for|would|will|wish|want|dream|future|become|opportunity to (?:train|work|join|"
    r"learn)|"
    r"contribute|at the top|program's|residen(?:t|cy) (?:at|in|program)|as a resident|curriculum|"
    r"chose|choose|admire|reputation|continue|pursue|goal|seek\w*|residency)\b"
)
BEHIND: Final = re.compile(
    r"\b(?:rotat\w+|observership|externship|elective|clerkship|shadow\w*|volunteer\w*|worked|"
    r"working as|"
    r"spent|graduat\w+|studied|researcher|research (?:fellow|assistant|at)|internship|i was|i saw|"
    r"i met|i learned|i watched|taught me|showed me|when i|where i|my time at|months? at|weeks? at|"
    r"attended|completed|did my|during my|after my|interned|was born|mother|father)\b"
)
YOURS: Final = re.compile(
    r"\b(?:your (?:program|residency|hospital|institution|community|team|department|city|patients)|"
    r"train(?:ing)? (?:in|at)|residency in|program in|match(?:ing)? in|practice in|move to|live "
    r"in|living "
    r"in|community of|people of|patients of|serve)\b"
)
GENERIC: Final = word_set(
    "university hospital hospitals medical center centre college school clinic health system care "
    "healthcare network medicine institute program the of and at in for general community regional "
    "county city state teaching memorial residency internal family my your"
)
SHORT: Final = 4
CAPITALS: Final = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*")


@cache
def places_of(name: str) -> tuple[str, ...]:
    """The words by which a place is known, without what many are called; empty where none is
    left."""
    own = [word for word in fold(name).split() if word not in GENERIC and len(word) >= SHORT]
    return (" ".join(own[:2]),) if own else ()


def own_words(draft: Draft) -> frozenset[str]:
    """The words of the places where the applicant was."""
    return frozenset(
        word
        for entry in draft.known.entries
        for word in fold(entry.place).split()
        if word not in GENERIC and len(word) >= SHORT
    )


@check("program_named")
def program_named(draft: Draft) -> Iterator[Hit]:
    """A program, a hospital or a town to which the writer wants to come."""
    own = own_words(draft)
    for sentence in draft.sentences:
        is_behind = BEHIND.search(sentence.low) and "your" not in sentence.words
        if AHEAD.search(sentence.low) and not is_behind:
            places = (*named(sentence, draft.known.programs), *_towns(sentence, draft.known))
            yield from [
                here(sentence, match, f"“{match[0].strip()}”:")
                for match in places
                if (words := set(fold(match[0]).split()) - GENERIC) and not words & own
            ][:1]


def _towns(sentence: Sentence, known: Known) -> Iterator[re.Match[str]]:
    """Towns and states where the writer wants to train."""
    if YOURS.search(sentence.low):
        for match in CAPITALS.finditer(sentence.text):
            if match.start() and match[0].lower() in known.cities:
                yield match


def named(sentence: Sentence, programs: frozenset[str]) -> Iterator[re.Match[str]]:
    """Institutions by their form, and by the names of the facts."""
    yield from INSTITUTION.finditer(sentence.text)
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
