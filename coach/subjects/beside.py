"""Works out one long answer and keeps it: `python -m coach.subjects.beside HOME DAY ANSWER`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from coach.output import remark, shortened
from coach.records import CoachError
from coach.subjects.coach import Coach, at


def main(words: Sequence[str]) -> int:
    """0 where the answer is kept now, 1 where there is none, with the reason in a sentence."""
    home, day, answer = words
    try:
        coach = Coach.open(Path(home), at(date.fromisoformat(day)))
        try:
            coach.work_out(answer)
        finally:
            coach.close()
    except CoachError as error:
        remark(shortened(f"coach: {error}"))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
