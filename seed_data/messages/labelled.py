"""Messages of applicants with the sentences that may not be sent.

Written by several hands, most of which did not know the checks; a set is one hand's. In a set each
message has a head of moment, the program's word on contact, standing and rules that it breaks, then
the text with its forbidden sentences in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from coach.records import Record

SETS: Final = Path(__file__).parent / "sets"
HELD: Final = "held"
"""The set that only judges."""
MARKED: Final = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


class Labelled(Record):
    """A message as it was labelled by hand."""

    name: str
    at: datetime
    policy: str
    standing: str
    rules: tuple[str, ...]
    text: str
    marked: tuple[str, ...]

    def is_marked(self, sentence: str) -> bool:
        """Whether a sentence, or its beginning, is of one that may not be sent."""
        core = " ".join(sentence.strip("… ").split())
        return bool(core) and any(core[:50] in each or each[:50] in core for each in self.marked)


def names() -> list[str]:
    """All sets."""
    return sorted(path.stem for path in SETS.glob("*.txt"))


def messages(name: str) -> Iterator[Labelled]:
    """The messages of one set."""
    for block in (SETS / f"{name}.txt").read_text(encoding="utf-8").split("## ")[1:]:
        head, _, body = block.partition("\n")
        number, when, policy, standing, rules = (part.strip() for part in head.split("|"))
        marked = tuple(" ".join(each.split()) for each in MARKED.findall(body))
        plain = body.replace("[[", "").replace("]]", "")
        kinds = tuple(filter(None, rules.split(";")))
        at = datetime.fromisoformat(when)
        yield Labelled(number, at, policy, standing, kinds, plain, marked)
