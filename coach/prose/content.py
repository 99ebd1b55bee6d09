"""What a statement says and leaves out: the specialty, something of one's own, growth, the US."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from coach.prose.engine import Draft, Hit, check, here
from coach.prose.text import Sentence

ENOUGH: Final = 1_200
"""Characters from which something can be missing in a text."""
LIST_OF: Final = 3
"""Words of praise in a row that are a list."""
AIMED: Final = (
    r"(?:residenc(?:y|ies)|program|programme|training program|resident|match|applicant|career"
    r"|physician|training)s?"
)
TOWARDS: Final = re.compile(
    r"(?:\b(?:residents?|residency|residencies|career|future|training|program|position|speciali[sz]e|"
    r"speciali[sz]ing|apply|applying|application|match|matching|fellowship|interest|passion|love|"
    r"calling|place|specialty|field|life|commitment|dedication)\s+(?:\w+ )?(?:in|into|to|for|of|is)"
    r"|\b(?:pursue|pursuing|choose|chose|chosen|choosing|enter|entering|join|joining|practice|"
    r"practicing|become|becoming|be|being|why|drawn to|led me to|towards?|toward|love|"
    r"as a future|as an aspiring|as an?|decided on|call(?:ed)? to|apply to|committed to|"
    r"dedicated to|specialty,|for me,|that is why|suited (?:to|for)|fit for|passionate about))"
    r"\s+(?:(?:an?|the|your|my|in|outstanding|good|excellent|great|compassionate|"
    r"academic|skilled|competent|future|field|of|specialty|a career in)\s+){0,4}$"
)
"""Words before the name of a specialty that make it what the writer aims at."""
NOT_AIMED: Final = re.compile(
    r"\b(?:considered|thought|almost|at first|initially|once|planned|expected|instead of|"
    r"rather than|used to|not|never|other than|before|until|rotat\w+|clerkship|elective|month|"
    r"weeks?|my (?:mother|father|sister|brother|uncle|aunt|husband|wife)|consult\w*|attending|"
    r"professor|supervisor|mentor|doctor|trained|completed|finished|worked|practiced|"
    r"practised|years?|colleagues?|department|ward|unit|team|by an?|from an?|with an?|dr)\b"
)
"""Words by which another specialty is not the one aimed at."""
NUMBER: Final = re.compile(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|sixty|hundred|thousand|dozen)\b"
)
SCENE: Final = re.compile(
    r"\b(?:one (?:morning|evening|night|afternoon|day|winter|summer)|that (?:morning|evening|night|"
    r"afternoon|day)|at (?:midnight|dawn|noon|\d)|(?:he|she|they|his|her) (?:asked|said|told|"
    r"whispered|replied|answered|smiled|cried|looked|took)|an? (?:\w+[ -]){0,3}(?:man|woman|boy|"
    r"girl|farmer|teacher|child|mother|father|grandmother|grandfather|patient) (?:who|with|whose|"
    r"came|had|was|arrived))\b|\""
)
NAMED: Final = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*")
LEAST_OWN: Final = 5
"""Numbers, names and scenes below which a text could be anybody's."""
COUNTRY: Final = re.compile(r"\b(?:US|USA|U\.S\.A?\.?|America|American|Americans)\b")
PLACEHOLDER: Final = re.compile(
    r"\[[^\]\d]{2,80}\]|\{\{?[^}]{1,60}\}\}?|<[A-Za-z][^>]{1,60}>|_{3,}|\bX{3,}\b|\bXX\b|\bXYZ\b"
    r"|\bABC (?:Hospital|University|Medical|Program|Clinic|College)|\bLorem\b|\bipsum\b"
    r"|\b(?:Hospital|University|Program|Doctor|City|Institution) [XYZ]\b|\b[XYZ] (?:Hospital|"
    r"University|Program|Medical (?:Center|School)|College|City)\b|\.{6,}"
    r"|(?i:\binsert (?:\w+ ){0,3}(?:here|name|program|hospital)\b|\((?:insert|your|name of|program)"
    r"[^)]{0,60}\)|\bT\.?B\.?[DA]\b|\bTODO\b|\byour (?:name|specialty) here\b|\bprogram name\b"
    r"|\bhospital name\b|\bname of (?:the )?(?:program|hospital|city)\b|\bsample (?:personal )?"
    r"statement\b|\bpersonal statement (?:sample|example|template)\b|\bword count\b|\bhere is (?:a|"
    r"the|your) (?:\w+ )?(?:draft|version|statement|template)\b|\bsample \d\b|\btemplate\b)"
)
SIC: Final = ("[sic]", "[…]", "[...]")


@check("specialty_missing")
def specialty_missing(draft: Draft) -> Iterator[Hit]:
    """No specialty is named, or not the one for which it is written."""
    aims, counts = _aims(draft), _counts(draft)
    if draft.prose.characters < ENOUGH and not aims:
        return
    if not counts:
        yield Hit(detail="It names no specialty.")
    elif aims and not aims & set(counts):
        named = ", ".join(counts)
        yield Hit(detail=f"It names {named}, and not {' or '.join(sorted(aims))}.")


@check("specialty_other")
def specialty_other(draft: Draft) -> Iterator[Hit]:
    """Another specialty than that of the text is aimed at in a sentence."""
    counts, aimed = _counts(draft), list(_aimed(draft))
    aims = _aims(draft) or {name for name, _ in _main(counts, aimed)}
    for name, hit in aimed:
        if aims and name not in aims:
            yield Hit(hit.sentence, hit.start, hit.end, f"It speaks of {name} here.")


def _aims(draft: Draft) -> set[str]:
    """For what it is written, as far as that was said."""
    known = draft.known
    return {known.specialty} if known.specialty else set(known.specialties)


def _counts(draft: Draft) -> Counter[str]:
    """How often each specialty is named."""
    return Counter(
        draft.known.phrases.instead("specialty", match[0]) for _, match in draft.of("specialty")
    )


def _main(counts: Counter[str], aimed: list[tuple[str, Hit]]) -> list[tuple[str, int]]:
    """The specialty that a text is about."""
    return (counts + Counter(name for name, _ in aimed)).most_common(1)


def _aimed(draft: Draft) -> Iterator[tuple[str, Hit]]:
    """The specialties that sentences aim at."""
    behind = re.compile(rf"[\s-]*(?:and \w+ )?{AIMED}\b")
    for sentence, match in draft.of("specialty"):
        before = sentence.low[: match.start()]
        aims = TOWARDS.search(before) or behind.match(sentence.low, match.end())
        if aims and not NOT_AIMED.search(before[-60:]):
            yield draft.known.phrases.instead("specialty", match[0]), here(sentence, match)


@check("general")
def general(draft: Draft) -> Iterator[Hit]:
    """Hardly a number, a name or a scene."""
    if draft.prose.characters < ENOUGH:
        return
    numbers = sum(1 for _ in draft.matches(NUMBER))
    scenes = sum(1 for _ in draft.matches(SCENE))
    names = {name for each in draft.sentences for name in NAMED.findall(each.text)}
    taken = draft.known.phrases.of("specialty")
    names = {name for name in names if not taken.search(name.lower()) and len(name) > 3}
    if numbers + scenes + len(names) < LEAST_OWN:
        told = f"{numbers} numbers, {len(names)} names, {scenes} signs of a scene."
        yield Hit(detail=told)


@check("growth")
def growth(draft: Draft) -> Iterator[Hit]:
    """Nothing that was hard, or nothing that was learned from it."""
    if draft.prose.characters < ENOUGH:
        return
    if not draft.count("setback"):
        yield Hit(detail="No sentence tells what was hard or went wrong.")
    elif not draft.count("learned"):
        yield Hit(detail="No sentence tells what you learned or do differently.")


@check("us_context")
def us_context(draft: Draft) -> Iterator[Hit]:
    """No word of medicine in the US."""
    if draft.prose.characters < ENOUGH or draft.count("us_words"):
        return
    places = draft.known.cities
    if not any(COUNTRY.search(each.text) or _names(each, places) for each in draft.sentences):
        yield Hit()


def _names(sentence: Sentence, places: frozenset[str]) -> bool:
    return any(name.lower() in places for name in NAMED.findall(sentence.text))


@check("praise")
def praise(draft: Draft) -> Iterator[Hit]:
    """Words of praise in a row."""
    either = draft.known.phrases.of("praise_words").pattern.removeprefix(r"\b")
    word = rf"(?:(?:\w+ly|very|a|an|highly|my|also|both|of|with) )*(?:{either})"
    joint = r"(?:,? and |, | & |/|; | as well as )(?:as )?"
    row = re.compile(rf"\b{word}(?:{joint}{word}){{{LIST_OF - 1},}}")
    for sentence, match in draft.matches(row):
        yield here(sentence, match)


@check("placeholder")
def placeholder(draft: Draft) -> Iterator[Hit]:
    """A gap of a template that was left in, or a line that belongs to no statement."""
    for sentence in draft.sentences:
        match = PLACEHOLDER.search(sentence.text)
        if match and match[0].lower() not in SIC:
            yield here(sentence, match, f"“{match[0].strip()}” was left in.")
