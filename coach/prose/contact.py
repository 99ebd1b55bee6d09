"""Before one presses send: what the Match agreement, the silence of Match Week and a program's
own word may forbid in a message, at the moment at which it goes out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from itertools import combinations
from typing import Final, Literal

from coach.prose.engine import CHECKS, Draft, Finding, Hit, Known, Phrasebook, Suspect, findings
from coach.prose.text import Sentence, read
from coach.records import ContactSign, Lock, ProseCheck, Record, replace
from coach.scoring.weights import chance

Policy = Literal["welcome", "none", "no_contact", "after_interview_no", "unknown"]
"""A program's word on contact; none: it says that it has no rule."""
POLICIES: Final[Mapping[str, Policy]] = {
    each: each for each in ("welcome", "none", "no_contact", "after_interview_no", "unknown")
}
"""By how it is kept."""
Standing = Literal["eligible", "ineligible", "matched", "not_in_match_week"]
"""Where one stands in SOAP; not_in_match_week: one takes no part in the Match that runs."""
NEAR: Final = timedelta(days=10)
"""Before Match Week: a weekday named in that time may be one of it."""
RANKING: Final = timedelta(days=42)
"""Before Match Week: from then on interviews are over."""
BESIDE: Final = 30
"""Characters behind the words of an answer in which an old day may stand."""
LIKELY: Final = 0.5
"""From which on a sentence is marked."""
WORD: Final = re.compile(r"[a-z][a-z'-]*")
STEM: Final = 6
"""Letters by which words are one: ranked, ranking."""
LINKS: Final = re.compile(
    r"(?:an?|the|of|to|in|on|at|for|and|or|is|are|was|were|be|been|being|its?|this|that|these|"
    r"those|with|by|as|from)"
)
"""Words that say nothing beside another."""
QUOTED: Final = re.compile(r"\"[^\"]*(?:\"|$)")


class Sending(Record):
    """When a message goes out, by whom, to a program with which word on contact."""

    at: datetime
    policy: Policy
    standing: Standing
    week: Lock
    word: str = ""
    """Where the program's word on contact was read."""

    @property
    def is_locked(self) -> bool:
        """Whether nobody starts contact now."""
        takes_part = self.standing != "not_in_match_week"
        return takes_part and self.week.holds(self.at)

    def holds(self, when: str) -> bool:
        """Whether a sign counts now: before the ranks and offers are over, after the results, near
        Match Week; "" is always."""
        week = self.week
        return {
            "before": self.at < week.end,
            "after": self.at >= week.start or self.standing == "matched",
            "matched": self.standing == "matched",
            "near": week.start - NEAR <= self.at < week.start,
        }.get(when, True)


class Rules(Record):
    """What messages are held against."""

    phrases: Phrasebook
    signs: tuple[ContactSign, ...]
    checks: Mapping[str, ProseCheck]
    week: Lock
    """Of the season in which the message goes out."""
    weights: Mapping[str, float]
    """Of the signs of a sentence."""


def checked(
    text: str, at: datetime, policy: Policy, standing: Standing, rules: Rules
) -> tuple[Finding, ...]:
    """The sentences that may not be sent at this moment, the worst first; a finding without a
    sentence is about the message as a whole."""
    return sent(text, Sending(at, policy, standing, rules.week), rules)


def sent(text: str, sending: Sending, rules: Rules) -> tuple[Finding, ...]:
    """What forbids to send a text so."""
    draft = drafted(text, sending, rules)
    known = replace(draft.known, suspects=suspects(draft))
    return tuple(findings(Draft(draft.prose, known), rules.checks, "contact"))


def drafted(text: str, sending: Sending, rules: Rules) -> Draft:
    """A message with what it is held against."""
    day, signs = sending.at.date(), rules.signs
    known = Known(rules.phrases, day, sending=sending, signs=signs, weights=rules.weights)
    return Draft(read(text), known)


class Whole(Record):
    """A message with a rule that may forbid it as a whole."""

    rule: str
    signs: frozenset[str]


def wholes(draft: Draft) -> tuple[Whole, ...]:
    """A message with each rule of silence that holds at its moment."""
    sending = draft.known.sending
    if sending is None:
        return ()
    holds = {
        "locked": sending.is_locked,
        "no_contact": sending.policy == "no_contact",
        "after_interview": sending.policy == "after_interview_no"
        and sending.at < sending.week.start,
    }
    return tuple(
        Whole(rule, frozenset(_written(rule, sending, draft))) for rule in OF_ALL if holds[rule]
    )


def _written(rule: str, sending: Sending, draft: Draft) -> Iterator[str]:
    """What counts of a whole message: who writes when, what it is about, words, neighbours."""
    about = [name for name in ABOUT if _says(draft, name)]
    is_late = sending.week.start - RANKING <= sending.at
    is_outside = sending.standing == "ineligible" and sending.at >= sending.week.outside
    yield from ("m all", f"m {rule}", f"m late {is_late}", f"m {rule} {sending.standing}")
    yield f"m outside {is_outside and 'outside_program' in about}"
    yield f"m answers {_answers(draft)} {rule}"
    yield from (f"m {name}" for name in about)
    yield from (f"m {name} {rule}" for name in about)
    for sentence in draft.sentences:
        yield from _neighbours("m", _stems(sentence), 1)


def _forbidden(rule: str, draft: Draft) -> Iterator[Hit]:
    """A message that a rule forbids as a whole, more likely than not."""
    known = draft.known
    for each in wholes(draft):
        if each.rule == rule and chance(each.signs, known.weights) >= LIKELY:
            yield Hit(detail="" if rule == "locked" or not known.sending else known.sending.word)


def _answers(draft: Draft) -> bool:
    """Whether it answers a program that wrote or called of late."""
    old = draft.known.phrases.of("old_contact")
    return any(
        not old.search(sentence.low, match.start(), match.end() + BESIDE)
        for sentence, match in draft.of("answers_them")
    )


def _says(draft: Draft, name: str) -> bool:
    return draft.count(name) > 0


def _signed(rule: str, draft: Draft) -> Iterator[Hit]:
    """Sentences that break a rule more likely than not."""
    for each in draft.known.suspects:
        if each.rule == rule and chance(each.signs, draft.known.weights) >= LIKELY:
            yield Hit(each.sentence, 0, len(each.sentence.low))


def suspects(draft: Draft) -> tuple[Suspect, ...]:
    """Sentences with the rule that each would break first, where that rule counts now."""
    known = draft.known
    counting = {sign for sign in known.signs if _counts(sign, draft)}
    each_one = (_suspect(sentence, known, counting) for sentence in draft.sentences)
    return tuple(each for each in each_one if each)


def _suspect(sentence: Sentence, known: Known, counting: set[ContactSign]) -> Suspect | None:
    words, phrases = _meant(sentence, known.phrases), known.phrases
    lists = sorted(name for name in phrases.names if phrases.of(name).search(words))
    fitting = {sign for sign in known.signs if _fits(sign, words, sentence.low, phrases)}
    counted = fitting & counting
    is_past = known.sending is not None and known.sending.holds("after")
    nearest = max(
        (sign for sign in known.signs if is_past or sign in counting),
        key=lambda sign: (sign in counted, sign in fitting, _share(sign, lists)),
    )
    if nearest not in counting:
        return None
    return Suspect(sentence, nearest.rule, frozenset(_spoken(sentence, lists, counted, phrases)))


def _stems(sentence: Sentence) -> list[str]:
    return [word[:STEM] for word in ("<", *WORD.findall(sentence.low), ">")]


def _neighbours(kind: str, words: list[str], farthest: int) -> Iterator[str]:
    """Words, and pairs of them up to so many places apart."""
    yield from (f"{kind}0 {word}" for word in words)
    for far in range(1, farthest + 1):
        pairs = zip(words, words[far:], strict=False)
        yield from (f"{kind}{far} {first} {then}" for first, then in pairs)


def _share(sign: ContactSign, lists: list[str]) -> float:
    return sum(name in lists for name in sign.needs) / len(sign.needs)


def _spoken(
    sentence: Sentence, lists: list[str], counted: set[ContactSign], phrases: Phrasebook
) -> Iterator[str]:
    """What counts of a sentence: words, neighbours, words together, lists, rules that fit."""
    words = _stems(sentence)
    yield from _neighbours("", words, 3)
    telling = sorted({word for word in words[1:-1] if not LINKS.fullmatch(word)})
    yield from (f"t {first} {other}" for first, other in combinations(telling, 2))
    yield from (f"l {name}" for name in lists)
    yield from (f"l {first} {then}" for first, then in combinations(lists, 2))
    yield from (f"r {sign.rule}" for sign in counted)
    yield f"fits {bool(counted)}"
    yield f"disclaimed {bool(phrases.of('disclaimed').search(sentence.low))}"
    yield f"asks {'?' in sentence.low}"


def _counts(sign: ContactSign, draft: Draft) -> bool:
    """Whether a sign counts in this message, at its moment."""
    sending = draft.known.sending
    is_time = sending is None or sending.holds(sign.when)
    return is_time and all(_says(draft, name) for name in sign.around)


def _fits(sign: ContactSign, words: str, whole: str, phrases: Phrasebook) -> bool:
    return all(phrases.of(name).search(words) for name in sign.needs) and not any(
        phrases.of(name).search(whole) for name in sign.never
    )


def _meant(sentence: Sentence, phrases: Phrasebook) -> str:
    """The words of a sentence without those that are quoted or disclaimed; where it turns, what
    was disclaimed before is so no more. Commas part no words here."""
    low = QUOTED.sub(" ", sentence.low)
    disclaimed = phrases.of("disclaimed")
    begin, parts = 0, []
    for match in (*phrases.of("turns").finditer(low), None):
        end = match.end() if match else len(low)
        part = low[begin:end]
        if not disclaimed.search(part):
            parts.append(part)
        begin = end
    return "".join(parts).replace(",", "")


SIGNED: Final = (
    *("commitment", "bargain", "others", "all_in", "withdraw", "through_others"),
    *("unfilled", "money", "own_letter", "binding"),
)
"""Rules that are known by their signs."""
OF_ALL: Final = ("locked", "no_contact", "after_interview")
"""Rules that forbid a message as a whole."""
ABOUT: Final = (
    *("answers_them", "old_contact", "logistics", "before_interview", "met_them"),
    *("matched_here", "outside_program"),
)
"""Lists of what a message may be about."""
RULES: Final = frozenset((*SIGNED, *OF_ALL))
for _rule in SIGNED:
    CHECKS[_rule] = partial(_signed, _rule)
for _rule in OF_ALL:
    CHECKS[_rule] = partial(_forbidden, _rule)
