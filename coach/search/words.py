"""Words as the search sees them: folded tokens, which ones say nothing, which two are kin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from coach.facts.index import fold


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


STOP: Final = word_set(
    "a about above after again against all already also although am an and another are as at "
    "be because been before being below between both but by can cannot come coming could did "
    "do does doing don dont down during each even ever every few for from go goes going gone "
    "had has have having he hello her here hers hi him his how however i if in instead into "
    "is it its ive just let lets like m made may maybe me might more most must my never nor "
    "now of off ok okay on once only or our out over own per please quite rather s said same "
    "say says she should since so some soon still such t than thank thanks that the their "
    "them then there these they this those though through till to today too under until up "
    "upon ve very via was we well went were what whatever when where whether which while who "
    "whom whose why will with within would yet you your"
)
"""Words that say nothing on their own."""

WEAK: Final = word_set(
    "america american any anybody apply applying ask asking best buy check checking everybody "
    "find get getting give good got help idea img imgs know learn learning long look looking "
    "make many much need needs new no nobody not official online opportunities opportunity "
    "other others pay paying people read reading really resource resources see send show "
    "somebody someone something take taking tell thing things try us usa want wants way "
    "website websites without write writing"
)
"""Words that count where an entry has them and are not missed where it has not."""

RULES_AND_MONEY: Final = word_set(
    "afford allowed attempt attempts ban bond budget cap cheap cost costs cutoff deadline "
    "deadlines discount ead eligibility eligible expensive fee fees finance financial funding "
    "green h1b illegal insurance j1 j2 law lawyer legal licence license licensing limit limits "
    "loan loans minimum money passing pay payment permit price prices regulation regulations "
    "require required requirement requirements retake rule rules salary salaries savings "
    "scholarship scholarships sponsor sponsorship spend status tax taxes tuition visa visas "
    "waiver waivers"
)
"""Words of a question about rules or money: no seller answers it before an official page."""

SUFFIXES: Final = word_set(
    "s es ed er ers or ors ing ings e y ies ied ion ions ation ations ating ated ate ates "
    "ator ators ship ships al ally ly ic ics ical ist ists ian ians ism ity ive ance ant ants "
    "ent ents ency encies cy t ts ce ces se ses sed sing sure sor ication ications icant "
    "icants ized ised izing ising ize ise ization isation ness ful eer eers eering ee ees le "
    "ility"
)
"""Endings in which two words with the same beginning may differ and still be kin."""

PLAIN_SUFFIXES: Final = word_set("s es ed er ers ing ings e y")
"""Endings trusted behind only four letters: rank-ing, but not stat-ion."""


def tokens(text: str) -> list[str]:
    """The words of a text, folded: "H-1B" is h1b, "e-mail" is email, "Step1" is step 1."""
    words = f" {fold(text)}".replace(" e mail", " email").split()
    if "".join(words).isalpha() and min(map(len, words)) > 1:
        return words
    joined: list[str] = []
    spelling = False
    for word in words:
        last = joined[-1] if joined else ""
        if len(last) == 1 and last.isalpha() and word[0].isdigit():
            joined[-1] += word
            spelling = False
        elif len(word) > 1:
            joined += (word,) if word.isalpha() else _letters_and_numbers(word)
            spelling = False
        elif spelling:
            joined[-1] += word
        else:
            joined.append(word)
            spelling = word not in "ai"
    return joined


def _letters_and_numbers(word: str) -> list[str]:
    """A word cut where two or more letters meet a number: ds2019, 2ck, but not h1b."""
    cuts = [at for at in range(1, len(word)) if word[at].isdigit() != word[at - 1].isdigit()]
    if len(cuts) != 1:
        return [word]
    head, tail = word[: cuts[0]], word[cuts[0] :]
    letters = tail if head[0].isdigit() else head
    return [head, tail] if len(letters) > 1 else [word]


def content(words: Iterable[str]) -> list[str]:
    """The words that say something."""
    return [word for word in words if word not in STOP]


def stems(word: str) -> list[str]:
    """The beginnings that the word may share with its kin, the longest first."""
    beginnings = [word]
    if len(word) < 5:
        return [word, word[:-1]] if len(word) > 2 and word[-1] == "s" else beginnings
    for size in range(1, min(8, len(word) - 4) + 1):
        if is_ending(word[-size:], len(word) - size):
            beginnings.append(word[:-size])
    return beginnings


def is_ending(ending: str, stem_size: int) -> bool:
    """Whether a word with a stem of this many letters may end so."""
    if stem_size < 4:
        return ending in ("", "s")
    return not ending or ending in (PLAIN_SUFFIXES if stem_size == 4 else SUFFIXES)


def are_endings(ending: str, other: str, stem_size: int) -> bool:
    """Whether two words with the same stem may end so and be kin: director, not directory."""
    if {ending, other} & {"y", "ies"} and {ending, other} & {"", "s"}:
        return False
    return is_ending(ending, stem_size) and is_ending(other, stem_size)


def initials(words: Iterable[str]) -> str:
    """The first letters of the words that begin a name: "sdn" of Student Doctor Network."""
    return "".join(word[0] for word in words if word not in STOP)
