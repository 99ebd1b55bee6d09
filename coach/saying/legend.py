"""What the signs, heads of columns and short words of a page mean."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import seed_data
from coach.saying.of_logs import HEADS
from coach.saying.text import Line
from coach.subjects.kept import with_words

FILE: Final = Path(seed_data.__file__ or "").with_name("legend.csv")
"""Pages (`log` for any log, none for all), what stands there, what it means."""
LOG: Final = "log"


def legend(page: str) -> list[Line]:
    """What stands on a page, first what only it has: its sign or word, and the meaning."""
    log = with_words().get(page)
    places = {page, LOG} if log else {page}
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if places & {*row["pages"].split()}]
        file.seek(0)
        rows += [row for row in csv.DictReader(file) if not row["pages"]]
    told = {row["sign"]: row["means"] for row in rows}
    heads: dict[str, str] = {}
    for field in [log.fields[name] for name in log.columns] if log else ():
        head, _ = HEADS.get((page, field.name), (field.label, 0))
        heads[head] = told.pop(head, field.question)
        if words := ", ".join(filter(None, field.choices)):
            heads[head] += f"{'' if heads[head].endswith('?') else ':'} {words}"
    return [Line.labelled(sign, means) for sign, means in (heads | told).items()]
