"""Answers to questions in words: the answer, one's own numbers, what it rests on, what is next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from coach.records import Advice, Asked
from coach.saying.own_words import own_words
from coach.saying.rules import LAW
from coach.saying.task import source_lines
from coach.saying.text import Answer, Line, head, labelled, notes, parted
from coach.subjects.coach import Coach
from coach.subjects.options import Opt
from coach.wording import known

UNSURE: Final = "Not surely understood. The nearest question here; is it yours?"
UNKNOWN: Final = "Nothing here answers that; nearest:"
OF_THE_APP: Final = "app_"
"""How keys of answers on the app itself begin: no law stands behind them."""
TABS: Final = ("week", "journey", "programs", "season", "prepare", "library", "profile")
"""Pages in the order of the digits that go there."""
OR: Final = "Or did you ask:"
NOTHING: Final = "Nothing here answers that. Other words, or `coach search`?"


def ask(
    coach: Coach,
    question: Annotated[str, Opt("as you would ask a friend", "QUESTION", joined=True)],
) -> Answer:
    """Answers a question, under the nearest that is known where it is not surely that; where no
    answer is near, names the nearest."""
    asked = coach.advice.ask(question)
    told = [_told(coach, each, asked.needs > place) for place, each in enumerate(asked.answers)]
    return Answer({"known": asked.is_sure, "answers": told}, _asked_lines(coach, asked))


def _asked_lines(coach: Coach, asked: Asked) -> list[Line]:
    answers, others = asked.answers[: asked.needs], asked.answers[asked.needs :]
    if not asked.answers:
        return notes(NOTHING)
    whole = [(head(each.question), *answer_lines(coach, each, has_time=True)) for each in answers]
    return parted(_unsure(asked), *whole, _near(others, OR if answers else UNKNOWN))


def _unsure(asked: Asked) -> list[Line]:
    return [Line.of(UNSURE, "warn")] if asked.needs and not asked.is_sure else []


def _near(others: Sequence[Advice], before: str) -> list[Line]:
    near = [Line.of(each.question, indent=2, hang=2) for each in others]
    return [Line.of(before, "dim"), *near] if near else []


def page_lines(coach: Coach, asked: Asked, there: str) -> list[Line]:
    """The first answer to read on a page, then the questions of the others and every source.

    `there`: what Enter leads to; "" for nothing."""
    first, *others = asked.answers
    return parted(
        _unsure(asked),
        [Line.of(first.question, "strong")],
        answer_lines(coach, first, there=there),
        _near(others, OR),
        source_lines(coach, coach.advice.evidence(first).source.split(";")),
    )


def answer_lines(
    coach: Coach, advice: Advice, has_time: bool = False, there: str = ""
) -> list[Line]:
    """One answer: its words, one's own numbers, what it rests on, and what is next."""
    evidence = coach.advice.evidence(advice)
    source = coach.library.named(evidence.source)
    mine = [Line.of(words, "good") for words in own_words(coach, advice, has_time)]
    return parted(
        [Line.of(str(evidence.value))],
        mine,
        labelled(
            ("Depends on", advice.depends_on.replace(";", ", ")),
            ("Enter" if there else "Next", there or next_words(coach, advice)),
            ("Source", [(f"{source}; {known(evidence)}", "dim")]),
        ),
        [] if advice.key.startswith(OF_THE_APP) else [Line.of(LAW, "dim")],
    )


def next_words(coach: Coach, advice: Advice) -> str:
    """Where to act, in words."""
    kind, _, key = advice.next.partition(":")
    if kind == "task":
        return coach.road.tasks[key].title
    if kind == "resource":
        return coach.library.catalogue[key].name
    return page_words(key, key.capitalize()) if kind == "page" else f"`coach {key}`"


def page_words(key: str, title: str) -> str:
    """A page by its title and the digit that goes there."""
    digit = f" ({TABS.index(key) + 1})" if key in TABS else ""
    return f"the page {title}{digit}"


def _told(coach: Coach, advice: Advice, has_time: bool) -> dict[str, object]:
    evidence = coach.advice.evidence(advice)
    words = [str(evidence.value), *own_words(coach, advice, has_time)]
    return {
        "key": advice.key,
        "question": advice.question,
        "answer": " ".join(words),
        "depends_on": advice.depends_on,
        "source": evidence.source,
        "as_of": evidence.as_of,
        "status": evidence.status,
        "next": advice.next,
    }
