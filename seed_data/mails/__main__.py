"""Fits mail_weights.csv in seed_data and prints what held of it on mails it was not fitted to.

python -m seed_data.mails
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from coach import places
from coach.facts.book import Facts
from coach.facts.compile import compiled
from coach.records import Record, replace
from coach.season.offered import Known
from coach.season.scanning import Days, Token
from coach.season.slots import Reading
from coach.season.weighing import Around
from seed_data.fitting import Seen, fitted, write
from seed_data.mails.labelled import HELD, TODAY, Labelled, mails, names

FILE: Final = Path(__file__).parent.parent / "mail_weights.csv"


class Score(Record):
    """How a reading does on mails."""

    slots: int
    right: int
    """Day, hour and zone as a careful reader has them, or asked where that one would ask."""
    sure: int
    """Of these said to be sure."""
    wrong: int
    """Said to be sure, and not what a careful reader has."""

    def __str__(self) -> str:
        share = 100 * self.right / max(self.slots, 1)
        return (
            f"{self.right} of {self.slots} slots right ({share:.1f} %), {self.sure} of them sure; "
            f"{self.wrong} silently wrong"
        )


def seen(mail: Labelled, known: Known) -> list[Seen]:
    """All days and hours of a mail with their signs; `known` without weights."""
    reading = Reading(mail.text, known, ())
    around = Around(reading)
    days = {each.start[:10] for each in mail.slots}
    hours = {each.start[11:] for each in mail.slots} - {""}
    return [
        Seen(around.signs(place), _is_slot(reading, token, days, hours))
        for place, token in enumerate(around.tokens)
    ]


def _is_slot(reading: Reading, token: Token, days: set[str], hours: set[str]) -> bool:
    if isinstance(token, Days):
        named = (reading.dated(token, number)[0] for number in range(len(token.days)))
        return any(str(day) in days for day in named)
    at = getattr(token, "at", 0)
    return f"{at // 60 % 24:02}:{at % 60:02}" in hours


def score(labelled: Iterable[Labelled], known: Known) -> Score:
    """What a reading with these weights finds in mails."""
    slots = right = sure = wrong = 0
    for mail in labelled:
        read = Reading(mail.text, known, ()).mail().slots
        met = {place for place, slot in enumerate(read) if any(w.is_met(slot) for w in mail.slots)}
        wrong += sum(slot.sure for place, slot in enumerate(read) if place not in met)
        for wanted in mail.slots:
            of_it = [slot for slot in read if wanted.is_met(slot)]
            is_sure = any(slot.sure for slot in of_it)
            slots += 1
            wrong += bool(wanted.asks and is_sure)
            if wanted.asks == "scam":
                right += not is_sure
            elif of_it and not (wanted.asks and is_sure):
                right += 1
                sure += is_sure
    return Score(slots, right, sure, wrong)


def main() -> None:
    """Fits to all sets but the held one, and prints scores."""
    facts = Facts(compiled(places.cache(os.environ), Path()))
    plain = replace(Known.of(facts, TODAY, TODAY.year + 1, "Asia/Karachi"), weights={})
    fit = [name for name in names() if name != HELD]
    rows = {name: [row for mail in mails(name) for row in seen(mail, plain)] for name in fit}
    for name in fit:
        others = [row for other in fit if other != name for row in rows[other]]
        result = score(mails(name), replace(plain, weights=fitted(others)))
        print(f"{name}, fitted to the others: {result}")
    weights = fitted([row for name in fit for row in rows[name]])
    write(FILE, weights)
    print(f"{HELD}, never fitted to: {score(mails(HELD), replace(plain, weights=weights))}")


if __name__ == "__main__":
    main()
