"""A statement against the log of experience: gaps, claims, strengths; silent where it is empty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from coach.logs.experience import Experience, months_had
from coach.prose.engine import Draft, Hit, check, here
from coach.prose.names import BEHIND, GENERIC, INSTITUTION, own_words
from coach.prose.text import Sentence

COUNTED: Final = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS: Final = {word: place for place, word in enumerate(COUNTED.split(), 1)} | {
    **{"a": 1, "several": 3, "fifteen": 15, "eighteen": 18, "twenty": 20}
}
MONTHS_OF: Final = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(NUMBERS)})[- ](month|week|year)s?'?(?:[- ]long)?,? (?:of |as an? |"
    rf"in an? |as |in )?"
    r"(?:\w+[ -]){0,5}?(observerships?|observer|externships?|extern|electives?|research|"
    r"volunteer\w*|"
    r"clinical experience|rotations?)\b"
)
KINDS: Final = {
    "observership": r"observerships?|observer",
    "externship": r"externships?|extern",
    "research": r"research (?:fellow\w*|assistant\w*|associate|coordinator|position|project|"
    r"scholar)|"
    r"(?:conducted|did|doing|led|my) (?:\w+ )?research|clinical trials? (?:i|as)|principal "
    r"investigator",
    "volunteer": r"volunteer(?:ed|ing)?(?: at| in| with| for| as| work)?",
}
"""How a statement speaks of each kind of entry."""
PUBLISHED: Final = re.compile(
    r"\b(?:i|we|my|our|having) (?:\w+ ){0,6}?(?:published|co-?authored|publications?|first[- "
    r"]author\w*|"
    r"presented (?:\w+ ){0,6}(?:at|poster|abstract)|posters?|abstracts?|peer-reviewed|case "
    r"reports?|"
    r"manuscripts?)\b|\bpublished (?:in|\w+ (?:papers|articles))\b"
)
PUBLISHED_WORDS: Final = re.compile(
    r"publi|author|poster|abstract|paper|journal|article|present|manuscript|case report|conference"
)
LED: Final = re.compile(
    r"\b(?:i|we) (?:\w+ ){0,3}?(?:founded|established|chaired|presided|headed|directed|captained|"
    r"led an? "
    r"(?:team|group|project|clinic|campaign|committee|\w+ of))\b|\b(?:president|chair(?:man|"
    r"woman|person)?|"
    r"founder|co-?founder|chief resident|head|captain|director|secretary|vice[- ]president) of "
    r"(?:the|my|our|a|an)\b|\bchief resident\b"
)
LED_WORDS: Final = re.compile(
    r"found|lead|led|chair|president|head|direct|captain|chief|organi|coordinat|secretary"
)
SLACK: Final = 1.2
"""How much more than the log has may be claimed: rounding, weeks for months."""
MONTHS_IN: Final = {"week": 1 / 4.35, "month": 1, "year": 12}
LONG: Final = 6
"""Months from which an entry is a strength by itself."""
JUMP: Final = 4
"""Years between two that the text names, of which it tells nothing."""
YEAR_NAMED: Final = re.compile(r"\b(?:19[89]|20[0-3])\d\b")
AWAY: Final = re.compile(
    r"\b(?:after|following|despite|during|with|took|had|returned|returning|a|an|my|this)(?: "
    r"\w+){0,3} "
    r"(?:(?:gap|break|hiatus|pause|absence|interruption)s?(?: years?)?|(?:\w+ )?years? (?:away|"
    r"out|off|"
    r"without)(?: \w+){0,3}|time (?:away|off)|long time (?:away|out))\b"
    r"|\b(?:away from|out of|stepped away from|left) (?:clinical )?(?:medicine|practice|clinical "
    r"work)\b"
    r"|\b(?:it has been|it is) (?:\w+ )?years since\b|\b(?:many|several|some|a few) years "
    r"(?:later|passed|"
    r"went by)\b"
)
EXPLAINED: Final = re.compile(
    r"\b(?:because|since my|due to|to (?:care|raise|support|look|help|recover|study|prepare|work|"
    r"complete|"
    r"earn)|while i|during which|in which i|when my|my (?:mother|father|son|daughter|child|"
    r"children|husband|"
    r"wife|family|parents|sister|brother|grand\w+|own (?:illness|health))|ill(?:ness)?|maternity|"
    r"pregnan\w+|"
    r"born|baby|cared|caring|war|refugee|pandemic|covid|military|visa|moved|immigrat\w+|married|"
    r"research|"
    r"worked|working|practi[cs]\w+|serv(?:ed|ing)|volunteer\w*|taught|teaching|stud(?:y|ied|"
    r"ying)|exams?|"
    r"step [123]|prepar\w+|master|degree|phd|mph|medical officer|residency|physician|doctor|"
    r"raising|raised|"
    r"surgery|cancer|treatment|closed)\b"
)


@check("gap")
def gap(draft: Draft) -> Iterator[Hit]:
    """A gap that the log shows and no sentence explains, or that a sentence only names."""
    yield from _named_only(draft)
    yield from _jumps(draft)
    known = draft.known
    if not known.entries:
        return
    whole = " ".join(sentence.low for sentence in draft.sentences)
    if AWAY.search(whole) or "gap" in whole:
        return
    for since, until in known.gaps:
        if not any(str(year) in whole for year in range(since.year, until.year + 1)):
            yield Hit(detail=f"By your log nothing is told of {since:%b %Y} to {until:%b %Y}.")


def _named_only(draft: Draft) -> Iterator[Hit]:
    """Sentences that name a gap, where neither they nor those beside them say why."""
    every = draft.sentences
    for place, sentence in enumerate(every):
        match = AWAY.search(sentence.low)
        beside = " ".join(each.low for each in every[max(place - 1, 0) : place + 3])
        if match and not EXPLAINED.search(beside.replace(match[0], "", 1)):
            yield here(sentence, match)


def _jumps(draft: Draft) -> Iterator[Hit]:
    """Years that are named with a long time between them, of which nothing is told."""
    every = draft.sentences
    named = [
        (int(match[0]), place, match)
        for place, sentence in enumerate(every)
        for match in YEAR_NAMED.finditer(sentence.low)
    ]
    for (before, first, _), (after, last, match) in zip(named, named[1:], strict=False):
        between = " ".join(sentence.low for sentence in every[first : last + 1])
        if JUMP <= after - before < 5 * JUMP and not EXPLAINED.search(between):
            yield here(every[last], match, f"Nothing is told of {before} to {after}.")


@check("claims")
def claims(draft: Draft) -> Iterator[Hit]:
    """Kinds of experience, months, papers, offices and places that no entry has."""
    entries = [entry for entry in draft.known.entries if entry.kind != "break"]
    if not entries:
        return
    texts = " ".join(f"{each.place} {each.entry} {each.meaningful}" for each in entries).lower()
    had: set[str] = {entry.kind for entry in entries}
    own = own_words(draft)
    for sentence in draft.sentences:
        hits = (
            *_kinds(sentence, had, texts),
            *_months(sentence, entries, draft),
            *_in_no_text(sentence, texts, "research" in had),
            *_elsewhere(sentence, own),
        )
        yield from hits[:1]


def _kinds(sentence: Sentence, had: set[str], texts: str) -> Iterator[Hit]:
    for kind, words in KINDS.items():
        match = re.search(rf"\b(?:{words})\b", sentence.low)
        if match and kind not in had and kind[:8] not in texts and _is_own(sentence):
            yield here(sentence, match, f"No {kind} is in your log.")


def _is_own(sentence: Sentence) -> bool:
    """Whether the writer speaks of what they did, not of what they wish or others do."""
    is_ahead = re.search(
        r"\b(?:hope|will|would|wish|plan|want|look(?:ing)? forward|future)\b", sentence.low
    )
    return bool({"i", "my", "we"} & set(sentence.words)) and not is_ahead


def _months(sentence: Sentence, entries: Iterable[Experience], draft: Draft) -> Iterator[Hit]:
    for match in MONTHS_OF.finditer(sentence.low):
        count = float(NUMBERS.get(match[1], 0) or match[1]) * MONTHS_IN[match[2]]
        of_kind = [entry for entry in entries if entry.kind.startswith(match[3][:6])]
        counted = entries if match[3].startswith(("clinical", "rotation")) else of_kind
        had = sum(months_had(entry, draft.known.today) for entry in counted)
        if had and count > had * SLACK + 0.5:
            yield here(sentence, match, f"Your log has {had:g} months of it.")


def _in_no_text(sentence: Sentence, texts: str, has_research: bool) -> Iterator[Hit]:
    published = PUBLISHED.search(sentence.low)
    if (
        published
        and not PUBLISHED_WORDS.search(texts)
        and not (has_research and "research" in texts)
    ):
        yield here(sentence, published, "No entry of your log tells of it.")
    led = LED.search(sentence.low)
    if led and not LED_WORDS.search(texts) and _is_own(sentence):
        yield here(sentence, led, "No entry of your log tells of it.")


def _elsewhere(sentence: Sentence, own: frozenset[str]) -> Iterator[Hit]:
    """Work at a place that is in no entry."""
    if not BEHIND.search(sentence.low) or not _is_own(sentence):
        return
    for match in INSTITUTION.finditer(sentence.text):
        words = set(match[0].lower().split()) - GENERIC
        if words and not words & own and not re.search(r"\b(?:graduat|stud|school)", sentence.low):
            yield here(sentence, match, f"“{match[0].strip()}” is not in your log.")


@check("strengths")
def strengths(draft: Draft) -> Iterator[Hit]:
    """Entries that mattered or were long, of which no sentence speaks."""
    words_there = set(draft.words)
    for entry in draft.known.entries:
        long = months_had(entry, draft.known.today) >= LONG
        if entry.kind == "break" or not (entry.meaningful or long):
            continue
        words = {word for word in re.findall(r"\w{4,}", entry.place.lower()) if word not in GENERIC}
        names = words | set(KINDS_SAID.get(entry.kind, ()))
        if not names & words_there:
            why = "you marked it as meaningful" if entry.meaningful else "it took months"
            yield Hit(detail=f"{entry.place}, {entry.kind}: {why}.")


KINDS_SAID: Final = {
    "research": ("research", "study", "trial", "published", "paper"),
    "volunteer": ("volunteer", "volunteered", "volunteering"),
    "externship": ("externship", "extern"),
    "elective": ("elective", "electives"),
    "observership": ("observership", "observed", "observer"),
}
"""Words by which a statement speaks of a kind."""
