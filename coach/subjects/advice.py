"""Answers to questions, and what each of them rests on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, get_args

from coach.facts.index import fold
from coach.records import Advice, Asked, Evidence, Fact, Fee, Hit, Status, replace
from coach.search.questions import LONGEST, meant
from coach.subjects.options import FromState, Subject

SUREST: Final = get_args(Status)
"""Statuses, the surest first."""

UNSURE: Final = "nearest: yours?"
"""Why an answer is found that is not surely meant, and"""
LIKE: Final = "like it, not sure"
"""one that is no more than like it."""


class AdviceSubject(Subject):
    """What people ask, and what the facts and the applicant's own numbers say to it."""

    countries = FromState(lambda state: state.facts.countries)
    """Every country by its name, with the lists that named it."""

    def ask(self, question: str) -> Asked:
        """What a question asks for: the answer first, or the nearest where none is known."""
        if urgent := self.urgent(question):
            return Asked((urgent,), 1, True)
        asked = meant(question, self._state.facts.near_answers)
        answers = [self._there(each, question) for each in asked.answers]
        return replace(asked, answers=tuple(answers))

    def hits(self, asked: Asked) -> list[Hit]:
        """What answers a question as it is found in a search, best first."""
        read = "answers it" if asked.is_sure else UNSURE
        return [
            Hit("answer", each.key, each.question, 100.0, read if place < asked.needs else LIKE)
            for place, each in enumerate(asked.answers)
        ]

    def urgent(self, text: str) -> Advice | None:
        """What stands alone before all else, where words speak of one's own life."""
        facts, words = self._state.facts, fold(text[:LONGEST])
        for row in facts.urgent_words:
            if re.search(rf"\b(?:{'|'.join(row.words)})\b", words):
                return facts.answers[row.list]
        return None

    def _there(self, advice: Advice, question: str) -> Advice:
        """An answer that counts programs or looks up lists, for the states or countries that a
        question names."""
        facts = self._state.facts
        forms: dict[str, dict[str, tuple[str, ...]]] = {
            "sponsors": {row.code: (row.code, row.name) for row in facts.states.values()},
            "listed": {
                row.name: (row.name, *row.aliases, *row.people) for row in facts.countries.values()
            },
        }
        kinds = {each: each.partition(":")[0] for each in advice.own}
        own = (
            f"{each}@{_named(question, forms[kind])}" if kind in forms else each
            for each, kind in kinds.items()
        )
        return replace(advice, own=tuple(own))

    def answer(self, key: str) -> Advice:
        """One answer by its key."""
        return self._state.facts.answers[key]

    def evidence(self, advice: Advice) -> Evidence:
        """The words with source, day and status; those of rules are as sure as the weakest."""
        rules = [self._state.facts.rules[key] for key in advice.rules if not advice.text]
        facts: list[Fact] = [advice, *rules]
        sources = dict.fromkeys(key for fact in facts for key in fact.source.split(";"))
        words = advice.text or " ".join(rule.text for rule in rules)
        status = max((fact.status for fact in facts), key=SUREST.index)
        return Evidence("", words, status, ";".join(sources), min(fact.as_of for fact in facts))

    def fee(self, key: str) -> Fee:
        """The price of the season planned for, else the newest; IndexError where none is stated."""
        prices = [fee for fee in self._state.facts.fees if fee.key == key and fee.amount]
        return [*prices, *(fee for fee in prices if str(self._state.season) in fee.season)][-1]

    def gate(self, rule: str) -> Counter[str]:
        """How many programs of the applicant's specialties say what to them by one gate."""
        state = self._state
        programs = state.facts.programs(state.applicant.specialties)
        return Counter(state.doors.outcomes(program)[rule] for program in programs)


def _named(question: str, forms: Mapping[str, Sequence[str]]) -> str:
    """The keys of the places that a question names, the longest names first; codes in capitals."""
    keys, named, asked = defaultdict[str, list[str]](list), dict[str, None](), question.casefold()
    for key, form in ((key, form) for key, each in forms.items() for form in each):
        if form.casefold() in asked:
            keys[form].append(key)
    for form in sorted(keys, key=len, reverse=True):
        case = re.NOFLAG if form.isupper() else re.IGNORECASE
        question, times = re.subn(rf"\b{re.escape(form)}s?\b", "", question, flags=case)
        named |= dict.fromkeys(keys[form] if times else ())
    return ";".join(named)
