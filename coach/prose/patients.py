"""Patients whom somebody could recognise, and work on patients that an observer does not do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from coach.logs.experience import Experience
from coach.prose.engine import Draft, Hit, check, here, joined
from coach.prose.names import places_of
from coach.prose.text import Sentence, word_set
from coach.typed_days import MONTHS

WHO: Final = (
    r"(?:patient|man|woman|boy|girl|child|baby|infant|toddler|teenager|lady|gentleman|mother|"
    r"father|grandmother|grandfather|wife|husband|farmer|teacher|driver|student|worker|daughter|"
    r"son)"
)
TITLED: Final = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mister|Madam|Baby|Patient)\.? [A-Z](?:\w+|\.)")
NOT_PATIENT: Final = re.compile(
    r"(?i)\b(?:teacher|professor|neighbou?r|tutor|coach|colleague|nurse|principal|employer|"
    r"ms (?:degree|program|access|word|excel)|miss (?:the|a|my|an))\b"
)
NICKNAMED: Final = re.compile(
    r"\b(?:will call|i call|shall call|name (?:is |was )?changed|not (?:his"
    r"|her|their) real name|pseudonym)\b"
)
CALLED: Final = re.compile(
    rf"\b{WHO},? (?:who was |was |whose name was )?(?:named|called) [A-Z][a-z]+"
    r"|\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ww]hose|patient's) name (?:was|is) (?:[A-Z][a-z]+|[A-Z]\.)"
    rf"|\b(?:my|My|our|Our|the|The|a|A) (?:\w+ )?(?:patient|boy|girl|toddler),? [A-Z](?:[a-z]+|\.),"
    rf"|\b[A-Z][a-z]+,? (?:an? )?(?:\w+[- ])?(?:\d{{1,3}}|[a-z]+)[- ](?:year|month|week)s?[- ]old\b"
    r"|\b[A-Z][a-z]+, aged \d"
    r"|\bpatient,? (?:[A-Z]\.){1,3}|\b(?:initials|known as) [A-Z]\.? ?[A-Z]"
    r"|\b(?<!Dr )(?<!Dr\. )[A-Z]\. ?[A-Z]\.,? (?:an? |was |had |came )"
)
NO_NAME: Final = word_set(
    "a an the my our one this that his her their another every each when once later then there "
    "today here i as in at on after before during while soon recently suddenly another meeting "
    "treating seeing two both first last and but because since with for"
)
PLACED: Final = re.compile(
    r"\b(?:[Rr]oom|[Bb]ed|[Ww]ard|[Cc]ubicle) (?:[Nn]umber |[Nn]o\.? ?|#)?(?:\d+|[A-Z]\d*|one|two|"
    r"three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:of|patients|beds|hours))"
    r"|\bMRN\b|\b(?:[Rr]ecord|[Hh]ospital|[Cc]hart|[Cc]ase|[Ff]ile|[Pp]assport) (?:[Nn]umber|"
    r"[Nn]o\.?|#)"
    r" ?:? ?\d+"
)
MONTH: Final = "|".join(month.title() for month in MONTHS)
DAY: Final = re.compile(
    rf"\b(?:{MONTH}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?) \d{{1,2}}(?:st|nd|rd|th)?"
    rf"\b(?! ?\d{{3}})|\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTH})\b|"
    rf"\b\d{{1,2}}[/.]\d{{1,2}}[/.]"
    r"\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
)
CLINICAL: Final = re.compile(
    rf"\b(?:{WHO}|patients?|admitted|emergency|ward|icu|clinic|diagnosed|arrived|collapsed|died|"
    r"presented|hospital|operat\w+|labor)\b"
)
AGED: Final = re.compile(
    r"\b(?:\d{1,3}|\w+(?:-\w+)?)[- ](?:year|month|week)s?[- ]old\b|\baged \d+|\bin (?:his|her) "
    r"(?:\w+ies|\d0s)\b"
)
SMALL_PLACE: Final = re.compile(
    r"\b(?:village|hamlet|town|settlement|tribe|island|commune|district) (?:of|called|named|near) "
    r"[A-Z]|\b(?:from|in|of) (?:the )?(?:\w+ ){0,2}[A-Z]\w+ (?:village|Village|hamlet|tribe|town|"
    r"island|valley|Valley)\b"
)
KNOWN_PERSON: Final = re.compile(
    r"\b(?:wife|husband|son|daughter|mother|father|brother|sister) of (?:the|our|a) (?:\w+ "
    r")?(?:mayor|"
    r"minister|governor|president|ambassador|imam|priest|chief|senator|actor|singer|headmaster|"
    r"director|dean|judge)\b|\b(?:the|our|a) (?:famous|well-known|celebrated|former|local|popular) "
    r"(?:\w+ )?(?:mayor|minister|governor|actor|actress|singer|footballer|politician|athlete|"
    r"journalist"
    r"|senator|anchor|celebrity)\b|\bthe only (?:\w+ ){0,3}(?:in|of) (?:the|our|my|his|her) "
    r"(?:village|town|island|district|city)\b"
)
WATCHED: Final = re.compile(
    r"\b(?:observerships?|observers?|shadow(?:ed|ing)?|observational|observing)\b"
)
OTHER_WORK: Final = re.compile(
    r"\b(?:externships?|sub-?internship|internship|intern|clerkship|elective|house (?:job|officer)|"
    r"housemanship|medical officer|back home|at home|in my (?:home )?country|residency in|my "
    r"residency|"
    r"as a (?:junior |resident |general )?(?:doctor|physician|practitioner|student|resident)|"
    r"medical "
    r"school|final year|years? (?:as|of practice)|rural (?:post|service)|general practi\w+)\b"
)
ACTS: Final = (
    r"(?:manag|treat|examin|perform|admitt|diagnos|prescrib|order|intubat|sutur|deliver|operat|"
    r"discharg|catheteri[sz]|insert|plac|inject|vaccinat|administer|start|adjust|titrat|resuscitat|"
    r"triag|conduct|counsel|evaluat|assess|rounded on|document|consult|initiat|car)"
)
DONE: Final = (
    rf"(?:{ACTS}(?:ed|d) (?!(?:in|to|from|how|why|that|with my|myself|by|at)\b)|took (?:\w+ "
    rf"){{0,3}}"
    r"(?:histor(?:y|ies)|care of|charge|calls?)|wrote (?:\w+ ){0,3}(?:notes?|orders?|"
    r"prescriptions?)|"
    r"drew blood|ran (?:the )?codes?|scrubbed in|cared for|did (?:\w+ ){0,3}(?:physical|exams?|"
    r"procedures?|procedure|lumbar|biops\w+)|put in |saw (?:\w+ )?patients (?:on my own|alone|"
    r"independently|by myself)|led (?:the )?(?:team|rounds|code|resuscitation)|gave (?:\w+ "
    r")?(?:injections"
    r"|medications?|treatment)|carried (?:out )?(?:\w+ )?(?:patients|procedures|pager))"
)
TO_DO: Final = (
    r"(?:manage|treat|examine|perform|admit|diagnose|prescribe|order|intubate|suture|deliver|"
    r"operate|"
    r"discharge|insert|place|take (?:\w+ ){0,2}(?:histor\w+|care)|write (?:\w+ )?(?:orders|notes|"
    r"prescriptions)|care for|run|assess|evaluate|follow my own)"
)
DOING: Final = (
    r"(?:managing|treating|examining|performing|admitting|diagnosing|prescribing|ordering|"
    r"intubating|"
    r"suturing|delivering|discharging|inserting|placing|taking (?:\w+ ){0,3}(?:histor\w+|care)|"
    r"writing "
    r"(?:\w+ ){0,2}(?:orders|notes|prescriptions)|caring for|assessing|evaluating)"
)
HANDS_ON: Final = re.compile(
    rf"\b(?:i|we) (?:(?:also|then|often|even|personally|independently|directly|actively|"
    rf"successfully|"
    rf"routinely|regularly|myself|\w+ly|had|have) ){{0,3}}{DONE}"
    rf"|\bi (?:\w+ ){{1,12}}(?:and|, |then) ?(?:also |even |independently |personally |\w+ly "
    rf")?{DONE}"
    rf"|\b(?:allowed|able|trusted|asked|permitted|got|let|opportunity|chance|privilege|given|"
    rf"responsib"
    rf"\w+|authority|freedom|had)(?: me)?(?: the \w+)? to (?:\w+ly )?{TO_DO}\b"
    rf"|\b(?:responsible for|in charge of|experience (?:in|of|with)?|experience|duties included|"
    rf"roles? "
    rf"(?:included|involved)|involved in|responsibilities (?:included|were)|while|by|spent \w+ \w+|"
    rf"opportunity of|hands on|hands-on|work) (?:\w+ly )?{DOING}"
    r"|\bhands-on\b|\bmy (?:own )?patients?\b|\bunder my care\b|\bmy (?:own )?(?:panel|caseload)\b|"
    r"\bpatients? (?:that )?i (?:\w+ )?(?:managed|treated|admitted|followed|saw|operated|diagnosed|"
    r"examined|cared)\b|\bindependently (?:managed|saw|treated|performed)\b"
)
DENIED: Final = re.compile(
    r"\b(?:not|never|no|without|nor|could(?:n't)? only|watch\w*|saw (?:how|the|him|her|them|dr)|"
    r"observed (?:how|the|dr|him|her)|wish\w*|want\w*|hope\w*|will|would|one day|as an? resident|"
    r"how "
    r"(?:the|he|she|they|dr|residents)|n't)\b"
)
AFTER: Final = 3
"""Sentences after an observership in which it is still spoken of."""


@check("patient")
def patient(draft: Draft) -> Iterator[Hit]:
    """Names, days, rooms, small places with an age, and people whom a town knows."""
    for sentence in draft.sentences:
        match = None if NICKNAMED.search(sentence.low) else _recognised(sentence)
        if match:
            yield here(sentence, match, f"“{match[0].strip()}”:")


def _recognised(sentence: Sentence) -> re.Match[str] | None:
    text, low = sentence.text, sentence.low
    day = DAY.search(text) if CLINICAL.search(low) else None
    place = SMALL_PLACE.search(text) if AGED.search(low) else None
    return _named(text) or PLACED.search(text) or day or place or KNOWN_PERSON.search(text)


def _named(text: str) -> re.Match[str] | None:
    titled = TITLED.search(text)
    if titled and not NOT_PATIENT.search(text[max(0, titled.start() - 30) : titled.end() + 8]):
        return titled
    for match in CALLED.finditer(text):
        first = re.split(r"[ ,]", match[0])[0].lower()
        if first not in NO_NAME and not first.endswith("ly") or "name" in match[0]:
            return match
    return None


@check("hands_on")
def hands_on(draft: Draft) -> Iterator[Hit]:
    """Work on patients in sentences that speak of an observership, and those after them."""
    return filter(None, map(_done, _of_observerships(draft)))


def _of_observerships(draft: Draft) -> Iterator[Sentence]:
    """The sentences of observerships: by the word, by the place of one, and what follows."""
    places = [places_of(entry.place) for entry in draft.known.entries if watches(entry)]
    there = joined(re.escape(word) for words in places for word in words)
    usual = AFTER + 1 if draft.known.watching else 0
    for _, paragraph in groupby(draft.sentences, key=lambda each: each.paragraph):
        left = usual
        for sentence in paragraph:
            left = _still(sentence, there, left)
            if left > 0:
                yield sentence
            left -= 1


def _still(sentence: Sentence, there: re.Pattern[str], left: int) -> int:
    """For how many sentences from this one on an observership is spoken of."""
    if WATCHED.search(sentence.low) or there.search(sentence.low):
        return AFTER + 1
    return 0 if OTHER_WORK.search(sentence.low) else left


def watches(entry: Experience) -> bool:
    """Whether an entry is one at which nobody treats."""
    return entry.kind == "observership" and not entry.hands_on


def _done(sentence: Sentence) -> Hit | None:
    for match in HANDS_ON.finditer(sentence.low):
        clause = sentence.low[max(0, match.start() - 40) : match.end()]
        if not DENIED.search(clause):
            return here(sentence, match)
    return None
