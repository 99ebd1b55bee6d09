"""Finds anything by a few letters: resources, tasks, programs, people, commands, pages.

The small entries (some 320) are kept in memory as one vocabulary; programs come weighed from
the facts, by what people call them. Every way to say the query (as
typed, with neighbours written as one or one word as two, with each saying replaced by
what it asks for) is weighed, and an entry keeps its best.

Of 917 queries it finds the resource first in 98 %, of 64 plain questions that were written when the
tuning was over in 87 %; rapidfuzz over whole texts in 79 % of the former. One takes 3 to 5 ms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from coach.facts.index import fold
from coach.facts.naming import Candidate
from coach.facts.sites import bare
from coach.records import STAGES, Entry, Hit, Record, Resource, Task
from coach.search.lookup import KIN, Document, Lookup, Phrase
from coach.search.rank import (
    KIND_SHARE,
    VAGUE,
    VAGUE_SHARE,
    Asked,
    Match,
    asked,
    matches,
    place_of_kind,
    share_of_kind,
)
from coach.search.words import (
    DATED,
    RULES_AND_MONEY,
    Rewritten,
    Sayings,
    content,
    joined,
    split,
    tokens,
)

FLOOR: Final = 33.0
"""Score under which an entry is not shown."""
BEGINS: Final = 4.0
"""What a program gains whose name begins with all that was typed."""
FAINT_FLOOR: Final = 20.0
"""The same where nothing else is found and the query has a word of the entry's name."""
SAID_SHARE: Final = 0.95
"""What an answer keeps that was found under other words than those typed."""
LONGEST_QUERY: Final = 12
"""Words that are looked at; a pasted page is not a query."""
LONGEST_TEXT: Final = 200
"""Letters that are looked at."""
DATED_SHARE: Final = 0.6
"""What a date has of the best score where a day is asked for, to stand before it."""
HOW_MANY: Final = {"how", "many"}
"""A question about a number that a rule or habit sets."""


Programs = Callable[[str, Callable[[str], bool]], Sequence[Candidate]]
"""Gives the programs that a text may mean, asking of a word whether it is of other things."""


class Named(Record):
    """A program that the words name."""

    score: float
    entry: Entry
    why: str
    number: int

    def order(self) -> tuple[float, int, int]:
        """As of an answer."""
        return -self.score, place_of_kind("program"), self.number

    def hit(self) -> Hit:
        """As it is shown: what it is called where that is not its name."""
        called = f" · {self.why}" * self.why.startswith("also")
        entry = self.entry
        return Hit("program", entry.id, entry.title, self.score, f"{entry.extra}{called}")


class Answer(Record):
    """The best match of one entry, with the question that it answers."""

    score: float
    match: Match
    question: Sequence[Asked]
    rewritten: Rewritten | None

    @property
    def entry(self) -> Entry:
        """What answers."""
        return self.match.document.entry

    def order(self) -> tuple[float, int, int]:
        """Best first; of equal ones by kind, then as they were given."""
        return -self.score, place_of_kind(self.entry.kind), self.match.number

    def hit(self) -> Hit:
        """The answer as it is shown."""
        entry = self.entry
        why = _why(self.match, self.question, self.rewritten)
        return Hit(entry.kind, entry.id, entry.title, self.score, why)


class Finder:
    """The search over everything; build one when the entries change, ask it at each key."""

    def __init__(
        self,
        entries: Iterable[Entry],
        sayings: Iterable[tuple[str, str]] = (),
        programs: Programs | None = None,
    ) -> None:
        """Takes the small entries, pairs of a term and its meaning, and what finds programs."""
        self._sayings = Sayings(sayings)
        self._small = Lookup(map(Document, entries), self._sayings.words)
        self._programs = programs

    def find(self, query: str, limit: int = 20, kind: str | None = None) -> list[Hit]:
        """What answers the query, best first; nothing when nothing does."""
        spoken = tokens(query[:LONGEST_TEXT])[:LONGEST_QUERY]
        words = tuple(dict.fromkeys(content(spoken)))
        if len("".join(words)) < 2:
            return []
        ways = self._ways(spoken, words)
        answers: list[Answer | Named] = [*_answers(ways, words, self._small, FLOOR)]
        answers += self._named(query[:LONGEST_TEXT])
        answers = _of_kind(answers, kind) or _of_kind(self._faint(ways, words), kind)
        answers.sort(key=lambda answer: answer.order())
        if not RULES_AND_MONEY.isdisjoint(spoken) or set(spoken) >= HOW_MANY:
            answers = _official_first(answers)
        if not DATED.isdisjoint(words):
            answers = _dated_first(answers)
        return [answer.hit() for answer in answers[:limit]]

    def has(self, kind: str, entry_id: str) -> bool:
        """Whether there is still such an entry."""
        named = (document.entry for document in self._small.documents)
        return any((entry.kind, entry.id) == (kind, entry_id) for entry in named)

    def _faint(self, ways: Sequence[Rewritten | None], words: Sequence[str]) -> Sequence[Answer]:
        """What has only a word of a name."""
        faint = _answers(ways, words, self._small, FAINT_FLOOR)
        return [answer for answer in faint if answer.match.is_by_name]

    def _named(self, query: str) -> Iterator[Named]:
        """The programs that the query names."""
        candidates = self._programs(query, self._small.begins) if self._programs else ()
        telling, begun = set(bare(query)) - VAGUE, fold(query)
        for number, each in enumerate(candidates):
            is_told = not telling.issubset(each.lacks)
            share = KIND_SHARE["program"] * (1.0 if is_told else VAGUE_SHARE)
            score = round(100 * each.score * share, 1)
            if score and fold(each.program.entry.title).startswith(begun):
                score = min(score + BEGINS, 100 * share)
            if score >= FLOOR:
                yield Named(score, each.program.entry, each.why, number)

    def _ways(self, spoken: Sequence[str], words: Sequence[str]) -> list[Rewritten | None]:
        meanings = [self._small.meanings(word, word == words[-1]) for word in words]
        known = self._small.postings
        return [
            None,
            *self._sayings.rewrite(words, meanings, spoken),
            *joined(spoken, known),
            *split(words, known),
        ]


def _of_kind(answers: Sequence[Answer | Named], kind: str | None) -> list[Answer | Named]:
    return [answer for answer in answers if kind in (None, answer.entry.kind)]


def _official_first(answers: Sequence[Answer | Named]) -> list[Answer | Named]:
    """The same, with sellers that stand before the first official page behind it."""
    kinds = [answer.entry.standing for answer in answers]
    if "official" not in kinds:
        return list(answers)
    first = kinds.index("official") + 1
    sellers = {place for place in range(first) if kinds[place] == "commercial"}
    before = [answers[place] for place in range(first) if place not in sellers]
    return [*before, *(answers[place] for place in sorted(sellers)), *answers[first:]]


def _dated_first(answers: Sequence[Answer | Named]) -> list[Answer | Named]:
    """The same, with the dates first that answer nearly as well as the best, then acts and rules
    that do."""
    enough = DATED_SHARE * answers[0].score if answers else 0.0
    place = {"date": 0, "command": 1, "rule": 2}
    return sorted(
        answers, key=lambda each: place.get(each.entry.kind, 3) if each.score >= enough else 3
    )


def _answers(
    ways: Iterable[Rewritten | None], words: Sequence[str], lookup: Lookup, floor: float
) -> list[Answer]:
    """The best answer of each entry over all ways to say the query, unsorted."""
    best: dict[tuple[str, str], Answer] = {}
    for way in ways:
        question = asked(way.words if way else words, lookup, way is not None)
        for match in matches(question, lookup, floor / 100):
            share = share_of_kind(match) * (way.sure * SAID_SHARE if way else 1.0)
            score = round(100 * match.score * share, 1)
            entry = match.document.entry
            old = best.get((entry.kind, entry.id))
            if score >= floor and (old is None or score > old.score):
                best[entry.kind, entry.id] = Answer(score, match, question, way)
    return list(best.values())


def _why(match: Match, question: Sequence[Asked], rewritten: Rewritten | None) -> str:
    phrase = match.phrase
    if rewritten:
        return f"{rewritten.term} asks for {rewritten.meaning}"
    if phrase is None:
        known = match.document.words()
        words = [w for term in question for w in term.meanings if w in known]
        return f"mentions {words[0]}" if words else ""
    if meant := _mistyped(question, phrase.words):
        return f"close to {meant}"
    return _is(phrase)


def _is(phrase: Phrase) -> str:
    """What a phrase is of its entry."""
    if phrase.role == "initials":
        return f"abbreviation of {phrase.label}"
    if phrase.role == "synonym":
        is_name = phrase.label != phrase.label.lower()
        return f"{'also called' if is_name else 'matches'} {phrase.label}"
    if phrase.role == "topic":
        return f"helps with {phrase.label.replace('_', ' ')}"
    return "by its name" if phrase.role == "title" else phrase.label


def _mistyped(question: Sequence[Asked], words: Sequence[str]) -> str:
    """The words of the phrase that the query has with a slip."""
    pairs = [(word, term) for word in words for term in question if not word.startswith(term.word)]
    return " ".join(word for word, term in pairs if term.meanings.get(word, KIN) not in (KIN, 1.0))


def resource_entries(resources: Iterable[Resource]) -> list[Entry]:
    """The catalogue as entries."""
    entries = []
    for each in resources:
        text, names = f"{each.what_for}. {each.tip}", (each.id, each.name, each.domain)
        entry = Entry("resource", *names, each.synonyms, text, each.needs, standing=each.kind)
        entries.append(entry)
    return entries


def task_entries(tasks: Iterable[Task]) -> list[Entry]:
    """The steps of the road as entries."""
    staged = ((task, STAGES.get(task.stage, task.stage)) for task in tasks)
    return [
        Entry("task", task.key, task.title, stage, task.also, task.how, task.needs)
        for task, stage in staged
    ]
