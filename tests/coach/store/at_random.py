"""A program of its own that acts, undoes and redoes at random; it prints each act that was done."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from coach.records import CoachError
from coach.store.store import Store
from tests.coach.store.test_back_and_forth import NOW, mark, rank


def act(store: Store, chance: random.Random) -> None:
    """One of all that can be done."""
    kind, key = chance.random(), chance.choice("abc")
    if kind < 0.4:
        mark(store, key, chance.choice(["apply", "no", ""]))
    elif kind < 0.6:
        rank(store, key, chance.randint(1, 3))
    elif kind < 0.85:
        store.undo(NOW)
    else:
        with store.turning(NOW) as turning:
            listed = [done for done in store.history() if done.back is None]
            if kind < 0.93 or not listed:
                turning.redo()
            else:
                turning.back_to(chance.choice(listed[:4]).number)


def main(home: str, seed: str, times: str) -> None:
    """So many acts."""
    store, chance = Store.open(Path(home), NOW, f"pts/{seed}"), random.Random(seed)
    for _ in range(int(times)):
        with store.deciding():
            before = store._connection.execute("SELECT max(id) FROM acts").fetchone()[0] or 0
            try:
                act(store, chance)
            except CoachError as error:
                assert "changed the same since" in str(error), error
            done = store._connection.execute(
                "SELECT id, title FROM acts WHERE id > ?", (before,)
            ).fetchall()
        for number, title in done:
            print(number, title)
    store.close()
    print("whole")


if __name__ == "__main__":
    main(*sys.argv[1:])
