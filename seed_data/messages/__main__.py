"""Fits contact_weights.csv in seed_data and prints what held of it on sets it was not fitted to.

python -m seed_data.messages
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from coach import places
from coach.calendar.dates import season_at, season_calendar
from coach.facts.book import Facts
from coach.facts.compile import compiled
from coach.prose.contact import OF_ALL, POLICIES, Rules, Sending, drafted, sent, suspects, wholes
from coach.prose.engine import Finding, Phrasebook
from coach.records import Record
from coach.soap.lock import of_season
from coach.wording import EASTERN
from seed_data.fitting import Seen, fitted, write
from seed_data.messages.labelled import HELD, Labelled, messages, names

FILE: Final = Path(__file__).parent.parent / "contact_weights.csv"
RIDGE: Final = 1.0
"""Pull on each weight: on sets left out 3 misses a fifth more."""
SMALL: Final = 0.05
"""Weights nearer to 0 are left out: on sets left out they change nothing, and are half of all."""


class Score(Record):
    """How the check does on messages."""

    breaches: int
    missed: tuple[str, ...]
    clean: int
    false: tuple[str, ...]

    def __str__(self) -> str:
        marked = self.breaches - len(self.missed)
        return (
            f"{marked} of {self.breaches} breaches marked, "
            f"{len(self.false)} of {self.clean} clean messages marked falsely"
        )


class Bench:
    """The rules of a season with which messages are held."""

    def __init__(self, facts: Facts, weights: Mapping[str, float]) -> None:
        self._facts = facts
        self._book = Phrasebook(facts.contact_words)
        self.weights = weights

    def rules(self, message: Labelled) -> Rules:
        """What a message is held against."""
        season = season_at(message.at.astimezone(ZoneInfo(EASTERN)).date())
        calendar = season_calendar(self._facts.events, self._facts.calendar_rules, season)
        week = of_season(calendar, "waiting")
        signs, checks = tuple(self._facts.contact_signs), self._facts.prose_checks
        return Rules(self._book, signs, checks, week, self.weights)

    def sending(self, message: Labelled) -> Sending:
        """How it goes out."""
        policy, week = POLICIES[message.policy], self.rules(message).week
        return Sending(message.at, policy, message.standing, week)  # type: ignore[arg-type]

    def seen(self, message: Labelled) -> list[Seen]:
        """Its sentences that may break a rule."""
        draft = drafted(message.text, self.sending(message), self.rules(message))
        return [Seen(each.signs, message.is_marked(each.sentence.text)) for each in suspects(draft)]

    def whole(self, message: Labelled) -> list[Seen]:
        """It as a whole, with each rule of silence."""
        draft = drafted(message.text, self.sending(message), self.rules(message))
        return [Seen(each.signs, each.rule in message.rules) for each in wholes(draft)]

    def weights_of(self, labelled: Sequence[Labelled]) -> dict[str, float]:
        """Weights of signs of sentences, and of whole messages beside them."""
        weights = fitted([row for each in labelled for row in self.seen(each)], SMALL, RIDGE)
        of_all = fitted([row for each in labelled for row in self.whole(each)], SMALL, RIDGE)
        of_all["m all"] = of_all.pop("all") - weights["all"]
        return weights | of_all

    def score(self, labelled: Sequence[Labelled]) -> Score:
        """What it marks."""
        missed, false = [], []
        for message in labelled:
            listed = sent(message.text, self.sending(message), self.rules(message))
            missed += _missed(message, listed)
            if listed and not message.rules:
                false.append(f"{message.name}: {listed[0].rule}: {listed[0].excerpt}")
        breaches = sum(len(each.rules) for each in labelled)
        clean = sum(not each.rules for each in labelled)
        return Score(breaches, tuple(missed), clean, tuple(false))


def _missed(message: Labelled, listed: Sequence[Finding]) -> list[str]:
    whole = {each.rule for each in listed if not each.excerpt}
    is_hit = any(message.is_marked(each.excerpt) for each in listed)
    met = {rule: rule in whole if rule in OF_ALL else is_hit for rule in message.rules}
    return [f"{message.name}: {rule}: {message.marked}" for rule in message.rules if not met[rule]]


def main() -> None:
    """Fits to all sets but those that judge, and prints scores of each by weights of the others."""
    bench = Bench(Facts(compiled(places.cache(os.environ), Path())), {})
    sets = {name: list(messages(name)) for name in names()}
    for name, labelled in sets.items():
        others = [each for other in sets.keys() - {name, HELD} for each in sets[other]]
        bench.weights = bench.weights_of(others)
        print(f"{name}, fitted to the others: {bench.score(labelled)}", flush=True)
    write(FILE, bench.weights_of([each for name in sets if name != HELD for each in sets[name]]))


if __name__ == "__main__":
    main()
