"""How a text is written: length, language, shape, sentences, spelling."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from coach.prose.engine import Draft, Hit, check, here, is_quoted
from coach.prose.text import BULLET, Sentence, word_set

FIELD: Final = 28_000
"""Characters that the field of MyERAS takes (rule `statement_length` of the facts)."""
SHORTEST, LONGEST = 2_300, 6_000
"""Characters from which, and up to which, it is still about one page."""
FEW_WORDS: Final = 12
ENGLISH: Final = word_set(
    "the and of to in a i my that was with for it as is on at by from me not but which have had "
    "an be this are were they their we our he she his her you your who what when where how would "
    "will can could or so if after before during when into than them there"
)
LEAST_ENGLISH: Final = 0.2
"""Share of the commonest words below which a text is not English; prose has 0.35 to 0.55."""
FOREIGN: Final = 0.2
"""Share of letters of another script from which a text is in it."""
HEADINGS: Final = re.compile(
    r"(?i)\W*(?:(?:curriculum vitae|resume|education(?: and training)?|(?:work |clinical |research "
    r"|professional |us |u\.s\. |volunteer )?experiences?|publications?(?: and .*)?|skills|"
    r"languages"
    r"|references?|certifications?|(?:honou?rs|awards)(?: and .*)?|personal (?:data|details"
    r"|information)|objective|employment(?: history)?|memberships?|examinations?|hobbies"
    r"|interests)\W*)"
)
DATED: Final = re.compile(
    r"(?i)\b(?:19|20)\d\d\s*(?:-|to|until)\s*(?:[a-z]{3,9}\.? )?(?:(?:19|20)\d\d|present|now|date)"
)
CV_HEADINGS, CV_DATES = 3, 4
RUNS: Final = ((3, 3), (2, 4), (1, 5))
"""Words of a beginning, and sentences in a row from which it is heard."""
MORE_I: Final = 2
"""Sentences more where it is “I” alone."""
OFTEN_I, LEAST_I = 0.5, 8
"""Share and number of the sentences that begin with “I”, from which it is heard."""
LONG: Final = 50
"""Words of a sentence that few readers follow."""
PASSIVE: Final = re.compile(
    r"\b(?:was|were|is|are|be|been|being|get|got)\s+(?:\w+ly\s+)?(?:\w{2,}ed|given|taken|made|seen"
    r"|known|shown|done|told|taught|found|held|kept|brought|sent|led|left|felt|built|written|born"
    r"|chosen|drawn|driven|spoken|understood|thought|put|set|met|lost|paid|won)\b"
)
NOT_PASSIVE: Final = word_set(
    "interested excited tired scared worried convinced determined dedicated committed motivated "
    "born concerned involved surprised pleased used supposed relieved"
)
MUCH_PASSIVE, MOST_PASSIVE, LEAST_PASSIVE = 0.45, 0.75, 4
MUCH_FILLER, LEAST_FILLER = 0.015, 6
QUOTED: Final = re.compile(r"\"[^\"]*\"")
SHORT_FORM: Final = re.compile(
    r"\b(?:[a-z]+n't|(?:i|you|we|they|he|she|it|that|there|who|what|let)'(?:m|ve|ll|re|d|s))\b"
)
CAPITALS: Final = re.compile(r"\b[A-Z]{3,}(?:[ -]+[A-Z]{2,})*\b")
LONG_NAME: Final = 6
"""Letters up to which capitals may be the short name of something."""
NAMES_IN_CAPITALS: Final = word_set("USMLE ECFMG COVID UNICEF UNRWA UNHCR HIPAA PEPFAR")
SAME: Final = 9
"""Words of a sentence from which it stands twice by mistake."""


@check
def other_script(draft: Draft) -> Iterator[Hit]:
    """Another script than the Latin, or another language, in most of the text."""
    text = "".join(draft.prose.lines)
    letters = sum(map(str.isalpha, text))
    foreign = sum(letter.isalpha() and ord(letter) > 0x24F for letter in text)
    if letters and foreign / letters > FOREIGN:
        yield Hit(draft.sentences[0] if draft.sentences else None)
    elif len(draft.words) >= FEW_WORDS and english(draft.words) < LEAST_ENGLISH:
        yield Hit(draft.sentences[0])


def english(words: list[str]) -> float:
    """The share of the commonest words of English."""
    return sum(word in ENGLISH for word in words) / len(words)


@check
def is_cv(draft: Draft) -> Iterator[Hit]:
    """Lines of a CV: its heads, its days, its bullets, and hardly a paragraph."""
    lines = [line.strip() for line in draft.prose.lines if line.strip()]
    heads = sum(map(bool, map(HEADINGS.fullmatch, lines)))
    dates = sum(map(bool, map(DATED.search, lines)))
    listed = sum(map(bool, map(BULLET.match, lines)))
    of_dates = dates >= CV_DATES and dates + listed > len(lines) / 3
    if heads >= CV_HEADINGS or of_dates or len(lines) / 2 < listed > CV_DATES:
        yield from map(Hit, draft.sentences[:1])


@check
def part_not_english(draft: Draft) -> Iterator[Hit]:
    """A sentence in another language, left in."""
    for sentence in draft.sentences:
        words = sentence.words
        foreign = sum(letter.isalpha() and ord(letter) > 0x24F for letter in sentence.text)
        is_foreign = foreign > len(sentence.text) / 3
        if is_foreign or (len(words) >= FEW_WORDS and english(words) < LEAST_ENGLISH / 3):
            yield Hit(sentence)


@check
def length(draft: Draft) -> Iterator[Hit]:
    """More than the field takes, or far from a page."""
    count = draft.prose.characters
    says = f"{count:,} characters, about {len(draft.words):,} words."
    if count > FIELD:
        yield Hit(detail=f"{says} The field takes {FIELD:,}.")
    elif count > LONGEST:
        yield Hit(detail=f"{says} That is too long for a page.")
    elif count < SHORTEST:
        yield Hit(detail=f"{says} That is too short for a page.")


@check
def openings(draft: Draft) -> Iterator[Hit]:
    """The same beginning again and again: of sentences in a row, or of most."""
    told = [sentence for sentence in draft.sentences if sentence.words]
    runs = list(_runs(told))
    for count, run in runs:
        words = " ".join(run[0].text.split()[:count])
        yield Hit(run[0], detail=f"{len(run)} sentences in a row begin with “{words}”.")
    with_i = [sentence for sentence in told if sentence.words[0] in ("i", "i'm", "i've")]
    if not runs and len(with_i) > max(OFTEN_I * len(told), LEAST_I):
        yield Hit(with_i[0], detail=f"{len(with_i)} of {len(told)} sentences begin with “I”.")


def _runs(told: list[Sentence]) -> Iterator[tuple[int, list[Sentence]]]:
    """Sentences in a row with the same words at the beginning, and how many words."""
    for count, least in RUNS:
        for words, group in groupby(told, key=lambda each: each.words[:count]):
            run = list(group)
            if len(run) >= least + MORE_I * (words == ["i"]):
                yield count, run


@check
def long_sentences(draft: Draft) -> Iterator[Hit]:
    """The longest sentence, where it is too long to follow."""
    longest = max(draft.sentences, key=lambda each: len(each.words), default=None)
    if longest and (count := len(longest.words)) > LONG:
        others = sum(len(sentence.words) > LONG for sentence in draft.sentences) - 1
        more = f" {others} more are longer than {LONG}." if others else ""
        yield Hit(longest, detail=f"A sentence of {count} words.{more}")


@check
def passive(draft: Draft) -> Iterator[Hit]:
    """Passive voice in most sentences of a paragraph, or in a good part of all."""
    of_all = 0
    for _, group in groupby(draft.sentences, key=lambda each: each.paragraph):
        paragraph = list(group)
        places = [place for each in paragraph if (place := _passive(each))]
        of_all += len(places)
        if len(places) >= max(LEAST_PASSIVE, MOST_PASSIVE * len(paragraph)):
            yield here(*places[0], detail=f"In {len(places)} of {len(paragraph)} sentences.")
            of_all = 0
    if of_all > max(2 * LEAST_PASSIVE, MUCH_PASSIVE * len(draft.sentences)):
        yield Hit(detail=f"In {of_all} of {len(draft.sentences)} sentences.")


def _passive(sentence: Sentence) -> tuple[Sentence, re.Match[str]] | None:
    """Where a sentence has a passive verb."""
    for match in PASSIVE.finditer(sentence.low):
        if match[0].split()[-1] not in NOT_PASSIVE:
            return sentence, match
    return None


@check
def filler(draft: Draft) -> Iterator[Hit]:
    """Words that add nothing, in number."""
    places = list(draft.of("filler"))
    if len(places) >= max(LEAST_FILLER, MUCH_FILLER * len(draft.words)):
        usual = Counter(match[0] for _, match in places).most_common(3)
        words = ", ".join(f"“{word}”" for word, _ in usual)
        yield here(*places[0], detail=f"{len(places)} of {len(draft.words)} words, as {words}.")


@check
def british(draft: Draft) -> Iterator[Hit]:
    """Each word in another spelling than that of the US, once."""
    words: set[str] = set()
    for sentence, match in draft.of("british"):
        is_title = match.start() and sentence.text[match.start()].isupper()
        if (word := match[0]) not in words and not is_title:
            words.add(word)
            us = draft.known.phrases.instead("british", match)
            yield here(sentence, match, f"“{word}” is “{us}” in the US.")


@check
def spoken(draft: Draft) -> Iterator[Hit]:
    """Short forms and slang, outside of what somebody says."""
    for sentence in draft.sentences:
        for pattern in (draft.known.phrases.of("slang"), SHORT_FORM):
            match = pattern.search(sentence.low)
            if match and not is_quoted(sentence, match):
                yield here(sentence, match)
                break


@check
def loud(draft: Draft) -> Iterator[Hit]:
    """Exclamation marks and words in capitals, outside of what somebody says."""
    for sentence in draft.sentences:
        bare = QUOTED.sub(lambda part: "." * len(part[0]), sentence.text)
        match = re.search("!", bare) or _capitals(bare, draft)
        if match:
            yield here(sentence, match)


def _capitals(text: str, draft: Draft) -> re.Match[str] | None:
    """A word, or several, that would stand in small letters elsewhere."""
    for match in CAPITALS.finditer(text):
        words = set(re.split(r"\W+", match[0]))
        usual = draft.known.phrases.of("loud_words").search(match[0].lower())
        if usual or (len(match[0]) > LONG_NAME and not words & NAMES_IN_CAPITALS):
            return match
    return None


@check
def said_twice(draft: Draft) -> Iterator[Hit]:
    """A sentence that stands twice."""
    before: set[str] = set()
    for sentence in draft.sentences:
        words = sentence.words
        if len(words) >= SAME and (same := " ".join(words)) in before:
            yield Hit(sentence)
            return
        if len(words) >= SAME:
            before.add(same)
