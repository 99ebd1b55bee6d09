"""What a statement says and leaves out: the specialty, something of one's own, growth, the US."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from typing import Final

from coach.prose.engine import Draft, Hit, check, here
from coach.prose.text import Prose, Sentence

IN_A_ROW, MARK, LEAST_SAME = 8, 5, 2
"""Words of a shingle, bytes of its hash, and shingles from which a text is a copy."""
KEPT: Final = "4"
"""Hashes below it are kept: a quarter."""
ENOUGH: Final = 1_200
"""Characters from which something can be missing in a text."""
NEAR: Final = 45
"""Characters before the name of a specialty in which it is said to be another's."""
LIST_OF: Final = 3
"""Words of praise in a row that are a list."""
NAMED: Final = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*")
LEAST_OWN, MOST_VAGUE = 8, 4
"""Numbers, names and scenes below which a text could be anybody's; general words of a sentence."""
COUNTRY: Final = re.compile(r"\b(?:US|USA|U\.S\.A?\.?|America|American|Americans)\b")
GAP_LEFT: Final = re.compile(
    r"\[[^\]\d]{2,80}\]|\{\{?[^}]{1,60}\}\}?|<[A-Za-z][^>]{1,60}>|_{3,}|\b[A-Z]{2,}(?:_[A-Z]+)+\b|\.{6,}|\*{2,}|(?<![(,])\bX{2,}\b"
    r"|#{3,}|\b(?:19|20)[Xx]{2}\b|\bYour Name\b|\bDr\.? \.{3}"
    r"|\bXYZ\b|\bABC (?=[A-Z])|\b(?:Hospital|University|Program|Doctor|City|Institution) [XYZ]\b"
    r"|\b[XYZ] (?:Hospital|University|Program|Medical|College|City)\b"
)
SIC: Final = ("[sic]", "[…]", "[...]")


@check
def specialty_missing(draft: Draft) -> Iterator[Hit]:
    """No specialty is named, or not the one for which it is written."""
    known = draft.known
    aims, counts = {known.specialty} if known.specialty else set(known.specialties), _counts(draft)
    if draft.prose.characters < ENOUGH and not aims:
        return
    if not counts:
        yield Hit(detail="It names no specialty.")
    elif aims and not aims & set(counts):
        named = ", ".join(counts)
        yield Hit(detail=f"It names {named}, and not {' or '.join(sorted(aims))}.")


@check
def specialty_other(draft: Draft) -> Iterator[Hit]:
    """Another specialty than that of the text is aimed at in a sentence."""
    aimed = list(_aimed(draft))
    aim = draft.known.specialty or _main(_counts(draft), aimed)
    for name, hit in aimed:
        # “A surgeon” is each who operates, and a hospitalist may be a physician of families too.
        is_alike = ("Surg" in name and "Surg" in aim) or (
            hit.sentence is not None
            and "hospital" in hit.sentence.low[hit.start : hit.end]
            and aim in ("Family Medicine", "Pediatrics", "Medicine-Pediatrics")
        )
        if name != aim and not is_alike:
            yield Hit(hit.sentence, hit.start, hit.end, f"It speaks of {name} here.")


def _counts(draft: Draft) -> Counter[str]:
    """How often each specialty is named."""
    return Counter(
        draft.known.phrases.instead("specialty", match) for _, match in draft.of("specialty")
    )


def _main(counts: Counter[str], aimed: list[tuple[str, Hit]]) -> str:
    """The specialty that a text is about."""
    weighed = counts + Counter(name for name, _ in aimed)
    return max(weighed, key=weighed.__getitem__, default="")


def _aimed(draft: Draft) -> Iterator[tuple[str, Hit]]:
    """The specialties that sentences aim at, by the words before or after the name."""
    phrases = draft.known.phrases
    towards = re.compile(rf"{phrases.of('towards').pattern}\s*$")
    after = re.compile(rf"[\s-]*(?:{phrases.either('aimed')})\b")
    for sentence, match in draft.of("specialty"):
        before = sentence.low[: match.start()]
        aims = towards.search(before) or after.match(sentence.low, match.end())
        if aims and not phrases.of("not_aimed").search(before[-NEAR:]):
            yield phrases.instead("specialty", match), here(sentence, match)


@check
def general(draft: Draft) -> Iterator[Hit]:
    """Hardly a number, a name or a scene in the text; or a sentence of general words."""
    own = sum(_own(sentence, draft) for sentence in draft.sentences)
    if draft.prose.characters >= ENOUGH and own < LEAST_OWN:
        yield Hit(detail=f"{own} numbers, names and signs of a scene in all of it.")
    vague = draft.known.phrases.of("vague_words")
    for sentence in draft.sentences:
        words = {match[0] for match in vague.finditer(sentence.low)}
        if len(words) >= MOST_VAGUE and not _own(sentence, draft):
            yield Hit(sentence, detail=", ".join(sorted(words)) + ":")


def _own(sentence: Sentence, draft: Draft) -> int:
    """Numbers, names, speech and signs of a scene."""
    lists = (draft.known.phrases.of(name) for name in ("number", "scene"))
    told = sum(len(pattern.findall(sentence.low)) for pattern in lists) + sentence.text.count('"')
    return told + sum(not COUNTRY.search(name) for name in NAMED.findall(sentence.text))


@check
def growth(draft: Draft) -> Iterator[Hit]:
    """Nothing that was hard, or nothing that was learned from it."""
    if draft.prose.characters < ENOUGH:
        return
    if not draft.count("setback"):
        yield Hit(detail="No sentence tells what was hard or went wrong.")
    elif not draft.count("learned"):
        yield Hit(detail="No sentence tells what you learned or do differently.")


@check
def us_context(draft: Draft) -> Iterator[Hit]:
    """No word of medicine in the US."""
    if draft.prose.characters < ENOUGH or draft.count("us_words"):
        return
    places = draft.known.cities
    if not any(COUNTRY.search(each.text) or _names(each, places) for each in draft.sentences):
        yield Hit()


def _names(sentence: Sentence, places: frozenset[str]) -> bool:
    return any(name.lower() in places for name in NAMED.findall(sentence.text))


@check
def praise(draft: Draft) -> Iterator[Hit]:
    """Words of praise in a row."""
    either = draft.known.phrases.either("praise_words")
    word = rf"(?:(?:\w+ly|very|a|an|highly|my|also|both|of|with) )*(?:{either})"
    joint = (
        r"(?:,? and |, | & |/|; | as well as )(?:(?:the |my )?\w+ (?:gave|taught|brought) me |as )?"
    )
    row = re.compile(rf"\b{word}(?:{joint}{word}){{{LIST_OF - 1},}}")
    shown: set[int] = set()
    for sentence, match in (*draft.matches(row), *draft.of("praise_row")):
        if id(sentence) not in shown:
            shown.add(id(sentence))
            yield here(sentence, match)


@check
def copied(draft: Draft) -> Iterator[Hit]:
    """Words in a row that stand in a known sample, of which only hashes are kept."""
    known = {mark: row.instead for row in draft.known.phrases.rows("samples") for mark in row.words}
    sources: dict[str, list[Sentence]] = {}
    for sentence, mark in shingles(draft.prose):
        if mark in known:
            sources.setdefault(known[mark], []).append(sentence)
    for where, sentences in sources.items():
        if len(sentences) >= LEAST_SAME:
            yield Hit(sentences[0], detail=f"So it stands in a sample ({where}).")


def shingles(prose: Prose) -> Iterator[tuple[Sentence, str]]:
    """Hashes of words in a row, of which those are kept that begin with a small digit."""
    words = [(word, sentence) for sentence in prose.sentences for word in sentence.words]
    for place in range(len(words) - IN_A_ROW + 1):
        row = " ".join(word for word, _ in words[place : place + IN_A_ROW])
        mark = blake2b(row.encode(), digest_size=MARK).hexdigest()
        if mark < KEPT:
            yield words[place][1], mark


@check
def placeholder(draft: Draft) -> Iterator[Hit]:
    """A gap of a template that was left in, or a line that belongs to no statement."""
    for sentence in draft.sentences:
        leftover = draft.known.phrases.of("leftover").search(sentence.low)
        match = GAP_LEFT.search(sentence.text) or leftover
        if match and match[0].lower() not in SIC:
            yield here(sentence, match, f"“{match[0].strip()}” was left in.")
