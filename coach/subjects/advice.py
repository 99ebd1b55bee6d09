"""Answers to questions, and what each of them rests on."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, get_args

from coach.facts.index import fold
from coach.records import Advice, Asked, Evidence, Fact, Fee, Status, replace
from coach.search.questions import LONGEST, meant
from coach.subjects.options import Subject

SUREST: Final = get_args(Status)
"""Statuses, the surest first."""


class AdviceSubject(Subject):
    """What people ask, and what the facts and the applicant's own numbers say to it."""

    def ask(self, question: str) -> Asked:
        """What a question asks for: the answer first, or the nearest where none is known."""
        if urgent := self.urgent(question):
            return Asked((urgent,), 1)
        asked = meant(question, self._state.facts.near_answers)
        answers = [self._there(each, question) for each in asked.answers]
        return replace(asked, answers=tuple(answers))

    def urgent(self, text: str) -> Advice | None:
        """What stands alone before all else, where words speak of one's own life."""
        facts, words = self._state.facts, fold(text[:LONGEST])
        for row in facts.urgent_words:
            if re.search(rf"\b(?:{'|'.join(row.words)})\b", words):
                return facts.answers[row.list]
        return None

    def _there(self, advice: Advice, question: str) -> Advice:
        """An answer that counts programs, for the states that a question names."""
        states, named = self._state.facts.states.values(), list[str]()
        for state in sorted(states, key=lambda state: -len(state.name)):
            pattern = rf"\b(?:{state.code}|(?i:{state.name}))\b"
            question, times = re.subn(pattern, "", question)
            named += [state.code] * bool(times)
        own = (f"{each}@{','.join(named)}" if "sponsors:" in each else each for each in advice.own)
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
